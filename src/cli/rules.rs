//! `sysvisor rules`: the list of all rules.

use std::io::{self, Write};

use serde::Serialize;

use super::args::{RulesArgs, RulesFormat};
use super::{Exit, Failure, Terminal};
use crate::diagnostic::Level;
use crate::lint::Since;
use crate::lint::registry::RULES;

/// Runs `sysvisor rules`.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &RulesArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let summaries: Vec<String> = RULES.iter().map(|rule| rule.summary_line()).collect();
    let rows: Vec<RuleRow<'_>> = RULES
        .iter()
        .zip(&summaries)
        .map(|(rule, summary)| RuleRow {
            name: rule.name(),
            level: rule.level,
            fix: rule.fix.words(),
            since: rule.since,
            summary,
        })
        .collect();
    write(&mut *terminal.out, &rows, args.output_format)?;
    Ok(Exit::Clean)
}

/// What the list says about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// How much its findings matter.
    pub level: Level,
    /// How often it has a fix: `always`, `sometimes`, `never`.
    pub fix: &'a str,
    /// The release of sysvisor that brought it.
    pub since: Since,
    /// What it flags, in one line.
    pub summary: &'a str,
}

/// Prints the list.
///
/// # Errors
/// What the writer says.
pub fn write(out: &mut dyn Write, rules: &[RuleRow<'_>], format: RulesFormat) -> io::Result<()> {
    match format {
        RulesFormat::Text => text(out, rules),
        RulesFormat::Markdown => markdown(out, rules),
        RulesFormat::Json => json(out, rules),
    }
}

fn text(out: &mut dyn Write, rules: &[RuleRow<'_>]) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for RuleRow { name, level, fix: _, since: _, summary } in rules {
        writeln!(out, "{name:width$}  {:7}  {summary}", level.as_str())?;
    }
    Ok(())
}

fn markdown(out: &mut dyn Write, rules: &[RuleRow<'_>]) -> io::Result<()> {
    writeln!(out, "| rule | level | fix | since | what it flags |\n|---|---|---|---|---|")?;
    for RuleRow { name, level, fix, since, summary } in rules {
        let summary = summary.replace('|', "\\|");
        writeln!(out, "| `{name}` | {} | {fix} | {since} | {summary} |", level.as_str())?;
    }
    Ok(())
}

/// `sysvisor/rules/v1`: a frozen copy, as in `report::json`.
fn json(out: &mut dyn Write, rules: &[RuleRow<'_>]) -> io::Result<()> {
    #[derive(Serialize)]
    struct RulesV1<'a> {
        schema: &'static str,
        rules: Vec<RuleV1<'a>>,
    }
    #[derive(Serialize)]
    struct RuleV1<'a> {
        name: &'a str,
        level: &'static str,
        fix: &'a str,
        since: String,
        summary: &'a str,
    }
    let rules = rules
        .iter()
        .map(|RuleRow { name, level, fix, since, summary }| RuleV1 {
            name,
            level: level.as_str(),
            fix,
            since: since.to_string(),
            summary,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &RulesV1 { schema: "sysvisor/rules/v1", rules })?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [RuleRow<'_>; 2] = [
        RuleRow {
            name: "a-b",
            level: Level::Error,
            fix: "always",
            since: Since::of("0.1.0"),
            summary: "a|b",
        },
        RuleRow {
            name: "unknown",
            level: Level::Info,
            fix: "never",
            since: Since::of("0.2.0"),
            summary: "what",
        },
    ];

    fn print(format: RulesFormat) -> String {
        let mut out = Vec::new();
        write(&mut out, &RULES, format).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_columns_of_the_text_line_up() {
        assert_eq!(print(RulesFormat::Text), "a-b      error    a|b\nunknown  info     what\n");
    }

    #[test]
    fn a_bar_does_not_end_a_cell() {
        assert!(print(RulesFormat::Markdown).ends_with(
            "| `a-b` | error | always | 0.1.0 | a\\|b |\n| `unknown` | info | never | 0.2.0 | what |\n"
        ));
    }

    #[test]
    fn json_carries_its_schema() {
        let value: serde_json::Value = serde_json::from_str(&print(RulesFormat::Json)).unwrap();
        assert_eq!(value["schema"], "sysvisor/rules/v1");
        assert_eq!(value["rules"][1]["name"], "unknown");
    }
}
