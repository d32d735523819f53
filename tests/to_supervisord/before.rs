//! Commands that run before the program.

use super::{option, row, service, steps, verdict};
use crate::program::{Run, directory, run};

/// Run on 252: `groups=0(root),1(daemon)` with `User=daemon`, and root's alone without.
#[test]
fn a_command_with_full_privileges_lacks_the_supplementary_groups_of_the_user() {
    let is_reported = |lines: &str| {
        let run = service(&format!("{lines}\nExecStart=/bin/app"));
        row(&run, "ExecStartPre").1.contains("the supplementary groups of User=")
    };
    assert!(
        is_reported("User=app\nExecStartPre=+/bin/pre") && is_reported("User=app\nExecStartPre=!/bin/pre")
    );
    for lines in
        ["ExecStartPre=+/bin/pre", "User=root\nExecStartPre=+/bin/pre", "User=app\nExecStartPre=/bin/pre"]
    {
        assert!(!is_reported(lines), "{lines}");
    }
}

#[test]
fn preparation_steps_run_in_the_process_of_the_program() {
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
    // The only difference is quotes inside the value.
    let (verdict, reason) = row(&run, "ExecStart");
    assert_eq!(verdict, "approximate", "the exit status passes through the shell: {}", run.err);
    assert!(reason.starts_with("The shell splits $MORE only at whitespace;"), "{reason}");
    assert_eq!(option(&run, "environment"), Some("RUNTIME_DIRECTORY=\"/run/app\""));
}

#[test]
fn limits_nice_level_privileges_and_directory_apply_to_all_commands() {
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
fn environment_files_are_read_again_after_a_command_that_may_write_them() {
    let run = service(
        "EnvironmentFile=-/run/a.env\nEnvironmentFile=/etc/b.env\nExecStartPre=/bin/true\n\
         ExecStartPre=/bin/sh -c 'make-env >/run/a.env'\nExecStart=/usr/bin/app",
    );
    let read = ["[ ! -e /run/a.env ] || . /run/a.env", ". /etc/b.env"];
    let written = [
        &["set -a"],
        &read[..],
        // If it fails nothing is started, whatever the files set.
        &["/bin/true &&", "/bin/sh -c \"make-env >/run/a.env\" || exit"],
        // All files again: the last one takes precedence.
        &read,
        &["exec /usr/bin/app'"],
    ];
    assert_eq!(steps(&run), written.concat());
    assert_eq!(verdict(&run, "EnvironmentFile"), "approximate", "{}", run.err);
}

#[test]
fn permissions_start_only_runs_preparation_as_root() {
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
fn exec_condition_runs_before_exec_start_pre() {
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
    let may_fail = service("ExecCondition=-/usr/bin/is-here\nExecStart=/usr/bin/app");
    assert_eq!(
        option(&may_fail, "command"),
        Some("/bin/sh -c '{ /usr/bin/is-here || :; } && exec /usr/bin/app'"),
        "a `-` prefix makes the condition irrelevant"
    );
}

#[test]
fn privileged_steps_run_before_switching_to_the_user() {
    let run = service("ExecStart=/usr/bin/app\nUser=app\nGroup=www-data\nNoNewPrivileges=yes\nNice=-5");
    assert_eq!(
        option(&run, "command"),
        Some("nice -n -5 setpriv --reuid=app --regid=www-data --init-groups --no-new-privs /usr/bin/app")
    );
    assert_eq!(option(&run, "user"), None, "setpriv needs root to switch the user: {}", run.out);
    for setting in ["NoNewPrivileges", "Nice", "ExecStart"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}");
    }
    assert_eq!(
        verdict(&run, "Group"),
        "approximate",
        "setpriv keeps the user's own group among the supplementary groups"
    );
}

/// `exec_child()`: `+` and `!` apply to a single command, and the supplementary groups of `User=` are kept even there.
#[test]
fn other_commands_run_as_the_user_next_to_a_fully_privileged_one() {
    let run = service("User=joe\nExecStartPre=/bin/pre a\nExecStartPre=+/bin/root\nExecStart=+/bin/app");
    let command = "/bin/sh -c 'runuser -u joe -- /bin/pre a && /bin/root && exec /bin/app'";
    assert_eq!((option(&run, "command"), option(&run, "user")), (Some(command), None), "{}", run.out);
    let (_, reason) = row(&run, "User");
    assert!(reason.contains("HOME, USER and LOGNAME"), "{reason}");
    assert!(row(&run, "ExecStart").1.contains("the supplementary groups of User="), "{}", run.err);
}

#[test]
fn commands_that_would_run_without_the_limits_are_reported() {
    let reason = |lines: &str| row(&service(&format!("{lines}\nExecStart=/bin/app")), "ExecStartPre").1;
    let limits = "The limits of the unit apply to all commands";
    assert!(reason("LimitNOFILE=512\nExecStartPre=+/bin/pre").contains(limits));
    assert!(reason("LimitNOFILE=512\nPermissionsStartOnly=yes\nExecStartPre=/bin/pre").contains(limits));
    for lines in
        ["LimitNOFILE=512\nExecStartPre=!/bin/pre", "ExecStartPre=+/bin/pre", "ExecStartPre=/bin/pre"]
    {
        assert!(!reason(lines).contains(limits), "{lines}");
    }
}

#[test]
fn a_failed_exec_start_pre_is_seen_only_as_an_exit_code() {
    let reason = |lines: &str| row(&service(lines), "ExecStartPre").1;
    let signals = "Type=oneshot\nRestart=on-abnormal\nExecStartPre=/bin/pre\nExecStart=/bin/app";
    assert!(reason(signals).contains("If it fails with any signal, systemd restarts the service"));
    // systemd consults its lists for the main process only.
    let listed = "Type=oneshot\nRestart=on-failure\nRestartPreventExitStatus=2\nExecStartPre=/bin/pre\nExecStart=/bin/app";
    assert!(reason(listed).contains("If it fails with exit 2"), "{}", reason(listed));
    for lines in [
        "Type=oneshot\nRestart=on-failure\nExecStartPre=/bin/pre\nExecStart=/bin/app",
        "Type=oneshot\nRestart=on-abnormal\nExecStartPre=-/bin/pre\nExecStart=/bin/app",
        "Type=oneshot\nExecStartPre=/bin/pre\nExecStart=/bin/app",
    ] {
        assert!(!reason(lines).contains("If it fails"), "{}", reason(lines));
    }
}

#[test]
fn a_command_written_in_the_unit_is_not_mistaken_for_a_generated_one() {
    for command in [
        "/bin/sh -c 'exec /bin/app a'",
        "/bin/sh -c 'cd /tmp && exec /bin/app'",
        "/bin/sh -c '[ -e /x ] || exit 0; exec /bin/app'",
        "/bin/sh -c '/bin/pre && exec /bin/app'",
    ] {
        let run = service(&format!("ExecStart={command}"));
        assert_eq!((option(&run, "command"), verdict(&run, "ExecStart").as_str()), (Some(command), "exact"));
    }
    // Only a prefix can change the meaning.
    let run = service("Nice=5\nExecStart=nice -n 3 /bin/app");
    assert_eq!(option(&run, "command"), Some("nice -n 5 nice -n 3 /bin/app"));
    assert_eq!(verdict(&run, "Nice"), "exact");
    let reason = row(&service("ExecStart=env A=1 /bin/app"), "ExecStart").1;
    assert!(reason.starts_with("Now: looked up in supervisord's PATH."), "{reason}");
}

#[test]
fn scripts_before_and_after_the_program_get_the_home_note_too() {
    let before = "User=www\nExecStart=/bin/app\nExecStartPre=/bin/sh -c 'mkdir -p $$HOME/x'";
    let has_home_note =
        |run: &Run, directive: &str| row(run, directive).1.contains("The script uses $HOME: systemd sets");
    // The shell that the command needs sets HOME as well.
    assert!(!has_home_note(&service(before), "ExecStartPre"));
    assert!(has_home_note(&service(&before.replace("www", "5000")), "ExecStartPre"));
    assert!(has_home_note(&service(&before.replace("User=www", "")), "ExecStartPre"));
    let job = "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/on\nExecStop=/bin/sh -c 'rm -r ~/x'";
    assert!(has_home_note(&service(job), "ExecStop"));
    assert!(!has_home_note(&service(&format!("User=www\n{job}")), "ExecStop"));
    assert!(!has_home_note(&service(&format!("Environment=HOME=/srv\n{job}")), "ExecStop"));
}

#[test]
fn a_step_that_runs_regardless_does_not_hide_an_earlier_failure() {
    let script = |lines: &str| steps(&service(lines)).into_iter().map(str::to_owned).collect::<Vec<String>>();
    let file = "EnvironmentFile=/run/a.env\nExecStart=/bin/app\n";
    // A command that may fail may follow one that may not.
    let both = script(&format!("{file}ExecStartPre=/bin/first\nExecStartPre=-/bin/touch /run/a.env"));
    assert_eq!(both[2..4], ["/bin/first &&", "{ /bin/touch /run/a.env || :; } || exit"], "{both:?}");
    let alone = script(&format!("{file}ExecStartPre=-/bin/touch /run/a.env\nExecStartPre=/bin/true\nNice=1"));
    assert_eq!(alone[2], "{ /bin/touch /run/a.env || :; } &&", "{alone:?}");
    // A check that decides whether there is a start runs once the directories exist.
    let condition = service("RuntimeDirectory=a\nExecCondition=/bin/asks\nExecStart=/bin/app\nUMask=1");
    let steps = "install -d -m 0755 /run/a || exit; /bin/asks || exit 0; exec /bin/app";
    assert!(condition.out.contains(steps), "{}", condition.out);
    assert_eq!(verdict(&condition, "ExecStart"), "exact");
    // A shell that acts on the exit status of the job must see that status.
    let run = service(
        "Type=oneshot\nRemainAfterExit=yes\nSuccessExitStatus=2\nExecStartPre=/bin/before\nExecStop=/bin/off\n\
         ExecStart=/bin/on",
    );
    assert!(run.out.contains("/bin/before || exit\n    /bin/on\n    case $? in 0|2)"), "{}", run.out);
    assert_eq!(verdict(&run, "ExecStop"), "approximate");
}

#[test]
fn a_unit_directory_keeps_its_own_mode_despite_a_tmpfiles_entry() {
    let root = directory(&[
        (
            "usr/lib/systemd/system/proxy.service",
            "[Service]\nGroup=proxy\nRuntimeDirectory=proxy\nRuntimeDirectoryMode=0775\nConfigurationDirectory=proxy\n\
             ExecStart=/bin/proxy\n",
        ),
        (
            "usr/lib/tmpfiles.d/proxy.conf",
            "d /run/proxy 0755 proxy proxy\nd /run/proxy/logs 0750 proxy proxy\nd /etc/proxy 0700 proxy proxy\n",
        ),
    ]);
    let args = ["convert", "--to", "supervisord", "--container", "--root", ".", "proxy.service"];
    let run = run(root.path(), &args);
    let made: Vec<&str> = run.out.lines().map(str::trim).filter(|line| line.contains("install -d")).collect();
    assert_eq!(
        made,
        [
            "install -d -m 0775 -o root -g proxy /run/proxy &&",
            "{ [ -d /etc/proxy ] || install -d -m 0755 -o root -g proxy /etc/proxy; } &&",
            "/usr/bin/install -d -m 0750 -o proxy -g proxy /run/proxy/logs &&",
            "/usr/bin/install -d -m 0700 -o proxy -g proxy /etc/proxy &&",
        ],
        "{}",
        run.out
    );
}
