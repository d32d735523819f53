//! Several programs with children, in groups and ranks: the order of stops, and what is left running.

use sysvisor::ir::Leaf;

use super::{leak, run_fewer_cases};
use crate::engines::live::case::{Act, CASE, Case};

const TOGETHER: &[&[Leaf]] = &[
    &[Leaf::StopSignal, Leaf::StopKill],
    &[Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors, Leaf::StopSignal, Leaf::StopWait],
];

#[test]
fn supervisord_groups_are_stopped_as_reported() {
    run_fewer_cases("gang", |draw, name| {
        let mut text = String::new();
        let mut members = Vec::new();
        for letter in ["a", "b", "c"] {
            let behaviour = [
                draw.one(&["", "", "deaf=TERM", "slow=0.4"]),
                draw.one(&["", "", "child=plain", "child=deaf", "child=session"]),
            ]
            .join(" ");
            text += &format!(
                "[program:{name}_{letter}]\ncommand=/box/probe {name}_{letter} {behaviour}\nstartsecs=0\n"
            );
            text += &[
                draw.line("stopsignal", &["", "", "INT", "QUIT", "USR1"]),
                draw.line("stopwaitsecs", &["1", "2"]),
                draw.line("priority", &["", "1", "2", "3"]),
            ]
            .concat();
            text += draw.one(&[
                "",
                "",
                "stopasgroup=true\n",
                "killasgroup=true\n",
                "stopasgroup=true\nkillasgroup=true\n",
            ]);
            if draw.one(&["", "yes", "yes"]) == "yes" {
                members.push(format!("{name}_{letter}"));
            }
        }
        let group = leak(format!("{name}_all"));
        let is_group = members.len() > 1;
        if is_group {
            text += &format!("[group:{group}]\nprograms={}\n", members.join(","));
            text += &draw.line("priority", &["", "2"]);
        }
        let process = |letter: &str| {
            let program = format!("{name}_{letter}");
            let inside = is_group && members.contains(&program);
            let supervisord = if inside { format!("{group}:{program}") } else { program.clone() };
            (leak(program.clone()), leak(supervisord), leak(format!("{program}.service")))
        };
        let processes: Vec<(&str, &str, &str)> = ["a", "b", "c"].map(process).to_vec();
        let acts: &[Act] = match draw.one(&["one", "end", "group"]) {
            "group" if is_group => {
                Box::leak(Box::new([Act::StopGroup(group, leak(format!("{group}.target"))), Act::Wait(2.5)]))
            }
            "end" => &[Act::ShutDown],
            _ => Box::leak(Box::new([Act::Stop(leak(format!("{name}_a"))), Act::Wait(0.5)])),
        };
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: TOGETHER,
            acts,
            processes: Box::leak(processes.into_boxed_slice()),
            ..CASE
        }
    });
}

#[test]
fn programs_are_started_and_stopped_in_the_reported_order() {
    run_fewer_cases("rank", |draw, name| {
        // Equal ranks have no order; a group has its own rank, and ranks its members inside.
        let ranks = draw.one(&["1 2 3 4", "4 3 2 1", "2 4 1 3", "-1 0 999 1000", "3 1 4 2", "10 9 100 11"]);
        let ranks: Vec<&str> = ranks.split(' ').collect();
        let is_grouped = draw.one(&["", "yes", "yes"]) == "yes";
        let group = leak(format!("{name}_all"));
        let mut text = String::new();
        let mut processes = Vec::new();
        for (letter, rank) in ["a", "b", "c", "d"].into_iter().zip(&ranks) {
            let program = leak(format!("{name}_{letter}"));
            text += &format!(
                "[program:{program}]\ncommand=/box/probe {program} slow=0.4\nstartsecs=0\npriority={rank}\n"
            );
            text += &draw.line("stopsignal", &["", "", "INT"]);
            let inside = is_grouped && matches!(letter, "b" | "c");
            let supervisord = if inside { leak(format!("{group}:{program}")) } else { program };
            processes.push((program, supervisord, leak(format!("{program}.service"))));
        }
        if is_grouped {
            text += &format!("[group:{group}]\nprograms={name}_b,{name}_c\n");
            text += &draw.line("priority", &["", "5", "0", "2000"]);
        }
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: &[&[Leaf::Order]],
            acts: &[Act::Wait(0.5), Act::ShutDown],
            processes: Box::leak(processes.into_boxed_slice()),
            ..CASE
        }
    });
}

#[test]
fn units_of_a_target_are_stopped_as_reported() {
    run_fewer_cases("u_gang", |draw, name| {
        let mut text = String::new();
        for letter in ["a", "b"] {
            let behaviour = [
                draw.one(&["", "", "deaf=TERM", "slow=0.4"]),
                draw.one(&["", "", "child=plain", "child=deaf", "child=session"]),
            ]
            .join(" ");
            text += &format!("# file: {name}_{letter}.service\n[Unit]\n");
            if letter == "b" {
                text += draw.one(&["", AFTER]).replace("NAME", name).as_str();
            }
            text += &format!("[Service]\nExecStart=/box/probe {name}_{letter} {behaviour}\n");
            text += &[
                draw.line("Type", &["", "", "exec"]),
                draw.line("KillMode", &["", "", "mixed", "process"]),
                draw.line("KillSignal", &["", "", "SIGINT", "SIGQUIT"]),
                draw.line("SendSIGKILL", &["", "", "", "no"]),
                draw.line("FinalKillSignal", &["", "", "", "SIGQUIT"]),
                draw.line("TimeoutStopSec", &["1", "2"]),
                draw.line("TimeoutSec", &["", "", "3"]),
                draw.line("RestartKillSignal", &["", "", "SIGUSR1"]),
                draw.line(
                    "ExecStop",
                    &[
                        "",
                        "",
                        "/bin/kill -s INT $MAINPID",
                        "/bin/true",
                        "-/bin/kill $MAINPID",
                        "/bin/sleep 0.3",
                    ],
                ),
                draw.line("ExecStopPost", &["", "", "", "/bin/true"]),
                draw.line("Restart", &["", "", "always", "on-failure"]),
            ]
            .concat();
            text += "[Install]\nWantedBy=multi-user.target\n";
        }
        let name = leak(name.to_owned());
        let acts: &[Act] = match draw.one(&["one", "end"]) {
            "end" => &[Act::ShutDown],
            _ => Box::leak(Box::new([Act::Stop(leak(format!("{name}_a"))), Act::Wait(0.5)])),
        };
        let together: &[&[Leaf]] = &[
            &[Leaf::StopSignal, Leaf::StopKill, Leaf::StopCommands],
            &[
                Leaf::StopScope,
                Leaf::StopKill,
                Leaf::StopSurvivors,
                Leaf::StopSignal,
                Leaf::StopWait,
                Leaf::StopCommands,
            ],
        ];
        Case { name, text: leak(text), together, acts, ..CASE }
    });
}

const AFTER: &str = "After=NAME_a.service\n";
