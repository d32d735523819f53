//! The instances of templates: those started at boot or, if there are none, those that the given units name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Lowering;
use super::boot::UnitReference;
use super::groups::TargetFacts;
use super::read::ReadSettings;
use crate::ir::{Instance, Instances, Part, Service, SettingId, SettingIds, Text};
use crate::source::Map;
use crate::systemd::directives::{Name, Section};
use crate::systemd::in_effect::in_effect;
use crate::systemd::instance_dependencies::{InstanceDependencies, instance_of};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::start_links::StartLink;
use crate::systemd::unit::Unit;

/// An instance of a template that is named somewhere.
pub(super) struct Candidate {
    /// The index of the template among the services.
    pub(super) template: usize,
    /// The name of the instance's unit.
    pub(super) unit: String,
    instance: Instance,
    /// The setting that names it first; `None` for a link.
    from: Option<SettingId>,
    /// Whether it is enabled along with the template (`DefaultInstance=`).
    pub(super) is_default: bool,
}

impl Candidate {
    /// The instance text.
    pub(super) fn text(&self) -> &str {
        &self.instance.text
    }
}

/// The instances of all templates that the given units name.
pub(super) struct Mentions<'n> {
    /// By the name of the template without `@`: the texts of its instances, each with the setting if it is one of a
    /// target, which is recorded with the instance.
    texts: Map<&'n str, Vec<(&'n str, Option<SettingId>)>>,
}

impl<'n> Mentions<'n> {
    /// The `started` instances come last: what targets pull in matters most to the deployment.
    pub(super) fn new(
        targets: &'n [TargetFacts<'_>],
        pulls: &'n [Vec<UnitReference>],
        started: &'n [(String, Option<SettingId>)],
    ) -> Self {
        let wanted = targets.iter().flat_map(|target| &target.wants);
        let wanted = wanted.map(|pull| (pull.unit.as_str(), Some(pull.from)));
        let upheld = targets.iter().flat_map(|target| &target.upholds).map(|unit| (unit.as_str(), None));
        let pulled = pulls.iter().flatten().map(|pull| (pull.unit.as_str(), None));
        let mut texts = Map::new();
        let started = started.iter().map(|(unit, from)| (unit.as_str(), *from));
        for (unit, from) in wanted.chain(upheld).chain(pulled).chain(started) {
            if let Some((prefix, text)) = instance_of(unit) {
                texts.get_or_insert_with(prefix, Vec::new).push((text, from));
            }
        }
        Self { texts }
    }
}

impl<'a> Lowering<'a> {
    /// The instances that instances of templates name by their own text. `known` are those named otherwise.
    pub(super) fn implied_instances(
        &self,
        pulls: &[Vec<UnitReference>],
        known: impl Iterator<Item = String>,
    ) -> BTreeSet<String> {
        let mut instance_dependencies = InstanceDependencies::default();
        let templates =
            || self.units_of_type(UnitType::Service).enumerate().filter(|(_, unit)| unit.is_template());
        for (at, unit) in templates() {
            pulls[at].iter().for_each(|pull| instance_dependencies.add_wanted(unit.stem(), &pull.unit));
            // Only the default instance is enabled, and it is wanted by the instance of its own text
            // (`install_name_printf()`, `src/shared/install-printf.c`).
            if unit.sets_any(&[Name::WantedBy, Name::RequiredBy]) && !unit.sets(Name::DefaultInstance) {
                let by = self.references(unit, &[Name::WantedBy, Name::RequiredBy]);
                by.iter().for_each(|word| instance_dependencies.add_wanting(unit.stem(), &word.unit));
            }
        }
        let own = self
            .units_of_type(UnitType::Service)
            .filter(|unit| !unit.is_template())
            .map(|unit| unit.name.clone());
        let of_templates = templates().flat_map(|(_, unit)| {
            let default =
                in_effect(unit, self.sources, self.release, Section::Install, &[Name::DefaultInstance]).pop();
            let default = default.and_then(|entry| entry.value().text().map(str::to_owned));
            let links = unit.links.iter().map(|link| link.name.clone());
            links.chain(default.map(|text| format!("{}{text}.service", unit.stem())))
        });
        instance_dependencies.closure(known.chain(own).chain(of_templates))
    }
}

/// The links that start instances of a template: those that exist, and those requested by `Alias=`, with the setting.
pub(super) fn links<'l>(
    unit: &'l Unit,
    read: &'l ReadSettings<'_>,
) -> impl Iterator<Item = (&'l StartLink, Option<SettingId>)> {
    let asked = read.alias_links.values.iter().map(|(link, from)| {
        // A setting that also gives the unit another name is not recorded.
        (link, Some(*from).filter(|from| read.alias_links.from.contains(*from)))
    });
    unit.links.iter().map(|link| (link, None)).chain(asked)
}

/// The candidates of a template, each one once; `is_own` tells whether an instance has a unit of its own.
pub(super) fn candidates(
    (unit, template): (&Unit, usize),
    service: &Service<'_>,
    read: &ReadSettings<'_>,
    mentions: &Mentions<'_>,
    is_own: impl Fn(&str) -> bool,
) -> Vec<Candidate> {
    let name = service.name.as_str();
    let known = mentions.texts.get(name).into_iter().flatten().copied();
    let linked = links(unit, read).filter_map(|(link, from)| Some((instance_of(&link.name)?, from)));
    let linked = linked.filter(|((prefix, _), _)| *prefix == name).map(|((_, text), from)| (text, from));
    let default = read.default_instance.value.as_deref();
    let (mut list, mut listed) = (Vec::new(), BTreeSet::new());
    for (text, from) in known.chain(linked).chain(default.map(|text| (text, None))) {
        let is_default = Some(text) == default;
        if !is_own(text) && listed.insert(text) {
            let shown = [name, "@", text].concat();
            let unit = [&shown, ".service"].concat();
            let instance = Instance { text: text.to_owned(), shown };
            list.push(Candidate { template, unit, instance, from, is_default });
        }
    }
    list
}

/// Adds the settings by which timer templates choose their default instance: the service that they start has the same
/// instance.
pub(super) fn add_default_sources(service: &mut Service<'_>, of_timers: &[(String, Option<SettingId>)]) {
    for (unit, from) in of_timers {
        let Some((prefix, text)) = instance_of(unit) else { continue };
        let is_there = match &service.instances.value {
            Instances::Each(list) => prefix == service.name && list.iter().any(|one| one.text == text),
            Instances::One => false,
        };
        from.filter(|_| is_there).into_iter().for_each(|from| service.instances.from.add(from));
    }
}

/// Sets the instances of a template.
pub(super) fn set_instances<'c>(
    service: &mut Service<'_>,
    candidates: impl Iterator<Item = &'c Candidate>,
    read_default: &SettingIds,
) {
    let (mut list, mut from) = (Vec::new(), SettingIds::NONE);
    for candidate in candidates {
        list.push(candidate.instance.clone());
        candidate.from.into_iter().for_each(|setting| from.add(setting));
    }
    from.extend(read_default);
    service.instances.value = Instances::Each(Arc::from(list));
    service.instances.from = from;
    let prefix = [service.name.as_bytes(), b"@"].concat();
    service.shown_name.value = Text::of([Part::Bytes(prefix.into()), Part::Instance]);
}
