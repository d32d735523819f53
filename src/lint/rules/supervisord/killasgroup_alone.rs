//! `killasgroup-alone`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::line_after;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::Name;

rule! {
    /// Flags `killasgroup=true` where `stopasgroup` is not set.
    ///
    /// ## Why
    ///
    /// The kill reaches the whole group, but it comes only when the program has not ended within `stopwaitsecs`. A
    /// program that ends in time leaves its children behind, and nobody stops them.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// killasgroup=true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopasgroup=true
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: the children of a shell that ends immediately live on.
    pub static KILLASGROUP_ALONE = {
        name: "killasgroup-alone",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Program(&[Name::Killasgroup], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    // An explicit stopasgroup=false is deliberate: for a shell that ends its children itself.
    if context.settings.get(Name::Stopasgroup).is_some() {
        return;
    }
    let Some(kill) = context.entry(Name::Killasgroup) else { return };
    if context.flag(Name::Killasgroup) != Some(true) {
        return;
    }
    let finding = KILLASGROUP_ALONE
        .at(kill.id.file, kill.item.name, "killasgroup=true acts only on a program that does not stop in time")
        .label("the stop itself goes to one process")
        .help(
            "Children of a program that ends within stopwaitsecs are not reached and live on. stopasgroup=true sends the \
             stop signal to the whole group, and makes killasgroup true as well.",
        );
    sink.add(if context.owns(&kill) {
        let edit = line_after(&kill, Name::Stopasgroup.as_str(), "true");
        finding.fix("add stopasgroup=true", Applicability::Unsafe, vec![edit])
    } else {
        finding
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn the_fix_adds_stopasgroup() {
        let text = "[program:a]\ncommand=/a\nkillasgroup = yes\nuser=b\n";
        let found = supervisord(&KILLASGROUP_ALONE, text);
        let fixed = "[program:a]\ncommand=/a\nkillasgroup = yes\nstopasgroup = true\nuser=b\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
        assert!(supervisord(&KILLASGROUP_ALONE, fixed).is_empty());
    }

    #[test]
    fn explicit_values_pass() {
        for lines in ["killasgroup=true\nstopasgroup=false", "killasgroup=false", "killasgroup=%(ENV_KILL)s"]
        {
            let text = format!("[program:a]\ncommand=/a\n{lines}\n");
            assert!(supervisord(&KILLASGROUP_ALONE, &text).is_empty(), "{lines}");
        }
    }

    #[test]
    fn an_option_in_default_has_no_fix() {
        let found = supervisord(&KILLASGROUP_ALONE, "[DEFAULT]\nkillasgroup=true\n[program:a]\ncommand=/a\n");
        assert_eq!((found.len(), &found[0].fixed), (1, &None));
    }
}
