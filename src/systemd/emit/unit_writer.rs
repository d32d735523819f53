//! Writes the lines of one unit, and records what cannot be written.

use std::borrow::Cow;

use super::Context;
use super::text::{self, Syntax, Unwritable};
use crate::byte_set::ByteSet;
use crate::emission::{Property, Writer};
use crate::ir::{Duration, Leaf, SettingId, SettingIds, Text};
use crate::manual_steps;
use crate::reason::Reason;
use crate::systemd::check;
use crate::systemd::directives::{self, Section};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::versions::Release;

/// The bytes that do not end a line.
static ONE_LINE: ByteSet = ByteSet::new(b"\n\r").inverted();

/// Writes one unit; related settings are in files of their own (`command`, `restart`, `stop` …).
pub(super) struct UnitWriter<'w, 'c, 'a> {
    pub(super) context: &'w Context<'c, 'a>,
    pub(super) writer: Writer<'w>,
    /// The instance that is written if the unit is for a single one: its index and its text.
    pub(super) instance: Option<(usize, &'w str)>,
}

impl UnitWriter<'_, '_, '_> {
    pub(super) fn what(&self, leaf: Leaf) -> Property {
        Property::Leaf(self.context.index, leaf)
    }

    pub(super) fn release(&self) -> Release {
        self.context.target.release
    }

    pub(super) fn line(
        &mut self,
        section: &'static str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &SettingIds,
    ) {
        let (name, value) = (name.into(), value.into());
        if !ONE_LINE.has_all(value.as_bytes()) {
            return self.refuse_text(&Unwritable::Newline, &name, from);
        }
        let is_whitespace = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
        if is_whitespace(value.as_bytes().first()) || is_whitespace(value.as_bytes().last()) {
            return self.refuse_text(&Unwritable::OuterWhitespace, &name, from);
        }
        let known = if let Cow::Borrowed(name) = name { Some(name) } else { None };
        if !self.is_accepted(section, (&name, known), &value) {
            return self.refuse_text(&Unwritable::Refused(value.into_owned()), &name, from);
        }
        self.line_unchecked(section, name, value, leaves, from);
    }

    /// Writes a line that systemd is known to accept.
    pub(super) fn line_unchecked(
        &mut self,
        section: &'static str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &SettingIds,
    ) {
        let value = value.into();
        let index = self.context.index;
        let what = leaves.iter().map(|leaf| Property::Leaf(index, *leaf));
        self.writer.line(section, name, text::without_continuation(value), what, from, self.context.comments);
    }

    /// Records that a default has the same meaning as the source.
    pub(super) fn spells(
        &mut self,
        section: &'static str,
        name: &'static str,
        value: &'static str,
        leaves: &[Leaf],
    ) {
        let index = self.context.index;
        let what = leaves.iter().map(|leaf| Property::Leaf(index, *leaf));
        self.writer.spells(section, name, value, what);
    }

    /// Whether systemd accepts a value: a line that it ignores would be lost, and a unit that it refuses never runs.
    ///
    /// `known` is the name again if it is a literal in this code.
    fn is_accepted(
        &self,
        section: &'static str,
        (name, known): (&str, Option<&'static str>),
        value: &str,
    ) -> bool {
        self.context.common.accepted.contains_or(section, known, value, || {
            let row = Section::of(section.as_bytes())
                .and_then(|section| directives::lookup(section, name.as_bytes()));
            let Some(row) = row else { return true };
            let mut accepted = !value.is_empty();
            check::check(row, value, self.release(), &mut |refused| {
                accepted &= refused.effect == check::Effect::Kept;
            });
            accepted
        })
    }

    pub(super) fn unspelled(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.writer.unspelled(what, reason);
    }

    pub(super) fn by_hand(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.writer.by_hand(what, reason);
    }

    pub(super) fn by_hand_of(&mut self, leaf: Leaf, setting: SettingId, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.writer.by_hand_of(what, setting, reason);
    }

    /// Adds a comment to the last line of a section, for readers of the unit.
    pub(super) fn remark(&mut self, section: &str, text: Option<&str>) {
        let line = self.writer.file.section(section).lines.last_mut();
        if let (Some(line), Some(text), true) = (line, text, self.context.comments.explains()) {
            line.comments.extend(manual_steps::wrap(text));
        }
    }

    /// A text as the value of a setting; refuses the conversion if it cannot be written.
    pub(super) fn value<'t>(
        &mut self,
        text: &'t Text<'_>,
        setting: &str,
        from: &SettingIds,
    ) -> Option<Cow<'t, str>> {
        let value = text::write(text, Syntax::Value, self.instance).and_then(|bytes| match bytes {
            Cow::Borrowed(bytes) => {
                std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Unwritable::Byte)
            }
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|_| Unwritable::Byte),
        });
        value.map_err(|error| self.refuse_text(&error, setting, from)).ok()
    }

    pub(super) fn refuse_text(&mut self, error: &Unwritable, setting: &str, from: &SettingIds) {
        let (message, help) = match error {
            Unwritable::Unknown(name) => {
                let variable = name.strip_prefix("ENV_").unwrap_or(name);
                (
                    format!(
                        "`{setting}=` needs the value of `%({name})s`, and systemd expands no variables there"
                    ),
                    format!("Pass it: --env {variable}=VALUE"),
                )
            }
            Unwritable::PerInstance => (
                format!("`{setting}=` contains a number that no specifier of a template provides"),
                "Write the number as `process_name` does.".to_owned(),
            ),
            Unwritable::Variable(name) => (
                format!("`{setting}=` contains the variable `{name}`, and systemd expands none there"),
                "Write its value.".to_owned(),
            ),
            Unwritable::Byte => (
                format!("`{setting}=` contains a byte that a unit cannot contain"),
                "A unit is UTF-8 text without NUL.".to_owned(),
            ),
            Unwritable::Refused(value) => (
                format!("`{setting}=` cannot be `{}` for systemd", value.escape_debug()),
                "Write a value that systemd accepts.".to_owned(),
            ),
            Unwritable::OuterWhitespace => (
                format!("`{setting}=` begins or ends with whitespace, which systemd strips"),
                "Write a value without it.".to_owned(),
            ),
            Unwritable::Newline => (
                format!("`{setting}=` contains a newline, which cannot be escaped there"),
                "Write a single-line value.".to_owned(),
            ),
        };
        self.writer.refuse(from, message, help);
    }
}

/// A time span as the value of a directive that counts in seconds.
pub(super) fn timespan(duration: Duration) -> String {
    TimeSpan::from_micros(duration.micros).to_seconds_value()
}
