//! What the leaves say of the settings that decided them.

use std::ops::Range;

use super::difference::Sentences;
use super::index::Numbers;
use super::{Risk, Verdict};
use crate::ir::{Leaf, Service, Sources};
use crate::reason::Reason;

/// What one leaf says of the settings that decided it.
#[derive(Debug)]
pub(super) struct Outcome<'j, 'a, 'b> {
    pub(super) verdict: Verdict,
    pub(super) why: Why<'j, 'a, 'b>,
    /// The lines that spell it, by where they stand in the index.
    pub(super) lines: Range<usize>,
    /// The leaf, where it is one of a service.
    pub(super) leaf: Option<Leaf>,
    /// Whether the reason was made from a comparison, and not by the emitter for this very case.
    pub(super) computed: bool,
    /// The most that is at stake with it.
    pub(super) most: Risk,
}

/// Why a leaf is not kept.
#[derive(Clone, Debug)]
pub(super) enum Why<'j, 'a, 'b> {
    /// It is.
    Kept,
    /// For this reason.
    Said(Reason),
    /// It differs between these two. The words are found when they are asked for: for most settings a table knows better ones.
    Differs(&'j Service<'a>, &'j Service<'b>),
}

impl Outcome<'_, '_, '_> {
    /// The reason in words.
    pub(super) fn reason(&self, sentences: &mut Sentences) -> Option<Reason> {
        match (&self.why, self.leaf) {
            (Why::Said(reason), _) => Some(reason.clone()),
            (Why::Differs(original, result), Some(leaf)) => Some(sentences.of(leaf, original, result)),
            _ => None,
        }
    }
}

/// Outcomes by setting.
pub(super) struct Outcomes<'j, 'a, 'b> {
    list: Vec<Outcome<'j, 'a, 'b>>,
    /// The number of each setting with an outcome of it.
    of: Vec<(u32, u32)>,
    /// Once sorted, where the outcomes of each setting start.
    starts: Vec<u32>,
}

impl<'j, 'a, 'b> Outcomes<'j, 'a, 'b> {
    /// Room for those of so many settings.
    pub(super) fn for_settings(settings: usize) -> Self {
        // Most settings decide one leaf or two.
        let room = settings * 2;
        Self { list: Vec::with_capacity(room), of: Vec::with_capacity(room), starts: Vec::new() }
    }

    pub(super) fn add(&mut self, from: &Sources, numbers: &Numbers, outcome: Outcome<'j, 'a, 'b>) {
        let at = self.list.len() as u32;
        self.list.push(outcome);
        for setting in from.iter() {
            if let Some(number) = numbers.get(setting) {
                self.of.push((number as u32, at));
            }
        }
    }

    /// Puts those of one setting side by side. Nothing can be found before.
    pub(super) fn sort(&mut self, settings: usize) {
        let mut starts = vec![0_u32; settings + 1];
        for (number, _) in &self.of {
            starts[*number as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sorted = self.of.clone();
        for one in &self.of {
            let place = &mut next[one.0 as usize];
            sorted[*place as usize] = *one;
            *place += 1;
        }
        (self.of, self.starts) = (sorted, starts);
    }

    /// Those of the setting with this number, in the order in which they were added; of no setting there are none.
    pub(super) fn of(&self, number: Option<usize>) -> impl Iterator<Item = &Outcome<'j, 'a, 'b>> + Clone {
        let range = |number: usize| self.starts[number] as usize..self.starts[number + 1] as usize;
        let own = number.map_or(0..0, range);
        self.of[own].iter().map(|(_, at)| &self.list[*at as usize])
    }
}
