//! `podman-in-sandbox`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::may_contain;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags a service that runs a container with `podman` or `docker` in a sandbox of its own: `PrivateTmp=yes`,
    /// `ProtectSystem=`, `ProtectHome=` and the like.
    ///
    /// ## Why
    ///
    /// These settings give the command its own view of the file systems. podman mounts the container's files in it:
    /// other calls of podman do not see those mounts, and cannot remove them. The sandbox of a container is set with
    /// podman's own options; docker's is not affected at all, since the container is not a child of the command.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/podman run --rm --name app example.org/app
    /// PrivateTmp=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/podman run --rm --name app --read-only example.org/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), "Sandboxing", on mount namespaces; podman-generate-systemd(1), which writes none of them.
    pub static PODMAN_IN_SANDBOX = {
        name: "podman-in-sandbox",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&NAMESPACES, check),
    }
}

/// The settings that create a mount namespace.
const NAMESPACES: [Name; 8] = [
    Name::PrivateTmp,
    Name::PrivateDevices,
    Name::PrivateMounts,
    Name::ProtectHome,
    Name::ProtectSystem,
    Name::ReadOnlyPaths,
    Name::InaccessiblePaths,
    Name::TemporaryFileSystem,
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if context.facts.start_commands.is_empty() || !context.is_whole() {
        return;
    }
    if !context.commands.any_written(|line| may_contain(line, &[b"podman", b"docker"])) {
        return;
    }
    let is_container = context.commands.for_directives(&[Name::ExecStart]).any(|one| {
        let mut words = one.command.arguments.iter().map(|word| word.bytes.as_ref());
        matches!(one.command.program_name(), b"podman" | b"docker")
            && words.any(|word| matches!(word, b"run" | b"start"))
    });
    if !is_container {
        return;
    }
    let in_effect = context.in_effect(Section::Service, &NAMESPACES);
    let Some(entry) = in_effect.iter().find(|entry| entry.flag() != Some(false)) else { return };
    sink.add(
        PODMAN_IN_SANDBOX
            .at(
                entry.id.file,
                entry.value().whole(),
                "this applies to the command that starts the container, not to the container",
            )
            .label("its own view of the file systems")
            .help("systemd gives the command mounts that no other call of podman sees. Remove the setting, and use \
                   the options of the container."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_container_without_a_namespace_passes() {
        let count = |lines: &str| unit(&PODMAN_IN_SANDBOX, &format!("[Service]\n{lines}\n")).len();
        let run = "ExecStart=/usr/bin/podman run a";
        assert_eq!(
            (count(&format!("{run}\nPrivateTmp=yes")), count(&format!("{run}\nPrivateTmp=no"))),
            (1, 0)
        );
        assert_eq!(
            (count(&format!("{run}\nProtectSystem=full")), count(&format!("{run}\nPrivateTmp=n"))),
            (1, 0)
        );
        assert_eq!((count(run), count("ExecStart=/a run\nPrivateTmp=yes")), (0, 0));
        assert_eq!(count("ExecStart=/usr/bin/podman system service\nPrivateTmp=yes"), 0);
    }
}
