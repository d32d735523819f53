//! The parts of an emission that determine commands.

use std::collections::{BTreeMap, BTreeSet};

use crate::emission::{Emission, Property, SpelledLine};
use crate::fidelity::Direction;
use crate::ir::Leaf;

/// What determines commands, indexed by service and group: a deployment may have thousands of either.
pub(super) struct Known<'e> {
    /// The lines that decide where each stream goes, by service and stream.
    streams: Vec<((usize, Leaf), &'e SpelledLine)>,
    /// The socket units of services.
    pub(super) sockets: BTreeMap<usize, &'e str>,
    /// Units that wait for something to be done by hand: they have no `[Install]` section yet and cannot be enabled.
    pub(super) held_back: BTreeSet<usize>,
    pub(super) with_members: BTreeSet<usize>,
    pub(super) groups_at_boot: BTreeSet<usize>,
}

impl<'e> Known<'e> {
    pub(super) fn of(direction: Direction, emission: &'e Emission) -> Self {
        let mut known = Self {
            streams: Vec::with_capacity(emission.names.len() * 2),
            sockets: BTreeMap::new(),
            held_back: BTreeSet::new(),
            with_members: BTreeSet::new(),
            groups_at_boot: BTreeSet::new(),
        };
        for one in &emission.spelled {
            match one.property {
                Property::Leaf(service, leaf @ (Leaf::Stdout | Leaf::Stderr)) => {
                    known.streams.push(((service, leaf), &one.line));
                }
                Property::Leaf(service, Leaf::Listens) if one.line.file.ends_with(".socket") => {
                    known.sockets.insert(service, &*one.line.file);
                }
                Property::Members(group) => _ = known.with_members.insert(group),
                Property::AtBoot(group) => _ = known.groups_at_boot.insert(group),
                _ => {}
            }
        }
        // They are in order already, apart from lines that a service emits late.
        known.streams.sort_by_key(|(stream, _)| *stream);
        for note in emission.unspelled.iter().filter(|note| note.is_by_hand()) {
            if let (Property::Leaf(service, Leaf::Start), Direction::ToSystemd) = (note.property, direction) {
                known.held_back.insert(service);
            }
        }
        known
    }

    /// The lines that decide where a stream of a service goes.
    pub(super) fn of_stream(&self, service: usize, stream: Leaf) -> impl Iterator<Item = &'e SpelledLine> {
        let first = self.streams.partition_point(|(other, _)| *other < (service, stream));
        let lines = self.streams[first..].iter().take_while(move |(other, _)| *other == (service, stream));
        lines.map(|(_, line)| *line)
    }
}
