//! The command of a program, its user, directory and environment variables.

use super::Reader;
use crate::ir::{Assignment, Command, Decided, Directory, Lookup, PartRef, SettingIds, Text, Umask};
use crate::supervisord::kinds::{environment, octal, words};
use crate::supervisord::lower::{Variables, mask};
use crate::supervisord::options::Name;

impl<'a> Reader<'_, 'a> {
    pub(super) fn user(&self) -> Decided<Option<Text<'a>>> {
        match self.expanded(Name::User) {
            Some((id, user)) => Decided::by(Some(user.user(id.file)), SettingIds::one(id)),
            None => match &self.lowering.global.user {
                Some((id, user)) => Decided::by(Some(user.clone()), SettingIds::one(*id)),
                None => Decided::default_of(None),
            },
        }
    }

    pub(super) fn command(&self) -> Decided<Command<'a>> {
        let mut argv = Vec::new();
        let mut from = SettingIds::NONE;
        if let Some((id, value)) = self.expanded(Name::Command) {
            from.add(id);
            for word in words::words(value.text()) {
                // A command that cannot be split is not started at all.
                let Ok(word) = word else {
                    argv.clear();
                    break;
                };
                let quoted = word.quoted;
                let text = value.cut_text(word.text, word.span, id.file);
                // The command is expanded before it is split: a word that is only an expansion becomes as many words as
                // its value has, or none.
                argv.push(if quoted { text } else { text.split_if_whole() });
            }
        }
        Decided::by(Command { argv, argv0: None }, from)
    }

    pub(super) fn assignments(&self) -> Decided<Vec<Assignment<'a>>> {
        let all = self.lowering.global.assignments.clone();
        if let Some((id, value)) = self.expanded(Name::Environment) {
            let pairs = environment::parse(value.text(), environment::Dialect::Legacy).unwrap_or_default();
            let mut variables = Variables::starting_with(all);
            for pair in pairs {
                let name = value.cut_text(pair.key, pair.key_span, id.file);
                let text = value.cut_text(pair.value, pair.value_span, id.file);
                variables.set(Assignment { name, value: text, source: id });
            }
            let all = variables.into_vec();
            let mut from = SettingIds::of(all.iter().map(|assignment| Some(assignment.source)));
            // If it is set but empty, or has no valid pair, it is still decided by the setting.
            from.add(id);
            return Decided::by(all, from);
        }
        let from = SettingIds::of(all.iter().map(|assignment| Some(assignment.source)));
        Decided::by(all, from)
    }

    pub(super) fn directory(&self) -> Decided<Directory<'a>> {
        if let Some((id, path)) = self.text(Name::Directory) {
            let (path, base) = self.lowering.global.resolve_path(path);
            return Decided::by(Directory::Path(path), SettingIds::of([Some(id), base]));
        }
        match &self.lowering.global.directory {
            Some((id, path)) if self.lowering.global.daemonizes => {
                Decided::by(Directory::Path(path.clone()), SettingIds::one(*id))
            }
            _ => Decided::default_of(Directory::Managers),
        }
    }

    pub(super) fn umask(&self) -> Decided<Umask> {
        let own = self.read(Name::Umask, Umask::Managers, |text| {
            octal::parse(text).map(|number| Umask::Mask(mask(number)))
        });
        match self.lowering.global.umask {
            Some((id, mask)) if own.from.is_default() && self.lowering.global.daemonizes => {
                Decided::by(Umask::Mask(mask), SettingIds::one(id))
            }
            _ => own,
        }
    }
}

/// How the program is looked up. A bare name is looked up in `PATH` of the program's own environment (3.3.5 and newer),
/// otherwise of supervisord's; a relative path is resolved against supervisord's directory whatever `directory` is
/// (#369), unless another program than supervisord starts it. `runs_in_program_directory`: supervisord runs in the
/// program's directory.
pub(super) fn lookup<'a>(
    command: &Decided<Command<'a>>,
    has_launcher: bool,
    runs_in_program_directory: bool,
    assignments: &Decided<Vec<Assignment<'a>>>,
) -> Decided<Lookup<'a>> {
    let program = command.value.program();
    let Some(first) = program.and_then(|program| program.parts().next()) else {
        return Decided::by(Lookup::Absolute, command.from.clone());
    };
    let slash_at = |bytes: &[u8]| bytes.iter().position(|byte| *byte == b'/');
    let lookup = match first {
        PartRef::Bytes(bytes) if slash_at(bytes) == Some(0) => Lookup::Absolute,
        PartRef::Bytes(bytes) if slash_at(bytes).is_some() && (has_launcher || runs_in_program_directory) => {
            Lookup::ProgramsDirectory
        }
        PartRef::Bytes(bytes) if slash_at(bytes).is_some() => Lookup::SupervisordsDirectory,
        PartRef::Bytes(_) => {
            let path = Assignment::find(&assignments.value, "PATH");
            match path {
                Some(path) => {
                    let mut from = command.from.clone();
                    from.add(path.source);
                    return Decided::by(Lookup::Path(path.value.clone()), from);
                }
                None => Lookup::SupervisordsPath,
            }
        }
        // The value of a variable is not known; it is probably a path.
        _ => Lookup::Absolute,
    };
    Decided::by(lookup, command.from.clone())
}
