//! `eventlistener-redirect-stderr`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::remove_entry;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, SupervisorVersion};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags `redirect_stderr=true` in an event listener.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file: it reads the listener's answers from its standard output, where a line of an
    /// error message would be mistaken for one.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [eventlistener:e]
    /// command=/bin/cat
    /// events=TICK_5
    /// redirect_stderr=true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [eventlistener:e]
    /// command=/bin/cat
    /// events=TICK_5
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `process_groups_from_parser`; since 3.2.0.
    pub static EVENTLISTENER_REDIRECT_STDERR = {
        name: "eventlistener-redirect-stderr",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::EventListener], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::RedirectStderr) else { return };
    // 3.2.0 was the first release to refuse it.
    if context.flag(Name::RedirectStderr) != Some(true)
        || context.options.supervisor_version < SupervisorVersion(3, 2)
    {
        return;
    }
    let section = context.header_text();
    let finding = EVENTLISTENER_REDIRECT_STDERR
        .at(entry.id.file, entry.item.name, "an event listener cannot have redirect_stderr=true")
        .label("not allowed here")
        .help(format!(
            "supervisord says: [{section}] section sets redirect_stderr=true but this is not allowed because it will interfere \
             with the eventlistener protocol. It refuses the whole file."
        ));
    // What `[DEFAULT]` sets is for other sections as well.
    let edit = if context.owns(&entry) { remove_entry(&entry) } else { None };
    sink.add(match edit {
        Some(edit) => finding.fix("remove redirect_stderr", Applicability::Safe, vec![edit]),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, for_supervisor, supervisord};

    fn found(value: &str) -> Vec<Found> {
        let text = format!("[eventlistener:e]\ncommand=a\nredirect_stderr={value}\nevents=TICK_5\n");
        supervisord(&EVENTLISTENER_REDIRECT_STDERR, &text)
    }

    #[test]
    fn removing_the_line_keeps_its_comment() {
        let found = found("On ; as elsewhere");
        let fixed = "[eventlistener:e]\ncommand=a\n; as elsewhere\nevents=TICK_5\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn false_and_invalid_booleans_are_left_alone() {
        for value in ["false", "0", "maybe", "%(ENV_X)s"] {
            assert!(found(value).is_empty(), "{value}");
        }
    }

    #[test]
    fn before_3_2_it_was_accepted() {
        let text = "[eventlistener:e]\ncommand=a\nredirect_stderr=true\nevents=TICK_5\n";
        let found =
            |minor| for_supervisor(&EVENTLISTENER_REDIRECT_STDERR, SupervisorVersion(3, minor), text).len();
        assert_eq!([found(1), found(2)], [0, 1]);
    }

    #[test]
    fn a_program_may_redirect_stderr() {
        let text = "[program:w]\ncommand=a\nredirect_stderr=true\n";
        assert!(supervisord(&EVENTLISTENER_REDIRECT_STDERR, text).is_empty());
    }

    #[test]
    fn an_option_in_default_has_no_fix() {
        let text = "[DEFAULT]\nredirect_stderr=true\n[eventlistener:e]\ncommand=a\nevents=TICK_5\n";
        let found = supervisord(&EVENTLISTENER_REDIRECT_STDERR, text);
        assert_eq!((found.len(), &found[0].fixed), (1, &None));
    }
}
