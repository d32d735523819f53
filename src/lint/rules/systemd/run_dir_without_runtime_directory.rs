//! `run-dir-without-runtime-directory`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::unix::account::is_root;

rule! {
    /// Flags a `PIDFile=` in a directory below `/run`, in a service with `User=`, where nothing here creates that
    /// directory: no `RuntimeDirectory=`, and no command that names it. Reported as `info` for services that are not
    /// `Type=forking`, and where the user is not one of those that every system has: whatever created the user may also
    /// have installed a `tmpfiles.d` file.
    ///
    /// ## Why
    ///
    /// `/run` is empty after each boot, and only root may create a directory there. The program cannot write its PID
    /// file, and systemd waits for it until the start times out. `RuntimeDirectory=` creates the directory for the user
    /// before each start. So may a file in `tmpfiles.d`, which cannot be seen from here.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// User=daemon
    /// PIDFile=/run/app/app.pid
    /// ExecStart=/usr/sbin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// User=daemon
    /// RuntimeDirectory=app
    /// PIDFile=/run/app/app.pid
    /// ExecStart=/usr/sbin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `RuntimeDirectory=`; systemd.service(5), `PIDFile=`.
    pub static RUN_DIR_WITHOUT_RUNTIME_DIRECTORY = {
        name: "run-dir-without-runtime-directory",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::PIDFile], check),
    }
}

/// The users that exist before any service is installed: those of Debian's `base-passwd` and Fedora's `setup` that
/// services run as.
const COMMON_USERS: [&str; 7] = ["bin", "daemon", "games", "mail", "nobody", "sys", "www-data"];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    if !context.unit.sets(Name::User) || context.unit.sets(Name::RuntimeDirectory) || !context.is_whole() {
        return;
    }
    let last = |name| context.last_in_effect(Section::Service, name);
    let (Some(user), Some(entry)) = (last(Name::User), last(Name::PIDFile)) else { return };
    let value = entry.value();
    let Some(path) = value.text() else { return };
    let below = path.strip_prefix("/var/run/").or_else(|| path.strip_prefix("/run/"));
    // A relative path is under /run.
    let below = below.unwrap_or(if path.starts_with('/') { "" } else { path });
    let Some((directory, _)) = below.split_once('/') else { return };
    // The system's own directories exist, and have owners of their own.
    if user.value().text().is_some_and(is_root) || matches!(directory, "" | "lock" | "user" | "systemd") {
        return;
    }
    let directory = format!("run/{directory}");
    let names_it = |text: &[u8]| memchr::memmem::find(text, directory.as_bytes()).is_some();
    // A variable may contain it: `ExecStartPre=/bin/mkdir -p ${statedir}`.
    let variables = context.in_effect(Section::Service, &[Name::Environment]);
    let is_variable = variables.iter().any(|entry| names_it(entry.item.value.slice(entry.bytes)));
    let mut makers = context.commands.for_directives(&[Name::ExecStartPre]);
    if makers.any(|one| {
        let command = one.command.span.slice(one.value.bytes());
        names_it(command) || is_variable && command.contains(&b'$')
    }) {
        return;
    }
    // For the other types systemd does not wait for the file.
    let is_awaited = facts.effective_type() == ServiceType::Forking;
    // A dedicated user came with a package, and such directories do as well.
    let needs_no_package = user.value().text().is_some_and(|name| COMMON_USERS.contains(&name));
    let level = if is_awaited && needs_no_package { Level::Warning } else { Level::Info };
    sink.add(
        RUN_DIR_WITHOUT_RUNTIME_DIRECTORY
            .at(entry.id.file, value.whole(), format!("nothing here creates /{directory} for the user of this service"))
            .level(level)
            .label("gone after each boot")
            .related(user.id.file, user.value().whole(), "may not create it")
            .help(format!(
                "{} RuntimeDirectory={} creates the directory before each start; a tmpfiles.d file creates it at \
                 boot.",
                if is_awaited {
                    "systemd waits for the PID file of a forking service and gives up when it does not appear."
                } else {
                    "A program that writes its PID file there fails where the directory is missing."
                },
                &directory[4..]
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn something_else_may_create_the_directory() {
        let count = |lines: &str| {
            unit(&RUN_DIR_WITHOUT_RUNTIME_DIRECTORY, &format!("[Service]\nExecStart=/a\n{lines}\n")).len()
        };
        for path in ["/run/a/a.pid", "/var/run/a/a.pid", "a/a.pid"] {
            assert_eq!(count(&format!("User=a\nPIDFile={path}")), 1, "{path}");
        }
        let text = "[Service]\nExecStart=/a\nUser=a\nPIDFile=/run/a/a.pid\n";
        let level = |text: &str| unit(&RUN_DIR_WITHOUT_RUNTIME_DIRECTORY, text)[0].level;
        let forking = format!("{text}Type=forking\n");
        assert_eq!((level(text), level(&forking)), (Level::Info, Level::Info));
        assert_eq!(
            level(&forking.replace("User=a", "User=daemon")),
            Level::Warning,
            "no package created a directory for this user"
        );
        assert_eq!(
            level(&text.replace("User=a", "User=daemon")),
            Level::Info,
            "systemd does not wait for it"
        );
        assert_eq!((count("PIDFile=/run/a/a.pid"), count("User=a\nPIDFile=/run/a.pid")), (0, 0));
        assert_eq!(count("User=root\nPIDFile=/run/a/a.pid"), 0);
        assert_eq!(count("User=a\nPIDFile=/run/a/a.pid\nRuntimeDirectory=a"), 0);
        assert_eq!(count("User=a\nPIDFile=/run/a/a.pid\nExecStartPre=+/bin/mkdir -p /run/a"), 0);
        let made = "User=a\nPIDFile=/run/a/a.pid\nExecStartPre=+/bin/mkdir -p ${dir}\nEnvironment=dir=";
        assert_eq!((count(&format!("{made}/run/a")), count(&format!("{made}/var/lib/a"))), (0, 1));
    }
}
