//! The table of directives: every section and directive that systemd knows, with its value kind and its first
//! release.
//!
//! The data is in `grammar/systemd/directives.tsv` and `enums.tsv`; `generated.rs` is generated from them, and a
//! test keeps the two in sync. A name is looked up by a generated tree of matches, which inspects its length and as
//! few bytes as distinguish the names of that length; one comparison then confirms the guess.

mod enumeration;
#[rustfmt::skip]
mod generated;
mod kind;
mod row;
mod section;

use std::fmt;

pub use enumeration::{Also, EnumValue, Enumeration};
pub use generated::Name;
pub use kind::{DeviceValue, RlimitUnit, ShortTime, TimeUnit, ValueKind};
pub use row::{DirectiveRow, EmptyAssignment, Family, Fatal, ListSemantics, Replacement, Specifiers, Status};
pub use section::{Section, SectionSet};

use super::versions::Release;

impl Name {
    /// The number of names.
    pub(crate) const COUNT: usize = generated::NAMES.len();

    /// The name, as written in unit files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        generated::NAMES.get(self as usize)
    }

    /// The directive of this name, in whatever section; case-sensitive, as in systemd.
    #[must_use]
    pub fn of(name: &[u8]) -> Option<Self> {
        generated::guess(name).filter(|guess| generated::NAMES.bytes(*guess as usize) == name)
    }

    /// Every name, sorted.
    pub fn all() -> impl Iterator<Item = Self> {
        generated::ALL.iter().copied()
    }

    fn rows(self) -> &'static [DirectiveRow] {
        let first = |at: usize| generated::FIRST_ROW.get(at).map_or(0, |row| usize::from(*row));
        generated::ROWS.get(first(self as usize)..first(self as usize + 1)).unwrap_or_default()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The row of the directive `name` in `section`.
///
/// Names and sections that start with `X-` are not in the table and should be skipped: see [`is_extension`].
#[must_use]
pub fn lookup(section: Section, name: &[u8]) -> Option<&'static DirectiveRow> {
    row(section, Name::of(name)?)
}

/// The row of a directive in a section.
#[must_use]
pub fn row(section: Section, name: Name) -> Option<&'static DirectiveRow> {
    name.rows().iter().find(|row| row.sections.contains(section))
}

/// The row of a directive in a unit that has these sections, as far as `release` knows it, and its section there.
///
/// If a directive moved from the unit's own section to `[Unit]` (229: `StartLimitBurst=`), a release that knows both
/// places has it in `[Unit]`.
#[must_use]
pub fn row_in(
    sections: SectionSet,
    name: Name,
    release: Release,
) -> Option<(Section, &'static DirectiveRow)> {
    // Most names have one row: a loop costs a third of a chain of iterators here.
    let mut found: Option<(Section, &'static DirectiveRow)> = None;
    for row in name.rows() {
        if let Some(section) = row.sections.intersection(sections).first()
            && row.is_known_to(release)
            && found.is_none_or(|(other, _)| section < other)
        {
            found = Some((section, row));
        }
    }
    found
}

/// The sections that have a directive of this name: to suggest one if the directive is in the wrong section.
#[must_use]
pub fn sections_with(name: Name) -> SectionSet {
    name.rows().iter().fold(SectionSet::EMPTY, |all, row| all.union(row.sections))
}

/// The directives of a section, sorted by name.
pub fn directives_of(section: Section) -> impl Iterator<Item = &'static DirectiveRow> {
    generated::ROWS.iter().filter(move |row| row.sections.contains(section))
}

/// Whether a section or a directive is meant for other programs, so that the loader silently skips it
/// (systemd.unit(5), "X-").
#[must_use]
pub fn is_extension(name: &[u8]) -> bool {
    name.starts_with(b"X-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systemd::kinds::unit_name::UnitType;

    #[test]
    fn only_exact_names_are_found() {
        for name in Name::all() {
            let text = name.as_str();
            assert_eq!(Name::of(text.as_bytes()), Some(name));
            assert_eq!(
                Name::of(text.to_ascii_lowercase().as_bytes()),
                None,
                "names are case-sensitive: {text}"
            );
            assert_eq!(Name::of(format!("{text}x").as_bytes()), None);
            assert_eq!(
                Name::of(&text.as_bytes()[1..]).map(Name::as_str),
                text.get(1..).filter(|rest| Name::all().any(|name| name.as_str() == *rest))
            );
        }
        assert_eq!(Name::of(b""), None);
    }

    #[test]
    fn every_row_is_found_by_its_section_and_name() {
        let mut rows = 0;
        for section in Section::ALL {
            for row in directives_of(section) {
                assert_eq!(lookup(section, row.name.as_str().as_bytes()), Some(row));
                assert!(sections_with(row.name).contains(section));
                rows += 1;
            }
        }
        assert!(rows > 1400, "{rows}");
    }

    #[test]
    fn a_directive_in_the_wrong_section_is_known_elsewhere() {
        assert_eq!(lookup(Section::Unit, b"ExecStart"), None);
        assert_eq!(sections_with(Name::ExecStart), SectionSet::of(&[Section::Service]));
    }

    #[test]
    fn the_same_name_may_have_another_kind_in_another_section() {
        let service = lookup(Section::Service, b"Type").expect("known");
        let mount = lookup(Section::Mount, b"Type").expect("known");
        assert!(matches!(service.kind, ValueKind::Enum(_)));
        assert_eq!(mount.kind, ValueKind::String);
    }

    #[test]
    fn start_limit_interval_moved_and_was_renamed() {
        let row = lookup(Section::Service, b"StartLimitInterval").expect("known");
        assert_eq!(
            row.status,
            Status::AliasOf {
                section: Some(Section::Unit),
                name: Name::StartLimitIntervalSec,
                value: None,
                deprecated: false
            }
        );
        assert_eq!(
            lookup(Section::Service, b"StartLimitIntervalSec"),
            None,
            "the new name is not read there"
        );
    }

    #[test]
    fn a_directive_that_moved_is_written_where_a_release_reads_it() {
        let service = SectionSet::of_unit_type(UnitType::Service);
        let section = |name, release| row_in(service, name, Release(release)).map(|(section, _)| section);
        for name in
            [Name::StartLimitInterval, Name::StartLimitBurst, Name::StartLimitAction, Name::RebootArgument]
        {
            assert_eq!(section(name, 228), Some(Section::Service), "{name}");
            assert_eq!(section(name, 229), Some(Section::Unit), "{name}");
        }
        assert_eq!(section(Name::StartLimitIntervalSec, 229), None);
        assert_eq!(section(Name::StartLimitIntervalSec, 230), Some(Section::Unit));
        assert_eq!(section(Name::User, 219), Some(Section::Service));
        assert_eq!(section(Name::ListenStream, 260), None, "no service has it");
    }

    #[test]
    fn names_with_an_x_prefix_are_extensions() {
        assert!(is_extension(b"X-Flatpak") && !is_extension(b"x-flatpak"));
    }
}
