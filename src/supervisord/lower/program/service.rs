//! The service that the settings of a program describe: every leaf, set or default.

use super::Reader;
use super::restart::TICK;
use super::streams::{STDERR, STDOUT};
use super::surroundings::lookup;
use crate::ir::{
    Capabilities, Decided, Duration, EndingSet, Identity, Inherited, Input, Lookup, OutOfMemory, Output,
    Scheduling, Service, ServiceGroup, SettingIds, Start, StopCommands, Text, Timer,
};
use crate::supervisord::config::Section;
use crate::supervisord::defaults;
use crate::supervisord::kinds::{integer, signal};
use crate::supervisord::launch::{Author, unwrap_command};
use crate::supervisord::options::Name;

impl<'a> Reader<'_, 'a> {
    pub(super) fn service(&self, section: &Section, groups: &[String]) -> Service<'a> {
        let name = self.names.program;
        let (_, file, span) = self.lowering.config.name_of(section, self.lowering.sources);
        let command = self.command();
        let assignments = self.assignments();
        let restart = self.restart();
        let stop = self.stop();
        let (stdout, stdout_rotation) = self.output(&STDOUT, name);
        let (mut stderr, stderr_rotation) = self.output(&STDERR, name);
        let is_redirected = self.boolean(Name::RedirectStderr, false);
        if is_redirected.value {
            stderr.value = Output::SameAsStdout;
        }
        stderr.from.extend(&is_redirected.from);
        let logs_mode = self.logs_mode(&[&stdout.value, &stderr.value]);
        let user = self.user();
        let mut membership = groups.to_vec();
        membership.sort_unstable();
        membership.dedup();
        let socket = self.socket(&user, groups);
        let mut service = Service {
            name: name.to_owned(),
            place: (file, span),
            is_user_service: false,
            lookup: Decided::default_of(Lookup::Absolute),
            directory: self.directory(),
            umask: self.umask(),
            user,
            group: Decided::default_of(ServiceGroup::OfUser),
            conditions: Decided::default_of(Vec::new()),
            prepare: Decided::default_of(Vec::new()),
            directories: Decided::default_of(Vec::new()),
            supplementary_groups: Decided::default_of(Vec::new()),
            capabilities: Decided::default_of(Capabilities::MANAGERS),
            limits: self.lowering.global.limits.clone(),
            nice: Decided::default_of(None),
            scheduling: Decided::default_of(Scheduling::default()),
            oom_score: Decided::default_of(None),
            no_new_privileges: Decided::default_of(false),
            inherited: Decided::default_of(Inherited::Supervisords),
            identity: Decided::default_of(Identity::Supervisords),
            assignments,
            files: Decided::default_of(Vec::new()),
            restart_early: restart.early,
            restart_later: restart.later,
            expected: restart.expected,
            restart_pause: Decided::default_of(TICK),
            restart_backoff: restart.backoff,
            gives_up: restart.gives_up,
            started: restart.started,
            one_run: Decided::default_of(EndingSet::NONE),
            stop_commands: Decided::default_of(StopCommands::default()),
            stop_signal: self.read(Name::Stopsignal, crate::unix::signals::TERM, signal::parse),
            stop_wait: self.read(Name::Stopwaitsecs, Duration::seconds(defaults::STOPWAITSECS), |text| {
                integer::parse(text).map(Duration::seconds)
            }),
            stop_scope: stop.scope,
            stop_kill: stop.kill,
            survivors: stop.survivors,
            out_of_memory: Decided::default_of(OutOfMemory::Continue),
            stdin: match &socket.address.value {
                Some(_) => Decided::by(Input::Socket, socket.address.from.clone()),
                None => Decided::default_of(Input::Pipe),
            },
            listens: socket.address,
            listens_owner: socket.owner,
            listens_mode: socket.mode,
            listens_backlog: socket.backlog,
            stdout,
            stderr,
            stdout_rotation,
            stderr_rotation,
            logs_mode,
            start: self.start(),
            timer: Decided::default_of(Timer::default()),
            order: self.integer(Name::Priority, defaults::PRIORITY),
            instances: self.instances(),
            shown_name: self.shown_name(section),
            membership: Decided::default_of(membership),
            command,
        };
        self.unwrap(&mut service);
        service
    }

    fn start(&self) -> Decided<Start> {
        let autostart = self.boolean(Name::Autostart, true);
        Decided::by(if autostart.value { Start::AtBoot } else { Start::ByHand }, autostart.from)
    }

    fn shown_name(&self, section: &Section) -> Decided<Text<'a>> {
        if let Some((id, text)) = self.text(Name::ProcessName) {
            return Decided::by(text, SettingIds::one(id));
        }
        let own = self.lowering.config.member_name(section, self.lowering.sources);
        // A name that is not UTF-8 is shown with replacement characters.
        let is_text = own == self.names.program.as_bytes();
        Decided::default_of(if is_text {
            Text::plain(own)
        } else {
            Text::plain(self.names.program.as_bytes().to_vec())
        })
    }

    /// Moves what the command does before it executes the program to the leaves that it decides, and works out what
    /// depends on the program and its variables.
    fn unwrap(&self, service: &mut Service<'a>) {
        let (author, may_unwrap) = match &self.lowering.emitted_verbatim {
            Some(verbatim_commands) => (Author::Emitter, !verbatim_commands.contains(self.names.program)),
            None => (Author::Person, true),
        };
        let has_launcher = may_unwrap && unwrap_command(service, author);
        // Where a program is looked up also depends on the variables that its command sets.
        let runs_in_program_directory =
            self.settings.get(Name::Directory).is_none() && self.lowering.has_working_directory();
        service.lookup =
            lookup(&service.command, has_launcher, runs_in_program_directory, &service.assignments);
        if service.identity.from.is_default()
            && let Some((identity, from)) = Identity::from_assignments(&service.assignments.value)
        {
            // A variable of it that no setting sets comes from the environment in which supervisord was started.
            let from = if identity == Identity::OfUser { from } else { SettingIds::NONE };
            service.identity = Decided::by(identity, from);
        }
    }
}
