//! `shell-wrapper-orphans`

use crate::diagnostic::Level;
use crate::lint::commands::shell_script::{Script, ShellCommand};
use crate::lint::fix::stop_as_group;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::source::base_name;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::autorestart;
use crate::supervisord::kinds::words::{self, Word};
use crate::supervisord::options::Name;
use crate::unix::shell::{Token, Tokens, ends_in_background};

rule! {
    /// Flags a shell's `-c` before a long-running program without `exec`, and `apachectl`, which is such a script, in a
    /// section without `stopasgroup=true`. Flags `postfix start-fg` in any section.
    ///
    /// ## Why
    ///
    /// supervisord knows only the shell and sends the stop signal to it. The shell ends; the program that it waited for
    /// does not, and keeps running without a parent. A restart then starts a second one next to it. bash lets its last
    /// command replace it automatically, where nothing stands in the way; `sh` is dash in many places and does not. An
    /// Apache that was left behind keeps its ports, and the next one cannot have them. Postfix keeps its `master` in the
    /// foreground, but in a session of its own, unless it is process 1: only `postfix stop` reaches it.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sh -c "cd /srv; /bin/sleep 9; true"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sh -c "cd /srv; exec /bin/sleep 9"
    /// ```
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sh -c "/bin/produce | /bin/consume"
    /// stopasgroup=true
    /// ```
    ///
    /// ```ini
    /// [program:apache2]
    /// command=/usr/sbin/apachectl -DFOREGROUND
    /// stopasgroup=true
    /// ```
    ///
    /// ```ini
    /// [program:postfix]
    /// command=/bin/sh -c 'trap "postfix stop; exit 0" TERM; postfix start-fg & wait $!'
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: the child is alive, its parent is process 1; seen with bash 5.2, dash 0.5.12 and Debian 12's
    /// apachectl, which is Apache's own here. supervisor issues 505, 555, 772 and 865. postfix(1), "start-fg"; master(8),
    /// `-i`; `postfix-script` of 3.7.11.
    pub static SHELL_WRAPPER_ORPHANS = {
        name: "shell-wrapper-orphans",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(prefilter::may_be_shell_or_control_script, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(command) = context.entry(Name::Command) else { return };
    let value = command.value();
    let Some(text) = value.text() else { return };
    let Ok(all) = words::split(text) else { return };
    if let Some(word) = apache_in_foreground(&all) {
        return check_apache(context, &command, word, sink);
    }
    if let Some(word) = postfix_in_foreground(&all) {
        return check_postfix(&command, word, sink);
    }
    let Some(ShellCommand { name, shell, script: word }) = ShellCommand::of(&all) else { return };
    if !shell.has_posix_syntax() {
        return;
    }
    // That shell has exited when a stop comes; `command-daemonizes` reports it.
    if ends_in_background(&word.text) {
        return;
    }
    let Some(script) = Script::read(&word.text) else { return };
    if script_keeps_postfix_in_foreground(&script, &word.text) {
        return check_postfix(&command, word, sink);
    }
    if !script.waits_for_program(shell.execs_last_command()) {
        return;
    }
    if context.may_be_true(Name::Stopasgroup) || is_one_shot(context) {
        return;
    }
    let finding = SHELL_WRAPPER_ORPHANS
        .at(
            command.id.file,
            value.span(word.span),
            format!("a stop ends `{name}` and leaves what it runs behind"),
        )
        .label("no exec before the long-running program")
        .help(
            "supervisord signals only the shell, and a restart starts the program next to the one that was left behind. \
             Write exec before the last program; where the shell has to stay, set stopasgroup=true.",
        );
    sink.add(stop_as_group::fix(context, &command, finding));
}

/// The program of a command that is Apache's script, if that waits for the server.
fn apache_in_foreground<'w, 'a>(all: &'w [Word<'a>]) -> Option<&'w Word<'a>> {
    let (program, arguments) = all.split_first()?;
    let is_kept = |word: &Word<'_>| {
        matches!(&*word.text, "-X" | "-DFOREGROUND" | "FOREGROUND" | "-DNO_DETACH" | "NO_DETACH")
    };
    let is_script = matches!(base_name(&program.text), "apache2ctl" | "apachectl");
    (is_script && arguments.iter().any(is_kept)).then_some(program)
}

fn check_apache(context: &SectionContext<'_>, command: &Entry<'_>, word: &Word<'_>, sink: &mut Sink) {
    if context.may_be_true(Name::Stopasgroup) {
        return;
    }
    let name = base_name(&word.text);
    let finding = SHELL_WRAPPER_ORPHANS
        .at(
            command.id.file,
            command.value().span(word.span),
            format!("a stop ends `{name}` and leaves Apache behind"),
        )
        .label("a script that waits for the server")
        .help(
            "supervisord signals only the script, and a server that is started again finds its ports taken by the one that \
             was left behind. Set stopasgroup=true.",
        );
    sink.add(stop_as_group::fix(context, command, finding));
}

/// The program of a command that keeps Postfix in the foreground.
fn postfix_in_foreground<'w, 'a>(all: &'w [Word<'a>]) -> Option<&'w Word<'a>> {
    let (program, arguments) = all.split_first()?;
    let is_script = matches!(base_name(&program.text), "postfix" | "postmulti");
    (is_script && arguments.iter().any(|word| word.text == "start-fg")).then_some(program)
}

/// Whether a script does so, and does not stop Postfix itself when it is stopped.
fn script_keeps_postfix_in_foreground(script: &Script<'_>, text: &str) -> bool {
    let mut words =
        Tokens::new(text).filter_map(|token| if let Token::Word(word) = token { Some(word) } else { None });
    // The program may follow `exec`.
    let is_started = words.any(|word| matches!(base_name(word), "postfix" | "postmulti"))
        && words.any(|word| word == "start-fg");
    is_started && !script.runs("trap")
}

fn check_postfix(command: &Entry<'_>, word: &Word<'_>, sink: &mut Sink) {
    sink.add(
        SHELL_WRAPPER_ORPHANS
            .at(
                command.id.file,
                command.value().span(word.span),
                "a stop ends the script of Postfix and leaves Postfix behind",
            )
            .label("its master is in another session")
            .help(
                "supervisord signals only the script, and stopasgroup= reaches no other session. Let a shell run \
                 `postfix stop` on the stop signal: /bin/sh -c 'trap \"postfix stop; exit 0\" TERM; postfix start-fg & wait $!'",
            ),
    );
}

/// Whether it runs once and is done: nobody stops it.
fn is_one_shot(context: &SectionContext<'_>) -> bool {
    let never = Ok(autorestart::AutoRestart::Never);
    context.number(Name::Startsecs) == Some(0)
        && context.expanded(Name::Autorestart).is_some_and(|text| autorestart::parse(&text) == never)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&SHELL_WRAPPER_ORPHANS, &format!("[program:w]\n{lines}\n"))
    }

    #[test]
    fn a_child_that_the_shell_waits_for_is_flagged() {
        for command in [
            "/bin/sh -c \"app\"",
            "sh -c 'cd /srv && app'",
            "/bin/bash -c 'app | tee log'",
            "bash -lc \"while true; do app; sleep 60; done\"",
            "\"/bin/sh\" -e -c 'app; echo done'",
        ] {
            assert_eq!(found(&format!("command={command}")).len(), 1, "{command}");
        }
    }

    #[test]
    fn shells_that_exec_and_programs_that_are_not_shells_pass() {
        for command in [
            "/bin/sh -c \"exec app\"",
            "/bin/bash -c \"cd /srv && app\"",
            "/bin/bash /srv/run.sh",
            "/bin/sh -c",
            "/bin/sh -c 'mkdir -p /run/x'",
            "/usr/bin/push -c 'app; true'",
            "/usr/bin/fish -c 'app; true'",
            "/bin/sh -c 'app &'",
        ] {
            assert!(found(&format!("command={command}")).is_empty(), "{command}");
        }
    }

    #[test]
    fn postfix_in_the_foreground_is_flagged_whatever_a_stop_signals() {
        for command in [
            "postfix start-fg",
            "/usr/sbin/postfix -c /etc/postfix start-fg",
            "postmulti -i - -p start-fg",
            "/bin/sh -c 'exec postfix start-fg'",
            "/bin/sh -c 'newaliases; postfix start-fg'",
        ] {
            for option in ["", "\nstopasgroup=true"] {
                assert_eq!(found(&format!("command={command}{option}")).len(), 1, "{command}{option}");
            }
        }
        let forwarding =
            "command=/bin/sh -c 'trap \"postfix stop; exit 0\" TERM; postfix start-fg & wait $!'";
        for line in [forwarding, "command=postfix status", "command=postfixctl start-fg"] {
            assert!(found(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn apache2ctl_is_flagged_as_a_wrapper_script() {
        for command in [
            "apache2ctl -DFOREGROUND",
            "/usr/sbin/apachectl -k start -D FOREGROUND",
            "/usr/sbin/apache2ctl -D \"FOREGROUND\"",
        ] {
            assert_eq!(found(&format!("command={command}")).len(), 1, "{command}");
            assert!(found(&format!("command={command}\nstopasgroup=true")).is_empty(), "{command}");
        }
        let all = found("command=apache2ctl -DFOREGROUND");
        assert_eq!(all[0].text, "apache2ctl");
        let fixed = "[program:w]\ncommand=apache2ctl -DFOREGROUND\nstopasgroup=true\n";
        assert_eq!(all[0].fixed.as_deref(), Some(fixed));
        for command in [
            "apache2 -DFOREGROUND",
            "apache2-foreground",
            "apachectl configtest",
            "pidproxy /run/a.pid apachectl -DFOREGROUND",
        ] {
            assert!(found(&format!("command={command}")).is_empty(), "{command}");
        }
    }

    #[test]
    fn stopasgroup_and_one_shots_pass() {
        let command = "command=/bin/sh -c 'app; true'\n";
        let count = |lines: &str| found(&format!("{command}{lines}")).len();
        assert_eq!(count("stopasgroup=true"), 0);
        assert_eq!(count("stopasgroup=%(ENV_GROUP)s"), 0);
        assert_eq!(count("stopasgroup=false"), 1);
        assert_eq!(count("killasgroup=true"), 1);
        assert_eq!(count("autorestart=false\nstartsecs=0"), 0);
    }

    #[test]
    fn the_fix_adds_stopasgroup_unless_it_would_be_refused() {
        let fixed = |lines: &str| found(&format!("command=sh -c 'app; true'{lines}"))[0].fixed.clone();
        let expected = "[program:w]\ncommand=sh -c 'app; true'\nstopasgroup=true\n";
        assert_eq!(fixed("").as_deref(), Some(expected));
        assert_eq!(fixed("\nstopasgroup=no").as_deref(), Some(expected));
        assert_eq!(fixed("\nkillasgroup=false"), None);
    }
}
