//! `command-shell-syntax`

use crate::diagnostic::{Applicability, Level};
use crate::language::Language;
use crate::lint::commands::command_line::CommandLine;
use crate::lint::commands::shell_syntax::{self, Syntax};
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;

rule! {
    /// Flags a command with words that only a shell understands: pipes, redirections, `&&`, `||`, `&`, a `;` at the end
    /// of a word, backticks and `$(…)`, `NAME=value` before the program; or with a command of the shell itself in
    /// place of a program: `source`, `export`. In quotes they count as literal text; a shell's `-c` is left alone.
    ///
    /// ## Why
    ///
    /// Neither manager runs a shell. supervisord and systemd split the line into words and pass them to the program: `>
    /// /var/log/app.log` becomes two arguments, no file is written, `&& b` never runs, and a program that accepts no
    /// such arguments may still start. systemd drops a word that begins with `$(` altogether. `source`, `cd` and `export`
    /// are not programs: nothing is started, and what they would change ends with them anyway.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/bin/app --verbose > /var/log/app.log
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --verbose >> /var/log/app.log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/bin/app --verbose
    /// stdout_logfile=/var/log/app.log
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --verbose
    /// StandardOutput=append:/var/log/app.log
    /// ```
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sh -c "/usr/bin/prepare && exec /usr/bin/app"
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`: `command` goes through Python's `shlex.split()` alone. systemd.service(5),
    /// "Command lines"; `replace_env_argv()` of systemd's `env-util.c`. Both were run: the words arrive as written, and for
    /// `source` supervisord says `can't find command 'source'`, systemd `Failed to locate executable source`.
    pub static COMMAND_SHELL_SYNTAX = {
        name: "command-shell-syntax",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Service(prefilter::has_operators, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    for command in CommandLine::all(context) {
        let pieces = shell_syntax::find(&command);
        let Some((first, others)) = pieces.split_first() else { continue };
        let word = &command.words[first.word];
        let (file, span) = word.place;
        if context.manager == Language::Supervisord && word.text.contains("$(ENV_") {
            sink.add(
                COMMAND_SHELL_SYNTAX
                    .at(file, span, format!("`{}` is not expanded", word.text))
                    .label("passed to the program as is")
                    .help("supervisord's own expansions start with a percent sign: write %(ENV_NAME)s."),
            );
            continue;
        }
        if first.syntax == Syntax::Builtin {
            sink.add(
                COMMAND_SHELL_SYNTAX
                    .at(file, span, format!("`{}` is a command of the shell, not a program", word.text))
                    .label("only a shell has it")
                    .help(instead_of_builtin(&word.text, context.manager)),
            );
            continue;
        }
        let message = format!("`{}` is shell syntax, but no shell reads the command", word.text);
        let mut finding = COMMAND_SHELL_SYNTAX.at(file, span, message).label("passed to the program as is");
        if context.manager == Language::Systemd && word.text.starts_with("$(") {
            finding = finding.label("dropped: no variable has such a name");
        }
        for other in others {
            let (file, span) = command.words[other.word].place;
            finding = finding.related(file, span, "and here");
        }
        let mut help = match context.manager {
            Language::Supervisord => {
                "supervisord splits the command into words and passes them to the program as is. "
            }
            Language::Systemd => "systemd splits the line into words and passes them to the program as is. ",
        }
        .to_owned();
        help.push_str(alternative(first.syntax, context.manager));
        if matches!(command.program().base_name(), "cd") {
            help.push_str(directory(context.manager));
        }
        finding = finding.help(help);
        let is_background = pieces.iter().any(|piece| piece.syntax == Syntax::Background);
        if let Some(wrapped) = command.wrap_in_shell(context.sources).filter(|_| !is_background) {
            finding = finding.fix("let a shell read the command", Applicability::Display, vec![wrapped]);
        }
        sink.add(finding);
    }
}

/// What to write instead.
const fn alternative(syntax: Syntax, manager: Language) -> &'static str {
    match manager {
        Language::Supervisord => match syntax {
            Syntax::Write | Syntax::Append => {
                "To write the output to a file, use stdout_logfile= and stderr_logfile=, with *_maxbytes=0 to turn rotation \
                 off; stdout_logfile=NONE discards it."
            }
            Syntax::Merge => "redirect_stderr=true sends standard error where standard output goes.",
            Syntax::Background => {
                "Remove it: supervisord does not wait for the program to end, and needs it in the foreground."
            }
            Syntax::Substitution => {
                "Only %(name)s is expanded: put the value into the environment and write %(ENV_NAME)s, or let a shell read \
                 the command: /bin/sh -c \"exec …\"."
            }
            Syntax::Assignment => "environment= sets variables: environment=NAME=\"value\".",
            Syntax::Pipe | Syntax::Or | Syntax::And | Syntax::Sequence | Syntax::Read | Syntax::Builtin => {
                "Let a shell read the command: /bin/sh -c \"…\", with exec before the last program so that signals \
                 reach it."
            }
        },
        Language::Systemd => match syntax {
            Syntax::Write => {
                "To write the output to a file, use StandardOutput=truncate:/path (248) or append:/path (240); null discards \
                 it."
            }
            Syntax::Append => "To write the output to a file, use StandardOutput=append:/path (240).",
            Syntax::Read => "To read a file as standard input, use StandardInput=file:/path (236).",
            Syntax::Merge => {
                "Remove it: standard error goes where standard output goes unless StandardError= says otherwise."
            }
            Syntax::Background => {
                "Remove it: with Type=simple or exec systemd does not wait for the program to end."
            }
            Syntax::Or => {
                "A `-` before the program makes its failure not count; otherwise let a shell read the line: /bin/sh -c '…'."
            }
            Syntax::And | Syntax::Sequence => {
                "Give what comes first its own line, ExecStartPre=: what follows runs only if it succeeds."
            }
            Syntax::Assignment => "Environment= sets variables: Environment=NAME=value.",
            Syntax::Pipe | Syntax::Builtin => {
                "What goes to standard output is in the journal already; otherwise let a shell read the line: /bin/sh -c \
                 '…'."
            }
            Syntax::Substitution => {
                "Only %-specifiers and $NAME are expanded: set a variable with Environment= or EnvironmentFile=, or let a \
                 shell read the line: /bin/sh -c 'exec …'."
            }
        },
    }
}

/// What to write instead of a command of the shell.
fn instead_of_builtin(name: &str, manager: Language) -> &'static str {
    let (for_supervisord, for_systemd) = match name {
        "cd" | "pushd" => {
            ("directory= sets the working directory.", "WorkingDirectory= sets the working directory.")
        }
        "exec" => {
            ("Remove `exec`: there is no shell to replace.", "Remove `exec`: there is no shell to replace.")
        }
        "export" | "set" | "unset" => (
            "environment= sets variables: environment=NAME=\"value\".",
            "Environment= sets variables: Environment=NAME=value; UnsetEnvironment= removes one.",
        ),
        "source" => (
            "environment= sets variables; a virtual environment needs no activation: write the path of its program. \
             Otherwise let one shell do both: /bin/sh -c \". FILE && exec PROGRAM\".",
            "EnvironmentFile= reads variables from a file; a virtual environment needs no activation: write the path of \
             its program. Otherwise let one shell do both: /bin/sh -c '. FILE && exec PROGRAM'.",
        ),
        "ulimit" => (
            "Let a shell set the limit: /bin/sh -c \"ulimit … && exec PROGRAM\".",
            "LimitNOFILE= and the like set limits.",
        ),
        "umask" => ("umask= sets the umask.", "UMask= sets the umask."),
        _ => (
            "Let a shell read the command, with the program: /bin/sh -c \"…; exec PROGRAM\".",
            "Let a shell read the command, with the program: /bin/sh -c '…; exec PROGRAM'.",
        ),
    };
    match manager {
        Language::Supervisord => for_supervisord,
        Language::Systemd => for_systemd,
    }
}

const fn directory(manager: Language) -> &'static str {
    match manager {
        Language::Supervisord => " `cd` is not a program: use directory=.",
        Language::Systemd => " `cd` is not a program: use WorkingDirectory=.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord, unit};

    fn of_program(command: &str) -> Vec<Found> {
        supervisord(&COMMAND_SHELL_SYNTAX, &format!("[program:a]\ncommand={command}\n"))
    }

    fn of_unit(command: &str) -> Vec<Found> {
        unit(&COMMAND_SHELL_SYNTAX, &format!("[Service]\nExecStart={command}\n"))
    }

    /// The words that are flagged, the same for both managers.
    fn flagged(command: &str) -> Vec<String> {
        let texts = |found: Vec<Found>| found.into_iter().map(|one| one.text).collect::<Vec<_>>();
        let (program, unit) = (texts(of_program(command)), texts(of_unit(command)));
        assert_eq!(program, unit, "{command}");
        program
    }

    #[test]
    fn a_supervisord_expansion_written_with_a_dollar_sign_is_recognized() {
        let found = of_program("/bin/a -t $(ENV_TIMEOUT)s");
        assert_eq!(found[0].text, "$(ENV_TIMEOUT)s");
        assert!(found[0].help.contains("percent sign") && found[0].fixed.is_none(), "{}", found[0].help);
        assert!(of_unit("/bin/a $(ENV_TIMEOUT)")[0].help.contains("systemd splits"));
    }

    #[test]
    fn a_variable_assignment_before_the_program_is_flagged() {
        for found in [of_program("PORT=80 ./run"), of_unit("PORT=80 /srv/run")] {
            assert_eq!((found.len(), found[0].text.as_str()), (1, "PORT=80"));
            assert!(found[0].help.contains("nvironment= sets variables"), "{}", found[0].help);
        }
        for right in ["/usr/bin/env PORT=80 ./run", "/srv/a=b --c", "/srv/run PORT=80", "/bin/sh -c 'A=1 b'"]
        {
            assert!(of_program(right).is_empty() && of_unit(right).is_empty(), "{right}");
        }
    }

    #[test]
    fn a_command_of_the_shell_is_not_a_program() {
        for (command, remedies) in [
            ("source /srv/venv/bin/activate", ["environment=", "EnvironmentFile="]),
            ("export A=b", ["environment=", "Environment="]),
            ("cd /srv", ["directory=", "WorkingDirectory="]),
            ("ulimit -n 65536", ["/bin/sh -c", "LimitNOFILE="]),
        ] {
            for (found, remedy) in [of_program(command), of_unit(command)].into_iter().zip(remedies) {
                assert_eq!(found.len(), 1, "{command}");
                assert_eq!(Some(found[0].text.as_str()), command.split(' ').next());
                assert!(found[0].help.contains(remedy) && found[0].fixed.is_none(), "{}", found[0].help);
            }
        }
        assert_eq!(of_unit("-source /a")[0].text, "source");
        for right in ["/usr/bin/cd /srv", "/srv/set up", "setup x", "/bin/sh -c 'source /a'", "env source"] {
            assert!(flagged(right).is_empty(), "{right}");
        }
    }

    #[test]
    fn operators_are_flagged_at_their_word() {
        for (command, word) in [
            ("/bin/a | /bin/b", "|"),
            ("/bin/a || true", "||"),
            ("/bin/a && /bin/b > /tmp/o", "&&"),
            ("/bin/a > /tmp/o", ">"),
            ("/bin/a >/tmp/o", ">/tmp/o"),
            ("/bin/a >>out.log", ">>out.log"),
            ("/bin/a 2>/home/w/gc.log", "2>/home/w/gc.log"),
            ("/bin/a &>/dev/null", "&>/dev/null"),
            ("/bin/a >$LOG", ">$LOG"),
            ("/bin/a < /etc/x", "<"),
            ("/bin/a 2>&1", "2>&1"),
            ("/bin/a >&2", ">&2"),
            ("/bin/a &", "&"),
            ("/bin/a & /bin/b", "&"),
            ("/bin/a --host `hostname`", "`hostname`"),
            ("/bin/a `cat /etc/x`", "`cat"),
            ("/bin/a --host=$(hostname -f)", "--host=$(hostname"),
            ("cd /srv; ./run", "/srv;"),
        ] {
            assert_eq!(flagged(command), [word], "{command}");
        }
    }

    #[test]
    fn what_only_looks_like_shell_syntax_passes() {
        for command in [
            "/bin/a http://x/?a=1&b=2&",
            "/bin/a --since >=1.0 <2.0",
            "/bin/a --config <DATADIR>/config/x.yml -E y",
            "/bin/a <name> a->b a<b x|y a;b -|",
            "/bin/a --match ^(a|b)$ [<>]",
            "/bin/a \"a && b\" '> /tmp/o' '`x`' \"$(x)\" \"|\" '&'",
            "/usr/bin/sort -t | -k 2",
            "/usr/bin/mawk -F & -f x",
            "/bin/sh -c \"a && b > /tmp/o\" &",
            "/usr/bin/env A=b bash -euc 'a | b' | x",
            "/usr/bin/sudo -u x /bin/bash -l -c a > /tmp/o",
            "/usr/bin/ssh host a && b",
            "/usr/bin/sshpass -p x ssh host a > b",
            "/usr/sbin/tcpdump -i eth0 len > 100 && port 80",
            "/usr/bin/test 1 > 2",
            "/usr/sbin/nginx -g daemon off;",
            "/bin/a text/html;q=1; &amp; (X11; Linux)",
            "/bin/a \\; \\& \\>",
            "/bin/a 100% 5>6 a@b",
        ] {
            assert!(flagged(command).is_empty(), "{command}");
        }
    }

    #[test]
    fn a_lone_semicolon_passes() {
        // supervisord reads a comment, systemd a second command.
        assert!(of_program("/bin/a ; /bin/b").is_empty());
        assert!(of_unit("/bin/a ; /bin/b").is_empty());
        assert_eq!(of_unit("/bin/a ; /bin/b > /tmp/o")[0].text, ">");
    }

    #[test]
    fn every_exec_directive_of_a_unit_is_checked() {
        let text =
            "[Service]\nExecStartPre=-/bin/rm /tmp/x || true\nExecStart=/bin/a\nExecStop=/bin/b \\\n  2>&1\n";
        let found = unit(&COMMAND_SHELL_SYNTAX, text);
        assert_eq!(found.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["||", "2>&1"]);
    }

    #[test]
    fn systemd_passes_a_doubled_dollar_to_the_program() {
        assert!(of_unit("/bin/a $$(x)").is_empty());
        assert_eq!(of_unit("/bin/a $(x)")[0].label, "dropped: no variable has such a name");
    }

    #[test]
    fn one_finding_per_command_names_the_remedy() {
        let [finding] = &of_program("/bin/a > /tmp/o 2>&1")[..] else { panic!() };
        assert_eq!(finding.message, "`>` is shell syntax, but no shell reads the command");
        assert!(finding.help.contains("stdout_logfile="), "{}", finding.help);
        assert!(of_unit("/bin/a > /tmp/o")[0].help.contains("StandardOutput=truncate:"));
        assert!(of_program("cd /srv && ./run")[0].help.ends_with("use directory=."));
    }

    #[test]
    fn the_fix_hands_the_command_to_a_shell() {
        let fixed = of_unit("-/bin/a > /tmp/o")[0].fixed.clone().unwrap();
        assert_eq!(fixed, "[Service]\nExecStart=-/bin/sh -c '/bin/a > /tmp/o'\n");
        assert!(of_unit("/bin/a 'b' > /tmp/o")[0].fixed.is_none());
        assert!(of_program("/bin/a &")[0].fixed.is_none());
    }
}
