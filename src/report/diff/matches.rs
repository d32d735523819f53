//! Which lines of two versions of a file are the same.
//!
//! The shortest difference takes time in proportion to the length of the files times that of the difference. Long files
//! are therefore taken apart first, at the lines that occur once in each, as `diff --patience` does; what is long and has
//! no such line is compared block by block.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Up to this many lines in both versions, the difference is the shortest one.
const SHORT: usize = 4096;

/// The number of lines of a block.
const BLOCK: usize = 256;

/// What to do to the lines of the old version to get those of the new one.
pub(super) fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len() + new.len() <= SHORT {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut number = |line| {
        let next = numbers.len() as u32;
        *numbers.entry(line).or_insert(next)
    };
    let [old, new] = [old, new].map(|lines| lines.iter().map(|line| number(*line)).collect::<Vec<u32>>());
    Matches::new(&old, &new).changes()
}

/// The lines that are the same in both versions; each line is the number of its text.
struct Matches<'l> {
    old: &'l [u32],
    new: &'l [u32],
    runs: Vec<Run>,
}

/// Successive lines that are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    old: usize,
    new: usize,
    len: usize,
}

impl<'l> Matches<'l> {
    fn new(old: &'l [u32], new: &'l [u32]) -> Self {
        let mut matches = Self { old, new, runs: Vec::new() };
        let start = common(old.iter().zip(new));
        let end = common(old[start..].iter().rev().zip(new[start..].iter().rev()));
        let (old_end, new_end) = (old.len() - end, new.len() - end);
        matches.add(0, 0, start);
        let (mut old_at, mut new_at) = (start, start);
        for (old_line, new_line) in anchors(old, new) {
            // The runs around other lines may include this one, or have passed it.
            if !(old_at..old_end).contains(&old_line) || !(new_at..new_end).contains(&new_line) {
                continue;
            }
            let before = old[old_at..old_line].iter().rev().zip(new[new_at..new_line].iter().rev());
            let before = common(before);
            matches.compare(old_at..old_line - before, new_at..new_line - before);
            let after = common(old[old_line..old_end].iter().zip(&new[new_line..new_end]));
            matches.add(old_line - before, new_line - before, before + after);
            (old_at, new_at) = (old_line + after, new_line + after);
        }
        matches.compare(old_at..old_end, new_at..new_end);
        matches.add(old_end, new_end, end);
        matches
    }

    fn add(&mut self, old: usize, new: usize, len: usize) {
        match self.runs.last_mut() {
            _ if len == 0 => {}
            Some(last) if (last.old + last.len, last.new + last.len) == (old, new) => last.len += len,
            _ => self.runs.push(Run { old, new, len }),
        }
    }

    /// Compares two ranges of lines block by block.
    fn compare(&mut self, mut old: Range<usize>, mut new: Range<usize>) {
        while !old.is_empty() && !new.is_empty() {
            let old_block = old.start..old.end.min(old.start + BLOCK);
            let new_block = new.start..new.end.min(new.start + BLOCK);
            let (old_lines, new_lines) = (&self.old[old_block.clone()], &self.new[new_block.clone()]);
            let (mut old_next, mut new_next) = (old.start, new.start);
            for change in capture_diff_slices(Algorithm::Myers, old_lines, new_lines) {
                if let DiffOp::Equal { old_index, new_index, len } = change {
                    self.add(old.start + old_index, new.start + new_index, len);
                    (old_next, new_next) = (old.start + old_index + len, new.start + new_index + len);
                }
            }
            // What follows the last match may match the next lines, but each block must bring us further.
            if old_next - old.start + (new_next - new.start) < BLOCK {
                (old_next, new_next) = (old_block.end, new_block.end);
            }
            (old.start, new.start) = (old_next, new_next);
        }
    }

    fn changes(self) -> Vec<DiffOp> {
        let mut changes = Vec::with_capacity(self.runs.len() * 2 + 1);
        let (mut old_at, mut new_at) = (0, 0);
        let end = Run { old: self.old.len(), new: self.new.len(), len: 0 };
        for Run { old, new, len } in self.runs.into_iter().chain([end]) {
            let (old_index, new_index) = (old_at, new_at);
            let (old_len, new_len) = (old - old_at, new - new_at);
            match (old_len, new_len) {
                (0, 0) => {}
                (_, 0) => changes.push(DiffOp::Delete { old_index, old_len, new_index }),
                (0, _) => changes.push(DiffOp::Insert { old_index, new_index, new_len }),
                _ => changes.push(DiffOp::Replace { old_index, old_len, new_index, new_len }),
            }
            if len > 0 {
                changes.push(DiffOp::Equal { old_index: old, new_index: new, len });
            }
            (old_at, new_at) = (old + len, new + len);
        }
        changes
    }
}

/// The number of equal pairs at the start.
fn common<'l>(pairs: impl Iterator<Item = (&'l u32, &'l u32)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}

/// The places of lines that occur once in each version, in the order of both: as many as there can be.
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let count = old.iter().chain(new).max().map_or(0, |last| *last as usize + 1);
    let places = |lines: &[u32]| {
        // The number of occurrences, and the last one.
        let mut places = vec![(0_u32, 0_usize); count];
        for (at, line) in lines.iter().enumerate() {
            let place = &mut places[*line as usize];
            *place = (place.0 + 1, at);
        }
        places
    };
    let (in_old, in_new) = (places(old), places(new));
    let once: Vec<(usize, usize)> = (old.iter().enumerate())
        .filter(|(_, line)| in_old[**line as usize].0 == 1 && in_new[**line as usize].0 == 1)
        .map(|(at, line)| (at, in_new[*line as usize].1))
        .collect();
    // The longest increasing subsequence: `ends` has, for each length, the pair that ends one and comes first in the new
    // version.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; once.len()];
    for (at, (_, place)) in once.iter().enumerate() {
        let length = ends.partition_point(|end| once[*end].1 < *place);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut chain: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |at| previous[*at]).map(|at| once[at]).collect();
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies the changes to the old lines.
    fn applied(old: &[u32], new: &[u32]) -> Vec<u32> {
        let mut lines = Vec::new();
        let mut at = 0;
        for change in Matches::new(old, new).changes() {
            assert_eq!((change.old_range().start, change.new_range().start), (at, lines.len()));
            at = change.old_range().end;
            match change {
                DiffOp::Equal { old_index, len, .. } => lines.extend(&old[old_index..old_index + len]),
                DiffOp::Delete { .. } => {}
                DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
                    lines.extend(&new[new_index..new_index + new_len]);
                }
            }
        }
        assert_eq!(at, old.len());
        lines
    }

    #[test]
    fn a_long_file_differs_where_it_was_changed() {
        let text = |changed: fn(usize) -> bool| {
            let line = |at| if changed(at) { format!("new {at}\n") } else { format!("{at}\n") };
            (0..3000).map(line).collect::<String>()
        };
        let (old, new) = (text(|_| false), text(|at| at % 700 == 5));
        let [old, new] = [&old, &new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
        let changed =
            changes(&old, &new).into_iter().filter(|change| !matches!(change, DiffOp::Equal { .. }));
        let changed: Vec<_> = changed.map(|change| (change.old_range(), change.new_range())).collect();
        assert_eq!(changed, [5, 705, 1405, 2105, 2805].map(|at| (at..at + 1, at..at + 1)));
    }

    #[test]
    fn lines_that_all_occur_often_are_matched_block_by_block() {
        let old: Vec<u32> = (0..4000).map(|at| at % 3).collect();
        let new: Vec<u32> = (0..4000).map(|at| if at % 3 == 1 { 7 } else { at % 3 }).collect();
        let kept: usize = Matches::new(&old, &new).runs.iter().map(|run| run.len).sum();
        assert!(kept > 2600, "{kept} of 2667 lines are kept");
        assert_eq!(applied(&old, &new), new);
    }

    proptest::proptest! {
        #[test]
        fn the_changes_make_one_version_of_the_other(
            old in proptest::collection::vec(0u32..40, 0..900),
            edits in proptest::collection::vec((0usize..900, 0u32..60, proptest::bool::ANY), 0..60),
        ) {
            let mut new = old.clone();
            for (at, line, is_new) in edits {
                let at = at.min(new.len());
                if is_new { new.insert(at, line) } else if at < new.len() { new.remove(at); }
            }
            proptest::prop_assert_eq!(&applied(&old, &new), &new);
            proptest::prop_assert_eq!(&applied(&new, &old), &old);
        }
    }
}
