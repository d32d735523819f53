//! The instances of a service that has several processes.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Address, Command, Directory, Input, Lookup, Output, Part, Service, ServiceGroup, Text};

/// The instances of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instances {
    /// One process.
    One,
    /// One process per entry, in order. Empty for a template of which no instance is named, or for `numprocs=0`.
    Each(Arc<[Instance]>),
}

/// Consecutive numbers, all printed with the same width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberRange {
    /// The first number.
    pub first: i64,
    /// The number of digits that zeros pad to; `None` without padding.
    pub width: Option<usize>,
}

impl NumberRange {
    /// Returns the number at index `at` as it is printed.
    #[must_use]
    pub fn print(self, at: usize) -> String {
        let number = self.first.saturating_add(at as i64);
        match self.width {
            Some(width) => format!("{number:0width$}"),
            None => number.to_string(),
        }
    }
}

impl Instances {
    /// Returns the row of numbers that the instances form, if they do: supervisord creates such instances itself, with
    /// `numprocs`.
    #[must_use]
    pub fn as_number_range(&self) -> Option<NumberRange> {
        let Self::Each(list) = self else { return None };
        let text = &list.first()?.text;
        let first: i64 = text.parse().ok().filter(|first| *first >= 0)?;
        let width = (text.starts_with('0') && text.len() > 1).then_some(text.len());
        let row = NumberRange { first, width };
        list.iter().enumerate().all(|(at, one)| one.text == row.print(at)).then_some(row)
    }
}

/// One of several processes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// What distinguishes it from the others: the number as printed in its name, or the text after the `@`.
    pub text: String,
    /// The name that supervisord shows, or the unit's name.
    pub shown: String,
}

impl<'a> Service<'a> {
    /// Returns the service as one of its instances runs it: a single process, with the texts of that instance.
    #[must_use]
    pub fn for_instance(&self, at: usize) -> Self {
        let mut one = self.clone();
        let text = match &self.instances.value {
            Instances::Each(list) => list.get(at).map(|instance| instance.text.clone()).unwrap_or_default(),
            Instances::One => return one,
        };
        one.map_texts(|whole| fill_in(whole, at, &text));
        one.instances.value = Instances::One;
        one
    }

    /// Returns a text of the service as it is for one instance.
    #[must_use]
    pub fn text_for_instance(&self, whole: &Text<'a>, at: usize) -> Text<'a> {
        match &self.instances.value {
            Instances::Each(list) => fill_in(whole, at, list.get(at).map_or("", |instance| &instance.text)),
            Instances::One => whole.clone(),
        }
    }

    /// Replaces every text that may refer to the instance.
    pub(crate) fn map_texts(&mut self, map: impl Fn(&Text<'a>) -> Text<'a>) {
        let change = |text: &mut Text<'a>| *text = map(text);
        // All fields are listed: one that is left out would compare as different from the text of an instance.
        let Self {
            command,
            lookup,
            conditions,
            prepare,
            directories,
            directory,
            user,
            group,
            supplementary_groups,
            assignments,
            files,
            stop_commands,
            stdin,
            listens,
            listens_owner,
            stdout,
            stderr,
            shown_name,
            name: _,
            place: _,
            is_user_service: _,
            umask: _,
            capabilities: _,
            limits: _,
            nice: _,
            scheduling: _,
            oom_score: _,
            no_new_privileges: _,
            inherited: _,
            identity: _,
            restart_early: _,
            restart_later: _,
            expected: _,
            restart_pause: _,
            restart_backoff: _,
            gives_up: _,
            started: _,
            one_run: _,
            stop_signal: _,
            stop_wait: _,
            stop_scope: _,
            stop_kill: _,
            survivors: _,
            out_of_memory: _,
            listens_mode: _,
            listens_backlog: _,
            stdout_rotation: _,
            stderr_rotation: _,
            logs_mode: _,
            start: _,
            timer: _,
            order: _,
            instances: _,
            membership: _,
        } = self;
        texts_of_command(&mut command.value).for_each(change);
        if let Lookup::Path(path) = &mut lookup.value {
            change(path);
        }
        let checks = conditions.value.iter_mut().flat_map(|condition| &mut condition.any_of);
        checks.map(|check| &mut check.path).for_each(change);
        for one in prepare.value.iter_mut().chain(stop_commands.value.all_mut()) {
            texts_of_command(&mut one.command).chain(&mut one.user).for_each(change);
        }
        directories.value.iter_mut().map(|one| &mut one.name).for_each(change);
        match &mut directory.value {
            Directory::Path(text) | Directory::Optional(text) | Directory::HomeOf(text) => change(text),
            Directory::Managers | Directory::Home => {}
        }
        user.value.iter_mut().chain(text_of_group(&mut group.value)).for_each(change);
        supplementary_groups.value.iter_mut().for_each(change);
        assignments.value.iter_mut().flat_map(|one| [&mut one.name, &mut one.value]).for_each(change);
        files.value.iter_mut().map(|file| &mut file.path).for_each(change);
        if let Input::File(path) = &mut stdin.value {
            change(path);
        }
        if let Some(Address::Unix(path) | Address::Other(path)) = &mut listens.value {
            change(path);
        }
        if let Some(owner) = &mut listens_owner.value {
            owner.user.iter_mut().chain(text_of_group(&mut owner.group)).for_each(change);
        }
        for output in [stdout, stderr] {
            text_of_output(&mut output.value).into_iter().for_each(change);
        }
        change(&mut shown_name.value);
    }
}

fn texts_of_command<'c, 'a>(command: &'c mut Command<'a>) -> impl Iterator<Item = &'c mut Text<'a>> {
    command.argv.iter_mut().chain(&mut command.argv0)
}

fn text_of_group<'g, 'a>(group: &'g mut ServiceGroup<'a>) -> Option<&'g mut Text<'a>> {
    match group {
        ServiceGroup::Named(group)
        | ServiceGroup::NamedAndPrimary(group)
        | ServiceGroup::RootAndGroupsOf(group) => Some(group),
        ServiceGroup::OfUser => None,
    }
}

fn text_of_output<'o, 'a>(output: &'o mut Output<'a>) -> Option<&'o mut Text<'a>> {
    match output {
        Output::File(path) | Output::FileAndJournal(path) | Output::Overwrite { path, truncate: _ } => {
            Some(path)
        }
        Output::Journal { identifier } => identifier.as_mut(),
        Output::ManagersSyslog { name } => Some(name),
        Output::Automatic
        | Output::Null
        | Output::Managers { error: _ }
        | Output::SameAsStdout
        | Output::Other(_) => None,
    }
}

fn fill_in<'a>(whole: &Text<'a>, at: usize, instance: &str) -> Text<'a> {
    if !whole.has_instance() {
        return whole.clone();
    }
    let bytes = |text: &str| Part::Bytes(Cow::Owned(text.as_bytes().to_vec()));
    Text::of(whole.owned_parts().into_iter().map(|part| match part {
        Part::Instance => bytes(instance),
        Part::PerInstance(texts) => bytes(texts.get(at).map_or("", String::as_str)),
        part => part,
    }))
}
