//! Which directive sets which field of [`ReadSettings`].

use super::exec_context::{directory_purpose, mode_purpose};
use super::scalars::discard;
use super::{EntryReader, List, Outcome, ReadSettings};
use crate::ir::{CpuPolicy, Duration, OutOfMemory};
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::{KillMode, Restart, ServiceType};
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::kinds::unit_name;
use crate::systemd::kinds::{boolean, mode, output, signal, user, words};
use crate::systemd::lower::confine::{PRIORITY_BEFORE_POLICY_SINCE, cpu_policy, io_class};
use crate::systemd::lower::no_effect;
use crate::systemd::lower::privileges::capability_drop_index;
use crate::systemd::model_values;

impl<'a> EntryReader<'_, 'a> {
    /// Reads the entry. `section` is one that systemd reads in this unit.
    pub(super) fn read_entry(&self, section: Section, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        match section {
            Section::Unit => self.read_unit_section(name, read),
            Section::Service => self.read_service_directive(name, read),
            Section::Install => self.read_install_section(name, read),
            _ => Outcome::Native,
        }
    }

    fn read_unit_section(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        match name {
            Name::StartLimitIntervalSec | Name::StartLimitInterval => {
                self.timespan(&mut read.start_limit_interval, &mut read.ignored)
            }
            Name::StartLimitBurst => self.uint(&mut read.start_limit_burst, &mut read.ignored),
            // An empty value of any condition resets them all, and that of any assertion all assertions
            // (`config_parse_unit_condition_path()` and the like).
            name if self.text.is_empty() && name.as_str().starts_with("Condition") => {
                self.reset(&mut read.conditions, &mut read.ignored)
            }
            name if self.text.is_empty() && name.as_str().starts_with("Assert") => {
                self.reset(&mut read.asserts, &mut read.ignored)
            }
            name if model_values::checked(name).is_some() => self.condition(name, read),
            Name::PartOf => self.units(&mut read.part_of, &mut read.ignored),
            Name::After | Name::Before => {
                let list = if name == Name::After { &mut read.after } else { &mut read.before };
                let before = list.values.len();
                let outcome = self.units(list, &mut read.ignored);
                let guaranteed =
                    no_effect::guaranteed_reason(name, list.values[before..].iter().map(String::as_str));
                read.guaranteed_orders.extend(guaranteed.map(|reason| (self.entry.id, reason)));
                outcome
            }
            Name::Wants | Name::Requires | Name::Requisite | Name::Conflicts => {
                let mut list = List::default();
                self.units(&mut list, &mut read.ignored);
                match no_effect::guaranteed_reason(name, list.values.iter().map(String::as_str)) {
                    Some(reason) => {
                        read.ignored.push((self.entry.id, reason));
                        Outcome::Modelled
                    }
                    None => Outcome::Native,
                }
            }
            _ => Outcome::Native,
        }
    }

    fn read_install_section(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        match name {
            Name::WantedBy => self.units(&mut read.wanted_by, &mut read.ignored),
            Name::RequiredBy => self.units(&mut read.required_by, &mut read.ignored),
            Name::Alias => self.aliases(read),
            Name::DefaultInstance if self.text.is_empty() => {
                self.clear(&mut read.default_instance, &mut read.ignored)
            }
            Name::DefaultInstance => {
                // A value that cannot be part of a unit name is ignored (`config_parse_default_instance()`,
                // `src/shared/install.c`).
                let is_good = self.text.contains('%') || unit_name::is_instance(self.text);
                let instance = is_good.then(|| self.text.to_owned());
                self.set(&mut read.default_instance, instance, &mut read.ignored)
            }
            _ => Outcome::Native,
        }
    }

    /// The directives of `systemd.service(5)`. Those of other man pages may be in the same section, and are tried one
    /// page after the other.
    fn read_service_directive(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        let release = self.lowering.release;
        let ignored = &mut read.ignored;
        match name {
            // The old place of the start limit is still accepted, but the new name is not accepted there.
            Name::StartLimitInterval => self.timespan(&mut read.start_limit_interval, ignored),
            Name::StartLimitBurst => self.uint(&mut read.start_limit_burst, ignored),
            Name::Type => {
                self.set(&mut read.service_type, ServiceType::parse(self.text, release).ok(), ignored)
            }
            Name::BusName => self.set(&mut read.bus_name, Some(()), ignored),
            Name::ExecStart => self.exec_start(&mut read.exec_start, ignored),
            Name::Restart => self.set(&mut read.restart, Restart::parse(self.text, release).ok(), ignored),
            Name::RestartSec => self.timespan(&mut read.restart_sec, ignored),
            Name::RestartSteps => self.uint(&mut read.restart_steps, ignored),
            Name::RestartMaxDelaySec => self.timespan(&mut read.restart_max_delay, ignored),
            Name::SuccessExitStatus => self.endings(&mut read.success_exit_status, ignored),
            Name::RestartPreventExitStatus => self.endings(&mut read.restart_prevent, ignored),
            Name::RestartForceExitStatus => self.endings(&mut read.restart_force, ignored),
            Name::RemainAfterExit => self.boolean(&mut read.remain_after_exit, ignored),
            // Unlike anywhere else, 0 means no limit here.
            Name::TimeoutStopSec | Name::TimeoutSec => {
                let outcome = self.timespan(&mut read.stop_timeout, ignored);
                if read.stop_timeout.value == Some(Duration::ZERO) {
                    read.stop_timeout.value = Some(Duration::INFINITE);
                }
                if name == Name::TimeoutSec && matches!(outcome, Outcome::Modelled) {
                    let is_limit = read.stop_timeout.value != Some(Duration::INFINITE);
                    read.start_timeout = is_limit.then_some(self.entry.id);
                }
                outcome
            }
            Name::TimeoutStartSec => {
                if TimeSpan::read("", self.text).is_ok() {
                    read.start_timeout = None;
                }
                Outcome::Native
            }
            Name::ExecReload => self.native_command(&mut read.exec_reload),
            Name::ExecStartPost => self.native_command(&mut read.exec_start_post),
            Name::ExecStopPost => self.native_command(&mut read.exec_stop_post),
            Name::ExecStop => self.exec_start(&mut read.exec_stop, ignored),
            Name::ExecCondition => self.exec_start(&mut read.exec_condition, ignored),
            Name::ExecStartPre => self.exec_start(&mut read.exec_start_pre, ignored),
            Name::PermissionsStartOnly => self.boolean(&mut read.permissions_start_only, ignored),
            Name::PIDFile if self.text.is_empty() => self.clear(&mut read.pid_file, ignored),
            Name::PIDFile => self.set(&mut read.pid_file, Some(self.whole()), ignored),
            _ => self.read_kill_directive(name, read),
        }
    }

    /// The directives of `systemd.kill(5)`.
    fn read_kill_directive(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        let release = self.lowering.release;
        let ignored = &mut read.ignored;
        match name {
            Name::KillMode if self.text.is_empty() => self.clear(&mut read.kill_mode, ignored),
            Name::KillMode => {
                self.set(&mut read.kill_mode, KillMode::parse(self.text, release).ok(), ignored)
            }
            Name::KillSignal => self.set(&mut read.kill_signal, signal::parse(self.text).ok(), ignored),
            Name::SendSIGKILL => self.boolean(&mut read.send_sigkill, ignored),
            Name::OOMPolicy => {
                let policy = match self.text {
                    "continue" => Some(OutOfMemory::Continue),
                    "stop" => Some(OutOfMemory::Stop),
                    "kill" => Some(OutOfMemory::Kill),
                    _ => None,
                };
                let outcome = self.set(&mut read.oom_policy, policy, ignored);
                if policy != Some(OutOfMemory::Continue) {
                    return outcome;
                }
                // This asks for nothing that a program under another manager does not have.
                read.oom_policy.from = None;
                Outcome::Native
            }
            // A list of controllers counts as yes, even an empty one (`config_parse_delegate()`).
            Name::Delegate => {
                read.is_delegated = boolean::parse(self.text) != Ok(false);
                Outcome::Native
            }
            _ => self.read_exec_directive(name, read),
        }
    }

    /// The directives of `systemd.exec(5)`: working directory, variables and streams.
    fn read_exec_directive(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        let release = self.lowering.release;
        let ignored = &mut read.ignored;
        match name {
            Name::WorkingDirectory if self.text.is_empty() => self.clear(&mut read.directory, ignored),
            Name::WorkingDirectory => self.set(&mut read.directory, self.directory(), ignored),
            Name::UMask => self.set(&mut read.umask, mode::parse(self.text).ok(), ignored),
            Name::Environment => self.environment(&mut read.assignments, &mut read.assignment_index, ignored),
            Name::UnsetEnvironment => {
                if self.text.is_empty() {
                    read.unset.clear();
                }
                let words = words::Words::new(self.text, words::Flags::ENVIRONMENT).flatten();
                read.unset.extend(words.map(|word| word.lossy().into_owned()));
                Outcome::Native
            }
            Name::EnvironmentFile => self.environment_file(&mut read.environment_files, ignored),
            Name::ExecSearchPath => self.search_path(&mut read.search_path, ignored),
            Name::StandardInput => {
                let input = output::parse_input(self.text, release).ok().map(|input| self.input(&input));
                self.set(&mut read.stdin, input, ignored)
            }
            Name::StandardOutput => self.output("StandardOutput", &mut read.stdout, ignored),
            Name::StandardError => self.output("StandardError", &mut read.stderr, ignored),
            Name::SyslogIdentifier if self.text.is_empty() => self.clear(&mut read.identifier, ignored),
            Name::SyslogIdentifier => self.set(&mut read.identifier, Some(self.whole()), ignored),
            _ => self.read_credential_directive(name, read),
        }
    }

    /// The directives of `systemd.exec(5)`: user and privileges.
    fn read_credential_directive(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        let release = self.lowering.release;
        let ignored = &mut read.ignored;
        match name {
            Name::User if self.text.is_empty() => self.clear(&mut read.user, ignored),
            Name::User => {
                let good = user::parse(self.text, release).is_ok();
                self.set(&mut read.user, good.then(|| self.whole()), ignored)
            }
            Name::Group if self.text.is_empty() => self.clear(&mut read.group, ignored),
            Name::Group => {
                let good = user::parse(self.text, release).is_ok();
                self.set(&mut read.group, good.then(|| self.whole()), ignored)
            }
            Name::DynamicUser => self.boolean(&mut read.dynamic_user, ignored),
            Name::SupplementaryGroups => self.groups(&mut read.supplementary_groups, ignored),
            Name::CapabilityBoundingSet => self.capabilities(u64::MAX, &mut read.bounding, ignored),
            Name::AmbientCapabilities => self.capabilities(0, &mut read.ambient, ignored),
            Name::NoNewPrivileges => self.boolean(&mut read.no_new_privileges, ignored),
            name => match capability_drop_index(name) {
                Some(at) => self.boolean(&mut read.drops_capabilities[at], ignored),
                None => self.read_process_directive(name, read),
            },
        }
    }

    /// The directives of `systemd.exec(5)`: limits, directories and scheduling.
    fn read_process_directive(&self, name: Name, read: &mut ReadSettings<'a>) -> Outcome {
        let ignored = &mut read.ignored;
        match name {
            Name::Nice if self.text.is_empty() => self.clear(&mut read.nice, ignored),
            Name::Nice => self.int(-20..=19, &mut read.nice, ignored),
            Name::OOMScoreAdjust if self.text.is_empty() => self.clear(&mut read.oom_score, ignored),
            Name::OOMScoreAdjust => self.int(-1000..=1000, &mut read.oom_score, ignored),
            Name::IOSchedulingClass if self.text.is_empty() => {
                // Class and priority are a single value, which is unset (`config_parse_exec_io_class()`).
                discard(&mut read.io_priority, ignored);
                self.clear(&mut read.io_class, ignored)
            }
            Name::IOSchedulingClass => self.set(&mut read.io_class, io_class(self.text), ignored),
            Name::IOSchedulingPriority if self.text.is_empty() => {
                discard(&mut read.io_class, ignored);
                self.clear(&mut read.io_priority, ignored)
            }
            Name::IOSchedulingPriority => self.uint8(0..=7, &mut read.io_priority, ignored),
            Name::CPUSchedulingPolicy if self.text.is_empty() => self.clear(&mut read.cpu_policy, ignored),
            Name::CPUSchedulingPolicy => match cpu_policy(self.text) {
                Some(policy) => {
                    // It brings a priority that was set before it into its range, and a priority that follows is not checked
                    // against it (`config_parse_exec_cpu_sched_policy()`).
                    if let Some(priority) = &mut read.cpu_priority.value {
                        let (lowest, highest) = policy.priorities().into_inner();
                        *priority = (*priority).clamp(lowest, highest);
                    }
                    self.set(&mut read.cpu_policy, Some(policy), ignored)
                }
                None => Outcome::Native,
            },
            Name::CPUSchedulingPriority => {
                let policy = read.cpu_policy.value.unwrap_or(CpuPolicy::Other);
                let is_free = self.lowering.release >= PRIORITY_BEFORE_POLICY_SINCE;
                let (lowest, highest) = if is_free { (0, 99) } else { policy.priorities().into_inner() };
                self.uint8(u64::from(lowest)..=u64::from(highest), &mut read.cpu_priority, ignored)
            }
            Name::CPUSchedulingResetOnFork => self.boolean(&mut read.cpu_resets_on_fork, ignored),
            Name::CPUAffinity => self.processors(&mut read.processors, ignored),
            name => match (directory_purpose(name), mode_purpose(name), model_values::limited(name)) {
                (Some(purpose), _, _) => {
                    self.directories((name, purpose), &mut read.directories[purpose as usize], ignored)
                }
                (_, Some(purpose), _) => {
                    let mode = mode::parse(self.text).ok();
                    self.set(&mut read.directory_modes[purpose as usize], mode, ignored)
                }
                (_, _, Some(resource)) => {
                    let limit = self.limit(resource);
                    self.set(read.limits.entry(resource).or_default(), limit, ignored)
                }
                (None, None, None) => Outcome::Native,
            },
        }
    }
}
