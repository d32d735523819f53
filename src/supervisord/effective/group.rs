//! The groups (`process_groups_from_parser` of `supervisor/options.py`): those of `[group:x]`, then one for each
//! program, event listener and fcgi-program that is in none of them.

use std::collections::BTreeSet;

use super::json::{ExtraV1, GroupV1, PoolV1, ProgramV1};
use super::program::processes;
use super::reader::{Options, Reader};
use super::socket::socket;
use crate::supervisord::config::Section;
use crate::supervisord::defaults;
use crate::supervisord::kinds::{list, python};
use crate::supervisord::options::{Name, SectionKind};

/// A group with its processes.
pub(super) type GroupWithPrograms = (GroupV1, Vec<ProgramV1>);

/// All groups, sorted by priority and name as supervisord sorts them; of several with the same name the first wins.
pub(super) fn groups(reader: &Reader<'_>) -> Vec<GroupWithPrograms> {
    let mut groups = Vec::new();
    let mut listed = BTreeSet::new();
    for (section, header) in reader.sections(SectionKind::Group) {
        groups.push(listed_group(reader, section, &header, &mut listed));
    }
    for kind in [SectionKind::Program, SectionKind::EventListener, SectionKind::FcgiProgram] {
        for (section, header) in reader.sections(kind).filter(|(_, header)| !listed.contains(header)) {
            groups.push(implicit_group(reader, section, kind, &header));
        }
    }
    // An unknown priority counts as the default.
    let rank = |group: &GroupV1| group.priority.known().copied().unwrap_or(defaults::PRIORITY);
    groups.sort_by(|(a, _), (b, _)| (rank(a), &a.name).cmp(&(rank(b), &b.name)));
    mark_shadowed(&mut groups);
    groups
}

/// The group of a `[group:x]`; adds the headers that it lists to `listed`.
fn listed_group(
    reader: &Reader<'_>,
    section: &Section,
    header: &str,
    listed: &mut BTreeSet<String>,
) -> GroupWithPrograms {
    let kind = SectionKind::Group;
    let name = python::strip(header.get(kind.prefix().len()..).unwrap_or_default());
    let settings = reader.settings(section);
    let options = reader.options(section, kind, &settings, name, name);
    let mut programs = Vec::new();
    for (program, _) in list::items(&options.text(Name::Programs).unwrap_or_default()) {
        for kind in [SectionKind::Program, SectionKind::FcgiProgram] {
            let header = format!("{}{program}", kind.prefix());
            if let Some(section) = reader.config.section_by_header(header.as_bytes()) {
                listed.insert(header);
                // An fcgi-program is also run as a plain program here: it does not receive its socket.
                programs.extend(processes(reader, section, kind, name, "program"));
                break;
            }
        }
    }
    let group = GroupV1 {
        name: name.to_owned(),
        priority: options.integer(Name::Priority, defaults::PRIORITY),
        kind: "group",
        programs: program_names(&programs),
        shadowed: false,
        extra: None,
    };
    (group, programs)
}

/// The group of a single program, event listener or fcgi-program.
fn implicit_group(
    reader: &Reader<'_>,
    section: &Section,
    kind: SectionKind,
    header: &str,
) -> GroupWithPrograms {
    let written = header.get(kind.prefix().len()..).unwrap_or_default();
    // The name of an event listener pool is not stripped.
    let name = if kind == SectionKind::EventListener { written } else { python::strip(written) };
    let settings = reader.settings(section);
    let options = reader.options(section, kind, &settings, name, name);
    let (shown, of_group, extra) = match kind {
        SectionKind::EventListener => ("eventlistener", "eventlistener", Some(ExtraV1::Pool(pool(&options)))),
        SectionKind::FcgiProgram => {
            ("fcgi-program", "fcgi-program", Some(ExtraV1::Fcgi { socket: socket(&options) }))
        }
        _ => ("program", "group", None),
    };
    let default = if kind == SectionKind::EventListener { -1 } else { defaults::PRIORITY };
    let mut programs = processes(reader, section, kind, name, shown);
    for program in &mut programs {
        program.extra.clone_from(&extra);
    }
    let group = GroupV1 {
        name: name.to_owned(),
        priority: options.integer(Name::Priority, default),
        kind: of_group,
        programs: program_names(&programs),
        shadowed: false,
        extra,
    };
    (group, programs)
}

fn program_names(programs: &[ProgramV1]) -> Vec<String> {
    programs.iter().map(|program| program.name.clone()).collect()
}

fn pool(options: &Options<'_, '_>) -> PoolV1 {
    let placeholders = &options.reader.placeholders;
    let mut events: Vec<String> = list::items(&options.text(Name::Events).unwrap_or_default())
        .map(|(event, _)| {
            if placeholders.occur_in(event) {
                placeholders.restore(event.to_owned())
            } else {
                event.to_uppercase()
            }
        })
        .collect();
    events.sort_unstable();
    events.dedup();
    PoolV1 {
        buffer_size: options.integer(Name::BufferSize, 10),
        events,
        result_handler: options
            .shown(Name::ResultHandler)
            .unwrap_or_else(|| "supervisor.dispatchers:default_handler".to_owned()),
    }
}

/// Marks groups and processes that supervisord silently drops.
fn mark_shadowed(groups: &mut [GroupWithPrograms]) {
    let mut taken = BTreeSet::new();
    for (group, programs) in groups {
        group.shadowed = !taken.insert(group.name.clone());
        let mut later = BTreeSet::new();
        for program in programs.iter_mut().rev() {
            program.shadowed = !later.insert(program.name.clone()) || group.shadowed;
        }
    }
}
