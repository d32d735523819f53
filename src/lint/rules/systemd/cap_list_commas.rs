//! `cap-list-commas`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;

rule! {
    /// Flags commas in a list of capabilities: it is parted by blanks.
    ///
    /// ## Why
    ///
    /// systemd takes `CAP_CHOWN,CAP_KILL` for one name that it does not know, and drops it without a word. What is left
    /// is the empty set: the service has none of the capabilities that it was to keep.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CapabilityBoundingSet=CAP_CHOWN,CAP_KILL
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CapabilityBoundingSet=CAP_CHOWN CAP_KILL
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `CapabilityBoundingSet=`; `capability_set_from_string()`, `src/shared/cap-list.c`. Run on 252;
    /// systemd issue 16489.
    pub static CAP_LIST_COMMAS = {
        name: "cap-list-commas",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(&[Name::CapabilityBoundingSet, Name::AmbientCapabilities], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = entry.item.value.slice(entry.bytes);
    if memchr::memchr(b',', written).is_none() || !context.unit.reads(entry) {
        return;
    }
    let edits = memchr::memchr_iter(b',', written).map(|at| {
        let start = entry.item.value.start + at as u32;
        Edit::replace(crate::source::Span::new(start, start + 1), " ")
    });
    let name = entry.row.map_or("the directive", |row| row.name.as_str());
    sink.add(
        CAP_LIST_COMMAS
            .at(entry.id.file, entry.item.value, format!("the capabilities of {name}= are parted by commas"))
            .label("parted by blanks")
            .help(
                "systemd takes it for one unknown name and drops it, without a word: no capability is left.",
            )
            .fix("write blanks", Applicability::Safe, edits.collect()),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn commas_become_blanks() {
        let found = unit(&CAP_LIST_COMMAS, "[Service]\nAmbientCapabilities=~CAP_KILL, CAP_CHOWN\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Service]\nAmbientCapabilities=~CAP_KILL  CAP_CHOWN\n"));
        assert!(unit(&CAP_LIST_COMMAS, "[Service]\nAmbientCapabilities=CAP_KILL CAP_CHOWN\n").is_empty());
    }
}
