//! Names as numbers: a name that thousands of units say is kept once, and all lie end to end.

use crate::source::digest;

/// A name, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Symbol(pub(super) u32);

/// The names that were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    text: String,
    /// Where each name ends.
    ends: Vec<u32>,
    /// By hash, one more than the number of a name; 0 for none. What is taken already goes into the next free place. Its
    /// length is a power of two.
    places: Vec<u32>,
}

impl Names {
    /// The number of a name; a new one, if it was not met before.
    pub(super) fn put(&mut self, name: &str) -> Symbol {
        if self.ends.len() * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let place = self.place(name);
        if let Some(known) = self.at(place) {
            return known;
        }
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        self.places[place] = self.ends.len() as u32;
        Symbol(self.ends.len() as u32 - 1)
    }

    /// The number of a name that was met.
    pub(super) fn get(&self, name: &str) -> Option<Symbol> {
        if self.places.is_empty() { None } else { self.at(self.place(name)) }
    }

    pub(super) fn text(&self, symbol: Symbol) -> &str {
        let at = symbol.0 as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Who has a place.
    fn at(&self, place: usize) -> Option<Symbol> {
        self.places.get(place).and_then(|symbol| symbol.checked_sub(1)).map(Symbol)
    }

    /// The place of a name, or the free one that it would get. There is always a free one.
    fn place(&self, name: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut place = digest(name.as_bytes()) as usize & mask;
        while self.at(place).is_some_and(|other| self.text(other) != name) {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.places = vec![0; (self.places.len() * 2).max(64)];
        for at in 0..self.ends.len() as u32 {
            let place = self.place(self.text(Symbol(at)));
            self.places[place] = at + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number() {
        let mut names = Names::default();
        assert_eq!(names.get("a.service"), None);
        let a = names.put("a.service");
        assert_eq!((names.put("a.service"), names.len()), (a, 1));
        assert_eq!((names.get("b.service"), names.text(a)), (None, "a.service"));
        assert_ne!(names.put("b.service"), a);
        assert_eq!(names.text(names.get("").unwrap_or(a)), "a.service");
    }

    #[test]
    fn many_names_are_told_apart() {
        let mut names = Names::default();
        let name = |number: u32| format!("u{number}.service");
        for number in 0..1000 {
            assert_eq!(names.put(&name(number)), Symbol(number));
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
