//! Finds the narrowest of many ranges around a place, without looking through them: a file may have as many comments as
//! findings.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::source::Span;

/// Ranges that may overlap, each with a value.
#[derive(Debug)]
pub(super) struct Narrowest<T> {
    /// Where another range, or none, becomes the narrowest; sorted by place.
    turns: Vec<(u32, Option<T>)>,
}

impl<T: Copy> Narrowest<T> {
    /// Of two ranges of the same length, the first counts.
    pub(super) fn of(ranges: &[(Span, T)]) -> Self {
        let mut by_start: Vec<usize> = (0..ranges.len()).collect();
        by_start.sort_by_key(|at| ranges[*at].0.start);
        let mut places: Vec<u32> = ranges.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        places.sort_unstable();
        places.dedup();
        let mut open: BinaryHeap<Reverse<(u32, usize)>> = BinaryHeap::new();
        let mut next = by_start.into_iter().peekable();
        let mut turns = Vec::with_capacity(places.len());
        for place in places {
            while let Some(at) = next.next_if(|at| ranges[*at].0.start == place) {
                open.push(Reverse((ranges[at].0.len(), at)));
            }
            // One that ended below another is removed once it comes up.
            while open.peek().is_some_and(|Reverse((_, at))| ranges[*at].0.end <= place) {
                open.pop();
            }
            turns.push((place, open.peek().map(|Reverse((_, at))| ranges[*at].1)));
        }
        Self { turns }
    }

    /// The value of the narrowest range that contains a place.
    pub(super) fn at(&self, place: u32) -> Option<T> {
        let turns = self.turns.partition_point(|(start, _)| *start <= place);
        self.turns[..turns].last()?.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_narrowest_range_around_a_place_is_found(
            ranges in proptest::collection::vec((0u32..20, 0u32..20), 0..12),
        ) {
            let ranges: Vec<(Span, usize)> =
                ranges.iter().enumerate().map(|(at, (start, length))| (Span::new(*start, start + length), at)).collect();
            let narrowest = Narrowest::of(&ranges);
            for place in 0..42 {
                let around = ranges.iter().filter(|(range, _)| range.start <= place && place < range.end);
                let expected = around.min_by_key(|(range, at)| (range.len(), *at)).map(|(_, at)| *at);
                proptest::prop_assert_eq!(narrowest.at(place), expected);
            }
        }
    }
}
