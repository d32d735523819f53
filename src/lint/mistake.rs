//! Values that systemd refuses for a reason that has a rule of its own: `invalid-value` makes the finding, and the rule
//! contributes its name and its advice. Rules that make the whole finding themselves are in `readers::specific_rules`.

use super::Rule;
use super::rules::systemd as rules;
use crate::systemd::check::{self, Refusal};
use crate::systemd::directives::DirectiveRow;
use crate::systemd::versions::Release;

/// A value, or a word of one, that systemd refuses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mistake<'m> {
    /// The directive.
    pub(crate) row: &'m DirectiveRow,
    /// The whole value.
    pub(crate) text: &'m str,
    /// The part of it that is refused, and why.
    pub(crate) refused: &'m Refusal,
}

impl<'m> Mistake<'m> {
    /// The text that is refused.
    pub(crate) fn word(&self) -> &'m str {
        self.refused.error.span.text(self.text)
    }
}

/// The number of errors that the loader finds in a value.
pub(crate) fn count_refusals(row: &DirectiveRow, text: &str, release: Release) -> usize {
    let mut count = 0;
    check::check(row, text, release, &mut |_| count += 1);
    count
}

/// A mistake that has a rule of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownMistake {
    /// Its rule.
    pub(crate) rule: &'static Rule,
    /// Whether a mistake is this one.
    matches: fn(&Mistake<'_>) -> bool,
    /// What to do, to follow what systemd says.
    pub(crate) advice: &'static str,
}

/// The known mistakes: the first match wins.
static KNOWN: [KnownMistake; 15] = [
    rules::empty_assignment_no_effect::KNOWN,
    rules::quoted_scalar::KNOWN,
    rules::env_no_expansion::KNOWN,
    rules::stdout_file_needs_prefix::KNOWN,
    rules::directory_absolute::KNOWN,
    rules::limit_soft_gt_hard::KNOWN,
    rules::limit_unlimited::KNOWN,
    rules::nofile_k_suffix::KNOWN,
    rules::memorymax_zero::KNOWN,
    rules::size_unit_trap::KNOWN,
    rules::tasksmax_zero::KNOWN,
    rules::cpuquota_no_percent::KNOWN,
    rules::signal_lowercase::KNOWN,
    rules::timespan_unit_trap::KNOWN,
    rules::invalid_enum_falls_back::KNOWN,
];

impl KnownMistake {
    /// Declares the mistake of this rule.
    pub(crate) const fn new(
        rule: &'static Rule,
        matches: fn(&Mistake<'_>) -> bool,
        advice: &'static str,
    ) -> Self {
        Self { rule, matches, advice }
    }

    /// Whether a rule is that of a known mistake.
    pub(crate) fn has_rule(rule: &Rule) -> bool {
        KNOWN.iter().any(|known| std::ptr::eq(known.rule, rule))
    }

    /// The known mistake that this is, if any.
    pub(crate) fn find(mistake: &Mistake<'_>) -> Option<&'static Self> {
        KNOWN.iter().find(|known| (known.matches)(mistake))
    }
}

/// Splits a text after the digits and dots that it starts with; `None` if there are none.
pub(crate) fn number_and_unit(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'.').unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Whether it is a word that other programs use for "no limit".
pub(crate) fn means_unlimited(text: &str) -> bool {
    ["unlimited", "infinity", "infinite", "none", "max"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
