//! Checks, indexed by what they are called for.

use crate::lint::EntryKind;

/// The checks of entries, indexed by the kind of entry they look at.
#[derive(Debug)]
pub(super) struct ByKind<C> {
    /// All kinds that any check looks at, as bits.
    any: u16,
    checks: CheckLists<C>,
}

impl<C: Copy> Default for ByKind<C> {
    fn default() -> Self {
        Self { any: 0, checks: CheckLists::new(EntryKind::COUNT) }
    }
}

impl<C: Copy> ByKind<C> {
    pub(super) fn insert(&mut self, kind: EntryKind, check: C) {
        self.any |= kind.bit_if(true);
        self.checks.insert(kind as usize, check);
    }

    /// Whether an entry of these kinds could concern any check.
    pub(super) const fn want(&self, kinds: u16) -> bool {
        self.any & kinds != 0
    }

    /// Calls each check that concerns an entry of these kinds.
    pub(super) fn each(&self, kinds: u16, mut call: impl FnMut(C)) {
        let mut kinds = kinds & self.any;
        while kinds != 0 {
            self.checks.get(kinds.trailing_zeros() as usize).for_each(&mut call);
            kinds &= kinds - 1;
        }
    }
}

/// For each key, the checks that are called for it. Most keys have none, which a single lookup shows.
#[derive(Debug)]
pub(super) struct CheckLists<C> {
    /// By key, the index of its first link plus one; 0 for none.
    first: Vec<u16>,
    /// A check, and the index of the next link plus one.
    links: Vec<(C, u16)>,
}

/// Capacity for the links of all rules, so that the list need not grow at each start.
const LINKS: usize = 512;

impl<C: Copy> CheckLists<C> {
    pub(super) fn new(keys: usize) -> Self {
        Self { first: vec![0; keys], links: Vec::with_capacity(LINKS) }
    }

    /// Inserts a check before the others of the key.
    pub(super) fn insert(&mut self, key: usize, check: C) {
        self.links.push((check, self.first[key]));
        self.first[key] = self.links.len() as u16;
    }

    pub(super) fn has(&self, key: usize) -> bool {
        self.first.get(key).is_some_and(|first| *first != 0)
    }

    pub(super) fn get(&self, key: usize) -> impl Iterator<Item = C> {
        let mut next = self.first.get(key).copied().unwrap_or_default();
        std::iter::from_fn(move || {
            let (check, after) = *self.links.get(usize::from(next).checked_sub(1)?)?;
            next = after;
            Some(check)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_the_checks_of_its_key_in_order() {
        let mut lists = CheckLists::new(3);
        for (key, check) in [(2, 'c'), (0, 'b'), (2, 'a')] {
            lists.insert(key, check);
        }
        let of = |key| lists.get(key).collect::<String>();
        assert_eq!([of(0), of(1), of(2), of(3)], ["b", "", "ac", ""]);
    }
}
