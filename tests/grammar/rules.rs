//! Every rule of every grammar is defined, and reachable from the start rules.

use std::collections::BTreeSet;

use super::abnf::{Element, Grammar};

/// The grammars with the rules that describe a whole text.
const GRAMMARS: [(&str, &[&str]); 14] = [
    ("supervisord/file.abnf", &["file"]),
    (
        "supervisord/values.abnf",
        &[
            "autorestart",
            "integer",
            "octal",
            "byte-size",
            "exit-codes",
            "signal",
            "log-level",
            "command",
            "environment",
            "format",
        ],
    ),
    ("systemd/unit.abnf", &["unit-file"]),
    ("systemd/exec.abnf", &["exec-line"]),
    ("systemd/time.abnf", &["timespan", "timespan-ns"]),
    ("systemd/specifier.abnf", &["full-text", "name-text"]),
    (
        "systemd/values.abnf",
        &[
            "boolean",
            "unsigned",
            "mode",
            "size",
            "memory",
            "tasks",
            "limit-bytes",
            "limit-count",
            "limit-nice",
            "signal",
            "endings",
            "account",
            "log-fields",
            "names",
            "uris",
            "unit-name",
            "escaped",
            "environment",
        ],
    ),
    ("systemd/calendar.abnf", &["calendar"]),
    (
        "systemd/network.abnf",
        &["ip-prefixes", "socket-bind", "socket-address", "interface", "interfaces", "families", "bus-name"],
    ),
    (
        "systemd/sets.abnf",
        &["cpu-set", "capabilities", "namespaces", "secure-bits", "coredump-filter", "errno", "file-systems"],
    ),
    (
        "systemd/paths.abnf",
        &[
            "path",
            "condition-path",
            "paths",
            "environment-file",
            "output",
            "input",
            "fd-name",
            "device-rights",
            "directories",
            "configurations",
            "bind-paths",
        ],
    ),
    ("systemd/credentials.abnf", &["load-credential", "set-credential", "import-credential"]),
    ("systemd/images.abnf", &["mount-images", "extension-images", "root-options", "image-policy"]),
    ("systemd/syscalls.abnf", &["syscall-filter", "syscall-log"]),
];

#[test]
fn every_rule_is_defined_and_reachable() {
    for (file, starts) in GRAMMARS {
        // Parsing fails on a name without a rule.
        let grammar = Grammar::read(file);
        let mut reached = BTreeSet::new();
        for start in starts {
            reach(&grammar, grammar.rule(start), &mut reached);
        }
        let lost: Vec<&String> = grammar
            .names
            .iter()
            .enumerate()
            .filter(|(at, _)| !reached.contains(at))
            .map(|(_, name)| name)
            .collect();
        assert!(lost.is_empty(), "{file}: unreachable rules: {lost:?}");
    }
}

fn reach(grammar: &Grammar, rule: usize, reached: &mut BTreeSet<usize>) {
    if reached.insert(rule) {
        visit(grammar, &grammar.rules[rule], reached);
    }
}

fn visit(grammar: &Grammar, element: &Element, reached: &mut BTreeSet<usize>) {
    match element {
        Element::Rule(rule) => reach(grammar, *rule, reached),
        Element::Choice(of) | Element::Sequence(of) => {
            of.iter().for_each(|element| visit(grammar, element, reached));
        }
        Element::Repeat { of, .. } => visit(grammar, of, reached),
        Element::Range(..) | Element::Text { .. } => {}
    }
}
