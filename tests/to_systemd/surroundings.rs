//! User, home, umask, limits, directory, path.

use super::{convert, row, service, verdict};

#[test]
fn a_relative_script_argument_is_looked_up_in_the_root_directory() {
    let run = convert("[program:web]\ncommand=/usr/bin/python3 -u manage.py run\n", &[]);
    let (verdict, _, reason) = row(&run, "command");
    assert!(verdict == "approximate" && reason.contains(": manage.py is looked up there"), "{reason}");
    assert!(run.file("web.service").contains("# systemd starts the program in / and"), "{}", run.out);
    for lines in [
        "command=/usr/bin/python3 manage.py run\ndirectory=/srv/app",
        "command=/usr/bin/python3 /srv/app/manage.py run",
        "command=/usr/bin/python3 -m app.py",
    ] {
        let run = convert(&format!("[program:web]\n{lines}\n"), &[]);
        assert_eq!(row(&run, "command").0, "exact", "{lines}");
    }
}

#[test]
fn a_user_switch_that_a_non_root_supervisord_cannot_make_is_reported() {
    let of_program = |own: &str, user: &str| {
        let text = format!("[supervisord]\nuser={own}\n[program:web]\ncommand=/bin/web\nuser={user}\n");
        let run = convert(&text, &[]);
        let rows = run.rows_of("user");
        let row = rows.iter().find(|row| row["section"] == "program:web").unwrap();
        row["reason"].as_str().unwrap_or_default().contains("only root can switch to another user")
    };
    for (own, user) in [("app", "www"), ("app", "root"), ("app", "0"), ("1000", "1001")] {
        assert!(of_program(own, user), "{own} {user}");
    }
    // Only the machine knows the name for a number.
    for (own, user) in [("root", "www"), ("app", "app"), ("app", "1000")] {
        assert!(!of_program(own, user), "{own} {user}");
    }
}

#[test]
fn a_path_that_systemd_rejects_is_run_through_a_shell_exec() {
    let text = "[program:a]\ncommand=\"/opt/it's\" 'x y' $Z\n[program:b]\ncommand=/bin/b\n";
    let run = convert(text, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let expected = r#"ExecStart=/bin/sh -c "exec \"$$0\" \"$$@\"" "/opt/it's" "x y" $$Z"#;
    assert!(run.file("a.service").contains(expected), "{}", run.file("a.service"));
    assert!(run.file("b.service").contains("ExecStart=/bin/b\n"));
}

#[test]
fn minfds_becomes_limit_nofile_of_every_service() {
    let run = convert("[supervisord]\nminfds=65535\n[program:a]\ncommand=/bin/a\n", &[]);
    assert!(run.file("a.service").contains("LimitNOFILE=65535:524288\n"), "{}", run.out);
    assert_eq!(verdict(&run, "minfds"), "approximate");
    let usual = convert("[supervisord]\nminfds=1024\n[program:a]\ncommand=/bin/a\n", &[]);
    assert!(
        !usual.file("a.service").contains("LimitNOFILE"),
        "the systemd default is at least as high: {}",
        usual.out
    );
}

#[test]
fn a_negative_umask_is_reduced_to_its_permission_bits() {
    let text = "[supervisord]\numask=-1\n[program:web]\ncommand=/web\n";
    assert!(convert(text, &[]).file("web.service").contains("\nUMask=0777\n"));
    let own = "[program:web]\ncommand=/web\numask=-1\n";
    assert!(convert(own, &[]).file("web.service").contains("\nUMask=0777\n"));
}

#[test]
fn a_path_with_dot_dot_is_normalized_and_may_differ_below_a_symlink() {
    let text = "[program:a]\ncommand=/a\ndirectory=/srv/app/../shop\nstdout_logfile=/srv/app/../log/a.log\n";
    let run = convert(text, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let unit = run.file("a.service");
    assert!(unit.contains("WorkingDirectory=/srv/shop\n"), "{unit}");
    assert!(unit.contains("StandardOutput=append:/srv/log/a.log\n"), "{unit}");
    for setting in ["directory", "stdout_logfile"] {
        let (verdict, _, reason) = row(&run, setting);
        assert!(verdict == "approximate" && reason.contains("unless a directory"), "{verdict}: {reason}");
    }
    assert!(run.file("web.tmpfiles.conf").contains("d /srv/log "), "{}", run.out);
    assert!(run.file("web.logrotate").contains("\"/srv/log/a.log\""), "{}", run.out);
}

#[test]
fn a_numeric_user_is_written_as_systemd_reads_it() {
    for (user, number) in [("0100", "100"), ("1_000", "1000"), ("65534", "65534")] {
        let run = convert(&format!("[program:a]\ncommand=/a\nuser={user}\n"), &[]);
        assert!(run.file("a.service").contains(&format!("User={number}\n")), "{}", run.out);
        assert_eq!(verdict(&run, "user"), "exact");
    }
}

#[test]
fn a_command_that_needs_supervisor_is_noted_in_its_unit() {
    let text = "[program:a]\ncommand=/usr/bin/pidproxy /run/a.pid /a\n\
                [program:b]\ncommand=sh -c \"while inotifywait /b; do supervisorctl restart a; done\"\n";
    let run = convert(text, &[]);
    assert!(run.file("a.service").contains("# pidproxy is part of supervisor"), "{}", run.out);
    assert!(!run.file("a.service").contains("forking"), "{}", run.out);
    assert!(run.file("b.service").contains("# The command asks supervisord"), "{}", run.out);
    assert_eq!(verdict(&run, "command"), "approximate");
}

#[test]
fn before_229_the_soft_limit_is_also_the_hard_limit() {
    let text = "[supervisord]\nminfds=65535\n[program:a]\ncommand=/bin/a\n";
    let run = convert(text, &["--systemd-version", "228"]);
    assert!(run.file("a.service").contains("LimitNOFILE=65535\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "minfds");
    assert!(verdict == "approximate" && reason.contains("229"), "{reason}");
}

#[test]
fn a_script_that_uses_the_environment_of_supervisord_is_not_exact() {
    let script =
        "command=/bin/bash -c 'exec /opt/yarn --config $CONF_DIR --as \"$HOME\" --port ${PORT} '\\''$X'\\'\n";
    let run = convert(&format!("[program:a]\n{script}environment=PORT=\"1\"\n"), &[]);
    let (verdict, risk, reason) = row(&run, "command");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
    assert!(reason.contains("uses $CONF_DIR and $HOME,"), "{reason}");
    assert!(run.file("a.service").contains("# The script uses $CONF_DIR"), "{}", run.out);
    let run =
        convert(&format!("[program:a]\n{script}environment=PORT=\"1\",CONF_DIR=\"/c\"\nuser=root\n"), &[]);
    assert_eq!(row(&run, "command").0, "exact");
}

#[test]
fn before_239_a_program_without_a_path_is_looked_up_by_env() {
    let text = "[program:a]\ncommand=run --x\n[program:b]\ncommand=run\nenvironment=PATH=\"/opt/bin\"\n";
    let run = convert(text, &["--systemd-version", "238"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.file("a.service").contains("ExecStart=/usr/bin/env run --x\n"), "{}", run.out);
    assert!(run.file("b.service").contains("ExecStart=/usr/bin/env run\n"), "{}", run.out);
    let (verdict, risk, reason) = row(&run, "command");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
    assert!(reason.contains("239") && reason.contains("/usr/local/sbin"), "{reason}");
    // env would read it as an assignment.
    let refused = convert("[program:a]\ncommand=x=y\n", &["--systemd-version", "238"]);
    assert!(refused.status == 1 && refused.err.contains("absolute path"), "{}", refused.err);
}

#[test]
fn env_path_defaults_to_the_path_that_systemd_sets() {
    let usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";
    let text = "[program:a]\ncommand=a %(ENV_PATH)s\nenvironment=PATH=\"%(ENV_PATH)s:/x\"\n";
    let run = convert(text, &[]);
    let unit = run.file("a.service");
    let path = format!("{usual}:/x");
    // supervisord expands the command with the program's own variables.
    assert!(unit.contains(&format!("ExecStart=a {path}\nExecSearchPath={path}\n")), "{unit}");
    assert!(unit.contains(&format!("Environment=PATH={path}\n")) && unit.contains("\nWantedBy="), "{unit}");
    assert!(unit.contains("# supervisord's own PATH is not known here"), "{unit}");
    let (verdict, _, reason) = row(&run, "environment");
    assert_eq!((verdict.as_str(), run.status), ("approximate", 0));
    assert!(reason.contains("pass that: --env PATH=VALUE"), "{reason}");
    // The comment is at the first line that contains this PATH.
    assert!(unit.contains("PATH=VALUE.\nExecStart="), "{unit}");
    let variables = "environment=A=\"1\",PATH=\"/x:%(ENV_PATH)s\",B=\"2\",C=\"%(ENV_PATH)s\"";
    let run = convert(&format!("[program:a]\ncommand=/a\n{variables}\n"), &[]);
    let unit = run.file("a.service");
    assert!(unit.contains("PATH=VALUE.\nEnvironment=PATH=/x:"), "{unit}");
    assert_eq!(unit.matches("is not known here").count(), 1, "{unit}");
    let run = convert(text, &["--env", "PATH=/bin"]);
    assert!(run.file("a.service").contains("Environment=PATH=/bin:/x\n"), "{}", run.out);
    assert_eq!(self::verdict(&run, "environment"), "exact", "{}", run.err);
    // Other unknown variables are requested.
    let run = convert("[program:a]\ncommand=/a\nenvironment=PATH=\"%(ENV_VENV)s/bin:%(ENV_PATH)s\"\n", &[]);
    assert_eq!(self::verdict(&run, "environment"), "manual");
    assert!(
        run.file("a.env").contains(&format!("# It was %(ENV_VENV)s/bin:{usual}\nPATH=\n")),
        "{}",
        run.out
    );
}

#[test]
fn the_home_of_another_user_does_not_become_a_tilde_working_directory() {
    let command = "command=/bin/sh -c 'cd ~alice && exec /bin/app'";
    let unit = |more: &str| convert(&format!("[program:web]\n{command}\n{more}"), &[]).out;
    assert!(unit("user=alice\n").contains("\nWorkingDirectory=~\n"));
    for more in ["user=bob\n", ""] {
        let other = unit(more);
        assert!(other.contains("\nExecStart=/bin/sh -c \"cd ~alice && exec /bin/app\"\n"), "{other}");
    }
}

#[test]
fn setpriv_of_a_non_root_user_stays_in_the_command() {
    let switched = "setpriv --reuid=app --regid=app --init-groups /bin/app";
    let (run, lines) = service(&format!("command={switched}"));
    assert_eq!(lines, ["ExecStart=/bin/app", "User=app", "Group=app"], "{}", run.err);
    let (run, lines) = service(&format!("command={switched}\nuser=web"));
    assert_eq!(lines, [format!("ExecStart={switched}"), "User=web".to_owned()], "{}", run.err);
}

#[test]
fn exec_search_path_keeps_only_the_path_entries_that_systemd_accepts() {
    let run = convert(
        "[program:app]\ncommand=app\nenvironment=PATH=\"/opt/bin:$PATH::lib/../bin:/a/../b:/srv/bin\"\n",
        &[],
    );
    let unit = run.file("app.service");
    assert!(unit.contains("\nExecSearchPath=/opt/bin:/srv/bin\n"), "{unit}");
    assert!(unit.contains("\nEnvironment=PATH=/opt/bin:$PATH::lib/../bin:/a/../b:/srv/bin\n"), "{unit}");
    let (verdict, risk, reason) = row(&run, "environment");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"), "{reason}");
    let left_out = "`$PATH`, an empty one, `lib/../bin`, `/a/../b` of PATH are omitted";
    assert!(reason.contains(left_out), "{reason}");
    let run = convert("[program:app]\ncommand=app\nenvironment=PATH=\"bin\"\n", &[]);
    assert!(!run.out.contains("ExecSearchPath"), "{}", run.out);
    assert!(row(&run, "command").2.contains("`bin` of PATH is omitted"), "{}", run.err);
}

#[test]
fn a_script_that_uses_home_is_reported_with_whose_home_it_is() {
    let convert = |lines: &str| {
        convert(&format!("[program:app]\ncommand=/bin/sh -c 'exec /usr/bin/app ~/data'\n{lines}"), &[])
    };
    let (verdict_of_user, _, reason) = row(&convert("user=www\n"), "command");
    assert_eq!(verdict_of_user, "approximate");
    assert!(
        reason.starts_with("The script uses $HOME: supervisord leaves it as when it was started"),
        "{reason}"
    );
    let (_, _, reason) = row(&convert(""), "command");
    assert!(reason.starts_with("The script uses $HOME, which supervisord passed on"), "{reason}");
    for same in ["user=root\n", "user=www\nenvironment=HOME=\"/srv\"\n"] {
        assert_eq!(verdict(&convert(same), "command"), "exact", "{same}");
    }
}

#[test]
fn a_non_root_supervisord_owns_the_log_files_and_cannot_switch_users() {
    let convert = |manager: &str, user: &str| {
        let text = format!(
            "[supervisord]\nuser={manager}\n[program:a]\ncommand=/a\nuser={user}\nstdout_logfile=/var/log/a.log\n"
        );
        let run = convert(&text, &[]);
        (
            verdict(&run, "stdout_logfile"),
            run.rows_of("user").iter().any(|row| row["verdict"] == "approximate"),
        )
    };
    assert_eq!(convert("root", "www"), ("exact".into(), false));
    assert_eq!(convert("www", "www"), ("approximate".into(), false));
    assert_eq!(convert("www", "shop"), ("approximate".into(), true));
    // The name for this number is not known here.
    assert_eq!(convert("www", "33"), ("approximate".into(), false));
}

#[test]
fn of_a_default_that_no_program_uses_nothing_is_lost_whatever_its_value() {
    for (default, own) in [
        ("directory=%(here)s/..", "directory=/srv"),
        ("environment=A_PASSWORD=\"b8Zq-11x-77Kf\"", "environment=A_PASSWORD=\"c8Zq-11x-77Kf\""),
    ] {
        let run = convert(&format!("[supervisord]\n{default}\n[program:w]\ncommand=/bin/w\n{own}\n"), &[]);
        let name = default.split('=').next().unwrap();
        let rows = run.rows_of(name);
        let first = rows.iter().find(|row| row["section"] == "supervisord").unwrap();
        assert_eq!((&first["verdict"], &first["risk"]), (&"dropped".into(), &"none".into()), "{default}");
        let reason = first["reason"].as_str().unwrap();
        assert!(reason.starts_with("No converted program uses it"), "{reason}");
    }
}
