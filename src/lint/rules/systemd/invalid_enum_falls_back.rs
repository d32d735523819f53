//! `invalid-enum-falls-back`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::check::Effect;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags a value that is not in the fixed list that its directive accepts, in any release.
    ///
    /// ## Why
    ///
    /// systemd ignores the line, and the default applies: `Restart=unless-stopped` restarts nothing, and `Type=daemon`
    /// is `simple`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=unless-stopped
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// ```
    ///
    /// ## Source
    ///
    /// The lists in the manual pages and in `src/core/load-fragment.c`. Run on 252: `Failed to parse service restart
    /// specifier, ignoring: unless-stopped`.
    pub static INVALID_ENUM_FALLS_BACK = {
        name: "invalid-enum-falls-back",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports. Its advice is the list of values, which `invalid_value` adds.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(&INVALID_ENUM_FALLS_BACK, matches, "");

fn matches(mistake: &Mistake<'_>) -> bool {
    let ValueKind::Enum(values) = mistake.row.kind else { return false };
    mistake.refused.effect == Effect::LineIgnored && values.values().all(|known| known.word != mistake.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_help_lists_the_accepted_values() {
        let found = unit(&INVALID_ENUM_FALLS_BACK, "[Service]\nExecStart=/a\nProtectProc=true\n");
        assert!(
            found[0].help.ends_with(" It accepts default, noaccess, invisible, ptraceable."),
            "{}",
            found[0].help
        );
    }

    #[test]
    fn a_fix_that_would_get_the_unit_refused_is_not_safe() {
        let is_safe = |lines: &str| {
            let text = format!("[Service]\nExecStart=/a\n{lines}\n");
            unit(&INVALID_ENUM_FALLS_BACK, &text).remove(0).is_safe
        };
        assert!(is_safe("Type=OneShot") && is_safe("Type=OneShot\nRestart=on-failure"));
        assert!(is_safe("Type=simple\nRestart=Always") && is_safe("Type=Dbus\nBusName=a.b"));
        for lines in [
            "Type=OneShot\nRestart=always",
            "Type=oneshot\nRestart=Always",
            "Type=Dbus",
            "Type=OneShot\nExitType=cgroup",
        ] {
            assert!(!is_safe(lines), "{lines}");
        }
    }
}
