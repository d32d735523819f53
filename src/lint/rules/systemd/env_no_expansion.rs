//! `env-no-expansion`

use std::collections::BTreeSet;

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::{EXEC_DIRECTIVES, program_name};
use crate::lint::commands::shell_syntax;
use crate::lint::mistake::{KnownMistake, Mistake, count_refusals};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::check::Cause;
use crate::systemd::directives::{Name, ValueKind};
use crate::systemd::kinds::environment;
use crate::unix::shell::is_shell;

rule! {
    /// Flags a variable or a `~` where it is not expanded: in `Environment=`, in paths, sizes and numbers. A value that
    /// a shell of the unit gets as `${NAME}` passes: the shell expands it.
    ///
    /// ## Why
    ///
    /// systemd expands `${NAME}` in the arguments of commands only. `Environment=PATH=$PATH:/opt/bin` gives the program
    /// these literal characters, and a path with a variable is not a path.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment=DATA=$HOME/data
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment=DATA=/srv/data
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `Environment=`: "the "$" character has no special meaning". Run on 252.
    pub static ENV_NO_EXPANSION = {
        name: "env-no-expansion",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::UnitEntry(EntryKind::Expandable, check),
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(
    &ENV_NO_EXPANSION,
    matches,
    "Variables are expanded in commands only; %h is the home directory of the user who runs systemd.",
);

fn matches(mistake: &Mistake<'_>) -> bool {
    let starts_at_home = matches!(
        mistake.row.kind,
        ValueKind::Path
            | ValueKind::PathList
            | ValueKind::PathListWithPrefixes
            | ValueKind::WorkingDirectory
            | ValueKind::EnvironmentFile
            | ValueKind::UserOrGroup
    );
    let word = mistake.word().trim_start_matches('-');
    mistake.refused.cause == Cause::Value
        && (variable(word).is_some() || starts_at_home && word.starts_with("~/"))
}

/// The place of a variable in a text: `$NAME` or `${NAME}`, in upper case as in an environment.
fn variable(text: &str) -> Option<(usize, usize)> {
    text.match_indices('$').find_map(|(at, _)| {
        let found = shell_syntax::variable(&text[at..]).filter(|found| found.is_whole)?;
        Some((at, at + found.len))
    })
}

/// The variables that the commands of the unit which a shell reads name in braces: systemd expands those in the middle of a
/// word, and the shell expands the variables in the result.
fn variables_in_scripts(context: &UnitEntryContext<'_>) -> BTreeSet<String> {
    let mut variables = BTreeSet::new();
    for line in context.unit.entries_of(context.sources, EXEC_DIRECTIVES) {
        let value = line.value();
        let Some(text) = value.text().filter(|text| is_shell(program_name(text.as_bytes()))) else {
            continue;
        };
        for (at, _) in text.match_indices("${") {
            let rest = &text[at + 2..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            if rest[end..].starts_with('}') {
                variables.insert(rest[..end].to_owned());
            }
        }
    }
    variables
}

/// Reports a variable in a path that systemd takes literally: `$` is an ordinary character there. Paths that it refuses
/// are reported by their reader.
fn check_path(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row.filter(|row| LITERAL_PATHS.contains(&row.name)) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let Some((start, end)) = variable(text) else { return };
    if count_refusals(row, text, context.release()) > 0 || !context.unit.reads(entry) {
        return;
    }
    let span = value.span(Span::new(start as u32, end as u32));
    let shown = &text[start..end];
    sink.add(
        ENV_NO_EXPANSION
            .at(entry.id.file, span, format!("`{shown}` is not expanded in {}=", row.name))
            .label("taken literally")
            .help(
                "systemd expands variables in the arguments of commands only, and uses the path literally. \
                 Write it out.",
            ),
    );
}

/// Paths in which nobody means a literal `$`.
const LITERAL_PATHS: [Name; 12] = [
    Name::PIDFile,
    Name::WorkingDirectory,
    Name::RootDirectory,
    Name::EnvironmentFile,
    Name::StandardOutput,
    Name::StandardError,
    Name::StandardInput,
    Name::ReadWritePaths,
    Name::ReadOnlyPaths,
    Name::ListenStream,
    Name::PathExists,
    Name::PathChanged,
];

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    check_path(context, sink);
    let entry = &context.entry;
    if entry.row.is_none_or(|row| row.name != Name::Environment) || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    for assignment in environment::parse(text, context.release()).assignments {
        let home = assignment.value().starts_with("~/").then_some((0, 1));
        let Some((start, end)) = home.or_else(|| variable(assignment.value())) else { continue };
        let in_scripts = context.memo.variables_in_scripts.get_or_init(|| variables_in_scripts(context));
        if in_scripts.contains(assignment.name()) {
            continue;
        }
        let span = value.span(assignment.value_part_span(start, end));
        let shown = &assignment.value()[start..end];
        sink.add(
            ENV_NO_EXPANSION
                .at(entry.id.file, span, format!("`{shown}` is not expanded in Environment="))
                .label("taken literally")
                .help(
                    "systemd expands variables in the arguments of commands only, and says nothing. Write \
                     the value out; %h is the home directory of the user who runs systemd.",
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn found(line: &str) -> Vec<String> {
        let found = unit(&ENV_NO_EXPANSION, &format!("[Service]\n{line}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn a_braced_variable_in_a_shell_script_is_expanded_by_the_shell() {
        let with = |exec: &str| found(&format!("Environment=DIR=~/data\n{exec}")).len();
        assert_eq!(with("ExecStart=/bin/sh -c 'find ${DIR} | sort'"), 0);
        assert_eq!(
            with("ExecStart=/bin/sh -c 'find $DIR | sort'"),
            1,
            "the shell takes it from its environment"
        );
        assert_eq!(with("ExecStart=/usr/bin/find ${DIR}"), 1);
    }

    #[test]
    fn variables_in_literal_paths_are_flagged_too() {
        assert_eq!(found("PIDFile=${PIDFILE}"), ["${PIDFILE}"]);
        assert_eq!(found("WorkingDirectory=/srv/$APP"), ["$APP"]);
        assert_eq!(found("WorkingDirectory=$APP").len(), 1, "reported once");
        assert!(found("PIDFile=/run/a.pid\nReadWritePaths=/a$b").is_empty());
    }

    #[test]
    fn variables_as_sizes_and_numbers_are_flagged_too() {
        assert_eq!(found("MemoryMax=${LIMIT}"), ["${LIMIT}"]);
        assert!(found("MemoryMax=~/x").is_empty());
    }

    #[test]
    fn variables_in_environment_are_flagged() {
        assert_eq!(found("Environment=PATH=$PATH:/opt \"B=x ${HOME}/y\""), ["$PATH", "${HOME}"]);
        assert_eq!(found("WorkingDirectory=$HOME/app"), ["$HOME/app"]);
        assert_eq!(found("Environment=A=~/data B=a~/b C=~"), ["~"]);
        assert!(found("Environment=P=pa$$word Q=pa$SSword A=$ B=$1 C=a$b").is_empty());
    }
}
