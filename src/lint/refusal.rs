//! Which findings say that the manager refuses the source.

use super::Rule;
use super::rules::supervisord as rules;
use crate::diagnostic::{Diagnostic, Level};

/// What supervisord takes, and then loses or doubles a process without a word, or leaks its environment: errors all the
/// same.
static TAKEN: [&Rule; 5] = [
    &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
    &rules::group_name_collision::GROUP_NAME_COLLISION,
    &rules::process_name_collision::PROCESS_NAME_COLLISION,
    &rules::program_in_two_groups::PROGRAM_IN_TWO_GROUPS,
    &rules::unclosed_section_header::UNCLOSED_SECTION_HEADER,
];

/// Whether a finding says that the manager refuses the source, or cannot make its start job for a reason inside of it: all of
/// level `error` but those that supervisord takes in silence.
#[must_use]
pub fn is_refusal(finding: &Diagnostic) -> bool {
    finding.level == Level::Error && TAKEN.iter().all(|rule| rule.name() != finding.rule)
}
