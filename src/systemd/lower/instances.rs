//! The instances of templates: those that a boot starts, or, where it starts none of one, those that the given units name.

use std::sync::Arc;

use super::boot::Pull;
use super::groups::TargetFacts;
use super::read::Read;
use crate::ir::{Instance, Instances, Part, Service, SettingId, Sources, Text};
use crate::source::Map;
use crate::systemd::start_links::StartLink;
use crate::systemd::unit::Unit;

/// An instance of a template that somebody names.
pub(super) struct Candidate {
    /// The template's place among the services.
    pub(super) template: usize,
    /// The unit's name.
    pub(super) unit: String,
    instance: Instance,
    /// The setting that names it first; none for a link.
    from: Option<SettingId>,
    /// Whether it is the one that is enabled where the template is (`DefaultInstance=`).
    pub(super) is_default: bool,
}

/// What the given units name of all templates.
pub(super) struct Mentions<'n> {
    /// By the name of the template without `@`, the texts of its instances, with the settings of targets that name them: they
    /// are kept with the instance.
    texts: Map<&'n str, Vec<(&'n str, Option<SettingId>)>>,
}

impl<'n> Mentions<'n> {
    /// What targets pull in comes first: it is what a deployment is made of.
    pub(super) fn new(
        targets: &'n [TargetFacts<'_>],
        pulls: &'n [Vec<Pull>],
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

/// The template's name without `@` and the instance's text, if a name is that of a service's instance. What a template asks for by
/// its own `%i` is none before the template has one.
pub(super) fn instance_of(unit: &str) -> Option<(&str, &str)> {
    let (prefix, text) = unit.strip_suffix(".service")?.split_once('@')?;
    (!text.is_empty() && !text.contains('%')).then_some((prefix, text))
}

/// The links that start instances of a template: those that are there, and those that it asks for, with the setting.
pub(super) fn links<'l>(
    unit: &'l Unit,
    read: &'l Read<'_>,
) -> impl Iterator<Item = (&'l StartLink, Option<SettingId>)> {
    let asked = read.linked.values.iter().map(|(link, from)| {
        // One that gives the unit another name besides is not kept.
        (link, Some(*from).filter(|from| read.linked.from.contains(*from)))
    });
    unit.links.iter().map(|link| (link, None)).chain(asked)
}

/// The candidates of a template, each once; `is_own` says of which there is a unit of its own.
pub(super) fn candidates(
    (unit, template): (&Unit, usize),
    service: &Service<'_>,
    read: &Read<'_>,
    mentions: &Mentions<'_>,
    is_own: impl Fn(&str) -> bool,
) -> Vec<Candidate> {
    let name = service.name.as_str();
    let known = mentions.texts.get(name).into_iter().flatten().copied();
    let linked = links(unit, read).filter_map(|(link, from)| Some((instance_of(&link.name)?, from)));
    let linked = linked.filter(|((prefix, _), _)| *prefix == name).map(|((_, text), from)| (text, from));
    let default = read.default_instance.value.as_deref();
    let mut list: Vec<Candidate> = Vec::new();
    for (text, from) in known.chain(linked).chain(default.map(|text| (text, None))) {
        let is_default = Some(text) == default;
        if !is_own(text) && !list.iter().any(|one| one.instance.text == text) {
            let shown = [name, "@", text].concat();
            let unit = [&shown, ".service"].concat();
            let instance = Instance { text: text.to_owned(), shown };
            list.push(Candidate { template, unit, instance, from, is_default });
        }
    }
    list
}

/// Gives a template the instances that there are.
pub(super) fn settle<'c>(
    service: &mut Service<'_>,
    candidates: impl Iterator<Item = &'c Candidate>,
    read_default: &Sources,
) {
    let (mut list, mut from) = (Vec::new(), Sources::NONE);
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
