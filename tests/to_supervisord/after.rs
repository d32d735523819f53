//! Commands that run after the start, on a stop and after the end of the program.

use super::{convert, option, row, run_is_off, service, steps, verdict};

#[test]
fn the_file_lists_commands_that_are_no_longer_run() {
    let run = service(
        "ExecStart=/usr/bin/appd\nExecStartPost=/bin/sleep 1\nExecStopPost=/bin/rm -f /run/a\nExecStopPost=-/bin/rm -f /run/b",
    );
    assert!(
        run.out.contains("; Not kept: once the program has started systemd runs /bin/sleep 1\n"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains(
            "; Not kept: after the program has ended systemd runs /bin/rm -f /run/a; /bin/rm -f /run/b\n"
        ),
        "{}",
        run.out
    );
    assert_eq!(option(&run, "autostart"), None, "the program is enabled: {}", run.out);
    let quiet = convert(&[("app.service", "[Service]\nExecStart=/a\nExecStopPost=/b\n")], &["--no-comments"]);
    assert!(!quiet.out.contains("Not kept"), "{}", quiet.out);
}

#[test]
fn commands_that_talk_to_systemd_are_reported_in_a_container() {
    let convert = |lines: &str, more: &[&str]| {
        let text = format!("[Service]\n{lines}\n[Install]\nWantedBy=multi-user.target\n");
        convert(&[("app.service", &text)], more)
    };
    for (lines, setting, instead) in [
        ("ExecStart=systemctl restart atop.service", "ExecStart", "supervisorctl"),
        (
            "ExecStart=/usr/bin/systemd-inhibit --why=backup /usr/bin/backup",
            "ExecStart",
            "start the program after it directly",
        ),
        ("ExecStartPre=/bin/loginctl lock-sessions\nExecStart=/usr/bin/app", "ExecStartPre", "other means"),
    ] {
        let run = convert(lines, &["--container"]);
        let (verdict, reason) = row(&run, setting);
        assert!(verdict == "manual" && reason.contains(instead), "{lines}: {verdict}, {reason}");
        assert!(run.out.contains("; To do by hand") && run.out.contains("autostart=false"), "{}", run.out);
        // Next to a running systemd it works as before.
        assert!(!run_is_off(&convert(lines, &[])), "{lines}");
    }
    let may_fail =
        convert("ExecStartPre=-/bin/systemctl daemon-reload\nExecStart=/usr/bin/app", &["--container"]);
    assert!(!run_is_off(&may_fail), "{}", may_fail.out);
}

#[test]
fn a_stop_command_that_only_sends_a_signal_becomes_stopsignal() {
    let run = service(
        "ExecStart=/usr/sbin/nginx -g \"daemon off;\"\nExecStop=/usr/sbin/nginx -s quit\nKillSignal=SIGHUP",
    );
    assert_eq!(option(&run, "stopsignal"), Some("QUIT"));
    for setting in ["ExecStop", "KillSignal"] {
        let (verdict, reason) = row(&run, setting);
        assert!(
            verdict == "approximate" && reason.contains("amounts to SIGQUIT"),
            "{setting} {verdict}: {reason}"
        );
    }
    assert_eq!(verdict(&service("ExecStart=/usr/bin/app\nExecStop=/bin/true"), "ExecStop"), "exact");
}

#[test]
fn a_dropped_stop_command_is_named_in_the_file_and_the_report() {
    let run = service("ExecStart=/usr/bin/app\nExecStop=/usr/bin/appctl drain $MAINPID");
    let (verdict, reason) = row(&run, "ExecStop");
    assert!(verdict == "dropped" && reason.contains("traps SIGTERM"), "{verdict}: {reason}");
    assert!(run.out.contains("; Not kept: on a stop systemd runs /usr/bin/appctl drain ${MAINPID}; supervisord only sends SIGTERM.\n[program:app]"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "the program is still enabled");
}

#[test]
fn a_reload_that_only_sends_a_signal_is_listed_as_supervisorctl_signal() {
    let operate = |reload: &str| {
        let run = service(&format!("ExecStart=/usr/bin/app\nExecReload={reload}"));
        let json: serde_json::Value = serde_json::from_str(&run.err).expect("a report");
        let operations = json["operate"].as_array().expect("operations").clone();
        let reload = operations.into_iter().find(|one| one["from"] == "systemctl reload app.service");
        reload.map(|one| one["to"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(operate("/bin/kill -HUP $MAINPID").as_deref(), Some("supervisorctl signal HUP app"));
    assert_eq!(operate("/bin/kill -s USR2 ${MAINPID}").as_deref(), Some("supervisorctl signal USR2 app"));
    assert_eq!(operate("/usr/bin/app --reload"), None);
    assert_eq!(operate("/bin/kill -HUP $MAINPID\nExecReload=/bin/wait-for-it"), None);
}

#[test]
fn the_reload_command_that_sends_a_signal_is_recognised_among_several() {
    let run = service("ExecStart=/bin/app\nExecReload=/bin/app -t\nExecReload=/bin/kill -USR2 $MAINPID");
    let rows = run.rows_of("ExecReload");
    let reason = |at: usize| rows[at]["reason"].as_str().unwrap_or_default();
    assert!(reason(0).ends_with("otherwise run the command by hand."), "{}", reason(0));
    assert!(
        reason(1).ends_with("only sends SIGUSR2: supervisorctl signal USR2 NAME does the same."),
        "{}",
        reason(1)
    );
}

#[test]
fn a_program_with_full_privileges_is_not_confined() {
    let confined = "User=app\nLimitNOFILE=512\nNoNewPrivileges=yes\nSupplementaryGroups=adm\n";
    let alone = service(&format!("{confined}ExecStart=+/bin/app"));
    assert_eq!(option(&alone, "command"), Some("/bin/app"), "{}", alone.out);
    for setting in ["LimitNOFILE", "NoNewPrivileges", "SupplementaryGroups"] {
        assert_eq!(verdict(&alone, setting), "exact", "{setting}");
    }
    // The commands around it are confined.
    let with_step = service(&format!("{confined}ExecStartPre=/bin/pre\nExecStart=+/bin/app"));
    for setting in ["LimitNOFILE", "NoNewPrivileges", "SupplementaryGroups"] {
        let (verdict, reason) = row(&with_step, setting);
        assert_eq!(verdict, "dropped", "{setting}");
        assert!(reason.contains("commands around the program"), "{reason}");
    }
    // `!` only keeps the manager's user.
    let user = service(&format!("{confined}ExecStart=!/bin/app"));
    let command = option(&user, "command").unwrap_or_default();
    assert!(command.contains("--no-new-privs") && !command.contains("adm"), "{command}");
}

#[test]
fn a_last_command_with_full_privileges_does_not_unconfine_earlier_ones() {
    let run = service(
        "Type=oneshot\nUser=app\nCapabilityBoundingSet=CAP_KILL\nExecStart=/bin/app\nExecStop=+/bin/clean",
    );
    let [app, clean, last] = &steps(&run)[steps(&run).len() - 3..] else { panic!("{}", run.out) };
    assert!(app.starts_with("setpriv --reuid=app ") && app.ends_with("+kill /bin/app &&"), "{app}");
    assert_eq!(*clean, "/bin/clean &&");
    assert!(last.starts_with("exec setpriv --reuid=app ") && last.ends_with(" /bin/true'"), "{last}");
    assert_eq!(verdict(&run, "CapabilityBoundingSet"), "exact");
}
