//! Users, groups and working directories that the unit's own name makes wrong: `User=%i` in a unit that has no instance.

use super::super::context::UnitEntryContext;
use super::super::rules::systemd::invalid_value;
use super::super::sink::Sink;
use super::RefusedValue;
use super::own_specifiers;
use crate::lint::mistake::Mistake;
use crate::source::{Logical, Span};
use crate::systemd::check::{Cause, Effect, Refused};
use crate::systemd::dependencies::expand;
use crate::systemd::directives::{DirectiveRow, Fatal, ValueKind};
use crate::systemd::kinds::specifier::Table;
use crate::systemd::kinds::user;
use crate::systemd::kinds::words::{Flags, Words};
use crate::value::ValueError;

/// Reports a user or a group that is none once its specifiers stand for what they do in this unit. The reader of the value
/// cannot know: it does not ask for which unit it is.
pub(super) fn own_name(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    value: &Logical<'_>,
    text: &str,
    sink: &mut Sink,
) {
    let Some(own) = own_specifiers::own(context, text) else { return };
    let mut look = |word: &str, span: Span| {
        let Some(name) = expand(word, Some(&own), Table::Full) else { return };
        if user::expanded(&name).is_some() {
            return;
        }
        let effect = match row.fatal {
            Fatal::Yes => Effect::UnitRefused,
            _ => Effect::WordIgnored,
        };
        let error = ValueError { span, message: user::refusal(&name), expected: user::EXPECTED };
        let refused = Refused { cause: Cause::Value, effect, error };
        invalid_value::report(
            &RefusedValue { context, value, mistake: Mistake { row, text, refused: &refused } },
            sink,
        );
    };
    if row.kind == ValueKind::UserOrGroup {
        look(text, Span::new(0, text.len() as u32));
        return;
    }
    for word in Words::new(text, Flags::PLAIN).flatten() {
        if let Some(name) = word.text() {
            look(name, word.span);
        }
    }
}

/// Reports a working directory that is none once its specifiers stand for what they do in this unit: `%i` is nothing where there is
/// no instance.
pub(super) fn own_folder(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    value: &Logical<'_>,
    text: &str,
    sink: &mut Sink,
) {
    let Some(own) = own_specifiers::own(context, text) else { return };
    // A dash in front says that the folder may be missing, not that there may be none.
    let path = text.strip_prefix('-').unwrap_or(text);
    let Some(folder) = expand(path, Some(&own), Table::Full).filter(|folder| !folder.starts_with('/')) else {
        return;
    };
    let message = format!("WorkingDirectory= path is not absolute: {folder}");
    let span = Span::new((text.len() - path.len()) as u32, text.len() as u32);
    let error = ValueError { span, message, expected: "an absolute path" };
    let effect = if path.len() == text.len() { Effect::UnitRefused } else { Effect::LineIgnored };
    let refused = Refused { cause: Cause::Value, effect, error };
    invalid_value::report(
        &RefusedValue { context, value, mistake: Mistake { row, text, refused: &refused } },
        sink,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;
    use crate::lint::testing::file;

    fn count(name: &str, lines: &str) -> usize {
        let found = file(&invalid_value::INVALID_VALUE, name, &format!("[Service]\n{lines}\n"));
        assert!(found.iter().all(|found| (found.level == Level::Error) != name.ends_with(".conf")));
        found.len()
    }

    #[test]
    fn an_instance_that_is_not_there_is_no_user() {
        assert_eq!((count("a.service", "User=%i"), count("a.service", "Group=%I")), (1, 1));
        assert_eq!((count("a.service", "User=x%i"), count("a.service", "User=%p")), (0, 0));
        assert_eq!((count("a@.service", "User=%i"), count("a@b.service", "User=%i")), (0, 0));
        assert_eq!(count("a.service", "SupplementaryGroups=%i adm"), 1);
    }

    #[test]
    fn an_instance_that_is_not_there_is_no_folder() {
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
    fn a_unit_may_have_a_name_that_no_user_has() {
        assert_eq!((count("65535.service", "User=%P"), count("1000.service", "User=%P")), (1, 0));
        assert_eq!((count("a\\x2fb.service", "User=%P"), count("a\\x20b.service", "User=%P")), (1, 0));
    }

    #[test]
    fn of_a_drop_in_the_units_may_be_many() {
        assert_eq!((count("a-.service.d/b.conf", "User=%i"), count("service.d/b.conf", "User=%i")), (0, 0));
        assert_eq!((count("a.service.d/b.conf", "User=%i"), count("a@.service.d/b.conf", "User=%i")), (1, 0));
    }
}
