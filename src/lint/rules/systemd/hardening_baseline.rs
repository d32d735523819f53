//! `hardening-baseline`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{self, Name, Section};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service without the settings that confine it, the most important first. Part of the group `hardening`:
    /// off unless selected with `--select hardening`.
    ///
    /// ## Why
    ///
    /// Each of these settings takes away something that almost no program needs: loading kernel modules, reading home
    /// directories, changing the clock. A vulnerability in the program is then of little use. Turn them on one by one,
    /// and check that the service still works.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=app
    /// NoNewPrivileges=yes
    /// ProtectSystem=strict
    /// ProtectHome=yes
    /// PrivateTmp=yes
    /// PrivateDevices=yes
    /// ProtectKernelTunables=yes
    /// ProtectKernelModules=yes
    /// ProtectKernelLogs=yes
    /// ProtectControlGroups=yes
    /// ProtectClock=yes
    /// RestrictSUIDSGID=yes
    /// RestrictNamespaces=yes
    /// RestrictRealtime=yes
    /// LockPersonality=yes
    /// CapabilityBoundingSet=
    /// SystemCallFilter=@system-service
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), "Sandboxing"; the weights of `systemd-analyze security`, `src/analyze/analyze-security.c`.
    pub static HARDENING_BASELINE = {
        name: "hardening-baseline",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::ExecStart], check),
    }
}

/// The settings, the weightiest first: those that list many system calls and capabilities count for each of them.
const BASELINE: [Name; 15] = [
    Name::CapabilityBoundingSet,
    Name::SystemCallFilter,
    Name::RestrictNamespaces,
    Name::NoNewPrivileges,
    Name::ProtectSystem,
    Name::ProtectHome,
    Name::PrivateTmp,
    Name::PrivateDevices,
    Name::ProtectKernelTunables,
    Name::ProtectKernelModules,
    Name::ProtectKernelLogs,
    Name::ProtectControlGroups,
    Name::RestrictSUIDSGID,
    Name::RestrictRealtime,
    Name::LockPersonality,
];

/// What `DynamicUser=yes` implies (systemd.exec(5)).
const OF_DYNAMIC_USER: [Name; 6] = [
    Name::NoNewPrivileges,
    Name::ProtectSystem,
    Name::ProtectHome,
    Name::PrivateTmp,
    Name::RemoveIPC,
    Name::RestrictSUIDSGID,
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let missing = missing(context, &BASELINE);
    let settings = match missing.len() {
        0 => return,
        1 => "setting that would confine this service is",
        _ => "settings that would confine this service are",
    };
    let (file, span) = context.header(Section::Service);
    sink.add(
        HARDENING_BASELINE
            .at(file, span, format!("{} {settings} not set", missing.len()))
            .label(format!("no {}=", missing[0].as_str()))
            .help(format!(
                "systemd allows the program everything that is not taken away. The most important first: {}. \
                 See systemd.exec(5), Sandboxing.",
                listed(&missing)
            )),
    );
}

/// Those of these settings that the release knows and a whole service does not set.
pub(super) fn missing(context: &UnitContext<'_>, settings: &[Name]) -> Vec<Name> {
    let (facts, release) = (context.facts, context.release());
    if !context.unit.is(UnitType::Service) || facts.start_commands.is_empty() || !context.is_whole() {
        return Vec::new();
    }
    let is_known =
        |name: Name| directives::row(Section::Service, name).is_some_and(|row| row.is_known_to(release));
    let is_dynamic = context.is_on(Section::Service, Name::DynamicUser);
    // A setting that is written is deliberate, whatever its value.
    let is_missing = |name: Name| !(context.unit.sets(name) || is_dynamic && OF_DYNAMIC_USER.contains(&name));
    settings.iter().copied().filter(|name| is_known(*name) && is_missing(*name)).collect()
}

/// `PrivateTmp=, ProtectHome=`
pub(super) fn listed(settings: &[Name]) -> String {
    let names: Vec<String> = settings.iter().map(|name| format!("{}=", name.as_str())).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, file_for, unit};

    fn message(lines: &str) -> Option<String> {
        let found = unit(&HARDENING_BASELINE, &format!("[Service]\nExecStart=/a\n{lines}\n"));
        found.into_iter().next().map(|found| found.message)
    }

    #[test]
    fn settings_that_are_not_set_are_counted() {
        assert!(message("").unwrap().starts_with("15 settings"));
        assert!(message("PrivateTmp=no").unwrap().starts_with("14 settings"));
        assert!(message("DynamicUser=yes").unwrap().starts_with("10 settings"));
        assert!(message("DynamicUser=no").unwrap().starts_with("15 settings"));
        let all: Vec<String> = BASELINE.iter().map(|name| format!("{name}=")).collect();
        assert_eq!(message(&all.join("\n")), None);
    }

    #[test]
    fn only_directives_of_the_target_release_are_suggested() {
        let found = file_for(&HARDENING_BASELINE, 219, "a.service", "[Service]\nExecStart=/a\n");
        assert!(!found[0].help.contains("ProtectKernelLogs"), "{}", found[0].help);
        assert!(found[0].help.contains("PrivateTmp"), "{}", found[0].help);
    }

    #[test]
    fn only_whole_services_are_checked() {
        assert!(file(&HARDENING_BASELINE, "a.service.d/b.conf", "[Service]\nExecStart=/a\n").is_empty());
        assert!(file(&HARDENING_BASELINE, "a.socket", "[Socket]\nListenStream=1\n").is_empty());
    }
}
