//! Writes the lines of one unit, and records what cannot be written.

use std::borrow::Cow;

use super::Context;
use super::directive_writer::DirectiveWriter;
use super::text::{self, Syntax, Unwritable};
use crate::emission::Property;
use crate::ir::{Duration, Leaf, SettingId, SettingIds, Text};
use crate::manual_steps;
use crate::reason::Reason;
use crate::systemd::check;
use crate::systemd::directives::{DirectiveRow, Name, Section};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::versions::Release;
use crate::text::byte_set::ByteSet;

/// The bytes that do not end a line.
static ONE_LINE: ByteSet = ByteSet::new(b"\n\r").inverted();

/// Writes one unit; related settings are in files of their own (`command`, `restart`, `stop` …).
pub(super) struct UnitWriter<'w, 'c, 'a> {
    pub(super) context: &'w Context<'c, 'a>,
    pub(super) unit: DirectiveWriter<'w>,
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

    /// Whether the release has a directive.
    pub(super) fn knows(&self, name: Name) -> bool {
        self.unit.row(name).is_some()
    }

    /// Writes a line. If the release does not have the directive, the leaves are reported as not written: whoever can
    /// do something else then asks first ([`Self::knows`]).
    pub(super) fn line(
        &mut self,
        name: Name,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &SettingIds,
    ) {
        let value = value.into();
        let Some((section, row)) = self.unit.row(name) else { return self.report_too_new(name, leaves) };
        match self.check_value(section, row, &value) {
            Ok(()) => self.line_in(section, name, value, leaves, from),
            Err(error) => self.refuse_text(&error, name, from),
        }
    }

    /// Writes a line that systemd is known to accept.
    pub(super) fn line_unchecked(
        &mut self,
        name: Name,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &SettingIds,
    ) {
        match self.unit.row(name) {
            Some((section, _)) => self.line_in(section, name, value.into(), leaves, from),
            None => self.report_too_new(name, leaves),
        }
    }

    fn line_in(
        &mut self,
        section: Section,
        name: Name,
        value: Cow<'static, str>,
        leaves: &[Leaf],
        from: &SettingIds,
    ) {
        let index = self.context.index;
        let what = leaves.iter().map(|leaf| Property::Leaf(index, *leaf));
        self.unit.line_in(section, name, value, what, from, self.context.comments);
    }

    /// Records that a default has the same meaning as the source.
    pub(super) fn spells(&mut self, name: Name, value: &'static str, leaves: &[Leaf]) {
        let index = self.context.index;
        self.unit.spells(name, value, leaves.iter().map(|leaf| Property::Leaf(index, *leaf)));
    }

    fn report_too_new(&mut self, name: Name, leaves: &[Leaf]) {
        let reason = Reason::from(self.too_new_reason(name));
        for leaf in leaves {
            self.unspelled(*leaf, reason.clone());
        }
    }

    /// The sentence that the release does not have a directive, and which one introduced it.
    pub(super) fn too_new_reason(&self, name: Name) -> String {
        let since = self.unit.first_release(name).map(|since| format!(", which came with {since}"));
        format!("systemd {} does not know {name}={}.", self.release(), since.unwrap_or_default())
    }

    /// Checks that systemd accepts a value as it is: a line that it ignores would be lost, and a unit that it refuses never
    /// runs.
    fn check_value(&self, section: Section, row: &DirectiveRow, value: &str) -> Result<(), Unwritable> {
        self.context.common.accepted.check(section, row.name, value, || {
            if !ONE_LINE.has_all(value.as_bytes()) {
                return Err(Unwritable::Newline);
            }
            let is_whitespace = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
            if is_whitespace(value.as_bytes().first()) || is_whitespace(value.as_bytes().last()) {
                return Err(Unwritable::OuterWhitespace);
            }
            let mut accepted = !value.is_empty();
            check::check(row, value, self.release(), &mut |refused| {
                accepted &= refused.effect == check::Effect::Kept;
            });
            if accepted { Ok(()) } else { Err(Unwritable::Refused(value.to_owned())) }
        })
    }

    pub(super) fn unspelled(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.unit.writer.unspelled(what, reason);
    }

    pub(super) fn by_hand(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.unit.writer.by_hand(what, reason);
    }

    pub(super) fn by_hand_of(&mut self, leaf: Leaf, setting: SettingId, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.unit.writer.by_hand_of(what, setting, reason);
    }

    /// Adds a comment to the last line of a directive, for readers of the unit.
    pub(super) fn remark(&mut self, name: Name, text: Option<&str>) {
        let (Some((section, _)), Some(text), true) =
            (self.unit.row(name), text, self.context.comments.explains())
        else {
            return;
        };
        let lines = &mut self.unit.section(section).lines;
        if let Some(line) = lines.iter_mut().rfind(|line| line.name() == name.as_str()) {
            line.comments.extend(manual_steps::wrap(text));
        }
    }

    /// A text as the value of a setting; refuses the conversion if it cannot be written.
    pub(super) fn value<'t>(
        &mut self,
        text: &'t Text<'_>,
        setting: Name,
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

    pub(super) fn refuse_text(&mut self, error: &Unwritable, setting: Name, from: &SettingIds) {
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
        self.unit.writer.refuse(from, message, help);
    }
}

/// A time span as the value of a directive that counts in seconds.
pub(super) fn timespan(duration: Duration) -> String {
    TimeSpan::from_micros(duration.micros).to_seconds_value()
}
