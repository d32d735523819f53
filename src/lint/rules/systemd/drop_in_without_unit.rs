//! `drop-in-without-unit`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::fleet::Fleet;
use crate::systemd::unit_name::UnitName;

rule! {
    /// Flags a drop-in whose unit is not given, while other units of the folder that it lies in are.
    ///
    /// ## Why
    ///
    /// A drop-in alone makes no unit: where its folder is misspelt, or the unit was renamed, systemd never reads it and says
    /// nothing. A drop-in for a unit of another package is in order, and cannot be told apart from here.
    ///
    /// ## Bad
    ///
    /// ```ini web.service
    /// [Service]
    /// ExecStart=/usr/bin/web
    /// ```
    ///
    /// ```ini wbe.service.d/limits.conf
    /// [Service]
    /// LimitNOFILE=65536
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini web.service
    /// [Service]
    /// ExecStart=/usr/bin/web
    /// ```
    ///
    /// ```ini web.service.d/limits.conf
    /// [Service]
    /// LimitNOFILE=65536
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), on drop-ins.
    pub static DROP_IN_WITHOUT_UNIT = {
        name: "drop-in-without-unit",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    // A folder for all units of a type, or for all of a prefix, belongs to none.
    if !unit.main().is_drop_in || UnitName::parse(&unit.name).is_err() || unit.stem().ends_with('-') {
        return;
    }
    let path = context.sources.get(unit.main().id).name();
    let above = |path: &str| -> Option<String> { Some(path.rsplit_once('/')?.0.to_owned()) };
    let Some(folder) = above(path).map(|folder| above(&folder).unwrap_or_default()) else { return };
    let (name, kind) = (unit.name.clone(), unit.unit_type().to_owned());
    let is_alone = move |fleet: &Fleet| !fleet.knows(&name) && fleet.has_units_in(&folder, &kind);
    sink.add_if(
        DROP_IN_WITHOUT_UNIT
            .at(unit.main().id, Span::at(0), format!("{} is not here", unit.name))
            .label("for a unit that is not given")
            .help(format!(
                "systemd reads the file only when it loads {}. Check the name of the folder, if the unit does not come from \
                 elsewhere.",
                unit.name
            )),
        is_alone,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::units;

    #[test]
    fn a_drop_in_is_only_odd_among_units() {
        let count = |unit: &str, part: &str| {
            units(
                &DROP_IN_WITHOUT_UNIT,
                &[(unit, "[Service]\nExecStart=/a\n"), (part, "[Service]\nNice=1\n")],
            )
            .len()
        };
        assert_eq!(count("u/web.service", "u/wbe.service.d/a.conf"), 1);
        assert_eq!(count("u/web.service", "u/web.service.d/a.conf"), 0);
        assert_eq!(count("v/web.service", "u/wbe.service.d/a.conf"), 0, "another folder");
        assert_eq!(count("u/web.service", "u/wbe-.service.d/a.conf"), 0, "for a prefix");
        assert_eq!(count("u/web.service", "u/service.d/a.conf"), 0, "for a type");
    }
}
