//! `path-without-path`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a path unit that watches nothing.
    ///
    /// ## Why
    ///
    /// systemd does not load the unit. An empty setting resets all earlier ones.
    ///
    /// ## Bad
    ///
    /// ```ini app.path
    /// [Path]
    /// MakeDirectory=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.path
    /// [Path]
    /// PathChanged=/etc/app.conf
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.path(5); `path_verify()`, `src/core/path.c`. Run on 252.
    pub static PATH_WITHOUT_PATH = {
        name: "path-without-path",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

/// The directives that set what to watch.
const WATCHED: [Name; 5] =
    [Name::DirectoryNotEmpty, Name::PathChanged, Name::PathExists, Name::PathExistsGlob, Name::PathModified];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.is(UnitType::Path)
        || !context.is_whole()
        || !context.in_effect(Section::Path, &WATCHED).is_empty()
    {
        return;
    }
    let (file, span) = context.header(Section::Path);
    // A mistake in the path that is set is reported at its line.
    let holds = if context.unit.sets_any(&WATCHED) { " that is valid" } else { "" };
    sink.add(
        PATH_WITHOUT_PATH
            .at(file, span, "this unit watches nothing")
            .label(format!("no PathExists= or the like{holds}"))
            .help("systemd says: Path unit lacks path setting. Refusing. It does not load the unit."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn an_ignored_path_does_not_count() {
        let count = |lines: &str| file(&PATH_WITHOUT_PATH, "a.path", &format!("[Path]\n{lines}\n")).len();
        assert_eq!((count("PathExists=a"), count("PathExists=/a\nPathChanged=")), (1, 1));
        let label =
            |lines: &str| file(&PATH_WITHOUT_PATH, "a.path", &format!("[Path]\n{lines}\n"))[0].label.clone();
        assert_eq!(label("PathExists=a"), "no PathExists= or the like that is valid");
        assert_eq!(label("MakeDirectory=yes"), "no PathExists= or the like");
        assert_eq!((count("PathExistsGlob=/a*"), count("DirectoryNotEmpty=/a")), (0, 0));
    }
}
