//! What is stopped, and how.

use sysvisor::ir::Leaf;

use super::{leak, run_all_cases};
use crate::engines::live::case::{Act, CASE, Case};

/// A child that stays behind, for some programs.
const CHILDREN: &[&str] = &["", "", "child=plain", "child=deaf", "child=session"];

const STOPS: &[&[Leaf]] = &[
    // What is killed in the end may get its signal twice before.
    &[Leaf::StopSignal, Leaf::StopKill],
    &[Leaf::StopSignal, Leaf::StopKill, Leaf::StopWait],
    &[Leaf::StopScope, Leaf::StopSignal, Leaf::StopKill],
    &[Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors, Leaf::StopSignal, Leaf::StopWait],
];

#[test]
fn programs_are_stopped_as_reported() {
    run_all_cases("halt", |draw, name| {
        let behaviour =
            [draw.one(&["", "", "deaf=TERM", "deaf=INT", "slow=0.5"]), draw.one(CHILDREN)].join(" ");
        let text = [
            format!("[program:{name}]\ncommand=/box/probe {name} {behaviour}\n"),
            draw.line("stopsignal", &["", "TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "KILL"]),
            draw.line("stopasgroup", &["", "true", "false"]),
            draw.line("stopwaitsecs", &["1", "2", "3"]),
        ]
        .concat();
        let is_group = text.contains("stopasgroup=true");
        let kill = draw.line("killasgroup", if is_group { &["", "true"] } else { &["", "true", "false"] });
        let name = leak(name.to_owned());
        let acts = Box::leak(Box::new([Act::Stop(name), Act::Wait(0.5)]));
        Case { name, text: leak(text + &kill), together: STOPS, acts, ..CASE }
    });
}

#[test]
fn units_are_stopped_as_reported() {
    run_all_cases("u_halt", |draw, name| {
        let behaviour =
            [draw.one(&["", "", "deaf=TERM", "deaf=INT", "slow=0.5"]), draw.one(CHILDREN)].join(" ");
        let text = [
            format!("# file: {name}.service\n[Service]\nExecStart=/box/probe {name} {behaviour}\n"),
            draw.line("KillMode", &["", "control-group", "process", "mixed"]),
            draw.line(
                "KillSignal",
                &["", "SIGTERM", "SIGINT", "SIGQUIT", "HUP", "SIGUSR1", "SIGKILL", "RTMIN+3"],
            ),
            draw.line("SendSIGKILL", &["", "", "no"]),
            draw.line("TimeoutStopSec", &["1", "2", "3"]),
            draw.line("Restart", &["", "always"]),
            "[Install]\nWantedBy=multi-user.target\n".to_owned(),
        ]
        .concat();
        let name = leak(name.to_owned());
        let acts = Box::leak(Box::new([Act::Stop(name), Act::Wait(0.5)]));
        Case { name, text: leak(text), together: STOPS, acts, ..CASE }
    });
}
