//! Capabilities, privileges and other restrictions of a program.

use super::{convert, option, row, service, steps, verdict};

#[test]
fn ambient_capabilities_outside_the_bounding_set_are_not_given() {
    let run = service(
        "ExecStart=/usr/bin/app\nCapabilityBoundingSet=CAP_CHOWN\nAmbientCapabilities=CAP_CHOWN CAP_KILL",
    );
    let command = option(&run, "command").unwrap_or_default();
    assert!(command.contains("--ambient-caps=+chown ") && !command.contains("kill"), "{command}");
}

#[test]
fn capabilities_groups_and_scheduling_are_set_by_wrapper_commands() {
    let run = service(
        "ExecStart=/usr/bin/app\nUser=app\nSupplementaryGroups=adm video\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n\
         CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_KILL\nIOSchedulingClass=best-effort\nIOSchedulingPriority=7\n\
         CPUSchedulingPolicy=fifo\nCPUSchedulingPriority=10\nCPUAffinity=0-3 8",
    );
    // The script is long, so it is on its own line; a shell knows the home directory of `app`.
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
fn capabilities_removed_by_sandboxing_directives_are_dropped() {
    let sandbox = "ExecStart=/bin/app\nPrivateDevices=yes\nProtectClock=yes\nProtectKernelLogs=no\nProtectKernelModules=1";
    let run = service(sandbox);
    let dropped = "--bounding-set=-sys_module,-sys_rawio,-sys_time,-mknod,-wake_alarm";
    assert!(run.out.contains(&format!("\ncommand=setpriv {dropped} /bin/app\n")), "{}", run.out);
    let (verdict, reason) = row(&run, "PrivateDevices");
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("The capabilities that it removes are removed here as well."), "{reason}");
    // Later lines take precedence.
    let run = service(&format!("{sandbox}\nPrivateDevices=no\nProtectKernelModules=no\nProtectClock=no"));
    assert!(run.out.contains("\ncommand=/bin/app\n"), "{}", run.out);
    // What remains of the set loses them, too.
    let run = service(&format!("{sandbox}\nUser=app\nCapabilityBoundingSet=CAP_MKNOD CAP_KILL"));
    assert!(run.out.contains(" --bounding-set=-all,+kill "), "{}", run.out);
    assert_eq!(
        [self::verdict(&run, "CapabilityBoundingSet"), self::verdict(&run, "ProtectClock")],
        ["exact", "approximate"]
    );
    // A program that is not root has none of them, and one that keeps all of root's rights loses none.
    let run = service(&format!("{sandbox}\nUser=app\nNoNewPrivileges=yes"));
    assert!(run.out.contains("\ncommand=setpriv --no-new-privs /bin/app\n"), "{}", run.out);
    assert_eq!(self::verdict(&run, "PrivateDevices"), "dropped");
    let run = service(&sandbox.replace("=/bin", "=+/bin"));
    assert!(run.out.contains("\ncommand=/bin/app\n"), "{}", run.out);
}

#[test]
fn a_system_call_sandbox_implies_no_new_privileges_for_non_root_users() {
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
    let expected =
        "; --no-new-privs: systemd sets NoNewPrivileges= for LockPersonality=, ProtectClock= if the program";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(
        !service("User=app\nExecStart=/bin/app\nLockPersonality=yes\nNoNewPrivileges=yes")
            .out
            .contains("--no-new-privs:")
    );
}

/// Observed under a user's manager (252): filters imply no_new_privs whatever is set, and a unit that removes capabilities
/// never starts.
#[test]
fn a_sandboxed_user_unit_gets_no_new_privileges_and_keeps_its_bounding_set() {
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
fn the_capabilities_that_a_container_needs_are_listed() {
    let unit =
        "[Service]\nUser=db\nExecStart=/bin/db\nAmbientCapabilities=CAP_IPC_LOCK CAP_NET_BIND_SERVICE\n";
    let head = |text: &str, args: &[&str]| {
        let run = convert(&[("db.service", text)], args);
        run.out.split("\n\n").next().unwrap_or_default().replace("\n; ", " ")
    };
    let expected = "Give the container --cap-add=IPC_LOCK: a program that keeps such a capability does not start without it.";
    assert!(head(unit, &["--container"]).contains(expected), "{}", head(unit, &["--container"]));
    // A machine has all of them, and Docker gives a container the other one.
    assert!(!head(unit, &[]).contains("--cap-add"));
    assert!(!head(&unit.replace("CAP_IPC_LOCK", ""), &["--container"]).contains("--cap-add"));
    assert!(!head(unit, &["--container", "--no-comments"]).contains("--cap-add"));
}

#[test]
fn a_priority_that_keeps_systemd_from_starting_the_program_is_left_out_and_told() {
    let run = service("ExecStart=/bin/app\nCPUSchedulingPriority=99");
    assert_eq!(option(&run, "command"), Some("/bin/app"));
    let (verdict, reason) = row(&run, "CPUSchedulingPriority");
    assert_ne!(verdict, "exact");
    assert!(reason.contains("The kernel has no priority 99 for the policy other"), "{reason}");
    // A policy brings the priority before it into its range; one that follows stays as it is.
    let run = service("ExecStart=/bin/app\nCPUSchedulingPriority=99\nCPUSchedulingPolicy=batch");
    assert_eq!(option(&run, "command"), Some("chrt --batch 0 /bin/app"));
    let run = service("ExecStart=/bin/app\nCPUSchedulingPolicy=rr\nCPUSchedulingPriority=0");
    assert_eq!(option(&run, "command"), Some("/bin/app"));
}
