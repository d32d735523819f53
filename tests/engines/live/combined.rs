//! Settings in combinations that nobody chose: whatever is said to be the same is seen to be the same.
//!
//! A case by hand shows what its writer thought of. Here the settings of one matter (who is started again, who is stopped how,
//! with what a program starts) are drawn at random, the same ones on every run (`PROPTEST_RNG_SEED` draws others,
//! `PROPTEST_CASES` more of them), and both managers run them.

use proptest::sample::select;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, TestRunner};
use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

/// So many of a kind, unless more are asked for.
const COUNT: u32 = 24;

/// What is drawn from.
struct Draw(TestRunner);

impl Draw {
    fn new() -> Self {
        Self(TestRunner::new(Config::default()))
    }

    fn one(&mut self, of: &'static [&'static str]) -> &'static str {
        select(of).new_tree(&mut self.0).unwrap().current()
    }

    /// `KEY=VALUE` and a line end, or nothing for an empty value.
    fn line(&mut self, key: &str, of: &'static [&'static str]) -> String {
        let value = self.one(of);
        if value.is_empty() { String::new() } else { format!("{key}={value}\n") }
    }
}

fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn all_of(kind: &str, make: impl Fn(&mut Draw, &str) -> Case) {
    if !compare::is_all_wanted() {
        return eprintln!("skipped: SYSVISOR_LIVE=all runs what is drawn");
    }
    let Some(machine) = machine::shared() else { return };
    let mut draw = Draw::new();
    let count = std::env::var("PROPTEST_CASES").map_or(COUNT, |count| count.parse().unwrap());
    let cases: Vec<Case> = (0..count).map(|at| make(&mut draw, &format!("{kind}_{at}"))).collect();
    compare::all(machine, &cases);
}

/// How a program ends by itself.
const ENDINGS: &[&str] = &[
    "exit=0", "exit=1", "exit=2", "exit=3", "exit=143", "exit=255", "die=TERM", "die=KILL", "die=HUP",
    "die=INT", "die=QUIT", "die=PIPE", "die=USR1", "die=SEGV", "die=ABRT",
];

/// A child that stays behind, in some programs.
const CHILDREN: &[&str] = &["", "", "child=plain", "child=deaf", "child=session"];

const STOPS: &[&[Leaf]] = &[
    // What is killed in the end may get its signal twice before.
    &[Leaf::StopSignal, Leaf::StopKill],
    &[Leaf::StopSignal, Leaf::StopKill, Leaf::StopWait],
    &[Leaf::StopScope, Leaf::StopSignal, Leaf::StopKill],
    &[Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors, Leaf::StopSignal, Leaf::StopWait],
];

const SURROUNDINGS: &[&[Leaf]] = &[
    &[Leaf::Limits],
    &[Leaf::Nice],
    &[Leaf::OomScore],
    &[Leaf::NoNewPrivileges],
    &[Leaf::SupplementaryGroups, Leaf::Group, Leaf::User],
    &[Leaf::Capabilities],
    &[Leaf::Scheduling],
];

#[test]
fn supervisords_programs_are_started_again_as_it_is_said() {
    all_of("again", |draw, name| {
        let policy = [
            draw.line("autorestart", &["true", "false", "unexpected", ""]),
            draw.line("exitcodes", &["", "0", "2", "0,2", "1,3", "143", "0,255"]),
            draw.line("stopsignal", &["", "INT", "QUIT", "USR1", "KILL"]),
            draw.line("startretries", &["", "0", "2"]),
        ]
        .concat();
        let program = |name: &str, ending: &str| {
            format!(
                "[program:{name}]\ncommand=/box/probe {name} {ending} after=0.2 runs=1\nstartsecs=0\n{policy}\n"
            )
        };
        let text: String = (0..4).map(|at| program(&format!("{name}_{at}"), draw.one(ENDINGS))).collect();
        Case {
            name: kept(name.to_owned()),
            text: kept(text),
            together: &[&[Leaf::RestartLater]],
            acts: &[Act::Wait(2.5)],
            ..CASE
        }
    });
}

#[test]
fn units_are_started_again_as_it_is_said() {
    all_of("u_again", |draw, name| {
        let is_job = draw.one(&["", "", "yes"]) == "yes";
        let words: &[&str] = if is_job {
            &["", "no", "on-failure", "on-abnormal", "on-abort"]
        } else {
            &["", "no", "always", "on-success", "on-failure", "on-abnormal", "on-abort", "on-watchdog"]
        };
        let kind =
            if is_job { "Type=oneshot\n".to_owned() } else { draw.line("Type", &["", "simple", "exec"]) };
        let policy = [
            kind,
            draw.line("Restart", words),
            draw.line("SuccessExitStatus", &["", "", "2", "143 SIGUSR1", "KILL 1", "TEMPFAIL 255"]),
            draw.line("RestartPreventExitStatus", &["", "", "1", "0", "2 SIGTERM", "SIGKILL SIGSEGV 255"]),
            // Refused in a job.
            if is_job {
                String::new()
            } else {
                draw.line("RestartForceExitStatus", &["", "", "0", "SIGTERM 3"])
            },
            draw.line("RemainAfterExit", &["", "yes", "no"]),
            draw.line("ExecStop", &["", "/bin/true"]),
        ]
        .concat();
        let prefix = draw.one(&["", "", "-"]);
        let unit = |name: &str, ending: &str| {
            format!(
                "# file: {name}.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart={prefix}/box/probe {name} {ending} \
                 after=0.2 runs=1\n{policy}[Install]\nWantedBy=multi-user.target\n"
            )
        };
        let text: String = (0..4).map(|at| unit(&format!("{name}_{at}"), draw.one(ENDINGS))).collect();
        Case {
            name: kept(name.to_owned()),
            text: kept(text),
            // A job that runs again is not up, and said not to be.
            together: if is_job && policy.contains("\nRestart=on") {
                &[&[Leaf::RestartLater, Leaf::RestartEarly]]
            } else {
                &[&[Leaf::RestartLater, Leaf::RestartEarly], &[Leaf::OneRun, Leaf::RestartLater]]
            },
            acts: &[Act::Wait(2.5)],
            shell_leads: true,
            ..CASE
        }
    });
}

#[test]
fn supervisords_programs_are_stopped_as_it_is_said() {
    all_of("halt", |draw, name| {
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
        let name = kept(name.to_owned());
        let acts = Box::leak(Box::new([Act::Stop(name), Act::Wait(0.5)]));
        Case { name, text: kept(text + &kill), together: STOPS, acts, ..CASE }
    });
}

#[test]
fn units_are_stopped_as_it_is_said() {
    all_of("u_halt", |draw, name| {
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
        let name = kept(name.to_owned());
        let acts = Box::leak(Box::new([Act::Stop(name), Act::Wait(0.5)]));
        Case { name, text: kept(text), together: STOPS, acts, ..CASE }
    });
}

#[test]
fn supervisords_programs_start_with_what_is_said() {
    all_of("with", |draw, name| {
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
        Case { name: kept(name.to_owned()), text: kept(text), together: SURROUNDINGS, ..CASE }
    });
}

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

#[test]
fn units_start_with_what_is_said() {
    all_of("u_with", |draw, name| {
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
            draw.line("NoNewPrivileges", &["", "", "yes"]),
            draw.line(
                "CapabilityBoundingSet",
                &["", "", "", "CAP_CHOWN CAP_SETUID CAP_SETGID", "~CAP_SYS_ADMIN"],
            ),
            draw.line("AmbientCapabilities", &["", "", "", "CAP_NET_BIND_SERVICE"]),
            draw.line("IOSchedulingClass", &["", "", "idle", "best-effort"]),
            draw.line("CPUSchedulingPolicy", &["", "", "batch", "idle"]),
            draw.line("CPUAffinity", &["", "", "0"]),
            draw.line("StandardOutput", &["", "null", "journal"]),
            draw.line("StandardInput", &["", "null"]),
            format!("ExecStart=/box/probe {name} -- {arguments}\n[Install]\nWantedBy=multi-user.target\n"),
        ]
        .concat();
        Case { name: kept(name.to_owned()), text: kept(text), together: SURROUNDINGS, ..CASE }
    });
}

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

const STREAMS: &[&[Leaf]] =
    &[&[Leaf::Stdout], &[Leaf::Stdout, Leaf::Stderr], &[Leaf::Stdout, Leaf::Stderr, Leaf::LogsMode]];

/// Until supervisord has read its pipes.
const READ: &[Act] = &[Act::Wait(1.5)];

#[test]
fn supervisords_programs_write_where_it_is_said() {
    all_of("write", |draw, name| {
        let out = draw.one(&["", "FILE", "FILE", "NONE", "AUTO", "/dev/null", "syslog"]);
        let error = draw.one(&["", "OTHER", "OTHER", "FILE", "NONE", "AUTO"]);
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
            draw.line("stdout_logfile_maxbytes", &["", "0", "1MB"]),
            draw.line("stdout_logfile_backups", &["", "0", "2"]),
            draw.line("user", &["", "boxer"]),
            draw.line("umask", &["", "077", "002"]),
        ]
        .concat();
        Case { name: kept(name.to_owned()), text: kept(text), together: STREAMS, acts: READ, ..CASE }
    });
}

#[test]
fn units_write_where_it_is_said() {
    all_of("u_write", |draw, name| {
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
        Case { name: kept(name.to_owned()), text: kept(text), together: STREAMS, acts: READ, ..CASE }
    });
}

#[test]
fn units_start_after_what_is_asked_and_made() {
    all_of("u_asked", |draw, name| {
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
        Case { name: kept(name.to_owned()), text: kept(text), together: &[&[Leaf::Nice]], ..CASE }
    });
}
