//! `runs-as-root`

use crate::diagnostic::Level;
use crate::lint::commands::needs_root::needs_root;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a system service that runs as root: neither `User=` nor `DynamicUser=yes`. Daemons that drop root
    /// themselves or need it pass, and so does anything that runs once and ends (`Type=oneshot`).
    ///
    /// ## Why
    ///
    /// A hole in a program that runs as root is a hole in the machine. Of all settings this one weighs most in
    /// `systemd-analyze security`. `User=root` says that it is intended.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// DynamicUser=yes
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `User=`; `src/analyze/analyze-security.c`.
    pub static RUNS_AS_ROOT = {
        name: "runs-as-root",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::ExecStart], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let (unit, facts) = (context.unit, context.facts);
    if context.unit.sets(Name::User)
        || facts.start_commands.is_empty()
        || facts.effective_type() == ServiceType::Oneshot
        || !unit.is(UnitType::Service)
        || unit.is_user_unit(context.sources)
        || !context.is_whole()
        || is_for_users(context)
    {
        return;
    }
    if context.is_on(Section::Service, Name::DynamicUser) {
        return;
    }
    let mut starts = context.commands.for_directives(&[Name::ExecStart]);
    if starts.any(|one| needs_root(one.command.program_name())) {
        return;
    }
    let (file, span) = context.header(Section::Service);
    sink.add(RUNS_AS_ROOT.at(file, span, "this service runs as root").label("no User=").help(
        "systemd starts it as root with all of root's privileges. DynamicUser=yes gives it a user of its \
                 own, User= an existing one; if it should run as root, say so with User=root.",
    ));
}

/// Whether the unit is enabled for user managers: theirs is the only `default.target` that services are usually enabled
/// in.
fn is_for_users(context: &UnitContext<'_>) -> bool {
    let targets = context.in_effect(Section::Install, &[Name::WantedBy]);
    !targets.is_empty() && targets.iter().all(|entry| entry.value().text() == Some("default.target"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_unit_with_an_explicit_user_passes() {
        let count = |lines: &str| unit(&RUNS_AS_ROOT, &format!("[Service]\n{lines}\n")).len();
        assert_eq!((count("ExecStart=/a"), count("ExecStart=/a\nDynamicUser=no")), (1, 1));
        for lines in ["User=root", "User=a", "DynamicUser=yes", "Type=oneshot"] {
            assert_eq!(count(&format!("ExecStart=/a\n{lines}")), 0, "{lines}");
        }
        assert_eq!(count("ExecStart=/usr/sbin/nginx -g 'daemon off;'"), 0);
    }

    #[test]
    fn a_user_unit_does_not_run_as_root() {
        let text = "[Service]\nExecStart=/a\n";
        assert!(file(&RUNS_AS_ROOT, "systemd/user/a.service", text).is_empty());
        assert!(file(&RUNS_AS_ROOT, "a.service.d/b.conf", text).is_empty());
        let enabled =
            |target: &str| unit(&RUNS_AS_ROOT, &format!("{text}[Install]\nWantedBy={target}\n")).len();
        assert_eq!((enabled("default.target"), enabled("multi-user.target")), (0, 1));
    }
}
