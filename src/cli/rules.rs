//! `sysvisor rules`: the list of all rules.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{RulesArgs, RulesFormat};
use super::{Exit, Failure, Terminal};
use crate::diagnostic::Level;
use crate::lint::Since;
use crate::lint::registry::{self, GROUPS, Group, RULES};

/// Runs `sysvisor rules`.
///
/// # Errors
/// If the output cannot be written.
pub(super) fn run(args: &RulesArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let summaries: Vec<String> = RULES.iter().map(|rule| rule.summary_line()).collect();
    let rows: Vec<RuleRow<'_>> = RULES
        .iter()
        .zip(&summaries)
        .map(|(rule, summary)| RuleRow {
            name: rule.name(),
            level: rule.level,
            fix: rule.fix.words(),
            since: rule.since,
            group: registry::group_of(rule.name()),
            needs_host: rule.needs_host(),
            summary,
        })
        .collect();
    write(&mut *terminal.out, &rows, args.output_format)?;
    Ok(Exit::Clean)
}

/// The row of a rule in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuleRow<'a> {
    /// The rule's name.
    pub(super) name: &'a str,
    /// The level of its findings.
    pub(super) level: Level,
    /// How often it offers a fix: `always`, `sometimes`, `never`.
    pub(super) fix: &'a str,
    /// The release of sysvisor that introduced it.
    pub(super) since: Since,
    /// Its group; a rule in a group is off unless it is selected.
    pub(super) group: Option<&'a Group>,
    /// Whether it needs `--host` to find anything.
    pub(super) needs_host: bool,
    /// What it flags, in one line.
    pub(super) summary: &'a str,
}

impl RuleRow<'_> {
    /// Whether it is on by default.
    const fn is_on(&self) -> bool {
        self.group.is_none() && !self.needs_host
    }
}

/// Prints the list.
///
/// # Errors
/// Those of the writer.
pub(super) fn write(out: &mut dyn Write, rules: &[RuleRow<'_>], format: RulesFormat) -> io::Result<()> {
    match format {
        RulesFormat::Text => text(out, rules),
        RulesFormat::Markdown => markdown(out, rules),
        RulesFormat::Json => json(out, rules),
    }
}

/// One line per rule, starting with its name: `sysvisor rules | awk '{print $1}'` lists the names.
fn text(out: &mut dyn Write, rules: &[RuleRow<'_>]) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in rules {
        let RuleRow { name, level, group, needs_host, summary, .. } = rule;
        write!(out, "{name:width$}  {:7}  {summary}", level.as_str())?;
        match group {
            Some(group) => writeln!(out, " (only with --select {})", group.name)?,
            None if *needs_host => writeln!(out, " (only with --host)")?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}

fn markdown(out: &mut dyn Write, rules: &[RuleRow<'_>]) -> io::Result<()> {
    writeln!(out, "| rule | level | on | fix | since | what it flags |\n|---|---|---|---|---|---|")?;
    for rule in rules {
        let RuleRow { name, level, fix, since, group, needs_host, summary } = rule;
        let summary = summary.replace('|', "\\|");
        let on = match group {
            Some(group) => &format!("with `--select {}`", group.name),
            None if *needs_host => "with `--host`",
            None => "always",
        };
        writeln!(out, "| `{name}` | {} | {on} | {fix} | {since} | {summary} |", level.as_str())?;
    }
    Ok(())
}

/// `sysvisor/rules/v1`: a stable copy, as in `report::json`.
fn json(out: &mut dyn Write, rules: &[RuleRow<'_>]) -> io::Result<()> {
    #[derive(Serialize)]
    struct RulesV1<'a> {
        schema: &'static str,
        rules: Vec<RuleV1<'a>>,
        groups: Vec<GroupV1<'a>>,
    }
    #[derive(Serialize)]
    struct RuleV1<'a> {
        name: &'a str,
        level: &'static str,
        fix: &'a str,
        since: String,
        summary: &'a str,
        group: Option<&'a str>,
        default: bool,
        host: bool,
    }
    #[derive(Serialize)]
    struct GroupV1<'a> {
        name: &'a str,
        about: &'a str,
        rules: Vec<&'a str>,
    }
    let groups = GROUPS
        .iter()
        .map(|Group { name, about, rules }| GroupV1 {
            name,
            about,
            rules: rules.iter().map(|rule| rule.name()).collect(),
        })
        .collect();
    let rules = rules
        .iter()
        .map(|rule| RuleV1 {
            name: rule.name,
            level: rule.level.as_str(),
            fix: rule.fix,
            since: rule.since.to_string(),
            summary: rule.summary,
            group: rule.group.map(|group| group.name),
            default: rule.is_on(),
            host: rule.needs_host,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &RulesV1 { schema: "sysvisor/rules/v1", rules, groups })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [RuleRow<'_>; 4] = [
        RuleRow {
            name: "a-b",
            level: Level::Error,
            fix: "always",
            since: Since::of("0.1.0"),
            group: None,
            needs_host: false,
            summary: "a|b",
        },
        row("asked", None, true),
        row("locked", Some(&GROUPS[2]), false),
        row("unknown", None, false),
    ];

    const fn row<'a>(name: &'a str, group: Option<&'a Group>, needs_host: bool) -> RuleRow<'a> {
        let since = Since::of("0.2.0");
        RuleRow { name, level: Level::Info, fix: "never", since, group, needs_host, summary: "what" }
    }

    fn print(format: RulesFormat) -> String {
        let mut out = Vec::new();
        write(&mut out, &RULES, format).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_text_lists_rules_that_are_off_and_how_to_enable_them() {
        assert_eq!(
            print(RulesFormat::Text),
            "a-b      error    a|b\n\
             asked    info     what (only with --host)\n\
             locked   info     what (only with --select hardening)\n\
             unknown  info     what\n"
        );
    }

    #[test]
    fn a_vertical_bar_does_not_end_a_table_cell() {
        assert!(print(RulesFormat::Markdown).ends_with(
            "| `a-b` | error | always | always | 0.1.0 | a\\|b |\n\
             | `asked` | info | with `--host` | never | 0.2.0 | what |\n\
             | `locked` | info | with `--select hardening` | never | 0.2.0 | what |\n\
             | `unknown` | info | always | never | 0.2.0 | what |\n"
        ));
    }

    #[test]
    fn json_has_its_schema_and_the_groups() {
        let value: serde_json::Value = serde_json::from_str(&print(RulesFormat::Json)).unwrap();
        assert_eq!(value["schema"], "sysvisor/rules/v1");
        let [on, asked, locked, unknown] = value["rules"].as_array().unwrap().as_slice() else { panic!() };
        assert_eq!(unknown["name"], "unknown");
        assert!(on["default"] == true && on["group"].is_null() && on["host"] == false);
        assert!(asked["default"] == false && asked["group"].is_null() && asked["host"] == true);
        assert!(locked["default"] == false && locked["group"] == "hardening");
        let groups = value["groups"].as_array().unwrap();
        assert_eq!(groups.len(), GROUPS.len());
        assert_eq!(groups[2]["name"], "hardening");
        assert!(groups.iter().all(|group| !group["rules"].as_array().unwrap().is_empty()));
    }

    /// Each rule has a line in the text.
    #[test]
    fn every_rule_is_listed_once() {
        let (mut terminal, out, _) = super::super::terminal::tests::memory();
        run(&RulesArgs { output_format: RulesFormat::Text }, &mut terminal).unwrap();
        for rule in registry::RULES {
            let listed =
                out.text().lines().filter(|line| line.split(' ').next() == Some(rule.name())).count();
            assert_eq!(listed, 1, "{}", rule.name());
        }
    }
}
