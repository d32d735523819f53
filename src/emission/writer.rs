//! Writes a file line by line and records what each line spells.

use std::borrow::Cow;
use std::sync::Arc;

use super::{
    Comments, Emission, EmittedFile, FileKind, Line, Loss, Property, Refused, Spelled, SpelledLine, Unspelled,
};
use crate::ir::{SettingId, SettingIds};
use crate::reason::Reason;
use crate::source::Map;

/// Writes lines into one file and records what they spell.
#[derive(Debug)]
pub struct Writer<'e> {
    emission: &'e mut Emission,
    /// The file that is being written.
    pub file: EmittedFile,
    /// The file's name, shared by its lines.
    name: Arc<str>,
    /// Settings whose comments have already been written.
    commented: Commented,
}

/// A set of settings, optimised for few of them, from which most files are made.
#[derive(Debug, Default)]
struct Commented {
    few: Vec<SettingId>,
    /// All of them, once there are many; empty before.
    many: Map<SettingId, ()>,
}

impl Commented {
    /// Adds a setting; returns whether it is new.
    fn insert(&mut self, setting: SettingId) -> bool {
        const FEW: usize = 24;
        if self.few.len() == FEW {
            if self.many.is_empty() {
                self.few.iter().for_each(|known| _ = self.many.insert(*known, ()));
            }
            return self.many.insert(setting, ()).is_none();
        }
        // A setting that is not new was usually used for the previous line.
        if self.few.iter().rev().any(|known| *known == setting) {
            return false;
        }
        if self.few.is_empty() {
            self.few.reserve_exact(FEW);
        }
        self.few.push(setting);
        true
    }
}

impl<'e> Writer<'e> {
    /// Starts a new file.
    pub fn new(emission: &'e mut Emission, name: impl Into<String>) -> Self {
        let file = EmittedFile { name: name.into(), ..EmittedFile::default() };
        let name = Arc::from(file.name.as_str());
        Self { emission, file, name, commented: Commented::default() }
    }

    /// Records that the command of a service is copied verbatim from the source.
    pub(crate) fn note_verbatim_command(&mut self, service: &str) {
        self.emission.verbatim_commands.insert(service.to_owned());
    }

    /// Sets the comments above the header of a section.
    pub fn comment_header(&mut self, section: &str, comments: Vec<String>) {
        let at = self.section_index(section);
        self.file.sections[at].comments = comments;
    }

    /// The index of a section, adding it if necessary.
    fn section_index(&mut self, section: &str) -> usize {
        match self.file.section_index(section) {
            Some(at) => at,
            None => self.file.add_section(self.emission.section_name(section)),
        }
    }

    /// Writes a line that does not come from a setting of the source.
    pub fn plain(&mut self, section: &str, name: &'static str, value: impl Into<Cow<'static, str>>) {
        self.write(section, name.into(), value.into(), Vec::new());
    }

    /// Writes a line that spells `properties`, with the comments of the settings that it comes from.
    pub fn line(
        &mut self,
        section: &str,
        name: &'static str,
        value: impl Into<Cow<'static, str>>,
        properties: impl IntoIterator<Item = Property>,
        from: &SettingIds,
        comments: &dyn Comments,
    ) {
        let mut above = Vec::new();
        for setting in from.iter() {
            if self.commented.insert(setting) {
                add_comments(setting, comments, &mut above);
            }
        }
        let line = self.write(section, name.into(), value.into(), above);
        self.spelled(properties, line, from.only());
    }

    /// Adds the comments of other settings to a line that implements them, unless they were written with another line:
    /// above or below its own (from `own`), in the order of the source.
    pub fn comment_line(
        &mut self,
        section: &str,
        name: &str,
        own: &SettingIds,
        others: impl Iterator<Item = SettingId>,
        comments: &dyn Comments,
    ) {
        let mut others: Vec<SettingId> = others.filter(|setting| self.commented.insert(*setting)).collect();
        others.sort_unstable();
        let place = others.partition_point(|setting| Some(*setting) < own.iter().next());
        let line = self.file.section(section).lines.iter_mut().rfind(|line| line.name() == name);
        let Some(line) = line else { return };
        let mut all = Vec::new();
        others[..place].iter().for_each(|setting| add_comments(*setting, comments, &mut all));
        all.append(&mut line.comments);
        others[place..].iter().for_each(|setting| add_comments(*setting, comments, &mut all));
        line.comments = all;
    }

    /// Records that a line, which may also be a default, spells more than it was written for.
    pub fn spells(
        &mut self,
        section: &str,
        name: &'static str,
        value: impl Into<Cow<'static, str>>,
        properties: impl IntoIterator<Item = Property>,
    ) {
        let section = match self.file.section_index(section) {
            Some(at) => Arc::clone(&self.file.sections[at].name),
            None => self.emission.section_name(section),
        };
        let file = Arc::clone(&self.name);
        let line = Arc::new(SpelledLine { file, section, setting: name.into(), value: value.into() });
        self.spelled(properties, line, None);
    }

    fn spelled(
        &mut self,
        properties: impl IntoIterator<Item = Property>,
        line: Arc<SpelledLine>,
        setting: Option<SettingId>,
    ) {
        let mut properties = properties.into_iter();
        let Some(mut last) = properties.next() else { return };
        for next in properties {
            self.emission.spelled.push(Spelled { property: last, line: Arc::clone(&line), setting });
            last = next;
        }
        self.emission.spelled.push(Spelled { property: last, line, setting });
    }

    fn write(
        &mut self,
        section: &str,
        setting: Cow<'static, str>,
        value: Cow<'static, str>,
        comments: Vec<String>,
    ) -> Arc<SpelledLine> {
        let at = self.section_index(section);
        let section = &mut self.file.sections[at];
        let file = Arc::clone(&self.name);
        let line = Arc::new(SpelledLine { file, section: Arc::clone(&section.name), setting, value });
        section.lines.push(Line { written: Arc::clone(&line), comments });
        line
    }

    /// Notes that something has no spelling.
    pub fn unspelled(&mut self, property: Property, reason: impl Into<Reason>) {
        self.emission.unspelled.push(Unspelled::new(property, Loss::Usual, reason));
    }

    /// Notes the same where next to nothing is lost.
    pub fn slight_loss(&mut self, property: Property, reason: impl Into<Reason>) {
        self.emission.unspelled.push(Unspelled::new(property, Loss::Slight, reason));
    }

    /// Notes the same where the user must complete it.
    pub fn by_hand(&mut self, property: Property, reason: impl Into<Reason>) {
        self.emission.unspelled.push(Unspelled::new(property, Loss::ByHand, reason));
    }

    /// Notes the same for a single setting.
    pub fn by_hand_of(&mut self, property: Property, setting: SettingId, reason: impl Into<Reason>) {
        let note = Unspelled { setting: Some(setting), ..Unspelled::new(property, Loss::ByHand, reason) };
        self.emission.unspelled.push(note);
    }

    /// Notes that a value cannot be written, so that the conversion is refused.
    pub fn refuse(&mut self, from: &SettingIds, message: impl Into<String>, help: impl Into<String>) {
        let refused = Refused { from: from.clone(), message: message.into(), help: help.into() };
        self.emission.refused.push(refused);
    }

    /// Adds a file that is not a list of settings.
    pub fn add_file(&mut self, name: String, kind: FileKind, text: String) {
        self.emission.add_file(name, kind, text);
    }

    /// Finishes the file.
    pub fn finish(self) {
        self.emission.files.push(self.file);
    }
}

/// Adds the comments of a setting, unless the same ones are there: units of a deployment often have the same comments.
fn add_comments(setting: SettingId, comments: &dyn Comments, lines: &mut Vec<String>) {
    let known = lines.len();
    comments.of_setting(setting, lines);
    let (told, new) = lines.split_at(known);
    if !new.is_empty() && told.windows(new.len()).any(|lines| lines == new) {
        lines.truncate(known);
    }
}
