//! Conditions and directories before a start.

use sysvisor::ir::Leaf;

use super::{Draw, leak, run_all_cases};
use crate::engines::live::case::{CASE, Case};

#[test]
fn units_check_conditions_and_create_directories_as_reported() {
    run_all_cases("u_asked", |draw, name| {
        let checks: &[&str] = &[
            "PathExists={}/etc/passwd",
            "PathExists={}/nowhere",
            "PathExistsGlob={}/etc/pass*",
            "PathExistsGlob={}/nowhere*",
            "PathIsDirectory={}/etc",
            "PathIsDirectory={}/etc/passwd",
            "PathIsSymbolicLink={}/bin",
            "PathIsMountPoint={}/proc",
            "PathIsReadWrite={}/out",
            "DirectoryNotEmpty={}/etc",
            "DirectoryNotEmpty={}/nowhere",
            "FileNotEmpty={}/etc/passwd",
            "FileNotEmpty={}/dev/null",
            "FileIsExecutable={}/bin/sh",
            "FileIsExecutable={}/etc/passwd",
            "User={}root",
            "User={}boxer",
        ];
        let unit = |draw: &mut Draw, name: &str| {
            let mut text = format!("# file: {name}.service\n[Unit]\n");
            for _ in 0..3 {
                let kind = draw.one(&["", "Condition", "Condition", "Assert"]);
                let check = draw.one(checks).replace("{}", draw.one(&["", "", "!", "|", "|!"]));
                if !kind.is_empty() {
                    text += &format!("{kind}{check}\n");
                }
            }
            text += "[Service]\n";
            for key in ["ExecCondition", "ExecStartPre", "ExecStartPre"] {
                let command = draw.one(&[
                    "",
                    "",
                    "/bin/true",
                    "-/bin/false",
                    "/bin/false",
                    "-/nowhere/x",
                    "+/bin/true",
                    "/bin/sh -c 'exit 3'",
                    "/bin/sh -c 'test $$(id -u) = 0'",
                ]);
                if !command.is_empty() {
                    text += &format!("{key}={command}\n");
                }
            }
            text += &draw.line("User", &["", "", "boxer"]);
            text += &draw.line("Environment", &["", "A=1"]);
            text + &format!("ExecStart=/box/probe {name}\n[Install]\nWantedBy=multi-user.target\n")
        };
        let text: String = (0..4).map(|at| unit(draw, &format!("{name}_{at}"))).collect();
        Case { name: leak(name.to_owned()), text: leak(text), together: &[&[Leaf::Nice]], ..CASE }
    });
}
