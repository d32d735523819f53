//! `stopwaitsecs-zero`

use crate::diagnostic::Level;
use crate::lint::facts::programs::Program;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::{integer, signal};
use crate::supervisord::options::Name;
use crate::unix::signals;

rule! {
    /// Flags `stopwaitsecs=0`, once per configuration.
    ///
    /// ## Why
    ///
    /// 0 means no wait, not an endless one: supervisord sends the stop signal and kills the program when it next looks,
    /// a fraction of a second later. What the program does on the signal, to finish a job or to write out its data, is
    /// cut short.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopwaitsecs=0
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopwaitsecs=60
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `killing 'w' (…) with SIGKILL` a fifth of a second after the stop; `process.py`, `transition`.
    pub static STOPWAITSECS_ZERO = {
        name: "stopwaitsecs-zero",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

/// How many of the other programs are shown.
const MAX_SHOWN: usize = 3;

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    if !context.programs.names().has(Name::Stopwaitsecs) {
        return;
    }
    let found: Vec<Entry<'_>> =
        context.programs.iter().filter_map(|program| immediate_kill(context, &program)).collect();
    let Some((first, others)) = found.split_first() else { return };
    let many = match others.len() {
        0 => String::new(),
        1 => ", here and in another program".to_owned(),
        count => format!(", here and in {count} other programs"),
    };
    let shown = first.value();
    let message =
        format!("stopwaitsecs={} gives the program no time to end{many}", shown.text().unwrap_or_default());
    let mut finding = STOPWAITSECS_ZERO.at(first.id.file, first.item.value, message).label("killed immediately").help(
        "supervisord sends the stop signal, and SIGKILL when it next looks, a fraction of a second later. Remove the line \
         for the default of 10, or write the seconds that the program needs.",
    );
    for other in others.iter().take(MAX_SHOWN) {
        finding = finding.related(other.id.file, other.item.value, "and here");
    }
    sink.add(finding);
}

/// The line that has a program killed immediately. One with SIGKILL as its stop signal asked for that.
fn immediate_kill<'c>(context: &ConfigContext<'c>, program: &Program<'_>) -> Option<Entry<'c>> {
    if !program.names.has(Name::Stopwaitsecs) {
        return None;
    }
    let wait = context.entry(program, Name::Stopwaitsecs)?;
    // Most have another number, and the first digit tells.
    if matches!(wait.bytes.get(wait.item.value.start as usize), Some(b'1'..=b'9')) {
        return None;
    }
    wait.value().text().filter(|text| integer::parse(text).is_ok_and(|seconds| seconds <= 0))?;
    let is_kill =
        |entry: &Entry<'_>| entry.value().text().is_some_and(|text| signal::parse(text) == Ok(signals::KILL));
    let signal =
        if program.names.has(Name::Stopsignal) { context.entry(program, Name::Stopsignal) } else { None };
    (!signal.as_ref().is_some_and(is_kill)).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&STOPWAITSECS_ZERO, &format!("[program:w]\ncommand=/bin/cat\n{lines}\n"))
    }

    #[test]
    fn every_spelling_of_zero_is_flagged() {
        assert_eq!(found("stopwaitsecs = 0 ; none")[0].text, "0");
        assert_eq!((found("stopwaitsecs=00").len(), found("stopwaitsecs=-1").len()), (1, 1));
        let listener = "[eventlistener:l]\ncommand=/bin/cat\nevents=TICK_5\nstopwaitsecs=0\n";
        assert_eq!(supervisord(&STOPWAITSECS_ZERO, listener).len(), 1);
    }

    #[test]
    fn one_finding_counts_all_programs() {
        let program = |name: &str| format!("[program:{name}]\ncommand=/a\nstopwaitsecs=0\n");
        let all: String = ["a", "b", "c"].map(program).concat();
        let found = supervisord(&STOPWAITSECS_ZERO, &all);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.ends_with(", here and in 2 other programs"), "{}", found[0].message);
    }

    #[test]
    fn a_wait_and_an_explicit_kill_are_left_alone() {
        for lines in [
            "stopwaitsecs=1",
            "stopwaitsecs=%(ENV_WAIT)s",
            "stopwaitsecs=x",
            "stopwaitsecs=0\nstopsignal=KILL",
        ] {
            assert!(found(lines).is_empty(), "{lines}");
        }
    }
}
