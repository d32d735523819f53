//! `user-unit-wantedby-multi-user`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::fleet::FleetUnit;
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::own_units::is_target_of_system_only;
use crate::systemd::unit::has_component;

rule! {
    /// Flags a user unit (in a directory `user`) that is wanted by a system target. The reverse is reported as `info`:
    /// a unit in a directory `system` that is wanted by `default.target`.
    ///
    /// ## Why
    ///
    /// User managers have no `multi-user.target`: `systemctl --user enable` makes a link in a directory that nothing
    /// reads, and the unit is never started. `default.target` is what a user manager starts at login. In the system
    /// manager it is whatever the machine boots into, such as the emergency shell.
    ///
    /// ## Bad
    ///
    /// ```ini systemd/user/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini systemd/user/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=default.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), "Special User Units". Found in the wild: zedeus/nitter 251, kardianos/service 415.
    pub static USER_UNIT_WANTEDBY_MULTI_USER = {
        name: "user-unit-wantedby-multi-user",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        depends_on_context: true,
        looks_at: LooksAt::Directive(&[Name::WantedBy, Name::RequiredBy], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let path = context.sources.get(context.unit.main().id).name();
    let (is_user, is_system) = (has_component(path, "user"), has_component(path, "system"));
    if is_user == is_system || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    for word in Words::new(value.text().unwrap_or_default(), Flags::INSTALL).flatten() {
        let span = value.span(word.span);
        match word.text() {
            Some(target) if is_user && is_target_of_system_only(target) => {
                let finding = USER_UNIT_WANTEDBY_MULTI_USER
                    .at(entry.id.file, span, format!("user managers have no {target}"))
                    .label("never started")
                    .help("systemd makes the link and never reads it. User units are started with default.target.");
                let finding = if target == "multi-user.target" {
                    let edit = Edit::replace(span, "default.target");
                    finding.fix("write default.target", Applicability::Safe, vec![edit])
                } else {
                    finding
                };
                let target = target.to_owned();
                // Whoever supplies a user unit of that name knows what it stands for.
                sink.add_if(finding, move |fleet, _| {
                    !fleet.find(&target).is_some_and(FleetUnit::is_user_unit)
                });
            }
            Some("default.target") if is_system => sink.add(
                USER_UNIT_WANTEDBY_MULTI_USER
                    .at(entry.id.file, span, "default.target is whatever the machine boots into")
                    .level(Level::Info)
                    .label("started in special boots as well")
                    .help(
                        "systemd starts the unit in rescue and emergency boots too. Most services belong in \
                           multi-user.target.",
                    ),
            ),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn the_directory_identifies_a_user_unit() {
        let found = |name: &str, target: &str| {
            file(&USER_UNIT_WANTEDBY_MULTI_USER, name, &format!("[Install]\nWantedBy={target}\n"))
        };
        let levels = |name: &str, target: &str| -> Vec<Level> {
            found(name, target).iter().map(|found| found.level).collect()
        };
        assert_eq!(levels("x/user/a.service", "a.target multi-user.target"), [Level::Warning]);
        assert_eq!(levels("x/system/a.service", "default.target"), [Level::Info]);
        assert!(
            levels("a.service", "default.target multi-user.target").is_empty(),
            "may be a system or a user unit"
        );
        assert!(levels("x/user/a.service", "default.target sockets.target").is_empty());
        assert_eq!(levels("x/user/a.service", "sysinit.target"), [Level::Warning]);
        let fixed = found("x/user/a.service", "multi-user.target")[0].fixed.clone();
        assert_eq!(fixed.as_deref(), Some("[Install]\nWantedBy=default.target\n"));
    }
}
