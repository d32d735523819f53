//! What the tests of safe fixes before the real loaders share: which rules can mend a text, and what each makes of it.

use std::collections::BTreeSet;

use sysvisor::diagnostic::{Applicability, Diagnostic};
use sysvisor::lint::{Selection, fix};
use sysvisor::source::FileId;

/// A text with safe fixes.
pub(super) struct Mended {
    /// The rule that they are of, or [`ALL`].
    pub(super) rule: &'static str,
    pub(super) selection: Selection,
    pub(super) bytes: Vec<u8>,
}

/// Stands for every rule.
const ALL: &str = "all";

pub(super) fn is_safe(finding: &Diagnostic) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe && !fix.edits.is_empty())
}

/// The text as each rule alone mends it, so that a change has one cause; and as all of them do, if there are several.
pub(super) fn by_rule(
    name: &str,
    bytes: &[u8],
    check: &dyn Fn(&[u8], &Selection) -> Vec<Diagnostic>,
) -> Vec<Mended> {
    let findings = check(bytes, &Selection::all());
    let rules: BTreeSet<&'static str> =
        findings.iter().filter(|one| is_safe(one)).map(|one| one.rule).collect();
    let alone = rules.iter().map(|rule| (*rule, Selection::new(&[*rule], &[]).unwrap()));
    let together = (rules.len() > 1).then(|| (ALL, Selection::all()));
    let cases = alone.chain(together);
    cases
        .map(|(rule, selection)| {
            let bytes = mended(name, bytes, &|bytes| check(bytes, &selection));
            Mended { rule, selection, bytes }
        })
        .collect()
}

/// The text with the safe fixes of what is found; none of them is left.
fn mended(name: &str, bytes: &[u8], check: &dyn Fn(&[u8]) -> Vec<Diagnostic>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..fix::MOST_ROUNDS {
        let findings = check(&bytes);
        let Some((next, _)) = fix::round(&bytes, &findings, FileId(0), Applicability::Safe) else {
            let left: Vec<&Diagnostic> = findings.iter().filter(|one| is_safe(one)).collect();
            assert!(left.is_empty(), "{name}: not mended: {left:?}");
            return bytes;
        };
        bytes = next;
    }
    panic!("still mending: {name}");
}

/// Whether a table of rules and what they mend says so of a rule, or of any where all were applied.
pub(super) fn may_mend(table: &[(&str, &str)], rule: &str, is_it: impl Fn(&str) -> bool) -> bool {
    table.iter().any(|(mending, mended)| [*mending, ALL].contains(&rule) && is_it(mended))
}
