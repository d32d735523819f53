//! `empty-unit-is-mask`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;

rule! {
    /// Flags a unit file of zero bytes: it masks the unit.
    ///
    /// ## Why
    ///
    /// An empty file does what a link to `/dev/null` does: systemd treats the unit as masked and never starts it, even
    /// if another directory holds the real one. If that is wanted, make the link, which says so (`systemctl mask`).
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), on masking; `unit_load_fragment()`, `src/core/load-fragment.c`. Run on 252.
    pub static EMPTY_UNIT_IS_MASK = {
        name: "empty-unit-is-mask",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let main = unit.main();
    let source = context.sources.get(main.id);
    // A symlink to /dev/null is a deliberate mask.
    if main.is_drop_in || unit.sections().is_empty() || !source.bytes().is_empty() || source.is_device() {
        return;
    }
    sink.add(
        EMPTY_UNIT_IS_MASK
            .at(main.id, Span::at(0), "an empty file masks the unit")
            .label("this file is empty")
            .help(format!(
                "systemd says: Unit {} is masked. It does not start it. Remove the file, or link it to /dev/null if that is meant.",
                unit.name
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_file_with_one_byte_is_not_a_mask() {
        assert_eq!(unit(&EMPTY_UNIT_IS_MASK, "").len(), 1);
        assert!(unit(&EMPTY_UNIT_IS_MASK, "\n").is_empty());
        assert!(file(&EMPTY_UNIT_IS_MASK, "a.service.d/b.conf", "").is_empty());
    }
}
