//! Rules that report a refused value with a message of their own; the generic rules are silent then. A rule that only
//! adds its name and its advice to the generic message is known to [`mistake`](super::super::mistake) instead.

use super::super::rules::systemd::bad_dependency_name::{self, BAD_DEPENDENCY_NAME};
use super::super::rules::systemd::pidfile_not_normalized::PIDFILE_NOT_NORMALIZED;
use super::super::rules::systemd::specifier_in_restricted_place::{self, SPECIFIER_IN_RESTRICTED_PLACE};
use super::super::rules::systemd::value_too_new::{self, VALUE_TOO_NEW};
use super::super::rules::systemd::wantedby_garbage::{self, WANTEDBY_GARBAGE};
use super::super::rules::systemd::workdir_bad::{self, WORKDIR_BAD};
use super::super::sink::Sink;
use super::RefusedValue;
use crate::lint::mistake::Mistake;
use crate::systemd::check::{Cause, Effect};
use crate::systemd::directives::{Name, Section, Specifiers, ValueKind};
use crate::unix::lexical_path::has_parent_dir;

/// Reports a refused value by the rule that is made for it; returns whether there is one.
pub(super) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) -> bool {
    let RefusedValue { context, value: _, mistake: Mistake { row, text, refused: _ } } = *refused;
    let is_list = matches!(row.kind, ValueKind::UnitList(_));
    match refused.mistake.refused.cause {
        Cause::Specifier
            if sink.wants(&SPECIFIER_IN_RESTRICTED_PLACE)
                && specifier_in_restricted_place::matches(refused) =>
        {
            specifier_in_restricted_place::report(refused, sink);
        }
        Cause::Value if row.specifiers == Specifiers::Install && is_list && sink.wants(&WANTEDBY_GARBAGE) => {
            wantedby_garbage::report(refused, sink);
        }
        Cause::Value
            if row.sections.contains(Section::Unit) && is_list && sink.wants(&BAD_DEPENDENCY_NAME) =>
        {
            bad_dependency_name::report(refused, sink);
        }
        Cause::Value
            if row.name == Name::WorkingDirectory
                && refused.effect() == Effect::UnitRefused
                && !text.starts_with(['"', '\''])
                && sink.wants(&WORKDIR_BAD) =>
        {
            workdir_bad::report(refused, sink);
        }
        // That rule looks at the entry itself: the reader accepts paths under /run as they are.
        Cause::Value
            if row.name == Name::PIDFile
                && has_parent_dir(text.as_bytes())
                && sink.wants(&PIDFILE_NOT_NORMALIZED) => {}
        Cause::Value if sink.wants(&VALUE_TOO_NEW) => {
            let Some(known) = value_too_new::find(row, text, refused.word(), context.release()) else {
                return false;
            };
            value_too_new::report(refused, known, sink);
        }
        _ => return false,
    }
    true
}
