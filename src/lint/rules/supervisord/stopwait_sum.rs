//! `stopwait-sum`

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::{FileId, MappedText, Span};
use crate::supervisord::config::Section;
use crate::supervisord::kinds::integer;
use crate::supervisord::options::Name;

rule! {
    /// Flags long times in `stopwaitsecs` that together keep supervisord from stopping in time.
    ///
    /// ## Why
    ///
    /// When it ends, supervisord stops one group after the other, and waits for each: the times add up. Whatever stops
    /// supervisord does not wait that long: systemd kills all that is left after 90 seconds, Docker after ten, and the
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
    /// Run with 4.3.0; `supervisord.py`, `ordered_stop_groups_phase_1`, `stop_groups`; systemd-system.conf(5), `DefaultTimeoutStopSec=`.
    pub static STOPWAIT_SUM = {
        name: "stopwait-sum",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

/// How long systemd waits for a service to stop, in seconds.
const SYSTEMD_STOP_TIMEOUT: i64 = 90;

/// The wait for a program that does not set one, in seconds.
const DEFAULT_WAIT: i64 = 10;

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    if !context.programs.names().has(Name::Stopwaitsecs) {
        return;
    }
    // Programs with the default are no surprise.
    let is_long = |(_, wait, _): &(_, i64, _)| *wait > DEFAULT_WAIT;
    let mut longest: Option<(i64, FileId, Span)> = None;
    let long = waits(context).filter(is_long).inspect(|(_, wait, value)| {
        if let Some((file, value)) = value
            && longest.is_none_or(|(known, _, _)| *wait > known)
        {
            longest = Some((*wait, *file, value.whole()));
        }
    });
    let total = sum(&by_group(context, long));
    let Some((_, file, place)) = longest.filter(|_| total > SYSTEMD_STOP_TIMEOUT) else { return };
    // But they do add up with the others.
    let groups = by_group(context, waits(context));
    let mut message = format!("supervisord may take {} seconds to stop", sum(&groups));
    if groups.len() > 1 {
        message.push_str(&format!(": {} groups, one after the other", groups.len()));
    }
    match groups.values().filter(|wait| **wait == DEFAULT_WAIT).count() {
        0 => {}
        1 => message.push_str(", one of them with the default of 10 seconds"),
        several => message.push_str(&format!(", {several} of them with the default of 10 seconds")),
    }
    sink.add(
        STOPWAIT_SUM
            .at(file, place, message)
            .label(if groups.len() == 1 { "waits this long for this one" } else { "the longest of them" })
            .help("systemd kills what is left after 90 seconds, Docker after 10. Give whatever stops supervisord the same \
                   time: TimeoutStopSec=, docker stop -t."),
    );
}

/// The programs, how long supervisord waits for each, and where that is set.
fn waits<'c>(
    context: &'c ConfigContext<'_>,
) -> impl Iterator<Item = (&'c Section, i64, Option<(FileId, MappedText<'c>)>)> {
    context.programs.iter().map(|program| {
        let entry = program.get(Name::Stopwaitsecs).map(|id| (id, context.config.entry(id, context.sources)));
        let value = entry.map(|(id, entry)| (id.file, entry.value()));
        let written = value.as_ref().and_then(|(_, value)| integer::parse(value.text()?).ok());
        (program.section, written.unwrap_or(DEFAULT_WAIT).max(0), value)
    })
}

/// The longest wait in each group: supervisord waits for all of a group at the same time. The key is the name of the
/// group, or the header of a program that is in none.
fn by_group<'c, T>(
    context: &'c ConfigContext<'_>,
    waits: impl Iterator<Item = (&'c Section, i64, T)>,
) -> BTreeMap<&'c [u8], i64> {
    let mut groups: BTreeMap<&[u8], i64> = BTreeMap::new();
    for (section, wait, _) in waits {
        let (header, _, _) = context.config.name_of(section, context.sources);
        let group = context.lowering.groups_of(section).first().map_or(header, String::as_bytes);
        let known = groups.entry(group).or_default();
        *known = wait.max(*known);
    }
    groups
}

fn sum(groups: &BTreeMap<&[u8], i64>) -> i64 {
    groups.values().fold(0, |sum, wait| sum.saturating_add(*wait))
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
    fn groups_with_the_default_count_too() {
        let defaults: String = (0..20).map(|at| format!("[program:p{at}]\n")).collect();
        let says = "supervisord may take 395 seconds to stop: 23 groups, one after the other, 20 of them with the default of 10 seconds";
        let text = format!(
            "[program:a]\nstopwaitsecs=100\n{defaults}[program:quick]\nstopwaitsecs=5\n\
             [program:b]\nstopwaitsecs=90\n[program:c]\n[group:g]\nprograms=b,c\n"
        );
        assert_eq!(message(&text).as_deref(), Some(says));
        assert_eq!(
            message("[program:a]\nstopwaitsecs=91\n").unwrap(),
            "supervisord may take 91 seconds to stop"
        );
    }

    #[test]
    fn a_group_takes_as_long_as_its_longest_wait() {
        let grouped = "[program:a]\nstopwaitsecs=80\n[program:b]\nstopwaitsecs=70\n[group:g]\nprograms=a,b\n";
        assert_eq!(message(grouped), None);
    }

    #[test]
    fn defaults_and_short_waits_pass() {
        let many: String = (0..20).map(|at| format!("[program:p{at}]\nstopwaitsecs=10\n")).collect();
        assert_eq!(message(&many), None);
        assert_eq!(message("[program:a]\nstopwaitsecs=90\n"), None);
        assert_eq!(message("[program:a]\nstopwaitsecs=never\n"), None);
    }

    #[test]
    fn the_option_name_is_case_insensitive() {
        assert!(message("[program:a]\nStopWaitSecs=100\n").is_some());
    }
}
