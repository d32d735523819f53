//! `unit-file-unused`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;

rule! {
    /// Flags a unit file of a system tree (`--root`) that systemd does not load, because a file with the same name
    /// comes before it on the load path.
    ///
    /// ## Why
    ///
    /// Of several files with one name systemd loads the first on its load path: one in `/etc/systemd/system` replaces
    /// the package's file in `/usr/lib/systemd/system` entirely. Changes in the other file do nothing, and whatever the
    /// next release of the package changes there is not seen either. To change only some settings, a drop-in is better
    /// (`systemctl edit`).
    ///
    /// ## Bad
    ///
    /// ```ini image/usr/lib/systemd/system/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini image/etc/systemd/system/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --debug
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini image/usr/lib/systemd/system/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini image/etc/systemd/system/app.service.d/debug.conf
    /// [Service]
    /// ExecStart=
    /// ExecStart=/usr/bin/app --debug
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Unit File Load Path"; `unit_file_build_name_map()`, `src/basic/unit-file.c`.
    pub static UNIT_FILE_UNUSED = {
        name: "unit-file-unused",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let is_mask = context.sources.get(unit.main().id).bytes().is_empty();
    let (other, how) = match (&unit.replaced_by, &unit.masked_by) {
        // Another mask makes no difference.
        _ if is_mask => return,
        (Some(other), _) => (other, "systemd loads another file in place of this one"),
        (None, Some(mask)) => (mask, "systemd does not load this file: the unit is masked"),
        (None, None) => return,
    };
    sink.add(UNIT_FILE_UNUSED.at(unit.main().id, Span::at(0), how).label("not loaded").help(format!(
        "{} comes before it on the load path. What is written here does nothing as long as that file exists.",
        other.display()
    )));
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::lint::{Options, check_units};
    use crate::source::{Files as _, Memory, Rooted, SourceFile, Sources};
    use crate::systemd::Units;

    #[test]
    fn a_file_overridden_by_another_or_by_a_mask_is_flagged() {
        let (etc, usr) = ("r/etc/systemd/system/a.service", "r/usr/lib/systemd/system/a.service");
        let count = |files: Memory, walked: &[&str]| {
            let files = Rooted::new("r", files.with(usr, "[Service]\nExecStart=/a\n"));
            let mut sources = Sources::new();
            let mut add = |path: &str| {
                sources.add(SourceFile::new(path, files.read(Path::new(path)).unwrap()).unwrap())
            };
            let ids: Vec<_> = walked.iter().map(|path| add(path)).collect();
            let units = Units::read(&ids, &mut sources, &files);
            let found = check_units(&units, &sources, &Options::default());
            let own = found.iter().filter(|finding| finding.rule == UNIT_FILE_UNUSED.name());
            own.map(|finding| sources.get(finding.file).name().to_owned()).collect::<Vec<_>>()
        };
        assert!(count(Memory::new(), &[usr]).is_empty());
        let other = || Memory::new().with(etc, "[Service]\nExecStart=/b\n");
        assert_eq!(count(other(), &[etc, usr]), [usr]);
        assert_eq!(count(other(), &[usr]), [usr], "the overriding unit need not be checked itself");
        assert!(count(other(), &[etc]).is_empty());
        assert_eq!(count(Memory::new().with_link(etc, "/dev/null"), &[usr]), [usr]);
        assert!(count(Memory::new().with_link(etc, "/usr/lib/systemd/system/a.service"), &[usr]).is_empty());
    }
}
