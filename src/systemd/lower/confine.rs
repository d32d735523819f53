//! Lowers the conditions of a start, and the scheduling, groups and capabilities of the program.

use std::ops::RangeInclusive;

use super::read::{ConditionEntry, EntryReader, List, Mask, Outcome, ReadSettings, Scalar};
use crate::ir::{
    Check, CheckKind, Condition, CpuPolicy, CpuScheduling, Decided, IfUnmet, IoClass, NativeReason,
    Scheduling, SettingId, SettingIds, Text,
};
use crate::systemd::directives::Name;
use crate::systemd::kinds::capability::CapabilitySet;
use crate::systemd::kinds::cpu_set::CpuSet;
use crate::systemd::kinds::{condition, integer, user, words};
use crate::systemd::model_values;
use crate::systemd::versions::Release;

impl<'a> EntryReader<'_, 'a> {
    /// Reads a `Condition…=` or `Assert…=`. An empty value resets all conditions, or all assertions, whatever they
    /// check (`config_parse_unit_condition_path()`).
    pub(super) fn condition(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        let Some((kind, is_assert)) = model_values::checked(name) else { return Outcome::Native };
        let list = if is_assert { &mut read.asserts } else { &mut read.conditions };
        let is_path = kind != CheckKind::KernelCommandLine;
        let parse = if is_path { condition::Condition::parse_path } else { condition::Condition::parse };
        let condition = parse(self.text);
        let path = self.specifiers.expand(condition.argument.as_bytes());
        let written = path.to_string();
        if is_path && !written.starts_with(['/', '%']) || written.is_empty() {
            return Outcome::Ignored;
        }
        let check = Check { kind, is_negated: condition.is_negated, path };
        list.values.push(ConditionEntry { check, is_trigger: condition.is_trigger });
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    pub(super) fn groups(
        &self,
        list: &mut List<Text<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let before = list.values.len();
        for word in words::Words::new(self.text, words::Flags::PLAIN).map_while(Result::ok) {
            if user::parse(&word.lossy(), self.lowering.release).is_ok() {
                list.values.push(self.specifiers.expand(&word.bytes));
            }
        }
        if list.values.len() == before {
            return Outcome::Ignored;
        }
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    /// Lines merge: one without `~` adds to the previous ones, one with it removes from them. The first line and an
    /// empty one start from scratch (`config_parse_capability_set()`).
    pub(super) fn capabilities(
        &self,
        initial: u64,
        set: &mut Mask,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let value = CapabilitySet::parse(self.text, &mut |_| {});
        let sum = value.merged_with(set.mask, initial);
        if sum.is_none() {
            ignored.extend(set.from.iter().map(|id| (id, NativeReason::Overridden)));
            set.from = SettingIds::NONE;
        }
        set.mask = Some(sum.unwrap_or(value.alone()));
        set.from.add(self.entry.id);
        Outcome::Modelled
    }

    pub(super) fn uint8(
        &self,
        range: RangeInclusive<u64>,
        scalar: &mut Scalar<u8>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let number = integer::unsigned(self.text, range).ok().and_then(|number| u8::try_from(number).ok());
        self.set(scalar, number, ignored)
    }

    pub(super) fn processors(
        &self,
        list: &mut List<RangeInclusive<u32>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        // The CPUs of the machine's memory nodes are known only at run time.
        if self.text == "numa" {
            return Outcome::Native;
        }
        let Ok(set) = CpuSet::parse(self.text, &mut |_| {}) else { return Outcome::Ignored };
        list.values.extend(set.ranges().iter().cloned());
        list.from.add(self.entry.id);
        Outcome::Modelled
    }
}

/// An I/O class by name or number; `none` is the kernel's default class, also in systemd (`ioprio_normalize()`).
pub(super) fn io_class(text: &str) -> Option<IoClass> {
    let numbered = IoClass::ALL.into_iter().zip(["1", "2", "3"]);
    match text {
        "none" | "0" => Some(IoClass::BestEffort),
        text => numbered
            .into_iter()
            .find(|(class, number)| class.name() == text || *number == text)
            .map(|(class, _)| class),
    }
}

/// The first release that accepts any `CPUSchedulingPriority=`, since the policy may follow; older ones ignore one that the
/// policy so far does not have (`config_parse_exec_cpu_sched_prio()`, pull request 25074).
pub(crate) const PRIORITY_BEFORE_POLICY_SINCE: Release = Release(252);

/// A scheduling policy by name or by the kernel's number.
pub(crate) fn cpu_policy(text: &str) -> Option<CpuPolicy> {
    let numbered = CpuPolicy::ALL.into_iter().zip(["0", "3", "5", "1", "2"]);
    numbered
        .into_iter()
        .find(|(policy, number)| policy.name() == text || *number == text)
        .map(|(policy, _)| policy)
}

/// Each condition on its own; those with `|` form a single one, of which one check is enough (`condition_test_list()`).
pub(super) fn conditions<'a>(read: &ReadSettings<'a>) -> Decided<Vec<Condition<'a>>> {
    let mut all = Vec::new();
    let mut from = SettingIds::NONE;
    for (list, if_unmet) in [(&read.conditions, IfUnmet::Skips), (&read.asserts, IfUnmet::Refuses)] {
        from.extend(&list.from);
        let (triggers, others): (Vec<_>, Vec<_>) = list.values.iter().partition(|entry| entry.is_trigger);
        let condition = |any_of| Condition { any_of, if_unmet };
        all.extend(others.into_iter().map(|entry| condition(vec![entry.check.clone()])));
        if !triggers.is_empty() {
            all.push(condition(triggers.into_iter().map(|entry| entry.check.clone()).collect()));
        }
    }
    Decided::by(all, from)
}

/// The default of `IOSchedulingPriority=`.
const DEFAULT_IO_PRIORITY: u8 = 4;

pub(super) fn scheduling(read: &ReadSettings<'_>) -> Decided<Scheduling> {
    let scalars = [
        read.io_class.from,
        read.io_priority.from,
        read.cpu_policy.from,
        read.cpu_priority.from,
        read.cpu_resets_on_fork.from,
    ];
    let mut from = SettingIds::of(scalars);
    from.extend(&read.processors.from);
    // Setting either one sets both.
    let io = match (read.io_class.value, read.io_priority.value) {
        (None, None) => None,
        (Some(IoClass::Idle), _) => Some((IoClass::Idle, 0)),
        (class, priority) => {
            Some((class.unwrap_or(IoClass::BestEffort), priority.unwrap_or(DEFAULT_IO_PRIORITY)))
        }
    };
    let is_turn_set = read.cpu_policy.value.is_some()
        || read.cpu_priority.value.is_some()
        || read.cpu_resets_on_fork.value.is_some();
    let cpu = is_turn_set.then(|| {
        let policy = read.cpu_policy.value.unwrap_or(CpuPolicy::Other);
        let priority = read.cpu_priority.value.unwrap_or(*policy.priorities().start());
        CpuScheduling { policy, priority, resets_on_fork: read.cpu_resets_on_fork.value.unwrap_or(false) }
    });
    let processors = match read.processors.values.as_slice() {
        [] => None,
        ranges => Some(CpuSet::of(ranges.to_vec()).ranges().to_vec()),
    };
    Decided::by(Scheduling { io, cpu, processors }, from)
}
