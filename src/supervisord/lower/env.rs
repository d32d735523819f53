//! What `%(ENV_NAME)s` stands for in the options of a program.

use std::collections::BTreeMap;

use super::text::STEM;
use crate::ir::{PartRef, Text};
use crate::supervisord::free_word::underscores_before;

/// The variables that supervisord knows when it reads a section, and over them what the section's own `environment` sets.
#[derive(Clone, Debug)]
pub(crate) struct Environment<'l> {
    /// What was given, and over it what `[supervisord] environment` sets.
    shared: &'l Shared,
    /// What the section sets. A value may differ from process to process (`%(process_num)d`), or hold a variable that nobody gives.
    own: BTreeMap<String, Text<'static>>,
}

/// Variables that hold in all sections.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    values: BTreeMap<String, String>,
    /// See [`Environment::underscores_before_marks`]: each option with an expansion asks, and there may be thousands of both.
    underscores: usize,
}

impl Shared {
    pub(super) fn of(values: &BTreeMap<String, String>) -> Self {
        let underscores = values.values().map(|value| underscores_before(STEM, value.as_bytes())).max();
        Self { values: values.clone(), underscores: underscores.unwrap_or_default() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Sets a variable over what was given.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.underscores = self.underscores.max(underscores_before(STEM, value.as_bytes()));
        self.values.insert(name.to_owned(), value.to_owned());
    }
}

/// What a variable stands for.
pub(super) enum Known<'e> {
    /// One text for all processes.
    Text(&'e str),
    /// A text with parts that are no bytes.
    Parts(&'e Text<'static>),
}

impl<'l> Environment<'l> {
    /// What holds in all sections.
    pub(super) const fn shared(shared: &'l Shared) -> Self {
        Self { shared, own: BTreeMap::new() }
    }

    /// The same where a section sets variables of its own.
    pub(super) fn with(self, own: BTreeMap<String, Text<'static>>) -> Self {
        Self { shared: self.shared, own }
    }

    /// What a variable stands for, if anybody sets it.
    pub(super) fn get(&self, name: &str) -> Option<Known<'_>> {
        match self.own.get(name) {
            Some(own) => Some(own.as_str().map_or(Known::Parts(own), Known::Text)),
            None => self.shared.get(name).map(Known::Text),
        }
    }

    /// The text of a variable, where that is one for all processes.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Known::Text(text) => Some(text),
            Known::Parts(_) => None,
        }
    }

    /// Whether anybody sets a variable.
    pub(crate) fn sets(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// How many underscores stand in front of what could be taken for a mark, at most.
    pub(super) fn underscores_before_marks(&self) -> usize {
        let of_part = |part: PartRef<'_>| match part {
            PartRef::Bytes(bytes) => underscores_before(STEM, bytes),
            _ => 0,
        };
        let own = self.own.values().flat_map(Text::parts).map(of_part).max();
        self.shared.underscores.max(own.unwrap_or_default())
    }
}
