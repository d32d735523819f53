//! The files of both sides, line by line, with links between each line and its rows.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::findings::MOST_LINES;
use super::{Page, class, escape, word};
use crate::fidelity::{Risk, Row, Written};
use crate::report::repeats::Repeats;
use crate::report::secret;
use crate::secret::name::is_credential_directive;
use crate::source::SourceFile;

/// The number of rows that the lines of a value refer to, except the first line: thousands of settings may have resulted in
/// a value of as many lines.
const MOST_ROWS: usize = 64;

/// The rows that refer to a line.
#[derive(Default)]
struct Mark {
    /// The rows that the line belongs to.
    rows: Vec<usize>,
    /// The part that links to them; `None` on continuation lines of a value.
    link: Option<Range<usize>>,
    /// The rows of defaults, which are shown at the end of the line.
    defaults: Vec<usize>,
}

impl Page<'_> {
    /// The source files.
    pub(super) fn source(&self, part: &mut String) {
        let names: Vec<_> = self.sources.iter().map(|id| self.file(*id).1).collect();
        files(part, "s", "Files of the source", &names);
        let by_line = self.rows_by_line();
        for (number, id) in self.sources.iter().enumerate() {
            let file = self.origin.sources.get(*id);
            heading(part, &format!("s{number}"), file.name());
            let mut marks: BTreeMap<usize, Mark> = BTreeMap::new();
            for ((_, line), rows) in by_line.range((*id, 0)..=(*id, usize::MAX)) {
                for row in rows {
                    self.mark(&mut marks, file, *line, *row);
                }
            }
            let lines = source_lines(file);
            self.listing(part, &lines, &marks, &format!("s{number}"));
        }
    }

    /// Marks the lines of a row in the source.
    fn mark(&self, marks: &mut BTreeMap<usize, Mark>, file: &SourceFile, line: usize, index: usize) {
        let Some(setting) = self.report.rows.get(index).and_then(Row::setting) else {
            marks.entry(line).or_default().defaults.push(index);
            return;
        };
        let span = self.origin.setting(setting.id);
        let start = file.lines().start(line, file.bytes());
        let last = file.lines().line(span.end.saturating_sub(1).max(span.start));
        for at in line..=last {
            let mark = marks.entry(at).or_default();
            mark.rows.push(index);
            if at == line {
                mark.link = Some((span.start - start) as usize..(span.end - start) as usize);
            }
        }
    }

    /// The emitted files.
    pub(super) fn result(&self, part: &mut String) {
        let names: Vec<_> = self.emitted.files.iter().map(|file| file.name).collect();
        files(part, "e", "Files of the result", &names);
        let mut by_file: BTreeMap<usize, BTreeMap<usize, Mark>> = BTreeMap::new();
        let mut repeats = Repeats::default();
        for (index, row) in self.report.rows.iter().enumerate() {
            for place in
                repeats.lines(&row.into, MOST_LINES).iter().filter_map(|into| self.emitted.find(into))
            {
                let marks = by_file.entry(place.file).or_default();
                let is_full = |lines: &Range<usize>| {
                    marks.get(&(lines.end - 1)).is_some_and(|last| last.rows.len() >= MOST_ROWS)
                };
                let lines = if is_full(&place.lines) {
                    place.lines.start..place.lines.start + 1
                } else {
                    place.lines.clone()
                };
                for at in lines {
                    let mark = marks.entry(at).or_default();
                    // Rows come in order.
                    if mark.rows.last() != Some(&index) {
                        mark.rows.push(index);
                    }
                    if at == place.lines.start {
                        mark.link = Some(0..usize::MAX);
                    }
                }
            }
        }
        for (number, file) in self.emitted.files.iter().enumerate() {
            heading(part, &format!("e{number}"), file.name);
            let lines: Vec<_> = file.lines().iter().map(|line| line.as_bytes()).collect();
            let marks = by_file.remove(&number).unwrap_or_default();
            self.listing(part, &lines, &marks, &format!("e{number}"));
        }
    }

    fn listing(&self, part: &mut String, lines: &[&[u8]], marks: &BTreeMap<usize, Mark>, prefix: &str) {
        part.push_str("<ol class=\"code\">\n");
        for (at, line) in lines.iter().enumerate() {
            match marks.get(&at) {
                Some(mark) => self.marked(part, line, mark, &format!("{prefix}-{}", at + 1)),
                None => {
                    _ = write!(part, "<li class=\"{}\">", plain(line));
                    escape::bytes(part, &shown(line, None));
                    part.push_str("</li>\n");
                }
            }
        }
        part.push_str("</ol>\n");
    }

    /// A line that rows belong to: their part of it links to the first of them.
    fn marked(&self, part: &mut String, line: &[u8], mark: &Mark, id: &str) {
        let rows: Vec<_> = mark.rows.iter().filter_map(|row| self.report.rows.get(*row)).collect();
        // A line that several settings resulted in has the worst of their verdicts.
        let worst = rows.iter().max_by_key(|row| row.verdict);
        let class = worst.map_or_else(|| format!("{} default", plain(line)), |row| class(row).to_owned());
        let all: Vec<_> = mark.rows.iter().chain(&mark.defaults).map(ToString::to_string).collect();
        _ = write!(part, "<li id=\"{id}\" class=\"{class}\" data-r=\"{}\">", all.join(" "));
        let hidden = mark.rows.iter().find(|row| self.hidden.get(**row) == Some(&true));
        let hidden = hidden.and_then(|row| self.report.rows.get(*row)?.setting());
        let hidden = hidden.map(|setting| without_secret(line, mark.link.as_ref(), setting));
        // What follows the setting must still follow it.
        let behind = mark.link.as_ref().map_or(0, |link| line.len().saturating_sub(link.end));
        let line = hidden.as_deref().unwrap_or(line);
        let link = match (&mark.link, mark.rows.first()) {
            (Some(link), Some(row)) => {
                let start = link.start.min(line.len());
                Some((start..line.len().saturating_sub(behind).max(start), row))
            }
            _ => None,
        };
        match link {
            Some((link, row)) => {
                escape::bytes(part, &line[..link.start]);
                _ = write!(part, "<a href=\"#r{row}\">");
                escape::bytes(part, &line[link.clone()]);
                _ = write!(part, "<span class=\"vh\"> ({})</span></a>", said(&rows));
                escape::bytes(part, &line[link.end..]);
            }
            None => escape::bytes(part, line),
        }
        if let Some(first) = mark.defaults.first() {
            let (count, differ) = match mark.defaults.len() {
                1 => (1, "default differs"),
                several => (several, "defaults differ"),
            };
            _ = write!(part, " <a class=\"note\" href=\"#r{first}\">{count} {differ}</a>");
        }
        part.push_str("</li>\n");
    }
}

/// A line of a setting whose value is not shown. The names of variables are kept, on every line. `link` is where the
/// setting begins; `None` on continuation lines.
fn without_secret(line: &[u8], link: Option<&Range<usize>>, setting: &Written) -> Vec<u8> {
    if matches!(setting.table_name, Some("environment" | "Environment")) {
        let text = String::from_utf8_lossy(line);
        let is_units = text.trim_start().starts_with("Environment")
            || link.is_none() && setting.table_name == Some("Environment");
        let between = if is_units { secret::Separator::Spaces } else { secret::Separator::Commas };
        let shown = secret::without_secret_variables(&text, between);
        // A value that continues from the line above is hidden entirely.
        let goes_on = link.is_none() && !text.contains('=');
        return if goes_on { secret::REDACTED.as_bytes().to_vec() } else { shown.into_owned().into_bytes() };
    }
    let is_login = matches!(setting.table_name, Some("password" | "serverurl"));
    if !is_login && !setting.table_name.is_some_and(is_credential_directive) {
        return shown(line, Some(setting)).into_owned();
    }
    let Some(link) = link else { return secret::REDACTED.as_bytes().to_vec() };
    let name = line.get(link.start.min(line.len())..).unwrap_or_default();
    let end = name.iter().position(|byte| b"=:".contains(byte)).map_or(line.len(), |at| link.start + at + 1);
    let value = secret::redacted_value(Some(setting), &setting.value);
    let mut out = line[..end].to_vec();
    out.extend_from_slice(value.lines().next().unwrap_or(secret::REDACTED).as_bytes());
    out
}

/// A line without its secrets; unchanged if it has none.
fn shown<'l>(line: &'l [u8], setting: Option<&Written>) -> Cow<'l, [u8]> {
    let text = String::from_utf8_lossy(line);
    let shown = secret::redacted_line(&text, setting);
    if shown == text { Cow::Borrowed(line) } else { Cow::Owned(shown.into_owned().into_bytes()) }
}

/// The meaning of a line's mark and colour as text: the verdict, and what is at stake.
fn said(rows: &[&Row]) -> String {
    let Some(worst) = rows.iter().max_by_key(|row| row.verdict) else { return String::new() };
    let risk = rows.iter().map(|row| row.risk).max().filter(|risk| *risk != Risk::None);
    let risk = risk.map(|risk| format!(", {} at risk", risk.as_str())).unwrap_or_default();
    format!("{}{risk}", word(worst.verdict))
}

/// Links to the files, if there are several.
fn files(part: &mut String, prefix: &str, label: &str, names: &[&str]) {
    if names.len() < 2 {
        return;
    }
    _ = writeln!(part, "<nav aria-label=\"{label}\"><ul class=\"files\">");
    for (number, name) in names.iter().enumerate() {
        _ = write!(part, "<li><a href=\"#{prefix}{number}\">");
        escape::text(part, name);
        part.push_str("</a></li>\n");
    }
    part.push_str("</ul></nav>\n");
}

fn heading(part: &mut String, id: &str, name: &str) {
    _ = write!(part, "<h3 id=\"{id}\" class=\"file\">");
    escape::text(part, name);
    part.push_str("</h3>\n");
}

/// The class of a line without a setting, by its first character.
fn plain(line: &[u8]) -> &'static str {
    match line.trim_ascii_start().first() {
        Some(b'#' | b';') => "comment",
        Some(b'[') => "header",
        _ => "plain",
    }
}

/// The lines of a file without their line ends. Nothing follows the last line end, unless there is text. An empty file has
/// one line, where its defaults are shown.
fn source_lines(file: &SourceFile) -> Vec<&[u8]> {
    let line = |at: usize| file.slice(file.line_content(at));
    let mut lines: Vec<_> = (0..file.lines().len()).map(line).collect();
    if lines.len() > 1 && lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_split_at_the_line_endings_of_its_manager() {
        let lines = |text: &str| {
            let file = SourceFile::new("x", text.as_bytes().to_vec()).unwrap();
            source_lines(&file)
                .iter()
                .map(|line| String::from_utf8_lossy(line).into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines("a\r\n\nb\rc"), ["a", "", "b", "c"]);
        assert_eq!(lines("a\n"), ["a"]);
        assert_eq!(lines(""), [""]);
    }
}
