//! `world-writable-unit-file`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;

rule! {
    /// Flags a unit file that is writable by everybody.
    ///
    /// ## Why
    ///
    /// Whoever can write the file decides what systemd runs as root. Checked only where the file is read from a disk.
    ///
    /// ## Bad
    ///
    /// ```ini app.service, mode 666
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service, mode 644
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse()`, `src/shared/conf-parser.c`, `stat_warn_permissions()`. Run on 252.
    pub static WORLD_WRITABLE_UNIT_FILE = {
        name: "world-writable-unit-file",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    for (source, file, mode) in context.files_with_mode(0o002) {
        sink.add(
            WORLD_WRITABLE_UNIT_FILE
                .at(file, Span::at(0), "this file is writable by everybody")
                .label(format!("mode {mode:04o}: anybody can change it"))
                .help(format!(
                    "systemd says: Configuration file {} is marked world-writable. Please remove world writability \
                     permission bits. Proceeding anyway. chmod 644 fixes it.",
                    source.base_name()
                )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::count_with_mode;

    #[test]
    fn only_world_writable_permission_bits_are_flagged() {
        let count = |mode| count_with_mode(&WORLD_WRITABLE_UNIT_FILE, mode);
        assert_eq!((count(Some(0o777)), count(Some(0o644)), count(None)), (1, 0, 0));
    }
}
