//! The emitted lines that a setting resulted in.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::SpelledLine;

/// A list of distinct lines in order. Nearly every setting results in one line, which needs no allocation for a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Few);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Few {
    #[default]
    None,
    One(Arc<SpelledLine>),
    /// At least two. Shared, since thousands of settings may have resulted in the same thousands of lines.
    Several(Arc<Vec<Arc<SpelledLine>>>),
}

impl Lines {
    /// Adds a line, unless it is already included. `known` is filled once there are many.
    pub(super) fn add(&mut self, line: &Arc<SpelledLine>, known: &mut BTreeSet<Arc<SpelledLine>>) {
        /// The number of lines from which on a set is used instead of a linear search.
        const MANY: usize = 8;
        let is_known = if self.len() < MANY {
            // A line that expresses several leaves of a setting comes once for each of them.
            let is_it = |other: &Arc<SpelledLine>| {
                Arc::ptr_eq(other, line) || other.setting == line.setting && other == line
            };
            self.iter().any(is_it)
        } else {
            if known.is_empty() {
                known.extend(self.iter().cloned());
            }
            !known.insert(Arc::clone(line))
        };
        if !is_known {
            self.push(Arc::clone(line));
        }
    }

    fn push(&mut self, line: Arc<SpelledLine>) {
        self.0 = match std::mem::take(&mut self.0) {
            Few::None => Few::One(line),
            Few::One(first) => {
                /// The usual number of lines for a setting that results in more than one.
                const SEVERAL: usize = 6;
                let mut lines = Vec::with_capacity(SEVERAL);
                lines.extend([first, line]);
                Few::Several(Arc::new(lines))
            }
            Few::Several(mut lines) => {
                Arc::make_mut(&mut lines).push(line);
                Few::Several(lines)
            }
        };
    }
}

impl FromIterator<Arc<SpelledLine>> for Lines {
    fn from_iter<T: IntoIterator<Item = Arc<SpelledLine>>>(lines: T) -> Self {
        let mut all = Self::default();
        lines.into_iter().for_each(|line| all.push(line));
        all
    }
}

impl From<SpelledLine> for Lines {
    fn from(line: SpelledLine) -> Self {
        Self(Few::One(Arc::new(line)))
    }
}

impl Deref for Lines {
    type Target = [Arc<SpelledLine>];

    fn deref(&self) -> &[Arc<SpelledLine>] {
        match &self.0 {
            Few::None => &[],
            Few::One(line) => std::slice::from_ref(line),
            Few::Several(lines) => lines,
        }
    }
}
