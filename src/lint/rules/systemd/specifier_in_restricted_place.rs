//! `specifier-in-restricted-place`

use crate::diagnostic::{Applicability, Level};
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Specifiers;
use crate::systemd::kinds::specifier::Table;

rule! {
    /// Flags a specifier that exists, but not in unit names and not in `[Install]`.
    ///
    /// ## Why
    ///
    /// In unit names systemd only expands specifiers that cannot make a bad name: `%i`, `%p`, `%n` … in their escaped
    /// form. `%I`, `%P`, `%h` and the directories are not among them, and systemd ignores the word.
    ///
    /// ## Bad
    ///
    /// ```ini app@.service
    /// [Unit]
    /// After=dev-%I.device
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app %I
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app@.service
    /// [Unit]
    /// After=dev-%i.device
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app %I
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Specifiers"; `unit_name_printf()`, `src/core/unit-printf.c`. Run on 252.
    pub static SPECIFIER_IN_RESTRICTED_PLACE = {
        name: "specifier-in-restricted-place",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Whether the specifier is valid elsewhere.
pub(crate) fn matches(refused: &RefusedValue<'_>) -> bool {
    let letter = refused.word().as_bytes().get(1).copied().unwrap_or_default();
    matches!(refused.mistake.row.specifiers, Specifiers::UnitName | Specifiers::Install)
        && Table::Full.get(letter).is_some_and(|known| known.since <= refused.context.release())
}

/// Reports a specifier that is not known here.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let shown = refused.word();
    let effect = match refused.mistake.row.specifiers {
        Specifiers::Install => "`systemctl enable` fails.",
        _ => "It continues without the word.",
    };
    let finding = SPECIFIER_IN_RESTRICTED_PLACE
        .at(refused.file(), refused.place(), format!("`{shown}` is not expanded in unit names"))
        .label("not known here")
        .help(format!("systemd says: {} {effect}", sentence(&refused.error().message)));
    // A name needs the variant that stays escaped.
    let escaped = match shown {
        "%I" => "%i",
        "%P" => "%p",
        "%J" => "%j",
        _ => {
            sink.add(finding);
            return;
        }
    };
    let edit = Edit::replace(refused.place(), escaped);
    sink.add(finding.fix(format!("write `{escaped}`"), Applicability::Safe, vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file};

    fn found(line: &str) -> Vec<Found> {
        file(&SPECIFIER_IN_RESTRICTED_PLACE, "a@.service", &format!("{line}\n"))
    }

    #[test]
    fn the_fix_uses_the_escaped_specifier() {
        let fixed = found("[Unit]\nAfter=dev-%I.device")[0].fixed.clone().unwrap();
        assert_eq!(fixed, "[Unit]\nAfter=dev-%i.device\n");
        assert_eq!(found("[Install]\nWantedBy=%t.target")[0].fixed, None);
    }

    #[test]
    fn unknown_specifiers_are_left_to_another_rule() {
        assert!(found("[Unit]\nAfter=dev-%Z.device").is_empty());
        assert!(found("[Service]\nExecStart=/a %I").is_empty());
    }
}
