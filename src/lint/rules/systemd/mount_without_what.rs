//! `mount-without-what`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::dependencies::expand;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::specifier::Table;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a mount without `What=`.
    ///
    /// ## Why
    ///
    /// There is nothing to mount, and systemd does not load the unit. A file system without a device needs a value
    /// there as well: `tmpfs`.
    ///
    /// ## Bad
    ///
    /// ```ini srv-data.mount
    /// [Mount]
    /// Where=/srv/data
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini srv-data.mount
    /// [Mount]
    /// What=tmpfs
    /// Where=/srv/data
    /// Type=tmpfs
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.mount(5), `What=`; `mount_verify()`, `src/core/mount.c`. Run on 252.
    pub static MOUNT_WITHOUT_WHAT = {
        name: "mount-without-what",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    // The root is mounted before systemd starts.
    if !context.unit.is(UnitType::Mount) || context.unit.stem() == "-" || !context.is_whole() {
        return;
    }
    // `%i` is empty in a unit that is not an instance.
    let own = UnitName::read(&context.unit.name);
    let is_nothing = |entry: &UnitEntry<'_>| {
        entry.value().text().and_then(|text| expand(text, own.as_ref(), Table::Full)).as_deref() == Some("")
    };
    let (file, span) = match context.last_in_effect(Section::Mount, Name::What) {
        None => context.header(Section::Mount),
        Some(entry) if is_nothing(&entry) => (entry.id.file, entry.value().whole()),
        Some(_) => return,
    };
    sink.add(
        MOUNT_WITHOUT_WHAT
            .at(file, span, "this mount does not say what to mount")
            .label("no What=")
            .help("systemd says: What= setting is missing. Refusing. It does not load the unit."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_reset_what_counts_as_missing() {
        let count = |lines: &str| file(&MOUNT_WITHOUT_WHAT, "a.mount", &format!("[Mount]\n{lines}\n")).len();
        assert_eq!((count("Where=/a"), count("What=/b\nWhat="), count("What=/b")), (1, 1, 0));
        assert_eq!((count("What=%i"), count("What=%p"), count("What=%c")), (1, 0, 0));
        assert!(file(&MOUNT_WITHOUT_WHAT, "-.mount", "[Mount]\n").is_empty());
        assert!(file(&MOUNT_WITHOUT_WHAT, "a.mount.d/b.conf", "[Mount]\nOptions=ro\n").is_empty());
    }
}
