//! Edits on a file's bytes: the only way in which sysvisor changes a file.

use std::fmt;

use crate::source::Span;

/// An edit: replaces a range of bytes by a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// The replacement; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts `text` before the byte at `offset`.
    #[must_use]
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::at(offset), text: text.into() }
    }

    /// Deletes `span`.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// The error for two edits that change the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The offset at which the second edit begins.
    pub at: u32,
}

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two edits overlap at byte {}", self.at)
    }
}

impl std::error::Error for Overlap {}

/// Applies edits, in any order, to `bytes`.
///
/// # Errors
/// [`Overlap`] when two of them overlap, or insert at the same place: their order would decide the outcome.
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Result<Vec<u8>, Overlap> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort();
    let mut out = Vec::with_capacity(bytes.len());
    let mut done = 0;
    let mut last: Option<Span> = None;
    for edit in sorted {
        let clash = last.is_some_and(|last| edit.span.start < last.end || edit.span == last);
        if clash {
            return Err(Overlap { at: edit.span.start });
        }
        out.extend_from_slice(Span::new(done, edit.span.start).slice(bytes));
        out.extend_from_slice(edit.text.as_bytes());
        done = edit.span.end;
        last = Some(edit.span);
    }
    out.extend_from_slice(Span::new(done, bytes.len() as u32).slice(bytes));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_file_order_regardless_of_list_order() {
        let edits =
            [Edit::insert(3, "!"), Edit::replace(Span::new(0, 1), "X"), Edit::delete(Span::new(1, 2))];
        assert_eq!(apply(b"abc", &edits).unwrap(), b"Xc!");
    }

    #[test]
    fn overlapping_edits_are_rejected() {
        let edits = [Edit::replace(Span::new(0, 2), "X"), Edit::delete(Span::new(1, 3))];
        assert_eq!(apply(b"abc", &edits), Err(Overlap { at: 1 }));
        assert!(apply(b"abc", &[Edit::insert(1, "x"), Edit::insert(1, "y")]).is_err());
    }
}
