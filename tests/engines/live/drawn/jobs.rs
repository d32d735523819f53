//! Commands that fail before the last one: what is restarted, and how the ending is classified.

use sysvisor::ir::Leaf;

use super::{leak, run_fewer_cases};
use crate::engines::live::case::{Act, CASE, Case};

const TOGETHER: &[&[Leaf]] = &[
    &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::Prepare],
    &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::Prepare, Leaf::Expected, Leaf::OneRun],
];

/// How a command ends in its first run.
const ENDINGS: &[&str] = &[
    "exit 0",
    "exit 1",
    "exit 1",
    "exit 2",
    "exit 3",
    "kill -KILL $$",
    "kill -TERM $$",
    "kill -SEGV $$",
    "kill -HUP $$",
];

#[test]
fn units_with_failing_commands_are_restarted_as_reported() {
    run_fewer_cases("u_job_d", |draw, name| {
        let is_job = draw.one(&["", "yes"]) == "yes";
        let words: &[&str] = if is_job {
            &["", "no", "on-failure", "on-failure", "on-abnormal", "on-abort"]
        } else {
            &["", "no", "always", "on-success", "on-failure", "on-failure", "on-abnormal", "on-abort"]
        };
        let policy = [
            if is_job { "Type=oneshot\n".to_owned() } else { draw.line("Type", &["", "exec"]) },
            draw.line("Restart", words),
            draw.line("RestartSec", &["1"]),
            draw.line("SuccessExitStatus", &["", "", "", "2", "3 KILL"]),
            draw.line("RestartPreventExitStatus", &["", "", "", "1", "2 SIGKILL"]),
            draw.line("RemainAfterExit", &["", "", "yes"]),
            draw.line("User", &["", "", "boxer"]),
            draw.line("Nice", &["", "5"]),
        ]
        .concat();
        let mut text = String::new();
        for at in 0..4 {
            let name = format!("{name}_{at}");
            let ending = draw.one(ENDINGS).replace('$', "$$");
            let first = format!(
                "/bin/sh -c 'echo x >>/out/logs/{name}.count; /box/probe {name} exit=0; \
                 [ $$(wc -l </out/logs/{name}.count) != 1 ] || {ending}'"
            );
            let may_fail = draw.one(&["", "", "", "-"]);
            let directive =
                if is_job { draw.one(&["ExecStart", "ExecStart", "ExecStartPre"]) } else { "ExecStartPre" };
            let last = if is_job { "/bin/true" } else { "/bin/sleep 60" };
            text += &format!(
                "# file: {name}.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\n{policy}{directive}={may_fail}{first}\n\
                 ExecStart={last}\n[Install]\nWantedBy=multi-user.target\n"
            );
        }
        let acts = &[Act::Wait(3.0)];
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: TOGETHER,
            acts,
            shell_leads: true,
            ..CASE
        }
    });
}
