//! `stopwait-sum`

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::kinds::integer;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags long times in `stopwaitsecs` that together keep supervisord from stopping.
    ///
    /// ## Why
    ///
    /// At its end supervisord stops one group after the other, and waits for each: the times add up. Whoever stops
    /// supervisord does not wait so long: systemd kills all that is left after 90 seconds, Docker after ten, and the
    /// programs are cut off in the middle of what the time was meant for.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopwaitsecs=3600
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stopwaitsecs=30
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; `supervisord.py`, `ordered_stop_groups_phase_1`; systemd-system.conf(5), `DefaultTimeoutStopSec=`.
    pub static STOPWAIT_SUM = {
        name: "stopwait-sum",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

/// How long systemd waits for a service to stop, in seconds.
const PATIENCE: i64 = 90;

/// What a program is given that does not say, in seconds.
const DEFAULT_WAIT: i64 = 10;

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let (config, sources) = (context.config, context.sources);
    if !context.programs.names().has(Name::Stopwaitsecs) {
        return;
    }
    // In a group all are waited for at the same time: the longest counts. A group is told by its name, or by the program's
    // header if it is in none.
    let mut groups: BTreeMap<&[u8], i64> = BTreeMap::new();
    let mut longest: Option<(i64, FileId, Span)> = None;
    for program in context.programs.iter() {
        let section = program.section;
        // Those that have the default are no surprise.
        let Some(id) = program.get(Name::Stopwaitsecs) else { continue };
        let entry = config.entry(id, sources);
        let wait = entry.value().text().and_then(|text| integer::parse(text).ok());
        let Some(wait) = wait.filter(|wait| *wait > DEFAULT_WAIT) else { continue };
        if longest.is_none_or(|(known, _, _)| wait > known) {
            longest = Some((wait, id.file, entry.value().whole()));
        }
        let (header, _, _) = config.name_of(section, sources);
        let member = section.kind.map_or(header, |kind| kind.member(header));
        let group = match section.kind {
            Some(SectionKind::EventListener) | None => header,
            Some(_) => context.lowering.group_of(member).map_or(header, str::as_bytes),
        };
        let known = groups.entry(group).or_default();
        *known = wait.max(*known);
    }
    let sum = groups.values().fold(0_i64, |sum, wait| sum.saturating_add(*wait));
    let Some((wait, file, place)) = longest.filter(|_| sum > PATIENCE) else { return };
    let message = if groups.len() == 1 {
        format!("supervisord may take {wait} seconds to stop")
    } else {
        format!("supervisord may take {sum} seconds to stop: {} groups, one after the other", groups.len())
    };
    sink.add(
        STOPWAIT_SUM
            .at(file, place, message)
            .label(if groups.len() == 1 { "waits so long for this one" } else { "the longest of them" })
            .help("systemd kills what is left after 90 seconds, Docker after 10. Give whoever stops supervisord the same time: TimeoutStopSec=, docker stop -t."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn message(text: &str) -> Option<String> {
        let mut found = supervisord(&STOPWAIT_SUM, text);
        assert!(found.len() <= 1);
        found.pop().map(|found| found.message)
    }

    #[test]
    fn times_add_up_over_groups() {
        let three =
            "[program:a]\nstopwaitsecs=40\n[program:b]\nstopwaitsecs=40\n[program:c]\nstopwaitsecs=40\n";
        let says = "supervisord may take 120 seconds to stop: 3 groups, one after the other";
        assert_eq!(message(three).as_deref(), Some(says));
    }

    #[test]
    fn in_a_group_the_longest_counts() {
        let grouped = "[program:a]\nstopwaitsecs=80\n[program:b]\nstopwaitsecs=70\n[group:g]\nprograms=a,b\n";
        assert_eq!(message(grouped), None);
    }

    #[test]
    fn defaults_and_short_times_are_no_surprise() {
        let many: String = (0..20).map(|at| format!("[program:p{at}]\nstopwaitsecs=10\n")).collect();
        assert_eq!(message(&many), None);
        assert_eq!(message("[program:a]\nstopwaitsecs=90\n"), None);
        assert_eq!(message("[program:a]\nstopwaitsecs=never\n"), None);
    }

    #[test]
    fn the_option_may_be_written_in_any_case() {
        assert!(message("[program:a]\nStopWaitSecs=100\n").is_some());
    }
}
