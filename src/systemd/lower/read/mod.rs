//! Reads the settings of a unit in the order in which they apply.

mod commands;
mod directives;
mod exec_context;
mod pid_file;
mod scalars;
mod settings;
mod unmodelled;
mod unset;

use std::collections::BTreeSet;

pub(super) use self::settings::{
    ConditionEntry, ExecEntry, List, Mask, Outcome, ReadSettings, Scalar, ending_set,
};
use super::Lowering;
use super::text::Specifiers;
use crate::ir::{Assignment, NativeReason};
use crate::source::{MappedText, Span};
use crate::systemd::directives::{Name, SectionSet, ValueKind};
use crate::systemd::in_effect::{Acceptance, end_of_reading};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::{Unit, UnitEntry};

impl<'a> Lowering<'a> {
    /// Reads all settings of a unit.
    pub(super) fn read(&self, unit: &'a Unit) -> ReadSettings<'a> {
        self.read_entries(unit, |_| true)
    }

    /// For each service, in the order of the deployment: the signal that a reload sends to its main process, if that is
    /// all it does.
    #[must_use]
    pub fn reload_signals(&self) -> Vec<Option<u8>> {
        let is_asked_for = |entry: &UnitEntry<'a>| {
            entry.row.is_some_and(|row| matches!(row.name, Name::ExecStart | Name::ExecReload))
        };
        let signal = |unit: &'a Unit| {
            if !unit.sets(Name::ExecReload) {
                return None;
            }
            self.read_entries(unit, is_asked_for).reload_signal()
        };
        self.units_of_type(UnitType::Service).map(signal).collect()
    }

    /// For each service, in the order of the deployment: whether a target of the same name is given.
    #[must_use]
    pub fn have_targets(&self) -> Vec<bool> {
        let targets: BTreeSet<&str> = self.units_of_type(UnitType::Target).map(Unit::stem).collect();
        let services = self.units_of_type(UnitType::Service);
        services.map(|unit| targets.contains(unit.stem().trim_end_matches('@'))).collect()
    }

    /// Reads only what decides how a unit's program is run.
    pub(super) fn read_running(&self, unit: &'a Unit) -> ReadSettings<'a> {
        self.read_entries(unit, |entry| entry.row.is_some_and(|row| is_of_running(row.name)))
    }

    fn read_entries(
        &self,
        unit: &'a Unit,
        is_asked_for: impl Fn(&UnitEntry<'a>) -> bool,
    ) -> ReadSettings<'a> {
        let mut read = ReadSettings::default();
        let specifiers = Specifiers::of(unit, self.sources, self.release);
        let known = unit.sections();
        for file in &unit.files {
            let entries = file.entries(self.sources.get(file.id)).filter(&is_asked_for);
            if !file.is_drop_in {
                self.read_lines(entries, known, &specifiers, &mut read);
                continue;
            }
            // Of a drop-in systemd ignores the rest; a unit with such a line is refused before it is translated.
            let end = end_of_reading(unit, file, self.sources, self.release);
            let (before, rest): (Vec<_>, Vec<_>) = entries.partition(|entry| entry.id.item < end);
            self.read_lines(before.into_iter(), known, &specifiers, &mut read);
            read.ignored.extend(rest.into_iter().map(|entry| (entry.id, NativeReason::NotRead)));
        }
        pid_file::add_variable(&specifiers, &mut read);
        if !read.unset.is_empty() {
            // Unset variables are removed at the very end from everything that was set (`strv_env_delete()`).
            let unset: BTreeSet<String> = std::mem::take(&mut read.unset).into_iter().collect();
            let is_unset = |one: &Assignment<'a>| {
                let name = one.name.to_string();
                unset.contains(&name) || unset.contains(&format!("{name}={}", one.value))
            };
            read.assignments.values.retain(|one| !is_unset(one));
            // Commands are filled in afterwards (`exec_child()`, `src/core/execute.c`).
            read.empty_variables(&unset);
        }
        read
    }

    fn read_lines(
        &self,
        entries: impl Iterator<Item = UnitEntry<'a>>,
        known: SectionSet,
        specifiers: &Specifiers<'a>,
        read: &mut ReadSettings<'a>,
    ) {
        for entry in entries {
            let section = match entry.section {
                Some(section) if known.contains(section) => section,
                _ if entry.header.starts_with(b"X-") => {
                    read.unmodelled.add_unknown(entry.id);
                    continue;
                }
                _ => {
                    read.ignored.push((entry.id, NativeReason::UnknownSection));
                    continue;
                }
            };
            let Some(row) = entry.row else {
                let reason = NativeReason::UnknownName;
                if entry.name().starts_with(b"X-") {
                    read.unmodelled.add_unknown(entry.id);
                } else {
                    read.ignored.push((entry.id, reason));
                }
                continue;
            };
            let value = entry.value();
            let Some(text) = value.text() else {
                read.ignored.push((entry.id, NativeReason::InvalidValue));
                continue;
            };
            if let Some(since) = row.too_new_for(self.release) {
                read.ignored.push((entry.id, NativeReason::TooNew { since }));
                continue;
            }
            // What the loader ignores must not reach the model, whatever the reader of the directive makes of it.
            let is_checked = !is_read_strictly(row.kind);
            let Acceptance { is_ignored, refuses_unit: _, refused_words } =
                if is_checked { Acceptance::of(row, text, self.release) } else { Acceptance::default() };
            if is_ignored {
                read.ignored.push((entry.id, NativeReason::InvalidValue));
                continue;
            }
            let reader =
                EntryReader { lowering: self, specifiers, entry, value: &value, text, refused_words };
            match reader.read_entry(section, row.name, read) {
                Outcome::Modelled => read.override_unmodelled(row, text),
                Outcome::Ignored => read.ignored.push((entry.id, NativeReason::InvalidValue)),
                // A value outside the model has not been parsed yet.
                Outcome::Native if !is_checked && Acceptance::of(row, text, self.release).is_ignored => {
                    read.ignored.push((entry.id, NativeReason::InvalidValue));
                }
                Outcome::Native => read.add_unmodelled(entry.id, row, text),
            }
        }
    }
}

/// Whether every reader of such a value parses it as the loader does, so that checking it first would only take longer.
const fn is_read_strictly(kind: ValueKind) -> bool {
    matches!(
        kind,
        ValueKind::Bool
            | ValueKind::Enum(_)
            | ValueKind::Environment
            | ValueKind::Exec
            | ValueKind::Mode
            | ValueKind::Signal
            | ValueKind::Timespan { unit: _, short: _ }
            | ValueKind::Uint { min: _, max: _ }
    )
}

/// Whether a directive affects the command, the start, the restarts or the end of a service. Environments, which may be
/// long, are not needed for that.
const fn is_of_running(name: Name) -> bool {
    matches!(
        name,
        Name::Type
            | Name::BusName
            | Name::ExecStart
            | Name::ExecSearchPath
            | Name::Restart
            | Name::RestartSec
            | Name::RestartSteps
            | Name::RestartMaxDelaySec
            | Name::SuccessExitStatus
            | Name::RestartPreventExitStatus
            | Name::RestartForceExitStatus
            | Name::RemainAfterExit
            | Name::StartLimitIntervalSec
            | Name::StartLimitInterval
            | Name::StartLimitBurst
            | Name::StandardInput
    )
}

/// Reads one entry.
pub(super) struct EntryReader<'r, 'a> {
    pub(super) lowering: &'r Lowering<'a>,
    pub(super) specifiers: &'r Specifiers<'a>,
    pub(super) entry: UnitEntry<'a>,
    value: &'r MappedText<'a>,
    pub(super) text: &'r str,
    /// The words of the value that systemd ignores.
    refused_words: Vec<Span>,
}

impl EntryReader<'_, '_> {
    /// Whether systemd ignores the word of the value that is at `span`.
    pub(super) fn is_refused(&self, span: Span) -> bool {
        self.refused_words.iter().any(|refused| refused.overlaps(span))
    }
}
