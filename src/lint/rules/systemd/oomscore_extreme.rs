//! `oomscore-extreme`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a service that the kernel may never kill when memory runs out.
    ///
    /// ## Why
    ///
    /// At -1000 the kernel takes everything else first, even if this service is the one that leaks.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// OOMScoreAdjust=-1000
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// OOMScoreAdjust=-500
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `OOMScoreAdjust=`; proc_pid_oom_score_adj(5).
    pub static OOMSCORE_EXTREME = {
        name: "oomscore-extreme",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::OOMScoreAdjust], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text() else { return };
    if text != "-1000" {
        return;
    }
    if !context.unit.reads(entry) {
        return;
    }
    sink.add(OOMSCORE_EXTREME.at(entry.id.file, value.whole(), "the kernel never kills this service for memory").label("exempt").help("A smaller value, such as -500, protects it nearly as well and lets the machine survive a leak."));
}
