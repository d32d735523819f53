//! `unset-variable`

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::diagnostic::{Applicability, Level};
use crate::ir::is_set_by_systemd;
use crate::lint::commands::exec_lines::SERVICE_EXEC_DIRECTIVES;
use crate::lint::commands::unit_commands::UnitCommand;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::{FileId, Span, base_name_bytes};
use crate::syntax::Edit;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::environment;
use crate::systemd::kinds::exec::argument::Piece;
use crate::text::truncated_list::truncated_list;
use crate::unix::shell::is_shell;
use crate::unix::variable_name::is_variable_name;

rule! {
    /// Flags a variable in a command that nothing in the unit sets; and, reported as `warning`, a `${NAME}` in a shell
    /// script that sets it itself.
    ///
    /// ## Why
    ///
    /// systemd substitutes the unit's own variables, not those of a login shell: one that is not set is empty, and a
    /// word that is only `$NAME` disappears, so that the option before it takes the next word as its value. It does so
    /// in a script as well, before the shell sees it: `for i in a b; do echo ${i}; done` becomes `for i in a b; do echo
    /// ; done`.
    ///
    /// Variables that a drop-in on the machine or the manager's own environment sets are not known here.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --config $CONFIG --verbose
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/sh -c 'for i in a b; do /usr/bin/app ${i}; done'
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Environment=CONFIG=/etc/app.conf
    /// ExecStart=/usr/bin/app --config $CONFIG --verbose
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/sh -c 'for i in a b; do /usr/bin/app $${i}; done'
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines"; `replace_env_argv()`, `src/basic/env-util.c`. Run on 252, which says nothing; from
    /// 254 on the journal has "Referenced but unset environment variable evaluates to an empty string".
    pub static UNSET_VARIABLE = {
        name: "unset-variable",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Unit(SERVICE_EXEC_DIRECTIVES, check),
    }
}

/// How many names are listed.
const MAX_LISTED: usize = 5;

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.commands.any_written(may_concern) || !context.is_whole() {
        return;
    }
    // A user manager has the environment of its session, and PAM may set anything.
    let unknown = [Name::EnvironmentFile, Name::PAMName];
    if context.unit.is_user_unit(context.sources) || !context.in_effect(Section::Service, &unknown).is_empty()
    {
        return;
    }
    let mut set: Option<BTreeSet<String>> = None;
    let mut first: Option<(FileId, Span)> = None;
    let (mut names, mut reported) = (Vec::new(), BTreeSet::new());
    for one in context.commands.for_directives(SERVICE_EXEC_DIRECTIVES) {
        let script = LazyCell::new(|| one.command.words().any(|word| is_shell(base_name_bytes(&word.bytes))));
        for word in one.command.arguments.iter().filter(|word| may_concern(&word.bytes)) {
            for part in one.command.parts(word) {
                let (Piece::Joined(name) | Piece::Split(name)) = part.piece else { continue };
                let Some(name) =
                    std::str::from_utf8(name).ok().filter(|name| is_variable_name(name.as_bytes()))
                else {
                    continue;
                };
                let set = set.get_or_insert_with(|| variables(context));
                if set.contains(name) || is_set_by_systemd(name) {
                    continue;
                }
                let span = one.value.span(part.span(word));
                if *script && script_sets(&word.bytes, name) {
                    sink.add(finding_in_script(&one, span, name));
                    continue;
                }
                first = first.or(Some((one.entry.id.file, span)));
                if reported.insert(name.to_owned()) {
                    names.push(name.to_owned());
                }
            }
        }
    }
    let Some((file, span)) = first else { return };
    sink.add(
        UNSET_VARIABLE
            .at(file, span, format!("nothing here sets {}", truncated_list(&names, MAX_LISTED)))
            .label("empty")
            .help(
                "systemd replaces it with nothing. Set it with Environment= or EnvironmentFile=; whether a drop-in \
                 or the manager's own environment does can only be seen on the machine.",
            ),
    );
}

/// Whether a text may use a variable that systemd does not set: most use that of the main process only, to make it
/// reload.
fn may_concern(text: &[u8]) -> bool {
    let is_other = |at: usize| {
        let after = &text[at + 1..];
        !after.strip_prefix(b"{").unwrap_or(after).starts_with(b"MAINPID")
    };
    memchr::memchr_iter(b'$', text).any(is_other)
}

/// What the unit sets, and what it inherits from the manager.
fn variables(context: &UnitContext<'_>) -> BTreeSet<String> {
    let mut set = BTreeSet::new();
    for entry in
        context.in_effect(Section::Service, &[Name::Environment, Name::PassEnvironment, Name::PIDFile])
    {
        let value = entry.value();
        let Some(text) = value.text() else { continue };
        match entry.row.map(|row| row.name) {
            Some(Name::PIDFile) => _ = set.insert("PIDFILE".to_owned()),
            Some(Name::PassEnvironment) => set.extend(text.split_ascii_whitespace().map(str::to_owned)),
            _ => {
                let read = environment::parse(text, context.release());
                set.extend(read.assignments.iter().map(|one| one.name().to_owned()));
            }
        }
    }
    set
}

/// Whether a script sets a variable, by an assignment, a loop or `read`, or may do so by sourcing a file.
fn script_sets(script: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(script);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | '(' | '&' | '|' | '{'));
    let mut before = "";
    for word in words {
        // `. /etc/default/app` may set it, but systemd has expanded it before that.
        if matches!(before, "." | "source") && word.starts_with(['/', '.', '"', '$']) {
            return true;
        }
        let assigns = word.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
        if assigns || word == name && (before == "read" || before == "-r" || before == "for") {
            return true;
        }
        before = word;
    }
    false
}

fn finding_in_script(one: &UnitCommand<'_>, span: Span, name: &str) -> crate::diagnostic::Diagnostic {
    UNSET_VARIABLE
        .at(one.entry.id.file, span, format!("systemd empties `${{{name}}}` before the shell sets it"))
        .level(Level::Warning)
        .label("empty")
        .help("systemd substitutes the unit's variables before it starts the shell. Write `$$` for a `$` that the \
               shell should read.")
        .fix("leave it to the shell", Applicability::Unsafe, vec![Edit::insert(span.start, "$")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    fn found(lines: &str) -> Vec<(Level, String)> {
        let found = unit(&UNSET_VARIABLE, &format!("[Service]\n{lines}\n"));
        found.into_iter().map(|found| (found.level, found.message)).collect()
    }

    #[test]
    fn unset_variables_are_reported_once_per_unit() {
        let nothing_sets = |names: &str| [(Level::Info, format!("nothing here sets {names}"))];
        assert_eq!(found("ExecStart=/a -c ${A} $B $A\nExecReload=/a $C"), nothing_sets("A, B, C"));
        assert_eq!(
            found("Environment=B=1\nEnvironment=\nExecStart=/a $B"),
            nothing_sets("B"),
            "the assignment was reset"
        );
        assert_eq!(found("ExecStart=/a $PIDFILE"), nothing_sets("PIDFILE"), "only PIDFile= sets it");
    }

    #[test]
    fn variables_that_may_be_set_pass() {
        for lines in [
            "Environment=A=1 B=2\nExecStart=/a $A ${B}",
            "EnvironmentFile=-/etc/default/a\nExecStart=/a $A",
            "PassEnvironment=A\nExecStart=/a $A",
            "PAMName=login\nExecStart=/a $A",
            "PIDFile=/run/a.pid\nExecStart=/a $PIDFILE",
            "ExecStart=/a $HOME\nExecReload=kill $MAINPID\nExecStopPost=/b ${EXIT_STATUS}",
            "ExecStart=:/a $A",
            "ExecStart=/a $$A $1 a$A",
            "ExecStart=/bin/sh -c 'for i in a b; do echo $i; done'",
            "#ExecStart=/a $A\nExecStart=/a",
        ] {
            assert_eq!(found(lines), [], "{lines}");
        }
        let text = "[Service]\nExecStart=/a $A\n";
        assert!(file(&UNSET_VARIABLE, "user/a.service", text).is_empty(), "a session may set it");
        assert!(file(&UNSET_VARIABLE, "a.service.d/b.conf", text).is_empty(), "the unit may set it");
    }

    #[test]
    fn braced_variables_of_a_script_are_flagged() {
        let emptied = |name: &str| {
            [(Level::Warning, format!("systemd empties `${{{name}}}` before the shell sets it"))]
        };
        assert_eq!(found("ExecStart=/bin/sh -c 'for i in a b; do echo ${i}; done'"), emptied("i"));
        assert_eq!(found("ExecStart=/bin/sh -c 'x=$(date); echo ${x}'"), emptied("x"));
        assert_eq!(
            found("ExecStart=/bin/bash -c \"while read -r line; do echo ${line}; done\""),
            emptied("line")
        );
        let fixed =
            unit(&UNSET_VARIABLE, "[Service]\nExecStart=/bin/sh -c 'x=1; echo ${x}'\n").remove(0).fixed;
        assert_eq!(fixed.as_deref(), Some("[Service]\nExecStart=/bin/sh -c 'x=1; echo $${x}'\n"));
    }
}
