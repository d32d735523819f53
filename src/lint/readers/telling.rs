//! Rules that say more of a refused value than the generic ones, which are silent then.

use super::super::context::UnitEntryContext;
use super::super::rules::systemd::value_too_new::{self, VALUE_TOO_NEW};
use super::super::sink::Sink;
use crate::source::Logical;
use crate::systemd::check::{Cause, Refused};
use crate::systemd::directives::DirectiveRow;

/// Reports a refused value by the rule that is made for it; tells whether there is one.
pub(super) fn report(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    value: &Logical<'_>,
    text: &str,
    refused: &Refused,
    sink: &mut Sink,
) -> bool {
    if refused.cause == Cause::Value
        && let Some(known) = value_too_new::find(row, text, context.options.systemd_version)
        && sink.wants(&VALUE_TOO_NEW)
    {
        value_too_new::report(context, row, value, known, refused, sink);
        return true;
    }
    false
}
