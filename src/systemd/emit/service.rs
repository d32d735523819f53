//! Writes one service as a `.service` file.

use super::Context;
use super::directive_writer::DirectiveWriter;
use super::text;
use super::unit_writer::UnitWriter;
use crate::emission::{Emission, Property};
use crate::ir::{Directory, Duration, Instance, Instances, Leaf, Output, Service, Start, Started, Text};
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;

/// Which file of a service is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'i> {
    /// `NAME.service`
    Plain,
    /// `NAME@.service`
    Template,
    /// `NAME-TEXT.service`, for one of several instances that a template cannot express.
    Instance(&'i Instance),
}

/// Whether the instances of a service differ in more than their instance text, so that no template can be written for
/// them.
pub(super) fn needs_plain_units(service: &Service<'_>) -> bool {
    let differs =
        |text: &Text<'_>| text.parts().any(|part| matches!(part, crate::ir::PartRef::PerInstance(_)));
    let output = |output: &Output<'_>| match output {
        Output::File(path) | Output::FileAndJournal(path) | Output::Overwrite { path, truncate: _ } => {
            differs(path)
        }
        _ => false,
    };
    let directory = match &service.directory.value {
        Directory::Path(path) | Directory::Optional(path) => differs(path),
        Directory::HomeOf(user) => differs(user),
        Directory::Managers | Directory::Home => false,
    };
    matches!(service.instances.value, Instances::Each(_))
        && (service.command.value.argv.iter().any(differs)
            || service.assignments.value.iter().any(|one| differs(&one.value))
            || directory
            || output(&service.stdout.value)
            || output(&service.stderr.value))
}

impl Context<'_, '_> {
    /// Writes one file of the service.
    pub(super) fn write_unit(&self, emission: &mut Emission, shape: Shape<'_>) {
        let prefix = self.names.prefix(self.index);
        let (name, description) = match shape {
            Shape::Plain => ([prefix, ".service"].concat(), text::title(&self.service.name)),
            Shape::Template => {
                (format!("{prefix}@.service"), format!("{} %i", text::title(&self.service.name)))
            }
            Shape::Instance(one) => {
                let name = self.instance_unit(one);
                (name, text::title(&format!("{} {}", self.service.name, one.text)))
            }
        };
        let unit = DirectiveWriter::new(emission, name, UnitType::Service, self.target.release);
        let mut writer = UnitWriter { context: self, unit, instance: None };
        if let (Shape::Instance(one), Instances::Each(all)) = (shape, &self.service.instances.value) {
            let at = all.iter().position(|other| other.text == one.text).unwrap_or_default();
            writer.instance = Some((at, one.text.as_str()));
        }
        let (file, header) = self.service.place;
        writer.unit.head(self.common.head.file(file), self.comments.of_header(file, header));
        writer.unit.plain(Name::Description, description);
        if let Some(own) = self.names.shadowed_system_unit(self.index, self.service) {
            let text = format!(
                "Not called {own}: the system has a unit of that name, which this one would replace."
            );
            writer.remark(Name::Description, Some(&text));
        }
        writer.section_unit();
        writer.section_service();
        writer.section_install(shape);
        // If a program has several units, the first one gets them.
        if writer.instance.is_none_or(|(at, _)| at == 0) {
            writer.unit.section(Section::Service).tail = self.comments.of_end(file, header);
        }
        writer.switched_off(shape);
        writer.unit.writer.finish();
    }

    /// The unit of one instance.
    fn instance_unit(&self, one: &Instance) -> String {
        let all = match &self.service.instances.value {
            Instances::Each(all) => &**all,
            Instances::One => &[][..],
        };
        let at = all.iter().position(|other| other.text == one.text).unwrap_or_default();
        self.names.units(self.index).get(at).cloned().unwrap_or_default()
    }
}

impl UnitWriter<'_, '_, '_> {
    fn section_unit(&mut self) {
        let service = self.context.service;
        let common = self.context.common;
        let mut part_of = Vec::new();
        for group in &service.membership.value {
            part_of.extend(common.target_of_group(group).map(str::to_owned));
        }
        if super::names::has_own_target(service) {
            part_of.push(format!("{}.target", self.context.names.prefix(self.context.index)));
        }
        if !part_of.is_empty() {
            self.line(Name::PartOf, part_of.join(" "), &[Leaf::Membership], &service.membership.from);
        }
        self.start_order();
        let hooks = super::hook::on_failure(self.context);
        if !hooks.is_empty() {
            let value: Vec<&str> = hooks.iter().map(|(hook, _)| hook.as_str()).collect();
            let value = value.join(" ");
            let what: Vec<Property> =
                hooks.iter().map(|(_, listener)| Property::Listener(*listener)).collect();
            self.unit.spells(Name::OnFailure, value.clone(), what);
            self.unit.plain(Name::OnFailure, value);
        }
        self.start_limit_in(Section::Unit);
        self.conditions();
    }

    fn section_service(&mut self) {
        self.service_type();
        self.preparations();
        self.exec_start();
        self.identity();
        self.supplementary_groups();
        self.directory();
        self.directories();
        self.environment();
        self.limits_and_privileges();
        self.restart();
        self.start_limit_in(Section::Service);
        self.stop();
        self.streams();
    }

    fn service_type(&mut self) {
        let service = self.context.service;
        let word = match service.started.value {
            Started::AtFork => None,
            Started::AfterAlive(alive) => {
                if alive != Duration::ZERO && !service.started.from.is_default() {
                    let reason = format!(
                        "systemd counts the service as started immediately, supervisord after {alive}: what is ordered after \
                         it starts earlier. For others to wait until it is ready, the program must say so, with Type=notify."
                    );
                    self.unspelled(Leaf::Started, reason);
                }
                self.spells(Name::Type, "simple", &[Leaf::Started]);
                None
            }
            Started::AtExec => Some("exec"),
            Started::OnNotify => Some("notify"),
            Started::OnDaemonized => Some("forking"),
            Started::OnEnd => Some("oneshot"),
        };
        if let Some(word) = word {
            self.line(Name::Type, word, &[Leaf::Started], &service.started.from);
        }
        if !service.one_run.value.is_empty() {
            self.line(Name::RemainAfterExit, "yes", &[Leaf::OneRun], &service.one_run.from);
        }
    }

    fn section_install(&mut self, shape: Shape<'_>) {
        let service = self.context.service;
        if !service.timer.value.triggers.is_empty() {
            let reason = "Its timer is not written: add a .timer unit of the same name.";
            self.by_hand(Leaf::Timer, reason);
        }
        // Members of a group and instances are started by their target.
        let by_target = !service.membership.value.is_empty() || !matches!(shape, Shape::Plain);
        if service.start.value == Start::AtBoot && !by_target {
            self.line(Name::WantedBy, "multi-user.target", &[Leaf::Start], &service.start.from);
        }
    }
}
