//! A service of the original, paired with the services that were read back for it.

use std::collections::BTreeSet;

use super::difference::sentence;
use super::equivalent;
use super::outcomes::Why;
use crate::ir::{Leaf, Service, SettingId};
use crate::reason::Reason;

/// A service that was emitted for one of the original, as read back.
pub(super) struct Counterpart<'j, 'a, 'b> {
    /// The instance of the original that it stands for, if it stands for a single instance.
    pub(super) instance: Option<Box<Service<'a>>>,
    pub(super) result: &'j Service<'b>,
}

impl<'a> Counterpart<'_, 'a, '_> {
    /// What it stands for: one instance of `service`, or all of it.
    fn original<'s>(&'s self, service: &'s Service<'a>) -> &'s Service<'a> {
        self.instance.as_deref().unwrap_or(service)
    }
}

/// A service of the original and what it was translated to.
pub(super) struct ServiceComparison<'j, 'a, 'b> {
    pub(super) index: usize,
    pub(super) service: &'j Service<'a>,
    /// The number of services that should have been emitted for it.
    pub(super) expected: usize,
    pub(super) counterparts: Vec<Counterpart<'j, 'a, 'b>>,
    /// Whether the same services are started before it.
    pub(super) is_ordered: bool,
    /// Whether the members of its group are stopped in the same way: at the same time, or one after the other.
    pub(super) stops_alike: bool,
}

impl<'j, 'a, 'b> ServiceComparison<'j, 'a, 'b> {
    /// Whether a leaf behaves alike in all counterparts.
    pub(super) fn is_equivalent(&self, leaf: Leaf) -> bool {
        let same =
            |one: &Counterpart<'_, '_, '_>| equivalent::same(leaf, one.original(self.service), one.result);
        !self.counterparts.is_empty() && self.counterparts.iter().all(same)
    }

    /// Whether one program per instance was emitted: these are the same processes, if none is missing.
    pub(super) fn is_split(&self, leaf: Leaf) -> bool {
        leaf == Leaf::Instances && self.expected > 1
    }

    /// The settings with a variable that is lost in one of the counterparts.
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
                    // The instance exists only for this comparison, so the sentence is made now.
                    Some(instance) => Why::Reason(sentence(leaf, instance, one.result).into()),
                    None => Why::Differs(self.service, one.result),
                });
            }
        }
        let is_lost = self.counterparts.is_empty();
        is_lost.then_some(Why::Reason(Reason::Static("Nothing of the service was written.")))
    }
}
