//! Findings that the readers make while they read: lines without a meaning, values that their reader refuses.

use super::context::{EntryContext, UnitEntryContext};
use super::sink::Sink;
use crate::source::Sources;
use crate::supervisord::Config;
use crate::systemd::Unit;

pub(crate) fn supervisord_syntax(config: &Config, sources: &Sources, sink: &mut Sink) {
    let _ = (config, sources, sink);
}

pub(crate) fn supervisord_value(context: &EntryContext<'_>, sink: &mut Sink) {
    let _ = (context, sink);
}

pub(crate) fn systemd_syntax(unit: &Unit, sources: &Sources, sink: &mut Sink) {
    let _ = (unit, sources, sink);
}

pub(crate) fn systemd_value(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let _ = (context, sink);
}
