//! Values that systemd refuses for a reason that has a name: `invalid-value` makes the finding, and the rule of that name puts
//! itself and its advice to it. Rules that make the whole finding themselves: `readers::own_words`.

use super::Rule;
use super::rules::systemd as rules;
use crate::systemd::check::{self, Refused};
use crate::systemd::directives::DirectiveRow;
use crate::systemd::versions::Release;

/// A value, or a word of one, that systemd refuses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mistake<'m> {
    /// The directive.
    pub(crate) row: &'m DirectiveRow,
    /// The whole value.
    pub(crate) text: &'m str,
    /// What of it is refused.
    pub(crate) refused: &'m Refused,
}

impl<'m> Mistake<'m> {
    /// The text that is refused.
    pub(crate) fn word(&self) -> &'m str {
        self.refused.error.span.text(self.text)
    }
}

/// How many faults the loader finds in a value.
pub(crate) fn refusals(row: &DirectiveRow, text: &str, release: Release) -> usize {
    let mut count = 0;
    check::check(row, text, release, &mut |_| count += 1);
    count
}

/// A mistake that is known by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Its rule.
    pub(crate) rule: &'static Rule,
    /// Whether it is this one.
    is_it: fn(&Mistake<'_>) -> bool,
    /// What to do, behind what systemd says.
    pub(crate) advice: &'static str,
}

/// The known mistakes: the first that fits is the one.
static KNOWN: [Known; 15] = [
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

impl Known {
    /// A mistake of this rule.
    pub(crate) const fn new(
        rule: &'static Rule,
        is_it: fn(&Mistake<'_>) -> bool,
        advice: &'static str,
    ) -> Self {
        Self { rule, is_it, advice }
    }

    /// Whether there is one of this rule.
    pub(crate) fn names(rule: &Rule) -> bool {
        KNOWN.iter().any(|known| std::ptr::eq(known.rule, rule))
    }

    /// Which one it is.
    pub(crate) fn find(mistake: &Mistake<'_>) -> Option<&'static Self> {
        KNOWN.iter().find(|known| (known.is_it)(mistake))
    }
}

/// The digits and points that a text starts with, and what follows them; none where it starts with neither.
pub(crate) fn number_and_unit(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'.').unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Whether it is one of the words for "no limit" that other programs have.
pub(crate) fn says_unlimited(text: &str) -> bool {
    ["unlimited", "infinity", "infinite", "none", "max"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
