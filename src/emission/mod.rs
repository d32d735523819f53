//! The result of `emit`: files as lines, and which leaf each line spells.
//!
//! Both languages emit the same structure and are printed the same way ([`EmittedFile::print`]), except for the comment
//! prefix and the indentation of continuation lines.

mod file;
mod made_from;
mod unique_names;
mod writer;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use self::file::{EmittedFile, EmittedSection, FileKind, Line, OutputFile};
#[cfg(feature = "cli")]
pub(crate) use self::made_from::MAX_NAMED_SOURCES;
pub(crate) use self::made_from::{MADE_FROM, MadeFrom};
pub(crate) use self::unique_names::UniqueNames;
pub use self::writer::Writer;
use crate::ir::{Leaf, SettingId, SettingIds};
use crate::reason::Reason;
use crate::source::{FileId, Span};

/// The files that spell a deployment, with the notes made on the way.
#[derive(Clone, Debug, Default)]
pub struct Emission {
    /// The files, in the order of reports.
    pub files: Vec<EmittedFile>,
    /// Which line spells which leaf.
    pub spelled: Vec<Spelled>,
    /// Leaves that cannot be spelled, or not fully, with what the user should know.
    pub unspelled: Vec<Unspelled>,
    /// Values that cannot be written at all, so that the conversion is refused.
    pub refused: Vec<Refused>,
    /// For each service of the deployment, its name in the target.
    pub names: Vec<TargetName>,
    /// For each group of the deployment, its name in the target.
    pub groups: Vec<String>,
    /// The services of the target whose command is copied verbatim from the source although it looks like one that
    /// `emit` makes: what it does before the program must not be read back as settings.
    pub(crate) verbatim_commands: BTreeSet<String>,
    /// Section names that files share: `Service` is stored once for all units.
    sections: Vec<Arc<str>>,
    /// The names of the files that are not lists of settings.
    verbatim: BTreeSet<String>,
}

/// The name of a service in the target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetName {
    /// The names of the services that it became, as the target's `lower` will call them: several if one service had to
    /// become one for each instance.
    pub services: Vec<String>,
    /// What an operator types to address the whole service: `my-app.target`, `my-app:*`.
    pub all: String,
    /// What an operator types to address one process, in the order of the instances.
    pub each: Vec<String>,
}

/// A line that spells a leaf. One line may spell several leaves, and is shown in the report at each setting that they
/// come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// What the line spells.
    pub property: Property,
    /// The line.
    pub line: Arc<SpelledLine>,
    /// The setting that the line comes from, if it is a single one.
    pub setting: Option<SettingId>,
}

/// A line of an emitted file, and its location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpelledLine {
    /// The name of the file.
    pub file: Arc<str>,
    /// The name of the section.
    pub section: Arc<str>,
    /// The name of the setting.
    pub setting: Cow<'static, str>,
    /// The value of the setting.
    pub value: Cow<'static, str>,
}

/// A part of the deployment that is spelled: a leaf of a service, or a property of a group or listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// A leaf of the service with this index.
    Leaf(usize, Leaf),
    /// The members of the group with this index.
    Members(usize),
    /// The rank of the group with this index.
    Rank(usize),
    /// The events that the listener with this index receives, and what it does.
    Listener(usize),
    /// The user of the listener with this index.
    ListenerUser(usize),
    /// Whether the group with this index is started at boot.
    AtBoot(usize),
    /// What a service waits for: the entry with this index.
    Waits(usize),
}

/// A note on a leaf that has no spelling, or not a full one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unspelled {
    /// The part that is not spelled.
    pub property: Property,
    /// How severe the loss is.
    pub loss: Loss,
    /// The setting that the note is about, if others that decide the same leaf are kept.
    pub setting: Option<SettingId>,
    /// Why, and what to do about it, in complete sentences.
    pub reason: Reason,
}

/// The consequence of a leaf without a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The service runs without it.
    Usual,
    /// The same, and only the manner of something is lost, not its purpose: neither privileges nor data are affected.
    Slight,
    /// The user can and must complete it before the service runs.
    ByHand,
}

impl Unspelled {
    /// Creates a note on a leaf without a spelling.
    #[must_use]
    pub fn new(property: Property, loss: Loss, reason: impl Into<Reason>) -> Self {
        Self { property, loss, setting: None, reason: reason.into() }
    }

    /// Whether the user must complete it.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.loss == Loss::ByHand
    }
}

/// Settings of a service that the model does not hold, but that the reader of the result must know about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The index of the service.
    pub service: usize,
    /// What must be decided or known, in complete sentences.
    pub note: String,
    /// Whether the user must decide before the service may run.
    pub blocks_start: bool,
}

/// A value that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The settings that the value comes from.
    pub from: SettingIds,
    /// What cannot be written, as one sentence without a full stop.
    pub message: String,
    /// How to resolve it.
    pub help: String,
}

/// Access to the comments of the source.
pub trait Comments {
    /// Adds the comments that belong to a setting, without their prefix: those directly above it, and the inline
    /// comment after its value.
    fn of_setting(&self, setting: SettingId, comments: &mut Vec<String>);

    /// The comments directly above a header.
    fn of_header(&self, file: FileId, header: Span) -> Vec<String>;

    /// The comments at the end of the section with this header, with no setting after them.
    fn of_end(&self, file: FileId, header: Span) -> Vec<String>;

    /// The name of a file of the source, if it is known.
    fn file_name(&self, _file: FileId) -> Option<&str> {
        None
    }

    /// Whether to add explanatory comments that say what the user has to do.
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
    /// Reserves memory for the output of this many services.
    pub(crate) fn for_services(services: usize) -> Self {
        /// The number of leaves that the lines of most services spell.
        const LINES_PER_SERVICE: usize = 26;
        let mut emission = Self::default();
        emission.files.reserve(services);
        emission.spelled.reserve(services * LINES_PER_SERVICE);
        emission
    }

    /// Adds a file that is not a list of settings, unless there is already one with its name.
    pub fn add_file(&mut self, name: String, kind: FileKind, text: String) {
        if self.verbatim.insert(name.clone()) {
            self.files.push(EmittedFile { name, kind, verbatim: Some(text), ..EmittedFile::default() });
        }
    }

    /// The name of a section, shared between files if it is one of the first few names.
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
