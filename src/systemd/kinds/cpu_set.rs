//! Sets of CPUs and memory nodes: `parse_cpu_set_full()` of systemd's `cpu-set-util.c`.

use std::fmt;
use std::ops::RangeInclusive;

use super::integer;
use super::words::{Flags, Word, Words};
use crate::value::ValueError;

/// The largest number that a set can contain.
pub const MAX: u32 = 8191;

const EXPECTED: &str = "numbers and ranges, such as 0-3 6";

/// CPUs or memory nodes, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CpuSet {
    /// Sorted, and neither overlapping nor adjacent.
    ranges: Vec<RangeInclusive<u32>>,
}

impl CpuSet {
    /// The ranges, sorted.
    #[must_use]
    pub fn ranges(&self) -> &[RangeInclusive<u32>] {
        &self.ranges
    }

    /// Parses numbers and ranges separated by whitespace or commas: `0-3,6`. Reports ranges that end before they start,
    /// which add nothing, to `empty`.
    ///
    /// # Errors
    /// A word is neither: systemd then ignores the line.
    pub fn parse(text: &str, empty: &mut dyn FnMut(ValueError)) -> Result<Self, ValueError> {
        let mut ranges = Vec::new();
        read(text, empty, &mut |range| ranges.push(range))?;
        Ok(Self::of(ranges))
    }

    /// The set of these numbers.
    #[must_use]
    pub fn of(ranges: Vec<RangeInclusive<u32>>) -> Self {
        let mut set = Self { ranges };
        set.ranges.sort_unstable_by_key(|range| *range.start());
        set.ranges.dedup_by(|range, before| {
            let touches = *range.start() <= before.end() + 1;
            if touches {
                *before = *before.start()..=*before.end().max(range.end());
            }
            touches
        });
        set
    }
}

/// Like [`CpuSet::parse`], without building a set.
pub(in crate::systemd) fn read(
    text: &str,
    empty: &mut dyn FnMut(ValueError),
    take: &mut dyn FnMut(RangeInclusive<u32>),
) -> Result<(), ValueError> {
    for word in Words::new(text, Flags::PATHS) {
        let word = word.map_err(|error| {
            ValueError::at(error.span, format!("Invalid value for {text}"), "balanced quotes")
        })?;
        if word.bytes.is_empty() {
            // Empty quotes are a word, too.
            number_or_range(&word, 0, 0, empty, take)?;
        }
        let mut at = 0;
        for part in word.bytes.split(|byte| *byte == b',') {
            let end = at + part.len();
            // systemd does not split at a comma in quotes. In practice there are none, so it is not distinguished here.
            if !part.is_empty() {
                number_or_range(&word, at, end, empty, take)?;
            }
            at = end + 1;
        }
    }
    Ok(())
}

fn number_or_range(
    word: &Word<'_>,
    start: usize,
    end: usize,
    empty: &mut dyn FnMut(ValueError),
    take: &mut dyn FnMut(RangeInclusive<u32>),
) -> Result<(), ValueError> {
    let shown = String::from_utf8_lossy(&word.bytes[start..end]);
    let error = |message| ValueError::at(word.span_of(start, end), message, EXPECTED);
    let Some((first, last)) = range(&shown) else {
        return Err(error(format!("Failed to parse CPU affinity '{shown}'")));
    };
    if first > last {
        empty(error(format!("Range '{shown}' is invalid, {first} > {last}, ignoring.")));
    } else if last > MAX {
        let too_large = last.min(u32::MAX - 1);
        return Err(error(format!("Cannot add CPU {too_large} to set: {}", integer::OUT_OF_RANGE)));
    } else {
        take(first..=last);
    }
    Ok(())
}

/// `parse_range()`: a number, or two separated by a dash, both in C syntax: `0x1-010`.
pub(super) fn range(text: &str) -> Option<(u32, u32)> {
    let number = |text: &str| u32::try_from(integer::number(text)?).ok();
    match text.split_once('-') {
        Some((first, last)) => Some((number(first)?, number(last)?)),
        None => number(text).map(|number| (number, number)),
    }
}

/// Formats numbers and ranges separated by spaces: `0-3 6`.
impl fmt::Display for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, range) in self.ranges.iter().enumerate() {
            let blank = if at > 0 { " " } else { "" };
            match (range.start(), range.end()) {
                (first, last) if first == last => write!(f, "{blank}{first}")?,
                (first, last) => write!(f, "{blank}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, String> {
        let mut empty = Vec::new();
        let set = CpuSet::parse(text, &mut |error| empty.push(error.message));
        match (set, empty.pop()) {
            (Err(error), _) => Err(error.message),
            (Ok(_), Some(message)) => Err(message),
            (Ok(set), None) => Ok(set.to_string()),
        }
    }

    #[test]
    fn whitespace_and_commas_separate_numbers_and_ranges() {
        for (text, set) in [
            ("0-3", "0-3"),
            ("0,2", "0 2"),
            ("0 2", "0 2"),
            ("1,,2", "1-2"),
            ("3 1-2 2", "1-3"),
            ("0x10-\"0x11\"", "16-17"),
            ("8191", "8191"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(set), "{text}");
        }
    }

    #[test]
    fn an_invalid_number_drops_the_line() {
        for (text, message) in [
            ("''", "Failed to parse CPU affinity ''"),
            ("0-", "Failed to parse CPU affinity '0-'"),
            ("all", "Failed to parse CPU affinity 'all'"),
            ("1 -2", "Failed to parse CPU affinity '-2'"),
            ("1-2-3", "Failed to parse CPU affinity '1-2-3'"),
            ("3-1", "Range '3-1' is invalid, 3 > 1, ignoring."),
            ("8192", "Cannot add CPU 8192 to set: Numerical result out of range"),
        ] {
            assert_eq!(parse(text).unwrap_err(), message, "{text}");
        }
    }

    #[test]
    fn the_error_points_at_the_rejected_word() {
        let error = CpuSet::parse("0,x 2", &mut |_| ()).unwrap_err();
        assert_eq!(error.span, crate::source::Span::new(2, 3));
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(ranges in proptest::collection::vec((0_u32..400, 0_u32..400), 0..8)) {
            let text: Vec<String> =
                ranges.iter().map(|(a, b)| format!("{}-{}", a.min(b), a.max(b))).collect();
            let set = CpuSet::parse(&text.join(","), &mut |_| ()).unwrap();
            proptest::prop_assert_eq!(CpuSet::parse(&set.to_string(), &mut |_| ()).unwrap(), set);
        }
    }
}
