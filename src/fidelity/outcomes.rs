//! The outcomes of leaves, by the settings that decided the leaves.

use std::ops::Range;

use super::difference::Sentences;
use super::index::Numbers;
use super::{Risk, Verdict};
use crate::ir::{Leaf, Service, SettingIds};
use crate::reason::Reason;

/// The outcome of one leaf for the settings that decided it.
#[derive(Debug)]
pub(super) struct Outcome<'j, 'a, 'b> {
    pub(super) verdict: Verdict,
    pub(super) why: Why<'j, 'a, 'b>,
    /// The range of the lines that express it, in the index.
    pub(super) lines: Range<usize>,
    /// The leaf; `None` for something other than a leaf of a service.
    pub(super) leaf: Option<Leaf>,
    /// Whether the reason results from a comparison; otherwise the emitter wrote it for this case.
    pub(super) computed: bool,
    /// The upper bound of the risk.
    pub(super) max_risk: Risk,
}

/// Why a leaf is not kept.
#[derive(Clone, Debug)]
pub(super) enum Why<'j, 'a, 'b> {
    /// It is kept.
    Kept,
    /// It is not, for this reason.
    Reason(Reason),
    /// It differs between these two. The sentence is made on demand: for most settings the table has a better one.
    Differs(&'j Service<'a>, &'j Service<'b>),
}

impl<'j, 'a, 'b> Outcome<'j, 'a, 'b> {
    /// Returns the reason as text; `None` if the leaf is kept.
    pub(super) fn reason(&self, sentences: &mut Sentences<'j, 'a, 'b>) -> Option<Reason> {
        match (&self.why, self.leaf) {
            (Why::Reason(reason), _) => Some(reason.clone()),
            (Why::Differs(original, result), Some(leaf)) => Some(sentences.of(leaf, original, result)),
            _ => None,
        }
    }
}

/// Outcomes, by setting.
pub(super) struct Outcomes<'j, 'a, 'b> {
    list: Vec<Outcome<'j, 'a, 'b>>,
    /// Pairs of a setting's number and an index into `list`.
    by_setting: Vec<(u32, u32)>,
    /// Where the outcomes of each setting start in `by_setting`; filled by [`Self::sort`].
    starts: Vec<u32>,
}

impl<'j, 'a, 'b> Outcomes<'j, 'a, 'b> {
    /// Allocates for this many settings.
    pub(super) fn for_settings(settings: usize) -> Self {
        // Most settings decide one or two leaves.
        let room = settings * 2;
        Self { list: Vec::with_capacity(room), by_setting: Vec::with_capacity(room), starts: Vec::new() }
    }

    pub(super) fn add(&mut self, from: &SettingIds, numbers: &Numbers, outcome: Outcome<'j, 'a, 'b>) {
        let at = self.list.len() as u32;
        self.list.push(outcome);
        for setting in from.iter() {
            if let Some(number) = numbers.get(setting) {
                self.by_setting.push((number as u32, at));
            }
        }
    }

    /// Groups the outcomes by setting. Must be called before any lookup.
    pub(super) fn sort(&mut self, settings: usize) {
        let mut starts = vec![0_u32; settings + 1];
        for (number, _) in &self.by_setting {
            starts[*number as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sorted = self.by_setting.clone();
        for one in &self.by_setting {
            let place = &mut next[one.0 as usize];
            sorted[*place as usize] = *one;
            *place += 1;
        }
        (self.by_setting, self.starts) = (sorted, starts);
    }

    /// The outcomes of the setting with this number, in the order in which they were added; empty for `None`.
    pub(super) fn of(&self, number: Option<usize>) -> impl Iterator<Item = &Outcome<'j, 'a, 'b>> + Clone {
        let range = |number: usize| self.starts[number] as usize..self.starts[number + 1] as usize;
        let own = number.map_or(0..0, range);
        self.by_setting[own].iter().map(|(_, at)| &self.list[*at as usize])
    }
}
