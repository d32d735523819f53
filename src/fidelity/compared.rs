//! A service beside those that stand for it in what was read back.

use std::collections::BTreeSet;

use super::difference::sentence;
use super::equivalent;
use super::outcomes::Why;
use crate::ir::{Leaf, Service, SettingId};
use crate::reason::Reason;

/// A service that stands for one of the original, as it is written or read back.
pub(super) struct Counterpart<'j, 'a, 'b> {
    /// What it stands for, where that is one instance of the original.
    pub(super) instance: Option<Box<Service<'a>>>,
    pub(super) result: &'j Service<'b>,
}

impl<'a> Counterpart<'_, 'a, '_> {
    /// What it stands for, of this service.
    fn original<'s>(&'s self, service: &'s Service<'a>) -> &'s Service<'a> {
        self.instance.as_deref().unwrap_or(service)
    }
}

/// A service of the original, and what became of it.
pub(super) struct Compared<'j, 'a, 'b> {
    pub(super) index: usize,
    pub(super) service: &'j Service<'a>,
    /// How many services should stand for it.
    pub(super) expected: usize,
    pub(super) counterparts: Vec<Counterpart<'j, 'a, 'b>>,
    /// Whether the same services are started before it.
    pub(super) is_ordered: bool,
    /// Whether it is stopped along with the same ones, or after them.
    pub(super) stops_alike: bool,
}

impl<'j, 'a, 'b> Compared<'j, 'a, 'b> {
    /// Whether a leaf behaves alike in all that stand for it.
    pub(super) fn is_like(&self, leaf: Leaf) -> bool {
        let same =
            |one: &Counterpart<'_, '_, '_>| equivalent::same(leaf, one.original(self.service), one.result);
        !self.counterparts.is_empty() && self.counterparts.iter().all(same)
    }

    /// Whether one program for each instance was written: the same processes, if all of them are there.
    pub(super) fn is_split(&self, leaf: Leaf) -> bool {
        leaf == Leaf::Instances && self.expected > 1
    }

    /// The settings of which a variable is lost in one of the counterparts.
    pub(super) fn lost_variables(&self) -> BTreeSet<SettingId> {
        let lost = |one: &Counterpart<'j, 'a, 'b>| {
            equivalent::lost_variables(one.original(self.service), one.result)
        };
        self.counterparts.iter().flat_map(lost).collect()
    }

    /// How a leaf differs in one of the counterparts.
    pub(super) fn differs(&self, leaf: Leaf) -> Option<Why<'j, 'a, 'b>> {
        for one in &self.counterparts {
            if !equivalent::same(leaf, one.original(self.service), one.result) {
                return Some(match &one.instance {
                    // It is made for the comparison, and gone when the words are asked for.
                    Some(instance) => Why::Said(sentence(leaf, instance, one.result).into()),
                    None => Why::Differs(self.service, one.result),
                });
            }
        }
        let is_lost = self.counterparts.is_empty();
        is_lost.then_some(Why::Said(Reason::Known("Nothing of the service was written.")))
    }
}
