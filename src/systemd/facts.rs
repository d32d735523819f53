//! The facts needed to verify a whole unit as the loader does: `service_verify()` of `service.c`, `timer_verify()`
//! of `timer.c` (252), and what `systemctl enable` needs.

use super::directives;
use super::directives::{Name, Section};
use super::kinds::{boolean, bus_name};
use super::unit::{Unit, UnitEntry};
use super::versions::Release;
use crate::ir::SettingId;
use crate::source::{FileId, Sources, Span};
use crate::systemd::kinds::calendar::Calendar;
use crate::systemd::kinds::enums::{Restart, ServiceType};
use crate::systemd::kinds::exec;
use crate::systemd::kinds::exit_status;
use crate::systemd::kinds::specifier;
use crate::systemd::kinds::timespan::{self, DefaultUnit};

/// The facts of a unit, collected entry by entry in the order in which they apply.
#[derive(Debug, Default)]
pub struct Facts {
    /// `Type=`, if set to a value that is accepted.
    pub service_type: Option<(ServiceType, SettingId)>,
    /// Where the commands of `ExecStart=` are.
    pub start_commands: Vec<(FileId, Span)>,
    /// A file with a refused `ExecStart=` command; checks that depend on there being no command mean little then.
    pub refused_start: Option<FileId>,
    /// Whether `ExecStop=` has a command.
    pub has_stop_command: bool,
    /// Whether `SuccessAction=` is set to anything but `none`.
    pub has_success_action: bool,
    /// Whether `RemainAfterExit=` is true.
    pub remains_after_exit: bool,
    /// `Restart=`, if set to a value that is accepted.
    pub restart: Option<(Restart, SettingId)>,
    /// `RestartForceExitStatus=`, if it is not empty.
    pub force_restart: Option<SettingId>,
    /// Whether `BusName=` is set.
    pub has_bus_name: bool,
    /// Whether a timer has a time at which it elapses.
    pub has_time: bool,
    /// Whether `OnClockChange=` is true.
    pub on_clock_change: bool,
    /// Whether `OnTimezoneChange=` is true.
    pub on_timezone_change: bool,
    /// Whether `[Install]` sets anything.
    pub has_install: bool,
}

impl Facts {
    /// Collects the facts of a unit.
    #[must_use]
    pub fn of(unit: &Unit, sources: &Sources, release: Release) -> Self {
        let mut facts = Self::default();
        for entry in unit.entries(sources).filter(|entry| unit.reads(entry)) {
            facts.add(&entry, release);
        }
        facts
    }

    /// Takes the next entry into account; its section must be one that is read in a unit of its type.
    #[inline]
    pub fn add(&mut self, entry: &UnitEntry<'_>, release: Release) {
        let Some(row) = entry.row else { return };
        let is_relevant = match entry.section {
            Some(Section::Service) => is_relevant(row.name),
            Some(Section::Unit) => row.name == Name::SuccessAction,
            Some(Section::Timer | Section::Install) => true,
            _ => false,
        };
        if is_relevant {
            self.add_relevant(row, entry, release);
        }
    }

    fn add_relevant(&mut self, row: &directives::DirectiveRow, entry: &UnitEntry<'_>, release: Release) {
        match entry.section {
            Some(Section::Service) => self.add_service(row.name, entry, release),
            Some(Section::Timer) => self.add_timer(row.name, entry),
            Some(Section::Unit) if row.name == Name::SuccessAction => {
                self.has_success_action =
                    !matches!(entry.value().text(), Some("none" | "")) && is_accepted(row, entry, release);
            }
            Some(Section::Install) => self.has_install |= !entry.item.value.is_empty(),
            _ => {}
        }
    }

    /// The service type that applies, with the default of `service_add_defaults()` if none is set.
    #[must_use]
    pub fn effective_type(&self) -> ServiceType {
        match self.service_type {
            Some((kind, _)) => kind,
            None if self.has_bus_name => ServiceType::Dbus,
            None if self.start_commands.is_empty() => ServiceType::Oneshot,
            None => ServiceType::Simple,
        }
    }

    /// Whether a timer has anything that makes it elapse.
    #[must_use]
    pub const fn has_trigger(&self) -> bool {
        self.has_time || self.on_clock_change || self.on_timezone_change
    }

    /// The loader's error message if the service has nothing to run.
    #[must_use]
    pub fn nothing_to_run(&self) -> Option<&'static str> {
        if !self.start_commands.is_empty() {
            return None;
        }
        if !self.has_stop_command && !self.has_success_action {
            return Some("Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.");
        }
        if self.effective_type() != ServiceType::Oneshot {
            return Some(
                "Service has no ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.",
            );
        }
        if !self.remains_after_exit && !self.has_success_action {
            return Some(
                "Service has no ExecStart= and no SuccessAction= settings and does not have RemainAfterExit=yes set. \
                 Refusing.",
            );
        }
        None
    }

    fn add_service(&mut self, name: Name, entry: &UnitEntry<'_>, release: Release) {
        let value = entry.value();
        let Some(text) = value.text() else { return };
        match name {
            Name::Type => {
                if let Ok(kind) = ServiceType::parse(text, release) {
                    self.service_type = Some((kind, entry.id));
                }
            }
            Name::Restart => {
                if let Ok(restart) = Restart::parse(text, release) {
                    self.restart = Some((restart, entry.id));
                }
            }
            Name::RestartForceExitStatus if text.is_empty() => self.force_restart = None,
            Name::RestartForceExitStatus
                if exit_status::parse(name.as_str(), text, release).endings.is_empty() => {}
            Name::RestartForceExitStatus => self.force_restart = Some(entry.id),
            Name::RemainAfterExit => {
                if let Ok(remains_after_exit) = boolean::parse(text) {
                    self.remains_after_exit = remains_after_exit;
                }
            }
            // An invalid name is ignored; an empty value does not reset either.
            Name::BusName => self.has_bus_name |= bus_name::parse(text, release).is_ok(),
            Name::ExecStart if text.is_empty() => self.start_commands.clear(),
            Name::ExecStart if exec::is_plain(text) => {
                self.start_commands.push((entry.id.file, value.whole()));
            }
            Name::ExecStart => {
                let line = exec::parse(text, release);
                if line.refusal.is_some() {
                    self.refused_start = Some(entry.id.file);
                }
                let place = |command: &exec::ExecCommand<'_>| (entry.id.file, value.span(command.span));
                self.start_commands.extend(line.commands.iter().map(place));
            }
            Name::ExecStop if text.is_empty() => self.has_stop_command = false,
            Name::ExecStop => {
                self.has_stop_command |=
                    exec::is_plain(text) || !exec::parse(text, release).commands.is_empty();
            }
            _ => {}
        }
    }

    fn add_timer(&mut self, name: Name, entry: &UnitEntry<'_>) {
        let value = entry.value();
        let Some(text) = value.text() else { return };
        match name {
            // An empty value of any of these clears them all.
            Name::OnActiveSec
            | Name::OnBootSec
            | Name::OnStartupSec
            | Name::OnUnitActiveSec
            | Name::OnUnitInactiveSec
            | Name::OnCalendar
                if text.is_empty() =>
            {
                self.has_time = false;
            }
            Name::OnActiveSec
            | Name::OnBootSec
            | Name::OnStartupSec
            | Name::OnUnitActiveSec
            | Name::OnUnitInactiveSec => {
                self.has_time |= specifier::contains_any(text.as_bytes())
                    || timespan::parse(text, DefaultUnit::Seconds).is_ok();
            }
            Name::OnCalendar => {
                self.has_time |= specifier::contains_any(text.as_bytes()) || Calendar::parse(text).is_ok();
            }
            Name::OnClockChange => {
                self.on_clock_change = boolean::parse(text).unwrap_or(self.on_clock_change);
            }
            Name::OnTimezoneChange => {
                self.on_timezone_change = boolean::parse(text).unwrap_or(self.on_timezone_change);
            }
            _ => {}
        }
    }
}

/// Whether any fact depends on this directive of `[Service]`: the values of all others need not be looked at.
const fn is_relevant(name: Name) -> bool {
    matches!(
        name,
        Name::Type
            | Name::Restart
            | Name::RestartForceExitStatus
            | Name::RemainAfterExit
            | Name::BusName
            | Name::ExecStart
            | Name::ExecStop
    )
}

fn is_accepted(row: &directives::DirectiveRow, entry: &UnitEntry<'_>, release: Release) -> bool {
    let mut is_accepted = true;
    let value = entry.value();
    super::check::check(row, value.text().unwrap_or_default(), release, &mut |_| is_accepted = false);
    is_accepted
}
