//! What the specifiers of a user unit expand to, if supervisord is run by that user as well: a variable of its
//! environment and a suffix (`sd-path.c`).

use crate::ir::Purpose;

/// The expansion of a specifier.
pub(in crate::supervisord) struct OfUser {
    /// The variable in supervisord's environment.
    pub(in crate::supervisord) variable: &'static str,
    /// The suffix after its value.
    pub(in crate::supervisord) tail: &'static str,
    /// The variable that overrides the directory if it is set; it cannot be used, since supervisord does not start if a
    /// variable is missing.
    pub(in crate::supervisord) instead: Option<&'static str>,
}

const fn home(tail: &'static str, instead: &'static str) -> OfUser {
    OfUser { variable: "HOME", tail, instead: Some(instead) }
}

/// The expansion of a specifier. In a system unit none of these is unknown.
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

/// The suffix after a variable for the directory that contains directories of this purpose. `None` for logs, which are
/// with state or with configuration.
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
