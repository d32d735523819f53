//! The process groups that supervisord makes from a configuration, and the names of their processes.

use std::collections::BTreeSet;

use crate::lint::{ConfigContext, SectionContext};
use crate::source::{FileId, Sources, Span};
use crate::supervisord::config::{Config, Section, Settings};
use crate::supervisord::kinds::expansion::{MAX_PADDING, Value};
use crate::supervisord::kinds::{list, python, space};
use crate::supervisord::lower::MAX_INSTANCES;
use crate::supervisord::options::{Name, SectionKind};

/// The kinds of section that make a process group, in the order in which supervisord makes them (`options.py` of 4.3.0,
/// `process_groups_from_parser`).
pub(crate) const GROUP_KINDS: [SectionKind; 4] =
    [SectionKind::Group, SectionKind::Program, SectionKind::EventListener, SectionKind::FcgiProgram];

/// A process group as supervisord makes it: from a `[group:x]`, or from a program, event listener or fcgi-program of
/// its own.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) name: String,
    /// The name of the section that makes it.
    pub(crate) place: (FileId, Span),
    pub(crate) priority: i64,
}

/// All groups, in the order in which supervisord makes them; a program or fcgi-program that is in one makes none of its
/// own. `None` if the programs of a group cannot be known: it may list any of them.
pub(crate) fn groups(context: &ConfigContext<'_>) -> Option<Vec<Group>> {
    let (config, sources) = (context.config, context.sources);
    let mut settings = Settings::new();
    let mut groups = Vec::new();
    for kind in GROUP_KINDS {
        for section in config.sections.iter().filter(|section| section.kind == Some(kind)) {
            if context.lowering.is_grouped(section) {
                continue;
            }
            config.fill(section, sources, &mut settings, |_| {});
            let section = context.section(section, &settings);
            if section.entry(Name::Programs).is_some() && section.expanded(Name::Programs).is_none() {
                return None;
            }
            groups.push(group(&section));
        }
    }
    Some(groups)
}

/// The sections that the list of a group names, each once; names without a section are left out.
pub(crate) fn listed_programs<'c>(config: &'c Config, list: &str) -> Vec<&'c Section> {
    let mut programs: Vec<&Section> = Vec::new();
    let mut known = BTreeSet::new();
    for (name, _) in list::items(list) {
        let mut kinds = [SectionKind::Program, SectionKind::FcgiProgram].into_iter();
        let found =
            kinds.find_map(|kind| config.section_by_header(format!("{}{name}", kind.prefix()).as_bytes()));
        // A program that is listed twice makes its processes twice, and the second ones take over the names.
        if let Some(program) = found.filter(|_| known.insert(name.to_owned())) {
            programs.push(program);
        }
    }
    programs
}

/// Whether two groups may have the same name: a quick check, true for hardly any configuration.
pub(crate) fn may_collide(config: &Config, sources: &Sources) -> bool {
    config.sections.iter().any(|section| {
        let Some(kind) = section.kind.filter(|kind| GROUP_KINDS.contains(kind)) else { return false };
        let (header, _, _) = config.name_of(section, sources);
        let name = kind.member(header);
        if space::strip(name).len() != name.len() {
            return true;
        }
        // Most sections are programs; for a collision, there must be one of another kind as well.
        kind != SectionKind::Program
            && GROUP_KINDS.into_iter().filter(|other| *other != kind).any(|other| {
                let header = [other.prefix().as_bytes(), name].concat();
                config.section_by_header(&header).is_some()
            })
    })
}

fn group(context: &SectionContext<'_>) -> Group {
    // A priority that is not known counts as the default.
    let priority = context.number(Name::Priority).or_else(|| context.default_number(Name::Priority));
    Group {
        name: String::from_utf8_lossy(context.config.member_name(context.section, context.sources))
            .into_owned(),
        place: context.header(),
        priority: priority.unwrap_or_default(),
    }
}

/// The names of a section's processes in a group, in the order in which supervisord makes them; `None` if they cannot
/// be known.
pub(crate) fn process_names(context: &SectionContext<'_>, group: &str) -> Option<Vec<String>> {
    let program = std::str::from_utf8(context.config.member_name(context.section, context.sources)).ok()?;
    let count = context.number(Name::Numprocs)?;
    let first = context.number(Name::NumprocsStart)?;
    let numbers = 0..count.clamp(0, MAX_INSTANCES);
    let Some(entry) = context.entry(Name::ProcessName) else {
        return Some(numbers.map(|_| program.to_owned()).collect());
    };
    let value = entry.value();
    let template = python::strip(value.text()?);
    let known = context.names(Name::ProcessName, template)?;
    let mut names = Vec::new();
    let mut length = 0;
    for at in numbers {
        let name = known.expand(template, |name| match name {
            "group_name" => Some(Value::Str(group)),
            "process_num" => Some(Value::Int(first.saturating_add(at))),
            "numprocs" => Some(Value::Int(count)),
            // The same for all processes, whatever it is; a name cannot get a NUL from anywhere else.
            "host_node_name" => Some(Value::Str("\0")),
            _ => None,
        })?;
        // `%(process_num)0999999d` for thousands of processes: supervisord would try, but it would take too long here.
        length += name.len() as u64;
        if length > MAX_PADDING {
            return None;
        }
        names.push(name.into_owned());
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Options;
    use crate::lint::facts::programs::Programs;
    use crate::source::SourceFile;
    use crate::supervisord::lower::Lowering;

    /// Calls `look` with the context that a rule would be handed.
    fn with<T>(text: &str, look: impl FnOnce(&ConfigContext<'_>) -> T) -> T {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::of_file(id, &sources);
        let (options, programs) = (Options::default(), Programs::default());
        let lowering = Lowering::new(&config, &sources, &options.environment);
        look(&ConfigContext {
            config: &config,
            sources: &sources,
            options: &options,
            lowering: &lowering,
            programs: &programs,
        })
    }

    #[test]
    fn groups_are_in_the_order_of_supervisord() {
        let text = "[fcgi-program:f]\n[eventlistener:e]\n[program:b]\n[program:a]\npriority=5\n[group:g]\nprograms=b, x\n[program:c]\n";
        let groups = with(text, groups).unwrap();
        let groups = groups.iter().map(|group| (group.name.as_str(), group.priority));
        assert!(groups.eq([("g", 999), ("a", 5), ("c", 999), ("e", -1), ("f", 999)]));
    }

    #[test]
    fn processes_are_numbered_from_numprocs_start() {
        let names = |lines: &str| {
            with(&format!("[program:w]\n{lines}"), |context| {
                let section = &context.config.sections[0];
                let settings = context.config.settings(section, context.sources);
                process_names(&context.section(section, &settings), "g")
            })
        };
        assert_eq!(names("").unwrap(), ["w"]);
        assert_eq!(names("numprocs=0").unwrap(), [""; 0]);
        let numbered = "numprocs=2\nnumprocs_start=7\nprocess_name=%(group_name)s_%(process_num)02d";
        assert_eq!(names(numbered).unwrap(), ["g_07", "g_08"]);
        assert_eq!(names("process_name=%(ENV_X)s"), None);
        assert_eq!(names("numprocs=%(ENV_N)s"), None);
    }
}
