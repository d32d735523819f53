//! `kill-mode-process`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags `KillMode=process`: what the main process has started is left behind when the service stops.
    ///
    /// ## Why
    ///
    /// Processes that survive a stop keep ports, files and memory, and are still there when the service starts again:
    /// systemd logs a "left-over process" for each.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillMode=process
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillMode=mixed
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.kill(5), `KillMode=`: "this is not recommended".
    pub static KILL_MODE_PROCESS = {
        name: "kill-mode-process",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::KillMode], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text() else { return };
    if text != "process" {
        return;
    }
    if !context.unit.reads(entry) {
        return;
    }
    sink.add(
        KILL_MODE_PROCESS
            .at(entry.id.file, value.whole(), "children are left behind when the service stops")
            .label("only the main process is stopped")
            .help("KillMode=mixed asks the main process first and stops the others behind it."),
    );
}
