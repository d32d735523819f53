//! The JSON of the parts that values of leaves consist of.

use serde::Serialize;

use super::text::TextV1;
use crate::ir::{
    Assignment, Condition, ControlCommand, CpuScheduling, Duration, EndingSet, EnvironmentFile, IfUnmet,
    IoClass, Limit, ServiceDirectory, Trigger,
};

/// Exit codes and signals as lists of ranges: `1-255`, `0,2`; empty strings for none.
#[derive(Debug, Serialize)]
pub(super) struct EndingsV1 {
    exit: String,
    signals: String,
    start_timeout: bool,
    watchdog: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct AssignmentV1<'a> {
    name: TextV1<'a>,
    value: TextV1<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct EnvironmentFileV1<'a> {
    path: TextV1<'a>,
    optional: bool,
    by_shell: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ConditionV1<'a> {
    any_of: Vec<CheckV1<'a>>,
    otherwise: &'static str,
    /// Set for `exits` only.
    code: Option<u8>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum TriggerV1<'a> {
    Calendar { times: &'a str, crontab: Option<&'a str> },
    Once { micros: Option<u64> },
    Again { micros: Option<u64> },
}

#[derive(Debug, Serialize)]
pub(super) struct CheckV1<'a> {
    asks: &'static str,
    negated: bool,
    path: TextV1<'a>,
}

#[derive(Debug, Serialize)]
pub(super) struct IoV1 {
    class: &'static str,
    priority: u8,
}

#[derive(Debug, Serialize)]
pub(super) struct CpuV1 {
    policy: &'static str,
    priority: u8,
    resets_on_fork: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct PreparationV1<'a> {
    argv: Vec<TextV1<'a>>,
    own_name: Option<TextV1<'a>>,
    may_fail: bool,
    /// The endings after which the next command runs, unless exit code 0 is the only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    succeeds: Option<EndingsV1>,
    keeps_root: bool,
    /// The user that it runs as, where only the main program runs as root.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<TextV1<'a>>,
    /// What happens to the start if it fails, where that does not count as a failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<&'static str>,
    /// Whether it runs after the program has ended, whatever the result of the other commands.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    after_the_end: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct OwnDirectoryV1 {
    path: String,
    mode: String,
}

/// A resource limit, named as the option of `prlimit`; null means no limit. With `at_least` the hard limit is the
/// manager's.
#[derive(Debug, Serialize)]
pub(super) struct LimitV1 {
    resource: &'static str,
    soft: Option<u64>,
    hard: Option<u64>,
    at_least: bool,
}

impl<'a> AssignmentV1<'a> {
    pub(super) fn of(one: &'a Assignment<'_>) -> Self {
        Self { name: TextV1::of(&one.name), value: TextV1::of(&one.value) }
    }
}

impl<'a> EnvironmentFileV1<'a> {
    pub(super) fn of(file: &'a EnvironmentFile<'_>) -> Self {
        Self { path: TextV1::of(&file.path), optional: file.optional, by_shell: file.by_shell }
    }
}

impl IoV1 {
    pub(super) const fn of((class, priority): (IoClass, u8)) -> Self {
        Self { class: class.name(), priority }
    }
}

impl CpuV1 {
    pub(super) const fn of(scheduling: CpuScheduling) -> Self {
        let CpuScheduling { policy, priority, resets_on_fork } = scheduling;
        Self { policy: policy.name(), priority, resets_on_fork }
    }
}

impl OwnDirectoryV1 {
    pub(super) fn of(one: &ServiceDirectory<'_>) -> Self {
        Self { path: one.path().to_string(), mode: format!("{:04o}", one.mode) }
    }
}

impl LimitV1 {
    pub(super) fn of(one: &Limit) -> Self {
        let bound = |value: u64| (value != Limit::NONE).then_some(value);
        Self {
            resource: one.resource.option(),
            soft: bound(one.soft),
            hard: one.hard.and_then(bound),
            at_least: one.hard.is_none(),
        }
    }
}

impl EndingsV1 {
    pub(super) fn of(set: EndingSet) -> Self {
        Self {
            exit: ranges(set.codes()),
            signals: ranges(set.signals()),
            start_timeout: set.start_timeout,
            watchdog: set.watchdog,
        }
    }
}

impl<'a> PreparationV1<'a> {
    pub(super) fn of(one: &'a ControlCommand<'_>) -> Self {
        Self {
            argv: one.command.argv.iter().map(TextV1::of).collect(),
            own_name: one.command.argv0.as_ref().map(TextV1::of),
            may_fail: one.may_fail,
            succeeds: (one.succeeds != EndingSet::ZERO).then(|| EndingsV1::of(one.succeeds)),
            keeps_root: one.rights.runs_as_manager_user(),
            user: one.user.as_ref().map(TextV1::of),
            otherwise: one.if_unmet.map(name),
            after_the_end: false,
        }
    }

    pub(super) fn after(one: &'a ControlCommand<'_>) -> Self {
        Self { after_the_end: true, ..Self::of(one) }
    }
}

impl<'a> TriggerV1<'a> {
    pub(super) fn of(trigger: &'a Trigger) -> Self {
        match trigger {
            Trigger::Calendar { times, crontab } => Self::Calendar { times, crontab: crontab.as_deref() },
            Trigger::Once(pause) => Self::Once { micros: micros(*pause) },
            Trigger::Again(pause) => Self::Again { micros: micros(*pause) },
        }
    }
}

impl<'a> ConditionV1<'a> {
    pub(super) fn of(condition: &'a Condition<'_>) -> Self {
        let Condition { any_of, if_unmet } = condition;
        let checks = any_of.iter().map(|check| CheckV1 {
            asks: check.kind.name(),
            negated: check.is_negated,
            path: TextV1::of(&check.path),
        });
        let code = if let IfUnmet::Exits(code) = if_unmet { Some(*code) } else { None };
        Self { any_of: checks.collect(), otherwise: name(*if_unmet), code }
    }
}

const fn name(if_unmet: IfUnmet) -> &'static str {
    match if_unmet {
        IfUnmet::Skips => "skips",
        IfUnmet::Refuses => "refuses",
        IfUnmet::Exits(_) => "exits",
    }
}

/// Formats ascending numbers as ranges: `0,2-4`.
fn ranges(numbers: impl Iterator<Item = u8>) -> String {
    let mut ranges: Vec<(u8, u8)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let texts = ranges.iter().map(
        |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}-{last}") }
        },
    );
    texts.collect::<Vec<_>>().join(",")
}

/// A duration in whole microseconds; `None` for no limit.
pub(super) fn micros(duration: Duration) -> Option<u64> {
    (!duration.is_infinite()).then_some(duration.micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ranges() {
        assert_eq!(ranges([].into_iter()), "");
        assert_eq!(ranges([0, 2, 3, 4, 9].into_iter()), "0,2-4,9");
        assert_eq!(ranges(0..=255), "0-255");
    }

    #[test]
    fn an_infinite_duration_is_null() {
        assert_eq!(micros(Duration::INFINITE), None);
        assert_eq!(micros(Duration::ZERO), Some(0));
    }
}
