//! The commands of a service's exec lines that hold, taken apart once for all rules.

use std::cell::OnceCell;

use super::exec_lines::OF_SERVICE;
use crate::lint::{UnitContext, unit_settings};
use crate::source::{Logical, Sources};
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::exec::{self, ExecCommand};
use crate::systemd::unit::{Unit, UnitEntry};
use crate::systemd::versions::Release;

/// An exec line that holds.
#[derive(Debug)]
pub(crate) struct ExecEntry<'u> {
    entry: UnitEntry<'u>,
    value: Logical<'u>,
}

/// The exec lines of a service that hold: looked for when the first rule asks.
#[derive(Debug)]
pub(crate) struct ExecEntries<'u> {
    unit: &'u Unit,
    sources: &'u Sources,
    release: Release,
    held: OnceCell<Vec<ExecEntry<'u>>>,
}

impl<'u> ExecEntries<'u> {
    pub(crate) fn new(unit: &'u Unit, sources: &'u Sources, release: Release) -> Self {
        Self { unit, sources, release, held: OnceCell::new() }
    }

    fn all(&self) -> &[ExecEntry<'u>] {
        self.held.get_or_init(|| {
            let held =
                unit_settings::held(self.unit, self.sources, self.release, Section::Service, OF_SERVICE);
            held.into_iter().map(|entry| ExecEntry { entry, value: entry.value() }).collect()
        })
    }
}

/// The commands of a service's exec lines, taken apart when the first rule asks.
#[derive(Debug)]
pub(crate) struct Commands<'l> {
    entries: &'l ExecEntries<'l>,
    written: &'l [&'l [u8]],
    taken_apart: OnceCell<Vec<(&'l ExecEntry<'l>, Vec<ExecCommand<'l>>)>>,
}

impl<'l> Commands<'l> {
    /// Of the exec lines that hold, of those that are `written` in the unit.
    pub(crate) fn new(entries: &'l ExecEntries<'l>, written: &'l [&'l [u8]]) -> Self {
        Self { entries, written, taken_apart: OnceCell::new() }
    }

    /// Whether any exec line, as it is written, could concern a rule: whether it holds or not. To take the lines apart is dear,
    /// and most concern none.
    pub(crate) fn any_written(&self, may_concern: impl Fn(&[u8]) -> bool) -> bool {
        self.written.iter().any(|line| may_concern(line))
    }

    /// The lines with their commands.
    fn all(&self) -> &[(&'l ExecEntry<'l>, Vec<ExecCommand<'l>>)] {
        self.taken_apart.get_or_init(|| {
            let commands = |line: &'l ExecEntry<'l>| {
                exec::parse(line.value.text().unwrap_or_default(), self.entries.release).commands
            };
            self.entries.all().iter().map(|line| (line, commands(line))).collect()
        })
    }
}

/// A command, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnitCommand<'a> {
    pub(crate) entry: &'a UnitEntry<'a>,
    /// The line: spans of the command's words are places in it.
    pub(crate) value: &'a Logical<'a>,
    pub(crate) command: &'a ExecCommand<'a>,
}

/// Shows each command of these directives that holds, until it is told to stop with `true`. Whether it was.
pub(crate) fn any_command(
    context: &UnitContext<'_>,
    names: &[Name],
    mut is_it: impl FnMut(UnitCommand<'_>) -> bool,
) -> bool {
    context.commands.all().iter().any(|(line, commands)| {
        let is_one = line.entry.row.is_some_and(|row| names.contains(&row.name));
        let mut commands = commands.iter().filter(|_| is_one);
        commands.any(|command| is_it(UnitCommand { entry: &line.entry, value: &line.value, command }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Options;
    use crate::lint::commands::exec_lines::base_name;
    use crate::lint::relations::Ties;
    use crate::source::Memory;
    use crate::source::SourceFile;
    use crate::systemd::Units;
    use crate::systemd::facts::Facts;

    #[test]
    fn commands_that_were_taken_back_are_not_shown() {
        let text = "[Service]\nExecStart=/a b\nExecStart=\nExecStart=/opt/c ; /opt/d\nExecStop=/e\n";
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let (mut facts, options) = (Facts::default(), Options::default());
        let (unit, sources) = (&units.units[0], &sources);
        unit.entries(sources).for_each(|entry| facts.take(&entry, Release::NEWEST));
        let entries = ExecEntries::new(unit, sources, Release::NEWEST);
        let commands = &Commands::new(&entries, &[]);
        let ties = &Ties::new(unit, sources);
        let context = UnitContext { unit, facts: &facts, commands, ties, sources, options: &options };
        let mut met = Vec::new();
        let found = any_command(&context, &[Name::ExecStart], |one| {
            met.push(String::from_utf8_lossy(base_name(&one.command.program.bytes)).into_owned());
            false
        });
        assert!(!found);
        assert_eq!(met, ["c", "d"]);
        assert!(any_command(&context, OF_SERVICE, |one| one.command.program.bytes.as_ref() == b"/e"));
    }
}
