//! Chooses the names of programs and groups.

use std::collections::BTreeMap;

use super::instances::{self, Spelling};
use crate::emission::{TargetName, UniqueNames};
use crate::ir::{Deployment, Service};
use crate::supervisord::kinds::python;
use crate::text::byte_set::ByteSet;
use crate::text::start::start;

/// The names of the programs and groups of a deployment.
#[derive(Debug)]
pub(super) struct Names {
    programs: Vec<Vec<String>>,
    groups: Vec<String>,
    /// For each service, the group through which it is addressed.
    groups_of: Vec<Option<usize>>,
    /// For each group, the services in it.
    members: Vec<Vec<usize>>,
}

/// For each service and group, the name of its file without the extension.
pub(super) struct FileNames {
    pub(super) services: Vec<String>,
    pub(super) groups: Vec<String>,
}

impl Names {
    pub(super) fn new(deployment: &Deployment<'_>) -> Self {
        // For each program, its service.
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut names = UniqueNames::new('_');
        let mut programs = Vec::new();
        for service in &deployment.services {
            let base = program_name(&service.name);
            let wished: Vec<String> = match instances::spell(service) {
                Spelling::Each(list) => {
                    list.iter().map(|one| format!("{base}_{}", program_name(&one.text))).collect()
                }
                _ => vec![base],
            };
            let mut own = Vec::new();
            for name in wished {
                let name = names.take(name);
                taken.insert(name.clone(), programs.len());
                own.push(name);
            }
            programs.push(own);
        }
        // A group may have the name of one of its members, never that of a program outside of it: one of the two would
        // silently never run.
        let mut groups = Vec::new();
        let mut names = UniqueNames::new('_');
        for group in &deployment.groups {
            let is_taken = |name: &str| {
                let is_outside =
                    |at: &usize| !deployment.services[*at].membership.value.contains(&group.name);
                taken.get(name).is_some_and(is_outside)
            };
            groups.push(names.take_unless(program_name(&group.name), is_taken));
        }
        // If two groups have the same name, the first gets the members: a program in both would run twice.
        let mut place = BTreeMap::new();
        for (at, group) in deployment.groups.iter().enumerate() {
            place.entry(group.name.as_str()).or_insert(at);
        }
        let mut members = vec![Vec::new(); groups.len()];
        let mut groups_of = Vec::new();
        for (at, service) in deployment.services.iter().enumerate() {
            let mut own =
                service.membership.value.iter().filter_map(|name| place.get(name.as_str()).copied());
            own.clone().for_each(|group| members[group].push(at));
            groups_of.push(own.next());
        }
        Self { programs, groups, groups_of, members }
    }

    /// File names for a configuration in which each group, and each service that is in no group, has its own file.
    pub(super) fn files(&self, deployment: &Deployment<'_>) -> FileNames {
        let mut names = UniqueNames::ignoring_case('_');
        let mut file = |name: &str| names.take(file_name(name));
        let groups = self.groups.iter().map(|name| file(name)).collect();
        let services = deployment.services.iter().map(|service| file(&program_name(&service.name)));
        FileNames { services: services.collect(), groups }
    }

    /// The names of the programs of a service.
    pub(super) fn programs(&self, service: usize) -> &[String] {
        &self.programs[service]
    }

    /// The group through which a service is addressed.
    pub(super) fn group_of(&self, service: usize) -> Option<usize> {
        self.groups_of[service]
    }

    /// The services in a group.
    pub(super) fn members(&self, group: usize) -> &[usize] {
        &self.members[group]
    }

    /// The name of a group.
    pub(super) fn group(&self, group: usize) -> &str {
        &self.groups[group]
    }

    /// The names of a service, and what an operator types to address it.
    pub(super) fn target_name(&self, index: usize, service: &Service<'_>) -> TargetName {
        let programs = &self.programs[index];
        let group = self.groups_of[index];
        // A wildcard for the group would also match its other members.
        let is_alone = group.is_none_or(|group| self.members[group].len() == 1);
        let group = group.map(|group| self.groups[group].as_str());
        let typed = |name: &str, process: &str| match group {
            Some(group) => format!("{group}:{process}"),
            None if name == process => name.to_owned(),
            None => format!("{name}:{process}"),
        };
        let (each, is_numbered): (Vec<String>, bool) = match (instances::spell(service), programs.first()) {
            (Spelling::Numbered(row, count), Some(name)) => {
                let numbers = (0..count).map(|at| typed(name, &format!("{name}_{}", row.print(at))));
                (numbers.collect(), true)
            }
            _ => (programs.iter().map(|name| typed(name, name)).collect(), false),
        };
        let all = match programs.first() {
            Some(name) if is_numbered && is_alone => format!("'{}'", typed(name, "*")),
            _ => each.join(" "),
        };
        TargetName { services: programs.clone(), all, each }
    }
}

/// Replaces the characters that supervisord refuses in a name (whitespace, `:` and `/`) and those with a meaning in a
/// header or in a list of programs.
fn program_name(name: &str) -> String {
    if !name.is_empty() && PLAIN.has_all(name.as_bytes()) {
        return name.to_owned();
    }
    let refused = |character: char| {
        python::is_space(character)
            || character.is_whitespace()
            || character.is_control()
            || matches!(character, ':' | '/' | ',' | ']' | '[' | '%' | '"' | '\'' | ';' | '#')
    };
    let name: String =
        name.chars().map(|character| if refused(character) { '_' } else { character }).collect();
    if name.is_empty() { "unnamed".to_owned() } else { name }
}

/// The bytes of most names.
static PLAIN: ByteSet = ByteSet::new(b"-_.@").with_alphanumeric();

/// The greatest length of a file name in bytes, which leaves room for its extension and for its temporary name while it
/// is written.
const MAX_FILE_NAME: usize = 200;

/// A name as a file name: supervisord's `*.conf` does not match names that begin with a dot, and other programs read a
/// leading dash as an option.
fn file_name(name: &str) -> String {
    let name: String = name
        .chars()
        .enumerate()
        .map(
            |(at, c)| {
                if at == 0 && matches!(c, '.' | '-') || matches!(c, '\\' | '*' | '?') { '_' } else { c }
            },
        )
        .collect();
    start(&name, MAX_FILE_NAME).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_close_a_header_or_leave_the_directory() {
        assert_eq!(program_name("a/b:c d,e]f%g\nh"), "a_b_c_d_e_f_g_h");
        assert_eq!(file_name(".."), "_.");
        assert_eq!(file_name(".hidden"), "_hidden");
        assert_eq!(file_name("-rf"), "_rf");
        assert_eq!(file_name(&"é".repeat(200)).len(), 200);
    }
}
