//! Whole deployments of units as configurations of supervisord: what is written, and what the report says of it.

use crate::program::{Run, folder, run};

/// Translates the units of one folder.
fn convert(units: &[(&str, &str)], more: &[&str]) -> Run {
    let root = folder(units);
    let args = ["convert", "--to", "supervisord", "--report", "json", "."];
    run(root.path(), &[&args[..], more].concat())
}

/// Translates one unit, `app.service`, with these lines in its `[Service]`.
fn service(lines: &str) -> Run {
    let text = format!("[Service]\n{lines}\n[Install]\nWantedBy=multi-user.target\n");
    convert(&[("app.service", &text)], &[])
}

/// The verdict and the reason of a setting.
fn row(run: &Run, setting: &str) -> (String, String) {
    let row = run.rows_of(setting).into_iter().next();
    let row = row.unwrap_or_else(|| panic!("no row for {setting}: {}", run.err));
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("reason"))
}

fn verdict(run: &Run, setting: &str) -> String {
    row(run, setting).0
}

/// The value of an option, wherever it stands.
fn option<'r>(run: &'r Run, name: &str) -> Option<&'r str> {
    run.out.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

/// The steps of a command that is a script of several lines.
fn steps(run: &Run) -> Vec<&str> {
    let command = run.out.split_once("/bin/sh -c '\n").map_or("", |(_, rest)| rest);
    command.lines().take_while(|line| line.starts_with("    ")).map(str::trim_start).collect()
}

#[test]
fn a_setting_of_a_drop_in_for_all_services_has_one_row_with_the_lines_of_all() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let own = "[Service]\nExecStart=/bin/a\nUMask=002\n";
    let all = "[Service]\nUMask=077\nNice=5\nExecReload=/bin/r\n";
    let run = convert(&[("a.service", unit), ("b.service", own), ("service.d/x.conf", all)], &[]);
    let [row] = &run.rows_of("Nice")[..] else { panic!("{}", run.err) };
    assert_eq!(row["into"].as_array().map(Vec::len), Some(2), "{row}");
    assert_eq!(run.rows_of("ExecReload").len(), 1);
    // The drop-in counts after the unit's own file.
    let masks = run.rows_of("UMask");
    assert_eq!(masks.len(), 2, "{}", run.err);
    assert!(masks.iter().any(|row| row["value"] == "002" && row["verdict"] == "dropped"), "{masks:?}");
    let shared = masks.iter().find(|row| row["value"] == "077").unwrap();
    assert_eq!(
        (shared["verdict"].as_str(), shared["into"].as_array().map(Vec::len)),
        (Some("exact"), Some(2))
    );
}

#[test]
fn what_one_unit_overrides_of_a_drop_in_for_all_is_kept_for_the_others() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let all = "[Service]\nUMask=077\n";
    let own = "[Service]\nUMask=002\n";
    let units =
        [("a.service", unit), ("b.service", unit), ("service.d/10.conf", all), ("a.service.d/20.conf", own)];
    for swapped in [false, true] {
        let units = units.map(|(name, text)| match (swapped, name) {
            (true, "a.service.d/20.conf") => ("b.service.d/20.conf", text),
            _ => (name, text),
        });
        let run = convert(&units, &[]);
        let masks = run.rows_of("UMask");
        assert_eq!(masks.len(), 2, "{}", run.err);
        assert!(masks.iter().all(|row| row["verdict"] == "exact"), "{masks:?}");
    }
}

#[test]
fn a_known_daemon_is_kept_in_the_foreground() {
    let run = service("Type=forking\nPIDFile=/run/cron.pid\nExecStart=/usr/sbin/cron -L 2");
    assert_eq!(option(&run, "command"), Some("/usr/sbin/cron -f -L 2"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "it runs: {}", run.out);
    let (verdict, reason) = row(&run, "Type");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("with `-f` (cron(8))"), "{reason}");
    assert_eq!(self::verdict(&run, "PIDFile"), "approximate");
}

#[test]
fn a_daemon_that_is_kept_by_taking_a_word_away_is_kept_however_it_is_started_again() {
    let run = service("Type=forking\nExecStart=/usr/bin/mosquitto -d -c /etc/m.conf\nRestart=always");
    assert_eq!(option(&run, "command"), Some("/usr/bin/mosquitto -c /etc/m.conf"));
    let (verdict, reason) = row(&run, "Type");
    assert_eq!(verdict, "approximate", "{reason}");
    assert!(reason.contains("without `-d` (mosquitto(8))"), "{reason}");
}

#[test]
fn what_sends_a_daemon_away_gives_way_to_what_keeps_it() {
    let command = |line: &str| {
        let run = service(&format!("Type=forking\nExecStart={line}"));
        assert_eq!(option(&run, "autostart"), None, "{line}: {}", run.out);
        option(&run, "command").unwrap_or_default().to_owned()
    };
    for (before, after) in [
        ("/usr/sbin/sssd -D -f", "/usr/sbin/sssd --interactive -f"),
        ("/usr/bin/tor --runasdaemon 1 -f /t", "/usr/bin/tor --runasdaemon 0 -f /t"),
        ("/usr/bin/svnserve -d -r /srv", "/usr/bin/svnserve -d --foreground -r /srv"),
        ("/sbin/mdadm --monitor --scan -f", "/sbin/mdadm --monitor --scan"),
        ("/usr/sbin/dropbear -p 22", "/usr/sbin/dropbear -F -p 22"),
        ("/usr/sbin/kamailio -P /run/k.pid -m 64", "/usr/sbin/kamailio -DD -P /run/k.pid -m 64"),
        ("/usr/bin/varnishncsa -a -w /var/log/v.log -D", "/usr/bin/varnishncsa -a -w /var/log/v.log"),
        ("/usr/sbin/sogod -WOWorkersCount 3", "/usr/sbin/sogod -WONoDetach YES -WOWorkersCount 3"),
    ] {
        assert_eq!(command(before), after);
    }
}

#[test]
fn a_daemon_that_stays_only_for_the_one_it_notifies_is_told_to_stay() {
    let run = service("Type=notify\nExecStart=/usr/sbin/collectd");
    assert_eq!(option(&run, "command"), Some("/usr/sbin/collectd -f"));
    let unknown = service("Type=notify\nExecStart=/opt/app/bin/appd");
    assert_eq!(
        (option(&unknown, "command"), option(&unknown, "autostart")),
        (Some("/opt/app/bin/appd"), None)
    );
}

#[test]
fn an_unknown_daemon_is_written_switched_off_and_says_why() {
    let run = service("Type=forking\nExecStart=/opt/app/bin/appd");
    assert_eq!(
        (option(&run, "command"), option(&run, "autostart")),
        (Some("/opt/app/bin/appd"), Some("false"))
    );
    assert!(
        run.out.contains("; To do by hand, then remove autostart=false:\n; - The program puts itself"),
        "{}",
        run.out
    );
    assert_eq!((run.status, verdict(&run, "Type").as_str()), (0, "manual"));
    let quiet = convert(
        &[("app.service", "[Service]\nType=forking\nExecStart=/opt/app/bin/appd\n")],
        &["--no-comments"],
    );
    assert!(!quiet.out.contains("; To do"), "{}", quiet.out);
}

#[test]
fn what_comes_before_the_program_runs_in_its_own_process() {
    let run = service(
        "ExecStartPre=/usr/bin/test -e \"/etc/a b\"\nExecStartPre=-/bin/rm /run/x\nExecStart=/usr/bin/app --name ${NAME} $MORE\n\
         EnvironmentFile=-/etc/default/app\nRuntimeDirectory=app\nRuntimeDirectoryMode=0750",
    );
    assert_eq!(
        steps(&run),
        [
            "set -af",
            "[ ! -e /etc/default/app ] || . /etc/default/app",
            "install -d -m 0750 /run/app &&",
            "/usr/bin/test -e \"/etc/a b\" &&",
            "{ /bin/rm /run/x || :; } &&",
            "exec /usr/bin/app --name \"${NAME}\" $MORE'",
        ]
    );
    for setting in ["ExecStartPre", "EnvironmentFile", "RuntimeDirectory", "RuntimeDirectoryMode"] {
        assert_eq!(verdict(&run, setting), "approximate", "{setting}");
    }
    // Only the quotes inside the value are another matter.
    let (verdict, reason) = row(&run, "ExecStart");
    assert_eq!(verdict, "approximate", "the program is seen through the shell: {}", run.err);
    assert!(reason.starts_with("The shell takes $MORE apart at blanks alone;"), "{reason}");
    assert_eq!(option(&run, "environment"), Some("RUNTIME_DIRECTORY=\"/run/app\""));
}

/// `$PIDFILE` was seen to be set, for `ExecStart=` and `ExecStartPost=` of a daemon; with a timer, and so on, systemd.exec(5).
#[test]
fn what_systemd_alone_knows_of_the_run_is_no_empty_word() {
    for (lines, setting) in [
        ("PIDFile=/run/a.pid\nExecStart=/usr/bin/app -p $PIDFILE", "ExecStart"),
        ("ExecStart=/usr/bin/app --why=${TRIGGER_UNIT}", "ExecStart"),
        ("ExecStartPre=/usr/bin/tell ${MONITOR_UNIT}\nExecStart=/usr/bin/app", "ExecStartPre"),
    ] {
        assert_eq!(verdict(&service(lines), setting), "manual", "{lines}");
    }
}

#[test]
fn a_word_that_no_value_takes_apart_is_kept() {
    let run = service("ExecStart=/usr/bin/app --name ${NAME} x${MORE}y\nEnvironmentFile=-/etc/default/app");
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
}

#[test]
fn a_variable_that_the_unit_sets_is_not_the_one_that_systemd_would_set() {
    let lines = "Environment=USER=web\nEnvironmentFile=-/etc/default/app\nExecStart=/bin/app -u ${USER}";
    let run = service(lines);
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    assert!(run.out.contains("exec /bin/app -u \"${USER}\"'"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "nothing is left to a person: {}", run.out);
    let lines =
        "Environment=RUNTIME_DIRECTORY=/srv\nRuntimeDirectory=app\nExecStart=/bin/app ${RUNTIME_DIRECTORY}";
    let run = service(lines);
    assert!(run.out.contains("exec /bin/app /srv'"), "{}", run.out);
    // Who it is nobody but systemd knows.
    let run = service("EnvironmentFile=-/etc/default/app\nExecStart=/bin/app -u ${USER}");
    assert_eq!(verdict(&run, "ExecStart"), "manual", "{}", run.err);
}

#[test]
fn an_option_that_may_send_the_program_away_is_named() {
    let of = |command: &str| row(&service(&format!("Type=forking\nExecStart={command}")), "Type").1;
    let away = "loses it: leave out `-d` if that sends it there, or give it the option";
    assert!(of("/bin/app -c /etc/app.conf -d").contains(away));
    assert!(of("/bin/app -c /etc/app.conf").contains("loses it: give it the option"));
}

#[test]
fn a_word_of_the_kernel_is_no_path() {
    let unit = "[Unit]\nConditionKernelCommandLine=quiet\n[Service]\nExecStart=/bin/app\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
}

#[test]
fn a_condition_that_says_no_asks_for_something() {
    for condition in ["ConditionVirtualization=no", "AssertUser=0"] {
        let unit = format!("[Unit]\n{condition}\n[Service]\nExecStart=/bin/app\n");
        let run = convert(&[("app.service", &unit)], &[]);
        let name = condition.split('=').next().unwrap_or_default();
        assert_eq!(verdict(&run, name), "manual", "{}", run.err);
        assert!(run.out.contains(&format!("; - {condition}: ")), "{}", run.out);
    }
}

#[test]
fn a_command_that_is_written_as_it_was_is_exact_whatever_it_does() {
    for command in ["/bin/sh -c 'cd /srv && exec /bin/app'", "/bin/sh -c 'sleep 5 && exec ./app'"] {
        let run = service(&format!("Restart=always\nExecStart={command}"));
        assert_eq!(option(&run, "command"), Some(command));
        assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    }
    let run = service("ExecStart=/bin/sh -c 'cd /srv && exec /bin/app'\nExecStartPre=/bin/true");
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    // What was put in front is seen all the same.
    let run = service("ExecStart=/bin/app\nNice=5");
    assert_eq!(
        (option(&run, "command"), verdict(&run, "Nice").as_str()),
        (Some("nice -n 5 /bin/app"), "exact")
    );
}

/// The risk of a setting.
fn risk(run: &Run, setting: &str) -> String {
    let rows = run.rows_of(setting);
    rows.last().expect("a row")["risk"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn what_is_switched_off_or_unlimited_is_no_loss() {
    let run = service(
        "ExecStart=/usr/bin/app\nPrivateTmp=no\nProtectSystem=false\nTasksMax=infinity\nTimeoutStartSec=0\nDelegate=no\n\
         RuntimeDirectoryPreserve=yes\nTTYReset=no",
    );
    for setting in [
        "PrivateTmp",
        "ProtectSystem",
        "TasksMax",
        "TimeoutStartSec",
        "Delegate",
        "RuntimeDirectoryPreserve",
        "TTYReset",
    ] {
        let (verdict, reason) = row(&run, setting);
        assert_eq!(
            (verdict.as_str(), risk(&run, setting).as_str()),
            ("dropped", "none"),
            "{setting}: {reason}"
        );
        assert!(reason.starts_with("With this value it asks for nothing"), "{setting}: {reason}");
    }
    let run = service("ExecStart=/usr/bin/app\nPrivateTmp=yes\nTasksMax=20");
    assert_eq!(
        (risk(&run, "PrivateTmp").as_str(), risk(&run, "TasksMax").as_str()),
        ("security", "behaviour")
    );
}

#[test]
fn nobody_has_to_wait_for_what_the_boot_reached_before() {
    let after = |units: &str| {
        let unit = format!("[Unit]\nAfter={units}\n[Service]\nExecStart=/usr/bin/app\n");
        let run = convert(&[("app.service", &unit)], &[]);
        (risk(&run, "After"), row(&run, "After").1)
    };
    for units in ["network.target", "syslog.target network.target", "local-fs.target"] {
        let (risk, reason) = after(units);
        assert_eq!(risk, "none", "{units}");
        assert!(reason.ends_with("nothing is left to start or to wait for."), "{reason}");
    }
    // A network that is up is another matter, and so is a service that nobody gave.
    for units in ["network-online.target", "network.target postgresql.service"] {
        assert_eq!(after(units).0, "behaviour", "{units}");
    }
}

#[test]
fn what_the_boot_reached_need_not_be_started_and_at_a_shutdown_supervisord_stops_as_well() {
    let files = [
        (
            "app.service",
            "[Unit]\nWants=network.target local-fs.target\nRequires=sysinit.target\nConflicts=shutdown.target\n\
             Before=shutdown.target umount.target\n[Service]\nExecStart=/usr/bin/app\n",
        ),
        (
            "app.socket",
            "[Unit]\nConflicts=shutdown.target\nAfter=sysinit.target\n[Socket]\nListenStream=80\n",
        ),
        ("all.target", "[Unit]\nWants=app.service\nWants=swap.target\nBefore=reboot.target\n"),
    ];
    let run = convert(&files, &[]);
    for (name, count, end) in [
        ("Wants", 3, "nothing is left to start or to wait for."),
        ("Requires", 1, "nothing is left to start or to wait for."),
        ("After", 1, "nothing is left to start or to wait for."),
        ("Conflicts", 2, "there is nothing to keep."),
        ("Before", 2, "there is nothing to keep."),
    ] {
        let rows = run.rows_of(name);
        assert_eq!(rows.len(), count, "{name}");
        for row in rows.iter().filter(|row| row["value"] != "app.service") {
            assert_eq!((&row["verdict"], &row["risk"]), (&"dropped".into(), &"none".into()), "{row}");
            assert!(row["reason"].as_str().is_some_and(|reason| reason.ends_with(end)), "{row}");
        }
    }
    // Whoever else is named besides is lost.
    let both = "[Unit]\nConflicts=shutdown.target b.service\nBefore=c.service shutdown.target\n\
                Wants=network.target b.service\n[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("app.service", both)], &[]);
    for setting in ["Conflicts", "Before", "Wants"] {
        assert_eq!(risk(&run, setting), "behaviour", "{setting}");
    }
}

#[test]
fn limits_turn_privileges_and_directory_are_those_of_all_commands() {
    let run = service(
        "Nice=5\nLimitCORE=0\nNoNewPrivileges=yes\nWorkingDirectory=/run/app\nRuntimeDirectory=app\n\
         ExecStartPre=/bin/pre\nExecStart=/usr/bin/app",
    );
    let command = option(&run, "command").unwrap_or_default();
    assert!(command.starts_with("prlimit --core=0:0 nice -n 5 /bin/sh -c '"), "{}", run.out);
    let written = [
        "install -d -m 0755 /run/app &&",
        "cd /run/app &&",
        "setpriv --no-new-privs /bin/pre &&",
        "exec setpriv --no-new-privs /usr/bin/app'",
    ];
    assert_eq!(steps(&run), written);
    for setting in ["Nice", "LimitCORE", "NoNewPrivileges", "WorkingDirectory"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}: {}", run.err);
    }
}

#[test]
fn files_of_variables_are_read_anew_behind_a_command_that_may_have_written_to_them() {
    let run = service(
        "EnvironmentFile=-/run/a.env\nEnvironmentFile=/etc/b.env\nExecStartPre=/bin/true\n\
         ExecStartPre=/bin/sh -c 'make-env >/run/a.env'\nExecStart=/usr/bin/app",
    );
    let read = ["[ ! -e /run/a.env ] || . /run/a.env", ". /etc/b.env"];
    let written = [
        &["set -a"],
        &read[..],
        // Without it nothing is started, whatever is read.
        &["/bin/true &&", "/bin/sh -c \"make-env >/run/a.env\" || exit"],
        // All of them: the last one has the last word.
        &read,
        &["exec /usr/bin/app'"],
    ];
    assert_eq!(steps(&run), written.concat());
    assert_eq!(verdict(&run, "EnvironmentFile"), "approximate", "{}", run.err);
}

#[test]
fn of_several_variables_the_one_that_nobody_knows_is_left_to_a_person() {
    let unit = "[Service]\nExecStart=/usr/bin/app\nEnvironment=ID=%m\nEnvironment=MODE=fast\n";
    let run = convert(&[("app.service", unit)], &[]);
    let rows = run.rows_of("Environment");
    let verdicts: Vec<&str> = rows.iter().filter_map(|row| row["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["manual", "exact"], "{}", run.err);
    assert_eq!(option(&run, "environment"), Some("MODE=\"fast\""));
}

#[test]
fn of_what_the_model_does_not_hold_the_last_line_counts() {
    let run = service(
        "ExecStart=/usr/bin/app\nProtectSystem=full\nProtectSystem=no\nSystemCallFilter=@system-service\nSystemCallFilter=\n\
         ReadOnlyPaths=/a\nReadOnlyPaths=/b",
    );
    assert!(row(&run, "ProtectSystem").1.starts_with("systemd ignores it"), "{}", run.err);
    assert!(row(&run, "SystemCallFilter").1.starts_with("systemd ignores it"), "{}", run.err);
    assert_eq!(risk(&run, "ReadOnlyPaths"), "security");
    assert!(!row(&run, "ReadOnlyPaths").1.starts_with("systemd ignores it"), "they add up: {}", run.err);
}

#[test]
fn a_job_that_has_done_its_work_at_once_is_not_started_again() {
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
fn what_ends_by_a_signal_alone_is_started_again_without_a_code() {
    let run = service("ExecStart=/usr/bin/appd\nRestart=on-abort");
    let codes: Vec<String> = (0..=255).map(|code| code.to_string()).collect();
    assert_eq!(
        (option(&run, "autorestart"), option(&run, "exitcodes")),
        (Some("unexpected"), Some(codes.join(",").as_str()))
    );
    let (verdict, reason) = row(&run, "Restart");
    assert_eq!(verdict, "approximate");
    assert!(
        reason.contains("Now: starts again after any signal. Before: starts again after any signal but SIGHUP, SIGINT, SIGPIPE, SIGTERM."),
        "{reason}"
    );
}

#[test]
fn where_a_condition_does_not_hold_its_own_exit_code_decides_what_comes_then() {
    let then = |lines: &str| {
        let unit = format!(
            "[Unit]\n{lines}\n[Service]\nExecStart=/usr/bin/app\nRestart=on-failure\nRestartSec=10\n"
        );
        let run = convert(&[("app.service", &unit)], &[]);
        let setting = lines.split('=').next().unwrap_or_default().to_owned();
        row(&run, &setting).1
    };
    // Exit code 1 is unexpected, and nothing ends early: supervisord goes on for ever.
    assert!(
        then("AssertPathExists=/a")
            .contains("with exit code 1, and supervisord asks again about once a second")
    );
    assert!(then("ConditionPathExists=/a").contains("with exit code 0, which leaves it EXITED"));
    let both = then("AssertPathExists=/a\nConditionPathExists=/b");
    assert!(
        both.contains(
            "with exit code 0, which leaves it EXITED; of an assertion with 1, and supervisord asks again"
        ),
        "{both}"
    );
}

#[test]
fn the_old_way_to_say_that_preparations_are_roots_is_kept() {
    let run = service(
        "User=app\nPermissionsStartOnly=true\nExecStartPre=/bin/mkdir -p /var/cache/app\nExecStart=/usr/bin/app\n\
         EnvironmentFile=-/etc/default/app",
    );
    assert_eq!(
        steps(&run)[3..],
        [
            "/bin/mkdir -p /var/cache/app &&",
            "exec setpriv --reuid=app --regid=\"$(id -g app)\" --init-groups /usr/bin/app'"
        ],
        "{}",
        run.out
    );
    assert_eq!(verdict(&run, "PermissionsStartOnly"), "approximate", "{}", run.err);
    let idle = service("User=app\nPermissionsStartOnly=true\nExecStart=/usr/bin/app");
    assert!(row(&idle, "PermissionsStartOnly").1.starts_with("It has no effect"), "{}", idle.err);
}

#[test]
fn root_needs_nobody_to_become_root() {
    let run = service("User=root\nGroup=root\nRuntimeDirectory=app\nNice=-5\nExecStart=/usr/bin/app");
    assert!(!run.out.contains("setpriv"), "{}", run.out);
    assert_eq!(option(&run, "user"), Some("root"));
    assert_eq!(
        (verdict(&run, "Group").as_str(), verdict(&run, "Nice").as_str()),
        ("exact", "exact"),
        "{}",
        run.err
    );
    let other = service("User=root\nGroup=adm\nExecStart=/usr/bin/app");
    assert!(other.out.contains("setpriv --reuid=root --regid=adm --init-groups"), "{}", other.out);
}

#[test]
fn what_is_only_supposed_or_done_another_way_puts_neither_data_nor_privileges_at_risk() {
    let run = service(
        "User=app\nGroup=app\nExecStart=/usr/bin/appd\nExecStop=/bin/kill -TERM $MAINPID\nStateDirectory=app\nNice=-1",
    );
    for setting in ["Group", "ExecStop", "StateDirectory"] {
        assert_eq!(
            (verdict(&run, setting).as_str(), risk(&run, setting).as_str()),
            ("approximate", "behaviour"),
            "{setting}"
        );
    }
    assert!(row(&run, "StateDirectory").1.ends_with("what is already in it keeps its owner."));
    let other = service("User=app\nGroup=www-data\nExecStart=/usr/bin/appd\nRuntimeDirectory=app\nNice=-1");
    assert_eq!(risk(&other, "Group"), "security");
    assert!(row(&other, "RuntimeDirectory").1.ends_with("nothing removes it at the stop."), "{}", other.err);
    let lost = service("ExecStart=/usr/bin/appd\nExecStop=/usr/bin/appctl save");
    assert_eq!((verdict(&lost, "ExecStop").as_str(), risk(&lost, "ExecStop").as_str()), ("dropped", "data"));
}

#[test]
fn the_file_says_which_commands_nobody_runs_any_more() {
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
    assert_eq!(option(&run, "autostart"), None, "it runs: {}", run.out);
    let quiet = convert(&[("app.service", "[Service]\nExecStart=/a\nExecStopPost=/b\n")], &["--no-comments"]);
    assert!(!quiet.out.contains("Not kept"), "{}", quiet.out);
}

#[test]
fn a_word_of_the_kernel_is_looked_for_where_the_kernel_shows_it() {
    let unit = "[Unit]\nConditionKernelCommandLine=!nompath\nConditionKernelCommandLine=|ostree\n\
                ConditionKernelCommandLine=|a.id=b\n[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(
        steps(&run),
        [
            "! grep -qwFe nompath /proc/cmdline || exit 0",
            "grep -qwFe ostree /proc/cmdline || grep -qwFe \"a.id=b\" /proc/cmdline || exit 0",
            "exec /usr/bin/app'",
        ],
        "{}",
        run.out
    );
    assert_eq!(
        (option(&run, "autostart"), verdict(&run, "ConditionKernelCommandLine").as_str()),
        (None, "approximate"),
        "{}",
        run.err
    );
}

#[test]
fn a_command_that_decides_about_the_start_is_asked_first() {
    let run = service(
        "ExecStartPre=/bin/mkdir -p /run/a\nExecCondition=/usr/bin/is-here --now\nExecStart=/usr/bin/app\nRestart=on-failure\n\
         RestartSec=10",
    );
    assert_eq!(
        option(&run, "command"),
        Some("/bin/sh -c '/usr/bin/is-here --now || exit 0; /bin/mkdir -p /run/a && exec /usr/bin/app'")
    );
    assert_eq!(
        (option(&run, "autostart"), verdict(&run, "ExecStart").as_str()),
        (None, "exact"),
        "{}",
        run.err
    );
    let (verdict, reason) = row(&run, "ExecCondition");
    assert_eq!(verdict, "approximate", "{reason}");
    assert!(reason.contains("the shell ends with exit code 0, which leaves it EXITED"), "{reason}");
    let forgiven = service("ExecCondition=-/usr/bin/is-here\nExecStart=/usr/bin/app");
    assert_eq!(
        option(&forgiven, "command"),
        Some("/bin/sh -c '{ /usr/bin/is-here || :; } && exec /usr/bin/app'"),
        "it decides nothing"
    );
}

#[test]
fn a_job_that_is_undone_at_the_stop_is_waited_for_by_its_shell() {
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
    // What it leaves behind is not the stop's: the shell ends its own wait.
    let alone = service(
        "Type=oneshot\nRemainAfterExit=yes\nKillMode=process\nKillSignal=INT\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down",
    );
    assert_eq!(
        option(&alone, "command"),
        Some(
            "/bin/sh -c '/usr/bin/job up || exit; trap \"/usr/bin/job down\" INT; sleep infinity & wait || kill $!'"
        )
    );
    // What else is a good end says so to the shell; a death by a signal it cannot tell from an exit.
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
    let told = service(
        "Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/job up\nSuccessExitStatus=TERM\nExecStop=/bin/a",
    );
    assert_eq!(
        (option(&told, "command"), verdict(&told, "RemainAfterExit").as_str()),
        (Some("/usr/bin/job up"), "dropped")
    );
    // Of a daemon the pid must stay.
    let daemon = service("ExecStart=/usr/bin/appd\nExecStop=/usr/bin/job down");
    assert!(daemon.out.contains("; Not kept: at a stop systemd runs /usr/bin/job down;"), "{}", daemon.out);
}

#[test]
fn what_becomes_of_the_others_when_one_is_killed_for_memory_is_told_once() {
    // What no line says stands in no line: told with who outlives the program, or alone.
    let told = |lines: &str| {
        let run = service(&format!("ExecStart=/usr/bin/appd\n{lines}"));
        let report: serde_json::Value = serde_json::from_str(&run.err).unwrap();
        let rows = report["settings"].as_array().unwrap();
        let is_told = |name: &str| {
            let rows = rows.iter().filter(|row| row["range"].is_null() && row["setting"] == name);
            rows.filter(|row| row["reason"].as_str().unwrap().contains("for lack of memory")).count()
        };
        (is_told("KillMode"), is_told("OOMPolicy"))
    };
    assert_eq!(told(""), (1, 0));
    // Where somebody has thought of the others, that stands alone.
    assert_eq!(told("KillMode=mixed"), (0, 1));
    assert_eq!(told("KillMode=process"), (0, 1));
    assert_eq!(told("KillMode=process\nDelegate=yes"), (0, 0));
    assert_eq!(told("KillMode=process\nOOMPolicy=continue"), (0, 0));
    assert_eq!(told("KillMode=process\nOOMPolicy=kill"), (0, 0));
    for (policy, expected) in [("continue", "dropped"), ("stop", "dropped"), ("kill", "dropped")] {
        assert_eq!(
            verdict(&service(&format!("ExecStart=/usr/bin/appd\nOOMPolicy={policy}")), "OOMPolicy"),
            expected,
            "{policy}"
        );
    }
}

#[test]
fn what_follows_the_end_of_a_job_follows_whatever_that_was() {
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
    // A death by a signal is an exit code to who sees the shell alone.
    let again = service("Type=oneshot\nExecStart=/usr/bin/b\nExecStopPost=/usr/bin/d\nRestart=on-failure");
    assert_eq!(
        (option(&again, "autorestart"), verdict(&again, "Restart").as_str()),
        (Some("unexpected"), "exact")
    );
    // A condition that does not hold starts nothing that ends; a command that decides does.
    let asked = convert(
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
    assert_eq!(steps(&asked), written, "{}", asked.out);
    // What is up until it is stopped ends then.
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
    let undone = service(
        "Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/b\nExecStop=/usr/bin/c\nExecStopPost=/usr/bin/d",
    );
    assert_eq!(steps(&undone)[3..], ["trap /usr/bin/c TERM", "sleep infinity & wait'"], "{}", undone.out);
    // A shell that alone gets the signal would wait for the work, and how that has ended systemd alone tells.
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
    // Of a daemon the pid must stay.
    let daemon = service("ExecStart=/usr/bin/appd\nExecStopPost=/usr/bin/d");
    assert_eq!(verdict(&daemon, "ExecStopPost"), "dropped");
}

#[test]
fn a_job_goes_on_with_what_follows_its_start() {
    let run = service(
        "Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=/usr/bin/b\nExecStartPost=-/usr/bin/c\nExecStop=/usr/bin/d",
    );
    let written = ["/usr/bin/a &&", "/usr/bin/b &&", "{ /usr/bin/c || :; } &&", "exec /usr/bin/d'"];
    assert_eq!(steps(&run), written);
    for setting in ["ExecStart", "ExecStartPost", "ExecStop"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}: {}", run.err);
    }
    assert!(!run.out.contains("Not kept"), "{}", run.out);
    // The command that decides whether it is tried again is not the last one.
    let decides =
        service("Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=-/usr/bin/b\nRestart=on-failure");
    assert_eq!(
        (option(&decides, "command"), option(&decides, "autorestart")),
        (Some("/bin/sh -c '/usr/bin/a && { /usr/bin/b || :; } && exec /bin/true'"), Some("unexpected"))
    );
    // What nobody asks for is not run.
    let nothing = service(
        "Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=/bin/b\nExecStartPost=\nExecStop=/bin/true",
    );
    assert_eq!(option(&nothing, "command"), Some("/usr/bin/a"));
    // Codes are for the commands of ExecStart= alone, and no option tells them apart from others.
    let judged = service("Type=oneshot\nExecStart=/usr/bin/a\nExecStartPost=/usr/bin/b\nSuccessExitStatus=3");
    assert_eq!(
        (option(&judged, "command"), verdict(&judged, "ExecStartPost").as_str()),
        (Some("/usr/bin/a"), "dropped")
    );
    // A daemon has started by then, and goes on.
    let daemon = service("ExecStart=/usr/bin/appd\nExecStartPost=/usr/bin/b");
    assert_eq!(verdict(&daemon, "ExecStartPost"), "dropped");
}

#[test]
fn what_is_up_after_its_end_is_not_started_again() {
    let run = service("Type=exec\nExecStart=/usr/bin/app\nRestart=always\nRemainAfterExit=yes");
    assert_eq!(
        (option(&run, "autorestart"), option(&run, "exitcodes")),
        (Some("unexpected"), Some("0")),
        "{}",
        run.out
    );
    // SIGTERM is a success to systemd, and none to supervisord.
    assert_eq!(verdict(&run, "Restart"), "approximate", "{}", run.err);
}

#[test]
fn a_shell_that_stays_makes_exit_codes_of_signals() {
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nRestart=on-abnormal\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down",
    );
    let codes: Vec<&str> = option(&run, "exitcodes").unwrap_or_default().split(',').collect();
    assert!(codes.contains(&"128") && !codes.contains(&"129") && codes.contains(&"193"), "{codes:?}");
    // An exit with 137 looks like SIGKILL now.
    assert_eq!(verdict(&run, "Restart"), "approximate", "{}", run.err);
    let failing = service(
        "Type=oneshot\nRemainAfterExit=yes\nRestart=on-failure\nExecStart=/usr/bin/job up\nExecStop=/usr/bin/job down",
    );
    assert_eq!((option(&failing, "exitcodes"), verdict(&failing, "Restart").as_str()), (Some("0"), "exact"));
}

#[test]
fn a_variable_that_is_a_word_loses_the_quotes_of_its_value() {
    let run = service("Environment='A=x \"y z\" w\"v' B=plain\nExecStart=/usr/bin/app $A ${A} $B");
    assert_eq!(
        option(&run, "command"),
        Some(r#"/usr/bin/app x 'y z' wv 'x "y z" w"v' plain"#),
        "{}",
        run.out
    );
    assert_eq!(verdict(&run, "ExecStart"), "exact");
}

#[test]
fn what_the_program_may_never_have_it_is_not_given() {
    let run = service(
        "ExecStart=/usr/bin/app\nCapabilityBoundingSet=CAP_CHOWN\nAmbientCapabilities=CAP_CHOWN CAP_KILL",
    );
    let command = option(&run, "command").unwrap_or_default();
    assert!(command.contains("--ambient-caps=+chown ") && !command.contains("kill"), "{command}");
}

#[test]
fn a_shell_knows_no_home_of_a_number() {
    let run = service("ExecStart=/usr/bin/app\nUser=4242\nWorkingDirectory=~");
    assert_eq!(
        (option(&run, "command"), verdict(&run, "WorkingDirectory").as_str()),
        (Some("/usr/bin/app"), "manual"),
        "{}",
        run.out
    );
}

#[test]
fn where_no_failure_matters_a_death_by_a_signal_is_none() {
    let run = service("ExecStart=-/usr/bin/app\nRestart=on-failure");
    assert_eq!(
        (option(&run, "autorestart"), option(&run, "startretries"), verdict(&run, "Restart").as_str()),
        (Some("false"), None, "exact"),
        "{}",
        run.out
    );
}

#[test]
fn what_undoes_a_job_runs_as_whom_it_says() {
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nUser=app\nExecStart=/usr/bin/job up\nExecStop=+/usr/bin/job down\nExecStop=/bin/rm /run/job",
    );
    assert!(run.out.contains("/usr/bin/job down && setpriv --reuid=app"), "{}", run.out);
    assert_eq!((verdict(&run, "User").as_str(), option(&run, "user")), ("approximate", None), "{}", run.err);
    assert_eq!(verdict(&run, "ExecStop"), "approximate", "{}", run.err);
}

#[test]
fn a_user_whose_name_is_a_number_to_python_is_left_to_a_person() {
    for name in ["\u{a8d6}", "1_0"] {
        let run = service(&format!("ExecStart=/usr/bin/app\nUser={name}"));
        assert_eq!((verdict(&run, "User").as_str(), option(&run, "user")), ("manual", None), "{}", run.err);
        assert_eq!(option(&run, "autostart"), Some("false"), "{name}");
    }
}

#[test]
fn nobody_knows_the_user_of_an_instance_that_nobody_names() {
    let run = convert(&[("app@.service", "[Service]\nUser=%i\nNice=-1\nExecStart=/usr/bin/app\n")], &[]);
    assert_eq!(
        (verdict(&run, "User").as_str(), option(&run, "autostart")),
        ("manual", Some("false")),
        "{}",
        run.err
    );
}

#[test]
fn a_directory_that_no_quotes_fit_around_leaves_the_other_variables() {
    let run = service("ExecStart=/usr/bin/app\nRuntimeDirectory=a\\x22b\\x27c\nEnvironment=B=1");
    assert_eq!(option(&run, "environment"), Some("B=\"1\""), "{}", run.out);
    assert_eq!(verdict(&run, "RuntimeDirectory"), "manual");
}

#[test]
fn root_does_its_part_before_the_program_becomes_its_user() {
    let run = service("ExecStart=/usr/bin/app\nUser=app\nGroup=www-data\nNoNewPrivileges=yes\nNice=-5");
    assert_eq!(
        option(&run, "command"),
        Some("nice -n -5 setpriv --reuid=app --regid=www-data --init-groups --no-new-privs /usr/bin/app")
    );
    assert_eq!(option(&run, "user"), None, "supervisord would have nothing left to give: {}", run.out);
    for setting in ["NoNewPrivileges", "Nice", "ExecStart"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}");
    }
    assert_eq!(verdict(&run, "Group"), "approximate", "setpriv leaves the user's own group among the others");
}

#[test]
fn a_group_of_the_users_name_is_the_users_own() {
    let run = service("ExecStart=/usr/bin/app\nUser=app\nGroup=app");
    assert_eq!((option(&run, "user"), option(&run, "command")), (Some("app"), Some("/usr/bin/app")));
    assert_eq!(verdict(&run, "Group"), "approximate");
}

#[test]
fn a_program_starts_in_a_directory_that_is_made_for_it() {
    let run = service("ExecStart=/usr/bin/app\nStateDirectory=app\nWorkingDirectory=/var/lib/app/db");
    assert_eq!(
        option(&run, "command"),
        Some("/bin/sh -c 'install -d -m 0755 /var/lib/app && cd /var/lib/app/db && exec /usr/bin/app'")
    );
    assert_eq!((option(&run, "directory"), verdict(&run, "WorkingDirectory").as_str()), (None, "exact"));
    let home = service("ExecStart=/usr/bin/app\nUser=app\nWorkingDirectory=~");
    assert_eq!(option(&home, "command"), Some("/bin/sh -c 'export HOME=~app; cd ~app && exec /usr/bin/app'"));
    assert_eq!(verdict(&home, "WorkingDirectory"), "exact");
}

/// Those above it are made as well.
#[test]
fn a_program_starts_above_a_directory_that_is_made_for_it() {
    let run = service("StateDirectory=app/deep/er\nWorkingDirectory=/var/lib/app\nExecStart=/usr/bin/app");
    assert_eq!(option(&run, "directory"), None, "{}", run.out);
    assert!(run.out.contains("cd /var/lib/app &&"), "{}", run.out);
    assert_eq!(verdict(&run, "WorkingDirectory"), "exact");
    // Where all of them lie, and what only begins alike, is there anyway or not.
    for folder in ["/var/lib", "/var", "/var/lib/ap", "/var/lib/app/de"] {
        let run =
            service(&format!("StateDirectory=app/deep\nWorkingDirectory={folder}\nExecStart=/usr/bin/app"));
        assert_eq!(option(&run, "directory"), Some(folder), "{}", run.out);
    }
}

#[test]
fn a_limit_that_cannot_be_had_keeps_no_program_from_starting() {
    let run = service("ExecStart=/usr/bin/app\nLimitNOFILE=65535\nLimitCORE=0");
    let expected =
        "/bin/sh -c 'ulimit -n 65535 || ulimit -n \"$(ulimit -Hn)\"; exec prlimit --core=0:0 /usr/bin/app'";
    assert_eq!(option(&run, "command"), Some(expected));
    // supervisord itself does not start where it cannot have so many.
    assert_eq!((option(&run, "minfds"), verdict(&run, "LimitNOFILE").as_str()), (None, "exact"));
    assert_eq!(verdict(&run, "LimitCORE"), "exact");
    // What is nothing can always be had.
    let none = service("ExecStart=/usr/bin/app\nLimitCORE=0");
    assert_eq!(option(&none, "command"), Some("prlimit --core=0:0 /usr/bin/app"));
    let apart =
        service("ExecStart=/usr/bin/app\nLimitMEMLOCK=1M:2M\nLimitNPROC=9\nOOMScoreAdjust=-500\nNice=-5");
    let memlock = "prlimit --pid $$ --memlock=1048576:2097152 || prlimit --pid $$ --memlock=1048576: || ";
    assert!(steps(&apart)[0].starts_with(memlock), "{}", apart.out);
    assert_eq!(
        steps(&apart)[2..],
        ["echo -500 >/proc/self/oom_score_adj || :", "exec nice -n -5 /usr/bin/app'"]
    );
    for setting in ["LimitMEMLOCK", "LimitNPROC", "OOMScoreAdjust", "Nice"] {
        assert_eq!(verdict(&apart, setting), "exact", "{setting}");
    }
}

#[test]
fn a_program_knows_whose_it_is_as_systemd_tells_it() {
    let run = service("ExecStart=/usr/bin/app\nUser=app");
    assert_eq!(option(&run, "command"), Some("/usr/bin/app"));
    assert_eq!(option(&run, "environment"), Some(r#"USER="app",LOGNAME="app""#));
    assert_eq!((option(&run, "user"), verdict(&run, "User").as_str()), (Some("app"), "approximate"));
    assert!(row(&run, "User").1.contains("where app is at home"), "{}", row(&run, "User").1);
    // In a container nobody is asked: the shell knows.
    let unit = "[Service]\nExecStart=/usr/bin/app\nUser=app\n[Install]\nWantedBy=multi-user.target\n";
    let container = convert(&[("app.service", unit)], &["--container"]);
    assert_eq!(option(&container, "command"), Some("/bin/sh -c 'export HOME=~app; exec /usr/bin/app'"));
    assert!(row(&container, "User").1.contains("SHELL is not"), "{}", row(&container, "User").1);
    // Where root is at home is known everywhere.
    let root = service("ExecStart=/usr/bin/app\nUser=root");
    assert_eq!(option(&root, "command"), Some("/usr/bin/app"));
    assert_eq!(option(&root, "environment"), Some(r#"HOME="/root",USER="root",LOGNAME="root""#));
    // What the unit says itself counts, and the report on it is about what it says.
    let own = service("ExecStart=/usr/bin/app\nUser=app\nEnvironment=HOME=/srv SHELL=/bin/sh A=b");
    assert_eq!(option(&own, "command"), Some("/usr/bin/app"));
    let expected = r#"USER="app",LOGNAME="app",HOME="/srv",SHELL="/bin/sh",A="b""#;
    assert_eq!(option(&own, "environment"), Some(expected));
    assert_eq!((verdict(&own, "Environment"), verdict(&own, "User")), ("exact".into(), "exact".into()));
    // The name behind a number is the machine's to know.
    let number = service("ExecStart=/usr/bin/app\nUser=1000");
    assert_eq!((option(&number, "command"), option(&number, "environment")), (Some("/usr/bin/app"), None));
    assert!(row(&number, "User").1.contains("whoever started supervisord"), "{}", row(&number, "User").1);
}

#[test]
fn open_files_are_the_users_to_have_up_to_what_managers_give() {
    let usual = service("ExecStart=/usr/bin/app\nUser=app\nLimitNOFILE=65535");
    let expected =
        "/bin/sh -c 'ulimit -n 65535 || ulimit -n \"$(ulimit -Hn)\"; export HOME=~app; exec /usr/bin/app'";
    assert_eq!((option(&usual, "command"), option(&usual, "user")), (Some(expected), Some("app")));
    assert_eq!(verdict(&usual, "LimitNOFILE"), "approximate");
    let more = service("ExecStart=/usr/bin/app\nUser=app\nLimitNOFILE=infinity");
    assert!(
        steps(&more).last().is_some_and(|last| last.starts_with("exec setpriv --reuid=app")),
        "{}",
        more.out
    );
    assert_eq!((option(&more, "user"), verdict(&more, "LimitNOFILE").as_str()), (None, "exact"));
}

#[test]
fn another_name_is_given_by_bash_and_asked_of_busybox_as_its_first_argument() {
    let run = service("ExecStart=@/usr/bin/app -app x");
    assert_eq!(option(&run, "command"), Some(r#"bash -c 'exec -a "$0" "$@"' -app /usr/bin/app x"#));
    assert_eq!(verdict(&run, "ExecStart"), "exact");
    let many = service("ExecStart=@/bin/busybox -sh -c true");
    assert_eq!(option(&many, "command"), Some("/bin/busybox sh -c true"));
}

#[test]
fn a_value_that_environment_cannot_say_goes_in_front_of_the_command() {
    let run = service("ExecStart=/usr/bin/app\nEnvironment=\"A=it's \\\"b\\\" c\" B=2");
    let command = option(&run, "command").unwrap_or_default();
    assert!(command.starts_with("env 'A=it'"), "{command}");
    assert_eq!(
        (option(&run, "environment"), verdict(&run, "Environment").as_str()),
        (Some("B=\"2\""), "exact")
    );
}

#[test]
fn what_cannot_be_written_costs_one_program_only() {
    let bad = "[Service]\nExecStart=/usr/bin/bad \"a\\rb\"\n[Install]\nWantedBy=multi-user.target\n";
    let good = "[Service]\nExecStart=/usr/bin/good\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("bad.service", bad), ("good.service", good)], &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("[program:bad]\ncommand=/bin/false\nautostart=false\n"), "{}", run.out);
    assert!(run.out.contains("[program:good]\ncommand=/usr/bin/good\nautorestart="), "{}", run.out);
}

#[test]
fn a_variable_that_nobody_sets_is_told() {
    let run = service("ExecStart=/usr/bin/pull --key $KEY --url=${URL} --host=${HOST}x\nEnvironment=HOST=a");
    assert_eq!(option(&run, "command"), Some("/usr/bin/pull --key --url= --host=ax"));
    let (verdict, reason) = row(&run, "ExecStart");
    assert!(
        verdict == "approximate" && reason.starts_with("Nothing that was given sets $KEY, $URL: "),
        "{reason}"
    );
    // A file may set it; the program is told its own.
    for lines in
        ["ExecStart=/a $B\nEnvironmentFile=/etc/a", "ExecStart=/a $B\nEnvironment=B=1", "ExecStart=/a $$B"]
    {
        assert!(!row(&service(lines), "ExecStart").1.contains("Nothing that was given"), "{lines}");
    }
}

#[test]
fn two_units_of_one_name_are_told() {
    let unit = "[Service]\nExecStart=/a\n[Install]\nWantedBy=multi-user.target\n";
    let root = folder(&[("one/app.service", unit), ("two/app.service", unit), ("two/b.service", unit)]);
    let told = "app.service was given more than once (one/app.service, two/app.service)";
    let run_of = |path| run(root.path(), &["convert", "--to", "supervisord", path]);
    let note =
        |path| run_of(path).err.lines().find(|line| line.contains("more than once")).map(str::to_owned);
    let both = note(".").unwrap_or_default().replace("./", "");
    assert!(both.starts_with(told), "{both}");
    assert_eq!(note("two"), None);
}

#[test]
fn a_target_that_is_given_twice_is_one_group() {
    let target = "[Unit]\nWants=app.service\n";
    let service = "[Unit]\nPartOf=web.target\n[Service]\nExecStart=/a\n[Install]\nWantedBy=web.target\n";
    let run =
        convert(&[("one/web.target", target), ("two/web.target", target), ("two/app.service", service)], &[]);
    let groups: Vec<&str> = run.out.lines().filter(|line| line.starts_with("[group:")).collect();
    assert_eq!(groups, ["[group:web]"], "a program in two groups runs twice");
    assert_eq!(verdict(&run, "PartOf"), "exact");
}

#[test]
fn what_asks_systemd_finds_nobody_in_a_container() {
    let convert = |lines: &str, more: &[&str]| {
        let text = format!("[Service]\n{lines}\n[Install]\nWantedBy=multi-user.target\n");
        convert(&[("app.service", &text)], more)
    };
    for (lines, setting, instead) in [
        ("ExecStart=systemctl restart atop.service", "ExecStart", "supervisorctl"),
        (
            "ExecStart=/usr/bin/systemd-inhibit --why=backup /usr/bin/backup",
            "ExecStart",
            "that stands behind it by itself",
        ),
        ("ExecStartPre=/bin/loginctl lock-sessions\nExecStart=/usr/bin/app", "ExecStartPre", "other means"),
    ] {
        let run = convert(lines, &["--container"]);
        let (verdict, reason) = row(&run, setting);
        assert!(verdict == "manual" && reason.contains(instead), "{lines}: {verdict}, {reason}");
        assert!(run.out.contains("; To do by hand") && run.out.contains("autostart=false"), "{}", run.out);
        // Beside systemd it does what it did.
        assert!(!run_is_off(&convert(lines, &[])), "{lines}");
    }
    let may_fail =
        convert("ExecStartPre=-/bin/systemctl daemon-reload\nExecStart=/usr/bin/app", &["--container"]);
    assert!(!run_is_off(&may_fail), "{}", may_fail.out);
}

fn run_is_off(run: &Run) -> bool {
    run.out.contains("autostart=false")
}

#[test]
fn in_a_container_supervisord_stays_and_all_output_is_the_containers() {
    let text = "[Service]\nExecStart=/usr/bin/app\nUser=app\nStandardError=append:/var/log/app.err\n";
    let run = convert(&[("app.service", text)], &["--container"]);
    let expected = "[supervisord]\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=/run/supervisord.pid\nnodaemon=true\nuser=root\n";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(run.out.contains("stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n"), "{}", run.out);
    assert!(run.out.contains("stderr_logfile=/var/log/app.err\n"), "a file stays one: {}", run.out);
    for section in ["[unix_http_server]", "[rpcinterface:supervisor]", "[supervisorctl]"] {
        assert!(run.out.contains(section), "{section}");
    }
    let checked = folder(&[("supervisord.conf", run.out.trim_start_matches("# file: supervisord.conf\n"))]);
    let findings = crate::program::run(checked.path(), &["check", "--output-format", "json", "."]).findings();
    assert!(findings.iter().all(|(_, level, _)| level == "info"), "{findings:?}");
}

#[test]
fn a_file_for_each_group_and_each_other_program() {
    let unit = |more: &str| format!("[Unit]\n{more}\n[Service]\nExecStart=/usr/bin/app\n");
    let target = "[Unit]\nWants=a.service b.service\n[Install]\nWantedBy=multi-user.target\n";
    let member = unit("PartOf=site.target");
    let units = [
        ("a.service", member.as_str()),
        ("b.service", &member),
        ("c.service", &unit("")),
        ("site.target", target),
    ];
    let run = convert(&units, &["--split"]);
    let files: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("# file: ")).collect();
    assert_eq!(files, ["supervisord.conf", "conf.d/site.conf", "conf.d/c.conf"]);
    assert!(run.out.contains("[include]\nfiles=conf.d/*.conf\n"), "{}", run.out);
    let whole = convert(&units, &[]);
    let count = |run: &Run, verdict: &str| run.err.matches(&format!("\"verdict\": \"{verdict}\"")).count();
    for word in ["exact", "approximate", "dropped", "manual"] {
        assert_eq!(count(&run, word), count(&whole, word), "where it stands changes nothing: {word}");
    }
}

#[test]
fn split_files_are_written_below_the_folder_and_read_back_by_check() {
    let root = folder(&[("a.service", "[Service]\nExecStart=/usr/bin/app\n")]);
    let written = run(root.path(), &["convert", "--to", "supervisord", "--split", "-o", "out", "a.service"]);
    assert_eq!(written.status, 0, "{}", written.err);
    assert!(root.path().join("out/conf.d/a.conf").exists());
    let shown = run(root.path(), &["inspect", "--effective", "out/supervisord.conf"]);
    assert!(shown.out.contains("/usr/bin/app"), "{}", shown.out);
}

#[test]
fn options_for_supervisord_mean_nothing_to_units() {
    let root = folder(&[("a.conf", "[program:a]\ncommand=/bin/a\n")]);
    for (option, to) in [("--container", "systemd"), ("--split", "systemd"), ("--split", "supervisord")] {
        let run = run(root.path(), &["convert", "--to", to, option, "a.conf"]);
        assert_eq!(run.status, 2, "{option} {to}");
        assert!(run.err.contains(option), "{}", run.err);
    }
}

const FASTCGI: &str =
    "[Service]\nExecStart=/usr/bin/fcgi\nUser=www\nStandardInput=socket\nStandardOutput=journal\n";

#[test]
fn a_service_that_reads_from_its_socket_is_a_fastcgi_program() {
    let socket = "[Socket]\nListenStream=/run/f.sock\nSocketUser=www\nSocketMode=0660\n[Install]\nWantedBy=sockets.target\n";
    let run = convert(&[("f.service", FASTCGI), ("f.socket", socket)], &[]);
    assert!(run.out.contains("[fcgi-program:f]\n"), "{}", run.out);
    assert_eq!(option(&run, "socket"), Some("unix:///run/f.sock"));
    assert_eq!((option(&run, "socket_mode"), option(&run, "socket_owner")), (Some("0660"), None));
    for setting in ["ListenStream", "SocketUser", "SocketMode", "StandardInput"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}");
    }
    assert_eq!(option(&run, "autostart"), None, "supervisord waits for no connection: {}", run.out);
    assert_eq!(verdict(&run, "WantedBy"), "approximate");
}

#[test]
fn a_port_alone_is_one_of_every_address_of_ipv4() {
    let run =
        convert(&[("f.service", FASTCGI), ("f.socket", "[Socket]\nListenStream=9000\nBacklog=5\n")], &[]);
    assert_eq!(option(&run, "socket"), Some("tcp://0.0.0.0:9000"), "{}", run.out);
    assert_eq!(
        (verdict(&run, "ListenStream"), verdict(&run, "Backlog")),
        ("approximate".into(), "exact".into())
    );
}

#[test]
fn a_socket_that_accepts_connections_has_nothing_to_do_with_the_plain_service() {
    let daemon = "[Service]\nExecStart=/usr/sbin/sshd -D\n[Install]\nWantedBy=multi-user.target\n";
    let each = "[Service]\nExecStart=-/usr/sbin/sshd -i\nStandardInput=socket\n";
    let socket = |accept: &str| {
        format!("[Socket]\nListenStream=22\nAccept={accept}\n[Install]\nWantedBy=sockets.target\n")
    };
    let convert = |accept: &str| {
        let units = [("sshd.service", daemon), ("sshd@.service", each), ("sshd.socket", &socket(accept))];
        convert(&units, &[])
    };
    let run = convert("yes");
    assert_eq!(run.out.lines().filter(|line| *line == "autostart=false").count(), 1, "{}", run.out);
    assert!(run.out.contains("[program:sshd]\ncommand=/usr/sbin/sshd -D\n"), "{}", run.out);
    let (verdict, reason) = row(&run, "ListenStream");
    assert_eq!(verdict, "dropped");
    assert!(reason.contains("an instance of the service for each"), "{reason}");
    let (verdict, reason) = row(&run, "StandardInput");
    assert_eq!(verdict, "manual");
    assert!(reason.contains("for each connection"), "{reason}");
    // The plain service of a socket that hands itself over waits for it.
    assert_eq!(row(&convert("no"), "ListenStream").0, "manual");
}

#[test]
fn a_socket_is_that_of_the_service_that_it_names_or_that_names_it() {
    let front = "[Socket]\nListenStream=/run/f.sock\nService=f.service\n";
    let run = convert(&[("f.service", FASTCGI), ("front.socket", front), ("front.service", FASTCGI)], &[]);
    assert_eq!(run.out.matches("socket=unix:///run/f.sock").count(), 1, "{}", run.out);
    assert!(run.out.contains("[fcgi-program:f]") && run.out.contains("[program:front]"), "{}", run.out);
    assert_eq!(verdict(&run, "Service"), verdict(&run, "ListenStream"));
    let unit = format!("{FASTCGI}Sockets=a.socket b.socket\n");
    let b = "[Socket]\nListenStream=/run/b.sock\n";
    let run = convert(&[("f.service", &unit), ("b.socket", b)], &[]);
    assert_eq!(option(&run, "socket"), Some("unix:///run/b.sock"), "{}", run.out);
}

#[test]
fn the_instances_of_a_template_are_those_that_a_boot_starts() {
    let template =
        "[Service]\nExecStart=/bin/a %i\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=2\n";
    let idle = "[Unit]\nWants=x@1.service\n";
    let run = convert(&[("x@.service", template), ("t.target", idle)], &[]);
    assert_eq!(
        (option(&run, "numprocs"), option(&run, "numprocs_start")),
        (Some("1"), Some("2")),
        "{}",
        run.out
    );
    assert_eq!(
        (verdict(&run, "DefaultInstance").as_str(), verdict(&run, "Wants").as_str()),
        ("exact", "dropped")
    );
    // A service that is started brings its instance along, whatever else is enabled.
    let boot =
        "[Unit]\nRequires=x@1.service\n[Service]\nExecStart=/bin/b\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("x@.service", template), ("t.target", idle), ("b.service", boot)], &[]);
    assert_eq!(
        (option(&run, "numprocs"), option(&run, "numprocs_start")),
        (Some("2"), Some("1")),
        "{}",
        run.out
    );
    let upheld = "[Unit]\nUpholds=c.service\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("c.service", "[Service]\nExecStart=/bin/c\n"), ("u.target", upheld)], &[]);
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
}

#[test]
fn a_timer_is_that_of_the_service_beside_it() {
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
fn a_service_that_takes_its_socket_otherwise_is_left_to_a_person() {
    let unit = "[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("g.service", unit), ("g.socket", "[Socket]\nListenStream=8080\n")], &[]);
    assert!(run.out.contains("[program:g]\n"), "{}", run.out);
    assert_eq!(
        (option(&run, "autostart"), verdict(&run, "ListenStream").as_str()),
        (Some("false"), "manual")
    );
}

#[test]
fn what_must_hold_for_a_start_is_asked_by_a_shell() {
    let unit = "[Unit]\nConditionPathExists=/etc/a.conf\nConditionPathExists=|!/b c\nConditionDirectoryNotEmpty=|/srv\n\
                AssertPathIsMountPoint=/data\n[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(
        steps(&run),
        [
            "[ -e /etc/a.conf ] || exit 0",
            "[ ! -e \"/b c\" ] || [ -n \"$(ls /srv/)\" ] || exit 0",
            "mountpoint -q /data || exit 1",
            "exec /usr/bin/app'",
        ]
    );
    let (verdict, reason) = row(&run, "ConditionPathExists");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("which leaves it EXITED"), "{reason}");
    assert_eq!(self::verdict(&run, "ExecStart"), "exact");
    let always = format!("{unit}[Service]\nRestart=always\nRestartSec=5\n");
    let (_, reason) = row(&convert(&[("app.service", &always)], &[]), "ConditionPathExists");
    assert!(reason.contains("asks again about once a second"), "{reason}");
    let failure = format!("{unit}[Service]\nRestart=on-failure\n");
    let (_, reason) = row(&convert(&[("app.service", &failure)], &[]), "ConditionPathExists");
    assert!(reason.contains("calls it FATAL"), "{reason}");
}

#[test]
fn an_empty_condition_takes_back_all_of_its_kind() {
    let unit = "[Unit]\nConditionPathExists=/a\nAssertPathExists=/b\nConditionFileNotEmpty=\n[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(option(&run, "command"), Some("/bin/sh -c '[ -e /b ] || exit 1; exec /usr/bin/app'"));
    assert_eq!(verdict(&run, "ConditionPathExists"), "dropped");
}

#[test]
fn capabilities_groups_and_turns_are_given_by_what_starts_the_program() {
    let run = service(
        "ExecStart=/usr/bin/app\nUser=app\nSupplementaryGroups=adm video\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n\
         CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_KILL\nIOSchedulingClass=best-effort\nIOSchedulingPriority=7\n\
         CPUSchedulingPolicy=fifo\nCPUSchedulingPriority=10\nCPUAffinity=0-3 8",
    );
    // The script is long, and so on a line of its own; a shell knows where `app` is at home.
    assert_eq!(
        steps(&run),
        [
            "export HOME=~app",
            "exec ionice -c best-effort -n 7 chrt --fifo 10 taskset -c 0-3,8 setpriv --reuid=app \
             --regid=\"$(id -g app)\" --groups=\"$(id -G app | tr \" \" ,)\",adm,video \
             --bounding-set=-all,+kill,+net_bind_service --inh-caps=+net_bind_service --ambient-caps=+net_bind_service \
             /usr/bin/app'",
        ]
    );
    for setting in
        ["SupplementaryGroups", "AmbientCapabilities", "CapabilityBoundingSet", "IOSchedulingPriority"]
    {
        assert_eq!(verdict(&run, setting), "exact", "{setting}: {}", run.err);
    }
    let less = service(
        "ExecStart=/usr/bin/app\nCapabilityBoundingSet=~CAP_SYS_ADMIN\nIOSchedulingClass=idle\nCPUSchedulingPolicy=batch",
    );
    assert_eq!(
        option(&less, "command"),
        Some("ionice -c idle chrt --batch 0 setpriv --bounding-set=-sys_admin /usr/bin/app")
    );
}

#[test]
fn a_command_that_only_sends_a_signal_is_the_stop_signal() {
    let run = service(
        "ExecStart=/usr/sbin/nginx -g \"daemon off;\"\nExecStop=/usr/sbin/nginx -s quit\nKillSignal=SIGHUP",
    );
    assert_eq!(option(&run, "stopsignal"), Some("QUIT"));
    for setting in ["ExecStop", "KillSignal"] {
        let (verdict, reason) = row(&run, setting);
        assert!(
            verdict == "approximate" && reason.contains("comes to SIGQUIT"),
            "{setting} {verdict}: {reason}"
        );
    }
    assert_eq!(verdict(&service("ExecStart=/usr/bin/app\nExecStop=/bin/true"), "ExecStop"), "exact");
}

#[test]
fn a_command_that_stops_the_program_is_told_where_it_is_missed() {
    let run = service("ExecStart=/usr/bin/app\nExecStop=/usr/bin/appctl drain $MAINPID");
    let (verdict, reason) = row(&run, "ExecStop");
    assert!(verdict == "dropped" && reason.contains("traps SIGTERM"), "{verdict}: {reason}");
    assert!(run.out.contains("; Not kept: at a stop systemd runs /usr/bin/appctl drain ${MAINPID}; supervisord only sends SIGTERM.\n[program:app]"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "it runs all the same");
}

#[test]
fn a_timer_starts_the_first_unit_that_it_names_and_a_socket_the_last() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let starts = |by: (&str, &str)| {
        let run = convert(&[("one.service", unit), ("two.service", unit), by], &[]);
        let (program, _) =
            run.out.split_once("supervisorctl start ").map_or(("", ""), |(_, rest)| rest.split_at(3));
        (program.to_owned(), row(&run, "Unit").0)
    };
    let timer =
        |names: &str| format!("[Timer]\nOnCalendar=daily\n{names}[Install]\nWantedBy=timers.target\n");
    let named = |names: &str| starts(("one.timer", &timer(names)));
    assert_eq!(named("Unit=two.service\nUnit=one.service\n"), ("two".to_owned(), "manual".to_owned()));
    assert_eq!(named("Unit=\nUnit=no unit\nUnit=one.timer\nUnit=two.service\n").0, "two");
    // A specifier is expanded before the name is looked for.
    assert_eq!(starts(("two.timer", &timer("Unit=%p.service\n"))).0, "two");
    let fastcgi = "[Service]\nExecStart=/bin/a\nStandardInput=socket\n";
    let socket = "[Socket]\nListenStream=/run/a.sock\nService=one.service\nService=%N.service\n";
    let run = convert(&[("one.service", fastcgi), ("two.service", fastcgi), ("two.socket", socket)], &[]);
    assert!(run.out.contains("[fcgi-program:two]") && run.out.contains("[program:one]"), "{}", run.out);
}

#[test]
fn what_an_operator_types_has_the_name_that_the_group_got() {
    let part = "[Unit]\nPartOf=site.target\n[Service]\nType=oneshot\nExecStart=/bin/a %i\n";
    let timer = "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n";
    let mut units = vec![
        // No member: the group cannot have its name.
        ("site.service", "[Service]\nExecStart=/bin/site\n"),
        ("site.target", "[Unit]\nWants=a.service web@1.service web@2.service\n"),
        ("a.service", part),
        ("a.timer", timer),
        ("web@.service", part),
        ("web@.timer", timer),
    ];
    let both = convert(&units, &[]);
    assert!(both.out.contains("[group:site_2]"), "{}", both.out);
    for line in ["start site_2:a\n", "start site_2:web_1 site_2:web_2\n"] {
        assert!(both.out.contains(line), "{line}: {}", both.out);
    }
    // Nobody else is started with all of a group that is the program's alone.
    units.retain(|(name, _)| !matches!(*name, "a.service" | "a.timer" | "site.service"));
    let alone = convert(&units, &[]);
    assert!(alone.out.contains("start 'site:*'\n"), "{}", alone.out);
}

#[test]
fn what_takes_back_who_wants_a_timer_or_a_socket_leaves_it_to_a_person() {
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
fn the_last_line_of_a_socket_that_systemd_takes_is_the_one_that_holds() {
    let service = "[Service]\nExecStart=/usr/bin/php-cgi\nStandardInput=socket\n";
    let with = |lines: &str| {
        let socket =
            format!("[Socket]\nListenStream=/run/php.sock\n{lines}\n[Install]\nWantedBy=sockets.target\n");
        convert(&[("php.service", service), ("php.socket", &socket)], &[])
    };
    for (setting, lines, name, value) in [
        ("SocketMode", "SocketMode=0600\nSocketMode=bad", "socket_mode", Some("0600")),
        ("SocketMode", "SocketMode=0600\nSocketMode=", "socket_mode", Some("0600")),
        ("SocketMode", "SocketMode=0600\nSocketMode=0660", "socket_mode", Some("0660")),
        ("SocketUser", "SocketUser=app\nSocketUser=", "socket_owner", None),
        ("SocketUser", "SocketUser=app\nSocketUser=www", "socket_owner", Some("www")),
        ("Backlog", "Backlog=7\nBacklog=x", "socket_backlog", Some("7")),
    ] {
        let run = with(lines);
        assert_eq!(option(&run, name), value, "{lines}");
        // What does not hold is not lost.
        let told = run.rows_of(setting).into_iter().filter(|row| row["verdict"] == "dropped");
        assert!(told.clone().count() > 0, "{lines}: {}", run.err);
        assert!(told.into_iter().all(|row| row["risk"] == "none"), "{lines}: {}", run.err);
    }
}

/// What `systemctl enable` of systemd 252 makes of each of them: `unit_file_verify_alias()`, `src/shared/install.c`.
#[test]
fn a_name_in_a_folder_of_what_starts_others_starts_the_unit() {
    let enabled = |name: &str, install: &str| {
        let run = convert(&[(name, &format!("[Service]\nExecStart=/bin/a %i\n[Install]\n{install}\n"))], &[]);
        let is_on = !run.out.contains("autostart=false");
        (is_on, row(&run, "Alias").0)
    };
    let (on, off) = (|verdict: &str| (true, verdict.to_owned()), |verdict: &str| (false, verdict.to_owned()));
    for (alias, expected) in [
        ("multi-user.target.wants/app.service", on("exact")),
        ("multi-user.target.requires/%n", on("exact")),
        ("rescue.target.wants/app.service", off("dropped")),
        // Another name besides is one that no program has.
        ("multi-user.target.wants/app.service other.service", on("dropped")),
        ("multi-user.target.wants/other.service", off("dropped")),
        ("multi-user.target.d/app.service", off("dropped")),
        ("multi-user.target.wants/app.service\nAlias=", off("dropped")),
        ("other.service", off("dropped")),
    ] {
        assert_eq!(enabled("app.service", &format!("Alias={alias}")), expected, "{alias}");
    }
    let run = convert(
        &[(
            "app@.service",
            "[Service]\nExecStart=/bin/a %i\n[Install]\nAlias=getty.target.wants/app@tty1.service\n",
        )],
        &[],
    );
    assert_eq!(
        (option(&run, "command"), option(&run, "autostart")),
        (Some("/bin/a tty1"), None),
        "{}",
        run.out
    );
    assert_eq!(verdict(&run, "Alias"), "exact");
    // A folder is only linked into; the template itself is none of what it holds.
    assert!(!enabled("app@.service", "Alias=getty.target.wants/app@.service").0);
}

/// A timer and a socket are as well.
#[test]
fn a_name_in_a_folder_of_what_starts_others_starts_what_a_socket_or_timer_does() {
    let run = convert(
        &[
            ("app.service", "[Service]\nType=oneshot\nExecStart=/bin/a\n"),
            ("app.timer", "[Timer]\nOnBootSec=5\n[Install]\nAlias=timers.target.wants/app.timer\n"),
        ],
        &[],
    );
    assert!(!run.out.contains("autostart=false"), "{}", run.out);
}

#[test]
fn a_list_of_those_who_start_a_unit_takes_nothing_of_the_other_list_back() {
    let unit = |install: &str| format!("[Service]\nExecStart=/bin/a\n[Install]\n{install}");
    for (install, autostart) in [
        ("WantedBy=multi-user.target\nRequiredBy=\n", None),
        ("RequiredBy=multi-user.target\nWantedBy=\n", None),
        ("WantedBy=multi-user.target\nRequiredBy=multi-user.target\nWantedBy=\n", None),
        ("WantedBy=multi-user.target\nWantedBy=\nRequiredBy=\n", Some("false")),
    ] {
        let run = convert(&[("a.service", &unit(install))], &[]);
        assert_eq!(option(&run, "autostart"), autostart, "{install}");
    }
}

#[test]
fn a_timer_is_told_as_a_line_of_a_crontab() {
    let job = "[Service]\nType=oneshot\nExecStart=/usr/bin/job\n";
    let timer =
        "[Timer]\nOnCalendar=Mon..Fri 06,18:30\nUnit=job.service\n[Install]\nWantedBy=timers.target\n";
    let run = convert(&[("job.service", job), ("nightly.timer", timer)], &[]);
    let expected = "; supervisord has no timers. A line of a crontab does the same:\n; 30 6,18 * * 1-5 supervisorctl start job\n[program:job]\n";
    assert!(run.out.contains(expected), "{}", run.out);
    assert_eq!(option(&run, "autostart"), Some("false"));
    for setting in ["OnCalendar", "Unit", "WantedBy"] {
        let (verdict, reason) = row(&run, setting);
        assert!(
            verdict == "manual" && reason.contains("30 6,18 * * 1-5 supervisorctl start job"),
            "{setting} {verdict}: {reason}"
        );
    }
    let odd = convert(&[("job.service", job), ("job.timer", "[Timer]\nOnCalendar=*-*~1\n")], &[]);
    assert!(row(&odd, "OnCalendar").1.contains("cron cannot say these times"), "{}", odd.err);
}

/// Under supervisord all programs share one cgroup.
#[test]
fn what_only_a_cgroup_of_its_own_can_hold_is_told() {
    let run = service(
        "ExecStart=/usr/bin/app\nMemoryMax=1G\nTasksMax=10\nCPUQuota=20%\nSlice=x.slice\nDelegate=yes",
    );
    for setting in ["MemoryMax", "TasksMax", "CPUQuota", "Slice", "Delegate"] {
        let (verdict, reason) = row(&run, setting);
        assert!(verdict == "dropped" && reason.len() > 40, "{setting} {verdict}: {reason}");
    }
    // Nor does it know what belongs to a program that has ended.
    assert!(run.err.contains("children in other sessions survive a stop"), "{}", run.err);
}

#[test]
fn a_program_that_runs_every_so_often_waits_by_itself() {
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
    let asleep = convert(&[("job.service", job), ("job.timer", "[Timer]\nOnUnitActiveSec=15min\n")], &[]);
    assert_eq!(option(&asleep, "autostart"), Some("false"), "nobody starts the timer: {}", asleep.out);
    let both =
        convert(&[("job.service", job), ("job.timer", &format!("{timer}[Timer]\nOnCalendar=daily\n"))], &[]);
    assert_eq!((option(&both, "command"), option(&both, "autostart")), (Some("/usr/bin/job"), Some("false")));
    assert!(both.out.contains("; 0 0 * * * supervisorctl start job"), "{}", both.out);
}

#[test]
fn a_command_without_a_path_is_the_programs_and_not_the_shells() {
    let run = service("ExecStartPre=modprobe loop\nExecStartPre=type x\nExecStart=/usr/bin/app");
    assert_eq!(
        option(&run, "command"),
        Some("/bin/sh -c 'modprobe loop && env type x && exec /usr/bin/app'")
    );
    assert_eq!(
        (verdict(&run, "ExecStart"), verdict(&run, "ExecStartPre")),
        ("exact".into(), "approximate".into())
    );
}

#[test]
fn a_setting_that_asks_for_nothing_leaves_the_program_on() {
    let run = service("ExecStart=/usr/bin/app\nDynamicUser=no");
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
    assert_ne!(verdict(&run, "DynamicUser"), "manual");
}

#[test]
fn what_the_program_runs_well_without_is_dropped_and_leaves_it_on() {
    for line in ["RuntimeMaxSec=1h", "KillSignal=SIGRTMIN+3", "AppArmorProfile=app"] {
        let run = service(&format!("ExecStart=/usr/bin/app\n{line}"));
        let name = line.split('=').next().expect("a name");
        let (verdict, reason) = row(&run, name);
        assert_eq!((verdict.as_str(), reason.is_empty()), ("dropped", false), "{line}: {}", run.err);
        assert_eq!(option(&run, "autostart"), None, "{line}: {}", run.out);
    }
}

#[test]
fn a_reload_that_only_sends_a_signal_is_told_as_one() {
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

#[expect(clippy::disallowed_methods, reason = "a test reads what was written")]
fn report_of(folder: &std::path::Path) -> String {
    std::fs::read_to_string(folder.join("report")).expect("a report")
}

#[test]
fn no_report_shows_the_value_of_a_secret_that_is_emitted() {
    let text = "[Service]\nExecStart=/usr/bin/app\nEnvironment=A=plain K=%v DB_PASSWORD=hunter2 \"API_TOKEN=a hunter2 b\"\n";
    for kind in ["text", "json", "html"] {
        let root = folder(&[("app.service", text)]);
        let args =
            ["convert", "--to", "supervisord", "--report", kind, "--report-file", "report", "app.service"];
        let run = run(root.path(), &args);
        assert!(run.out.contains("hunter2"), "the file keeps it: {} {}", run.out, run.err);
        let report = report_of(root.path());
        assert!(!report.contains("hunter2"), "{kind}: {report}");
        assert!(report.contains("DB_PASSWORD=") && report.contains('…'), "{kind}: {report}");
        assert!(report.contains("plain"), "{kind}: {report}");
    }
}

#[test]
fn the_risk_is_that_of_the_part_that_differs() {
    let run = service("ExecStart=/usr/bin/app\nUser=app");
    let rows = run.rows();
    let user = rows.iter().find(|row| row["setting"] == "User").expect("a row");
    assert!(user["verdict"] == "exact" || user["risk"] == "behaviour", "{user}");
}

#[test]
fn no_report_on_units_shows_the_value_of_a_secret_that_is_emitted() {
    let text = "[program:app]\ncommand=/usr/bin/app\nenvironment=A=\"plain\",DB_PASSWORD=\"hunter2\",\n                    API_TOKEN='a hunter2 b',K=\"%(ENV_K)s\"\n";
    for kind in ["text", "json", "html"] {
        let root = folder(&[("supervisord.conf", text)]);
        let args =
            ["convert", "--to", "systemd", "--report", kind, "--report-file", "report", "supervisord.conf"];
        let run = run(root.path(), &args);
        assert!(run.out.contains("hunter2"), "the unit keeps it: {} {}", run.out, run.err);
        let report = report_of(root.path());
        assert!(!report.contains("hunter2"), "{kind}: {report}");
        assert!(report.contains("plain") && report.contains('…'), "{kind}: {report}");
    }
}

#[test]
fn where_a_unit_came_from_is_no_comment_on_the_program() {
    let unit = "# Made by sysvisor from a.conf; edit it as you like.\n# The shop\n[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(run.out.matches("Made by sysvisor").count(), 1, "{}", run.out);
    assert!(run.out.contains("; The shop\n"), "{}", run.out);
}

/// The commands that correspond, as `systemctl … → supervisorctl …`.
fn operated(run: &Run) -> Vec<String> {
    let json: serde_json::Value =
        serde_json::from_str(&run.err).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let rows = json["operate"].as_array().expect("commands").iter();
    rows.map(|row| format!("{} → {}", text(&row["from"]), text(&row["to"]))).collect()
}

#[test]
fn the_log_of_a_unit_is_where_the_unit_writes_it() {
    let logs = |lines: &str| {
        let run = service(&format!("ExecStart=/usr/bin/app\n{lines}"));
        operated(&run).into_iter().find(|command| command.contains("tail") || command.contains("journalctl"))
    };
    for (lines, command) in [
        ("", "journalctl -f -u app.service → supervisorctl tail -f app"),
        ("StandardOutput=append:/var/log/a b.log", "tail -f '/var/log/a b.log' → supervisorctl tail -f app"),
        ("StandardOutput=truncate:/var/log/%p.log", "tail -f /var/log/app.log → supervisorctl tail -f app"),
        (
            "StandardOutput=null\nStandardError=file:/var/log/a.err",
            "tail -f /var/log/a.err → supervisorctl tail -f app stderr",
        ),
    ] {
        assert_eq!(logs(lines).as_deref(), Some(command), "{lines}");
    }
    // The machine's name is known to the machine alone.
    assert_eq!(logs("StandardOutput=append:/var/log/%H.log"), None);
    let unit = "[Service]\nExecStart=/usr/bin/app\nStandardOutput=append:/var/log/%i.log\n[Install]\n\
                WantedBy=multi-user.target\nDefaultInstance=one\n";
    let commands = operated(&convert(&[("app@.service", unit)], &[]));
    assert!(
        commands.iter().any(|command| command.starts_with("tail -f /var/log/one.log → ")),
        "{commands:#?}"
    );
}

#[test]
fn no_command_names_a_target_that_is_not_there() {
    let unit =
        |more: &str| format!("[Service]\nExecStart=/x %i\n[Install]\nWantedBy=multi-user.target\n{more}");
    let of_default = convert(&[("x@.service", &unit("DefaultInstance=main\n"))], &[]);
    let commands = operated(&of_default);
    assert!(
        commands.contains(&"systemctl enable x@main.service → autostart=true".to_owned()),
        "{commands:#?}"
    );
    assert!(!of_default.err.contains("x.target"), "{commands:#?}");

    let wants = |names: &str| format!("[Unit]\nWants={names}\n[Install]\nWantedBy=multi-user.target\n");
    let numbered = wants("x@1.service x@2.service");
    let of_target = convert(&[("x@.service", &unit("")), ("x.target", &numbered)], &[]);
    assert!(
        operated(&of_target).contains(&"systemctl start x.target → supervisorctl start 'x:*'".to_owned())
    );

    let named = wants("x@a.service x@b.service");
    let of_another = convert(&[("x@.service", &unit("")), ("all.target", &named)], &[]);
    let commands = operated(&of_another);
    let all = "systemctl stop x@a.service x@b.service → supervisorctl stop x_a x_b";
    assert!(commands.contains(&all.to_owned()), "{commands:#?}");
    assert!(!of_another.err.contains("x.target"), "{commands:#?}");
}

#[test]
fn the_commands_can_be_typed_whatever_the_names_are() {
    let run = convert(&[(r"a\x2db.service", "[Service]\nExecStart=/x\n")], &[]);
    let commands = operated(&run);
    let stop = r"systemctl stop 'a\x2db.service' → supervisorctl stop 'a\x2db'";
    assert!(commands.contains(&stop.to_owned()), "{commands:#?}");
}

#[test]
fn a_target_without_parts_is_no_group() {
    let unit = "[Service]\nExecStart=/x\n";
    let target = "[Unit]\nWants=x.service\n[Install]\nWantedBy=multi-user.target\n";
    let files = [("x.service", unit), ("all.target", target)];
    for more in [&[][..], &["--split"]] {
        let run = convert(&files, more);
        assert!(run.out.contains("[program:x]") && !run.out.contains("[group:"), "{}", run.out);
        assert!(!run.out.contains("all.conf"), "{}", run.out);
        assert!(operated(&run).iter().all(|command| !command.contains("all")), "{:#?}", operated(&run));
    }
}

#[test]
fn a_variable_that_cannot_be_written_takes_no_other_with_it() {
    let run = service("ExecStart=/usr/bin/app\nRuntimeDirectory=\"a #x\"\nEnvironment=A=1");
    assert_eq!(option(&run, "environment"), Some("A=\"1\""), "{}", run.out);
    let (verdict, reason) = row(&run, "RuntimeDirectory");
    assert!(verdict == "manual" && reason.contains("RUNTIME_DIRECTORY"), "{verdict}: {reason}");
}

#[test]
fn what_stands_at_the_top_of_several_units_is_told_once() {
    let unit =
        |name: &str| format!("# Under a licence.\n\n# Of {name}.\n[Service]\nExecStart=/usr/bin/{name}\n");
    let target = "# Under a licence.\n[Unit]\nDescription=All\n".to_owned();
    let files = [("a.target", target), ("b.service", unit("b")), ("c.service", unit("c"))];
    let run = convert(&files.each_ref().map(|(name, text)| (*name, text.as_str())), &[]);
    assert_eq!(run.out.matches("; Under a licence.\n").count(), 1, "{}", run.out);
}

#[test]
fn instances_of_one_template_stand_under_the_same_heading() {
    let template = "[Unit]\nDescription=Web %i\n[Service]\nExecStart=/usr/bin/web %i\n";
    let files = [("web@.service", template), ("web@80.service.d/a.conf", "[Unit]\nDescription=First\n")];
    let root = folder(&files);
    let run = run(root.path(), &["convert", "--to", "supervisord", "web@80.service", "web@81.service"]);
    let heads = ["; Description: Web %i\n[program:web@80]\n", "; Description: Web %i\n[program:web@81]\n"];
    assert!(heads.iter().all(|head| run.out.contains(head)), "{}", run.out);
}

#[test]
fn a_description_of_a_drop_in_brings_its_own_comments() {
    let drop_in = "#\n".repeat(9) + "[Unit]\n# As we call it.\nDescription=Ours\n";
    let root = folder(&[("a.service", "[Service]\nExecStart=/x\n"), ("a.service.d/a.conf", &drop_in)]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "a.service"]);
    assert!(
        run.out.contains("; As we call it.\n; Description: Ours\n[program:a]\n"),
        "{}\n{}",
        run.out,
        run.err
    );
}

#[test]
fn what_a_timer_asks_as_well_is_asked_once() {
    let condition = "[Unit]\nConditionVirtualization=!container\n";
    let service = format!("{condition}[Service]\nExecStart=/usr/bin/app\n");
    let timer = format!("{condition}[Timer]\nOnBootSec=5min\n[Install]\nWantedBy=timers.target\n");
    let run = convert(&[("a.service", &service), ("a.timer", &timer)], &[]);
    assert_eq!(run.out.matches("ConditionVirtualization=!container").count(), 1, "{}", run.out);
}

#[test]
fn the_same_settings_of_many_units_are_told_once_by_their_places() {
    let unit = "[Service]\nSendSIGHUP=yes\nExecStart=/usr/bin/app\n";
    let root = folder(&[("a.service", unit), ("b.service", unit), ("c.service", unit)]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "a.service", "b.service", "c.service"]);
    assert!(run.err.contains("and the same for b.service:2, c.service:2\n"), "{}", run.err);
}

#[test]
fn what_no_boot_starts_is_left_to_be_started_by_hand() {
    let unit = |target: &str| format!("[Service]\nExecStart=/x\n[Install]\nWantedBy={target}\n");
    // Of a target that is not given, nobody knows who starts it.
    let unknown = convert(&[("app.service", &unit("x.target"))], &[]);
    assert_eq!(
        (option(&unknown, "autostart"), verdict(&unknown, "WantedBy")),
        (None, "approximate".to_owned())
    );
    let given = |install: &str| {
        convert(
            &[("app.service", &unit("x.target")), ("x.target", &format!("[Unit]\nDescription=x\n{install}"))],
            &[],
        )
    };
    let of_nobody = given("");
    assert_eq!(option(&of_nobody, "autostart"), Some("false"), "{}", of_nobody.out);
    let (verdict, reason) = row(&of_nobody, "WantedBy");
    assert!(verdict == "dropped" && reason.contains("No boot starts it"), "{verdict}: {reason}");
    let of_boot = given("[Install]\nWantedBy=multi-user.target\n");
    assert_eq!(option(&of_boot, "autostart"), None, "{}", of_boot.out);
    // A group is started with its members.
    let part = "[Unit]\nPartOf=x.target\n".to_owned() + &unit("x.target");
    let of_group = convert(&[("app.service", &part), ("x.target", "[Unit]\nDescription=x\n")], &[]);
    assert_eq!(option(&of_group, "autostart"), Some("false"), "{}", of_group.out);
    assert_eq!(self::verdict(&of_group, "WantedBy"), "exact");
    for other in ["shutdown.target", "reboot.target", "sleep.target", "rescue.target"] {
        let run = convert(&[("app.service", &unit(other))], &[]);
        assert_eq!(
            (option(&run, "autostart"), self::verdict(&run, "WantedBy").as_str()),
            (Some("false"), "dropped"),
            "{other}"
        );
    }
    // The units of the boot themselves may be given.
    let boot = convert(
        &[("app.service", &unit("multi-user.target")), ("multi-user.target", "[Unit]\nDescription=x\n")],
        &[],
    );
    assert_eq!(option(&boot, "autostart"), None, "{}", boot.out);
}

#[test]
fn what_a_service_of_the_boot_wants_is_started_as_well() {
    let main = |pulls: &str| {
        format!("[Unit]\n{pulls}\n[Service]\nExecStart=/main\n[Install]\nWantedBy=multi-user.target\n")
    };
    let side = "[Service]\nExecStart=/side\n";
    for directive in ["Wants", "Requires", "BindsTo"] {
        let run = convert(
            &[("main.service", &main(&format!("{directive}=side.service"))), ("side.service", side)],
            &[],
        );
        assert_eq!(option(&run, "autostart"), None, "{directive}: {}", run.out);
        let (verdict, reason) = row(&run, directive);
        assert_eq!(verdict, "dropped", "{directive}");
        assert_eq!(reason.contains("is started by supervisord as well"), directive == "Wants", "{reason}");
    }
    // Some of what it wants is not there.
    let half =
        convert(&[("main.service", &main("Wants=side.service other.service")), ("side.service", side)], &[]);
    assert_eq!(option(&half, "autostart"), None, "{}", half.out);
    assert!(row(&half, "Wants").1.contains("not among those converted"), "{}", row(&half, "Wants").1);
    let by_hand = main("Wants=side.service").replace("[Install]\nWantedBy=multi-user.target\n", "");
    let run = convert(&[("main.service", &by_hand), ("side.service", side)], &[]);
    assert_eq!(run.out.lines().filter(|line| *line == "autostart=false").count(), 2, "{}", run.out);
    // A circle of those that want each other starts nothing.
    let circle = "[Unit]\nWants=main.service\n".to_owned() + side;
    let run = convert(&[("main.service", &by_hand), ("side.service", &circle)], &[]);
    assert_eq!(run.out.lines().filter(|line| *line == "autostart=false").count(), 2, "{}", run.out);
}

#[test]
fn what_is_up_after_a_good_run_is_not_started_again() {
    let run = service("ExecStart=/x\nRemainAfterExit=yes\nRestart=always");
    assert_eq!((option(&run, "autorestart"), option(&run, "exitcodes")), (Some("unexpected"), Some("0")));
    assert_eq!(verdict(&run, "Restart"), "approximate", "a death by SIGTERM starts it again");
    let run = service("ExecStart=/x\nRemainAfterExit=yes\nRestart=on-success");
    assert_eq!(option(&run, "autorestart"), Some("false"), "{}", run.out);
    let run = service("ExecStart=/x\nRemainAfterExit=no\nRestart=always");
    assert_eq!((option(&run, "autorestart"), verdict(&run, "Restart").as_str()), (Some("true"), "exact"));
}

#[test]
fn a_unit_is_known_by_its_other_names() {
    let install = "[Install]\nWantedBy=multi-user.target\n";
    let named = "[Service]\nExecStart=/maria\n[Install]\nAlias=mysql.service\n";
    let user =
        format!("[Unit]\nWants=mysql.service\nAfter=mysql.service\n[Service]\nExecStart=/app\n{install}");
    let run = convert(&[("app.service", &user), ("maria.service", named)], &[]);
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
    assert!(run.out.find("priority=0") > run.out.find("[program:maria]"), "{}", run.out);
    assert_eq!(verdict(&run, "After"), "exact");
    assert!(row(&run, "Wants").1.contains("started by supervisord as well"), "{}", row(&run, "Wants").1);
    // A unit of the name itself comes before.
    let own = "[Service]\nExecStart=/mysql\n";
    let run = convert(&[("app.service", &user), ("maria.service", named), ("mysql.service", own)], &[]);
    assert!(run.out.find("priority=0") > run.out.find("[program:mysql]"), "{}", run.out);
}

#[test]
fn a_list_of_which_some_is_not_given_is_not_kept_whole() {
    let target = |names: &str| format!("[Unit]\nWants={names}\n[Install]\nWantedBy=multi-user.target\n");
    let unit = "[Service]\nExecStart=/x\n";
    let wants = |names: &str| {
        let files = [
            ("a.service", unit),
            ("all.target", &*target(names)),
            ("other.target", "[Unit]\nDescription=o\n"),
        ];
        row(&convert(&files, &[]), "Wants")
    };
    assert_eq!(wants("a.service").0, "exact");
    assert_eq!(wants("a.service other.target").0, "exact");
    let (verdict, reason) = wants("a.service missing.service");
    assert!(verdict == "approximate" && reason.contains("not among those converted"), "{verdict}: {reason}");
}

#[test]
fn a_limit_of_the_start_is_not_kept_with_that_of_the_stop() {
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
            assert!(row(&run, "TimeoutSec").1.contains("ends a start that takes longer"), "{lines}");
        }
    }
}

#[test]
fn what_waits_for_a_quiet_moment_does_not_here() {
    let run = service("Type=idle\nExecStart=/x\nRestart=no");
    let (verdict, reason) = row(&run, "Type");
    assert!(
        verdict == "approximate" && reason.contains("no other start is under way"),
        "{verdict}: {reason}"
    );
}

#[test]
fn a_variable_that_is_unset_in_the_end_is_not_set() {
    let run = service("ExecStart=/x ${A} ${B} ${C}\nUnsetEnvironment=A C=2\nEnvironment=A=1 B=2 C=3");
    assert_eq!(option(&run, "environment"), Some("B=\"2\",C=\"3\""), "{}", run.out);
    assert_eq!(option(&run, "command"), Some("/x '' 2 3"), "{}", run.out);
    let run = service("ExecStart=/x\nUnsetEnvironment=A\nUnsetEnvironment=\nEnvironment=A=1");
    assert_eq!(option(&run, "environment"), Some("A=\"1\""), "{}", run.out);
}

#[test]
fn a_group_without_a_user_is_kept() {
    let run = service("ExecStart=/x\nGroup=adm");
    assert_eq!(option(&run, "command"), Some("setpriv --regid=adm --clear-groups /x"), "{}", run.out);
    assert_eq!(verdict(&run, "Group"), "exact");
    let more = "ExecStartPre=/pre\nExecStartPre=+/rooted\nExecStart=/x\nGroup=adm\nSupplementaryGroups=tty\nStateDirectory=x";
    let run = service(more);
    let expected = [
        "install -d -m 0755 -g adm /var/lib/x &&",
        "setpriv --regid=adm --groups=tty /pre &&",
        "/rooted &&",
        "exec setpriv --regid=adm --groups=tty /x'",
    ];
    assert_eq!(steps(&run), expected, "{}", run.out);
    assert_eq!(
        (verdict(&run, "Group").as_str(), verdict(&run, "SupplementaryGroups").as_str()),
        ("exact", "exact")
    );
}

#[test]
fn no_pattern_in_a_variable_is_one_before_the_program_either() {
    let run = service("EnvironmentFile=/etc/x\nExecStartPre=/bin/rm -f $FILES\nExecStart=/x");
    assert!(run.out.contains("set -af"), "{}", run.out);
}

#[test]
fn a_log_in_a_directory_of_the_program_itself_may_keep_supervisord_from_starting() {
    let lines = |path: &str| format!("ExecStart=/x\nLogsDirectory=x\nStandardOutput=append:{path}");
    let run = service(&lines("/var/log/x/out.log"));
    let (verdict, reason) = row(&run, "StandardOutput");
    assert!(
        verdict == "approximate" && reason.contains("before the command makes /var/log/x"),
        "{verdict}: {reason}"
    );
    assert_eq!(row(&service(&lines("/var/log/xy.log")), "StandardOutput").0, "exact");
}

#[test]
fn a_drop_in_of_an_instance_is_read_with_the_template() {
    let template = |install: &str| {
        format!(
            "[Service]\nExecStart=/w %i\nEnvironment=A=0\n[Install]\nWantedBy=multi-user.target\n{install}"
        )
    };
    let (own, more) = (
        ("w@main.service.d/a.conf", "[Service]\nEnvironment=A=1\n"),
        ("w@main.service.d/b.conf", "[Service]\nNice=3\n"),
    );
    let run = convert(&[("w@.service", &template("DefaultInstance=main\n")), own, more], &[]);
    assert_eq!(run.out.matches("[program:").count(), 1, "{}", run.out);
    assert_eq!(
        (option(&run, "command"), option(&run, "environment")),
        (Some("nice -n 3 /w main"), Some("A=\"1\""))
    );
    assert_eq!((option(&run, "autostart"), verdict(&run, "Nice").as_str()), (None, "exact"));
    // Another instance is named as well.
    let target = (
        "all.target",
        "[Unit]\nWants=w@main.service w@other.service\n[Install]\nWantedBy=multi-user.target\n",
    );
    let run = convert(&[("w@.service", &template("")), own, target], &[]);
    assert_eq!(run.out.matches("[program:").count(), 2, "{}", run.out);
    assert!(
        run.out.contains("/w other") && run.out.contains("/w main") && !run.out.contains("/bin/true"),
        "{}",
        run.out
    );
    assert_eq!(run.out.matches("A=\"1\"").count(), 1, "{}", run.out);
    // Without the template it is for a person.
    let run = convert(&[own], &[]);
    assert!(run.out.contains("autostart=false"), "{}", run.out);
}

#[test]
fn an_order_behind_what_systemd_waits_for_is_no_more_than_an_order() {
    let unit = |lines: &str, more: &str| {
        format!("[Unit]\n{more}\n[Service]\n{lines}\n[Install]\nWantedBy=multi-user.target\n")
    };
    let after = |first: &str, names: &str| {
        let (first, app) = (unit(first, ""), unit("ExecStart=/app", &format!("After={names}")));
        row(&convert(&[("app.service", &app), ("first.service", &first)], &[]), "After")
    };
    assert_eq!(after("ExecStart=/x", "first.service").0, "exact");
    assert_eq!(after("ExecStart=/x", "network.target first.service").0, "exact", "the boot is past that");
    for first in [
        "Type=oneshot\nExecStart=/x",
        "Type=notify\nExecStart=/x",
        "ExecStartPre=/y\nExecStart=/x",
        "ExecStart=/x\nExecStartPost=/y",
    ] {
        let (verdict, reason) = after(first, "first.service");
        assert!(
            verdict == "approximate" && reason.contains("waits until the first is up"),
            "{first}: {verdict}: {reason}"
        );
    }
    let (verdict, reason) = after("ExecStart=/x", "first.service other.service");
    assert!(verdict == "approximate" && reason.contains("not among those converted"), "{verdict}: {reason}");
    // The other way of saying it.
    let before = |first: &str| {
        let (first, app) = (unit(first, "Before=app.service shutdown.target"), unit("ExecStart=/app", ""));
        row(&convert(&[("app.service", &app), ("first.service", &first)], &[]), "Before").0
    };
    assert_eq!(
        (before("ExecStart=/x").as_str(), before("Type=oneshot\nExecStart=/x").as_str()),
        ("exact", "approximate")
    );
}

#[test]
fn an_end_that_counts_as_a_success_is_an_expected_one_as_far_as_codes_tell() {
    let run = service("ExecStart=/usr/bin/app\nSuccessExitStatus=3");
    assert_eq!(option(&run, "exitcodes"), Some("0,3"), "{}", run.out);
    assert_eq!(verdict(&run, "SuccessExitStatus"), "exact");
    // What is started again is shown to nobody, and a stop is a stop whatever its code.
    let run = service("ExecStart=/usr/bin/app\nRestart=always\nSuccessExitStatus=143");
    assert_eq!((option(&run, "exitcodes"), verdict(&run, "SuccessExitStatus").as_str()), (None, "exact"));
    let (verdict, reason) =
        row(&service("ExecStart=/usr/bin/app\nSuccessExitStatus=SIGKILL"), "SuccessExitStatus");
    assert_eq!(verdict, "dropped");
    assert!(reason.contains("death by SIGKILL is never expected"), "{reason}");
    // Somebody asks for these.
    let run = service("ExecStart=/usr/bin/app\nSuccessExitStatus=SIGTERM");
    assert_eq!(self::verdict(&run, "SuccessExitStatus"), "exact");
}

#[test]
fn a_failure_that_prevents_a_restart_becomes_an_expected_end() {
    let run = service("ExecStart=/usr/bin/app\nRestart=always\nRestartPreventExitStatus=0 2");
    assert_eq!(option(&run, "exitcodes"), Some("0,2"), "{}", run.out);
    assert!(run.err.contains("supervisord calls exit 2 expected"), "{}", run.err);
    let run =
        service("ExecStart=/usr/bin/app\nRestart=always\nRestartPreventExitStatus=0 2\nSuccessExitStatus=2");
    assert!(!run.err.contains("expected, for"), "{}", run.err);
}

/// supervisord makes the log before the shell asks.
#[test]
fn a_condition_on_the_programs_own_log_asks_whether_something_stands_in_it() {
    let unit = |condition: &str| {
        let text = format!(
            "[Unit]\nConditionPathExists={condition}\n[Service]\nExecStart=/usr/bin/app\nStandardOutput=append:/var/log/app.log\n"
        );
        convert(&[("app.service", &text)], &[])
    };
    let run = unit("!/var/log/app.log");
    assert!(run.out.contains("[ ! -s /var/log/app.log ] || exit 0"), "{}", run.out);
    assert!(row(&run, "ConditionPathExists").1.contains("whether something stands in it"), "{}", run.err);
    let run = unit("/var/log/app.log");
    assert!(row(&run, "ConditionPathExists").1.contains("it is always there"), "{}", run.err);
    assert!(unit("!/var/log/other.log").out.contains("[ ! -e /var/log/other.log ]"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test prepares folders")]
fn a_link_starts_a_service_that_says_nothing_of_what_wants_it() {
    let unit =
        |name: &str| (format!("units/{name}.service"), "[Service]\nExecStart=/usr/bin/app\n".to_owned());
    let files = ["on", "off", "late", "off_by_mask"].map(unit);
    let more = [
        (
            "units/wanted.service",
            "[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n",
        ),
        ("units/t@.service", "[Service]\nExecStart=/usr/bin/app %i\n"),
    ];
    let all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).chain(more).collect();
    let root = folder(&all);
    let link = |by: &str, name: &str, target: &str| {
        let place = root.path().join("units").join(by);
        std::fs::create_dir_all(&place).expect("a folder");
        std::os::unix::fs::symlink(target, place.join(name)).expect("a link");
    };
    link("multi-user.target.wants", "on.service", "../on.service");
    link("shutdown.target.wants", "late.service", "../late.service");
    link("multi-user.target.wants", "off_by_mask.service", "/dev/null");
    link("multi-user.target.requires", "t@x.service", "../t@.service");
    link("on.service.wants", "t@y.service", "../t@.service");
    let run = run(root.path(), &["convert", "--to", "supervisord", "units"]);
    let programs = run.out.split("[program:").skip(1);
    let on: Vec<&str> = programs
        .filter(|program| !program.contains("autostart=false"))
        .filter_map(|program| program.split(']').next())
        .collect();
    assert_eq!(on, ["on", "t_x", "t_y", "wanted"], "{}", run.out);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test prepares folders")]
fn a_link_starts_a_timer_and_a_socket_with_what_they_start() {
    let timer = "[Timer]\nOnBootSec=1min\nOnUnitActiveSec=5min\n";
    let socket = "[Socket]\nListenStream=/run/x.sock\n";
    let (job, pool) = (
        "[Service]\nType=oneshot\nExecStart=/usr/bin/job\n",
        "[Service]\nExecStart=/usr/bin/cgi\nStandardInput=socket\n",
    );
    let root = folder(&[
        ("units/on.service", job),
        ("units/on.timer", timer),
        ("units/off.service", job),
        ("units/off.timer", timer),
        ("units/pool.service", pool),
        ("units/pool.socket", socket),
        ("units/dry.service", pool),
        ("units/dry.socket", socket),
    ]);
    for (by, name) in [("timers.target.wants", "on.timer"), ("sockets.target.wants", "pool.socket")] {
        let place = root.path().join("units").join(by);
        std::fs::create_dir_all(&place).expect("a folder");
        std::os::unix::fs::symlink(format!("../{name}"), place.join(name)).expect("a link");
    }
    let run = run(root.path(), &["convert", "--to", "supervisord", "units"]);
    let is_on = |program: &str| {
        let (_, rest) =
            run.out.split_once(&format!("program:{program}]")).unwrap_or_else(|| panic!("{}", run.out));
        !rest.split("\n[").next().unwrap_or_default().contains("autostart=false")
    };
    assert_eq!(["on", "off", "pool", "dry"].map(is_on), [true, false, true, false], "{}", run.out);
}

/// `name_to_uid()` and `existing_dirpath()`: supervisord refuses all of its configuration.
#[test]
fn what_has_to_be_there_for_supervisord_to_start_at_all_is_said_once() {
    let unit = |lines: &str| format!("[Service]\nExecStart=/usr/bin/app\n{lines}\n");
    let first = unit("User=app\nStandardOutput=append:/var/log/app/out.log");
    let second = unit("User=app\nStandardOutput=append:/srv/log/out.log");
    let run = convert(&[("a.service", &first), ("b.service", &second)], &[]);
    let said =
        "; supervisord starts nothing at all without the user app and the folders /srv/log, /var/log/app.\n";
    assert!(run.out.contains(said), "{}", run.out);
    let run = service("User=root\nExecStart=/usr/bin/app\nStandardOutput=append:/var/log/out.log");
    assert!(!run.out.contains("nothing at all"), "{}", run.out);
}

#[test]
fn a_variable_that_becomes_several_words_is_told_wherever_it_stands() {
    let apart = "The shell takes $OPTS apart at blanks alone";
    let file = "EnvironmentFile=/etc/default/app\n";
    let run = service(&format!("{file}ExecStart=/usr/bin/app $OPTS"));
    assert!(row(&run, "ExecStart").1.contains(apart), "{}", run.err);
    let run = service(&format!("{file}ExecStart=/usr/bin/app ${{OPTS}}\nExecStartPre=/usr/bin/pre $OPTS"));
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    assert!(row(&run, "ExecStartPre").1.contains(apart), "{}", run.err);
    let job = "Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/app\nExecStop=/usr/bin/undo $OPTS";
    assert!(row(&service(&format!("{file}{job}")), "ExecStop").1.contains(apart));
}

#[test]
fn in_a_unit_of_a_user_the_home_is_that_of_whoever_runs_supervisord() {
    let text = "[Service]\nExecStart=%h/bin/a --socket %t/a\nWorkingDirectory=~\nEnvironment=WHO=%u\n\
                [Install]\nWantedBy=default.target\n";
    let run = convert(&[("systemd/user/app.service", text)], &[]);
    assert_eq!(option(&run, "command"), Some("%(ENV_HOME)s/bin/a --socket %(ENV_XDG_RUNTIME_DIR)s/a"));
    assert_eq!(option(&run, "directory"), Some("%(ENV_HOME)s"), "{}", run.out);
    assert_eq!(option(&run, "environment"), Some("WHO=\"%(ENV_USER)s\""), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
    for setting in ["ExecStart", "WorkingDirectory", "Environment"] {
        let (verdict, reason) = row(&run, setting);
        assert_eq!(verdict, "approximate", "{setting}: {reason}");
        assert!(reason.contains("the one who runs supervisord"), "{setting}: {reason}");
    }
    // A unit of the system is run by root's manager.
    let run = convert(&[("systemd/system/app.service", text)], &[]);
    assert_eq!(option(&run, "command"), Some("/root/bin/a --socket /run/a"));
    assert_eq!((option(&run, "directory"), verdict(&run, "ExecStart").as_str()), (Some("/root"), "exact"));
}

/// `paths_user` in manager.c: before 254 state and logs lay beside the configuration.
#[test]
fn directories_of_a_unit_of_a_user_lie_in_folders_of_the_user_as_the_release_has_them() {
    let text = "[Service]\nRuntimeDirectory=a\nStateDirectory=a\nCacheDirectory=a\nLogsDirectory=a\nConfigurationDirectory=a\n\
                WorkingDirectory=%S/a\nEnvironment=LOG=%L/a/log CACHE=%C\nExecStart=/a ${STATE_DIRECTORY}\n\
                [Install]\nWantedBy=default.target\n";
    let folders = |state: &str| {
        [
            "install -d -m 0755 \"%(ENV_XDG_RUNTIME_DIR)s/a\" &&".to_owned(),
            "install -d -m 0755 \"%(ENV_HOME)s/.cache/a\" &&".to_owned(),
            "{ [ -d \"%(ENV_HOME)s/.config/a\" ] || install -d -m 0755 \"%(ENV_HOME)s/.config/a\"; } &&"
                .to_owned(),
            format!("install -d -m 0755 \"%(ENV_HOME)s/{state}/a\" &&"),
            format!("install -d -m 0755 \"%(ENV_HOME)s/{state}/log/a\" &&"),
            format!("cd \"%(ENV_HOME)s/{state}/a\" &&"),
            format!("exec /a \"%(ENV_HOME)s/{state}/a\""),
            format!("STATE_DIRECTORY=\"%(ENV_HOME)s/{state}/a\""),
            "CACHE_DIRECTORY=\"%(ENV_HOME)s/.cache/a\"".to_owned(),
            "RUNTIME_DIRECTORY=\"%(ENV_XDG_RUNTIME_DIR)s/a\"".to_owned(),
            format!("LOG=\"%(ENV_HOME)s/{state}/log/a/log\""),
            "CACHE=\"%(ENV_HOME)s/.cache\"".to_owned(),
        ]
    };
    for (release, state) in
        [("252", ".config"), ("253", ".config"), ("254", ".local/state"), ("257", ".local/state")]
    {
        let run = convert(&[("systemd/user/app.service", text)], &["--systemd-version", release]);
        for line in folders(state) {
            assert!(run.out.contains(&line), "{release}: {line}\n{}", run.out);
        }
        assert_eq!(option(&run, "autostart"), None, "{}", run.out);
        for setting in ["StateDirectory", "RuntimeDirectory"] {
            let (verdict, reason) = row(&run, setting);
            assert_eq!(verdict, "approximate");
            assert!(
                reason.contains("the one who runs supervisord") && reason.contains("XDG_CACHE_HOME"),
                "{reason}"
            );
        }
        // Nothing is said twice: the variables are part of the directories.
        assert!(!run.err.contains("environment.assignments"), "{}", run.err);
    }
    let run = convert(&[("systemd/system/app.service", text)], &[]);
    assert!(run.out.contains("install -d -m 0755 /var/lib/a &&"), "{}", run.out);
}

#[test]
fn who_runs_supervisord_as_a_user_has_a_socket_and_commands_of_his_own() {
    let text = "[Service]\nExecStart=/a\n[Install]\nWantedBy=default.target\n";
    let run = convert(&[("systemd/user/app.service", text)], &[]);
    assert!(run.out.contains("\nfile=%(ENV_XDG_RUNTIME_DIR)s/supervisor.sock\n"), "{}", run.out);
    assert!(run.out.contains("\nserverurl=unix://%(ENV_XDG_RUNTIME_DIR)s/supervisor.sock\n"), "{}", run.out);
    assert!(run.err.contains("systemctl --user start app.service"), "{}", run.err);
    assert!(run.err.contains("journalctl --user -f -u app.service"), "{}", run.err);
    assert!(run.err.contains("systemctl --user daemon-reload"), "{}", run.err);
    // Beside one of the system there is no such user.
    let run = convert(&[("systemd/user/app.service", text), ("systemd/system/b.service", text)], &[]);
    assert!(run.out.contains("\nfile=/run/supervisor.sock\n"), "{}", run.out);
    assert!(run.err.contains("systemctl daemon-reload"), "{}", run.err);
}

#[test]
fn a_variable_with_something_unknown_in_its_value_is_one_word_unless_it_has_blanks() {
    let command = |value: &str| {
        let text = format!(
            "[Service]\nEnvironment=\"SOCK={value}\"\nExecStart=/a -a $SOCK\n[Install]\nWantedBy=default.target\n"
        );
        let run = convert(&[("systemd/user/app.service", &text)], &[]);
        let is_off = option(&run, "autostart").is_some();
        (option(&run, "command").map(str::to_owned), is_off)
    };
    assert_eq!(command("%t/s.sock"), (Some("/a -a %(ENV_XDG_RUNTIME_DIR)s/s.sock".to_owned()), false));
    assert!(command("-x %t/s.sock").1);
}

#[test]
fn comments_that_end_a_section_end_the_program() {
    let text = "# top\n[Unit]\n# named\nDescription=it\n#Requires=db.service\n\n# how it runs\n[Service]\nExecStart=/a\n\
                # one day:\n#Restart=always\n\n# a thought\n\n# of the boot\n[Install]\nWantedBy=multi-user.target\n#Alias=b.service\n\n\
                # not now:\n#[Path]\n#Unit=c.service\n";
    let run = convert(&[("app.service", text)], &[]);
    let expected = "; top\n; named\n; Description: it\n[program:app]\n; how it runs\ncommand=/a\n";
    assert!(run.out.contains(expected), "{}", run.out);
    let end = "\n; Requires=db.service\n; one day:\n; Restart=always\n; a thought\n; Alias=b.service\n";
    assert!(run.out.ends_with(end), "{}", run.out);
    let run = convert(&[("app.service", text)], &["--no-comments"]);
    assert!(!run.out.contains("one day"), "{}", run.out);
}

#[test]
fn a_timer_that_starts_once_starts_with_supervisord_and_one_that_makes_no_first_run_does_not() {
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
    assert!(reason.contains("sleeps 900 s before its run, whoever starts it"), "{reason}");
    let run = made("OnActiveSec=0", "");
    assert_eq!((option(&run, "command"), option(&run, "autostart")), (Some("/a"), None), "{}", run.out);
    // Beside a time of the calendar it is left to cron, and to whoever writes its line.
    let run = made("OnCalendar=hourly\nOnBootSec=0", "");
    assert_eq!(option(&run, "autostart"), Some("false"));
    assert!(
        row(&run, "OnBootSec")
            .1
            .contains("`0 * * * * supervisorctl start app`. Set autostart=true to start it at the boot")
    );
    assert!(run.out.contains(":\n; 0 * * * * supervisorctl start app\n; Set autostart=true"), "{}", run.out);
    // A service that is started again when it has failed would sleep again.
    assert!(
        row(&made("OnBootSec=15min", "Restart=on-failure\n"), "OnBootSec")
            .1
            .contains("supervisorctl start app")
    );
    let run = made("OnUnitActiveSec=1h", "");
    assert_eq!((option(&run, "autostart"), option(&run, "autorestart")), (Some("false"), Some("true")));
    assert!(row(&run, "OnUnitActiveSec").1.ends_with("never makes the first: somebody has to start it."));
    let run = made("OnBootSec=5min\nOnUnitActiveSec=1h", "");
    assert_eq!((option(&run, "autostart"), option(&run, "autorestart")), (None, Some("true")));
    assert!(row(&run, "OnBootSec").1.ends_with("makes the first 300 s after the boot."));
}

/// `exec_child()`: `+` and `!` are of one command, and the further groups of `User=` stay even there.
#[test]
fn beside_a_command_with_full_privileges_the_others_run_as_the_user() {
    let run = service("User=joe\nExecStartPre=/bin/pre a\nExecStartPre=+/bin/root\nExecStart=+/bin/app");
    let command = "/bin/sh -c 'runuser -u joe -- /bin/pre a && /bin/root && exec /bin/app'";
    assert_eq!((option(&run, "command"), option(&run, "user")), (Some(command), None), "{}", run.out);
    let (_, reason) = row(&run, "User");
    assert!(reason.contains("HOME, USER and LOGNAME"), "{reason}");
    assert!(row(&run, "ExecStart").1.contains("the further groups of User="), "{}", run.err);
}

#[test]
fn the_file_that_an_instance_names_is_a_path() {
    let text = "[Service]\nExecStart=/a %f\n[Install]\nWantedBy=multi-user.target\n";
    for (name, path) in
        [("app@srv-a\\x2db.service", "/srv/a-b"), ("a-b.service", "/a/b"), ("app@-.service", "/")]
    {
        let run = convert(&[(name, text)], &[]);
        assert_eq!(option(&run, "command"), Some(&*format!("/a {path}")), "{name}: {}", run.out);
    }
}

#[test]
fn an_empty_line_takes_back_what_the_model_does_not_hold_as_well() {
    let run = service("ExecStart=/a\nRuntimeDirectory=a:b\nRuntimeDirectory=\nRuntimeDirectory=c");
    let reason = run.rows_of("RuntimeDirectory")[0]["reason"].as_str().unwrap_or_default().to_owned();
    assert!(reason.contains("a later line sets the same again"), "{reason}");
}

#[test]
fn where_systemd_kills_nobody_no_more_are_killed_than_have_to_be() {
    let run = service("ExecStart=/a\nKillMode=mixed\nSendSIGKILL=no");
    assert_eq!((option(&run, "killasgroup"), option(&run, "stopasgroup")), (None, None), "{}", run.out);
    let (verdict, reason) = row(&run, "SendSIGKILL");
    assert!(verdict == "approximate" && reason.contains("stopwaitsecs=31536000 is a year"), "{reason}");
    // The kernel takes no more of a mask than the nine bits of access.
    assert_eq!(row(&service("ExecStart=/a\nUMask=07027"), "UMask"), ("exact".to_owned(), String::new()));
}

#[test]
fn what_is_to_be_done_about_one_command_or_stream_is_said_of_it_and_once() {
    let run = service("User=joe\nExecStart=/a\nExecStartPre=/pre $HOME");
    assert_eq!(
        (verdict(&run, "ExecStartPre").as_str(), verdict(&run, "ExecStart").as_str()),
        ("manual", "exact")
    );
    let logs = "StandardOutput=append:/var/log/x/out\nStandardError=append:/var/log/x/err";
    let run = service(&format!("ExecStart=/a\nLogsDirectory=x\n{logs}"));
    assert_eq!(run.out.matches("supervisord opens the file before").count(), 1, "{}", run.out);
}

#[test]
fn what_holds_for_every_end_and_every_pause_is_told_once() {
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
        "Now: pauses 1 s before a restart. Before: pauses 5 s before a restart. supervisord gives up on a program whose file is \
         missing, after startretries; systemd tries on."
    );
    // The one start that the limit allows is no start that follows an early end.
    let limit = "StartLimitBurst=1";
    assert_eq!(reason(limit, "Restart=always", "Restart"), ("exact".to_owned(), String::new()));
    let (verdict, reason) = reason(limit, "Restart=always", limit.split('=').next().unwrap());
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("Now: gives up after one start that ends within 1 s."), "{reason}");
}

#[test]
fn what_waits_for_a_person_is_named_where_no_setting_asks_for_it() {
    let json = |units: &[(&str, &str)]| -> serde_json::Value {
        serde_json::from_str(&convert(units, &[]).err).expect("a report")
    };
    let end = "[Install]\nWantedBy=multi-user.target\n";
    let template = format!("[Service]\nExecStart=/a\n{end}");
    let report = json(&[("app@.service", &template), ("b.service", &template)]);
    let summary = &report["summary"];
    assert_eq!(summary["manual"], 0, "{summary}");
    assert_eq!(summary["waiting"], serde_json::json!(["app"]));
    let row = report["settings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["setting"] == "DefaultInstance")
        .unwrap();
    assert!(row["reason"].as_str().unwrap().starts_with("Nobody says which instances"), "{row}");
    // What a setting asks for is one thing to do, and that it is switched off no other.
    let report = json(&[("app.service", &format!("[Service]\nType=forking\nExecStart=/a\n{end}"))]);
    let summary = &report["summary"];
    assert_eq!(summary["manual"], 1, "{summary}");
    assert_eq!(summary["waiting"], serde_json::json!(["app"]));
    let text =
        run(folder(&[("app@.service", &template)]).path(), &["convert", "--to", "supervisord", "."]).err;
    let last = text.lines().last().unwrap();
    assert!(last.ends_with("; app waits for a person."), "{last}");
}

#[test]
fn of_a_template_without_instances_the_commands_name_one() {
    let text = "[Service]\nExecStart=/a %i\n[Install]\nWantedBy=multi-user.target\n";
    let root = folder(&[("app@.service", text)]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "app@.service"]);
    assert!(run.err.contains("start|stop|restart|status app@INSTANCE.service "), "{}", run.err);
    assert!(!run.err.contains("app@.service "), "{}", run.err);
}

#[test]
fn of_a_user_by_number_beside_root_a_person_writes_the_name() {
    let waits = |user: &str| {
        let text = format!(
            "[Service]\nUser={user}\nExecStartPre=/pre\nExecStart=+/a\n[Install]\nWantedBy=multi-user.target\n"
        );
        let run = convert(&[("app.service", &text)], &[]);
        assert!(run.out.contains(&format!("runuser -u {user} -- /pre")), "{}", run.out);
        let is_told = run.err.contains("\"runuser knows users by their names only");
        assert_eq!(option(&run, "autostart").is_some(), is_told, "{}", run.err);
        is_told
    };
    assert!(waits("1000") && !waits("web"));
}

#[test]
fn a_quoted_name_orders_nothing_and_enables_as_well_as_one_without_quotes() {
    let priority = |name: &str| {
        let first = "[Service]\nExecStart=/a\n[Install]\nWantedBy=\"multi-user.target\"\n";
        let second =
            format!("[Unit]\nAfter={name}\n[Service]\nExecStart=/b\n[Install]\nWantedBy=multi-user.target\n");
        let run = convert(&[("z.service", first), ("b.service", &second)], &[]);
        assert!(option(&run, "autostart").is_none(), "{}", run.out);
        option(&run, "priority").map(str::to_owned)
    };
    assert!(priority("z.service").is_some());
    assert_eq!(priority("\"z.service\""), None);
}

#[test]
fn a_program_with_all_rights_of_the_manager_is_confined_by_nothing() {
    let confined = "User=app\nLimitNOFILE=512\nNoNewPrivileges=yes\nSupplementaryGroups=adm\n";
    let alone = service(&format!("{confined}ExecStart=+/bin/app"));
    assert_eq!(option(&alone, "command"), Some("/bin/app"), "{}", alone.out);
    for setting in ["LimitNOFILE", "NoNewPrivileges", "SupplementaryGroups"] {
        assert_eq!(verdict(&alone, setting), "exact", "{setting}");
    }
    // What stands beside it is.
    let beside = service(&format!("{confined}ExecStartPre=/bin/pre\nExecStart=+/bin/app"));
    for setting in ["LimitNOFILE", "NoNewPrivileges", "SupplementaryGroups"] {
        let (verdict, reason) = row(&beside, setting);
        assert_eq!(verdict, "dropped", "{setting}");
        assert!(reason.contains("commands around the program"), "{reason}");
    }
    // `!` gives up the user alone.
    let user = service(&format!("{confined}ExecStart=!/bin/app"));
    let command = option(&user, "command").unwrap_or_default();
    assert!(command.contains("--no-new-privs") && !command.contains("adm"), "{command}");
}

#[test]
fn commands_that_run_without_the_limits_of_the_unit_are_told_of() {
    let reason = |lines: &str| row(&service(&format!("{lines}\nExecStart=/bin/app")), "ExecStartPre").1;
    let limits = "The limits of the unit hold for all commands";
    assert!(reason("LimitNOFILE=512\nExecStartPre=+/bin/pre").contains(limits));
    assert!(reason("LimitNOFILE=512\nPermissionsStartOnly=yes\nExecStartPre=/bin/pre").contains(limits));
    for lines in
        ["LimitNOFILE=512\nExecStartPre=!/bin/pre", "ExecStartPre=+/bin/pre", "ExecStartPre=/bin/pre"]
    {
        assert!(!reason(lines).contains(limits), "{lines}");
    }
}

#[test]
fn a_list_of_good_ends_holds_for_each_command_of_a_job() {
    let run = service("Type=oneshot\nSuccessExitStatus=3 TERM\nExecStart=/bin/a\nExecStart=/bin/b");
    let (verdict, reason) = row(&run, "SuccessExitStatus");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("goes on to the next command after exit 3"), "{reason}");
    let one = service("Type=oneshot\nSuccessExitStatus=3\nExecStartPre=/bin/a\nExecStart=/bin/b");
    assert!(!row(&one, "ExecStartPre").1.contains("next command"), "{}", one.err);
}

#[test]
fn a_program_that_stays_root_runs_at_the_home_of_the_units_user() {
    let run = service("User=app\nWorkingDirectory=~\nExecStart=+/bin/app");
    assert_eq!(option(&run, "command"), Some("/bin/sh -c 'cd ~app && exec /bin/app'"), "{}", run.out);
    assert_eq!(verdict(&run, "WorkingDirectory"), "exact");
    assert_eq!(option(&service("WorkingDirectory=~\nExecStart=+/bin/app"), "directory"), Some("/root"));
}

#[test]
fn a_command_before_the_program_that_fails_is_seen_as_an_exit_code_alone() {
    let reason = |lines: &str| row(&service(lines), "ExecStartPre").1;
    let signals = "Type=oneshot\nRestart=on-abnormal\nExecStartPre=/bin/pre\nExecStart=/bin/app";
    assert!(reason(signals).contains("Where it fails with any signal, systemd starts the service again"));
    // systemd asks its lists about the main process alone.
    let listed = "Type=oneshot\nRestart=on-failure\nRestartPreventExitStatus=2\nExecStartPre=/bin/pre\nExecStart=/bin/app";
    assert!(reason(listed).contains("Where it fails with exit 2"), "{}", reason(listed));
    for lines in [
        "Type=oneshot\nRestart=on-failure\nExecStartPre=/bin/pre\nExecStart=/bin/app",
        "Type=oneshot\nRestart=on-abnormal\nExecStartPre=-/bin/pre\nExecStart=/bin/app",
        "Type=oneshot\nExecStartPre=/bin/pre\nExecStart=/bin/app",
    ] {
        assert!(!reason(lines).contains("Where it fails"), "{}", reason(lines));
    }
}

#[test]
fn a_command_of_the_units_own_is_not_taken_for_one_that_was_made() {
    for command in [
        "/bin/sh -c 'exec /bin/app a'",
        "/bin/sh -c 'cd /tmp && exec /bin/app'",
        "/bin/sh -c '[ -e /x ] || exit 0; exec /bin/app'",
        "/bin/sh -c '/bin/pre && exec /bin/app'",
    ] {
        let run = service(&format!("ExecStart={command}"));
        assert_eq!((option(&run, "command"), verdict(&run, "ExecStart").as_str()), (Some(command), "exact"));
    }
    // Only what stands in front of it says something else.
    let run = service("Nice=5\nExecStart=nice -n 3 /bin/app");
    assert_eq!(option(&run, "command"), Some("nice -n 5 nice -n 3 /bin/app"));
    assert_eq!(verdict(&run, "Nice"), "exact");
    let reason = row(&service("ExecStart=env A=1 /bin/app"), "ExecStart").1;
    assert!(reason.starts_with("Now: looked up in supervisord's PATH."), "{reason}");
}

#[test]
fn an_instance_that_no_unit_can_be_called_is_none() {
    let convert_with = |instance: &str| {
        let install = format!("[Install]\nWantedBy=multi-user.target\nDefaultInstance={instance}\n");
        convert(&[("app@.service", &format!("[Service]\nExecStart=/bin/app %i\n{install}"))], &[])
    };
    assert!(convert_with("one").out.contains("\ncommand=/bin/app one\n"));
    for instance in ["\u{e9}t\u{e9}", "a b", "one\nDefaultInstance="] {
        let run = convert_with(instance);
        assert!(run.out.contains("Nobody says which instances"), "{}", run.out);
    }
    assert_eq!(verdict(&convert_with("a b"), "DefaultInstance"), "dropped");
}

#[test]
fn what_is_done_last_with_all_rights_takes_the_confinement_of_nothing_before_it() {
    let run = service(
        "Type=oneshot\nUser=app\nCapabilityBoundingSet=CAP_KILL\nExecStart=/bin/app\nExecStop=+/bin/clean",
    );
    let [app, clean, last] = &steps(&run)[steps(&run).len() - 3..] else { panic!("{}", run.out) };
    assert!(app.starts_with("setpriv --reuid=app ") && app.ends_with("+kill /bin/app &&"), "{app}");
    assert_eq!(*clean, "/bin/clean &&");
    assert!(last.starts_with("exec setpriv --reuid=app ") && last.ends_with(" /bin/true'"), "{last}");
    assert_eq!(verdict(&run, "CapabilityBoundingSet"), "exact");
}

#[test]
fn a_script_that_uses_the_home_is_told_whose_it_is() {
    let reason =
        |lines: &str, script: &str| row(&service(&format!("{lines}ExecStart={script}")), "ExecStart").1;
    let script = "/usr/bin/env nice /bin/sh -c \"exec /usr/bin/app $${HOME} $$LOGNAME\"";
    assert!(reason("User=www\n", script).starts_with("The script uses $HOME: systemd sets it for User="));
    assert!(reason("", script).starts_with("The script uses $HOME and $LOGNAME: systemd sets them for no"));
    assert!(reason("", "/bin/sh -c 'exec /usr/bin/app ~/x'").starts_with("The script uses $HOME"));
    for (lines, script) in [
        ("User=root\n", script),
        ("User=www\nEnvironment=HOME=/srv\n", script),
        ("User=www\n", "/bin/sh -c 'exec /usr/bin/app $$FOO'"),
        ("", "/usr/bin/app ~/x"),
    ] {
        assert_eq!(reason(lines, script), "", "{lines}{script}");
    }
}

#[test]
fn scripts_around_the_program_are_told_of_the_home_as_well() {
    let before = "User=www\nExecStart=/bin/app\nExecStartPre=/bin/sh -c 'mkdir -p $$HOME/x'";
    let told =
        |run: &Run, directive: &str| row(run, directive).1.contains("The script uses $HOME: systemd sets");
    // The shell that the command needs for it sets the home as well.
    assert!(!told(&service(before), "ExecStartPre"));
    assert!(told(&service(&before.replace("www", "5000")), "ExecStartPre"));
    assert!(told(&service(&before.replace("User=www", "")), "ExecStartPre"));
    let behind = "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/on\nExecStop=/bin/sh -c 'rm -r ~/x'";
    assert!(told(&service(behind), "ExecStop"));
    assert!(!told(&service(&format!("User=www\n{behind}")), "ExecStop"));
    assert!(!told(&service(&format!("Environment=HOME=/srv\n{behind}")), "ExecStop"));
}

#[test]
fn capabilities_that_the_sandbox_takes_from_root_are_taken_away() {
    let sandbox = "ExecStart=/bin/app\nPrivateDevices=yes\nProtectClock=yes\nProtectKernelLogs=no\nProtectKernelModules=1";
    let run = service(sandbox);
    let taken = "--bounding-set=-sys_module,-sys_rawio,-sys_time,-mknod,-wake_alarm";
    assert!(run.out.contains(&format!("\ncommand=setpriv {taken} /bin/app\n")), "{}", run.out);
    let (verdict, reason) = row(&run, "PrivateDevices");
    assert_eq!(verdict, "approximate");
    assert!(
        reason.starts_with("The capabilities that it takes away are taken away here as well."),
        "{reason}"
    );
    // Later lines have the last word.
    let run = service(&format!("{sandbox}\nPrivateDevices=no\nProtectKernelModules=no\nProtectClock=no"));
    assert!(run.out.contains("\ncommand=/bin/app\n"), "{}", run.out);
    // What is kept of the set in any case loses them, too.
    let run = service(&format!("{sandbox}\nUser=app\nCapabilityBoundingSet=CAP_MKNOD CAP_KILL"));
    assert!(run.out.contains(" --bounding-set=-all,+kill "), "{}", run.out);
    assert_eq!(
        [self::verdict(&run, "CapabilityBoundingSet"), self::verdict(&run, "ProtectClock")],
        ["exact", "approximate"]
    );
    // Who is not root has none of them, and who keeps all of root's rights loses none.
    let run = service(&format!("{sandbox}\nUser=app\nNoNewPrivileges=yes"));
    assert!(run.out.contains("\ncommand=setpriv --no-new-privs /bin/app\n"), "{}", run.out);
    assert_eq!(self::verdict(&run, "PrivateDevices"), "dropped");
    let run = service(&sandbox.replace("=/bin", "=+/bin"));
    assert!(run.out.contains("\ncommand=/bin/app\n"), "{}", run.out);
}

#[test]
fn a_sandbox_of_system_calls_keeps_who_is_not_root_from_gaining_privileges() {
    let command = |lines: &str, arguments: &[&str]| {
        let run = convert(&[("app.service", &format!("[Service]\nExecStart=/bin/app\n{lines}"))], arguments);
        let line = run.out.lines().find_map(|line| line.strip_prefix("command=")).unwrap().to_owned();
        line.replace("/bin/app", "").trim().to_owned()
    };
    for lines in [
        "SystemCallFilter=@system-service",
        "RestrictRealtime=yes",
        "PrivateDevices=yes",
        "RestrictNamespaces=user",
    ] {
        let lines = format!("User=app\n{lines}");
        assert_eq!(command(&lines, &[]), "setpriv --no-new-privs", "{lines}");
        assert_eq!(
            command(&format!("{lines}\nNoNewPrivileges=no"), &[]),
            "setpriv --no-new-privs",
            "{lines}"
        );
        assert_eq!(command(&lines, &["--systemd-version", "255"]), "", "{lines}");
    }
    for lines in [
        "User=root\nRestrictRealtime=yes",
        "SystemCallFilter=@system-service",
        "User=app\nRestrictNamespaces=no\nPrivateTmp=yes",
    ] {
        assert_eq!(command(lines, &[]), "", "{lines}");
    }
    let run = service("User=app\nExecStart=/bin/app\nLockPersonality=yes\nProtectClock=yes");
    let told = "; --no-new-privs: systemd sets NoNewPrivileges= for LockPersonality=, ProtectClock= where the program";
    assert!(run.out.contains(told), "{}", run.out);
    assert!(
        !service("User=app\nExecStart=/bin/app\nLockPersonality=yes\nNoNewPrivileges=yes")
            .out
            .contains("--no-new-privs:")
    );
}

/// Under 252 it is the user's where it is made, and untouched where it is there, whatever systemd.exec(5) says of its owner.
#[test]
fn a_directory_of_configuration_is_made_for_the_user_and_stays_as_it_is() {
    let unit = "ExecStart=/bin/app\nUser=app\nConfigurationDirectory=app\nConfigurationDirectoryMode=0750";
    let run = service(unit);
    let make = "{ [ -d /etc/app ] || install -d -m 0750 -o app -g \"$(id -g app)\" /etc/app; } &&";
    assert!(run.out.contains(make), "{}", run.out);
    assert_eq!(
        [verdict(&run, "ConfigurationDirectory"), verdict(&run, "ConfigurationDirectoryMode")],
        ["exact", "exact"]
    );
    let run = service("ExecStart=/bin/app\nConfigurationDirectory=app\nRuntimeDirectory=app");
    assert!(run.out.contains("{ [ -d /etc/app ] || install -d -m 0755 /etc/app; } &&"), "{}", run.out);
    assert!(row(&run, "RuntimeDirectory").1.ends_with("nothing removes it at the stop."));
}

#[test]
fn a_program_that_is_not_there_is_tried_for_ever_where_a_unit_asks_for_that() {
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
    // To a shell it is an exit code, and not every one starts the unit again.
    for lines in
        ["Restart=always\nExecStartPre=/bin/true", "Restart=always\nNice=5", "Restart=on-abort", "Restart=no"]
    {
        assert_eq!(option(&run(never, lines), "startretries"), None, "{lines}");
    }
    // Pauses that the limit never sees ask for nothing.
    let run = run("", "Restart=always\nRestartSec=5");
    assert_eq!(option(&run, "startretries"), None);
    let told =
        "supervisord gives up on a program whose file is missing, after startretries; systemd tries on.";
    assert!(row(&run, "RestartSec").1.ends_with(told));
}

#[test]
fn a_limit_on_files_ends_no_program_that_ignores_its_signal() {
    let limited =
        |limit: &str| row(&service(&format!("ExecStart=/bin/app\nLimitFSIZE={limit}")), "LimitFSIZE");
    let (verdict, reason) = limited("1M");
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("supervisord starts its programs with SIGXFSZ ignored:"), "{reason}");
    assert_eq!(limited("infinity").0, "exact");
}

/// Run under a manager of a user (252): filters bring no_new_privs along whatever is said, and who takes capabilities away never starts.
#[test]
fn a_unit_of_a_user_gains_nothing_and_is_left_the_capabilities_that_nobody_may_take() {
    let command = |lines: &str, release: &str| {
        let text = format!("[Service]\nExecStart=/bin/app\n{lines}\n[Install]\nWantedBy=default.target\n");
        let run = convert(&[("systemd/user/app.service", &text)], &["--systemd-version", release]);
        option(&run, "command").unwrap().to_owned()
    };
    for release in ["252", "257"] {
        assert_eq!(
            command("LockPersonality=yes\nNoNewPrivileges=no", release),
            "setpriv --no-new-privs /bin/app"
        );
        assert_eq!(command("ProtectClock=yes", release), "setpriv --no-new-privs /bin/app");
        assert_eq!(command("PrivateTmp=yes", release), "/bin/app");
    }
}

#[test]
fn a_target_that_a_boot_reaches_only_when_it_is_asked_to_is_presumed() {
    let late = "[Service]\nExecStart=/bin/late\n[Install]\nWantedBy=network-online.target\n";
    let asks = "[Unit]\nWants=network-online.target\n";
    let of = |files: &[(&str, &str)]| row(&convert(files, &[]), "WantedBy");
    let (verdict, reason) = of(&[("late.service", late)]);
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("The boot is taken to reach what it names"), "{reason}");
    // Its own wish starts nothing before it is started itself.
    assert_eq!(of(&[("late.service", &format!("{asks}{late}"))]).0, "approximate");
    let other = format!("{asks}[Service]\nExecStart=/bin/other\n");
    assert_eq!(of(&[("late.service", late), ("other.service", &other)]).0, "exact");
    assert_eq!(of(&[("late.service", &late.replace("-online", ""))]).0, "exact");
}

#[test]
fn a_step_that_is_taken_anyway_hides_no_failure_before_it() {
    let script = |lines: &str| steps(&service(lines)).into_iter().map(str::to_owned).collect::<Vec<String>>();
    let file = "EnvironmentFile=/run/a.env\nExecStart=/bin/app\n";
    // One whose failure is let pass may stand behind one whose is not.
    let both = script(&format!("{file}ExecStartPre=/bin/first\nExecStartPre=-/bin/touch /run/a.env"));
    assert_eq!(both[2..4], ["/bin/first &&", "{ /bin/touch /run/a.env || :; } || exit"], "{both:?}");
    let alone = script(&format!("{file}ExecStartPre=-/bin/touch /run/a.env\nExecStartPre=/bin/true\nNice=1"));
    assert_eq!(alone[2], "{ /bin/touch /run/a.env || :; } &&", "{alone:?}");
    // What decides whether there is a start is asked once its directories are there.
    let asked = service("RuntimeDirectory=a\nExecCondition=/bin/asks\nExecStart=/bin/app\nUMask=1");
    let steps = "install -d -m 0755 /run/a || exit; /bin/asks || exit 0; exec /bin/app";
    assert!(asked.out.contains(steps), "{}", asked.out);
    assert_eq!(verdict(&asked, "ExecStart"), "exact");
    // A shell that goes by the exit code of the work has to see that of the work.
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nSuccessExitStatus=2\nExecStartPre=/bin/before\nExecStop=/bin/off\n\
         ExecStart=/bin/on",
    );
    assert!(run.out.contains("/bin/before || exit\n    /bin/on\n    case $? in 0|2)"), "{}", run.out);
    assert_eq!(verdict(&run, "ExecStop"), "approximate");
}

#[test]
fn what_a_template_asks_for_by_its_own_instance_is_no_instance_of_that_name() {
    let files = [
        ("app@.service", "[Service]\nExecStart=/bin/app %i\n"),
        ("app@.target", "[Unit]\nRequires=app@%i.service\n[Install]\nWantedBy=multi-user.target\n"),
        ("more@.service", "[Unit]\nWants=app@%i.service\n[Service]\nExecStart=/bin/more %i\n"),
    ];
    let run = convert(&files, &[]);
    assert!(!run.out.contains("%%i"), "{}", run.out);
    assert_eq!(run.out.matches("\nautostart=false\n").count(), 2, "{}", run.out);
    // One that is named is one.
    let named = ("all.target", "[Unit]\nWants=app@one.service\n[Install]\nWantedBy=multi-user.target\n");
    let run = convert(&[&files[..], &[named]].concat(), &[]);
    assert!(run.out.contains("\ncommand=/bin/app one\n"), "{}", run.out);
}
