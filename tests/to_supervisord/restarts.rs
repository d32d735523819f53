//! Which endings are followed by a restart, which count as failures, and when the manager gives up.

use super::{convert, option, row, service, verdict};

#[test]
fn restart_on_abort_lists_every_exit_code_as_expected() {
    let run = service("ExecStart=/usr/bin/appd\nRestart=on-abort");
    let codes: Vec<String> = (0..=255).map(|code| code.to_string()).collect();
    assert_eq!(
        (option(&run, "autorestart"), option(&run, "exitcodes")),
        (Some("unexpected"), Some(codes.join(",").as_str()))
    );
    let (verdict, reason) = row(&run, "Restart");
    assert_eq!(verdict, "approximate");
    assert!(
        reason.contains("Now: is restarted after any signal. Before: is restarted after any signal except SIGHUP, SIGINT, SIGPIPE, SIGTERM."),
        "{reason}"
    );
}

#[test]
fn the_default_oom_policy_is_reported_once() {
    // A default has no line: it is reported with the processes that outlive the program, or on its own.
    let notes = |lines: &str| {
        let run = service(&format!("ExecStart=/usr/bin/appd\n{lines}"));
        let report: serde_json::Value = serde_json::from_str(&run.err).unwrap();
        let rows = report["settings"].as_array().unwrap();
        let notes_of = |name: &str| {
            let rows = rows.iter().filter(|row| row["range"].is_null() && row["setting"] == name);
            rows.filter(|row| row["reason"].as_str().unwrap().contains("for lack of memory")).count()
        };
        (notes_of("KillMode"), notes_of("OOMPolicy"))
    };
    assert_eq!(notes(""), (1, 0));
    // If the other processes are configured, it is reported on its own.
    assert_eq!(notes("KillMode=mixed"), (0, 1));
    assert_eq!(notes("KillMode=process"), (0, 1));
    assert_eq!(notes("KillMode=process\nDelegate=yes"), (0, 0));
    assert_eq!(notes("KillMode=process\nOOMPolicy=continue"), (0, 0));
    assert_eq!(notes("KillMode=process\nOOMPolicy=kill"), (0, 0));
    for (policy, expected) in [("continue", "dropped"), ("stop", "dropped"), ("kill", "dropped")] {
        assert_eq!(
            verdict(&service(&format!("ExecStart=/usr/bin/appd\nOOMPolicy={policy}")), "OOMPolicy"),
            expected,
            "{policy}"
        );
    }
}

#[test]
fn a_shell_that_stays_turns_signals_into_exit_codes() {
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nRestart=on-abnormal\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down",
    );
    let codes: Vec<&str> = option(&run, "exitcodes").unwrap_or_default().split(',').collect();
    assert!(codes.contains(&"128") && !codes.contains(&"129") && codes.contains(&"193"), "{codes:?}");
    // Exit status 137 now looks like SIGKILL.
    assert_eq!(verdict(&run, "Restart"), "approximate", "{}", run.err);
    let failing = service(
        "Type=oneshot\nRemainAfterExit=yes\nRestart=on-failure\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down",
    );
    assert_eq!((option(&failing, "exitcodes"), verdict(&failing, "Restart").as_str()), (Some("0"), "exact"));
}

#[test]
fn a_signal_is_not_a_failure_if_failures_are_ignored() {
    let run = service("ExecStart=-/usr/bin/app\nRestart=on-failure");
    assert_eq!(
        (option(&run, "autorestart"), option(&run, "startretries"), verdict(&run, "Restart").as_str()),
        (Some("false"), None, "exact"),
        "{}",
        run.out
    );
}

#[test]
fn timeout_sec_is_exact_only_without_a_start_phase() {
    for (lines, expected) in [
        ("ExecStart=/x\nTimeoutSec=20", "exact"),
        ("Type=notify\nExecStart=/x\nTimeoutSec=20", "approximate"),
        ("Type=oneshot\nExecStart=/x\nTimeoutSec=20", "approximate"),
        ("ExecStartPre=/y\nExecStart=/x\nTimeoutSec=20", "approximate"),
        ("Type=notify\nExecStart=/x\nTimeoutSec=20\nTimeoutStartSec=infinity", "exact"),
        ("Type=notify\nExecStart=/x\nTimeoutStartSec=5\nTimeoutSec=20", "approximate"),
    ] {
        let run = service(lines);
        assert_eq!(
            (option(&run, "stopwaitsecs"), verdict(&run, "TimeoutSec").as_str()),
            (Some("20"), expected),
            "{lines}"
        );
        if expected == "approximate" {
            assert!(row(&run, "TimeoutSec").1.contains("aborts a start that takes longer"), "{lines}");
        }
    }
}

#[test]
fn success_exit_statuses_become_expected_exit_codes() {
    let run = service("ExecStart=/usr/bin/app\nSuccessExitStatus=3");
    assert_eq!(option(&run, "exitcodes"), Some("0,3"), "{}", run.out);
    assert_eq!(verdict(&run, "SuccessExitStatus"), "exact");
    // An ending that is followed by a restart is never shown, and a stop is a stop whatever its status.
    let run = service("ExecStart=/usr/bin/app\nRestart=always\nSuccessExitStatus=143");
    assert_eq!((option(&run, "exitcodes"), verdict(&run, "SuccessExitStatus").as_str()), (None, "exact"));
    let (verdict, reason) =
        row(&service("ExecStart=/usr/bin/app\nSuccessExitStatus=SIGKILL"), "SuccessExitStatus");
    assert_eq!(verdict, "dropped");
    assert!(reason.contains("death by SIGKILL is never expected"), "{reason}");
    // These deaths are requested.
    let run = service("ExecStart=/usr/bin/app\nSuccessExitStatus=SIGTERM");
    assert_eq!(self::verdict(&run, "SuccessExitStatus"), "exact");
}

#[test]
fn a_restart_prevent_exit_status_becomes_an_expected_exit_code() {
    let run = service("ExecStart=/usr/bin/app\nRestart=always\nRestartPreventExitStatus=0 2");
    assert_eq!(option(&run, "exitcodes"), Some("0,2"), "{}", run.out);
    assert!(run.err.contains("supervisord calls exit 2 expected"), "{}", run.err);
    let run =
        service("ExecStart=/usr/bin/app\nRestart=always\nRestartPreventExitStatus=0 2\nSuccessExitStatus=2");
    assert!(!run.err.contains("expected, since"), "{}", run.err);
}

#[test]
fn without_sigkill_the_process_group_is_not_killed() {
    let run = service("ExecStart=/a\nKillMode=mixed\nSendSIGKILL=no");
    assert_eq!((option(&run, "killasgroup"), option(&run, "stopasgroup")), (None, None), "{}", run.out);
    let (verdict, reason) = row(&run, "SendSIGKILL");
    assert!(verdict == "approximate" && reason.contains("stopwaitsecs=31536000 is a year"), "{reason}");
    // The kernel uses only the nine permission bits of a mask.
    assert_eq!(row(&service("ExecStart=/a\nUMask=07027"), "UMask"), ("exact".to_owned(), String::new()));
}

#[test]
fn restart_policy_and_pause_state_their_difference_once() {
    let reason = |unit: &str, service: &str, setting: &str| {
        let text = format!(
            "[Unit]\n{unit}\n[Service]\nExecStart=/a\n{service}\n[Install]\nWantedBy=multi-user.target\n"
        );
        row(&convert(&[("app.service", &text)], &[]), setting)
    };
    let (_, restart) = reason("", "Restart=on-failure\nRestartSec=5", "Restart");
    assert_eq!(restart.matches("Now: ").count(), 1, "{restart}");
    let (_, pause) = reason("", "Restart=on-failure\nRestartSec=5", "RestartSec");
    assert_eq!(
        pause,
        "Now: pauses 1 s before a restart. Before: pauses 5 s before a restart. supervisord gives up on a program whose file \
         is missing, after startretries; systemd keeps trying."
    );
    // The single start that the limit allows is not one after an early ending.
    let limit = "StartLimitBurst=1";
    assert_eq!(reason(limit, "Restart=always", "Restart"), ("exact".to_owned(), String::new()));
    let (verdict, reason) = reason(limit, "Restart=always", limit.split('=').next().unwrap());
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("Now: gives up after one start that ends within 1 s."), "{reason}");
}

#[test]
fn a_missing_program_is_retried_forever_without_a_start_limit() {
    let run = |unit: &str, lines: &str| {
        let text = format!("[Unit]\n{unit}\n[Service]\nExecStart=/bin/app\n{lines}");
        convert(&[("app.service", &text)], &[])
    };
    let never = "StartLimitIntervalSec=0";
    for lines in ["Restart=always", "Restart=on-failure"] {
        let run = run(never, lines);
        assert_eq!([option(&run, "startsecs"), option(&run, "startretries")], [Some("0"), Some("1000000")]);
        assert_eq!(verdict(&run, "StartLimitIntervalSec"), "exact");
    }
    // To a shell it is an exit status, and not every status restarts the unit.
    for lines in
        ["Restart=always\nExecStartPre=/bin/true", "Restart=always\nNice=5", "Restart=on-abort", "Restart=no"]
    {
        assert_eq!(option(&run(never, lines), "startretries"), None, "{lines}");
    }
    // Pauses that the limit never applies to require nothing.
    let run = run("", "Restart=always\nRestartSec=5");
    assert_eq!(option(&run, "startretries"), None);
    let reason =
        "supervisord gives up on a program whose file is missing, after startretries; systemd keeps trying.";
    assert!(row(&run, "RestartSec").1.ends_with(reason));
}

#[test]
fn an_explicit_default_start_limit_equals_an_unset_one() {
    let of = |unit: &str, lines: &str| {
        let text = format!("[Unit]\n{unit}\n[Service]\nExecStart=/bin/app\nRestart=on-failure\n{lines}\n");
        convert(&[("app.service", &text)], &[])
    };
    for pause in ["", "RestartSec=1", "RestartSec=5"] {
        let unset = of("", pause);
        for unit in
            ["StartLimitBurst=5", "StartLimitIntervalSec=10", "StartLimitBurst=5\nStartLimitIntervalSec=10s"]
        {
            let written = of(unit, pause);
            assert_eq!(written.out, unset.out, "{unit} {pause}");
            let name = unit.split('=').next().unwrap_or_default();
            assert_eq!(verdict(&written, name), "approximate", "{unit} {pause}");
        }
    }
}
