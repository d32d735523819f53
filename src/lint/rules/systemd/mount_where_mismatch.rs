//! `mount-where-mismatch`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::expand;
use crate::systemd::directives::Name;
use crate::systemd::kinds::escape::escape_path;
use crate::systemd::kinds::specifier::{Piece, Table, pieces};
use crate::systemd::kinds::unit_name::UnitName;

rule! {
    /// Flags a mount or an automount whose name does not match the directory in `Where=`.
    ///
    /// ## Why
    ///
    /// Other units find the mount by its name, so systemd insists on it: `/srv/data` is mounted by `srv-data.mount`. A
    /// dash in the path is written `\x2d`. systemd does not load a unit with any other name.
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
    // Only the specifiers of the unit's own name have a known value.
    let own = UnitName::read(&unit.name);
    let Some(text) = value.text() else { return };
    let text = match unit.is_user_unit(context.sources) {
        true => text.to_owned(),
        false => expand_system_directories(text),
    };
    // The path of the unit's control group ends in the unit's name: no name can be made of it that is the same.
    let is_own_group = text.starts_with("%c");
    let path = expand(&text, own.as_ref(), Table::Full).filter(|path| path.starts_with('/'));
    if path.is_none() && !is_own_group {
        return;
    }
    if !context.is_in_effect() || !context.is_whole() || !unit.is_named() || unit.is_template_or_instance() {
        return;
    }
    if is_own_group {
        let message = format!("%c contains the unit name, so {} cannot match it", unit.name);
        return sink.add(
            MOUNT_WHERE_MISMATCH
                .at(entry.id.file, value.whole(), message)
                .label("the unit's control group")
                .help(
                    "systemd says: Where= setting doesn't match unit name. Refusing. It does not load the unit. Write the path that \
                     the unit is named after.",
                ),
        );
    }
    let path = path.unwrap_or_default();
    let Ok(stem) = escape_path(&path) else { return };
    if stem == unit.stem() {
        return;
    }
    let kind = unit.type_name();
    sink.add(
        MOUNT_WHERE_MISMATCH
            .at(entry.id.file, value.whole(), format!("{path} belongs to {stem}.{kind}, not to {}", unit.name))
            .label("does not match the unit name")
            .help(format!(
                "systemd says: Where= setting doesn't match unit name. Refusing. It does not load the unit. Name the file \
                 {stem}.{kind}."
            )),
    );
}

/// Expands the specifiers that stand for a directory, as the system manager does.
fn expand_system_directories(text: &str) -> String {
    pieces(text.as_bytes())
        .map(|(piece, span)| match piece {
            Piece::Specifier(b'C') => "/var/cache",
            Piece::Specifier(b'E') => "/etc",
            Piece::Specifier(b'L') => "/var/log",
            Piece::Specifier(b'S') => "/var/lib",
            Piece::Specifier(b't') => "/run",
            _ => span.text(text),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn the_normalized_path_is_compared() {
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
        assert_eq!(
            (count("run-a.mount", "%t/a"), count("a.mount", "%t/a"), count("a.mount", "%c")),
            (0, 1, 1)
        );
        assert_eq!((count("var-lib-a.mount", "%S/a"), count("user/a.mount", "%t/a")), (0, 0));
        assert_eq!((count("a-b.mount", "/a/%j"), count("a.mount", "%%t/a")), (0, 0));
        assert_eq!(file(&MOUNT_WHERE_MISMATCH, "a.automount", "[Automount]\nWhere=/b\n").len(), 1);
    }
}
