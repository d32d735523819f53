//! `forking-without-pidfile`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::exec::ExecCommand;
use crate::unix::shell::{leaves_background_job, script_argument};

rule! {
    /// Flags `Type=forking` without `PIDFile=`. Reported as `warning` with `WatchdogSec=`, and where a shell starts the
    /// daemon in the background; as `info` elsewhere. `GuessMainPID=` says that it is meant; with `RemainAfterExit=yes`
    /// it does not matter.
    ///
    /// ## Why
    ///
    /// When the process that systemd started has exited, systemd guesses which of the others is the main one. With more
    /// than one process the guess may be wrong: the service is then restarted while it runs, or counts as running when
    /// it is dead. Better than a PID file is a daemon that stays in the foreground, with `Type=exec` or `notify`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// ExecStart=/usr/sbin/app
    /// Restart=on-failure
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// PIDFile=/run/app.pid
    /// ExecStart=/usr/sbin/app
    /// Restart=on-failure
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `Type=`: "it is recommended to also use the `PIDFile=` option"; `GuessMainPID=`. Found in
    /// the wild: systemd issue 4100.
    pub static FORKING_WITHOUT_PIDFILE = {
        name: "forking-without-pidfile",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Type], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    let Some((ServiceType::Forking, id)) = facts.service_type else { return };
    // With RemainAfterExit= the service stays active whichever process exits, and mostly none is left at all: a script
    // that loads a module. WatchdogSec= needs to know the main process nevertheless.
    if facts.remains_after_exit && !context.unit.sets(Name::WatchdogSec) {
        return;
    }
    // A bus name tells which process is the main one.
    if context.unit.sets_any(&[Name::GuessMainPID, Name::BusName]) || !context.is_whole() {
        return;
    }
    if context.last_in_effect(Section::Service, Name::PIDFile).is_some() {
        return;
    }
    let needs = if context.unit.sets(Name::WatchdogSec) {
        "WatchdogSec= acts on the guess"
    } else if context.commands.any_written(|line| line.contains(&b'&'))
        && context
            .commands
            .for_directives(&[Name::ExecStart])
            .any(|one| script_leaves_background_job(one.command))
    {
        "the shell runs the daemon in the background"
    } else {
        ""
    };
    let Some(entry) = context.unit.entry(id, context.sources) else { return };
    let level = if needs.is_empty() { Level::Info } else { Level::Warning };
    sink.add(
        FORKING_WITHOUT_PIDFILE
            .at(id.file, entry.value().whole(), "systemd has to guess which process is the main one")
            .level(level)
            .label(if needs.is_empty() { "no PIDFile=" } else { needs })
            .help(
                "systemd takes whichever process is left when the first one has exited. Name the daemon's \
                 PID file with PIDFile=, or better, keep the daemon in the foreground and use Type=exec.",
            ),
    );
}

/// Whether a command is a shell whose script leaves something in the background.
fn script_leaves_background_job(command: &ExecCommand<'_>) -> bool {
    let arguments = &command.arguments;
    script_argument(command.program_name(), arguments.iter().map(|word| &*word.bytes))
        .and_then(|(_, at)| arguments.get(at))
        .is_some_and(|script| leaves_background_job(&script.lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn levels(lines: &str) -> Vec<Level> {
        let text = format!("[Service]\nType=forking\n{lines}\n");
        unit(&FORKING_WITHOUT_PIDFILE, &text).iter().map(|found| found.level).collect()
    }

    #[test]
    fn it_is_a_warning_if_something_depends_on_the_guessed_main_pid() {
        assert_eq!(levels("ExecStart=/a"), [Level::Info]);
        assert_eq!(levels("ExecStart=/a\nRestart=no"), [Level::Info]);
        assert_eq!(levels("ExecStart=/a\nRestart=always"), [Level::Info]);
        assert_eq!(levels("ExecStart=/a\nWatchdogSec=1"), [Level::Warning]);
        assert_eq!(levels("ExecStart=/a\nWatchdogSec=1\nRemainAfterExit=yes"), [Level::Warning]);
        assert_eq!(levels("ExecStart=/bin/sh -c '/a &'"), [Level::Warning]);
        assert_eq!(levels("ExecStart=/bin/bash -lc 'cd /srv && nohup ./a >log 2>&1 &'"), [Level::Warning]);
        for in_front in
            ["/bin/sh -c '. /etc/profile && exec /a start'", "/bin/sh -c '/a >/var/log/a 2>&1'", "/a & b"]
        {
            assert_eq!(levels(&format!("ExecStart={in_front}")), [Level::Info], "{in_front}");
        }
    }

    #[test]
    fn pidfile_bus_name_explicit_guess_and_other_types_pass() {
        for line in
            ["PIDFile=/run/a.pid", "BusName=a.b", "GuessMainPID=yes", "Type=simple", "RemainAfterExit=yes"]
        {
            assert!(levels(&format!("ExecStart=/a\nRestart=always\n{line}")).is_empty(), "{line}");
        }
    }
}
