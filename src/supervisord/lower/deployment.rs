//! Lowers a whole configuration to a deployment: services, groups, and settings that only supervisord has.

use std::collections::BTreeSet;

use super::listener::ReceivedEvents;
use super::{Lowering, dependent_startup};
use crate::ir::{
    Assignment, Deployment, Group, Leaf, Listener, Native, NativeReason, PartlyKept, Service, SettingId,
    SettingIds,
};
use crate::secret;
use crate::source::MappedText;
use crate::supervisord::config::{Entry, Section, Settings};
use crate::supervisord::defaults;
use crate::supervisord::kinds::log_level::{self, LogLevel};
use crate::supervisord::kinds::{boolean, byte_size, expansion, integer, list};
use crate::supervisord::options::{Name, OptionKind, OptionRow, SectionKind};

impl<'a> Lowering<'a> {
    /// Lowers the whole configuration.
    #[must_use]
    pub fn deployment(&self) -> Deployment<'a> {
        let mut deployment = Deployment::default();
        deployment.services.reserve(self.config.sections.len());
        deployment.missing = &self.config.missing;
        deployment.runs_as = self.global.user.as_ref().map(|(_, user)| user.clone());
        let mut settings = Settings::new();
        let (mut overridden, mut entries) = (BTreeSet::new(), Vec::new());
        let mut dependent = Vec::new();
        let received = self.received_events();
        for section in &self.config.sections {
            overridden.clear();
            entries.clear();
            self.config.fill(section, self.sources, &mut settings, |read| {
                if self.is_read(section, &read.entry) {
                    overridden.extend(read.replaces);
                }
                entries.push(read.entry);
            });
            let (service, unknown) = self.add_section(section, &settings, &mut deployment);
            for entry in &entries {
                let id = entry.id;
                if let (Some(SectionKind::Program), Some(service), None) = (section.kind, service, entry.row)
                    && !overridden.contains(&id)
                    && let Some(name) = dependent_startup::Name::of(entry.name())
                {
                    let value = entry.value().text().unwrap_or_default().to_owned();
                    dependent.push(dependent_startup::Setting { service, name, id, value });
                    continue;
                }
                let reason = match (section.kind, entry.row) {
                    (None, _) => Some(NativeReason::UnknownSection),
                    _ if !self.is_read(section, entry) => Some(NativeReason::WithoutEffect),
                    (Some(_), _) if overridden.contains(&id) => Some(NativeReason::Overridden),
                    // Plugins receive all other entries of their section.
                    (Some(SectionKind::RpcInterface | SectionKind::CtlPlugin), None) => {
                        Some(NativeReason::Table)
                    }
                    (Some(_), None) => Some(NativeReason::UnknownName),
                    (Some(_), Some(_)) if unknown.contains(&id) => Some(NativeReason::UnknownValue),
                    (Some(kind), Some(row)) => {
                        self.reason_of((kind, row), section, entry, service, received, &deployment)
                    }
                };
                let reason = reason.or_else(|| {
                    self.uses_temporary_here(entry)
                        .then_some(NativeReason::PartlyKept(PartlyKept::DirectoryAsRead))
                });
                let native = |reason| Native { setting: id, service, reason };
                deployment.natives.extend(reason.map(native));
            }
        }
        if !dependent.is_empty() {
            dependent_startup::apply(dependent, &mut deployment);
        }
        self.add_global(&mut deployment);
        self.add_defaults(&mut deployment);
        deployment
    }

    /// Why an option in effect, with a known value, is not a leaf, or not in full.
    fn reason_of(
        &self,
        (kind, row): (SectionKind, &OptionRow),
        section: &Section,
        entry: &Entry<'_>,
        service: Option<usize>,
        received: ReceivedEvents,
        deployment: &Deployment<'_>,
    ) -> Option<NativeReason> {
        let hands_on = || deployment.listeners.last().is_some_and(|one| one.forwards_output);
        match kind {
            // supervisord creates the members of a group as plain programs and never opens the socket.
            SectionKind::FcgiProgram if is_socket(row.name) && self.is_grouped(section) => {
                return Some(NativeReason::WithoutEffect);
            }
            // It is part of the listener, as its command is.
            SectionKind::EventListener if row.name == Name::ResultHandler && hands_on() => return None,
            _ => {}
        }
        match self.native_reason(kind, row.name) {
            Some(NativeReason::Table) if is_default_value(row, &entry.value()) => Some(NativeReason::Default),
            Some(NativeReason::Table) if !received.include(kind, row.name) => Some(NativeReason::NoListener),
            // `log_to_mainlog` in dispatchers.py.
            Some(NativeReason::Table) if row.name == Name::Loglevel && is_for_debugging(&entry.value()) => {
                Some(NativeReason::LogsOutput)
            }
            None if row.name == Name::Environment => {
                let own = service.and_then(|service| deployment.services.get(service));
                let all = own.map_or(&self.global.assignments, |own| &own.assignments.value);
                let is_secret = |one: &Assignment<'_>| one.source == entry.id && is_secret(one);
                all.iter().any(is_secret).then_some(NativeReason::PartlyKept(PartlyKept::WorldReadableSecret))
            }
            // The socket is opened for the first process that is created, and closed with the last (`SocketManager` in
            // socket_manager.py).
            None if row.name == Name::Socket && !self.uses_temporary_here(entry) => {
                Some(NativeReason::PartlyKept(PartlyKept::SocketClosesWithProcess))
            }
            reason => reason,
        }
    }

    /// Adds what a section defines; returns the index of its service, if any, and the settings whose value depends on
    /// supervisord's environment.
    fn add_section(
        &self,
        section: &Section,
        settings: &Settings,
        deployment: &mut Deployment<'a>,
    ) -> (Option<usize>, Vec<SettingId>) {
        match section.kind {
            Some(SectionKind::Program | SectionKind::FcgiProgram) => {
                let unknown = self.add_program(section, settings, &mut deployment.services);
                (Some(deployment.services.len() - 1), unknown)
            }
            Some(SectionKind::EventListener) => {
                deployment.listeners.push(self.listener(section, settings));
                (None, Vec::new())
            }
            Some(SectionKind::Group) => {
                let (group, unknown) = self.group(section, settings);
                deployment.groups.push(group);
                (None, unknown)
            }
            Some(SectionKind::Supervisord) => (None, self.global.unknown.clone()),
            _ => (None, Vec::new()),
        }
    }

    /// The group that a section defines, and its settings whose value depends on supervisord's environment.
    fn group(&self, section: &Section, settings: &Settings) -> (Group, Vec<SettingId>) {
        let (_, file, span) = self.config.name_of(section, self.sources);
        let environment = self.shared_environment();
        let text = |name: Name| {
            let entry = self.setting(settings, name)?;
            let names = super::global_names(&environment, self.here(entry.id.file));
            Some((entry.id, super::expand(entry.value(), &names, 1)))
        };
        let programs = text(Name::Programs);
        let priority = text(Name::Priority);
        let members = programs.as_ref().map(|(_, value)| {
            let names = list::items(value.text()).map(|(name, _)| name.to_owned());
            names.filter(|name| !name.is_empty()).collect()
        });
        let rank = priority.as_ref().and_then(|(_, value)| integer::parse(value.known()?).ok());
        let unknown = [&programs, &priority].into_iter().flatten();
        let unknown: Vec<SettingId> =
            unknown.filter(|(_, value)| value.known().is_none()).map(|(id, _)| *id).collect();
        let known = |id: &SettingId| !unknown.contains(id);
        let group = Group {
            name: String::from_utf8_lossy(self.config.member_name(section, self.sources)).into_owned(),
            place: (file, span),
            members: members.unwrap_or_default(),
            members_from: SettingIds::of([programs.map(|(id, _)| id).filter(known)]),
            rank: Some(rank.unwrap_or(defaults::PRIORITY)),
            rank_from: SettingIds::of([priority.map(|(id, _)| id).filter(known)]),
            at_boot: true,
            at_boot_from: SettingIds::NONE,
            stops_concurrently: true,
        };
        (group, unknown)
    }

    /// Whether a value contains `%(here)s` in a file that may be in a checkout, whose directory is not the final one.
    fn uses_temporary_here(&self, entry: &Entry<'_>) -> bool {
        if !self.sources.get(entry.id.file).has_temporary_path() {
            return false;
        }
        let value = entry.value();
        let has_here =
            |text: &str| expansion::is_needed(text) && expansion::names(text).any(|name| name == "here");
        value.text().is_some_and(has_here)
    }

    /// Whether supervisord reads an entry: it reads `[include]` only in the main file.
    fn is_read(&self, section: &Section, entry: &Entry<'_>) -> bool {
        let is_main = || self.config.files.first().is_some_and(|main| main.id == entry.id.file);
        section.kind != Some(SectionKind::Include) || is_main()
    }

    /// Why a setting with a known name is not a leaf; `None` if it is one.
    fn native_reason(&self, kind: SectionKind, name: Name) -> Option<NativeReason> {
        let is_leaf = match kind {
            SectionKind::Program => is_program_leaf(name),
            SectionKind::FcgiProgram => is_program_leaf(name) || is_socket(name),
            SectionKind::EventListener => matches!(name, Name::Command | Name::Events | Name::User),
            SectionKind::Include if name == Name::Files && !self.config.missing.is_empty() => {
                return Some(NativeReason::NotFound);
            }
            // This file is included by another one, and its `[include]` is not read.
            SectionKind::Include if self.config.section(SectionKind::Supervisord).is_none() => {
                return Some(NativeReason::WithoutEffect);
            }
            SectionKind::Group => matches!(name, Name::Programs | Name::Priority),
            SectionKind::Supervisord => match name {
                Name::User | Name::Environment => true,
                Name::Minfds => !self.global.limits.from.is_default(),
                Name::Directory | Name::Umask if self.global.daemonizes => true,
                // With `nodaemon=true` both have no effect (L2, L3).
                Name::Directory | Name::Umask => return Some(NativeReason::WithoutEffect),
                _ => false,
            },
            _ => false,
        };
        (!is_leaf).then_some(NativeReason::Table)
    }

    /// Adds the settings of `[DEFAULT]` without effect; the others apply to every section that does not set them
    /// itself.
    fn add_defaults(&self, deployment: &mut Deployment<'a>) {
        let entries = || self.config.default_entries(self.sources);
        let mut last = Settings::new();
        for entry in entries() {
            _ = Name::of(entry.name()).and_then(|name| last.set(name, entry.id));
        }
        for entry in entries() {
            // An entry that is overridden within `[DEFAULT]`, or is not an option, reaches no section: the costly check
            // is not needed.
            let reaches = Name::of(entry.name()).is_some_and(|name| last.get(name) == Some(entry.id));
            if !(reaches && decides(entry.id, deployment)) {
                let reason = NativeReason::WithoutEffect;
                deployment.natives.push(Native { setting: entry.id, service: None, reason });
            }
        }
    }

    /// Adds the settings of `[supervisord]` that apply to every program but that no program uses, so that they affect
    /// only supervisord itself.
    fn add_global(&self, deployment: &mut Deployment<'a>) {
        let Some(section) = self.config.section(SectionKind::Supervisord) else { return };
        let settings = self.config.settings(section, self.sources);
        for name in [Name::User, Name::Environment, Name::Directory, Name::Umask, Name::Minfds] {
            let is_leaf = self.native_reason(SectionKind::Supervisord, name).is_none();
            // Those from `[DEFAULT]` are handled there.
            let is_known = |id: &SettingId| !self.global.unknown.contains(id);
            let own = settings.get(name).filter(|id| !self.config.is_default(*id)).filter(is_known);
            if let Some(setting) = own.filter(|id| is_leaf && !decides(*id, deployment)) {
                // What was found about its value does not matter then.
                deployment.natives.retain(|native| native.setting != setting);
                let reason = NativeReason::UnusedDefault;
                deployment.natives.push(Native { setting, service: None, reason });
            }
        }
    }
}

/// Whether a setting decides a leaf, or part of a group or listener.
fn decides(setting: SettingId, deployment: &Deployment<'_>) -> bool {
    let decides = |service: &Service<'_>| Leaf::ALL.iter().any(|leaf| service.from(*leaf).contains(setting));
    let ranks =
        |group: &Group| [&group.members_from, &group.rank_from].iter().any(|from| from.contains(setting));
    let tells = |listener: &Listener<'_>| {
        [&listener.from, &listener.user.from].iter().any(|from| from.contains(setting))
    };
    deployment.services.iter().any(decides)
        || deployment.listeners.iter().any(tells)
        || deployment.groups.iter().any(ranks)
}

/// Whether a log level of supervisord is one for debugging.
fn is_for_debugging(value: &MappedText<'_>) -> bool {
    let level = value.text().and_then(|text| log_level::parse(text.trim()).ok());
    level.is_some_and(|level| level >= LogLevel::Debug)
}

/// Whether the value is the same as the default.
fn is_default_value(row: &OptionRow, value: &MappedText<'_>) -> bool {
    let Some(text) = value.borrowed_text().map(str::trim) else { return false };
    let default = row.default();
    text == default
        || match row.kind {
            OptionKind::Boolean => boolean::parse(text).is_ok_and(|own| boolean::parse(default) == Ok(own)),
            OptionKind::ByteSize => {
                byte_size::parse(text).is_ok_and(|own| byte_size::parse(default) == Ok(own))
            }
            // A keyword, ignoring case.
            _ => row.name == Name::Serverurl && text.eq_ignore_ascii_case(default),
        }
}

/// Whether a variable contains a secret, and not the path of a file that does.
fn is_secret(assignment: &Assignment<'_>) -> bool {
    let is_named = assignment.name.bytes().is_some_and(secret::name::is_secret_name);
    is_named && assignment.value.as_str().is_some_and(secret::name::is_literal_secret)
}

/// Whether an option configures the socket of a FastCGI program.
fn is_socket(name: Name) -> bool {
    matches!(name, Name::Socket | Name::SocketOwner | Name::SocketMode | Name::SocketBacklog)
}

/// Whether the model holds the meaning of an option of a program.
fn is_program_leaf(name: Name) -> bool {
    !matches!(
        name,
        Name::Serverurl
            | Name::StdoutCaptureMaxbytes
            | Name::StderrCaptureMaxbytes
            | Name::StdoutEventsEnabled
            | Name::StderrEventsEnabled
    )
}
