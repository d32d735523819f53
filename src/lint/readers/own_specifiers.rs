//! Values that the unit's own name makes wrong: `After=%N` is a name without a type. The readers of values cannot know: they do
//! not ask for which unit one is.

use super::RefusedValue;
use super::expanded::Expanded;
use crate::byte_set::ByteSet;
use crate::lint::context::UnitEntryContext;
use crate::lint::mistake::Mistake;
use crate::source::Logical;
use crate::systemd::check::{self, Refused};
use crate::systemd::dependencies::stands_for;
use crate::systemd::directives::{DirectiveRow, Specifiers};
use crate::systemd::kinds::specifier::{Piece, Table, pieces};
use crate::systemd::kinds::unit_name::UnitName;

/// What means the same in every kind of value: neither quotes, blanks and backslashes nor a percent sign.
static PLAIN: ByteSet = ByteSet::new(b"-_.@:").and_alphanumeric();

/// Tells `found` of what the loader refuses in a value once the specifiers of the unit's name stand for what they do in this unit;
/// as they are written, the value is right.
pub(super) fn check(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    value: &Logical<'_>,
    text: &str,
    found: &mut dyn FnMut(&RefusedValue<'_>),
) {
    let table = match row.specifiers {
        Specifiers::Unit => Table::Full,
        Specifiers::UnitName | Specifiers::Install => Table::UnitName,
        // Which part of the value has any, only its reader could tell.
        Specifiers::UnitIn(_) | Specifiers::None => return,
    };
    let Some(own) = own(context, text) else { return };
    let mut expanded = Expanded::empty(value);
    for (piece, span) in pieces(text.as_bytes()) {
        let told = match piece {
            Piece::Specifier(letter) => stands_for(letter, &own, table),
            Piece::Literal(_) | Piece::Percent => None,
        };
        match told.filter(|told| PLAIN.has_all(told.as_bytes())) {
            Some(told) => expanded.push(&told, span.start, false),
            None => expanded.push(text.get(span.range()).unwrap_or_default(), span.start, true),
        }
    }
    expanded.finish();
    // An empty line takes back what was set before; one that becomes empty does not.
    if expanded.text.is_empty() || expanded.text == text {
        return;
    }
    check::check(row, &expanded.text, context.release(), &mut |Refused { cause, effect, mut error }| {
        error.span = expanded.in_value(error.span);
        let refused = Refused { cause, effect, error };
        found(&RefusedValue { context, value, mistake: Mistake { row, text, refused: &refused } });
    });
}

/// The name of the unit, if a text may ask for it and there is but one that the entry can be for.
pub(super) fn own<'a>(context: &UnitEntryContext<'a>, text: &str) -> Option<UnitName<'a>> {
    if !text.contains('%') {
        return None;
    }
    let unit = context.unit;
    // What lies in `app-.service.d` is for instances, too.
    let is_for_many = unit.main().is_drop_in && unit.stem().ends_with('-');
    UnitName::read(&unit.name).filter(|own| !own.is_template() && !is_for_many)
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::systemd::bad_dependency_name::BAD_DEPENDENCY_NAME;
    use crate::lint::rules::systemd::invalid_value::INVALID_VALUE;
    use crate::lint::testing::file;

    #[test]
    fn the_name_without_its_type_is_no_dependency() {
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
    fn the_name_is_no_address_and_no_time() {
        let count = |name: &str, text: &str| file(&INVALID_VALUE, name, text).len();
        assert_eq!(count("a.service", "[Unit]\nDocumentation=%N man:%N(8) https://x/%p\n"), 1);
        assert_eq!(count("a@b.timer", "[Timer]\nOnBootSec=%i\n"), 1);
        assert_eq!(count("a@5.timer", "[Timer]\nOnBootSec=%i\nOnActiveSec=%imin\n"), 0);
    }
}
