//! Instances that follow from the text of other instances: `web@1` asks for `db@1` if `web@` wants `db@%i`, and if
//! `side@` is wanted by `web@%i`, there is a `side@1`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The specifier for the instance text.
const INSTANCE_SPECIFIER: &str = "%i";

/// The length of the longest unit name, in bytes: one less than `UNIT_NAME_MAX` (`src/basic/unit-name.h`).
const MAX_NAME_LENGTH: usize = 255;

/// How many instances are followed. A template that asks for two instances of itself, `a@%i0` and `a@%i1`, doubles
/// their number with each character added to the name. systemd would load them until it is out of memory; no real
/// configuration does this.
const MAX_INSTANCES: usize = 10_000;

/// The template's name without `@`, and the instance text, if `unit` is an instance of a service. A dependency on
/// an instance named by `%i` is not one until `%i` is known.
pub(super) fn instance_of(unit: &str) -> Option<(&str, &str)> {
    let (prefix, text) = unit.strip_suffix(".service")?.split_once('@')?;
    (!text.is_empty() && !text.contains('%')).then_some((prefix, text))
}

/// The unit named for an instance of this text, if `unit` contains `%i`.
pub(super) fn substitute_instance(unit: &str, text: &str) -> Option<String> {
    unit.contains(INSTANCE_SPECIFIER).then(|| unit.replace(INSTANCE_SPECIFIER, text))
}

/// By the name of a template without `@`: the units started along with each of its instances.
#[derive(Default)]
pub(super) struct InstanceDependencies {
    with: BTreeMap<String, Vec<String>>,
}

impl InstanceDependencies {
    /// Notes that a template, `web@`, starts a unit.
    pub(super) fn add_wanted(&mut self, template: &str, unit: &str) {
        if unit.contains(INSTANCE_SPECIFIER) {
            let prefix = template.trim_end_matches('@').to_owned();
            self.with.entry(prefix).or_default().push(unit.to_owned());
        }
    }

    /// Notes that a template, `side@`, is started by a unit.
    pub(super) fn add_wanting(&mut self, template: &str, unit: &str) {
        if let Some(prefix) = unit.strip_suffix("@%i.service") {
            let own = format!("{template}{INSTANCE_SPECIFIER}.service");
            self.with.entry(prefix.to_owned()).or_default().push(own);
        }
    }

    /// Returns the instances started along with the `known` units, directly or indirectly. The search is
    /// breadth-first, so those few steps away come first if the limit is reached.
    pub(super) fn closure(&self, known: impl Iterator<Item = String>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if self.with.is_empty() {
            return found;
        }
        let mut open: VecDeque<String> = known.collect();
        while let Some(name) = open.pop_front() {
            let Some((prefix, text)) = instance_of(&name) else { continue };
            for unit in self.with.get(prefix).into_iter().flatten() {
                if found.len() == MAX_INSTANCES {
                    return found;
                }
                // Stops a template that asks for an instance with an ever longer name.
                let named = substitute_instance(unit, text).filter(|named| named.len() <= MAX_NAME_LENGTH);
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
    fn self_multiplying_instances_are_limited() {
        let mut instance_dependencies = InstanceDependencies::default();
        instance_dependencies.add_wanted("a@", "a@%i0.service");
        instance_dependencies.add_wanted("a@", "a@%i1.service");
        let found = instance_dependencies.closure(std::iter::once("a@x.service".to_owned()));
        assert_eq!(found.len(), MAX_INSTANCES);
        assert!(["a@x0.service", "a@x01.service"].iter().all(|near| found.contains(*near)));
    }
}
