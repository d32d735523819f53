//! Releases of systemd, which determine what a target understands.

use std::fmt;

use crate::text::word_list::WordList;
use crate::value::ValueError;

/// A release of systemd, such as `252`. Point releases of distributions (`252.39`) count as the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(pub u16);

impl Release {
    /// The oldest release in the tables.
    pub const OLDEST: Self = Self(219);
    /// The newest release in the tables.
    pub const NEWEST: Self = Self(260);

    /// Parses `252`, `v252` or the name of a distribution's release: `debian12`, `Ubuntu 22.04`, `rhel-9`.
    ///
    /// # Errors
    /// Neither a known distribution nor a number from [`Release::OLDEST`] to [`Release::NEWEST`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        const EXPECTED: &str = "a release number from 219 to 260, or a distribution such as debian12";
        let name = plain_name(text);
        let digits = name.strip_prefix("systemd").unwrap_or(&name);
        let digits = digits.strip_prefix('v').unwrap_or(digits);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return match digits.parse() {
                Ok(number) if (Self::OLDEST.0..=Self::NEWEST.0).contains(&number) => Ok(Self(number)),
                Ok(number) if number < Self::OLDEST.0 => {
                    let message = format!("the oldest known release of systemd is {}", Self::OLDEST);
                    Err(ValueError::whole(text, message, EXPECTED))
                }
                _ => {
                    let message = format!("the newest known release of systemd is {}", Self::NEWEST);
                    Err(ValueError::whole(text, message, EXPECTED))
                }
            };
        }
        distributions()
            .find(|(known, _)| *known == name)
            .map(|(_, release)| release)
            .ok_or_else(|| ValueError::whole(text, format!("unknown release {text}"), EXPECTED))
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The distributions known to [`Release::parse`], in lower case and without spaces and dashes, with the systemd
/// that each ships. A name without a point release means the latest one; Debian and Ubuntu releases are also listed
/// by code name.
const DISTRIBUTIONS: WordList = WordList::new(
    "al2023=252 alma10=257 alma8=239 alma9=252 amazonlinux2=219 amazonlinux2023=252 amzn2=219 \
     amzn2023=252 arch=260 centos7=219 centos8=239 centos9=252 centos10=257 debian9=232 debian10=241 \
     debian11=247 debian12=252 debian13=257 stretch=232 buster=241 bullseye=247 bookworm=252 trixie=257 \
     fedora38=253 fedora39=254 fedora40=255 fedora41=256 fedora42=257 fedora43=258 opensuseleap15.4=249 \
     opensuseleap15.5=249 opensuseleap15.6=254 rhel7=219 rhel8=239 rhel9=252 rhel9.0=250 rhel9.1=250 \
     rhel10=257 rocky8=239 rocky9=252 rocky10=257 sles12=228 sles15=254 sles15sp1=234 sles15sp2=234 \
     sles15sp3=246 sles15sp4=249 sles15sp5=249 sles15sp6=254 sles15sp7=254 ubuntu16.04=229 \
     ubuntu18.04=237 ubuntu20.04=245 ubuntu22.04=249 ubuntu24.04=255 ubuntu25.04=257 ubuntu25.10=257 \
     ubuntu26.04=259 xenial=229 bionic=237 focal=245 jammy=249 noble=255 plucky=257 questing=257 \
     resolute=259",
);

fn distributions() -> impl Iterator<Item = (&'static str, Release)> {
    DISTRIBUTIONS.iter().filter_map(|pair| {
        let (name, release) = pair.split_once('=')?;
        Some((name, Release(release.parse().ok()?)))
    })
}

fn plain_name(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | ':')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_a_number_or_a_distribution() {
        for (text, number) in [
            ("252", 252),
            ("v252", 252),
            ("systemd 252", 252),
            ("debian12", 252),
            ("Ubuntu 22.04", 249),
            ("rhel-9.0", 250),
            ("bookworm", 252),
            ("openSUSE Leap 15.6", 254),
        ] {
            assert_eq!(Release::parse(text), Ok(Release(number)), "{text}");
        }
    }

    #[test]
    fn unreleased_versions_are_rejected() {
        for text in ["0", "261", "99999999999", "", "v", "debian99", "windows"] {
            assert!(Release::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn unknown_releases_are_rejected_with_the_known_range() {
        let refused = |text| Release::parse(text).unwrap_err();
        for (text, message) in [
            ("218", "the oldest known release of systemd is 219"),
            ("12", "the oldest known release of systemd is 219"),
            ("261", "the newest known release of systemd is 260"),
            ("99999999999", "the newest known release of systemd is 260"),
            ("debian99", "unknown release debian99"),
        ] {
            assert_eq!(refused(text).message, message, "{text}");
            let range = format!("from {} to {}", Release::OLDEST, Release::NEWEST);
            assert!(refused(text).expected.contains(&range), "{text}");
        }
        for known in [Release::OLDEST, Release::NEWEST] {
            assert_eq!(Release::parse(&known.to_string()), Ok(known));
        }
    }

    #[test]
    fn every_distribution_is_found_by_its_name() {
        for (name, release) in distributions() {
            assert_eq!(Release::parse(name), Ok(release), "{name}");
        }
        assert_eq!(distributions().count(), DISTRIBUTIONS.iter().count());
        assert_eq!(Release::parse("arch"), Ok(Release::NEWEST), "a rolling release");
    }
}
