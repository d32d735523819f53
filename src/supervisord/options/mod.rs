//! The table of options: every section and option that supervisord reads, with its kind of value and its default.
//!
//! The data is in `grammar/supervisord/options.tsv` and `plugins.tsv`; `generated.rs` is generated from them, and a
//! test ensures that it is up to date. A name is looked up by a generated tree of matches on its length and on as few
//! bytes as distinguish the names of that length; one comparison confirms the result.

#[rustfmt::skip]
mod generated;
mod name_set;
mod row;
mod section;

use std::fmt;

pub use generated::Name;
pub use name_set::NameSet;
pub use row::{Expansions, OptionId, OptionKind, OptionRow, PluginOption};
pub use section::SectionKind;

/// The options whose value is or contains a path.
pub(crate) const PATHS: NameSet = NameSet::of(&[
    Name::Directory,
    Name::StdoutLogfile,
    Name::StderrLogfile,
    Name::Logfile,
    Name::Pidfile,
    Name::Childlogdir,
    Name::Files,
    Name::File,
    Name::Serverurl,
    Name::Socket,
    Name::HistoryFile,
]);

impl Name {
    /// The number of names.
    pub(crate) const COUNT: usize = generated::NAMES.len();

    /// The name with this number.
    pub(crate) fn at(number: usize) -> Option<Self> {
        generated::ALL.get(number).copied()
    }

    /// The name in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        generated::NAMES.get(self as usize)
    }

    /// The option with this name, ignoring case, in any section.
    ///
    /// supervisord converts names to lower case (`optionxform` is Python's `str.lower`). The only letter beyond ASCII
    /// that matters is U+212A, whose lower case is `k`; it is not supported here.
    #[must_use]
    pub fn of(name: &[u8]) -> Option<Self> {
        let guess = generated::guess(name)?;
        let known = generated::NAMES.bytes(guess as usize);
        // Fast path: nearly all names are in lower case.
        (name == known || name.eq_ignore_ascii_case(known)).then_some(guess)
    }

    /// Every name, sorted.
    pub fn all() -> impl Iterator<Item = Self> {
        generated::ALL.iter().copied()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The option of a section with this name, ignoring case.
#[must_use]
pub fn lookup(section: SectionKind, name: &[u8]) -> Option<&'static OptionRow> {
    row(section, Name::of(name)?)
}

/// The row of an option in a section; `None` if the section does not have it.
#[must_use]
pub fn row(section: SectionKind, name: Name) -> Option<&'static OptionRow> {
    let id = generated::INDEX.get(section as usize)?.get(name as usize)?.checked_sub(1)?;
    generated::ROWS.get(usize::from(id))
}

/// The options of a section, in the table's order.
#[must_use]
pub fn options_of(section: SectionKind) -> &'static [OptionRow] {
    let of_section = |row: &OptionRow| row.section == section;
    let start = generated::ROWS.iter().position(of_section).unwrap_or(0);
    let end = generated::ROWS.iter().rposition(of_section).map_or(start, |last| last + 1);
    generated::ROWS.get(start..end).unwrap_or_default()
}

/// The kinds of section that have an option with this name, for a name in the wrong section.
pub fn sections_with(name: Name) -> impl Iterator<Item = SectionKind> {
    SectionKind::ALL.into_iter().filter(move |section| row(*section, name).is_some())
}

/// The option that a known third-party plugin reads from such a section, ignoring case.
#[must_use]
pub fn plugin_option(section: SectionKind, name: &[u8]) -> Option<&'static PluginOption> {
    generated::PLUGINS.iter().find(|option| {
        option.name.as_bytes().eq_ignore_ascii_case(name)
            && SectionKind::of(option.section.as_bytes()).is_some_and(|(kind, _)| kind == section)
    })
}

/// The known plugin that reads a section which supervisord itself does not.
#[must_use]
pub fn plugin_of_section(header: &[u8]) -> Option<&'static str> {
    generated::PLUGINS
        .iter()
        .find(|option| option.name.is_empty() && option.section.as_bytes() == header)
        .map(|option| option.plugin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_case_insensitively_and_only_exactly() {
        for name in Name::all() {
            let text = name.as_str();
            assert_eq!(Name::of(text.as_bytes()), Some(name));
            assert_eq!(Name::of(text.to_ascii_uppercase().as_bytes()), Some(name));
            assert_eq!(Name::of(format!("{text}x").as_bytes()), None);
        }
        assert_eq!(Name::of(b""), None);
        assert_eq!(Name::of("commandé".as_bytes()), None);
    }

    #[test]
    fn every_row_is_found_by_its_section_and_name() {
        let mut ids = Vec::new();
        for section in SectionKind::ALL {
            for row in options_of(section) {
                assert_eq!(lookup(section, row.name.as_str().as_bytes()), Some(row));
                ids.push(usize::from(row.id().0));
            }
        }
        ids.sort_unstable();
        assert!(ids.iter().copied().eq(0..ids.len()), "the ids are dense");
    }

    #[test]
    fn an_option_in_the_wrong_section_is_known_elsewhere() {
        let kinds: Vec<_> = sections_with(Name::Pidfile).collect();
        assert_eq!(kinds, [SectionKind::Supervisord]);
        assert_eq!(lookup(SectionKind::Program, b"pidfile"), None);
        assert!(lookup(SectionKind::Program, b"Command").is_some_and(|row| row.name == Name::Command));
    }

    #[test]
    fn an_eventlistener_starts_before_everything_else() {
        let default = |section| row(section, Name::Priority).map(OptionRow::default);
        assert_eq!(default(SectionKind::Program), Some("999"));
        assert_eq!(default(SectionKind::EventListener), Some("-1"));
    }

    #[test]
    fn process_num_is_available_in_command_but_not_in_user() {
        let expansions = |name| row(SectionKind::Program, name).map(|row| row.expansions).expect("a row");
        assert!(expansions(Name::Command).contains(Expansions::PROCESS_NUM));
        assert!(!expansions(Name::User).contains(Expansions::PROCESS_NUM));
        assert!(!expansions(Name::Priority).contains(Expansions::PROGRAM_NAME));
    }

    #[test]
    fn options_of_plugins_are_foreign_but_known() {
        let option = plugin_option(SectionKind::Program, b"dependent_startup").expect("known");
        assert_eq!(option.plugin, "supervisord-dependent-startup");
        assert!(plugin_option(SectionKind::Supervisord, b"dependent_startup").is_none());
        assert!(plugin_of_section(b"supvisors").is_some() && plugin_of_section(b"listener").is_none());
    }
}
