//! `mount-api-filesystem`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::dependencies::expand;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::escape::unescape_path;
use crate::systemd::kinds::path::simplify;
use crate::systemd::kinds::specifier::Table;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

rule! {
    /// Flags a mount on a directory that systemd mounts itself, and an automount on the root directory.
    ///
    /// ## Why
    ///
    /// `/proc`, `/sys`, `/dev`, `/run` and some directories in them exist before the first unit, and everything depends
    /// on them. systemd does not load a unit for any of them.
    ///
    /// ## Bad
    ///
    /// ```ini dev-shm.mount
    /// [Mount]
    /// What=tmpfs
    /// Where=/dev/shm
    /// Type=tmpfs
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini srv-shm.mount
    /// [Mount]
    /// What=tmpfs
    /// Where=/srv/shm
    /// Type=tmpfs
    /// ```
    ///
    /// ## Source
    ///
    /// `mount_point_is_api()` and `mount_point_ignore()`, `src/shared/mount-setup.c`. Each was run on 252.
    pub static MOUNT_API_FILESYSTEM = {
        name: "mount-api-filesystem",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

/// The directories, besides all that are under `/sys/fs/cgroup`.
const RESERVED: [&str; 18] = [
    "/dev",
    "/dev/console",
    "/dev/pts",
    "/dev/shm",
    "/etc/machine-id",
    "/proc",
    "/proc/kmsg",
    "/run",
    "/run/lock",
    "/selinux",
    "/sys",
    "/sys/firmware/efi/efivars",
    "/sys/fs/bpf",
    "/sys/fs/cgroup",
    "/sys/fs/pstore",
    "/sys/fs/selinux",
    "/sys/fs/smackfs",
    "/sys/kernel/security",
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let section = match unit.unit_type() {
        Some(UnitType::Mount) => Section::Mount,
        Some(UnitType::Automount) => Section::Automount,
        _ => return,
    };
    if !context.is_whole() {
        return;
    }
    let in_effect = context.last_in_effect(section, Name::Where);
    let written = in_effect.and_then(|entry| entry.value().text().map(str::to_owned));
    // Without the setting, the unit's name has the path.
    let named = || unescape_path(unit.stem()).ok().and_then(|path| String::from_utf8(path).ok());
    let own = UnitName::read(&unit.name);
    let written = written.map(|path| expand(&path, own.as_ref(), Table::Full).unwrap_or_default());
    let Some(path) = written.or_else(named) else { return };
    let path = simplify(&path);
    let is_reserved = RESERVED.contains(&&*path) || path.starts_with("/sys/fs/cgroup/");
    let says = match section {
        Section::Mount if is_reserved => {
            format!("Cannot create mount unit for API file system {path}. Refusing.")
        }
        Section::Automount if path == "/" => format!(
            "Unit {} failed to load properly, please adjust/correct and reload service manager: Cannot assign requested address.",
            unit.name
        ),
        _ => return,
    };
    let (file, span) = match in_effect {
        Some(entry) => (entry.id.file, entry.value().whole()),
        None => context.header(section),
    };
    sink.add(
        MOUNT_API_FILESYSTEM
            .at(file, span, format!("only systemd itself may mount {path}"))
            .label("no unit can mount it")
            .help(format!("systemd says: {says} It does not load the unit.")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn without_where_the_unit_name_decides() {
        let count = |name: &str, text: &str| file(&MOUNT_API_FILESYSTEM, name, text).len();
        assert_eq!(count("run.mount", "[Mount]\nWhat=tmpfs\n"), 1);
        assert_eq!(count("sys-fs-cgroup-a.mount", "[Mount]\nWhat=a\nWhere=/sys/fs/cgroup/a/\n"), 1);
        assert_eq!(count("-.automount", "[Automount]\n"), 1);
        assert_eq!(count("run-app.mount", "[Mount]\nWhat=tmpfs\nWhere=/run/app\n"), 0);
        assert_eq!(count("-.mount", "[Mount]\nWhat=/dev/sda1\nWhere=/\n"), 0);
    }
}
