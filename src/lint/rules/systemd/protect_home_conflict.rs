//! `protect-home-conflict`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::{SERVICE_EXEC_DIRECTIVES, may_contain};
use crate::lint::commands::unit_commands::UnitCommand;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::{FileId, Span};
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::exec::Prefix;

rule! {
    /// Flags a command or a working directory below `/home`, `/root` or `/run/user` in a service with `ProtectHome=yes` or
    /// `tmpfs`.
    ///
    /// ## Why
    ///
    /// The service sees these directories as empty: the program is not found (status 203), or the working directory is
    /// not (status 200). `ProtectHome=read-only` lets the service read them; `BindPaths=` makes a path in them
    /// available.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ProtectHome=yes
    /// ExecStart=/home/app/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ProtectHome=read-only
    /// ExecStart=/home/app/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `ProtectHome=`.
    pub static PROTECT_HOME_CONFLICT = {
        name: "protect-home-conflict",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::ProtectHome], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !context.is_whole() {
        return;
    }
    // What is mounted in from outside is there.
    if unit.sets_any(&[Name::BindPaths, Name::BindReadOnlyPaths, Name::RootDirectory, Name::RootImage]) {
        return;
    }
    let Some(protect) = context.last_in_effect(Section::Service, Name::ProtectHome) else { return };
    let setting = protect.value();
    if protect.flag() != Some(true) && setting.text() != Some("tmpfs") {
        return;
    }
    // A directory that may be missing starts with a `-`.
    let directory = context.last_in_effect(Section::Service, Name::WorkingDirectory);
    let directory = directory.filter(|entry| entry.value().text().is_some_and(is_home));
    let place = directory.map(|entry| (entry.id.file, entry.value().whole())).or_else(|| in_command(context));
    let Some((file, span)) = place else { return };
    sink.add(
        PROTECT_HOME_CONFLICT
            .at(file, span, "ProtectHome= hides this path from the service")
            .label("does not exist for the service")
            .related(protect.id.file, setting.whole(), "hides it")
            .help(
                "systemd puts an empty directory in its place. Use ProtectHome=read-only, or move the file \
                   elsewhere.",
            ),
    );
}

/// The first word of a command that names a file in one of the directories.
fn in_command(context: &UnitContext<'_>) -> Option<(FileId, Span)> {
    if !context.commands.any_written(|line| may_contain(line, &HOMES.map(str::as_bytes))) {
        return None;
    }
    let is_hidden = |one: &UnitCommand<'_>| {
        !one.command.has(Prefix::FullPrivileges) && !one.command.has(Prefix::IgnoreFailure)
    };
    context.commands.for_directives(SERVICE_EXEC_DIRECTIVES).filter(is_hidden).find_map(|one| {
        one.command.words().find(|word| word.text().is_some_and(is_home)).map(|word| one.place(word))
    })
}

/// The directories that it hides.
const HOMES: [&str; 3] = ["/home", "/root", "/run/user"];

fn is_home(path: &str) -> bool {
    HOMES
        .iter()
        .any(|home| path.strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn texts(lines: &str) -> Vec<String> {
        let found = unit(&PROTECT_HOME_CONFLICT, &format!("[Service]\n{lines}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn hidden_paths_are_flagged() {
        assert_eq!(texts("ProtectHome=yes\nExecStart=/bin/sh /home/a/run.sh"), ["/home/a/run.sh"]);
        assert_eq!(texts("ProtectHome=y\nExecStart=/bin/sh /home/a/run.sh"), ["/home/a/run.sh"]);
        assert_eq!(texts("ProtectHome=tmpfs\nExecStart=/a\nWorkingDirectory=/root"), ["/root"]);
        assert!(texts("ProtectHome=yes\nExecStart=/a /homes/b\nWorkingDirectory=-/home/a").is_empty());
    }

    #[test]
    fn visible_or_bind_mounted_homes_pass() {
        for line in ["ProtectHome=read-only", "ProtectHome=no", "ProtectHome=yes\nBindPaths=/home/a", ""] {
            assert!(texts(&format!("ExecStart=/home/a/run.sh\n{line}")).is_empty(), "{line}");
        }
        assert!(texts("ProtectHome=yes\nExecStart=/a\nExecStartPre=+/home/b").is_empty());
    }
}
