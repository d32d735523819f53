//! The environment and attributes that a program starts with.

use super::{ATTRIBUTES, BEFORE, leak, run_all_cases, together};
use crate::engines::live::case::{CASE, Case};

/// Arguments that both languages read alike, or not.
const ARGUMENTS: &[&str] = &[
    "plain",
    "\"two words\"",
    "'single $HOME'",
    "$HOME",
    "${HOME}",
    "a\\\\b",
    "100%%",
    "a=b",
    "--x='y z'",
    "~",
    "*.conf",
    "\"\"",
    "a|b",
    "x>y",
    "&&",
    "it\"'\"s",
    "\"tab\there\"",
    "-",
    "@x",
    "+",
    "!",
    ":",
    "%%n",
    "ünï",
];

/// Words of an exec line that both languages read alike, or not.
const WORDS: &[&str] = &[
    "plain",
    "\"two words\"",
    "'single $$HOME'",
    "$HOME",
    "${HOME}",
    "$A",
    "${A}",
    "a\\x20b",
    "100%%",
    "a=b",
    "\"x y\"",
    "~",
    "*.conf",
    "\"\"",
    "a|b",
    "x>y",
    "&&",
    "\"it's\"",
    "\"tab\\there\"",
    "-",
    "@x",
    "+",
    "!",
    ":",
    "%n",
    "%p-%i",
    "%%n",
    "$$",
    "ünï",
    "%h",
];

#[test]
fn programs_start_in_the_reported_execution_environment() {
    run_all_cases("with", |draw, name| {
        let arguments = [draw.one(ARGUMENTS), draw.one(ARGUMENTS)].join(" ");
        let text = [
            format!("[program:{name}]\ncommand=/box/probe {name} -- {arguments}\n"),
            draw.line("user", &["", "boxer", "root", "4242", "daemon"]),
            draw.line("directory", &["", "/tmp", "/usr/", "/home/boxer"]),
            draw.line("umask", &["", "027", "077", "002", "0"]),
            draw.line(
                "environment",
                &[
                    "",
                    "A=1",
                    "A=\"b c\",D='e'",
                    "HOME=\"/tmp\"",
                    "PATH=\"/bin:/usr/bin\",USER=\"x\"",
                    "A=\"100%%\"",
                    "A=\"x\\\"y\"",
                    "A=\"$HOME\"",
                    "A=\"it's\"",
                ],
            ),
            draw.line("stdout_logfile", &["", "NONE", "/dev/null"]),
            draw.line("redirect_stderr", &["", "true"]),
        ]
        .concat();
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: together(&[ATTRIBUTES, BEFORE]),
            ..CASE
        }
    });
}

#[test]
fn units_start_in_the_reported_execution_environment() {
    run_all_cases("u_with", |draw, name| {
        let arguments = [draw.one(WORDS), draw.one(WORDS)].join(" ");
        let text = [
            format!("# file: {name}.service\n[Service]\n"),
            draw.line("User", &["", "boxer", "root", "4242", "daemon"]),
            draw.line("Group", &["", "", "ringside", "boxer", "4343"]),
            draw.line("SupplementaryGroups", &["", "", "ringside", "daemon ringside"]),
            draw.line("WorkingDirectory", &["", "/tmp", "/usr/", "~", "-/tmp"]),
            draw.line("UMask", &["", "027", "0077", "002", "0"]),
            draw.line(
                "Environment",
                &[
                    "",
                    "A=1",
                    "\"A=b c\" D=e",
                    "HOME=/tmp",
                    "PATH=/bin:/usr/bin USER=x",
                    "A=100%%",
                    "'A=x\"y'",
                    "A=$HOME",
                    "\"A=it's\"",
                    "A=%n",
                ],
            ),
            draw.line("Nice", &["", "", "5", "-5"]),
            draw.line("OOMScoreAdjust", &["", "", "100", "-100"]),
            draw.line("LimitNOFILE", &["", "", "512", "512:1024", "infinity"]),
            draw.line("LimitCORE", &["", "", "0", "infinity", "1M"]),
            draw.line("LimitNPROC", &["", "", "64"]),
            draw.line("NoNewPrivileges", &["", "", "yes", "no"]),
            draw.line("ProtectClock", &["", "", "", "yes"]),
            draw.line("SystemCallArchitectures", &["", "", "", "native"]),
            draw.line(
                "CapabilityBoundingSet",
                &["", "", "", "CAP_CHOWN CAP_SETUID CAP_SETGID", "~CAP_SYS_ADMIN"],
            ),
            draw.line("AmbientCapabilities", &["", "", "", "CAP_NET_BIND_SERVICE"]),
            draw.line("IOSchedulingClass", &["", "", "idle", "best-effort"]),
            // `idle` starves on a busy machine.
            draw.line("CPUSchedulingPolicy", &["", "", "batch"]),
            draw.line("CPUAffinity", &["", "", "0"]),
            draw.line("StandardOutput", &["", "null", "journal"]),
            draw.line("StandardInput", &["", "null"]),
            format!("ExecStart=/box/probe {name} -- {arguments}\n[Install]\nWantedBy=multi-user.target\n"),
        ]
        .concat();
        Case {
            name: leak(name.to_owned()),
            text: leak(text),
            together: together(&[ATTRIBUTES, BEFORE]),
            ..CASE
        }
    });
}
