//! `stopsignal-suspicious`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a `stopsignal` that stops nothing: 0, a word that is not a signal, or one that a process ignores or is
    /// only suspended by. One that leaves no time to clean up, KILL, is an info.
    ///
    /// ## Why
    ///
    /// 0 sends nothing at all, and CONT, CHLD, URG and WINCH are ignored by programs that do not handle them: each stop
    /// takes `stopwaitsecs` and ends with SIGKILL. STOP and its like suspend the process, so that it cannot even end.
    /// `SIG_IGN`, which supervisord also accepts, is HUP. WINCH is right for Apache, which stops gracefully on it.
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
        looks_at: LooksAt::Reader,
    }
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
    fn a_signal_that_does_not_end_a_program_is_a_warning() {
        for (signal, message) in [
            ("0", "this stopsignal sends nothing"),
            ("SIG_DFL", "this stopsignal sends nothing"),
            ("SIG_IGN", "`SIG_IGN` is not a signal"),
            ("STOP", "`STOP` suspends the program but does not end it"),
            ("20", "`20` suspends the program but does not end it"),
            ("sigcont", "`sigcont` does not end a program"),
            ("WINCH", "`WINCH` does not end a program"),
        ] {
            assert_eq!(found(signal), [(Level::Warning, message.to_owned())], "{signal}");
        }
    }

    #[test]
    fn kill_is_an_info() {
        for signal in ["KILL", "9", "SIGKILL"] {
            let message = format!("`{signal}` leaves the program no time to clean up");
            assert_eq!(found(signal), [(Level::Info, message)], "{signal}");
        }
    }

    #[test]
    fn terminating_and_invalid_signals_are_left_alone() {
        for signal in ["TERM", "sigint", "15", "USR1", "ABRT", "6", "RTMIN", "NOSUCH", "%(ENV_SIGNAL)s"] {
            assert_eq!(found(signal), [], "{signal}");
        }
    }

    #[test]
    fn apache_may_stop_with_winch() {
        for command in
            ["/usr/sbin/apache2 -DFOREGROUND", "/usr/sbin/httpd", "docker-php-entrypoint apache2-foreground"]
        {
            let text = format!("[program:a]\ncommand={command}\nstopsignal=WINCH\n");
            assert!(supervisord(&STOPSIGNAL_SUSPICIOUS, &text).is_empty(), "{command}");
        }
    }
}
