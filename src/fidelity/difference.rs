//! Sentences about how two services differ in a leaf.

use std::sync::Arc;

use crate::ir::describe::{describe, numbers};
use crate::ir::{Leaf, Service};
use crate::reason::Reason;
use crate::source::Map;

/// A cache of sentences: a deployment of a thousand services says most things a thousand times.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// By leaf, and by the numbers that the leaf has on both sides.
    made: Map<(Leaf, [[u64; 6]; 2]), Reason>,
    /// Recently joined reasons, with their parts.
    joined: Vec<(Vec<Reason>, Reason)>,
}

impl Sentences {
    /// What the result does and what the original did, in whole sentences.
    pub(super) fn of(&mut self, leaf: Leaf, original: &Service<'_>, result: &Service<'_>) -> Reason {
        let made = || Reason::from(sentence(leaf, original, result));
        match (numbers(leaf, original), numbers(leaf, result)) {
            (Some(was), Some(is)) => self.made.get_or_insert_with((leaf, [was, is]), made).clone(),
            _ => made(),
        }
    }

    /// Joins several reasons into one.
    pub(super) fn join(&mut self, reasons: Vec<Reason>) -> Reason {
        /// The size of this cache: searching it must cost less than joining again.
        const MOST: usize = 8;
        if let [only] = reasons.as_slice() {
            return only.clone();
        }
        let is_same = |parts: &[Reason]| {
            parts.len() == reasons.len() && parts.iter().zip(&reasons).all(|(one, other)| one.ptr_eq(other))
        };
        if let Some((_, joined)) = self.joined.iter().find(|(parts, _)| is_same(parts)) {
            return joined.clone();
        }
        let joined =
            Reason::Composed(Arc::from(reasons.iter().map(|one| &**one).collect::<Vec<&str>>().join(" ")));
        if self.joined.len() == MOST {
            self.joined.remove(0);
        }
        self.joined.push((reasons, joined.clone()));
        joined
    }
}

/// What the result does and what the original did, in whole sentences.
pub(super) fn sentence(leaf: Leaf, original: &Service<'_>, result: &Service<'_>) -> String {
    let (was, is) = (describe(leaf, original), describe(leaf, result));
    if was == is {
        // Different values with the same description: a path with two owners, a name used by two managers.
        return format!("Nearly the same: {is}.");
    }
    format!("Now: {is}. Before: {was}.")
}
