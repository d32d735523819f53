//! What the specifiers of a unit of a user stand for, where supervisord is that user's as well: a variable of its environment and
//! what stands behind that (`sd-path.c`).

use crate::ir::Purpose;

/// What one stands for.
pub(in crate::supervisord) struct OfUser {
    /// The variable that supervisord has.
    pub(in crate::supervisord) variable: &'static str,
    /// What stands behind its value.
    pub(in crate::supervisord) tail: &'static str,
    /// The variable that names another folder, if somebody set it. supervisord starts with none that is not there.
    pub(in crate::supervisord) instead: Option<&'static str>,
}

const fn home(tail: &'static str, instead: &'static str) -> OfUser {
    OfUser { variable: "HOME", tail, instead: Some(instead) }
}

/// The meaning of a specifier. In a unit of the system none of these is unknown.
pub(in crate::supervisord) fn of_user(letter: &str) -> Option<OfUser> {
    let own = |variable| OfUser { variable, tail: "", instead: None };
    Some(match letter {
        "h" => own("HOME"),
        "u" => own("USER"),
        "t" => own("XDG_RUNTIME_DIR"),
        "C" => home("/.cache", "XDG_CACHE_HOME"),
        "E" => home("/.config", "XDG_CONFIG_HOME"),
        "S" => home("/.local/state", "XDG_STATE_HOME"),
        _ => return None,
    })
}

/// The folder behind a variable that directories of a purpose lie in. Logs lie in one with state or with configuration.
pub(in crate::supervisord) fn folder(purpose: Purpose, variable: &str) -> Option<&'static str> {
    let letter = match purpose {
        Purpose::Runtime => "t",
        Purpose::State => "S",
        Purpose::Cache => "C",
        Purpose::Configuration => "E",
        Purpose::Logs => return None,
    };
    of_user(letter).filter(|one| one.variable == variable).map(|one| one.tail)
}
