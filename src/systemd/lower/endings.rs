//! The endings after which `Restart=` and its related lists start the service again.

use crate::ir::EndingSet;
use crate::systemd::kinds::enums::Restart;
use crate::unix::signals;

/// The endings that count as clean without `SuccessExitStatus=`: exit 0, and death by SIGHUP, SIGINT, SIGTERM or SIGPIPE
/// (not the signals for `Type=oneshot`); systemd.service(5).
pub(crate) fn default_success(oneshot: bool) -> EndingSet {
    let mut set = EndingSet::ZERO;
    if !oneshot {
        for signal in [signals::HUP, signals::INT, signals::TERM, signals::PIPE] {
            set.set_signal(signal, true);
        }
    }
    set
}

/// The endings after which a value of `Restart=` starts the service again (the table in systemd.service(5)).
pub(crate) fn of_restart(restart: Restart, success: EndingSet) -> EndingSet {
    let unclean = EndingSet::ALL.without(success);
    let mut only_watchdog = EndingSet::NONE;
    only_watchdog.watchdog = true;
    match restart {
        Restart::No => EndingSet::NONE,
        Restart::Always => EndingSet::ALL,
        Restart::OnSuccess => success,
        Restart::OnFailure => unclean,
        Restart::OnAbnormal => unclean.without(EndingSet::CODES),
        Restart::OnAbort => unclean.without(EndingSet::CODES).exits_and_signals(),
        Restart::OnWatchdog => only_watchdog,
    }
}

/// The endings after which the service is started again, given `Restart=`, `RestartPreventExitStatus=` and
/// `RestartForceExitStatus=`. Prevention is checked first (`service_shall_restart()`, `src/core/service.c`).
pub(crate) fn of_restart_and_lists(
    restart: Restart,
    success: EndingSet,
    prevent: EndingSet,
    force: EndingSet,
) -> EndingSet {
    of_restart(restart, success).or(force).without(prevent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_failure_excludes_clean_exits_and_clean_signals() {
        let set = of_restart(Restart::OnFailure, default_success(false));
        assert!(set.has_code(1) && set.has_signal(9) && set.watchdog && set.start_timeout);
        assert!(!set.has_code(0) && !set.has_signal(signals::TERM) && !set.has_signal(signals::PIPE));
        assert!(of_restart(Restart::OnFailure, default_success(true)).has_signal(signals::TERM));
    }

    #[test]
    fn on_abort_covers_only_unclean_signals() {
        let set = of_restart(Restart::OnAbort, default_success(false));
        assert!(set.has_signal(6) && !set.has_code(1) && !set.watchdog);
        assert!(of_restart(Restart::OnAbnormal, default_success(false)).start_timeout);
    }

    #[test]
    fn restart_prevent_overrides_restart_force() {
        let mut one = EndingSet::NONE;
        one.set_code(1, true);
        let set = of_restart_and_lists(Restart::No, default_success(false), one, one);
        assert!(!set.has_code(1));
        assert!(of_restart_and_lists(Restart::No, default_success(false), EndingSet::NONE, one).has_code(1));
    }
}
