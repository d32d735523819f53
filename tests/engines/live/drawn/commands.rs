//! Commands around the program: what runs before it, as the job, and to stop it, and with which attributes.

use sysvisor::ir::Leaf;

use super::{Draw, leak, run_all_cases};
use crate::engines::live::case::{Act, CASE, Case};

/// The attributes that the commands of a unit must share with the program.
const AROUND: &[&[Leaf]] = &[
    &[
        Leaf::Prepare,
        Leaf::User,
        Leaf::Group,
        Leaf::SupplementaryGroups,
        Leaf::Limits,
        Leaf::Nice,
        Leaf::Capabilities,
        Leaf::NoNewPrivileges,
        Leaf::EnvironmentAssignments,
    ],
    &[
        Leaf::StopCommands,
        Leaf::OneRun,
        Leaf::User,
        Leaf::Group,
        Leaf::SupplementaryGroups,
        Leaf::Limits,
        Leaf::Capabilities,
    ],
    &[
        Leaf::Expected,
        Leaf::OneRun,
        Leaf::RestartLater,
        Leaf::RestartEarly,
        // What these commands record includes the attributes that they ran with.
        Leaf::StopCommands,
        Leaf::User,
        Leaf::Group,
        Leaf::SupplementaryGroups,
        Leaf::Limits,
        Leaf::Capabilities,
    ],
];

/// Arguments of a command, as its shell receives them.
const ARGUMENTS: &[&str] = &[
    "",
    "",
    "plain",
    "$A",
    "${A}",
    "x${A}y",
    "$B",
    "${B}",
    "$GONE",
    "${GONE}",
    "\"two words\"",
    "'it\"s'",
    "$$A",
    "%n",
    "100%%",
    "a\\x20b",
    "\"\"",
    "*",
    "~",
    "\"a;b\"",
    ";x",
    "#x",
    "\\$A",
];

/// A command that records the attributes that it runs with and ends with some status.
fn command(draw: &mut Draw, name: &str, at: usize, ending: &str, recorded: &str) -> String {
    let prefix = draw.one(&["", "", "", "", "+", "!", ":", "@"]);
    // `@` sets a name for the shell, and `:` leaves variables unexpanded, so that the shell expands them.
    let own_name = if prefix == "@" { "other-sh " } else { "" };
    let status = draw.one(&["0", "0", "0", "0", "0", "0", "1", "3"]);
    let may_fail = draw.one(&["", "", "-"]);
    let words = [draw.one(ARGUMENTS), draw.one(ARGUMENTS)].join(" ");
    // root's supplementary groups, some of which the unit's user has, give it no further access.
    let recorded =
        if ["+", "!"].contains(&prefix) { recorded.replace("id -G; ", "") } else { recorded.to_owned() };
    let dollar = if prefix == ":" { "$" } else { "$$" };
    let script = format!("{{ echo {at}; printf \"[%%s]\" \"$0\" \"$@\"; {recorded} }} >>/out/logs/{name}_{at}{ending}; exit {status}")
        .replace('$', dollar);
    format!("{may_fail}{prefix}/bin/sh {own_name}-c '{script}' zero {words}\n")
}

#[test]
fn unit_commands_run_with_the_reported_credentials_and_environment() {
    run_all_cases("u_around", |draw, name| {
        let kind = draw.one(&["", "", "exec", "oneshot", "oneshot", "oneshot\nRemainAfterExit=yes"]);
        let is_job = kind.starts_with("oneshot");
        let mut recorded = "id -u; id -g; id -G; ulimit -c; nice; grep -E \"^CapBnd|^CapAmb|^NoNewPrivs\" /proc/self/status; \
                        echo \"$A|$B|$C\";"
            .to_owned();
        let mut text = format!("# file: {name}.service\n[Service]\n");
        if !kind.is_empty() {
            text += &format!("Type={kind}\n");
        }
        text += &[
            draw.line("User", &["", "", "boxer", "root", "4242", "daemon"]),
            draw.line("Group", &["", "", "", "ringside"]),
            draw.line("SupplementaryGroups", &["", "", "", "ringside", "daemon adm"]),
            draw.line("Nice", &["", "", "5", "-5"]),
            draw.line("LimitNPROC", &["", "", "", "256"]),
            draw.line("LimitCORE", &["", "", "0"]),
            draw.line("OOMScoreAdjust", &["", "", "100"]),
            draw.line("NoNewPrivileges", &["", "", "yes"]),
            draw.line(
                "CapabilityBoundingSet",
                &["", "", "", "CAP_CHOWN CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE"],
            ),
            draw.line("AmbientCapabilities", &["", "", "", "CAP_NET_BIND_SERVICE"]),
            draw.line("Environment", &["", "A=1", "\"A=b c\" B=d", "'A=x\"y z\"' B=", "A=$B B=100%%"]),
            draw.line("Environment", &["", "", "C=%p", "\"C=it's\""]),
            draw.line("UnsetEnvironment", &["", "", "", "A", "B=d"]),
            draw.line("RuntimeDirectory", &["", "", "", name_of(name)]),
        ]
        .concat();
        let only_start = draw.line("PermissionsStartOnly", &["", "", "", "yes"]);
        if !only_start.is_empty() {
            recorded = recorded.replace("id -G; ", "");
        }
        text += &only_start;
        let files = draw.line("LimitNOFILE", &["", "", "512"]);
        if !files.is_empty() {
            recorded += " ulimit -Sn;";
        }
        text += &files;
        let mask = draw.line("UMask", &["", "027", "0"]);
        if !mask.is_empty() {
            recorded += " umask;";
        }
        let directory = draw.line("WorkingDirectory", &["", "/tmp", "~", "-/tmp", "/usr"]);
        if !directory.is_empty() {
            recorded += " pwd;";
        }
        text += &(mask + &directory);
        for at in 0..2 {
            if draw.one(&["", "yes"]) == "yes" {
                text += &format!("ExecStartPre={}", command(draw, name, at, ".before", &recorded));
            }
        }
        if is_job {
            for at in 2..4 {
                if draw.one(&["", "yes"]) == "yes" {
                    text += &format!("ExecStart={}", command(draw, name, at, ".before", &recorded));
                }
            }
        }
        let success =
            if is_job { draw.line("SuccessExitStatus", &["", "", "", "", "4"]) } else { String::new() };
        text += &success;
        // What follows is part of the job if the same applies to all commands; otherwise there is no place for it.
        let after = if success.is_empty() && only_start.is_empty() { ".before" } else { ".after" };
        // A command that follows the job is the main program then, and the probe is one of the commands before it.
        let prefixes: &[&str] =
            if is_job { &["", "", "-", ":"] } else { &["", "", "", "-", "+", "!", ":", "@"] };
        let prefix = draw.one(prefixes);
        let own_name = if prefix == "@" { "own-name " } else { "" };
        let ending =
            if is_job { draw.one(&["exit=0", "exit=0", "exit=1", "exit=4", "die=TERM"]) } else { "" };
        text += &format!("ExecStart={prefix}/box/probe {own_name}{name} {ending}\n");
        if is_job && draw.one(&["", "", "yes"]) == "yes" {
            text += &format!("ExecStartPost={}", command(draw, name, 4, after, &recorded));
        }
        if is_job {
            let file = if kind.contains("Remain") { ".stopped" } else { after };
            for at in 5..7 {
                if draw.one(&["", "yes"]) == "yes" {
                    text += &format!("ExecStop={}", command(draw, name, at, file, &recorded));
                }
            }
            if draw.one(&["", "", "yes"]) == "yes" {
                text += &format!("ExecStopPost={}", command(draw, name, 7, ".post", &recorded));
            }
        }
        text += "[Install]\nWantedBy=multi-user.target\n";
        let name = leak(name.to_owned());
        let acts: &[Act] = if kind.contains("Remain") {
            Box::leak(Box::new([Act::Wait(0.8), Act::Stop(name), Act::Wait(0.3)]))
        } else {
            &[Act::Wait(0.8)]
        };
        let together = match prefix {
            // What confines only the other commands is dropped, as reported.
            "+" | "!" => &AROUND[1..],
            // Whether an ending counts as a failure after a stop is a separate question.
            _ if kind.contains("Remain") => &AROUND[..2],
            _ => AROUND,
        };
        Case { name, text: leak(text), together, acts, shell_leads: true, ..CASE }
    });
}

/// A name with a static lifetime, as required for drawing.
fn name_of(name: &str) -> &'static str {
    leak(name.to_owned())
}
