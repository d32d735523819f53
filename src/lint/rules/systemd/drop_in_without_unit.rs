//! `drop-in-without-unit`

use crate::diagnostic::Level;
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::kinds::unit_name::UnitName;

rule! {
    /// Flags a drop-in whose unit is not given, while a unit with nearly the same name is next to its directory.
    ///
    /// ## Why
    ///
    /// A drop-in alone does not make a unit: if its directory is misspelt, or the unit was renamed, systemd never reads
    /// it and says nothing. Most drop-ins are for a unit from another package, and pass.
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
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    // A directory for all units of a type, or for all with a prefix, does not belong to a single one.
    if !unit.main().is_drop_in || UnitName::parse(&unit.name).is_err() || unit.stem().ends_with('-') {
        return;
    }
    let path = context.sources.get(unit.main().id).name();
    let above = |path: &str| -> Option<String> { Some(path.rsplit_once('/')?.0.to_owned()) };
    let Some(directory) = above(path).map(|directory| above(&directory).unwrap_or_default()) else { return };
    let Some(kind) = unit.unit_type() else { return };
    let (name, id) = (unit.name.clone(), unit.main().id);
    sink.add_deferred(&DROP_IN_WITHOUT_UNIT, move |fleet, _| {
        if fleet.find_or_template(&name).is_some() {
            return None;
        }
        let stem = |name: &str| name.len() - kind.as_str().len() - 1;
        let siblings = fleet.units_in(&directory, kind).map(|other| &other.name()[..stem(other.name())]);
        let near_name = nearest(&name[..stem(&name)], siblings)?;
        let finding = DROP_IN_WITHOUT_UNIT
            .at(id, Span::at(0), format!("{name} is not here, but {near_name}.{kind} is"))
            .label("for a unit that is not given")
            .help(format!(
                "systemd reads the file only when it loads {name}, and says nothing if it never does. A \
                 directory named {near_name}.{kind}.d is for the unit next to it."
            ));
        Some(finding)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::units;

    #[test]
    fn only_a_drop_in_next_to_a_similarly_named_unit_is_flagged() {
        let count = |unit: &str, part: &str| {
            units(
                &DROP_IN_WITHOUT_UNIT,
                &[(unit, "[Service]\nExecStart=/a\n"), (part, "[Service]\nNice=1\n")],
            )
            .len()
        };
        assert_eq!(count("u/web.service", "u/wbe.service.d/a.conf"), 1);
        assert_eq!(count("u/web.service", "u/web.service.d/a.conf"), 0);
        assert_eq!(count("u/web@.service", "u/web@1.service.d/a.conf"), 0, "a drop-in of an instance");
        assert_eq!(
            count("u/web.service", "u/systemd-logind.service.d/a.conf"),
            0,
            "a drop-in for a unit of another package"
        );
        assert_eq!(count("v/web.service", "u/wbe.service.d/a.conf"), 0, "another directory");
        assert_eq!(count("u/web.service", "u/wbe-.service.d/a.conf"), 0, "a drop-in for a name prefix");
        assert_eq!(count("u/web.service", "u/service.d/a.conf"), 0, "a drop-in for a unit type");
    }
}
