//! What a spelling function gives back: files as lines, and which leaf each line spells.
//!
//! Both languages emit into the same shape. Printing is the caller's (`print`): a comment starts with the language's own
//! sign, everything else is the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ir::{Leaf, SettingId, Sources};
use crate::source::Map;

/// How the comment begins that says what a file was made from.
pub(crate) const MADE_FROM: &str = "Made by sysvisor from ";

/// The comment at the top of a file that says what it was made from.
pub(crate) fn made_from(source: &str) -> String {
    format!("{MADE_FROM}{source}; edit it as you like.")
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
    pub head: Vec<String>,
    /// Its sections; [`EmittedFile::section`] adds one.
    sections: Vec<EmittedSection>,
    /// The place of each section by its name.
    places: Map<String, usize>,
    /// A file without sections: its text as it is.
    pub verbatim: Option<String>,
    /// Comments at its end: what is there once somebody removes their signs.
    pub tail: Vec<String>,
}

/// A section of an emitted file.
#[derive(Clone, Debug, Default)]
pub struct EmittedSection {
    /// Its name: `Service`, `program:a`.
    pub name: String,
    /// Comments above its header.
    pub comments: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of an emitted section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The setting.
    pub name: String,
    /// Its value; may hold line feeds, which the printer indents.
    pub value: String,
    /// Comments above it.
    pub comments: Vec<String>,
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
    pub setting: String,
    /// Its value.
    pub value: String,
}

/// A leaf of a service, or what makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub reason: String,
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
    /// The comments that belong to a setting: those right above it, and what stands behind it on its line. Without their
    /// signs.
    fn of_setting(&self, setting: SettingId) -> Vec<String>;

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
    fn of_setting(&self, _: SettingId) -> Vec<String> {
        Vec::new()
    }

    fn of_header(&self, _: crate::source::FileId, _: crate::source::Span) -> Vec<String> {
        Vec::new()
    }

    fn explains(&self) -> bool {
        false
    }
}

impl Emission {
    /// Adds a file that is no list of settings, unless there is one of its name.
    pub fn add_file(&mut self, name: String, text: String) {
        if !self.files.iter().any(|file| file.name == name) {
            self.files.push(EmittedFile { name, verbatim: Some(text), ..EmittedFile::default() });
        }
    }
}

impl EmittedFile {
    /// The section of this name; made if it is not there yet.
    pub fn section(&mut self, name: &str) -> &mut EmittedSection {
        // Most lines go where the one before went.
        let last = self.sections.len().checked_sub(1).filter(|last| self.sections[*last].name == name);
        let known = last.or_else(|| self.places.get(name).copied());
        let at = known.unwrap_or_else(|| {
            self.sections.push(EmittedSection { name: name.to_owned(), ..EmittedSection::default() });
            self.places.insert(name.to_owned(), self.sections.len() - 1);
            self.sections.len() - 1
        });
        &mut self.sections[at]
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
        let mut out = String::new();
        let comment = |out: &mut String, text: &str| {
            out.push_str(sign);
            if !text.is_empty() {
                out.push(' ');
                // What is a letter to one manager ends the line for the other: systemd has a NUL do that.
                out.extend(text.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }));
            }
            out.push('\n');
        };
        for line in &self.head {
            comment(&mut out, line);
        }
        for section in self.sections.iter().filter(|section| !section.is_empty()) {
            if !out.is_empty() {
                out.push('\n');
            }
            for line in &section.comments {
                comment(&mut out, line);
            }
            out.extend(["[", &section.name, "]\n"]);
            for line in &section.lines {
                for text in &line.comments {
                    comment(&mut out, text);
                }
                out.extend([&line.name, "="]);
                for (at, part) in line.value.split('\n').enumerate() {
                    if at > 0 {
                        out.extend(["\n", indent]);
                    }
                    out.push_str(part);
                }
                out.push('\n');
            }
        }
        if !self.tail.is_empty() && !out.is_empty() {
            out.push('\n');
        }
        for line in &self.tail {
            comment(&mut out, line);
        }
        out
    }
}

impl EmittedSection {
    /// A section is printed when it holds a line, or was asked for as a marker (`[supervisord]`).
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.comments.is_empty() && self.name != "supervisord"
    }
}

/// Writes lines into one file and remembers what they spell.
#[derive(Debug)]
pub struct Writer<'e> {
    emission: &'e mut Emission,
    /// The file that is being written.
    pub file: EmittedFile,
    /// The names of the file and of the section that was written to last, to be shared by the lines that spell something.
    spelled_in: (Arc<str>, Arc<str>),
    /// Settings whose comments were written already.
    commented: BTreeSet<SettingId>,
}

impl<'e> Writer<'e> {
    /// Starts a file.
    pub fn new(emission: &'e mut Emission, name: impl Into<String>) -> Self {
        let file = EmittedFile { name: name.into(), ..EmittedFile::default() };
        let spelled_in = (Arc::from(file.name.as_str()), Arc::from(""));
        Self { emission, file, spelled_in, commented: BTreeSet::new() }
    }

    /// Writes a line that no setting of the source asked for.
    pub fn plain(&mut self, section: &str, name: &str, value: impl Into<String>) {
        let line = Line { name: name.to_owned(), value: value.into(), comments: Vec::new() };
        self.file.section(section).lines.push(line);
    }

    /// Writes a line that spells `what`, with the comments of the settings that it comes from.
    pub fn line(
        &mut self,
        section: &str,
        name: &str,
        value: impl Into<String>,
        what: &[What],
        from: &Sources,
        comments: &dyn Comments,
    ) {
        let value = value.into();
        let mut above = Vec::new();
        for setting in from.iter() {
            if self.commented.insert(setting) {
                above.extend(comments.of_setting(setting));
            }
        }
        self.spells(section, name, &value, what);
        self.file.section(section).lines.push(Line { name: name.to_owned(), value, comments: above });
    }

    /// Notes that a line spells more than it was written for.
    pub fn spells(&mut self, section: &str, name: &str, value: &str, what: &[What]) {
        if *self.spelled_in.1 != *section {
            self.spelled_in.1 = Arc::from(section);
        }
        let (file, section) = self.spelled_in.clone();
        let line = Arc::new(SpelledLine { file, section, setting: name.to_owned(), value: value.to_owned() });
        let spelled = what.iter().map(|what| Spelled { what: *what, line: Arc::clone(&line) });
        self.emission.spelled.extend(spelled);
    }

    /// Notes that something has no spelling.
    pub fn unspelled(&mut self, what: What, manual: bool, reason: impl Into<String>) {
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
        let head = vec!["a\0b\rc\td\ne".to_owned()];
        let file = EmittedFile { name: "a.service".to_owned(), head, ..EmittedFile::default() };
        assert_eq!(file.print("#", ""), "# a b c\td e\n");
    }
}
