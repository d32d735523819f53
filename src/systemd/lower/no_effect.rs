//! Values of directives outside the model that ask for nothing: what no program under another manager has anyway is not
//! lost.

use crate::ir::NativeReason;
use crate::systemd::directives::{DirectiveRow, EmptyAssignment, Name};
use crate::systemd::kinds::boolean;
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::own_units::{is_reached_at_shutdown, is_reached_early};

/// Whether a directive asks for anything with this value, so that something is missing without it.
pub(super) fn has_effect(row: &DirectiveRow, value: &str) -> bool {
    if value.is_empty() {
        return matches!(row.empty, EmptyAssignment::Error | EmptyAssignment::Nothing);
    }
    let is = |word: &str| value.eq_ignore_ascii_case(word);
    let is_off = || boolean::parse(value) == Ok(false);
    let nothing = match row.name {
        // If unset, `PrivateMounts=` follows from other directives, and the rest from the manager's configuration.
        Name::PrivateMounts
        | Name::RestrictNamespaces
        | Name::MemoryKSM
        | Name::BindLogSockets
        | Name::MountAPIVFS => is_off(),
        Name::PrivateTmp | Name::PrivateUsers | Name::ProtectControlGroups => is_off(),
        // supervisord does not interpret level prefixes in the output of programs.
        Name::SyslogLevelPrefix => is_off(),
        // supervisord never removes the directories.
        Name::RuntimeDirectoryPreserve => boolean::parse(value) == Ok(true),
        Name::ProtectProc => is("default"),
        Name::ProcSubset => is("all"),
        Name::DevicePolicy => is("auto"),
        Name::KeyringMode => is("inherit"),
        Name::ExitType => is("main"),
        Name::OOMPolicy => is("continue"),
        Name::Slice => is("system.slice"),
        Name::IPAddressAllow => is("any"),
        Name::TasksMax
        | Name::MemoryMax
        | Name::MemoryHigh
        | Name::MemorySwapMax
        | Name::MemoryZSwapMax
        | Name::MemoryLimit => is("infinity"),
        Name::SuccessAction
        | Name::FailureAction
        | Name::StartLimitAction
        | Name::JobTimeoutAction
        | Name::NotifyAccess => is("none"),
        // Both values mean that there is no limit.
        Name::TimeoutStartSec
        | Name::WatchdogSec
        | Name::JobTimeoutSec
        | Name::JobRunningTimeoutSec
        | Name::LogRateLimitIntervalSec => is_no_time(value) || is("infinity"),
        // Here 0 means immediately.
        Name::RuntimeMaxSec => is("infinity"),
        _ => row.default() == "no" && is_off(),
    };
    !nothing
}

/// Why the machine itself guarantees what a list of units asks for, if it does so for all of them; then nothing is
/// lost.
pub(super) fn guaranteed_reason<'u>(
    list: Name,
    units: impl IntoIterator<Item = &'u str>,
) -> Option<NativeReason> {
    let (is_kept, reason): (fn(&str) -> bool, _) = match list {
        Name::After | Name::Wants | Name::Requires | Name::Requisite => {
            (is_reached_early, NativeReason::ReachedBefore)
        }
        // Units ordered before such a target or in conflict with it are stopped by then, and so is supervisord with
        // everything that it started.
        Name::Before | Name::Conflicts => (is_reached_at_shutdown, NativeReason::StoppedAnyway),
        _ => return None,
    };
    let mut units = units.into_iter().peekable();
    (units.peek().is_some() && units.all(is_kept)).then_some(reason)
}

fn is_no_time(value: &str) -> bool {
    TimeSpan::read("", value).is_ok_and(|span| span.as_micros() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systemd::directives::{Section, lookup};

    fn affects(name: &str, value: &str) -> bool {
        let row = lookup(Section::Service, name.as_bytes()).expect(name);
        has_effect(row, value)
    }

    #[test]
    fn disabled_settings_have_no_effect() {
        for name in
            ["PrivateTmp", "PrivateDevices", "ProtectSystem", "ProtectHome", "DynamicUser", "Delegate"]
        {
            for off in ["no", "false", "OFF", "0"] {
                assert!(!affects(name, off), "{name}={off}");
            }
            assert!(affects(name, "yes"), "{name}");
        }
        assert!(affects("ProtectSystem", "strict") && affects("PrivateTmp", "disconnected"));
        // The default is yes, so `no` takes something away.
        assert!(affects("GuessMainPID", "no"));
    }

    #[test]
    fn unlimited_limits_have_no_effect() {
        assert!(!affects("TasksMax", "infinity") && affects("TasksMax", "10"));
        assert!(!affects("MemoryMax", "infinity") && affects("MemoryMax", "0"));
        assert!(!affects("TimeoutStartSec", "0") && !affects("TimeoutStartSec", "infinity"));
        assert!(!affects("TimeoutStartSec", "0s") && affects("TimeoutStartSec", "5min"));
        assert!(!affects("WatchdogSec", "0") && affects("RuntimeMaxSec", "0"));
    }

    #[test]
    fn empty_lists_have_no_effect() {
        assert!(
            !affects("SystemCallFilter", "") && !affects("ReadOnlyPaths", "") && !affects("ExecStopPost", "")
        );
        assert!(affects("SystemCallFilter", "@system-service"));
        // systemd cannot parse it and keeps the previous value.
        assert!(affects("PrivateDevices", ""));
    }
}
