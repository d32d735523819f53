//! Names as numbers: a name that thousands of units say is kept once.

use std::sync::Arc;

use crate::source::Map;

/// A name, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Symbol(pub(super) u32);

/// The names that were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    texts: Vec<Arc<str>>,
    known: Map<Arc<str>, Symbol>,
}

impl Names {
    /// The number of a name; a new one, if it was not met before.
    pub(super) fn put(&mut self, name: &str) -> Symbol {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let (symbol, text) = (Symbol(self.texts.len() as u32), Arc::<str>::from(name));
        self.texts.push(Arc::clone(&text));
        self.known.insert(text, symbol);
        symbol
    }

    /// The number of a name that was met.
    pub(super) fn get(&self, name: &str) -> Option<Symbol> {
        self.known.get(name).copied()
    }

    pub(super) fn text(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol.0 as usize).map_or("", |text| text)
    }

    pub(super) const fn len(&self) -> usize {
        self.texts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number() {
        let mut names = Names::default();
        let a = names.put("a.service");
        assert_eq!((names.put("a.service"), names.len()), (a, 1));
        assert_eq!((names.get("b.service"), names.text(a)), (None, "a.service"));
        assert_ne!(names.put("b.service"), a);
    }
}
