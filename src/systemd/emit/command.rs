//! The command: `ExecStart=`, and how its program and variables are found.

use std::borrow::Cow;

use super::search_path;
use super::text::{self, Syntax, Unwritable};
use super::unit_writer::UnitWriter;
use crate::ir::{Command, Directory, EndingSet, Leaf, Lookup, Output, Service, SettingIds, Text};
use crate::source::{base_name, lossy};
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec;
use crate::unix::relative_script::relative_script;
use crate::unix::script_variables::{self, Used, join_names};

/// The remark on a relative program. supervisord looks it up (`stat`) before the child changes its directory, and the
/// child then executes the file of that name in the new directory (`get_execv_args` and `_spawn_as_child` in
/// process.py).
const RELATIVE_PROGRAM: &str = "supervisord looks for a relative program in its own working directory, and then starts the one in \
                      directory=; systemd accepts only absolute paths. It was joined to directory=: check the path.";

/// The remark on a relative program that is started by a shell or similar in its own directory.
const RELATIVE_TO_OWN_DIRECTORY: &str = "It is looked up in the directory where it runs; systemd accepts only absolute paths: it was joined to that directory.";

/// The remark on a command that is empty or cannot be split (`get_execv_args` in process.py: `BadCommand`, and the
/// state FATAL).
const EMPTY_COMMAND: &str = "supervisord accepts a command that is empty or has an unclosed quote, and gives the program up on each \
                     start: write the command in place of /bin/false.";

/// Looks up a program in PATH for a release that does not.
pub(super) const ENV: &[u8] = b"/usr/bin/env";

/// The remark on it.
pub(super) const FOUND_BY_ENV: &str = "Before systemd 239 a program must have an absolute path: /usr/bin/env looks it up in PATH and executes it.";

impl UnitWriter<'_, '_, '_> {
    pub(super) fn exec_start(&mut self) {
        let service = self.context.service;
        let command = &service.command;
        let Some(program) = command.value.program() else {
            // supervisord loads such a file and runs the other programs; systemd would refuse the unit.
            let leaves = [Leaf::Command, Leaf::CommandLookup];
            self.line_unchecked(Name::ExecStart, "/bin/false".to_owned(), &leaves, &command.from);
            self.by_hand(Leaf::Command, EMPTY_COMMAND);
            return;
        };
        let Some(path) = self.program(program) else { return };
        let mut prefixes = Vec::new();
        if service.one_run.value.exits_and_signals() == EndingSet::ALL.exits_and_signals() {
            prefixes.push(exec::Prefix::IgnoreFailure);
        }
        let mut words: Vec<Cow<'_, [u8]>> = Vec::with_capacity(command.value.argv.len() + 1);
        let Some(by_env) = self.needs_env_lookup(&path) else { return };
        if by_env {
            words.push(ENV.into());
            words.push(exec::argument::escape_variables(&path));
        } else {
            words.push(Cow::Borrowed(path.as_slice()));
        }
        if let Some(argv0) = &command.value.argv0 {
            prefixes.push(exec::Prefix::Argv0);
            match text::write(argv0, Syntax::Argument, self.instance) {
                Ok(word) => words.push(word),
                Err(error) => return self.refuse_text(&error, Name::ExecStart, &command.from),
            }
        }
        let arguments = words.len();
        for argument in &command.value.argv[1..] {
            match text::write(argument, Syntax::Argument, self.instance) {
                Ok(word) => words.push(word),
                Err(error) => return self.refuse_text(&error, Name::ExecStart, &command.from),
            }
        }
        let line = match self.exec_line(&prefixes, &words) {
            Some(line) => line,
            None => match self.started_by_shell(&path, words.split_off(arguments)) {
                Some(line) => line,
                None => return self.refuse_text(&Unwritable::Byte, Name::ExecStart, &command.from),
            },
        };
        let leaves = [Leaf::Command, Leaf::CommandLookup];
        // `exec_line` has already parsed it as systemd does.
        self.line_unchecked(Name::ExecStart, line, &leaves, &command.from);
        self.remark_default_path_on_command();
        self.report_self_start();
        self.report_supervisor_client();
        self.report_relative_script();
        self.lookup();
    }

    /// The line of a program whose path systemd refuses as a program but accepts as an argument: a shell starts it in its
    /// own place (252).
    fn started_by_shell(&mut self, path: &[u8], arguments: Vec<Cow<'_, [u8]>>) -> Option<String> {
        let mut words: Vec<Cow<'_, [u8]>> = vec![b"/bin/sh".into(), b"-c".into()];
        words.push(exec::argument::escape(br#"exec "$0" "$@""#));
        words.push(exec::argument::escape_variables(path));
        words.extend(arguments);
        let line = self.exec_line(&[], &words)?;
        let reason = "systemd refuses the program path (it contains a quote, a backslash or a control character, or cannot \
                      be a file): a shell replaces itself with the program, with the same arguments.";
        self.unspelled(Leaf::Command, reason);
        Some(line)
    }

    /// Where a program without a path is looked up.
    fn lookup(&mut self) {
        let service = self.context.service;
        match &service.lookup.value {
            Lookup::SupervisordsDirectory if known_directory(service).is_some() => {
                self.remark(Name::ExecStart, Some(RELATIVE_PROGRAM));
            }
            Lookup::SupervisordsPath => {
                let reason = "systemd looks up a program without a path in /usr/local/sbin, /usr/local/bin, /usr/sbin and \
                              /usr/bin, supervisord in its own PATH: write the absolute path in ExecStart= if it is \
                              elsewhere.";
                self.unspelled(Leaf::CommandLookup, reason);
            }
            Lookup::Path(path) if self.knows(Name::ExecSearchPath) => {
                let from = &service.lookup.from;
                let (path, left_out) = search_path::accepted_directories(path);
                if let Some(path) = path
                    && let Some(value) = self.value(&path, Name::ExecSearchPath, from)
                {
                    self.line(Name::ExecSearchPath, value.into_owned(), &[Leaf::CommandLookup], from);
                }
                if !left_out.is_empty() {
                    self.unspelled(Leaf::CommandLookup, search_path::omission_remark(&left_out));
                }
            }
            _ => {}
        }
    }

    /// Reports a script that was looked up in the directory in which supervisord ran.
    fn report_relative_script(&mut self) {
        let service = self.context.service;
        if service.directory.value != Directory::Managers || service.is_user_service {
            return;
        }
        let Some((program, arguments)) = service.command.value.argv.split_first() else { return };
        let Some(program) = program.as_str().map(base_name) else { return };
        let words = arguments.iter().map(|word| word.as_str().unwrap_or_default());
        if let Some((_, script)) = relative_script(program.as_bytes(), words) {
            let reason = format!(
                "systemd starts the program in / and not where supervisord ran: {script} is looked up there. Set \
                 WorkingDirectory= to its directory."
            );
            self.unspelled(Leaf::Command, reason.clone());
            self.remark(Name::ExecStart, Some(&reason));
        }
    }

    /// Reports a command that talks to supervisord, or is a part of it.
    fn report_supervisor_client(&mut self) {
        let argv = &self.context.service.command.value.argv;
        let has = |what: &[u8]| {
            // Comparing lengths first is much cheaper than searching.
            let mut words = argv.iter().filter_map(Text::bytes).filter(|word| word.len() >= what.len());
            words.any(|word| memchr::memmem::find(word, what).is_some())
        };
        let is_pidproxy =
            argv.first().and_then(Text::bytes).is_some_and(|program| program.ends_with(b"pidproxy"));
        let reason = if is_pidproxy {
            // pidproxy waits for what it started, so it stays in the foreground: `Type=forking` would wait for it to
            // exit.
            "pidproxy is part of supervisor: keep that installed, or write the command after the PID file as ExecStart= and \
             omit KillMode=: on a stop systemd then signals every process of the service."
        } else if has(b"supervisor") && (has(b"supervisorctl") || has(b"supervisord.pid")) {
            "The command asks supervisord, which no longer runs: let it call systemctl."
        } else {
            if !self.report_reopened_stream() {
                self.report_script_variables();
            }
            return;
        };
        self.unspelled(Leaf::Command, reason);
        self.remark(Name::ExecStart, Some(reason));
    }

    /// Reports a command told to open one of its own streams by name: the journal is a socket, which cannot be opened
    /// (O6).
    fn report_reopened_stream(&mut self) -> bool {
        let service = self.context.service;
        let has = |word: &[u8], what: &str| memchr::memmem::find(word, what.as_bytes()).is_some();
        // Hardly any word passes this check.
        let is_device = |word: &&[u8]| word.len() >= 9 && (has(word, "/dev/") || has(word, "/self/fd/"));
        let words = service.command.value.argv.iter().filter_map(Text::bytes);
        let words: Vec<&[u8]> = words.filter(is_device).collect();
        if words.is_empty() {
            return false;
        }
        let stderr = match &service.stderr.value {
            Output::SameAsStdout => &service.stdout.value,
            output => output,
        };
        let streams = [
            (&service.stdout.value, Name::StandardOutput, ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"]),
            (stderr, Name::StandardError, ["/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"]),
        ];
        for (output, setting, names) in streams {
            let is_journal = matches!(
                output,
                Output::Automatic
                    | Output::Managers { error: _ }
                    | Output::ManagersSyslog { name: _ }
                    | Output::Journal { identifier: _ }
            );
            // Must not match a longer descriptor number.
            let says = |word: &[u8], name: &str| {
                let mut ends = memchr::memmem::find_iter(word, name).map(|at| at + name.len());
                ends.any(|end| !word.get(end).is_some_and(u8::is_ascii_digit))
            };
            let is_said = |name: &&str| is_journal && words.iter().any(|word| says(word, name));
            if let Some(name) = names.into_iter().find(is_said) {
                let reason = format!(
                    "The command opens {name}, which is now the journal, a socket that cannot be opened: it will fail. Let it \
                     write to the stream that it has, or write {setting}=append: with a file."
                );
                self.remark(Name::ExecStart, Some(&reason));
                self.unspelled(Leaf::Command, reason);
                return true;
            }
        }
        false
    }

    /// Reports a script that uses variables which only supervisord's own environment had, or which supervisord leaves
    /// alone and systemd sets.
    fn report_script_variables(&mut self) {
        let Used { inherited, users } = script_variables::used_by_service(self.context.service);
        if let Some((names, pronoun)) = join_names(&inherited) {
            let reason = format!(
                "The script uses {names}, which supervisord passed on from its own environment; systemd does not: set \
                 {pronoun} with Environment=."
            );
            self.remark(Name::ExecStart, Some(&reason));
            self.unspelled(Leaf::Command, reason);
        }
        if let Some((names, pronoun)) = join_names(&users) {
            let reason = format!(
                "The script uses {names}: supervisord leaves {pronoun} as when it was started, usually root's, and systemd \
                 sets {pronoun} for User=. If root's are meant, set {pronoun} with Environment=."
            );
            self.remark(Name::ExecStart, Some(&reason));
            self.unspelled(Leaf::Command, reason);
        }
    }

    /// Whether env has to look up the program in the program's own PATH and execute it: before `ExecSearchPath=`,
    /// systemd itself searches only its own path, and before 239 none at all. `None` if env cannot do it either.
    fn needs_env_lookup(&mut self, program: &[u8]) -> Option<bool> {
        let service = self.context.service;
        let looks_in_none = self.looks_nowhere_for(program);
        let has_own_path = matches!(service.lookup.value, Lookup::Path(_));
        if !(looks_in_none || has_own_path && !self.knows(Name::ExecSearchPath)) {
            return Some(false);
        }
        if !can_be_found_by_env(program, &service.command.value) {
            if looks_in_none {
                self.refuse_plain_name(program, &service.command.from);
                return None;
            }
            let reason = "Before systemd 250 a program without a path is looked up only in systemd's own path: write its \
                          absolute path in ExecStart=.";
            self.by_hand(Leaf::CommandLookup, reason);
            return Some(false);
        }
        let reason = if looks_in_none {
            FOUND_BY_ENV
        } else {
            "Before systemd 250 a program without a path is looked up only in systemd's own path: /usr/bin/env looks it up in \
             PATH and executes it."
        };
        self.unspelled(Leaf::Command, reason);
        if has_own_path {
            self.unspelled(Leaf::CommandLookup, reason);
        }
        Some(true)
    }

    /// Whether the release looks up no program without a path.
    pub(super) fn looks_nowhere_for(&self, program: &[u8]) -> bool {
        self.release() < exec::BARE_NAME_SINCE && !program.contains(&b'/')
    }

    /// Refuses a program without a path that not even env can look up.
    pub(super) fn refuse_plain_name(&mut self, program: &[u8], from: &SettingIds) {
        let program = lossy(program);
        let message =
            format!("systemd {} accepts only absolute paths, and the program is `{program}`", self.release());
        self.unit.writer.refuse(from, message, "Write the program's absolute path.");
    }

    /// Formats a command; `None` if systemd does not accept it.
    pub(super) fn exec_line(&self, prefixes: &[exec::Prefix], words: &[Cow<'_, [u8]>]) -> Option<String> {
        let line = exec::write(prefixes, words).ok()?;
        if exec::is_plain(&line) {
            return Some(line);
        }
        let read = exec::parse(&line, self.release());
        (read.commands.len() == 1 && read.refusal.is_none()).then_some(line)
    }

    /// The program: an absolute path or a plain name; `$` is not special in it.
    fn program(&mut self, program: &Text<'_>) -> Option<Vec<u8>> {
        let service = self.context.service;
        let from = &service.command.from;
        if let Some(variable) = text::variables(program).next() {
            let message =
                format!("the program itself is `%(ENV_{variable})s`, and systemd expands no variables there");
            self.unit.writer.refuse(from, message, format!("Pass it: --env {variable}=VALUE"));
            return None;
        }
        let path = self.value(program, Name::ExecStart, from)?.into_owned();
        let path = match &service.lookup.value {
            Lookup::SupervisordsDirectory | Lookup::ProgramsDirectory => {
                let is_in_own_directory = service.lookup.value == Lookup::ProgramsDirectory;
                let directory = match known_directory(service) {
                    Some(directory) => {
                        let reason =
                            if is_in_own_directory { RELATIVE_TO_OWN_DIRECTORY } else { RELATIVE_PROGRAM };
                        self.unspelled(Leaf::CommandLookup, reason);
                        self.value(directory, Name::ExecStart, from)?.into_owned()
                    }
                    None => {
                        let reason = format!(
                            "supervisord looks up {path} in the directory that it was started in, which is not known here, \
                             and systemd accepts only absolute paths: write the program's path in ExecStart=, where it is now \
                             below /."
                        );
                        self.by_hand(Leaf::CommandLookup, reason);
                        "/".to_owned()
                    }
                };
                format!("{}/{}", directory.trim_end_matches('/'), path.trim_start_matches("./"))
            }
            _ => path,
        };
        Some(path.into_bytes())
    }
}

/// Whether env can look up the program of a command: it reads a word with `=` as a variable and one that begins with `-`
/// as an option, and passes the program its own name.
pub(super) fn can_be_found_by_env(program: &[u8], command: &Command<'_>) -> bool {
    !program.contains(&b'=') && !program.starts_with(b"-") && command.argv0.is_none()
}

/// The directory that a relative program is joined to, if it is known.
fn known_directory<'s, 'a>(service: &'s Service<'a>) -> Option<&'s Text<'a>> {
    match &service.directory.value {
        Directory::Path(directory) | Directory::Optional(directory) => {
            (directory.is_absolute() == Some(true)).then_some(directory)
        }
        Directory::Managers | Directory::Home | Directory::HomeOf(_) => None,
    }
}
