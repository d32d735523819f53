//! What a rule on units is handed.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;

use crate::diagnostic::Level;
use crate::ir::SettingId;
use crate::lint::Options;
use crate::lint::commands::unit_commands::Commands;
use crate::lint::facts::unit_references::UnitReferences;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::systemd::dependencies::listed_units;
use crate::systemd::directives::{self, Section as UnitSection};
use crate::systemd::facts::Facts;
use crate::systemd::fleet::{Fleet, Location};
use crate::systemd::in_effect;
use crate::systemd::unit::{Unit, UnitEntry, UnitFile};
use crate::systemd::versions::Release;

/// A unit and what is needed to ask for its settings: what [`UnitContext`] and [`UnitEntryContext`] share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitView<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The source files.
    pub sources: &'a Sources,
    /// The options of the run.
    pub options: &'a Options,
    /// What has been asked about the unit.
    pub memo: &'a UnitMemo,
}

/// What rules on single entries have asked about their unit: it may have thousands of entries, each of which asks again.
#[derive(Debug, Default)]
pub(crate) struct UnitMemo {
    in_effect: RefCell<Vec<KnownInEffect>>,
    facts: OnceCell<Facts>,
    /// Whether a value refers to a user by a specifier.
    pub(crate) has_user_specifiers: OnceCell<bool>,
    /// The variables in braces in commands that a shell reads.
    pub(crate) variables_in_scripts: OnceCell<BTreeSet<String>>,
}

/// The entries of a directive that are in effect.
#[derive(Debug)]
struct KnownInEffect {
    section: UnitSection,
    name: directives::Name,
    /// Sorted.
    entries: Vec<SettingId>,
}

/// An entry of a unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitEntryContext<'a> {
    /// Its unit.
    pub view: UnitView<'a>,
    /// The entry.
    pub entry: UnitEntry<'a>,
}

/// A unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitContext<'a> {
    /// The unit.
    pub view: UnitView<'a>,
    /// The facts about all of it that the loader checks.
    pub facts: &'a Facts,
    /// The commands of its exec lines that are in effect.
    pub(crate) commands: &'a Commands<'a>,
    /// The units that it names.
    pub(crate) references: &'a UnitReferences<'a>,
}

impl<'a> Deref for UnitEntryContext<'a> {
    type Target = UnitView<'a>;

    fn deref(&self) -> &UnitView<'a> {
        &self.view
    }
}

impl<'a> Deref for UnitContext<'a> {
    type Target = UnitView<'a>;

    fn deref(&self) -> &UnitView<'a> {
        &self.view
    }
}

/// All units of a run, after each of them was checked.
#[derive(Clone, Copy)]
pub(crate) struct UnitsContext<'a> {
    /// What they say about each other.
    pub fleet: &'a Fleet,
    /// Finds the file of a place.
    pub(in crate::lint) file_of: &'a dyn Fn(Location) -> Option<FileId>,
}

impl UnitsContext<'_> {
    /// Resolves a place to the file and span of a finding; `None` if its file is gone.
    #[must_use]
    pub(crate) fn resolve(&self, place: Location) -> Option<(FileId, Span)> {
        Some(((self.file_of)(place)?, place.span))
    }
}

impl fmt::Debug for UnitsContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnitsContext").field("fleet", self.fleet).finish_non_exhaustive()
    }
}

/// The level of a finding about a line that stops systemd from reading on, and what systemd does: it does not load the
/// unit if the line is in the unit's own file, and reads no further in a drop-in (`unit_load_dropin()` ignores the
/// error; run on 252).
pub(crate) const fn refusal(file: &UnitFile) -> (Level, &'static str) {
    if file.is_drop_in {
        (Level::Warning, "It reads no further in this drop-in.")
    } else {
        (Level::Error, "It does not load the unit.")
    }
}

impl<'a> UnitView<'a> {
    /// The release that must understand the unit.
    #[must_use]
    pub(crate) const fn release(&self) -> Release {
        self.options.systemd_version
    }

    /// Whether the loader gets to check the whole unit: a drop-in alone is only part of one, an empty file masks it,
    /// and the loader stops at a line of its file that it cannot read.
    #[must_use]
    pub(crate) fn is_whole(&self) -> bool {
        let main = self.unit.main();
        !main.is_drop_in && main.is_readable && !self.sources.get(main.id).bytes().is_empty()
    }

    /// The entries of these directives that are in effect: accepted by the loader, and neither overridden nor reset by
    /// a later one.
    pub(crate) fn in_effect(&self, section: UnitSection, names: &[directives::Name]) -> Vec<UnitEntry<'a>> {
        in_effect::in_effect(self.unit, self.sources, self.release(), section, names)
    }

    /// The last entry in effect: the one that counts, where a directive has a single value.
    pub(crate) fn last_in_effect(
        &self,
        section: UnitSection,
        name: directives::Name,
    ) -> Option<UnitEntry<'a>> {
        self.in_effect(section, &[name]).pop()
    }

    /// Whether the last assignment of a directive is refused; see [`in_effect::last_is_refused`].
    pub(crate) fn last_is_refused(&self, name: directives::Name) -> bool {
        in_effect::last_is_refused(self.unit, self.sources, self.release(), name)
    }

    /// Whether the last entry in effect has a text that passes the test.
    pub(crate) fn value_matches(
        &self,
        section: UnitSection,
        name: directives::Name,
        test: impl FnOnce(&str) -> bool,
    ) -> bool {
        self.last_in_effect(section, name).is_some_and(|entry| entry.value().text().is_some_and(test))
    }

    /// Whether a boolean directive is set to true.
    pub(crate) fn is_on(&self, section: UnitSection, name: directives::Name) -> bool {
        self.last_in_effect(section, name).is_some_and(|entry| entry.flag() == Some(true))
    }

    /// Whether a boolean directive is set to false.
    pub(crate) fn is_off(&self, section: UnitSection, name: directives::Name) -> bool {
        self.last_in_effect(section, name).is_some_and(|entry| entry.flag() == Some(false))
    }
}

impl UnitEntryContext<'_> {
    /// The level of a finding about an entry that stops systemd from reading on, and what systemd does; see `refusal`.
    #[must_use]
    pub(crate) fn refusal(&self) -> (Level, &'static str) {
        refusal(self.unit.file_of(&self.entry))
    }

    /// The facts about the whole unit that the loader checks.
    pub(crate) fn facts(&self) -> &Facts {
        self.memo.facts.get_or_init(|| Facts::of(self.unit, self.sources, self.release()))
    }

    /// Whether the entry is in effect.
    pub(crate) fn is_in_effect(&self) -> bool {
        let (Some(section), Some(row)) = (self.entry.section, self.entry.row) else { return false };
        if !self.unit.reads(&self.entry) {
            return false;
        }
        let name = row.name;
        let is_it = |known: &KnownInEffect| known.section == section && known.name == name;
        let mut known = self.memo.in_effect.borrow_mut();
        let at = known.iter().position(is_it).unwrap_or_else(|| {
            let mut entries: Vec<_> = self.in_effect(section, &[name]).iter().map(|entry| entry.id).collect();
            entries.sort_unstable();
            known.push(KnownInEffect { section, name, entries });
            known.len() - 1
        });
        known[at].entries.binary_search(&self.entry.id).is_ok()
    }
}

impl UnitContext<'_> {
    /// The unit's files with any of these permission bits, and their mode.
    pub(crate) fn files_with_mode(&self, bits: u32) -> impl Iterator<Item = (&SourceFile, FileId, u32)> {
        // The loader does not read an empty unit file: it is a mask.
        let is_read = |file: &&UnitFile| file.is_drop_in || !self.sources.get(file.id).bytes().is_empty();
        let files = self.unit.files.iter().filter(is_read).map(|file| (self.sources.get(file.id), file.id));
        files.filter_map(move |(source, id)| {
            Some((source, id, source.mode().filter(|mode| mode & bits != 0)?))
        })
    }

    /// The unit that a timer starts: the one in `Unit=`, else the service of the same name. `None` if that cannot be
    /// known.
    pub(crate) fn started_by_timer(&self) -> Option<String> {
        match self.last_in_effect(UnitSection::Timer, directives::Name::Unit) {
            Some(entry) => Some(listed_units(&entry, &self.unit.name).into_iter().next()?.name),
            None => Some(format!("{}.service", self.unit.stem())),
        }
    }

    /// The place of a section's header in the unit's file, or the start of the file if there is none.
    #[must_use]
    pub(crate) fn header(&self, section: UnitSection) -> (FileId, Span) {
        let main = self.unit.main();
        let bytes = self.sources.get(main.id).bytes();
        let mut headers = main.headers().map(|header| header.name);
        let header = headers.find(|name| name.slice(bytes) == section.as_str().as_bytes());
        (main.id, header.unwrap_or(Span::at(0)))
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::rules::systemd as rules;
    use crate::lint::testing::unit;

    #[test]
    fn overridden_values_are_not_flagged() {
        for (rule, wrong, later) in [
            (&rules::nofile_infinity::NOFILE_INFINITY, "LimitNOFILE=infinity", "LimitNOFILE=1024"),
            (&rules::oomscore_extreme::OOMSCORE_EXTREME, "OOMScoreAdjust=-1000", "OOMScoreAdjust=0"),
            (&rules::kill_mode_process::KILL_MODE_PROCESS, "KillMode=process", "KillMode=mixed"),
            (&rules::kill_mode_none::KILL_MODE_NONE, "KillMode=none", "KillMode=mixed"),
            (&rules::umask_world_writable::UMASK_WORLD_WRITABLE, "UMask=0000", "UMask=0022"),
            (&rules::privileged_exec_prefix::PRIVILEGED_EXEC_PREFIX, "ExecStart=+/a", "ExecStart="),
            (&rules::user_nobody::USER_NOBODY, "User=nobody", "User=app"),
            (
                &rules::stdout_file_not_rotated::STDOUT_FILE_NOT_ROTATED,
                "StandardOutput=append:/a",
                "StandardOutput=journal",
            ),
            (&rules::sleep_in_execstartpre::SLEEP_IN_EXECSTARTPRE, "ExecStartPre=sleep 1", "ExecStartPre="),
            (
                &rules::environment_file_is_script::ENVIRONMENT_FILE_IS_SCRIPT,
                "EnvironmentFile=/etc/profile",
                "EnvironmentFile=",
            ),
        ] {
            let count = |lines: &str| unit(rule, &format!("[Service]\nExecStart=/b\n{lines}\n")).len();
            assert_eq!((count(wrong), count(&format!("{wrong}\n{later}"))), (1, 0), "{wrong}");
        }
    }
}
