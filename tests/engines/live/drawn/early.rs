//! Programs that end before they count as started, and managers that give up.

use sysvisor::ir::Leaf;

use super::{Draw, leak, run_fewer_cases};
use crate::engines::live::case::{Act, CASE, Case};

const TOGETHER: &[&[Leaf]] = &[
    &[
        Leaf::RestartEarly,
        Leaf::RestartLater,
        Leaf::GivesUp,
        Leaf::RestartPause,
        Leaf::RestartBackoff,
        Leaf::Started,
    ],
    &[
        Leaf::RestartEarly,
        Leaf::RestartLater,
        Leaf::GivesUp,
        Leaf::RestartPause,
        Leaf::RestartBackoff,
        Leaf::Started,
        Leaf::Expected,
    ],
];

/// How a program ends, and when.
fn behaviour(draw: &mut Draw) -> String {
    let ending = draw.one(&["exit=0", "exit=0", "exit=1", "exit=2", "die=TERM", "die=KILL", "die=SEGV"]);
    let after = draw.one(&["after=0.1", "after=0.1", "after=0.5", "after=1.6"]);
    let runs = draw.one(&["runs=1", "runs=1", "runs=2", ""]);
    format!("{ending} {after} {runs}")
}

/// Long enough for three attempts with growing pauses.
const WATCHED: &[Act] = &[Act::Wait(7.5)];

#[test]
fn programs_that_exit_early_are_retried_as_reported() {
    run_fewer_cases("early_d", |draw, name| {
        let text: String = (0..6)
            .map(|at| {
                [
                    format!("[program:{name}_{at}]\ncommand=/box/probe {name}_{at} {}\n", behaviour(draw)),
                    draw.line("autorestart", &["", "true", "false", "unexpected"]),
                    draw.line("exitcodes", &["", "", "0", "2", "0,1"]),
                    draw.line("startsecs", &["", "0", "1"]),
                    draw.line("startretries", &["", "0", "1", "2"]),
                ]
                .concat()
            })
            .collect();
        Case { name: leak(name.to_owned()), text: leak(text), together: TOGETHER, acts: WATCHED, ..CASE }
    });
}

#[test]
fn units_that_exit_early_are_retried_as_reported() {
    run_fewer_cases("u_early_d", |draw, name| {
        let text: String = (0..6)
            .map(|at| {
                [
                    format!("# file: {name}_{at}.service\n[Unit]\n"),
                    draw.line("StartLimitIntervalSec", &["", "0", "5", "30"]),
                    draw.line("StartLimitBurst", &["", "", "1", "2", "3"]),
                    format!("[Service]\nExecStart=/box/probe {name}_{at} {}\n", behaviour(draw)),
                    draw.line("Type", &["", "", "exec", "oneshot", "idle"]),
                    draw.line("Restart", &["", "no", "on-failure", "on-failure", "on-abnormal"]),
                    draw.line("RestartSec", &["", "1", "1", "2"]),
                    draw.line("RemainAfterExit", &["", "", "yes"]),
                    draw.line("SuccessExitStatus", &["", "", "1"]),
                    draw.line("ExecStartPre", &["", "", "/bin/true", "-/bin/false"]),
                    "[Install]\nWantedBy=multi-user.target\n".to_owned(),
                ]
                .concat()
            })
            .collect();
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: TOGETHER,
            acts: WATCHED,
            shell_leads: true,
            ..CASE
        }
    });
}
