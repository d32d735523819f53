//! `start-limit-unset`

use crate::diagnostic::Level;
use crate::lint::facts::start_limit::DefaultLimit;
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;

rule! {
    /// Flags a systemd service that is restarted forever, however often it fails: it sets no start limit, and its
    /// pauses are so long that the default one, 5 starts in 10 s, is never reached.
    ///
    /// ## Why
    ///
    /// That is often what is wanted, but it is not written anywhere: the pause alone decides. A program that can never
    /// start again fills the journal without ever becoming `failed`, so nothing that watches failed units sees it. A
    /// written limit says which of the two is meant.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=5
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// StartLimitIntervalSec=0
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=5
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `StartLimitIntervalSec=`; `src/basic/ratelimit.c`. Run on 252: `ExecStart=/bin/false` with
    /// `Restart=always` and `RestartSec=2` is restarted forever.
    pub static START_LIMIT_UNSET = {
        name: "start-limit-unset",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Service(prefilter::is_restarted_by_systemd, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    let Some(limit) = DefaultLimit::of(context).filter(|limit| !limit.is_reached) else { return };
    let sum = limit.sum(context);
    let (file, span) = (limit.restart.file, context.items.setting(limit.restart).1);
    let finding = START_LIMIT_UNSET.at(file, span, "no start limit ever ends the restarts");
    sink.add(finding.label(sum.clone()).help(format!(
        "The unit sets no StartLimitIntervalSec= or StartLimitBurst=, and {sum}: systemd's 5 starts in 10 s are never \
         reached. Write StartLimitIntervalSec=0 into [Unit] to retry forever, or a limit whose interval is longer than its \
         burst of pauses.",
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(text: &str) -> Vec<Found> {
        unit(&START_LIMIT_UNSET, text)
    }

    #[test]
    fn long_pauses_never_reach_the_default_limit() {
        let [finding] = &found("[Service]\nExecStart=/bin/x\nRestart=on-failure\nRestartSec=2\n")[..] else {
            panic!()
        };
        assert_eq!((finding.level, finding.text.as_str()), (Level::Info, "on-failure"));
        assert_eq!(finding.label, "5 pauses of 2 s add up to 10 s");
        assert!(found("[Service]\nExecStart=/bin/x\nRestart=always\nRestartSec=1\n").is_empty());
    }

    #[test]
    fn a_failing_oneshot_with_a_long_pause_is_flagged() {
        let job = "[Service]\nType=oneshot\nExecStart=/bin/x\n";
        assert_eq!(found(&format!("{job}Restart=on-failure\nRestartSec=30\n")).len(), 1);
        assert!(found(&format!("{job}Restart=on-failure\n")).is_empty(), "the duration of a run is unknown");
        assert!(found(job).is_empty());
    }

    #[test]
    fn an_explicit_limit_passes() {
        for limit in ["StartLimitIntervalSec=0", "StartLimitBurst=3"] {
            let service = "[Service]\nExecStart=/bin/x\nRestart=always\nRestartSec=5\n";
            assert!(found(&format!("[Unit]\n{limit}\n{service}")).is_empty(), "{limit}");
        }
    }

    #[test]
    fn an_infinite_pause_is_not_a_restart() {
        assert!(found("[Service]\nExecStart=/bin/x\nRestart=always\nRestartSec=infinity\n").is_empty());
    }
}
