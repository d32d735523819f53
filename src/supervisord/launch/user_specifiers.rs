//! What the specifiers of a user unit expand to, if supervisord is run by that user as well: a variable of its
//! environment and a suffix (`sd-path.c`).

use crate::ir::Purpose;

/// The expansion of a specifier.
pub(in crate::supervisord) struct UserSpecifier {
    /// The variable in supervisord's environment.
    pub(in crate::supervisord) variable: &'static str,
    /// The suffix after its value.
    pub(in crate::supervisord) suffix: &'static str,
    /// The variable that overrides the directory if it is set; it cannot be used, since supervisord does not start if a
    /// variable is missing.
    pub(in crate::supervisord) overridden_by: Option<&'static str>,
}

const fn below_home(suffix: &'static str, overridden_by: &'static str) -> UserSpecifier {
    UserSpecifier { variable: "HOME", suffix, overridden_by: Some(overridden_by) }
}

/// The expansion of a specifier. In a system unit none of these is unknown.
pub(in crate::supervisord) fn user_specifier(letter: &str) -> Option<UserSpecifier> {
    let own = |variable| UserSpecifier { variable, suffix: "", overridden_by: None };
    Some(match letter {
        "h" => own("HOME"),
        "u" => own("USER"),
        "t" => own("XDG_RUNTIME_DIR"),
        "C" => below_home("/.cache", "XDG_CACHE_HOME"),
        "E" => below_home("/.config", "XDG_CONFIG_HOME"),
        "S" => below_home("/.local/state", "XDG_STATE_HOME"),
        _ => return None,
    })
}

/// The suffix after a variable for the directory that contains directories of this purpose. `None` for logs, which are
/// with state or with configuration.
pub(in crate::supervisord) fn directory_suffix(purpose: Purpose, variable: &str) -> Option<&'static str> {
    let letter = match purpose {
        Purpose::Runtime => "t",
        Purpose::State => "S",
        Purpose::Cache => "C",
        Purpose::Configuration => "E",
        Purpose::Logs => return None,
    };
    user_specifier(letter).filter(|one| one.variable == variable).map(|one| one.suffix)
}
