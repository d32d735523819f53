//! `group-name-collision`

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::lint::facts::groups::{Group, groups, may_collide};
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;

rule! {
    /// Flags two process groups with the same name. A program, event listener or fcgi-program that no `[group:]` lists
    /// forms a group of its own name.
    ///
    /// ## Why
    ///
    /// supervisord accepts the file and keeps one of the two: the one with the lower priority number, or else the first
    /// that it meets. The processes of the other are never started, and no message says so.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [program:m]
    /// command=/bin/cat
    /// [group:w]
    /// programs=m
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [program:m]
    /// command=/bin/cat
    /// [group:g]
    /// programs=m
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; `supervisord.py`, `add_process_group`.
    pub static GROUP_NAME_COLLISION = {
        name: "group-name-collision",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    if !may_collide(context.config, context.sources) {
        return;
    }
    let Some(mut groups) = groups(context) else { return };
    // supervisord sorts them, and skips a group whose name is taken.
    groups.sort_by(|a, b| (a.priority, &a.name).cmp(&(b.priority, &b.name)));
    let mut kept: BTreeMap<&str, &Group> = BTreeMap::new();
    for group in &groups {
        let Some(other) = kept.get(group.name.as_str()) else {
            kept.insert(&group.name, group);
            continue;
        };
        let header = |group: &Group| {
            String::from_utf8_lossy(context.sources.get(group.place.0).slice(group.place.1)).into_owned()
        };
        let (lost, kept) = (header(group), header(other));
        sink.add(
            GROUP_NAME_COLLISION
                .at(group.place.0, group.place.1, format!("[{lost}] never runs: [{kept}] has the same group name"))
                .label("this one is lost")
                .help(format!(
                    "supervisord accepts the file, starts what belongs to [{kept}], and says nothing about [{lost}]. Rename \
                     one of them."
                ))
                .related(other.place.0, other.place.1, "this one runs"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn lost(text: &str) -> Vec<String> {
        supervisord(&GROUP_NAME_COLLISION, text).into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn the_lower_priority_number_wins_or_else_the_group() {
        let text = "[program:w]\ncommand=a\n[program:m]\ncommand=b\n[group:w]\nprograms=m\n";
        assert_eq!(lost(text), ["program:w"]);
        assert_eq!(lost(&text.replace("command=a", "command=a\npriority=1")), ["group:w"]);
    }

    #[test]
    fn an_event_listener_comes_before_a_program() {
        let text = "[program:w]\ncommand=a\n[eventlistener:w]\ncommand=a\nevents=TICK_5\n";
        assert_eq!(lost(text), ["program:w"]);
    }

    #[test]
    fn a_program_inside_a_group_of_the_same_name_passes() {
        let text = "[program:w]\ncommand=a\n[group:w]\nprograms=w\n";
        assert!(lost(text).is_empty());
        let expanded = text.replace("=w", "=%(ENV_P)s");
        assert!(lost(&expanded).is_empty());
        assert!(lost(&format!("[supervisord]\nenvironment=P=\"w\"\n{expanded}")).is_empty());
        assert_eq!(
            lost(&format!("[supervisord]\nenvironment=P=\"x\"\n[program:x]\n{expanded}")),
            ["program:w"]
        );
    }
}
