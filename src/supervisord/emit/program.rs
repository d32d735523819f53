//! One service as `[program:…]` sections.

use super::instances::{self, Spelling};
use super::names::Names;
use super::text::{self, InstanceText, Unwritable};
use crate::emission::{Comments, What, Writer};
use crate::ir::{
    Deployment, Directory, GivesUp, Input, KillScope, Leaf, Output, Rotation, Service, SignalScope, Sources,
    Start, Started, Survivors, Text, Umask,
};
use crate::supervisord::autorestart::{self, AutoRestart};
use crate::supervisord::expansion::{self, Piece};
use crate::supervisord::{
    boolean, byte_size, environment, exit_codes, ini_text, logfile, octal, signal, words,
};

/// Writes the programs of a service.
pub(super) fn write(
    deployment: &Deployment<'_>,
    index: usize,
    names: &Names,
    writer: &mut Writer<'_>,
    comments: &dyn Comments,
) {
    let service = &deployment.services[index];
    let spelling = instances::spell(service);
    let programs = names.programs(index);
    for (at, name) in programs.iter().enumerate() {
        let instance = match &spelling {
            Spelling::Each(list) => {
                InstanceText::Text { text: list.get(at).map_or("", |one| one.text.as_str()), at }
            }
            Spelling::Numbered { first: _, count: _, conversion } => {
                InstanceText::Expansion(format!("%(process_num){conversion}"))
            }
            Spelling::Unnamed => InstanceText::Expansion("%(process_num)d".to_owned()),
            Spelling::One => InstanceText::Text { text: "", at: 0 },
        };
        let section = format!("program:{name}");
        let (file, header) = service.place;
        writer.file.section(&section).comments =
            if at == 0 { comments.of_header(file, header) } else { Vec::new() };
        let mut program = ProgramWriter { service, index, section, instance, writer, comments };
        program.command();
        program.instances(&spelling);
        program.directory();
        program.start(&spelling);
        program.restart();
        program.stop();
        program.user();
        program.streams();
        program.environment();
    }
}

struct ProgramWriter<'w, 'e, 's, 'a> {
    service: &'s Service<'a>,
    index: usize,
    section: String,
    instance: InstanceText<'s>,
    writer: &'w mut Writer<'e>,
    comments: &'w dyn Comments,
}

impl ProgramWriter<'_, '_, '_, '_> {
    fn line(&mut self, name: &str, value: impl Into<String>, leaves: &[Leaf], from: &Sources) {
        let what: Vec<What> = leaves.iter().map(|leaf| What::Leaf(self.index, *leaf)).collect();
        let section = self.section.clone();
        self.writer.line(&section, name, value, &what, from, self.comments);
    }

    /// Notes that a default says what the source says.
    fn spells(&mut self, name: &str, value: &str, leaves: &[Leaf]) {
        let what: Vec<What> = leaves.iter().map(|leaf| What::Leaf(self.index, *leaf)).collect();
        let section = self.section.clone();
        self.writer.spells(&section, name, value, &what);
    }

    fn unspelled(&mut self, leaf: Leaf, manual: bool, reason: impl Into<String>) {
        self.writer.unspelled(What::Leaf(self.index, leaf), manual, reason);
    }

    /// A text as the value of an option; what cannot be written becomes a note and no line.
    fn value(&mut self, text: &Text<'_>, passes: u8, leaf: Leaf) -> Option<String> {
        let written = text::write(text, passes, &self.instance);
        match written {
            Ok(value) if ini_text::check(&value).is_ok() => Some(value),
            Ok(_) => {
                let reason = "The value cannot be written in an INI file: a blank before `;` or `#` starts a comment there, \
                              and blanks at its ends are stripped. Write it in a script that the command starts.";
                self.unspelled(leaf, true, reason);
                None
            }
            Err(error) => {
                self.unspelled(leaf, true, why(&error));
                None
            }
        }
    }

    fn command(&mut self) {
        let service = self.service;
        let from = service.command.from.clone();
        let resolved = service.resolved_command();
        let mut written = Vec::new();
        let mut problem = None;
        for word in &resolved.argv {
            match text::write(word, 1, &self.instance) {
                Ok(word) => written.push(word),
                Err(Unwritable::Variable(name)) => {
                    // What can be written is written: the name shows where a person has to look.
                    problem = Some(why(&Unwritable::Variable(name)));
                    written.push(word.to_string().replace('%', "%%"));
                }
                Err(error) => {
                    problem = Some(why(&error));
                    written.push(word.to_string().replace('%', "%%"));
                }
            }
        }
        if service.command.value.own_name.is_some() {
            let reason =
                "supervisord cannot start a program under another name (ExecStart=@…): it sees its own path.";
            self.unspelled(Leaf::Command, false, reason);
        }
        if written.is_empty() {
            let reason = "The unit has no ExecStart=, and a program needs a command: write one.";
            self.unspelled(Leaf::Command, true, reason);
            let leaves = [Leaf::Command, Leaf::CommandLookup];
            self.line("command", "/bin/true", &leaves, &from);
            return;
        }
        match write_words(&written) {
            Ok(value) => self.line("command", value, &[Leaf::Command, Leaf::CommandLookup], &from),
            Err(error) => {
                let help = "Write the argument in a script, and start that.";
                self.writer.refuse(&from, format!("the command cannot be written: {}", error.message), help);
            }
        }
        if let Some(reason) = problem {
            self.unspelled(Leaf::Command, true, reason);
        }
    }

    fn instances(&mut self, spelling: &Spelling) {
        let from = self.service.instances.from.clone();
        let leaves = [Leaf::Instances, Leaf::ShownName];
        match spelling {
            Spelling::One => {}
            Spelling::Numbered { first, count, conversion } => {
                let name = format!("%(program_name)s_%(process_num){conversion}");
                self.line("process_name", name, &leaves, &from);
                self.line("numprocs", count.to_string(), &[Leaf::Instances], &from);
                if *first != 0 {
                    self.line("numprocs_start", first.to_string(), &[Leaf::Instances], &from);
                }
            }
            Spelling::Each(_) => {
                let section = self.section.clone();
                let what = [What::Leaf(self.index, Leaf::Instances)];
                self.writer.spells(&section, "command", &section, &what);
            }
            Spelling::Unnamed => {
                let reason = "Nobody says which instances of the template run: set numprocs= and numprocs_start=, or name the \
                              program after the instance, and start it.";
                self.unspelled(Leaf::Instances, true, reason);
            }
        }
    }

    fn directory(&mut self) {
        let service = self.service;
        let from = service.directory.from.clone();
        match &service.directory.value {
            Directory::Managers => {}
            // Written even when it is systemd's default: supervisord's own folder may be any.
            Directory::Path(path) | Directory::Optional(path) => {
                if !from.is_default()
                    && let Some(value) = self.value(path, 1, Leaf::Directory)
                {
                    self.line("directory", value, &[Leaf::Directory], &from);
                }
            }
            Directory::Home => {
                let reason = "supervisord knows no `~` in directory=: write the home folder of the user.";
                self.unspelled(Leaf::Directory, true, reason);
            }
        }
        if let Umask::Mask(mask) = service.umask.value
            && !service.umask.from.is_default()
        {
            let from = service.umask.from.clone();
            let value = format!("{:0>3}", octal::write(i64::from(mask)));
            self.line("umask", value, &[Leaf::Umask, Leaf::LogsMode], &from);
        }
    }

    fn start(&mut self, spelling: &Spelling) {
        let service = self.service;
        if service.order.value != 999 {
            let from = service.order.from.clone();
            self.line("priority", service.order.value.to_string(), &[Leaf::Order], &from);
        }
        let from = service.start.from.clone();
        if service.start.value == Start::ByHand || *spelling == Spelling::Unnamed {
            self.line("autostart", boolean::write(false), &[Leaf::Start], &from);
        } else {
            self.spells("autostart", "true", &[Leaf::Start]);
        }
    }

    fn restart(&mut self) {
        let service = self.service;
        let later = service.restart_later.value.of_programs();
        let from = service.restart_later.from.clone();
        let leaves = [Leaf::RestartLater, Leaf::RestartEarly];
        let mut codes = exit_codes::ExitCodes::default();
        for code in (0..=255).filter(|code| !later.has_code(*code)) {
            codes.insert(code);
        }
        let kept_out = codes.iter().count();
        let policy = if later.is_empty() || kept_out == 256 {
            AutoRestart::Never
        } else if kept_out == 0 {
            AutoRestart::Always
        } else {
            AutoRestart::Unexpected
        };
        // Unexpected is the default, and so is `exitcodes=0`; both are written, for they are what the unit says.
        self.line("autorestart", autorestart::write(policy), &leaves, &from);
        if policy == AutoRestart::Unexpected {
            self.line("exitcodes", exit_codes::write(&codes), &leaves, &from);
        }
        if policy != AutoRestart::Never {
            // Nothing can be written for the pause, but there is one: supervisord's tick.
            self.spells("autorestart", autorestart::write(policy), &[Leaf::RestartPause]);
        }
        let from = service.gives_up.from.clone();
        let limit = [Leaf::GivesUp, Leaf::RestartEarly, Leaf::RestartBackoff];
        let never = matches!(service.gives_up.value, GivesUp::Never);
        if policy == AutoRestart::Never || never {
            // Without `startsecs` nothing ends early: no retries that systemd would not make, and no giving up (R4, R6).
            self.line(
                "startsecs",
                "0",
                &[Leaf::GivesUp, Leaf::RestartEarly, Leaf::Started, Leaf::RestartBackoff],
                &from,
            );
            return;
        }
        if let Started::AfterAlive(alive) = service.started.value
            && let Some(seconds) = alive.as_seconds()
            && seconds != 1
        {
            let from = service.started.from.clone();
            self.line("startsecs", seconds.to_string(), &[Leaf::Started], &from);
        }
        if let Some(starts) = service.gives_up.value.starts() {
            let retries = starts.saturating_sub(1);
            if retries == 3 {
                self.spells("startretries", "3", &limit);
            } else {
                self.line("startretries", retries.to_string(), &limit, &from);
            }
        }
    }

    fn stop(&mut self) {
        let service = self.service;
        let from = service.stop_signal.from.clone();
        match signal::write(service.stop_signal.value) {
            Ok(name) if name == "TERM" => self.spells("stopsignal", "TERM", &[Leaf::StopSignal]),
            Ok(name) => self.line("stopsignal", name, &[Leaf::StopSignal], &from),
            Err(_) => {
                let reason = "supervisord can write the real-time signals RTMIN and RTMAX only: it stops with SIGTERM. Let the \
                              program take that, or translate the signal in a wrapper.";
                self.unspelled(Leaf::StopSignal, true, reason);
            }
        }
        let from = service.stop_wait.from.clone();
        let wait = service.stop_wait.value;
        if wait.is_infinite() {
            // supervisord has no word for it: a year is long enough to be noticed.
            self.line("stopwaitsecs", "31536000", &[Leaf::StopWait], &from);
        } else {
            let seconds = wait.micros.div_ceil(1_000_000);
            if seconds == 10 {
                self.spells("stopwaitsecs", "10", &[Leaf::StopWait]);
            } else {
                self.line("stopwaitsecs", seconds.to_string(), &[Leaf::StopWait], &from);
            }
        }
        let leaves = [Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors];
        let mut from = service.stop_scope.from.clone();
        from.extend(&service.stop_kill.from);
        match (service.stop_scope.value, service.stop_kill.value, service.survivors.value) {
            (SignalScope::All | SignalScope::ProcessGroup, _, _) => {
                self.line("stopasgroup", boolean::write(true), &leaves, &from);
            }
            (SignalScope::Main, KillScope::All | KillScope::ProcessGroup, _)
            | (SignalScope::Main, _, Survivors::None) => {
                self.line("killasgroup", boolean::write(true), &leaves, &from);
            }
            (SignalScope::Main, _, _) => self.spells("stopasgroup", "false", &leaves),
            (SignalScope::Nobody, _, _) => {
                let reason = "supervisord always signals the main process: a stop that reaches nobody has no spelling.";
                self.unspelled(Leaf::StopScope, false, reason);
            }
        }
    }

    fn user(&mut self) {
        let service = self.service;
        if let Some(user) = &service.user.value {
            let from = service.user.from.clone();
            let unnamed = matches!(self.instance, InstanceText::Expansion(_)) && user.has_instance();
            if unnamed {
                let reason = "The user differs from instance to instance, and nobody names an instance: write a program for each.";
                self.unspelled(Leaf::User, true, reason);
            } else if let Some(value) = self.value(user, 1, Leaf::User) {
                self.line("user", value, &[Leaf::User, Leaf::EnvironmentIdentity], &from);
            }
        }
        if let crate::ir::ServiceGroup::Named(group) = &service.group.value {
            let reason = format!(
                "supervisord gives a program the groups of its user and no other. If `{group}` is not the user's own group, start \
                 the command with `setpriv --regid={group} --init-groups`, as root."
            );
            self.unspelled(Leaf::Group, true, reason);
        }
    }

    fn streams(&mut self) {
        let service = self.service;
        if !matches!(service.stdin.value, Input::Pipe | Input::Null) {
            let reason = "supervisord gives every program a pipe that never ends as its standard input: redirect it in a shell.";
            self.unspelled(Leaf::Stdin, true, reason);
        }
        let same =
            service.stderr.value == Output::SameAsStdout || service.stderr.value == service.stdout.value;
        let stderr_from = service.stderr.from.clone();
        if same {
            self.line(
                "redirect_stderr",
                boolean::write(true),
                &[Leaf::Stderr, Leaf::StderrRotation],
                &stderr_from,
            );
        }
        let stdout_from = service.stdout.from.clone();
        let rotation = service.stdout_rotation.value;
        self.output(
            "stdout",
            &service.stdout.value,
            rotation,
            &[Leaf::Stdout, Leaf::StdoutRotation],
            &stdout_from,
        );
        if !same {
            let rotation = service.stderr_rotation.value;
            let leaves = [Leaf::Stderr, Leaf::StderrRotation];
            self.output("stderr", &service.stderr.value, rotation, &leaves, &stderr_from);
        }
    }

    fn output(
        &mut self,
        stream: &str,
        output: &Output<'_>,
        rotation: Rotation,
        leaves: &[Leaf; 2],
        from: &Sources,
    ) {
        let option = format!("{stream}_logfile");
        let leaf = leaves[0];
        let path = match output {
            Output::Automatic => return self.spells(&option, "AUTO", leaves),
            // A file of its own is the nearest thing that can be read again: `supervisorctl tail`.
            Output::Journal { identifier: None } => return self.spells(&option, "AUTO", leaves),
            Output::Journal { identifier: Some(_) } | Output::ManagersSyslog { name: _ } => {
                return self.line(&format!("{stream}_syslog"), boolean::write(true), &[leaf], from);
            }
            Output::SameAsStdout => return,
            Output::Null => return self.line(&option, "NONE", leaves, from),
            Output::Managers { error } => {
                let device = if *error { "/dev/stderr" } else { "/dev/stdout" };
                self.line(&option, device, leaves, from);
                return self.line(&format!("{option}_maxbytes"), "0", leaves, from);
            }
            Output::Other(word) => {
                let reason = format!(
                    "supervisord cannot write to `{word}`: the output goes to a file of its own, which `supervisorctl tail` shows."
                );
                return self.unspelled(leaf, false, reason);
            }
            Output::File(path) | Output::FileAndJournal(path) | Output::Overwrite { path, truncate: _ } => {
                path
            }
        };
        let Some(value) = self.value(path, 2, leaf) else { return };
        let written = logfile::parse(&value);
        if matches!(written, logfile::LogFile::Path(_)) {
            self.line(&option, value, &[leaf], from);
        } else {
            self.line(&option, format!("./{value}"), &[leaf], from);
        }
        if matches!(output, Output::FileAndJournal(_)) {
            self.line(&format!("{stream}_syslog"), boolean::write(true), &[leaf], from);
        }
        let rotated = [leaves[1]];
        match rotation {
            // systemd never rotates: neither shall supervisord, or lines would move to files that nobody expects.
            Rotation::None => self.line(&format!("{option}_maxbytes"), "0", &rotated, from),
            Rotation::Size { bytes, backups } | Rotation::NowAndThen { bytes, backups } => {
                if bytes != 50 * 1024 * 1024 {
                    self.line(&format!("{option}_maxbytes"), byte_size::write(bytes), &rotated, from);
                }
                if backups != 10 {
                    self.line(&format!("{option}_backups"), backups.to_string(), &rotated, from);
                }
            }
        }
    }

    fn environment(&mut self) {
        let service = self.service;
        let from = service.assignments.from.clone();
        let leaf = Leaf::EnvironmentAssignments;
        let mut pairs: Vec<(String, String)> = Vec::new();
        for assignment in &service.assignments.value {
            let name = assignment.name.to_string();
            let Some(value) = text::write(&assignment.value, 1, &self.instance).ok() else {
                let reason = format!("The value of {name} is only known to systemd: write it out.");
                self.unspelled(leaf, true, reason);
                continue;
            };
            match environment::write([(name.as_str(), value.as_str())]) {
                Ok(_) => pairs.push((name, value)),
                Err(error) => {
                    let reason = format!(
                        "{name} cannot be written in environment=: {}. Put `/usr/bin/env {name}=…` in front of the command.",
                        error.message
                    );
                    self.unspelled(leaf, true, reason);
                }
            }
        }
        if !pairs.is_empty() {
            let texts = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            if let Ok(value) = environment::write(texts) {
                self.line("environment", value, &[leaf], &from);
            }
        }
        if !service.files.value.is_empty() {
            let files: Vec<String> = service.files.value.iter().map(|file| file.path.to_string()).collect();
            let reason = format!(
                "supervisord reads no environment files: put the variables of {} into environment=.",
                files.join(", ")
            );
            self.unspelled(Leaf::EnvironmentFiles, true, reason);
        }
    }
}

/// The command line. An expansion needs no quotes: its value takes its place before the line is split, and the values
/// written here have nothing in them that would split.
fn write_words(written: &[String]) -> Result<String, crate::value::ValueError> {
    let mut line: Vec<String> = Vec::with_capacity(written.len());
    for word in written {
        let probe = without_expansions(word);
        let quoted = words::write([probe.as_str()])?;
        line.push(if quoted == probe { word.clone() } else { words::write([word.as_str()])? });
    }
    Ok(line.join(" "))
}

/// The word with a letter in the place of each `%(name)s`.
fn without_expansions(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for piece in expansion::scan(word) {
        match piece {
            Ok(Piece::Name { name: _, spec: _, span: _ }) => out.push('x'),
            Ok(Piece::Literal(span) | Piece::Percent(span) | Piece::Bare { spec: _, span }) => {
                out.push_str(word.get(span.range()).unwrap_or_default());
            }
            Err(_) => return word.to_owned(),
        }
    }
    out
}

fn why(error: &Unwritable) -> String {
    match error {
        Unwritable::NotText => {
            "The value holds a byte that is not UTF-8, and supervisord's file is text.".to_owned()
        }
        Unwritable::Variable(name) => format!(
            "The value of ${name} is not known before the run, and supervisord expands no variables: write it out, or start the \
             command through `/bin/sh -c`."
        ),
        Unwritable::Specifier(letter) => format!(
            "The specifier %{letter} stands for something that only systemd knows: write out what it stands for."
        ),
        Unwritable::PerInstance => {
            "The value differs from instance to instance: write a program for each.".to_owned()
        }
    }
}
