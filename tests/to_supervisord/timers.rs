//! Services that a timer starts.

use super::{convert, option, row, verdict};

#[test]
fn a_service_started_at_boot_as_well_does_not_wait_for_its_timer() {
    let run = |install: &str| {
        convert(
            &[
                ("a.service", &format!("[Service]\nType=oneshot\nExecStart=/bin/a\n{install}")),
                (
                    "a.timer",
                    "[Timer]\nOnBootSec=5min\nOnUnitActiveSec=1h\n[Install]\nWantedBy=timers.target\n",
                ),
            ],
            &[],
        )
    };
    assert!(row(&run(""), "OnBootSec").1.ends_with("and makes the first 300 s after boot."));
    let at_boot = run("[Install]\nWantedBy=multi-user.target\n");
    assert!(row(&at_boot, "OnBootSec").1.ends_with("and does not wait before the first."));
}

/// `config_parse_timer()` looks for an empty value before it expands specifiers (`systemd-analyze verify` of 252).
#[test]
fn a_value_that_expands_to_nothing_does_not_reset_the_times() {
    let service = ("a.service", "[Service]\nType=oneshot\nExecStart=/bin/a\n");
    let verdict_of = |line: &str| {
        let timer = format!(
            "[Timer]\nOnBootSec=5min\nOnUnitActiveSec=1h\n{line}\n[Install]\nWantedBy=timers.target\n"
        );
        let run = convert(&[service, ("a.timer", &timer)], &[]);
        row(&run, "OnBootSec").1
    };
    assert!(verdict_of("OnCalendar=%i").ends_with("and makes the first 300 s after boot."));
    assert!(verdict_of("OnCalendar=\nOnStartupSec=1min").contains("a later line sets it again"));
}

#[test]
fn a_timer_belongs_to_the_service_in_the_same_directory() {
    let unit = "[Service]\nType=oneshot\nExecStart=/bin/a\n";
    let timer = |when: &str| format!("[Timer]\nOnCalendar={when}\n[Install]\nWantedBy=timers.target\n");
    let (one, two) = (timer("*-*-* 01:00:00"), timer("*-*-* 02:00:00"));
    let run = convert(
        &[("deb/a.service", unit), ("deb/a.timer", &one), ("rpm/a.service", unit), ("rpm/a.timer", &two)],
        &[],
    );
    let lines: Vec<&str> = run.out.lines().filter(|line| line.contains("supervisorctl start")).collect();
    assert_eq!(
        lines,
        ["; 0 1 * * * supervisorctl start a", "; 0 2 * * * supervisorctl start a_2"],
        "{}",
        run.out
    );
}

#[test]
fn a_reset_of_wanted_by_disables_a_timer_or_a_socket() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let timer = "[Timer]\nOnBootSec=1min\nOnUnitActiveSec=5min\n[Install]\nWantedBy=timers.target\n";
    let socket = "[Socket]\nListenStream=/run/a.sock\n[Install]\nWantedBy=sockets.target\n";
    let fastcgi = "[Service]\nExecStart=/bin/a\nStandardInput=socket\n";
    for (service, name, by) in [(unit, "a.timer", timer), (fastcgi, "a.socket", socket)] {
        let drop_in = format!("{name}.d/off.conf");
        let units = [("a.service", service), (name, by), (drop_in.as_str(), "[Install]\nWantedBy=\n")];
        let (on, off) = (convert(&units[..2], &[]), convert(&units, &[]));
        assert_eq!(
            (option(&on, "autostart"), option(&off, "autostart")),
            (None, Some("false")),
            "{}",
            off.out
        );
    }
}

#[test]
fn a_calendar_timer_is_reported_as_a_crontab_line() {
    let job = "[Service]\nType=oneshot\nExecStart=/usr/bin/job\n";
    let timer =
        "[Timer]\nOnCalendar=Mon..Fri 06,18:30\nUnit=job.service\n[Install]\nWantedBy=timers.target\n";
    let run = convert(&[("job.service", job), ("nightly.timer", timer)], &[]);
    let expected = "; supervisord has no timers. A crontab line does the same:\n; 30 6,18 * * 1-5 supervisorctl start \
                    job\n[program:job]\n";
    assert!(run.out.contains(expected), "{}", run.out);
    assert_eq!(option(&run, "autostart"), Some("false"));
    for setting in ["OnCalendar", "Unit", "WantedBy"] {
        let (verdict, reason) = row(&run, setting);
        assert!(
            verdict == "manual" && reason.contains("30 6,18 * * 1-5 supervisorctl start job"),
            "{setting} {verdict}: {reason}"
        );
    }
    let inexpressible = convert(&[("job.service", job), ("job.timer", "[Timer]\nOnCalendar=*-*~1\n")], &[]);
    assert!(
        row(&inexpressible, "OnCalendar").1.contains("cron cannot express these times"),
        "{}",
        inexpressible.err
    );
}

#[test]
fn a_monotonic_timer_becomes_a_sleep_before_the_command() {
    let job = "[Service]\nType=oneshot\nExecStart=/usr/bin/job\n";
    let timer = "[Timer]\nOnBootSec=1min\nOnUnitActiveSec=15min\n[Install]\nWantedBy=timers.target\n";
    let run = convert(&[("job.service", job), ("job.timer", timer)], &[]);
    assert_eq!(option(&run, "command"), Some("/bin/sh -c '/bin/sleep 900 && exec /usr/bin/job'"));
    let options = ["autostart", "autorestart", "startsecs"].map(|name| option(&run, name));
    assert_eq!(options, [None, Some("true"), Some("0")], "{}", run.out);
    for setting in ["OnBootSec", "OnUnitActiveSec", "WantedBy"] {
        assert_eq!(verdict(&run, setting), "approximate", "{setting}: {}", run.err);
    }
    assert_eq!(verdict(&run, "ExecStart"), "exact");
    let not_started =
        convert(&[("job.service", job), ("job.timer", "[Timer]\nOnUnitActiveSec=15min\n")], &[]);
    assert_eq!(
        option(&not_started, "autostart"),
        Some("false"),
        "nothing starts the timer: {}",
        not_started.out
    );
    let both =
        convert(&[("job.service", job), ("job.timer", &format!("{timer}[Timer]\nOnCalendar=daily\n"))], &[]);
    assert_eq!((option(&both, "command"), option(&both, "autostart")), (Some("/usr/bin/job"), Some("false")));
    assert!(both.out.contains("; 0 0 * * * supervisorctl start job"), "{}", both.out);
}

#[test]
fn a_condition_shared_by_timer_and_service_is_listed_once() {
    let condition = "[Unit]\nConditionVirtualization=!container\n";
    let service = format!("{condition}[Service]\nExecStart=/usr/bin/app\n");
    let timer = format!("{condition}[Timer]\nOnBootSec=5min\n[Install]\nWantedBy=timers.target\n");
    let run = convert(&[("a.service", &service), ("a.timer", &timer)], &[]);
    assert_eq!(run.out.matches("ConditionVirtualization=!container").count(), 1, "{}", run.out);
}

#[test]
fn a_one_shot_timer_autostarts_and_a_timer_without_a_first_run_does_not() {
    let made = |timer: &str, more: &str| {
        let service = format!("[Service]\nType=oneshot\nExecStart=/a\n{more}");
        let timer = format!("[Timer]\n{timer}\n[Install]\nWantedBy=timers.target\n");
        convert(&[("app.service", &service), ("app.timer", &timer)], &[])
    };
    let run = made("OnBootSec=15min\nOnStartupSec=20min", "");
    assert_eq!(option(&run, "command"), Some("/bin/sh -c '/bin/sleep 900 && exec /a'"), "{}", run.out);
    assert_eq!((option(&run, "autostart"), option(&run, "autorestart")), (None, Some("false")));
    let (verdict, reason) = row(&run, "OnBootSec");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("sleeps 900 s before its run, whatever starts it"), "{reason}");
    let run = made("OnActiveSec=0", "");
    assert_eq!((option(&run, "command"), option(&run, "autostart")), (Some("/a"), None), "{}", run.out);
    // With calendar times it is left to cron, and to whoever writes the crontab line.
    let run = made("OnCalendar=hourly\nOnBootSec=0", "");
    assert_eq!(option(&run, "autostart"), Some("false"));
    assert!(
        row(&run, "OnBootSec")
            .1
            .contains("`0 * * * * supervisorctl start app`. Set autostart=true to start it at boot")
    );
    assert!(run.out.contains(":\n; 0 * * * * supervisorctl start app\n; Set autostart=true"), "{}", run.out);
    // A service that is restarted after a failure would sleep again.
    assert!(
        row(&made("OnBootSec=15min", "Restart=on-failure\n"), "OnBootSec")
            .1
            .contains("supervisorctl start app")
    );
    let run = made("OnUnitActiveSec=1h", "");
    assert_eq!((option(&run, "autostart"), option(&run, "autorestart")), (Some("false"), Some("true")));
    assert!(row(&run, "OnUnitActiveSec").1.ends_with("never makes the first: something has to start it."));
    let run = made("OnBootSec=5min\nOnUnitActiveSec=1h", "");
    assert_eq!((option(&run, "autostart"), option(&run, "autorestart")), (None, Some("true")));
    assert!(row(&run, "OnBootSec").1.ends_with("makes the first 300 s after boot."));
}

#[test]
fn conditions_of_a_timed_service_are_tested_after_the_sleep() {
    let timer = "[Timer]\nOnBootSec=10s\nOnUnitActiveSec=6h\n[Install]\nWantedBy=timers.target\n";
    let command = |lines: &str| {
        let service = format!("{lines}Type=oneshot\nExecStart=/usr/bin/app\n");
        let run = convert(&[("app.service", &service), ("app.timer", timer)], &[]);
        assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.out);
        (option(&run, "command").unwrap_or_default().to_owned(), run)
    };
    // supervisord would check about once a second while it does not hold.
    let (written, run) = command("[Unit]\nConditionPathExists=/run/on\n[Service]\n");
    assert_eq!(written, "/bin/sh -c '/bin/sleep 21600 || exit; [ -e /run/on ] || exit 0; exec /usr/bin/app'");
    let (verdict, reason) = row(&run, "ConditionPathExists");
    assert!(
        verdict == "approximate" && reason.ends_with("with exit code 0, which begins the next wait."),
        "{reason}"
    );
    let (written, run) = command("[Service]\nExecCondition=/usr/bin/on\n");
    assert_eq!(written, "/bin/sh -c '/bin/sleep 21600 || exit; /usr/bin/on || exit 0; exec /usr/bin/app'");
    let (_, reason) = row(&run, "ExecCondition");
    assert!(reason.contains("which begins the next wait.") && !reason.contains("try again"), "{reason}");
    // Without a condition it is an ordinary step.
    let (written, _) = command("[Service]\n");
    assert_eq!(written, "/bin/sh -c '/bin/sleep 21600 && exec /usr/bin/app'");
}

/// `unit_full_printf()` in `config_parse_timer()`.
#[test]
fn specifiers_in_the_times_of_a_timer_are_expanded() {
    let run = convert(
        &[
            ("a@3.service", "[Service]\nType=oneshot\nExecStart=/bin/a\n"),
            ("a@3.timer", "[Timer]\nOnCalendar=*-*-* %i:00\n[Install]\nWantedBy=timers.target\n"),
        ],
        &[],
    );
    assert!(run.out.contains("; 0 3 * * * supervisorctl start a@3\n"), "{}", run.out);
}
