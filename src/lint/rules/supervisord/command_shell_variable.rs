//! `command-shell-variable`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::shell_expansion;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::source::{Span, base_name};
use crate::supervisord::kinds::words::{self, Word};
use crate::supervisord::options::Name;
use crate::syntax::Edit;
use crate::unix::shell::find_script;
use crate::unix::variable_name::variables_for_a_shell;

rule! {
    /// Flags what only a shell would expand in a command that no shell reads: `$NAME`, `${NAME}`, a `~/` at the start
    /// of a word, and patterns like `/var/log/*.log` for programs that are known to take files.
    ///
    /// ## Why
    ///
    /// supervisord splits the command into words and passes them on as is. `$HOME/bin/app` is looked up literally and
    /// not found; in an argument the program gets the dollar sign. What supervisord expands, when it reads the file, is
    /// `%(ENV_NAME)s`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=$HOME/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=%(ENV_HOME)s/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: the arguments arrive as written; `can't find command '~/x'`.
    pub static COMMAND_SHELL_VARIABLE = {
        name: "command-shell-variable",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(prefilter::has_shell_expansions, check),
    }
}

/// A part of a word that a shell would have expanded.
struct Part {
    /// Its place in the value.
    span: Span,
    /// The name of a variable, or what else it is.
    kind: PartKind,
}

enum PartKind {
    Variable(String),
    Home,
    Pattern,
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let Ok(all) = words::split(text) else { return };
    // A shell that reads a script from its arguments, wherever it is; one that runs a file gets words like any program.
    if find_script(all.iter().map(|word| word.text.as_bytes())).is_some()
        || all.iter().any(|word| shell_expansion::expands_arguments(base_name(&word.text)))
    {
        return;
    }
    let takes_literal_files =
        all.first().is_some_and(|word| shell_expansion::takes_literal_files(base_name(&word.text)));
    let parts: Vec<Part> =
        all.iter().filter_map(|word| first_expanded_part(text, word, takes_literal_files)).collect();
    let Some((first, others)) = parts.split_first() else { return };
    let shown = first.span.slice(text.as_bytes());
    let shown = String::from_utf8_lossy(shown);
    let alternative = match &first.kind {
        PartKind::Variable(name) => format!(
            "Write %(ENV_{name})s: supervisord expands it when it reads the file, and refuses the file if the variable is \
             not set. Or let a shell read the command: /bin/sh -c \"exec …\"."
        ),
        PartKind::Home => {
            "Write the directory, or %(ENV_HOME)s for that of whoever starts supervisord.".to_owned()
        }
        PartKind::Pattern => {
            "Name the files, or let a shell read the command: /bin/sh -c \"exec …\".".to_owned()
        }
    };
    let mut finding = COMMAND_SHELL_VARIABLE
        .at(
            entry.id.file,
            value.span(first.span),
            format!("`{shown}` is for a shell to expand, but no shell reads the command"),
        )
        .label("passed to the program as is")
        .help(format!("supervisord splits the command into words and passes them on as is. {alternative}"));
    for other in others {
        finding = finding.related(entry.id.file, value.span(other.span), "and here");
    }
    let edits: Vec<Edit> = parts
        .iter()
        .filter_map(|part| match &part.kind {
            PartKind::Variable(name) => Some(Edit::replace(value.span(part.span), format!("%(ENV_{name})s"))),
            PartKind::Home | PartKind::Pattern => None,
        })
        .collect();
    sink.add(if edits.is_empty() {
        finding
    } else {
        // Without the variable supervisord refuses the file.
        finding.fix("write %(ENV_…)s", Applicability::Unsafe, edits)
    });
}

/// The first part of a word that a shell would expand.
fn first_expanded_part(text: &str, word: &Word<'_>, takes_literal_files: bool) -> Option<Part> {
    let written = text.get(word.span.range())?;
    // With single quotes and backslashes the text is meant literally.
    if written.contains(['\'', '\\']) {
        return None;
    }
    let start = word.span.start;
    if written.starts_with("~/") {
        return Some(Part { span: Span::new(start, start + 1), kind: PartKind::Home });
    }
    if let Some((span, name)) = variables_for_a_shell(written).next() {
        return Some(Part { span: span.shifted(start), kind: PartKind::Variable(name.to_owned()) });
    }
    (takes_literal_files && !word.quoted && shell_expansion::is_glob(written))
        .then_some(Part { span: word.span, kind: PartKind::Pattern })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(command: &str) -> Vec<Found> {
        supervisord(&COMMAND_SHELL_VARIABLE, &format!("[program:w]\ncommand={command}\n"))
    }

    #[test]
    fn variables_tildes_and_globs_are_flagged_at_their_position() {
        for (command, part) in [
            ("$HOME/bin/app", "$HOME"),
            ("/bin/app --port=${PORT} -x", "${PORT}"),
            ("/bin/app \"$DIR/x\"", "$DIR"),
            ("~/bin/app", "~"),
            ("/bin/sh run.sh $MODE", "$MODE"),
            ("/usr/bin/tail -F /var/log/*.log", "/var/log/*.log"),
        ] {
            assert_eq!(
                found(command).iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
                [part],
                "{command}"
            );
        }
    }

    #[test]
    fn shell_scripts_and_literal_characters_pass() {
        for command in [
            "/bin/sh -c \"exec app $PORT\"",
            "/usr/bin/env A=b bash -lc 'app ~/x $PORT'",
            "/bin/su - w -c \"app $PORT\"",
            "/usr/bin/ssh host \"echo $HOME\"",
            "/bin/app '$PORT' \\$PORT $1 $ a$ $$PORT ${PORT:-80} user~1",
            "/usr/bin/java -cp /opt/lib/* Main",
            "/usr/bin/celery -A app -Q queue.*",
            "/usr/bin/find /srv -name *.py",
            "/bin/app %(ENV_HOME)s/x",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }

    #[test]
    fn one_finding_fixes_all_variables() {
        let found = found("/bin/app $A --b=${B}");
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].fixed.as_deref(),
            Some("[program:w]\ncommand=/bin/app %(ENV_A)s --b=%(ENV_B)s\n")
        );
    }
}
