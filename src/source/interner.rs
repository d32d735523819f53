//! Interned names: a name that occurs in thousands of files is stored once, all of them in one string.

use super::digest;

/// The number of an interned name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol(pub u32);

/// A set of interned names.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    text: String,
    /// The offset at which each name ends.
    ends: Vec<u32>,
    /// The hash of each name.
    hashes: Vec<u32>,
    /// A hash table with open addressing: one more than the number of a name, or 0 for a free slot. On a collision the
    /// next free slot is used. The length is a power of two.
    slots: Vec<u32>,
}

impl Interner {
    /// Interns a name; returns its number.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if self.ends.len() * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let hash = hash(name);
        let slot = self.slot(hash, name);
        if let Some(known) = self.at(slot) {
            return known;
        }
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        self.hashes.push(hash);
        self.slots[slot] = self.ends.len() as u32;
        Symbol(self.ends.len() as u32 - 1)
    }

    /// The number of a name, if it is interned.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Symbol> {
        if self.slots.is_empty() { None } else { self.at(self.slot(hash(name), name)) }
    }

    /// The name with this number.
    #[must_use]
    pub fn text(&self, symbol: Symbol) -> &str {
        let at = symbol.0 as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The number of names.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no name is interned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name in a slot of the hash table.
    fn at(&self, slot: usize) -> Option<Symbol> {
        self.slots.get(slot).and_then(|symbol| symbol.checked_sub(1)).map(Symbol)
    }

    /// The slot of a name, or the free one that it would get. There is always a free one.
    fn slot(&self, hash: u32, name: &str) -> usize {
        let is_it = |other: Symbol| self.hashes[other.0 as usize] == hash && self.text(other) == name;
        self.first_slot(hash, is_it)
    }

    /// The first slot, starting from that of the hash, that is free or matches `is_it`.
    fn first_slot(&self, hash: u32, is_it: impl Fn(Symbol) -> bool) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.at(slot).is_some_and(|other| !is_it(other)) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for at in 0..self.ends.len() {
            let slot = self.first_slot(self.hashes[at], |_| false);
            self.slots[slot] = at as u32 + 1;
        }
    }
}

fn hash(name: &str) -> u32 {
    digest(name.as_bytes()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number() {
        let mut names = Interner::default();
        assert_eq!(names.get("a.service"), None);
        let a = names.intern("a.service");
        assert_eq!((names.intern("a.service"), names.len()), (a, 1));
        assert_eq!((names.get("b.service"), names.text(a)), (None, "a.service"));
        assert_ne!(names.intern("b.service"), a);
        assert_eq!(names.text(names.get("").unwrap_or(a)), "a.service");
    }

    #[test]
    fn many_names_are_distinguished() {
        let mut names = Interner::default();
        let name = |number: u32| format!("u{number}.service");
        for number in 0..1000 {
            assert_eq!(names.intern(&name(number)), Symbol(number));
        }
        for number in 0..1000 {
            assert_eq!(
                (names.get(&name(number)), names.text(Symbol(number))),
                (Some(Symbol(number)), &*name(number))
            );
        }
        assert_eq!((names.len(), names.get("u1000.service")), (1000, None));
    }
}
