//! What a spelling function gives back: files as lines, and which leaf each line spells.
//!
//! Both languages emit into the same shape and are printed alike ([`EmittedFile::print`]), but for the sign that starts a comment
//! and the blanks in front of the further lines of a value.

mod file;
mod made_from;
pub(crate) mod script_variables;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use self::file::{EmittedFile, EmittedSection, Line};
#[cfg(feature = "cli")]
pub(crate) use self::made_from::MOST_SOURCES;
pub(crate) use self::made_from::{MADE_FROM, MadeFrom};
pub use self::writer::Writer;
use crate::ir::{Leaf, SettingId, Sources};
use crate::reason::Reason;
use crate::source::{FileId, Span};

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
    /// The services of the target whose command is that of the source word by word, and could be taken for one that was made: what
    /// it does before the program is the source's own affair.
    pub(crate) as_written: BTreeSet<String>,
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

/// A line that spells a leaf. One line may spell several, and stands in the report at each setting that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// What is spelled.
    pub what: What,
    /// The line.
    pub line: Arc<SpelledLine>,
    /// The setting that it comes from, if that is one alone.
    pub of: Option<SettingId>,
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
    /// For what a service waits: the entry with this index.
    Waits(usize),
}

/// A leaf without a spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unspelled {
    /// What is not spelled.
    pub what: What,
    /// What that comes to.
    pub loss: Loss,
    /// The setting that it is about, where others that decide the same are kept.
    pub of: Option<SettingId>,
    /// Why, and what to do, in whole sentences.
    pub reason: Reason,
}

/// What comes of it that a leaf has no spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The service runs without it.
    Usual,
    /// The same, and it is only how something is done, nothing of what it is done for: neither privileges nor data are at stake.
    Slight,
    /// A person can and must complete it before the service runs.
    ByHand,
}

impl Unspelled {
    /// A note that a leaf has no spelling.
    #[must_use]
    pub fn new(what: What, loss: Loss, reason: impl Into<Reason>) -> Self {
        Self { what, loss, of: None, reason: reason.into() }
    }

    /// Whether a person has to complete it.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.loss == Loss::ByHand
    }
}

/// Settings of a service that the model does not hold, and that a reader of the result has to know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The service's index.
    pub service: usize,
    /// What is to be decided or known, in whole sentences.
    pub what: String,
    /// Whether a person has to decide about it before the service may run.
    pub waits: bool,
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
    fn of_header(&self, file: FileId, header: Span) -> Vec<String>;

    /// The comments at the end of the section of this header, which no setting follows.
    fn of_end(&self, file: FileId, header: Span) -> Vec<String>;

    /// What a file of the source is called, where that is known.
    fn file_name(&self, _file: FileId) -> Option<&str> {
        None
    }

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

    fn of_header(&self, _: FileId, _: Span) -> Vec<String> {
        Vec::new()
    }

    fn of_end(&self, _: FileId, _: Span) -> Vec<String> {
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
