//! Limits, scheduling, directories, logs.

use super::{convert, option, row, service, steps, verdict};

#[test]
fn a_program_may_start_inside_a_directory_that_its_command_creates() {
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

/// Its parent directories are created as well.
#[test]
fn a_program_may_start_in_a_parent_of_a_directory_that_its_command_creates() {
    let run = service("StateDirectory=app/deep/er\nWorkingDirectory=/var/lib/app\nExecStart=/usr/bin/app");
    assert_eq!(option(&run, "directory"), None, "{}", run.out);
    assert!(run.out.contains("cd /var/lib/app &&"), "{}", run.out);
    assert_eq!(verdict(&run, "WorkingDirectory"), "exact");
    // The common parent, and a path with only a prefix in common, may or may not exist.
    for directory in ["/var/lib", "/var", "/var/lib/ap", "/var/lib/app/de"] {
        let run = service(&format!(
            "StateDirectory=app/deep\nWorkingDirectory={directory}\nExecStart=/usr/bin/app"
        ));
        assert_eq!(option(&run, "directory"), Some(directory), "{}", run.out);
    }
}

#[test]
fn a_limit_that_cannot_be_raised_does_not_prevent_the_start() {
    let run = service("ExecStart=/usr/bin/app\nLimitNOFILE=65535\nLimitCORE=0");
    let expected =
        "/bin/sh -c 'ulimit -n 65535 || ulimit -n \"$(ulimit -Hn)\"; exec prlimit --core=0:0 /usr/bin/app'";
    assert_eq!(option(&run, "command"), Some(expected));
    // supervisord itself does not start if it cannot have that many.
    assert_eq!((option(&run, "minfds"), verdict(&run, "LimitNOFILE").as_str()), (None, "exact"));
    assert_eq!(verdict(&run, "LimitCORE"), "exact");
    // A limit of zero is always available.
    let none = service("ExecStart=/usr/bin/app\nLimitCORE=0");
    assert_eq!(option(&none, "command"), Some("prlimit --core=0:0 /usr/bin/app"));
    let apart =
        service("ExecStart=/usr/bin/app\nLimitMEMLOCK=1M:2M\nLimitNPROC=9\nOOMScoreAdjust=-500\nNice=-5");
    let memlock = "prlimit --pid $$ --memlock=1048576:2097152 || prlimit --pid $$ --memlock=1048576: || ";
    assert!(steps(&apart)[0].starts_with(memlock), "{}", apart.out);
    assert_eq!(
        steps(&apart)[2..],
        ["echo -500 2>/dev/null >/proc/self/oom_score_adj || :", "exec nice -n -5 /usr/bin/app'"]
    );
    for setting in ["LimitMEMLOCK", "LimitNPROC", "OOMScoreAdjust", "Nice"] {
        assert_eq!(verdict(&apart, setting), "exact", "{setting}");
    }
}

#[test]
fn open_files_up_to_the_usual_hard_limit_are_raised_as_the_user() {
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

/// Under supervisord all programs share one cgroup.
#[test]
fn cgroup_settings_are_dropped_with_a_reason() {
    let run = service(
        "ExecStart=/usr/bin/app\nMemoryMax=1G\nTasksMax=10\nCPUQuota=20%\nSlice=x.slice\nDelegate=yes",
    );
    for setting in ["MemoryMax", "TasksMax", "CPUQuota", "Slice", "Delegate"] {
        let (verdict, reason) = row(&run, setting);
        assert!(verdict == "dropped" && reason.len() > 40, "{setting} {verdict}: {reason}");
    }
    // Nor does it know which processes belong to a program that has ended.
    assert!(run.err.contains("children in other sessions survive a stop"), "{}", run.err);
}

#[test]
fn a_log_file_in_a_directory_that_the_program_creates_may_prevent_the_start() {
    let lines = |path: &str| format!("ExecStart=/x\nLogsDirectory=x\nStandardOutput=append:{path}");
    let run = service(&lines("/var/log/x/out.log"));
    let (verdict, reason) = row(&run, "StandardOutput");
    assert!(
        verdict == "approximate" && reason.contains("before the command creates /var/log/x"),
        "{verdict}: {reason}"
    );
    assert_eq!(row(&service(&lines("/var/log/xy.log")), "StandardOutput").0, "exact");
}

/// `paths_user` in manager.c: before 254, state and logs were next to the configuration.
#[test]
fn directories_of_a_user_unit_are_where_the_release_puts_them() {
    let text = "[Service]\nRuntimeDirectory=a\nStateDirectory=a\nCacheDirectory=a\nLogsDirectory=a\nConfigurationDirectory=a\n\
                WorkingDirectory=%S/a\nEnvironment=LOG=%L/a/log CACHE=%C\nExecStart=/a ${STATE_DIRECTORY}\n\
                [Install]\nWantedBy=default.target\n";
    let directories = |state: &str| {
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
        for line in directories(state) {
            assert!(run.out.contains(&line), "{release}: {line}\n{}", run.out);
        }
        assert_eq!(option(&run, "autostart"), None, "{}", run.out);
        for setting in ["StateDirectory", "RuntimeDirectory"] {
            let (verdict, reason) = row(&run, setting);
            assert_eq!(verdict, "approximate");
            assert!(
                reason.contains("the user who runs supervisord") && reason.contains("XDG_CACHE_HOME"),
                "{reason}"
            );
        }
        // Nothing is reported twice: the variables belong to the directories.
        assert!(!run.err.contains("environment.assignments"), "{}", run.err);
    }
    let run = convert(&[("systemd/system/app.service", text)], &[]);
    assert!(run.out.contains("install -d -m 0755 /var/lib/a &&"), "{}", run.out);
}

/// Under 252 it belongs to the user if it is created, and is left alone if it exists, despite what systemd.exec(5) says
/// about its owner.
#[test]
fn an_existing_configuration_directory_is_left_as_is() {
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
    assert!(row(&run, "RuntimeDirectory").1.ends_with("nothing removes it on stop."));
}

#[test]
fn a_file_size_limit_is_approximate_because_sigxfsz_is_ignored() {
    let limited =
        |limit: &str| row(&service(&format!("ExecStart=/bin/app\nLimitFSIZE={limit}")), "LimitFSIZE");
    let (verdict, reason) = limited("1M");
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("supervisord starts its programs with SIGXFSZ ignored:"), "{reason}");
    assert_eq!(limited("infinity").0, "exact");
}
