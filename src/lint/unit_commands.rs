//! The commands of a service's exec lines that hold, taken apart.

use super::UnitContext;
use crate::source::Logical;
use crate::systemd::directives::{Name, Section};
use crate::systemd::exec::{self, ExecCommand};
use crate::systemd::unit::UnitEntry;

/// The directives of `[Service]` that hold commands.
pub(crate) const COMMANDS: [Name; 7] = [
    Name::ExecCondition,
    Name::ExecStartPre,
    Name::ExecStart,
    Name::ExecStartPost,
    Name::ExecReload,
    Name::ExecStop,
    Name::ExecStopPost,
];

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
    context.held(Section::Service, names).iter().any(|entry| {
        let value = entry.value();
        let line = exec::parse(value.text().unwrap_or_default(), context.release());
        line.commands.iter().any(|command| is_it(UnitCommand { entry, value: &value, command }))
    })
}

/// The last part of a path: what a program is known by.
pub(crate) fn base_name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Options;
    use crate::source::Memory;
    use crate::source::{SourceFile, Sources};
    use crate::systemd::facts::Facts;
    use crate::systemd::unit::Units;
    use crate::systemd::versions::Release;

    #[test]
    fn commands_that_were_taken_back_are_not_shown() {
        let text = "[Service]\nExecStart=/a b\nExecStart=\nExecStart=/opt/c ; /opt/d\nExecStop=/e\n";
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.service", text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let (mut facts, options) = (Facts::default(), Options::default());
        let (unit, sources) = (&units.units[0], &sources);
        unit.entries(sources).for_each(|entry| facts.take(&entry, Release::NEWEST));
        let context = UnitContext { unit, facts: &facts, sources, options: &options };
        let mut met = Vec::new();
        let found = any_command(&context, &[Name::ExecStart], |one| {
            met.push(String::from_utf8_lossy(base_name(&one.command.program.bytes)).into_owned());
            false
        });
        assert!(!found);
        assert_eq!(met, ["c", "d"]);
        assert!(any_command(&context, &COMMANDS, |one| one.command.program.bytes.as_ref() == b"/e"));
    }
}
