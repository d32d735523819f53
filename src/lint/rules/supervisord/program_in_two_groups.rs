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
    /// and fighting for the same port. With `autostart=false` it runs twice only once both groups are started; that is
    /// reported as `info`.
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
        let section = context.section(section, &settings);
        let (Some(entry), Some(list)) = (section.entry(Name::Programs), section.expanded(Name::Programs))
        else {
            continue;
        };
        let value = entry.value();
        let is_as_written = value.text() == Some(&list);
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for (name, span) in list::items(&list) {
            if name.is_empty() || !here.insert(name) {
                continue;
            }
            let place = if is_as_written { value.span(span) } else { value.whole() };
            match first.get(name) {
                None => {
                    first.insert(name.to_owned(), (entry.id.file, place));
                }
                Some((file, earlier)) => {
                    let finding = |message| PROGRAM_IN_TWO_GROUPS.at(entry.id.file, place, message);
                    let finding = if is_started_by_hand(context, name) {
                        finding(format!("`{name}` is in two groups: it runs twice when both are started"))
                            .level(Level::Info)
                            .label("one process for each group")
                            .help("supervisord has a process of the program for each group that lists it, and with \
                                   autostart=false starts neither. Before the group is started, stop the other one.")
                    } else {
                        finding(format!("`{name}` is in two groups, so it runs twice"))
                            .label("once for each group")
                            .help("supervisord accepts the file and starts the program once for each group that lists \
                                   it. Keep it in one.")
                    };
                    sink.add(finding.related(*file, *earlier, "the other group"));
                }
            }
        }
    }
}

/// Whether the program of this name has `autostart=false`.
fn is_started_by_hand(context: &ConfigContext<'_>, name: &str) -> bool {
    let config = context.config;
    let mut settings = Settings::new();
    let headers = ["program:", "fcgi-program:"].map(|prefix| format!("{prefix}{name}"));
    let mut sections = headers.iter().filter_map(|header| config.section_by_header(header.as_bytes()));
    sections.any(|section| {
        config.fill(section, context.sources, &mut settings, |_| {});
        context.section(section, &settings).flag(Name::Autostart) == Some(false)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lists: [&str; 2]) -> Vec<String> {
        let [one, other] = lists;
        let text = format!(
            "[supervisord]\nenvironment=P=\"w\"\n[group:g]\nprograms={one}\n[group:h]\nprograms={other}\n[program:w]\n"
        );
        supervisord(&PROGRAM_IN_TWO_GROUPS, &text).into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn a_list_is_expanded() {
        assert_eq!(found(["w", "v, w"]), ["w"]);
        assert_eq!(found(["w", "v, %(ENV_P)s"]), ["v, %(ENV_P)s"]);
        assert_eq!(found(["%(ENV_P)s", "w"]), ["w"]);
    }

    #[test]
    fn repetition_in_one_group_and_unknown_names_pass() {
        assert!(found(["w, w", "v"]).is_empty());
        assert!(found(["%(ENV_X)s", "%(ENV_X)s"]).is_empty());
    }

    #[test]
    fn what_nobody_starts_does_not_run_twice() {
        let levels = |option: &str| {
            let text =
                format!("[program:w]\ncommand=/a\n{option}\n[group:g]\nprograms=w\n[group:h]\nprograms=w\n");
            let found = supervisord(&PROGRAM_IN_TWO_GROUPS, &text);
            found.into_iter().map(|found| found.level).collect::<Vec<_>>()
        };
        assert_eq!(levels("autostart=false"), [Level::Info]);
        assert_eq!(levels("autostart=true"), [Level::Error]);
        assert_eq!(levels("autostart=maybe"), [Level::Error]);
    }
}
