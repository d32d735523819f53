//! `mysqld-safe-ignores-stop`

use crate::diagnostic::Level;
use crate::lint::fix::stop_as_group;
use crate::lint::prefilter::may_be_mysqld_safe;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::base_name;
use crate::supervisord::kinds::{signal, words};
use crate::supervisord::options::Name;
use crate::unix::signals;

rule! {
    /// Flags `mysqld_safe` or `mariadbd-safe` as a program that supervisord stops directly: without `pidproxy` and
    /// without `stopasgroup=true`.
    ///
    /// ## Why
    ///
    /// The script starts the database and waits for it, and ignores the signals that should stop it. supervisord waits
    /// `stopwaitsecs`, kills the script, and the database keeps running without a parent. A restart then starts a
    /// second one on the same files, which cannot get their lock.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:mysql]
    /// command=/usr/bin/mysqld_safe
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:mysql]
    /// command=/usr/bin/mysqld_safe
    /// stopasgroup=true
    /// ```
    ///
    /// ```ini
    /// [program:mysql]
    /// command=/usr/bin/pidproxy /run/mysqld/mysqld.pid /usr/bin/mysqld_safe
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor's manual, "Pidproxy Program"; `trap '' 1 2 3 15` in the script.
    pub static MYSQLD_SAFE_IGNORES_STOP = {
        name: "mysqld-safe-ignores-stop",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(may_be_mysqld_safe, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(command) = context.entry(Name::Command) else { return };
    let value = command.value();
    let Some(Ok(word)) = value.text().and_then(|text| words::words(text).next()) else { return };
    let script = base_name(&word.text);
    if !SCRIPTS.contains(&script) {
        return;
    }
    // It reacts to other signals, if only by being killed. One that is not known may be any.
    let is_heard = context.entry(Name::Stopsignal).is_some_and(|_| {
        let known = context.expanded(Name::Stopsignal);
        !known.is_some_and(|text| signal::parse(&text).is_ok_and(|signal| IGNORED.contains(&signal)))
    });
    if is_heard || context.may_be_true(Name::Stopasgroup) {
        return;
    }
    let finding = MYSQLD_SAFE_IGNORES_STOP
        .at(command.id.file, value.span(word.span), format!("a stop kills {script} and leaves the database running"))
        .label("ignores the signal")
        .help(
            "supervisord sends the signal only to the script, which ignores it, and kills the script after stopwaitsecs. \
             stopasgroup=true sends the signal to the database as well; pidproxy sends it to the process in a PID file.",
        );
    sink.add(stop_as_group::fix(context, &command, finding));
}

/// The scripts that start the database and restart it.
const SCRIPTS: [&str; 2] = ["mariadbd-safe", "mysqld_safe"];

/// The signals that the script traps.
const IGNORED: [u8; 4] = [signals::HUP, signals::INT, signals::QUIT, signals::TERM];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&MYSQLD_SAFE_IGNORES_STOP, &format!("[program:m]\n{lines}\n"))
    }

    #[test]
    fn the_fix_adds_stopasgroup() {
        let all = found("command=/usr/bin/mysqld_safe --user=mysql");
        assert_eq!(all[0].text, "/usr/bin/mysqld_safe");
        let fixed = "[program:m]\ncommand=/usr/bin/mysqld_safe --user=mysql\nstopasgroup=true\n";
        assert_eq!(all[0].fixed.as_deref(), Some(fixed));
        assert_eq!(found("command=mariadbd-safe\nstopsignal=QUIT").len(), 1);
    }

    #[test]
    fn working_stops_and_other_programs_are_left_alone() {
        for lines in [
            "command=mysqld_safe\nstopasgroup=true",
            "command=pidproxy /run/m.pid mysqld_safe",
            "command=mysqld_safe\nstopsignal=KILL",
            "command=mysqld",
            "command=/opt/mysqld_safe/run",
        ] {
            assert!(found(lines).is_empty(), "{lines}");
        }
    }
}
