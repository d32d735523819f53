//! How two services differ in a leaf, in words.

use crate::ir::describe::describe;
use crate::ir::{Leaf, Service};

/// What the result does, and what the original did; whole sentences.
pub(super) fn sentence(leaf: Leaf, original: &Service<'_>, result: &Service<'_>) -> String {
    let (was, is) = (describe(leaf, original), describe(leaf, result));
    if was == is {
        // Two things that are said alike but are not: a path of two owners, a name of two managers.
        return format!("The {} is nearly the same: {is}.", leaf.name().replace(['.', '_'], " "));
    }
    format!("Now: {is}. Before: {was}.")
}
