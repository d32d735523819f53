//! The commands of a service's exec lines that are in effect, parsed once for all rules.

use std::cell::OnceCell;

use super::exec_lines::SERVICE_EXEC_DIRECTIVES;
use crate::source::{FileId, MappedText, Sources, Span};
use crate::systemd::directives::{Name, Section};
use crate::systemd::in_effect::in_effect;
use crate::systemd::kinds::exec::{self, ExecCommand};
use crate::systemd::kinds::words::Word;
use crate::systemd::unit::{Unit, UnitEntry};
use crate::systemd::versions::Release;

/// An exec line that is in effect.
#[derive(Debug)]
pub(crate) struct ExecEntry<'u> {
    entry: UnitEntry<'u>,
    value: MappedText<'u>,
}

/// The exec lines of a service that are in effect; collected when the first rule asks.
#[derive(Debug)]
pub(crate) struct ExecEntries<'u> {
    unit: &'u Unit,
    sources: &'u Sources,
    release: Release,
    in_effect: OnceCell<Vec<ExecEntry<'u>>>,
}

impl<'u> ExecEntries<'u> {
    pub(crate) fn new(unit: &'u Unit, sources: &'u Sources, release: Release) -> Self {
        Self { unit, sources, release, in_effect: OnceCell::new() }
    }

    fn all(&self) -> &[ExecEntry<'u>] {
        self.in_effect.get_or_init(|| {
            let in_effect =
                in_effect(self.unit, self.sources, self.release, Section::Service, SERVICE_EXEC_DIRECTIVES);
            in_effect.into_iter().map(|entry| ExecEntry { entry, value: entry.value() }).collect()
        })
    }
}

/// The commands of a service's exec lines; parsed when the first rule asks.
#[derive(Debug)]
pub(crate) struct Commands<'l> {
    entries: &'l ExecEntries<'l>,
    written: &'l [&'l [u8]],
    parsed: OnceCell<Vec<(&'l ExecEntry<'l>, Vec<ExecCommand<'l>>)>>,
}

impl<'l> Commands<'l> {
    /// The commands of the exec lines in effect; `written` has all exec lines of the unit.
    pub(crate) fn new(entries: &'l ExecEntries<'l>, written: &'l [&'l [u8]]) -> Self {
        Self { entries, written, parsed: OnceCell::new() }
    }

    /// Whether any exec line of the unit, as written, could concern a rule, whether it is in effect or not. Parsing the
    /// lines is expensive, and most concern none.
    pub(crate) fn any_written(&self, may_concern: impl Fn(&[u8]) -> bool) -> bool {
        self.written.iter().any(|line| may_concern(line))
    }

    /// The commands of these directives that are in effect.
    pub(crate) fn for_directives<'c>(&'c self, names: &'c [Name]) -> impl Iterator<Item = UnitCommand<'c>> {
        let lines = self.all().iter();
        let lines = lines.filter(|(line, _)| line.entry.row.is_some_and(|row| names.contains(&row.name)));
        lines.flat_map(|(line, commands)| {
            commands.iter().map(|command| UnitCommand { entry: &line.entry, value: &line.value, command })
        })
    }

    /// The lines with their commands.
    fn all(&self) -> &[(&'l ExecEntry<'l>, Vec<ExecCommand<'l>>)] {
        self.parsed.get_or_init(|| {
            let commands = |line: &'l ExecEntry<'l>| {
                exec::parse(line.value.text().unwrap_or_default(), self.entries.release).commands
            };
            self.entries.all().iter().map(|line| (line, commands(line))).collect()
        })
    }
}

/// A command and its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitCommand<'a> {
    pub(crate) entry: &'a UnitEntry<'a>,
    /// The line, which the spans of the command's words refer to.
    pub(crate) value: &'a MappedText<'a>,
    pub(crate) command: &'a ExecCommand<'a>,
}

impl UnitCommand<'_> {
    /// The place of one of its words.
    pub(crate) fn place(&self, word: &Word<'_>) -> (FileId, Span) {
        (self.entry.id.file, self.value.span(word.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;
    use crate::source::SourceFile;
    use crate::systemd::Units;

    #[test]
    fn reset_commands_are_skipped() {
        let text = "[Service]\nExecStart=/a b\nExecStart=\nExecStart=/opt/c ; /opt/d\nExecStop=/e\n";
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let entries = ExecEntries::new(&units.units[0], &sources, Release::NEWEST);
        let commands = Commands::new(&entries, &[]);
        let programs = |names| -> Vec<&[u8]> {
            commands.for_directives(names).map(|one| one.command.program_name()).collect()
        };
        assert_eq!(programs(&[Name::ExecStart]), [b"c", b"d"]);
        assert_eq!(programs(SERVICE_EXEC_DIRECTIVES), [b"c", b"d", b"e"]);
    }
}
