//! `duplicate-scalar`

use super::value_too_new;
use crate::diagnostic::{Applicability, Level};
use crate::lint::facts::explained::is_explained;
use crate::lint::mistake::count_refusals;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::syntax::{Edit, ItemKind};
use crate::systemd::directives::{DirectiveRow, ListSemantics, Name, Section};
use crate::systemd::unit::UnitEntry;
use crate::systemd::versions::Release;

rule! {
    /// Flags a setting that holds one value but is set twice in one file. Reported as `info` where a comment directly
    /// above the second line says that it is meant.
    ///
    /// ## Why
    ///
    /// The last valid one silently wins; for `Unit=` in timers and paths it is the first. One of the two lines is
    /// misleading. A drop-in may set it again: that is what drop-ins are for. A value that was added in a later release
    /// than the one directly above it is not a mistake: an older systemd ignores the line and keeps the first.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=on-failure
    /// RestartSec=5
    /// Restart=always
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// RestartSec=5
    /// Restart=always
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.syntax(7); `src/core/load-fragment.c`. About a second `Unit=` 252 says `Multiple units to trigger
    /// specified, ignoring`; about other settings it says nothing.
    pub static DUPLICATE_SCALAR = {
        name: "duplicate-scalar",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.files.iter().any(|file| file.has_repeats) {
        return;
    }
    let mut met: Vec<(Section, Name, UnitEntry<'_>)> = Vec::new();
    let known = context.unit.sections();
    let mut file = context.unit.main().id;
    for entry in context.unit.entries(context.sources) {
        let (Some(section), Some(row)) = (entry.section, entry.row) else { continue };
        if entry.id.file != file {
            file = entry.id.file;
            met.clear();
        }
        let is_scalar = matches!(row.list, ListSemantics::LastWins | ListSemantics::FirstWins);
        if !is_scalar || !known.contains(section) {
            continue;
        }
        // An empty assignment is not a value, but resets the one before it.
        let earlier = met.iter().position(|(of, name, _)| *of == section && *name == row.name);
        match earlier {
            Some(at) if entry.item.value.is_empty() => {
                let _ = met.swap_remove(at);
            }
            Some(at) => {
                if !is_fallback(context, row, &met[at].2, &entry) {
                    report(context, &met[at].2, &entry, row.list, sink);
                }
                if row.list == ListSemantics::LastWins {
                    met[at].2 = entry;
                }
            }
            None if entry.item.value.is_empty() => {}
            None => met.push((section, row.name, entry)),
        }
    }
}

/// Whether the first line is a fallback for releases that do not know the value of the second one, which is right below
/// it.
fn is_fallback(
    context: &UnitContext<'_>,
    row: &DirectiveRow,
    first: &UnitEntry<'_>,
    second: &UnitEntry<'_>,
) -> bool {
    let (older, newer) = (first.value(), second.value());
    let (Some(older), Some(newer)) = (older.text(), newer.text()) else { return false };
    let since = |text| value_too_new::find(row, text, text, Release(0)).map_or(0, |(_, added)| added);
    // The default applies anyway where the newer value is ignored: `simple (dbus if BusName= …)`.
    let is_default = row.default().split(' ').next() == Some(older);
    if row.list != ListSemantics::LastWins || since(newer) <= since(older) || is_default {
        return false;
    }
    let items = &context.unit.file_of(first).tree.items;
    let between = items.get(first.id.item as usize + 1..second.id.item as usize).unwrap_or_default();
    between.iter().all(|item| item.kind == ItemKind::Comment)
        && count_refusals(row, older, context.release()) == 0
}

fn report(
    context: &UnitContext<'_>,
    first: &UnitEntry<'_>,
    second: &UnitEntry<'_>,
    list: ListSemantics,
    sink: &mut Sink,
) {
    let name = String::from_utf8_lossy(second.name());
    let finding = DUPLICATE_SCALAR.at(second.id.file, second.item.name, format!("{name}= is set twice"));
    let finding = if list == ListSemantics::FirstWins {
        let value = String::from_utf8_lossy(second.item.value.slice(second.bytes));
        finding.label("ignored").related(first.id.file, first.item.name, "this one counts").help(format!(
            "systemd says: Multiple units to trigger specified, ignoring: {value}. Remove one of them."
        ))
    } else {
        finding
            .label("the last valid one counts")
            .related(first.id.file, first.item.name, "first set here")
            .help("systemd silently uses the last valid one. Remove the other.")
    };
    // Of two equal lines, either can be removed.
    let is_same = first.value().bytes() == second.value().bytes();
    let is_meant =
        !is_same && list == ListSemantics::LastWins && is_explained(context.unit, context.sources, second);
    let finding = finding.level(if is_meant { Level::Info } else { Level::Warning });
    sink.add(if is_same {
        finding.fix("remove the second line", Applicability::Safe, vec![Edit::delete(second.item.span())])
    } else {
        finding
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn only_scalars_of_one_section_are_flagged() {
        let count = |text: &str| unit(&DUPLICATE_SCALAR, text).len();
        assert_eq!(count("[Service]\nNice=1\nNice=2\nNice=3\n"), 2);
        assert_eq!(count("[Service]\nNice=1\n[Unit]\nAfter=a.target\n[Service]\nNice=2\n"), 1);
        assert_eq!(count("[Service]\nEnvironment=A=1\nEnvironment=B=2\nNice=\nNice=1\n"), 0);
        assert_eq!(count("[Service]\nNice=1\nNice=\nNice=2\n"), 0);
        assert_eq!(count("[Socket]\nNice=1\nNice=2\n"), 0, "not read in a service");
    }

    #[test]
    fn a_comment_above_the_second_line_makes_it_an_info() {
        let level = |between: &str| {
            unit(&DUPLICATE_SCALAR, &format!("[Service]\nNice=1\n{between}Nice=2\n"))[0].level
        };
        assert_eq!(level("# for the mails\n"), Level::Info);
        for between in ["", "# for the mails\n\n", "#Nice=3\n", "# Nice=3 #\n", "#\n"] {
            assert_eq!(level(between), Level::Warning, "{between}");
        }
    }

    #[test]
    fn a_value_for_older_releases_may_precede_a_newer_one() {
        let count = |lines: &str| unit(&DUPLICATE_SCALAR, &format!("[Service]\n{lines}\n")).len();
        assert_eq!(count("ProtectSystem=full\nProtectSystem=strict"), 0);
        assert_eq!(count("Type=notify\n# since 253\nType=notify-reload"), 0);
        assert_eq!(count("ProtectHome=yes\nProtectHome=tmpfs"), 0);
        assert_eq!(
            count("ProtectSystem=strict\nProtectSystem=full"),
            1,
            "the newer value is never in effect"
        );
        assert_eq!(count("ProtectSystem=full\nNice=1\nProtectSystem=strict"), 1, "not next to each other");
        assert_eq!(
            count("ProtectSystem=wibble\nProtectSystem=strict"),
            1,
            "no release accepts the first value"
        );
        assert_eq!(count("Restart=on-failure\nRestart=always"), 1, "every release accepts both");
        assert_eq!(count("Type=simple\nType=exec"), 1, "the first value is the default");
    }

    #[test]
    fn the_first_unit_of_a_timer_applies() {
        let found = file(&DUPLICATE_SCALAR, "a.timer", "[Timer]\nUnit=a.service\nUnit=b.service\n");
        assert_eq!((found[0].label.as_str(), found[0].fixed.as_deref()), ("ignored", None));
    }

    #[test]
    fn one_of_two_equal_lines_is_removed() {
        let found = unit(&DUPLICATE_SCALAR, "[Service]\nNice=1\nNice = 1\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Service]\nNice=1\n"));
    }
}
