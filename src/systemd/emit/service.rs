//! One service as a `.service` file.

use std::borrow::Cow;

use super::Context;
use super::text::{self, Place, Unwritable};
use crate::byte_set::ByteSet;
use crate::emission::{Emission, What, Writer};
use crate::ir::{
    Awaited, Directory, Duration, Instance, Instances, Leaf, Output, Service, SettingId, Sources, Start,
    Started, Text, Wait,
};
use crate::reason::Reason;
use crate::systemd::check;
use crate::systemd::directives::{self, Section};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::versions::Release;
use crate::to_do;

/// Which file of a service is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'i> {
    /// `NAME.service`
    Plain,
    /// `NAME@.service`
    Template,
    /// `NAME-TEXT.service`, for one of several instances that no template can tell apart.
    OneOf(&'i Instance),
}

/// Whether the instances of a service differ in more than their own text, so that no template can be written for them.
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
        Directory::Managers | Directory::Home => false,
    };
    matches!(service.instances.value, Instances::Each(_))
        && (service.command.value.argv.iter().any(differs)
            || service.assignments.value.iter().any(|one| differs(&one.value))
            || directory
            || output(&service.stdout.value)
            || output(&service.stderr.value))
}

/// What does not end a line.
static ONE_LINE: ByteSet = ByteSet::new(b"\n\r").inverted();

impl Context<'_, '_> {
    /// Writes one file of the service.
    pub(super) fn unit(&self, emission: &mut Emission, shape: Shape<'_>) {
        let prefix = self.names.prefix(self.index);
        let (name, description) = match shape {
            Shape::Plain => (format!("{prefix}.service"), text::title(&self.service.name)),
            Shape::Template => {
                (format!("{prefix}@.service"), format!("{} %i", text::title(&self.service.name)))
            }
            Shape::OneOf(one) => {
                let name = self.unit_of(one);
                (name, text::title(&format!("{} {}", self.service.name, one.text)))
            }
        };
        let mut unit = UnitWriter { context: self, writer: Writer::new(emission, name), instance: None };
        if let (Shape::OneOf(one), Instances::Each(all)) = (shape, &self.service.instances.value) {
            let at = all.iter().position(|other| other.text == one.text).unwrap_or_default();
            unit.instance = Some((at, one.text.as_str()));
        }
        let (file, header) = self.service.place;
        unit.writer.file.head = vec![self.common.head.one(file)];
        unit.writer.head_section("Unit", self.comments.of_header(file, header));
        unit.writer.plain("Unit", "Description", description);
        if let Some(own) = self.names.of_systemd(self.index, self.service) {
            let text = format!(
                "Not called {own}: systemd has a unit of that name, whose place this one would take."
            );
            unit.remark("Unit", Some(&text));
        }
        unit.section_unit();
        unit.section_service();
        unit.section_install(shape);
        // Of several units of one program the first has them.
        if unit.instance.is_none_or(|(at, _)| at == 0) {
            unit.writer.file.section("Service").tail = self.comments.of_end(file, header);
        }
        unit.switched_off(shape);
        unit.writer.finish();
    }

    /// The unit of one instance.
    fn unit_of(&self, one: &Instance) -> String {
        let all = match &self.service.instances.value {
            Instances::Each(all) => &**all,
            Instances::One => &[][..],
        };
        let at = all.iter().position(|other| other.text == one.text).unwrap_or_default();
        self.names.units(self.index).get(at).cloned().unwrap_or_default()
    }
}

/// Writes one unit; what belongs together has a file of its own (`command`, `restart`, `stop` …).
pub(super) struct UnitWriter<'w, 'c, 'a> {
    pub(super) context: &'w Context<'c, 'a>,
    pub(super) writer: Writer<'w>,
    /// The one instance that is written: its place among its siblings, and its text.
    pub(super) instance: Option<(usize, &'w str)>,
}

impl UnitWriter<'_, '_, '_> {
    pub(super) fn what(&self, leaf: Leaf) -> What {
        What::Leaf(self.context.index, leaf)
    }

    pub(super) fn release(&self) -> Release {
        self.context.target.release
    }

    pub(super) fn line(
        &mut self,
        section: &'static str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &Sources,
    ) {
        let (name, value) = (name.into(), value.into());
        if !ONE_LINE.has_all(value.as_bytes()) {
            return self.refuse_text(&Unwritable::LineEnd, &name, from);
        }
        let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
        if is_blank(value.as_bytes().first()) || is_blank(value.as_bytes().last()) {
            return self.refuse_text(&Unwritable::Blank, &name, from);
        }
        let known = if let Cow::Borrowed(name) = name { Some(name) } else { None };
        if !self.is_taken(section, (&name, known), &value) {
            return self.refuse_text(&Unwritable::Refused(value.into_owned()), &name, from);
        }
        self.right_line(section, name, value, leaves, from);
    }

    /// Writes a line of which it is known that systemd takes it.
    pub(super) fn right_line(
        &mut self,
        section: &'static str,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
        leaves: &[Leaf],
        from: &Sources,
    ) {
        let value = value.into();
        let index = self.context.index;
        let what = leaves.iter().map(|leaf| What::Leaf(index, *leaf));
        self.writer.line(section, name, text::closed(value), what, from, self.context.comments);
    }

    /// Notes that a default says what the source says.
    pub(super) fn spells(
        &mut self,
        section: &'static str,
        name: &'static str,
        value: &'static str,
        leaves: &[Leaf],
    ) {
        let index = self.context.index;
        let what = leaves.iter().map(|leaf| What::Leaf(index, *leaf));
        self.writer.spells(section, name, value, what);
    }

    /// Whether systemd takes a value: a line that it passes over would be lost, and a unit that it refuses never runs.
    ///
    /// `known`: the name once more, where it stands in the code.
    fn is_taken(
        &self,
        section: &'static str,
        (name, known): (&str, Option<&'static str>),
        value: &str,
    ) -> bool {
        self.context.common.taken.has(section, known, value, || {
            let row = Section::of(section.as_bytes())
                .and_then(|section| directives::lookup(section, name.as_bytes()));
            let Some(row) = row else { return true };
            let mut taken = !value.is_empty();
            check::check(row, value, self.release(), &mut |refused| {
                taken &= refused.effect == check::Effect::Kept;
            });
            taken
        })
    }

    pub(super) fn unspelled(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.writer.unspelled(what, reason);
    }

    pub(super) fn by_hand(&mut self, leaf: Leaf, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.writer.by_hand(what, reason);
    }

    pub(super) fn by_hand_of(&mut self, leaf: Leaf, setting: SettingId, reason: impl Into<Reason>) {
        let what = self.what(leaf);
        self.writer.by_hand_of(what, setting, reason);
    }

    /// Tells a reader of the unit what the last line of a section does not say.
    pub(super) fn remark(&mut self, section: &str, text: Option<&str>) {
        let line = self.writer.file.section(section).lines.last_mut();
        if let (Some(line), Some(text), true) = (line, text, self.context.comments.explains()) {
            line.comments.extend(to_do::wrapped(text));
        }
    }

    /// A text as the value of a setting; refuses the conversion where it cannot be written.
    pub(super) fn value<'t>(
        &mut self,
        text: &'t Text<'_>,
        setting: &str,
        from: &Sources,
    ) -> Option<Cow<'t, str>> {
        let value = text::write(text, Place::Value, self.instance).and_then(|bytes| match bytes {
            Cow::Borrowed(bytes) => {
                std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Unwritable::Byte)
            }
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|_| Unwritable::Byte),
        });
        value.map_err(|error| self.refuse_text(&error, setting, from)).ok()
    }

    pub(super) fn refuse_text(&mut self, error: &Unwritable, setting: &str, from: &Sources) {
        let (message, help) = match error {
            Unwritable::Unknown(name) => {
                let variable = name.strip_prefix("ENV_").unwrap_or(name);
                (
                    format!(
                        "`{setting}=` needs the value of `%({name})s`, and systemd knows no variables there"
                    ),
                    format!("Give it: --env {variable}=VALUE"),
                )
            }
            Unwritable::PerInstance => (
                format!("`{setting}=` holds a number that no specifier of a template gives"),
                "Write the number as `process_name` does.".to_owned(),
            ),
            Unwritable::Variable(name) => (
                format!("`{setting}=` holds the variable `{name}`, and systemd expands none there"),
                "Write its value.".to_owned(),
            ),
            Unwritable::Byte => (
                format!("`{setting}=` holds a byte that no unit can hold"),
                "A unit is UTF-8 text without NUL.".to_owned(),
            ),
            Unwritable::Refused(value) => (
                format!("`{setting}=` cannot be `{}` for systemd", value.escape_debug()),
                "Write a value that systemd takes.".to_owned(),
            ),
            Unwritable::Blank => (
                format!("`{setting}=` begins or ends with a blank, which systemd strips"),
                "Write a value without it.".to_owned(),
            ),
            Unwritable::LineEnd => (
                format!("`{setting}=` holds a line end, which cannot be escaped there"),
                "Write a value of one line.".to_owned(),
            ),
        };
        self.writer.refuse(from, message, help);
    }

    fn section_unit(&mut self) {
        let service = self.context.service;
        let deployment = self.context.deployment;
        let mut part_of = Vec::new();
        for group in &service.membership.value {
            part_of.extend(self.context.names.group_named(deployment, group).map(str::to_owned));
        }
        if super::names::has_own_target(service) {
            part_of.push(format!("{}.target", self.context.names.prefix(self.context.index)));
        }
        if !part_of.is_empty() {
            self.line("Unit", "PartOf", part_of.join(" "), &[Leaf::Membership], &service.membership.from);
        }
        self.after();
        let hooks = super::hook::on_failure(self.context);
        if !hooks.is_empty() {
            let value: Vec<&str> = hooks.iter().map(|(hook, _)| hook.as_str()).collect();
            let value = value.join(" ");
            let what: Vec<What> = hooks.iter().map(|(_, listener)| What::Listener(*listener)).collect();
            self.writer.spells("Unit", "OnFailure", value.clone(), what);
            self.writer.plain("Unit", "OnFailure", value);
        }
        self.start_limit_in("Unit");
        self.conditions();
    }

    /// The units that are started before it.
    fn after(&mut self) {
        let Context { deployment, common: _, names, ranks, target: _, comments, index, service } =
            *self.context;
        let mut before = ranks.before(index);
        let start = deployment.waits.partition_point(|wait| wait.service < index);
        let waits =
            || deployment.waits.iter().enumerate().skip(start).take_while(|(_, wait)| wait.service == index);
        let mut what = vec![self.what(Leaf::Order)];
        for (at, wait) in waits() {
            what.push(What::Waits(at));
            // What comes before that has a step of its own, and is there by the chain.
            let missing =
                wait.on.iter().map(|(other, _)| *other).filter(|other| !ranks.precedes(*other, index));
            for other in missing {
                before.push(other);
            }
        }
        let after: Vec<String> =
            before.iter().flat_map(|other| names.units(*other).iter().cloned()).collect();
        if !after.is_empty() {
            self.writer.line("Unit", "After", after.join(" "), what, &service.order.from, comments);
        }
        for (at, wait) in waits() {
            if let Some(reason) = wait_differs(wait, &deployment.services) {
                self.writer.unspelled(What::Waits(at), reason);
            }
        }
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
        self.allowances();
        self.restart();
        self.start_limit_in("Service");
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
                        "systemd counts the service as started at once, supervisord after {alive}: what is ordered after it starts \
                         earlier. To wait until it is ready the program must say so, with Type=notify."
                    );
                    self.unspelled(Leaf::Started, reason);
                }
                self.spells("Service", "Type", "simple", &[Leaf::Started]);
                None
            }
            Started::AtExec => Some("exec"),
            Started::OnNotify => Some("notify"),
            Started::OnDaemonized => Some("forking"),
            Started::OnEnd => Some("oneshot"),
        };
        if let Some(word) = word {
            self.line("Service", "Type", word, &[Leaf::Started], &service.started.from);
        }
        if !service.one_run.value.is_empty() {
            self.line("Service", "RemainAfterExit", "yes", &[Leaf::OneRun], &service.one_run.from);
        }
    }

    fn section_install(&mut self, shape: Shape<'_>) {
        let service = self.context.service;
        if !service.timer.value.triggers.is_empty() {
            let reason = "Its timer is not written: add a unit of its name and the type .timer.";
            self.by_hand(Leaf::Timer, reason);
        }
        // Members of a group and instances are started by their target.
        let by_target = !service.membership.value.is_empty() || !matches!(shape, Shape::Plain);
        if service.start.value == Start::AtBoot && !by_target {
            self.line("Install", "WantedBy", "multi-user.target", &[Leaf::Start], &service.start.from);
        }
    }
}

/// A length of time as the value of a directive that counts seconds.
pub(super) fn timespan(duration: Duration) -> String {
    TimeSpan::from_micros(duration.micros).to_seconds_value()
}

/// How systemd waits otherwise than a listener of supervisord's does; none where both wait for the end of what ends.
fn wait_differs(wait: &Wait, services: &[Service<'_>]) -> Option<String> {
    let names = |which: &dyn Fn(&Service<'_>, Awaited) -> bool| {
        let others = wait.on.iter().filter_map(|(other, awaited)| Some((services.get(*other)?, *awaited)));
        let names: Vec<&str> = others
            .filter(|(other, awaited)| which(other, *awaited))
            .map(|(other, _)| other.name.as_str())
            .collect();
        (!names.is_empty()).then(|| names.join(" and "))
    };
    let mut reasons = Vec::new();
    if let Some(names) = names(&|_, awaited| awaited == Awaited::Running) {
        reasons.push(format!(
            "The listener started it once {names} had run for startsecs, and never if that did not happen; systemd starts it as soon \
             as {names} was started, whatever becomes of that. Type=notify there makes it wait until all is ready."
        ));
    }
    if let Some(names) =
        names(&|other, awaited| awaited == Awaited::Ended && other.started.value != Started::OnEnd)
    {
        reasons.push(format!(
            "The listener waited until {names} had ended for the first time; systemd waits for no end of what it starts again, and \
             starts it behind the start of {names}."
        ));
    }
    if let Some(names) = names(&|_, awaited| awaited == Awaited::Other) {
        reasons.push(format!(
            "The listener started it when {names} was given up or stopped; systemd starts it behind {names} in any case. OnFailure= \
             in that unit starts it after a failure only."
        ));
    }
    (!reasons.is_empty()).then(|| reasons.join(" "))
}
