//! Long lists of lines that rows share: thousands of settings may have resulted in the same thousands of lines.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::fidelity::{Lines, SpelledLine};

/// The lists that have been shown.
#[derive(Default)]
pub(super) struct Repeats {
    shown: BTreeSet<*const Arc<SpelledLine>>,
}

impl Repeats {
    /// The lines to show: a list of more than `most` is shown in full only once, and after that its first lines.
    pub(super) fn lines<'l>(&mut self, lines: &'l Lines, most: usize) -> &'l [Arc<SpelledLine>] {
        match lines.get(..most) {
            Some(first) if lines.len() > most && !self.shown.insert(lines.as_ptr()) => first,
            _ => lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_shown_in_full_once() {
        let line = |at: usize| SpelledLine {
            file: "a".into(),
            section: "b".into(),
            setting: "c".into(),
            value: at.to_string().into(),
        };
        let of = |count| (0..count).map(line).map(Arc::new).collect::<Lines>();
        let (short, long, other) = (of(64), of(65), of(65));
        let mut repeats = Repeats::default();
        let counts =
            [&short, &long, &short, &long.clone(), &other].map(|lines| repeats.lines(lines, 64).len());
        assert_eq!(counts, [64, 65, 64, 64, 65]);
    }
}
