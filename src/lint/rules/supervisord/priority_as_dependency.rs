//! `priority-as-dependency`

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::{Entry, Section};
use crate::supervisord::kinds::boolean;
use crate::supervisord::kinds::integer;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags programs with different `priority`, once per configuration.
    ///
    /// ## Why
    ///
    /// `priority` is the order in which programs are started, one right after the other, and in reverse the order in
    /// which they are stopped. Nothing waits until the program before is up: a program that needs another must wait for
    /// it on its own. A translation to systemd that reads the order as a dependency promises more than there was.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// priority=10
    /// [program:v]
    /// command=/bin/true
    /// priority=20
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [program:v]
    /// command=/bin/true
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: three programs of three priorities start within 0.1 s; supervisor issues 106, 122, 520 and 805.
    pub static PRIORITY_AS_DEPENDENCY = {
        name: "priority-as-dependency",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    if !context.programs.names().has(Name::Priority) {
        return;
    }
    let mut first: Option<(Entry<'_>, i64)> = None;
    let mut other: Option<Entry<'_>> = None;
    // Event listeners are started first by default, and need to be.
    for program in context.programs.iter() {
        let section = program.section;
        if section.kind == Some(SectionKind::EventListener) {
            continue;
        }
        let Some(entry) = context.entry(&program, Name::Priority) else { continue };
        let Some(own) = entry.value().text().and_then(|text| integer::parse(text).ok()) else { continue };
        // A plugin makes the programs wait.
        if waits(context, section) {
            return;
        }
        // A program that is started by hand is started in any order.
        let autostart = context.entry(&program, Name::Autostart);
        let is_manual =
            |entry: Entry<'_>| entry.value().text().is_some_and(|text| boolean::parse(text) == Ok(false));
        if autostart.is_some_and(is_manual) {
            continue;
        }
        match &first {
            None => first = Some((entry, own)),
            Some((_, number)) if own != *number => other = other.or(Some(entry)),
            Some(_) => {}
        }
    }
    let (Some((first, _)), Some(other)) = (first, other) else { return };
    sink.add(
        PRIORITY_AS_DEPENDENCY
            .at(other.id.file, other.item.value, "priority orders the starts, and no program waits for the one before")
            .label("started right after the others")
            .help(
                "All programs are started one right after the other, in this order: one that needs another to be up has to \
                 wait for it on its own, or to end and be restarted.",
            )
            .related(first.id.file, first.item.value, "another priority"),
    );
}

fn waits(context: &ConfigContext<'_>, section: &Section) -> bool {
    context
        .config
        .entries(section, context.sources)
        .any(|entry| entry.name().starts_with(b"dependent_startup"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    /// The texts that are flagged in programs with these lines.
    fn found(programs: &[&str]) -> Vec<String> {
        let programs = programs.iter().enumerate();
        let text: String =
            programs.map(|(at, lines)| format!("[program:p{at}]\ncommand=/bin/cat\n{lines}\n")).collect();
        supervisord(&PRIORITY_AS_DEPENDENCY, &text).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn only_the_first_different_priority_is_flagged() {
        assert_eq!(found(&["priority=1", "priority = 1", "Priority=2 ; x", "priority=3"]), ["2"]);
    }

    #[test]
    fn an_order_without_effect_is_left_alone() {
        for programs in [
            &["priority=1", "priority=1"][..],
            &["priority=1", "user=x"],
            &["priority=1", "priority=%(ENV_P)s"],
            &["priority=1", "priority=2\nautostart=false"],
            &["priority=1\ndependent_startup=true", "priority=2"],
        ] {
            assert!(found(programs).is_empty(), "{programs:?}");
        }
    }

    #[test]
    fn event_listeners_start_first_anyway() {
        let text = "[eventlistener:l]\ncommand=/bin/cat\nevents=TICK_5\npriority=-1\n[program:w]\ncommand=/bin/cat\npriority=1\n";
        assert!(supervisord(&PRIORITY_AS_DEPENDENCY, text).is_empty());
    }
}
