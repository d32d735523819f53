//! The `logrotate(8)` rules that sysvisor writes to limit the size of a unit's log files.
//!
//! systemd opens a log file and never truncates it (O10). logrotate does: it copies the file and truncates it
//! (`copytruncate`), as the service cannot be told to reopen it; `append:` continues at the new end (O11).

use std::sync::Arc;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till1, take_while1};
use nom::character::complete::{char, i64, space0};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser as _};

use crate::source::dir_name;
use crate::text::byte_set::ByteSet;

/// How some log files are rotated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// The absolute paths of the logs; each [`is_writable`].
    pub paths: Vec<Arc<str>>,
    /// The size in bytes above which a file is rotated.
    pub bytes: i64,
    /// How many old files are kept.
    pub backups: i64,
    /// Whether the directory is world-writable: without a `su` line logrotate (3.21) skips such logs.
    pub is_world_writable: bool,
}

/// Whether the directory of a path is world-writable.
#[must_use]
pub fn is_in_world_writable_directory(path: &str) -> bool {
    let directory = dir_name(path);
    matches!(directory, "/tmp" | "/var/tmp" | "/dev/shm")
}

/// Whether a path can be written in a rule: logrotate expands globs even between quotes, and has no escapes there.
#[must_use]
pub fn is_writable(path: &str) -> bool {
    if path.starts_with('/') && PLAIN.has_all(path.as_bytes()) {
        return true;
    }
    path.starts_with('/')
        && !path
            .contains(|c: char| c.is_control() || matches!(c, '"' | '\\' | '*' | '?' | '[' | ']' | '{' | '}'))
}

/// The characters of most paths.
static PLAIN: ByteSet = ByteSet::new(b"/._-").with_alphanumeric();

/// Writes the rules, one block each.
#[must_use]
pub fn write(rules: &[Rule]) -> String {
    let mut out = String::new();
    for Rule { paths, bytes, backups, is_world_writable } in rules {
        for path in paths {
            out.extend(["\"", path, "\"\n"]);
        }
        let user = if *is_world_writable { "    su root root\n" } else { "" };
        out.push_str(&format!(
            "{{\n{user}    size {bytes}\n    rotate {backups}\n    copytruncate\n    nodateext\n    nocompress\n    missingok\n    \
             notifempty\n}}\n"
        ));
    }
    out
}

/// Parses rules; anything else is skipped.
#[must_use]
pub fn parse(text: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut rule = Rule::default();
    for line in text.lines() {
        match self::line(line.trim_end()) {
            Ok((_, Line::Path(path))) => rule.paths.push(path.into()),
            Ok((_, Line::Size(bytes))) => rule.bytes = bytes,
            Ok((_, Line::Rotate(backups))) => rule.backups = backups,
            Ok((_, Line::User)) => rule.is_world_writable = true,
            Ok((_, Line::End)) => {
                rules.push(std::mem::take(&mut rule));
            }
            Ok((_, Line::Other)) | Err(_) => {}
        }
    }
    rules
}

/// The content of one line.
#[derive(Clone, Debug)]
enum Line<'t> {
    Path(&'t str),
    Size(i64),
    Rotate(i64),
    User,
    End,
    Other,
}

fn line(input: &str) -> IResult<&str, Line<'_>> {
    match input.as_bytes().first() {
        Some(b'"') => delimited(char('"'), take_till1(|c| c == '"'), char('"')).map(Line::Path).parse(input),
        Some(b'}') => char('}').map(|_| Line::End).parse(input),
        Some(b' ') => {
            let size = preceded(terminated(tag("size"), take_while1(|c| c == ' ')), i64).map(Line::Size);
            let rotate =
                preceded(terminated(tag("rotate"), take_while1(|c| c == ' ')), i64).map(Line::Rotate);
            let user = tag("su ").map(|_| Line::User);
            preceded(space0, alt((size, rotate, user))).parse(input)
        }
        _ => Ok((input, Line::Other)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rule_uses_copytruncate() {
        let rule = Rule {
            paths: vec!["/var/log/a b.log".into()],
            bytes: 52_428_800,
            backups: 10,
            is_world_writable: false,
        };
        let text = write(&[rule]);
        assert!(
            text.starts_with("\"/var/log/a b.log\"\n{\n    size 52428800\n    rotate 10\n    copytruncate\n")
        );
    }

    #[test]
    fn a_path_with_glob_characters_is_not_writable() {
        assert!(is_writable("/var/log/%i a'b.log"));
        for path in ["/var/log/*.log", "/a\"b", "/a\nb", "a", "/a[1]", "/a\\b"] {
            assert!(!is_writable(path), "{path}");
        }
    }

    fn rule() -> impl Strategy<Value = Rule> {
        let path = "/\\PC{0,20}".prop_map(|path| path.replace(|c| !is_writable(&format!("/{c}")), ""));
        let path = path.prop_map(Arc::from);
        (prop::collection::vec(path, 1..4), 0..i64::MAX, 0..i64::MAX, any::<bool>()).prop_map(
            |(paths, bytes, backups, is_world_writable)| Rule { paths, bytes, backups, is_world_writable },
        )
    }

    proptest! {
        #[test]
        fn written_rules_parse_back(rules in prop::collection::vec(rule(), 0..4)) {
            prop_assert_eq!(parse(&write(&rules)), rules);
        }

        #[test]
        fn parsing_any_text_does_not_panic(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
