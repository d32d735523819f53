//! The settings of a unit as they were read, before the model is made of them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::ir::{
    Assignment, Check, Command, CpuPolicy, Directory, Duration, EndingSet, EnvironmentFile, IoClass, Limit,
    NativeReason, OutOfMemory, Purpose, Resource, Rights, SettingId, SettingIds, Text,
};
use crate::systemd::directives::{DirectiveRow, Name};
use crate::systemd::kinds::enums::{KillMode, Restart, ServiceType};
use crate::systemd::kinds::exit_status::Ending;
use crate::systemd::lower::privileges::CAPABILITY_DROPS;
use crate::systemd::lower::read::unmodelled::Unmodelled;
use crate::systemd::lower::{no_effect, stop_command};
use crate::systemd::start_links::StartLink;
use crate::systemd::unit::Unit;

/// A scalar: its value and the setting it came from; the last valid one wins.
#[derive(Clone, Debug)]
pub(in crate::systemd::lower) struct Scalar<T> {
    pub(in crate::systemd::lower) value: Option<T>,
    pub(in crate::systemd::lower) from: Option<SettingId>,
}

impl<T> Default for Scalar<T> {
    fn default() -> Self {
        Self { value: None, from: None }
    }
}

impl<T> Scalar<T> {
    pub(in crate::systemd::lower) fn from(&self) -> SettingIds {
        SettingIds::of([self.from])
    }
}

/// A list: its values and the settings that added to it; an empty assignment resets it.
#[derive(Clone, Debug)]
pub(in crate::systemd::lower) struct List<T> {
    pub(in crate::systemd::lower) values: Vec<T>,
    pub(in crate::systemd::lower) from: SettingIds,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { values: Vec::new(), from: SettingIds::NONE }
    }
}

/// A set of capabilities; `None` if it is not set.
#[derive(Clone, Debug)]
pub(in crate::systemd::lower) struct Mask {
    pub(in crate::systemd::lower) mask: Option<u64>,
    pub(in crate::systemd::lower) from: SettingIds,
}

impl Default for Mask {
    fn default() -> Self {
        Self { mask: None, from: SettingIds::NONE }
    }
}

/// A command, as one `ExecStart=` or another `Exec…=` gives it.
#[derive(Clone, Debug)]
pub(in crate::systemd::lower) struct ExecEntry<'a> {
    pub(in crate::systemd::lower) command: Command<'a>,
    pub(in crate::systemd::lower) ignores_failure: bool,
    /// `+` and `!`: the command keeps the manager's user and group, and with `+` all of its privileges.
    pub(in crate::systemd::lower) rights: Rights,
    pub(in crate::systemd::lower) from: SettingId,
}

/// One `Condition…=` or `Assert…=`.
#[derive(Clone, Debug)]
pub(in crate::systemd::lower) struct ConditionEntry<'a> {
    pub(in crate::systemd::lower) check: Check<'a>,
    /// Whether it has a `|`: one of those is enough.
    pub(in crate::systemd::lower) is_trigger: bool,
}

/// The settings of a unit that the model holds.
#[derive(Debug, Default)]
pub(in crate::systemd::lower) struct ReadSettings<'a> {
    pub(in crate::systemd::lower) service_type: Scalar<ServiceType>,
    pub(in crate::systemd::lower) exec_start: List<ExecEntry<'a>>,
    pub(in crate::systemd::lower) bus_name: Scalar<()>,
    pub(in crate::systemd::lower) restart: Scalar<Restart>,
    pub(in crate::systemd::lower) restart_sec: Scalar<Duration>,
    pub(in crate::systemd::lower) restart_steps: Scalar<u32>,
    pub(in crate::systemd::lower) restart_max_delay: Scalar<Duration>,
    pub(in crate::systemd::lower) success_exit_status: List<Ending>,
    pub(in crate::systemd::lower) restart_prevent: List<Ending>,
    pub(in crate::systemd::lower) restart_force: List<Ending>,
    pub(in crate::systemd::lower) remain_after_exit: Scalar<bool>,
    pub(in crate::systemd::lower) start_limit_interval: Scalar<Duration>,
    pub(in crate::systemd::lower) start_limit_burst: Scalar<u32>,
    pub(in crate::systemd::lower) kill_mode: Scalar<KillMode>,
    pub(in crate::systemd::lower) kill_signal: Scalar<u8>,
    pub(in crate::systemd::lower) send_sigkill: Scalar<bool>,
    pub(in crate::systemd::lower) stop_timeout: Scalar<Duration>,
    pub(in crate::systemd::lower) oom_policy: Scalar<OutOfMemory>,
    /// Whether `Delegate=` is on.
    pub(in crate::systemd::lower) is_delegated: bool,
    /// `TimeoutSec=`, if it limits the start as well.
    pub(in crate::systemd::lower) start_timeout: Option<SettingId>,
    pub(in crate::systemd::lower) user: Scalar<Text<'a>>,
    pub(in crate::systemd::lower) group: Scalar<Text<'a>>,
    pub(in crate::systemd::lower) dynamic_user: Scalar<bool>,
    pub(in crate::systemd::lower) directory: Scalar<Directory<'a>>,
    pub(in crate::systemd::lower) umask: Scalar<u32>,
    pub(in crate::systemd::lower) assignments: List<Assignment<'a>>,
    /// The index of each variable in the assignments, once there are many.
    pub(in crate::systemd::lower) assignment_index: BTreeMap<Vec<u8>, usize>,
    /// `UnsetEnvironment=`: `NAME` or `NAME=VALUE`.
    pub(in crate::systemd::lower) unset: Vec<String>,
    pub(in crate::systemd::lower) environment_files: List<EnvironmentFile<'a>>,
    pub(in crate::systemd::lower) conditions: List<ConditionEntry<'a>>,
    pub(in crate::systemd::lower) asserts: List<ConditionEntry<'a>>,
    pub(in crate::systemd::lower) supplementary_groups: List<Text<'a>>,
    pub(in crate::systemd::lower) bounding: Mask,
    pub(in crate::systemd::lower) ambient: Mask,
    /// Whether each directive of [`CAPABILITY_DROPS`] is on, which drops capabilities among other effects.
    pub(in crate::systemd::lower) drops_capabilities: [Scalar<bool>; CAPABILITY_DROPS.len()],
    pub(in crate::systemd::lower) io_class: Scalar<IoClass>,
    pub(in crate::systemd::lower) io_priority: Scalar<u8>,
    pub(in crate::systemd::lower) cpu_policy: Scalar<CpuPolicy>,
    pub(in crate::systemd::lower) cpu_priority: Scalar<u8>,
    pub(in crate::systemd::lower) cpu_resets_on_fork: Scalar<bool>,
    pub(in crate::systemd::lower) processors: List<RangeInclusive<u32>>,
    pub(in crate::systemd::lower) exec_start_pre: List<ExecEntry<'a>>,
    /// `ExecCondition=`.
    pub(in crate::systemd::lower) exec_condition: List<ExecEntry<'a>>,
    /// `PermissionsStartOnly=`: only `ExecStart=` runs as `User=`.
    pub(in crate::systemd::lower) permissions_start_only: Scalar<bool>,
    pub(in crate::systemd::lower) exec_stop: List<ExecEntry<'a>>,
    /// `ExecStartPost=`, which the model holds for a oneshot only ([`super::super::oneshot`]).
    pub(in crate::systemd::lower) exec_start_post: List<ExecEntry<'a>>,
    /// `ExecStopPost=`, likewise.
    pub(in crate::systemd::lower) exec_stop_post: List<ExecEntry<'a>>,
    pub(in crate::systemd::lower) models_exec_stop_post: bool,
    /// `ExecReload=`, which the model does not hold: only `Lowering::reload_signals()` needs it.
    pub(in crate::systemd::lower) exec_reload: List<ExecEntry<'a>>,
    /// By purpose: the parent directory of each directory, and its name there.
    pub(in crate::systemd::lower) directories: [List<[Text<'a>; 2]>; Purpose::ALL.len()],
    pub(in crate::systemd::lower) directory_modes: [Scalar<u32>; Purpose::ALL.len()],
    /// By resource.
    pub(in crate::systemd::lower) limits: BTreeMap<Resource, Scalar<Limit>>,
    pub(in crate::systemd::lower) nice: Scalar<i32>,
    pub(in crate::systemd::lower) oom_score: Scalar<i32>,
    pub(in crate::systemd::lower) no_new_privileges: Scalar<bool>,
    pub(in crate::systemd::lower) pid_file: Scalar<Text<'a>>,
    pub(in crate::systemd::lower) search_path: List<Text<'a>>,
    pub(in crate::systemd::lower) stdin: Scalar<crate::ir::Input<'a>>,
    pub(in crate::systemd::lower) stdout: Scalar<crate::ir::Output<'a>>,
    pub(in crate::systemd::lower) stderr: Scalar<crate::ir::Output<'a>>,
    pub(in crate::systemd::lower) identifier: Scalar<Text<'a>>,
    pub(in crate::systemd::lower) wanted_by: List<String>,
    pub(in crate::systemd::lower) required_by: List<String>,
    /// The links of `Alias=`, each with its setting; `from` has only the settings that ask for nothing else.
    pub(in crate::systemd::lower) alias_links: List<(StartLink, SettingId)>,
    pub(in crate::systemd::lower) part_of: List<String>,
    pub(in crate::systemd::lower) after: List<String>,
    pub(in crate::systemd::lower) before: List<String>,
    /// The lines of an ordering that the machine itself guarantees, with the reason.
    pub(in crate::systemd::lower) guaranteed_orders: Vec<(SettingId, NativeReason)>,
    pub(in crate::systemd::lower) default_instance: Scalar<String>,
    /// Settings that systemd ignores, and why.
    pub(in crate::systemd::lower) ignored: Vec<(SettingId, NativeReason)>,
    pub(in crate::systemd::lower) unmodelled: Unmodelled,
}

impl ReadSettings<'_> {
    /// The signal that a reload sends to the main process, if that is all it does.
    pub(in crate::systemd::lower) fn reload_signal(&self) -> Option<u8> {
        match self.exec_reload.values.as_slice() {
            [only] => self.signal_of(only),
            _ => None,
        }
    }

    /// The signal that a command of the reload sends to the main process, if that is all the command does.
    pub(in crate::systemd::lower) fn signal_of(&self, reload: &ExecEntry<'_>) -> Option<u8> {
        let program = self.exec_start.values.last().and_then(|start| start.command.program());
        stop_command::sent_signal(&reload.command.argv, program)
    }

    /// The units that start it. Each of the lists is reset separately (`config_parse_strv()`, `src/shared/install.c`).
    /// The links of a template start its instances, so they do not count.
    pub(in crate::systemd::lower) fn started_by(&self, unit: &Unit) -> List<String> {
        let mut all = self.wanted_by.clone();
        all.values.extend_from_slice(&self.required_by.values);
        all.from.extend(&self.required_by.from);
        if !unit.is_template() {
            all.values.extend(self.alias_links.values.iter().map(|(link, _)| link.by.clone()));
            all.from.extend(&self.alias_links.from);
        }
        // Enabling the template enables this one.
        if self.is_default_instance(unit) && !all.values.is_empty() {
            all.from.extend(&self.default_instance.from());
        }
        all
    }

    /// Whether the unit is the instance that `DefaultInstance=` of its template names.
    pub(in crate::systemd::lower) fn is_default_instance(&self, unit: &Unit) -> bool {
        let own = unit.stem().split_once('@').map(|(_, text)| text).filter(|text| !text.is_empty());
        own.is_some() && own == self.default_instance.value.as_deref()
    }

    /// Marks earlier lines of a directive outside the model as overridden, if this line replaces or resets them.
    pub(in crate::systemd::lower) fn override_unmodelled(&mut self, row: &DirectiveRow, value: &str) {
        let overridden = self.unmodelled.take_replaced(row, value);
        self.ignored.extend(overridden.into_iter().map(|earlier| (earlier, NativeReason::Overridden)));
    }

    /// Forgets the lines of a directive that were noted as outside the model, because the model holds them after all.
    pub(in crate::systemd::lower) fn mark_modelled(&mut self, name: Name) {
        self.unmodelled.take(name).for_each(drop);
    }

    /// Notes a setting outside the model. For each directive, the last line applies, or all lines since the last empty
    /// one.
    pub(in crate::systemd::lower) fn add_unmodelled(
        &mut self,
        id: SettingId,
        row: &'static DirectiveRow,
        value: &str,
    ) {
        self.override_unmodelled(row, value);
        if no_effect::has_effect(row, value) {
            self.unmodelled.add(row, id);
        } else {
            self.ignored.push((id, NativeReason::AlreadyProvided));
        }
    }
}

/// The result of reading one entry.
pub(in crate::systemd::lower) enum Outcome {
    /// It is part of the model.
    Modelled,
    /// systemd ignores its value.
    Ignored,
    /// The model does not hold it.
    Native,
}

/// Converts a list of endings to a set.
pub(in crate::systemd::lower) fn ending_set(list: &[Ending]) -> EndingSet {
    let mut set = EndingSet::NONE;
    for ending in list {
        match ending {
            Ending::Exit(code) => set.set_code(*code, true),
            Ending::Signal(signal) => set.set_signal(*signal, true),
        }
    }
    set
}
