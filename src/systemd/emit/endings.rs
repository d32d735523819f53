//! Expresses a set of endings by `Restart=` and its three lists.

use crate::ir::EndingSet;
use crate::systemd::kinds::enums::Restart;
use crate::systemd::kinds::exit_status::{self, Ending};
use crate::systemd::lower::endings as lowered;

/// The settings that express a set of endings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RestartSettings {
    /// The value of `Restart=`; `no` is the default.
    pub(super) restart: Restart,
    /// The values of `RestartPreventExitStatus=`.
    pub(super) prevent: Vec<String>,
    /// The values of `RestartForceExitStatus=`.
    pub(super) force: Vec<String>,
}

/// Expresses a set with the value of `Restart=` that needs the fewest endings in the lists, if possible none.
///
/// If several need as many, `always` with `RestartPreventExitStatus=` comes first: it is the one rule that fits every
/// `exitcodes` (T3, T4); `on-failure` treats HUP, INT, TERM and PIPE as clean (R1-unexpected).
///
/// `success`: the endings that count as a success, without those after which the service is restarted.
pub(super) fn restart_settings(set: EndingSet, success: EndingSet) -> RestartSettings {
    let set = set.exits_and_signals();
    let endings = |restart| lowered::of_restart(restart, success).exits_and_signals();
    // In order of preference. Without `on-watchdog`, which restarts after neither exits nor signals.
    let values = [
        Restart::Always,
        Restart::No,
        Restart::OnFailure,
        Restart::OnSuccess,
        Restart::OnAbnormal,
        Restart::OnAbort,
    ];
    if let Some(restart) = values.into_iter().find(|restart| endings(*restart) == set) {
        return RestartSettings { restart, prevent: Vec::new(), force: Vec::new() };
    }
    let size = |set: EndingSet| set.codes().count() + set.signals().count();
    let besides =
        |restart: &Restart| size(endings(*restart).without(set)) + size(set.without(endings(*restart)));
    let restart = values.into_iter().min_by_key(besides).unwrap_or(Restart::No);
    let own = endings(restart);
    RestartSettings { restart, prevent: list(&own.without(set)), force: list(&set.without(own)) }
}

/// The list values of a set, without the two signals that have no name.
pub(super) fn list(set: &EndingSet) -> Vec<String> {
    let endings = set.codes().map(Ending::Exit).chain(set.signals().map(Ending::Signal));
    endings.filter_map(exit_status::write).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(set: EndingSet) -> String {
        let RestartSettings { restart, prevent, force } =
            restart_settings(set, lowered::default_success(false));
        format!("{} -{} +{}", restart.as_str(), prevent.join(" "), force.join(" "))
    }

    fn all_but(codes: impl IntoIterator<Item = u8>) -> EndingSet {
        let mut set = EndingSet::ALL;
        codes.into_iter().for_each(|code| set.set_code(code, false));
        set
    }

    #[test]
    fn a_set_is_written_with_as_few_words_as_possible() {
        assert_eq!(spelled(EndingSet::ALL), "always - +");
        assert_eq!(spelled(all_but([0, 2])), "always -0 2 +");
        assert_eq!(spelled(EndingSet::NONE), "no - +");
    }

    /// Additional endings that count as a success are excluded from `on-failure`.
    #[test]
    fn the_meaning_of_a_restart_policy_depends_on_success_exit_statuses() {
        let mut success = lowered::default_success(false);
        success.set_code(3, true);
        let set = lowered::of_restart(Restart::OnFailure, success);
        assert_eq!(restart_settings(set, success).restart, Restart::OnFailure);
        assert!(restart_settings(set, success).prevent.is_empty());
        assert_eq!(restart_settings(set, lowered::default_success(false)).prevent, ["3"]);
    }

    #[test]
    fn every_signal_and_one_exit_code_are_not_written_as_a_list_of_signals() {
        assert_eq!(spelled(all_but(1..=255)), "on-abnormal - +0 SIGHUP SIGINT SIGPIPE SIGTERM");
    }
}
