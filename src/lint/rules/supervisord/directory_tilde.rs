//! `directory-tilde`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::remove_entry;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

rule! {
    /// Flags a program's `directory` that starts with `~` or is empty.
    ///
    /// ## Why
    ///
    /// supervisord expands `~` in the paths of log files, but not in `directory`, and it does not check that directory
    /// when it reads the file. The program never starts: it cannot change to a directory named `~`, or to one without a
    /// name.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// directory=~/app
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
    /// Run with 4.3.0: `couldn't chdir to ~/app: ENOENT`.
    pub static DIRECTORY_TILDE = {
        name: "directory-tilde",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Program(&[Name::Directory], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Directory) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let says = |directory: &str| {
        format!("The program never starts; its log says: supervisor: couldn't chdir to {directory}: ENOENT.")
    };
    let finding = if text.is_empty() {
        DIRECTORY_TILDE
            .at(entry.id.file, entry.item.name, "directory is set to nothing")
            .label("no directory has this name")
            .help(format!("{} Remove the line to stay in supervisord's directory.", says("")))
    } else if text.starts_with('~') {
        DIRECTORY_TILDE
            .at(entry.id.file, value.whole(), "`~` is not expanded in directory")
            .label("a directory named `~`")
            .help(format!(
                "{} Write the path in full. %(ENV_HOME)s is the home directory of whoever started supervisord, and HOME must \
                 be set there.",
                says(text)
            ))
    } else {
        return;
    };
    // What `[DEFAULT]` sets is for supervisord itself as well.
    let fix = if !context.owns(&entry) {
        None
    } else if text.is_empty() {
        remove_entry(&entry).map(|edit| ("remove directory", Applicability::Safe, edit))
    } else if text == "~" || text.starts_with("~/") {
        let edit = Edit::replace(value.span(Span::new(0, 1)), "%(ENV_HOME)s");
        Some(("write %(ENV_HOME)s", Applicability::Unsafe, edit))
    } else {
        None
    };
    sink.add(match fix {
        Some((title, applicability, edit)) => finding.fix(title, applicability, vec![edit]),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(line: &str) -> Vec<Option<String>> {
        let found = supervisord(&DIRECTORY_TILDE, &format!("[program:a]\n{line}\ncommand=/a\n"));
        let lines = |text: String| text.strip_prefix("[program:a]\n").unwrap().replace("\ncommand=/a\n", "");
        found.into_iter().map(|found| found.fixed.map(lines)).collect()
    }

    #[test]
    fn a_leading_tilde_becomes_env_home() {
        assert_eq!(
            fixed("directory = ~/app ; here"),
            [Some("directory = %(ENV_HOME)s/app ; here".to_owned())]
        );
        assert_eq!(fixed("directory=~"), [Some("directory=%(ENV_HOME)s".to_owned())]);
        assert_eq!(fixed("directory=~shop/app"), [None]);
    }

    #[test]
    fn an_empty_directory_is_removed() {
        assert_eq!(fixed("directory="), [Some("command=/a\n".to_owned())]);
        assert_eq!(fixed("directory= ; none"), [Some("; none".to_owned())]);
    }

    #[test]
    fn a_tilde_inside_a_path_is_literal() {
        for line in
            ["directory=/srv/~shop", "directory=%(ENV_HOME)s", "directory=/srv", "stdout_logfile=~/x.log"]
        {
            assert_eq!(fixed(line), [], "{line}");
        }
    }

    #[test]
    fn the_supervisord_directory_may_start_with_a_tilde() {
        assert!(supervisord(&DIRECTORY_TILDE, "[supervisord]\ndirectory=~/app\n").is_empty());
    }
}
