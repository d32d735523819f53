//! Notes on what `command=` loses or changes compared to the unit.

use std::collections::BTreeSet;

use super::ending::{AfterEarlyExit, after_early_exit};
use super::foreground;
use super::needs_systemd::needs_systemd;
use super::program_writer::ProgramWriter;
use crate::ir::{
    Command, ControlCommand, EndingSet, Identity, Leaf, Rights, Service, ServiceGroup, Started, Text,
};
use crate::source::base_name;
use crate::supervisord::launch::{self, Launch, Piece, ShellWord};
use crate::unix::script_variables::{self, SET_FOR_USER, join_names};
use crate::unix::shell::{find_script, leaves_background_job};

impl<'s, 'a> ProgramWriter<'_, '_, 's, 'a> {
    /// Reports a unit that does nothing itself and only represents others: `postgresql.service` of Debian is one, whose
    /// work is done by instances that are part of it and that a generator enables.
    pub(super) fn note_umbrella(&mut self, services: &[Service<'a>]) {
        let service = self.service;
        let stays_active = service.started.value == Started::OnEnd && !service.one_run.value.is_empty();
        if !(stays_active && does_nothing(&service.command.value.argv)) {
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

    /// Leaves to the user a command that needs systemd, if supervisord is to run in a container.
    pub(super) fn note_systemd(&mut self, argv: &[Text<'_>], leaf: Leaf) {
        if let Some(reason) = needs_systemd(argv).filter(|_| self.options.container) {
            self.by_hand(leaf, reason);
        }
    }

    /// Reports a script that uses variables which systemd sets and supervisord does not, or the other way round.
    pub(super) fn note_variables(&mut self) {
        let service = self.service;
        let reasons = self.script_variable_notes([&service.command.value]);
        if !reasons.is_empty() {
            self.unspelled(Leaf::Command, reasons.join(" "));
        }
    }

    /// The notes on such variables in the scripts of these commands.
    pub(super) fn script_variable_notes<'c>(
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
        users.retain(|name| !self.knows_user_variable(name));
        if let Some((names, pronoun)) = join_names(&users) {
            reasons.push(format!(
                "The script uses {names}: systemd sets {pronoun} for User=, and supervisord leaves {pronoun} as when it was \
                 started, usually root's. Set {pronoun} in environment=."
            ));
        }
        // The other variables in supervisord's environment are not known here.
        let is_set_only_for_user = service.identity.value == Identity::Unset && !service.is_user_service;
        inherited.retain(|name| SET_FOR_USER.contains(name) && is_set_only_for_user);
        if let Some((names, pronoun)) = join_names(&inherited) {
            reasons.push(format!(
                "The script uses {names}: systemd sets {pronoun} only for a service with User=, and supervisord passes on its \
                 own. Start the script with env -u if that matters."
            ));
        }
        reasons
    }

    /// Notes what is lost because of how the script around the program works.
    pub(super) fn note_losses(&mut self, launch: &Launch) {
        if !launch.conditions.is_empty() {
            let reason = self.unmet_condition_note();
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
        self.note_impossible_scheduling();
        if let Some(reason) = word_splitting_note(&launch.argv) {
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

    /// Notes a priority without which the program starts here.
    fn note_impossible_scheduling(&mut self) {
        let Some(turn) = self.service.scheduling.value.cpu.filter(|turn| !turn.is_possible()) else { return };
        let (policy, priority) = (turn.policy.name(), turn.priority);
        let reason = format!(
            "The kernel has no priority {priority} for the policy {policy}, so systemd never starts the program \
             (214/SETSCHEDULER). Here it starts, with the scheduling of supervisord."
        );
        self.unspelled(Leaf::Scheduling, reason);
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
        if prepare.iter().any(|one| one.if_unmet.is_some()) {
            reasons.push(format!(
                "If the command of ExecCondition= fails, with 255 as with any other exit code, the shell ends with exit code \
                 0, {}.{}",
                self.consequence_of_exit(0),
                if self.service.pause_between_runs().is_some() { "" } else { " systemd does not try again." }
            ));
        }
        reasons.extend(launch.preparations.iter().find_map(|one| word_splitting_note(&one.argv)));
        reasons.extend(self.script_variable_notes(prepare.iter().map(|one| &one.command)));
        reasons.extend(self.extra_limits_note(prepare).map(str::to_owned));
        let listed = |one: &&ControlCommand<'_>| !one.may_fail && one.succeeds != EndingSet::ZERO;
        if let Some(one) = prepare.iter().find(listed) {
            reasons.push(format!(
                "systemd also continues to the next command after {}, the shell only after exit code 0: let the command exit \
                 with that, or write a script.",
                one.succeeds.without(EndingSet::ZERO).describe()
            ));
        }
        reasons.extend(prepare.iter().find_map(|one| self.restart_difference_note(one)));
        if prepare.iter().any(|one| one.user.is_some() && one.command.argv0.is_some()) {
            let reason = "runuser starts the command under its own name, not under the one that @ gives.";
            reasons.push(reason.to_owned());
        }
        let is_other_user = self.service.user.value.as_ref().is_some_and(|user| !user.is_root());
        // `get_supplementary_groups()` in `src/core/execute.c` calls initgroups(3) for commands that stay root as well (252).
        let lacks_groups = is_other_user
            && prepare.iter().any(|one| one.user.is_none() && one.rights.runs_as_manager_user());
        let groups = "systemd leaves a command with + or ! the supplementary groups of User=, though it runs as root; here it \
                      has those of supervisord.";
        match (reasons.is_empty(), lacks_groups) {
            (true, false) => {}
            (true, true) => self.slight_loss(Leaf::Prepare, groups),
            (false, lacks_groups) => {
                reasons.extend(lacks_groups.then(|| groups.to_owned()));
                self.unspelled(Leaf::Prepare, reasons.join(" "));
            }
        }
    }

    /// The note on a command after whose failure systemd and supervisord decide differently on a restart: supervisord
    /// sees an exit code of the shell in either case.
    fn restart_difference_note(&self, one: &ControlCommand<'_>) -> Option<String> {
        // An early exit is followed by another attempt whatever its exit code, which is noted for every program.
        if matches!(after_early_exit(self.service, 1), AfterEarlyExit::RetriesLimited) {
            return None;
        }
        let own = one.restarts.and(one.failures());
        let seen =
            launch::StayingShell::from_shell_codes(self.service.restart_later.value.exits_and_signals())
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
    pub(super) fn extra_limits_note(&self, commands: &[ControlCommand<'_>]) -> Option<&'static str> {
        let is_limited = !self.service.limits.value.is_empty();
        let is_free = commands.iter().any(|one| one.rights == Rights::Managers);
        (is_limited && is_free).then_some(
            "The limits of the unit apply to all commands of the script; systemd runs those without them that begin with + or that \
             PermissionsStartOnly= exempts.",
        )
    }
}

/// Whether the command is only `/bin/true`.
fn does_nothing(argv: &[Text<'_>]) -> bool {
    matches!(argv, [only] if only.as_str().is_some_and(|program| base_name(program) == "true"))
}

/// Options by which many programs are sent to the background.
const BACKGROUND_OPTIONS: [&str; 6] = ["-d", "-D", "-daemon", "--daemon", "--daemonize", "--background"];

/// The note on a program that does not stay in the foreground.
pub(super) fn background_note(argv: &[Text<'_>]) -> String {
    if let Some(reason) = foreground::background_source_note(argv) {
        return reason;
    }
    if let Some((_, script)) = find_script(argv.iter().map(|word| word.bytes().unwrap_or_default()))
        && leaves_background_job(&argv[script].to_string())
    {
        return "The script leaves a program in the background (`&`), where supervisord loses track of it: remove the `&`, and \
                write exec before the program that the service is."
            .to_owned();
    }
    let mut words = argv.iter().skip(1).filter_map(Text::as_str);
    let away = words.find(|word| BACKGROUND_OPTIONS.contains(word));
    let away = away.map_or_else(String::new, |word| format!("remove `{word}` if that sends it there, or "));
    format!(
        "The program puts itself in the background, where supervisord loses track of it: {away}give it the option that keeps \
         it in the foreground (often -f, -F, -n or --foreground)."
    )
}

/// The note on words that become several where a variable has a value of several words: a shell does not process quotes
/// and backslashes in the value, systemd does (`replace_env_argv()`, `src/basic/env-util.c`).
pub(super) fn word_splitting_note(words: &[ShellWord]) -> Option<String> {
    let mut pieces = words.iter().flat_map(|word| &word.0);
    let name = pieces.find_map(|piece| if let Piece::Split(name) = piece { Some(name) } else { None })?;
    Some(format!(
        "The shell splits ${name} only at whitespace; systemd also treats a quoted part of the value as one word, without the \
         quotes, and removes backslashes."
    ))
}
