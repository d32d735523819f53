//! What a rule is handed.

use super::programs::{Program, Programs};
use super::relations::Ties;
use super::unit_commands::Commands;
use super::{Options, unit_settings};
use crate::diagnostic::Level;
use crate::ir::{Items, Service, SettingId, Sources as From};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::supervisord::config::{Config, Entry, Section, Settings};
use crate::supervisord::expansion::{self, Value};
use crate::supervisord::lower::Lowering;
use crate::supervisord::options::{self, Expansions, Name, SectionKind};
use crate::supervisord::python;
use crate::systemd::directives::{self, Section as UnitSection};
use crate::systemd::facts::Facts;
use crate::systemd::fleet::{Fleet, Place};
use crate::systemd::unit::{Unit, UnitEntry, UnitFile};
use crate::systemd::versions::Release;

/// An entry of a supervisord section.
#[derive(Clone, Copy, Debug)]
pub struct EntryContext<'a> {
    /// The whole.
    pub config: &'a Config,
    /// The files.
    pub sources: &'a Sources,
    /// What was asked for.
    pub options: &'a Options,
    /// Its section.
    pub section: &'a Section,
    /// The entry.
    pub entry: Entry<'a>,
    /// The earlier setting of the same option, of this section or of `[DEFAULT]`.
    pub replaces: Option<SettingId>,
    /// What expansions stand for.
    pub lowering: &'a Lowering<'a>,
    /// What holds in the section; none while it is still being read.
    pub settings: Option<&'a Settings>,
}

/// A supervisord section with all that is set in it.
#[derive(Clone, Copy, Debug)]
pub struct SectionContext<'a> {
    /// The whole.
    pub config: &'a Config,
    /// The files.
    pub sources: &'a Sources,
    /// What was asked for.
    pub options: &'a Options,
    /// The section.
    pub section: &'a Section,
    /// What holds in it: of each option the setting that counts, `[DEFAULT]` included.
    pub settings: &'a Settings,
    /// What expansions stand for.
    pub lowering: &'a Lowering<'a>,
}

/// A supervisord configuration.
#[derive(Clone, Copy, Debug)]
pub struct ConfigContext<'a> {
    /// The whole.
    pub config: &'a Config,
    /// The files.
    pub sources: &'a Sources,
    /// What was asked for.
    pub options: &'a Options,
    /// What expansions stand for.
    pub lowering: &'a Lowering<'a>,
    /// Its programs.
    pub programs: &'a Programs<'a>,
}

/// An entry of a unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitEntryContext<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The files.
    pub sources: &'a Sources,
    /// What was asked for.
    pub options: &'a Options,
    /// The entry.
    pub entry: UnitEntry<'a>,
}

/// A unit.
#[derive(Clone, Copy, Debug)]
pub struct UnitContext<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// What the loader asks of the whole of it.
    pub facts: &'a Facts,
    /// The commands of its exec lines that hold.
    pub(crate) commands: &'a Commands<'a>,
    /// The units that it names.
    pub(crate) ties: &'a Ties<'a>,
    /// The files.
    pub sources: &'a Sources,
    /// What was asked for.
    pub options: &'a Options,
}

/// All units of a run, when each of them was looked at.
#[derive(Clone, Copy)]
pub struct UnitsContext<'a> {
    /// What they say of each other.
    pub fleet: &'a Fleet,
    /// What was asked for.
    pub options: &'a Options,
    /// Finds the file of a place again.
    pub(super) files: &'a dyn Fn(Place) -> Option<FileId>,
}

/// Which manager a service of the model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    /// supervisord.
    Supervisord,
    /// systemd.
    Systemd,
}

/// A service of the shared model.
#[derive(Clone, Copy, Debug)]
pub struct ServiceContext<'a> {
    /// The service.
    pub service: &'a Service<'a>,
    /// Whose it is: for the words of a message, not for what is checked.
    pub manager: Manager,
    /// The files.
    pub sources: &'a Sources,
    /// The trees' items behind settings.
    pub items: &'a dyn Items,
    /// Its unit, if it is systemd's: for the settings that the model does not hold.
    pub unit: Option<&'a Unit>,
    /// Whether all that makes the service was read: not for a drop-in that is looked at alone.
    pub whole: bool,
    /// What was asked for.
    pub options: &'a Options,
}

impl UnitsContext<'_> {
    /// A place as a finding has it; none if its file is not there any more.
    #[must_use]
    pub fn open(&self, place: Place) -> Option<(FileId, Span)> {
        Some(((self.files)(place)?, place.span))
    }
}

impl std::fmt::Debug for UnitsContext<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UnitsContext").field("fleet", self.fleet).finish_non_exhaustive()
    }
}

impl UnitEntryContext<'_> {
    /// How bad it is when systemd cannot go on behind the entry, and what it does: it does not load a unit for a line of its file,
    /// and reads no further in a drop-in (`unit_load_dropin()` passes over the error; run on 252).
    #[must_use]
    pub fn refusal(&self) -> (Level, &'static str) {
        match self.unit.file_of(&self.entry).is_drop_in {
            true => (Level::Warning, "It reads no further in this drop-in."),
            false => (Level::Error, "It does not load the unit."),
        }
    }

    /// The release that must understand the unit.
    #[must_use]
    pub const fn release(&self) -> Release {
        Release(self.options.systemd_version)
    }
}

impl<'a> UnitEntryContext<'a> {
    /// Whether the loader gets to look at the whole unit; see [`UnitContext::is_whole`].
    #[must_use]
    pub fn is_whole(&self) -> bool {
        is_whole(self.unit, self.sources)
    }

    /// The entries of these directives that hold: taken by the loader, and taken back by none that follows.
    pub(crate) fn held(&self, section: UnitSection, names: &[directives::Name]) -> Vec<UnitEntry<'a>> {
        unit_settings::held(self.unit, self.sources, self.release(), section, names)
    }

    /// Whether the entry is one that holds.
    pub(crate) fn is_held(&self) -> bool {
        let (Some(section), Some(row)) = (self.entry.section, self.entry.row) else { return false };
        self.unit.reads(&self.entry)
            && self.held(section, &[row.name]).iter().any(|entry| entry.id == self.entry.id)
    }
}

impl UnitContext<'_> {
    /// The release that must understand the unit.
    #[must_use]
    pub const fn release(&self) -> Release {
        Release(self.options.systemd_version)
    }

    /// Whether the loader gets to look at the whole unit: a drop-in alone is a part of one, an empty file masks it, and a
    /// line of its file that it cannot read makes it stop there.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        is_whole(self.unit, self.sources)
    }

    /// The entries of these directives that hold; see [`UnitEntryContext::held`].
    pub(crate) fn held(&self, section: UnitSection, names: &[directives::Name]) -> Vec<UnitEntry<'_>> {
        unit_settings::held(self.unit, self.sources, self.release(), section, names)
    }

    /// The unit's files that have one of these permission bits, with their mode.
    pub(crate) fn files_with_mode(&self, bits: u32) -> impl Iterator<Item = (&SourceFile, FileId, u32)> {
        // The loader does not read a unit's file that is empty: it is a mask.
        let is_read = |file: &&UnitFile| file.is_drop_in || !self.sources.get(file.id).bytes().is_empty();
        let files = self.unit.files.iter().filter(is_read).map(|file| (self.sources.get(file.id), file.id));
        files.filter_map(move |(source, id)| {
            Some((source, id, source.mode().filter(|mode| mode & bits != 0)?))
        })
    }

    /// The place of a section's header in the unit's file; the start of the file without one.
    #[must_use]
    pub fn header(&self, section: &str) -> (FileId, Span) {
        let main = self.unit.main();
        let bytes = self.sources.get(main.id).bytes();
        let mut headers = main.headers().map(|header| header.name);
        let header = headers.find(|name| name.slice(bytes) == section.as_bytes());
        (main.id, header.unwrap_or(Span::at(0)))
    }
}

impl<'a> ConfigContext<'a> {
    /// The entry that sets an option of a program.
    #[must_use]
    pub fn entry(&self, program: &Program<'_>, name: Name) -> Option<Entry<'a>> {
        program.get(name).map(|id| self.config.entry(id, self.sources))
    }
}

fn is_whole(unit: &Unit, sources: &Sources) -> bool {
    let main = unit.main();
    !main.is_drop_in && main.is_readable && !sources.get(main.id).bytes().is_empty()
}

impl ServiceContext<'_> {
    /// The place of the value of the setting that decided a leaf last; the service's header where the leaf is a
    /// default.
    #[must_use]
    pub fn place_of(&self, from: &From) -> (FileId, Span) {
        from.last().map_or(self.service.place, |id| (id.file, self.items.setting(id).1))
    }

    /// The last setting of this name among those that decided a leaf.
    #[must_use]
    pub fn named(&self, from: &From, name: &[u8]) -> Option<SettingId> {
        from.iter()
            .filter(|id| self.items.setting(*id).0.slice(self.sources.get(id.file).bytes()) == name)
            .last()
    }
}

/// What supervisord adds to a message about a section of programs; the file is the one where the section stands first.
pub(crate) fn in_section(config: &Config, section: &Section, sources: &Sources) -> String {
    let (name, file, _) = config.name_of(section, sources);
    let name = python::repr(&String::from_utf8_lossy(name));
    format!(" in section {name} (file: {})", python::repr(sources.get(file).name()))
}

impl<'a> EntryContext<'a> {
    /// Its section with all that is set in it; none while it is still being read.
    #[must_use]
    pub fn whole(&self) -> Option<SectionContext<'a>> {
        let Self { config, sources, options, section, lowering, settings, entry: _, replaces: _ } = *self;
        settings.map(|settings| SectionContext { config, sources, options, section, settings, lowering })
    }
}

impl<'a> SectionContext<'a> {
    /// The kind of section.
    #[must_use]
    pub fn kind(&self) -> Option<SectionKind> {
        self.section.kind
    }

    /// The place of the header's name.
    #[must_use]
    pub fn header(&self) -> (FileId, Span) {
        let (_, file, span) = self.config.name_of(self.section, self.sources);
        (file, span)
    }

    /// The header as it is written, between the brackets.
    #[must_use]
    pub fn header_text(&self) -> &'a str {
        std::str::from_utf8(self.config.name_of(self.section, self.sources).0).unwrap_or_default()
    }

    /// The entry that sets an option.
    #[must_use]
    pub fn entry(&self, name: Name) -> Option<Entry<'a>> {
        self.settings.get(name).map(|id| self.config.entry(id, self.sources))
    }

    /// The value of an option, if it is written and is text.
    #[must_use]
    pub fn value(&self, name: Name) -> Option<String> {
        self.entry(name)?.value().text().map(str::to_owned)
    }

    /// The value of an option as its reader gets it, if all that it is expanded with is known.
    #[must_use]
    pub fn known(&self, name: Name) -> Option<String> {
        self.known_part(name, self.entry(name)?.value().text()?)
    }

    /// A part of the value of an option, in the same way.
    #[must_use]
    pub fn known_part(&self, name: Name, text: &str) -> Option<String> {
        let entry = self.entry(name)?;
        if !expansion::is_needed(text) {
            return Some(text.to_owned());
        }
        let row = options::row(self.section.kind?, name)?;
        let own = row.expansions.contains(Expansions::OWN_ENVIRONMENT).then_some(self.settings);
        let variables: Vec<(&str, String)> = expansion::variables(text)
            .filter_map(|name| Some((name, self.lowering.variable(name, self.section, own)?)))
            .collect();
        let program = String::from_utf8_lossy(self.config.member_name(self.section, self.sources));
        let expanded = expansion::expand(text, |name| match name {
            "here" => Some(Value::Str(&self.config.file(entry.id.file).here)),
            "program_name" => Some(Value::Str(&program)),
            _ => {
                let name = name.strip_prefix("ENV_")?;
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| Value::Str(value))
            }
        });
        expanded.ok().map(std::borrow::Cow::into_owned)
    }

    /// What supervisord adds to a message about a section of programs: ` in section 'program:a' (file: 'a.conf')`.
    #[must_use]
    pub fn in_section(&self) -> String {
        in_section(self.config, self.section, self.sources)
    }

    /// Whether an entry stands in the section itself, not in `[DEFAULT]`.
    #[must_use]
    pub fn is_own(&self, entry: &Entry<'_>) -> bool {
        self.section.parts().any(|part| {
            self.config.files[part.file as usize].id == entry.id.file
                && (part.header..part.end).contains(&entry.id.item)
        })
    }

    /// Where a line can be put in at the end of the section: the offset behind its last entry or header, and what must
    /// stand in front of the new line (a line end, if the file lacks one).
    #[must_use]
    pub fn end_of_section(&self) -> (FileId, u32, &'static str) {
        let part = self.section.first();
        let file = &self.config.files[part.file as usize];
        let items = &file.tree.items[part.header as usize..part.end as usize];
        let is_text =
            |kind| !matches!(kind, crate::syntax::ItemKind::Blank | crate::syntax::ItemKind::Comment);
        let end = items.iter().rfind(|item| is_text(item.kind)).map_or(0, |item| item.end);
        let bytes = self.sources.get(file.id).bytes();
        let ended = bytes[..end as usize].ends_with(b"\n");
        (file.id, end, if ended { "" } else { "\n" })
    }
}
