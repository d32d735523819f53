//! `script-not-quoted`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::commands::command_line::CommandLine;
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::unix::shell::is_shell;

rule! {
    /// Flags a shell script that is one word without quotes, while more words follow: `sh -c /usr/bin/app --port 80`. The same
    /// goes for the directives in `nginx -g daemon off;`.
    ///
    /// ## Why
    ///
    /// A shell reads the one word after `-c` as its script. What follows becomes `$0`, `$1` … of that script, and a
    /// script that does not use them runs without them: the program starts, and gets no options. nginx does not start at all.
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
    /// sh(1p), `-c`: `command_name` and `argument` become `$0` and the positional parameters. nginx(8), `-g`; run with 1.22:
    /// `invalid option: "off;"`.
    pub static SCRIPT_NOT_QUOTED = {
        name: "script-not-quoted",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Service(prefilter::may_be_shell_or_nginx, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    for command in CommandLine::all(context) {
        // `env`, `sudo` and the like have options of their own: only clear cases are reported.
        let finding = match command.program().base_name() {
            "nginx" => split_directives(&command),
            shell if is_shell(shell.as_bytes()) => split_script(&command),
            _ => None,
        };
        finding.into_iter().for_each(|finding| sink.add(finding));
    }
}

fn split_script(command: &CommandLine<'_>) -> Option<Diagnostic> {
    let at = command.script_index()?;
    let (script, next) = (command.words.get(at)?, command.words.get(at + 1)?);
    // A script with a dollar sign may use its arguments; systemd and supervisord may expand `$X` and `%(x)s` to text with
    // spaces; typographic quotes have a rule of their own.
    if script.is_quoted()
        || script.text.contains(['$', '%', '`', ';', '|', '&', '‘', '“'])
        || script.text.is_empty()
    {
        return None;
    }
    let (file, span) = script.place;
    Some(
        SCRIPT_NOT_QUOTED
            .at(file, span, format!("`{}` is the whole script", script.text))
            .label("the shell runs only this")
            .related(next.place.0, next.place.1, "unused parameters from here on")
            .help("A shell reads only the one word after -c as its script. Put all of it in quotes."),
    )
}

fn split_directives(command: &CommandLine<'_>) -> Option<Diagnostic> {
    let at = command.words.iter().position(|word| word.bare() == "-g")? + 1;
    let (first, next) = (command.words.get(at)?, command.words.get(at + 1)?);
    // A directive ends with a semicolon.
    if first.is_quoted()
        || first.text.contains(['$', '%', ';', '‘', '“'])
        || next.is_quoted()
        || next.text.starts_with(['-', '$', '%'])
    {
        return None;
    }
    let (file, span) = first.place;
    Some(
        SCRIPT_NOT_QUOTED
            .at(file, span, format!("`{}` is all that nginx reads for -g", first.text))
            .label("only one word")
            .related(next.place.0, next.place.1, "refused")
            .help(format!(
                "nginx says: invalid option: \"{}\". It does not start. Put all that belongs to -g in quotes.",
                next.text
            )),
    )
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
    fn the_word_that_the_shell_runs_is_flagged() {
        assert_eq!(found("/bin/bash -c cd /srv && ./run")[0].text, "cd");
        assert_eq!(found("/bin/sh -ec /usr/bin/app --port 80")[0].text, "/usr/bin/app");
    }

    #[test]
    fn a_quoted_script_and_one_that_uses_its_parameters_pass() {
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

    #[test]
    fn nginx_reads_one_word_of_directives() {
        assert_eq!(found("/usr/sbin/nginx -g daemon off;")[0].text, "daemon");
        assert_eq!(
            found("nginx -c /a.conf -g daemon off")[0].message,
            "`daemon` is all that nginx reads for -g"
        );
        for command in [
            "nginx -g 'daemon off;'",
            "nginx -g daemon\\ off;",
            "nginx -g pcre_jit; -c /a",
            "nginx -g",
            "nginx -g a -q",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }
}
