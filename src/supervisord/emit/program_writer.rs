//! Writes the lines of one program, and notes the leaves that have no line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Options;
use super::names::Names;
use super::text::{self, InstanceText, Unwritable, UserDependence};
use crate::emission::{Comments, Property, Writer};
use crate::ir::{Leaf, Service, SettingId, SettingIds, Start, Text};
use crate::manual_steps;
use crate::reason::Reason;
use crate::supervisord::kinds::ini_text;
use crate::supervisord::options::Name;

/// Writes one program; its methods are in a file per topic (`command`, `ending`, `streams` …).
pub(super) struct ProgramWriter<'w, 'e, 's, 'a> {
    pub(super) service: &'s Service<'a>,
    pub(super) index: usize,
    pub(super) section: String,
    pub(super) instance: InstanceText<'s>,
    pub(super) names: &'s Names,
    pub(super) options: Options<'s>,
    pub(super) writer: &'w mut Writer<'e>,
    pub(super) comments: &'w dyn Comments,
    /// What the user must do before the program can run.
    pub(super) left_to_do: Vec<String>,
    /// Whether supervisord itself searches for the program, and not a shell or tool that starts it.
    pub(super) is_spawned_directly: bool,
    /// Whether the command sets HOME.
    pub(super) has_home: bool,
    /// The note on a variable in the stop commands that a shell splits into several words.
    pub(super) stop_word_splitting_note: Option<String>,
    /// How the texts of each leaf depend on the user who runs supervisord.
    pub(super) user_dependence: BTreeMap<Leaf, UserDependence>,
}

impl ProgramWriter<'_, '_, '_, '_> {
    pub(super) fn line(
        &mut self,
        name: Name,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &SettingIds,
    ) {
        let properties = leaves.iter().map(|leaf| Property::Leaf(self.index, *leaf));
        self.writer.line(&self.section, name.as_str(), value, properties, from, self.comments);
    }

    /// Notes that a default has the same meaning as the source.
    pub(super) fn spells(&mut self, name: Name, value: impl Into<Cow<'static, str>>, leaves: &[Leaf]) {
        let properties = leaves.iter().map(|leaf| Property::Leaf(self.index, *leaf));
        self.writer.spells(&self.section, name.as_str(), value, properties);
    }

    /// The value of the `command` line that was written.
    pub(super) fn written_command(&mut self) -> Cow<'static, str> {
        let lines = &self.writer.file.section(&self.section).lines;
        lines
            .iter()
            .find(|line| line.name() == Name::Command.as_str())
            .map(|line| line.written.value.clone())
            .unwrap_or_default()
    }

    /// Notes that a leaf is not written, or not fully, although the program can run without it.
    pub(super) fn unspelled(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        self.writer.unspelled(Property::Leaf(self.index, leaf), reason);
    }

    /// Notes the same where next to nothing is lost.
    pub(super) fn slight_loss(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        self.writer.slight_loss(Property::Leaf(self.index, leaf), reason);
    }

    /// Whether supervisord starts the program automatically.
    pub(super) fn starts_automatically(&self) -> bool {
        self.service.start.value != Start::ByHand && self.left_to_do.is_empty()
    }

    /// Whether nothing is left to the user.
    pub(super) fn is_complete(&self) -> bool {
        self.left_to_do.is_empty()
    }

    /// Notes what the user must do before the program can run; until then it is disabled.
    pub(super) fn by_hand(&mut self, leaf: Leaf, reason: impl Into<String>) {
        let reason = self.add_to_do(reason.into());
        self.writer.by_hand(Property::Leaf(self.index, leaf), reason);
    }

    /// Notes the same for only one of the settings that decide the leaf.
    pub(super) fn by_hand_of(&mut self, leaf: Leaf, setting: SettingId, reason: impl Into<String>) {
        let reason = self.add_to_do(reason.into());
        self.writer.by_hand_of(Property::Leaf(self.index, leaf), setting, reason);
    }

    fn add_to_do(&mut self, reason: String) -> String {
        if !self.left_to_do.contains(&reason) {
            self.left_to_do.push(reason.clone());
        }
        reason
    }

    /// Adds a comment that says what the file does not do.
    pub(super) fn remark(&mut self, text: &str) {
        if self.comments.explains() {
            let lines = manual_steps::wrap(text);
            let comments = &mut self.writer.file.section(&self.section).comments;
            // The same remark may apply to both streams, or to several commands.
            if !comments.windows(lines.len().max(1)).any(|known| *known == *lines) {
                comments.extend(lines);
            }
        }
    }

    /// A text as the value of an option; `None`, with a note, if it cannot be written.
    pub(super) fn value(&mut self, text: &Text<'_>, passes: u8, leaf: Leaf) -> Option<String> {
        let written = text::write(text, passes, &self.instance);
        self.note_user(text, leaf);
        match written {
            Ok(value) if ini_text::check(&value).is_ok() => Some(value),
            Ok(_) => {
                let reason = "The value cannot be written in an INI file: a space before `;` or `#` starts a comment there, \
                              and whitespace at its ends is stripped. Put it in a script that the command starts.";
                self.by_hand(leaf, reason);
                None
            }
            Err(error) => {
                self.by_hand(leaf, unwritable_note(&error));
                None
            }
        }
    }

    /// Notes that a value depends on the user who runs supervisord.
    pub(super) fn note_user(&mut self, text: &Text<'_>, leaf: Leaf) {
        if text.unknowns().next().is_some() {
            self.user_dependence.entry(leaf).or_default().add(text);
        }
    }

    /// Adds these notes, one for all texts of a leaf.
    pub(super) fn note_user_dependence(&mut self) {
        for (leaf, dependence) in std::mem::take(&mut self.user_dependence) {
            if let Some(reason) = dependence.note() {
                self.unspelled(leaf, reason);
            }
        }
    }
}

/// What the user must do if a text cannot be written.
pub(super) fn unwritable_note(error: &Unwritable) -> String {
    match error {
        Unwritable::NotText => {
            "The value contains NUL or a byte that is not UTF-8, and supervisord's file is text.".to_owned()
        }
        Unwritable::Variable(name) => format!(
            "The value of ${name} is not known before the run, and supervisord expands no variables: write it out, or start \
             the command with `/bin/sh -c`."
        ),
        Unwritable::Specifier(letter) => {
            format!("Only systemd knows what the specifier %{letter} stands for: write that out.")
        }
        Unwritable::PerInstance => {
            "The value differs from instance to instance: write a program for each.".to_owned()
        }
    }
}
