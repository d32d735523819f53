//! Makes up a unit name for a file that should be read as a unit but is not named like one: standard input, a pipe,
//! `app.unit`. systemd derives the type from the name alone; here it is derived from the sections.

use super::directives::{Section, is_extension};
use super::parse::parse_source;
use crate::source::SourceFile;
use crate::syntax::ItemKind;
use crate::systemd::kinds::unit_name::UnitType;

/// The stem used for standard input, whose name is `-`.
const STDIN: &str = "stdin";

/// The name that the file would have as a unit; `None` if neither its name nor its sections show the type.
///
/// `app.service.in` gets the name of the unit that it is a template for; for other files the sections decide.
#[must_use]
pub(crate) fn inferred_name(source: &SourceFile) -> Option<String> {
    let base = source.base_name();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    if has_type(stem) && stem.contains('.') {
        return Some(stem.to_owned());
    }
    let kind = type_by_sections(source)?;
    let stem = if source.name() == "-" { STDIN } else { stem };
    Some(format!("{}.{kind}", if stem.is_empty() { base } else { stem }))
}

/// Whether a name ends in a unit type or is one, as the directory name `service.d` is without its `.d`.
pub(super) fn has_type(name: &str) -> bool {
    UnitType::from_name(name.rsplit_once('.').map_or(name, |(_, kind)| kind)).is_some()
}

/// The one unit type that may have all these sections; a target if there are only sections that every unit may
/// have.
fn type_by_sections(source: &SourceFile) -> Option<UnitType> {
    let tree = parse_source(source, Vec::new());
    let (mut own, mut is_unit, mut has_others) = (None, false, false);
    for item in tree.items.iter().filter(|item| item.kind == ItemKind::Header) {
        let name = item.name.slice(source.bytes());
        match UnitType::ALL.into_iter().find(|kind| kind.section().as_bytes() == name) {
            Some(kind) if own.is_some_and(|own| own != kind) => return None,
            Some(kind) => own = Some(kind),
            None if matches!(Section::of(name), Some(Section::Unit | Section::Install)) => is_unit = true,
            None => has_others |= !is_extension(name),
        }
    }
    // An unknown section may be a misspelt one: a service with a misspelt section is not a target.
    own.or((is_unit && !has_others).then_some(UnitType::Target))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(name: &str, text: &str) -> Option<String> {
        inferred_name(&SourceFile::new(name, text.into()).unwrap())
    }

    #[test]
    fn the_sections_determine_the_unit_type() {
        for (text, name) in [
            ("[Unit]\n[Service]\n[Install]\n", "x.service"),
            ("[Socket]\n[Odd]\n", "x.socket"),
            ("[Timer]\n", "x.timer"),
            ("[Mount]\n[Mount]\n", "x.mount"),
            ("[Unit]\n[X-Own]\n", "x.target"),
            ("[Install]\n", "x.target"),
        ] {
            assert_eq!(made("d/x.unit", text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn an_ambiguous_or_unknown_unit_type_gets_no_name() {
        for text in
            ["", "# [Service]\n", "[Service]\n[Timer]\n", "[Unit]\n[Servce]\n", "[service]\n", "Service\n"]
        {
            assert_eq!(made("x.unit", text), None, "{text}");
        }
    }

    #[test]
    fn the_file_stem_is_kept_as_the_unit_name() {
        let service = |name: &str| made(name, "[Service]\n").unwrap();
        assert_eq!(service("-"), "stdin.service");
        assert_eq!(service("/dev/fd/63"), "63.service");
        assert_eq!(service("d/mail@.txt"), "mail@.service");
        assert_eq!(service(".conf"), ".conf.service");
        assert_eq!(service("service.txt"), "service.service");
        assert_eq!(made("d/app.timer.in", "").as_deref(), Some("app.timer"));
    }
}
