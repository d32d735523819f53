//! The lists in which units name each other, and the effects of a dependency that an order alone cannot express.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::boot::{StartRelations, UnitReference};
use super::groups::TargetFacts;
use super::service_index::ServiceIndex;
use super::text::Specifiers;
use crate::ir::{Deployment, Native, NativeReason, PartlyKept, SettingId, SettingIds, Start, Started};
use crate::systemd::dependencies::{PULLS, list_flags};
use crate::systemd::directives::{Name, Section};
use crate::systemd::in_effect::{Acceptance, in_effect};
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::kinds::words::{Word, Words};
use crate::systemd::own_units::{is_part_of_boot, is_reached_early};
use crate::systemd::start_links::StartLink;
use crate::systemd::unit::{Unit, UnitEntry};

impl<'a> Lowering<'a> {
    /// Finds orderings in which systemd waits for more than the start of a process, and those with units that are not
    /// given.
    pub(super) fn add_not_awaited(&self, service_index: &ServiceIndex<'_>, deployment: &mut Deployment<'a>) {
        let awaited: Vec<bool> = self
            .units_of_type(UnitType::Service)
            .zip(&deployment.services)
            .map(|(unit, service)| {
                let is_up_at_once = matches!(service.started.value, Started::AtFork | Started::AtExec);
                !is_up_at_once || !service.prepare.value.is_empty() || unit.sets(Name::ExecStartPost)
            })
            .collect();
        let mut found: BTreeMap<SettingId, (usize, PartlyKept)> = BTreeMap::new();
        for (at, unit) in self.units_of_type(UnitType::Service).enumerate() {
            // It is not ordered relative to any of the given units.
            if deployment.services[at].order.from.is_default() {
                continue;
            }
            for word in self.references(unit, &[Name::After, Name::Before]) {
                let is_after = word.directive == Name::After;
                let besides = match service_index.for_ordering(&word.unit) {
                    Some(other) if other == at => continue,
                    Some(other) => {
                        let first = if is_after { other } else { at };
                        if !awaited[first] {
                            continue;
                        }
                        PartlyKept::NotAwaited
                    }
                    None if !is_after || is_reached_early(&word.unit) => continue,
                    None => PartlyKept::SomeUnitsUnknown,
                };
                if besides == PartlyKept::NotAwaited || !found.contains_key(&word.from) {
                    found.insert(word.from, (at, besides));
                }
            }
        }
        add_besides(found, deployment);
    }

    /// Finds settings by which services that start at boot are also started with another given unit at any later time.
    /// If that is their group, supervisord starts them with it, too.
    pub(super) fn add_started_with(
        &self,
        relations: &[StartRelations<'_>],
        targets: &[TargetFacts<'_>],
        service_index: &ServiceIndex<'_>,
        deployment: &mut Deployment<'a>,
    ) {
        let given: BTreeSet<&str> = targets.iter().map(|target| target.unit.name.as_str()).collect();
        let is_target = |unit: &str| !is_part_of_boot(unit) && given.contains(unit);
        let mut found: BTreeMap<SettingId, (usize, PartlyKept)> = BTreeMap::new();
        for (at, (unit, relation)) in self.units_of_type(UnitType::Service).zip(relations).enumerate() {
            // Most are started by boot targets only.
            let is_other = |by: &String| by.ends_with(".service") || is_target(by);
            let is_started = deployment.services[at].start.value == Start::AtBoot;
            if !is_started || !relation.started_by.values.iter().any(is_other) {
                continue;
            }
            for word in self.references(unit, &[Name::WantedBy, Name::RequiredBy]) {
                let is_with_service = service_index.by_name(&word.unit).any(|other| other != at);
                let is_with_target = || is_target(&word.unit) && !relation.part_of.contains(&word.unit);
                if is_with_service || is_with_target() {
                    let is_required = word.directive == Name::RequiredBy;
                    let besides = if is_required { PartlyKept::RunsWith } else { PartlyKept::StartedWith };
                    found.insert(word.from, (at, besides));
                }
            }
        }
        add_besides(found, deployment);
    }

    /// What a target declares about other units.
    pub(super) fn target(&self, unit: &'a Unit) -> TargetFacts<'a> {
        let is_upheld = |pull: &UnitReference| pull.directive == Name::Upholds;
        let (upheld, wanted): (Vec<UnitReference>, Vec<UnitReference>) =
            self.pulls(unit).into_iter().partition(is_upheld);
        let read = self.read(unit);
        TargetFacts {
            unit,
            wants: wanted,
            upholds: upheld.into_iter().map(|pull| pull.unit).collect(),
            started_by: read.started_by(unit),
            read,
        }
    }

    /// The units that a unit starts along with itself.
    pub(super) fn pulls(&self, unit: &'a Unit) -> Vec<UnitReference> {
        if unit.sets_any(&PULLS) { self.references(unit, &PULLS) } else { Vec::new() }
    }

    /// The unit that a socket, a timer or a path starts: the one that it names, or the service with the same stem. For
    /// a socket with `Accept=yes`, it is the template of that name (`socket_load_service_unit()`, `src/core/socket.c`).
    pub(super) fn triggered_unit(&self, unit: &'a Unit) -> String {
        self.explicit_triggered_unit(unit).map_or_else(
            || format!("{}{}.service", unit.stem(), if self.accepts(unit) { "@" } else { "" }),
            |(name, _)| name,
        )
    }

    /// The unit that a socket, a timer or a path names as the one to start, and the setting. If there are several, the
    /// first one counts, for a socket the last one; invalid ones are ignored (`config_parse_trigger_unit()`,
    /// `config_parse_socket_service()`).
    pub(super) fn explicit_triggered_unit(&self, unit: &'a Unit) -> Option<(String, SettingId)> {
        let specifiers = Specifiers::of(unit, self.sources, self.release);
        let entries = unit.entries_of(self.sources, &[Name::Unit, Name::Service]);
        let mut named = entries.iter().filter_map(|entry| {
            let written = entry.value();
            let name = specifiers.expand(written.bytes());
            let name = match name.as_str() {
                Some(name) if name == unit.name => return None,
                Some(name) => UnitName::parse(name).is_ok().then(|| name.to_owned())?,
                // Known only when an instance runs.
                None => written.lossy().into_owned(),
            };
            Some((name, entry.id))
        });
        if unit.is(UnitType::Socket) { named.next_back() } else { named.next() }
    }

    /// The settings that enable a unit, without those that are reset.
    pub(super) fn wanted_by(&self, unit: &'a Unit) -> SettingIds {
        let mut all = SettingIds::NONE;
        for list in [Name::WantedBy, Name::RequiredBy, Name::Alias] {
            let entries = in_effect(unit, self.sources, self.release, Section::Install, &[list]);
            let links = |entry: &&UnitEntry<'_>| match list {
                Name::Alias => self.creates_start_link(unit, entry),
                _ => !self.references_in(unit, entry, list).is_empty(),
            };
            entries.iter().filter(links).for_each(|entry| all.add(entry.id));
        }
        all
    }

    /// Whether a line of `Alias=` causes the unit to be started along with another one.
    fn creates_start_link(&self, unit: &Unit, entry: &UnitEntry<'_>) -> bool {
        let words = self.references_in(unit, entry, Name::Alias);
        let own = UnitName::read(&unit.name);
        own.is_some_and(|own| words.iter().any(|word| StartLink::from_alias(&word.unit, &own).is_some()))
    }

    /// The units named in these lists.
    pub(super) fn references(&self, unit: &'a Unit, lists: &[Name]) -> Vec<UnitReference> {
        let mut all = Vec::new();
        for entry in unit.entries_of(self.sources, lists) {
            if let Some(row) = entry.row {
                all.append(&mut self.references_in(unit, &entry, row.name));
            }
        }
        all
    }

    /// The units named in one list, without words that systemd ignores because no unit can have such a name.
    fn references_in(&self, unit: &Unit, entry: &UnitEntry<'_>, directive: Name) -> Vec<UnitReference> {
        let value = entry.value();
        let text = value.text().unwrap_or_default();
        let Some(row) = entry.row.filter(|row| row.is_known_to(self.release)) else { return Vec::new() };
        // An alias may be a path below a `.wants/` directory, which is not the name of a unit.
        let refused = match directive {
            Name::Alias => Vec::new(),
            _ => Acceptance::of(row, text, self.release).refused_words,
        };
        // True of nearly all lists.
        if refused.is_empty() && !text.bytes().any(|byte| matches!(byte, b'"' | b'\'' | b'\\' | b'%' | b'@'))
        {
            let words = text.split_ascii_whitespace();
            return words
                .map(|word| UnitReference { unit: word.to_owned(), directive, from: entry.id })
                .collect();
        }
        let specifiers = Specifiers::of(unit, self.sources, self.release);
        let is_read = |word: &Word<'_>| !refused.iter().any(|refused| refused.overlaps(word.span));
        let named = Words::new(text, list_flags(entry)).flatten().filter(is_read).map(|word| {
            let name = specifiers.expand(&word.bytes);
            let name = name.as_str().map_or_else(|| word.lossy().into_owned(), str::to_owned);
            let is_loaded = entry.section == Some(Section::Unit);
            let unit = if is_loaded { resolve_template(name, unit) } else { name };
            UnitReference { unit, directive, from: entry.id }
        });
        named.collect()
    }
}

/// A unit named in `[Unit]`: a template stands for the instance of the unit that names it
/// ([`UnitName::instantiate_for`]). In a template, that is the instance which runs.
fn resolve_template(name: String, unit: &Unit) -> String {
    match (UnitName::read(&name), UnitName::read(&unit.name)) {
        (Some(named), Some(own)) if named.is_template() && own.is_template() => {
            [named.prefix(), "@%i", name.get(named.without_type().len()..).unwrap_or_default()].concat()
        }
        (Some(named), Some(own)) => named.instantiate_for(&own).unwrap_or(name),
        _ => name,
    }
}

/// Adds native rows for the further effects of settings, each with the service that it affects. A setting that already
/// has a native row gets no other.
fn add_besides(mut found: BTreeMap<SettingId, (usize, PartlyKept)>, deployment: &mut Deployment<'_>) {
    let reported: BTreeSet<SettingId> = match found.is_empty() {
        true => BTreeSet::new(),
        false => deployment.natives.iter().map(|native| native.setting).collect(),
    };
    found.retain(|setting, _| !reported.contains(setting));
    deployment.natives.extend(found.into_iter().map(|(setting, (at, besides))| Native {
        setting,
        service: Some(at),
        reason: NativeReason::PartlyKept(besides),
    }));
}
