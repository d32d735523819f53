//! `killasgroup-conflict`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

rule! {
    /// Flags `stopasgroup=true` together with `killasgroup=false`.
    ///
    /// ## Why
    ///
    /// A stop that reaches the whole group and a kill that does not would leave children behind. supervisord refuses the
    /// whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopasgroup=true
    /// killasgroup=false
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
    /// supervisor 4.3.0, `options.py`: `Cannot set stopasgroup=true and killasgroup=false`.
    pub static KILLASGROUP_CONFLICT = {
        name: "killasgroup-conflict",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Program(&[Name::Killasgroup, Name::Stopasgroup], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (Some(stop), Some(kill)) = (context.entry(Name::Stopasgroup), context.entry(Name::Killasgroup))
    else {
        return;
    };
    let is = |name: Name, expected: bool| context.flag(name) == Some(expected);
    if !is(Name::Stopasgroup, true) || !is(Name::Killasgroup, false) {
        return;
    }
    sink.add(
        KILLASGROUP_CONFLICT
            .at(kill.id.file, kill.item.value, "killasgroup=false contradicts stopasgroup=true")
            .label("true, or not set")
            .help(format!(
                "supervisord says: Cannot set stopasgroup=true and killasgroup=false{}. It refuses the whole file. Without the line \
                 killasgroup follows stopasgroup.",
                context.message_suffix()
            ))
            .related(stop.id.file, stop.item.value, "the stop goes to the group")
            .fix("write killasgroup=true", Applicability::Safe, vec![Edit::replace(kill.item.value, "true")]),
    );
}
