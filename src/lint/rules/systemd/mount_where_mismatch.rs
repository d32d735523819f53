//! `mount-where-mismatch`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::expand;
use crate::systemd::directives::Name;
use crate::systemd::escape::escape_path;
use crate::systemd::specifier::Table;
use crate::systemd::unit_name::UnitName;

rule! {
    /// Flags a mount or an automount whose name is not that of the folder in `Where=`.
    ///
    /// ## Why
    ///
    /// The name is how other units find the mount, and so systemd asks for it: `/srv/data` is mounted by `srv-data.mount`.
    /// A dash in the path is written `\x2d`. systemd does not load a unit with another name.
    ///
    /// ## Bad
    ///
    /// ```ini data.mount
    /// [Mount]
    /// What=/dev/sdb1
    /// Where=/srv/data
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini srv-data.mount
    /// [Mount]
    /// What=/dev/sdb1
    /// Where=/srv/data
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.mount(5); `mount_verify()`, `src/core/mount.c`; `automount_verify()`, `src/core/automount.c`. Run on 252.
    pub static MOUNT_WHERE_MISMATCH = {
        name: "mount-where-mismatch",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Where], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, unit) = (&context.entry, context.unit);
    let value = entry.value();
    // What another specifier stands for than the unit's own name is not known.
    let own = UnitName::parse(&unit.name).ok();
    let path = value.text().and_then(|text| expand(text, own.as_ref(), Table::Full));
    let Some(path) = path.filter(|path| path.starts_with('/')) else { return };
    if !context.is_held() || !context.is_whole() || unit.stem().contains('@') {
        return;
    }
    let Ok(stem) = escape_path(&path) else { return };
    if stem == unit.stem() {
        return;
    }
    let kind = unit.unit_type();
    sink.add(
        MOUNT_WHERE_MISMATCH
            .at(entry.id.file, value.whole(), format!("{path} belongs to {stem}.{kind}, not to {}", unit.name))
            .label("not what the name says")
            .help(format!(
                "systemd says: Where= setting doesn't match unit name. Refusing. It does not load the unit. Name the file \
                 {stem}.{kind}."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn the_simplest_form_of_the_path_counts() {
        let count = |name: &str, path: &str| {
            file(&MOUNT_WHERE_MISMATCH, name, &format!("[Mount]\nWhat=/a\nWhere={path}\n")).len()
        };
        assert_eq!(
            (count("a-b.mount", "/a/b/"), count("a-b.mount", "/a//b"), count("-.mount", "/")),
            (0, 0, 0)
        );
        assert_eq!((count("a-b.mount", "/%P"), count("a-b.mount", "/%p")), (0, 1));
        assert_eq!((count("a-b.mount", "/a-b"), count("a\\x2db.mount", "/a-b")), (1, 0));
        assert_eq!((count("a.mount", "b"), count("a.mount", "/%P"), count("a.mount", "/%b")), (0, 0, 0));
        assert_eq!(file(&MOUNT_WHERE_MISMATCH, "a.automount", "[Automount]\nWhere=/b\n").len(), 1);
    }
}
