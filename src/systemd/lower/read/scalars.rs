//! Values that many directives share: numbers, booleans, time spans, unit names, endings.

use std::ops::RangeInclusive;

use super::{EntryReader, List, Outcome, ReadSettings, Scalar};
use crate::ir::{Duration, NativeReason, SettingId, SettingIds, Text};
use crate::source::Span;
use crate::systemd::dependencies::list_flags;
use crate::systemd::directives::Section;
use crate::systemd::kinds::exit_status::{self, Ending};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::kinds::{boolean, integer, words};
use crate::systemd::start_links::StartLink;

/// Drops the value of a scalar because an empty assignment to another directive resets it as well.
pub(super) fn discard<T>(scalar: &mut Scalar<T>, ignored: &mut Vec<(SettingId, NativeReason)>) {
    if let Some(earlier) = scalar.from.take() {
        ignored.push((earlier, NativeReason::Overridden));
    }
    scalar.value = None;
}

impl<'a> EntryReader<'_, 'a> {
    /// The whole value as a text.
    pub(super) fn whole(&self) -> Text<'a> {
        let all = Span::new(0, self.value.bytes().len() as u32);
        self.specifiers.text(self.value, all, self.entry.id.file)
    }

    pub(in crate::systemd::lower) fn set<T>(
        &self,
        scalar: &mut Scalar<T>,
        value: Option<T>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let Some(value) = value else { return Outcome::Ignored };
        if let Some(earlier) = scalar.from.replace(self.entry.id) {
            ignored.push((earlier, NativeReason::Overridden));
        }
        scalar.value = Some(value);
        Outcome::Modelled
    }

    /// An empty assignment that resets to the default; the value then comes from this setting.
    pub(super) fn clear<T>(
        &self,
        scalar: &mut Scalar<T>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if let Some(earlier) = scalar.from.replace(self.entry.id) {
            ignored.push((earlier, NativeReason::Overridden));
        }
        scalar.value = None;
        Outcome::Modelled
    }

    pub(super) fn boolean(
        &self,
        scalar: &mut Scalar<bool>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        self.set(scalar, boolean::parse(self.text).ok(), ignored)
    }

    pub(super) fn uint(
        &self,
        scalar: &mut Scalar<u32>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let number = integer::number(self.text).and_then(|number| u32::try_from(number).ok());
        self.set(scalar, number, ignored)
    }

    pub(super) fn timespan(
        &self,
        scalar: &mut Scalar<Duration>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let span = TimeSpan::read("", self.text).ok().map(|span| Duration { micros: span.as_micros() });
        self.set(scalar, span, ignored)
    }

    /// Unit names: they accumulate, and an empty assignment does nothing (in `[Install]` it resets the list).
    pub(super) fn units(
        &self,
        list: &mut List<String>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() && self.entry.section == Some(Section::Install) {
            return self.reset(list, ignored);
        }
        let before = list.values.len();
        for word in words::Words::new(self.text, list_flags(&self.entry)).flatten() {
            if self.is_refused(word.span) {
                continue;
            }
            let text = self.specifiers.expand(&word.bytes);
            list.values.push(text.as_str().map_or_else(|| word.lossy().into_owned(), str::to_owned));
        }
        if list.values.len() == before && !self.text.is_empty() {
            return Outcome::Ignored;
        }
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    /// Further names of the unit, which the model does not hold, and links that start it along with another unit.
    pub(super) fn aliases(&self, read: &mut ReadSettings<'_>) -> Outcome {
        if self.text.is_empty() {
            return self.reset(&mut read.alias_links, &mut read.ignored);
        }
        let own = self.specifiers.unit_name();
        let (mut links, mut is_other_name, mut is_own_name) = (Vec::new(), false, false);
        for word in words::Words::new(self.text, list_flags(&self.entry)).flatten() {
            let name = self.specifiers.expand(&word.bytes);
            let link = name.as_str().and_then(|name| StartLink::from_alias(name, own.as_ref()?));
            let is_name = link.is_none() && !word.bytes.contains(&b'/');
            let is_own = name.as_str() == own.as_ref().map(UnitName::as_str);
            is_other_name |= is_name && !is_own;
            is_own_name |= is_name && is_own;
            links.extend(link);
        }
        let id = self.entry.id;
        let is_linked = !links.is_empty();
        read.alias_links.values.extend(links.into_iter().map(|link| (link, id)));
        match (is_other_name, is_linked) {
            // The link is recorded; what else the line asks for is for the mapping table to explain.
            (true, _) => Outcome::Native,
            // `systemctl enable` does not link a unit to itself (252).
            (false, false) if is_own_name => {
                read.ignored.push((id, NativeReason::WithoutEffect));
                Outcome::Modelled
            }
            (false, false) => Outcome::Ignored,
            (false, true) => {
                read.alias_links.from.add(id);
                Outcome::Modelled
            }
        }
    }

    pub(super) fn endings(
        &self,
        list: &mut List<Ending>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let endings = exit_status::parse("", self.text, self.lowering.release).endings;
        if endings.is_empty() {
            return Outcome::Ignored;
        }
        list.values.extend(endings.iter().map(|listed| listed.ending));
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    /// An empty assignment to a list: whatever was added before has no effect any more.
    pub(in crate::systemd::lower) fn reset<T>(
        &self,
        list: &mut List<T>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        ignored.extend(list.from.iter().map(|id| (id, NativeReason::Overridden)));
        list.values.clear();
        list.from = SettingIds::one(self.entry.id);
        Outcome::Modelled
    }

    pub(super) fn int(
        &self,
        range: RangeInclusive<i64>,
        scalar: &mut Scalar<i32>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let number = integer::signed(self.text, range).ok().and_then(|number| i32::try_from(number).ok());
        self.set(scalar, number, ignored)
    }
}
