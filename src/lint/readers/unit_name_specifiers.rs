//! Values that are wrong because of the unit's own name: `After=%N` is a name without a type, `User=%i` is not a user
//! in a unit that is not an instance. The readers of values cannot know: they are not told which unit a value is for.

use super::expanded::Expanded;
use crate::source::{MappedText, Span};
use crate::systemd::Unit;
use crate::systemd::check::{self, Refusal};
use crate::systemd::dependencies::{expand, specifier_value};
use crate::systemd::directives::{DirectiveRow, Specifiers};
use crate::systemd::kinds::specifier::{Piece, Table, pieces};
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::text::byte_set::ByteSet;

/// The bytes that are literal in every kind of value: no quotes, whitespace, backslashes or percent signs.
static PLAIN: ByteSet = ByteSet::new(b"-_.@:/").with_alphanumeric();

/// Calls `found` with what the loader refuses in a value once the specifiers of the unit's name are expanded for this
/// unit; unexpanded, the value is right.
pub(crate) fn check(
    unit: &Unit,
    row: &DirectiveRow,
    value: &MappedText<'_>,
    release: Release,
    found: &mut dyn FnMut(Refusal),
) {
    let table = match row.specifiers {
        Specifiers::Unit => Table::Full,
        Specifiers::UnitName | Specifiers::Install => Table::UnitName,
        // Only its reader could tell which part of the value has specifiers.
        Specifiers::UnitIn(_) | Specifiers::None => return,
    };
    let Some(text) = value.text() else { return };
    let Some(own) = own_name(unit, text) else { return };
    let whole = Span::new(0, text.len() as u32);
    let mut expanded = Expanded::empty(value);
    let mut may_empty_words = false;
    for (piece, span) in pieces(text.as_bytes()) {
        let expansion = match piece {
            Piece::Specifier(letter) => specifier_value(letter, &own, table),
            Piece::Literal(_) | Piece::Percent => None,
        };
        may_empty_words |= expansion.as_deref() == Some("");
        match expansion.filter(|expansion| PLAIN.has_all(expansion.as_bytes())) {
            Some(expansion) => expanded.push(&expansion, span.start, false),
            None => expanded.push(span.text(text), span.start, true),
        }
    }
    if may_empty_words {
        // A line is split into words before specifiers are expanded: a word that becomes empty is still a word.
        for word in Words::new(text, Flags::PLAIN).flatten() {
            let filled = word.text().and_then(|text| expand(text, Some(&own), table));
            if filled.as_deref() == Some("") {
                check::empty_expansion(row, word.span == whole, release, &mut |mut refused| {
                    refused.error.span = word.span;
                    found(refused);
                });
            }
        }
    }
    expanded.finish();
    if expanded.text == text || expanded.text.is_empty() {
        return;
    }
    check::check(row, &expanded.text, release, &mut |mut refused| {
        let place = refused.error.span;
        // Nothing is left of the part that is wrong, so the whole value is.
        refused.error.span = if place.is_empty() { whole } else { expanded.in_value(place) };
        found(refused);
    });
}

/// The name of the unit, if the text may refer to it and can be for this unit only.
fn own_name<'u>(unit: &'u Unit, text: &str) -> Option<UnitName<'u>> {
    if !text.contains('%') {
        return None;
    }
    // A drop-in in `app-.service.d` applies to every unit whose name starts with `app-`.
    let is_for_many = unit.main().is_drop_in && unit.stem().ends_with('-');
    UnitName::read(&unit.name).filter(|own| !own.is_template() && !is_for_many)
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Level;
    use crate::lint::Rule;
    use crate::lint::rules::systemd::bad_dependency_name::BAD_DEPENDENCY_NAME;
    use crate::lint::rules::systemd::invalid_value::INVALID_VALUE;
    use crate::lint::rules::systemd::workdir_bad::WORKDIR_BAD;
    use crate::lint::testing::file;

    #[test]
    fn a_dependency_without_a_unit_type_after_expansion_is_flagged() {
        let found = |name: &str, line: &str| -> Vec<String> {
            let found = file(&BAD_DEPENDENCY_NAME, name, &format!("[Unit]\n{line}\n"));
            found.into_iter().map(|one| one.text).collect()
        };
        assert_eq!(found("a.service", "After=b.service %N c.service"), ["%N"]);
        assert_eq!(found("a.service", "PartOf=x-%p"), ["x-%p"]);
        assert_eq!(found("a@b.service", "Wants=%p@%i.mount"), ["%p@%i.mount"]);
        for (name, line) in [
            ("a.service", "After=%n %N.socket %p.target x-%n"),
            ("a@.service", "After=%i %N"),
            ("a@b.target.service", "After=%i"),
            ("a@b.service", "After=%H %i.device"),
            ("a\\x2db.service", "After=%N"),
            ("a-.service.d/b.conf", "After=%N"),
        ] {
            assert!(found(name, line).is_empty(), "{name} {line}");
        }
    }

    #[test]
    fn a_specifier_that_expands_to_an_invalid_value_is_flagged() {
        let count = |name: &str, text: &str| file(&INVALID_VALUE, name, text).len();
        assert_eq!(count("a.service", "[Unit]\nDocumentation=%N man:%N(8) https://x/%p\n"), 1);
        assert_eq!(count("a@b.timer", "[Timer]\nOnBootSec=%i\n"), 1);
        assert_eq!(count("a@5.timer", "[Timer]\nOnBootSec=%i\nOnActiveSec=%imin\n"), 0);
    }

    #[test]
    fn a_value_that_expands_to_nothing_quotes_the_systemd_message() {
        let helps = |rule: &'static Rule, section: &str, line: &str| -> Vec<(String, String)> {
            let found = file(rule, "a.service", &format!("[{section}]\n{line}\n"));
            found.into_iter().map(|one| (one.text, one.help)).collect()
        };
        for (section, line, text, message) in [
            ("Unit", "ConditionPathExists=%i", "%i", "ConditionPathExists= path is not absolute, ignoring:"),
            ("Service", "EnvironmentFile=-%i", "-%i", "EnvironmentFile= path is not absolute, ignoring:"),
            ("Service", "ReadWritePaths=/x %i", "%i", "ReadWritePaths= path is not absolute, ignoring:"),
            ("Service", "StateDirectory=%i x", "%i", "StateDirectory= path has invalid length (0 bytes)"),
            ("Service", "Slice=%i", "%i", "Failed to load slice unit , ignoring: Unit name  is not valid."),
        ] {
            let found = helps(&INVALID_VALUE, section, line);
            assert_eq!(found.len(), 1, "{line}");
            assert!(found[0].0 == text && found[0].1.contains(message), "{line}: {found:?}");
        }
        let found = helps(&BAD_DEPENDENCY_NAME, "Unit", "Wants=a.service %i");
        assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["%i"]);
        for line in ["RootDirectory=%i", "PIDFile=%i", "SyslogIdentifier=%i", "ReadWritePaths=%i/x"] {
            assert!(helps(&INVALID_VALUE, "Service", line).is_empty(), "{line}");
        }
    }

    fn count(name: &str, lines: &str) -> usize {
        let rule = if lines.starts_with("WorkingDirectory=") { &WORKDIR_BAD } else { &INVALID_VALUE };
        let found = file(rule, name, &format!("[Service]\n{lines}\n"));
        assert!(found.iter().all(|found| (found.level == Level::Error) != name.ends_with(".conf")));
        found.len()
    }

    #[test]
    fn an_empty_instance_specifier_is_not_a_user() {
        assert_eq!((count("a.service", "User=%i"), count("a.service", "Group=%I")), (1, 1));
        assert_eq!((count("a.service", "User=x%i"), count("a.service", "User=%p")), (0, 0));
        assert_eq!((count("a@.service", "User=%i"), count("a@b.service", "User=%i")), (0, 0));
        assert_eq!(count("a.service", "SupplementaryGroups=%i adm"), 1);
    }

    #[test]
    fn an_empty_instance_specifier_is_not_a_directory() {
        assert_eq!(
            (count("a.service", "WorkingDirectory=%i"), count("a.service", "WorkingDirectory=%p/x")),
            (1, 1)
        );
        assert_eq!(
            (count("a.service", "WorkingDirectory=/x/%i"), count("a.service", "WorkingDirectory=%h")),
            (0, 0)
        );
        assert_eq!(
            (count("a@.service", "WorkingDirectory=%i"), count("a.service", "WorkingDirectory=%f")),
            (0, 0)
        );
    }

    #[test]
    fn a_unit_name_may_be_an_invalid_user_name() {
        assert_eq!((count("65535.service", "User=%P"), count("1000.service", "User=%P")), (1, 0));
        assert_eq!((count("a\\x2fb.service", "User=%P"), count("a\\x20b.service", "User=%P")), (1, 0));
    }

    #[test]
    fn specifiers_in_a_shared_drop_in_are_not_expanded() {
        assert_eq!((count("a-.service.d/b.conf", "User=%i"), count("service.d/b.conf", "User=%i")), (0, 0));
        assert_eq!((count("a.service.d/b.conf", "User=%i"), count("a@.service.d/b.conf", "User=%i")), (1, 0));
    }
}
