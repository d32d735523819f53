//! An index of groups and their members. Without it, looking up the group of each service would take quadratic time.

use super::Deployment;
use crate::source::Map;

/// The groups of a deployment and their services, by group name.
#[derive(Clone, Debug)]
pub struct GroupIndex<'d> {
    groups: Map<&'d str, usize>,
    services: Map<&'d str, Vec<usize>>,
}

impl<'d> GroupIndex<'d> {
    /// Indexes a deployment.
    #[must_use]
    pub fn of(deployment: &'d Deployment<'_>) -> Self {
        let (mut groups, mut services) = (Map::new(), Map::<_, Vec<usize>>::new());
        for (at, group) in deployment.groups.iter().enumerate() {
            groups.get_or_insert_with(group.name.as_str(), || at);
        }
        for (at, service) in deployment.services.iter().enumerate() {
            for group in &service.membership.value {
                services.get_or_insert_with(group.as_str(), Vec::new).push(at);
            }
        }
        Self { groups, services }
    }

    /// Returns the index of the first group with this name.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<usize> {
        self.groups.get(name).copied()
    }

    /// Returns the indexes of the services in the group of this name, in order.
    #[must_use]
    pub fn services(&self, group: &str) -> &[usize] {
        self.services.get(group).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::supervisord::Config;
    use crate::supervisord::lower::Lowering;

    #[test]
    fn services_are_found_by_the_name_of_their_group() {
        let text = "[program:a]\ncommand=/a\n[program:b]\ncommand=/b\n[program:c]\ncommand=/c\n\
                    [group:one]\nprograms=c,a\n[group:none]\nprograms=\n";
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("x.conf", text.into()).unwrap());
        let config = Config::of_file(id, &sources);
        let deployment = Lowering::new(&config, &sources, &std::collections::BTreeMap::new()).deployment();
        let grouping = GroupIndex::of(&deployment);
        assert_eq!(grouping.services("one"), [0, 2]);
        assert!(["none", "other"].iter().all(|group| grouping.services(group).is_empty()));
        assert_eq!(["one", "none", "other"].map(|name| grouping.group(name)), [Some(0), Some(1), None]);
    }
}
