//! Shell scripts as commands.

use super::{convert, row, script};

#[test]
fn a_slow_step_before_the_program_gets_an_infinite_start_timeout() {
    let run = convert("[program:web]\ncommand=/bin/sh -c 'sleep 200 && exec /web'\n", &[]);
    let service = run.file("web.service");
    assert!(
        service.contains("ExecStartPre=sleep 200\nTimeoutStartSec=infinity\nExecStart=/web\n"),
        "{service}"
    );
    let run = convert("[program:web]\ncommand=/bin/sh -c 'ulimit -n 10 && exec /web'\n", &[]);
    assert!(
        run.file("web.service").contains("ExecStart=/bin/sh -c \"ulimit -n 10 && exec /web\"\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_command_with_an_unclosed_quote_is_not_run_partially() {
    let run = convert("[program:app]\ncommand=/bin/app --greeting it's\n", &[]);
    assert!(run.out.contains("\nExecStart=/bin/false\n"), "{}", run.out);
    assert!(run.out.contains("an unclosed quote"), "{}", run.out);
}

#[test]
fn a_script_becomes_directives_where_systemd_runs_the_same_order() {
    for (text, expected) in [
        ("cd /srv && exec ./app", &["ExecStart=/srv/app", "WorkingDirectory=/srv"][..]),
        ("cd ~root && exec /bin/app", &["ExecStart=/bin/app", "WorkingDirectory=~"]),
        ("install -d -m 0755 /run/x && exec /bin/app", &["ExecStart=/bin/app", "RuntimeDirectory=x"]),
        (
            "install -d -m 755 /run/x /run/y && exec /bin/app",
            &["ExecStartPre=install -d -m 755 /run/x /run/y", "ExecStart=/bin/app"],
        ),
        (
            "install -d -m 0755 /srv/x && exec /bin/app",
            &["ExecStartPre=install -d -m 0755 /srv/x", "ExecStart=/bin/app"],
        ),
        (
            "rm -r /run/x && install -d -m 0755 /run/x && exec /bin/app",
            &["ExecStartPre=rm -r /run/x", "ExecStartPre=install -d -m 0755 /run/x", "ExecStart=/bin/app"],
        ),
    ] {
        let (run, lines) = script(text);
        assert_eq!(lines, expected, "{text}: {}", run.err);
    }
}

#[test]
fn a_script_that_directives_cannot_express_stays_a_script() {
    for text in [
        // The directory is created first, but systemd changes to it before the first command.
        "mkdir -p /srv/x && cd /srv/x && exec /bin/app",
        "cd ~other && exec /bin/app",
        "export HOME=~other; exec /bin/app",
        "set -a; . /srv/../env; exec /bin/app",
        "install -d -m 0755 /run/../x && exec /bin/app",
        "install -d -m 0755 /run/ && exec /bin/app",
        "cd ~/x && exec /bin/app",
        "cd /srv && ./prepare && exec ./app",
        "cd /srv && ./check || exit 0; exec ./app",
        "install -d -m 0755 -o app /run/x && exec /bin/app",
        "install -d -m 0755 /run/x && install -d -m 0700 /run/y && exec /bin/app",
        "install -d -m 0755 /run/x && exec setpriv --reuid=app --regid=app --init-groups /bin/app",
        "set -a; . ./env; exec /bin/app",
        "set -a; . env; exec /bin/app",
        "set -a; /bin/write && . /run/env; exec /bin/app",
        "exec /bin/app a{1,2}",
    ] {
        let (run, lines) = script(text);
        assert_eq!(lines, [format!("ExecStart=/bin/sh -c \"{text}\"")], "{}", run.err);
    }
}

#[test]
fn a_relative_program_is_joined_to_the_directory_of_the_script() {
    let run = convert("[program:app]\ncommand=/bin/sh -c 'cd /srv && exec ./app'\n", &[]);
    let (verdict, _, reason) = row(&run, "command");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("it was joined to that") && !reason.contains("supervisord"), "{reason}");
    assert!(!run.file("app.service").contains("# supervisord"), "{}", run.out);
    let run = convert("[program:app]\ncommand=nice ./app\ndirectory=/srv\n", &[]);
    assert!(run.file("app.service").contains("\nExecStart=/srv/app\n"), "{}", run.out);
    assert!(!row(&run, "command").2.contains("supervisord looks"), "{}", run.err);
}

#[test]
fn a_runtime_directory_is_reported_to_be_removed_on_stop() {
    let (run, _) = script("install -d -m 0755 /run/x && exec /bin/app");
    let (verdict, _, reason) = row(&run, "command");
    assert!(verdict == "approximate" && reason.contains("RuntimeDirectoryPreserve=yes"), "{reason}");
    let (run, _) = script("install -d -m 0755 /var/lib/x && exec /bin/app");
    assert_eq!(row(&run, "command").0, "exact", "{}", run.err);
}

#[test]
fn a_script_after_a_wrapper_that_passes_the_environment_is_read() {
    let reason =
        |command: &str| row(&convert(&format!("[program:app]\ncommand={command}\n"), &[]), "command").2;
    let uses = "The script uses $TOKEN, which";
    for shell in ["/bin/bash -euo pipefail", "/bin/bash -o pipefail", "/usr/bin/busybox sh"] {
        let command = format!("{shell} -c 'exec /usr/bin/app $TOKEN'");
        assert!(reason(&command).starts_with(uses), "{command}");
    }
    for leader in ["/usr/bin/env", "/usr/bin/timeout 5", "/usr/bin/env -u OTHER"] {
        assert!(
            reason(&format!("{leader} /bin/sh -c 'exec /usr/bin/app $TOKEN'")).starts_with(uses),
            "{leader}"
        );
    }
    for leader in ["/usr/bin/env -i", "/usr/bin/env -u TOKEN", "/usr/bin/ssh host"] {
        assert_eq!(reason(&format!("{leader} /bin/sh -c 'exec /usr/bin/app $TOKEN'")), "", "{leader}");
    }
}

/// However it ends: the shell gets the stop signal and waits for the program, which gets it as well.
#[test]
fn an_exit_trap_becomes_exec_stop_post() {
    let program = |script: &str, more: &str| {
        convert(
            &format!(
                "[program:job]\ncommand=/bin/sh -c '{script}'\nautorestart=false\nstartsecs=0\nuser=root\n{more}"
            ),
            &[],
        )
    };
    let whole =
        program("trap \"/usr/bin/post\" EXIT; trap \"exit 143\" TERM; /usr/bin/job", "stopasgroup=true\n");
    assert!(whole.out.contains("\nExecStart=/usr/bin/job\n"), "{}", whole.out);
    assert!(whole.out.contains("\nExecStopPost=/usr/bin/post\n"), "{}", whole.out);
    assert_eq!(row(&whole, "command").0, "exact", "{}", whole.err);
    // A shell that dies from the signal does nothing else, and one that alone gets it waits.
    for (script, more) in [
        ("trap \"/usr/bin/post\" EXIT; /usr/bin/job", "stopasgroup=true\n"),
        ("trap \"/usr/bin/post\" EXIT; trap \"exit 143\" TERM; /usr/bin/job", ""),
        ("trap \"/usr/bin/post\" EXIT; trap \"exit 1\" TERM; /usr/bin/job", "stopasgroup=true\n"),
    ] {
        let run = program(script, more);
        assert!(run.out.contains("ExecStart=/bin/sh -c"), "{}", run.out);
    }
}

#[test]
fn a_sleep_before_a_condition_does_not_become_exec_start_pre() {
    // systemd checks the condition first.
    let script = "/bin/sleep 5 || exit; [ -e /run/on ] || exit 0; exec /bin/app";
    let run = convert(&format!("[program:a]\ncommand=/bin/sh -c '{script}'\n"), &[]);
    let unit = run.file("a.service");
    assert!(unit.contains(&format!("ExecStart=/bin/sh -c \"{script}\"\n")), "{unit}");
}
