//! An emitted file, and how it is printed.

use std::sync::Arc;

use super::SpelledLine;
use crate::source::Map;
use crate::text::byte_set::ByteSet;

/// A file of a result, as it is delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The file's name, relative to the output directory.
    pub name: String,
    /// What the file is for.
    pub kind: FileKind,
    /// The whole text.
    pub text: String,
}

/// What an emitted file is for, which decides how it is read back and shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// Sections of settings, in the language of the result.
    #[default]
    Settings,
    /// Directories and files that systemd-tmpfiles creates.
    Tmpfiles,
    /// Rules for logrotate.
    Logrotate,
    /// Variables for the user to fill in.
    Environment,
}

/// An emitted file.
#[derive(Clone, Debug, Default)]
pub struct EmittedFile {
    /// The file's name, relative to the output directory.
    pub name: String,
    /// What the file is for.
    pub kind: FileKind,
    /// Comments at the top of the file.
    pub head: Vec<Arc<str>>,
    /// The sections; [`EmittedFile::section`] adds one.
    pub(super) sections: Vec<EmittedSection>,
    /// The index of each section by its name, filled once there are many.
    pub(super) index_by_name: Map<Arc<str>, usize>,
    /// The whole text of a file that has no sections.
    pub verbatim: Option<String>,
    /// Lines at the end of the file, printed as comments for the user to uncomment.
    pub tail: Vec<String>,
}

/// A section of an emitted file.
#[derive(Clone, Debug)]
pub struct EmittedSection {
    /// The name of the section: `Service`, `program:a`.
    pub name: Arc<str>,
    /// Comments above the header.
    pub comments: Vec<String>,
    /// The lines of the section, in order.
    pub lines: Vec<Line>,
    /// Comments below the last line.
    pub tail: Vec<String>,
    /// Whether the header is printed even if no line follows it.
    prints_if_empty: bool,
}

/// A line of an emitted section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line, shared with the leaves that it spells. The value may contain newlines; the printer indents what
    /// follows them.
    pub written: Arc<SpelledLine>,
    /// Comments above the line.
    pub comments: Vec<String>,
}

impl Line {
    /// The name of the setting.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.written.setting
    }

    /// The value of the setting.
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

    /// Returns the section with this name, adding it if necessary.
    pub fn section(&mut self, name: &str) -> &mut EmittedSection {
        let at = self.section_index(name).unwrap_or_else(|| self.add_section(Arc::from(name)));
        &mut self.sections[at]
    }

    /// Makes the header of a section appear even if no line follows it: supervisord requires a `[supervisord]`.
    pub fn print_if_empty(&mut self, name: &str) {
        self.section(name).prints_if_empty = true;
    }

    /// The index of the section with this name.
    pub(super) fn section_index(&self, name: &str) -> Option<usize> {
        // Most lines go to the same section as the one before, and most files have few sections.
        match self.sections.as_slice() {
            [.., last] if *last.name == *name => Some(self.sections.len() - 1),
            few if few.len() < Self::MANY => few.iter().position(|section| *section.name == *name),
            _ => self.index_by_name.get(name).copied(),
        }
    }

    /// From this many sections on, they are looked up by name.
    const MANY: usize = 8;

    pub(super) fn add_section(&mut self, name: Arc<str>) -> usize {
        /// Enough for most sections: a service has about ten settings.
        const LINES: usize = 12;
        let lines = Vec::with_capacity(LINES);
        self.sections.push(EmittedSection {
            name,
            comments: Vec::new(),
            lines,
            tail: Vec::new(),
            prints_if_empty: false,
        });
        let count = self.sections.len();
        if count >= Self::MANY {
            let unknown = if count == Self::MANY { 0 } else { count - 1 };
            for at in unknown..count {
                self.index_by_name.insert(Arc::clone(&self.sections[at].name), at);
            }
        }
        count - 1
    }

    /// The sections of the file, in order.
    #[must_use]
    pub fn sections(&self) -> &[EmittedSection] {
        &self.sections
    }

    /// The file as it is delivered, printed with [`EmittedFile::print`].
    #[must_use]
    pub fn output(&self, sign: &str, indent: &str) -> OutputFile {
        OutputFile { name: self.name.clone(), kind: self.kind, text: self.print(sign, indent) }
    }

    /// Prints the file. `sign` starts a comment; `indent` is put before the continuation lines of a value.
    #[must_use]
    pub fn print(&self, sign: &str, indent: &str) -> String {
        if let Some(text) = &self.verbatim {
            return text.clone();
        }
        // The average length of a line, so that the text is reallocated once or twice at most.
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

/// All bytes that do not end a line of a value.
static ONE_LINE: ByteSet = ByteSet::new(b"\n").inverted();

/// The bytes of most comments.
static PLAIN: ByteSet = ByteSet::new(b"\t").with_range(b' ', b'~');

/// Prints a comment on a single line, whatever it contains.
fn comment(out: &mut String, sign: &str, text: &str) {
    out.push_str(sign);
    if !text.is_empty() {
        out.push(' ');
        if PLAIN.has_all(text.as_bytes()) {
            out.push_str(text);
        } else {
            // A character that one manager treats as text may end the line for the other: systemd ends it at a NUL.
            out.extend(text.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }));
        }
    }
    out.push('\n');
}

impl EmittedSection {
    /// Whether nothing of the section is printed.
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.comments.is_empty() && self.tail.is_empty() && !self.prints_if_empty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_in_a_comment_become_spaces() {
        let head = vec!["a\0b\rc\td\ne".into()];
        let file = EmittedFile { name: "a.service".to_owned(), head, ..EmittedFile::default() };
        assert_eq!(file.print("#", ""), "# a b c\td e\n");
    }
}
