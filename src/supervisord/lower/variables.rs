//! Collects the environment variables of a program from successive assignments.

use std::collections::BTreeMap;

use crate::ir::Assignment;

/// Variables in the order in which they were first set: a later assignment replaces an earlier one in its position, as
/// in a Python dictionary.
#[derive(Debug, Default)]
pub(super) struct Variables<'a> {
    all: Vec<Assignment<'a>>,
    /// The index of each name, filled once there are many: a program has about three variables, but a faulty generator
    /// may write thousands.
    index: BTreeMap<Vec<u8>, usize>,
}

/// Up to this many variables, a name is found by a linear search.
const LINEAR_SEARCH_LIMIT: usize = 32;

impl<'a> Variables<'a> {
    /// Starts with these variables; later ones are appended.
    pub(super) fn starting_with(all: Vec<Assignment<'a>>) -> Self {
        let mut variables = Self { all, index: BTreeMap::new() };
        if variables.all.len() > LINEAR_SEARCH_LIMIT {
            variables.update_index();
        }
        variables
    }

    /// Sets a variable.
    pub(super) fn set(&mut self, new: Assignment<'a>) {
        let known = match new.name.bytes() {
            Some(name) if self.all.len() > LINEAR_SEARCH_LIMIT => self.index.get(name).copied(),
            // A name that is not known before the start cannot be looked up in the index.
            _ => self.all.iter().position(|old| old.name == new.name),
        };
        match known.and_then(|at| self.all.get_mut(at)) {
            Some(old) => *old = new,
            None => {
                self.all.push(new);
                if self.all.len() > LINEAR_SEARCH_LIMIT {
                    self.update_index();
                }
            }
        }
    }

    /// Adds the names to the index that are not in it yet.
    fn update_index(&mut self) {
        let noted = if self.index.is_empty() { 0 } else { self.all.len() - 1 };
        for (at, one) in self.all.iter().enumerate().skip(noted) {
            if let Some(name) = one.name.bytes() {
                self.index.insert(name.to_vec(), at);
            }
        }
    }

    /// Returns all variables.
    pub(super) fn into_vec(self) -> Vec<Assignment<'a>> {
        self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{SettingId, Text};
    use crate::source::FileId;

    fn one(name: String, value: &str) -> Assignment<'static> {
        let text = |text: &str| Text::plain(text.as_bytes().to_vec());
        Assignment { name: text(&name), value: text(value), source: SettingId { file: FileId(0), item: 0 } }
    }

    #[test]
    fn the_last_value_replaces_the_first_in_place_for_any_number_of_variables() {
        for count in [2, LINEAR_SEARCH_LIMIT, LINEAR_SEARCH_LIMIT + 1, 3 * LINEAR_SEARCH_LIMIT] {
            let all: Vec<Assignment<'_>> = (0..count).map(|at| one(format!("V{at}"), "old")).collect();
            let mut set = Variables::default();
            all.iter().cloned().for_each(|variable| set.set(variable));
            for mut variables in [set, Variables::starting_with(all)] {
                for at in 0..=count {
                    variables.set(one(format!("V{at}"), "new"));
                }
                let expected: Vec<Assignment<'_>> =
                    (0..=count).map(|at| one(format!("V{at}"), "new")).collect();
                assert_eq!(variables.into_vec(), expected);
            }
        }
    }
}
