//! Joins groups of settings that share a part of their reasons: `startsecs` and `startretries` both decide when supervisord
//! gives up, but only `startsecs` decides when a program counts as started. The shared part is shown once for both.

use super::chapters::{Group, Kind};
use crate::fidelity::{Report, Risk, Verdict};
use crate::source::Map;

/// What applies to only one setting of a group, in addition to the reason of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Besides<'r> {
    /// The setting's name.
    pub(super) setting: &'r str,
    /// The sentences of its reason that are not in the group's.
    pub(super) reason: &'r str,
}

/// Merges each group whose reason begins or ends with the reason of another group into that group.
pub(super) fn join<'r>(report: &'r Report<'_>, kind: Kind, groups: &mut Vec<Group<'r>>) {
    if matches!(kind, Kind::Defaults | Kind::Exact) {
        return;
    }
    let mut known: Map<(Verdict, Risk, &str), usize> = Map::new();
    for (at, group) in groups.iter().enumerate() {
        known.get_or_insert_with((group.verdict, group.risk, group.reason), || at);
    }
    let mut shortest_first: Vec<usize> = (0..groups.len()).collect();
    shortest_first.sort_by_key(|at| groups[*at].reason.len());
    for at in shortest_first {
        let group = &groups[at];
        let Some(setting) = only_name(report, group) else { continue };
        let is_free = |other: &usize| {
            let other = &groups[*other];
            !other.rows.is_empty() && names(report, other).all(|name| name != setting)
        };
        let found = splits(group.reason).find_map(|(shared, own)| {
            let other = known.get(&(group.verdict, group.risk, shared)).copied().filter(is_free)?;
            Some((other, own))
        });
        if let Some((other, reason)) = found {
            let rows = std::mem::take(&mut groups[at].rows);
            groups[other].rows.extend(rows);
            groups[other].rows.sort_unstable();
            groups[other].besides.push(Besides { setting, reason });
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups.sort_by_key(|group| group.rows.first().copied());
}

/// Splits a reason between two sentences, at each possible place: the part that may be shared, and the rest. The longest part
/// that may be shared comes first.
fn splits(reason: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for (at, _) in reason.match_indices(". ") {
        let (first, last) = (&reason[..=at], &reason[at + 2..]);
        parts.extend([(first, last), (last, first)]);
    }
    parts.sort_by_key(|(shared, _)| std::cmp::Reverse(shared.len()));
    parts.into_iter()
}

fn names<'r>(report: &'r Report<'_>, group: &Group<'_>) -> impl Iterator<Item = &'r str> {
    let rows = group.rows.iter().filter_map(|row| report.rows.get(*row));
    rows.filter_map(|row| row.setting.as_ref()).map(|setting| &*setting.name)
}

/// The setting name of a group, if all its settings have the same.
fn only_name<'r>(report: &'r Report<'_>, group: &Group<'_>) -> Option<&'r str> {
    let mut names = names(report, group);
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}
