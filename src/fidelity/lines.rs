//! The lines that came of a setting.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::Into;

/// Lines in their order, each once. Nearly every setting became one, which needs no list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Few);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Few {
    #[default]
    None,
    One(Arc<Into>),
    /// Two at least.
    Several(Vec<Arc<Into>>),
}

impl Lines {
    /// The lines, each once.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Arc<Into>>) -> Self {
        /// So many are compared one by one.
        const MANY: usize = 8;
        let mut all = Self::default();
        // Filled once there are many.
        let mut known: BTreeSet<Arc<Into>> = BTreeSet::new();
        for line in lines {
            let is_new = if all.len() < MANY {
                // A line that spells several leaves of a setting comes once for each.
                !all.iter().any(|other| Arc::ptr_eq(other, line) || other == line)
            } else {
                if known.is_empty() {
                    known.extend(all.iter().cloned());
                }
                known.insert(Arc::clone(line))
            };
            if is_new {
                all.push(Arc::clone(line));
            }
        }
        all
    }

    fn push(&mut self, line: Arc<Into>) {
        self.0 = match std::mem::take(&mut self.0) {
            Few::None => Few::One(line),
            Few::One(first) => Few::Several(vec![first, line]),
            Few::Several(mut lines) => {
                lines.push(line);
                Few::Several(lines)
            }
        };
    }
}

impl From<Into> for Lines {
    fn from(line: Into) -> Self {
        Self(Few::One(Arc::new(line)))
    }
}

impl Deref for Lines {
    type Target = [Arc<Into>];

    fn deref(&self) -> &[Arc<Into>] {
        match &self.0 {
            Few::None => &[],
            Few::One(line) => std::slice::from_ref(line),
            Few::Several(lines) => lines,
        }
    }
}
