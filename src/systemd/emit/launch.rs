//! What runs before the program, and the limits and privileges of the program.

use std::borrow::Cow;

use super::command::{ENV, FOUND_BY_ENV, can_be_found_by_env};
use super::text::{self, Syntax, Unwritable};
use super::unit_writer::UnitWriter;
use crate::ir::{
    Capabilities, Check, Command, Condition, ControlCommand, CpuScheduling, EndingSet, IfUnmet, IoClass,
    Leaf, Limit, Purpose, Rights, Scheduling, ServiceDirectory, SettingIds, Text,
};
use crate::systemd::directives::Name;
use crate::systemd::kinds::capability::CapabilitySet;
use crate::systemd::kinds::cpu_set::CpuSet;
use crate::systemd::kinds::path::{self, OnError};
use crate::systemd::kinds::{exec, mode};
use crate::systemd::model_values;
use crate::systemd::versions::Release;

/// The hard limit on open files that systemd sets by default (`DefaultLimitNOFILE=`, systemd-system.conf(5)).
const DEFAULT_HARD_OPEN_FILES: u64 = 524_288;

/// The first release that distinguishes soft and hard limits (NEWS). Older ones ignore a line with both.
const BOTH_LIMITS_SINCE: Release = Release(229);

impl UnitWriter<'_, '_, '_> {
    /// The conditions of a start.
    pub(super) fn conditions(&mut self) {
        let service = self.context.service;
        let from = &service.conditions.from;
        for Condition { any_of, if_unmet } in &service.conditions.value {
            let is_assert = match if_unmet {
                IfUnmet::Skips | IfUnmet::Exits(0) => false,
                IfUnmet::Refuses | IfUnmet::Exits(_) => true,
            };
            for Check { kind, is_negated, path } in any_of {
                let path = text::write(path, Syntax::Value, self.instance).ok();
                let path = path.and_then(|path| String::from_utf8(path.into_owned()).ok());
                // systemd strips trailing whitespace, and there are no quotes in these values.
                let is_kept = |path: &String| path.trim_end() == path && !path.contains(['\n', '\r', '\0']);
                let Some(path) = path.filter(is_kept) else {
                    let reason = "A path that is checked before the start cannot be written in a unit: check it in the program.";
                    self.by_hand(Leaf::Conditions, reason);
                    continue;
                };
                let trigger = if any_of.len() > 1 { "|" } else { "" };
                let not = if *is_negated { "!" } else { "" };
                let name = model_values::condition(*kind, is_assert);
                self.line(name, format!("{trigger}{not}{path}"), &[Leaf::Conditions], from);
            }
        }
    }

    /// I/O and CPU scheduling.
    fn scheduling(&mut self) {
        let service = self.context.service;
        let from = &service.scheduling.from;
        let Scheduling { io, cpu, processors } = &service.scheduling.value;
        let leaves = &[Leaf::Scheduling];
        if let Some((class, priority)) = io {
            self.line(Name::IOSchedulingClass, class.name(), leaves, from);
            if *class != IoClass::Idle && *priority != 4 {
                self.line(Name::IOSchedulingPriority, priority.to_string(), leaves, from);
            }
        }
        if let Some(CpuScheduling { policy, priority, resets_on_fork }) = cpu {
            self.line(Name::CPUSchedulingPolicy, policy.name(), leaves, from);
            if policy.is_realtime() {
                self.line(Name::CPUSchedulingPriority, priority.to_string(), leaves, from);
            }
            if *resets_on_fork {
                self.line(Name::CPUSchedulingResetOnFork, "yes", leaves, from);
            }
        }
        if let Some(processors) = processors {
            let value = CpuSet::of(processors.clone()).to_string();
            self.line(Name::CPUAffinity, value, leaves, from);
        }
    }

    /// The capabilities that the program may have.
    fn capabilities(&mut self) {
        let service = self.context.service;
        let from = &service.capabilities.from;
        let Capabilities { bounding, ambient } = service.capabilities.value;
        if bounding != u64::MAX {
            let is_inverted = bounding.count_ones() > 32;
            let mask = if is_inverted { !bounding } else { bounding };
            let value = CapabilitySet { mask, is_inverted }.to_string();
            if value.is_empty() {
                // The one list that an empty assignment does not reset, but makes empty (systemd.exec(5)).
                let what = [self.what(Leaf::Capabilities)];
                self.unit.line(Name::CapabilityBoundingSet, "", what, from, self.context.comments);
            } else {
                self.line(Name::CapabilityBoundingSet, value, &[Leaf::Capabilities], from);
            }
        }
        if ambient != 0 {
            let value = CapabilitySet { mask: ambient, is_inverted: false }.to_string();
            self.line(Name::AmbientCapabilities, value, &[Leaf::Capabilities], from);
        }
    }

    /// What runs before the program.
    pub(super) fn preparations(&mut self) {
        let prepare = &self.context.service.prepare;
        self.directories_by_command();
        let mut has_any = false;
        for one in &prepare.value {
            let directive = if one.if_unmet.is_some() { Name::ExecCondition } else { Name::ExecStartPre };
            if self.knows(directive) {
                self.command_line(directive, one, Leaf::Prepare, &prepare.from);
                has_any = true;
            } else {
                // Not `ExecStartPre=`: there the service would have failed.
                let too_new = self.too_new_reason(directive);
                let reason = format!(
                    "{too_new} Let a shell run `{}`, and start the program if it succeeds.",
                    words(&one.command)
                );
                self.by_hand(Leaf::Prepare, reason);
            }
        }
        if has_any {
            // supervisord waits for them indefinitely; systemd would kill them after 90 s.
            self.line(Name::TimeoutStartSec, "infinity", &[Leaf::Prepare], &prepare.from);
        }
    }

    /// Directories for which there is no directive: those in a directory of the user who runs supervisord, and before
    /// systemd 235 all but those in `/run`.
    fn directories_by_command(&mut self) {
        let service = self.context.service;
        let directories = &service.directories;
        for own in &directories.value {
            if self.has_directive(own) {
                continue;
            }
            // The directory would be root's, or not be made at all.
            let is_others = service.user.value.as_ref().is_some_and(|user| !user.is_root());
            if own.is_of_system() && is_others {
                let too_new = self.too_new_reason(directory_directives(own.purpose).0);
                let reason =
                    format!("{too_new} Create {} before the start, for example with tmpfiles.d.", own.path());
                self.by_hand(Leaf::Directories, reason);
                continue;
            }
            let mode = mode::write(own.mode).into_bytes();
            let words = [b"install".as_slice(), b"-d", b"-m"].map(Text::plain);
            let argv = words.into_iter().chain([Text::plain(mode), own.path()]).collect();
            let command = Command { argv, argv0: None };
            let one = ControlCommand {
                command,
                may_fail: false,
                succeeds: EndingSet::ZERO,
                restarts: EndingSet::NONE,
                rights: Rights::Programs,
                user: None,
                if_unmet: None,
            };
            self.command_line(Name::ExecStartPre, &one, Leaf::Directories, &directories.from);
        }
    }

    /// Whether a directive of the release creates a directory.
    fn has_directive(&self, directory: &ServiceDirectory<'_>) -> bool {
        directory.is_of_system() && self.knows(directory_directives(directory.purpose).0)
    }

    /// The commands that stop the program before it is sent a signal, and those that run after it has ended.
    pub(super) fn stop_commands(&mut self) {
        let stop = &self.context.service.stop_commands;
        for one in &stop.value.commands {
            self.command_line(Name::ExecStop, one, Leaf::StopCommands, &stop.from);
        }
        for one in &stop.value.after {
            self.command_line(Name::ExecStopPost, one, Leaf::StopCommands, &stop.from);
        }
    }

    /// The prefix of a command that keeps the manager's user: with `!` the limits still apply, with `+` they do not.
    fn rights_prefix(&self, rights: Rights) -> Option<exec::Prefix> {
        let service = self.context.service;
        let is_confined =
            service.capabilities.value != Capabilities::MANAGERS || service.no_new_privileges.value;
        match rights {
            Rights::Programs => None,
            Rights::ManagersWithinLimits if !service.limits.value.is_empty() && !is_confined => {
                Some(exec::Prefix::NoSetuid)
            }
            Rights::ProgramsAsManager => Some(exec::Prefix::NoSetuid),
            Rights::ManagersWithinLimits | Rights::Managers => Some(exec::Prefix::FullPrivileges),
        }
    }

    fn command_line(&mut self, directive: Name, one: &ControlCommand<'_>, leaf: Leaf, from: &SettingIds) {
        let mut prefixes = Vec::new();
        if one.may_fail {
            prefixes.push(exec::Prefix::IgnoreFailure);
        }
        prefixes.extend(self.rights_prefix(one.rights));
        if let Some(prefix) = prefixes.iter().find(|prefix| prefix.since() > self.release()) {
            let reason = format!(
                "systemd {} does not know the prefix {}, which came with {}, and gives other rights to the commands around \
                 the program only all at once (PermissionsStartOnly=yes). Run `{}` as root before the start.",
                self.release(),
                prefix.as_str(),
                prefix.since(),
                words(&one.command)
            );
            return self.by_hand(leaf, reason);
        }
        let mut line: Vec<Cow<'_, [u8]>> = Vec::new();
        let program = one.command.argv.first().and_then(Text::bytes).unwrap_or_default();
        if self.looks_nowhere_for(program) {
            if !can_be_found_by_env(program, &one.command) {
                return self.refuse_plain_name(program, from);
            }
            line.push(Cow::Borrowed(ENV));
            self.unspelled(leaf, FOUND_BY_ENV);
        }
        for (at, word) in one.command.argv.iter().enumerate() {
            let syntax = if at == 0 { Syntax::Value } else { Syntax::Argument };
            match text::write(word, syntax, self.instance) {
                Ok(word) => line.push(word),
                Err(error) => return self.refuse_text(&error, directive, from),
            }
            if let (0, Some(name)) = (at, &one.command.argv0) {
                prefixes.push(exec::Prefix::Argv0);
                match text::write(name, Syntax::Argument, self.instance) {
                    Ok(word) => line.push(word),
                    Err(error) => return self.refuse_text(&error, directive, from),
                }
            }
        }
        match self.exec_line(&prefixes, &line) {
            Some(line) => self.line(directive, line, &[leaf], from),
            None => self.refuse_text(&Unwritable::Byte, directive, from),
        }
    }

    pub(super) fn directories(&mut self) {
        let service = self.context.service;
        let from = &service.directories.from;
        for purpose in Purpose::ALL {
            let (directive, mode_directive) = directory_directives(purpose);
            let own: Vec<_> = service
                .directories
                .value
                .iter()
                .filter(|one| one.purpose == purpose && self.has_directive(one))
                .collect();
            let Some(first) = own.first() else { continue };
            let mut names = Vec::new();
            for one in &own {
                let Some(name) = self.value(&one.name, directive, from) else { continue };
                if name.is_empty() || path::relative("", &name, 0, OnError::Ignore).is_err() {
                    self.refuse_text(&Unwritable::Refused(name.into_owned()), directive, from);
                    continue;
                }
                names.push(escape_directory_name(&name));
            }
            self.line(directive, names.join(" "), &[Leaf::Directories], from);
            if purpose == Purpose::Runtime {
                let reason = "The command created the directory and left it; systemd also creates it, but removes it when the \
                              service has stopped. RuntimeDirectoryPreserve=yes keeps it.";
                self.unspelled(Leaf::Directories, reason);
            }
            if first.mode != 0o755 {
                let mode = mode::write(first.mode);
                self.line(mode_directive, mode, &[Leaf::Directories], from);
            }
        }
    }

    pub(super) fn limits_and_privileges(&mut self) {
        let service = self.context.service;
        let from = &service.limits.from;
        for limit in &service.limits.value {
            let mut hard = limit.hard.unwrap_or_else(|| limit.soft.max(DEFAULT_HARD_OPEN_FILES));
            if self.release() < BOTH_LIMITS_SINCE && hard != limit.soft {
                hard = limit.soft;
                let reason = "Before systemd 229 the soft and the hard limit were one number: the program cannot raise it.";
                self.unspelled(Leaf::Limits, reason);
            }
            let number = |value: u64| match value {
                Limit::NONE => "infinity".to_owned(),
                value => value.to_string(),
            };
            let value = if hard == limit.soft {
                number(hard)
            } else {
                format!("{}:{}", number(limit.soft), number(hard))
            };
            self.line(model_values::limit(limit.resource), value, &[Leaf::Limits], from);
        }
        if let Some(level) = service.nice.value {
            self.line(Name::Nice, level.to_string(), &[Leaf::Nice], &service.nice.from);
        }
        self.scheduling();
        self.capabilities();
        if let Some(score) = service.oom_score.value {
            let from = &service.oom_score.from;
            self.line(Name::OOMScoreAdjust, score.to_string(), &[Leaf::OomScore], from);
        }
        if service.no_new_privileges.value {
            let from = &service.no_new_privileges.from;
            self.line(Name::NoNewPrivileges, "yes", &[Leaf::NoNewPrivileges], from);
        }
    }
}

/// The words of a command, for a sentence.
fn words(command: &Command<'_>) -> String {
    command.argv.iter().map(Text::to_string).collect::<Vec<_>>().join(" ")
}

const fn directory_directives(purpose: Purpose) -> (Name, Name) {
    match purpose {
        Purpose::Runtime => (Name::RuntimeDirectory, Name::RuntimeDirectoryMode),
        Purpose::State => (Name::StateDirectory, Name::StateDirectoryMode),
        Purpose::Cache => (Name::CacheDirectory, Name::CacheDirectoryMode),
        Purpose::Logs => (Name::LogsDirectory, Name::LogsDirectoryMode),
        Purpose::Configuration => (Name::ConfigurationDirectory, Name::ConfigurationDirectoryMode),
    }
}

/// Escapes a directory name for its list, which is split at whitespace with escapes retained, and then at colons with C
/// escapes decoded (`config_parse_exec_directories()`).
fn escape_directory_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ':' => out.push_str("\\:"),
            '"' | '\'' | ' ' | '\t' | '\n' | '\r' => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
