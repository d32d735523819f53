//! `startsecs-zero-respawn-loop`

use crate::diagnostic::Level;
use crate::lint::facts::programs::{MAX_SHOWN, Program, in_others_suffix};
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::kinds::integer;
use crate::supervisord::options::{Name, NameSet};

rule! {
    /// Flags `startsecs=0` together with `autorestart=true`, once per configuration.
    ///
    /// ## Why
    ///
    /// With `startsecs=0` no start ever fails: a program that ends immediately counts as one that ran. supervisord then
    /// restarts it about once a second forever, without the growing pauses and the final `FATAL` that `startretries`
    /// gives.
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
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let found: Vec<(Entry<'_>, Entry<'_>)> =
        context.programs.iter().filter_map(|program| loop_lines(context, &program)).collect();
    let Some(((startsecs, restart), others)) = found.split_first() else { return };
    let many = in_others_suffix(others.len());
    let message = format!("with startsecs=0 a program that fails immediately is restarted forever{many}");
    let mut finding = STARTSECS_ZERO_RESPAWN_LOOP
        .at(startsecs.id.file, startsecs.item.value, message)
        .label("no start ever fails")
        .help(
            "About once a second, without pauses and without FATAL: startretries has no effect. Set startsecs to the number \
             of seconds after which the program is surely up, or remove it: the default is 1.",
        )
        .related(restart.id.file, restart.item.name, "restarted whatever happens");
    for (other, _) in others.iter().take(MAX_SHOWN) {
        finding = finding.related(other.id.file, other.item.value, "and here");
    }
    sink.add(finding);
}

/// The two lines that make a program loop.
fn loop_lines<'c>(context: &ConfigContext<'c>, program: &Program<'_>) -> Option<(Entry<'c>, Entry<'c>)> {
    if !program.names.has_all(NameSet::of(&[Name::Startsecs, Name::Autorestart])) {
        return None;
    }
    let startsecs = context.entry(program, Name::Startsecs)?;
    // Most have another number, and the first digit tells.
    if matches!(startsecs.bytes.get(startsecs.item.value.start as usize), Some(b'1'..=b'9')) {
        return None;
    }
    startsecs.value().text().filter(|text| integer::parse(text) == Ok(0))?;
    let restart = context.entry(program, Name::Autorestart)?;
    restart.value().text().filter(|text| autorestart::parse(text) == Ok(AutoRestart::Always))?;
    Some((startsecs, restart))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn count(lines: &str) -> usize {
        supervisord(&STARTSECS_ZERO_RESPAWN_LOOP, &format!("[program:w]\ncommand=/bin/cat\n{lines}\n")).len()
    }

    #[test]
    fn other_spellings_of_zero_and_true_are_flagged() {
        assert_eq!(count("startsecs=0\nautorestart=yes"), 1);
        assert_eq!(count("startsecs= 00\nautorestart=1"), 1);
        let listener = "[eventlistener:l]\ncommand=/bin/cat\nevents=TICK_5\nstartsecs=0\nautorestart=true\n";
        assert_eq!(supervisord(&STARTSECS_ZERO_RESPAWN_LOOP, listener).len(), 1);
    }

    #[test]
    fn one_finding_counts_all_programs() {
        let program =
            |name: &str| format!("[program:{name}]\ncommand=/bin/cat\nautorestart=true\nstartsecs=0\n");
        let text: String = ["a", "b", "c"].map(program).concat();
        let found = supervisord(&STARTSECS_ZERO_RESPAWN_LOOP, &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.ends_with(", here and in 2 other programs"), "{}", found[0].message);
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
