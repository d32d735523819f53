//! A set of option names. Every rule checks for every section which options it sets, so this must be fast.

use super::Name;

/// A set of names of supervisord's options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameSet(u128);

/// There must be a bit for each name.
const _: () = assert!(Name::COUNT <= u128::BITS as usize);

impl NameSet {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(0)
    }

    /// Creates a set of these names.
    #[must_use]
    pub const fn of(names: &[Name]) -> Self {
        let mut set = Self::new();
        let mut at = 0;
        // `const` code has no iterators.
        while at < names.len() {
            set.0 |= bit(names[at]);
            at += 1;
        }
        set
    }

    /// Whether a name is in the set.
    #[must_use]
    pub const fn has(self, name: Name) -> bool {
        self.0 & bit(name) != 0
    }

    /// Whether all of the others are in the set.
    #[must_use]
    pub const fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// The names that are not in the other set.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// The names that are in either set.
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// The number of names in the set that sort before this one.
    #[must_use]
    pub const fn rank(self, name: Name) -> usize {
        (self.0 & (bit(name) - 1)).count_ones() as usize
    }

    /// Adds a name.
    pub(crate) const fn insert(&mut self, name: Name) {
        self.0 |= bit(name);
    }

    /// Removes a name.
    pub(crate) const fn remove(&mut self, name: Name) {
        self.0 &= !bit(name);
    }

    /// Adds all names of the other set.
    pub(crate) const fn insert_all(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// The names, sorted.
    pub fn iter(self) -> impl Iterator<Item = Name> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let name = Name::at(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(name)
        })
    }
}

const fn bit(name: Name) -> u128 {
    1 << name as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_contains_its_inserted_names_in_order() {
        let mut set = NameSet::of(&[Name::User, Name::Command]);
        assert!(set.has(Name::User) && !set.has(Name::Umask));
        set.insert(Name::Autostart);
        set.insert(Name::Umask);
        set.remove(Name::Umask);
        assert_eq!(set.iter().collect::<Vec<_>>(), [Name::Autostart, Name::Command, Name::User]);
        assert_eq!([Name::Autostart, Name::Command, Name::User].map(|name| set.rank(name)), [0, 1, 2]);
        assert!(set.has_all(NameSet::of(&[Name::Command])) && !set.has(Name::Username));
        assert_eq!(NameSet::new().iter().next(), None);
        let all: Vec<Name> = Name::all().collect();
        assert_eq!(NameSet::of(&all).iter().collect::<Vec<_>>(), all);
    }
}
