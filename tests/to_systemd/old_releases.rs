//! Units for releases that lack a directive, a prefix or the lookup of programs.

use super::{convert, row};
use crate::program::Run;

/// The unit of a shell script as the command, for a release.
fn script(script: &str, release: &str) -> (Run, String) {
    let text = format!("[program:app]\ncommand=/bin/sh -c '{script}'\n");
    let run = convert(&text, &["--systemd-version", release]);
    let unit = run.file("app.service").to_owned();
    (run, unit)
}

#[test]
fn a_check_that_a_release_cannot_make_switches_the_unit_off() {
    let check = "/bin/grep -q on /etc/app || exit 0; exec /bin/app";
    let (run, unit) = script(check, "243");
    assert!(unit.contains("\nExecCondition=/bin/grep -q on /etc/app\n"), "{unit}");
    assert!(unit.contains("\nTimeoutStartSec=infinity\n"), "{unit}");
    assert_ne!(row(&run, "command").0, "manual", "{}", run.err);
    let (run, unit) = script(check, "242");
    assert!(!unit.contains("\nExecCondition=") && !unit.contains("TimeoutStartSec="), "{unit}");
    assert!(!unit.contains("\nWantedBy="), "{unit}");
    let (verdict, _, reason) = row(&run, "command");
    assert_eq!(verdict, "manual", "{reason}");
    assert!(reason.contains("does not know ExecCondition=, which came with 243."), "{reason}");
    assert!(reason.contains("`/bin/grep -q on /etc/app`"), "{reason}");
}

#[test]
fn a_directory_that_a_release_cannot_create_is_made_by_a_command() {
    let make = "install -d -m 0700 /var/lib/app && exec /bin/app";
    let (_, unit) = script(make, "235");
    assert!(unit.contains("\nStateDirectory=app\nStateDirectoryMode=0700\n"), "{unit}");
    let (run, unit) = script(make, "234");
    assert!(!unit.contains("StateDirectory"), "{unit}");
    assert!(unit.contains("\nExecStartPre=/usr/bin/env install -d -m 0700 /var/lib/app\n"), "{unit}");
    assert_eq!(row(&run, "command").0, "approximate", "{}", run.err);
    // `RuntimeDirectory=` is older than all releases of the table.
    let (_, unit) = script("install -d -m 0755 /run/app && exec /bin/app", "219");
    assert!(unit.contains("\nRuntimeDirectory=app\n") && !unit.contains("ExecStartPre="), "{unit}");
}

#[test]
fn the_program_of_a_preparation_is_looked_up_by_env() {
    let (run, unit) = script("rm -f /run/app/x && exec /bin/app", "238");
    assert!(unit.contains("\nExecStartPre=/usr/bin/env rm -f /run/app/x\n"), "{unit}");
    assert_eq!(row(&run, "command").0, "approximate", "{}", run.err);
    let (run, unit) = script("rm -f /run/app/x && exec /bin/app", "239");
    assert!(unit.contains("\nExecStartPre=rm -f /run/app/x\n"), "{unit}");
    assert_eq!(row(&run, "command").0, "exact", "{}", run.err);
}
