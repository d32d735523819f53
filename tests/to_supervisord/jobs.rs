//! Jobs: units that do their work and exit.

use super::{convert, option, risk, row, service, steps, verdict};

#[test]
fn a_job_that_succeeds_immediately_is_not_restarted() {
    let run = service("Type=oneshot\nExecStart=/usr/bin/job\nRestart=on-failure");
    assert_eq!(
        (
            option(&run, "autorestart"),
            option(&run, "exitcodes"),
            option(&run, "startsecs"),
            option(&run, "startretries")
        ),
        (Some("unexpected"), Some("0"), Some("0"), None),
        "{}",
        run.out
    );
    let daemon = service("ExecStart=/usr/bin/appd\nRestart=on-failure");
    assert_eq!((option(&daemon, "startsecs"), option(&daemon, "startretries")), (None, Some("4")));
}

#[test]
fn a_remaining_job_with_a_stop_command_is_kept_up_by_its_shell() {
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down\nExecStop=-/bin/rm /run/job",
    );
    let written = [
        "/usr/bin/job up || exit",
        "trap \"/usr/bin/job down && { /bin/rm /run/job || :; }\" TERM",
        "sleep infinity & wait'",
    ];
    assert_eq!(steps(&run), written);
    assert_eq!((option(&run, "autorestart"), option(&run, "startsecs")), (Some("false"), Some("0")));
    assert!(!run.out.contains("Not kept"), "{}", run.out);
    for (setting, expected) in
        [("ExecStart", "exact"), ("RemainAfterExit", "exact"), ("ExecStop", "approximate")]
    {
        assert_eq!(verdict(&run, setting), expected, "{setting}: {}", run.err);
    }
    assert_eq!(risk(&run, "ExecStop"), "behaviour");
    // What the job leaves behind is not stopped: the shell only ends its own wait.
    let alone = service(
        "Type=oneshot\nRemainAfterExit=yes\nKillMode=process\nKillSignal=INT\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down",
    );
    assert_eq!(
        option(&alone, "command"),
        Some(
            "/bin/sh -c '/usr/bin/job up || exit; trap \"/usr/bin/job down\" INT; sleep infinity & wait || kill $!'"
        )
    );
    // Other statuses that count as success are passed to the shell, which cannot distinguish death by a signal from an
    // exit.
    let job = |lines: &str| {
        let text = format!("Type=oneshot\nRemainAfterExit=yes\n{lines}\nExecStop=/usr/bin/job down");
        let run = service(&text);
        assert_eq!(
            verdict(&run, "RemainAfterExit"),
            if run.out.contains("trap") { "exact" } else { "dropped" }
        );
        match steps(&run).as_slice() {
            [program, tells, ..] => [*program, *tells].join("\n"),
            _ => option(&run, "command").unwrap_or_default().to_owned(),
        }
    };
    assert_eq!(
        job("ExecStart=-/usr/bin/job up"),
        "/bin/sh -c '/usr/bin/job up; trap \"/usr/bin/job down\" TERM; sleep infinity & wait'"
    );
    assert_eq!(
        job("ExecStart=/usr/bin/job up\nSuccessExitStatus=9 3"),
        "/usr/bin/job up\ncase $? in 0|3|9);; *) exit;; esac"
    );
    let by_signal = service(
        "Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/job up\nSuccessExitStatus=TERM\nExecStop=/bin/a",
    );
    assert_eq!(
        (option(&by_signal, "command"), verdict(&by_signal, "RemainAfterExit").as_str()),
        (Some("/usr/bin/job up"), "dropped")
    );
    // A daemon must keep its PID.
    let daemon = service("ExecStart=/usr/bin/appd\nExecStop=/usr/bin/job down");
    assert!(daemon.out.contains("; Not kept: on a stop systemd runs /usr/bin/job down;"), "{}", daemon.out);
}

#[test]
fn exec_stop_post_of_a_job_runs_whatever_its_result() {
    let run = service(
        "Type=oneshot\nExecStartPre=/usr/bin/a\nExecStart=/usr/bin/b\nExecStopPost=-/usr/bin/c\nExecStopPost=/usr/bin/d",
    );
    let written = [
        "trap \"{ /usr/bin/c || :; } && /usr/bin/d || exit 1\" EXIT",
        "trap \"exit 143\" TERM",
        "/usr/bin/a &&",
        "/usr/bin/b'",
    ];
    assert_eq!(steps(&run), written);
    assert!(!run.out.contains("Not kept"), "{}", run.out);
    for (setting, expected) in
        [("ExecStart", "exact"), ("ExecStartPre", "exact"), ("ExecStopPost", "approximate")]
    {
        assert_eq!(verdict(&run, setting), expected, "{setting}: {}", run.err);
    }
    // Whoever sees only the shell sees death by a signal as an exit status.
    let again = service("Type=oneshot\nExecStart=/usr/bin/b\nExecStopPost=/usr/bin/d\nRestart=on-failure");
    assert_eq!(
        (option(&again, "autorestart"), verdict(&again, "Restart").as_str()),
        (Some("unexpected"), "exact")
    );
    // A condition that does not hold starts nothing that could end; a command that checks does.
    let condition = convert(
        &[(
            "app.service",
            "[Unit]\nConditionPathExists=/e\n[Service]\nType=oneshot\nExecCondition=/usr/bin/a\nExecStart=/usr/bin/b\nExecStopPost=/usr/bin/d\n",
        )],
        &[],
    );
    let written = [
        "[ -e /e ] || exit 0",
        "trap \"/usr/bin/d || exit 1\" EXIT",
        "trap \"exit 143\" TERM",
        "/usr/bin/a || exit 0",
        "/usr/bin/b'",
    ];
    assert_eq!(steps(&condition), written, "{}", condition.out);
    // A service that stays up ends when it is stopped.
    let up = service("Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/b\nExecStopPost=-/usr/bin/d");
    let written = [
        "trap \"{ /usr/bin/d || :; }\" EXIT",
        "trap \"exit 143\" TERM",
        "/usr/bin/b || exit",
        "trap : TERM",
        "sleep infinity & wait'",
    ];
    assert_eq!(steps(&up), written, "{}", up.out);
    assert_eq!(
        (verdict(&up, "RemainAfterExit").as_str(), verdict(&up, "ExecStopPost").as_str()),
        ("exact", "approximate")
    );
    let with_stop = service(
        "Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/b\nExecStop=/usr/bin/c\nExecStopPost=/usr/bin/d",
    );
    assert_eq!(
        steps(&with_stop)[3..],
        ["trap /usr/bin/c TERM", "sleep infinity & wait'"],
        "{}",
        with_stop.out
    );
    // If only the shell got the signal it would wait for the job, and only systemd knows how the job ended.
    for lines in [
        "KillMode=mixed\nExecStopPost=/usr/bin/d",
        "KillSignal=SIGKILL\nExecStopPost=/usr/bin/d",
        "ExecStopPost=/usr/bin/d $SERVICE_RESULT",
        "ExecStopPost=/usr/bin/d ${EXIT_STATUS}",
    ] {
        let run = service(&format!("Type=oneshot\nExecStart=/usr/bin/b\n{lines}"));
        assert_eq!(
            (option(&run, "command"), verdict(&run, "ExecStopPost").as_str()),
            (Some("/usr/bin/b"), "dropped"),
            "{lines}"
        );
        assert!(
            run.out.contains("; Not kept: after the program has ended systemd runs /usr/bin/d"),
            "{}",
            run.out
        );
    }
    // A daemon must keep its PID.
    let daemon = service("ExecStart=/usr/bin/appd\nExecStopPost=/usr/bin/d");
    assert_eq!(verdict(&daemon, "ExecStopPost"), "dropped");
}

#[test]
fn exec_start_post_and_exec_stop_of_a_job_run_in_sequence() {
    let run = service(
        "Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=/usr/bin/b\nExecStartPost=-/usr/bin/c\nExecStop=/usr/bin/d",
    );
    let written = ["/usr/bin/a &&", "/usr/bin/b &&", "{ /usr/bin/c || :; } &&", "exec /usr/bin/d'"];
    assert_eq!(steps(&run), written);
    for setting in ["ExecStart", "ExecStartPost", "ExecStop"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}: {}", run.err);
    }
    assert!(!run.out.contains("Not kept"), "{}", run.out);
    // The command that decides about a retry is not the last one.
    let decides =
        service("Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=-/usr/bin/b\nRestart=on-failure");
    assert_eq!(
        (option(&decides, "command"), option(&decides, "autorestart")),
        (Some("/bin/sh -c '/usr/bin/a && { /usr/bin/b || :; } && exec /bin/true'"), Some("unexpected"))
    );
    // Nothing is run that is not requested.
    let nothing = service(
        "Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=/bin/b\nExecStartPost=\nExecStop=/bin/true",
    );
    assert_eq!(option(&nothing, "command"), Some("/usr/bin/a"));
    // Statuses apply to the commands of ExecStart= only, and no option distinguishes these from others.
    let judged = service("Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=/usr/bin/b\nSuccessExitStatus=3");
    assert_eq!(
        (option(&judged, "command"), verdict(&judged, "ExecStartPost").as_str()),
        (Some("/usr/bin/a"), "dropped")
    );
    // A daemon has started by then, and keeps running.
    let daemon = service("ExecStart=/usr/bin/appd\nExecStartPost=/usr/bin/b");
    assert_eq!(verdict(&daemon, "ExecStartPost"), "dropped");
}

#[test]
fn remain_after_exit_of_an_exec_service_restarts_only_after_a_failure() {
    let run = service("Type=exec\nExecStart=/usr/bin/app\nRestart=always\nRemainAfterExit=yes");
    assert_eq!(
        (option(&run, "autorestart"), option(&run, "exitcodes")),
        (Some("unexpected"), Some("0")),
        "{}",
        run.out
    );
    // SIGTERM is a success for systemd, but not for supervisord.
    assert_eq!(verdict(&run, "Restart"), "approximate", "{}", run.err);
}

#[test]
fn stop_commands_of_a_job_run_as_their_own_user() {
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nUser=app\nExecStart=/usr/bin/job up\nExecStop=+/usr/bin/job down\nExecStop=/bin/rm /run/job",
    );
    assert!(run.out.contains("/usr/bin/job down && setpriv --reuid=app"), "{}", run.out);
    assert_eq!((verdict(&run, "User").as_str(), option(&run, "user")), ("approximate", None), "{}", run.err);
    assert_eq!(verdict(&run, "ExecStop"), "approximate", "{}", run.err);
}

#[test]
fn remain_after_exit_restarts_only_after_a_failure() {
    let run = service("ExecStart=/x\nRemainAfterExit=yes\nRestart=always");
    assert_eq!((option(&run, "autorestart"), option(&run, "exitcodes")), (Some("unexpected"), Some("0")));
    assert_eq!(verdict(&run, "Restart"), "approximate", "supervisord restarts it after SIGTERM");
    let run = service("ExecStart=/x\nRemainAfterExit=yes\nRestart=on-success");
    assert_eq!(option(&run, "autorestart"), Some("false"), "{}", run.out);
    let run = service("ExecStart=/x\nRemainAfterExit=no\nRestart=always");
    assert_eq!((option(&run, "autorestart"), verdict(&run, "Restart").as_str()), (Some("true"), "exact"));
}

#[test]
fn type_idle_is_approximate_because_supervisord_does_not_wait() {
    let run = service("Type=idle\nExecStart=/x\nRestart=no");
    let (verdict, reason) = row(&run, "Type");
    assert!(
        verdict == "approximate" && reason.contains("no other start is in progress"),
        "{verdict}: {reason}"
    );
}

#[test]
fn success_exit_status_applies_to_each_command_of_a_job() {
    let run = service("Type=oneshot\nSuccessExitStatus=3 TERM\nExecStart=/bin/a\nExecStart=/bin/b");
    let (verdict, reason) = row(&run, "SuccessExitStatus");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("also continues to the next command after exit 3"), "{reason}");
    let one = service("Type=oneshot\nSuccessExitStatus=3\nExecStartPre=/bin/a\nExecStart=/bin/b");
    assert!(!row(&one, "ExecStartPre").1.contains("next command"), "{}", one.err);
}
