//! Variables of supervisord's own environment (`%(ENV_…)s`) that were not given: an environment file to be filled in.

use std::collections::BTreeSet;

use super::text;
use super::unit_writer::UnitWriter;
use crate::emission::FileKind;
use crate::ir::{Assignment, Instances, Leaf, PartRef, SettingId, SettingIds, Text};
use crate::systemd::directives::Name;

impl UnitWriter<'_, '_, '_> {
    /// Writes `EnvironmentFile=` for the missing variables of the command and the environment, and a template of that
    /// file.
    pub(super) fn variables_file(&mut self) {
        let service = self.context.service;
        let own: Vec<&Assignment<'_>> =
            service.assignments.value.iter().filter(|one| needs_environment_file(one)).collect();
        // If the values differ by instance, each instance gets a file of its own.
        let is_per_instance = own.iter().any(|one| one.value.has_instance());
        let mut lines: Vec<(String, Option<&Text<'_>>)> = Vec::new();
        let mut leaves = Vec::new();
        let mut from = SettingIds::NONE;
        let mut missing: BTreeSet<&str> = own.iter().flat_map(|one| text::variables(&one.value)).collect();
        for assignment in own {
            let name = assignment.name.to_string();
            let is_own = in_supervisord_syntax(&assignment.value, None) == format!("%(ENV_{name})s");
            lines.push((name, (!is_own).then_some(&assignment.value)));
            leaves = vec![Leaf::EnvironmentAssignments];
            from.add(assignment.source);
        }
        let of_variables: Vec<SettingId> = from.iter().collect();
        for variable in service.command.value.argv.iter().skip(1).flat_map(text::variables) {
            if !leaves.contains(&Leaf::Command) {
                leaves.push(Leaf::Command);
                from.extend(&service.command.from);
            }
            missing.insert(variable);
            if !lines.iter().any(|(name, _)| name == variable) {
                lines.push((variable.to_owned(), None));
            }
        }
        if leaves.is_empty() {
            return;
        }
        let files = self.environment_files(is_per_instance);
        let path = match (files.as_slice(), self.instance) {
            ([(file, _)], _) => format!("/etc/{file}"),
            _ => format!("/etc/{}-%i.env", self.context.names.prefix(self.context.index)),
        };
        self.line(Name::EnvironmentFile, path.clone(), &leaves, &from);
        let reason = format!(
            "Only supervisord's environment defines {}: pass {}, or fill in {} and install {}.",
            missing.iter().map(|name| format!("%(ENV_{name})s")).collect::<Vec<_>>().join(", "),
            missing.iter().map(|name| format!("--env {name}=VALUE")).collect::<Vec<_>>().join(" "),
            files.iter().map(|(file, _)| file.as_str()).collect::<Vec<_>>().join(", "),
            if files.len() == 1 { format!("it as {path}") } else { format!("them as {path}") },
        );
        // Other variables are kept, including those set for all programs.
        for setting in of_variables {
            self.by_hand_of(Leaf::EnvironmentAssignments, setting, reason.clone());
        }
        if leaves.contains(&Leaf::Command) {
            self.by_hand(Leaf::Command, reason);
        }
        for (file, instance) in files {
            let mut template = format!("# Install as /etc/{file}, mode 0600 if it holds secrets.\n");
            for (name, value) in &lines {
                if let Some(value) = value {
                    template
                        .push_str(&format!("# It was {}\n", in_supervisord_syntax(value, instance.as_ref())));
                }
                template.push_str(&format!("{name}=\n"));
            }
            self.unit.writer.add_file(file, FileKind::Environment, template);
        }
    }

    /// The files to be filled in, and the instance that each is for.
    fn environment_files(&self, is_per_instance: bool) -> Vec<(String, Option<(usize, String)>)> {
        let prefix = self.context.names.prefix(self.context.index);
        let Instances::Each(list) = &self.context.service.instances.value else {
            return vec![(format!("{prefix}.env"), None)];
        };
        let of = |at: usize| {
            let unit = self.context.names.units(self.context.index).get(at)?;
            let stem = unit.strip_suffix(".service")?.replacen('@', "-", 1);
            Some((format!("{stem}.env"), Some((at, list.get(at)?.text.clone()))))
        };
        match self.instance {
            _ if !is_per_instance => vec![(format!("{prefix}.env"), None)],
            Some((at, _)) => of(at).into_iter().collect(),
            None => (0..list.len()).filter_map(of).collect(),
        }
    }
}

/// Whether a variable's value needs supervisord's environment, so that a file has to provide it.
pub(super) fn needs_environment_file(assignment: &Assignment<'_>) -> bool {
    text::variables(&assignment.value).next().is_some()
}

/// A text in supervisord's syntax, on one line.
fn in_supervisord_syntax(text: &Text<'_>, instance: Option<&(usize, String)>) -> String {
    let mut out = String::new();
    for part in text.parts() {
        match part {
            PartRef::Bytes(bytes) => out.push_str(&String::from_utf8_lossy(bytes)),
            PartRef::Unknown(unknown) => out.push_str(&format!("%({})s", unknown.name)),
            PartRef::Instance => out.push_str(instance.map_or("", |(_, text)| text)),
            PartRef::PerInstance(texts) => {
                let own = instance.and_then(|(at, _)| texts.get(*at));
                out.push_str(own.map_or("", String::as_str));
            }
            PartRef::Variable(_, _) => {}
        }
    }
    out.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
