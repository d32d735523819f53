//! Readers of the values that options take.

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;

use crate::lint::SupervisorVersion;
use crate::systemd::versions::Release;

/// `NAME=VALUE`; the value may hold further `=`.
pub(super) fn parse_assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        Some(_) => Err("there is no name before the `=`".into()),
        None => Err(format!("write {text}=VALUE")),
    }
}

/// `252`, or a distribution's release such as `debian12`; a point release (`252.38`) has the directives of its release.
pub(super) fn parse_systemd_release(text: &str) -> Result<Release, String> {
    let (number, point) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let release = if is_number(number) && is_number(point) { number } else { text };
    Release::parse(release).map_err(|error| format!("{}; write {}", error.message, error.expected))
}

/// A number from 1 on.
pub(super) fn parse_jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "write a number of at least 1".into())
}

/// The releases of supervisor that the tables know; of 4.4, which is not released, what it will read differently.
const SUPERVISOR: RangeInclusive<SupervisorVersion> = SupervisorVersion(3, 0)..=SupervisorVersion(4, 4);

/// `4.2`, and `4.2.5` for the same.
pub(super) fn parse_supervisor_release(text: &str) -> Result<SupervisorVersion, String> {
    let mut numbers = text.splitn(3, '.').map(str::parse::<u16>);
    let (Some(Ok(major)), Some(Ok(minor)), None | Some(Ok(_))) =
        (numbers.next(), numbers.next(), numbers.next())
    else {
        return Err("write a release such as 4.2".into());
    };
    let release = SupervisorVersion(major, minor);
    if SUPERVISOR.contains(&release) {
        return Ok(release);
    }
    Err(format!("the known releases of supervisor are {} to {}", SUPERVISOR.start(), SUPERVISOR.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_systemd_release_may_be_a_number_or_a_distribution() {
        for (text, release) in
            [("252", 252), ("252.38", 252), ("v252", 252), ("debian12", 252), ("rhel9", 252)]
        {
            assert_eq!(parse_systemd_release(text), Ok(Release(release)), "{text}");
        }
        assert_eq!(
            (parse_systemd_release("ubuntu22.04"), parse_systemd_release("al2023")),
            (Ok(Release(249)), Ok(Release(252)))
        );
    }

    #[test]
    fn an_unknown_release_is_rejected_with_the_known_ones() {
        for (text, why) in [
            ("12", "the oldest known release of systemd is 219; write"),
            ("218.5", "a release number from 219 to 260"),
            ("999", "the newest known release of systemd is 260; write"),
            ("windows11", "unknown release windows11; write"),
        ] {
            let refused = parse_systemd_release(text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
        for text in ["2.0", "4.5"] {
            let refused = parse_supervisor_release(text).unwrap_err();
            assert_eq!(refused, "the known releases of supervisor are 3.0 to 4.4", "{text}");
        }
        assert_eq!(
            (parse_supervisor_release("3.0"), parse_supervisor_release("4.4.0")),
            (Ok(SupervisorVersion(3, 0)), Ok(SupervisorVersion(4, 4)))
        );
    }
}
