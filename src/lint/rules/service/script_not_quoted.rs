//! `script-not-quoted`

use crate::diagnostic::Level;
use crate::lint::commands::command_line::{CommandLine, is_shell};
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;

rule! {
    /// Flags a shell script that is one word without quotes, while more words follow: `sh -c /usr/bin/app --port 80`.
    ///
    /// ## Why
    ///
    /// A shell reads the one word after `-c` as its script. What follows becomes `$0`, `$1` … of that script, and a
    /// script that does not use them runs without them: the program starts, and gets no options.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/sh -c /usr/bin/app --port 80
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/sh -c 'exec /usr/bin/app --port 80'
    /// ```
    ///
    /// ## Source
    ///
    /// sh(1p), `-c`: `command_name` and `argument` become `$0` and the positional parameters.
    pub static SCRIPT_NOT_QUOTED = {
        name: "script-not-quoted",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Service(prefilter::may_be_shell, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    for command in CommandLine::all(context) {
        // `env`, `sudo` and the like have options of their own: only clear cases are reported.
        if !is_shell(command.program().base_name().as_bytes()) {
            continue;
        }
        let Some(at) = command.script_index() else { continue };
        let (Some(script), Some(next)) = (command.words.get(at), command.words.get(at + 1)) else { continue };
        // A script with a dollar sign may use its arguments; systemd and supervisord may expand `$X` and `%(x)s` to
        // text with spaces; typographic quotes have a rule of their own.
        if script.is_quoted()
            || script.text.contains(['$', '%', '`', ';', '|', '&', '‘', '“'])
            || script.text.is_empty()
        {
            continue;
        }
        let (file, span) = script.place;
        sink.add(
            SCRIPT_NOT_QUOTED
                .at(file, span, format!("`{}` is the whole script", script.text))
                .label("the shell runs only this")
                .related(next.place.0, next.place.1, "unused parameters from here on")
                .help("A shell reads only the one word after -c as its script. Put all of it in quotes."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord, unit};

    fn found(command: &str) -> Vec<Found> {
        let of_unit = unit(&SCRIPT_NOT_QUOTED, &format!("[Service]\nExecStart={command}\n"));
        let of_program = supervisord(&SCRIPT_NOT_QUOTED, &format!("[program:w]\ncommand={command}\n"));
        assert_eq!(of_unit.len(), of_program.len(), "{command}");
        of_unit
    }

    #[test]
    fn the_word_that_is_run_is_told() {
        assert_eq!(found("/bin/bash -c cd /srv && ./run")[0].text, "cd");
        assert_eq!(found("/bin/sh -ec /usr/bin/app --port 80")[0].text, "/usr/bin/app");
    }

    #[test]
    fn a_script_in_quotes_and_one_that_asks_for_its_parameters_pass() {
        for command in [
            "/bin/sh -c 'exec app --port 80'",
            "/bin/sh -c 'exec \"$0\" \"$@\"' app --port 80",
            "/bin/sh -c app",
            "/bin/sh -c $SCRIPT x",
            "/bin/sh /srv/run.sh a b",
            "/bin/bash -c -- 'echo d > x'",
            "/bin/sh -l -c 'a' b",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }
}
