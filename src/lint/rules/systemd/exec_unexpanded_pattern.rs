//! `exec-unexpanded-pattern`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::command_line::{CommandLine, WrittenWord};
use crate::lint::commands::shell_expansion;
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::unix::relative_script::is_interpreter;

rule! {
    /// Flags what only a shell would replace with file names, in a command that no shell reads: patterns like
    /// `/srv/*.db` for programs that are known to expect files, and a `~/` at the start of a word for these and for
    /// interpreters.
    ///
    /// ## Why
    ///
    /// systemd splits the line into words and passes them on as is: `cp` looks for a file named `*.db`, does not find
    /// it, and fails; `rm -f` removes nothing and says nothing.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/bin/cp /var/lib/app/*.db /srv/backup/
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/bin/sh -c 'cp /var/lib/app/*.db /srv/backup/'
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines". Run on 252: `cp: cannot stat '/tmp/g/*.db': No such file or directory`.
    pub static EXEC_UNEXPANDED_PATTERN = {
        name: "exec-unexpanded-pattern",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Service(prefilter::unit_has_glob, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    for command in CommandLine::all(context) {
        let is_expanded = |word: &WrittenWord<'_>| shell_expansion::expands_arguments(word.base_name());
        if command.script_index().is_some() || command.words.iter().any(is_expanded) {
            continue;
        }
        let program = command.program().base_name();
        let takes_literal_files = shell_expansion::takes_literal_files(program);
        if !takes_literal_files && !is_interpreter(program.as_bytes()) {
            continue;
        }
        let is_one = |word: &&WrittenWord<'_>| {
            let is_home = word.text.starts_with("~/");
            !word.is_quoted() && (is_home || takes_literal_files && shell_expansion::is_glob(&word.text))
        };
        let mut words = command.words[1..].iter().filter(is_one);
        let Some(first) = words.next() else { continue };
        let (file, span) = first.place;
        let alternative = match first.text.starts_with("~/") {
            true => "Write the directory out; %h is the home directory of the user who runs systemd.",
            false => "Name the files, or let a shell read the line: /bin/sh -c '…'.",
        };
        let message = format!("`{}` needs a shell to expand it, and no shell reads the command", first.text);
        let mut finding = EXEC_UNEXPANDED_PATTERN
            .at(file, span, message)
            .label("passed to the program as is")
            .help(format!(
                "systemd splits the line into words and passes them to the program as is. {alternative}"
            ));
        for other in words {
            finding = finding.related(other.place.0, other.place.1, "and here");
        }
        sink.add(match command.wrap_in_shell(context.sources) {
            Some(edit) => finding.fix("let a shell read the command", Applicability::Display, vec![edit]),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(command: &str) -> Vec<Found> {
        unit(&EXEC_UNEXPANDED_PATTERN, &format!("[Service]\nExecStart={command}\n"))
    }

    #[test]
    fn globs_and_tildes_are_flagged_at_their_position() {
        for (command, word) in [
            ("cp /srv/*.db /backup/", "/srv/*.db"),
            ("-/bin/rm -rf /tmp/app/*", "/tmp/app/*"),
            ("/usr/bin/tail -F /var/log/*.log", "/var/log/*.log"),
            ("/bin/cat ${DIR}/*.conf", "${DIR}/*.conf"),
            ("/bin/touch ~/x", "~/x"),
            ("/usr/bin/python3 ~/app.py", "~/app.py"),
            ("/bin/bash ~/run.sh", "~/run.sh"),
        ] {
            let texts = found(command).into_iter().map(|one| one.text).collect::<Vec<_>>();
            assert_eq!(texts, [word], "{command}");
        }
        let text = "[Service]\nExecStart=/bin/a\nExecStartPre=/bin/rm -f \\\n  /run/a/*.pid\n";
        assert_eq!(unit(&EXEC_UNEXPANDED_PATTERN, text)[0].text, "/run/a/*.pid");
    }

    #[test]
    fn patterns_expanded_by_a_shell_or_the_program_pass() {
        for command in [
            "/bin/sh -c 'cp /srv/*.db /backup/'",
            "/usr/bin/env bash -c \"rm ~/x /tmp/*\"",
            "/usr/bin/find /srv -name *.py",
            "/usr/sbin/thd --deviceglob /dev/input/event*",
            "/usr/bin/java -cp /opt/lib/* Main",
            "/usr/bin/mbsync -c ~/.mbsyncrc",
            "/bin/rm '/srv/*.db' \"/tmp/*\"",
            "/bin/cp /srv/a~ /srv/*",
        ] {
            let expected = usize::from(command.ends_with("/srv/*"));
            assert_eq!(found(command).len(), expected, "{command}");
        }
    }

    #[test]
    fn the_help_and_the_fix_use_a_shell() {
        let help = &found("/bin/rm /srv/*")[0].help;
        assert!(help.ends_with("let a shell read the line: /bin/sh -c '…'."), "{help}");
        assert!(found("/bin/rm ~/x")[0].help.contains("%h is the home"));
        assert_eq!(
            found("-/bin/rm -f /srv/*")[0].fixed.as_deref(),
            Some("[Service]\nExecStart=-/bin/sh -c '/bin/rm -f /srv/*'\n")
        );
    }
}
