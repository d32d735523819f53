//! `value-quoted`

use crate::diagnostic::{Applicability, Level};
use crate::lint::context::message_suffix;
use crate::lint::{EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::{self, Name, NameSet, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags quotes around a path, a user, a URL or a name. Reported as `error` where supervisord refuses the file
    /// because of them: `user`, log files, `socket` and the directories of `[supervisord]`.
    ///
    /// ## Why
    ///
    /// Only `command` and `environment` understand quotes. In any other value they are part of it: the directory, the
    /// user or the file with quotes in its name does not exist.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory="/tmp"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=/tmp
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 566 and 946; run with 4.3.0: `couldn't chdir to "/tmp": ENOENT`, `Invalid user name "w"`, `The
    /// directory named as part of the path "/tmp/x.log" does not exist`.
    pub static VALUE_QUOTED = {
        name: "value-quoted",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The options whose values do not support quotes and that no reader checks.
const NAMES: NameSet = options::PATHS
    .without(NameSet::of(&[Name::HistoryFile]))
    .with(NameSet::of(&[Name::User, Name::ProcessName]));

/// Checks a value that is in effect.
pub(crate) fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (section, entry) = (context.section, &context.entry);
    let Some(name) = entry.row.map(|row| row.name).filter(|name| NAMES.has(*name)) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let unquoted = |quote| text.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    let Some(inside) = unquoted('"').or_else(|| unquoted('\'')) else { return };
    let has_folder = inside.contains('/');
    let runs_processes = section.kind.is_some_and(SectionKind::runs_processes);
    let of =
        if runs_processes { message_suffix(context.config, section, context.sources) } else { String::new() };
    let (level, says) = match name {
        Name::User => (
            Level::Error,
            format!("supervisord says: Invalid user name {text}{of}. It refuses the whole file."),
        ),
        Name::StdoutLogfile | Name::StderrLogfile | Name::Logfile | Name::Pidfile if has_folder => (
            Level::Error,
            format!(
                "supervisord says: The directory named as part of the path {text} does not exist{of}. It refuses the whole file."
            ),
        ),
        Name::Socket => (
            Level::Error,
            format!("supervisord says: Bad socket format … {text}. It refuses the whole file."),
        ),
        Name::Childlogdir => (Level::Error, not_a_directory(text)),
        Name::Directory if section.kind == Some(SectionKind::Supervisord) => {
            (Level::Error, not_a_directory(text))
        }
        Name::Directory => (
            Level::Warning,
            format!("The program does not start: supervisor: couldn't chdir to {text}: ENOENT."),
        ),
        Name::Files => (Level::Warning, "No file has such a name, and nothing is included.".to_owned()),
        Name::Serverurl => (Level::Warning, "With a quote before it, it is not a URL.".to_owned()),
        _ => (Level::Warning, "supervisord reads the quotes as part of the name.".to_owned()),
    };
    let finding = VALUE_QUOTED
        .at(entry.id.file, value.whole(), format!("the quotes are part of the value of `{name}`"))
        .label("read literally, quotes and all")
        .help(format!("{says} Remove the quotes."))
        .level(level);
    let is_plain = !inside.is_empty() && !inside.contains(['"', '\'', ' ', '\t', '\n', ';', '#']);
    sink.add(if is_plain {
        finding.fix("remove the quotes", Applicability::Safe, vec![Edit::replace(value.whole(), inside)])
    } else {
        finding
    });
}

fn not_a_directory(text: &str) -> String {
    format!("supervisord says: {text} is not an existing directory. It refuses the whole file.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(text: &str) -> Vec<Found> {
        supervisord(&VALUE_QUOTED, text)
    }

    #[test]
    fn quotes_that_supervisord_refuses_are_an_error() {
        let level = |text: &str| found(text)[0].level;
        assert_eq!(level("[program:w]\nuser='w'\n"), Level::Error);
        assert_eq!(level("[program:w]\nstdout_logfile=\"/tmp/x.log\"\n"), Level::Error);
        assert_eq!(level("[fcgi-program:w]\nsocket=\"unix:///run/x\"\n"), Level::Error);
        assert_eq!(level("[supervisord]\nchildlogdir=\"/tmp\"\n"), Level::Error);
        assert_eq!(level("[program:w]\nstdout_logfile=\"x.log\"\n"), Level::Warning);
        assert_eq!(level("[program:w]\ndirectory=\"/tmp\"\n"), Level::Warning);
        assert_eq!(level("[supervisord]\ndirectory=\"/tmp\"\n"), Level::Error);
    }

    #[test]
    fn unneeded_quotes_are_removed() {
        let fixed = |value: &str| found(&format!("[include]\nfiles = {value} ; all\n"))[0].fixed.clone();
        assert_eq!(fixed("\"conf.d/*.conf\"").as_deref(), Some("[include]\nfiles = conf.d/*.conf ; all\n"));
        assert_eq!(fixed("'a.conf' 'b.conf'"), None);
        assert_eq!(fixed("\"a b.conf\""), None);
    }

    #[test]
    fn quotable_values_and_inner_quotes_are_left_alone() {
        for text in [
            "[program:w]\ncommand=\"/bin/cat\"\nenvironment=A=\"1\"\n",
            "[program:w]\ndirectory=/srv/\"x\"\n",
            "[unix_http_server]\npassword=\"x\"\n",
            "[supervisorctl]\nprompt=\"x\"\n",
            "[program:w]\ndirectory=\"\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
