//! Priorities, groups, and what is started by hand.

use super::{convert, row, verdict};

#[test]
fn priorities_form_a_chain_across_programs_that_are_not_autostarted() {
    let text = "[program:c]\ncommand=/c\npriority=3\n[program:b]\ncommand=/b\npriority=2\nautostart=false\n\
                [program:a]\ncommand=/a\npriority=1\n";
    let run = convert(text, &[]);
    assert!(run.file("c.service").contains("After=b.service a.service\n"), "{}", run.out);
    assert!(run.file("b.service").contains("After=a.service\n"), "{}", run.out);
    assert_eq!(verdict(&run, "priority"), "exact");
}

#[test]
fn an_empty_command_is_manual_and_does_not_stop_the_translation() {
    let run = convert("[program:a]\ncommand=\n[program:b]\ncommand=/bin/cat\n", &[]);
    assert!(run.file("b.service").contains("ExecStart=/bin/cat\n"));
    let unit = run.file("a.service");
    assert!(unit.contains(" To do by hand, ") && unit.contains("ExecStart=/bin/false\n"), "{unit}");
    assert!(!unit.contains("\n[Install]"), "{unit}");
    assert_eq!(verdict(&run, "command"), "manual");
}

#[test]
fn supervisord_stops_ordered_group_members_simultaneously_and_systemd_does_not() {
    let programs = "[program:a]\ncommand=/a\npriority=1\n[program:b]\ncommand=/b\npriority=2\n";
    assert_eq!(verdict(&convert(programs, &[]), "priority"), "exact", "each program is its own group");
    let (verdict, _, reason) =
        row(&convert(&format!("{programs}[group:g]\nprograms=a,b\n"), &[]), "priority");
    assert!(verdict == "approximate" && reason.contains("waits for each member"), "{verdict}: {reason}");
}

#[test]
fn a_group_without_autostarted_programs_becomes_a_target_that_is_not_enabled() {
    let text = "[group:tools]\nprograms=a,b\n[program:a]\ncommand=/a\nautostart=false\n\
                [program:b]\ncommand=/b\nautostart=false\nnumprocs=2\nprocess_name=b_%(process_num)d\n";
    let run = convert(text, &[]);
    let target = run.file("tools.target");
    assert!(target.contains("\nWants=a.service b@0.service b@1.service\n"), "{target}");
    assert!(!target.contains("[Install]"), "{target}");
    assert_eq!((verdict(&run, "programs"), verdict(&run, "autostart")), ("exact".into(), "exact".into()));
}

#[test]
fn no_unit_replaces_a_systemd_unit() {
    let text = "[program:dbus]\ncommand=/usr/bin/dbus-daemon --system\n[program:systemd-stub]\ncommand=/s\n\
                [program:network]\ncommand=/n\n[program:sockets]\ncommand=/s\nnumprocs=2\nprocess_name=%(process_num)d\n\
                [program:getty]\ncommand=/g\n[group:default]\nprograms=getty\n";
    let run = convert(text, &[]);
    let files: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("# file: ")).collect();
    let expected = [
        "dbus-program.service",
        "systemd-stub-program.service",
        "network.service",
        "sockets-program@.service",
        "sockets-program.target",
        "getty-program.service",
        "default-group.target",
    ];
    assert_eq!(files, expected);
    assert!(run.file("dbus-program.service").contains("# Not called dbus.service"), "{}", run.out);
    assert!(run.file("sockets-program@.service").contains("# Not called sockets.target"), "{}", run.out);
    assert!(run.file("getty-program.service").contains("PartOf=default-group.target\n"), "{}", run.out);
}

#[test]
fn a_unit_that_would_only_start_itself_is_manual() {
    let run = convert(
        "[program:web]\ncommand=service web start\n[program:front]\ncommand=service web start\n",
        &[],
    );
    let unit = run.file("web.service");
    assert!(
        unit.contains("# - On a machine that runs systemd, `service web start` starts web.service"),
        "{unit}"
    );
    assert!(unit.contains("\n# [Install]\n"), "{unit}");
    assert_eq!(verdict(&run, "command"), "manual");
    assert!(run.file("front.service").contains("\n[Install]\n"), "{}", run.out);
}

/// `UNIT_NAME_MAX` of `unit-name.h`: systemd ignores a longer name, and no file system of Linux holds one.
#[test]
fn names_that_are_too_long_for_a_unit_are_shortened() {
    let long = "a".repeat(246);
    // Short for supervisord; each letter takes twelve bytes once it is escaped.
    let escaped = "務".repeat(60);
    let text = format!(
        "[program:{long}]\ncommand=/a\nnumprocs=2\nprocess_name=%(program_name)s-%(process_num)d\n\
         [program:{long}b]\ncommand=/b\n[program:{escaped}]\ncommand=/c\nstdout_logfile=/var/log/c.log\n\
         [group:{escaped}]\nprograms={escaped},{long}b\n"
    );
    let run = convert(&text, &[]);
    let names: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("# file: ")).collect();
    assert!(names.len() >= 5 && names.iter().all(|name| name.len() <= 255), "{names:?}");
    let listed = run.out.lines().filter(|line| line.starts_with("Wants=") || line.starts_with("PartOf="));
    let listed: Vec<&str> = listed.flat_map(|line| line.split(['=', ' ']).skip(1)).collect();
    assert!(listed.len() >= 5 && listed.iter().all(|name| name.len() <= 255), "{listed:?}");
    // No escape is cut in two.
    let cut = names.iter().find(|name| name.starts_with("\\xe5")).expect("the escaped name");
    assert!(cut.rsplit_once(".service").is_some_and(|(name, _)| name.len() % 4 == 0), "{cut}");
    assert_eq!(verdict(&run, "numprocs"), "exact", "{}", run.err);
}

#[test]
fn a_program_of_two_groups_that_start_by_hand_is_one_service_of_both_targets() {
    let text = "[program:db]\ncommand=/db\nautostart=false\n[program:web]\ncommand=/web\nautostart=false\n\
                [group:prod]\nprograms=db,web\n[group:dev]\nprograms=db\n";
    let run = convert(text, &[]);
    assert!(run.file("db.service").contains("PartOf=dev.target prod.target\n"), "{}", run.out);
    assert!(run.file("dev.target").contains("Wants=db.service\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "programs");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("a process of db for each group"), "{reason}");
}

#[test]
fn a_program_that_two_groups_start_is_an_error_that_supervisord_accepts() {
    let run = convert("[program:db]\ncommand=/db\n[group:a]\nprograms=db\n[group:b]\nprograms=db\n", &[]);
    assert!(run.out.is_empty(), "{}", run.out);
    assert!(run.err.contains("the source has errors, although its own manager would load it"), "{}", run.err);
}
