//! What became of the settings, the most important first, and how to operate the result.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Page, class, escape, word};
use crate::fidelity::{Risk, Row, SpelledLine, Subject};
use crate::report::chapters::{Chapter, Group, Kind};
use crate::report::operations::{Shown, shown};
use crate::report::secret;
use crate::text::start::start;

impl Page<'_> {
    pub(super) fn chapter(&self, part: &mut String, number: usize, chapter: &Chapter<'_>) {
        _ = writeln!(part, "<section class=\"chapter\" aria-labelledby=\"c{number}\">");
        _ = writeln!(part, "<h3 id=\"c{number}\">{chapter}</h3>\n<ul class=\"groups\">");
        for group in &chapter.groups {
            self.group(part, chapter.kind, group);
        }
        part.push_str("</ul>\n</section>\n");
    }

    /// Rows with the same reason: the reason once, and each row with its place and the lines that it resulted in.
    fn group(&self, part: &mut String, kind: Kind, group: &Group<'_>) {
        let Some(first) = group.rows.first().and_then(|row| self.report.rows.get(*row)) else { return };
        let (class, risk) = (class(first), group.risk.as_str());
        _ = writeln!(part, "<li class=\"group {class}\" data-v=\"{class}\" data-risk=\"{risk}\">");
        if kind != Kind::Exact {
            _ = write!(
                part,
                "<p class=\"tags\"><span class=\"tag {class}\"><span class=\"mark {class}\"></span> "
            );
            part.push_str(if first.setting().is_some() { word(group.verdict) } else { "default differs" });
            part.push_str("</span>");
            if group.risk != Risk::None {
                _ = write!(part, " <span class=\"risk {risk}\">{risk} at risk</span>");
            }
            part.push_str("</p>\n");
        }
        if let Some(default) = first.default() {
            part.push_str("<p class=\"what\"><code>");
            escape::text(part, default.setting);
            part.push_str("</code></p>\n");
        }
        part.push_str("<ul class=\"rows\">\n");
        for index in &group.rows {
            if let Some(row) = self.report.rows.get(*index) {
                self.row(part, *index, row);
            }
        }
        part.push_str("</ul>\n");
        if !group.reason.is_empty() {
            part.push_str("<p class=\"reason\">");
            reason(part, &secret::redacted(group.reason));
            part.push_str("</p>\n");
        }
        part.push_str("</li>\n");
    }

    fn row(&self, part: &mut String, index: usize, row: &Row) {
        _ = write!(part, "<li id=\"r{index}\" data-r=\"{index}\">");
        let (file, line) = self.place(row);
        let (line, (number, label)) = (line + 1, self.file(file));
        _ = write!(part, "<a href=\"#s{number}-{line}\"><span class=\"place\">");
        escape::text(part, label);
        _ = write!(part, ":{line}</span> ");
        match &row.subject {
            Subject::Setting(setting) => {
                let value = secret::redacted_value(Some(setting), &setting.value);
                self::setting(part, &setting.section, &setting.name, &value);
            }
            Subject::Default(default) => escape::text(part, &default.name),
        }
        part.push_str("</a>");
        if !row.into.is_empty() {
            part.push_str("\n<ul class=\"into\" aria-label=\"Became\">");
            let shown = self.repeats.borrow_mut().lines(&row.into, MOST_LINES).len();
            for into in &row.into[..shown] {
                self.into(part, row, into);
            }
            if shown < row.into.len() {
                _ = write!(part, "<li>and {} more</li>", row.into.len() - shown);
            }
            part.push_str("</ul>");
        }
        part.push_str("</li>\n");
    }

    /// A line that a setting resulted in.
    fn into(&self, part: &mut String, row: &Row, into: &SpelledLine) {
        // The listing, one click away, has the full line: a line that hundreds of settings resulted in is not repeated in
        // full for each.
        let first = start(&into.value, 4 * MOST);
        let value = secret::redacted_line_value(row.setting(), into, first);
        let mut value = Cow::Borrowed(&*value);
        if into.value.len() > first.len() || value.len() > MOST {
            value = Cow::Owned(format!("{}…", start(&value, MOST)));
        }
        part.push_str("<li>");
        if let Some(place) = self.emitted.find(into) {
            let line = place.lines.start + 1;
            _ = write!(part, "<a href=\"#e{}-{line}\"><span class=\"place\">", place.file);
            escape::text(part, &into.file);
            _ = write!(part, ":{line}</span> ");
            setting(part, &into.section, &into.setting, &value);
            part.push_str("</a>");
        } else {
            part.push_str("<span class=\"place\">");
            escape::text(part, &into.file);
            part.push_str("</span> ");
            setting(part, &into.section, &into.setting, &value);
            let is_default = self.emitted.has_file(&into.file);
            let default = format!("{}'s default, so no line", self.report.to);
            let note = if is_default { &default } else { "left as it is" };
            _ = write!(part, " <span class=\"aside\">({note})</span>");
        }
        part.push_str("</li>");
    }

    pub(super) fn operate(&self, part: &mut String) {
        if self.report.operate.is_empty() {
            return;
        }
        part.push_str("<section class=\"chapter\" aria-labelledby=\"operate\">\n<h3 id=\"operate\">Equivalent commands</h3>\n");
        part.push_str("<table>\n<thead><tr><th scope=\"col\">Before</th><th scope=\"col\">Now</th></tr></thead>\n<tbody>\n");
        for Shown { from, to, names } in shown(self.report) {
            part.push_str("<tr><td><code>");
            escape::text(part, &from);
            part.push_str("</code></td><td><code>");
            escape::text(part, &to);
            part.push_str("</code>");
            if let Some(names) = names {
                part.push_str(" <span class=\"aside\">");
                escape::text(part, &names);
                part.push_str("</span>");
            }
            part.push_str("</td></tr>\n");
        }
        part.push_str("</tbody>\n</table>\n</section>\n");
    }
}

/// The maximum number of bytes shown of such a line.
const MOST: usize = 400;

/// The number of lines of a list from which on it is shown in full only once.
pub(super) const MOST_LINES: usize = 64;

/// A reason; text between backticks is code.
fn reason(part: &mut String, text: &str) {
    let pieces: Vec<_> = text.split('`').collect();
    let is_paired = pieces.len() % 2 == 1;
    for (at, piece) in pieces.into_iter().enumerate() {
        let (before, after) = match at % 2 {
            1 if is_paired => ("<code>", "</code>"),
            _ if at > 0 && !is_paired => ("`", ""),
            _ => ("", ""),
        };
        part.push_str(before);
        escape::text(part, piece);
        part.push_str(after);
    }
}

/// `[section] name=value`
fn setting(part: &mut String, section: &str, name: &str, value: &str) {
    part.push_str("<code><span class=\"section\">[");
    escape::text(part, section);
    part.push_str("]</span> <b>");
    escape::text(part, name);
    part.push_str("</b>=");
    for (at, line) in value.split('\n').enumerate() {
        if at > 0 {
            part.push_str("<br>");
        }
        escape::text(part, line);
    }
    part.push_str("</code>");
}
