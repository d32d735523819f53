//! A file that was emitted, and its text.

use std::sync::Arc;

use super::SpelledLine;
use crate::byte_set::ByteSet;
use crate::source::Map;

/// A file that was emitted.
#[derive(Clone, Debug, Default)]
pub struct EmittedFile {
    /// Its name; with a folder where one file includes others.
    pub name: String,
    /// Comments at its top.
    pub head: Vec<Arc<str>>,
    /// Its sections; [`EmittedFile::section`] adds one.
    pub(super) sections: Vec<EmittedSection>,
    /// The place of each section by its name, once there are many.
    pub(super) places: Map<Arc<str>, usize>,
    /// A file without sections: its text as it is.
    pub verbatim: Option<String>,
    /// Comments at its end: what is there once somebody removes their signs.
    pub tail: Vec<String>,
}

/// A section of an emitted file.
#[derive(Clone, Debug)]
pub struct EmittedSection {
    /// Its name: `Service`, `program:a`.
    pub name: Arc<str>,
    /// Comments above its header.
    pub comments: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Comments below its last line.
    pub tail: Vec<String>,
    /// Whether its header means something without a line below it.
    is_marker: bool,
}

/// A line of an emitted section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is written: shared with what it spells. The value may hold line feeds, which the printer indents.
    pub written: Arc<SpelledLine>,
    /// Comments above it.
    pub comments: Vec<String>,
}

impl Line {
    /// The setting.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.written.setting
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.written.value
    }
}

impl EmittedFile {
    /// The lines of all sections.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.sections.iter().flat_map(|section| &section.lines)
    }

    /// The section of this name; made if it is not there yet.
    pub fn section(&mut self, name: &str) -> &mut EmittedSection {
        let at = self.place(name).unwrap_or_else(|| self.add_section(Arc::from(name)));
        &mut self.sections[at]
    }

    /// Has the header of a section written whether or not a line follows it: supervisord asks for a `[supervisord]`.
    pub fn mark(&mut self, name: &str) {
        self.section(name).is_marker = true;
    }

    /// Where the section of this name stands.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        // Most lines go where the one before went, and most files have few sections.
        match self.sections.as_slice() {
            [.., last] if *last.name == *name => Some(self.sections.len() - 1),
            few if few.len() < Self::MANY => few.iter().position(|section| *section.name == *name),
            _ => self.places.get(name).copied(),
        }
    }

    /// From so many sections on they are looked up by name.
    const MANY: usize = 8;

    pub(super) fn add_section(&mut self, name: Arc<str>) -> usize {
        /// As many as most hold: a service says some ten things.
        const LINES: usize = 12;
        let lines = Vec::with_capacity(LINES);
        self.sections.push(EmittedSection {
            name,
            comments: Vec::new(),
            lines,
            tail: Vec::new(),
            is_marker: false,
        });
        let count = self.sections.len();
        if count >= Self::MANY {
            let unknown = if count == Self::MANY { 0 } else { count - 1 };
            for at in unknown..count {
                self.places.insert(Arc::clone(&self.sections[at].name), at);
            }
        }
        count - 1
    }

    /// Its sections.
    #[must_use]
    pub fn sections(&self) -> &[EmittedSection] {
        &self.sections
    }

    /// The file's text. `sign` starts a comment; `indent` goes in front of the further lines of a value.
    #[must_use]
    pub fn print(&self, sign: &str, indent: &str) -> String {
        if let Some(text) = &self.verbatim {
            return text.clone();
        }
        // As long as most lines are, so that the text grows once or twice at most.
        const LINE: usize = 40;
        let lines = self.sections.iter().map(|section| section.lines.len() + 2).sum::<usize>();
        let mut out = String::with_capacity((self.head.len() + lines) * LINE);
        for line in &self.head {
            comment(&mut out, sign, line);
        }
        for section in self.sections.iter().filter(|section| !section.is_empty()) {
            if !out.is_empty() {
                out.push('\n');
            }
            for line in &section.comments {
                comment(&mut out, sign, line);
            }
            out.push('[');
            out.push_str(&section.name);
            out.push_str("]\n");
            for line in &section.lines {
                for text in &line.comments {
                    comment(&mut out, sign, text);
                }
                out.push_str(line.name());
                out.push('=');
                let mut rest = line.value();
                while !ONE_LINE.has_all(rest.as_bytes())
                    && let Some(end) = memchr::memchr(b'\n', rest.as_bytes())
                {
                    out.push_str(&rest[..=end]);
                    out.push_str(indent);
                    rest = &rest[end + 1..];
                }
                out.push_str(rest);
                out.push('\n');
            }
            for line in &section.tail {
                comment(&mut out, sign, line);
            }
        }
        if !self.tail.is_empty() && !out.is_empty() {
            out.push('\n');
        }
        for line in &self.tail {
            comment(&mut out, sign, line);
        }
        out
    }
}

/// What does not end a line of a value.
static ONE_LINE: ByteSet = ByteSet::new(b"\n").inverted();

/// What a comment is made of as a rule.
static PLAIN: ByteSet = ByteSet::new(b"\t").and_all(b' ', b'~');

/// Prints a comment: on its line, whatever it holds.
fn comment(out: &mut String, sign: &str, text: &str) {
    out.push_str(sign);
    if !text.is_empty() {
        out.push(' ');
        if PLAIN.has_all(text.as_bytes()) {
            out.push_str(text);
        } else {
            // What is a letter to one manager ends the line for the other: systemd has a NUL do that.
            out.extend(text.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }));
        }
    }
    out.push('\n');
}

impl EmittedSection {
    /// Whether there is nothing to print.
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.comments.is_empty() && self.tail.is_empty() && !self.is_marker
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_never_ends_its_line_early() {
        let head = vec!["a\0b\rc\td\ne".into()];
        let file = EmittedFile { name: "a.service".to_owned(), head, ..EmittedFile::default() };
        assert_eq!(file.print("#", ""), "# a b c\td e\n");
    }
}
