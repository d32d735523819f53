//! `program-in-two-groups`

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::config::Settings;
use crate::supervisord::kinds::list;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a program that two groups list.
    ///
    /// ## Why
    ///
    /// supervisord starts it once for each group, without a message: two processes where one was meant, writing the same log
    /// and fighting for the same port.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [group:g]
    /// programs=w
    /// [group:h]
    /// programs=w
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [group:g]
    /// programs=w
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: two PIDs.
    pub static PROGRAM_IN_TWO_GROUPS = {
        name: "program-in-two-groups",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let mut first: BTreeMap<String, (FileId, Span)> = BTreeMap::new();
    let mut settings = Settings::new();
    for section in config.sections.iter().filter(|section| section.kind == Some(SectionKind::Group)) {
        config.fill(section, context.sources, &mut settings, |_| {});
        let Some(entry) = settings.get(Name::Programs).map(|id| config.entry(id, context.sources)) else {
            continue;
        };
        let value = entry.value();
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for (name, span) in list::items(value.text().unwrap_or_default()) {
            if name.is_empty() || !here.insert(name) {
                continue;
            }
            let place = value.span(span);
            match first.get(name) {
                None => {
                    first.insert(name.to_owned(), (entry.id.file, place));
                }
                Some((file, earlier)) => sink.add(
                    PROGRAM_IN_TWO_GROUPS
                        .at(entry.id.file, place, format!("`{name}` is in two groups, so it runs twice"))
                        .label("once for each group")
                        .help("supervisord takes the file and starts the program once for each group that lists it. Leave it in one.")
                        .related(*file, *earlier, "the other group"),
                ),
            }
        }
    }
}
