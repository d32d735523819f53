//! Which findings mean that the manager refuses the source.

use super::Rule;
use super::rules::supervisord as rules;
use crate::diagnostic::{Diagnostic, Level};

/// Rules for what supervisord accepts, only to lose or duplicate a process or to leak its environment without a
/// message: errors all the same.
static ACCEPTED: [&Rule; 5] = [
    &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
    &rules::group_name_collision::GROUP_NAME_COLLISION,
    &rules::process_name_collision::PROCESS_NAME_COLLISION,
    &rules::program_in_two_groups::PROGRAM_IN_TWO_GROUPS,
    &rules::unclosed_section_header::UNCLOSED_SECTION_HEADER,
];

/// Whether a finding means that the manager refuses the source, or cannot make its start job for a reason inside it:
/// every finding of level `error` except those about what supervisord silently accepts.
#[must_use]
pub fn is_refusal(finding: &Diagnostic) -> bool {
    finding.level == Level::Error && ACCEPTED.iter().all(|rule| rule.name() != finding.rule)
}
