//! A set of directives' names: which of them a unit writes is asked by many rules, of every unit.

use super::Name;

/// Some of the names of directives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSet([u64; WORDS]);

/// A bit for each name.
const WORDS: usize = Name::COUNT.div_ceil(u64::BITS as usize);

/// None of them.
impl Default for NameSet {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl NameSet {
    /// Whether a name is in the set.
    #[must_use]
    pub const fn has(&self, name: Name) -> bool {
        let (word, bit) = place(name);
        self.0[word] & bit != 0
    }

    /// Whether any of these is in the set.
    #[must_use]
    pub fn has_any(&self, names: &[Name]) -> bool {
        names.iter().any(|name| self.has(*name))
    }

    /// Puts a name in.
    pub const fn put(&mut self, name: Name) {
        let (word, bit) = place(name);
        self.0[word] |= bit;
    }
}

const fn place(name: Name) -> (usize, u64) {
    (name as usize / u64::BITS as usize, 1 << (name as usize % u64::BITS as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in_and_nothing_else() {
        let mut set = NameSet::default();
        assert!(!Name::all().any(|name| set.has(name)));
        for name in Name::all() {
            set.put(name);
            let put: Vec<Name> = Name::all().filter(|name| set.has(*name)).collect();
            assert_eq!(put.last(), Some(&name));
            assert_eq!(put.len(), name as usize + 1);
        }
        assert!(set.has_any(&[Name::User]) && !set.has_any(&[]));
    }
}
