//! `logfile-directory-missing`

use crate::diagnostic::Level;
use crate::host::Host;
use crate::lint::readers::supervisord_message;
use crate::lint::{EntryContext, Fixable, HostCheck, LooksAt, Sink};
use crate::rule;
use crate::source::Found;
use crate::supervisord::options::Name;

rule! {
    /// Flags a log file or `pidfile` whose directory does not exist on the machine. Checked only with `--host`.
    ///
    /// ## Why
    ///
    /// supervisord creates the file, but not its directory: it refuses the whole configuration, and no program runs. On
    /// a new machine, or one whose `/var/log` or `/run` is recreated at every boot, this is the first thing to fail.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/nonexistent/d/x.log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/var/log/x.log
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `existing_dirpath`; supervisor issues 120, 629, 1582.
    pub static LOGFILE_DIRECTORY_MISSING = {
        name: "logfile-directory-missing",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Host(HostCheck {
            options: &[Name::Logfile, Name::Pidfile, Name::StdoutLogfile, Name::StderrLogfile],
            option: check,
            directives: &[],
            directive: |_, _, _| {},
        }),
    }
}

fn check(context: &EntryContext<'_>, host: &Host, sink: &mut Sink) {
    let (Some(row), Some(section)) = (context.entry.row, context.section_context()) else { return };
    let value = context.entry.value();
    let Some(text) = value.text() else { return };
    // The file's own name may have parts that are not known before the start, such as the process number; a variable in
    // it may contain a slash.
    let (directory, file) = text.rsplit_once('/').unwrap_or(("", text));
    let path = match section.expanded(row.name) {
        Some(path) => path,
        None if file.contains("%(ENV_") => return,
        None => match section.expand_part(row.name, directory) {
            Some(directory) => format!("{directory}/{file}"),
            None => return,
        },
    };
    let Some((directory, _)) = path.rsplit_once('/') else { return };
    // A percent sign that is left is expanded once more.
    let directory = if directory.is_empty() { "/" } else { directory };
    let is_missing =
        matches!(host.find(directory), Found::Nothing | Found::File { executable: _ } | Found::Other);
    if !is_missing || directory.contains('%') {
        return;
    }
    let says = format!("The directory named as part of the path {path} does not exist");
    sink.add(
        LOGFILE_DIRECTORY_MISSING
            .at(context.entry.id.file, value.whole(), format!("this machine has no directory {directory}"))
            .label("its directory does not exist")
            .help(format!("{} Create it first: mkdir -p {directory}", supervisord_message(context, &says))),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::on_host;

    fn messages(line: &str) -> Vec<String> {
        let found =
            on_host(&LOGFILE_DIRECTORY_MISSING, "supervisord.conf", &format!("[program:a]\n{line}\n"));
        found.into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn only_the_directory_must_exist() {
        for line in [
            "stdout_logfile=/var/log/new.log",
            "stdout_logfile=/new.log",
            "stdout_logfile=/var/log/%(process_num)d.log",
            "stderr_logfile=AUTO",
            "stdout_logfile=",
            "stdout_logfile=%(ENV_LOGS)s/x.log",
            "stdout_logfile=/srv/%(ENV_LOGS)s",
            "stdout_logfile=logs/x.log",
            "stdout_logfile=~/none/x.log",
            "stdout_logfile=/srv/none/x.log\nnumprocs=0",
        ] {
            assert_eq!(messages(line), [] as [&str; 0], "{line}");
        }
        for line in ["stdout_logfile=/srv/none/%(process_num)d.log", "stderr_logfile=/srv/%(program_name)s/x"]
        {
            assert_eq!(messages(line).len(), 1, "{line}");
        }
    }

    #[test]
    fn a_file_in_place_of_the_directory_is_flagged() {
        assert_eq!(messages("stdout_logfile=/bin/cat/x.log"), ["this machine has no directory /bin/cat"]);
    }

    #[test]
    fn the_supervisord_logfile_and_pidfile_are_checked_too() {
        let text = "[supervisord]\nlogfile=/srv/none/a.log\npidfile=/srv/none/a.pid\n";
        let found = on_host(&LOGFILE_DIRECTORY_MISSING, "supervisord.conf", text);
        let says =
            "supervisord says: The directory named as part of the path /srv/none/a.log does not exist.";
        assert!(found[0].help.starts_with(says), "{}", found[0].help);
        assert_eq!(found.len(), 2);
    }
}
