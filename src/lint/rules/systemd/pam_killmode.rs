//! `pam-killmode`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags `PAMName=` together with a `KillMode=` that leaves processes of the unit alone.
    ///
    /// ## Why
    ///
    /// A PAM session is held by a process of systemd's own that waits alongside the program. With `KillMode=process` or
    /// `none` nothing would end it, so systemd does not load the unit. `mixed` is for services only: sockets, mounts
    /// and swaps need `control-group`, the default.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// PAMName=login
    /// KillMode=process
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// PAMName=login
    /// KillMode=mixed
    /// ```
    ///
    /// ## Source
    ///
    /// `service_verify()`, `socket_verify()`, `mount_verify()`, `swap_verify()`, `src/core/`. Run on 252.
    pub static PAM_KILLMODE = {
        name: "pam-killmode",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::PAMName], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(section) = entry.section else { return };
    if !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let Some(mode) = context.last_in_effect(section, Name::KillMode) else { return };
    let value = mode.value();
    let says = match (section, value.text().unwrap_or_default()) {
        (_, "control-group") | (Section::Service, "mixed") => return,
        (Section::Service, _) => {
            "Service has PAM enabled. Kill mode must be set to 'control-group' or 'mixed'. Refusing."
        }
        _ => "Unit has PAM enabled. Kill mode must be set to 'control-group'. Refusing.",
    };
    sink.add(
        PAM_KILLMODE
            .at(mode.id.file, value.whole(), "a unit with a PAM session must kill all of its processes")
            .label("leaves the session's process alone")
            .related(entry.id.file, entry.item.name, "the session")
            .help(format!("systemd says: {says} It does not load the unit.")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn only_values_in_effect_are_flagged() {
        let count = |lines: &str| unit(&PAM_KILLMODE, &format!("[Service]\nExecStart=/a\n{lines}\n")).len();
        assert_eq!(count("PAMName=a\nKillMode=none"), 1);
        assert_eq!(count("PAMName=a"), 0);
        assert_eq!(count("PAMName=a\nKillMode=none\nKillMode=mixed"), 0);
        assert_eq!(count("PAMName=a\nKillMode=process\nPAMName="), 0);
        assert_eq!(count("PAMName=a\nKillMode=nothing"), 0, "an invalid value is ignored");
    }

    #[test]
    fn kill_mode_mixed_is_flagged_for_a_socket() {
        let text = "[Socket]\nListenStream=1\nPAMName=a\nKillMode=mixed\n";
        assert_eq!(file(&PAM_KILLMODE, "a.socket", text).len(), 1);
        assert!(file(&PAM_KILLMODE, "a.socket.d/b.conf", text).is_empty(), "a partial unit");
    }
}
