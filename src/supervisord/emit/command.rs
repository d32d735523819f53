//! `command=`: the program, and everything that must happen before it in the same process.

use std::collections::BTreeSet;

use super::asks_systemd::asks_systemd;
use super::behind_script;
use super::ending::{AfterEarlyEnd, after_an_early_end};
use super::foreground::{self, Stays};
use super::needs::is_switched;
use super::program_writer::{ProgramWriter, why};
use super::text::{self, Unwritable};
use crate::emission::script_variables::{self, SET_FOR_USER, join_names};
use crate::ir::{
    Capabilities, Command, EndingSet, Identity, Leaf, Preparation, Rights, Scheduling, Service, ServiceGroup,
    Started, Text,
};
use crate::own_sockets;
use crate::signals;
use crate::some_of::some_of;
use crate::source::base_name;
use crate::supervisord::kinds::expansion::{self, Piece as Expanded};
use crate::supervisord::kinds::words;
use crate::supervisord::launch::{self, Launch, Piece, ShellWord};

/// The greatest number of variables without a value that a note lists.
const MOST_UNSET: usize = 6;

/// Multi-call binaries: the name under which they are started selects the program.
const MANY_IN_ONE: [&str; 2] = ["busybox", "toybox"];

impl<'s, 'a> ProgramWriter<'_, '_, 's, 'a> {
    pub(super) fn command(&mut self) {
        let command = &self.service.command;
        if command.value.argv.is_empty() {
            let reason = "Nothing that was given says what the unit executes (ExecStart=): convert its own file with its drop-ins, or write a \
                          command.";
            self.by_hand(Leaf::Command, reason);
            let leaves = [Leaf::Command, Leaf::CommandLookup];
            return self.line("command", "/bin/true", &leaves, &command.from);
        }
        let others = self.variables().others;
        let mut argv = self.resolved(&command.value.argv, Leaf::Command);
        let mut own_name = command.value.own_name.clone();
        if argv.first().is_some_and(|program| MANY_IN_ONE.contains(&program_name(program).as_str()))
            && let Some(name) = own_name.take()
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
        let launch = self.launch(&argv, own_name.as_ref(), others);
        self.note_variables();
        if launch.looks_wrapped()
            && let Some((_, name)) = self.section.split_once(':')
        {
            self.writer.note_verbatim_command(name);
        }
        let leaves = leaves_of(&launch);
        self.note_losses(&launch);
        let words = launch.words();
        let program = launch.argv.first().and_then(ShellWord::literal);
        self.is_looked_for =
            program.is_some_and(|program| words.first().is_some_and(|first| first == program));
        match write_words(&words) {
            Ok(value) => self.line("command", value, &leaves, &command.from),
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
                self.line("command", "/bin/false", &[Leaf::Command, Leaf::CommandLookup], &command.from);
            }
        }
    }

    /// Reports a unit that does nothing itself and only represents others: `postgresql.service` of Debian is one, whose
    /// work is done by instances that are part of it and that a generator enables.
    pub(super) fn note_umbrella(&mut self, services: &[Service<'a>]) {
        let service = self.service;
        let stands_there = service.started.value == Started::OnEnd && !service.one_run.value.is_empty();
        if !(stands_there && does_nothing(&service.command.value.argv)) {
            return;
        }
        let name = &service.name;
        // A template has the name of the unit that represents it.
        let is_part = |other: &Service<'_>| {
            other.name.strip_prefix(name).is_some_and(|more| more.is_empty() || more.starts_with('@'))
        };
        if !services.iter().enumerate().any(|(at, other)| at != self.index && is_part(other)) {
            let reason = format!(
                "{name} itself does nothing: the units that are part of it do the work (PartOf={name}.service), often \
                 instances of a template {name}@.service. Convert those as well."
            );
            self.remark(&reason);
            self.unspelled(Leaf::Command, reason);
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
        let is_switched = is_switched(service);
        let is_said = |leaf: &&Leaf| is_switched || !matches!(leaf, Leaf::User | Leaf::Group);
        let others = LEAVES.iter().filter(is_said).flat_map(|leaf| service.from(*leaf).iter());
        self.writer.comment_line(&self.section, "command", &service.command.from, others, self.comments);
    }

    /// Leaves to the user a command that needs systemd, if supervisord is to run in a container.
    pub(super) fn note_systemd(&mut self, argv: &[Text<'_>], leaf: Leaf) {
        if let Some(reason) = asks_systemd(argv).filter(|_| self.options.container) {
            self.by_hand(leaf, reason);
        }
    }

    /// Reports a script that uses variables which systemd sets and supervisord does not, or the other way round.
    fn note_variables(&mut self) {
        let service = self.service;
        let reasons = self.variables_of_scripts([&service.command.value]);
        if !reasons.is_empty() {
            self.unspelled(Leaf::Command, reasons.join(" "));
        }
    }

    /// The notes on such variables in the scripts of these commands.
    pub(super) fn variables_of_scripts<'c>(
        &self,
        commands: impl IntoIterator<Item = &'c Command<'a>>,
    ) -> Vec<String>
    where
        's: 'c,
        'a: 'c,
    {
        let service = self.service;
        let (mut inherited, mut users) = (BTreeSet::new(), BTreeSet::new());
        for command in commands {
            let used = script_variables::used_by_command(&command.argv, service);
            inherited.extend(used.inherited);
            users.extend(used.users);
        }
        let mut reasons = Vec::new();
        users.retain(|name| !self.tells_of_user(name));
        if let Some((names, pronoun)) = join_names(&users) {
            reasons.push(format!(
                "The script uses {names}: systemd sets {pronoun} for User=, and supervisord leaves {pronoun} as when it was \
                 started, usually root's. Set {pronoun} in environment=."
            ));
        }
        // The other variables in supervisord's environment are not known here.
        inherited.retain(|name| SET_FOR_USER.contains(name) && service.identity.value == Identity::Unset);
        if let Some((names, pronoun)) = join_names(&inherited) {
            reasons.push(format!(
                "The script uses {names}: systemd sets {pronoun} only for a service with User=, and supervisord passes on its \
                 own. Start the script with env -u if that matters."
            ));
        }
        reasons
    }

    /// The command with the options that keep a daemon in the foreground, changed if necessary so that a stop reaches
    /// the daemon.
    fn in_foreground(&mut self, argv: Vec<Text<'a>>) -> Vec<Text<'a>> {
        let Stays { mut argv, done } = self.kept(argv);
        let mut done: Vec<String> = done.into_iter().collect();
        let mut leaves = vec![Leaf::Command, Leaf::Started];
        // None of these is an `[fcgi-program:]`.
        done.extend(own_sockets::let_open(&mut argv));
        let signal = signals::short_name(self.service.stop_signal.value);
        if let Some(reached) = signal.and_then(|signal| behind_script::reached(&argv, signal)) {
            argv = reached.argv;
            leaves.push(Leaf::StopCommands);
            leaves.extend(reached.sets_variable.then_some(Leaf::EnvironmentAssignments));
            done.push(reached.done);
        }
        if !done.is_empty() {
            let done = done.join(" ");
            leaves.into_iter().for_each(|leaf| self.unspelled(leaf, done.clone()));
        }
        argv
    }

    /// The command with the options that keep a daemon in the foreground. A daemon that notifies systemd stays in the
    /// foreground for that purpose, but supervisord reads no notification.
    fn kept(&mut self, argv: Vec<Text<'a>>) -> Stays<'a> {
        let started = &self.service.started.value;
        if !matches!(started, Started::OnDaemonized | Started::OnNotify) {
            return Stays { argv, done: None };
        }
        let Some(stays) = foreground::stay(&argv) else {
            if *started == Started::OnDaemonized {
                self.by_hand(Leaf::Started, in_the_background(&argv));
            }
            return Stays { argv, done: None };
        };
        stays
    }

    /// The command and everything that must happen before it. `others`: the assignments that `environment=` cannot
    /// express.
    fn launch(&mut self, argv: &[Text<'a>], own_name: Option<&Text<'a>>, others: Vec<String>) -> Launch {
        let service = self.service;
        let mut launch = Launch {
            home: None,
            wait: self.wait_to_ask(),
            conditions: self.conditions(),
            files: self.files(),
            directories: self.directories(),
            directory: self.own_directory(),
            preparations: self.preparations(),
            limits: service.limits.value.clone(),
            scheduling: service.scheduling.value.clone(),
            oom_score: service.oom_score.value,
            nice: service.nice.value,
            identity: self.identity(),
            group: self.group_alone(),
            groups: self.groups(),
            capabilities: Some(service.capabilities.value).filter(|own| *own != Capabilities::MANAGERS),
            no_new_privileges: service.no_new_privileges.value,
            variables: others,
            own_name: own_name.map(|name| self.shell_word(name, Leaf::Command)),
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

    /// Notes what is lost because of how the script around the program works.
    fn note_losses(&mut self, launch: &Launch) {
        if !launch.conditions.is_empty() {
            let reason = self.when_none_holds();
            self.unspelled(Leaf::Conditions, reason);
        }
        if !launch.files.is_empty() {
            let reason = "The shell that starts the program reads the file and runs its lines as commands; systemd reads only \
                          NAME=VALUE lines. Put values with whitespace, `&`, `;`, `$` or a backslash in single quotes there, \
                          which both read the same way.";
            self.unspelled(Leaf::EnvironmentFiles, reason);
        }
        self.note_groups(launch);
        self.note_limits(launch);
        if let Some(reason) = taken_apart(&launch.argv) {
            self.unspelled(Leaf::Command, reason);
        }
        self.note_preparations(launch);
    }

    /// Notes how the groups of a program differ if `setpriv` sets its user.
    fn note_groups(&mut self, launch: &Launch) {
        let (ServiceGroup::Named(group), true) = (&self.service.group.value, launch.identity.is_some())
        else {
            return;
        };
        if self.service.user.value.as_ref() == Some(group) {
            let reason = "setpriv leaves the user's own group among the others. That is the same group if the user was \
                          created with a group of its own name.";
            self.slight_loss(Leaf::Group, reason);
        } else {
            let reason = "setpriv leaves the user's own group among the others; under systemd the program no longer has it.";
            self.unspelled(Leaf::Group, reason);
        }
    }

    /// Notes how commands that run before the program differ.
    fn note_preparations(&mut self, launch: &Launch) {
        let prepare = &self.service.prepare.value;
        let mut reasons = Vec::new();
        // The commands before the last one of a oneshot are part of its work for systemd as well.
        if !prepare.is_empty() && self.service.started.value != Started::OnEnd {
            let reason = "It runs before the program in the program's own process: its time counts towards startsecs, and a \
                          stop in the meantime ends it.";
            reasons.push(reason.to_owned());
        }
        if prepare.iter().any(|one| one.otherwise.is_some()) {
            reasons.push(format!(
                "If the command of ExecCondition= fails, with 255 as with any other exit code, the shell ends with exit code \
                 0, {}.{}",
                self.comes_then(0),
                if self.service.pause_between_runs().is_some() { "" } else { " systemd does not try again." }
            ));
        }
        reasons.extend(launch.preparations.iter().find_map(|one| taken_apart(&one.argv)));
        reasons.extend(self.variables_of_scripts(prepare.iter().map(|one| &one.command)));
        reasons.extend(self.within_limits(prepare).map(str::to_owned));
        let listed = |one: &&Preparation<'_>| !one.may_fail && one.succeeds != EndingSet::ZERO;
        if let Some(one) = prepare.iter().find(listed) {
            reasons.push(format!(
                "systemd also continues to the next command after {}, the shell only after exit code 0: let the command exit \
                 with that, or write a script.",
                one.succeeds.without(EndingSet::ZERO).describe()
            ));
        }
        reasons.extend(prepare.iter().find_map(|one| self.starts_again_otherwise(one)));
        if prepare.iter().any(|one| one.user.is_some() && one.command.own_name.is_some()) {
            let reason = "runuser starts the command under its own name, not under the one that @ gives.";
            reasons.push(reason.to_owned());
        }
        if !reasons.is_empty() {
            self.unspelled(Leaf::Prepare, reasons.join(" "));
        }
    }

    /// The note on a command after whose failure systemd and supervisord decide differently on a restart: supervisord
    /// sees an exit code of the shell in either case.
    fn starts_again_otherwise(&self, one: &Preparation<'_>) -> Option<String> {
        // An early exit is followed by another attempt whatever its exit code, which is noted for every program.
        if matches!(after_an_early_end(self.service, 1), AfterEarlyEnd::RetriesLimited) {
            return None;
        }
        let own = one.restarts.and(one.failures());
        let seen = launch::StayingShell::from_shell_codes(self.service.restart_later.value.of_programs())
            .and(one.failures());
        let (more, less) = (own.without(seen), seen.without(own));
        let what = |set: EndingSet| set.describe();
        if !more.is_empty() {
            let what = what(more);
            return Some(format!(
                "If it fails with {what}, systemd restarts the service; supervisord, which sees only an exit code of the \
                 shell, does not."
            ));
        }
        (!less.is_empty()).then(|| {
            let what = what(less);
            format!("If it fails with {what}, supervisord restarts the program; systemd does not.")
        })
    }

    /// The note on commands with all privileges of the manager, to which systemd applies no limits (`needs_sandboxing`
    /// in `exec_child()`, `src/core/execute.c`): the limits of the script apply to them as well.
    pub(super) fn within_limits(&self, commands: &[Preparation<'_>]) -> Option<&'static str> {
        let is_limited = !self.service.limits.value.is_empty();
        let is_free = commands.iter().any(|one| one.rights == Rights::Managers);
        (is_limited && is_free).then_some(
            "The limits of the unit apply to all commands of the script; systemd runs one that begins with + without them.",
        )
    }

    /// The words with all known variables expanded; an unknown one is left to the user.
    pub(super) fn resolved(&mut self, words: &[Text<'a>], leaf: Leaf) -> Vec<Text<'a>> {
        let resolved = self.service.resolved_up_to_files(words);
        for name in resolved.open {
            self.by_hand(leaf, why(&Unwritable::Variable(name)));
        }
        if !resolved.unset.is_empty() {
            let names: Vec<String> = resolved.unset.iter().map(|name| format!("${name}")).collect();
            let names = some_of(&names, MOST_UNSET);
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
        let at_run = !self.service.files.value.is_empty();
        self.note_user(text, leaf);
        match text::shell_word(text, &self.instance, at_run) {
            Ok(word) => word,
            Err(error) => {
                self.by_hand(leaf, why(&error));
                ShellWord::of(&text.to_string().replace('%', "%%"))
            }
        }
    }
}

/// Whether the command is only `/bin/true`.
fn does_nothing(argv: &[Text<'_>]) -> bool {
    matches!(argv, [only] if only.as_str().is_some_and(|program| base_name(program) == "true"))
}

/// Options by which many programs are sent to the background.
const SENDS_AWAY: [&str; 6] = ["-d", "-D", "-daemon", "--daemon", "--daemonize", "--background"];

/// The note on a program that does not stay in the foreground.
fn in_the_background(argv: &[Text<'_>]) -> String {
    if let Some(reason) = foreground::where_it_is_asked(argv) {
        return reason;
    }
    let mut words = argv.iter().skip(1).filter_map(Text::as_str);
    let away = words.find(|word| SENDS_AWAY.contains(word));
    let away = away.map_or_else(String::new, |word| format!("remove `{word}` if that sends it there, or "));
    format!(
        "The program puts itself in the background, where supervisord loses track of it: {away}give it the option that keeps \
         it in the foreground (often -f, -F, -n or --foreground)."
    )
}

/// The base name of the program.
fn program_name(program: &Text<'_>) -> String {
    base_name(&program.to_string()).to_owned()
}

/// The leaves that the command expresses.
fn leaves_of(launch: &Launch) -> Vec<Leaf> {
    let is_switched = launch.identity.is_some();
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
        (is_switched, Leaf::User),
        (is_switched, Leaf::EnvironmentIdentity),
        (is_switched || launch.group.is_some(), Leaf::Group),
    ];
    let said = besides.into_iter().filter(|(is_said, _)| *is_said).map(|(_, leaf)| leaf);
    [Leaf::Command, Leaf::CommandLookup].into_iter().chain(said).collect()
}

/// The note on words that become several where a variable has a value of several words: a shell does not process quotes
/// and backslashes in the value, systemd does (`replace_env_argv()`, `src/basic/env-util.c`).
pub(super) fn taken_apart(words: &[ShellWord]) -> Option<String> {
    let mut pieces = words.iter().flat_map(|word| &word.0);
    let name = pieces.find_map(|piece| if let Piece::Split(name) = piece { Some(name) } else { None })?;
    Some(format!(
        "The shell splits ${name} only at whitespace; systemd also treats a quoted part of the value as one word, without the \
         quotes, and removes backslashes."
    ))
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
