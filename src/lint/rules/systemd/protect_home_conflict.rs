//! `protect-home-conflict`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::{SERVICE_EXEC_DIRECTIVES, may_contain};
use crate::lint::commands::unit_commands::UnitCommand;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::{FileId, Span};
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::exec::Prefix;
use crate::systemd::kinds::words::{Flags, Words};

rule! {
    /// Flags a command, a working directory or a path in `ReadWritePaths=` below `/home`, `/root` or `/run/user` in a
    /// service with `ProtectHome=yes` or `tmpfs`.
    ///
    /// ## Why
    ///
    /// The service sees these directories as empty: the program is not found (status 203), or the working directory is
    /// not (status 200). `ReadWritePaths=` does not change that: with `yes` systemd silently ignores it below them, as it
    /// does `BindPaths=`; with `tmpfs` the service does not start (status 226). `ProtectHome=read-only` lets the service
    /// read them, and `ReadWritePaths=` then makes a path in them writable; with `tmpfs`, `BindPaths=` makes one
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
    /// ```ini app.service
    /// [Service]
    /// ProtectHome=yes
    /// ReadWritePaths=/home/app/data
    /// ExecStart=/usr/bin/app
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
    /// ```ini app.service
    /// [Service]
    /// ProtectHome=read-only
    /// ReadWritePaths=/home/app/data
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `ProtectHome=`; `drop_inaccessible()`, `src/core/namespace.c`. Run on 252.
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
    if unit.sets_any(&[Name::RootDirectory, Name::RootImage]) {
        return;
    }
    let Some(protect) = context.last_in_effect(Section::Service, Name::ProtectHome) else { return };
    let setting = protect.value();
    let is_tmpfs = setting.text() == Some("tmpfs");
    if protect.flag() != Some(true) && !is_tmpfs {
        return;
    }
    // What is mounted in from outside is there. Below a directory that is inaccessible, nothing is mounted.
    if is_tmpfs && unit.sets_any(&[Name::BindPaths, Name::BindReadOnlyPaths]) {
        return;
    }
    // A directory that may be missing starts with a `-`.
    let directory = context.last_in_effect(Section::Service, Name::WorkingDirectory);
    let directory = directory.filter(|entry| entry.value().text().is_some_and(is_home));
    let place = directory.map(|entry| (entry.id.file, entry.value().whole())).or_else(|| in_command(context));
    let finding = |(file, span)| {
        PROTECT_HOME_CONFLICT
            .at(file, span, "ProtectHome= hides this path from the service")
            .label("does not exist for the service")
            .related(protect.id.file, setting.whole(), "hides it")
    };
    if let Some(place) = place {
        sink.add(finding(place).help(
            "systemd puts an empty directory in its place. Use ProtectHome=read-only, or move the file elsewhere.",
        ));
    } else if let Some(place) = made_writable(context, is_tmpfs) {
        let help = if is_tmpfs {
            "The service does not start (status 226): what is to be writable must exist. Make the path available with \
             BindPaths=."
        } else {
            "systemd ignores it and says nothing. Use ProtectHome=read-only: the path is writable then."
        };
        sink.add(finding(place).help(help));
    }
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

/// The first path below one of the directories that `ReadWritePaths=` makes writable. With `tmpfs`, one that may be missing
/// (`-`) prevents nothing.
fn made_writable(context: &UnitContext<'_>, is_tmpfs: bool) -> Option<(FileId, Span)> {
    if !context.unit.sets(Name::ReadWritePaths) {
        return None;
    }
    context.in_effect(Section::Service, &[Name::ReadWritePaths]).into_iter().find_map(|entry| {
        let value = entry.value();
        let mut words = Words::new(value.text().unwrap_or_default(), Flags::PATHS).flatten();
        let word = words.find(|word| {
            word.text().is_some_and(|text| {
                let path = text.trim_start_matches(['-', '+']);
                is_home(path) && !HOMES.contains(&path) && !(is_tmpfs && text.starts_with('-'))
            })
        })?;
        Some((entry.id.file, value.span(word.span)))
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
        for line in ["ProtectHome=read-only", "ProtectHome=no", "ProtectHome=tmpfs\nBindPaths=/home/a", ""] {
            assert!(texts(&format!("ExecStart=/home/a/run.sh\n{line}")).is_empty(), "{line}");
        }
        assert!(texts("ProtectHome=yes\nExecStart=/a\nExecStartPre=+/home/b").is_empty());
    }

    #[test]
    fn nothing_is_mounted_below_an_inaccessible_home() {
        assert_eq!(texts("ExecStart=/home/a/run.sh\nProtectHome=yes\nBindPaths=/home/a"), ["/home/a/run.sh"]);
        let writable = |home: &str, paths: &str| {
            texts(&format!("ExecStart=/a\nProtectHome={home}\nReadWritePaths={paths}"))
        };
        assert_eq!(writable("yes", "/srv -/home/a/data"), ["-/home/a/data"]);
        assert_eq!(writable("tmpfs", "/root/a"), ["/root/a"]);
        assert!(writable("read-only", "/home/a").is_empty());
        assert!(writable("tmpfs", "/home").is_empty(), "the empty file system is writable as well");
        assert!(writable("tmpfs", "-/home/a").is_empty(), "it may be missing");
        assert!(writable("yes", "/home/a\nReadWritePaths=").is_empty());
    }
}
