//! Indexes for what is looked up for each leaf of each service. Searching instead would take quadratic time.

use std::ops::Range;

use super::Written;
use crate::emission::{Emission, Property, Spelled, Unspelled};
use crate::ir::{Deployment, Leaf, Native, Service, SettingId};
use crate::source::Map;

/// What was read back, and what the emitter reported, indexed by subject.
pub(super) struct Index<'j, 'b> {
    /// The services that were read back, by name.
    services: Map<&'j str, (usize, &'j Service<'b>)>,
    /// The lines that express something: those of leaves, grouped by service, then all others, sorted.
    spelled: Vec<&'j Spelled>,
    /// A reusable buffer for the lines of one service.
    buffer: Vec<&'j Spelled>,
    /// Where the lines of each service start; the last entry is where the others start.
    starts: Vec<usize>,
    /// The note on what was not expressed, by the number of the subject.
    unspelled: Map<u64, &'j Unspelled>,
    /// Notes on individual settings among those that decide something, sorted.
    setting_notes: Vec<(u64, SettingId, &'j Unspelled)>,
    /// The leaves with a note for each service, one bit per leaf: few have one, but each is looked up.
    noted: Vec<u64>,
}

impl<'j, 'b> Index<'j, 'b> {
    /// `combined` replaces the notes of each leaf that has several.
    pub(super) fn new(result: &'j Deployment<'b>, emission: &'j Emission, combined: &'j [Unspelled]) -> Self {
        let mut services = Map::with_capacity(result.services.len());
        for (at, service) in result.services.iter().enumerate() {
            services.get_or_insert_with(service.name.as_str(), || (at, service));
        }
        let mut unspelled = Map::new();
        let mut noted = vec![0; emission.names.len()];
        for note in &emission.unspelled {
            if let Property::Leaf(service, leaf) = note.property {
                noted[service] |= 1_u64 << leaf as u64;
            }
            let known = unspelled.get_or_insert_with(number(note.property), || note);
            // What has to be done by hand takes precedence over what is only worth knowing.
            if note.is_by_hand() && !known.is_by_hand() {
                *known = note;
            }
        }
        for note in combined {
            let known = unspelled.get_or_insert_with(number(note.property), || note);
            if known.setting.is_none() {
                *known = note;
            }
        }
        let setting_notes = emission.unspelled.iter();
        let setting_notes =
            setting_notes.filter_map(|note| Some((number(note.property), note.setting?, note)));
        let mut setting_notes: Vec<_> = setting_notes.collect();
        setting_notes.sort_by_key(|(property, of, _)| (*property, *of));
        let (spelled, starts) = sorted(emission);
        Self { services, spelled, buffer: Vec::new(), starts, unspelled, setting_notes, noted }
    }

    /// Returns the service of this name that was read back.
    pub(super) fn service(&self, name: &str) -> Option<(usize, &'j Service<'b>)> {
        self.services.get(name).copied()
    }

    /// The range of the lines that express something other than a leaf.
    pub(super) fn lines_of(&self, property: Property) -> Range<usize> {
        let first = self.starts.last().copied().unwrap_or_default();
        let lines = &self.spelled[first..];
        let start = first + lines.partition_point(|other| other.property < property);
        let count = self.spelled[start..].iter().take_while(|other| other.property == property).count();
        start..start + count
    }

    /// Returns the lines in a range.
    pub(super) fn lines(&self, at: &Range<usize>) -> &[&'j Spelled] {
        &self.spelled[at.start..at.end]
    }

    /// The lines of a range that come from one setting, alone or together with others, as sub-ranges.
    pub(super) fn lines_from(&self, at: &Range<usize>, setting: SettingId) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for at in at.clone().filter(|at| self.spelled[*at].setting.is_none_or(|own| own == setting)) {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges
    }

    /// Sorts the lines of a service by leaf, and returns the range of each leaf.
    pub(super) fn sort_by_leaf(&mut self, service: usize) -> LeafLines {
        let (first, last) = (self.starts[service], self.starts[service + 1]);
        let leaf = |property: Property| match property {
            Property::Leaf(_, leaf) => leaf as usize,
            _ => 0,
        };
        // A counting sort, without comparisons: there are more leaves than lines.
        let mut starts = [first; Leaf::ALL.len() + 1];
        let own = &mut self.spelled[first..last];
        for line in &*own {
            starts[leaf(line.property) + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts[1..] {
            before += *start - first;
            *start = first + before;
        }
        let mut next = starts;
        self.buffer.clear();
        self.buffer.extend_from_slice(own);
        for line in &self.buffer {
            let place = &mut next[leaf(line.property)];
            own[*place - first] = line;
            *place += 1;
        }
        LeafLines(starts)
    }

    /// Returns the emitter's note on what it did not express.
    pub(super) fn note(&self, property: Property) -> Option<&'j Unspelled> {
        match property {
            Property::Leaf(service, leaf) if self.noted[service] >> leaf as u64 & 1 == 0 => None,
            _ => self.unspelled.get(&number(property)).copied(),
        }
    }

    /// Returns the emitter's note on one of the settings that decide it.
    pub(super) fn note_on(&self, property: Property, setting: SettingId) -> Option<&'j Unspelled> {
        let key = (number(property), setting);
        let at = self.setting_notes.partition_point(|(property, of, _)| (*property, *of) < key);
        self.setting_notes
            .get(at)
            .filter(|(property, of, _)| (*property, *of) == key)
            .map(|(_, _, note)| *note)
    }
}

const _: () = assert!(Leaf::ALL.len() <= u64::BITS as usize, "a bit for each leaf");

/// The subject as a number, used as the key of the lookups for each leaf of each service.
const fn number(property: Property) -> u64 {
    let (of, kind) = match property {
        Property::Leaf(service, leaf) => (service, 8 + leaf as u64),
        Property::Members(group) => (group, 0),
        Property::Rank(group) => (group, 1),
        Property::AtBoot(group) => (group, 2),
        Property::Listener(listener) => (listener, 3),
        Property::ListenerUser(listener) => (listener, 4),
        Property::Waits(wait) => (wait, 5),
    };
    (of as u64) << 8 | kind
}

/// The range of the lines that express each leaf of a service.
pub(super) struct LeafLines([usize; Leaf::ALL.len() + 1]);

impl LeafLines {
    pub(super) fn of(&self, leaf: Leaf) -> Range<usize> {
        self.0[leaf as usize]..self.0[leaf as usize + 1]
    }
}

/// The lines in the order of the index, and where those of each service start. Services are separated by counting: sorting
/// them all would take a tenth of the whole translation.
fn sorted(emission: &Emission) -> (Vec<&Spelled>, Vec<usize>) {
    let mut starts = vec![0; emission.names.len() + 1];
    let mut others = Vec::new();
    for one in &emission.spelled {
        match one.property {
            Property::Leaf(service, _) => starts[service + 1] += 1,
            _ => others.push(one),
        }
    }
    others.sort_by_key(|one| one.property);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut spelled: Vec<&Spelled> = emission.spelled.iter().collect();
    for one in &emission.spelled {
        if let Property::Leaf(service, _) = one.property {
            spelled[next[service]] = one;
            next[service] += 1;
        }
    }
    spelled.truncate(starts.last().copied().unwrap_or_default());
    spelled.extend(others);
    (spelled, starts)
}

/// Numbers the written settings, so that data about each can be kept in a list.
pub(super) struct Numbers {
    /// Where the items of each file start.
    starts: Vec<usize>,
    /// The number of the setting at each item of each file.
    numbers: Vec<u32>,
}

/// The number of an item that is not a setting.
const NONE: u32 = u32::MAX;

impl Numbers {
    pub(super) fn of(written: &[Written<'_>]) -> Self {
        let mut starts = vec![0];
        for setting in written {
            let (file, items) = (setting.id.file.0 as usize, setting.id.item as usize + 1);
            if starts.len() < file + 2 {
                starts.resize(file + 2, 0);
            }
            starts[file + 1] = items.max(starts[file + 1]);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut numbers = vec![NONE; starts.last().copied().unwrap_or_default()];
        for (number, setting) in (0..).zip(written) {
            let place = &mut numbers[starts[setting.id.file.0 as usize] + setting.id.item as usize];
            // A file that is included twice counts once.
            if *place == NONE {
                *place = number;
            }
        }
        Self { starts, numbers }
    }

    /// Returns the number of a setting, if it is one of them.
    pub(super) fn get(&self, setting: SettingId) -> Option<usize> {
        let file = setting.file.0 as usize;
        let items = *self.starts.get(file)?..*self.starts.get(file + 1)?;
        let number = *self.numbers.get(items)?.get(setting.item as usize)?;
        (number != NONE).then_some(number as usize)
    }
}

/// The settings that decide no leaf, each with the first row about it. For a setting that several units share, it is the
/// first row that leaves something to report.
pub(super) fn natives<'d>(
    deployment: &'d Deployment<'_>,
    written: &[Written<'_>],
    numbers: &Numbers,
) -> Vec<Option<&'d Native>> {
    let mut natives = vec![None; written.len()];
    for native in &deployment.natives {
        if let Some(number) = numbers.get(native.setting) {
            let known = natives[number].get_or_insert(native);
            if written[number].shared && known.reason.loses_nothing() && !native.reason.loses_nothing() {
                *known = native;
            }
        }
    }
    natives
}
