//! `system-unit-user-target`

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::{FileId, Span};
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::own_units::{is_target_of_system_only, of_user_only};
use crate::systemd::unit::has_component;

rule! {
    /// Flags a system unit (in a directory `system`, or enabled for `multi-user.target` and the like) that names a target
    /// which exists in user managers only: `graphical-session.target`.
    ///
    /// ## Why
    ///
    /// Each user who is logged in has a manager with its own targets, and the system manager knows none of them. Ordering
    /// after such a target has no effect, and systemd says nothing: the program starts at boot, when there is no desktop
    /// yet. A unit that requires such a target does not start.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=graphical-session.target
    ///
    /// [Service]
    /// User=app
    /// Environment=DISPLAY=:0
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini systemd/user/app.service
    /// [Unit]
    /// After=graphical-session.target
    /// PartOf=graphical-session.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=graphical-session.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), "Units managed by the user service manager". Run on 252: `Unit graphical-session.target not found.`
    /// if it is required, and no message otherwise.
    pub static SYSTEM_UNIT_USER_TARGET = {
        name: "system-unit-user-target",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(LISTS, check),
    }
}

/// The lists that name other units: the dependencies, then those in `[Install]`.
const LISTS: &[Name] = &[
    Name::After,
    Name::Before,
    Name::BindsTo,
    Name::PartOf,
    Name::Requires,
    Name::Requisite,
    Name::Upholds,
    Name::Wants,
    Name::RequiredBy,
    Name::WantedBy,
];
const DEPENDENCIES: &[Name] = LISTS.split_at(8).0;
const STARTED_BY: &[Name] = LISTS.split_at(8).1;

/// Parts of the names of [`of_user_only`], prepared once: searching a file is faster than making a finder.
static PARTS: LazyLock<[Finder<'static>; 2]> =
    LazyLock::new(|| ["graphical-session", "desktop-autostart"].map(Finder::new));

/// Whether a file could name a target of user managers.
fn may_name_target(bytes: &[u8]) -> bool {
    PARTS.iter().any(|part| part.find(bytes).is_some())
}

/// A place where a target is named, and the directive that names it.
#[derive(Clone, Copy)]
struct Mention {
    directive: Name,
    file: FileId,
    span: Span,
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    // Hardly any unit does, and nearly all of them are checked.
    if !unit.files.iter().any(|file| may_name_target(context.sources.get(file.id).bytes())) {
        return;
    }
    let path = context.sources.get(unit.main().id).name();
    let is_in = |directory| has_component(path, directory);
    if is_in("user") || !context.is_whole() {
        return;
    }
    let enabled_in = enabled_in(context);
    if !is_in("system") && !enabled_in.iter().any(|(name, _)| is_target_of_system_only(name)) {
        return;
    }
    for target in of_user_only() {
        let in_lists =
            context.references.in_lists(DEPENDENCIES).filter(|reference| reference.name == target).map(
                |reference| Mention {
                    directive: reference.directive,
                    file: reference.entry.file,
                    span: reference.span,
                },
            );
        let in_install = enabled_in.iter().filter(|(name, _)| name == target).map(|(_, mention)| *mention);
        // Lines that belong together are reported once, at the one that weighs most.
        let Some(mention) = in_lists.chain(in_install).min_by_key(|mention| weight(mention.directive)) else {
            continue;
        };
        // Whoever supplies a target of that name knows what it stands for.
        sink.add_deferred(&SYSTEM_UNIT_USER_TARGET, move |fleet, _| {
            let is_given = fleet.find(target).is_some_and(|target| !target.is_user_unit());
            (!is_given).then(|| {
                SYSTEM_UNIT_USER_TARGET
                    .at(mention.file, mention.span, format!("the system manager has no {target}"))
                    .label(label(mention.directive))
                    .help(help(mention.directive, target))
            })
        });
    }
}

/// The targets that the unit is enabled in.
fn enabled_in(context: &UnitContext<'_>) -> Vec<(String, Mention)> {
    let mut all = Vec::new();
    for entry in context.in_effect(Section::Install, STARTED_BY) {
        let Some(row) = entry.row else { continue };
        let value = entry.value();
        for word in Words::new(value.text().unwrap_or_default(), Flags::INSTALL).flatten() {
            let mention = Mention { directive: row.name, file: entry.id.file, span: value.span(word.span) };
            all.extend(word.text().map(|name| (name.to_owned(), mention)));
        }
    }
    all
}

const fn is_needed(directive: Name) -> bool {
    matches!(directive, Name::BindsTo | Name::Requires | Name::Requisite)
}

/// The lists that keep the unit down come first, then those that start it.
const fn weight(directive: Name) -> u8 {
    match directive {
        Name::BindsTo | Name::Requires | Name::Requisite => 0,
        Name::RequiredBy | Name::WantedBy => 1,
        _ => 2,
    }
}

const fn label(directive: Name) -> &'static str {
    match directive {
        Name::RequiredBy | Name::WantedBy => "never started by it",
        _ if is_needed(directive) => "never starts",
        _ => "no effect",
    }
}

fn help(directive: Name, target: &str) -> String {
    let says = match directive {
        Name::RequiredBy | Name::WantedBy => {
            "systemctl enable creates the link, and systemd never reads it.".to_owned()
        }
        _ if is_needed(directive) => {
            format!("systemd says, when the unit is started: Unit {target} not found.")
        }
        _ => "systemd says nothing.".to_owned(),
    };
    let advice = if matches!(directive, Name::Before) {
        "What has to run before anyone logs in goes Before=systemd-user-sessions.service."
    } else {
        "A system unit cannot wait for a user's session: make it a user unit, in ~/.config/systemd/user or /etc/systemd/user, \
         with WantedBy=graphical-session.target."
    };
    format!("{says} {advice}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file, units};

    fn found(name: &str, lines: &str, install: &str) -> Vec<Found> {
        let text = format!("[Unit]\n{lines}\n[Service]\nExecStart=/a\n[Install]\n{install}\n");
        file(&SYSTEM_UNIT_USER_TARGET, name, &text)
    }

    #[test]
    fn only_certain_system_units_are_flagged() {
        let after = "After=graphical-session.target";
        let count = |name: &str, install: &str| found(name, after, install).len();
        assert_eq!(count("a.service", "WantedBy=multi-user.target"), 1);
        assert_eq!(count("lib/systemd/system/a.service", ""), 1);
        assert_eq!(count("a.service", "WantedBy=default.target"), 0, "may be a system or a user unit");
        assert_eq!(count("systemd/user/a.service", "WantedBy=multi-user.target"), 0);
        assert!(found("a.service", "After=graphical.target", "WantedBy=multi-user.target").is_empty());
    }

    #[test]
    fn lines_with_one_target_are_reported_once_at_the_most_severe() {
        let name = "systemd/system/a.service";
        let lines = "After=graphical-session.target\nWants=graphical-session.target";
        let [one] = &found(name, lines, "")[..] else { panic!() };
        assert_eq!((one.text.as_str(), one.label.as_str()), ("graphical-session.target", "no effect"));
        assert!(one.help.starts_with("systemd says nothing. A system unit cannot wait"), "{}", one.help);
        let [one] = &found(name, &lines.replace("Wants", "BindsTo"), "")[..] else { panic!() };
        assert_eq!(one.label, "never starts");
        let [one] = &found(name, "After=graphical-session.target", "WantedBy=graphical-session.target")[..]
        else {
            panic!()
        };
        assert_eq!(one.label, "never started by it");
    }

    #[test]
    fn the_help_for_graphical_session_pre_names_the_system_target() {
        let [one] =
            &found("a.service", "Before=graphical-session-pre.target", "WantedBy=multi-user.target")[..]
        else {
            panic!()
        };
        assert!(one.help.ends_with("goes Before=systemd-user-sessions.service."), "{}", one.help);
    }

    #[test]
    fn a_system_unit_of_that_name_passes() {
        let service =
            ("systemd/system/a.service", "[Unit]\nAfter=graphical-session.target\n[Service]\nExecStart=/a\n");
        let count =
            |path: &str| units(&SYSTEM_UNIT_USER_TARGET, &[service, (path, "[Unit]\nDescription=a\n")]).len();
        assert_eq!(count("systemd/system/graphical-session.target"), 0);
        assert_eq!(count("systemd/user/graphical-session.target"), 1);
    }
}
