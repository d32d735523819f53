//! The processes of a service, where there are several.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Address, Directory, Input, Output, Part, Service, ServiceGroup, Text};

/// The processes of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instances {
    /// One process.
    One,
    /// One process for each of these, in order. Without any: a template whose instances nobody names, or
    /// `numprocs=0`.
    Each(Arc<[Instance]>),
}

/// Consecutive numbers, all printed alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The first number.
    pub first: i64,
    /// To how many digits zeros fill them up.
    pub width: Option<usize>,
}

impl Row {
    /// The number at a place in the row, as it is printed.
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
    /// The numbers that the texts of all are, if they are such a row: a group of supervisord's own accord, by `numprocs`.
    #[must_use]
    pub fn in_a_row(&self) -> Option<Row> {
        let Self::Each(list) = self else { return None };
        let text = &list.first()?.text;
        let first: i64 = text.parse().ok().filter(|first| *first >= 0)?;
        let width = (text.starts_with('0') && text.len() > 1).then_some(text.len());
        let row = Row { first, width };
        list.iter().enumerate().all(|(at, one)| one.text == row.print(at)).then_some(row)
    }
}

/// One of several processes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instance {
    /// What tells it from its siblings: the number as the name prints it, or the text behind the `@`.
    pub text: String,
    /// The name that supervisord would show; the unit's otherwise.
    pub shown: String,
}

impl<'a> Service<'a> {
    /// The service as one of its instances runs it: the instance's text in place, and one process.
    #[must_use]
    pub fn of_instance(&self, at: usize) -> Self {
        let mut one = self.clone();
        let text = match &self.instances.value {
            Instances::Each(list) => list.get(at).map(|instance| instance.text.clone()).unwrap_or_default(),
            Instances::One => return one,
        };
        one.map_texts(|whole| fill_in(whole, at, &text));
        one.instances.value = Instances::One;
        one
    }

    /// A text of the service as one of its instances has it.
    #[must_use]
    pub fn text_of_instance(&self, whole: &Text<'a>, at: usize) -> Text<'a> {
        match &self.instances.value {
            Instances::Each(list) => fill_in(whole, at, list.get(at).map_or("", |instance| &instance.text)),
            Instances::One => whole.clone(),
        }
    }

    /// Puts something in the place of every text that may hold an instance.
    pub(crate) fn map_texts(&mut self, map: impl Fn(&Text<'a>) -> Text<'a>) {
        let change = |text: &mut Text<'a>| *text = map(text);
        self.command.value.argv.iter_mut().for_each(change);
        self.command.value.own_name.iter_mut().for_each(change);
        let checks = self.conditions.value.iter_mut().flat_map(|condition| &mut condition.any_of);
        checks.map(|check| &mut check.path).for_each(change);
        self.supplementary_groups.value.iter_mut().for_each(change);
        for one in self.prepare.value.iter_mut().chain(self.stop_commands.value.all_mut()) {
            one.command
                .argv
                .iter_mut()
                .chain(&mut one.command.own_name)
                .chain(&mut one.user)
                .for_each(change);
        }
        self.directories.value.iter_mut().map(|one| &mut one.name).for_each(change);
        self.assignments.value.iter_mut().map(|assignment| &mut assignment.value).for_each(change);
        self.files.value.iter_mut().map(|file| &mut file.path).for_each(change);
        if let Directory::Path(path) | Directory::Optional(path) = &mut self.directory.value {
            change(path);
        }
        self.user.value.iter_mut().for_each(change);
        if let ServiceGroup::Named(group) | ServiceGroup::Besides(group) | ServiceGroup::OfRootAnd(group) =
            &mut self.group.value
        {
            change(group);
        }
        if let Input::File(path) = &mut self.stdin.value {
            change(path);
        }
        if let Some(Address::Unix(path) | Address::Other(path)) = &mut self.listens.value {
            change(path);
        }
        for output in [&mut self.stdout.value, &mut self.stderr.value] {
            match output {
                Output::File(path)
                | Output::FileAndJournal(path)
                | Output::Overwrite { path, truncate: _ } => {
                    change(path);
                }
                Output::Journal { identifier } => identifier.iter_mut().for_each(change),
                Output::ManagersSyslog { name } => change(name),
                Output::Automatic
                | Output::Null
                | Output::Managers { error: _ }
                | Output::SameAsStdout
                | Output::Other(_) => {}
            }
        }
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
