//! What units do to each other beyond what the model holds, as described in the report: by hand, after an exit, at a
//! connection.

use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::super::fixtures;
use super::case::{CASE, Case};
use super::machine::{self, Machine};
use super::supervisord::Supervisord;
use super::systemd;

const PROGRAM: &str = "ExecStart=/bin/sleep 60";

/// Which of these units are up, once they are as expected or have had enough time.
fn up(machine: &Machine, units: &[&str], expected: &[bool]) -> Vec<bool> {
    let is_up = || systemd::states(machine, units).iter().map(|state| state[0] == "active").collect();
    settled(is_up, expected)
}

/// Which of these supervisord processes are up.
fn runs(supervisord: &Supervisord, processes: &[&str], expected: &[bool]) -> Vec<bool> {
    let is_up = || {
        let states = supervisord.states();
        let state =
            |name: &&str| states.iter().find(|(process, _)| process == name).map(|(_, state)| &state[0]);
        processes.iter().map(|name| state(name).is_some_and(|state| state == "RUNNING")).collect()
    };
    settled(is_up, expected)
}

fn settled(seen: impl Fn() -> Vec<bool>, expected: &[bool]) -> Vec<bool> {
    for _ in 0..100 {
        if seen() == expected {
            break;
        }
        sleep(Duration::from_millis(20));
    }
    // Late changes are observed as well.
    sleep(Duration::from_millis(300));
    seen()
}

#[test]
fn only_systemd_stops_a_target_with_a_required_member_and_starts_wanted_units() {
    let Some(machine) = machine::shared() else { return };
    let part = format!("[Unit]\nPartOf=u_tied.target\n[Service]\n{PROGRAM}\n");
    let files: Vec<(String, String)> = [
        (
            "u_tied.target",
            "[Unit]\nRequires=u_tied_x.service\nWants=u_tied_y.service\n[Install]\nWantedBy=multi-user.target\n".to_owned(),
        ),
        ("u_tied_x.service", part.clone()),
        ("u_tied_y.service", part),
        ("u_tied_z.service", format!("[Service]\n{PROGRAM}\n[Install]\nWantedBy=u_tied_x.service\n")),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into();
    let text = fixtures::to_supervisord(&files);
    systemd::install(machine, &files);
    // Like `systemctl enable`, which would reload all units.
    let wanted = machine.path("/etc/systemd/system/u_tied_x.service.wants");
    std::fs::create_dir_all(&wanted).unwrap();
    std::os::unix::fs::symlink("../u_tied_z.service", wanted.join("u_tied_z.service")).unwrap();
    let units = ["u_tied_x.service", "u_tied_y.service", "u_tied_z.service"];
    machine.run(&["systemctl", "start", "u_tied.target"]);
    assert_eq!(up(machine, &units, &[true; 3]), [true; 3]);
    machine.run(&["systemctl", "stop", "u_tied_x.service"]);
    assert_eq!(
        up(machine, &units, &[false, false, true]),
        [false, false, true],
        "the target stops together with its required member"
    );
    machine.run(&["systemctl", "stop", "u_tied_z.service"]);
    machine.run(&["systemctl", "start", "u_tied_x.service"]);
    assert_eq!(
        up(machine, &units, &[true, false, true]),
        [true, false, true],
        "the wanted unit is started again"
    );
    machine.run(&["systemctl", "stop", "u_tied_x.service", "u_tied_z.service"]);
    let case = Case { name: "u_tied", ..CASE };
    let supervisord = Supervisord::start(machine, &case, &text);
    let processes = ["u_tied:u_tied_x", "u_tied:u_tied_y", "u_tied_z:u_tied_z"];
    assert_eq!(runs(&supervisord, &processes, &[true; 3]), [true; 3], "{text}");
    supervisord.call("stopProcess", &[processes[0], "true"]);
    assert_eq!(runs(&supervisord, &processes, &[false, true, true]), [false, true, true]);
    supervisord.call("stopProcess", &[processes[2], "true"]);
    supervisord.call("startProcess", &[processes[0], "true"]);
    assert_eq!(runs(&supervisord, &processes, &[true, true, false]), [true, true, false]);
    supervisord.call("shutdown", &[]);
    supervisord.kill(machine, &case);
}

#[test]
fn a_connection_restarts_a_stopped_program_under_systemd_only() {
    let Some(machine) = machine::shared() else { return };
    let text =
        "[fcgi-program:tied_fast]\ncommand=/bin/sleep 60\nsocket=unix:///out/tied_fast.sock\nstartsecs=0\n";
    let connects = |directory: &Path| UnixStream::connect(directory.join("tied_fast.sock")).is_ok();
    let files = fixtures::to_systemd("tied_fast.conf", text);
    systemd::install(machine, &files);
    machine.run(&["systemctl", "start", "tied_fast.socket", "tied_fast.service"]);
    machine.run(&["systemctl", "stop", "tied_fast.service"]);
    assert_eq!(up(machine, &["tied_fast.service"], &[false]), [false]);
    let directory = machine.share.join("systemd");
    let client = UnixStream::connect(directory.join("tied_fast.sock")).unwrap();
    assert_eq!(up(machine, &["tied_fast.service"], &[true]), [true]);
    drop(client);
    machine.run(&["systemctl", "stop", "tied_fast.socket", "tied_fast.service"]);
    assert!(!connects(&directory));
    let case = Case { name: "tied_fast", ..CASE };
    let supervisord = Supervisord::start(machine, &case, text);
    let directory = machine.share.join("supervisord");
    let process = "tied_fast:tied_fast";
    assert_eq!(runs(&supervisord, &[process], &[true]), [true]);
    assert!(connects(&directory));
    supervisord.call("stopProcess", &[process, "true"]);
    assert_eq!(runs(&supervisord, &[process], &[false]), [false]);
    assert!(!connects(&directory));
    supervisord.call("shutdown", &[]);
    supervisord.kill(machine, &case);
}
