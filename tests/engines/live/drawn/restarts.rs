//! What is restarted.

use sysvisor::ir::Leaf;

use super::{leak, run_all_cases};
use crate::engines::live::case::{Act, CASE, Case};

/// How a program ends on its own.
const ENDINGS: &[&str] = &[
    "exit=0", "exit=1", "exit=2", "exit=3", "exit=143", "exit=255", "die=TERM", "die=KILL", "die=HUP",
    "die=INT", "die=QUIT", "die=PIPE", "die=USR1", "die=SEGV", "die=ABRT",
];

#[test]
fn programs_are_restarted_as_reported() {
    run_all_cases("again", |draw, name| {
        let policy = [
            draw.line("autorestart", &["true", "false", "unexpected", ""]),
            draw.line("exitcodes", &["", "0", "2", "0,2", "1,3", "143", "0,255"]),
            draw.line("stopsignal", &["", "INT", "QUIT", "USR1", "KILL"]),
            draw.line("startretries", &["", "0", "2"]),
            draw.line("stopasgroup", &["", "", "true"]),
            draw.line("killasgroup", &["", "", "true"]),
        ]
        .concat();
        // A child outlives the first run.
        let child = draw.one(&["", "", "child=plain", "child=session"]);
        let program = |name: &str, ending: &str| {
            format!(
                "[program:{name}]\ncommand=/box/probe {name} {ending} {child} after=0.2 runs=1\nstartsecs=0\n{policy}\n"
            )
        };
        let text: String = (0..4).map(|at| program(&format!("{name}_{at}"), draw.one(ENDINGS))).collect();
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: &[
                &[Leaf::RestartLater],
                &[Leaf::RestartLater, Leaf::Expected],
                &[Leaf::StopSurvivors, Leaf::RestartLater],
            ],
            acts: &[Act::Wait(2.5)],
            ..CASE
        }
    });
}

#[test]
fn units_are_restarted_as_reported() {
    run_all_cases("u_again", |draw, name| {
        let is_job = draw.one(&["", "", "yes"]) == "yes";
        let words: &[&str] = if is_job {
            &["", "no", "on-failure", "on-abnormal", "on-abort"]
        } else {
            &["", "no", "always", "on-success", "on-failure", "on-abnormal", "on-abort", "on-watchdog"]
        };
        let kind =
            if is_job { "Type=oneshot\n".to_owned() } else { draw.line("Type", &["", "simple", "exec"]) };
        let policy = [
            kind,
            draw.line("Restart", words),
            draw.line("SuccessExitStatus", &["", "", "2", "143 SIGUSR1", "KILL 1", "TEMPFAIL 255"]),
            draw.line("RestartPreventExitStatus", &["", "", "1", "0", "2 SIGTERM", "SIGKILL SIGSEGV 255"]),
            // Refused for a job.
            if is_job {
                String::new()
            } else {
                draw.line("RestartForceExitStatus", &["", "", "0", "SIGTERM 3"])
            },
            draw.line("RemainAfterExit", &["", "yes", "no"]),
            draw.line("ExecStop", &["", "/bin/true"]),
        ]
        .concat();
        let prefix = draw.one(&["", "", "-"]);
        let unit = |name: &str, ending: &str| {
            format!(
                "# file: {name}.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart={prefix}/box/probe {name} {ending} \
                 after=0.2 runs=1\n{policy}[Install]\nWantedBy=multi-user.target\n"
            )
        };
        let text: String = (0..4).map(|at| unit(&format!("{name}_{at}"), draw.one(ENDINGS))).collect();
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            // A job that runs again is not up, as reported.
            together: if is_job && policy.contains("\nRestart=on") {
                &[&[Leaf::RestartLater, Leaf::RestartEarly]]
            } else {
                &[
                    &[Leaf::RestartLater, Leaf::RestartEarly],
                    &[Leaf::OneRun, Leaf::RestartLater],
                    &[Leaf::Expected, Leaf::OneRun, Leaf::RestartLater, Leaf::RestartEarly],
                ]
            },
            acts: &[Act::Wait(2.5)],
            shell_leads: true,
            ..CASE
        }
    });
}
