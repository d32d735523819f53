//! From settings to the shared model: what supervisord 4.3.0 does with them.
//!
//! Total: a value that supervisord refuses, or that cannot be known, leaves its leaf at the default; the linter reports
//! the one, and asks for the other.

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
use crate::ir::{Assignment, Decided, Limit, Resource, SettingId, Sources as From, Text};
use crate::source::{FileId, Map, Sources};
pub(crate) use env::Environment;
use env::Shared;
use names::{Names, Numbers};
use text::expand;
use variables::Variables;

/// The most processes of one program that are told apart. supervisord has no limit; a number beyond this is a slip, and
/// following it would fill the memory.
pub const MOST_INSTANCES: i64 = 10_000;

/// So many open files systemd allows at first, and supervisord without `minfds`: a soft limit that programs can raise.
const USUAL_OPEN_FILES: u64 = 1024;

/// Lowers the programs of one configuration.
#[derive(Debug)]
pub struct Lowering<'a> {
    config: &'a Config,
    sources: &'a Sources,
    /// Values for `%(ENV_…)s` that were given: what supervisord itself is started with.
    given: Shared,
    /// The same for all that it reads after its own section: what was given, and over it what `[supervisord] environment` sets (4.2.2 and newer).
    environment: Shared,
    /// What holds for every program.
    global: Global<'a>,
    /// The groups that a program is listed in, by its name.
    groups: Map<Vec<u8>, Vec<String>>,
    /// Of a configuration that was made here, the programs whose command is taken as it is written.
    made: Option<BTreeSet<String>>,
}

/// What `[supervisord]` says for every program.
#[derive(Debug)]
struct Global<'a> {
    user: Option<(SettingId, Text<'a>)>,
    assignments: Vec<Assignment<'a>>,
    directory: Option<(SettingId, Text<'a>)>,
    umask: Option<(SettingId, u32)>,
    /// `minfds`, where it is above what systemd gives anyway.
    limits: Decided<Vec<Limit>>,
    /// `[supervisord] directory` and `umask` act only when it daemonizes.
    daemonizes: bool,
    /// The settings whose value only supervisord's environment tells, so that the default was taken.
    unknown: Vec<SettingId>,
}

impl Global<'_> {
    /// What holds without `[supervisord]`.
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
    /// The folder that supervisord changes to, and with it all that is relative: it does that behind the reading of its files and
    /// before the first program (`_daemonize()` in options.py). None where it stays in the one that it was started in, or changes
    /// to one that is relative to that.
    fn folder(&self) -> Option<&(SettingId, Text<'a>)> {
        let known = |(_, path): &&(SettingId, Text<'a>)| path.begins_at_root() == Some(true);
        self.directory.as_ref().filter(|_| self.daemonizes).filter(known)
    }

    /// A path as supervisord means it at the start of a program, and the setting of its own that takes part.
    fn seen_from_folder(&self, path: Text<'a>) -> (Text<'a>, Option<SettingId>) {
        match self.folder() {
            Some((id, folder)) if path.begins_at_root() == Some(false) && path.bytes() != Some(b"") => {
                (path.seen_from(folder), Some(*id))
            }
            _ => (path, None),
        }
    }
}

impl<'a> Lowering<'a> {
    /// Looks at what holds for all programs.
    #[must_use]
    pub fn new(config: &'a Config, sources: &'a Sources, given: &BTreeMap<String, String>) -> Self {
        let given = Shared::of(given);
        let mut lowering = Self {
            config,
            sources,
            environment: given.clone(),
            given,
            global: Global::new(),
            groups: Map::new(),
            made: None,
        };
        lowering.read_global();
        lowering.read_groups();
        lowering
    }

    /// The same for what was emitted: a command of it may say what only we write, and not every one that looks like it was made.
    #[must_use]
    pub fn of(mut self, emission: &Emission) -> Self {
        self.made = Some(emission.as_written.clone());
        self
    }

    fn read_global(&mut self) {
        let (config, sources) = (self.config, self.sources);
        let Some(section) = config.section(SectionKind::Supervisord) else { return };
        let settings = config.settings(section, sources);
        let given = Environment::shared(&self.given);
        let get = |name: Name| {
            let entry = config.entry(settings.get(name)?, sources);
            let names = plain_names(&given, self.here(entry.id.file));
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
            let limits = if soft > USUAL_OPEN_FILES { vec![limit] } else { Vec::new() };
            global.limits = Decided::by(limits, From::one(id));
        }
        if let Some((id, value)) = get(Name::Environment) {
            let pairs = environment::parse(value.text(), environment::Dialect::Legacy).unwrap_or_default();
            let mut variables = Variables::default();
            for pair in pairs {
                let assignment = Assignment {
                    name: value.cut(pair.key, pair.key_span, id.file),
                    value: value.cut(pair.value, pair.value_span, id.file),
                    source: id,
                };
                if let (Some(name), Some(text)) = (assignment.name.as_str(), assignment.value.as_str()) {
                    self.environment.set(name, text);
                }
                variables.set(assignment);
            }
            global.assignments = variables.into_all();
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
        let names = plain_names(&environment, self.here(entry.id.file));
        let value = expand(entry.value(), &names, 1);
        list::items(value.text()).map(|(name, _)| name.to_owned()).collect()
    }

    /// Whether a group lists the program of a section.
    #[must_use]
    pub fn is_grouped(&self, section: &Section) -> bool {
        !self.groups_of(section).is_empty()
    }

    /// The groups that list the program of a section, by its name as it stands behind the colon of the header, blanks and all. An
    /// event listener is in a group of its own, whatever program has the same name (`process_groups_from_parser` of 4.3.0).
    #[must_use]
    pub fn groups_of(&self, section: &Section) -> &[String] {
        let Some(kind @ (SectionKind::Program | SectionKind::FcgiProgram)) = section.kind else { return &[] };
        let (header, _, _) = self.config.name_of(section, self.sources);
        self.groups.get(kind.member(header)).map_or(&[], Vec::as_slice)
    }

    /// Whether supervisord changes to a folder of a known path before it starts the first program.
    #[must_use]
    pub fn has_folder(&self) -> bool {
        self.global.folder().is_some()
    }

    fn setting(&self, settings: &Settings, name: Name) -> Option<Entry<'a>> {
        settings.get(name).map(|id| self.config.entry(id, self.sources))
    }

    /// What `%(ENV_NAME)s` stands for where no program sets it.
    const fn shared_environment(&self) -> Environment<'_> {
        Environment::shared(&self.environment)
    }

    fn here(&self, file: FileId) -> &'a str {
        &self.config.file(file).here
    }

    /// The value of a variable that `%(ENV_name)s` stands for: what was given, what `[supervisord] environment` sets for all
    /// that is read after it, and, with `settings`, what the section's own `environment` sets.
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

/// The names that exist outside of programs.
fn plain_names<'n>(environment: &'n Environment<'n>, here: &'n str) -> Names<'n> {
    let numbers = Numbers { first: 0, count: 1 };
    Names { program: "", group: "", here, numbers, number_spec: None, environment }
}

/// A mask as the system takes it: of the number only the bits of permissions count.
const fn mask(number: i64) -> u32 {
    number.rem_euclid(0o1000) as u32
}
