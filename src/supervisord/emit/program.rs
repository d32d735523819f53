//! Writes one service as `[program:…]` or `[fcgi-program:…]` sections.

use std::collections::BTreeMap;

use super::instances::{self, Spelling};
use super::program_writer::ProgramWriter;
use super::text::InstanceText;
use super::{Plan, socket};
use crate::emission::{Undecided, Writer};
use crate::ir::{Directory, Leaf, Start, Umask};
use crate::manual_steps;
use crate::supervisord::defaults;
use crate::supervisord::kinds::{boolean, octal};
use crate::supervisord::options::Name;

/// Notes about a service on settings that the model does not hold.
#[derive(Clone, Default)]
pub(super) struct UndecidedNotes {
    /// What the user must decide, whatever is written.
    pub(super) left_to_do: Vec<String>,
    /// What is lost.
    pub(super) lost: Vec<String>,
}

impl UndecidedNotes {
    /// Collects the notes for each of `services` services.
    pub(super) fn collect(undecided: &[Undecided], services: usize) -> Vec<Self> {
        let mut all = vec![Self::default(); services];
        for one in undecided {
            let own = &mut all[one.service];
            let list = if one.blocks_start { &mut own.left_to_do } else { &mut own.lost };
            list.push(one.note.clone());
        }
        all
    }
}

/// Writes the programs of a service.
pub(super) fn write(plan: &Plan<'_, '_>, index: usize, writer: &mut Writer<'_>) {
    let Plan { deployment, names, options, notes, comments } = *plan;
    let notes = &notes[index];
    let service = &deployment.services[index];
    let spelling = instances::spell(service);
    for (at, name) in names.programs(index).iter().enumerate() {
        let instance = match &spelling {
            Spelling::Each(list) => {
                InstanceText::Text { text: list.get(at).map_or("", |one| one.text.as_str()), at }
            }
            Spelling::Numbered(row, _) => InstanceText::Expansion(instances::process_num(*row)),
            Spelling::Unnamed => InstanceText::Expansion("%(process_num)d".to_owned()),
            Spelling::One => InstanceText::Text { text: "", at: 0 },
        };
        let section = format!("{}:{name}", socket::section(service));
        let (file, header) = service.place;
        writer.file.section(&section).comments =
            if at == 0 { comments.of_header(file, header) } else { Vec::new() };
        let mut program = ProgramWriter {
            service,
            index,
            section: section.clone(),
            instance,
            names,
            options,
            writer,
            comments,
            left_to_do: notes.left_to_do.clone(),
            is_spawned_directly: false,
            has_home: false,
            stop_word_splitting_note: None,
            user_dependence: BTreeMap::new(),
        };
        program.command();
        program.note_umbrella(&plan.deployment.services);
        program.instances(&spelling);
        program.directory();
        program.priority();
        program.restart();
        program.stop();
        program.user();
        program.socket();
        program.streams();
        program.environment();
        for lost in &notes.lost {
            program.remark(lost);
        }
        program.start(&spelling);
        program.timer();
        program.comment_command();
        program.note_user_dependence();
        if at == 0 {
            writer.file.section(&section).tail = comments.of_end(file, header);
        }
    }
}

impl ProgramWriter<'_, '_, '_, '_> {
    fn instances(&mut self, spelling: &Spelling) {
        let from = &self.service.instances.from;
        let leaves = [Leaf::Instances, Leaf::ShownName];
        match spelling {
            Spelling::One => {}
            Spelling::Numbered(row, count) => {
                let name = format!("%(program_name)s_{}", instances::process_num(*row));
                self.line(Name::ProcessName, name, &leaves, from);
                self.line(Name::Numprocs, count.to_string(), &[Leaf::Instances], from);
                if row.first != 0 {
                    self.line(Name::NumprocsStart, row.first.to_string(), &[Leaf::Instances], from);
                }
            }
            Spelling::Each(_) => {
                // There is one program for each instance, and its command shows which.
                let command = self.written_command();
                self.spells(Name::Command, command, &[Leaf::Instances]);
            }
            Spelling::Unnamed => {
                let reason = match self.service.start.value {
                    // Whoever enables the template decides which instances.
                    Start::AtBoot => {
                        "Nothing says which instances of the template run. If they are known, set numprocs= and numprocs_start=, or \
                         write a program for each."
                    }
                    _ => {
                        "Nothing says which instances of the template run. If they are known, set numprocs= and numprocs_start=, or \
                         write a program for each. If one is started for each failure (OnFailure=), remove this section, and have \
                         an event listener run the command with the name of the program that failed; if one is started for each \
                         connection (Accept=yes), leave it to systemd."
                    }
                };
                self.by_hand(Leaf::Instances, reason);
            }
        }
    }

    fn directory(&mut self) {
        let service = self.service;
        let from = &service.directory.from;
        match &service.directory.value {
            Directory::Managers => {}
            // The script of the command changes to it after it is made.
            Directory::Path(_) | Directory::Optional(_) if super::needs::makes_working_directory(service) => {
            }
            // Written even if it is systemd's default: supervisord's own directory may be any.
            Directory::Path(path) | Directory::Optional(path) => {
                if !from.is_default()
                    && let Some(value) = self.value(path, 1, Leaf::Directory)
                {
                    self.line(Name::Directory, value, &[Leaf::Directory], from);
                    if matches!(service.directory.value, Directory::Optional(_)) {
                        let reason = "systemd starts the program in / if the directory is missing; supervisord does not start \
                                      it then: make sure that it exists.";
                        self.unspelled(Leaf::Directory, reason);
                    }
                }
            }
            Directory::Home | Directory::HomeOf(_) if super::needs::home_user(service).is_some() => {}
            // Without User= that is root's home.
            Directory::Home if service.user.value.is_none() => {
                self.line(Name::Directory, "/root", &[Leaf::Directory], from);
            }
            Directory::Home | Directory::HomeOf(_) => {
                let reason =
                    "supervisord does not expand `~` in directory=: write the user's home directory.";
                self.by_hand(Leaf::Directory, reason);
            }
        }
        if let Umask::Mask(mask) = service.umask.value
            && !service.umask.from.is_default()
        {
            let from = &service.umask.from;
            self.line(Name::Umask, octal::write(i64::from(mask)), &[Leaf::Umask, Leaf::LogsMode], from);
        }
    }

    fn priority(&mut self) {
        let service = self.service;
        if service.order.value != defaults::PRIORITY {
            let from = &service.order.from;
            self.line(Name::Priority, service.order.value.to_string(), &[Leaf::Order], from);
        }
    }

    /// Must come last: a program that the user must complete is disabled, with a comment about it.
    fn start(&mut self, spelling: &Spelling) {
        let from = &self.service.start.from;
        let is_off = !self.left_to_do.is_empty();
        // A program whose script waits for its time is started when its timer would be.
        let timer = &self.service.timer.value;
        let is_repeated =
            || self.service.pause_between_runs().is_some() && timer.at_boot && timer.first_start().is_some();
        let waits = self.service.only_start().is_some() || is_repeated();
        if self.service.start.value == Start::ByHand && !waits || *spelling == Spelling::Unnamed || is_off {
            self.line(Name::Autostart, boolean::write(false), &[Leaf::Start], from);
            // `autostart` goes before the options for restarts.
            let lines = &mut self.writer.file.section(&self.section).lines;
            if let (Some(line), Some(at)) =
                (lines.pop(), lines.iter().position(|line| line.name() == Name::Autorestart.as_str()))
            {
                lines.insert(at, line);
            }
            if is_off && (self.service.start.value != Start::ByHand || waits) {
                let reason = "It is switched off (autostart=false) until the manual steps are done.";
                self.unspelled(Leaf::Start, reason);
            }
        } else {
            self.spells(Name::Autostart, "true", &[Leaf::Start]);
            if self.service.start.value == Start::BySocket {
                let reason = "It is started with supervisord. systemd starts it on the first connection, and after it has \
                              ended on the next one; supervisord follows autorestart alone.";
                self.unspelled(Leaf::Start, reason);
            }
        }
        if is_off && self.comments.explains() {
            let text = manual_steps::comment("then remove autostart=false", &self.left_to_do);
            self.writer.file.section(&self.section).comments.extend(text);
        }
    }
}
