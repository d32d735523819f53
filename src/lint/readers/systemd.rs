//! Findings of systemd's readers.

use super::super::context::UnitEntryContext;
use super::super::sink::Sink;
use crate::source::Sources;
use crate::systemd::Unit;

pub(crate) fn systemd_syntax(unit: &Unit, sources: &Sources, sink: &mut Sink) {
    let _ = (unit, sources, sink);
}

pub(crate) fn systemd_value(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let _ = (context, sink);
}
