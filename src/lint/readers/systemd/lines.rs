//! Lines and sections of a unit that mean nothing.

use memchr::memchr;

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::context::refusal;
use crate::lint::fix::unit_lines;
use crate::lint::placeholder::is_template_line;
use crate::lint::readers::{CONFLICT, is_conflict};
use crate::lint::rules::both::unknown_section;
use crate::lint::rules::reader::syntax_error::SYNTAX_ERROR;
use crate::lint::rules::systemd::dot_include;
use crate::lint::rules::systemd::file_encoding::FILE_ENCODING;
use crate::lint::sink::Sink;
use crate::source::{Sources, Span};
use crate::syntax::{Edit, Item, ItemKind};
use crate::systemd::directives::{Section, is_extension};
use crate::systemd::kinds::utf8;
use crate::systemd::unit::UnitFile;
use crate::systemd::{SyntaxError, Unit};

/// Reports the lines that mean nothing in any section, and the sections that mean nothing in the unit.
pub(crate) fn systemd_syntax(unit: &Unit, sources: &Sources, sink: &mut Sink) {
    let known = unit.sections();
    for file in &unit.files {
        let bytes = sources.get(file.id).bytes();
        // In a section that it ignores, systemd only checks that the lines are text.
        let mut is_ignored = false;
        let items = &file.tree.items;
        for (at, item) in items.iter().enumerate() {
            match item.kind {
                ItemKind::Header => {
                    let name = item.name.slice(bytes);
                    is_ignored = !Section::of(name).is_some_and(|section| known.contains(section));
                    // A file without a known unit type has no sections that could be wrong.
                    if let Some(unit_type) = unit.unit_type().filter(|_| is_ignored && !is_extension(name)) {
                        let name = String::from_utf8_lossy(name);
                        unknown_section::report_unit(&name, file.id, item.name, unit_type, sink);
                    }
                }
                ItemKind::Error => {
                    if let Some(error) = SyntaxError::of(item)
                        && (error.is_fatal() || !is_ignored)
                    {
                        FaultyLine { file, bytes, items, at }.report(error, sink);
                    }
                }
                ItemKind::Bom | ItemKind::Blank | ItemKind::Comment | ItemKind::Entry => {}
            }
        }
    }
}

/// A faulty line, and those around it.
struct FaultyLine<'a> {
    file: &'a UnitFile,
    bytes: &'a [u8],
    items: &'a [Item],
    at: usize,
}

impl FaultyLine<'_> {
    fn report(&self, error: SyntaxError, sink: &mut Sink) {
        let item = &self.items[self.at];
        if self.is_include(self.at) && sink.wants(&dot_include::DOT_INCLUDE) {
            sink.add(dot_include::finding(self.file.id, item.name, error));
            return;
        }
        match error {
            SyntaxError::MissingEquals | SyntaxError::MissingName
                if is_conflict(item.name.slice(self.bytes)) =>
            {
                sink.add(self.conflict(item, error));
            }
            SyntaxError::MissingEquals => {
                let help = if is_template_line(item.name.slice(self.bytes)) {
                    "systemd says: Missing '=', ignoring line. A template has to be filled in before systemd reads the file."
                } else {
                    "systemd says: Missing '=', ignoring line. To continue the line above, put a backslash \
                     at the very end of that line."
                };
                let finding = self.ignored(item.name, "this line is not a header and has no `=`");
                let finding = finding.label("ignored").help(help);
                let is_argument = unit_lines::is_argument(item.name.slice(self.bytes));
                sink.add(if is_argument {
                    unit_lines::with_continuation_fix(finding, self.file, self.at, self.bytes)
                } else {
                    finding
                });
            }
            SyntaxError::MissingName => sink.add(
                self.ignored(item.name, "a value without a name")
                    .label("ignored")
                    .help("systemd says: Missing key name before '=', ignoring line."),
            ),
            SyntaxError::OutsideSection => self.outside(sink),
            SyntaxError::InvalidHeader => sink.add(self.header(item)),
            SyntaxError::BadHeaderCharacters => sink.add(
                SYNTAX_ERROR
                    .at(
                        self.file.id,
                        item.name,
                        "a section header with a quote, a backslash or a control character",
                    )
                    .label("no section has such a name")
                    .help(format!(
                        "systemd says: Bad characters in section header '{}'. {}",
                        self.text(item),
                        self.effect()
                    ))
                    .level(self.level()),
            ),
            SyntaxError::NotUtf8 => sink.add(self.not_utf8(item)),
            SyntaxError::LineTooLong => sink.add(self.too_long(item)),
        }
    }

    /// The finding about a marker that git left.
    fn conflict(&self, item: &Item, error: SyntaxError) -> Diagnostic {
        let says = match error {
            SyntaxError::MissingName => "Missing key name before '=', ignoring line.",
            _ => "Missing '=', ignoring line.",
        };
        self.ignored(item.name, CONFLICT)
            .label("keep one side and remove the markers")
            .help(format!("systemd says: {says} It reads both sides."))
    }

    /// The finding about a line that is not text to systemd; it starts where the text ends.
    fn not_utf8(&self, item: &Item) -> Diagnostic {
        let text = item.name.slice(self.bytes);
        let good = utf8::text(text).map_or_else(|good| good, str::len);
        let start = item.name.start + good as u32;
        // A noncharacter has more than one byte.
        let rest = text[good..].utf8_chunks().next().map_or("", |chunk| chunk.valid());
        let length = rest.chars().next().map_or(1, char::len_utf8) as u32;
        let (message, label, advice) = if rest.is_empty() {
            ("this line is not UTF-8", "not UTF-8 from here on", "Save the file as UTF-8.")
        } else {
            let message = "this line contains a code point that is not a character";
            (message, "a Unicode noncharacter", "Remove it.")
        };
        let effect = if self.file.is_drop_in { self.effect() } else { "In fact it does not load the unit." };
        FILE_ENCODING
            .at(self.file.id, Span::new(start, (start + length).min(item.name.end)), message)
            .label(label)
            .help(format!("systemd says: String is not UTF-8 clean, ignoring assignment. {effect} {advice}"))
            .level(self.level())
    }

    fn too_long(&self, item: &Item) -> Diagnostic {
        // All of the line would be too much to show.
        let span = Span::new(item.name.start, (item.name.start + 40).min(item.name.end));
        FILE_ENCODING
            .at(self.file.id, span, "this line is 1 MiB or longer")
            .label("must be below 1048576 bytes, continuations included")
            .help(format!("systemd says: No buffer space available. {}", self.effect()))
            .level(self.level())
    }

    /// What systemd does about a line that it cannot parse.
    const fn effect(&self) -> &'static str {
        refusal(self.file).1
    }

    const fn level(&self) -> Level {
        refusal(self.file).0
    }

    /// Creates a finding about a line that systemd ignores.
    fn ignored(&self, span: Span, message: &str) -> Diagnostic {
        SYNTAX_ERROR.at(self.file.id, span, message).level(Level::Warning)
    }

    /// Reports the lines before the first section: one finding for all that are together.
    fn outside(&self, sink: &mut Sink) {
        let item = &self.items[self.at];
        if self.is_comment_after_bom(self.at) {
            sink.add(self.bom_before_comment(item));
            return;
        }
        // After a broken header the lines belong to the section that it was meant to start.
        if self.items[..self.at].iter().any(|item| SyntaxError::of(item).is_some_and(SyntaxError::is_fatal)) {
            return;
        }
        let is_outside = |item: &Item| SyntaxError::of(item) == Some(SyntaxError::OutsideSection);
        let includes = sink.wants(&dot_include::DOT_INCLUDE);
        let was_reported = |at: usize| {
            is_outside(&self.items[at])
                && !self.is_comment_after_bom(at)
                && !(includes && self.is_include(at))
        };
        if self.before(self.at).is_some_and(was_reported) {
            return;
        }
        let is_in_run = |item: &&Item| item.kind == ItemKind::Blank || is_outside(item);
        let run = self.items[self.at..].iter().take_while(is_in_run);
        let last = run.filter(|item| is_outside(item)).last().unwrap_or(item);
        sink.add(
            self.ignored(item.name.cover(last.name), "a line outside any section").label("ignored").help(
                "systemd says: Assignment outside of section. Ignoring. A header such as [Unit] must come \
                 first.",
            ),
        );
    }

    /// The nearest item above that is not blank.
    fn before(&self, at: usize) -> Option<usize> {
        self.items[..at].iter().rposition(|item| item.kind != ItemKind::Blank)
    }

    /// Whether the line was meant to include another file.
    fn is_include(&self, at: usize) -> bool {
        dot_include::matches(self.items[at].name.slice(self.bytes))
    }

    /// Whether the line is a comment that is not one to systemd because a byte order mark precedes it.
    fn is_comment_after_bom(&self, at: usize) -> bool {
        let is_comment = matches!(self.items[at].name.slice(self.bytes).first(), Some(b'#' | b';'));
        is_comment && self.before(at).is_some_and(|before| self.items[before].kind == ItemKind::Bom)
    }

    fn bom_before_comment(&self, comment: &Item) -> Diagnostic {
        let bom = self.items[..self.at].iter().rfind(|item| item.kind == ItemKind::Bom);
        let bom = bom.map_or(Span::at(comment.start), Item::span);
        FILE_ENCODING
            .at(self.file.id, comment.name, "a byte order mark precedes this comment")
            .level(Level::Warning)
            .label("not a comment to systemd")
            .help(
                "systemd says: Assignment outside of section. Ignoring. It looks for comments before it skips the mark. Save \
                 the file without one.",
            )
            .fix("remove the byte order mark", Applicability::Safe, vec![Edit::delete(bom)])
    }

    /// The finding about a header that does not end in its bracket.
    fn header(&self, item: &Item) -> Diagnostic {
        let text = self.text(item);
        let help = format!("systemd says: Invalid section header '{text}'. {}", self.effect());
        let finding = SYNTAX_ERROR
            .at(self.file.id, item.name, "a section header must end in `]`")
            .help(help)
            .level(self.level());
        // Offsets are those of the bytes: they differ in the text that is shown where that is not UTF-8.
        let written = item.name.slice(self.bytes);
        if let Some(close) = memchr(b']', written) {
            let finding = finding.label("text after the header");
            let Ok(after) = std::str::from_utf8(&written[close + 1..]) else { return finding };
            let comment = after.trim_start();
            if !comment.starts_with(['#', ';']) || comment.contains('\n') {
                return finding;
            }
            let rest = Span::new(item.name.start + close as u32 + 1, item.name.end);
            let edits = vec![unit_lines::line_above(item, self.bytes, comment), Edit::delete(rest)];
            return finding.fix("move the comment to its own line", Applicability::Safe, edits);
        }
        let finding = finding.label("not closed");
        // If there are several brackets, all but the first would be part of the name.
        let name = written.strip_prefix(b"[").unwrap_or_default().trim_ascii_end();
        if Section::of(name).is_some() {
            let end = item.name.start + 1 + name.len() as u32;
            return finding.fix("close the header", Applicability::Safe, vec![Edit::insert(end, "]")]);
        }
        finding
    }

    fn text(&self, item: &Item) -> String {
        String::from_utf8_lossy(item.name.slice(self.bytes)).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Rule;
    use crate::lint::rules::both::unknown_section::UNKNOWN_SECTION;
    use crate::lint::rules::systemd::invalid_value;
    use crate::lint::testing::{Found, file, unit};
    use crate::lint::{Options, check_units};
    use crate::source::{Memory, SourceFile};
    use crate::syntax::apply;
    use crate::systemd::Units;

    fn one(rule: &Rule, text: &str) -> Found {
        let mut found = unit(rule, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn a_template_tag_line_gets_a_template_note() {
        let help = |line: &str| unit(&SYNTAX_ERROR, &format!("[Service]\n{line}\n")).remove(0).help;
        let filled_in = "A template has to be filled in before systemd reads the file.";
        assert!(help("{% endif %}").ends_with(filled_in) && help("  {{ lines }}").ends_with(filled_in));
        assert!(help("more words").contains("backslash"));
    }

    #[test]
    fn an_argument_without_a_value_can_be_attached_to_the_line_above() {
        let found = one(&SYNTAX_ERROR, "[Service]\nExecStart=/a\n  --verbose\n");
        assert_eq!(found.fixed.as_deref(), Some("[Service]\nExecStart=/a \\\n  --verbose\n"));
        assert!(!found.is_safe);
        assert_eq!(one(&SYNTAX_ERROR, "[Service]\n--verbose\n").fixed, None);
        assert_eq!(one(&SYNTAX_ERROR, "[Service]\nExecStart=/a\nwords\n").fixed, None);
    }

    #[test]
    fn ignored_lines_are_warnings_and_broken_headers_are_errors() {
        for (text, at, level) in [
            ("[Unit]\nword\n", "word", Level::Warning),
            ("[Unit]\n=value\n", "=value", Level::Warning),
            ("A=1\nB=2\n\nC=3\n[Unit]\n", "A=1\nB=2\n\nC=3", Level::Warning),
            ("[Unit\n", "[Unit", Level::Error),
            ("[Un\"it]\n", "[Un\"it]", Level::Error),
        ] {
            let found = one(&SYNTAX_ERROR, text);
            assert_eq!((found.text.as_str(), found.level), (at, level), "{text}");
        }
    }

    #[test]
    fn the_fix_closes_a_header_and_moves_its_comment() {
        let fixed = |text: &str| one(&SYNTAX_ERROR, text).fixed;
        assert_eq!(fixed("[Service] # c\nA=1\n").as_deref(), Some("# c\n[Service]\nA=1\n"));
        assert_eq!(fixed("  [Service]; c\n").as_deref(), Some("  ; c\n  [Service]\n"));
        assert_eq!(fixed("[Service\n").as_deref(), Some("[Service]\n"));
        assert_eq!(fixed("[Service] c\n"), None);
    }

    #[test]
    fn a_header_fix_applies_to_the_original_bytes() {
        // A byte that is not UTF-8 is shown with three bytes.
        let text = b"[Serv\\\n# \xff\nice] # c\nA=1\n";
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.service", text.to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let found = check_units(&units, &sources, &Options::default());
        let header = found.iter().find(|found| found.rule == SYNTAX_ERROR.name()).unwrap();
        let edits = &header.fix.as_ref().unwrap().edits;
        assert_eq!(apply(text, edits).unwrap(), b"# c\n[Serv\\\n# \xff\nice]\nA=1\n");
        assert_eq!(one(&SYNTAX_ERROR, "[[Service\n").fixed, None, "the second bracket is part of the name");
    }

    #[test]
    fn unread_sections_are_not_checked() {
        assert!(unit(&SYNTAX_ERROR, "[Foo]\nword\n=x\n[X-Bar]\nword\n").is_empty());
        assert_eq!(unit(&SYNTAX_ERROR, "[Foo]\nword\n[Unit\n").len(), 1, "a header is always checked");
        assert!(unit(&invalid_value::INVALID_VALUE, "[Timer]\nOnBootSec=x\n").is_empty());
    }

    #[test]
    fn a_noncharacter_is_reported_at_its_position() {
        let found = one(&FILE_ENCODING, "[Unit]\nDescription=aé\u{fffe}b\n");
        // A finding starts at a character boundary, so what it points at is the noncharacter.
        assert!(found.text.starts_with('\u{fffe}'), "{found:?}");
    }

    #[test]
    fn a_byte_order_mark_hides_a_comment() {
        let found = one(&FILE_ENCODING, "\u{feff}# c\n[Unit]\n");
        assert_eq!((found.text.as_str(), found.level), ("# c", Level::Warning));
        assert_eq!(found.fixed.as_deref(), Some("# c\n[Unit]\n"));
        assert!(unit(&SYNTAX_ERROR, "\u{feff}# c\n[Unit]\n").is_empty());
        assert_eq!(unit(&SYNTAX_ERROR, "\u{feff}# c\nA=1\nB=2\n[Unit]\n").len(), 1);
        assert!(unit(&FILE_ENCODING, "\u{feff}[Unit]\n# c\n").is_empty());
    }

    #[test]
    fn a_section_of_another_type_is_unknown() {
        let found = |name: &str, text: &str| file(&UNKNOWN_SECTION, name, text);
        assert_eq!(found("a.timer", "[Service]\n[Timer]\n[X-Foo]\n").len(), 1);
        assert_eq!(found("a.service.d/b.conf", "[service]\n")[0].label, "did you mean [Service]?");
        assert!(found("a.slice", "[Unit]\n[Slice]\n[Install]\n").is_empty());
    }
}
