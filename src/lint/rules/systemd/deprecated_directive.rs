//! `deprecated-directive`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::{self, DirectiveRow, Name, Replacement, Section, Status};
use crate::systemd::versions::Release;

rule! {
    /// Flags a directive that another one has replaced. Reported as `warning` where systemd no longer does anything
    /// with it.
    ///
    /// ## Why
    ///
    /// An old name is read for as long as systemd keeps it; the manual no longer explains it. `MemoryLimit=`,
    /// `CPUShares=` and `BlockIO…=` belong to cgroup v1: on a current machine some are translated, some do nothing.
    /// What was removed (`Capabilities=`, `NetClass=`, `SysVStartPriority=` …) is read and dropped.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// MemoryLimit=1G
    /// ```
    ///
    /// ```ini other.service
    /// [Unit]
    /// BindTo=app.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/other
    /// SysVStartPriority=99
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// MemoryMax=1G
    /// ```
    ///
    /// ```ini other.service
    /// [Unit]
    /// BindsTo=app.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/other
    /// ```
    ///
    /// ## Source
    ///
    /// `load-fragment-gperf.gperf.in` and `load-fragment.c`; systemd.resource-control(5), deprecated options. Run on 252.
    pub static DEPRECATED_DIRECTIVE = {
        name: "deprecated-directive",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        depends_on_context: true,
        looks_at: LooksAt::Directive(
            &[
                Name::BindTo,
                Name::BlockIOAccounting,
                Name::BlockIODeviceWeight,
                Name::BlockIOReadBandwidth,
                Name::BlockIOWeight,
                Name::BlockIOWriteBandwidth,
                Name::BusPolicy,
                Name::CPUShares,
                Name::Capabilities,
                Name::DefaultMemoryLow,
                Name::DefaultMemoryMin,
                Name::DefaultStartupMemoryLow,
                Name::IgnoreOnSnapshot,
                Name::InaccessibleDirectories,
                Name::MemoryLimit,
                Name::NetClass,
                Name::OnFailureIsolate,
                Name::PermissionsStartOnly,
                Name::PropagateReloadFrom,
                Name::PropagateReloadTo,
                Name::ReadOnlyDirectories,
                Name::ReadWriteDirectories,
                Name::RequiresOverridable,
                Name::RequisiteOverridable,
                Name::StartLimitInterval,
                Name::StartupBlockIOWeight,
                Name::StartupCPUShares,
                Name::SysVStartPriority,
            ],
            check,
        ),
    }
}

/// The first release with the second generation of resource settings: `MemoryMax=`, `CPUWeight=`, `IOWeight=` …
const UNIFIED: Release = Release(231);
/// The first release that knows the current names for the paths of a service and for the start limit.
const RENAMED: Release = Release(231);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row else { return };
    if !context.unit.reads(entry) {
        return;
    }
    let (file, span, name) = (entry.id.file, entry.item.name, row.name);
    match row.status {
        Status::RemovedIn(_) if !row.is_effective_in(context.release()) => {
            let finding = DEPRECATED_DIRECTIVE
                .at(file, span, format!("{name}= no longer does anything"))
                .level(Level::Warning)
                .label("removed")
                .help(format!(
                    "systemd says: Support for option {name}= has been removed and it is ignored. Remove the line."
                ))
                .fix("remove the line", Applicability::Unsafe, vec![Edit::delete(entry.item.span())]);
            sink.add(finding);
        }
        Status::Deprecated(replacement) if context.release() >= UNIFIED => {
            let current_name = match replacement {
                Replacement::Directive(name) => format!("{name}="),
                Replacement::Words(words) => words.to_owned(),
            };
            let finding = DEPRECATED_DIRECTIVE
                .at(file, span, format!("{name}= is deprecated"))
                .label(format!("use {current_name}"))
                .help(deprecation(name));
            sink.add(match replacement {
                // The same values with the same meaning; but a limit that is set already would be overridden.
                Replacement::Directive(current_name)
                    if name == Name::MemoryLimit && !is_set(context, current_name) =>
                {
                    finding.fix(
                        format!("write `{current_name}`"),
                        Applicability::Safe,
                        vec![Edit::replace(span, current_name.as_str())],
                    )
                }
                _ => finding,
            });
        }
        // A directive that moved to another section has a rule of its own.
        Status::AliasOf { section: None, name: current_name, value, deprecated }
            if context.release() >= RENAMED && is_known(context, current_name) =>
        {
            let label = value.map_or_else(
                || format!("use {current_name}="),
                |value| format!("use {current_name}={value}"),
            );
            let finding = DEPRECATED_DIRECTIVE
                .at(file, span, format!("{name}= is an old name"))
                .label(label)
                .help(renamed(row, current_name, deprecated));
            sink.add(match value {
                Some(_) => finding,
                None => {
                    // If a setting has a single value, the last line counts, under either name.
                    let is_list = !matches!(row.list, directives::ListSemantics::LastWins);
                    let is_sure = is_list || !is_set(context, current_name);
                    let applicability = if is_sure { Applicability::Safe } else { Applicability::Unsafe };
                    finding.fix(
                        format!("write `{current_name}`"),
                        applicability,
                        vec![Edit::replace(span, current_name.as_str())],
                    )
                }
            });
        }
        _ => {}
    }
}

/// What systemd says about a directive of the first generation.
fn deprecation(name: Name) -> String {
    let current_name = match name {
        Name::MemoryLimit => "MemoryMax=",
        Name::CPUShares | Name::StartupCPUShares => "CPUWeight=",
        Name::BlockIODeviceWeight | Name::BlockIOReadBandwidth | Name::BlockIOWriteBandwidth => {
            "IO*= settings"
        }
        Name::PermissionsStartOnly => {
            return "systemd says nothing and still reads it. A + before a command in ExecStartPre= and the \
                    like does the same for that command."
                .to_owned();
        }
        _ => {
            return format!(
                "systemd says nothing. {name}= works with cgroup v1 only; cgroup v2 has IO…= settings."
            );
        }
    };
    format!(
        "systemd says: Unit uses {name}=; please use {current_name} instead. Support for {name}= will be removed \
         soon. For now it accepts the value."
    )
}

fn renamed(row: &DirectiveRow, current_name: Name, is_told: bool) -> String {
    let name = row.name;
    match (name, is_told) {
        (_, true) => format!(
            "systemd says: Unit dependency type {name}= is obsolete, replacing by {current_name}=, please update your unit file."
        ),
        (Name::OnFailureIsolate, _) => {
            "systemd says: OnFailureIsolate is deprecated. Please use OnFailureJobMode= instead. It still reads it.".to_owned()
        }
        _ => format!("systemd says nothing and still reads it. The manual lists {current_name}= only."),
    }
}

/// Whether the section has a directive of this name in the target release.
fn is_known(context: &UnitEntryContext<'_>, current_name: Name) -> bool {
    let row = context.entry.section.and_then(|section: Section| directives::row(section, current_name));
    row.is_none_or(|row| row.is_known_to(context.release()))
}

fn is_set(context: &UnitEntryContext<'_>, name: Name) -> bool {
    context.unit.sets(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file_for, unit};

    fn one(text: &str) -> Found {
        let mut found = unit(&DEPRECATED_DIRECTIVE, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn a_renamed_directive_gets_its_new_name() {
        for (section, old, new) in [
            ("Unit", "BindTo=a.service", "BindsTo=a.service"),
            ("Unit", "RequiresOverridable=a.service", "Requires=a.service"),
            ("Unit", "PropagateReloadFrom=a.service", "ReloadPropagatedFrom=a.service"),
            ("Service", "ReadOnlyDirectories=/a", "ReadOnlyPaths=/a"),
            ("Service", "MemoryLimit = 1G", "MemoryMax = 1G"),
        ] {
            let fixed = one(&format!("[{section}]\n{old}\n")).fixed.unwrap();
            assert_eq!(fixed, format!("[{section}]\n{new}\n"));
        }
    }

    #[test]
    fn a_weight_with_a_different_scale_has_no_fix() {
        let found = one("[Service]\nCPUShares=512\n");
        assert_eq!((found.level, found.fixed), (Level::Info, None));
        assert_eq!(one("[Service]\nMemoryLimit=1G\nMemoryMax=2G\n").fixed, None);
    }

    #[test]
    fn a_directive_without_effect_is_a_warning() {
        assert_eq!(one("[Service]\nSysVStartPriority=99\n").level, Level::Warning);
    }

    #[test]
    fn a_removed_directive_is_flagged_from_that_release_on() {
        let count = |release| {
            let text = "[Slice]\nDefaultMemoryLow=1G\n";
            file_for(&DEPRECATED_DIRECTIVE, release, "a.slice", text).len()
        };
        assert_eq!([259, 260].map(count), [0, 1]);
    }

    #[test]
    fn an_old_release_keeps_the_old_name() {
        let count = |release, line: &str| {
            file_for(&DEPRECATED_DIRECTIVE, release, "a.service", &format!("[Service]\n{line}\n")).len()
        };
        assert_eq!((count(219, "MemoryLimit=1G"), count(252, "MemoryLimit=1G")), (0, 1));
        assert_eq!((count(219, "ReadOnlyDirectories=/a"), count(252, "ReadOnlyDirectories=/a")), (0, 1));
    }

    #[test]
    fn directives_moved_to_another_section_are_left_to_another_rule() {
        assert!(unit(&DEPRECATED_DIRECTIVE, "[Service]\nStartLimitInterval=10\n").is_empty());
        assert_eq!(
            one("[Unit]\nStartLimitInterval=10\n").fixed.unwrap(),
            "[Unit]\nStartLimitIntervalSec=10\n"
        );
    }
}
