//! `pidfile-without-forking`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags `PIDFile=` in a service whose type is not `forking`. With `ExecReload=` or `ExecStartPost=` it passes:
    /// after their commands systemd reads the file, and follows a program that replaced the one it started.
    ///
    /// ## Why
    ///
    /// For every other type systemd knows the main process without a file, because it started it. The line is usually
    /// left over from an init script; its only effect is that the file is removed when the service has stopped.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=exec
    /// ExecStart=/usr/bin/app
    /// PIDFile=/run/app.pid
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=exec
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `PIDFile=`: "should be avoided in modern projects"; `service_sigchld_event()`, `src/core/service.c`.
    pub static PIDFILE_WITHOUT_FORKING = {
        name: "pidfile-without-forking",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::PIDFile], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    if facts.start_commands.is_empty()
        || facts.effective_type() == ServiceType::Forking
        || context.unit.sets_any(&[Name::ExecReload, Name::ExecStartPost])
        || !context.is_whole()
    {
        return;
    }
    let Some(entry) = context.last_in_effect(Section::Service, Name::PIDFile) else { return };
    // `Type=Forking` is meant as `forking`, although systemd does not read it so.
    let types = context.unit.entries_of(context.sources, &[Name::Type]);
    let means_forking =
        |entry: &UnitEntry<'_>| entry.item.value.slice(entry.bytes).eq_ignore_ascii_case(b"forking");
    if types.last().is_some_and(means_forking) {
        return;
    }
    sink.add(
        PIDFILE_WITHOUT_FORKING
            .at(entry.id.file, entry.value().whole(), format!("a service of Type={} needs no PID file", facts.effective_type().as_str()))
            .label("the main process is known")
            .help(
                "systemd knows the process that it started, and only removes the file after the stop. Remove the \
                 line; if the program goes to the background, set Type=forking.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_forking_daemon_passes() {
        let count = |lines: &str| {
            unit(&PIDFILE_WITHOUT_FORKING, &format!("[Service]\nExecStart=/a\n{lines}\n")).len()
        };
        assert_eq!((count("PIDFile=/run/a.pid"), count("PIDFile=/run/a.pid\nType=notify")), (1, 1));
        assert_eq!(
            (count("PIDFile=/run/a.pid\nType=forking"), count("PIDFile=/run/a.pid\nPIDFile=")),
            (0, 0)
        );
        assert_eq!(count("PIDFile=/run/a.pid\nExecReload=/bin/kill -USR2 $MAINPID"), 0);
        assert_eq!(count("PIDFile=/run/a.pid\nType=Forking"), 0, "the intended type is clear");
    }
}
