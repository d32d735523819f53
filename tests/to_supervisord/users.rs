//! The identity of the program: user, groups, home.

use super::{convert, option, row, service, steps, verdict};

#[test]
fn root_gets_no_setpriv_to_become_root() {
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
fn a_numeric_user_has_no_tilde_home() {
    let run = service("ExecStart=/usr/bin/app\nUser=4242\nWorkingDirectory=~");
    assert_eq!(
        (option(&run, "command"), verdict(&run, "WorkingDirectory").as_str()),
        (Some("/usr/bin/app"), "manual"),
        "{}",
        run.out
    );
}

#[test]
fn a_user_name_that_python_parses_as_a_number_is_manual() {
    for name in ["\u{a8d6}", "1_0"] {
        let run = service(&format!("ExecStart=/usr/bin/app\nUser={name}"));
        assert_eq!((verdict(&run, "User").as_str(), option(&run, "user")), ("manual", None), "{}", run.err);
        assert_eq!(option(&run, "autostart"), Some("false"), "{name}");
    }
}

#[test]
fn a_user_from_an_unknown_instance_is_manual() {
    let run = convert(&[("app@.service", "[Service]\nUser=%i\nNice=-1\nExecStart=/usr/bin/app\n")], &[]);
    assert_eq!(
        (verdict(&run, "User").as_str(), option(&run, "autostart")),
        ("manual", Some("false")),
        "{}",
        run.err
    );
}

#[test]
fn a_group_named_like_the_user_is_assumed_to_be_its_primary_group() {
    let run = service("ExecStart=/usr/bin/app\nUser=app\nGroup=app");
    assert_eq!((option(&run, "user"), option(&run, "command")), (Some("app"), Some("/usr/bin/app")));
    assert_eq!(verdict(&run, "Group"), "approximate");
}

#[test]
fn user_and_logname_are_set_as_systemd_does() {
    let run = service("ExecStart=/usr/bin/app\nUser=app");
    assert_eq!(option(&run, "command"), Some("/usr/bin/app"));
    assert_eq!(option(&run, "environment"), Some(r#"USER="app",LOGNAME="app""#));
    assert_eq!((option(&run, "user"), verdict(&run, "User").as_str()), (Some("app"), "approximate"));
    assert!(row(&run, "User").1.contains("the home directory of app"), "{}", row(&run, "User").1);
    // In a container nobody has to be asked: the shell knows.
    let unit = "[Service]\nExecStart=/usr/bin/app\nUser=app\n[Install]\nWantedBy=multi-user.target\n";
    let container = convert(&[("app.service", unit)], &["--container"]);
    assert_eq!(option(&container, "command"), Some("/bin/sh -c 'export HOME=~app; exec /usr/bin/app'"));
    assert!(row(&container, "User").1.contains("SHELL is not"), "{}", row(&container, "User").1);
    // root's home is the same everywhere.
    let root = service("ExecStart=/usr/bin/app\nUser=root");
    assert_eq!(option(&root, "command"), Some("/usr/bin/app"));
    assert_eq!(option(&root, "environment"), Some(r#"HOME="/root",USER="root",LOGNAME="root""#));
    // The unit's own assignments take precedence, and the report on them is about their values.
    let own = service("ExecStart=/usr/bin/app\nUser=app\nEnvironment=HOME=/srv SHELL=/bin/sh A=b");
    assert_eq!(option(&own, "command"), Some("/usr/bin/app"));
    let expected = r#"USER="app",LOGNAME="app",HOME="/srv",SHELL="/bin/sh",A="b""#;
    assert_eq!(option(&own, "environment"), Some(expected));
    assert_eq!((verdict(&own, "Environment"), verdict(&own, "User")), ("exact".into(), "exact".into()));
    // Only the machine knows the name for a number.
    let number = service("ExecStart=/usr/bin/app\nUser=1000");
    assert_eq!((option(&number, "command"), option(&number, "environment")), (Some("/usr/bin/app"), None));
    assert!(row(&number, "User").1.contains("whoever started supervisord"), "{}", row(&number, "User").1);
}

#[test]
fn a_group_without_a_user_is_kept() {
    // Run on 252: a directory that belongs to another becomes root's and the group's.
    let run = service("ExecStart=/x\nGroup=adm");
    assert_eq!(option(&run, "command"), Some("setpriv --regid=adm --clear-groups /x"), "{}", run.out);
    assert_eq!(verdict(&run, "Group"), "exact");
    let more = "ExecStartPre=/pre\nExecStartPre=+/rooted\nExecStart=/x\nGroup=adm\nSupplementaryGroups=tty\nStateDirectory=x";
    let run = service(more);
    let expected = [
        "install -d -m 0755 -o root -g adm /var/lib/x &&",
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
fn in_a_user_unit_the_home_is_that_of_the_user_running_supervisord() {
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
        assert!(reason.contains("the user who runs supervisord"), "{setting}: {reason}");
    }
    // A system unit is run by root's manager.
    let run = convert(&[("systemd/system/app.service", text)], &[]);
    assert_eq!(option(&run, "command"), Some("/root/bin/a --socket /run/a"));
    assert_eq!((option(&run, "directory"), verdict(&run, "ExecStart").as_str()), (Some("/root"), "exact"));
}

#[test]
fn user_units_get_their_own_control_socket_and_commands() {
    let text = "[Service]\nExecStart=/a\n[Install]\nWantedBy=default.target\n";
    let run = convert(&[("systemd/user/app.service", text)], &[]);
    assert!(run.out.contains("\nfile=%(ENV_XDG_RUNTIME_DIR)s/supervisor.sock\n"), "{}", run.out);
    assert!(run.out.contains("\nserverurl=unix://%(ENV_XDG_RUNTIME_DIR)s/supervisor.sock\n"), "{}", run.out);
    assert!(run.err.contains("systemctl --user start app.service"), "{}", run.err);
    assert!(run.err.contains("journalctl --user -f -u app.service"), "{}", run.err);
    assert!(run.err.contains("systemctl --user daemon-reload"), "{}", run.err);
    // Together with a system unit there is no such user.
    let run = convert(&[("systemd/user/app.service", text), ("systemd/system/b.service", text)], &[]);
    assert!(run.out.contains("\nfile=/run/supervisor.sock\n"), "{}", run.out);
    assert!(run.err.contains("systemctl daemon-reload"), "{}", run.err);
}

#[test]
fn a_numeric_user_next_to_a_privileged_command_is_manual() {
    let waits = |user: &str| {
        let text = format!(
            "[Service]\nUser={user}\nExecStartPre=/pre\nExecStart=+/a\n[Install]\nWantedBy=multi-user.target\n"
        );
        let run = convert(&[("app.service", &text)], &[]);
        assert!(run.out.contains(&format!("runuser -u {user} -- /pre")), "{}", run.out);
        let is_reported = run.err.contains("\"runuser accepts users only by name");
        assert_eq!(option(&run, "autostart").is_some(), is_reported, "{}", run.err);
        is_reported
    };
    assert!(waits("1000") && !waits("web"));
}

#[test]
fn a_privileged_program_starts_in_the_home_of_the_units_user() {
    let run = service("User=app\nWorkingDirectory=~\nExecStart=+/bin/app");
    assert_eq!(option(&run, "command"), Some("/bin/sh -c 'cd ~app && exec /bin/app'"), "{}", run.out);
    assert_eq!(verdict(&run, "WorkingDirectory"), "exact");
    assert_eq!(option(&service("WorkingDirectory=~\nExecStart=+/bin/app"), "directory"), Some("/root"));
}

#[test]
fn a_script_that_uses_home_is_reported_with_whose_home_it_is() {
    let reason =
        |lines: &str, script: &str| row(&service(&format!("{lines}ExecStart={script}")), "ExecStart").1;
    let script = "/usr/bin/env nice /bin/sh -c \"exec /usr/bin/app $${HOME} $$LOGNAME\"";
    assert!(reason("User=www\n", script).starts_with("The script uses $HOME: systemd sets it for User="));
    assert!(
        reason("", script).starts_with("The script uses $HOME and $LOGNAME: systemd sets them only for a")
    );
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
