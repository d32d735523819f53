//! What the programs and groups are called.

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
        let mut taken: Vec<String> = Vec::new();
        let mut programs = Vec::new();
        for service in &deployment.services {
            let base = program_text(&service.name);
            let names: Vec<String> = match instances::spell(service) {
                Spelling::Each(list) => {
                    list.iter().map(|one| format!("{base}_{}", program_text(&one.text))).collect()
                }
                _ => vec![base],
            };
            let names: Vec<String> = names.into_iter().map(|name| free(name, &taken)).collect();
            taken.extend(names.iter().cloned());
            programs.push(names);
        }
        // A group may be called like one of its members, never like a program outside of it: one of the two would
        // silently never run.
        let mut taken_by_groups: Vec<String> = Vec::new();
        let mut groups = Vec::new();
        for group in &deployment.groups {
            let outside = deployment
                .services
                .iter()
                .zip(&programs)
                .filter(|(service, _)| !service.membership.value.contains(&group.name));
            let mut forbidden: Vec<String> = outside.flat_map(|(_, names)| names.iter().cloned()).collect();
            forbidden.extend(taken_by_groups.iter().cloned());
            let name = free(program_text(&group.name), &forbidden);
            taken_by_groups.push(name.clone());
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
fn free(name: String, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    (2_u32..).map(|number| format!("{name}_{number}")).find(|name| !taken.contains(name)).unwrap_or(name)
}
