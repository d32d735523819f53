//! Sets of ways in which a program can end.

use std::fmt::Write as _;

/// A set of endings: exit codes 0 to 255, death by signals 1 to 64, a start timeout, a missed watchdog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct EndingSet {
    codes: [u64; 4],
    signals: u64,
    /// The start timed out. Like `watchdog`, an ending that only systemd has.
    pub start_timeout: bool,
    /// The watchdog was not triggered in time.
    pub watchdog: bool,
}

/// Iterates over the positions of the set bits, ascending.
fn set_bits(word: u64) -> impl Iterator<Item = u8> {
    let some = |word: u64| (word != 0).then_some(word);
    std::iter::successors(some(word), move |word| some(word & (word - 1)))
        .map(|word| word.trailing_zeros() as u8)
}

impl EndingSet {
    /// No ending.
    pub const NONE: Self = Self { codes: [0; 4], signals: 0, start_timeout: false, watchdog: false };

    /// Every ending.
    pub const ALL: Self =
        Self { codes: [u64::MAX; 4], signals: u64::MAX, start_timeout: true, watchdog: true };

    /// Every exit code.
    pub const CODES: Self = Self::from_codes([u64::MAX; 4]);

    /// Exit code 0.
    pub const ZERO: Self = Self::from_codes([1, 0, 0, 0]);

    /// Creates a set of exit codes: one bit per code, 64 to an integer.
    #[must_use]
    pub const fn from_codes(codes: [u64; 4]) -> Self {
        Self { codes, ..Self::NONE }
    }

    /// Returns the exit codes: one bit per code, 64 to an integer.
    #[must_use]
    pub const fn code_bits(&self) -> [u64; 4] {
        self.codes
    }

    /// Whether the set contains this exit code.
    #[must_use]
    pub const fn has_code(&self, code: u8) -> bool {
        self.codes[code as usize / 64] >> (code % 64) & 1 == 1
    }

    /// Whether the set contains death by this signal (1 to 64).
    #[must_use]
    pub const fn has_signal(&self, signal: u8) -> bool {
        signal >= 1 && signal <= 64 && self.signals >> (signal - 1) & 1 == 1
    }

    /// Adds or removes an exit code.
    pub const fn set_code(&mut self, code: u8, held: bool) {
        let bit = 1 << (code % 64);
        let word = &mut self.codes[code as usize / 64];
        *word = if held { *word | bit } else { *word & !bit };
    }

    /// Adds or removes a signal (1 to 64).
    pub const fn set_signal(&mut self, signal: u8, held: bool) {
        if signal >= 1 && signal <= 64 {
            let bit = 1 << (signal - 1);
            self.signals = if held { self.signals | bit } else { self.signals & !bit };
        }
    }

    /// The intersection of both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b, |a, b| a && b)
    }

    /// The union of both sets.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b, |a, b| a || b)
    }

    /// The endings in this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        self.zip(other, |a, b| a & !b, |a, b| a && !b)
    }

    fn zip(self, other: Self, bits: fn(u64, u64) -> u64, flags: fn(bool, bool) -> bool) -> Self {
        let mut codes = [0; 4];
        for (at, word) in codes.iter_mut().enumerate() {
            *word = bits(self.codes[at], other.codes[at]);
        }
        Self {
            codes,
            signals: bits(self.signals, other.signals),
            start_timeout: flags(self.start_timeout, other.start_timeout),
            watchdog: flags(self.watchdog, other.watchdog),
        }
    }

    /// The set without the endings that supervisord does not have (start timeout, watchdog).
    #[must_use]
    pub const fn exits_and_signals(mut self) -> Self {
        self.start_timeout = false;
        self.watchdog = false;
        self
    }

    /// Whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// Iterates over the exit codes, ascending.
    pub fn codes(&self) -> impl Iterator<Item = u8> + '_ {
        [0, 64, 128, 192]
            .into_iter()
            .zip(self.codes)
            .flat_map(|(first, word)| set_bits(word).map(move |at| first + at))
    }

    /// Iterates over the signals, ascending.
    pub fn signals(&self) -> impl Iterator<Item = u8> + '_ {
        set_bits(self.signals).map(|at| at + 1)
    }

    /// The set as integers, for comparison.
    pub(super) const fn numbers(&self) -> [u64; 6] {
        let [a, b, c, d] = self.codes;
        [a, b, c, d, self.signals, (self.start_timeout as u64) << 1 | self.watchdog as u64]
    }

    /// Describes the set or its complement, whichever is shorter: `exit 0, 2`; `every ending except exit 0`; `nothing`.
    #[must_use]
    pub fn describe(&self) -> String {
        let set = self.exits_and_signals();
        let rest = Self::ALL.exits_and_signals().without(set);
        if set.is_empty() {
            return "nothing".to_owned();
        }
        if rest.is_empty() {
            return "every ending".to_owned();
        }
        let size = |set: &Self| {
            set.codes.iter().map(|word| word.count_ones()).sum::<u32>() + set.signals.count_ones()
        };
        if size(&rest) < size(&set) { format!("every ending except {}", rest.list()) } else { set.list() }
    }

    fn list(&self) -> String {
        let mut parts = Vec::new();
        if self.codes == [u64::MAX; 4] {
            parts.push("any exit".to_owned());
        } else if self.codes == [u64::MAX - 1, u64::MAX, u64::MAX, u64::MAX] {
            parts.push("any exit except 0".to_owned());
        } else if self.codes().next().is_some() {
            let mut text = "exit ".to_owned();
            for (at, code) in self.codes().enumerate() {
                let _ = write!(text, "{}{code}", if at == 0 { "" } else { ", " });
            }
            parts.push(text);
        }
        if self.signals == u64::MAX {
            parts.push("any signal".to_owned());
        } else if self.signals.count_ones() > 32 {
            let others: Vec<String> =
                (1..=64).filter(|signal| !self.has_signal(*signal)).map(crate::unix::signals::name).collect();
            parts.push(format!("any signal except {}", others.join(", ")));
        } else if self.signals().next().is_some() {
            let names: Vec<String> = self.signals().map(crate::unix::signals::name).collect();
            parts.push(names.join(", "));
        }
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_described_by_the_shorter_of_members_or_exceptions() {
        assert_eq!(EndingSet::ALL.describe(), "every ending");
        assert_eq!(EndingSet::NONE.describe(), "nothing");
        let mut set = EndingSet::ALL;
        set.set_code(0, false);
        set.set_code(2, false);
        assert_eq!(set.describe(), "every ending except exit 0, 2");
        set.set_signal(15, false);
        assert_eq!(set.describe(), "every ending except exit 0, 2, SIGTERM");
        let mut failure = EndingSet::NONE;
        failure.set_code(1, true);
        failure.set_signal(9, true);
        assert_eq!(failure.describe(), "exit 1, SIGKILL");
        let mut crash = EndingSet::ALL;
        for code in 0..=255 {
            crash.set_code(code, false);
        }
        crash.set_signal(15, false);
        assert_eq!(crash.describe(), "any signal except SIGTERM");
    }

    #[test]
    fn endings_are_listed_in_order() {
        let mut set = EndingSet::NONE;
        for code in [255, 64, 0, 63, 130] {
            set.set_code(code, true);
        }
        for signal in [64, 1, 9] {
            set.set_signal(signal, true);
        }
        assert_eq!(set.codes().collect::<Vec<_>>(), [0, 63, 64, 130, 255]);
        assert_eq!(set.signals().collect::<Vec<_>>(), [1, 9, 64]);
        assert_eq!((EndingSet::ALL.codes().count(), EndingSet::ALL.signals().count()), (256, 64));
    }

    #[test]
    fn sets_combine() {
        let mut zero = EndingSet::NONE;
        zero.set_code(0, true);
        assert!(!EndingSet::ALL.without(zero).has_code(0));
        assert!(EndingSet::ALL.without(zero).has_code(255));
        assert!(EndingSet::ALL.and(zero).has_code(0));
        assert!(EndingSet::NONE.or(zero).has_code(0));
        assert!(EndingSet::ALL.has_signal(64));
        assert!(!EndingSet::ALL.has_signal(0));
    }
}
