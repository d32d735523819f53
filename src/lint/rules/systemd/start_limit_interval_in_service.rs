//! `start-limit-interval-in-service`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::unit_lines;
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags `StartLimitIntervalSec=` in `[Service]`: it is a setting of `[Unit]`.
    ///
    /// ## Why
    ///
    /// Until 229 the start limit was set in `[Service]`, as `StartLimitInterval=`, and that is still read there. The
    /// new name is not: systemd logs an unknown key, and the default of 10 s applies. With a longer `RestartSec=` the
    /// limit is then never reached, and a broken service is restarted forever.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartSec=5
    /// StartLimitIntervalSec=60
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// StartLimitIntervalSec=60
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartSec=5
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `StartLimitIntervalSec=`; `load-fragment-gperf.gperf.in` has `Service.StartLimitInterval` for
    /// compatibility, and nothing else. Run on 252. Found in the wild: hashicorp/nomad 19098, syncthing 7789.
    pub static START_LIMIT_INTERVAL_IN_SERVICE = {
        name: "start-limit-interval-in-service",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::UnitEntry(EntryKind::Unknown, check),
    }
}

/// Whether an entry is the one that this rule is about.
pub(crate) fn matches(entry: &UnitEntry<'_>) -> bool {
    entry.row.is_none()
        && entry.section == Some(Section::Service)
        && entry.name() == Name::StartLimitIntervalSec.as_str().as_bytes()
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !matches(entry) || !context.unit.reads(entry) {
        return;
    }
    let is_another = |other: &UnitEntry<'_>| other.id != entry.id && matches(other);
    let is_set = context.unit.sets_any(&[Name::StartLimitIntervalSec, Name::StartLimitInterval])
        || context.unit.entries(context.sources).any(|other| is_another(&other));
    let name = Name::StartLimitIntervalSec.as_str();
    let edits = unit_lines::move_to(context.unit.file_of(entry), entry, Section::Unit, name);
    // It would override another one that is read.
    let applicability = if is_set { Applicability::Unsafe } else { Applicability::Safe };
    sink.add(
        START_LIMIT_INTERVAL_IN_SERVICE
            .at(entry.id.file, entry.item.name, "StartLimitIntervalSec= belongs in [Unit]")
            .label("not read in [Service]")
            .help(
                "systemd says: Unknown key 'StartLimitIntervalSec' in section [Service], ignoring. The default \
                 interval of 10 s applies.",
            )
            .fix("move it to [Unit]", applicability, edits),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_fix_moves_it_to_the_unit_section() {
        let text = "[Unit]\nDescription=x\n[Service]\nStartLimitIntervalSec=60\nExecStart=/a\n";
        let found = unit(&START_LIMIT_INTERVAL_IN_SERVICE, text);
        let fixed = "[Unit]\nDescription=x\nStartLimitIntervalSec=60\n[Service]\nExecStart=/a\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn the_legacy_name_passes() {
        assert!(unit(&START_LIMIT_INTERVAL_IN_SERVICE, "[Service]\nStartLimitInterval=60\n").is_empty());
    }
}
