//! What a drop-in adds to a unit, resets and overrides.

use sysvisor::ir::Leaf;

use super::{ATTRIBUTES, Draw, Together, leak, run_all_cases, together};
use crate::engines::live::case::{Act, CASE, Case};

const LAYERED: Together = &[
    &[Leaf::EnvironmentAssignments],
    &[Leaf::EnvironmentFiles, Leaf::EnvironmentAssignments],
    &[
        Leaf::Prepare,
        Leaf::User,
        Leaf::Group,
        Leaf::EnvironmentAssignments,
        Leaf::Limits,
        Leaf::EnvironmentFiles,
    ],
    &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::Prepare],
    &[Leaf::StopSignal, Leaf::StopKill],
    &[Leaf::Directories, Leaf::User, Leaf::Group],
    &[Leaf::Conditions],
];
const STREAMS: Together = &[&[Leaf::Stdout, Leaf::Stderr]];

/// Lines of settings; an empty one resets the setting.
const LINES: &[&str] = &[
    "User=boxer",
    "User=",
    "User=daemon",
    "Group=ringside",
    "Group=",
    "SupplementaryGroups=ringside",
    "SupplementaryGroups=",
    "SupplementaryGroups=daemon",
    "UMask=027",
    "UMask=",
    "UMask=9",
    "Nice=5",
    "Nice=",
    "Nice=50",
    "OOMScoreAdjust=100",
    "OOMScoreAdjust=",
    "LimitCORE=0",
    "LimitCORE=",
    "LimitNOFILE=512",
    "LimitNOFILE=1:",
    "NoNewPrivileges=yes",
    "NoNewPrivileges=",
    "NoNewPrivileges=no",
    "CapabilityBoundingSet=CAP_CHOWN CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE",
    "CapabilityBoundingSet=",
    "CapabilityBoundingSet=~",
    "CapabilityBoundingSet=~CAP_CHOWN",
    "AmbientCapabilities=CAP_NET_BIND_SERVICE",
    "AmbientCapabilities=",
    "CPUSchedulingPolicy=batch",
    "CPUSchedulingPolicy=",
    "CPUAffinity=0",
    "CPUAffinity=",
    "IOSchedulingClass=idle",
    "IOSchedulingClass=",
    "IOSchedulingPriority=6",
    "IOSchedulingPriority=",
    "WorkingDirectory=/tmp",
    "WorkingDirectory=",
    "WorkingDirectory=~",
    "Environment=A=1",
    "Environment=A=2 B=3",
    "Environment=",
    "Environment=\"A=x y\" 'C=z'",
    "EnvironmentFile=/etc/NAME.env",
    "EnvironmentFile=",
    "EnvironmentFile=-/etc/none.env",
    "ExecStartPre=/bin/sh -c 'echo \"one $$A $$FILED_A\" >>/out/logs/NAME.before'",
    "ExecStartPre=",
    "ExecStartPre=-/bin/sh -c 'id -u >>/out/logs/NAME.before; exit 1'",
    "Restart=always",
    "Restart=no",
    "Restart=",
    "Restart=on-failure",
    "Restart=sometimes",
    "SuccessExitStatus=3",
    "SuccessExitStatus=",
    "RestartPreventExitStatus=3",
    "RestartPreventExitStatus=",
    "KillSignal=INT",
    "KillSignal=",
    "KillMode=mixed",
    "KillMode=",
    "KillMode=all",
    "TimeoutStopSec=2",
    "TimeoutStopSec=",
    "SendSIGKILL=no",
    "SendSIGKILL=",
    "StateDirectory=NAME",
    "StateDirectory=",
    "StateDirectory=NAME/a",
    "StateDirectoryMode=0700",
    "StateDirectoryMode=",
    "StandardOutput=append:/out/logs/NAME.log",
    "StandardOutput=",
    "StandardOutput=null",
    "StandardError=null",
    "StandardError=",
    "StandardError=append:/out/logs/NAME.err",
    "RemainAfterExit=yes",
    "RemainAfterExit=",
    "Type=exec",
    "Type=",
    "Type=simple",
];

const OF_UNITS: &[&str] = &[
    "ConditionPathExists=/etc",
    "ConditionPathExists=/nonexistent",
    "ConditionPathExists=",
    "ConditionPathExists=|/nonexistent",
    "ConditionPathExists=|!/nonexistent",
    "ConditionPathIsDirectory=",
    "AssertPathExists=/nonexistent",
    "AssertPathExists=",
];

fn lines(draw: &mut Draw, name: &str) -> String {
    let mut text = String::new();
    if draw.one(&["", "yes"]) == "yes" {
        text += &format!("[Unit]\n{}\n{}\n", draw.one(OF_UNITS), draw.one(OF_UNITS));
    }
    text += "[Service]\n";
    for _ in 0..6 {
        text += &format!("{}\n", draw.one(LINES).replace("NAME", name));
    }
    text
}

#[test]
fn drop_ins_apply_as_reported() {
    run_all_cases("u_layer", |draw, name| {
        let main = lines(draw, name);
        let mut text = format!(
            "# file: {name}.service\n{main}ExecStart=/box/probe {name} {} after=0.3 runs=1\n[Unit]\nStartLimitIntervalSec=0\n\
             [Install]\nWantedBy=multi-user.target\n",
            draw.one(&["exit=3", "exit=0", "", ""]),
        );
        for at in 0..2 {
            text += &format!("# file: {name}.service.d/{at}.conf\n{}", lines(draw, name));
            if draw.one(&["", "", "yes"]) == "yes" {
                text += &format!(
                    "ExecStart=\nExecStart=/box/probe {name} exit=3 after=0.3 runs=1 says={name}-said-{at}\n"
                );
            }
        }
        text += &format!("# file: {name}.env\nFILED_A=1\nA=filed\n");
        let has_condition = text.contains("PathExists=");
        // supervisord creates the files whether anything runs or not.
        let streams = if has_condition { &[] } else { STREAMS };
        let together = together(&[ATTRIBUTES, LAYERED, streams]);
        let name = leak(name.to_owned());
        let acts = Box::leak(Box::new([Act::Wait(2.2), Act::Stop(name), Act::Wait(0.3)]));
        Case { name, text: leak(text), together, acts, shell_leads: true, ..CASE }
    });
}
