//! The fidelity report for reading: what matters first, and a verdict that fits into a pull request.

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

/// Writes the report on `files`, the names and texts that were emitted.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    out: &mut dyn Write,
    report: &Report,
    files: &[(String, String)],
    origin: Origin<'_>,
) -> io::Result<()> {
    let emitted = Emitted::new(files);
    let mut sources =
        report.rows.iter().filter_map(|row| row.setting.as_ref()).map(|setting| setting.id.file);
    let first = sources.next();
    let has_several_files = sources.any(|file| Some(file) != first);
    let chapters = chapters(report);
    for chapter in &chapters {
        writeln!(out, "{chapter}")?;
        for group in &chapter.groups {
            match chapter.kind {
                Kind::Exact => exact(out, group, report, has_several_files.then_some(origin))?,
                Kind::Defaults => default(out, group, report)?,
                _ => settings(out, chapter, group, report, &emitted, origin)?,
            }
        }
        writeln!(out)?;
    }
    operate(out, report)?;
    writeln!(out, "{}", VerdictLine(report, &chapters))
}

/// Settings with one reason: where each stands and what came of it, then why.
fn settings(
    out: &mut dyn Write,
    chapter: &Chapter<'_>,
    group: &Group<'_>,
    report: &Report,
    emitted: &Emitted<'_>,
    origin: Origin<'_>,
) -> io::Result<()> {
    let (mut margin, indent) = match chapter.kind {
        Kind::WithoutRisk => (String::new(), ""),
        _ => (format!("{:11}", risk(group)), "           "),
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
    wrapped(out, &format!("  {margin}    "), &clean(group.reason))
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
fn default(out: &mut dyn Write, group: &Group<'_>, report: &Report) -> io::Result<()> {
    let rows: Vec<&Row> = group.rows.iter().filter_map(|row| report.rows.get(*row)).collect();
    let defaults: Vec<_> = rows.iter().filter_map(|row| row.default.as_ref()).collect();
    let Some(first) = defaults.first() else { return Ok(()) };
    let names: Vec<_> = defaults.iter().map(|default| clean(&default.name)).collect();
    let names = names.join(", ");
    let of = match defaults.len() {
        several if several > 1 && names.chars().count() > NAMES => format!("{several} services"),
        _ => names,
    };
    writeln!(out, "  {:11}{}  ({of})", risk(group), first.setting)?;
    wrapped(out, "                 ", &clean(group.reason))
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

const fn risk(group: &Group<'_>) -> &'static str {
    match group.risk {
        Risk::None => "no risk",
        risk => risk.as_str(),
    }
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
