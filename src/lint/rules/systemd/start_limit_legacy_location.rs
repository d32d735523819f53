//! `start-limit-legacy-location`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::unit_lines;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section, Status};
use crate::systemd::versions::Release;

rule! {
    /// Flags start limit settings in `[Service]`: they moved to `[Unit]` with 229 and are read in the old place only
    /// for compatibility.
    ///
    /// ## Why
    ///
    /// The manual no longer lists them there, and whoever looks for the limit looks in `[Unit]`. Only for systemd
    /// before 229 (RHEL 7 has 219) is the old place the right one.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StartLimitInterval=60
    /// StartLimitBurst=3
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// StartLimitIntervalSec=60
    /// StartLimitBurst=3
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// NEWS of 229 and 230; `load-fragment-gperf.gperf.in`: "moved into `[Unit]` section, retained for compatibility". Run on
    /// 252: both places work, without a message.
    pub static START_LIMIT_LEGACY_LOCATION = {
        name: "start-limit-legacy-location",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(
            &[
                Name::FailureAction,
                Name::RebootArgument,
                Name::StartLimitAction,
                Name::StartLimitBurst,
                Name::StartLimitInterval,
            ],
            check,
        ),
    }
}

/// The first release that reads the settings in `[Unit]` under their current names.
const MOVED: Release = Release(230);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row else { return };
    let Status::AliasOf { section: Some(Section::Unit), name, value: _, deprecated: _ } = row.status else {
        return;
    };
    if entry.section != Some(Section::Service) || !context.unit.reads(entry) || context.release() < MOVED {
        return;
    }
    let finding = START_LIMIT_LEGACY_LOCATION
        .at(entry.id.file, entry.item.name, format!("{}= moved to [Unit]", row.name))
        .label(format!("{name}= in [Unit]"))
        .help(format!(
            "systemd still reads it in [Service], for the sake of units that were written before 229. The manual \
             documents {name}= in [Unit]."
        ));
    // The last one counts, wherever it is: two of them must not swap places.
    let written = |name| context.unit.entries_backwards(context.sources, name);
    let new_name = (name != row.name).then_some(name);
    let is_only = written(row.name).chain(new_name.into_iter().flat_map(written)).nth(1).is_none();
    let file = context.unit.file_of(entry);
    // A comment usually explains why they are here, for releases before 229: whoever wrote it knows the new place.
    let is_safe = is_only && !unit_lines::is_under_comment(file, entry);
    let applicability = if is_safe { Applicability::Safe } else { Applicability::Unsafe };
    let edits = unit_lines::move_to(file, entry, Section::Unit, name.as_str());
    sink.add(finding.fix("move it to [Unit]", applicability, edits));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_fix_moves_it_under_its_new_name() {
        let found = unit(&START_LIMIT_LEGACY_LOCATION, "[Unit]\nA=1\n[Service]\nStartLimitInterval = 60\n");
        let fixed = "[Unit]\nA=1\nStartLimitIntervalSec = 60\n[Service]\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn a_location_explained_by_a_comment_has_no_safe_fix() {
        let safe = |lines: &str| {
            let text = format!("[Unit]\nA=1\n[Service]\n{lines}");
            let found = unit(&START_LIMIT_LEGACY_LOCATION, &text);
            found.iter().map(|found| found.is_safe).collect::<Vec<_>>()
        };
        assert_eq!(
            safe("B=1\n# for releases before 229\nStartLimitInterval=10\nStartLimitBurst=5\n"),
            [false, false]
        );
        assert_eq!(safe("# works for either release\nStartLimitBurst=9\n\nB=1\n"), [false]);
        assert_eq!(safe("# of the service\n\nStartLimitInterval=10\nStartLimitBurst=5\n"), [true, true]);
    }

    #[test]
    fn the_new_location_passes() {
        let text = "[Unit]\nStartLimitInterval=60\nStartLimitBurst=3\nFailureAction=none\n";
        assert!(unit(&START_LIMIT_LEGACY_LOCATION, text).is_empty());
    }
}
