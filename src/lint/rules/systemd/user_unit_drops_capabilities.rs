//! `user-unit-drops-capabilities`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::versions::Release;

/// The first release whose user managers start a sandboxed service in a user namespace of its own, where it may have and drop capabilities.
const SANDBOX_HAS_NAMESPACE_SINCE: Release = Release(254);

/// The directives that drop capabilities as well.
const SANDBOX_WITHOUT_CAPABILITIES: [Name; 4] =
    [Name::PrivateDevices, Name::ProtectClock, Name::ProtectKernelLogs, Name::ProtectKernelModules];

/// The directives for which those releases set up a user namespace.
const SANDBOX: [Name; 25] = [
    Name::BindPaths,
    Name::BindReadOnlyPaths,
    Name::ExecPaths,
    Name::ExtensionDirectories,
    Name::InaccessiblePaths,
    Name::MountAPIVFS,
    Name::NetworkNamespacePath,
    Name::NoExecPaths,
    Name::PrivateDevices,
    Name::PrivateIPC,
    Name::PrivateMounts,
    Name::PrivateNetwork,
    Name::PrivateTmp,
    Name::ProtectClock,
    Name::ProtectControlGroups,
    Name::ProtectHome,
    Name::ProtectHostname,
    Name::ProtectKernelLogs,
    Name::ProtectKernelModules,
    Name::ProtectKernelTunables,
    Name::ProtectSystem,
    Name::ReadOnlyPaths,
    Name::ReadWritePaths,
    Name::RootDirectory,
    Name::TemporaryFileSystem,
];

rule! {
    /// Flags capabilities in a user unit: `CapabilityBoundingSet=`, `AmbientCapabilities=`, and up to 253 the sandboxing
    /// directives that drop some.
    ///
    /// ## Why
    ///
    /// A user manager has no capabilities, and without `CAP_SETPCAP` it cannot even drop one. The service fails before the
    /// program is started, with 218/CAPABILITIES. In a user namespace (`PrivateUsers=yes`) it can.
    ///
    /// ## Bad
    ///
    /// ```ini user/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CapabilityBoundingSet=
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini user/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// NoNewPrivileges=yes
    /// ```
    ///
    /// ## Source
    ///
    /// capabilities(7), `PR_CAPBSET_DROP`; `exec_child()`, `src/core/execute.c`. Run on 252 in a user manager.
    pub static USER_UNIT_DROPS_CAPABILITIES = {
        name: "user-unit-drops-capabilities",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(
            &[
                Name::AmbientCapabilities,
                Name::CapabilityBoundingSet,
                Name::PrivateDevices,
                Name::ProtectClock,
                Name::ProtectKernelLogs,
                Name::ProtectKernelModules,
            ],
            check,
        ),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(name) = entry.row.map(|row| row.name) else { return };
    if entry.section != Some(Section::Service) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let has_namespaces = context.release() >= SANDBOX_HAS_NAMESPACE_SINCE;
    let asks = match name {
        Name::AmbientCapabilities => !text.is_empty(),
        // `~` alone means all of them.
        Name::CapabilityBoundingSet => text != "~",
        _ => !has_namespaces && entry.flag() == Some(true),
    };
    // An empty assignment counts: without any line the program keeps them all.
    let is_last = || {
        context.unit.entries_backwards(context.sources, name).next().is_some_and(|last| last.id == entry.id)
    };
    // Most units are system units with such lines: what is cheap to tell comes first.
    if !asks || !context.unit.is_user_unit(context.sources) || !is_last() {
        return;
    }
    // `self`, `identity` and `full` (257) are on as well.
    let users = context.in_effect(Section::Service, &[Name::PrivateUsers]);
    if users.last().is_some_and(|entry| entry.flag() != Some(false)) {
        return;
    }
    // A value that is off asks for none, but then somebody thought about it.
    if has_namespaces && !context.in_effect(Section::Service, &SANDBOX).is_empty() {
        return;
    }
    let message = match name {
        Name::AmbientCapabilities => "a user manager has no capabilities to give",
        _ => "a user manager cannot drop capabilities",
    };
    let also = if SANDBOX_WITHOUT_CAPABILITIES.contains(&name) {
        format!("{name}= drops some as well. ")
    } else {
        String::new()
    };
    sink.add(
        USER_UNIT_DROPS_CAPABILITIES
            .at(entry.id.file, value.whole(), message)
            .label("the service never starts")
            .help(format!(
                "{also}systemd loads the unit, and the service fails with 218/CAPABILITIES: Operation not permitted. Remove the \
                 line, or add PrivateUsers=yes. NoNewPrivileges=yes keeps the program from gaining any."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file_for;

    fn count(release: u16, path: &str, lines: &str) -> usize {
        let text = format!("[Service]\nExecStart=/a\n{lines}\n");
        file_for(&USER_UNIT_DROPS_CAPABILITIES, release, path, &text).len()
    }

    #[test]
    fn only_in_a_user_namespace_does_a_user_manager_have_capabilities() {
        for line in
            ["CapabilityBoundingSet=", "CapabilityBoundingSet=~CAP_SYS_ADMIN", "AmbientCapabilities=CAP_KILL"]
        {
            for release in [252, 258] {
                assert_eq!(count(release, "user/a.service", line), 1, "{line}");
                assert_eq!(
                    count(release, "user/a.service", &format!("{line}\nPrivateUsers=yes")),
                    0,
                    "{line}"
                );
                assert_eq!(count(release, "system/a.service", line), 0, "{line}");
                assert_eq!(
                    count(release, "user/a.service", &format!("{line}\nPrivateUsers=no")),
                    1,
                    "{line}"
                );
            }
            for on in ["self", "identity"] {
                let text = format!("{line}\nPrivateUsers={on}");
                assert_eq!(count(258, "user/a.service", &text), 0, "{text}");
            }
        }
        for line in [
            "CapabilityBoundingSet=~",
            "AmbientCapabilities=",
            "CapabilityBoundingSet=\nCapabilityBoundingSet=~",
        ] {
            assert_eq!(count(252, "user/a.service", line), 0, "{line}");
        }
    }

    #[test]
    fn newer_releases_put_a_sandbox_into_a_namespace() {
        assert_eq!(count(252, "user/a.service", "PrivateDevices=yes"), 1);
        assert_eq!(count(252, "user/a.service", "PrivateDevices=no"), 0);
        assert_eq!(count(254, "user/a.service", "PrivateDevices=yes"), 0);
        assert_eq!(count(252, "user/a.service", "CapabilityBoundingSet=\nPrivateTmp=yes"), 1);
        assert_eq!(count(254, "user/a.service", "CapabilityBoundingSet=\nPrivateTmp=yes"), 0);
    }
}
