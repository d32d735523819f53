//! One service as a `.service` file.

use super::text::{self, Place, Unwritable};
use super::{Context, endings};
use crate::emission::{Emission, What, Writer};
use crate::ir::{
    Backoff, Directory, Duration, GivesUp, Input, Instance, Instances, KillScope, Leaf, Lookup, Output,
    Rotation, Service, ServiceGroup, SignalScope, Sources, Start, Started, Survivors, Text, Umask,
};
use crate::signals;
use crate::systemd::exec;
use crate::systemd::signal::Signal;
use crate::systemd::timespan::TimeSpan;
use crate::systemd::versions::Release;
use crate::systemd::words;

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

impl Context<'_, '_> {
    /// Writes one file of the service.
    pub(super) fn unit(&self, emission: &mut Emission, shape: Shape<'_>) {
        let prefix = self.names.prefix(self.index);
        let (name, description) = match shape {
            Shape::Plain => (format!("{prefix}.service"), self.service.name.clone()),
            Shape::Template => (format!("{prefix}@.service"), format!("{} %i", self.service.name)),
            Shape::OneOf(one) => {
                let name = self.unit_of(one);
                (name, format!("{} {}", self.service.name, one.text))
            }
        };
        let mut unit = UnitWriter { context: self, writer: Writer::new(emission, name), instance: None };
        if let (Shape::OneOf(one), Instances::Each(all)) = (shape, &self.service.instances.value) {
            let at = all.iter().position(|other| other.text == one.text).unwrap_or_default();
            unit.instance = Some((at, one.text.as_str()));
        }
        let (file, header) = self.service.place;
        unit.writer.file.head =
            vec![format!("Made by sysvisor from {}; edit it as you like.", self.target.source)];
        unit.writer.file.section("Unit").comments = self.comments.of_header(file, header);
        unit.writer.plain("Unit", "Description", description.replace('%', "%%").replace("%%i", "%i"));
        unit.section_unit();
        unit.section_service();
        unit.section_install(shape);
        unit.writer.finish();
    }

    /// The unit of one instance.
    fn unit_of(&self, one: &Instance) -> String {
        let all = match &self.service.instances.value {
            Instances::Each(all) => all.as_slice(),
            Instances::One => &[],
        };
        let at = all.iter().position(|other| other.text == one.text).unwrap_or_default();
        self.names.units(self.index).get(at).cloned().unwrap_or_default()
    }
}

struct UnitWriter<'w, 'c, 'a> {
    context: &'w Context<'c, 'a>,
    writer: Writer<'w>,
    /// The one instance that is written: its place among its siblings, and its text.
    instance: Option<(usize, &'w str)>,
}

impl UnitWriter<'_, '_, '_> {
    fn what(&self, leaf: Leaf) -> What {
        What::Leaf(self.context.index, leaf)
    }

    fn release(&self) -> Release {
        self.context.target.release
    }

    fn line(&mut self, section: &str, name: &str, value: impl Into<String>, leaves: &[Leaf], from: &Sources) {
        let what: Vec<What> = leaves.iter().map(|leaf| self.what(*leaf)).collect();
        self.writer.line(section, name, value, &what, from, self.context.comments);
    }

    fn unspelled(&mut self, leaf: Leaf, manual: bool, reason: impl Into<String>) {
        let what = self.what(leaf);
        self.writer.unspelled(what, manual, reason);
    }

    /// A text as the value of a setting; refuses the conversion where it cannot be written.
    fn value(&mut self, text: &Text<'_>, setting: &str, from: &Sources) -> Option<String> {
        match text::write(text, Place::Value, self.instance) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(value) => Some(value),
                Err(_) => {
                    self.refuse_text(&Unwritable::Byte, setting, from);
                    None
                }
            },
            Err(error) => {
                self.refuse_text(&error, setting, from);
                None
            }
        }
    }

    fn refuse_text(&mut self, error: &Unwritable, setting: &str, from: &Sources) {
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
        let before = self.context.ranks.before(self.context.index);
        let after: Vec<String> =
            before.iter().flat_map(|other| self.context.names.units(*other).iter().cloned()).collect();
        if !after.is_empty() {
            self.line("Unit", "After", after.join(" "), &[Leaf::Order], &service.order.from);
        }
        self.start_limit();
    }

    /// The start limit; without any restart there is nothing to limit.
    fn start_limit(&mut self) {
        let service = self.context.service;
        let from = &service.gives_up.from;
        let restarts = !service.restart_later.value.of_programs().is_empty();
        if !restarts {
            return;
        }
        let pause = pause(service);
        let leaves = [Leaf::GivesUp];
        match service.gives_up.value {
            GivesUp::Never => {
                // Five starts in ten seconds are never reached with a pause that long.
                if pause.times(5) < Duration::seconds(10) {
                    self.line("Unit", "StartLimitIntervalSec", "0", &leaves, from);
                }
            }
            GivesUp::AfterEarlyEndings { starts, within } => {
                // Only starts that end early may fill the interval: each takes less than `within` and one pause (R13).
                let interval = within.plus(pause).times(starts);
                self.limit(starts, interval, from);
            }
            GivesUp::AfterStarts { starts, interval } => self.limit(starts, interval, from),
        }
    }

    fn limit(&mut self, starts: u64, interval: Duration, from: &Sources) {
        let leaves = [Leaf::GivesUp, Leaf::RestartEarly];
        if interval != Duration::seconds(10) {
            self.line("Unit", "StartLimitIntervalSec", timespan(interval), &leaves, from);
        }
        if starts != 5 {
            self.line("Unit", "StartLimitBurst", starts.to_string(), &leaves, from);
        }
    }

    fn section_service(&mut self) {
        self.service_type();
        self.exec_start();
        self.identity();
        self.directory();
        self.environment();
        self.restart();
        self.stop();
        self.streams();
    }

    fn service_type(&mut self) {
        let service = self.context.service;
        let word = match service.started.value {
            Started::AtFork | Started::AfterAlive(_) => None,
            Started::AtExec => Some("exec"),
            Started::OnNotify => Some("notify"),
            Started::OnDaemonized => Some("forking"),
            Started::OnEnd => Some("oneshot"),
        };
        if let Some(word) = word {
            self.line("Service", "Type", word, &[Leaf::Started], &service.started.from);
        }
        if service.one_run.value {
            self.line("Service", "RemainAfterExit", "yes", &[Leaf::OneRun], &service.one_run.from);
        }
    }

    fn exec_start(&mut self) {
        let service = self.context.service;
        let command = &service.command;
        let Some(program) = command.value.program() else {
            self.writer.refuse(
                &command.from,
                "the program has no command",
                "Write one: `command=/path/to/program`.",
            );
            return;
        };
        let mut words: Vec<Vec<u8>> = Vec::new();
        let mut prefixes = Vec::new();
        match self.program(program) {
            Some(path) => words.push(path),
            None => return,
        }
        if let Some(own_name) = &command.value.own_name {
            prefixes.push(exec::Prefix::Argv0);
            match text::write(own_name, Place::Argument, self.instance) {
                Ok(word) => words.push(word),
                Err(error) => return self.refuse_text(&error, "ExecStart", &command.from),
            }
        }
        let mut variables: Vec<String> = Vec::new();
        for argument in &command.value.argv[1..] {
            match text::write(argument, Place::Argument, self.instance) {
                Ok(word) => words.push(word),
                Err(error) => return self.refuse_text(&error, "ExecStart", &command.from),
            }
            for variable in text::variables(argument) {
                if !variables.iter().any(|known| known == variable) {
                    variables.push(variable.to_owned());
                }
            }
        }
        match exec::write(&prefixes, &words) {
            Ok(line) => {
                self.line("Service", "ExecStart", line, &[Leaf::Command, Leaf::CommandLookup], &command.from);
            }
            Err(_) => return self.refuse_text(&Unwritable::Byte, "ExecStart", &command.from),
        }
        if let Lookup::Path(path) = &service.lookup.value {
            if self.release() >= Release(250) {
                let from = service.lookup.from.clone();
                if let Some(value) = self.value(path, "ExecSearchPath", &from) {
                    self.line("Service", "ExecSearchPath", value, &[Leaf::CommandLookup], &from);
                }
            } else {
                let reason = "Before systemd 250 a program without a path is looked up in systemd's own path only: \
                              write its absolute path.";
                self.unspelled(Leaf::CommandLookup, true, reason);
            }
        }
        if !variables.is_empty() {
            self.variables_file(&variables);
        }
    }

    /// The program: absolute or a plain name; `$` is not special in it.
    fn program(&mut self, program: &Text<'_>) -> Option<Vec<u8>> {
        let service = self.context.service;
        let from = service.command.from.clone();
        if let Some(variable) = text::variables(program).next() {
            let message =
                format!("the program itself is `%(ENV_{variable})s`, and systemd knows no variables there");
            self.writer.refuse(&from, message, format!("Give it: --env {variable}=VALUE"));
            return None;
        }
        let path = self.value(program, "ExecStart", &from)?;
        let path = match &service.lookup.value {
            // supervisord looks it up where it runs; nobody means that, but only a person knows what was meant.
            Lookup::SupervisordsDirectory => {
                let folder = match &service.directory.value {
                    Directory::Path(folder) | Directory::Optional(folder) => {
                        self.value(folder, "ExecStart", &from)?
                    }
                    Directory::Managers | Directory::Home => "/".to_owned(),
                };
                let reason = "supervisord looks a relative program up in the folder that it runs in, whatever \
                              directory= says; systemd takes absolute paths only. It was joined to directory=, or to /: \
                              check the path.";
                self.unspelled(Leaf::CommandLookup, true, reason);
                format!("{}/{}", folder.trim_end_matches('/'), path.trim_start_matches("./"))
            }
            _ => path,
        };
        if !path.starts_with('/') && !path.contains('/') && self.release() < Release(239) {
            let message =
                format!("systemd {} takes absolute paths only, and the program is `{path}`", self.release());
            self.writer.refuse(&from, message, "Write the program's absolute path.");
            return None;
        }
        let special = |character: char| matches!(character, '"' | '\'' | '\\') || character.is_control();
        if path.contains(special) {
            let message =
                "systemd refuses a program whose path holds a quote, a backslash or a control character";
            self.writer.refuse(&from, message, "Start it through /usr/bin/env, or rename it.");
            return None;
        }
        Some(path.into_bytes())
    }

    /// Variables of supervisord's environment: their values are asked for in a file of their own.
    fn variables_file(&mut self, variables: &[String]) {
        let prefix = self.context.names.prefix(self.context.index).to_owned();
        let from = &self.context.service.command.from;
        let path = format!("/etc/{prefix}.env");
        self.line("Service", "EnvironmentFile", path.clone(), &[Leaf::Command], from);
        let names = variables.join(", ");
        let reason = format!(
            "The command needs {names} of supervisord's environment: fill in {prefix}.env and install it as {path}."
        );
        self.unspelled(Leaf::Command, true, reason);
        self.writer.add_file(
            format!("{prefix}.env"),
            format!(
                "# Install as {path}, mode 0600 if it holds secrets.\n{}",
                variables.iter().map(|name| format!("{name}=\n")).collect::<String>()
            ),
        );
    }

    fn identity(&mut self) {
        let service = self.context.service;
        if let Some(user) = &service.user.value
            && let Some(value) = self.value(user, "User", &service.user.from)
        {
            self.line("Service", "User", value, &[Leaf::User, Leaf::EnvironmentIdentity], &service.user.from);
        }
        if let ServiceGroup::Named(group) = &service.group.value
            && let Some(value) = self.value(group, "Group", &service.group.from)
        {
            self.line("Service", "Group", value, &[Leaf::Group], &service.group.from);
        }
    }

    fn directory(&mut self) {
        let service = self.context.service;
        let from = &service.directory.from;
        let value = match &service.directory.value {
            Directory::Managers => None,
            Directory::Home => Some("~".to_owned()),
            Directory::Path(path) if path.bytes() == Some(b"/") => None,
            Directory::Path(path) => self.value(path, "WorkingDirectory", from),
            Directory::Optional(path) => {
                self.value(path, "WorkingDirectory", from).map(|path| format!("-{path}"))
            }
        };
        if let Some(value) = value {
            if value.starts_with(['/', '~', '-', '%']) {
                self.line("Service", "WorkingDirectory", value, &[Leaf::Directory], from);
            } else {
                let message = format!("`WorkingDirectory=` must be absolute, and it is `{value}`");
                self.writer.refuse(from, message, "Write the absolute path in `directory=`.");
            }
        }
        if let Umask::Mask(mask) = service.umask.value
            && mask != 0o022
        {
            let value = format!("{mask:04o}");
            self.line("Service", "UMask", value, &[Leaf::Umask], &service.umask.from);
        }
    }

    fn environment(&mut self) {
        let service = self.context.service;
        for assignment in &service.assignments.value {
            let from = Sources::one(assignment.source);
            let name = assignment.name.to_string();
            if !exec::argument::is_variable_name(name.as_bytes()) {
                let reason = format!(
                    "systemd takes no variable named `{name}`: a name has letters, digits and underscores only. Set it in \
                     a shell, or with /usr/bin/env in front of the command."
                );
                self.unspelled(Leaf::EnvironmentAssignments, false, reason);
                continue;
            }
            let Some(value) = self.value(&assignment.value, "Environment", &from) else { continue };
            match words::quote(format!("{name}={value}").as_bytes()) {
                Ok(word) => {
                    let leaves = [Leaf::EnvironmentAssignments];
                    self.line("Service", "Environment", word.into_owned(), &leaves, &from);
                }
                Err(_) => self.refuse_text(&Unwritable::Byte, "Environment", &from),
            }
        }
        for file in &service.files.value {
            let from = service.files.from.clone();
            if let Some(path) = self.value(&file.path, "EnvironmentFile", &from) {
                let value = if file.optional { format!("-{path}") } else { path };
                self.line("Service", "EnvironmentFile", value, &[Leaf::EnvironmentFiles], &from);
            }
        }
    }

    fn restart(&mut self) {
        let service = self.context.service;
        let spelling = endings::spell(service.restart_later.value);
        let mut from = service.restart_later.from.clone();
        let leaves = [Leaf::RestartLater, Leaf::RestartEarly];
        if spelling.restart == "no" && spelling.force.is_empty() {
            // Nothing is written: `Restart=no` is the default, and it says what the source says.
            self.writer.spells(
                "Service",
                "Restart",
                "no",
                &leaves.map(|leaf| What::Leaf(self.context.index, leaf)),
            );
        } else {
            self.line("Service", "Restart", spelling.restart, &leaves, &from);
        }
        if !spelling.prevent.is_empty() {
            self.line("Service", "RestartPreventExitStatus", spelling.prevent.join(" "), &leaves, &from);
        }
        if !spelling.force.is_empty() {
            self.line("Service", "RestartForceExitStatus", spelling.force.join(" "), &leaves, &from);
        }
        // What is not restarted was expected: it is no failure either. 0 always is none.
        let clean: Vec<String> = spelling.prevent.iter().filter(|code| *code != "0").cloned().collect();
        let mut success = clean;
        let dies_of = service.stop_signal.value;
        let is_clean = matches!(dies_of, signals::HUP | signals::INT | signals::TERM | signals::PIPE);
        let stop_is_clean = is_clean || spelling.restart.starts_with("on-");
        if !stop_is_clean && dies_of != 0 {
            success.push(signals::name(dies_of));
            from.extend(&service.stop_signal.from);
        }
        if !success.is_empty() {
            self.line("Service", "SuccessExitStatus", success.join(" "), &leaves, &from);
        }
        let pause = pause(service);
        if !service.restart_later.value.of_programs().is_empty() && pause != (Duration { micros: 100_000 }) {
            let leaves = [Leaf::RestartPause, Leaf::RestartBackoff];
            self.line("Service", "RestartSec", timespan(pause), &leaves, &service.restart_pause.from);
        }
        if let Backoff::Geometric { first: _, steps, longest } = service.restart_backoff.value {
            let from = &service.restart_backoff.from;
            if self.release() >= Release(254) {
                self.line("Service", "RestartSteps", steps.to_string(), &[Leaf::RestartBackoff], from);
                self.line("Service", "RestartMaxDelaySec", timespan(longest), &[Leaf::RestartBackoff], from);
            } else {
                let reason = "RestartSteps= and RestartMaxDelaySec= need systemd 254.";
                self.unspelled(Leaf::RestartBackoff, false, reason);
            }
        }
    }

    fn stop(&mut self) {
        let service = self.context.service;
        let mode = match (service.stop_scope.value, service.survivors.value, service.stop_kill.value) {
            (SignalScope::Nobody, _, _) => Some("none"),
            (SignalScope::All | SignalScope::ProcessGroup, _, _) => None,
            (SignalScope::Main, Survivors::Children, KillScope::Main | KillScope::Nobody) => Some("process"),
            (SignalScope::Main, _, _) => Some("mixed"),
        };
        let leaves = [Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors];
        let mut from = service.stop_scope.from.clone();
        from.extend(&service.stop_kill.from);
        match mode {
            Some(mode) => self.line("Service", "KillMode", mode, &leaves, &from),
            None => {
                let what = leaves.map(|leaf| self.what(leaf));
                self.writer.spells("Service", "KillMode", "control-group", &what);
            }
        }
        let signal = service.stop_signal.value;
        if signal == 0 {
            let reason = "A stop that sends no signal only waits: systemd always sends one.";
            self.unspelled(Leaf::StopSignal, false, reason);
        } else if signal != signals::TERM {
            let name =
                Signal::from_number(signal).map_or_else(|| signal.to_string(), |signal| signal.to_string());
            self.line("Service", "KillSignal", name, &[Leaf::StopSignal], &service.stop_signal.from);
        }
        if service.stop_wait.value != Duration::seconds(90) {
            let value = timespan(service.stop_wait.value);
            self.line("Service", "TimeoutStopSec", value, &[Leaf::StopWait], &service.stop_wait.from);
        }
        if service.stop_kill.value == KillScope::Nobody && service.stop_scope.value != SignalScope::Nobody {
            self.line("Service", "SendSIGKILL", "no", &[Leaf::StopKill], &service.stop_kill.from);
        }
    }

    fn streams(&mut self) {
        let service = self.context.service;
        let input = match &service.stdin.value {
            Input::Pipe | Input::Null | Input::Data => None,
            Input::Terminal => Some("tty".to_owned()),
            Input::Socket => Some("socket".to_owned()),
            Input::File(path) => {
                self.value(path, "StandardInput", &service.stdin.from).map(|path| format!("file:{path}"))
            }
        };
        if let Some(input) = input {
            self.line("Service", "StandardInput", input, &[Leaf::Stdin], &service.stdin.from);
        }
        let stdout = self.output(&service.stdout.value, "StandardOutput", &service.stdout.from);
        let stdout_leaves = leaves_of(Leaf::Stdout, Leaf::StdoutRotation, service.stdout_rotation.value);
        if let Some(value) = stdout.clone().filter(|value| value != "journal") {
            self.line("Service", "StandardOutput", value, stdout_leaves, &service.stdout.from);
        } else {
            let what: Vec<What> = stdout_leaves.iter().map(|leaf| self.what(*leaf)).collect();
            self.writer.spells("Service", "StandardOutput", "journal", &what);
        }
        let stderr_leaves = leaves_of(Leaf::Stderr, Leaf::StderrRotation, service.stderr_rotation.value);
        let what: Vec<What> = stderr_leaves.iter().map(|leaf| self.what(*leaf)).collect();
        if service.stderr.value == Output::SameAsStdout {
            // The default: what standard output is.
            self.writer.spells("Service", "StandardError", "inherit", &what);
        } else {
            let stderr = self.output(&service.stderr.value, "StandardError", &service.stderr.from);
            if stderr == stdout {
                self.writer.spells("Service", "StandardError", "inherit", &what);
            } else if let Some(value) = stderr {
                self.line("Service", "StandardError", value, stderr_leaves, &service.stderr.from);
            }
        }
        let identifier =
            [&service.stdout.value, &service.stderr.value].into_iter().find_map(|output| match output {
                Output::Journal { identifier } => identifier.as_ref(),
                _ => None,
            });
        if let Some(identifier) = identifier {
            let mut from = service.stdout.from.clone();
            from.extend(&service.stderr.from);
            if let Some(value) = self.value(identifier, "SyslogIdentifier", &from) {
                let leaves = [Leaf::Stdout, Leaf::Stderr];
                self.line("Service", "SyslogIdentifier", value, &leaves, &from);
            }
        }
    }

    /// An output as a value; the journal stands for all that has no place of its own.
    fn output(&mut self, output: &Output<'_>, setting: &str, from: &Sources) -> Option<String> {
        let release = self.release();
        let (word, path) = match output {
            Output::Null => return Some("null".to_owned()),
            Output::File(path) | Output::FileAndJournal(path) => ("append", path),
            Output::Overwrite { path, truncate: false } => ("file", path),
            Output::Overwrite { path, truncate: true } => ("truncate", path),
            Output::Other(word @ ("tty" | "kmsg" | "journal+console" | "kmsg+console" | "socket")) => {
                return Some((*word).to_owned());
            }
            Output::Automatic
            | Output::Journal { identifier: _ }
            | Output::Managers { error: _ }
            | Output::SameAsStdout
            | Output::Other(_) => return Some("journal".to_owned()),
        };
        let since = match word {
            "append" => Release(240),
            "truncate" => Release(248),
            _ => Release(236),
        };
        if release < since {
            let leaf = if setting == "StandardOutput" { Leaf::Stdout } else { Leaf::Stderr };
            let reason = format!(
                "systemd {release} knows no `{word}:`, which came with {since}: it goes to the journal."
            );
            self.unspelled(leaf, false, reason);
            return Some("journal".to_owned());
        }
        let value = self.value(path, setting, from)?;
        if value.starts_with('/') || value.starts_with('%') {
            return Some(format!("{word}:{value}"));
        }
        let message = format!("`{setting}=` takes absolute paths only, and the log file is `{value}`");
        self.writer.refuse(from, message, "Write the absolute path of the log file.");
        None
    }

    fn section_install(&mut self, shape: Shape<'_>) {
        let service = self.context.service;
        // Members of a group and instances are started by their target.
        let by_target = !service.membership.value.is_empty() || !matches!(shape, Shape::Plain);
        if service.start.value == Start::AtBoot && !by_target {
            self.line("Install", "WantedBy", "multi-user.target", &[Leaf::Start], &service.start.from);
        }
    }
}

/// The one pause that `RestartSec=` can say: the one after a good run.
fn pause(service: &Service<'_>) -> Duration {
    match service.restart_backoff.value {
        Backoff::Constant(pause) | Backoff::Geometric { first: pause, steps: _, longest: _ } => pause,
        Backoff::Linear { step: _ } | Backoff::Never => service.restart_pause.value,
    }
}

/// What a line for an output spells: not the rotation, unless there is none to spell.
fn leaves_of(output: Leaf, rotation: Leaf, value: Rotation) -> &'static [Leaf] {
    match (output, rotation, value) {
        (Leaf::Stdout, Leaf::StdoutRotation, Rotation::None) => &[Leaf::Stdout, Leaf::StdoutRotation],
        (Leaf::Stdout, ..) => &[Leaf::Stdout],
        (_, _, Rotation::None) => &[Leaf::Stderr, Leaf::StderrRotation],
        _ => &[Leaf::Stderr],
    }
}

fn timespan(duration: Duration) -> String {
    TimeSpan::from_micros(duration.micros).to_seconds_value()
}
