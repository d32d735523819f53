//! The fidelity report as text: the most important parts first, with a verdict that fits into a pull request.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, Write};

use super::alike::{Block, Part, blocks};
use super::arrows::arrows;
use super::chapters::{Chapter, Group, Kind, VerdictLine, chapters};
use super::emitted::Emitted;
use super::operations::{Shown, shown};
use super::{Origin, clean, secret};
use crate::emission::OutputFile;
use crate::fidelity::{Report, Risk, Written};
use crate::source::{FileId, SourceFile};
use crate::text::wrap;

/// The width of reasons.
const WIDTH: usize = 100;
/// The maximum width of a list of services that a default differs for; beyond that only the number is shown.
const NAMES: usize = 60;

/// Writes the report. `files` are the emitted files; `color` enables the sixteen colours that every
/// terminal has.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(
    out: &mut dyn Write,
    report: &Report<'_>,
    files: &[OutputFile],
    origin: Origin<'_>,
    color: bool,
) -> io::Result<()> {
    let emitted = Emitted::new(files);
    let mut sources = report.rows.iter().filter_map(|row| row.setting()).map(|setting| setting.id.file);
    let first = sources.next();
    let has_several_files = sources.any(|file| Some(file) != first);
    let chapters = chapters(report);
    // Collected and written in one go: a report on a large deployment has a hundred thousand pieces.
    let mut text = String::new();
    for chapter in &chapters {
        text.push_str(&painted(color, BOLD, chapter));
        text.push('\n');
        let mut heading = String::new();
        for group in &chapter.groups {
            match chapter.kind {
                Kind::Exact => exact(&mut text, group, report, has_several_files.then_some(origin)),
                Kind::Defaults => default(&mut text, group, report, color, &mut heading),
                _ => settings(&mut text, chapter, group, report, (&emitted, origin, color)),
            }
        }
        text.push('\n');
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    operate(out, report)?;
    writeln!(out, "{}", painted(color, BOLD, VerdictLine(report, &chapters)))
}

/// Settings with the same reason: the place of each and the lines that it resulted in, then the reason.
fn settings(
    out: &mut String,
    chapter: &Chapter<'_>,
    group: &Group<'_>,
    report: &Report<'_>,
    (emitted, origin, color): (&Emitted<'_>, Origin<'_>, bool),
) {
    let (first, indent) = match chapter.kind {
        Kind::WithoutRisk => (String::new(), ""),
        _ => (risk(group, color), "           "),
    };
    let mut margin = first.as_str();
    let mut writer = RowWriter { out, report, emitted, origin, known: None };
    for Block { part, alike } in blocks(report, &group.rows) {
        writer.whole(&part, margin, indent);
        margin = indent;
        match alike.as_slice() {
            [] => {}
            [other] => writer.whole(other, indent, indent),
            others => writer.likewise(&part, others, indent),
        }
    }
    let out = writer.out;
    wrapped(out, &["  ", margin, "    "], &clean(&secret::redacted(group.reason)));
}

/// The file of the previous row with its name: consecutive rows are usually in one file.
type FleetFile<'t> = Option<(FileId, &'t SourceFile, Cow<'t, str>)>;

/// The name of a setting's file, and its line.
fn place<'k, 't>(
    known: &'k mut FleetFile<'t>,
    origin: Origin<'t>,
    written: &Written<'_>,
) -> (&'k str, usize) {
    let id = written.id.file;
    let (_, file, path) = match known.take() {
        Some(same) if same.0 == id => known.insert(same),
        _ => {
            let file = origin.sources.get(id);
            known.insert((id, file, clean(file.name())))
        }
    };
    (path, file.line(origin.setting(written.id).start))
}

/// Writes rows: the place of each, and the lines that it resulted in.
struct RowWriter<'t, 'e, 'r> {
    out: &'t mut String,
    report: &'t Report<'r>,
    emitted: &'t Emitted<'e>,
    origin: Origin<'t>,
    known: FleetFile<'t>,
}

impl RowWriter<'_, '_, '_> {
    /// Settings of one section with the lines that they resulted in.
    fn whole(&mut self, part: &Part, first: &str, indent: &str) {
        let report = self.report;
        let mut margin = first;
        for row in part.rows(report) {
            let Some(written) = row.setting() else { continue };
            let value = secret::redacted_value(Some(written), &written.value);
            let (path, line) = place(&mut self.known, self.origin, written);
            self.out.extend(["  ", margin, path]);
            // Writing to a string cannot fail.
            _ = write!(self.out, ":{line}  ");
            setting(self.out, &written.section, &written.name, &value);
            self.out.push('\n');
            margin = indent;
        }
        let Some(row) = part.row_with_lines(report) else { return };
        for arrow in arrows(row, self.emitted) {
            let into = arrow.line();
            self.out.extend(["  ", margin, "    → ", &arrow.place(), &clean(&into.setting), "="]);
            short(self.out, &arrow.value);
            if !arrow.is_written {
                if self.emitted.has_file(&into.file) {
                    self.out.extend(["  (", report.to.as_str(), "'s default, so no line)"]);
                } else {
                    self.out.push_str("  (left as it is)");
                }
            }
            self.out.push('\n');
        }
    }

    /// Where the same occurs again: sections with line numbers, or line numbers only if all sections have the same name, as
    /// in units.
    fn likewise(&mut self, first: &Part, others: &[Part], indent: &str) {
        let report = self.report;
        let mut text = String::from("and the same for ");
        let mut file = self.known.as_ref().map(|(id, _, _)| *id);
        let mut sections =
            first.rows(report).filter_map(|row| row.setting()).map(|written| &*written.section);
        let section = sections.next().unwrap_or_default();
        for (at, part) in others.iter().enumerate() {
            let mut is_named = false;
            for (row, written) in part.rows(report).filter_map(|row| row.setting()).enumerate() {
                if at > 0 || row > 0 {
                    text.push_str(", ");
                }
                if row == 0 && written.section != section {
                    is_named = true;
                    text.extend(["[", &clean(&written.section), "] ("]);
                }
                let is_same_file = file == Some(written.id.file);
                file = Some(written.id.file);
                let (path, line) = place(&mut self.known, self.origin, written);
                let path = if is_same_file { "" } else { path };
                // Writing to a string cannot fail.
                _ = write!(text, "{path}:{line}");
            }
            if is_named {
                text.push(')');
            }
        }
        wrapped(self.out, &["  ", indent], &text);
    }
}

/// What was kept, one line per section; with the name of the file if `origin` is given.
fn exact(out: &mut String, group: &Group<'_>, report: &Report<'_>, origin: Option<Origin<'_>>) {
    let rows = || group.rows.iter().filter_map(|row| report.rows.get(*row)).filter_map(|row| row.setting());
    let Some(first) = rows().next() else { return };
    let mut text = String::with_capacity(128);
    if let Some(origin) = origin {
        text.extend([&*clean(origin.sources.get(first.id.file).base_name()), " "]);
    }
    text.extend(["[", &clean(&first.section), "] "]);
    // There may be dozens of entries such as `Environment=`, of which only the name is shown here.
    let names: Vec<_> = rows().map(|written| &*written.name).collect();
    for (at, alike) in names.chunk_by(|one, next| one == next).enumerate() {
        text.extend([if at > 0 { ", " } else { "" }, &clean(alike[0])]);
        if alike.len() > 1 {
            // Writing to a string cannot fail.
            _ = write!(text, " ×{}", alike.len());
        }
    }
    wrapped(out, &["  "], &text);
}

/// A default that differs, with the services that it differs for. `last` is the previous heading, which several defaults
/// may share.
fn default(out: &mut String, group: &Group<'_>, report: &Report<'_>, color: bool, last: &mut String) {
    let defaults =
        || group.rows.iter().filter_map(|row| report.rows.get(*row)).filter_map(|row| row.default());
    let Some(first) = defaults().next() else { return };
    // One option may decide several leaves of a service; it is shown once.
    let mut services: Vec<_> = defaults().collect();
    services.dedup_by_key(|default| default.service);
    let count = services.len();
    let (mut names, mut width) = (String::new(), 0);
    for (at, default) in services.into_iter().enumerate() {
        let before = names.len();
        names.extend([if at > 0 { ", " } else { "" }, &clean(&default.name)]);
        width += names[before..].chars().count();
        if count > 1 && width > NAMES {
            names = format!("{count} services");
            break;
        }
    }
    let heading = format!("  {}{}  ({names})\n", risk(group, color), first.setting);
    if heading != *last {
        out.push_str(&heading);
        *last = heading;
    }
    wrapped(out, &["                 "], &clean(&secret::redacted(group.reason)));
}

/// The corresponding commands, in two columns.
fn operate(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let operations = shown(report);
    let Some(width) = operations.iter().map(|one| one.from.chars().count()).max() else {
        return Ok(());
    };
    writeln!(out, "Equivalent commands")?;
    for Shown { from, to, names } in &operations {
        let pad = " ".repeat(width - from.chars().count());
        writeln!(out, "  {}{pad}  →  {}", clean(from), clean(to))?;
        if let Some(names) = names {
            let mut lines = String::new();
            wrapped(&mut lines, &["      "], &clean(names));
            out.write_all(lines.as_bytes())?;
        }
    }
    writeln!(out)
}

const BOLD: &str = "1";

/// Adds a colour to a text, if enabled.
fn painted(color: bool, code: &str, text: impl fmt::Display) -> String {
    if color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
}

/// The risk as shown in the first column.
fn risk(group: &Group<'_>, color: bool) -> String {
    let (word, code) = match group.risk {
        Risk::None => ("no risk", "2"),
        Risk::Behaviour => (group.risk.as_str(), "36"),
        Risk::Data => (group.risk.as_str(), "33"),
        Risk::Security => (group.risk.as_str(), "1;31"),
    };
    // Colour codes take no width, so padding by the formatter would be wrong.
    let blanks = " ".repeat(11 - word.len());
    painted(color, code, word) + &blanks
}

fn setting(out: &mut String, section: &str, name: &str, value: &str) {
    out.extend(["[", &clean(section), "] ", &clean(name), "="]);
    short(out, value);
}

/// A value on one line, shortened.
fn short(out: &mut String, value: &str) {
    const MOST: usize = 72;
    // Escaping never shortens a text: what follows this many characters is never shown.
    let end = if value.len() > MOST { value.char_indices().nth(MOST + 1) } else { None };
    let value = end.map_or(value, |(end, _)| &value[..end]);
    let one_line =
        if value.contains('\n') { Cow::Owned(value.replace('\n', " ⏎ ")) } else { Cow::Borrowed(value) };
    let text = clean(&one_line);
    // No character is shorter than a byte.
    if text.len() <= MOST || text.chars().count() <= MOST {
        return out.push_str(&text);
    }
    let end = text.char_indices().nth(MOST - 1).map_or(text.len(), |(at, _)| at);
    out.extend([&text[..end], "…"]);
}

/// Wraps a text, with `indent` before each line.
fn wrapped(out: &mut String, indent: &[&str], text: &str) {
    let room = WIDTH - indent.iter().map(|part| part.len()).sum::<usize>();
    for line in wrap::lines(text, room) {
        out.extend(indent.iter().copied());
        out.extend([line, "\n"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fidelity::Verdict;

    #[test]
    fn a_risk_has_the_same_width_with_and_without_colour() {
        for risk in [Risk::None, Risk::Behaviour, Risk::Data, Risk::Security] {
            let group = Group { verdict: Verdict::Dropped, risk, reason: "", rows: Vec::new() };
            let (plain, colored) = (super::risk(&group, false), super::risk(&group, true));
            assert_eq!(plain.len(), 11, "{plain}");
            let visible = colored.replace("\x1b[0m", "");
            assert!(visible.starts_with("\x1b[") && visible.ends_with(&plain), "{colored:?}");
        }
    }
}
