//! Sentences about how two services differ in a leaf.

use std::sync::Arc;

use crate::ir::describe::{describe, numbers};
use crate::ir::{Leaf, Service};
use crate::reason::Reason;
use crate::source::Map;
use crate::text::start::start;

/// A cache of sentences: a deployment of a thousand services says most things a thousand times.
#[derive(Debug, Default)]
pub(super) struct Sentences<'j, 'a, 'b> {
    /// By leaf, and by the numbers that the leaf has on both sides.
    made: Map<(Leaf, [[u64; 6]; 2]), Reason>,
    /// The last one about something other than numbers: thousands of settings may have decided a single leaf.
    last: Option<(Leaf, &'j Service<'a>, &'j Service<'b>, Reason)>,
    /// Recently joined reasons, with their parts.
    joined: Vec<(Vec<Reason>, Reason)>,
}

impl<'j, 'a, 'b> Sentences<'j, 'a, 'b> {
    /// What the result does and what the original did, in whole sentences.
    pub(super) fn of(&mut self, leaf: Leaf, original: &'j Service<'a>, result: &'j Service<'b>) -> Reason {
        let made = || Reason::from(sentence(leaf, original, result));
        if let (Some(was), Some(is)) = (numbers(leaf, original), numbers(leaf, result)) {
            return self.made.get_or_insert_with((leaf, [was, is]), made).clone();
        }
        match &self.last {
            Some((of, was, is, reason))
                if *of == leaf && std::ptr::eq(*was, original) && std::ptr::eq(*is, result) =>
            {
                reason.clone()
            }
            _ => {
                let reason = made();
                self.last = Some((leaf, original, result, reason.clone()));
                reason
            }
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
    let is_same = was == is;
    let [was, is] = [was, is].map(shortened);
    if is_same {
        // Different values with the same description: a path with two owners, a name used by two managers.
        return format!("Nearly the same: {is}.");
    }
    format!("Now: {is}. Before: {was}.")
}

/// The description, or its beginning if it is long: each of thousands of settings may have it as its reason.
fn shortened(description: String) -> String {
    const LONG: usize = 4096;
    if description.len() <= LONG { description } else { format!("{}…", start(&description, LONG)) }
}
