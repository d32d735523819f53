//! `kill-mode-none`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::versions::Release;

rule! {
    /// Flags `KillMode=none`: stopping the unit leaves its processes running.
    ///
    /// ## Why
    ///
    /// systemd runs `ExecStop=` and then considers the unit stopped, whatever is still running. What is left keeps its
    /// ports, files and memory, and the next start adds a second copy of it. The setting has been deprecated since 246
    /// and will be removed. `mixed` asks the main process to stop and kills the rest at the end; `control-group` asks
    /// all processes.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillMode=none
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
    /// NEWS of 246; systemd.kill(5); `config_parse_kill_mode()`, `src/core/load-fragment.c`. Run on 252.
    pub static KILL_MODE_NONE = {
        name: "kill-mode-none",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(&[Name::KillMode], check),
    }
}

/// The first release that warns.
const DEPRECATED: Release = Release(246);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    if value.text() != Some("none") || !context.is_in_effect() {
        return;
    }
    let says = if context.release() < DEPRECATED {
        "systemd says nothing before 246, but leaves every process running that ExecStop= does not end."
    } else {
        "systemd says: Unit uses KillMode=none. This is unsafe, as it disables systemd's process lifecycle \
         management for the service. Please update the service to use a safer KillMode=, such as 'mixed' or \
         'control-group'. Support for KillMode=none is deprecated and will eventually be removed. It accepts the \
         value for now."
    };
    sink.add(
        KILL_MODE_NONE
            .at(entry.id.file, value.whole(), "stopping this unit leaves its processes running")
            .label("nothing is killed")
            .help(says)
            .fix("write `mixed`", Applicability::Unsafe, vec![Edit::replace(value.whole(), "mixed")]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn every_unit_type_with_processes_is_checked() {
        assert_eq!(unit(&KILL_MODE_NONE, "[Service]\nKillMode=none\n")[0].text, "none");
        assert_eq!(file_for(&KILL_MODE_NONE, 240, "a.socket", "[Socket]\nKillMode=none\n").len(), 1);
        assert!(unit(&KILL_MODE_NONE, "[Service]\nKillMode=process\n").is_empty());
    }
}
