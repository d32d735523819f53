//! `slice-in-slice`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags `Slice=` in a slice.
    ///
    /// ## Why
    ///
    /// The name of a slice says where it belongs: `a-b.slice` is in `a.slice`, and that in the root slice. systemd
    /// ignores the line, even if it says the same.
    ///
    /// ## Bad
    ///
    /// ```ini web-shop.slice
    /// [Slice]
    /// Slice=customers.slice
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini customers-shop.slice
    /// [Slice]
    /// MemoryMax=1G
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.slice(5); `unit_set_slice()`, `src/core/unit.c`. Run on 252.
    pub static SLICE_IN_SLICE = {
        name: "slice-in-slice",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Slice], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|text| !text.is_empty()) else { return };
    if entry.section != Some(Section::Slice) || !context.unit.reads(entry) {
        return;
    }
    let own = &context.unit.name;
    sink.add(
        SLICE_IN_SLICE
            .at(entry.id.file, value.whole(), "the name of a slice says where it belongs")
            .label("ignored")
            .help(format!(
                "systemd says: Failed to assign slice {text} to unit {own}, ignoring: Invalid argument. Name the \
                 unit after the slice that it should be in, with a dash between: a-b.slice is in a.slice."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_service_may_set_its_slice() {
        assert_eq!(file(&SLICE_IN_SLICE, "a-b.slice", "[Slice]\nSlice=a.slice\n")[0].text, "a.slice");
        assert!(unit(&SLICE_IN_SLICE, "[Service]\nSlice=a.slice\n").is_empty());
    }
}
