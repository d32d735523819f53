//! Settings of supervisord itself, and their effect on its programs.

use sysvisor::ir::Leaf;

use super::{ATTRIBUTES, BEFORE, Together, leak, run_all_cases, together};
use crate::engines::live::case::{Act, CASE, Case};

/// Until supervisord has read its pipes.
const READ: &[Act] = &[Act::Wait(1.5)];

const STREAMS: Together = &[&[Leaf::Stdout, Leaf::Stderr], &[Leaf::Stdout, Leaf::Stderr, Leaf::LogsMode]];

#[test]
fn supervisord_section_settings_apply_to_programs_as_reported() {
    run_all_cases("own", |draw, name| {
        // A relative log file is in a directory that is inspected as well.
        let directory = draw.one(&["", "/out/logs", "/out/logs", "/", "/usr"]);
        let nodaemon = draw.one(&["", "", "false", "true"]);
        let manager = draw.one(&["", "", "root", "boxer"]);
        let mut text = "[supervisord]\n".to_owned();
        for (key, value) in [("directory", directory), ("nodaemon", nodaemon), ("user", manager)] {
            if !value.is_empty() {
                text += &format!("{key}={value}\n");
            }
        }
        text += &[
            draw.line("umask", &["", "", "027", "077"]),
            draw.line(
                "environment",
                &["", "", "A=1", "A=\"x y\",HOME=\"/tmp\"", "PATH=\"/box:/usr/bin:/bin\""],
            ),
            draw.line("minfds", &["", "", "2048", "512"]),
        ]
        .concat();
        let is_at_root = directory == "/" && nodaemon != "true";
        for letter in ["a", "b"] {
            let probe = format!("{name}_{letter}");
            let directory = draw.one(&["", "", "..", "./", "/tmp", "usr"]);
            // Both the lookup and the start are relative to this directory.
            let is_found = is_at_root && matches!(directory, "" | "./" | "..");
            let program = if is_found { draw.one(&["box/probe", "./box/probe"]) } else { "/box/probe" };
            // Elsewhere there is no such directory.
            let directory = if directory == "usr" && !is_at_root { "" } else { directory };
            let log = draw.one(&["", "NAME.log", "./NAME.log", "/out/logs/NAME.log", "NONE"]);
            // Not every user may write to the directory where supervisord runs.
            let may_write = manager != "boxer" || directory == "/out/logs" && nodaemon != "true";
            let log = if may_write { log } else { "/out/logs/NAME.log" };
            text += &format!(
                "[program:{probe}]\ncommand={program} {probe} says={probe}-said-out warns={probe}-said-err\n"
            );
            for (key, value) in [("directory", directory), ("stdout_logfile", &*log.replace("NAME", &probe))]
            {
                if !value.is_empty() {
                    text += &format!("{key}={value}\n");
                }
            }
            let users = if manager == "boxer" { &["", "boxer"][..] } else { &["", "", "boxer", "root"] };
            text += &[
                draw.line("user", users),
                draw.line("umask", &["", "", "002"]),
                draw.line("environment", &["", "", "B=\"%(ENV_HOME)s\"", "A=own,C=\"%(program_name)s\""]),
                draw.line("redirect_stderr", &["", "true"]),
                draw.line("stdout_logfile_maxbytes", &["", "0"]),
            ]
            .concat();
        }
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: together(&[ATTRIBUTES, BEFORE, STREAMS]),
            acts: READ,
            daemon: true,
            ..CASE
        }
    });
}
