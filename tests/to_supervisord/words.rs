//! The program's own words: variables, specifiers, quotes, and the shell that may be needed.

use super::{convert, option, row, service, verdict};

/// Run on 252: every command of a service with `PIDFile=` has the variable, whatever its type, as an absolute path below `/run`;
/// `Environment=` and `EnvironmentFile=` override it, and without `PIDFile=` it is empty.
#[test]
fn pidfile_variable_is_the_path_of_the_pid_file() {
    for (lines, command, environment) in [
        ("PIDFile=/run/a.pid\nExecStart=/bin/app -p $PIDFILE", "/bin/app -p /run/a.pid", true),
        ("PIDFile=a.pid\nExecStart=/bin/app -p ${PIDFILE}", "/bin/app -p /run/a.pid", true),
        ("PIDFile=/var/run//a.pid\nExecStart=/bin/app -p $PIDFILE", "/bin/app -p /run/a.pid", true),
        ("PIDFile=/run/a.pid\nExecStart=/bin/app", "/bin/app", false),
        ("PIDFile=/run/a.pid\nPIDFile=\nExecStart=/bin/app -p ${PIDFILE}x", "/bin/app -p x", false),
        ("ExecStart=/bin/app $PIDFILE", "/bin/app", false),
    ] {
        let run = service(lines);
        assert_eq!(option(&run, "command"), Some(command), "{lines}");
        let assigned = option(&run, "environment");
        assert_eq!(assigned, environment.then_some("PIDFILE=\"/run/a.pid\""), "{lines}");
        // An unset variable is reported as empty.
        let is_kept = if lines.contains("PIDFILE") && !environment { "approximate" } else { "exact" };
        assert_eq!(verdict(&run, "ExecStart"), is_kept, "{lines}: {}", run.err);
        assert_eq!(option(&run, "autostart"), None, "{lines}");
    }
    let own = service("PIDFile=/run/a.pid\nEnvironment=PIDFILE=/srv/b\nExecStart=/bin/app $PIDFILE");
    assert_eq!(option(&own, "command"), Some("/bin/app /srv/b"));
    let script = service("PIDFile=/run/a.pid\nExecStart=/bin/sh -c 'exec /bin/app -p \"$$PIDFILE\"'");
    assert_eq!(option(&script, "environment"), Some("PIDFILE=\"/run/a.pid\""), "{}", script.out);
    assert_eq!(verdict(&script, "PIDFile"), "exact");
    let stop = "Type=forking\nPIDFile=/run/a.pid\nExecStart=/usr/sbin/nginx\n\
                ExecStop=/sbin/start-stop-daemon --stop --retry QUIT/5 --pidfile ${PIDFILE}";
    assert_eq!(option(&service(stop), "stopsignal"), Some("QUIT"));
}

/// See systemd.exec(5).
#[test]
fn variables_that_only_systemd_sets_are_manual_instead_of_empty() {
    for (lines, setting) in [
        ("ExecStart=/usr/bin/app --why=${TRIGGER_UNIT}", "ExecStart"),
        ("ExecStartPre=/usr/bin/tell ${MONITOR_UNIT}\nExecStart=/usr/bin/app", "ExecStartPre"),
    ] {
        assert_eq!(verdict(&service(lines), setting), "manual", "{lines}");
    }
}

#[test]
fn braced_and_embedded_variables_are_exact() {
    let run = service("ExecStart=/usr/bin/app --name ${NAME} x${MORE}y\nEnvironmentFile=-/etc/default/app");
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
}

#[test]
fn a_variable_set_by_the_unit_overrides_the_one_systemd_would_set() {
    let lines = "Environment=USER=web\nEnvironmentFile=-/etc/default/app\nExecStart=/bin/app -u ${USER}";
    let run = service(lines);
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    assert!(run.out.contains("exec /bin/app -u \"${USER}\"'"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "nothing is manual: {}", run.out);
    let lines =
        "Environment=RUNTIME_DIRECTORY=/srv\nRuntimeDirectory=app\nExecStart=/bin/app ${RUNTIME_DIRECTORY}";
    let run = service(lines);
    assert!(run.out.contains("exec /bin/app /srv'"), "{}", run.out);
}

#[test]
fn a_user_variable_from_an_environment_file_is_left_to_the_shell() {
    let lines = |more: &str| format!("EnvironmentFile=/etc/default/app\nExecStart=/bin/app {more}");
    // memcached's own unit: without User=, only the file sets it.
    let run = service(&lines("-u ${USER}"));
    assert!(run.out.contains("exec /bin/app -u \"${USER}\"'"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "nothing is manual: {}", run.out);
    let (verdict, reason) = row(&run, "ExecStart");
    assert!(verdict == "approximate" && reason.starts_with("If no environment file sets $USER,"), "{reason}");
    // With User=, the script sets it as systemd does.
    let run = service(&format!("User=app\n{}", lines("-u ${USER} ${HOME}")));
    assert_eq!(row(&run, "ExecStart").0, "exact", "{}", run.err);
    let run = service(&lines("-L ${LOCAL_PORT}:localhost:${REMOTE_PORT}"));
    assert_eq!(option(&run, "autostart"), None, "nothing is manual: {}", run.out);
    // Only systemd knows these.
    assert_eq!(row(&service(&lines("${NOTIFY_SOCKET}")), "ExecStart").0, "manual");
}

#[test]
fn a_command_emitted_verbatim_is_exact() {
    for command in ["/bin/sh -c 'cd /srv && exec /bin/app'", "/bin/sh -c 'sleep 5 && exec ./app'"] {
        let run = service(&format!("Restart=always\nExecStart={command}"));
        assert_eq!(option(&run, "command"), Some(command));
        assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    }
    let run = service("ExecStart=/bin/sh -c 'cd /srv && exec /bin/app'\nExecStartPre=/bin/true");
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    // A prefix is still recognized.
    let run = service("ExecStart=/bin/app\nNice=5");
    assert_eq!(
        (option(&run, "command"), verdict(&run, "Nice").as_str()),
        (Some("nice -n 5 /bin/app"), "exact")
    );
}

#[test]
fn only_the_unknown_one_of_several_variables_is_manual() {
    let unit = "[Service]\nExecStart=/usr/bin/app\nEnvironment=ID=%m\nEnvironment=MODE=fast\n";
    let run = convert(&[("app.service", unit)], &[]);
    let rows = run.rows_of("Environment");
    let verdicts: Vec<&str> = rows.iter().filter_map(|row| row["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["manual", "exact"], "{}", run.err);
    assert_eq!(option(&run, "environment"), Some("MODE=\"fast\""));
}

#[test]
fn a_variable_used_as_a_word_is_split_and_unquoted() {
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
fn a_directory_that_cannot_be_quoted_does_not_lose_the_other_variables() {
    let run = service("ExecStart=/usr/bin/app\nRuntimeDirectory=a\\x22b\\x27c\nEnvironment=B=1");
    assert_eq!(option(&run, "environment"), Some("B=\"1\""), "{}", run.out);
    assert_eq!(verdict(&run, "RuntimeDirectory"), "manual");
}

#[test]
fn argv_0_is_set_through_bash_and_becomes_the_applet_of_busybox() {
    let run = service("ExecStart=@/usr/bin/app -app x");
    assert_eq!(option(&run, "command"), Some(r#"bash -c 'exec -a "$0" "$@"' -app /usr/bin/app x"#));
    assert_eq!(verdict(&run, "ExecStart"), "exact");
    let many = service("ExecStart=@/bin/busybox -sh -c true");
    assert_eq!(option(&many, "command"), Some("/bin/busybox sh -c true"));
}

#[test]
fn a_value_that_environment_cannot_express_is_set_by_env_before_the_command() {
    let run = service("ExecStart=/usr/bin/app\nEnvironment=\"A=it's \\\"b\\\" c\" B=2");
    let command = option(&run, "command").unwrap_or_default();
    assert_eq!(command, "env \"A=it's \\\"b\\\" c\" /usr/bin/app");
    assert_eq!(
        (option(&run, "environment"), verdict(&run, "Environment").as_str()),
        (Some("B=\"2\""), "exact")
    );
}

#[test]
fn an_unset_variable_is_reported() {
    let run = service("ExecStart=/usr/bin/pull --key $KEY --url=${URL} --host=${HOST}x\nEnvironment=HOST=a");
    assert_eq!(option(&run, "command"), Some("/usr/bin/pull --key --url= --host=ax"));
    let (verdict, reason) = row(&run, "ExecStart");
    assert!(verdict == "approximate" && reason.starts_with("No given file sets $KEY, $URL: "), "{reason}");
    // A file may set it; the program gets its own value.
    for lines in
        ["ExecStart=/a $B\nEnvironmentFile=/etc/a", "ExecStart=/a $B\nEnvironment=B=1", "ExecStart=/a $$B"]
    {
        assert!(!row(&service(lines), "ExecStart").1.contains("No given file"), "{lines}");
    }
}

#[test]
fn a_command_named_like_a_shell_builtin_runs_the_program() {
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
fn a_variable_that_cannot_be_emitted_does_not_lose_the_others() {
    let run = service("ExecStart=/usr/bin/app\nRuntimeDirectory=\"a #x\"\nEnvironment=A=1");
    assert_eq!(option(&run, "environment"), Some("A=\"1\""), "{}", run.out);
    let (verdict, reason) = row(&run, "RuntimeDirectory");
    assert!(verdict == "manual" && reason.contains("RUNTIME_DIRECTORY"), "{verdict}: {reason}");
}

#[test]
fn unset_environment_removes_a_variable() {
    let run = service("ExecStart=/x ${A} ${B} ${C}\nUnsetEnvironment=A C=2\nEnvironment=A=1 B=2 C=3");
    assert_eq!(option(&run, "environment"), Some("B=\"2\",C=\"3\""), "{}", run.out);
    assert_eq!(option(&run, "command"), Some("/x '' 2 3"), "{}", run.out);
    let run = service("ExecStart=/x\nUnsetEnvironment=A\nUnsetEnvironment=\nEnvironment=A=1");
    assert_eq!(option(&run, "environment"), Some("A=\"1\""), "{}", run.out);
}

/// `exec_child()` removes them before it fills in the command, wherever they come from.
#[test]
fn an_unset_variable_is_empty_in_commands_even_if_a_file_sets_it() {
    let file = "EnvironmentFile=/etc/default/app\nUnsetEnvironment=A\n";
    let run = service(&format!("{file}ExecStart=/bin/app ${{A}} $A x${{A}}y ${{B}}"));
    assert!(run.out.contains("exec /bin/app \"\" xy \"${B}\""), "{}", run.out);
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
    // The program itself still has it.
    assert_eq!(verdict(&run, "UnsetEnvironment"), "dropped");
    let home = service("UnsetEnvironment=HOME\nUser=app\nExecStart=/bin/app -h ${HOME}");
    assert_eq!(option(&home, "command"), Some("/bin/app -h ''"), "{}", home.out);
}

#[test]
fn globs_in_variables_are_not_expanded_in_preparation_commands() {
    let run = service("EnvironmentFile=/etc/x\nExecStartPre=/bin/rm -f $FILES\nExecStart=/x");
    assert!(run.out.contains("set -af"), "{}", run.out);
}

#[test]
fn a_variable_split_by_the_shell_is_reported_in_every_command() {
    let apart = "The shell splits $OPTS only at whitespace";
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
fn several_losses_of_one_command_are_all_reported() {
    // The options of a daemon that is kept in the foreground.
    let run = service("Type=forking\nEnvironmentFile=/etc/default/a\nExecStart=/usr/sbin/sshd $SSHD_OPTS");
    let reason = row(&run, "ExecStart").1;
    assert!(reason.contains("with `-D`") && reason.contains("splits $SSHD_OPTS only at"), "{reason}");
    let run = service("ExecStartPre=/bin/pre ${UNSET}\nExecStart=/bin/app");
    let reason = row(&run, "ExecStartPre").1;
    assert!(reason.contains("sets $UNSET") && reason.contains("counts towards startsecs"), "{reason}");
    // What a user unit asks of its user is told once.
    let text = "[Service]\nExecStartPre=/bin/pre %h %u\nExecStartPre=/bin/pre %t\nExecStart=/bin/app\n";
    let run = convert(&[("systemd/user/app.service", text)], &[]);
    let reason = row(&run, "ExecStartPre").1;
    assert_eq!(reason.matches("This is a user unit").count(), 1, "{reason}");
    assert!(
        reason.contains("%(ENV_HOME)s and %(ENV_USER)s and %(ENV_XDG_RUNTIME_DIR)s refer to"),
        "{reason}"
    );
    assert!(reason.starts_with("It runs before the program"), "{reason}");
}

#[test]
fn a_variable_with_an_unknown_part_is_one_word_unless_it_has_whitespace() {
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
fn the_f_specifier_is_the_unescaped_path_of_the_instance() {
    let text = "[Service]\nExecStart=/a %f\n[Install]\nWantedBy=multi-user.target\n";
    for (name, path) in
        [("app@srv-a\\x2db.service", "/srv/a-b"), ("a-b.service", "/a/b"), ("app@-.service", "/")]
    {
        let run = convert(&[(name, text)], &[]);
        assert_eq!(option(&run, "command"), Some(&*format!("/a {path}")), "{name}: {}", run.out);
    }
}

#[test]
fn a_variable_of_the_user_is_written_as_its_specifier_is() {
    let command = |path: &str, word: &str| {
        let text = format!("[Service]\nExecStart=/a {word}\n[Install]\nWantedBy=default.target\n");
        let run = convert(&[(path, &text)], &[]);
        let is_off = option(&run, "autostart").is_some();
        (option(&run, "command").map(str::to_owned), is_off)
    };
    let user = "systemd/user/app.service";
    for (word, written) in [
        ("${HOME}/x", "/a %(ENV_HOME)s/x"),
        ("$HOME", "/a %(ENV_HOME)s"),
        ("-u ${USER} ${XDG_RUNTIME_DIR}/s", "/a -u %(ENV_USER)s %(ENV_XDG_RUNTIME_DIR)s/s"),
    ] {
        assert_eq!(command(user, word), (Some(written.to_owned()), false), "{word}");
    }
    assert!(command(user, "${PATH}").1 && command("systemd/system/app.service", "${HOME}").1);
    // The manager of a user has it in its environment, and passes it on to a shell.
    let text =
        "[Service]\nExecStart=/bin/sh -c 'a ${HOME}/x; exec b $HOME'\n[Install]\nWantedBy=default.target\n";
    let run = convert(&[(user, text)], &[]);
    assert_eq!(option(&run, "command"), Some("/bin/sh -c 'a %(ENV_HOME)s/x; exec b $HOME'"));
    let reason = row(&run, "ExecStart").1;
    assert!(reason.starts_with("This is a user unit"), "{reason}");
}
