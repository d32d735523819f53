//! `path-shell-variable`

use crate::diagnostic::{Applicability, Level};
use crate::lint::context::message_suffix;
use crate::lint::{EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::{self, Name, SectionKind};
use crate::syntax::Edit;
use crate::unix::variable_name::variables_for_a_shell;

rule! {
    /// Flags `$NAME` or `${NAME}` in a path: of a directory, a log, a PID file, a socket, or files to include.
    ///
    /// ## Why
    ///
    /// No shell reads the value, and the path has a dollar sign in it. A program never starts in such a `directory`: it
    /// cannot change to it. supervisord checks the directory of a log when it reads the file, and refuses all of it;
    /// where the variable is only in the name, it writes a file of that name. To use a variable of the environment that
    /// supervisord was started with, write `%(ENV_NAME)s`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=$HOME/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=%(ENV_HOME)s/app
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `couldn't chdir to $HOME/app: ENOENT`, `The directory named as part of the path $LOGS/w.log does
    /// not exist`; supervisor issue 100. The sample file says that shell expansions are not supported.
    pub static PATH_SHELL_VARIABLE = {
        name: "path-shell-variable",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}

/// Checks a value that is in effect.
pub(crate) fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (section, entry) = (context.section, &context.entry);
    let Some(name) = entry.row.map(|row| row.name).filter(|name| options::PATHS.has(*name)) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let variables: Vec<(Span, &str)> = variables_for_a_shell(text).collect();
    let Some(&(span, variable)) = variables.first() else { return };
    let message_suffix = || {
        let runs_processes = section.kind.is_some_and(SectionKind::runs_processes);
        if runs_processes { message_suffix(context.config, section, context.sources) } else { String::new() }
    };
    let is_in_folder = text.rfind('/').is_some_and(|slash| (span.start as usize) < slash);
    let effect = match name {
        Name::Directory if section.kind != Some(SectionKind::Supervisord) => {
            format!("The program never starts; its log says: supervisor: couldn't chdir to {text}: ENOENT.")
        }
        Name::Directory | Name::Childlogdir => {
            format!("supervisord says: {text} is not an existing directory. It refuses the whole file.")
        }
        Name::StdoutLogfile | Name::StderrLogfile | Name::Logfile | Name::Pidfile if is_in_folder => format!(
            "supervisord says: The directory named as part of the path {text} does not exist{}. It refuses the whole file.",
            message_suffix()
        ),
        Name::Files => "No file has such a name, and nothing is included.".to_owned(),
        Name::Serverurl => "supervisorctl connects to a server of this very name.".to_owned(),
        Name::HistoryFile => "supervisorctl keeps its history in a file of this very name.".to_owned(),
        _ => "supervisord creates a file of this very name.".to_owned(),
    };
    let edits: Vec<Edit> = variables
        .iter()
        .map(|(span, variable)| Edit::replace(value.span(*span), format!("%(ENV_{variable})s")))
        .collect();
    let shown = span.text(text);
    sink.add(
        PATH_SHELL_VARIABLE
            .at(entry.id.file, value.span(span), format!("`{shown}` is not expanded in {name}"))
            .label("no shell reads this")
            .help(format!(
                "{effect} Write %(ENV_{variable})s: supervisord expands it when it reads the file, and refuses the file if \
                 the variable is not set."
            ))
            // Without the variable supervisord refuses the file.
            .fix("write %(ENV_…)s", Applicability::Unsafe, edits),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(section: &str, line: &str) -> Vec<Found> {
        supervisord(&PATH_SHELL_VARIABLE, &format!("[{section}]\n{line}\n"))
    }

    fn one(section: &str, line: &str) -> Found {
        let mut found = found(section, line);
        assert_eq!(found.len(), 1, "{line}");
        found.remove(0)
    }

    #[test]
    fn each_variable_of_a_path_is_fixed() {
        let found = one("program:a", "stdout_logfile=$LOGS/${APP}.log");
        assert_eq!(found.text, "$LOGS");
        let fixed = "[program:a]\nstdout_logfile=%(ENV_LOGS)s/%(ENV_APP)s.log\n";
        assert_eq!((found.fixed.as_deref(), found.is_safe), (Some(fixed), false));
    }

    #[test]
    fn the_help_says_what_happens_to_the_path() {
        let help = |section: &str, line: &str| one(section, line).help;
        assert!(help("program:a", "directory=$HOME/app").contains("couldn't chdir to $HOME/app: ENOENT"));
        assert!(help("supervisord", "directory=$HOME").contains("$HOME is not an existing directory"));
        let log = help("program:a", "stderr_logfile=/log/$A/a.log");
        assert!(log.contains("does not exist in section 'program:a'"), "{log}");
        assert!(help("supervisord", "pidfile=$A/s.pid").contains("$A/s.pid does not exist. It refuses"));
        assert!(help("program:a", "stdout_logfile=/log/$A.log").contains("a file of this very name"));
        assert!(help("include", "files=$CONF/*.conf").contains("nothing is included"));
        assert!(help("supervisorctl", "serverurl=unix://$RUN/s.sock").contains("a server of this very name"));
        assert!(help("fcgi-program:a", "command=/a\nsocket=unix://$RUN/a.sock").contains("%(ENV_RUN)s"));
    }

    #[test]
    fn literal_dollars_and_options_without_paths_are_left_alone() {
        for line in [
            "directory=/srv/$",
            "directory=/srv/a$1",
            "directory=/srv/$$A",
            "directory=/srv/\\$A",
            "directory=%(ENV_HOME)s/app",
            "environment=A='$B'",
            "process_name=$A",
        ] {
            assert!(found("program:a", line).is_empty(), "{line}");
        }
    }
}
