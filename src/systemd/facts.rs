//! What the loader asks of a whole unit before it takes it: `service_verify()` of `service.c`, `timer_verify()` of
//! `timer.c` (252), and what `systemctl enable` needs.

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

/// The facts of a unit, gathered entry by entry in the order in which they count.
#[derive(Debug, Default)]
pub struct Facts {
    /// `Type=`, where one is written and taken.
    pub service_type: Option<(ServiceType, SettingId)>,
    /// The commands of `ExecStart=`: where each stands.
    pub starts: Vec<(FileId, Span)>,
    /// The file in which a command of `ExecStart=` was refused; what the others make of the unit says little then.
    pub bad_start: Option<FileId>,
    /// Whether `ExecStop=` has a command.
    pub has_stop: bool,
    /// Whether `SuccessAction=` does something.
    pub has_success_action: bool,
    /// `RemainAfterExit=`
    pub remains: bool,
    /// `Restart=`, where one is written and taken.
    pub restart: Option<(Restart, SettingId)>,
    /// `RestartForceExitStatus=`, where it holds something.
    pub force_restart: Option<SettingId>,
    /// Whether `BusName=` is set.
    pub has_bus_name: bool,
    /// Whether a timer has a time at which it elapses.
    pub has_time: bool,
    /// `OnClockChange=`
    pub on_clock_change: bool,
    /// `OnTimezoneChange=`
    pub on_timezone_change: bool,
    /// Whether `[Install]` says anything.
    pub has_install: bool,
}

impl Facts {
    /// The facts of a unit.
    #[must_use]
    pub fn of(unit: &Unit, sources: &Sources, release: Release) -> Self {
        let mut facts = Self::default();
        for entry in unit.entries(sources).filter(|entry| unit.reads(entry)) {
            facts.take(&entry, release);
        }
        facts
    }

    /// Takes the next entry into account: one of a section that is read in a unit of its type.
    #[inline]
    pub fn take(&mut self, entry: &UnitEntry<'_>, release: Release) {
        let Some(row) = entry.row else { return };
        let is_asked = match entry.section {
            Some(Section::Service) => is_asked(row.name),
            Some(Section::Unit) => row.name == Name::SuccessAction,
            Some(Section::Timer | Section::Install) => true,
            _ => false,
        };
        if is_asked {
            self.take_asked(row, entry, release);
        }
    }

    fn take_asked(&mut self, row: &directives::DirectiveRow, entry: &UnitEntry<'_>, release: Release) {
        match entry.section {
            Some(Section::Service) => self.take_service(row.name, entry, release),
            Some(Section::Timer) => self.take_timer(row.name, entry),
            Some(Section::Unit) if row.name == Name::SuccessAction => {
                self.has_success_action =
                    !matches!(entry.value().text(), Some("none" | "")) && takes(row, entry, release);
            }
            Some(Section::Install) => self.has_install |= !entry.item.value.is_empty(),
            _ => {}
        }
    }

    /// The type that holds: what `service_add_defaults()` makes of an unset one.
    #[must_use]
    pub fn effective_type(&self) -> ServiceType {
        match self.service_type {
            Some((kind, _)) => kind,
            None if self.has_bus_name => ServiceType::Dbus,
            None if self.starts.is_empty() => ServiceType::Oneshot,
            None => ServiceType::Simple,
        }
    }

    /// Whether a timer has something that makes it elapse.
    #[must_use]
    pub const fn has_trigger(&self) -> bool {
        self.has_time || self.on_clock_change || self.on_timezone_change
    }

    /// Why the loader finds nothing to run in a service, in its words.
    #[must_use]
    pub fn nothing_to_run(&self) -> Option<&'static str> {
        if !self.starts.is_empty() {
            return None;
        }
        if !self.has_stop && !self.has_success_action {
            return Some("Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.");
        }
        if self.effective_type() != ServiceType::Oneshot {
            return Some(
                "Service has no ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.",
            );
        }
        if !self.remains && !self.has_success_action {
            return Some(
                "Service has no ExecStart= and no SuccessAction= settings and does not have RemainAfterExit=yes set. \
                 Refusing.",
            );
        }
        None
    }

    fn take_service(&mut self, name: Name, entry: &UnitEntry<'_>, release: Release) {
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
                if let Ok(remains) = boolean::parse(text) {
                    self.remains = remains;
                }
            }
            // One that is no name is ignored; an empty one is no reset either.
            Name::BusName => self.has_bus_name |= bus_name::parse(text, release).is_ok(),
            Name::ExecStart if text.is_empty() => self.starts.clear(),
            Name::ExecStart if exec::is_plain(text) => self.starts.push((entry.id.file, value.whole())),
            Name::ExecStart => {
                let line = exec::parse(text, release);
                if line.refusal.is_some() {
                    self.bad_start = Some(entry.id.file);
                }
                let place = |command: &exec::ExecCommand<'_>| (entry.id.file, value.span(command.span));
                self.starts.extend(line.commands.iter().map(place));
            }
            Name::ExecStop if text.is_empty() => self.has_stop = false,
            Name::ExecStop => {
                self.has_stop |= exec::is_plain(text) || !exec::parse(text, release).commands.is_empty();
            }
            _ => {}
        }
    }

    fn take_timer(&mut self, name: Name, entry: &UnitEntry<'_>) {
        let value = entry.value();
        let Some(text) = value.text() else { return };
        match name {
            // Any empty one clears them all.
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
                self.has_time |=
                    specifier::is_in(text.as_bytes()) || timespan::parse(text, DefaultUnit::Seconds).is_ok();
            }
            Name::OnCalendar => {
                self.has_time |= specifier::is_in(text.as_bytes()) || Calendar::parse(text).is_ok();
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

/// Whether anything here depends on a directive of `[Service]`: most are passed over without a look at their value.
const fn is_asked(name: Name) -> bool {
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

fn takes(row: &directives::DirectiveRow, entry: &UnitEntry<'_>, release: Release) -> bool {
    let mut is_taken = true;
    let value = entry.value();
    super::check::check(row, value.text().unwrap_or_default(), release, &mut |_| is_taken = false);
    is_taken
}
