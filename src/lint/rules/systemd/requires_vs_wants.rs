//! `requires-vs-wants`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service that `Requires=` another one that is given or in the same directory. Part of the group
    /// `dependencies`: off unless selected with `--select dependencies`.
    ///
    /// ## Why
    ///
    /// A service that requires another one is stopped or restarted whenever that one is, by hand or by an update, and
    /// is not started at all if that one fails. Programs that can wait for what they need, and reconnect, run better
    /// with `Wants=`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=db.service
    /// After=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini db.service
    /// [Service]
    /// ExecStart=/usr/bin/db
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Wants=db.service
    /// After=db.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini db.service
    /// [Service]
    /// ExecStart=/usr/bin/db
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Requires=`: "Often, it is a better choice to use `Wants=` instead of `Requires=`".
    pub static REQUIRES_VS_WANTS = {
        name: "requires-vs-wants",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::Requires], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Service) || unit.main().is_drop_in {
        return;
    }
    for named in context.references.in_lists(&[Name::Requires]) {
        let is_service = named.name.ends_with(".service") && named.name != unit.name;
        if !is_service {
            continue;
        }
        let name = named.name.to_string();
        sink.add_if(
            REQUIRES_VS_WANTS
                .at(named.entry.file, named.span, format!("this unit is stopped whenever {} is", named.name))
                .label("stops and restarts are shared")
                .help(format!(
                    "systemd stops and restarts the unit together with {0}, and does not start it when {0} fails. \
                     Wants={0} also starts {0}, and leaves the unit alone after that.",
                    named.name
                )),
            move |fleet, _| fleet.contains(&name),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    #[test]
    fn only_given_services_are_flagged() {
        let count = |line: &str, other: &str| {
            let text = format!("[Unit]\n{line}\n[Service]\nExecStart=/a\n");
            units(&REQUIRES_VS_WANTS, &[("a.service", &text), (other, "[Unit]\n")]).len()
        };
        assert_eq!((count("Requires=b.service", "b.service"), count("Wants=b.service", "b.service")), (1, 0));
        assert_eq!(count("Requires=b.socket", "b.socket"), 0);
        assert!(unit(&REQUIRES_VS_WANTS, "[Unit]\nRequires=b.service\n[Service]\n").is_empty());
    }
}
