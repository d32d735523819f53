//! Which findings mean that the manager refuses the source.

use super::Rule;
use super::rules::supervisord as rules;
use super::rules::systemd as units;
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

/// Units with these findings are loaded; systemd refuses the jobs that would start them, for a reason that may involve several
/// units.
static NO_JOB: [&Rule; 2] =
    [&units::conflict_requires::CONFLICT_REQUIRES, &units::ordering_cycle::ORDERING_CYCLE];

/// Whether a finding means that systemd refuses exactly the unit that it is in. It loads and starts the other units then.
#[must_use]
pub fn concerns_one_unit(finding: &Diagnostic) -> bool {
    is_refusal(finding) && NO_JOB.iter().all(|rule| rule.name() != finding.rule)
}

/// Whether a finding means that the manager refuses the source, or cannot make its start job for a reason inside it:
/// every finding of level `error` except those about what supervisord silently accepts.
#[must_use]
pub fn is_refusal(finding: &Diagnostic) -> bool {
    finding.level == Level::Error && ACCEPTED.iter().all(|rule| rule.name() != finding.rule)
}
