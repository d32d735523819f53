//! Where output goes.

use sysvisor::ir::Leaf;

use super::{leak, run_all_cases};
use crate::engines::live::case::{Act, CASE, Case};

const STREAMS: &[&[Leaf]] =
    &[&[Leaf::Stdout], &[Leaf::Stdout, Leaf::Stderr], &[Leaf::Stdout, Leaf::Stderr, Leaf::LogsMode]];

/// Until supervisord has read its pipes.
const READ: &[Act] = &[Act::Wait(1.5)];

#[test]
fn programs_write_their_output_where_reported() {
    run_all_cases("write", |draw, name| {
        let out =
            draw.one(&["", "FILE", "FILE", "NONE", "AUTO", "/dev/null", "syslog", "/dev/stdout", "off"]);
        let error =
            draw.one(&["", "OTHER", "OTHER", "FILE", "NONE", "AUTO", "syslog", "/dev/null", "/dev/stderr"]);
        let path = |value: &str| match value {
            "FILE" => format!("/out/logs/{name}.log"),
            "OTHER" => format!("/out/logs/{name}.err"),
            value => value.to_owned(),
        };
        let line = |key: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("{key}={}\n", path(value)) }
        };
        let text = [
            format!(
                "[program:{name}]\ncommand=/box/probe {name} says={name}-said-out warns={name}-said-err\n"
            ),
            line("stdout_logfile", out),
            line("stderr_logfile", error),
            draw.line("redirect_stderr", &["", "", "true", "false"]),
            draw.line("stdout_syslog", &["", "", "", "true"]),
            draw.line("stderr_syslog", &["", "", "", "true"]),
            draw.line("stderr_logfile_maxbytes", &["", "0"]),
            draw.line("stdout_logfile_maxbytes", &["", "0", "1MB"]),
            draw.line("stdout_logfile_backups", &["", "0", "2"]),
            draw.line("user", &["", "boxer"]),
            draw.line("umask", &["", "077", "002"]),
        ]
        .concat();
        Case { name: leak(name.to_owned()), text: leak(text), together: STREAMS, acts: READ, ..CASE }
    });
}

#[test]
fn units_write_their_output_where_reported() {
    run_all_cases("u_write", |draw, name| {
        let path = |value: &str| match value {
            "FILE" => format!("append:/out/logs/{name}.log"),
            "OTHER" => format!("append:/out/logs/{name}.err"),
            "EMPTIED" => format!("truncate:/out/logs/{name}.log"),
            "OVER" => format!("file:/out/logs/{name}.log"),
            value => value.to_owned(),
        };
        let line = |key: &str, value: &str| {
            if value.is_empty() { String::new() } else { format!("{key}={}\n", path(value)) }
        };
        let text = [
            format!("# file: {name}.service\n[Service]\nExecStart=/box/probe {name} says={name}-said-out warns={name}-said-err\n"),
            line("StandardOutput", draw.one(&["", "FILE", "FILE", "EMPTIED", "OVER", "null", "inherit", "journal"])),
            line("StandardError", draw.one(&["", "", "FILE", "OTHER", "null", "inherit", "journal"])),
            draw.line("StandardInput", &["", "", "null"]),
            draw.line("User", &["", "boxer"]),
            draw.line("Group", &["", "", "ringside"]),
            draw.line("UMask", &["", "077", "002"]),
            "[Install]\nWantedBy=multi-user.target\n".to_owned(),
        ]
        .concat();
        Case { name: leak(name.to_owned()), text: leak(text), together: STREAMS, acts: READ, ..CASE }
    });
}
