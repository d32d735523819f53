//! The fidelity report for reading: what matters first, and a verdict that fits into a pull request.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::clean;
use super::fidelity_json::Origin;
use crate::fidelity::{Report, Row, Verdict};

/// How wide reasons are set.
const WIDTH: usize = 100;

/// Writes the report.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &Report, origin: Origin<'_>) -> io::Result<()> {
    for verdict in [Verdict::Manual, Verdict::Dropped, Verdict::Approximate] {
        let mut rows: Vec<&Row> =
            report.rows.iter().filter(|row| row.setting.is_some() && row.verdict == verdict).collect();
        if rows.is_empty() {
            continue;
        }
        // What puts most at stake comes first; the file's order decides the rest.
        rows.sort_by_key(|row| std::cmp::Reverse(row.risk));
        writeln!(out, "{}", heading(verdict, rows.len()))?;
        for row in rows {
            setting(out, row, origin)?;
        }
        writeln!(out)?;
    }
    exact(out, report)?;
    defaults(out, report)?;
    operate(out, report)?;
    writeln!(out, "{}", verdict(report))
}

fn heading(verdict: Verdict, count: usize) -> String {
    let (what, plural) = match verdict {
        Verdict::Manual => ("to complete by hand", ""),
        Verdict::Dropped => ("dropped", ""),
        Verdict::Approximate => ("approximate", ""),
        Verdict::Exact => ("exact", ""),
    };
    let noun = if count == 1 { "setting" } else { "settings" };
    format!("{count} {noun} {what}{plural}")
}

fn setting(out: &mut dyn Write, row: &Row, origin: Origin<'_>) -> io::Result<()> {
    let Some(written) = &row.setting else { return Ok(()) };
    let file = origin.sources.get(written.id.file);
    let line = file.position(origin.setting(written.id).start).line;
    let value = short(&written.value);
    let risk = if row.risk == crate::fidelity::Risk::None {
        String::new()
    } else {
        format!("  ({})", row.risk.as_str())
    };
    writeln!(
        out,
        "  {}:{line}  [{}] {}={value}{risk}",
        clean(file.name()),
        clean(&written.section),
        clean(&written.name)
    )?;
    if let Some(reason) = &row.reason {
        wrapped(out, "      ", reason)?;
    }
    for line in &row.into {
        writeln!(
            out,
            "      → {} [{}] {}={}",
            clean(&line.file),
            clean(&line.section),
            clean(&line.setting),
            short(&line.value)
        )?;
    }
    Ok(())
}

/// What was kept, one line a section.
fn exact(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let mut order: Vec<&str> = Vec::new();
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in report.rows.iter().filter(|row| row.verdict == Verdict::Exact) {
        let Some(written) = &row.setting else { continue };
        let names = sections.entry(&written.section).or_default();
        if names.is_empty() {
            order.push(&written.section);
        }
        names.push(&written.name);
    }
    if order.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", heading(Verdict::Exact, report.count(Verdict::Exact)))?;
    for section in order {
        wrapped(out, "  ", &format!("[{}] {}", clean(section), clean(&sections[section].join(", "))))?;
    }
    writeln!(out)
}

/// Defaults that differ: the same for several services is said once.
fn defaults(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    type Alike<'r> = (&'r str, &'r str);
    let mut order: Vec<Alike<'_>> = Vec::new();
    let mut services: BTreeMap<Alike<'_>, Vec<&str>> = BTreeMap::new();
    for row in &report.rows {
        if let Some(default) = &row.default {
            let key = (default.setting.as_str(), row.reason.as_deref().unwrap_or_default());
            let list = services.entry(key).or_default();
            if list.is_empty() {
                order.push(key);
            }
            list.push(&default.name);
        }
    }
    if order.is_empty() {
        return Ok(());
    }
    writeln!(out, "Defaults that differ")?;
    for key in order {
        let names = services.get(&key).map(Vec::as_slice).unwrap_or_default();
        let of = match names {
            [one] => clean(one).into_owned(),
            names => format!("{} services", names.len()),
        };
        writeln!(out, "  {} ({of})", key.0)?;
        wrapped(out, "      ", key.1)?;
    }
    writeln!(out)
}

/// The commands that correspond, in two columns.
fn operate(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    if report.operate.is_empty() {
        return Ok(());
    }
    writeln!(out, "How it is operated")?;
    let width =
        report.operate.iter().map(|operation| operation.from.chars().count()).max().unwrap_or_default();
    for operation in &report.operate {
        let pad = " ".repeat(width - operation.from.chars().count());
        writeln!(out, "  {}{pad}  →  {}", clean(&operation.from), clean(&operation.to))?;
    }
    writeln!(out)
}

/// One line for a pull request.
fn verdict(report: &Report) -> String {
    let (from, to) = (report.from, report.to);
    let count = |verdict| report.count(verdict);
    let settings = report.rows.iter().filter(|row| row.setting.is_some()).count();
    let defaults = report.rows.iter().filter(|row| row.default.is_some()).count();
    format!(
        "{from} → {to}: of {settings} settings {} exact, {} approximate, {} dropped, {} by hand; {defaults} defaults differ.",
        count(Verdict::Exact),
        count(Verdict::Approximate),
        count(Verdict::Dropped),
        count(Verdict::Manual)
    )
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
