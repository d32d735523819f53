//! The process groups that supervisord makes of a configuration, and the names of the processes in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{FileId, Sources, Span};
use crate::supervisord::config::{Config, Section, Settings};
use crate::supervisord::kinds::expansion::{self, LONGEST_PADDING, Value};
use crate::supervisord::kinds::{integer, list, python, space};
use crate::supervisord::lower::MOST_INSTANCES;
use crate::supervisord::options::{Name, SectionKind};

/// A group as supervisord makes it: of a `[group:x]`, or of a program, event listener or fcgi-program for itself.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) name: String,
    /// The name of the section that makes it.
    pub(crate) place: (FileId, Span),
    pub(crate) priority: i64,
}

/// All groups, in the order in which supervisord makes them (`options.py` of 4.3.0, `process_groups_from_parser`):
/// `[group:]` sections, then programs, event listeners and fcgi-programs that are in no group.
pub(crate) fn groups(config: &Config, sources: &Sources) -> Vec<Group> {
    let of = |kind| config.sections.iter().filter(move |section| section.kind == Some(kind));
    let mut settings = Settings::new();
    let mut groups = Vec::new();
    let mut grouped: BTreeSet<&[u8]> = BTreeSet::new();
    for section in of(SectionKind::Group) {
        config.fill(section, sources, &mut settings, |_| {});
        let programs = members(config, sources, &settings);
        grouped.extend(programs.into_iter().map(|program| config.name_of(program, sources).0));
        groups.push(group(config, sources, section, &settings));
    }
    for kind in [SectionKind::Program, SectionKind::EventListener, SectionKind::FcgiProgram] {
        for section in of(kind).filter(|section| !grouped.contains(config.name_of(section, sources).0)) {
            config.fill(section, sources, &mut settings, |_| {});
            groups.push(group(config, sources, section, &settings));
        }
    }
    groups
}

/// The sections that a group lists, each once; those that there are not are left out.
pub(crate) fn members<'c>(config: &'c Config, sources: &Sources, settings: &Settings) -> Vec<&'c Section> {
    let value = settings.get(Name::Programs).map(|id| config.entry(id, sources).value());
    listed(config, value.as_ref().and_then(|value| value.text()).unwrap_or_default())
}

/// The sections that a list of a group names, each once; those that there are not are left out.
pub(crate) fn listed<'c>(config: &'c Config, list: &str) -> Vec<&'c Section> {
    let mut programs: Vec<&Section> = Vec::new();
    let mut known = BTreeSet::new();
    for (name, _) in list::items(list) {
        let mut prefixes = ["program:", "fcgi-program:"].into_iter();
        let found = prefixes.find_map(|prefix| config.named(format!("{prefix}{name}").as_bytes()));
        // A program that is listed twice makes its processes twice, and the second ones take the names over.
        if let Some(program) = found.filter(|_| known.insert(name.to_owned())) {
            programs.push(program);
        }
    }
    programs
}

/// Whether there may be two groups of one name: nearly no configuration comes near to it.
pub(crate) fn may_collide(config: &Config, sources: &Sources) -> bool {
    const KINDS: [SectionKind; 4] =
        [SectionKind::Group, SectionKind::Program, SectionKind::EventListener, SectionKind::FcgiProgram];
    config.sections.iter().any(|section| {
        let Some(kind) = section.kind.filter(|kind| KINDS.contains(kind)) else { return false };
        let (header, _, _) = config.name_of(section, sources);
        let name = kind.member(header);
        if space::strip(name).len() != name.len() {
            return true;
        }
        // Most are programs; one of the others has to be there as well.
        kind != SectionKind::Program
            && KINDS.into_iter().filter(|other| *other != kind).any(|other| {
                let header = [other.prefix().as_bytes(), name].concat();
                config.named(&header).is_some()
            })
    })
}

fn group(config: &Config, sources: &Sources, section: &Section, settings: &Settings) -> Group {
    let (_, file, span) = config.name_of(section, sources);
    let default = if section.kind == Some(SectionKind::EventListener) { -1 } else { 999 };
    Group {
        name: String::from_utf8_lossy(config.member_name(section, sources)).into_owned(),
        place: (file, span),
        priority: number(config, sources, settings, Name::Priority, default).unwrap_or(default),
    }
}

/// The value of an option that is a number; none if it cannot be known.
fn number(config: &Config, sources: &Sources, settings: &Settings, name: Name, default: i64) -> Option<i64> {
    let Some(id) = settings.get(name) else { return Some(default) };
    integer::parse(config.entry(id, sources).value().text()?).ok()
}

/// The names that the processes of a section have in a group, in the order in which they are made; none if they cannot
/// be known. `settings` is filled with what holds in the section; `environment` has the values for `%(ENV_name)s`.
pub(crate) fn process_names(
    config: &Config,
    sources: &Sources,
    section: &Section,
    settings: &Settings,
    group: &str,
    environment: &BTreeMap<String, String>,
) -> Option<Vec<String>> {
    let program = std::str::from_utf8(config.member_name(section, sources)).ok()?;
    let count = number(config, sources, settings, Name::Numprocs, 1)?;
    let first = number(config, sources, settings, Name::NumprocsStart, 0)?;
    let written = settings.get(Name::ProcessName).map(|id| config.entry(id, sources).value());
    let template = match &written {
        Some(value) => python::strip(value.text()?),
        None => "%(program_name)s",
    };
    let mut names = Vec::new();
    let mut length = 0;
    for at in 0..count.clamp(0, MOST_INSTANCES) {
        let name = expansion::expand(template, |name| match name {
            "program_name" => Some(Value::Str(program)),
            "group_name" => Some(Value::Str(group)),
            "process_num" => Some(Value::Int(first.saturating_add(at))),
            "numprocs" => Some(Value::Int(count)),
            // The same for all, whatever it is; no name can hold a NUL from elsewhere.
            "host_node_name" => Some(Value::Str("\0")),
            _ => Some(Value::Str(environment.get(name.strip_prefix("ENV_")?)?)),
        });
        let name = name.ok()?.into_owned();
        // `%(process_num)0999999d` for thousands of processes: supervisord would try, and nobody waits for it here.
        length += name.len() as u64;
        if length > LONGEST_PADDING {
            return None;
        }
        names.push(name);
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn read(text: &str) -> (Config, Sources) {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.conf", text.as_bytes().to_vec()).unwrap());
        (Config::of_file(id, &sources), sources)
    }

    #[test]
    fn groups_come_in_supervisords_order() {
        let (config, sources) = read(
            "[fcgi-program:f]\n[eventlistener:e]\n[program:b]\n[program:a]\npriority=5\n[group:g]\nprograms=b, x\n[program:c]\n",
        );
        let groups: Vec<_> =
            groups(&config, &sources).into_iter().map(|group| (group.name, group.priority)).collect();
        let expected = [("g", 999), ("a", 5), ("c", 999), ("e", -1), ("f", 999)];
        assert!(groups.iter().map(|(name, priority)| (name.as_str(), *priority)).eq(expected));
    }

    #[test]
    fn processes_are_numbered_from_numprocs_start() {
        let names = |lines: &str| {
            let (config, sources) = read(&format!("[program:w]\n{lines}"));
            let mut settings = Settings::new();
            config.fill(&config.sections[0], &sources, &mut settings, |_| {});
            process_names(&config, &sources, &config.sections[0], &settings, "g", &BTreeMap::new())
        };
        assert_eq!(names("").unwrap(), ["w"]);
        assert_eq!(names("numprocs=0").unwrap(), [""; 0]);
        let numbered = "numprocs=2\nnumprocs_start=7\nprocess_name=%(group_name)s_%(process_num)02d";
        assert_eq!(names(numbered).unwrap(), ["g_07", "g_08"]);
        assert_eq!(names("process_name=%(ENV_X)s"), None);
        assert_eq!(names("numprocs=%(ENV_N)s"), None);
    }
}
