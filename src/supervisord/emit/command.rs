//! `command=`: the program, and everything that must happen before it in the same process.

use super::command_notes::background_note;
use super::foreground::{self, Foreground};
use super::needs::switches_user;
use super::program_writer::{ProgramWriter, unwritable_note};
use super::stop_forwarding;
use super::text::{self, Unwritable};
use crate::ir::{Capabilities, CpuScheduling, Leaf, Scheduling, Started, Text};
use crate::source::base_name;
use crate::supervisord::kinds::expansion::{self, Piece as Expanded};
use crate::supervisord::kinds::words;
use crate::supervisord::launch::{Launch, ShellWord};
use crate::supervisord::options::Name;
use crate::text::truncated_list::truncated_list;
use crate::unix::script_variables::join_names;
use crate::unix::signals;
use crate::unix::socket_daemons;

/// The greatest number of variables without a value that a note lists.
const MAX_LISTED_VARIABLES: usize = 6;

/// Multi-call binaries: the name under which they are started selects the program.
const MULTI_CALL_BINARIES: [&str; 2] = ["busybox", "toybox"];

impl<'a> ProgramWriter<'_, '_, '_, 'a> {
    pub(super) fn command(&mut self) {
        let command = &self.service.command;
        if command.value.argv.is_empty() {
            let reason = "Nothing that was given says what the unit executes (ExecStart=): convert its own file with its drop-ins, or write a \
                          command.";
            self.by_hand(Leaf::Command, reason);
            let leaves = [Leaf::Command, Leaf::CommandLookup];
            return self.line(Name::Command, "/bin/true", &leaves, &command.from);
        }
        let env_arguments = self.variables().env_arguments;
        let mut argv = self.resolve(&command.value.argv, Leaf::Command);
        let mut argv0 = command.value.argv0.clone();
        if argv.first().is_some_and(|program| MULTI_CALL_BINARIES.contains(&program_name(program).as_str()))
            && let Some(name) = argv0.take()
        {
            // The first argument selects the program just as the name does.
            let applet = program_name(&name).trim_start_matches('-').to_owned();
            argv.insert(1, Text::plain(applet.into_bytes()));
            let reason =
                "The program selects a program inside itself by the first argument instead of by its name.";
            self.unspelled(Leaf::Command, reason);
        }
        let argv = self.in_foreground(argv);
        self.note_systemd(&argv, Leaf::Command);
        let launch = self.launch(&argv, argv0.as_ref(), env_arguments);
        self.note_variables();
        if launch.looks_wrapped()
            && let Some((_, name)) = self.section.split_once(':')
        {
            self.writer.note_verbatim_command(name);
        }
        let leaves = expressed_leaves(&launch);
        self.note_losses(&launch);
        let words = launch.words();
        let program = launch.argv.first().and_then(ShellWord::literal);
        self.is_spawned_directly =
            program.is_some_and(|program| words.first().is_some_and(|first| first == program));
        match write_words(&words) {
            Ok(value) => self.line(Name::Command, value, &leaves, &command.from),
            Err(error) => {
                let reason = format!(
                    "The command cannot be written ({}): put it into a script, and start that. It is {}",
                    error.message,
                    command.value.argv.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
                );
                // Without the command, nothing that it would do is done.
                for leaf in leaves {
                    self.by_hand(leaf, reason.clone());
                }
                self.line(Name::Command, "/bin/false", &[Leaf::Command, Leaf::CommandLookup], &command.from);
            }
        }
    }

    /// Adds to the `command` line the comments of the other settings that its script implements, unless they were
    /// written with another line. Those of settings that take privileges away are left out: they are usually in a block
    /// of which most is lost, under a comment about the whole block.
    pub(super) fn comment_command(&mut self) {
        const LEAVES: [Leaf; 14] = [
            Leaf::Conditions,
            Leaf::Prepare,
            Leaf::Directories,
            Leaf::Directory,
            Leaf::User,
            Leaf::Group,
            Leaf::SupplementaryGroups,
            Leaf::EnvironmentFiles,
            Leaf::EnvironmentAssignments,
            Leaf::Limits,
            Leaf::Nice,
            Leaf::Scheduling,
            Leaf::OomScore,
            Leaf::StopCommands,
        ];
        let service = self.service;
        let switches_user = switches_user(service);
        let is_expressed = |leaf: &&Leaf| switches_user || !matches!(leaf, Leaf::User | Leaf::Group);
        let others = LEAVES.iter().filter(is_expressed).flat_map(|leaf| service.from(*leaf).iter());
        self.writer.comment_line(
            &self.section,
            Name::Command.as_str(),
            &service.command.from,
            others,
            self.comments,
        );
    }

    /// The command with the options that keep a daemon in the foreground, changed if necessary so that a stop reaches
    /// the daemon.
    fn in_foreground(&mut self, argv: Vec<Text<'a>>) -> Vec<Text<'a>> {
        let Foreground { mut argv, change } = self.foreground_command(argv);
        let mut changes: Vec<String> = change.into_iter().collect();
        let mut leaves = vec![Leaf::Command, Leaf::Started];
        // None of these is an `[fcgi-program:]`.
        changes.extend(socket_daemons::remove_activation_arguments(&mut argv));
        let signal = signals::short_name(self.service.stop_signal.value);
        if let Some(reachable) = signal.and_then(|signal| stop_forwarding::make_reachable(&argv, signal)) {
            argv = reachable.argv;
            leaves.push(Leaf::StopCommands);
            leaves.extend(reachable.sets_variable.then_some(Leaf::EnvironmentAssignments));
            changes.push(reachable.change);
        }
        if !changes.is_empty() {
            let changes = changes.join(" ");
            leaves.into_iter().for_each(|leaf| self.unspelled(leaf, changes.clone()));
        }
        argv
    }

    /// The command with the options that keep a daemon in the foreground. A daemon that notifies systemd stays in the
    /// foreground for that purpose, but supervisord reads no notification.
    fn foreground_command(&mut self, argv: Vec<Text<'a>>) -> Foreground<'a> {
        let started = &self.service.started.value;
        if !matches!(started, Started::OnDaemonized | Started::OnNotify) {
            return Foreground { argv, change: None };
        }
        let Some(foreground) = foreground::keep_in_foreground(&argv) else {
            if *started == Started::OnDaemonized {
                self.by_hand(Leaf::Started, background_note(&argv));
            }
            return Foreground { argv, change: None };
        };
        foreground
    }

    /// The command and everything that must happen before it. `env_arguments`: the assignments that
    /// `environment=` cannot express.
    fn launch(&mut self, argv: &[Text<'a>], argv0: Option<&Text<'a>>, env_arguments: Vec<String>) -> Launch {
        let service = self.service;
        let Scheduling { io, cpu, processors } = service.scheduling.value.clone();
        let mut launch = Launch {
            home: None,
            wait: self.wait_before_conditions(),
            conditions: self.conditions(),
            files: self.files(),
            directories: self.directories(),
            directory: self.own_directory(),
            preparations: self.preparations(),
            limits: service.limits.value.clone(),
            scheduling: Scheduling { io, cpu: cpu.filter(CpuScheduling::is_possible), processors },
            oom_score: service.oom_score.value,
            nice: service.nice.value,
            identity: self.identity(),
            group: self.group_without_user(),
            groups: self.groups(),
            capabilities: Some(service.capabilities.value).filter(|own| *own != Capabilities::MANAGERS),
            no_new_privileges: service.no_new_privileges.value,
            variables: env_arguments,
            argv0: argv0.map(|name| self.shell_word(name, Leaf::Command)),
            argv: argv.iter().map(|word| self.shell_word(word, Leaf::Command)).collect(),
            staying_shell: self.staying_shell(),
            exit_trap: self.exit_trap(),
        };
        // A shell for HOME alone would obscure the command, and a user who knows the home directory can set HOME in
        // `environment=`. In a container the result must work without such a step.
        if self.options.container || launch.is_script() {
            launch.home = self.home();
        }
        self.has_home = launch.home.is_some();
        launch
    }

    /// The words with all known variables expanded; an unknown one is left to the user.
    pub(super) fn resolve(&mut self, words: &[Text<'a>], leaf: Leaf) -> Vec<Text<'a>> {
        let resolved = self.service.resolved(words);
        for name in resolved.unknown {
            self.by_hand(leaf, unwritable_note(&Unwritable::Variable(name)));
        }
        let is_set = |name: &str| self.knows_user_variable(name) || name == "HOME" && self.home().is_some();
        let inherited = resolved.from_files.iter().map(String::as_str).filter(|name| !is_set(name)).collect();
        if let Some((names, pronoun)) = join_names(&inherited) {
            let reason = format!(
                "If no environment file sets {names}, the shell takes {pronoun} from supervisord's environment, not as systemd \
                 would set {pronoun}."
            );
            self.unspelled(leaf, reason);
        }
        if !resolved.unset.is_empty() {
            let names: Vec<String> = resolved.unset.iter().map(|name| format!("${name}")).collect();
            let names = truncated_list(&names, MAX_LISTED_VARIABLES);
            self.unspelled(
                leaf,
                format!(
                    "No given file sets {names}: systemd treats that as empty, so it is omitted. If a drop-in or systemd's \
                     own environment (systemctl show-environment) sets one, put it in environment= and back into the command."
                ),
            );
        }
        resolved.argv
    }

    /// A word of the command. One that cannot be written is written as it looks, so that the user sees where it
    /// belongs.
    pub(super) fn shell_word(&mut self, text: &Text<'_>, leaf: Leaf) -> ShellWord {
        let shell_expands = !self.service.files.value.is_empty();
        self.note_user(text, leaf);
        match text::shell_word(text, &self.instance, shell_expands) {
            Ok(word) => word,
            Err(error) => {
                self.by_hand(leaf, unwritable_note(&error));
                ShellWord::of(&text.to_string().replace('%', "%%"))
            }
        }
    }
}

/// The base name of the program.
fn program_name(program: &Text<'_>) -> String {
    base_name(&program.to_string()).to_owned()
}

/// The leaves that the command expresses.
fn expressed_leaves(launch: &Launch) -> Vec<Leaf> {
    let switches_user = launch.identity.is_some();
    let besides = [
        (launch.home.is_some(), Leaf::EnvironmentIdentity),
        (!launch.conditions.is_empty(), Leaf::Conditions),
        (launch.scheduling != Scheduling::default(), Leaf::Scheduling),
        (!launch.groups.is_empty(), Leaf::SupplementaryGroups),
        (launch.capabilities.is_some(), Leaf::Capabilities),
        (!launch.files.is_empty(), Leaf::EnvironmentFiles),
        (!launch.directories.is_empty(), Leaf::Directories),
        (launch.directory.is_some(), Leaf::Directory),
        (!launch.preparations.is_empty() || launch.wait.is_some(), Leaf::Prepare),
        (!launch.limits.is_empty(), Leaf::Limits),
        (launch.oom_score.is_some(), Leaf::OomScore),
        (launch.nice.is_some(), Leaf::Nice),
        (launch.no_new_privileges, Leaf::NoNewPrivileges),
        (launch.staying_shell.is_some() || launch.exit_trap.is_some(), Leaf::StopCommands),
        (launch.staying_shell.is_some(), Leaf::OneRun),
        (!launch.variables.is_empty(), Leaf::EnvironmentAssignments),
        (switches_user, Leaf::User),
        (switches_user, Leaf::EnvironmentIdentity),
        (switches_user || launch.group.is_some(), Leaf::Group),
    ];
    let expressed = besides.into_iter().filter(|(is_expressed, _)| *is_expressed).map(|(_, leaf)| leaf);
    [Leaf::Command, Leaf::CommandLookup].into_iter().chain(expressed).collect()
}

/// Joins the words to the command line. A word with an expansion is not quoted for it: supervisord expands it before it
/// splits the line, and the values emitted here contain nothing that would split.
fn write_words(written: &[String]) -> Result<String, crate::value::ValueError> {
    let mut line: Vec<String> = Vec::with_capacity(written.len());
    for word in written {
        let has_expansion = expansion::names(word).next().is_some();
        let probe = has_expansion.then(|| without_expansions(word));
        let is_plain = match &probe {
            Some(probe) => words::write([probe.as_str()])? == *probe,
            None => false,
        };
        line.push(if is_plain { word.clone() } else { words::write([word.as_str()])? });
    }
    Ok(line.join(" "))
}

/// The word with a letter in place of each `%(name)s`.
fn without_expansions(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for piece in expansion::scan(word) {
        match piece {
            Ok(Expanded::Name { name: _, spec: _, span: _ }) => out.push('x'),
            Ok(Expanded::Literal(span) | Expanded::Percent(span) | Expanded::Bare { spec: _, span }) => {
                out.push_str(span.text(word));
            }
            Err(_) => return word.to_owned(),
        }
    }
    out
}
