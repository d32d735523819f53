//! Values of `%(ENV_NAME)s` in the options of a program.

use std::collections::BTreeMap;

use super::text::MARK_STEM;
use crate::ir::{PartRef, Text};
use crate::supervisord::unique_word::underscores_before;

/// The variables that supervisord knows when it reads a section, overridden by those that the section's own
/// `environment` sets.
#[derive(Clone, Debug)]
pub(crate) struct Environment<'l> {
    /// The variables that were given, overridden by those that `[supervisord] environment` sets.
    shared: &'l SharedVariables,
    /// The variables that the section sets. A value may differ between processes (`%(process_num)d`), or contain an
    /// unknown variable.
    own: BTreeMap<String, Text<'static>>,
}

/// Variables that apply to all sections.
#[derive(Clone, Debug)]
pub(super) struct SharedVariables {
    values: BTreeMap<String, String>,
    /// See [`Environment::underscores_before_marks`]. Cached because each option with an expansion needs it, and there
    /// may be thousands of both options and variables.
    underscores: usize,
}

impl SharedVariables {
    pub(super) fn new(values: &BTreeMap<String, String>) -> Self {
        let underscores = values.values().map(|value| underscores_before(MARK_STEM, value.as_bytes())).max();
        Self { values: values.clone(), underscores: underscores.unwrap_or_default() }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Sets a variable, overriding a given one.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.underscores = self.underscores.max(underscores_before(MARK_STEM, value.as_bytes()));
        self.values.insert(name.to_owned(), value.to_owned());
    }

    /// Makes a variable unknown: it is set again, to a value that is.
    pub(super) fn forget(&mut self, name: &str) {
        self.values.remove(name);
    }
}

/// The value of a variable.
pub(super) enum VariableValue<'e> {
    /// A text that is the same for all processes.
    Text(&'e str),
    /// A text with parts that are not bytes.
    Parts(&'e Text<'static>),
}

impl<'l> Environment<'l> {
    /// The variables that apply to all sections.
    pub(super) const fn shared(shared: &'l SharedVariables) -> Self {
        Self { shared, own: BTreeMap::new() }
    }

    /// Adds the variables that a section sets itself.
    pub(super) fn with(self, own: BTreeMap<String, Text<'static>>) -> Self {
        Self { shared: self.shared, own }
    }

    /// The value of a variable, if it is set.
    pub(super) fn get(&self, name: &str) -> Option<VariableValue<'_>> {
        match self.own.get(name) {
            Some(own) => Some(own.as_str().map_or(VariableValue::Parts(own), VariableValue::Text)),
            None => self.shared.get(name).map(VariableValue::Text),
        }
    }

    /// The text of a variable, if it is the same for all processes.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            VariableValue::Text(text) => Some(text),
            VariableValue::Parts(_) => None,
        }
    }

    /// Whether a variable is set.
    pub(crate) fn sets(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The greatest number of underscores before anything in the values that could be mistaken for a mark.
    pub(super) fn underscores_before_marks(&self) -> usize {
        let of_part = |part: PartRef<'_>| match part {
            PartRef::Bytes(bytes) => underscores_before(MARK_STEM, bytes),
            _ => 0,
        };
        let own = self.own.values().flat_map(Text::parts).map(of_part).max();
        self.shared.underscores.max(own.unwrap_or_default())
    }
}
