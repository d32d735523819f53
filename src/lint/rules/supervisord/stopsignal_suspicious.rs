//! `stopsignal-suspicious`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};
use crate::supervisord::signal;

rule! {
    /// Flags a `stopsignal` that stops nothing: 0, a word that is no signal, or one that a process ignores or is only held by. One
    /// that leaves no time to clean up, KILL, is an info.
    ///
    /// ## Why
    ///
    /// 0 sends nothing at all, and CONT, CHLD, URG and WINCH are ignored by whoever does not ask for them: each stop takes
    /// `stopwaitsecs` and ends with SIGKILL. STOP and its like hold the process, so that it cannot even end. `SIG_IGN`, which
    /// supervisord takes too, is HUP. WINCH is right for Apache, which ends gracefully at it.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopsignal=0
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopsignal=TERM
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; signal(7); supervisor 4.3.0, `datatypes.py`, `signal_number`.
    pub static STOPSIGNAL_SUSPICIOUS = {
        name: "stopsignal-suspicious",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Program, SectionKind::FcgiProgram, SectionKind::EventListener], check),
    }
}

/// Numbers of signals on Linux.
const KILL: u8 = 9;
const CHLD: u8 = 17;
const CONT: u8 = 18;
const STOP: u8 = 19;
const TTOU: u8 = 22;
const URG: u8 = 23;
const WINCH: u8 = 28;

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Stopsignal) else { return };
    if matches!(entry.item.value.slice(entry.bytes), b"TERM" | b"INT" | b"QUIT" | b"HUP" | b"USR1" | b"USR2")
    {
        return;
    }
    let Some(text) = context.known(Name::Stopsignal) else { return };
    let Ok(number) = signal::parse(&text) else { return };
    let waits =
        "Each stop takes stopwaitsecs and ends with SIGKILL. Write TERM, or what the program ends at.";
    let (message, label, help) = match number {
        0 => ("this stopsignal sends nothing".to_owned(), "no signal has this number", waits.to_owned()),
        _ if text.contains('_') => (
            format!("`{text}` is no signal"),
            "a constant of Python",
            format!("Python has such a constant, its value is {number}, and supervisord sends the signal of this number. Write its name."),
        ),
        STOP..=TTOU => (
            format!("`{text}` holds the program and does not end it"),
            "it cannot even clean up",
            waits.to_owned(),
        ),
        CHLD | CONT | URG => (format!("`{text}` ends no program"), "ignored by nearly all", waits.to_owned()),
        WINCH if !ends_at_winch(context) => (format!("`{text}` ends no program"), "ignored by nearly all", waits.to_owned()),
        KILL => (
            format!("`{text}` leaves the program no time to clean up"),
            "ends it at once",
            "Files are left half written and children go on. supervisord sends KILL by itself to a program that has not ended after \
             stopwaitsecs; TERM asks it first."
                .to_owned(),
        ),
        _ => return,
    };
    let finding = STOPSIGNAL_SUSPICIOUS.at(entry.id.file, entry.item.value, message).label(label).help(help);
    sink.add(if number == KILL { Diagnostic { level: Level::Info, ..finding } } else { finding });
}

/// Whether a program is Apache, or may start it.
fn ends_at_winch(context: &SectionContext<'_>) -> bool {
    let command = context.value(Name::Command).unwrap_or_default();
    ["apache", "httpd", "php"].iter().any(|name| command.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(signal: &str) -> Vec<(Level, String)> {
        let text = format!("[program:a]\ncommand=/usr/sbin/cron\nstopsignal={signal}\n");
        supervisord(&STOPSIGNAL_SUSPICIOUS, &text)
            .into_iter()
            .map(|found| (found.level, found.message))
            .collect()
    }

    #[test]
    fn a_signal_that_ends_nothing_is_a_warning() {
        for (signal, message) in [
            ("0", "this stopsignal sends nothing"),
            ("SIG_DFL", "this stopsignal sends nothing"),
            ("SIG_IGN", "`SIG_IGN` is no signal"),
            ("STOP", "`STOP` holds the program and does not end it"),
            ("20", "`20` holds the program and does not end it"),
            ("sigcont", "`sigcont` ends no program"),
            ("WINCH", "`WINCH` ends no program"),
        ] {
            assert_eq!(found(signal), [(Level::Warning, message.to_owned())], "{signal}");
        }
    }

    #[test]
    fn kill_is_worth_knowing() {
        for signal in ["KILL", "9", "SIGKILL"] {
            let message = format!("`{signal}` leaves the program no time to clean up");
            assert_eq!(found(signal), [(Level::Info, message)], "{signal}");
        }
    }

    #[test]
    fn signals_that_end_a_program_and_what_is_refused_are_left_alone() {
        for signal in ["TERM", "sigint", "15", "USR1", "ABRT", "6", "RTMIN", "NOSUCH", "%(ENV_SIGNAL)s"] {
            assert_eq!(found(signal), [], "{signal}");
        }
    }

    #[test]
    fn apache_ends_at_winch() {
        for command in
            ["/usr/sbin/apache2 -DFOREGROUND", "/usr/sbin/httpd", "docker-php-entrypoint apache2-foreground"]
        {
            let text = format!("[program:a]\ncommand={command}\nstopsignal=WINCH\n");
            assert!(supervisord(&STOPSIGNAL_SUSPICIOUS, &text).is_empty(), "{command}");
        }
    }
}
