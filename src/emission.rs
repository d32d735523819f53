//! What a spelling function gives back: files as lines, and which leaf each line spells.
//!
//! Both languages emit into the same shape. Printing is the caller's (`print`): a comment starts with the language's own
//! sign, everything else is the same.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::byte_set::ByteSet;
use crate::ir::{Leaf, SettingId, Sources};
use crate::reason::Reason;
use crate::source::Map;

/// How the comment begins that says what a file was made from.
pub(crate) const MADE_FROM: &str = "Made by sysvisor from ";

/// The comment at the top of a file that says what it was made from.
pub(crate) fn made_from(source: &str) -> Arc<str> {
    format!("{MADE_FROM}{source}; edit it as you like.").into()
}

/// Files that spell a deployment.
#[derive(Clone, Debug, Default)]
pub struct Emission {
    /// The files, in the order of reports.
    pub files: Vec<EmittedFile>,
    /// Which lines spell which leaf.
    pub spelled: Vec<Spelled>,
    /// Leaves that have no spelling, or only half of one, with what a person should know.
    pub unspelled: Vec<Unspelled>,
    /// Values that cannot be written at all: the conversion is refused.
    pub refused: Vec<Refused>,
    /// For each service of the deployment, what it is called on the other side.
    pub names: Vec<TargetName>,
    /// For each group of the deployment, what it is called on the other side.
    pub groups: Vec<String>,
    /// The names of sections that files share: `Service` is one text, however many units have it.
    sections: Vec<Arc<str>>,
    /// The names of the files that are no lists of settings.
    verbatim: BTreeSet<String>,
}

/// What a service is called in what was emitted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetName {
    /// The names of the services that stand for it, as the target's `lower` will call them: several where one service had
    /// to become one for each instance.
    pub services: Vec<String>,
    /// What an operator types to address all of it: `my-app.target`, `my-app:*`.
    pub all: String,
    /// What an operator types to address one process, in the order of the instances.
    pub each: Vec<String>,
}

/// A file that was emitted.
#[derive(Clone, Debug, Default)]
pub struct EmittedFile {
    /// Its name; with a folder where one file includes others.
    pub name: String,
    /// Comments at its top.
    pub head: Vec<Arc<str>>,
    /// Its sections; [`EmittedFile::section`] adds one.
    sections: Vec<EmittedSection>,
    /// The place of each section by its name, once there are many.
    places: Map<Arc<str>, usize>,
    /// A file without sections: its text as it is.
    pub verbatim: Option<String>,
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

/// A line that spells a leaf. One line may spell several, and stands in the report at each setting that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// What is spelled.
    pub what: What,
    /// The line.
    pub line: Arc<SpelledLine>,
}

/// A line of an emitted file, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpelledLine {
    /// The file's name.
    pub file: Arc<str>,
    /// The section's name.
    pub section: Arc<str>,
    /// The setting's name.
    pub setting: Cow<'static, str>,
    /// Its value.
    pub value: Cow<'static, str>,
}

/// A leaf of a service, or what makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A leaf of the service with this index.
    Leaf(usize, Leaf),
    /// Who is a member of the group with this index.
    Members(usize),
    /// The rank of the group with this index.
    Rank(usize),
    /// What the listener with this index is told of, and does.
    Listener(usize),
    /// The user of the listener with this index.
    ListenerUser(usize),
    /// Whether the group with this index is started at boot.
    AtBoot(usize),
}

/// A leaf without a spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unspelled {
    /// What is not spelled.
    pub what: What,
    /// Whether a person can and must complete it.
    pub manual: bool,
    /// Why, and what to do, in whole sentences.
    pub reason: Reason,
}

/// A setting of a service that the model does not hold, and that a person has to decide about before the service may run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The service's index.
    pub service: usize,
    /// What is to be decided, in whole sentences.
    pub what: String,
}

/// A value that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The settings that it comes from.
    pub from: Sources,
    /// What cannot be written, in one sentence without a full stop.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// Where the comments of the source are found.
pub trait Comments {
    /// Adds the comments that belong to a setting: those right above it, and what stands behind it on its line. Without their
    /// signs.
    fn of_setting(&self, setting: SettingId, comments: &mut Vec<String>);

    /// The comments right above a header.
    fn of_header(&self, file: crate::source::FileId, header: crate::source::Span) -> Vec<String>;

    /// Whether comments of our own are wanted that explain what a reader has to do.
    fn explains(&self) -> bool {
        true
    }
}

/// No comments at all (`--no-comments`).
#[derive(Clone, Copy, Debug)]
pub struct NoComments;

impl Comments for NoComments {
    fn of_setting(&self, _: SettingId, _: &mut Vec<String>) {}

    fn of_header(&self, _: crate::source::FileId, _: crate::source::Span) -> Vec<String> {
        Vec::new()
    }

    fn explains(&self) -> bool {
        false
    }
}

impl Emission {
    /// Room for what so many services become.
    pub(crate) fn for_services(services: usize) -> Self {
        /// As many lines as most services take, with those that say more than one thing.
        const LINES: usize = 26;
        let mut emission = Self::default();
        emission.files.reserve(services);
        emission.spelled.reserve(services * LINES);
        emission
    }

    /// Adds a file that is no list of settings, unless there is one of its name.
    pub fn add_file(&mut self, name: String, text: String) {
        if self.verbatim.insert(name.clone()) {
            self.files.push(EmittedFile { name, verbatim: Some(text), ..EmittedFile::default() });
        }
    }

    /// The name of a section, which files share where a few sections are those of all.
    fn section_name(&mut self, name: &str) -> Arc<str> {
        const SHARED: usize = 8;
        if let Some(known) = self.sections.iter().find(|known| ***known == *name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(name);
        if self.sections.len() < SHARED {
            self.sections.push(Arc::clone(&new));
        }
        new
    }
}

impl EmittedFile {
    /// The section of this name; made if it is not there yet.
    pub fn section(&mut self, name: &str) -> &mut EmittedSection {
        let at = self.place(name).unwrap_or_else(|| self.add_section(Arc::from(name)));
        &mut self.sections[at]
    }

    /// Where the section of this name stands.
    fn place(&self, name: &str) -> Option<usize> {
        // Most lines go where the one before went, and most files have few sections.
        match self.sections.as_slice() {
            [.., last] if *last.name == *name => Some(self.sections.len() - 1),
            few if few.len() < Self::MANY => few.iter().position(|section| *section.name == *name),
            _ => self.places.get(name).copied(),
        }
    }

    /// From so many sections on they are looked up by name.
    const MANY: usize = 8;

    fn add_section(&mut self, name: Arc<str>) -> usize {
        /// As many as most hold: a service says some ten things.
        const LINES: usize = 12;
        self.sections.push(EmittedSection { name, comments: Vec::new(), lines: Vec::with_capacity(LINES) });
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
                    && let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) {
                    out.push_str(&rest[..=end]);
                    out.push_str(indent);
                    rest = &rest[end + 1..];
                }
                out.push_str(rest);
                out.push('\n');
            }
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
    /// A section is printed when it holds a line, or was asked for as a marker (`[supervisord]`).
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.comments.is_empty() && *self.name != *"supervisord"
    }
}

/// Writes lines into one file and remembers what they spell.
#[derive(Debug)]
pub struct Writer<'e> {
    emission: &'e mut Emission,
    /// The file that is being written.
    pub file: EmittedFile,
    /// The file's name, to be shared by its lines.
    name: Arc<str>,
    /// Settings whose comments were written already.
    commented: Commented,
}

/// Settings, each once: most files come from few of them.
#[derive(Debug, Default)]
struct Commented {
    few: Vec<SettingId>,
    many: BTreeSet<SettingId>,
}

impl Commented {
    /// Whether a setting is new.
    fn insert(&mut self, setting: SettingId) -> bool {
        const FEW: usize = 24;
        // What a line comes from came up with the line before, if at all.
        if self.few.iter().rev().any(|known| *known == setting) || self.many.contains(&setting) {
            return false;
        }
        if self.few.len() < FEW {
            self.few.push(setting);
        } else {
            self.many.insert(setting);
        }
        true
    }
}

impl<'e> Writer<'e> {
    /// Starts a file.
    pub fn new(emission: &'e mut Emission, name: impl Into<String>) -> Self {
        let file = EmittedFile { name: name.into(), ..EmittedFile::default() };
        let name = Arc::from(file.name.as_str());
        Self { emission, file, name, commented: Commented::default() }
    }

    /// Puts comments above the header of a section.
    pub fn head_section(&mut self, section: &str, comments: Vec<String>) {
        let at = self.place(section);
        self.file.sections[at].comments = comments;
    }

    /// Where a section stands; it is made if it is not there yet.
    fn place(&mut self, section: &str) -> usize {
        match self.file.place(section) {
            Some(at) => at,
            None => self.file.add_section(self.emission.section_name(section)),
        }
    }

    /// Writes a line that no setting of the source asked for.
    pub fn plain(
        &mut self,
        section: &str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
    ) {
        self.write(section, name.into(), value.into(), Vec::new());
    }

    /// Writes a line that spells `what`, with the comments of the settings that it comes from.
    pub fn line(
        &mut self,
        section: &str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        what: impl IntoIterator<Item = What>,
        from: &Sources,
        comments: &dyn Comments,
    ) {
        let mut above = Vec::new();
        for setting in from.iter() {
            if self.commented.insert(setting) {
                comments.of_setting(setting, &mut above);
            }
        }
        let line = self.write(section, name.into(), value.into(), above);
        self.spelled(what, line);
    }

    /// Notes that a line spells more than it was written for.
    pub fn spells(
        &mut self,
        section: &str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        what: impl IntoIterator<Item = What>,
    ) {
        let section = match self.file.place(section) {
            Some(at) => Arc::clone(&self.file.sections[at].name),
            None => self.emission.section_name(section),
        };
        let file = Arc::clone(&self.name);
        let line = Arc::new(SpelledLine { file, section, setting: name.into(), value: value.into() });
        self.spelled(what, line);
    }

    fn spelled(&mut self, what: impl IntoIterator<Item = What>, line: Arc<SpelledLine>) {
        let mut what = what.into_iter();
        let Some(mut last) = what.next() else { return };
        for next in what {
            self.emission.spelled.push(Spelled { what: last, line: Arc::clone(&line) });
            last = next;
        }
        self.emission.spelled.push(Spelled { what: last, line });
    }

    fn write(
        &mut self,
        section: &str,
        setting: Cow<'static, str>,
        value: Cow<'static, str>,
        comments: Vec<String>,
    ) -> Arc<SpelledLine> {
        let at = self.place(section);
        let section = &mut self.file.sections[at];
        let file = Arc::clone(&self.name);
        let line = Arc::new(SpelledLine { file, section: Arc::clone(&section.name), setting, value });
        section.lines.push(Line { written: Arc::clone(&line), comments });
        line
    }

    /// Notes that something has no spelling.
    pub fn unspelled(&mut self, what: What, manual: bool, reason: impl Into<Reason>) {
        self.emission.unspelled.push(Unspelled { what, manual, reason: reason.into() });
    }

    /// Notes that a value cannot be written.
    pub fn refuse(&mut self, from: &Sources, message: impl Into<String>, help: impl Into<String>) {
        let refused = Refused { from: from.clone(), message: message.into(), help: help.into() };
        self.emission.refused.push(refused);
    }

    /// Adds a file that is no list of settings.
    pub fn add_file(&mut self, name: String, text: String) {
        self.emission.add_file(name, text);
    }

    /// Ends the file.
    pub fn finish(self) {
        self.emission.files.push(self.file);
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
