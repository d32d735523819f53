//! Policies for disk images: `image_policy_from_string()` of systemd's `image-policy.c`.

use super::images;
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

const FLAGS: [&str; 12] = [
    "verity",
    "signed",
    "encrypted",
    "unprotected",
    "unused",
    "absent",
    "open",
    "ignore",
    "read-only-on",
    "read-only-off",
    "growfs-on",
    "growfs-off",
];
/// From here on systemd may accept words that are not in these tables, and ignores those that it does not know.
const GRACEFUL_SINCE: Release = Release(258);

/// Parses a value of `RootImagePolicy=` or a similar directive: `*`, `-`, `~`, or rules `PARTITION=FLAG+FLAG` separated
/// by colons.
///
/// # Errors
/// There is an invalid rule, an unknown word, or a second rule for the same partition: systemd does not load the unit.
pub fn parse(text: &str, release: Release) -> Result<(), ValueError> {
    const EXPECTED: &str = "rules such as root=verity+signed:usr=absent:=ignore";
    if matches!(text, "" | "-" | "*" | "~") {
        return Ok(());
    }
    let refused = |part: &str, start: usize, why: &str| {
        let span = Span::new(start as u32, (start + part.len()) as u32);
        ValueError::at(span, format!("{why} image policy, refusing: {text}"), EXPECTED)
    };
    let is_graceful = release >= GRACEFUL_SINCE;
    let mut partitions: Vec<&str> = Vec::new();
    let mut start = 0;
    for rule in text.split(':') {
        let Some((partition, flags)) = rule.split_once('=') else {
            return Err(refused(rule, start, "Failed to parse"));
        };
        let name = strip(partition);
        if !(name.is_empty() || is_graceful || images::is_partition(name, release)) {
            return Err(refused(partition, start, "Unknown partition type in"));
        }
        if partitions.contains(&name) {
            return Err(refused(partition, start, "Duplicate rule in"));
        }
        partitions.push(name);
        let mut at = start + partition.len() + 1;
        for flag in flags.split('+') {
            let is_none = matches!(strip(flags), "" | "-");
            if !(is_none || is_graceful || FLAGS.contains(&strip(flag))) {
                return Err(refused(flag, at, "Unknown partition policy flag in"));
            }
            at += flag.len() + 1;
        }
        start += rule.len() + 1;
    }
    Ok(())
}

/// `strstrip()`
fn strip(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_partition_has_its_own_rule() {
        for text in [
            "*",
            "-",
            "~",
            "root=verity+signed:usr=absent:=ignore",
            "=open",
            "root=",
            " root = signed + open ",
        ] {
            assert_eq!(parse(text, Release(257)), Ok(()), "{text}");
        }
        for (text, message, part) in [
            ("root", "Failed to parse image policy, refusing: root", "root"),
            ("root=open:", "Failed to parse image policy, refusing: root=open:", ""),
            ("boot=open", "Unknown partition type in image policy, refusing: boot=open", "boot"),
            (
                "root=signed+verty",
                "Unknown partition policy flag in image policy, refusing: root=signed+verty",
                "verty",
            ),
            (
                "root=open:root=absent",
                "Duplicate rule in image policy, refusing: root=open:root=absent",
                "root",
            ),
            ("=open:=absent", "Duplicate rule in image policy, refusing: =open:=absent", ""),
        ] {
            let error = parse(text, Release(257)).unwrap_err();
            assert_eq!((error.message.as_str(), &text[error.span.range()]), (message, part));
        }
        assert_eq!(parse("root=erofs:data=open", Release(258)), Ok(()), "may be a newer value");
        assert!(parse("root", Release(258)).is_err());
    }
}
