//! `unit-name-invalid`

use crate::diagnostic::Level;
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

rule! {
    /// Flags a unit file whose name is not a unit name, or not one that a unit of its type may have.
    ///
    /// ## Why
    ///
    /// systemd never looks at such a file. A name has only ASCII letters, digits and `:-_.\@`, and fewer than 256
    /// bytes; everything else is escaped (`systemd-escape`). Mounts, automounts, swaps and slices cannot be templates,
    /// and the dashes in a slice's name separate the slices that it is in.
    ///
    /// ## Bad
    ///
    /// ```ini my app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini my-app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5); `unit_name_is_valid()`, `src/basic/unit-name.c`; `slice_name_is_valid()`;
    /// `unit_type_may_template()`. Run on 252.
    pub static UNIT_NAME_INVALID = {
        name: "unit-name-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let main = unit.main();
    // A drop-in is named after its directory.
    if main.is_drop_in {
        return;
    }
    let base = context.sources.get(main.id).base_name();
    if UnitType::from_name(base.rsplit('.').next().unwrap_or_default()).is_none() {
        return misspelt_type(base, context, sink);
    }
    let Some((message, help)) = complaint(&unit.name) else { return };
    sink.add(UNIT_NAME_INVALID.at(main.id, Span::at(0), message).label("the file name").help(help));
}

/// Reports a name whose suffix is nearly that of a type: systemd does not look at such a file at all. Others may be
/// files of another program.
fn misspelt_type(name: &str, context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    // An editor's backup is not a mistake.
    let Some((stem, end)) = name.rsplit_once('.').filter(|(_, end)| !end.ends_with('~')) else { return };
    let Some(kind) = nearest(end, UnitType::ALL.iter().map(|kind| kind.as_str())) else { return };
    sink.add(
        UNIT_NAME_INVALID
            .at(unit.main().id, Span::at(0), format!("there is no unit type {end}"))
            .label(format!("did you mean {stem}.{kind}?"))
            .help(format!(
                "systemd says: Failed to prepare filename {name}: Invalid argument. It skips files with this suffix.",
            )),
    );
}

/// What is wrong with a name, and what systemd says about it.
fn complaint(name: &str) -> Option<(String, String)> {
    let parsed = match UnitName::parse(name) {
        Ok(parsed) => parsed,
        Err(error) => {
            let help = format!(
                "systemd says: Failed to prepare filename {name}: Invalid argument. It does not load the file. Use {}.",
                error.expected
            );
            return Some((error.message, help));
        }
    };
    let kind = parsed.unit_type();
    if !parsed.is_loadable() {
        let help = format!(
            "systemd says: Failed to load unit file {name}: Invalid argument. It does not load the unit."
        );
        return Some((format!("a {kind} cannot be a template or an instance"), help));
    }
    let is_separated =
        |stem: &str| stem == "-" || !(stem.starts_with('-') || stem.ends_with('-') || stem.contains("--"));
    (kind == UnitType::Slice && !is_separated(parsed.without_type())).then(|| {
        let help = format!(
            "systemd says: Unit {name} failed to load properly, please adjust/correct and reload service manager: \
             Invalid argument. A dash separates the names of the slices that it is in: none of them can be empty."
        );
        (format!("{name} is in a slice without a name"), help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;
    use crate::lint::{Options, check_units};
    use crate::source::{Memory, SourceFile, Sources};
    use crate::systemd::Units;

    #[test]
    fn each_unit_type_has_its_valid_names() {
        let count = |name: &str| file(&UNIT_NAME_INVALID, name, "[Unit]\nDescription=x\n").len();
        for name in [
            "a b.service",
            "a+.service",
            "é.timer",
            "@.service",
            "a@.mount",
            "a@b.slice",
            "a--b.slice",
            "-a.slice",
        ] {
            assert_eq!(count(name), 1, "{name}");
        }
        for name in [
            "a.service",
            "a@.service",
            "a@b.socket",
            "a-b.mount",
            "-.slice",
            "-.mount",
            "a-b.slice",
            "a\\x20b.service",
        ] {
            assert_eq!(count(name), 0, "{name}");
        }
    }

    #[test]
    fn a_misspelled_unit_type_is_flagged() {
        // Only a file that was named as a unit gets here with such a name.
        let count = |name: &str| {
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new(name, b"[Service]\nExecStart=/a\n".to_vec()).unwrap());
            let units = Units::read(&[id], &mut sources, &Memory::new());
            let findings = check_units(&units, &sources, &Options::default());
            findings.iter().filter(|one| one.rule == "unit-name-invalid").count()
        };
        assert_eq!((count("a.servce"), count("a.service~"), count("a.override")), (1, 0, 0));
    }
}
