//! The fidelity report for reading: what matters first, and a verdict that fits into a pull request.

use std::fmt;
use std::io::{self, Write};

use super::chapters::{Chapter, Group, Kind, VerdictLine, chapters};
use super::clean;
use super::emitted::Emitted;
use super::fidelity_json::Origin;
use super::operations::folded;
use super::secret;
use crate::fidelity::{Report, Risk, Row};

/// How wide reasons are set.
const WIDTH: usize = 100;
/// Services that a default differs for are named in so many characters; of more only the number is told.
const NAMES: usize = 60;

/// Writes the report on `files`, the names and texts that were emitted; with the sixteen colours of every terminal where
/// `color` asks for them.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    files: &[(String, String)],
    origin: Origin<'_>,
    color: bool,
) -> io::Result<()> {
    let emitted = Emitted::new(files);
    let mut sources =
        report.rows.iter().filter_map(|row| row.setting.as_ref()).map(|setting| setting.id.file);
    let first = sources.next();
    let has_several_files = sources.any(|file| Some(file) != first);
    let chapters = chapters(report);
    for chapter in &chapters {
        writeln!(out, "{}", painted(color, BOLD, chapter))?;
        for group in &chapter.groups {
            match chapter.kind {
                Kind::Exact => exact(out, group, report, has_several_files.then_some(origin))?,
                Kind::Defaults => default(out, group, report, color)?,
                _ => settings(out, chapter, group, report, (&emitted, origin, color))?,
            }
        }
        writeln!(out)?;
    }
    operate(out, report)?;
    writeln!(out, "{}", painted(color, BOLD, VerdictLine(report, &chapters)))
}

/// Settings with one reason: where each stands and what came of it, then why.
fn settings(
    out: &mut dyn Write,
    chapter: &Chapter<'_>,
    group: &Group<'_>,
    report: &Report,
    (emitted, origin, color): (&Emitted<'_>, Origin<'_>, bool),
) -> io::Result<()> {
    let (mut margin, indent) = match chapter.kind {
        Kind::WithoutRisk => (String::new(), ""),
        _ => (risk(group, color), "           "),
    };
    for row in group.rows.iter().filter_map(|row| report.rows.get(*row)) {
        let Some(written) = &row.setting else { continue };
        let file = origin.sources.get(written.id.file);
        let line = file.position(origin.setting(written.id).start).line;
        let value = secret::shown(Some(written), &written.value);
        let (path, setting) = (clean(file.name()), setting(&written.section, &written.name, &value));
        writeln!(out, "  {margin}{path}:{line}  {setting}")?;
        indent.clone_into(&mut margin);
        for into in &row.into {
            let value = secret::shown_line(Some(written), into);
            let setting = self::setting(&into.section, &into.setting, &value);
            let note = match emitted.find(into) {
                Some(_) => String::new(),
                None if emitted.has(&into.file) => format!("  ({}'s default, so no line)", report.to),
                None => "  (left as it is)".to_owned(),
            };
            writeln!(out, "  {margin}    → {} {setting}{note}", clean(&into.file))?;
        }
    }
    wrapped(out, &format!("  {margin}    "), &clean(&secret::told(group.reason)))
}

/// What was kept, one line a section; with the file where `origin` is given.
fn exact(
    out: &mut dyn Write,
    group: &Group<'_>,
    report: &Report,
    origin: Option<Origin<'_>>,
) -> io::Result<()> {
    let rows =
        || group.rows.iter().filter_map(|row| report.rows.get(*row)).filter_map(|row| row.setting.as_ref());
    let Some(first) = rows().next() else { return Ok(()) };
    let file = origin.map(|origin| format!("{} ", clean(origin.sources.get(first.id.file).base_name())));
    let file = file.unwrap_or_default();
    let names: Vec<_> = rows().map(|written| clean(&written.name)).collect();
    wrapped(out, "  ", &format!("{file}[{}] {}", clean(&first.section), names.join(", ")))
}

/// A default that differs, with the services that it does so for.
fn default(out: &mut dyn Write, group: &Group<'_>, report: &Report, color: bool) -> io::Result<()> {
    let rows: Vec<&Row> = group.rows.iter().filter_map(|row| report.rows.get(*row)).collect();
    let defaults: Vec<_> = rows.iter().filter_map(|row| row.default.as_ref()).collect();
    let Some(first) = defaults.first() else { return Ok(()) };
    let names: Vec<_> = defaults.iter().map(|default| clean(&default.name)).collect();
    let names = names.join(", ");
    let of = match defaults.len() {
        several if several > 1 && names.chars().count() > NAMES => format!("{several} services"),
        _ => names,
    };
    writeln!(out, "  {}{}  ({of})", risk(group, color), first.setting)?;
    wrapped(out, "                 ", &clean(&secret::told(group.reason)))
}

/// The commands that correspond, in two columns.
fn operate(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let operations = folded(&report.operate);
    let Some(width) = operations.iter().map(|operation| operation.from.chars().count()).max() else {
        return Ok(());
    };
    writeln!(out, "How it is operated")?;
    for operation in &operations {
        let pad = " ".repeat(width - operation.from.chars().count());
        writeln!(out, "  {}{pad}  →  {}", clean(&operation.from), clean(&operation.to))?;
    }
    writeln!(out)
}

const BOLD: &str = "1";

/// A text in a colour, where colours are asked for.
fn painted(color: bool, code: &str, text: impl fmt::Display) -> String {
    if color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
}

/// The risk as the first column has it.
fn risk(group: &Group<'_>, color: bool) -> String {
    let (word, code) = match group.risk {
        Risk::None => ("no risk", "2"),
        Risk::Behaviour => (group.risk.as_str(), "36"),
        Risk::Data => (group.risk.as_str(), "33"),
        Risk::Security => (group.risk.as_str(), "1;31"),
    };
    // What the colour is set with has no width.
    let blanks = " ".repeat(11 - word.len());
    painted(color, code, word) + &blanks
}

fn setting(section: &str, name: &str, value: &str) -> String {
    format!("[{}] {}={}", clean(section), clean(name), short(value))
}

/// A value on one line, not too long.
fn short(value: &str) -> String {
    let one_line = value.replace('\n', " ⏎ ");
    let text = clean(&one_line);
    if text.chars().count() <= 72 {
        return text.into_owned();
    }
    let start: String = text.chars().take(71).collect();
    format!("{start}…")
}

fn wrapped(out: &mut dyn Write, indent: &str, text: &str) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent.len() + line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{indent}{line}")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.is_empty() { Ok(()) } else { writeln!(out, "{indent}{line}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fidelity::Verdict;

    #[test]
    fn a_risk_is_as_wide_in_colour_as_without() {
        for risk in [Risk::None, Risk::Behaviour, Risk::Data, Risk::Security] {
            let group = Group { verdict: Verdict::Dropped, risk, reason: "", rows: Vec::new() };
            let (plain, colored) = (super::risk(&group, false), super::risk(&group, true));
            assert_eq!(plain.len(), 11, "{plain}");
            let visible = colored.replace("\x1b[0m", "");
            assert!(visible.starts_with("\x1b[") && visible.ends_with(&plain), "{colored:?}");
        }
    }
}
