//! What instances of templates name by their own text: `web@1` asks for `db@1` where `web@` wants `db@%i`, and where `side@` is
//! wanted by `web@%i` there is a `side@1`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The specifier for the text of an instance.
const INSTANCE: &str = "%i";

/// `UNIT_NAME_MAX` (`src/basic/unit-name.h`).
const LONGEST_NAME: usize = 255;

/// So many instances are followed. A template that asks for two instances of itself, `a@%i0` and `a@%i1`, has twice as many with
/// each letter that their names get longer: systemd would load them until its memory is full, and nobody means them.
const MOST: usize = 10_000;

/// The template's name without `@` and the instance's text, if a name is that of a service's instance. What a template asks for by
/// its own `%i` is none before the template has one.
pub(super) fn instance_of(unit: &str) -> Option<(&str, &str)> {
    let (prefix, text) = unit.strip_suffix(".service")?.split_once('@')?;
    (!text.is_empty() && !text.contains('%')).then_some((prefix, text))
}

/// The unit that an instance of this text names, where its template names one by its `%i`.
pub(super) fn named_by_instance(unit: &str, text: &str) -> Option<String> {
    unit.contains(INSTANCE).then(|| unit.replace(INSTANCE, text))
}

/// By the name of a template, without its `@`, what is there with each of its instances.
#[derive(Default)]
pub(super) struct ByInstance {
    with: BTreeMap<String, Vec<String>>,
}

impl ByInstance {
    /// A template, `web@`, has a unit started with it.
    pub(super) fn wants(&mut self, template: &str, unit: &str) {
        if unit.contains(INSTANCE) {
            let prefix = template.trim_end_matches('@').to_owned();
            self.with.entry(prefix).or_default().push(unit.to_owned());
        }
    }

    /// A template, `side@`, is started with a unit.
    pub(super) fn is_wanted_by(&mut self, template: &str, unit: &str) {
        if let Some(prefix) = unit.strip_suffix("@%i.service") {
            let own = format!("{template}{INSTANCE}.service");
            self.with.entry(prefix.to_owned()).or_default().push(own);
        }
    }

    /// The instances that are there with these units, and with those in turn: those that fewest steps lead to come first.
    pub(super) fn follow(&self, known: impl Iterator<Item = String>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if self.with.is_empty() {
            return found;
        }
        let mut open: VecDeque<String> = known.collect();
        while let Some(name) = open.pop_front() {
            let Some((prefix, text)) = instance_of(&name) else { continue };
            for unit in self.with.get(prefix).into_iter().flatten() {
                if found.len() == MOST {
                    return found;
                }
                // One that asks for one with a longer name each time comes to no end.
                let named = named_by_instance(unit, text).filter(|named| named.len() <= LONGEST_NAME);
                if let Some(named) = named.filter(|named| !found.contains(named)) {
                    found.insert(named.clone());
                    open.push_back(named);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_that_ask_for_ever_more_of_themselves_come_to_an_end() {
        let mut by_instance = ByInstance::default();
        by_instance.wants("a@", "a@%i0.service");
        by_instance.wants("a@", "a@%i1.service");
        let found = by_instance.follow(std::iter::once("a@x.service".to_owned()));
        assert_eq!(found.len(), MOST);
        assert!(["a@x0.service", "a@x01.service"].iter().all(|near| found.contains(*near)));
    }
}
