//! The environment of a program: directories, limits, variables, streams.

use std::collections::BTreeMap;

use super::{EntryReader, List, Outcome, Scalar};
use crate::ir::{
    Assignment, Directory, EnvironmentFile, Limit, NativeReason, Purpose, Resource, SettingId, Text,
};
use crate::source::Span;
use crate::systemd::check::number;
use crate::systemd::directives::{Name, ValueKind};
use crate::systemd::kinds::output::{self, Input, Output};
use crate::systemd::kinds::{directory_list, environment, environment_file, working_directory};

impl<'a> EntryReader<'_, 'a> {
    /// Parses `N` or `SOFT:HARD`; the soft limit is never above the hard one.
    pub(super) fn limit(&self, resource: Resource) -> Option<Limit> {
        let ValueKind::Rlimit(unit) = self.entry.row?.kind else { return None };
        let (soft, hard) = number::bounds(unit, self.text)?;
        (soft <= hard).then_some(Limit { resource, soft, hard: Some(hard) })
    }

    /// The directories of one purpose. The model holds neither symlinks to them nor read-only ones.
    pub(super) fn directories(
        &self,
        (name, purpose): (Name, Purpose),
        list: &mut List<[Text<'a>; 2]>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let (mut listed, mut is_plain) = (Vec::new(), true);
        let good = &mut |one: directory_list::DirectoryEntry| {
            is_plain &= one.link.is_none() && !one.is_read_only;
            listed.push([
                self.specifiers.parent_directory(purpose),
                self.specifiers.expand(one.path.as_bytes()),
            ]);
        };
        directory_list::parse(name, self.text, self.lowering.release, good, &mut drop);
        if !is_plain {
            return Outcome::Native;
        }
        if listed.is_empty() {
            return Outcome::Ignored;
        }
        list.values.append(&mut listed);
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    pub(super) fn directory(&self) -> Option<Directory<'a>> {
        let read = working_directory::parse(self.text, self.lowering.release).ok()?;
        if read.directory == working_directory::Directory::Home {
            return Some(self.specifiers.home_of_user().map_or(Directory::Home, Directory::Path));
        }
        let path = self.specifiers.text(self.value, read.span, self.entry.id.file);
        Some(if read.optional { Directory::Optional(path) } else { Directory::Path(path) })
    }

    pub(super) fn environment(
        &self,
        list: &mut List<Assignment<'a>>,
        assigned: &mut BTreeMap<Vec<u8>, usize>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            assigned.clear();
            return self.reset(list, ignored);
        }
        let file = self.entry.id.file;
        let mut set = |name: Text<'a>, value| {
            let new = Assignment { name, value, source: self.entry.id };
            match index_of(new.name.bytes().unwrap_or_default(), &list.values, assigned) {
                Some(at) => list.values[at] = new,
                None => list.values.push(new),
            }
        };
        if let Some(equals) = environment::plain(self.text) {
            let part = |start: usize, end: usize| {
                let span = Span::new(start as u32, end as u32);
                Text::plain(self.value.slice(span)).at(file, self.value.span(span))
            };
            set(part(0, equals), part(equals + 1, self.text.len()));
            list.from.add(self.entry.id);
            return Outcome::Modelled;
        }
        let read = environment::parse(self.text, self.lowering.release);
        for pair in &read.assignments {
            let span = pair.name_span();
            let name = match self.value.slice(span) {
                written if *written == *pair.name().as_bytes() => Text::plain(written),
                _ => Text::plain(pair.name().as_bytes().to_vec()),
            };
            let name = name.at(file, self.value.span(span));
            let bytes = pair.value().as_bytes();
            let value = self.specifiers.text_of_part(bytes, self.value, pair.value_span(), file);
            set(name, value);
        }
        if read.assignments.is_empty() {
            return Outcome::Ignored;
        }
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    pub(super) fn environment_file(
        &self,
        list: &mut List<EnvironmentFile<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let Ok(read) = environment_file::parse_directive(self.text, self.lowering.release) else {
            return Outcome::Ignored;
        };
        let path = self.specifiers.text(self.value, read.span, self.entry.id.file);
        list.values.push(EnvironmentFile { path, optional: read.optional, by_shell: false });
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    /// Directories, which accumulate. systemd ignores the first one that it refuses and all after it
    /// (`config_parse_exec_search_path()`).
    pub(super) fn search_path(
        &self,
        list: &mut List<Text<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        let end = match self.refused_words.first() {
            // Without the colon before it.
            Some(refused) => refused.start.saturating_sub(1),
            None => self.text.len() as u32,
        };
        if end == 0 {
            return Outcome::Ignored;
        }
        list.values.push(self.specifiers.text(self.value, Span::new(0, end), self.entry.id.file));
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    pub(super) fn input(&self, input: &Input<'_>) -> crate::ir::Input<'a> {
        match input {
            Input::Null => crate::ir::Input::Null,
            Input::Tty | Input::TtyForce | Input::TtyFail => crate::ir::Input::Terminal,
            Input::Socket | Input::Descriptor(_) => crate::ir::Input::Socket,
            Input::Data => crate::ir::Input::Data,
            Input::File { path: _, span } => {
                crate::ir::Input::File(self.specifiers.text(self.value, *span, self.entry.id.file))
            }
        }
    }

    pub(super) fn output(
        &self,
        directive: &str,
        scalar: &mut Scalar<crate::ir::Output<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        let read = output::parse_output(directive, self.text, self.lowering.release).ok();
        // The same as if it were not set: standard input decides.
        if directive == "StandardOutput" && matches!(read, Some(Output::Inherit)) {
            return self.clear(scalar, ignored);
        }
        let output = read.map(|output| match output {
            Output::Inherit => crate::ir::Output::SameAsStdout,
            Output::Null => crate::ir::Output::Null,
            Output::Tty => crate::ir::Output::Other("tty"),
            Output::Journal => crate::ir::Output::Journal { identifier: None },
            Output::JournalAndConsole => crate::ir::Output::Other("journal+console"),
            Output::Kmsg => crate::ir::Output::Other("kmsg"),
            Output::KmsgAndConsole => crate::ir::Output::Other("kmsg+console"),
            Output::Socket => crate::ir::Output::Other("socket"),
            Output::Descriptor(_) => crate::ir::Output::Other("fd"),
            Output::File { opening, path: _, span } => {
                let path = self.specifiers.text(self.value, span, self.entry.id.file);
                match opening {
                    output::OpenMode::Append => crate::ir::Output::File(path),
                    output::OpenMode::Overwrite => crate::ir::Output::Overwrite { path, truncate: false },
                    output::OpenMode::Truncate => crate::ir::Output::Overwrite { path, truncate: true },
                }
            }
        });
        self.set(scalar, output, ignored)
    }
}

/// The index of a variable in the assignments; `None` if it is new. A short list is scanned, a long one is indexed.
fn index_of(
    name: &[u8],
    values: &[Assignment<'_>],
    assigned: &mut BTreeMap<Vec<u8>, usize>,
) -> Option<usize> {
    const FEW: usize = 16;
    let is_it = |one: &Assignment<'_>| one.name.bytes() == Some(name);
    if values.len() < FEW {
        return values.iter().position(is_it);
    }
    for (at, one) in values.iter().enumerate().skip(assigned.len()) {
        assigned.insert(one.name.bytes().unwrap_or_default().to_vec(), at);
    }
    assigned.get(name).copied()
}

pub(super) const fn directory_purpose(name: Name) -> Option<Purpose> {
    match name {
        Name::RuntimeDirectory => Some(Purpose::Runtime),
        Name::StateDirectory => Some(Purpose::State),
        Name::CacheDirectory => Some(Purpose::Cache),
        Name::LogsDirectory => Some(Purpose::Logs),
        Name::ConfigurationDirectory => Some(Purpose::Configuration),
        _ => None,
    }
}

pub(super) const fn mode_purpose(name: Name) -> Option<Purpose> {
    match name {
        Name::RuntimeDirectoryMode => Some(Purpose::Runtime),
        Name::StateDirectoryMode => Some(Purpose::State),
        Name::CacheDirectoryMode => Some(Purpose::Cache),
        Name::LogsDirectoryMode => Some(Purpose::Logs),
        Name::ConfigurationDirectoryMode => Some(Purpose::Configuration),
        _ => None,
    }
}
