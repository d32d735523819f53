//! A program that does not exist yet, for example on a disk that is mounted late.

use std::thread::sleep;
use std::time::Duration;

use super::super::fixtures;
use super::case::{CASE, Case};
use super::supervisord::Supervisord;
use super::{compare, machine, seen};

const UNIT: &str = "[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/box/later u_later\nRestart=on-failure\n\
                    [Install]\nWantedBy=multi-user.target\n";

/// Longer than the four attempts that supervisord makes by default.
const LATE: Duration = Duration::from_secs(12);

#[test]
fn a_binary_that_appears_late_is_started_if_the_unit_has_no_start_limit() {
    if !compare::runs_slow_cases() {
        return eprintln!("skipped: SYSVISOR_LIVE=all runs the slow cases");
    }
    let Some(machine) = machine::start(&[]) else { return };
    let unit = "u_later.service";
    let text = fixtures::to_supervisord(&vec![(unit.to_owned(), UNIT.to_owned())]);
    std::fs::write(machine.path(&format!("/etc/systemd/system/{unit}")), UNIT).unwrap();
    machine.run(&["systemctl", "start", "--no-block", unit]);
    let case = Case { name: "u_later", ..CASE };
    let supervisord = Supervisord::start(&machine, &case, &text);
    sleep(LATE);
    machine.run(&["cp", "/box/probe", "/box/later"]);
    let names = ["u_later".to_owned()];
    let has_started = |directory: &str| {
        !seen::runs(&machine.share.join(directory), &names, |pid| machine.lives(pid)).is_empty()
    };
    let both = ["systemd", "supervisord"];
    for _ in 0..200 {
        if both.into_iter().all(has_started) {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let started = both.map(has_started);
    machine.run(&["systemctl", "stop", unit]);
    supervisord.call("shutdown", &[]);
    supervisord.kill(&machine, &case);
    assert_eq!(started, [true, true], "{text}");
}
