//! `user-unit-wantedby-multi-user`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::{FileId, Span};
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::fleet::FleetUnit;
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::own_units::{is_outside_boot, is_target_of_system_only};
use crate::systemd::unit::has_component;

rule! {
    /// Flags a user unit (in a directory `user`) that is wanted by a target which only the system has:
    /// `multi-user.target`, `sleep.target`. The reverse is reported as `info`: a unit in a directory `system` that is
    /// wanted by `default.target`.
    ///
    /// ## Why
    ///
    /// User managers have no `multi-user.target`: `systemctl --user enable` makes a link in a directory that nothing
    /// reads, and the unit is never started. `default.target` is what a user manager starts at login. In the system
    /// manager it is whatever the machine boots into, such as the emergency shell. The same goes for `sleep.target`: a
    /// user manager does not know that the machine goes to sleep.
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
        let Some(target) = word.text() else { continue };
        if is_user {
            check_user_unit(target, entry.id.file, span, sink);
        } else if target == "default.target" {
            sink.add(
                USER_UNIT_WANTEDBY_MULTI_USER
                    .at(entry.id.file, span, "default.target is whatever the machine boots into")
                    .level(Level::Info)
                    .label("started in special boots as well")
                    .help(
                        "systemd starts the unit in rescue and emergency boots too. Most services belong in \
                           multi-user.target.",
                    ),
            );
        }
    }
}

fn check_user_unit(target: &str, file: FileId, span: Span, sink: &mut Sink) {
    if !is_target_of_system_only(target) {
        return;
    }
    // `suspend.target hibernate.target hybrid-sleep.target`: one mistake.
    let (key, advice) = if is_outside_boot(target) {
        (
            "outside boot",
            "systemd makes the link and never reads it: user managers do not know what the machine does. A system unit \
             does, and can run a program as the user with User=.",
        )
    } else {
        (target, "systemd makes the link and never reads it. User units are started with default.target.")
    };
    let mut finding = USER_UNIT_WANTEDBY_MULTI_USER
        .at(file, span, format!("user managers have no {target}"))
        .label("never started")
        .help(advice);
    if target == "multi-user.target" {
        let edit = Edit::replace(span, "default.target");
        finding = finding.fix("write default.target", Applicability::Safe, vec![edit]);
    }
    // Whoever supplies a target of that name knows what it stands for.
    let name = target.to_owned();
    sink.add_first_of_unit_if(key, finding, move |fleet, _| {
        !fleet.find(&name).is_some_and(FleetUnit::is_user_unit)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, units};

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
        assert!(levels("x/user/a.service", "default.target sockets.target exit.target").is_empty());
        assert_eq!(levels("x/user/a.service", "suspend.target sleep.target"), [Level::Warning]);
        assert_eq!(levels("x/user/a.service", "graphical.target multi-user.target").len(), 2);
        assert!(levels("x/system/a.service", "sleep.target").is_empty());
        assert!(found("x/user/a.service", "suspend.target")[0].help.ends_with("as the user with User=."));
        let fixed = found("x/user/a.service", "multi-user.target")[0].fixed.clone();
        assert_eq!(fixed.as_deref(), Some("[Install]\nWantedBy=default.target\n"));
    }

    #[test]
    fn a_user_unit_of_that_name_is_the_target() {
        let unit = ("user/a.service", "[Install]\nWantedBy=graphical.target\n");
        let count = |other: &str| units(&USER_UNIT_WANTEDBY_MULTI_USER, &[unit, (other, "[Unit]\n")]).len();
        assert_eq!((count("user/graphical.target"), count("system/graphical.target")), (0, 1));
    }
}
