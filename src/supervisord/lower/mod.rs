//! Lowers settings to the shared model, as supervisord 4.3.0 interprets them.
//!
//! Never fails: if supervisord refuses a value, or the value cannot be known, its leaf keeps the default; the linter
//! reports the former and asks for the latter.

pub(crate) mod dependent_startup;
mod deployment;
mod env;
mod listener;
mod names;
mod program;
mod socket;
mod text;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use super::config::{Config, Entry, Section, Settings};
use super::kinds::{boolean, environment, integer, list, octal};
use super::options::{Name, SectionKind};
use crate::emission::Emission;
use crate::ir::{Assignment, Decided, Limit, Resource, SettingId, SettingIds, Text};
use crate::source::{FileId, Map, Sources};
pub(crate) use env::Environment;
use env::SharedVariables;
use names::{Names, ProcessNumbers};
use text::expand;
use variables::Variables;

/// The greatest number of processes of one program that are modelled. supervisord has no limit; a larger number is a
/// mistake, and following it would exhaust memory.
pub const MAX_INSTANCES: i64 = 10_000;

/// The soft limit on open files, which programs can raise, under systemd and under supervisord without `minfds`.
const DEFAULT_OPEN_FILES: u64 = 1024;

/// Lowers the programs of one configuration.
#[derive(Debug)]
pub struct Lowering<'a> {
    config: &'a Config,
    sources: &'a Sources,
    /// The given values of `%(ENV_…)s`: the environment in which supervisord itself is started.
    given: SharedVariables,
    /// The same for everything that it reads after its own section: overridden by what `[supervisord] environment` sets
    /// (4.2.2 and newer).
    environment: SharedVariables,
    /// Settings that apply to every program.
    global: Global<'a>,
    /// The groups that list a program, by its name.
    groups: Map<Vec<u8>, Vec<String>>,
    /// For a configuration that was emitted here: the programs whose command must be taken literally.
    emitted_verbatim: Option<BTreeSet<String>>,
}

/// The settings of `[supervisord]` that apply to every program.
#[derive(Debug)]
struct Global<'a> {
    user: Option<(SettingId, Text<'a>)>,
    assignments: Vec<Assignment<'a>>,
    directory: Option<(SettingId, Text<'a>)>,
    umask: Option<(SettingId, u32)>,
    /// `minfds`, if it is above what systemd sets anyway.
    limits: Decided<Vec<Limit>>,
    /// Whether supervisord daemonizes: `[supervisord] directory` and `umask` have an effect only then.
    daemonizes: bool,
    /// The settings whose value depends on supervisord's environment, so that the default is used.
    unknown: Vec<SettingId>,
}

impl Global<'_> {
    /// The values without `[supervisord]`.
    const fn new() -> Self {
        Self {
            user: None,
            assignments: Vec::new(),
            directory: None,
            umask: None,
            limits: Decided::default_of(Vec::new()),
            daemonizes: true,
            unknown: Vec::new(),
        }
    }
}

impl<'a> Global<'a> {
    /// The directory that supervisord changes to, and against which relative paths are resolved: it changes to it after
    /// reading its files and before starting the first program (`_daemonize()` in options.py). `None` if it stays in
    /// the one where it was started, or if the directory is relative to that.
    fn working_directory(&self) -> Option<&(SettingId, Text<'a>)> {
        let known = |(_, path): &&(SettingId, Text<'a>)| path.is_absolute() == Some(true);
        self.directory.as_ref().filter(|_| self.daemonizes).filter(known)
    }

    /// Resolves a path as supervisord does when it starts a program; also returns its own setting if that takes part.
    fn resolve_path(&self, path: Text<'a>) -> (Text<'a>, Option<SettingId>) {
        match self.working_directory() {
            Some((id, directory)) if path.is_absolute() == Some(false) && path.bytes() != Some(b"") => {
                (path.resolved_against(directory), Some(*id))
            }
            _ => (path, None),
        }
    }
}

impl<'a> Lowering<'a> {
    /// Reads the settings that apply to all programs.
    #[must_use]
    pub fn new(config: &'a Config, sources: &'a Sources, given: &BTreeMap<String, String>) -> Self {
        let given = SharedVariables::new(given);
        let mut lowering = Self {
            config,
            sources,
            environment: given.clone(),
            given,
            global: Global::new(),
            groups: Map::new(),
            emitted_verbatim: None,
        };
        lowering.read_global();
        lowering.read_groups();
        lowering
    }

    /// Marks the configuration as emitted: its commands may have forms that only the emitter writes, and some that look
    /// like such forms are not.
    #[must_use]
    pub fn emitted_by(mut self, emission: &Emission) -> Self {
        self.emitted_verbatim = Some(emission.verbatim_commands.clone());
        self
    }

    fn read_global(&mut self) {
        let (config, sources) = (self.config, self.sources);
        let Some(section) = config.section(SectionKind::Supervisord) else { return };
        let settings = config.settings(section, sources);
        let given = Environment::shared(&self.given);
        let get = |name: Name| {
            let entry = config.entry(settings.get(name)?, sources);
            let names = global_names(&given, self.here(entry.id.file));
            let passes = if name == Name::Environment { 2 } else { 1 };
            Some((entry.id, expand(entry.value(), &names, passes)))
        };
        let mut global = Global::new();
        let unknown = [Name::Nodaemon, Name::Umask, Name::Minfds].into_iter().filter_map(get);
        let unknown = unknown.filter(|(_, value)| value.known().is_none());
        global.unknown = unknown.map(|(id, _)| id).collect();
        if let Some((_, value)) = get(Name::Nodaemon)
            && let Some(Ok(nodaemon)) = value.known().map(boolean::parse)
        {
            global.daemonizes = !nodaemon;
        }
        global.user = get(Name::User).map(|(id, value)| (id, value.user(id.file)));
        global.directory = get(Name::Directory).map(|(id, value)| (id, value.whole(id.file)));
        global.umask =
            get(Name::Umask).and_then(|(id, value)| Some((id, mask(octal::parse(value.known()?).ok()?))));
        if let Some((id, value)) = get(Name::Minfds)
            && let Some(Ok(count)) = value.known().map(integer::parse)
        {
            let soft = u64::try_from(count).unwrap_or_default();
            let limit = Limit { resource: Resource::OpenFiles, soft, hard: None };
            let limits = if soft > DEFAULT_OPEN_FILES { vec![limit] } else { Vec::new() };
            global.limits = Decided::by(limits, SettingIds::one(id));
        }
        if let Some((id, value)) = get(Name::Environment) {
            let pairs = environment::parse(value.text(), environment::Dialect::Legacy).unwrap_or_default();
            let mut variables = Variables::default();
            for pair in pairs {
                let assignment = Assignment {
                    name: value.cut_text(pair.key, pair.key_span, id.file),
                    value: value.cut_text(pair.value, pair.value_span, id.file),
                    source: id,
                };
                match (assignment.name.as_str(), assignment.value.as_str()) {
                    (Some(name), Some(text)) => self.environment.set(name, text),
                    (Some(name), None) => self.environment.forget(name),
                    (None, _) => {}
                }
                variables.set(assignment);
            }
            global.assignments = variables.into_vec();
        }
        self.global = global;
    }

    fn read_groups(&mut self) {
        let mut settings = Settings::new();
        for section in self.config.sections.iter().filter(|section| section.kind == Some(SectionKind::Group))
        {
            let group = String::from_utf8_lossy(self.config.member_name(section, self.sources)).into_owned();
            for member in self.members(section, &mut settings) {
                self.groups.get_or_insert_with(member.into_bytes(), Vec::new).push(group.clone());
            }
        }
    }

    /// The names that a group lists.
    fn members(&self, section: &Section, settings: &mut Settings) -> Vec<String> {
        self.config.fill(section, self.sources, settings, |_| {});
        let Some(entry) = self.setting(settings, Name::Programs) else { return Vec::new() };
        let environment = self.shared_environment();
        let names = global_names(&environment, self.here(entry.id.file));
        let value = expand(entry.value(), &names, 1);
        list::items(value.text()).map(|(name, _)| name.to_owned()).collect()
    }

    /// Whether a group lists the program of a section.
    #[must_use]
    pub fn is_grouped(&self, section: &Section) -> bool {
        !self.groups_of(section).is_empty()
    }

    /// The groups that list the program of a section, by its name exactly as it is after the colon of the header,
    /// including whitespace. An event listener is in a group of its own, even if a program has the same name
    /// (`process_groups_from_parser` of 4.3.0).
    #[must_use]
    pub fn groups_of(&self, section: &Section) -> &[String] {
        let Some(kind @ (SectionKind::Program | SectionKind::FcgiProgram)) = section.kind else { return &[] };
        let (header, _, _) = self.config.name_of(section, self.sources);
        self.groups.get(kind.member(header)).map_or(&[], Vec::as_slice)
    }

    /// Whether supervisord changes to a directory with a known path before it starts the first program.
    #[must_use]
    pub fn has_working_directory(&self) -> bool {
        self.global.working_directory().is_some()
    }

    fn setting(&self, settings: &Settings, name: Name) -> Option<Entry<'a>> {
        settings.get(name).map(|id| self.config.entry(id, self.sources))
    }

    /// The values of `%(ENV_NAME)s` without those that a program sets.
    const fn shared_environment(&self) -> Environment<'_> {
        Environment::shared(&self.environment)
    }

    fn here(&self, file: FileId) -> &'a str {
        &self.config.file(file).here
    }

    /// The value of `%(ENV_name)s` in a section: what was given, overridden by `[supervisord] environment` for
    /// everything that is read after it, and, with `settings`, by the section's own `environment`.
    #[must_use]
    pub fn variable(&self, name: &str, section: &Section, settings: Option<&Settings>) -> Option<String> {
        match settings.filter(|_| section.kind.is_some_and(SectionKind::runs_processes)) {
            Some(settings) => self.environment_of(section, settings).text(name).map(str::to_owned),
            None if matches!(section.kind, Some(SectionKind::Include | SectionKind::Supervisord)) => {
                self.given.get(name).map(str::to_owned)
            }
            None => self.environment.get(name).map(str::to_owned),
        }
    }
}

/// The names that can be used outside of programs.
fn global_names<'n>(environment: &'n Environment<'n>, here: &'n str) -> Names<'n> {
    let numbers = ProcessNumbers { first: 0, count: 1 };
    Names { program: "", group: "", here, numbers, number_spec: None, environment }
}

/// A mask as the kernel uses it: only the permission bits of the number count.
const fn mask(number: i64) -> u32 {
    number.rem_euclid(0o1000) as u32
}
