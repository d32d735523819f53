//! `restart-hits-start-limit`

use crate::diagnostic::{Applicability, Level};
use crate::ir::{Duration, Input, SettingId};
use crate::lint::facts::start_limit::DefaultLimit;
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;

rule! {
    /// Flags a systemd service that is restarted so soon that a few quick failures exhaust the start limit that applies
    /// when the unit sets none: 5 starts in 10 s. Reported as `warning` where it should always be up
    /// (`Restart=always`), as `info` under the other policies.
    ///
    /// ## Why
    ///
    /// With the default pause of 100 ms, a program that ends immediately (a database that is not up yet, a port that is
    /// still taken) is started five times within half a second. Then systemd gives up for good: the unit stays `failed`
    /// with `Start request repeated too quickly`, whatever `Restart=` says, until somebody starts it by hand. A limit
    /// that the unit sets counts as intended; `Type=oneshot` and services on a terminal are left alone.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSec=5
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `StartLimitIntervalSec=`; systemd.service(5), `RestartSec=`; `src/basic/ratelimit.c`. systemd issue
    /// 30804 asks systemd itself to warn. Run on 252: `ExecStart=/bin/false` with `Restart=always` is dead after 5 starts.
    pub static RESTART_HITS_START_LIMIT = {
        name: "restart-hits-start-limit",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Service(prefilter::is_restarted_by_systemd, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    let Some(limit) = DefaultLimit::of(context).filter(|limit| limit.is_reached && !limit.is_oneshot) else {
        return;
    };
    // A program at a terminal is restarted for the next login, and has to be there immediately; if it fails immediately
    // there is no terminal, and giving up is right (as in systemd's own `getty@.service`).
    if context.service.stdin.value == Input::Terminal {
        return;
    }
    let when = match limit.pauses {
        Duration::ZERO => "immediately".to_owned(),
        pauses => format!("after {pauses}"),
    };
    let message = format!("the default start limit ends the restarts {when}");
    let (file, span) = (limit.restart.file, context.items.setting(limit.restart).1);
    let level = if limit.always { Level::Warning } else { Level::Info };
    let sum = limit.sum(context);
    let help = format!(
        "{sum}, and the unit sets no StartLimitIntervalSec= or StartLimitBurst=: the default of 5 starts in 10 s applies. \
         systemd gives up for good on a program that fails immediately. Set RestartSec= to 2 s or more and the limit is \
         never reached, or write the limit that you want into [Unit]; StartLimitIntervalSec=0 turns it off.",
    );
    let finding = RESTART_HITS_START_LIMIT.at(file, span, message).level(level).label(sum).help(help);
    // A longer pause delays every restart: shown, not applied.
    sink.add(finding.fix("pause for 5 s", Applicability::Display, vec![set_pause(context, limit.restart)]));
}

/// Sets `RestartSec=5`, in place of an existing value or after `Restart=`.
fn set_pause(context: &ServiceContext<'_>, restart: SettingId) -> Edit {
    if let Some(id) = context.last_named(&context.service.restart_pause.from, b"RestartSec")
        && id.file == restart.file
    {
        return Edit::replace(context.items.setting(id).1, "5");
    }
    let end = context.items.setting(restart).1.end;
    let after = Span::new(end, u32::MAX).slice(context.sources.get(restart.file).bytes());
    let line_end = if after.starts_with(b"\r\n") { "\r\n" } else { "\n" };
    Edit::insert(end, format!("{line_end}RestartSec=5"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(service: &str) -> Vec<Found> {
        unit(&RESTART_HITS_START_LIMIT, &format!("[Service]\nExecStart=/bin/x\n{service}"))
    }

    #[test]
    fn five_short_pauses_reach_the_default_limit() {
        let [finding] = &found("Restart=always\n")[..] else { panic!() };
        assert_eq!((finding.level, finding.text.as_str()), (Level::Warning, "always"));
        assert_eq!(finding.message, "the default start limit ends the restarts after 500 ms");
        assert_eq!(finding.label, "5 pauses of 100 ms add up to 500 ms");
        assert_eq!(found("Restart=always\nRestartSec=1999ms\n").len(), 1);
        assert!(found("Restart=always\nRestartSec=2\n").is_empty());
        let at_once = &found("Restart=always\nRestartSec=0\n")[0].message;
        assert_eq!(at_once, "the default start limit ends the restarts immediately");
    }

    #[test]
    fn a_terminal_login_may_restart_immediately() {
        assert!(found("Restart=always\nStandardInput=tty\nTTYPath=/dev/%I\n").is_empty());
        assert!(
            found("Restart=always\nStandardInput=tty\nStandardInput=screen\n").is_empty(),
            "the second value is ignored"
        );
        assert_eq!(found("Restart=always\nStandardInput=null\n").len(), 1);
    }

    #[test]
    fn the_fix_lengthens_the_pause() {
        let fixed = |service: &str| found(service)[0].fixed.clone().unwrap();
        let head = "[Service]\nExecStart=/bin/x\n";
        assert_eq!(fixed("Restart=always\n"), format!("{head}Restart=always\nRestartSec=5\n"));
        assert_eq!(fixed("Restart=always\r\n"), format!("{head}Restart=always\r\nRestartSec=5\r\n"));
        let short = "RestartSec=1\nRestart=always\n";
        assert_eq!(fixed(short), format!("{head}RestartSec=5\nRestart=always\n"));
    }

    #[test]
    fn policies_that_do_not_always_restart_are_an_info() {
        for policy in ["on-failure", "on-abnormal", "on-abort", "on-success"] {
            let found = found(&format!("Restart={policy}\n"));
            assert_eq!(found.iter().map(|one| one.level).collect::<Vec<_>>(), [Level::Info], "{policy}");
        }
        // A watchdog needs time to run out.
        assert!(found("Restart=on-watchdog\n").is_empty());
        assert!(found("Restart=no\n").is_empty());
        assert_eq!(found("RestartForceExitStatus=3\n")[0].text, "3");
    }

    #[test]
    fn an_explicit_limit_passes() {
        for limit in ["StartLimitIntervalSec=30", "StartLimitInterval=30", "StartLimitBurst=5"] {
            let text = format!("[Unit]\n{limit}\n[Service]\nExecStart=/bin/x\nRestart=always\n");
            assert!(unit(&RESTART_HITS_START_LIMIT, &text).is_empty(), "{limit}");
        }
        for limit in ["StartLimitInterval=30", "StartLimitBurst=5"] {
            assert!(found(&format!("Restart=always\n{limit}\n")).is_empty(), "{limit}");
        }
        // systemd does not know the new name there, and does not accept such a number.
        assert_eq!(found("Restart=always\nStartLimitIntervalSec=30\n").len(), 1);
        assert_eq!(found("Restart=always\nStartLimitBurst=many\n").len(), 1);
    }

    #[test]
    fn growing_pauses_are_added_up() {
        assert!(found("Restart=always\nRestartSteps=3\nRestartMaxDelaySec=60\n").is_empty());
        assert_eq!(found("Restart=always\nRestartSteps=9\nRestartMaxDelaySec=10\n").len(), 1);
    }

    #[test]
    fn oneshot_units_and_lone_drop_ins_pass() {
        assert!(found("Type=oneshot\nRestart=on-failure\n").is_empty());
        let drop_in = "[Service]\nRestart=always\n";
        assert!(
            crate::lint::testing::file(&RESTART_HITS_START_LIMIT, "a.service.d/b.conf", drop_in).is_empty()
        );
    }
}
