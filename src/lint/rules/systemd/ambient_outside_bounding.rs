//! `ambient-outside-bounding`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::capability::CapabilitySet;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a capability in `AmbientCapabilities=` that `CapabilityBoundingSet=` does not include.
    ///
    /// ## Why
    ///
    /// No process of the service can ever have a capability that is not in the bounding set: systemd removes it from
    /// the ambient set, with a message that only `LogLevel=debug` shows. The program starts, and fails where it needs
    /// the capability.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// CapabilityBoundingSet=CAP_CHOWN
    /// AmbientCapabilities=CAP_NET_BIND_SERVICE
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// CapabilityBoundingSet=CAP_CHOWN CAP_NET_BIND_SERVICE
    /// AmbientCapabilities=CAP_NET_BIND_SERVICE
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `CapabilityBoundingSet=`; `capability_ambient_set_apply()`, `src/basic/capability-util.c`
    /// (252), tested on the running manager.
    pub static AMBIENT_OUTSIDE_BOUNDING = {
        name: "ambient-outside-bounding",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::AmbientCapabilities], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.sets_any(&[Name::CapabilityBoundingSet]) || !context.is_whole() {
        return;
    }
    let all_of = |name, initial| {
        let entries = context.unit.entries_of(context.sources, &[name]);
        let set = entries.iter().fold(None, |before, entry| Some(mask(entry, before, initial)));
        Some((set?, *entries.last()?))
    };
    let (Some((bounding, kept)), Some((ambient, asked))) =
        (all_of(Name::CapabilityBoundingSet, u64::MAX), all_of(Name::AmbientCapabilities, 0))
    else {
        return;
    };
    let lost = CapabilitySet { mask: ambient & !bounding, is_inverted: false };
    // `~` asks for whatever there is.
    if lost.mask == 0 || ambient.leading_ones() > 0 {
        return;
    }
    let names: Vec<String> = lost.listed().map(|one| one.to_string()).collect();
    let finding = AMBIENT_OUTSIDE_BOUNDING
        .at(asked.id.file, asked.value().whole(), format!("the program does not get {}", names.join(", ")))
        .label("not in the bounding set")
        .help(
            "systemd removes from this set what CapabilityBoundingSet= does not include, and starts the \
             program without it. Add it there as well.",
        )
        .related(kept.id.file, kept.value().whole(), "the bounding set");
    sink.add(finding);
}

/// The set after one more assignment.
fn mask(entry: &UnitEntry<'_>, before: Option<u64>, initial: u64) -> u64 {
    let value = CapabilitySet::parse(entry.value().text().unwrap_or_default(), &mut |_| {});
    value.merged_with(before, initial).unwrap_or(value.alone())
}
