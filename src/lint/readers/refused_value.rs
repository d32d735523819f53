//! A value of a directive that the loader refuses, as handed to the rules that report it.

use crate::lint::context::UnitEntryContext;
use crate::lint::mistake::Mistake;
use crate::source::{FileId, MappedText, Span};
use crate::systemd::check::Effect;
use crate::value::ValueError;

/// A [`Mistake`] and its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RefusedValue<'c> {
    /// The entry.
    pub(crate) context: &'c UnitEntryContext<'c>,
    /// The value, its lines joined.
    pub(crate) value: &'c MappedText<'c>,
    /// What is wrong with it.
    pub(crate) mistake: Mistake<'c>,
}

impl<'c> RefusedValue<'c> {
    /// The reader's error.
    pub(crate) const fn error(&self) -> &'c ValueError {
        &self.mistake.refused.error
    }

    /// What the loader does then.
    pub(crate) const fn effect(&self) -> Effect {
        self.mistake.refused.effect
    }

    /// The part of the value that is refused.
    pub(crate) fn word(&self) -> &'c str {
        self.mistake.word()
    }

    /// The file that it is in.
    pub(crate) const fn file(&self) -> FileId {
        self.context.entry.id.file
    }

    /// The place of the refused part in the file.
    pub(crate) fn place(&self) -> Span {
        self.value.span(self.error().span)
    }
}
