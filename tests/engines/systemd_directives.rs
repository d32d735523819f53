//! Every directive in the tables with values of every kind: what our parsers refuse, systemd complains about, and vice
//! versa. Values that fit their kind are tested in `systemd_kinds`.

use std::collections::BTreeMap;

use sysvisor::systemd::check::{self, Effect};
use sysvisor::systemd::directives::{DirectiveRow, Name, Section, directives_of};
use sysvisor::systemd::versions::Release;

use super::verify;

const NOW: Release = Release(252);

/// The values that are tried with every directive: most of them are valid for a few and invalid for all others.
const VALUES: [&str; 66] = [
    "0",
    "1",
    "-1",
    "+5",
    "0x1f",
    "0777",
    "008",
    "65536",
    "99999999999999999999",
    "10%",
    "101%",
    "1.5h",
    "5 mins",
    "1M",
    "1K:2K",
    "0-3",
    "3-1",
    "infinity",
    "yes",
    "NO",
    "none",
    "any",
    "root",
    "0:0",
    "a b c",
    "A=1 B=\"2 3\"",
    "2B=3",
    "\"a",
    "'' \"\"",
    "a\\ b",
    "\\x41",
    "\\q",
    "~",
    "-",
    "+-/a",
    "/a",
    "/a/../b",
    "//a//",
    "../a",
    "a:b",
    "/a:/b:ro",
    "-/bin/true x",
    "/bin/true ; /bin/false",
    "@/bin/true",
    "SIGTERM",
    "term",
    "15",
    "always",
    "on-failure",
    "journal",
    "file:/a",
    "CAP_KILL",
    "~CAP_KILL cap_chown",
    "@system-service",
    "open:1 foo",
    "AF_INET",
    "10.0.0.0/8",
    "127.0.0.1:80",
    "/dev/null rw",
    "daily",
    "*:0/5",
    "foo.service",
    "foo@bar.mount",
    "foo",
    "man:a(1)",
    "%%",
];

/// Types of units with what makes them load, and their sections.
const UNITS: [(&str, &str, &[Section]); 7] = [
    ("a.service", "[Service]\nExecStart=/bin/true\n", &[Section::Unit, Section::Service]),
    ("a.socket", "[Socket]\nListenStream=/a\n", &[Section::Socket]),
    ("a.timer", "[Timer]\nOnBootSec=1\n", &[Section::Timer]),
    ("a.path", "[Path]\nPathExists=/a\n", &[Section::Path]),
    ("a.mount", "[Mount]\nWhat=/dev/a\nWhere=/a\n", &[Section::Mount]),
    ("a.swap", "[Swap]\nWhat=/a\n", &[Section::Swap]),
    ("a.slice", "", &[Section::Slice]),
];

#[test]
fn every_directive_accepts_what_systemd_accepts() {
    for (name, head, sections) in UNITS {
        let (text, lines) = unit(head, sections);
        let Some(messages) = verify::systemd_verify(&[(name, &text)]) else { return };
        let mut messages_by_line: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for message in &messages {
            let place = message.split_once(&format!("{name}:")).and_then(|(_, rest)| rest.split_once(": "));
            if let Some((Ok(line), words)) = place.map(|(line, words)| (line.parse(), words)) {
                messages_by_line.entry(line).or_default().push(words);
            }
        }
        let mut differences = Vec::new();
        for (row, value, at) in &lines {
            let mut ours = Vec::new();
            check::check(row, value, NOW, &mut |found| ours.push(found.error.message));
            let mut theirs = messages_by_line.remove(at).unwrap_or_default();
            if theirs.iter().any(|message| message.contains(UNREAD)) {
                continue;
            }
            theirs.retain(|message| !NOTICES.iter().any(|notice| message.contains(notice)));
            if ours.is_empty() != theirs.is_empty() {
                differences.push(format!("{}={value}\n  ours:    {ours:?}\n  systemd: {theirs:?}", row.name));
            }
        }
        assert!(differences.is_empty(), "{name}, {}:\n{}", differences.len(), differences.join("\n"));
    }
}

/// What systemd logs about values that it accepts.
const NOTICES: [&str; 3] = ["; please use ", " is obsolete, replacing by ", "Unit uses KillMode=none."];

/// What it logs about a directive that it does not read in units of this type.
const UNREAD: &str = "not supported for this unit type";

/// Whether a rule, rather than a parser, knows how systemd treats a value: it refuses a unit whose PID file contains `..`,
/// and the source of a swap must be a path.
fn is_left_to_a_rule(row: &DirectiveRow, value: &str) -> bool {
    row.name == Name::PIDFile && value.contains("..") || row.name == Name::What
}

/// A unit with a line for each directive of its sections and each value, except for those that it is refused for: systemd
/// reads nothing after such a line.
fn unit(head: &str, sections: &[Section]) -> (String, Vec<(&'static DirectiveRow, &'static str, usize)>) {
    let (mut text, mut lines) = (head.to_owned(), Vec::new());
    let mut last = head.lines().count();
    for section in sections {
        text.push_str(&format!("[{}]\n", section.as_str()));
        last += 1;
        for row in directives_of(*section).filter(|row| row.is_effective_in(NOW)) {
            for value in VALUES {
                let mut is_refused = is_left_to_a_rule(row, value);
                check::check(row, value, NOW, &mut |found| {
                    is_refused |= found.effect == Effect::UnitRefused;
                });
                if is_refused {
                    continue;
                }
                text.push_str(&format!("{}={value}\n", row.name));
                last += 1;
                lines.push((row, value, last));
            }
        }
    }
    (text, lines)
}
