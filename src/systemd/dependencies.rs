//! The unit names in dependency lists: `After=`, `Requires=` and the like.

use std::borrow::Cow;

use super::directives::{Name, Section};
use super::unit::UnitEntry;
use crate::source::Span;
use crate::systemd::kinds::escape::unescape;
use crate::systemd::kinds::specifier::{Piece, Table, pieces};
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::kinds::words::{Flags, Words};

/// The directives of `[Unit]` that name other units.
pub(crate) const DEPENDENCIES: [Name; 21] = [
    Name::After,
    Name::Before,
    Name::BindTo,
    Name::BindsTo,
    Name::Conflicts,
    Name::JoinsNamespaceOf,
    Name::OnFailure,
    Name::OnSuccess,
    Name::PartOf,
    Name::PropagateReloadFrom,
    Name::PropagateReloadTo,
    Name::PropagatesReloadTo,
    Name::PropagatesStopTo,
    Name::ReloadPropagatedFrom,
    Name::Requires,
    Name::RequiresOverridable,
    Name::Requisite,
    Name::RequisiteOverridable,
    Name::StopPropagatedFrom,
    Name::Upholds,
    Name::Wants,
];

/// The directives of `[Unit]` that start the units which they name along with the unit.
pub(super) const PULLS: [Name; 4] = [Name::Wants, Name::Requires, Name::BindsTo, Name::Upholds];

/// A unit named in a dependency list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListedUnit {
    /// Its name.
    pub name: String,
    /// Where the name is in the file.
    pub span: Span,
}

/// How a list of units is split. Lists that are read when a unit is enabled may be quoted (`config_parse_alias()` and
/// similar in systemd's `install.c`), those that are loaded may not (`config_parse_unit_deps()`).
pub(super) fn list_flags(entry: &UnitEntry<'_>) -> Flags {
    if entry.section == Some(Section::Install) { Flags::INSTALL } else { Flags::UNITS }
}

/// The units named by an entry of the unit `own`. Specifiers that follow from the unit's name are expanded; a word
/// that contains any other specifier, or is not a unit name, is left out. A template is replaced by its instance:
/// see [`UnitName::instantiate_for`].
///
/// In a template, all instances are treated as one: `%i` expands to nothing, and `b@.service` stays as is.
#[must_use]
pub(crate) fn listed_units(entry: &UnitEntry<'_>, own: &str) -> Vec<ListedUnit> {
    let own = UnitName::read(own);
    let value = entry.value();
    let mut all = Vec::new();
    for word in Words::new(value.text().unwrap_or_default(), list_flags(entry)).flatten() {
        let Some(name) = word.text().and_then(|text| listed_unit(text, own.as_ref())) else { continue };
        all.push(ListedUnit { name, span: value.span(word.span) });
    }
    all
}

/// The unit named by one word in the unit `own`; see [`listed_units`].
pub(super) fn listed_unit(word: &str, own: Option<&UnitName<'_>>) -> Option<String> {
    let expanded = expand(word, own, Table::UnitName)?;
    let name = UnitName::read(&expanded).filter(UnitName::is_loadable)?;
    let instance = own.filter(|own| !own.is_template()).and_then(|own| name.instantiate_for(own));
    Some(instance.unwrap_or(expanded))
}

/// Expands the specifiers that follow from the unit's own name; `None` if the text contains any other, or one that
/// is not in `table`.
#[must_use]
pub(crate) fn expand(text: &str, own: Option<&UnitName<'_>>, table: Table) -> Option<String> {
    let mut expanded = String::with_capacity(text.len());
    for (piece, _) in pieces(text.as_bytes()) {
        match piece {
            Piece::Literal(part) => expanded.push_str(std::str::from_utf8(part).ok()?),
            Piece::Percent => expanded.push('%'),
            Piece::Specifier(letter) => expanded.push_str(&specifier_value(letter, own?, table)?),
        }
    }
    Some(expanded)
}

/// The expansion of a specifier in the unit of this name; `None` if it does not follow from the name, or is not in
/// `table`.
#[must_use]
pub(crate) fn specifier_value<'n>(letter: u8, own: &UnitName<'n>, table: Table) -> Option<Cow<'n, str>> {
    table.get(letter)?;
    let plain = |text: &str| String::from_utf8(unescape(text).ok()?).ok().map(Cow::Owned);
    let instance = own.instance().unwrap_or_default();
    let last = || own.prefix().rsplit('-').next().unwrap_or_default();
    match letter {
        b'n' => Some(Cow::Borrowed(own.as_str())),
        b'N' => Some(Cow::Borrowed(own.without_type())),
        b'p' => Some(Cow::Borrowed(own.prefix())),
        b'i' => Some(Cow::Borrowed(instance)),
        b'j' => Some(Cow::Borrowed(last())),
        b'P' => plain(own.prefix()),
        b'I' => plain(instance),
        b'J' => plain(last()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::systemd::Unit;

    /// The names in the first entry of a unit.
    fn names(unit: &str, value: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let text = format!("[Unit]\nAfter={value}\n").into_bytes();
        let id = sources.add(SourceFile::new(unit, text).unwrap());
        let unit = Unit::of_file(id, &sources);
        let entry = unit.entries(&sources).next().unwrap();
        listed_units(&entry, &unit.name).into_iter().map(|unit| unit.name).collect()
    }

    #[test]
    fn unit_name_specifiers_are_expanded_and_others_drop_the_name() {
        assert_eq!(
            names("a-b@c.service", "%n %N.timer %p.socket %j@%i.path"),
            ["a-b@c.service", "a-b@c.timer", "a-b.socket", "b@c.path"]
        );
        assert_eq!(names("a.service", "%H.service x%Z.service no-name ok.target"), ["ok.target"]);
    }

    #[test]
    fn only_lists_that_are_read_when_a_unit_is_enabled_may_be_quoted() {
        let mut sources = Sources::new();
        let text = "[Unit]\nAfter=\"a.target\" b.target\n[Install]\nWantedBy=\"a.target\" b.target\n";
        let id = sources.add(SourceFile::new("x.service", text.as_bytes().to_vec()).unwrap());
        let unit = Unit::of_file(id, &sources);
        let names = unit.entries(&sources).map(|entry| {
            let units = listed_units(&entry, &unit.name);
            units.into_iter().map(|unit| unit.name).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(names.collect::<Vec<_>>(), ["b.target", "a.target b.target"]);
    }

    #[test]
    fn a_template_means_an_instance_in_the_dependency_of_another_unit() {
        assert_eq!(names("a.service", "w@.service"), ["w@a.service"]);
        assert_eq!(names("a@1.service", "w@.service"), ["w@1.service"]);
        assert_eq!(names("a@.service", "w@.service w@%i.service"), ["w@.service", "w@.service"]);
    }
}
