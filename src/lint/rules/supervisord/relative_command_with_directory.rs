//! `relative-command-with-directory`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::placeholder::starts_with_placeholder;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::supervisord::kinds::words;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

rule! {
    /// Flags a program that is named by a relative path, `./run.sh` or `bin/app`: a warning with `directory`, an info
    /// without.
    ///
    /// ## Why
    ///
    /// supervisord looks it up in the directory that it runs in itself, not in `directory`, and only then changes to the
    /// latter: `can't find command './run.sh'`, and the program ends in FATAL.
    /// Without `directory` it runs where it was looked up, as long as supervisord is started in the right place, or goes there:
    /// in the background it changes to `directory` of `[supervisord]` first.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=./run.sh
    /// directory=/srv/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/srv/app/run.sh
    /// directory=/srv/app
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issue 369, open since 2014; run with 4.3.0.
    pub static RELATIVE_COMMAND_WITH_DIRECTORY = {
        name: "relative-command-with-directory",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(prefilter::is_relative, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let value = entry.value();
    let Some(Ok(word)) = value.text().and_then(|text| words::words(text).next()) else { return };
    if !word.text.contains('/')
        || word.text.starts_with(['/', '%', '$', '~'])
        || starts_with_placeholder(&word.text)
    {
        return;
    }
    let program = word.text.clone().into_owned();
    let span = value.span(word.span);
    let finding = RELATIVE_COMMAND_WITH_DIRECTORY.at(
        entry.id.file,
        span,
        format!("`{program}` is looked up where supervisord runs"),
    );
    if context.settings.get(Name::Directory).is_none() {
        if context.lowering.has_working_directory() {
            return;
        }
        let help = "Started in another directory, supervisord does not find it. Write the absolute path to be sure of what \
                    runs.";
        let finding = finding.label("relative to supervisord's own directory").help(help);
        return sink.add(Diagnostic { level: Level::Info, ..finding });
    }
    let finding = finding
        .label("not in directory=")
        .help(format!(
            "supervisord looks for it before it changes to directory=, and says: can't find command '{program}'. Write the \
             absolute path."
        ));
    let directory =
        context.value(Name::Directory).filter(|directory| directory.starts_with('/') && !word.quoted);
    sink.add(match directory {
        Some(directory) => {
            let path = format!("{}/{}", directory.trim_end_matches('/'), program.trim_start_matches("./"));
            // It may work today because supervisord happens to be started in that directory.
            finding.fix(format!("write {path}"), Applicability::Unsafe, vec![Edit::replace(span, path)])
        }
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&RELATIVE_COMMAND_WITH_DIRECTORY, &format!("[program:a]\n{lines}\n"))
    }

    #[test]
    fn with_a_directory_the_fix_joins_the_path() {
        let found = found("command=./run.sh -x\ndirectory=/srv/app/");
        assert_eq!(found[0].level, Level::Warning);
        let fixed = "[program:a]\ncommand=/srv/app/run.sh -x\ndirectory=/srv/app/\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn without_a_directory_it_is_an_info() {
        let found = found("command=bin/app");
        assert_eq!((found[0].level, &found[0].fixed), (Level::Info, &None));
    }

    #[test]
    fn a_path_relative_to_the_supervisord_directory_passes() {
        let found = |directory: &str| {
            let text = format!("[supervisord]\n{directory}\n[program:a]\ncommand=bin/app\n");
            supervisord(&RELATIVE_COMMAND_WITH_DIRECTORY, &text).len()
        };
        assert_eq!(found("directory=/srv"), 0);
        // Relative to where supervisord was started, and in the foreground it stays there.
        assert_eq!((found("directory=app"), found("directory=/srv\nnodaemon=true")), (1, 1));
    }

    #[test]
    fn bare_names_tildes_and_expansions_are_left_to_other_rules() {
        for command in
            ["app", "/bin/app", "~/app", "$HOME/app", "%(here)s/app", "__DIR__/app", "@bindir@/app"]
        {
            assert!(found(&format!("command={command}\ndirectory=/srv")).is_empty(), "{command}");
        }
    }
}
