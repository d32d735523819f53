//! Instances with something of their own, drop-ins or a unit that starts them, next to the template that they are
//! made from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::Units;
use crate::source::{FileId, Files, Sources};
use crate::systemd::dependencies::{PULLS, listed_unit, listed_units};
use crate::systemd::directives::Name;
use crate::systemd::instance_dependencies::InstanceDependencies;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::search::Search;
use crate::systemd::unit::{Unit, UnitEntry};

impl Units {
    /// Combines the drop-ins of an instance, `app@x.service.d/more.conf`, with its template if that was named as
    /// well: they belong to an instance that is meant to exist, and have no meaning without the template. The same
    /// holds for a unit that starts an instance, `app@x.timer`. If no other instance of the template is named,
    /// these instances replace it.
    #[must_use]
    pub fn with_instances(mut self, sources: &mut Sources, files: &dyn Files) -> Self {
        let template = |unit: &Unit| template_of(&unit.name);
        let is_template_of = |unit: &Unit, name: &str| !unit.main().is_drop_in && unit.name == name;
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let is_given = |template: &String| self.given().iter().any(|unit| is_template_of(unit, template));
        for unit in self.given() {
            let instance = match unit.unit_type() {
                _ if unit.main().is_drop_in => Some((template(unit), unit.name.clone())),
                Some(UnitType::Timer | UnitType::Path) => {
                    started(unit, sources).map(|name| (template_of(&name), name))
                }
                _ => None,
            };
            let Some((Some(template), name)) =
                instance.filter(|(template, _)| template.as_ref().is_some_and(is_given))
            else {
                continue;
            };
            found.entry(template).or_default().insert(name);
        }
        // A unit with a file of its own is not an instance of the template.
        let has_file =
            |name: &String| self.given().iter().any(|unit| !unit.main().is_drop_in && unit.name == *name);
        found.values_mut().for_each(|names| names.retain(|name| !has_file(name)));
        found.retain(|_, names| !names.is_empty());
        if found.is_empty() {
            return self;
        }
        let mentioned = self.mentioned(found.values().flatten().cloned().collect(), sources);
        let mut search = Search::new(files);
        for (template, names) in found {
            let Some(at) = self.given().iter().position(|unit| is_template_of(unit, &template)) else {
                continue;
            };
            let file = self.units[at].main().id;
            let is_another = |name: &String| {
                template_of(name).as_deref() == Some(template.as_str()) && !names.contains(name)
            };
            let is_alone = !mentioned.iter().any(is_another);
            let find = |name: &String| Unit::of_file(file, sources).find(Some(name), sources, &mut search);
            let mut instances: Vec<Unit> = names.iter().map(find).collect();
            let parts: BTreeSet<FileId> =
                instances.iter().flat_map(|unit| unit.files.iter().map(|file| file.id)).collect();
            self.named += instances.len();
            let mut all = Vec::with_capacity(self.units.len());
            for (number, unit) in std::mem::take(&mut self.units).into_iter().enumerate() {
                let goes =
                    number == at && is_alone || unit.main().is_drop_in && parts.contains(&unit.main().id);
                self.named -= usize::from(goes);
                if !goes {
                    all.push(unit);
                }
                if number == at {
                    all.append(&mut instances);
                }
            }
            self.units = all;
        }
        self.owners = OnceLock::new();
        self.reparse(sources)
    }

    /// The `known` instances, those that the named units pull in or that are a `DefaultInstance=`, and those that
    /// follow from their instance text.
    fn mentioned(&self, mut known: BTreeSet<String>, sources: &Sources) -> BTreeSet<String> {
        let mut instance_dependencies = InstanceDependencies::default();
        for unit in self.given() {
            let is_template = unit.is_template() && unit.is(UnitType::Service);
            let pulls = unit.entries_of(sources, &PULLS);
            let pulled = pulls.iter().flat_map(|entry| listed_units(entry, &unit.name));
            known.extend(pulled.map(|other| other.name));
            if is_template {
                let wanting = unit.entries_of(sources, &[Name::WantedBy, Name::RequiredBy]);
                each_word(&pulls, |word| instance_dependencies.add_wanted(unit.stem(), word));
                // If there is a default instance, only that one is enabled.
                if !unit.sets(Name::DefaultInstance) {
                    each_word(&wanting, |word| instance_dependencies.add_wanting(unit.stem(), word));
                }
            }
            if unit.is_template() {
                let default = unit.entries_of(sources, &[Name::DefaultInstance]).pop();
                let default = default.and_then(|entry| entry.value().text().map(str::to_owned));
                known.extend(default.map(|text| format!("{}{text}.service", unit.stem())));
            }
            known.extend(Some(unit.name.clone()).filter(|_| !unit.is_template()));
        }
        let more = instance_dependencies.closure(known.iter().cloned());
        known.extend(more);
        known
    }
}

/// Calls `take` for each word in these lists of units, verbatim.
fn each_word(entries: &[UnitEntry<'_>], mut take: impl FnMut(&str)) {
    for entry in entries {
        let value = entry.value();
        value.text().unwrap_or_default().split_ascii_whitespace().for_each(&mut take);
    }
}

/// The template that a unit of this name is made from, if it is an instance.
fn template_of(name: &str) -> Option<String> {
    UnitName::read(name)?.template()
}

/// The unit that a timer or a path starts: the one that it names, or the service with the same stem.
fn started(unit: &Unit, sources: &Sources) -> Option<String> {
    let own = UnitName::read(&unit.name)?;
    match unit.entries_of(sources, &[Name::Unit]).first() {
        Some(entry) => listed_unit(entry.value().text()?, Some(&own)),
        None => Some(format!("{}.service", unit.stem())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile};

    /// Whether the template is kept next to an instance with a drop-in if another unit wants `wants`.
    fn keeps_template(wants: &str) -> bool {
        let target = format!("[Unit]\nWants={wants}\n");
        let files = [
            ("w@.service", "[Service]\nExecStart=/w\n"),
            ("w@main.service.d/a.conf", "[Service]\nNice=1\n"),
            ("side.target", target.as_str()),
        ];
        let (mut sources, mut memory) = (Sources::new(), Memory::new());
        let mut ids = Vec::new();
        for (name, text) in files {
            memory = memory.with(name, text);
            ids.push(sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap()));
        }
        let units = Units::read(&ids, &mut sources, &memory).with_instances(&mut sources, &memory);
        assert!(units.given().iter().any(|unit| unit.name == "w@main.service"));
        units.given().iter().any(|unit| unit.name == "w@.service")
    }

    #[test]
    fn a_template_is_kept_if_another_instance_may_be_started() {
        assert!(!keeps_template("w@main.service x.service"));
        for wants in ["w@other.service", "w@%p.service", "x.service w@.service"] {
            assert!(keeps_template(wants), "{wants}");
        }
    }
}
