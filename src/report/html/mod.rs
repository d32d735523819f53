//! The fidelity report as a web page: a single self-contained file, with the source next to the emitted files.
//!
//! `page.html` is the frame, with a slot for each part; `style.css` and `script.js` are inserted verbatim, and the frame's
//! content security policy allows these two by hash and nothing else: no request, no other script, no other style. All
//! input text goes through `escape`. Without the script everything can still be read; the script highlights what belongs
//! together, and filters.

mod escape;
mod findings;
mod listing;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use super::Origin;
use super::chapters::{Chapter, VerdictLine, chapters, defaults};
use super::emitted::Emitted;
use super::repeats::Repeats;
use super::secret;
use crate::emission::OutputFile;
use crate::fidelity::{Report, Row, Subject, Verdict};
use crate::source::FileId;

const FRAME: &str = include_str!("page.html");
const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Writes the page. `files` are the emitted files.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(
    out: &mut dyn Write,
    report: &Report<'_>,
    files: &[OutputFile],
    origin: Origin<'_>,
) -> io::Result<()> {
    let page = Page::new(report, files, origin);
    let mut rest = FRAME;
    while let Some((before, (slot, after))) =
        rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        out.write_all(before.as_bytes())?;
        out.write_all(page.slot(slot).as_bytes())?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// The data that the parts of the page are built from.
struct Page<'p> {
    report: &'p Report<'p>,
    origin: Origin<'p>,
    emitted: Emitted<'p>,
    chapters: Vec<Chapter<'p>>,
    /// The source files that have rows, in the order of the report.
    sources: Vec<FileId>,
    /// The number of each file on the page, and the name under which it is shown.
    told: BTreeMap<FileId, (usize, &'p str)>,
    /// Whether the value of each row must not be shown. Computed once, since a value may have thousands of lines.
    hidden: Vec<bool>,
    /// The lists of lines that have been shown below their settings.
    repeats: RefCell<Repeats>,
}

impl<'p> Page<'p> {
    fn new(report: &'p Report<'p>, files: &'p [OutputFile], origin: Origin<'p>) -> Self {
        let (mut sources, mut seen) = (Vec::new(), BTreeSet::new());
        for row in &report.rows {
            let file = match &row.subject {
                Subject::Setting(setting) => setting.id.file,
                Subject::Default(default) => origin.service(default.service).0,
            };
            if seen.insert(file) {
                sources.push(file);
            }
        }
        // The last component of a path, where that is unique.
        let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
        for id in &sources {
            *alike.entry(origin.sources.get(*id).base_name()).or_default() += 1;
        }
        let label = |id: FileId| {
            let file = origin.sources.get(id);
            if alike.get(file.base_name()) == Some(&1) { file.base_name() } else { file.name() }
        };
        let told = sources.iter().enumerate().map(|(at, id)| (*id, (at, label(*id)))).collect();
        let is_hidden = |row: &Row<'_>| row.setting().is_some_and(secret::is_hidden);
        let hidden = report.rows.iter().map(is_hidden).collect();
        Self {
            report,
            origin,
            emitted: Emitted::new(files),
            chapters: chapters(report),
            sources,
            told,
            hidden,
            repeats: RefCell::default(),
        }
    }

    fn slot(&self, name: &str) -> String {
        let mut part = String::new();
        match name {
            "style" => part.push_str(STYLE),
            "script" => part.push_str(SCRIPT),
            "title" | "heading" => self.title(&mut part),
            "verdict" => escape::text(&mut part, &VerdictLine(self.report, &self.chapters).to_string()),
            "bar" => self.bar(&mut part),
            "filters" => self.filters(&mut part),
            "from" => part.push_str(self.report.from.as_str()),
            "to" => part.push_str(self.report.to.as_str()),
            "findings" => {
                for (at, chapter) in self.chapters.iter().enumerate() {
                    self.chapter(&mut part, at, chapter);
                }
            }
            "operate" => self.operate(&mut part),
            "source" => self.source(&mut part),
            "result" => self.result(&mut part),
            other => unreachable!("page.html has a slot {other}"),
        }
        part
    }

    /// The title: `queue.conf: supervisord → systemd`.
    fn title(&self, part: &mut String) {
        if let Some((first, others)) = self.sources.split_first() {
            escape::text(part, self.origin.sources.get(*first).base_name());
            if !others.is_empty() {
                _ = write!(part, " and {} more", others.len());
            }
            part.push_str(": ");
        }
        if self.report.from == self.report.to {
            _ = write!(part, "normal form of {}", self.report.from);
        } else {
            _ = write!(part, "{} → {}", self.report.from, self.report.to);
        }
    }

    /// A bar that shows the share of the written settings with each verdict.
    fn bar(&self, part: &mut String) {
        let total = self.report.rows.iter().filter(|row| row.setting().is_some()).count();
        if total == 0 {
            return;
        }
        // The line below states the same as text.
        part.push_str(
            "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        );
        let mut before = 0;
        for verdict in VERDICTS {
            let count = self.report.count(verdict);
            let place = |count: usize| count * 1000 / total;
            let (x, end) = (place(before), place(before + count));
            before += count;
            if count > 0 {
                let class = verdict.as_str();
                _ = write!(
                    part,
                    "<rect class=\"{class}\" x=\"{x}\" y=\"0\" width=\"{}\" height=\"10\"/>",
                    end - x
                );
            }
        }
        part.push_str("</svg>");
    }

    /// A checkbox for each verdict, with the number of its settings, and one for defaults, as the verdict line counts them.
    fn filters(&self, part: &mut String) {
        let verdicts = VERDICTS.map(|verdict| (verdict.as_str(), word(verdict), self.report.count(verdict)));
        let defaults = defaults(&self.chapters);
        for (class, word, count) in verdicts.into_iter().chain([("default", "defaults", defaults)]) {
            let disabled = if count == 0 { " disabled" } else { "" };
            _ = writeln!(
                part,
                "<label class=\"tile {class}\"><input type=\"checkbox\" name=\"show\" value=\"{class}\" autocomplete=\"off\" \
                 checked{disabled}><span class=\"count\">{count}</span> <span class=\"word\"><span class=\"mark \
                 {class}\"></span> {word}</span></label>"
            );
        }
    }

    /// Rows by the source file and the line (from 0) where they are shown: a default at the header of its service.
    fn rows_by_line(&self) -> BTreeMap<(FileId, usize), Vec<usize>> {
        let mut lines: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, row) in self.report.rows.iter().enumerate() {
            lines.entry(self.place(row)).or_default().push(index);
        }
        lines
    }

    /// The file and the line, from 0, where a row is shown.
    fn place(&self, row: &Row) -> (FileId, usize) {
        let (file, offset) = match &row.subject {
            Subject::Setting(setting) => (setting.id.file, self.origin.setting(setting.id).start),
            Subject::Default(default) => {
                let (file, span) = self.origin.service(default.service);
                (file, span.start)
            }
        };
        (file, self.origin.sources.get(file).lines().line(offset))
    }

    /// The number of a source file on the page, and the name under which it is shown.
    fn file(&self, id: FileId) -> (usize, &'p str) {
        self.told.get(&id).copied().unwrap_or_default()
    }
}

/// In the order in which they should be looked at.
const VERDICTS: [Verdict; 4] = [Verdict::Manual, Verdict::Dropped, Verdict::Approximate, Verdict::Exact];

/// The name of a verdict on the page.
const fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Manual => "by hand",
        verdict => verdict.as_str(),
    }
}

/// The class of a row: its verdict, or that it is a default.
const fn class(row: &Row) -> &'static str {
    if row.setting().is_some() { row.verdict.as_str() } else { "default" }
}
