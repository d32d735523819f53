//! Which lines of a unit are in effect once all of its files are read.
//!
//! The manager reads the unit's own file and then its drop-ins, line by line, as if they were one file
//! (`unit_load_fragment()` and `unit_load_dropin()`; `config_parse()`, `src/shared/conf-parser.c`). It skips sections
//! that a unit of this type does not have, and directives that the release does not know. Every other line goes to the
//! parser of its directive (`src/core/load-fragment.c`), which does one of four things:
//!
//! - It refuses the value with a warning: the line changes nothing, and what was set before stays.
//! - It replaces what was set before, which is what scalars do (`KillMode=`), or adds to it, which is what lists do.
//! - At an empty value it resets what was set before. Conditions, timers, addresses of sockets and watched paths are
//!   reset all together, whichever of their directives is empty ([`DirectiveRow::resets`]). Dependencies are never reset.
//! - It refuses to read on ([`read_entries`]).
//!
//! [`InEffect`] applies lines in this way, whichever a caller asks about: rules ask about single directives of a unit
//! ([`in_effect`]), `inspect --effective` and the translation of units that are not services about all of them. The lowering
//! of services is a case of its own: it must know the value of each line when it applies the next, since some parsers
//! depend on what another directive has set (`CPUSchedulingPriority=`), and reads most values only once. It shares
//! [`Acceptance`] and [`is_replaced`] with the others.

use crate::ir::SettingId;
use crate::source::{Sources, Span};
use crate::systemd::check::{self, Effect};
use crate::systemd::directives::{DirectiveRow, ListSemantics, Name, Section, Status};
use crate::systemd::parse::SyntaxError;
use crate::systemd::unit::{Unit, UnitEntry, UnitFile};
use crate::systemd::versions::Release;

/// What a release accepts of the value of a line.
#[derive(Debug, Default)]
pub(crate) struct Acceptance {
    /// Whether it ignores the line.
    pub(crate) is_ignored: bool,
    /// Whether it refuses the unit, or the rest of the drop-in.
    pub(crate) refuses_unit: bool,
    /// The words of the value that it ignores.
    pub(crate) refused_words: Vec<Span>,
}

impl Acceptance {
    /// What `release` accepts of a value of the directive of `row`.
    pub(crate) fn of(row: &DirectiveRow, text: &str, release: Release) -> Self {
        let mut accepted = Self::default();
        check::check(row, text, release, &mut |refused| match refused.effect {
            Effect::LineIgnored => accepted.is_ignored = true,
            Effect::UnitRefused => accepted.refuses_unit = true,
            Effect::WordIgnored => accepted.refused_words.push(refused.error.span),
            Effect::Kept => {}
        });
        accepted
    }

    /// Whether it accepts the line, or any word of it.
    const fn is_accepted(&self) -> bool {
        !self.is_ignored && !self.refuses_unit
    }
}

/// Whether a line with the directive of `row` and this value replaces or resets what the line `earlier` set; `is_same`: both
/// set the same thing. The line must be one that the release accepts.
pub(crate) fn is_replaced(earlier: &DirectiveRow, row: &DirectiveRow, text: &str, is_same: bool) -> bool {
    if text.is_empty() {
        row.resets(earlier, is_same)
    } else {
        is_same && row.list == ListSemantics::LastWins
    }
}

/// The lines that are in effect so far.
#[derive(Debug)]
pub(crate) struct InEffect<'u> {
    release: Release,
    /// In the order in which they apply.
    pub(crate) entries: Vec<UnitEntry<'u>>,
    /// The lines that were accepted, and then replaced or reset by a later one.
    pub(crate) replaced: Vec<SettingId>,
}

impl<'u> InEffect<'u> {
    /// Applies these lines, as far as the release reads them.
    pub(crate) fn of(entries: impl IntoIterator<Item = UnitEntry<'u>>, release: Release) -> Self {
        let mut in_effect = Self { release, entries: Vec::new(), replaced: Vec::new() };
        entries.into_iter().for_each(|entry| in_effect.apply(entry));
        in_effect
    }

    fn apply(&mut self, new: UnitEntry<'u>) {
        let Some((row, section)) =
            new.row.zip(new.section).filter(|(row, _)| row.is_effective_in(self.release))
        else {
            return;
        };
        let value = new.value();
        let Some(text) = value.text() else { return };
        if !text.is_empty() && !Acceptance::of(row, text, self.release).is_accepted() {
            return;
        }
        let target = target(row, section);
        let sets_same = |other: &UnitEntry<'_>| {
            other.row.zip(other.section).is_some_and(|(row, section)| self::target(row, section) == target)
        };
        let is_late = row.list == ListSemantics::FirstWins && self.entries.iter().any(sets_same);
        // A list may have thousands of lines.
        if text.is_empty() || row.list == ListSemantics::LastWins {
            let replaced = &mut self.replaced;
            self.entries.retain(|other| {
                let is_kept =
                    !other.row.is_some_and(|earlier| is_replaced(earlier, row, text, sets_same(other)));
                if !is_kept {
                    replaced.push(other.id);
                }
                is_kept
            });
        }
        if !text.is_empty() && !is_late {
            self.entries.push(new);
        }
    }
}

/// What a line sets: a section and a directive, under their current names.
fn target(row: &DirectiveRow, section: Section) -> (Section, Name) {
    match row.status {
        Status::AliasOf { section: moved, name, value: _, deprecated: _ } => (moved.unwrap_or(section), name),
        Status::Current | Status::Deprecated(_) | Status::RemovedIn(_) => (section, row.name),
    }
}

/// The entries of these directives of a section that are in effect, in order.
///
/// Lines after one at which systemd gives up are applied like any other: the mistake is reported there, and what follows
/// was meant.
pub(crate) fn in_effect<'u>(
    unit: &'u Unit,
    sources: &'u Sources,
    release: Release,
    section: Section,
    names: &[Name],
) -> Vec<UnitEntry<'u>> {
    let named = unit.entries_of(sources, names);
    let is_here = |entry: &UnitEntry<'_>| entry.section == Some(section);
    let shares_reset = |entry: &UnitEntry<'_>| entry.row.is_some_and(DirectiveRow::is_reset_by_others);
    if !named.iter().any(shares_reset) {
        return InEffect::of(named.into_iter().filter(is_here), release).entries;
    }
    // Other directives may reset them.
    let is_named = |entry: &UnitEntry<'_>| entry.row.is_some_and(|row| names.contains(&row.name));
    let applied =
        unit.entries(sources).filter(|entry| is_here(entry) && (is_named(entry) || shares_reset(entry)));
    let mut in_effect = InEffect::of(applied, release).entries;
    in_effect.retain(is_named);
    in_effect
}

/// Whether the last assignment of a directive is refused: the mistake is reported there, and what follows from it was
/// not meant.
pub(crate) fn last_is_refused(unit: &Unit, sources: &Sources, release: Release, name: Name) -> bool {
    unit.entries_backwards(sources, name).next().is_some_and(|entry| {
        let value = entry.value();
        let text = value.text().filter(|text| !text.is_empty());
        entry.row.zip(text).is_some_and(|(row, text)| {
            !row.is_effective_in(release) || !Acceptance::of(row, text, release).is_accepted()
        })
    })
}

/// The entries that systemd reads, in all files: those in sections that it reads in such a unit, up to the line at which it
/// stops reading the file. If that is the unit's own file it does not load the unit; if it is a drop-in it ignores the rest.
pub(crate) fn read_entries<'u>(
    unit: &'u Unit,
    sources: &'u Sources,
    release: Release,
) -> impl Iterator<Item = UnitEntry<'u>> {
    unit.files.iter().flat_map(move |file| {
        let end = end_of_reading(unit, file, sources, release);
        let entries = file.entries(sources.get(file.id)).filter(|entry| unit.reads(entry));
        entries.take_while(move |entry| entry.id.item < end)
    })
}

/// The item at which systemd stops reading a file of the unit, or the end of the file: its syntax or its value makes systemd
/// give up.
pub(crate) fn end_of_reading(unit: &Unit, file: &UnitFile, sources: &Sources, release: Release) -> u32 {
    let end = end_of_syntax(file);
    let mut read = file.entries(sources.get(file.id)).filter(|entry| unit.reads(entry));
    read.find(|entry| refuses_unit(entry, release)).map_or(end, |entry| end.min(entry.id.item))
}

/// Whether the value of an entry makes systemd give up.
fn refuses_unit(entry: &UnitEntry<'_>, release: Release) -> bool {
    let value = entry.value();
    entry.row.zip(value.text()).is_some_and(|(row, text)| Acceptance::of(row, text, release).refuses_unit)
}

/// The item at which the syntax of a file makes systemd give up, or the end of the file.
fn end_of_syntax(file: &UnitFile) -> u32 {
    let items = &file.tree.items;
    let fatal = items.iter().position(|item| SyntaxError::of(item).is_some_and(SyntaxError::is_fatal));
    fatal.unwrap_or(items.len()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile};
    use crate::systemd::Units;

    /// The values in effect in a socket.
    fn values(names: &[Name], text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let text = format!("[Socket]\n{text}\n").into_bytes();
        let id = sources.add(SourceFile::new("a.socket", text).unwrap());
        let unit = Unit::of_file(id, &sources);
        let in_effect = in_effect(&unit, &sources, Release(252), Section::Socket, names);
        in_effect.iter().map(|entry| entry.value().text().unwrap().to_owned()).collect()
    }

    #[test]
    fn the_last_valid_value_applies() {
        let accept = |text: &str| values(&[Name::Accept], text);
        assert_eq!(accept("Accept=yes\nAccept=no\nAccept=perhaps"), ["no"]);
        assert_eq!(accept("Accept=yes\nAccept="), ["yes"], "an empty boolean is an error");
        assert_eq!(values(&[Name::PAMName], "PAMName=a\nPAMName="), [""; 0]);
    }

    #[test]
    fn any_empty_address_resets_all_addresses() {
        let names = [Name::ListenStream, Name::ListenDatagram];
        assert_eq!(values(&names, "ListenStream=1\nListenDatagram=2"), ["1", "2"]);
        assert_eq!(values(&names, "ListenStream=1\nListenDatagram=\nListenStream=3"), ["3"]);
        assert_eq!(values(&names, "ListenStream=1\nListenFIFO=\nListenStream=3"), ["3"]);
        assert_eq!(values(&names, "ListenStream=1\nListenFIFO=/a"), ["1"]);
    }

    /// The effective settings of a unit with a drop-in, each as `Name=value`.
    fn merged(name: &str, text: &str, drop_in: &str) -> String {
        let files = Memory::new().with(format!("{name}.d/a.conf"), drop_in);
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &files);
        let entries = read_entries(&units.units[0], &sources, Release(252));
        let setting =
            |entry: &UnitEntry<'_>| format!("{}={}", entry.row.unwrap().name, entry.value().text().unwrap());
        InEffect::of(entries, Release(252)).entries.iter().map(setting).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_last_valid_scalar_wins() {
        let main = "[Service]\nRestart=no\nType=simple\n";
        assert_eq!(merged("a.service", main, "[Service]\nRestart=always\n"), "Type=simple Restart=always");
        assert_eq!(merged("a.service", main, "[Service]\nRestart=allways\n"), "Restart=no Type=simple");
        assert_eq!(merged("a.service", main, "[Service]\nRestart=\nType=\n"), "Restart=no Type=simple");
    }

    #[test]
    fn an_empty_assignment_resets_a_scalar_to_its_default() {
        let main = "[Service]\nKillMode=process\nWorkingDirectory=/srv\n";
        assert_eq!(merged("a.service", main, "[Service]\nKillMode=\nWorkingDirectory=\n"), "");
    }

    #[test]
    fn lists_accumulate_and_an_empty_assignment_resets_them() {
        let main = "[Service]\nExecStart=/bin/a\nEnvironment=A=1\n";
        let added = merged("a.service", main, "[Service]\nExecStart=/bin/b\nEnvironment=\n");
        assert_eq!(added, "ExecStart=/bin/a ExecStart=/bin/b");
        let reset = merged("a.service", main, "[Service]\nExecStart=\nExecStart=/bin/b\n");
        assert_eq!(reset, "Environment=A=1 ExecStart=/bin/b");
    }

    #[test]
    fn a_dependency_cannot_be_reset() {
        let merged = merged("a.service", "[Unit]\nAfter=b.service\n", "[Unit]\nAfter=\nAfter=c.service\n");
        assert_eq!(merged, "After=b.service After=c.service");
    }

    #[test]
    fn one_empty_condition_resets_all_conditions_and_no_assertion() {
        let main = "[Unit]\nConditionPathExists=/a\nConditionUser=root\nAssertPathExists=/b\n";
        assert_eq!(merged("a.service", main, "[Unit]\nConditionUser=\n"), "AssertPathExists=/b");
        let other = merged("a.service", main, "[Unit]\nAssertUser=\n");
        assert_eq!(other, "ConditionPathExists=/a ConditionUser=root");
    }

    #[test]
    fn one_empty_timer_socket_address_or_path_resets_all_of_them() {
        let timer = "[Timer]\nOnBootSec=1\nOnCalendar=daily\nPersistent=yes\n";
        assert_eq!(merged("a.timer", timer, "[Timer]\nOnActiveSec=\n"), "Persistent=yes");
        let socket = "[Socket]\nListenStream=80\nListenDatagram=81\nAccept=yes\n";
        assert_eq!(merged("a.socket", socket, "[Socket]\nListenFIFO=\n"), "Accept=yes");
        let path = "[Path]\nPathExists=/a\nPathChanged=/b\nMakeDirectory=yes\n";
        assert_eq!(merged("a.path", path, "[Path]\nPathModified=\n"), "MakeDirectory=yes");
    }

    #[test]
    fn the_first_unit_of_a_timer_wins() {
        let main = "[Timer]\nUnit=a.service\n";
        assert_eq!(merged("a.timer", main, "[Timer]\nUnit=b.service\n"), "Unit=a.service");
    }

    #[test]
    fn a_legacy_name_sets_the_current_directive() {
        let main = "[Service]\nStartLimitInterval=5\n";
        let merged = merged("a.service", main, "[Unit]\nStartLimitIntervalSec=6\n");
        assert_eq!(merged, "StartLimitIntervalSec=6");
    }

    #[test]
    fn unread_lines_do_not_count() {
        let main = "[Service]\nExecStrat=/bin/a\n[service]\nUser=a\n[Timer]\nOnBootSec=1\n[X-A]\nB=c\n";
        assert_eq!(merged("a.service", main, "[Service]\nX-Key=1\nExitType=cgroup\n"), "ExitType=cgroup");
        assert_eq!(merged("a.service", main, "[Service]\nRestartSteps=3\n"), "", "added in 254");
    }

    #[test]
    fn a_drop_in_is_abandoned_at_a_line_that_would_refuse_a_unit() {
        let main = "[Service]\nUser=a\n";
        assert_eq!(merged("a.service", main, "[Service]\nUser=b\n[Service] x\nUser=c\n"), "User=b");
        let fatal = "[Service]\nUMask=0022\nExecStart=bin/relative\nUser=c\n";
        assert_eq!(merged("a.service", main, fatal), "User=a UMask=0022");
    }

    #[test]
    fn a_line_that_others_replace_is_told_from_one_that_is_refused() {
        let mut sources = Sources::new();
        let text = "[Service]\nKillMode=none\nKillMode=nonsense\nKillMode=mixed\nNice=1\n";
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let unit = Unit::of_file(id, &sources);
        let InEffect { release: _, entries, replaced } = InEffect::of(unit.entries(&sources), Release(252));
        let values: Vec<_> = entries.iter().map(|entry| entry.value().text().unwrap().to_owned()).collect();
        assert_eq!((values.join(" ").as_str(), replaced.len()), ("mixed 1", 1));
        assert_eq!(unit.entry(replaced[0], &sources).unwrap().value().text(), Some("none"));
    }
}
