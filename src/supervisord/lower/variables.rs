//! The variables of a program, as one line after the other sets them.

use std::collections::BTreeMap;

use crate::ir::Assignment;

/// Variables in the order in which they were first set: a later assignment takes the place of an earlier one, as in a Python
/// dictionary.
#[derive(Debug, Default)]
pub(super) struct Variables<'a> {
    all: Vec<Assignment<'a>>,
    /// Where a name stands, once there are many: a program has three variables, and a slip of a generator has thousands.
    places: BTreeMap<Vec<u8>, usize>,
}

/// So many are looked through one by one.
const FEW: usize = 32;

impl<'a> Variables<'a> {
    /// Goes on behind these.
    pub(super) fn behind(all: Vec<Assignment<'a>>) -> Self {
        let mut variables = Self { all, places: BTreeMap::new() };
        if variables.all.len() > FEW {
            variables.note_places();
        }
        variables
    }

    /// Sets a variable.
    pub(super) fn set(&mut self, new: Assignment<'a>) {
        let known = match new.name.bytes() {
            Some(name) if self.all.len() > FEW => self.places.get(name).copied(),
            // A name that is not known before the start cannot be looked up.
            _ => self.all.iter().position(|old| old.name == new.name),
        };
        match known.and_then(|at| self.all.get_mut(at)) {
            Some(old) => *old = new,
            None => {
                self.all.push(new);
                if self.all.len() > FEW {
                    self.note_places();
                }
            }
        }
    }

    /// Notes where the names stand that are not noted yet.
    fn note_places(&mut self) {
        let noted = if self.places.is_empty() { 0 } else { self.all.len() - 1 };
        for (at, one) in self.all.iter().enumerate().skip(noted) {
            if let Some(name) = one.name.bytes() {
                self.places.insert(name.to_vec(), at);
            }
        }
    }

    /// All of them.
    pub(super) fn into_all(self) -> Vec<Assignment<'a>> {
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
    fn the_last_value_counts_at_the_place_of_the_first_however_many_there_are() {
        for count in [2, FEW, FEW + 1, 3 * FEW] {
            let all: Vec<Assignment<'_>> = (0..count).map(|at| one(format!("V{at}"), "old")).collect();
            let mut set = Variables::default();
            all.iter().cloned().for_each(|variable| set.set(variable));
            for mut variables in [set, Variables::behind(all)] {
                for at in 0..=count {
                    variables.set(one(format!("V{at}"), "new"));
                }
                let expected: Vec<Assignment<'_>> =
                    (0..=count).map(|at| one(format!("V{at}"), "new")).collect();
                assert_eq!(variables.into_all(), expected);
            }
        }
    }
}
