//! From a set of endings to `Restart=` and its three lists.

use crate::ir::EndingSet;
use crate::signals;
use crate::systemd::lower::endings as meaning;

/// How a set of endings is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// `Restart=`; `no` is the default.
    pub(super) restart: &'static str,
    /// `RestartPreventExitStatus=`
    pub(super) prevent: Vec<String>,
    /// `RestartForceExitStatus=`
    pub(super) force: Vec<String>,
}

/// Spells a set: by a word of `Restart=` alone where one means it, else by `always` without some endings or `no` with some.
///
/// `always` with `RestartPreventExitStatus=` is the one rule that fits every `exitcodes` (T3, T4); `on-failure` would not:
/// it takes HUP, INT, TERM and PIPE for clean (R1-unexpected).
pub(super) fn spell(set: EndingSet) -> Spelling {
    let set = set.of_programs();
    let word = |restart: &'static str| Spelling { restart, prevent: Vec::new(), force: Vec::new() };
    for restart in ["no", "always", "on-failure", "on-success", "on-abnormal", "on-abort"] {
        if meaning::of_word(restart, meaning::default_success(false)).of_programs() == set {
            return word(restart);
        }
    }
    let rest = EndingSet::ALL.of_programs().without(set);
    let size = |set: &EndingSet| set.codes().count() + set.signals().count();
    if size(&rest) <= size(&set) {
        Spelling { restart: "always", prevent: list(&rest), force: Vec::new() }
    } else {
        Spelling { restart: "no", prevent: Vec::new(), force: list(&set) }
    }
}

/// Exit codes by number, signals by name.
fn list(set: &EndingSet) -> Vec<String> {
    set.codes().map(|code| code.to_string()).chain(set.signals().map(signals::name)).collect()
}
