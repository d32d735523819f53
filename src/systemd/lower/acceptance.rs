//! What systemd accepts of a line.

use super::Lowering;
use crate::source::Span;
use crate::systemd::check::{self, Effect};
use crate::systemd::directives::DirectiveRow;

/// What systemd accepts of a line.
#[derive(Default)]
pub(super) struct Acceptance {
    /// Whether it ignores the line because of its value.
    pub(super) is_ignored: bool,
    /// The words of the value that it ignores.
    pub(super) refused_words: Vec<Span>,
}

impl Lowering<'_> {
    /// What the release accepts of a value of the directive of `row`.
    pub(super) fn acceptance(&self, row: &DirectiveRow, text: &str) -> Acceptance {
        let mut accepted = Acceptance::default();
        check::check(row, text, self.release, &mut |refused| match refused.effect {
            Effect::LineIgnored => accepted.is_ignored = true,
            Effect::WordIgnored => accepted.refused_words.push(refused.error.span),
            Effect::UnitRefused | Effect::Kept => {}
        });
        accepted
    }

    /// Whether the loader ignores a line because of its value.
    pub(super) fn is_ignored(&self, row: &DirectiveRow, text: &str) -> bool {
        self.acceptance(row, text).is_ignored
    }
}
