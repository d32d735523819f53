//! `startsecs-zero-respawn-loop`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::autorestart::{self, AutoRestart};
use crate::supervisord::integer;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags `startsecs=0` together with `autorestart=true`.
    ///
    /// ## Why
    ///
    /// With `startsecs=0` no start ever fails: a program that ends at once counts as one that ran. supervisord then starts it
    /// again about every second for ever, without the growing pauses and the end in `FATAL` that `startretries` gives.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// startsecs=0
    /// autorestart=true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// startsecs=5
    /// autorestart=true
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: 28 starts in 20 seconds and no end; supervisor issue 212.
    pub static STARTSECS_ZERO_RESPAWN_LOOP = {
        name: "startsecs-zero-respawn-loop",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Program, SectionKind::FcgiProgram, SectionKind::EventListener], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (Some(startsecs), Some(restart)) = (context.entry(Name::Startsecs), context.entry(Name::Autorestart))
    else {
        return;
    };
    // Most have another number: that is seen at its first digit.
    if startsecs.item.value.slice(startsecs.bytes).first().is_some_and(|byte| matches!(byte, b'1'..=b'9')) {
        return;
    }
    let is_zero = context.known(Name::Startsecs).is_some_and(|text| integer::parse(&text) == Ok(0));
    let is_always = || {
        context
            .known(Name::Autorestart)
            .is_some_and(|text| autorestart::parse(&text) == Ok(AutoRestart::Always))
    };
    if !is_zero || !is_always() {
        return;
    }
    sink.add(
        STARTSECS_ZERO_RESPAWN_LOOP
            .at(
                startsecs.id.file,
                startsecs.item.value,
                "with startsecs=0 a program that fails at once is started again for ever",
            )
            .label("no start ever fails")
            .help(
                "About once a second, without pauses and without FATAL: startretries has no effect. Give startsecs the seconds after \
                 which the program is surely up, or leave it out: 1.",
            )
            .related(restart.id.file, restart.item.name, "started again whatever happens"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn count(lines: &str) -> usize {
        supervisord(&STARTSECS_ZERO_RESPAWN_LOOP, &format!("[program:w]\ncommand=/bin/cat\n{lines}\n")).len()
    }

    #[test]
    fn zero_and_true_may_be_written_in_other_ways() {
        assert_eq!(count("startsecs=0\nautorestart=yes"), 1);
        assert_eq!(count("startsecs= 00\nautorestart=1"), 1);
        let listener = "[eventlistener:l]\ncommand=/bin/cat\nevents=TICK_5\nstartsecs=0\nautorestart=true\n";
        assert_eq!(supervisord(&STARTSECS_ZERO_RESPAWN_LOOP, listener).len(), 1);
    }

    #[test]
    fn one_shots_and_unknown_numbers_are_left_alone() {
        for lines in [
            "startsecs=0\nautorestart=false",
            "startsecs=0\nautorestart=unexpected",
            "startsecs=0",
            "startsecs=10\nautorestart=true",
            "startsecs=%(ENV_S)s\nautorestart=true",
            "autorestart=true",
        ] {
            assert_eq!(count(lines), 0, "{lines}");
        }
    }
}
