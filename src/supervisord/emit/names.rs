//! What the programs and groups are called.

use std::collections::BTreeMap;

use super::instances::{self, Spelling};
use crate::emission::TargetName;
use crate::ir::{Deployment, Service};

/// The names of the programs and groups of a deployment.
#[derive(Debug)]
pub(super) struct Names {
    programs: Vec<Vec<String>>,
    groups: Vec<String>,
}

impl Names {
    pub(super) fn new(deployment: &Deployment<'_>) -> Self {
        // Of each program its service.
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut programs = Vec::new();
        for service in &deployment.services {
            let base = program_text(&service.name);
            let names: Vec<String> = match instances::spell(service) {
                Spelling::Each(list) => {
                    list.iter().map(|one| format!("{base}_{}", program_text(&one.text))).collect()
                }
                _ => vec![base],
            };
            let names: Vec<String> =
                names.into_iter().map(|name| free(name, |name| taken.contains_key(name))).collect();
            taken.extend(names.iter().map(|name| (name.clone(), programs.len())));
            programs.push(names);
        }
        // A group may be called like one of its members, never like a program outside of it: one of the two would
        // silently never run.
        let mut groups = Vec::new();
        for group in &deployment.groups {
            let is_taken = |name: &str| {
                let is_outside =
                    |at: &usize| !deployment.services[*at].membership.value.contains(&group.name);
                taken.get(name).is_some_and(is_outside) || groups.iter().any(|other| other == name)
            };
            let name = free(program_text(&group.name), is_taken);
            groups.push(name);
        }
        Self { programs, groups }
    }

    /// The programs of a service.
    pub(super) fn programs(&self, service: usize) -> &[String] {
        &self.programs[service]
    }

    /// The name of a group.
    pub(super) fn group(&self, group: usize) -> &str {
        &self.groups[group]
    }

    pub(super) fn target_name(&self, index: usize, service: &Service<'_>) -> TargetName {
        let programs = &self.programs[index];
        let group = service.membership.value.first();
        let first = programs.first().map_or("", String::as_str);
        let prefix = |own: &str| group.map_or_else(|| own.to_owned(), |group| program_text(group));
        let each: Vec<String> = match instances::spell(service) {
            Spelling::Numbered { first: number, count, conversion } => (0..count)
                .map(|at| {
                    let text = process_number(number.saturating_add(at as i64), &conversion);
                    format!("{}:{first}_{text}", prefix(first))
                })
                .collect(),
            _ => programs
                .iter()
                .map(|name| {
                    group.map_or_else(|| name.clone(), |group| format!("{}:{name}", program_text(group)))
                })
                .collect(),
        };
        let all = match (instances::spell(service), group) {
            (Spelling::Numbered { first: _, count: _, conversion: _ }, _) => format!("'{}:*'", prefix(first)),
            (_, Some(group)) if programs.len() == 1 => format!("{}:{first}", program_text(group)),
            _ => each.join(" "),
        };
        TargetName { services: programs.clone(), all, each }
    }
}

/// A number as the conversion prints it: `d` or `02d`.
fn process_number(number: i64, conversion: &str) -> String {
    match conversion.strip_suffix('d').and_then(|width| width.parse::<usize>().ok()) {
        Some(width) => format!("{number:0width$}"),
        None => number.to_string(),
    }
}

/// A name without what supervisord refuses in one: blanks, `:` and `/`.
fn program_text(name: &str) -> String {
    let refused =
        |character: char| character.is_whitespace() || matches!(character, ':' | '/' | ',' | ']' | '%');
    name.chars().map(|character| if refused(character) { '_' } else { character }).collect()
}

/// The name, with a number behind it if another program has it.
fn free(name: String, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(&name) {
        return name;
    }
    (2_u32..).map(|number| format!("{name}_{number}")).find(|name| !is_taken(name)).unwrap_or(name)
}
