//! `nonewprivs-with-setuid`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::SERVICE_EXEC_DIRECTIVES;
use crate::lint::facts::unprivileged::is_unprivileged;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::exec::Prefix;

rule! {
    /// Flags a command that needs the set-user-ID bit of its file (`sudo`, `su`, `pkexec`, …) in a service that does
    /// not run as root and has `NoNewPrivileges=yes`, which `DynamicUser=yes` implies.
    ///
    /// ## Why
    ///
    /// The kernel then ignores the bit: the command runs as the user who started it, and complains that it must be
    /// owned by root or have the bit set.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// NoNewPrivileges=yes
    /// ExecStart=/usr/bin/sudo /usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// NoNewPrivileges=yes
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `NoNewPrivileges=`, `DynamicUser=`; the kernel's "No New Privileges Flag".
    pub static NONEWPRIVS_WITH_SETUID = {
        name: "nonewprivs-with-setuid",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&SETTINGS, check),
    }
}

/// The settings that make the kernel ignore the setuid bit.
const SETTINGS: [Name; 2] = [Name::NoNewPrivileges, Name::DynamicUser];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.is_whole() || !is_unprivileged(context) {
        return;
    }
    let in_effect = context.in_effect(Section::Service, &SETTINGS);
    let Some(entry) = in_effect.iter().find(|entry| entry.flag() == Some(true)) else { return };
    let found = context.commands.for_directives(SERVICE_EXEC_DIRECTIVES).find(|one| {
        needs_bit(one.command.program_name())
            && ![Prefix::FullPrivileges, Prefix::NoSetuid].iter().any(|prefix| one.command.has(*prefix))
    });
    let Some(one) = found else { return };
    let (file, span) = one.place(&one.command.program);
    let name = String::from_utf8_lossy(one.command.program_name());
    sink.add(
        NONEWPRIVS_WITH_SETUID
            .at(file, span, format!("{name} cannot become root in this service"))
            .label("its set-user-ID bit is ignored")
            .related(entry.id.file, entry.item.name, "makes the kernel ignore the bit")
            .help("systemd runs the command with no way to gain privileges. Put + before the command that needs \
                   root, or remove the setting."),
    );
}

fn needs_bit(program: &[u8]) -> bool {
    matches!(
        program,
        b"sudo"
            | b"su"
            | b"doas"
            | b"pkexec"
            | b"newgrp"
            | b"sg"
            | b"newuidmap"
            | b"newgidmap"
            | b"fusermount"
            | b"fusermount3"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn root_needs_no_setuid_bit() {
        let count = |lines: &str| unit(&NONEWPRIVS_WITH_SETUID, &format!("[Service]\n{lines}\n")).len();
        let sudo = "ExecStart=/usr/bin/sudo /a";
        assert_eq!(count(&format!("User=a\nNoNewPrivileges=yes\n{sudo}")), 1);
        assert_eq!(count(&format!("DynamicUser=yes\n{sudo}")), 1);
        assert_eq!(count(&format!("NoNewPrivileges=yes\n{sudo}")), 0);
        assert_eq!(count(&format!("User=a\nNoNewPrivileges=no\n{sudo}")), 0);
        assert_eq!(count("User=a\nNoNewPrivileges=yes\nExecStart=+/usr/bin/sudo /a"), 0);
    }
}
