//! Shared by the tests of safe fixes with the real parsers: which rules can fix a text, and the result of each.

use std::collections::BTreeSet;

use sysvisor::diagnostic::{Applicability, Diagnostic};
use sysvisor::lint::{Selection, fix};
use sysvisor::source::FileId;

/// A text with safe fixes applied.
pub(super) struct Fixed {
    /// The rule whose fixes were applied, or [`ALL`].
    pub(super) rule: &'static str,
    pub(super) selection: Selection,
    pub(super) bytes: Vec<u8>,
}

/// The placeholder for every rule.
const ALL: &str = "all";

pub(super) fn is_safe(finding: &Diagnostic) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe && !fix.edits.is_empty())
}

/// The text as each rule alone fixes it, so that a change has a single cause, and as all rules together fix it, if there
/// are several.
pub(super) fn by_rule(
    name: &str,
    bytes: &[u8],
    check: &dyn Fn(&[u8], &Selection) -> Vec<Diagnostic>,
) -> Vec<Fixed> {
    let findings = check(bytes, &Selection::all());
    let rules: BTreeSet<&'static str> =
        findings.iter().filter(|one| is_safe(one)).map(|one| one.rule).collect();
    let alone = rules.iter().map(|rule| (*rule, Selection::new(&[*rule], &[]).unwrap()));
    let together = (rules.len() > 1).then(|| (ALL, Selection::all()));
    let cases = alone.chain(together);
    cases
        .map(|(rule, selection)| {
            let bytes = fixed(name, bytes, &|bytes| check(bytes, &selection));
            Fixed { rule, selection, bytes }
        })
        .collect()
}

/// Applies the safe fixes of all findings, until none is left.
fn fixed(name: &str, bytes: &[u8], check: &dyn Fn(&[u8]) -> Vec<Diagnostic>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..fix::MAX_ROUNDS {
        let findings = check(&bytes);
        let Some((next, _)) = fix::apply_round(&bytes, &findings, FileId(0), Applicability::Safe) else {
            let left: Vec<&Diagnostic> = findings.iter().filter(|one| is_safe(one)).collect();
            assert!(left.is_empty(), "{name}: not fixed: {left:?}");
            return bytes;
        };
        bytes = next;
    }
    panic!("the fixes do not converge: {name}");
}

/// Whether a table of rules and what they change has an entry for this rule, or for any rule if all were applied.
pub(super) fn is_expected_change(table: &[(&str, &str)], rule: &str, is_it: impl Fn(&str) -> bool) -> bool {
    table.iter().any(|(fixing, fixed)| [*fixing, ALL].contains(&rule) && is_it(fixed))
}
