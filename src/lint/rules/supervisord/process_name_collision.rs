//! `process-name-collision`

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::facts::groups::{GROUP_KINDS, listed_programs, process_names};
use crate::lint::fix::config_lines::remove_entry;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::config::{Section, Settings};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags two processes in one group whose names expand to the same text.
    ///
    /// ## Why
    ///
    /// A group keeps its processes by name, and the last one with a name replaces the others. Those are never started,
    /// and no message says so.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// process_name=x
    /// [program:v]
    /// command=/bin/true
    /// process_name=x
    /// [group:g]
    /// programs=w,v
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [program:v]
    /// command=/bin/true
    /// [group:g]
    /// programs=w,v
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; `options.py`, `ProcessGroupConfig`, and `process.py`, `ProcessGroupBase`.
    pub static PROCESS_NAME_COLLISION = {
        name: "process-name-collision",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&GROUP_KINDS, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (config, sources) = (context.config, context.sources);
    let name = || String::from_utf8_lossy(config.member_name(context.section, sources));
    if context.section.kind == Some(SectionKind::Group) {
        let name = name();
        let mut settings = Settings::new();
        let programs = listed_programs(config, &context.expanded(Name::Programs).unwrap_or_default());
        let names = programs.iter().map(|program| {
            config.fill(program, sources, &mut settings, |_| {});
            let program = SectionContext { section: program, settings: &settings, ..*context };
            process_names(&program, &name).unwrap_or_default()
        });
        let names = names.collect();
        return compare(context, &programs, names, &name, sink);
    }
    // On its own, a program can lose a process only if it has several. One in a group is checked here as well: its own
    // name serves as well as that of the group.
    if context.settings.get(Name::Numprocs).is_some() && context.settings.get(Name::ProcessName).is_some() {
        let name = name();
        let names = process_names(context, &name);
        compare(context, &[context.section], vec![names.unwrap_or_default()], &name, sink);
    }
}

fn compare(
    context: &SectionContext<'_>,
    programs: &[&Section],
    names: Vec<Vec<String>>,
    group: &str,
    sink: &mut Sink,
) {
    // The last section that has a name.
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut lost: BTreeMap<usize, (String, usize)> = BTreeMap::new();
    for (at, names) in names.into_iter().enumerate() {
        for name in names {
            let Some(before) = owners.insert(name.clone(), at) else { continue };
            // A program's collision with itself is reported at the program, not at the group.
            if before != at || context.section.kind != Some(SectionKind::Group) {
                lost.entry(before).or_insert((name, at));
            }
        }
    }
    for (at, (name, by)) in lost {
        let collision = Collision { loser: programs[at], winner: programs[by], name: &name, group };
        sink.add(finding(context, &collision, &owners));
    }
}

/// Two programs, or one and itself, with a process of the same name in a group.
struct Collision<'c> {
    /// The one whose process never runs.
    loser: &'c Section,
    winner: &'c Section,
    name: &'c str,
    group: &'c str,
}

/// `owners` has all process names of the group.
fn finding(
    context: &SectionContext<'_>,
    &Collision { loser, winner, name, group }: &Collision<'_>,
    owners: &BTreeMap<String, usize>,
) -> Diagnostic {
    let shown = name.replace('\0', "%(host_node_name)s");
    let (file, span, edit) = name_place(context, loser);
    let program = String::from_utf8_lossy(context.config.member_name(loser, context.sources)).into_owned();
    if std::ptr::eq(loser, winner) {
        return PROCESS_NAME_COLLISION
            .at(file, span, format!("several processes of `{program}` have the name `{shown}`"))
            .label("the same for each of them")
            .help(
                "supervisord accepts the file and runs only the last process with a name, without a message. Put \
                 %(process_num)02d where the number belongs.",
            );
    }
    let (other_file, other_span, _) = name_place(context, winner);
    let finding = PROCESS_NAME_COLLISION
        .at(file, span, format!("two processes of the group `{group}` have the name `{shown}`"))
        .label("never runs")
        .help(
            "supervisord accepts the file and runs only the last process with a name, without a message. Without \
             process_name a process has the name of its program.",
        )
        .related(other_file, other_span, "this one runs");
    // The name that it gets without the line must be free.
    let is_free = !owners.contains_key(&program);
    match edit.filter(|_| is_free) {
        Some(edit) => finding.fix("remove process_name", Applicability::Safe, vec![edit]),
        None => finding,
    }
}

/// Where a section's processes get their name, and how to remove the line.
fn name_place(context: &SectionContext<'_>, section: &Section) -> (FileId, Span, Option<Edit>) {
    let (config, sources) = (context.config, context.sources);
    let mut settings = Settings::new();
    let mut own = None;
    config.fill(section, sources, &mut settings, |filled| {
        if filled.entry.row.is_some_and(|row| row.name == Name::ProcessName) {
            own = Some(filled.entry.id);
        }
    });
    let Some(id) = settings.get(Name::ProcessName) else {
        let (_, file, span) = config.name_of(section, sources);
        return (file, span, None);
    };
    let entry = config.entry(id, sources);
    // With several processes the number must stay in the name; a line of `[DEFAULT]` names the processes of others as
    // well.
    let is_alone = settings.get(Name::Numprocs).is_none() && own == Some(id);
    (id.file, entry.value().whole(), if is_alone { remove_entry(&entry) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(text: &str) -> Vec<Found> {
        supervisord(&PROCESS_NAME_COLLISION, text)
    }

    #[test]
    fn the_shadowed_process_gets_its_program_name() {
        let text = "[program:w]\ncommand=a\nprocess_name=x\n[program:v]\ncommand=b\nprocess_name=x\n[group:g]\nprograms=w,v\n";
        let found = found(text);
        assert_eq!(found.len(), 1);
        let fixed =
            "[program:w]\ncommand=a\n[program:v]\ncommand=b\nprocess_name=x\n[group:g]\nprograms=w,v\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn an_escaped_process_num_is_the_same_for_all() {
        let text = "[program:w]\ncommand=a\nnumprocs=2\nprocess_name=w%%(process_num)s\n";
        assert_eq!(found(text).len(), 1);
        assert!(found(&text.replace("%%", "%")).is_empty());
    }

    #[test]
    fn an_unknown_name_does_not_collide() {
        let text = "[program:w]\nprocess_name=%(ENV_A)s\n[program:v]\nprocess_name=%(ENV_A)s\n[group:g]\nprograms=w,v\n";
        assert!(found(text).is_empty());
        assert_eq!(found(&format!("[supervisord]\nenvironment=A=\"x\"\n{text}")).len(), 1);
        let own = "[program:w]\nenvironment=A=\"x\"\nprocess_name=%(ENV_A)s\n[program:v]\nprocess_name=x\n[group:g]\nprograms=w,v\n";
        assert_eq!(found(own).len(), 1);
    }

    #[test]
    fn a_program_may_be_listed_twice_in_one_group() {
        assert!(found("[program:w]\ncommand=a\n[group:g]\nprograms=w,w\n").is_empty());
    }
}
