//! Names that are taken, and a number for one that is taken again.

use std::borrow::Cow;

use crate::source::Map;

/// The names that were handed out.
#[derive(Debug)]
pub(crate) struct UniqueNames {
    /// What separates a name from its number.
    separator: char,
    /// Whether names that differ only in case are the same, as they are in some file systems.
    ignores_case: bool,
    /// For each name, the number to try next.
    taken: Map<String, u32>,
}

impl UniqueNames {
    /// No name is taken yet; `separator` goes before numbers.
    pub(crate) fn new(separator: char) -> Self {
        Self::with_capacity(separator, 0)
    }

    /// The same with room for this many names.
    pub(crate) fn with_capacity(separator: char, names: usize) -> Self {
        Self { separator, ignores_case: false, taken: Map::with_capacity(names) }
    }

    /// The same for the names of files.
    pub(crate) fn ignoring_case(separator: char) -> Self {
        Self { ignores_case: true, ..Self::new(separator) }
    }

    /// Takes the name, with a number appended if it is taken.
    pub(crate) fn take(&mut self, name: String) -> String {
        self.take_unless(name, |_| false)
    }

    /// The same if other names are taken as well.
    pub(crate) fn take_unless(&mut self, name: String, is_taken: impl Fn(&str) -> bool) -> String {
        let is_free =
            |names: &Self, name: &str| names.taken.get(&*names.key(name)).is_none() && !is_taken(name);
        let name = if is_free(self, &name) {
            name
        } else {
            let numbered = |number: u32| format!("{name}{}{number}", self.separator);
            let next = self.taken.get(&*self.key(&name)).copied().unwrap_or(FIRST);
            let number = (next..).find(|number| is_free(self, &numbered(*number))).unwrap_or(next);
            let numbered = numbered(number);
            let key = self.key(&name).into_owned();
            self.taken.insert(key, number.saturating_add(1));
            numbered
        };
        let key = self.key(&name).into_owned();
        self.taken.insert(key, FIRST);
        name
    }

    fn key<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.ignores_case { Cow::Owned(name.to_lowercase()) } else { Cow::Borrowed(name) }
    }
}

/// The number of the second of two equal names.
const FIRST: u32 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_next_free_number() {
        let mut names = UniqueNames::new('-');
        let taken = ["a", "a-2", "a", "a", "b", "a-2"].map(|name| names.take(name.to_owned()));
        assert_eq!(taken, ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]);
        assert_eq!(names.take_unless("c".to_owned(), |name| matches!(name, "c" | "c-2")), "c-3");
    }

    #[test]
    fn file_names_that_differ_in_case_are_the_same() {
        let mut names = UniqueNames::ignoring_case('_');
        let taken = ["Web", "web", "WEB_2"].map(|name| names.take(name.to_owned()));
        assert_eq!(taken, ["Web", "web_2", "WEB_2_2"]);
    }
}
