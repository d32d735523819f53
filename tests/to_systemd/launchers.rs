//! Commands before the program that become settings, or stay.

use super::{convert, service, verdict};

#[test]
fn wrapper_commands_become_directives() {
    for (command, expected) in [
        ("nice /bin/app 5 x", &["ExecStart=/bin/app 5 x", "Nice=10"][..]),
        ("nice timeout 5 /bin/app", &["ExecStart=timeout 5 /bin/app", "Nice=10"]),
        ("nice -n7 /bin/app", &["ExecStart=/bin/app", "Nice=7"]),
        ("nice --adjustment=-7 -- /bin/app", &["ExecStart=/bin/app", "Nice=-7"]),
        ("nice --adjustment 7 /bin/app", &["ExecStart=/bin/app", "Nice=7"]),
        // Values beyond the last level are clamped.
        ("nice -n 20 /bin/app", &["ExecStart=/bin/app", "Nice=19"]),
        ("nice -n -50 /bin/app", &["ExecStart=/bin/app", "Nice=-20"]),
        ("choom -n 5 -- /bin/app", &["ExecStart=/bin/app", "OOMScoreAdjust=5"]),
        ("choom --adjust 5 /bin/app -x", &["ExecStart=/bin/app -x", "OOMScoreAdjust=5"]),
        ("prlimit --nofile=9 -- /bin/app", &["ExecStart=/bin/app", "LimitNOFILE=9"]),
        (
            "prlimit --cpu=60 --nice=15 --rttime=200000 /bin/app",
            &["ExecStart=/bin/app", "LimitCPU=60", "LimitNICE=15", "LimitRTTIME=200000"],
        ),
        (
            "setpriv --reuid web --regid www --init-groups -- /bin/app",
            &["ExecStart=/bin/app", "User=web", "Group=www"],
        ),
        ("setpriv --nnp /bin/app", &["ExecStart=/bin/app", "NoNewPrivileges=yes"]),
    ] {
        let (run, lines) = service(&format!("command={command}"));
        assert_eq!(lines, expected, "{command}: {}", run.err);
    }
}

#[test]
fn a_wrapper_with_unknown_options_stays_in_the_command() {
    for command in [
        "nice -5 /bin/app",
        "nice --help",
        "choom -p 5 -n 7",
        "choom -n 5000 -- /bin/app",
        "prlimit --nofile=9 --pid 5",
        "prlimit -n9 /bin/app",
        "prlimit --nofile=9:5 /bin/app",
        "prlimit --nice=41 /bin/app",
        "prlimit /bin/app",
        "setpriv --reuid=web --regid=web --init-groups --reset-env /bin/app",
        // root's group stays.
        "setpriv --reuid=web /bin/app",
        "setpriv --reuid=web --init-groups /bin/app",
        // setpriv refuses these.
        "setpriv --reuid=web --regid=web /bin/app",
        "setpriv --regid=web /bin/app",
        "setpriv --regid=web --init-groups /bin/app",
        "setpriv --clear-groups /bin/app",
        "setpriv --ambient-caps=+kill /bin/app",
        "setpriv --inh-caps=+chown --ambient-caps=+kill /bin/app",
        "env A=1 -u B /bin/app",
        "env --unset=B /bin/app",
        "prlimit --nofile=512 -c0 /bin/app",
        "setpriv --no-new-privs --keep-groups /bin/app",
        "ionice -c 3 -t /bin/app",
        "bash -x /bin/app",
    ] {
        let (run, lines) = service(&format!("command={command}"));
        assert_eq!(lines, [format!("ExecStart={command}")], "{}", run.err);
    }
}

#[test]
fn a_negative_nice_level_of_an_unprivileged_user_stays_in_the_command() {
    let (run, lines) = service("command=nice -n -5 /bin/app\nuser=web");
    assert_eq!(lines, ["ExecStart=nice -n -5 /bin/app", "User=web"], "{}", run.err);
    let (run, lines) = service("command=nice -n -5 /bin/app\nuser=root");
    assert_eq!(lines, ["ExecStart=/bin/app", "User=root", "Nice=-5"], "{}", run.err);
    let (run, lines) = service("command=nice -n 5 /bin/app\nuser=web");
    assert_eq!(lines, ["ExecStart=/bin/app", "User=web", "Nice=5"], "{}", run.err);
}

#[test]
fn a_cpu_list_beyond_the_systemd_limit_stays_in_the_command() {
    let run = convert("[program:app]\ncommand=taskset -c 0-9999999 /usr/bin/app\n", &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let unit = run.file("app.service");
    assert!(unit.contains("ExecStart=taskset -c 0-9999999 /usr/bin/app\n"), "{unit}");
    let run = convert("[program:app]\ncommand=taskset -c 0-8191 /usr/bin/app\n", &[]);
    assert!(run.file("app.service").contains("CPUAffinity=0-8191\n"), "{}", run.err);
}

#[test]
fn a_soft_limit_without_a_hard_limit_stays_in_the_command() {
    let run = convert("[program:app]\ncommand=prlimit --core=0: nice -n 5 /usr/bin/app\n", &[]);
    let unit = run.file("app.service");
    assert!(unit.contains("ExecStart=prlimit --core=0: nice -n 5 /usr/bin/app\n"), "{unit}");
    let run = convert("[program:app]\ncommand=prlimit --core=0 nice -n 5 /usr/bin/app\n", &[]);
    let unit = run.file("app.service");
    assert!(unit.contains("ExecStart=/usr/bin/app\nLimitCORE=0\nNice=5\n"), "{unit}");
    assert_eq!(verdict(&run, "command"), "exact");
}

#[test]
fn wrapper_commands_are_read_in_any_order() {
    for order in [
        "prlimit --core=0 nice -n 5",
        "nice -n 5 prlimit --core=0",
        "taskset -c 0 nice -n 5 prlimit --core=0",
    ] {
        let run = convert(&format!("[program:app]\ncommand={order} /usr/bin/app\n"), &[]);
        let unit = run.file("app.service");
        assert!(unit.contains("ExecStart=/usr/bin/app\nLimitCORE=0\nNice=5\n"), "{unit}");
        assert_eq!(verdict(&run, "command"), "exact", "{order}");
    }
    let run = convert("[program:app]\ncommand=nice -n 5 nice -n 5 /usr/bin/app\n", &[]);
    assert!(run.file("app.service").contains("ExecStart=nice -n 5 /usr/bin/app\nNice=5\n"), "{}", run.out);
}
