//! `executable-unit-file`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;

rule! {
    /// Flags a unit file that is marked executable.
    ///
    /// ## Why
    ///
    /// A unit file is not a program. Usually the bits come from a file system without permission bits, or from a
    /// `chmod` on a whole tree. Checked only if the file is read from a disk.
    ///
    /// ## Bad
    ///
    /// ```ini app.service, mode 755
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
    pub static EXECUTABLE_UNIT_FILE = {
        name: "executable-unit-file",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    for (source, file, mode) in context.files_with_mode(0o111) {
        sink.add(
            EXECUTABLE_UNIT_FILE
                .at(file, Span::at(0), "this file is marked executable")
                .label(format!("mode {mode:04o}: nothing runs it"))
                .help(format!(
                    "systemd says: Configuration file {} is marked executable. Please remove executable \
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
    fn only_executable_permission_bits_are_flagged() {
        let count = |mode| count_with_mode(&EXECUTABLE_UNIT_FILE, mode);
        assert_eq!((count(Some(0o777)), count(Some(0o644)), count(None)), (1, 0, 0));
    }
}
