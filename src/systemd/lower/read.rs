//! The directives of a service unit, read in the order in which they count.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::confine::{asks, cpu_policy, io_class};
use super::text::Specifiers;
use super::{Lowering, nothing, stop_command};
use crate::ir::{
    Assignment, Check, Command, CpuPolicy, Directory, Duration, EndingSet, EnvironmentFile, IoClass, Limit,
    NativeReason, Purpose, Resource, SettingId, Sources, Text,
};
use crate::source::{Logical, Span};
use crate::systemd::check::number;
use crate::systemd::directives::{
    DirectiveRow, EmptyAssignment, ListSemantics, Name, RlimitUnit, Section, SectionSet, ValueKind,
};
use crate::systemd::directory_list;
use crate::systemd::enums::{KillMode, Restart, ServiceType};
use crate::systemd::exec::{self, Prefix};
use crate::systemd::exit_status::{self, Ending};
use crate::systemd::output::{self, Input, Output};
use crate::systemd::timespan::TimeSpan;
use crate::systemd::unit::{Unit, UnitEntry};
use crate::systemd::working_directory;
use crate::systemd::{boolean, environment, environment_file, integer, mode, signal, user, words};

/// A scalar: its value and the setting that gave it; the last valid one holds.
#[derive(Clone, Debug)]
pub(super) struct Scalar<T> {
    pub(super) value: Option<T>,
    pub(super) from: Option<SettingId>,
}

impl<T> Default for Scalar<T> {
    fn default() -> Self {
        Self { value: None, from: None }
    }
}

impl<T> Scalar<T> {
    pub(super) fn from(&self) -> Sources {
        Sources::of([self.from])
    }
}

/// A list: its values and the settings that added to it; an empty assignment starts anew.
#[derive(Clone, Debug)]
pub(super) struct List<T> {
    pub(super) values: Vec<T>,
    pub(super) from: Sources,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { values: Vec::new(), from: Sources::NONE }
    }
}

/// A set of capabilities: none where nothing was said of it.
#[derive(Clone, Debug)]
pub(super) struct Mask {
    pub(super) mask: Option<u64>,
    pub(super) from: Sources,
}

impl Default for Mask {
    fn default() -> Self {
        Self { mask: None, from: Sources::NONE }
    }
}

/// The main program, as one `ExecStart=` gives it.
#[derive(Clone, Debug)]
pub(super) struct Start<'a> {
    pub(super) command: Command<'a>,
    pub(super) ignores_failure: bool,
    /// `+` and `!`: the command keeps the manager's user and group.
    pub(super) keeps_root: bool,
    pub(super) from: SettingId,
}

/// One `Condition…=` or `Assert…=`.
#[derive(Clone, Debug)]
pub(super) struct Asked<'a> {
    pub(super) check: Check<'a>,
    /// `|`: one of those is enough.
    pub(super) is_trigger: bool,
}

/// What a unit says of what the model holds.
#[derive(Debug, Default)]
pub(super) struct Read<'a> {
    pub(super) service_type: Scalar<ServiceType>,
    pub(super) starts: List<Start<'a>>,
    pub(super) bus_name: Scalar<()>,
    pub(super) restart: Scalar<Restart>,
    pub(super) restart_sec: Scalar<Duration>,
    pub(super) restart_steps: Scalar<u32>,
    pub(super) restart_max_delay: Scalar<Duration>,
    pub(super) success: List<Ending>,
    pub(super) prevent: List<Ending>,
    pub(super) force: List<Ending>,
    pub(super) remain: Scalar<bool>,
    pub(super) limit_interval: Scalar<Duration>,
    pub(super) limit_burst: Scalar<u32>,
    pub(super) kill_mode: Scalar<KillMode>,
    pub(super) kill_signal: Scalar<u8>,
    pub(super) send_sigkill: Scalar<bool>,
    pub(super) stop_timeout: Scalar<Duration>,
    pub(super) user: Scalar<Text<'a>>,
    pub(super) group: Scalar<Text<'a>>,
    pub(super) dynamic_user: Scalar<bool>,
    pub(super) directory: Scalar<Directory<'a>>,
    pub(super) umask: Scalar<u32>,
    pub(super) assignments: List<Assignment<'a>>,
    /// Where each variable stands among the assignments, once there are many.
    assigned: BTreeMap<Vec<u8>, usize>,
    pub(super) files: List<EnvironmentFile<'a>>,
    pub(super) conditions: List<Asked<'a>>,
    pub(super) asserts: List<Asked<'a>>,
    pub(super) supplementary_groups: List<Text<'a>>,
    pub(super) bounding: Mask,
    pub(super) ambient: Mask,
    pub(super) io_class: Scalar<IoClass>,
    pub(super) io_priority: Scalar<u8>,
    pub(super) cpu_policy: Scalar<CpuPolicy>,
    pub(super) cpu_priority: Scalar<u8>,
    pub(super) cpu_resets: Scalar<bool>,
    pub(super) processors: List<RangeInclusive<u32>>,
    pub(super) preparations: List<Start<'a>>,
    /// `ExecCondition=`.
    pub(super) deciding: List<Start<'a>>,
    /// `PermissionsStartOnly=`: `ExecStart=` alone runs as `User=`.
    pub(super) only_start_has_user: Scalar<bool>,
    pub(super) stops: List<Start<'a>>,
    /// `ExecReload=`, which the model does not hold: only [`Lowering::reload_signals`] asks for it.
    pub(super) reloads: List<Start<'a>>,
    /// By purpose.
    pub(super) directories: [List<Text<'a>>; Purpose::ALL.len()],
    pub(super) directory_modes: [Scalar<u32>; Purpose::ALL.len()],
    /// By resource.
    pub(super) limits: BTreeMap<Resource, Scalar<Limit>>,
    pub(super) nice: Scalar<i32>,
    pub(super) oom_score: Scalar<i32>,
    pub(super) no_new_privileges: Scalar<bool>,
    pub(super) pid_file: Scalar<()>,
    pub(super) search_path: Scalar<Text<'a>>,
    pub(super) stdin: Scalar<crate::ir::Input<'a>>,
    pub(super) stdout: Scalar<crate::ir::Output<'a>>,
    pub(super) stderr: Scalar<crate::ir::Output<'a>>,
    pub(super) identifier: Scalar<Text<'a>>,
    pub(super) wanted_by: List<String>,
    pub(super) part_of: List<String>,
    pub(super) after: List<String>,
    pub(super) before: List<String>,
    /// Those `After=` lines that name nothing but what the boot has reached long before.
    pub(super) after_boot: Vec<SettingId>,
    pub(super) default_instance: Scalar<String>,
    /// Settings that systemd ignores, and why.
    pub(super) ignored: Vec<(SettingId, NativeReason)>,
    /// Settings that the model does not hold.
    pub(super) natives: Vec<SettingId>,
    /// Those of them that systemd knows, with their names.
    named_natives: Vec<(Name, SettingId)>,
}

impl Read<'_> {
    /// Notes a setting that the model does not hold. Of one name the last holds, or all since the last empty one.
    fn add_native(&mut self, id: SettingId, row: &DirectiveRow, value: &str) {
        let is_anew = match row.list {
            ListSemantics::LastWins => true,
            ListSemantics::Appends | ListSemantics::MergesSet => {
                value.is_empty() && row.empty == EmptyAssignment::Reset
            }
            ListSemantics::FirstWins | ListSemantics::AppendsForGood => false,
        };
        if is_anew {
            let ignored = &mut self.ignored;
            self.named_natives.retain(|(name, earlier)| {
                if *name == row.name {
                    ignored.push((*earlier, NativeReason::Overridden));
                }
                *name != row.name
            });
            self.natives.retain(|id| !ignored.contains(&(*id, NativeReason::Overridden)));
        }
        if nothing::is_asked(row, value) {
            self.natives.push(id);
            self.named_natives.push((row.name, id));
        } else {
            self.ignored.push((id, NativeReason::AsksNothing));
        }
    }
}

/// What one entry did.
pub(super) enum Took {
    /// It is a part of the model.
    Yes,
    /// systemd ignores its value.
    Ignored,
    /// The model does not hold it.
    Native,
}

impl<'a> Lowering<'a> {
    /// Reads a unit.
    pub(super) fn read(&self, unit: &'a Unit) -> Read<'a> {
        self.read_entries(unit, |_| true)
    }

    /// For each service, in the order of the deployment: the signal that a reload sends to its main process, where that is
    /// all that a reload does.
    #[must_use]
    pub fn reload_signals(&self) -> Vec<Option<u8>> {
        let is_asked_for = |entry: &UnitEntry<'a>| {
            entry.row.is_some_and(|row| matches!(row.name, Name::ExecStart | Name::ExecReload))
        };
        let signal = |unit: &'a Unit| {
            let read = self.read_entries(unit, is_asked_for);
            let program = read.starts.values.last().and_then(|start| start.command.program());
            match read.reloads.values.as_slice() {
                [only] => stop_command::sent_signal(&only.command.argv, program),
                _ => None,
            }
        };
        self.units.iter().filter(|unit| unit.unit_type() == "service").map(signal).collect()
    }

    /// For each service, in the order of the deployment: whether a target of its name is given.
    #[must_use]
    pub fn have_targets(&self) -> Vec<bool> {
        let targets: BTreeSet<&str> =
            self.units.iter().filter(|unit| unit.unit_type() == "target").map(Unit::stem).collect();
        let services = self.units.iter().filter(|unit| unit.unit_type() == "service");
        services.map(|unit| targets.contains(unit.stem().trim_end_matches('@'))).collect()
    }

    /// Reads what decides how a unit's program is run, and nothing else.
    pub(super) fn read_running(&self, unit: &'a Unit) -> Read<'a> {
        self.read_entries(unit, |entry| entry.row.is_some_and(|row| is_of_running(row.name)))
    }

    fn read_entries(&self, unit: &'a Unit, is_asked_for: impl Fn(&UnitEntry<'a>) -> bool) -> Read<'a> {
        let mut read = Read::default();
        let specifiers = Specifiers::of(unit);
        let known = unit.sections();
        let entries = unit.files.iter().map(|file| file.entries(self.sources.get(file.id)));
        for entries in entries {
            self.read_file(entries.filter(&is_asked_for), known, &specifiers, &mut read);
        }
        read
    }

    fn read_file(
        &self,
        entries: impl Iterator<Item = UnitEntry<'a>>,
        known: SectionSet,
        specifiers: &Specifiers<'a>,
        read: &mut Read<'a>,
    ) {
        for entry in entries {
            let section = match entry.section {
                Some(section) if known.contains(section) => section,
                _ if entry.header.starts_with(b"X-") => {
                    read.natives.push(entry.id);
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
                    read.natives.push(entry.id);
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
            let reader = EntryReader { lowering: self, specifiers, entry, value: &value, text };
            match reader.take(section, row.name, read) {
                Took::Yes => {}
                Took::Ignored => read.ignored.push((entry.id, NativeReason::InvalidValue)),
                Took::Native => read.add_native(entry.id, row, text),
            }
        }
    }
}

/// The directives behind the command, the start, the restarts and the end of a service. Environments, which may be long, are
/// none.
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

pub(super) struct EntryReader<'r, 'a> {
    pub(super) lowering: &'r Lowering<'a>,
    pub(super) specifiers: &'r Specifiers<'a>,
    pub(super) entry: UnitEntry<'a>,
    value: &'r Logical<'a>,
    pub(super) text: &'r str,
}

impl<'a> EntryReader<'_, 'a> {
    fn take(&self, section: Section, name: Name, read: &mut Read<'a>) -> Took {
        match section {
            Section::Unit => self.take_unit(name, read),
            Section::Service => self.take_service(name, read),
            Section::Install => self.take_install(name, read),
            _ => Took::Native,
        }
    }

    fn take_unit(&self, name: Name, read: &mut Read<'a>) -> Took {
        match name {
            Name::StartLimitIntervalSec | Name::StartLimitInterval => {
                self.timespan(&mut read.limit_interval, &mut read.ignored)
            }
            Name::StartLimitBurst => self.uint(&mut read.limit_burst, &mut read.ignored),
            name if asks(name).is_some() => self.condition(name, read),
            Name::PartOf => self.units(&mut read.part_of, &mut read.ignored),
            Name::After => {
                let before = read.after.values.len();
                let took = self.units(&mut read.after, &mut read.ignored);
                let own = &read.after.values[before..];
                if !own.is_empty() && own.iter().all(|unit| nothing::is_reached_early(unit)) {
                    read.after_boot.push(self.entry.id);
                }
                took
            }
            Name::Before => self.units(&mut read.before, &mut read.ignored),
            _ => Took::Native,
        }
    }

    fn take_install(&self, name: Name, read: &mut Read<'a>) -> Took {
        match name {
            Name::WantedBy | Name::RequiredBy => self.units(&mut read.wanted_by, &mut read.ignored),
            Name::DefaultInstance => {
                self.set(&mut read.default_instance, Some(self.text.to_owned()), &mut read.ignored)
            }
            _ => Took::Native,
        }
    }

    fn take_service(&self, name: Name, read: &mut Read<'a>) -> Took {
        let release = self.lowering.release;
        let ignored = &mut read.ignored;
        match name {
            // The old places of the start limit are still read; the new name is not.
            Name::StartLimitInterval => self.timespan(&mut read.limit_interval, ignored),
            Name::StartLimitBurst => self.uint(&mut read.limit_burst, ignored),
            Name::Type => {
                self.set(&mut read.service_type, ServiceType::parse(self.text, release).ok(), ignored)
            }
            Name::BusName => self.set(&mut read.bus_name, Some(()), ignored),
            Name::ExecStart => self.exec_start(&mut read.starts, ignored),
            Name::Restart => self.set(&mut read.restart, Restart::parse(self.text, release).ok(), ignored),
            Name::RestartSec => self.timespan(&mut read.restart_sec, ignored),
            Name::RestartSteps if release.0 >= 254 => self.uint(&mut read.restart_steps, ignored),
            Name::RestartMaxDelaySec if release.0 >= 254 => {
                self.timespan(&mut read.restart_max_delay, ignored)
            }
            Name::SuccessExitStatus => self.endings(&mut read.success, ignored),
            Name::RestartPreventExitStatus => self.endings(&mut read.prevent, ignored),
            Name::RestartForceExitStatus => self.endings(&mut read.force, ignored),
            Name::RemainAfterExit => self.boolean(&mut read.remain, ignored),
            Name::KillMode if self.text.is_empty() => self.clear(&mut read.kill_mode, ignored),
            Name::KillMode => {
                self.set(&mut read.kill_mode, KillMode::parse(self.text, release).ok(), ignored)
            }
            Name::KillSignal => {
                let signal = signal::Signal::parse(self.text).ok().map(signal::Signal::number);
                self.set(&mut read.kill_signal, signal, ignored)
            }
            Name::SendSIGKILL => self.boolean(&mut read.send_sigkill, ignored),
            // 0 is no limit here, unlike anywhere else.
            Name::TimeoutStopSec | Name::TimeoutSec => {
                let took = self.timespan(&mut read.stop_timeout, ignored);
                if read.stop_timeout.value == Some(Duration::ZERO) {
                    read.stop_timeout.value = Some(Duration::INFINITE);
                }
                took
            }
            Name::User if self.text.is_empty() => self.clear(&mut read.user, ignored),
            Name::User => {
                let good = user::parse(self.text, release).is_ok();
                self.set(&mut read.user, good.then(|| self.whole()), ignored)
            }
            Name::Group if self.text.is_empty() => self.clear(&mut read.group, ignored),
            Name::Group => {
                let good = user::parse(self.text, release).is_ok();
                self.set(&mut read.group, good.then(|| self.whole()), ignored)
            }
            Name::DynamicUser => self.boolean(&mut read.dynamic_user, ignored),
            Name::PermissionsStartOnly => self.boolean(&mut read.only_start_has_user, ignored),
            Name::WorkingDirectory if self.text.is_empty() => self.clear(&mut read.directory, ignored),
            Name::WorkingDirectory => self.set(&mut read.directory, self.directory(), ignored),
            Name::UMask if self.text.is_empty() => self.clear(&mut read.umask, ignored),
            Name::UMask => self.set(&mut read.umask, mode::parse(self.text).ok().map(u32::from), ignored),
            Name::Environment => self.environment(&mut read.assignments, &mut read.assigned, ignored),
            Name::EnvironmentFile => self.environment_file(&mut read.files, ignored),
            Name::ExecSearchPath if release.0 >= 250 => {
                self.set(&mut read.search_path, Some(self.whole()), ignored)
            }
            Name::StandardInput => {
                let input = output::parse_input(self.text, release).ok().map(|input| self.input(&input));
                self.set(&mut read.stdin, input, ignored)
            }
            Name::StandardOutput => self.output("StandardOutput", &mut read.stdout, ignored),
            Name::StandardError => self.output("StandardError", &mut read.stderr, ignored),
            Name::SyslogIdentifier if self.text.is_empty() => self.clear(&mut read.identifier, ignored),
            Name::SyslogIdentifier => self.set(&mut read.identifier, Some(self.whole()), ignored),
            Name::ExecReload => match self.exec_start(&mut read.reloads, &mut Vec::new()) {
                Took::Ignored => Took::Ignored,
                Took::Yes | Took::Native => Took::Native,
            },
            Name::ExecStop => self.exec_start(&mut read.stops, ignored),
            Name::ExecCondition => self.exec_start(&mut read.deciding, ignored),
            Name::ExecStartPre => self.exec_start(&mut read.preparations, ignored),
            Name::Nice if self.text.is_empty() => self.clear(&mut read.nice, ignored),
            Name::Nice => self.int(-20..=19, &mut read.nice, ignored),
            Name::OOMScoreAdjust if self.text.is_empty() => self.clear(&mut read.oom_score, ignored),
            Name::OOMScoreAdjust => self.int(-1000..=1000, &mut read.oom_score, ignored),
            Name::SupplementaryGroups => self.groups(&mut read.supplementary_groups, ignored),
            Name::CapabilityBoundingSet => self.capabilities(u64::MAX, &mut read.bounding, ignored),
            Name::AmbientCapabilities => self.capabilities(0, &mut read.ambient, ignored),
            Name::IOSchedulingClass if self.text.is_empty() => {
                // Both are one value, which is unset (`config_parse_exec_io_class()`).
                self.clear(&mut read.io_priority, ignored);
                self.clear(&mut read.io_class, ignored)
            }
            Name::IOSchedulingClass => self.set(&mut read.io_class, io_class(self.text), ignored),
            Name::IOSchedulingPriority if self.text.is_empty() => {
                self.clear(&mut read.io_class, ignored);
                self.clear(&mut read.io_priority, ignored)
            }
            Name::IOSchedulingPriority => self.small(0..=7, &mut read.io_priority, ignored),
            Name::CPUSchedulingPolicy if self.text.is_empty() => self.clear(&mut read.cpu_policy, ignored),
            Name::CPUSchedulingPolicy => match cpu_policy(self.text) {
                Some(policy) => self.set(&mut read.cpu_policy, Some(policy), ignored),
                None => Took::Native,
            },
            Name::CPUSchedulingPriority => self.small(0..=99, &mut read.cpu_priority, ignored),
            Name::CPUSchedulingResetOnFork => self.boolean(&mut read.cpu_resets, ignored),
            Name::CPUAffinity => self.processors(&mut read.processors, ignored),
            Name::NoNewPrivileges => self.boolean(&mut read.no_new_privileges, ignored),
            Name::PIDFile if self.text.is_empty() => self.clear(&mut read.pid_file, ignored),
            Name::PIDFile => self.set(&mut read.pid_file, Some(()), ignored),
            name => match (directory_of(name), mode_of(name), resource_of(name)) {
                (Some(purpose), _, _) => {
                    self.directories(name, &mut read.directories[purpose as usize], ignored)
                }
                (_, Some(purpose), _) => {
                    let mode = mode::parse(self.text).ok().map(u32::from);
                    self.set(&mut read.directory_modes[purpose as usize], mode, ignored)
                }
                (_, _, Some(resource)) => {
                    let limit = self.limit(resource);
                    self.set(read.limits.entry(resource).or_default(), limit, ignored)
                }
                (None, None, None) => Took::Native,
            },
        }
    }

    fn int(
        &self,
        range: RangeInclusive<i64>,
        scalar: &mut Scalar<i32>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Took {
        let number = integer::signed(self.text, range).ok().and_then(|number| i32::try_from(number).ok());
        self.set(scalar, number, ignored)
    }

    /// `N`, `SOFT:HARD`; the soft limit is never above the hard one.
    fn limit(&self, resource: Resource) -> Option<Limit> {
        let ValueKind::Rlimit(unit @ (RlimitUnit::Bytes | RlimitUnit::Count)) = self.entry.row?.kind else {
            return None;
        };
        let (soft, hard) = number::bounds(unit, self.text)?;
        (soft <= hard).then_some(Limit { resource, soft, hard: Some(hard) })
    }

    /// The directories of one purpose. A link that is made to one, and that it may only be read, have no place in the model.
    fn directories(
        &self,
        name: Name,
        list: &mut List<Text<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Took {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let (mut listed, mut is_plain) = (Vec::new(), true);
        let good = &mut |one: directory_list::Listed| {
            is_plain &= one.link.is_none() && !one.is_read_only;
            listed.push(self.specifiers.of_bytes(one.path.as_bytes()));
        };
        directory_list::parse(name, self.text, self.lowering.release, good, &mut drop);
        if !is_plain {
            return Took::Native;
        }
        if listed.is_empty() {
            return Took::Ignored;
        }
        list.values.append(&mut listed);
        list.from.add(self.entry.id);
        Took::Yes
    }

    /// The value as a text.
    fn whole(&self) -> Text<'a> {
        let all = Span::new(0, self.value.bytes().len() as u32);
        self.specifiers.text(self.value, all, self.entry.id.file)
    }

    pub(super) fn set<T>(
        &self,
        scalar: &mut Scalar<T>,
        value: Option<T>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Took {
        let Some(value) = value else { return Took::Ignored };
        if let Some(earlier) = scalar.from.replace(self.entry.id) {
            ignored.push((earlier, NativeReason::Overridden));
        }
        scalar.value = Some(value);
        Took::Yes
    }

    /// An empty assignment that means the default again; the setting says so.
    fn clear<T>(&self, scalar: &mut Scalar<T>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        if let Some(earlier) = scalar.from.replace(self.entry.id) {
            ignored.push((earlier, NativeReason::Overridden));
        }
        scalar.value = None;
        Took::Yes
    }

    fn boolean(&self, scalar: &mut Scalar<bool>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        self.set(scalar, boolean::parse(self.text).ok(), ignored)
    }

    fn uint(&self, scalar: &mut Scalar<u32>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        let number = integer::number(self.text).and_then(|number| u32::try_from(number).ok());
        self.set(scalar, number, ignored)
    }

    fn timespan(&self, scalar: &mut Scalar<Duration>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        let span = TimeSpan::read("", self.text).ok().map(|span| Duration { micros: span.as_micros() });
        self.set(scalar, span, ignored)
    }

    /// Names of units: they add up, and an empty assignment does nothing (in `[Install]` it starts anew).
    fn units(&self, list: &mut List<String>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        if self.text.is_empty() && self.entry.section == Some(Section::Install) {
            return self.reset(list, ignored);
        }
        for word in words::Words::new(self.text, words::Flags::INSTALL).flatten() {
            let text = self.specifiers.of_bytes(&word.bytes);
            list.values.push(text.as_str().map_or_else(|| word.lossy().into_owned(), str::to_owned));
        }
        list.from.add(self.entry.id);
        Took::Yes
    }

    fn endings(&self, list: &mut List<Ending>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let endings = exit_status::parse("", self.text, self.lowering.release).endings;
        if endings.is_empty() {
            return Took::Ignored;
        }
        list.values.extend(endings.iter().map(|listed| listed.ending));
        list.from.add(self.entry.id);
        Took::Yes
    }

    /// An empty assignment to a list: what was added before does nothing any more.
    pub(super) fn reset<T>(&self, list: &mut List<T>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        ignored.extend(list.from.iter().map(|id| (id, NativeReason::Overridden)));
        list.values.clear();
        list.from = Sources::one(self.entry.id);
        Took::Yes
    }

    fn exec_start(&self, list: &mut List<Start<'a>>, ignored: &mut Vec<(SettingId, NativeReason)>) -> Took {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        if exec::is_plain(self.text) {
            list.values.push(self.plain_command());
            list.from.add(self.entry.id);
            return Took::Yes;
        }
        let line = exec::parse(self.text, self.lowering.release);
        if line.commands.is_empty() {
            return Took::Ignored;
        }
        let file = self.entry.id.file;
        for command in &line.commands {
            let variables = !command.has(Prefix::NoExpansion);
            let mut argv = vec![self.specifiers.word(&command.program, false, self.value, file)];
            let words = command.arguments.iter();
            argv.extend(words.map(|word| self.specifiers.word(word, variables, self.value, file)));
            let own_name = command.argv0.as_ref();
            let own_name = own_name.map(|word| self.specifiers.word(word, variables, self.value, file));
            list.values.push(Start {
                command: Command { argv, own_name },
                ignores_failure: command.has(Prefix::IgnoreFailure),
                keeps_root: command.has(Prefix::FullPrivileges) || command.has(Prefix::NoSetuid),
                from: self.entry.id,
            });
        }
        list.from.add(self.entry.id);
        Took::Yes
    }

    /// The command of a line as most are ([`exec::is_plain`]): its words are what stands between the blanks.
    fn plain_command(&self) -> Start<'a> {
        let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let bytes = self.text.as_bytes();
        let ignores_failure = bytes.first() == Some(&b'-');
        let file = self.entry.id.file;
        let is_special = memchr::memchr2(b'%', b'$', bytes).is_some();
        let (mut argv, mut at) = (Vec::with_capacity(8), usize::from(ignores_failure));
        while at < bytes.len() {
            if is_blank(bytes[at]) {
                at += 1;
                continue;
            }
            let length = bytes[at..].iter().position(|byte| is_blank(*byte)).unwrap_or(bytes.len() - at);
            let word = &bytes[at..at + length];
            let span = Span::new(at as u32, (at + length) as u32);
            argv.push(if is_special {
                // Variables are never expanded in the program.
                self.specifiers.argument(word, !argv.is_empty(), self.value, span, file)
            } else {
                Text::plain(self.value.slice(span)).at(file, self.value.span(span))
            });
            at += length;
        }
        let command = Command { argv, own_name: None };
        Start { command, ignores_failure, keeps_root: false, from: self.entry.id }
    }

    fn directory(&self) -> Option<Directory<'a>> {
        let read = working_directory::parse(self.text, self.lowering.release).ok()?;
        if read.directory == working_directory::Directory::Home {
            return Some(Directory::Home);
        }
        let path = self.specifiers.text(self.value, read.span, self.entry.id.file);
        Some(if read.optional { Directory::Optional(path) } else { Directory::Path(path) })
    }

    fn environment(
        &self,
        list: &mut List<Assignment<'a>>,
        assigned: &mut BTreeMap<Vec<u8>, usize>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Took {
        if self.text.is_empty() {
            assigned.clear();
            return self.reset(list, ignored);
        }
        let file = self.entry.id.file;
        let mut set = |name: Text<'a>, value| {
            let new = Assignment { name, value, source: self.entry.id };
            match place_of(new.name.bytes().unwrap_or_default(), &list.values, assigned) {
                Some(at) => list.values[at] = new,
                None => list.values.push(new),
            }
        };
        if let Some(equals) = environment::plain(self.text) {
            let part = |start: usize, end: usize| {
                let span = Span::new(start as u32, end as u32);
                Text::plain(self.value.slice(span)).at(file, self.value.span(span))
            };
            set(part(0, equals), part(equals + 1, self.text.len()));
            list.from.add(self.entry.id);
            return Took::Yes;
        }
        let read = environment::parse(self.text, self.lowering.release);
        for pair in &read.assignments {
            let span = pair.name_span();
            let name = match self.value.slice(span) {
                written if *written == *pair.name().as_bytes() => Text::plain(written),
                _ => Text::plain(pair.name().as_bytes().to_vec()),
            };
            let name = name.at(file, self.value.span(span));
            let bytes = pair.value().as_bytes();
            let value = self.specifiers.part_of(bytes, self.value, pair.value_span(), file);
            set(name, value);
        }
        if read.assignments.is_empty() {
            return Took::Ignored;
        }
        list.from.add(self.entry.id);
        Took::Yes
    }

    fn environment_file(
        &self,
        list: &mut List<EnvironmentFile<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Took {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let Ok(read) = environment_file::parse_directive(self.text, self.lowering.release) else {
            return Took::Ignored;
        };
        let path = self.specifiers.text(self.value, read.span, self.entry.id.file);
        list.values.push(EnvironmentFile { path, optional: read.optional, by_shell: false });
        list.from.add(self.entry.id);
        Took::Yes
    }

    fn input(&self, input: &Input<'_>) -> crate::ir::Input<'a> {
        match input {
            Input::Null => crate::ir::Input::Null,
            Input::Tty | Input::TtyForce | Input::TtyFail => crate::ir::Input::Terminal,
            Input::Socket | Input::Descriptor(_) => crate::ir::Input::Socket,
            Input::Data => crate::ir::Input::Data,
            Input::File { path: _, span } => {
                crate::ir::Input::File(self.specifiers.text(self.value, *span, self.entry.id.file))
            }
        }
    }

    fn output(
        &self,
        directive: &str,
        scalar: &mut Scalar<crate::ir::Output<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Took {
        let read = output::parse_output(directive, self.text, self.lowering.release).ok();
        let output = read.map(|output| match output {
            // For standard output this is what standard input is, the journal when that is no terminal and no socket.
            Output::Inherit if directive == "StandardOutput" => {
                crate::ir::Output::Journal { identifier: None }
            }
            Output::Inherit => crate::ir::Output::SameAsStdout,
            Output::Null => crate::ir::Output::Null,
            Output::Tty => crate::ir::Output::Other("tty"),
            Output::Journal => crate::ir::Output::Journal { identifier: None },
            Output::JournalAndConsole => crate::ir::Output::Other("journal+console"),
            Output::Kmsg => crate::ir::Output::Other("kmsg"),
            Output::KmsgAndConsole => crate::ir::Output::Other("kmsg+console"),
            Output::Socket => crate::ir::Output::Other("socket"),
            Output::Descriptor(_) => crate::ir::Output::Other("fd"),
            Output::File { opening, path: _, span } => {
                let path = self.specifiers.text(self.value, span, self.entry.id.file);
                match opening {
                    output::Opening::Append => crate::ir::Output::File(path),
                    output::Opening::Overwrite => crate::ir::Output::Overwrite { path, truncate: false },
                    output::Opening::Truncate => crate::ir::Output::Overwrite { path, truncate: true },
                }
            }
        });
        self.set(scalar, output, ignored)
    }
}

/// Where a variable stands among the assignments; none if it is new. Few are looked through, many are looked up.
fn place_of(
    name: &[u8],
    values: &[Assignment<'_>],
    assigned: &mut BTreeMap<Vec<u8>, usize>,
) -> Option<usize> {
    const FEW: usize = 16;
    let is_it = |one: &Assignment<'_>| one.name.bytes() == Some(name);
    if values.len() < FEW {
        return values.iter().position(is_it);
    }
    for (at, one) in values.iter().enumerate().skip(assigned.len()) {
        assigned.insert(one.name.bytes().unwrap_or_default().to_vec(), at);
    }
    assigned.get(name).copied()
}

const fn directory_of(name: Name) -> Option<Purpose> {
    match name {
        Name::RuntimeDirectory => Some(Purpose::Runtime),
        Name::StateDirectory => Some(Purpose::State),
        Name::CacheDirectory => Some(Purpose::Cache),
        Name::LogsDirectory => Some(Purpose::Logs),
        Name::ConfigurationDirectory => Some(Purpose::Configuration),
        _ => None,
    }
}

const fn mode_of(name: Name) -> Option<Purpose> {
    match name {
        Name::RuntimeDirectoryMode => Some(Purpose::Runtime),
        Name::StateDirectoryMode => Some(Purpose::State),
        Name::CacheDirectoryMode => Some(Purpose::Cache),
        Name::LogsDirectoryMode => Some(Purpose::Logs),
        Name::ConfigurationDirectoryMode => Some(Purpose::Configuration),
        _ => None,
    }
}

fn resource_of(name: Name) -> Option<Resource> {
    Resource::ALL.iter().copied().find(|resource| resource.directive() == name.as_str())
}

/// A list of endings as a set.
pub(super) fn set_of(list: &[Ending]) -> EndingSet {
    let mut set = EndingSet::NONE;
    for ending in list {
        match ending {
            Ending::Exit(code) => set.set_code(*code, true),
            Ending::Signal(signal) => set.set_signal(signal.number(), true),
        }
    }
    set
}
