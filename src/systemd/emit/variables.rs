//! Variables of supervisord's own environment (`%(ENV_…)s`) whose values nobody gave: a file of their own asks for them.

use super::service::UnitWriter;
use super::text::{self, Place, Unwritable};
use crate::ir::{Assignment, Leaf, PartRef, Sources, Text};

impl UnitWriter<'_, '_, '_> {
    /// Names the file with the variables that the command and the environment need, and writes its template.
    pub(super) fn variables_file(&mut self) {
        let service = self.context.service;
        let mut lines: Vec<(String, Option<String>)> = Vec::new();
        let mut leaves = Vec::new();
        let mut from = Sources::NONE;
        for assignment in service.assignments.value.iter().filter(|one| is_left_open(one)) {
            let name = assignment.name.to_string();
            let value = spelled(&assignment.value);
            let is_own = value == format!("%(ENV_{name})s");
            lines.push((name, (!is_own).then_some(value)));
            leaves = vec![Leaf::EnvironmentAssignments];
            from.add(assignment.source);
        }
        for variable in service.command.value.argv.iter().skip(1).flat_map(text::variables) {
            if !leaves.contains(&Leaf::Command) {
                leaves.push(Leaf::Command);
                from.extend(&service.command.from);
            }
            if !lines.iter().any(|(name, _)| name == variable) {
                lines.push((variable.to_owned(), None));
            }
        }
        if leaves.is_empty() {
            return;
        }
        let prefix = self.context.names.prefix(self.context.index).to_owned();
        let path = format!("/etc/{prefix}.env");
        self.line("Service", "EnvironmentFile", path.clone(), &leaves, &from);
        let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
        let reason = format!(
            "The values of {} come from supervisord's environment: give them with --env, or fill in {prefix}.env and install it \
             as {path}.",
            names.join(", ")
        );
        for leaf in leaves {
            self.unspelled(leaf, true, reason.clone());
        }
        let mut template = format!("# Install as {path}, mode 0600 if it holds secrets.\n");
        for (name, value) in lines {
            if let Some(value) = value {
                template.push_str(&format!("# It was {value}\n"));
            }
            template.push_str(&format!("{name}=\n"));
        }
        self.writer.add_file(format!("{prefix}.env"), template);
    }
}

/// Whether a variable's value needs supervisord's environment, and a file can give it: the same to all instances.
pub(super) fn is_left_open(assignment: &Assignment<'_>) -> bool {
    let is_open = |error: &Unwritable| matches!(error, Unwritable::Unknown(name) if name.starts_with("ENV_"));
    !assignment.value.has_instance()
        && text::write(&assignment.value, Place::Value, None).is_err_and(|error| is_open(&error))
}

/// A text as supervisord writes it, on one line.
fn spelled(text: &Text<'_>) -> String {
    let mut out = String::new();
    for part in text.parts() {
        match part {
            PartRef::Bytes(bytes) => out.push_str(&String::from_utf8_lossy(bytes)),
            PartRef::Unknown(unknown) => out.push_str(&format!("%({})s", unknown.name)),
            PartRef::Instance | PartRef::PerInstance(_) | PartRef::Variable(_, _) => {}
        }
    }
    out.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
