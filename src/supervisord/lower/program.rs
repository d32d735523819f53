//! One program: its settings as leaves.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::text::{Expanded, Names, Numbers, expand, render};
use super::{Lowering, Variables};
use crate::ir::{
    Assignment, Backoff, Capabilities, Command, Decided, Directory, Duration, EndingSet, GivesUp, Identity,
    Inherited, Input, Instance, Instances, KillScope, Listener, Lookup, Output, Rotation, Scheduling,
    Service, ServiceGroup, SettingId, SignalScope, Sources, Start, Started, StopCommands, Survivors, Text,
    Timer, Umask,
};

use crate::supervisord::autorestart::{self, AutoRestart};
use crate::supervisord::config::{Section, Settings};
use crate::supervisord::expansion::{self, Piece};
use crate::supervisord::launch::see_through;
use crate::supervisord::logfile::{self, Device, LogFile};
use crate::supervisord::options::{self, Name, SectionKind};
use crate::supervisord::percent_format::Spec;
use crate::supervisord::{boolean, byte_size, environment, exit_codes, integer, octal, signal, words};

/// The pause before a restart from RUNNING: supervisord looks after its programs once a second (R10, R11b).
const TICK: Duration = Duration::seconds(1);

/// Reads the settings of one program.
pub(super) struct Reader<'r, 'a> {
    pub(super) lowering: &'r Lowering<'a>,
    settings: &'r Settings,
    pub(super) kind: SectionKind,
    names: Names<'r>,
    /// The settings whose value only supervisord's environment tells, so that the default was taken.
    unknown: RefCell<Vec<SettingId>>,
}

impl<'a> Lowering<'a> {
    /// The service that a section of programs makes. `settings` is filled with what holds in it.
    #[must_use]
    pub fn program(&self, section: &Section, settings: &Settings) -> Service<'a> {
        self.program_and_unknown(section, settings).0
    }

    /// The same, with its settings whose value only supervisord's environment tells: the default was taken for those.
    pub(super) fn program_and_unknown(
        &self,
        section: &Section,
        settings: &Settings,
    ) -> (Service<'a>, Vec<SettingId>) {
        let name = String::from_utf8_lossy(self.config.member_name(section, self.sources));
        self.with_reader(section, settings, |reader, groups| {
            let service = reader.service(section, &name, groups);
            (service, reader.unknown.take())
        })
    }

    /// The listener that a section of event listeners makes.
    pub(super) fn listener(&self, section: &Section, settings: &Settings) -> Listener<'a> {
        let (_, file, span) = self.config.name_of(section, self.sources);
        let name = String::from_utf8_lossy(self.config.member_name(section, self.sources));
        self.with_reader(section, settings, |reader, _| reader.listener(&name, (file, span), reader.user()))
    }

    /// Reads the settings of a section of processes.
    fn with_reader<T>(
        &self,
        section: &Section,
        settings: &Settings,
        read: impl FnOnce(&Reader<'_, 'a>, &[String]) -> T,
    ) -> T {
        let kind = section.kind.unwrap_or(SectionKind::Program);
        let name = self.config.member_name(section, self.sources);
        let name_text = String::from_utf8_lossy(name);
        let groups = self.groups.get(name).map_or(&[][..], Vec::as_slice);
        // A program of no group is handled in one of its own name.
        let group = groups.first().map_or(&*name_text, String::as_str);
        let own;
        let environment = if self.needs_own_environment(settings) {
            own = self.own_environment(section, settings);
            &own
        } else {
            &self.environment
        };
        let (_, file, _) = self.config.name_of(section, self.sources);
        let names = Names {
            program: &name_text,
            group,
            here: self.here(file),
            numbers: Numbers { first: 0, count: 1 },
            number_spec: None,
            environment,
        };
        let unknown = RefCell::default();
        let mut reader = Reader { lowering: self, settings, kind, names, unknown };
        let numbers = Numbers {
            first: reader.integer(Name::NumprocsStart, 0).value,
            count: reader.integer(Name::Numprocs, 1).value,
        };
        reader.names.numbers = numbers;
        // A form that takes too much for so many numbers is not followed.
        let fits = |spec: &Spec| numbers.length(spec) <= expansion::LONGEST_PADDING;
        reader.names.number_spec = reader.number_spec().filter(fits);
        read(&reader, groups)
    }

    /// Whether an option of this program may hold `%(ENV_…)s` of its own environment.
    fn needs_own_environment(&self, settings: &Settings) -> bool {
        self.setting(settings, Name::Environment).is_some()
            && [Name::Command, Name::Directory, Name::StdoutLogfile, Name::StderrLogfile].iter().any(|name| {
                let value = self.setting(settings, *name).map(|entry| entry.value());
                value.as_ref().and_then(|value| value.text()).is_some_and(expansion::is_needed)
            })
    }

    /// The values for `%(ENV_…)s` in a program's own options: what its `environment` sets comes on top.
    pub(super) fn own_environment(&self, section: &Section, settings: &Settings) -> BTreeMap<String, String> {
        let mut all = self.environment.clone();
        let Some(entry) = self.setting(settings, Name::Environment) else { return all };
        let name = String::from_utf8_lossy(self.config.member_name(section, self.sources));
        let names = Names {
            program: &name,
            group: &name,
            here: self.here(entry.id.file),
            numbers: Numbers { first: 0, count: 1 },
            number_spec: None,
            environment: &self.environment,
        };
        let value = expand(entry.value(), &names, 1);
        for pair in environment::parse(value.text(), environment::Dialect::Legacy).unwrap_or_default() {
            let text = value.cut(pair.value, pair.value_span, entry.id.file);
            if let Some(text) = text.as_str() {
                all.insert(pair.key.into_owned(), text.to_owned());
            }
        }
        all
    }
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn expanded(&self, name: Name) -> Option<(SettingId, Expanded<'a>)> {
        let entry = self.lowering.setting(self.settings, name)?;
        let passes = options::row(self.kind, name).map_or(1, |row| row.passes);
        if name == Name::Environment {
            // What it sets is known behind it, not in it: `PATH="/opt/bin:%(ENV_PATH)s"` goes on with what was before.
            let Names { program, group, here, numbers, number_spec, environment: _ } = &self.names;
            let (numbers, number_spec, environment) = (*numbers, *number_spec, &self.lowering.environment);
            let names = Names { program, group, here, numbers, number_spec, environment };
            return Some((entry.id, expand(entry.value(), &names, passes)));
        }
        Some((entry.id, expand(entry.value(), &self.names, passes)))
    }

    /// The whole value as a text.
    fn text(&self, name: Name) -> Option<(SettingId, Text<'a>)> {
        self.expanded(name).map(|(id, value)| (id, value.whole(id.file)))
    }

    /// A value that its reader takes; the default otherwise. Written but unreadable: still decided by the setting.
    pub(super) fn read<T, E>(
        &self,
        name: Name,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Decided<T> {
        let Some((id, value)) = self.expanded(name) else { return Decided::default_of(default) };
        let Some(known) = value.known() else {
            self.unknown.borrow_mut().push(id);
            return Decided::default_of(default);
        };
        Decided::by(parse(known).unwrap_or(default), Sources::one(id))
    }

    fn boolean(&self, name: Name, default: bool) -> Decided<bool> {
        self.read(name, default, boolean::parse)
    }

    pub(super) fn integer(&self, name: Name, default: i64) -> Decided<i64> {
        self.read(name, default, integer::parse)
    }

    /// How `process_name` writes the number.
    fn number_spec(&self) -> Option<Spec> {
        let entry = self.lowering.setting(self.settings, Name::ProcessName)?;
        let value = entry.value();
        let text = value.text()?;
        expansion::scan(text).find_map(|piece| match piece {
            Ok(Piece::Name { name, spec, span: _ }) if text.get(name.range()) == Some("process_num") => {
                Some(spec)
            }
            _ => None,
        })
    }

    fn service(&self, section: &Section, name: &str, groups: &[String]) -> Service<'a> {
        let (_, file, span) = self.lowering.config.name_of(section, self.lowering.sources);
        let command = self.command();
        let assignments = self.assignments();
        let restart = self.restart();
        let stop = self.stop();
        let (stdout, stdout_rotation) = self.output(&STDOUT, name);
        let (mut stderr, stderr_rotation) = self.output(&STDERR, name);
        let redirected = self.boolean(Name::RedirectStderr, false);
        if redirected.value {
            stderr.value = Output::SameAsStdout;
        }
        stderr.from.extend(&redirected.from);
        let logs_mode = self.logs_mode(&[&stdout.value, &stderr.value]);
        let user = self.user();
        let mut membership = groups.to_vec();
        membership.sort_unstable();
        membership.dedup();
        let socket = self.socket(&user, groups);
        let mut service = Service {
            name: name.to_owned(),
            place: (file, span),
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
            restart_pause: Decided::default_of(TICK),
            restart_backoff: restart.backoff,
            gives_up: restart.gives_up,
            started: restart.started,
            one_run: Decided::default_of(false),
            stop_commands: Decided::default_of(StopCommands::default()),
            stop_signal: self.read(Name::Stopsignal, crate::signals::TERM, signal::parse),
            stop_wait: self.read(Name::Stopwaitsecs, Duration::seconds(10), |text| {
                integer::parse(text).map(Duration::seconds)
            }),
            stop_scope: stop.scope,
            stop_kill: stop.kill,
            survivors: stop.survivors,
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
            start: {
                let autostart = self.boolean(Name::Autostart, true);
                Decided::by(if autostart.value { Start::AtBoot } else { Start::ByHand }, autostart.from)
            },
            timer: Decided::default_of(Timer::default()),
            order: self.integer(Name::Priority, 999),
            instances: self.instances(),
            shown_name: match self.text(Name::ProcessName) {
                Some((id, text)) => Decided::by(text, Sources::one(id)),
                None => {
                    let own = self.lowering.config.member_name(section, self.lowering.sources);
                    // A name that is no text is shown as one.
                    let is_text = own == name.as_bytes();
                    Decided::default_of(if is_text {
                        Text::plain(own)
                    } else {
                        Text::plain(name.as_bytes().to_vec())
                    })
                }
            },
            membership: Decided::default_of(membership),
            command,
        };
        see_through(&mut service);
        // Where a program is looked for depends on the variables that come before it, too.
        service.lookup = lookup(&service.command, &service.assignments);
        if service.identity.from.is_default() {
            service.identity = identity(&service.assignments);
        }
        service
    }

    fn user(&self) -> Decided<Option<Text<'a>>> {
        match self.expanded(Name::User) {
            Some((id, user)) => Decided::by(Some(user.user(id.file)), Sources::one(id)),
            None => match &self.lowering.global.user {
                Some((id, user)) => Decided::by(Some(user.clone()), Sources::one(*id)),
                None => Decided::default_of(None),
            },
        }
    }

    fn command(&self) -> Decided<Command<'a>> {
        let mut argv = Vec::new();
        let mut from = Sources::NONE;
        if let Some((id, value)) = self.expanded(Name::Command) {
            from.add(id);
            // A command that cannot be split is reported, and never started.
            for word in words::words(value.text()).flatten() {
                argv.push(value.cut(word.text, word.span, id.file));
            }
        }
        Decided::by(Command { argv, own_name: None }, from)
    }

    fn assignments(&self) -> Decided<Vec<Assignment<'a>>> {
        let all = self.lowering.global.assignments.clone();
        if let Some((id, value)) = self.expanded(Name::Environment) {
            let pairs = environment::parse(value.text(), environment::Dialect::Legacy).unwrap_or_default();
            let mut variables = Variables::behind(all);
            for pair in pairs {
                let name = value.cut(pair.key, pair.key_span, id.file);
                let text = value.cut(pair.value, pair.value_span, id.file);
                variables.set(Assignment { name, value: text, source: id });
            }
            let all = variables.into_all();
            let mut from = Sources::of(all.iter().map(|assignment| Some(assignment.source)));
            // Written but empty, or without a pair that counts: still decided by the setting.
            from.add(id);
            return Decided::by(all, from);
        }
        let from = Sources::of(all.iter().map(|assignment| Some(assignment.source)));
        Decided::by(all, from)
    }

    fn directory(&self) -> Decided<Directory<'a>> {
        if let Some((id, path)) = self.text(Name::Directory) {
            return Decided::by(Directory::Path(path), Sources::one(id));
        }
        match &self.lowering.global.directory {
            Some((id, path)) if self.lowering.global.daemonizes => {
                Decided::by(Directory::Path(path.clone()), Sources::one(*id))
            }
            _ => Decided::default_of(Directory::Managers),
        }
    }

    fn umask(&self) -> Decided<Umask> {
        let own = self.read(Name::Umask, Umask::Managers, |text| {
            octal::parse(text).map(|mask| Umask::Mask(mask.rem_euclid(0o1000) as u32))
        });
        match self.lowering.global.umask {
            Some((id, mask)) if own.from.is_default() && self.lowering.global.daemonizes => {
                Decided::by(Umask::Mask(mask), Sources::one(id))
            }
            _ => own,
        }
    }

    /// supervisord opens log files by its own mask, before the program has one (O8).
    fn logs_mode(&self, outputs: &[&Output<'_>]) -> Decided<Option<u32>> {
        if !outputs.iter().any(|output| matches!(output, Output::File(_) | Output::FileAndJournal(_))) {
            return Decided::default_of(None);
        }
        match self.lowering.global.umask {
            Some((id, mask)) if self.lowering.global.daemonizes => {
                Decided::by(Some(0o666 & !mask), Sources::one(id))
            }
            _ => Decided::default_of(Some(0o644)),
        }
    }

    fn restart(&self) -> Restart {
        let autorestart = self.read(Name::Autorestart, AutoRestart::Unexpected, autorestart::parse);
        let exitcodes = self.read(Name::Exitcodes, default_exit_codes(), exit_codes::parse);
        let startsecs = self.integer(Name::Startsecs, 1);
        let startretries = self.integer(Name::Startretries, 3);
        let mut later = match autorestart.value {
            AutoRestart::Always | AutoRestart::Unexpected => EndingSet::ALL,
            AutoRestart::Never => EndingSet::NONE,
        };
        if autorestart.value == AutoRestart::Unexpected {
            // Death by a signal is never in `exitcodes`: it counts as -1.
            for code in exitcodes.value.iter() {
                later.set_code(code, false);
            }
        }
        let mut later_from = autorestart.from.clone();
        later_from.extend(&exitcodes.from);
        let mut tries_from = startsecs.from.clone();
        tries_from.extend(&startretries.from);
        let within = Duration::seconds(startsecs.value);
        // With `startsecs=0` an end at any time is one of a program that had started (R6).
        let (early, backoff, gives_up) = if within == Duration::ZERO {
            (later, Backoff::Never, GivesUp::Never)
        } else {
            let retries = startretries.value.max(0) as u64;
            let early = if retries > 0 { EndingSet::ALL } else { EndingSet::NONE };
            let starts = retries.saturating_add(1);
            (early, Backoff::Linear { step: TICK }, GivesUp::AfterEarlyEndings { starts, within })
        };
        Restart {
            early: Decided::by(early, tries_from.clone()),
            later: Decided::by(later, later_from),
            backoff: Decided::by(backoff, tries_from.clone()),
            gives_up: Decided::by(gives_up, tries_from),
            started: Decided::by(Started::AfterAlive(within), startsecs.from),
        }
    }

    fn stop(&self) -> Stop {
        let stopasgroup = self.boolean(Name::Stopasgroup, false);
        // `killasgroup` is what `stopasgroup` is unless it is set.
        let killasgroup = self.boolean(Name::Killasgroup, stopasgroup.value);
        let mut kill_from = stopasgroup.from.clone();
        kill_from.extend(&killasgroup.from);
        let scope = if stopasgroup.value { SignalScope::ProcessGroup } else { SignalScope::Main };
        let kill = if killasgroup.value { KillScope::ProcessGroup } else { KillScope::Main };
        let survivors = if stopasgroup.value { Survivors::OtherSessions } else { Survivors::Children };
        Stop {
            scope: Decided::by(scope, stopasgroup.from.clone()),
            kill: Decided::by(kill, kill_from),
            survivors: Decided::by(survivors, stopasgroup.from),
        }
    }

    fn output(&self, stream: &Stream, name: &str) -> (Decided<Output<'a>>, Decided<Rotation>) {
        let syslog = self.boolean(stream.syslog, false);
        let mut from = syslog.from;
        let file = self.expanded(stream.logfile);
        let syslogged = || Output::ManagersSyslog { name: Text::plain(name.as_bytes().to_vec()) };
        let output = match &file {
            None => Output::Automatic,
            Some((id, value)) => {
                from.add(*id);
                match value.known().map(logfile::parse) {
                    Some(LogFile::None) => Output::Null,
                    Some(LogFile::Auto) => Output::Automatic,
                    Some(LogFile::Syslog) => syslogged(),
                    Some(LogFile::Path("")) => Output::Null,
                    Some(LogFile::Path(path)) => match logfile::device(path) {
                        Some(Device::Stdout | Device::Descriptor(1)) => Output::Managers { error: false },
                        Some(Device::Stderr | Device::Descriptor(2)) => Output::Managers { error: true },
                        Some(Device::Null) => Output::Null,
                        Some(Device::Terminal) => Output::Other("tty"),
                        Some(Device::Descriptor(_)) => Output::Other("an open descriptor of supervisord"),
                        None => Output::File(value.whole(id.file)),
                    },
                    None => Output::File(value.whole(id.file)),
                }
            }
        };
        let output = match (output, syslog.value) {
            (output, false) => output,
            // The automatic file goes on beside syslog; nobody would look for it there.
            (Output::Automatic | Output::Null | Output::ManagersSyslog { name: _ }, true) => syslogged(),
            (Output::File(path), true) => Output::FileAndJournal(path),
            (output, true) => output,
        };
        let bytes = self.read(stream.maxbytes, 50 * 1024 * 1024, byte_size::parse);
        let backups = self.integer(stream.backups, 10);
        let mut rotation_from = bytes.from.clone();
        rotation_from.extend(&backups.from);
        let is_file = matches!(output, Output::File(_) | Output::FileAndJournal(_));
        let is_automatic = matches!(output, Output::Automatic) && !rotation_from.is_default();
        let rotation = if bytes.value > 0 && (is_file || is_automatic) {
            Rotation::Size { bytes: bytes.value, backups: backups.value.max(0) }
        } else {
            Rotation::None
        };
        (Decided::by(output, from), Decided::by(rotation, rotation_from))
    }

    fn instances(&self) -> Decided<Instances> {
        let is_known = |id: &SettingId| !self.unknown.borrow().contains(id);
        let ids = [Name::Numprocs, Name::NumprocsStart, Name::ProcessName]
            .map(|name| self.settings.get(name).filter(is_known));
        let numbers = self.names.numbers;
        if numbers.count == 1 {
            // The name is the shown name's to keep; that there is one process is no news.
            return Decided::by(Instances::One, Sources::of([ids[0], ids[1]]));
        }
        let template = self.text(Name::ProcessName).map(|(_, text)| text);
        let instances = numbers.iter().enumerate().map(|(at, number)| {
            let own = self.names.number_spec.as_ref().and_then(|spec| render(spec, number));
            let text = own.unwrap_or_else(|| number.to_string());
            let shown = match &template {
                Some(template) => fill_in(template, &text, at),
                None => text.clone(),
            };
            Instance { text, shown }
        });
        Decided::by(Instances::Each(instances.collect()), Sources::of(ids))
    }
}

/// The name of the process at this place among its siblings.
fn fill_in(template: &Text<'_>, instance: &str, at: usize) -> String {
    use crate::ir::PartRef;
    let mut name = String::new();
    for part in template.parts() {
        match part {
            PartRef::Bytes(bytes) => name.push_str(&String::from_utf8_lossy(bytes)),
            PartRef::Instance => name.push_str(instance),
            PartRef::PerInstance(texts) => name.push_str(texts.get(at).map_or("", String::as_str)),
            PartRef::Variable(variable, _) => name.push_str(variable),
            PartRef::Unknown(unknown) => name.push_str(&unknown.name),
        }
    }
    name
}

struct Restart {
    early: Decided<EndingSet>,
    later: Decided<EndingSet>,
    backoff: Decided<Backoff>,
    gives_up: Decided<GivesUp>,
    started: Decided<Started>,
}

struct Stop {
    scope: Decided<SignalScope>,
    kill: Decided<KillScope>,
    survivors: Decided<Survivors>,
}

/// The options of one of the two output streams.
struct Stream {
    logfile: Name,
    syslog: Name,
    maxbytes: Name,
    backups: Name,
}

const STDOUT: Stream = Stream {
    logfile: Name::StdoutLogfile,
    syslog: Name::StdoutSyslog,
    maxbytes: Name::StdoutLogfileMaxbytes,
    backups: Name::StdoutLogfileBackups,
};

const STDERR: Stream = Stream {
    logfile: Name::StderrLogfile,
    syslog: Name::StderrSyslog,
    maxbytes: Name::StderrLogfileMaxbytes,
    backups: Name::StderrLogfileBackups,
};

/// `exitcodes=0`, the default since 4.0.
fn default_exit_codes() -> exit_codes::ExitCodes {
    let mut codes = exit_codes::ExitCodes::default();
    codes.insert(0);
    codes
}

/// A bare name is looked up in `PATH` of the program's own environment (3.3.5 and newer), else of supervisord's; a relative
/// path is looked up where supervisord runs, whatever `directory` says (#369).
fn lookup<'a>(
    command: &Decided<Command<'a>>,
    assignments: &Decided<Vec<Assignment<'a>>>,
) -> Decided<Lookup<'a>> {
    let program = command.value.program();
    let Some(first) = program.and_then(|program| program.parts().next()) else {
        return Decided::by(Lookup::Absolute, command.from.clone());
    };
    let slash_at = |bytes: &[u8]| bytes.iter().position(|byte| *byte == b'/');
    let lookup = match first {
        crate::ir::PartRef::Bytes(bytes) if slash_at(bytes) == Some(0) => Lookup::Absolute,
        crate::ir::PartRef::Bytes(bytes) if slash_at(bytes).is_some() => Lookup::SupervisordsDirectory,
        crate::ir::PartRef::Bytes(_) => {
            let path = assignments.value.iter().find(|assignment| assignment.name.bytes() == Some(b"PATH"));
            match path {
                Some(path) => {
                    let mut from = command.from.clone();
                    from.add(path.source);
                    return Decided::by(Lookup::Path(path.value.clone()), from);
                }
                None => Lookup::SupervisordsPath,
            }
        }
        // What a variable holds is not known; a person who writes one means a path.
        _ => Lookup::Absolute,
    };
    Decided::by(lookup, command.from.clone())
}

fn identity(assignments: &Decided<Vec<Assignment<'_>>>) -> Decided<Identity> {
    let source = |name: &[u8]| {
        let found = assignments.value.iter().find(|assignment| assignment.name.bytes() == Some(name));
        found.map(|assignment| assignment.source)
    };
    match (source(b"HOME"), source(b"USER"), source(b"SHELL")) {
        (Some(home), Some(user), None) => {
            Decided::by(Identity::OfUserButShell, Sources::of([Some(home), Some(user)]))
        }
        (home @ Some(_), user @ Some(_), shell) => {
            Decided::by(Identity::OfUser, Sources::of([home, user, shell]))
        }
        _ => Decided::default_of(Identity::Supervisords),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Span};
    use crate::supervisord::Config;

    fn lowered(text: &str, check: impl FnOnce(&Service<'_>)) {
        let mut sources = crate::source::Sources::new();
        let id = sources.add(SourceFile::new("/etc/x.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::of_file(id, &sources);
        let lowering = Lowering::new(&config, &sources, &BTreeMap::new());
        let section =
            config.sections.iter().find(|section| section.kind == Some(SectionKind::Program)).unwrap();
        let mut settings = Settings::new();
        config.fill(section, &sources, &mut settings, |_| {});
        check(&lowering.program(section, &settings));
    }

    #[test]
    fn every_default_is_filled_in() {
        lowered("[program:a]\ncommand=/bin/cat -n\n", |service| {
            assert_eq!(service.command.value.argv, [Text::fixed("/bin/cat"), Text::fixed("-n")]);
            assert_eq!(service.restart_early.value, EndingSet::ALL);
            assert!(!service.restart_later.value.has_code(0) && service.restart_later.value.has_code(2));
            let within = Duration::seconds(1);
            assert_eq!(service.gives_up.value, GivesUp::AfterEarlyEndings { starts: 4, within });
            assert_eq!(service.stop_wait.value, Duration::seconds(10));
            assert_eq!(service.survivors.value, Survivors::Children);
            assert_eq!(service.stdout.value, Output::Automatic);
            assert_eq!(service.stdout_rotation.value, Rotation::None);
            assert_eq!(service.directory.value, Directory::Managers);
            assert!(service.stop_wait.from.is_default());
        });
    }

    #[test]
    fn startsecs_zero_never_gives_up_and_nothing_is_early() {
        lowered("[program:a]\ncommand=/bin/cat\nstartsecs=0\nautorestart=false\n", |service| {
            assert_eq!(service.gives_up.value, GivesUp::Never);
            assert_eq!(service.restart_early.value, EndingSet::NONE);
            assert_eq!(service.restart_backoff.value, Backoff::Never);
        });
    }

    #[test]
    fn the_number_is_the_instance_where_it_is_written_as_in_the_name() {
        let text = "[program:a]\nprocess_name=a-%(process_num)02d\nnumprocs=2\nnumprocs_start=9\n\
                    command=/bin/x %(process_num)02d %(process_num)d %(program_name)s\n";
        lowered(text, |service| {
            let [_, same, other, name] = service.command.value.argv.as_slice() else { panic!() };
            assert!(same.parts().eq([crate::ir::PartRef::Instance]));
            assert!(other.parts().eq([crate::ir::PartRef::PerInstance(&["9".to_owned(), "10".to_owned()])]));
            assert_eq!(name.bytes(), Some(b"a".as_slice()));
            let Instances::Each(instances) = &service.instances.value else { panic!() };
            assert_eq!(instances[0], Instance { text: "09".into(), shown: "a-09".into() });
            assert_eq!(instances[1].text, "10");
        });
    }

    #[test]
    fn a_word_points_at_its_place_in_the_file() {
        let text = "[program:a]\ncommand=/bin/x %(program_name)s.log && %(ENV_HOME)s\n";
        lowered(text, |service| {
            let place = |at: usize| {
                let (_, span) = service.command.value.argv[at].place().unwrap();
                &text[span.range()]
            };
            assert_eq!((place(0), place(1), place(2)), ("/bin/x", "%(program_name)s.log", "&&"));
            assert_eq!(place(3), "%(ENV_HOME)s");
            let unknown: Vec<_> = service.command.value.argv[3].unknowns().collect();
            assert_eq!(unknown[0].name, "ENV_HOME");
        });
    }

    #[test]
    fn the_environment_of_supervisord_reaches_every_program() {
        let text = "[supervisord]\nenvironment=A=\"1\",B=\"2\"\nuser=daemon\n\
                    [program:a]\ncommand=/bin/%(ENV_A)s\nenvironment=B=\"3\",HOME=\"/h\",USER=\"u\",SHELL=\"/s\"\n";
        lowered(text, |service| {
            assert_eq!(service.command.value.argv, [Text::fixed("/bin/1")]);
            let pairs: Vec<_> = service
                .assignments
                .value
                .iter()
                .map(|one| (one.name.to_string(), one.value.to_string()))
                .collect();
            assert_eq!(pairs[..2], [("A".into(), "1".into()), ("B".into(), "3".into())]);
            assert_eq!(service.identity.value, Identity::OfUser);
            assert_eq!(service.user.value.as_ref().unwrap().to_string(), "daemon");
        });
    }

    #[test]
    fn outputs_tell_files_devices_and_syslog_apart() {
        let text = "[program:a]\ncommand=/x\nstdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n\
                    stderr_logfile=/var/log/%(program_name)s.log\n";
        lowered(text, |service| {
            assert_eq!(service.stdout.value, Output::Managers { error: false });
            assert_eq!(service.stdout_rotation.value, Rotation::None);
            assert_eq!(service.stderr.value, Output::File(Text::fixed("/var/log/a.log")));
            assert_eq!(service.stderr_rotation.value, Rotation::Size { bytes: 52_428_800, backups: 10 });
        });
    }

    #[test]
    fn a_span_of_the_whole_value_survives_a_second_pass() {
        let text = "[program:a]\ncommand=/x\nstdout_logfile=/var/%%%%a.log\n";
        lowered(text, |service| {
            assert_eq!(service.stdout.value, Output::File(Text::fixed("/var/%a.log")));
            let Output::File(path) = &service.stdout.value else { panic!() };
            let (_, span): (_, Span) = path.place().unwrap();
            assert_eq!(&text[span.range()], "/var/%%%%a.log");
        });
    }
}
