//! The lines that a setting resulted in. Lines that differ only in their place are merged: settings of `[supervisord]` end
//! up in every unit.

use std::borrow::Cow;

use super::emitted::Emitted;
use super::{clean, secret};
use crate::fidelity::{Row, SpelledLine};
use crate::source::Map;

/// Lines of the same setting with the same value.
pub(super) struct Arrow<'r> {
    first: &'r SpelledLine,
    /// The others, in other places.
    more: Vec<&'r SpelledLine>,
    pub(super) value: Cow<'r, str>,
    /// Whether it was written to a file.
    pub(super) is_written: bool,
}

/// Up to this many equal lines are listed one by one.
const FEW: usize = 2;
/// The maximum width of a list of places; of the others only the number is shown.
const NAMES: usize = 60;

/// The lines of a row, merged, ordered by the first line of each.
pub(super) fn arrows<'r>(row: &'r Row<'_>, emitted: &Emitted<'_>) -> Vec<Arrow<'r>> {
    let arrow = |into: &'r SpelledLine| Arrow {
        first: into,
        more: Vec::new(),
        value: secret::redacted_line_value(row.setting(), into, &into.value),
        is_written: emitted.contains(into),
    };
    let lines: Vec<Arrow<'r>> = row.into.iter().map(|into| arrow(into)).collect();
    if lines.len() <= FEW {
        return lines;
    }
    let firsts = firsts(&lines);
    let mut counts = vec![0; lines.len()];
    firsts.iter().for_each(|first| counts[*first] += 1);
    let mut arrows: Vec<Arrow<'r>> = Vec::with_capacity(lines.len());
    // The index of each line's arrow.
    let mut places = Vec::with_capacity(lines.len());
    for (line, first) in lines.into_iter().zip(firsts) {
        let place = places.get(first).copied().filter(|_| counts[first] > FEW).unwrap_or(arrows.len());
        places.push(place);
        match arrows.get_mut(place) {
            Some(arrow) => arrow.more.push(line.first),
            None => arrows.push(line),
        }
    }
    arrows
}

/// For each line the index of the first one that differs only in its place.
fn firsts(lines: &[Arrow<'_>]) -> Vec<usize> {
    let mut known: Map<(&str, &str, bool), usize> = Map::new();
    let mut firsts = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let key = (&*line.first.setting, &*line.value, line.is_written);
        firsts.push(*known.get_or_insert_with(key, || at));
    }
    firsts
}

impl<'r> Arrow<'r> {
    /// One of the lines.
    pub(super) const fn line(&self) -> &'r SpelledLine {
        self.first
    }

    /// The places, as a prefix of the setting's name: `a.service [Service] `, `a.service, b.service and 24 more: [Service]
    /// `.
    pub(super) fn place(&self) -> String {
        let first = self.first;
        let all = || std::iter::once(first).chain(self.more.iter().copied());
        let section = |into: &SpelledLine| format!("[{}]", clean(&into.section));
        if self.more.is_empty() {
            return [&*clean(&first.file), " [", &clean(&first.section), "] "].concat();
        }
        if all().all(|one| one.section == first.section) {
            return format!("{}: {} ", some(all().map(|one| clean(&one.file).into_owned())), section(first));
        }
        if all().all(|one| one.file == first.file) {
            return format!("{} {}: ", clean(&first.file), some(all().map(section)));
        }
        format!("{}: ", some(all().map(|one| format!("{} {}", clean(&one.file), section(one)))))
    }
}

/// Lists the first of several places, and the number of the others.
fn some(places: impl Iterator<Item = String>) -> String {
    let (mut text, mut width, mut more) = (String::new(), 0, 0);
    for place in places {
        width += place.chars().count() + 2;
        if more > 0 || width > NAMES && !text.is_empty() {
            more += 1;
            continue;
        }
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(&place);
    }
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}
