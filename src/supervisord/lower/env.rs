//! What `%(ENV_NAME)s` stands for in the options of a program.

use std::collections::BTreeMap;

use crate::ir::{PartRef, Text};

/// The variables that supervisord knows when it reads a section, and over them what the section's own `environment` sets.
#[derive(Clone, Debug)]
pub(crate) struct Environment<'l> {
    /// What was given, and over it what `[supervisord] environment` sets.
    shared: &'l BTreeMap<String, String>,
    /// What the section sets. A value may differ from process to process (`%(process_num)d`), or hold a variable that nobody gives.
    own: BTreeMap<String, Text<'static>>,
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
    pub(super) const fn shared(shared: &'l BTreeMap<String, String>) -> Self {
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
            None => self.shared.get(name).map(|text| Known::Text(text)),
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

    /// Whether a text stands in a value.
    pub(super) fn contains(&self, text: &str) -> bool {
        let is_in = |part: PartRef<'_>| match part {
            PartRef::Bytes(bytes) => memchr::memmem::find(bytes, text.as_bytes()).is_some(),
            _ => false,
        };
        self.shared.values().any(|value| value.contains(text))
            || self.own.values().any(|value| value.parts().any(is_in))
    }
}
