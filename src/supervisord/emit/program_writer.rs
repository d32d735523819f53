//! Writes the lines of one program, and notes what has none.

use std::borrow::Cow;

use super::Options;
use super::names::Names;
use super::text::{self, InstanceText, Unwritable};
use crate::emission::{Comments, What, Writer};
use crate::ir::{Leaf, Service, SettingId, Sources, Start, Text};
use crate::reason::Reason;
use crate::supervisord::kinds::ini_text;
use crate::to_do;

/// Writes one program; what belongs together has a file of its own (`command`, `ending`, `streams` …).
pub(super) struct ProgramWriter<'w, 'e, 's, 'a> {
    pub(super) service: &'s Service<'a>,
    pub(super) index: usize,
    pub(super) section: String,
    pub(super) instance: InstanceText<'s>,
    pub(super) names: &'s Names,
    pub(super) options: Options<'s>,
    pub(super) writer: &'w mut Writer<'e>,
    pub(super) comments: &'w dyn Comments,
    /// What a person has to do before the program can run.
    pub(super) left_to_do: Vec<String>,
    /// Whether supervisord itself looks for the program, and not what stands in front of it.
    pub(super) is_looked_for: bool,
    /// Whether the command sets HOME.
    pub(super) has_home: bool,
    /// What is said of a variable in the commands of the stop that becomes several words.
    pub(super) stop_is_taken_apart: Option<String>,
}

impl ProgramWriter<'_, '_, '_, '_> {
    pub(super) fn line(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &Sources,
    ) {
        let what = leaves.iter().map(|leaf| What::Leaf(self.index, *leaf));
        self.writer.line(&self.section, name, value, what, from, self.comments);
    }

    /// Notes that a default says what the source says.
    pub(super) fn spells(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
    ) {
        let what = leaves.iter().map(|leaf| What::Leaf(self.index, *leaf));
        self.writer.spells(&self.section, name, value, what);
    }

    /// The value of the command as it was written.
    pub(super) fn written_command(&mut self) -> Cow<'static, str> {
        let lines = &self.writer.file.section(&self.section).lines;
        lines
            .iter()
            .find(|line| line.name() == "command")
            .map(|line| line.written.value.clone())
            .unwrap_or_default()
    }

    /// Notes that a leaf is not said, or not in full, where the program can run without.
    pub(super) fn unspelled(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        self.writer.unspelled(What::Leaf(self.index, leaf), reason);
    }

    /// The same where next to nothing is lost.
    pub(super) fn slight(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        self.writer.slight(What::Leaf(self.index, leaf), reason);
    }

    /// Whether supervisord starts the program by itself.
    pub(super) fn is_on(&self) -> bool {
        self.service.start.value != Start::ByHand && self.left_to_do.is_empty()
    }

    /// Whether nothing is left to a person.
    pub(super) fn is_complete(&self) -> bool {
        self.left_to_do.is_empty()
    }

    /// Notes what a person has to do before the program can run: until then it is switched off.
    pub(super) fn by_hand(&mut self, leaf: Leaf, reason: impl Into<String>) {
        let reason = self.noted(reason.into());
        self.writer.by_hand(What::Leaf(self.index, leaf), reason);
    }

    /// The same where one setting of those that decide the leaf is to be completed.
    pub(super) fn by_hand_of(&mut self, leaf: Leaf, setting: SettingId, reason: impl Into<String>) {
        let reason = self.noted(reason.into());
        self.writer.by_hand_of(What::Leaf(self.index, leaf), setting, reason);
    }

    fn noted(&mut self, reason: String) -> String {
        if !self.left_to_do.contains(&reason) {
            self.left_to_do.push(reason.clone());
        }
        reason
    }

    /// Tells a reader of the file what it does not do.
    pub(super) fn remark(&mut self, text: &str) {
        if self.comments.explains() {
            let lines = to_do::wrapped(text);
            let comments = &mut self.writer.file.section(&self.section).comments;
            // Of two streams, or two commands, the same may be to be said.
            if !comments.windows(lines.len().max(1)).any(|told| *told == *lines) {
                comments.extend(lines);
            }
        }
    }

    /// A text as the value of an option; what cannot be written becomes a note and no line.
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
                self.by_hand(leaf, why(&error));
                None
            }
        }
    }

    /// Notes that a value is that of the user who runs supervisord.
    pub(super) fn note_user(&mut self, text: &Text<'_>, leaf: Leaf) {
        if let Some(reason) = text::on_user([text]) {
            self.unspelled(leaf, reason);
        }
    }
}

/// What a person has to do where a text cannot be written.
pub(super) fn why(error: &Unwritable) -> String {
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
