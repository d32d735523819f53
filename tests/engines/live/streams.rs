//! Where output goes: contents, owner and mode of the files, and the lines in the journal.

use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

const BOTH: &[Leaf] = &[Leaf::Stdout, Leaf::Stderr];

/// Until supervisord has read its pipes.
const READ: &[Act] = &[Act::Wait(1.2)];

pub(super) const TO_SYSTEMD: &[Case] = &[
    // supervisord opens the file as the user that it has switched to, systemd as root.
    Case {
        name: "users_logs",
        lessons: "L4, O8",
        text: "[supervisord]\nuser=boxer\n[program:users_logs]\ncommand=/box/probe users_logs says=users_logs-said-out\n\
               stdout_logfile=/out/logs/users_logs.log\nstderr_logfile=NONE\n",
        differs: &[Leaf::Stdout],
        acts: &[Act::Wait(1.5)],
        ..CASE
    },
    // The directories in a user's home must be created before systemd opens a log there.
    Case {
        name: "at_home",
        lessons: "O1",
        text: "[program:at_home]\ncommand=/box/probe at_home says=at_home-said-out\nuser=boxer\n\
               stdout_logfile=/home/boxer/logs/deep/at_home.log\nredirect_stderr=true\n",
        same: &[Leaf::User],
        acts: READ,
        ..CASE
    },
    Case {
        name: "file",
        lessons: "O1",
        text: "[program:file]\ncommand=/box/probe file says=file-said-out warns=file-said-err\n\
               stdout_logfile=/out/logs/file.log\nstderr_logfile=/out/logs/file.err\n\
               stdout_logfile_maxbytes=0\nstderr_logfile_maxbytes=0\nstdout_logfile_backups=3\nstderr_logfile_backups=3\n\
               stdout_syslog=false\nstderr_syslog=false\n",
        same: &[Leaf::Stdout, Leaf::Stderr, Leaf::StdoutRotation, Leaf::StderrRotation],
        acts: READ,
        old: &[("file.log", "OLD CONTENT THAT IS LONG\n")],
        ..CASE
    },
    Case {
        name: "redirected",
        lessons: "O2, O6",
        text: "[program:redirected]\ncommand=/box/probe redirected says=redirected-said-out warns=redirected-said-err opens=/dev/stdout\n\
               stdout_logfile=/out/logs/redirected.log\nredirect_stderr=true\n",
        same: BOTH,
        acts: READ,
        ..CASE
    },
    Case {
        name: "nowhere",
        lessons: "O3",
        text: "[program:nowhere]\ncommand=/box/probe nowhere says=nowhere-said-out warns=nowhere-said-err\n\
               stdout_logfile=NONE\nstderr_logfile=/out/logs/nowhere.err\n",
        same: BOTH,
        acts: READ,
        ..CASE
    },
    Case {
        name: "automatic",
        lessons: "O4",
        text: "[program:automatic]\ncommand=/box/probe automatic says=automatic-said-out warns=automatic-said-err\n",
        differs: BOTH,
        acts: READ,
        ..CASE
    },
    Case {
        name: "opener",
        lessons: "O6",
        text: "[program:opener]\ncommand=/box/probe opener opens=/dev/stdout\n",
        differs: &[Leaf::Stdout],
        ..CASE
    },
    Case {
        name: "container",
        lessons: "O5",
        text: "[program:container]\ncommand=/box/probe container says=container-said-out\n\
               stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\nredirect_stderr=true\n",
        differs: &[Leaf::Stdout],
        acts: READ,
        ..CASE
    },
    Case {
        name: "syslog",
        lessons: "O7",
        text: "[program:syslog]\ncommand=/box/probe syslog says=syslog-said-out warns=syslog-said-err\n\
               stdout_syslog=true\nstderr_syslog=true\n",
        differs: &[Leaf::Stdout],
        acts: READ,
        ..CASE
    },
    Case {
        name: "owned",
        lessons: "O8",
        text: "[program:owned]\ncommand=/box/probe owned says=owned-said-out warns=owned-said-err\nuser=boxer\n\
               stdout_logfile=/out/logs/owned.log\nredirect_stderr=true\n",
        same: &[Leaf::Stdout, Leaf::Stderr, Leaf::LogsMode],
        acts: READ,
        ..CASE
    },
    Case {
        name: "masked",
        lessons: "O8",
        text: "[program:masked]\ncommand=/box/probe masked says=masked-said-out warns=masked-said-err\nuser=boxer\numask=077\n\
               stdout_logfile=/out/logs/masked.log\nredirect_stderr=true\n",
        same: &[Leaf::Stdout, Leaf::Stderr, Leaf::LogsMode],
        acts: READ,
        ..CASE
    },
    Case {
        name: "of_daemon",
        lessons: "O8, L3",
        text: "[supervisord]\numask=027\n[program:of_daemon]\ncommand=/box/probe of_daemon says=of_daemon-said-out\numask=077\n\
               stdout_logfile=/out/logs/of_daemon.log\nredirect_stderr=true\n",
        same: &[Leaf::Stdout, Leaf::LogsMode, Leaf::Umask],
        acts: READ,
        daemon: true,
        ..CASE
    },
    Case {
        name: "rotated",
        lessons: "O10",
        text: "[program:rotated]\ncommand=/box/probe rotated writes=100000\n\
               stdout_logfile=/out/logs/rotated.log\nstdout_logfile_maxbytes=20KB\nstdout_logfile_backups=2\nredirect_stderr=true\n",
        differs: &[Leaf::StdoutRotation],
        acts: READ,
        ..CASE
    },
];

macro_rules! unit {
    ($name:literal, $words:literal, $lines:literal) => {
        concat!(
            "# file: ",
            $name,
            ".service\n[Service]\nExecStart=/box/probe ",
            $name,
            " says=",
            $name,
            "-said-out warns=",
            $name,
            "-said-err",
            $words,
            "\n",
            $lines,
            "\n[Install]\nWantedBy=multi-user.target\n"
        )
    };
}

pub(super) const TO_SUPERVISORD: &[Case] = &[
    Case {
        name: "u_file",
        lessons: "O1",
        text: unit!(
            "u_file",
            "",
            "StandardOutput=append:/out/logs/u_file.log\nStandardError=append:/out/logs/u_file.err"
        ),
        same: &[Leaf::Stdout, Leaf::Stderr, Leaf::StdoutRotation, Leaf::StderrRotation, Leaf::LogsMode],
        acts: READ,
        old: &[("u_file.log", "OLD CONTENT THAT IS LONG\n")],
        ..CASE
    },
    Case {
        name: "u_inherit",
        lessons: "O2",
        text: unit!("u_inherit", "", "StandardOutput=append:/out/logs/u_inherit.log"),
        same: BOTH,
        acts: READ,
        ..CASE
    },
    Case {
        name: "u_null",
        lessons: "O3",
        text: unit!("u_null", "", "StandardOutput=null\nStandardError=append:/out/logs/u_null.err"),
        same: BOTH,
        acts: READ,
        ..CASE
    },
    Case {
        name: "u_journal",
        lessons: "O4, O6",
        text: unit!("u_journal", " opens=/dev/stdout", ""),
        differs: &[Leaf::Stdout],
        acts: READ,
        ..CASE
    },
    Case {
        name: "u_overwritten",
        lessons: "O1",
        text: unit!("u_overwritten", "", "StandardOutput=file:/out/logs/u_overwritten.log"),
        same: &[Leaf::Stderr],
        differs: &[Leaf::Stdout],
        acts: READ,
        old: &[("u_overwritten.log", "OLD CONTENT THAT IS VERY LONG, LONGER THAN BOTH LINES TOGETHER\n")],
        ..CASE
    },
    Case {
        name: "u_truncated",
        lessons: "O1",
        text: unit!("u_truncated", "", "StandardOutput=truncate:/out/logs/u_truncated.log"),
        same: &[Leaf::Stderr],
        differs: &[Leaf::Stdout],
        acts: READ,
        old: &[("u_truncated.log", "OLD CONTENT\n")],
        ..CASE
    },
    Case {
        name: "u_masked",
        lessons: "O8",
        text: unit!("u_masked", "", "User=boxer\nUMask=0077\nStandardOutput=append:/out/logs/u_masked.log"),
        same: BOTH,
        differs: &[Leaf::LogsMode],
        acts: READ,
        ..CASE
    },
];

#[test]
fn program_output_goes_to_the_same_place_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SYSTEMD);
}

#[test]
fn unit_output_goes_to_the_same_place_under_supervisord() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SUPERVISORD);
}
