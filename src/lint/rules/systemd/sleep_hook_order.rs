//! `sleep-hook-order`

use crate::diagnostic::{Applicability, Level};
use crate::lint::facts::unit_references::{STARTED_BY, UnitReference};
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service that is started when the machine goes to sleep and is ordered on the wrong side of it: before
    /// `suspend.target` or the like but not before `sleep.target`, or only after `sleep.target`.
    ///
    /// ## Why
    ///
    /// `sleep.target` is reached when the machine is about to sleep, `suspend.target`, `hibernate.target`,
    /// `hybrid-sleep.target` and `suspend-then-hibernate.target` when it is awake again. A service that only comes
    /// before one of the latter is started at the same time as the machine falls asleep, and may run when it is awake
    /// again; one that only comes after `sleep.target` runs before the machine sleeps, or while it falls asleep.
    ///
    /// ## Bad
    ///
    /// ```ini app-suspend.service
    /// [Unit]
    /// Before=suspend.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app --suspend
    ///
    /// [Install]
    /// WantedBy=suspend.target
    /// ```
    ///
    /// ```ini app-resume.service
    /// [Unit]
    /// After=sleep.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app --resume
    ///
    /// [Install]
    /// WantedBy=sleep.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app-suspend.service
    /// [Unit]
    /// Before=sleep.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app --suspend
    ///
    /// [Install]
    /// WantedBy=sleep.target
    /// ```
    ///
    /// ```ini app-resume.service
    /// [Unit]
    /// After=suspend.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/app --resume
    ///
    /// [Install]
    /// WantedBy=suspend.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd's own units: `suspend.target` comes after `systemd-suspend.service`, and that after `sleep.target`. Run
    /// on 252 with a sleep of one second: a service that only comes before `suspend.target`, or after `sleep.target`,
    /// ends in the middle of it.
    pub static SLEEP_HOOK_ORDER = {
        name: "sleep-hook-order",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Unit(&[Name::After, Name::Before], check),
    }
}

/// Reached before the machine sleeps.
const SLEEP: &str = "sleep.target";

/// The targets that are reached when it is awake again, and the services that put it to sleep.
const AWAKE: [(&str, &str); 4] = [
    ("suspend.target", "systemd-suspend.service"),
    ("hibernate.target", "systemd-hibernate.service"),
    ("hybrid-sleep.target", "systemd-hybrid-sleep.service"),
    ("suspend-then-hibernate.target", "systemd-suspend-then-hibernate.service"),
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let references = context.references;
    let is_awake = |name: &str| AWAKE.iter().any(|(target, _)| *target == name);
    let puts_to_sleep = |name: &str| AWAKE.iter().any(|(_, service)| *service == name);
    let of_before = references.in_lists(&[Name::Before]).find(|reference| is_awake(&reference.name));
    let of_after = references.find(&[Name::After], SLEEP);
    if !context.unit.is(UnitType::Service) || of_before.is_none() && of_after.is_none() {
        return;
    }
    // User managers have none of these targets, which `user-unit-wantedby-multi-user` reports.
    if context.unit.is_user_unit(context.sources) {
        return;
    }
    // Hardly any unit names one of them; only then does it matter what starts it.
    let is_hook = references
        .in_lists(&STARTED_BY)
        .any(|reference| reference.name == SLEEP || is_awake(&reference.name));
    if !is_hook || !context.is_whole() {
        return;
    }
    let is_before = |reference: &UnitReference<'_>| reference.name == SLEEP || puts_to_sleep(&reference.name);
    let comes_before = references.in_lists(&[Name::Before]).any(is_before);
    if let Some(reference) = of_before.filter(|_| !comes_before) {
        let target = &reference.name;
        sink.add(
            SLEEP_HOOK_ORDER
                .at(reference.entry.file, reference.span, "nothing makes this run before the machine sleeps")
                .label("reached when it is awake again")
                .help(format!(
                    "systemd starts this together with the service that puts the machine to sleep: {target} comes \
                     after both. Write Before=sleep.target."
                ))
                .fix("order it before sleep.target", Applicability::Unsafe, vec![Edit::replace(reference.span, SLEEP)]),
        );
        return;
    }
    let Some(reference) = of_after else { return };
    let is_after =
        |reference: &UnitReference<'_>| is_awake(&reference.name) || puts_to_sleep(&reference.name);
    // With StopWhenUnneeded= it is stopped when the machine is awake, which is what it is for.
    if references.in_lists(&[Name::After]).any(is_after) || context.unit.sets(Name::StopWhenUnneeded) {
        return;
    }
    let all = AWAKE.map(|(target, _)| target).join(" ");
    sink.add(
        SLEEP_HOOK_ORDER
            .at(reference.entry.file, reference.span, "this runs as the machine goes to sleep, not when it wakes up")
            .label("reached before it sleeps")
            .help(format!(
                "systemd starts this together with the service that puts the machine to sleep. To run it when the \
                 machine is awake again, write After={all}."
            ))
            .fix("order it after the sleep", Applicability::Unsafe, vec![Edit::replace(reference.span, all.as_str())]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file, unit};

    fn found(order: &str, wanted_by: &str) -> Vec<Found> {
        let text = format!("[Unit]\n{order}\n[Service]\nExecStart=/a\n[Install]\nWantedBy={wanted_by}\n");
        unit(&SLEEP_HOOK_ORDER, &text)
    }

    #[test]
    fn suspend_and_resume_hooks_need_different_targets() {
        let texts = |order: &str, wanted_by: &str| {
            found(order, wanted_by).into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("Before=a.service suspend.target", "suspend.target"), ["suspend.target"]);
        assert_eq!(
            texts("Before=hibernate.target\nBefore=suspend.target", "sleep.target"),
            ["hibernate.target"]
        );
        assert_eq!(texts("After=sleep.target", "sleep.target"), ["sleep.target"]);
        for (order, wanted_by) in [
            ("Before=sleep.target", "sleep.target"),
            ("Before=sleep.target suspend.target", "suspend.target"),
            ("Before=systemd-suspend.service suspend.target", "suspend.target"),
            ("After=suspend.target hibernate.target", "suspend.target hibernate.target"),
            ("After=sleep.target suspend.target", "sleep.target suspend.target"),
            ("After=sleep.target systemd-suspend.service", "sleep.target"),
            ("After=sleep.target\nStopWhenUnneeded=yes", "sleep.target"),
            ("Before=suspend.target shutdown.target", "multi-user.target"),
            ("After=sleep.target", "multi-user.target"),
        ] {
            assert!(texts(order, wanted_by).is_empty(), "{order} {wanted_by}");
        }
    }

    #[test]
    fn a_fix_leaves_no_finding() {
        for order in ["Before=suspend.target hibernate.target", "After=sleep.target a.service"] {
            let fixed = found(order, "suspend.target").remove(0).fixed.unwrap();
            assert!(unit(&SLEEP_HOOK_ORDER, &fixed).is_empty(), "{fixed}");
        }
    }

    #[test]
    fn a_user_unit_is_never_started_by_these_targets() {
        let text =
            "[Unit]\nBefore=suspend.target\n[Service]\nExecStart=/a\n[Install]\nWantedBy=suspend.target\n";
        let count = |name: &str| file(&SLEEP_HOOK_ORDER, name, text).len();
        assert_eq!((count("system/a.service"), count("user/a.service")), (1, 0));
    }
}
