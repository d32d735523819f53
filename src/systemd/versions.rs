//! Releases of systemd: what a target understands is a question of its number.

use std::fmt;

use crate::value::ValueError;

/// A release of systemd: `252`. Point releases of distributions (`252.39`) count as the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(pub u16);

impl Release {
    /// The newest release that the tables know.
    pub const NEWEST: Self = Self(259);

    /// Reads `252`, `v252` or the name of a distribution's release: `debian12`, `Ubuntu 22.04`, `rhel-9`.
    ///
    /// # Errors
    /// Neither a known distribution nor a number from 1 to [`Release::NEWEST`].
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        const EXPECTED: &str = "a release number such as 252, or a distribution such as debian12";
        let name = plain_name(text);
        let digits = name.strip_prefix("systemd").unwrap_or(&name);
        let digits = digits.strip_prefix('v').unwrap_or(digits);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return match digits.parse() {
                Ok(number) if (1..=Self::NEWEST.0).contains(&number) => Ok(Self(number)),
                _ => {
                    let message = format!("the newest known release of systemd is {}", Self::NEWEST);
                    Err(ValueError::whole(text, message, EXPECTED))
                }
            };
        }
        DISTRIBUTIONS
            .iter()
            .find(|distribution| distribution.name == name)
            .map(|distribution| distribution.release)
            .ok_or_else(|| ValueError::whole(text, format!("unknown release {text}"), EXPECTED))
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A distribution's release and the systemd it ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// Lower case, without blanks and dashes: `ubuntu22.04`.
    pub name: &'static str,
    /// What it ships.
    pub release: Release,
}

/// The distributions that [`Release::parse`] knows. A name without a point release is the last one's.
pub const DISTRIBUTIONS: &[Distribution] = &[
    ship("al2023", 252),
    ship("alma10", 257),
    ship("alma8", 239),
    ship("alma9", 252),
    ship("amazonlinux2", 219),
    ship("amazonlinux2023", 252),
    ship("amzn2", 219),
    ship("amzn2023", 252),
    ship("arch", Release::NEWEST.0),
    ship("centos7", 219),
    ship("centos8", 239),
    ship("centos9", 252),
    ship("centos10", 257),
    ship("debian9", 232),
    ship("debian10", 241),
    ship("debian11", 247),
    ship("debian12", 252),
    ship("debian13", 257),
    ship("fedora38", 253),
    ship("fedora39", 254),
    ship("fedora40", 255),
    ship("fedora41", 256),
    ship("fedora42", 257),
    ship("fedora43", 258),
    ship("rhel7", 219),
    ship("rhel8", 239),
    ship("rhel9", 252),
    ship("rhel9.0", 250),
    ship("rhel9.1", 250),
    ship("rhel10", 257),
    ship("rocky8", 239),
    ship("rocky9", 252),
    ship("rocky10", 257),
    ship("sles12", 228),
    ship("sles15", 254),
    ship("sles15sp1", 234),
    ship("sles15sp2", 234),
    ship("sles15sp3", 246),
    ship("sles15sp4", 249),
    ship("sles15sp5", 249),
    ship("sles15sp6", 254),
    ship("sles15sp7", 254),
    ship("ubuntu16.04", 229),
    ship("ubuntu18.04", 237),
    ship("ubuntu20.04", 245),
    ship("ubuntu22.04", 249),
    ship("ubuntu24.04", 255),
    ship("ubuntu25.04", 257),
    ship("ubuntu25.10", 257),
];

const fn ship(name: &'static str, number: u16) -> Distribution {
    Distribution { name, release: Release(number) }
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
        ] {
            assert_eq!(Release::parse(text), Ok(Release(number)), "{text}");
        }
    }

    #[test]
    fn what_nobody_has_released_is_refused() {
        for text in ["0", "260", "99999999999", "", "v", "debian99", "windows"] {
            assert!(Release::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_distribution_is_found_by_its_name() {
        for distribution in DISTRIBUTIONS {
            assert_eq!(Release::parse(distribution.name), Ok(distribution.release), "{}", distribution.name);
        }
    }
}
