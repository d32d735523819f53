//! What is restarted after which ending, how often, and after which pause.

use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

/// A program for each ending, with one policy. With `startsecs=0` no ending is early, and the policy alone decides.
macro_rules! endings {
    ($name:literal, $policy:literal $(, $which:literal, $how:literal)+) => {
        concat!($("[program:", $name, "_", $which, "]\ncommand=/box/probe ", $name, "_", $which, " ", $how,
            " after=0.2 runs=1\nstartsecs=0\n", $policy, "\n",)+)
    };
}

macro_rules! most_endings {
    ($name:literal, $policy:literal) => {
        endings!(
            $name, $policy, "0", "exit=0", "1", "exit=1", "2", "exit=2", "term", "die=TERM", "kill",
            "die=KILL"
        )
    };
}

macro_rules! more_endings {
    ($name:literal, $policy:literal) => {
        endings!(
            $name, $policy, "hup", "die=HUP", "int", "die=INT", "pipe", "die=PIPE", "segv", "die=SEGV",
            "usr1", "die=USR1"
        )
    };
}

/// A unit for each ending.
macro_rules! units {
    ($name:literal, $policy:literal $(, $which:literal, $how:literal)+) => {
        concat!($("# file: ", $name, "_", $which, ".service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/box/probe ",
            $name, "_", $which, " ", $how, " after=0.2 runs=1\n", $policy, "\n[Install]\nWantedBy=multi-user.target\n",)+)
    };
}

macro_rules! most_units {
    ($name:literal, $policy:literal) => {
        units!(
            $name, $policy, "0", "exit=0", "1", "exit=1", "2", "exit=2", "term", "die=TERM", "kill",
            "die=KILL"
        )
    };
}

/// Long enough for supervisord's tick.
const SETTLE: &[Act] = &[Act::Wait(2.2)];

pub(super) const TO_SYSTEMD: &[Case] = &[
    Case {
        name: "ends_well",
        lessons: "R1-false",
        text: most_endings!("ends_well", "autorestart=false\nexitcodes=0,1"),
        same: &[Leaf::Expected, Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "ends_well_by_default",
        lessons: "R1-false, R1-unexpected",
        text: most_endings!("ends_well_by_default", "autorestart=false"),
        same: &[Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    // For systemd exit 0 is never a failure.
    Case {
        name: "zero_is_unexpected",
        lessons: "R1-false",
        text: most_endings!("zero_is_unexpected", "autorestart=false\nexitcodes=2"),
        same: &[Leaf::RestartLater],
        differs: &[Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "any_code_is_expected",
        lessons: "R1-unexp02",
        text: most_endings!("any_code_is_expected", "exitcodes=0,1,2"),
        same: &[Leaf::RestartLater, Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "always",
        lessons: "R1-true",
        text: most_endings!("always", "autorestart=true"),
        same: &[Leaf::RestartLater, Leaf::RestartEarly],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "never",
        lessons: "R1-false, R5",
        text: most_endings!("never", "autorestart=false"),
        same: &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::GivesUp],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "unexpected",
        lessons: "R1-unexpected, T4-0",
        text: most_endings!("unexpected", "autorestart=unexpected"),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "codes_2",
        lessons: "R1-unexp2, T4-2",
        text: most_endings!("codes_2", "autorestart=unexpected\nexitcodes=2"),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "codes_0_2",
        lessons: "R1-unexp02, T4-0,2",
        text: most_endings!("codes_0_2", "exitcodes=0,2"),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "always_more",
        lessons: "R1-true",
        text: more_endings!("always_more", "autorestart=true"),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        slow: true,
        ..CASE
    },
    Case {
        name: "unexpected_more",
        lessons: "R1-unexpected",
        text: more_endings!("unexpected_more", "autorestart=unexpected"),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "early",
        lessons: "R4",
        text: "[program:early]\ncommand=/box/probe early exit=0\nautorestart=false\nstartretries=1\n",
        differs: &[Leaf::RestartEarly],
        acts: &[Act::Wait(2.5)],
        ..CASE
    },
    Case {
        name: "early_unexpected",
        lessons: "R4b",
        text: "[program:early_unexpected]\ncommand=/box/probe early_unexpected exit=0\nstartretries=1\n",
        differs: &[Leaf::RestartEarly],
        acts: &[Act::Wait(2.5)],
        ..CASE
    },
    Case {
        name: "gives_up",
        lessons: "R2, R3, R7, R13, R14",
        text: "[program:gives_up]\ncommand=/box/probe gives_up exit=1\nautorestart=true\nstartretries=1\n",
        same: &[Leaf::RestartEarly],
        alike: &[Leaf::GivesUp],
        acts: &[Act::Wait(8.0)],
        // On a busy machine supervisord notices an ending a second late, and then regards the program as one that had
        // started.
        slow: true,
        ..CASE
    },
    Case {
        name: "gives_up_at_once",
        lessons: "R7",
        text: "[program:gives_up_at_once]\ncommand=/box/probe gives_up_at_once exit=1\nautorestart=true\nstartretries=0\n",
        same: &[Leaf::RestartEarly],
        alike: &[Leaf::GivesUp],
        acts: &[Act::Wait(1.5)],
        ..CASE
    },
    Case {
        name: "by_hand",
        lessons: "R13",
        text: "[program:by_hand]\ncommand=/box/probe by_hand\nautorestart=true\nstartsecs=6\nstartretries=0\n",
        differs: &[Leaf::GivesUp],
        acts: &[Act::Stop("by_hand"), Act::Start("by_hand"), Act::Wait(0.5)],
        ..CASE
    },
    Case {
        name: "backs_off",
        lessons: "R2, T1",
        text: "[program:backs_off]\ncommand=/box/probe backs_off exit=1 runs=3\nautorestart=true\n",
        same: &[Leaf::RestartEarly],
        differs: &[Leaf::RestartBackoff],
        acts: &[Act::Wait(9.0)],
        slow: true,
        ..CASE
    },
    Case {
        name: "for_ever",
        lessons: "R6",
        text: "[program:for_ever]\ncommand=/box/probe for_ever exit=1 after=0.1\nstartsecs=0\n",
        same: &[Leaf::GivesUp],
        acts: &[Act::Wait(7.0)],
        slow: true,
        ..CASE
    },
    Case {
        name: "healthy",
        lessons: "R10, R11b, R12, R13",
        text: "[program:healthy]\ncommand=/box/probe healthy exit=1 after=1.6\nautorestart=true\n",
        same: &[Leaf::RestartPause],
        alike: &[Leaf::GivesUp],
        acts: &[Act::Wait(16.0)],
        slow: true,
        ..CASE
    },
    Case {
        name: "pause",
        lessons: "R11, R11b",
        text: "[program:pause]\ncommand=/box/probe pause exit=1 runs=2 after=0.1\nautorestart=true\nstartsecs=0\n",
        same: &[Leaf::RestartPause, Leaf::RestartBackoff, Leaf::GivesUp],
        acts: &[Act::Wait(3.0)],
        ..CASE
    },
    Case {
        name: "started",
        lessons: "R2, A2",
        text: "[program:started]\ncommand=/box/probe started\nstartsecs=6\n",
        differs: &[Leaf::Started],
        ..CASE
    },
    Case {
        name: "started_at_once",
        lessons: "R5",
        text: "[program:started_at_once]\ncommand=/box/probe started_at_once\nstartsecs=0\n",
        same: &[Leaf::Started],
        acts: &[Act::Wait(1.2)],
        ..CASE
    },
    Case {
        name: "outside",
        lessons: "A4",
        text: "[program:outside]\ncommand=/box/probe outside\nautorestart=true\nstartsecs=0\n",
        same: &[Leaf::RestartLater, Leaf::OneRun],
        acts: &[Act::Kill("outside", "TERM"), Act::Wait(2.0), Act::Stop("outside"), Act::Wait(1.5)],
        ..CASE
    },
    Case {
        name: "no_file",
        lessons: "P4",
        text: "[program:no_file]\ncommand=/nonexistent/no_file\nstartretries=1\n[program:no_file_other]\ncommand=/box/probe no_file_other\n",
        alike: &[Leaf::GivesUp],
        acts: &[Act::Wait(3.5)],
        slow: true,
        ..CASE
    },
    Case {
        name: "once",
        lessons: "R4, R7",
        text: "[program:once]\ncommand=/box/probe once exit=1\nautorestart=false\nstartretries=0\n",
        same: &[Leaf::RestartEarly, Leaf::RestartLater, Leaf::GivesUp],
        acts: SETTLE,
        ..CASE
    },
];

pub(super) const TO_SUPERVISORD: &[Case] = &[
    Case {
        name: "u_one_start",
        lessons: "R7, R13",
        text: "# file: u_one_start.service\n[Unit]\nStartLimitBurst=1\n[Service]\nRestart=always\nExecStart=/box/probe u_one_start exit=1\n\
               [Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::RestartEarly],
        alike: &[Leaf::GivesUp],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_ends_well",
        lessons: "R1-false",
        text: most_units!("u_ends_well", "SuccessExitStatus=2"),
        same: &[Leaf::Expected, Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_ends_well_by_default",
        lessons: "R1-false",
        text: most_units!("u_ends_well_by_default", "Type=exec"),
        same: &[Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_killed_well",
        lessons: "R1-false",
        text: most_units!("u_killed_well", "SuccessExitStatus=SIGKILL"),
        differs: &[Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_any_end_is_good",
        lessons: "R1-false",
        text: "# file: u_any_end_is_good.service\n[Service]\nExecStart=-/box/probe u_any_end_is_good exit=1\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    // What keeps supervisord from restarting it makes the ending an expected one.
    Case {
        name: "u_prevents_a_failure",
        lessons: "T3-2",
        text: most_units!("u_prevents_a_failure", "Restart=always\nRestartPreventExitStatus=2"),
        same: &[Leaf::RestartLater],
        differs: &[Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_prevents_a_good_end",
        lessons: "T3-2",
        text: most_units!(
            "u_prevents_a_good_end",
            "Restart=always\nRestartPreventExitStatus=2\nSuccessExitStatus=2"
        ),
        same: &[Leaf::RestartLater, Leaf::Expected],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_timed",
        lessons: "D6",
        text: r#"# file: u_timed.service
[Service]
Type=oneshot
ExecStart=/box/probe u_timed exit=1
# file: u_timed.timer
[Timer]
OnActiveSec=1s
OnUnitActiveSec=2s
AccuracySec=100ms
[Install]
WantedBy=timers.target
"#,
        alike: &[Leaf::Timer],
        acts: &[Act::Wait(6.0)],
        ..CASE
    },
    // A trigger that counts from runs never causes the first run.
    Case {
        name: "u_timed_for_nothing",
        lessons: "D6",
        text: "# file: u_timed_for_nothing.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_timed_for_nothing\n\
               # file: u_timed_for_nothing.timer\n[Timer]\nOnUnitActiveSec=1s\n[Install]\nWantedBy=timers.target\n\
               # file: u_timed_for_nothing_else.service\n[Service]\nExecStart=/box/probe u_timed_for_nothing_else\n[Install]\n\
               WantedBy=multi-user.target\n",
        acts: &[Act::Wait(3.0)],
        ..CASE
    },
    Case {
        name: "u_timed_once",
        lessons: "D6",
        text: "# file: u_timed_once.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_timed_once exit=0\n\
               # file: u_timed_once.timer\n[Timer]\nOnActiveSec=1s\nAccuracySec=100ms\n[Install]\nWantedBy=timers.target\n\
               # file: u_timed_once_at_once.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_timed_once_at_once exit=1\n\
               # file: u_timed_once_at_once.timer\n[Timer]\nOnActiveSec=0\n[Install]\nWantedBy=timers.target\n",
        alike: &[Leaf::Timer],
        acts: &[Act::Wait(4.0)],
        ..CASE
    },
    Case {
        name: "u_always",
        lessons: "R1-true",
        text: most_units!("u_always", "Restart=always"),
        same: &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::GivesUp],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_never",
        lessons: "R1-false",
        text: most_units!("u_never", "Restart=no"),
        same: &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::GivesUp],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_failure",
        lessons: "R1-unexpected",
        text: most_units!("u_failure", "Restart=on-failure"),
        differs: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_abort",
        lessons: "R1-unexpected",
        text: most_units!("u_abort", "Restart=on-abort"),
        differs: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_job_over",
        lessons: "R4, R4b, R5",
        // With a second of startsecs it would be started twice more by now.
        text: "# file: u_job_over.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_job_over exit=0\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::RestartLater, Leaf::RestartEarly],
        acts: &[Act::Wait(3.5)],
        ..CASE
    },
    Case {
        name: "u_prevent",
        lessons: "R1-unexp2-fix, T3-2",
        text: most_units!("u_prevent", "Restart=always\nRestartPreventExitStatus=2"),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_up_for_good",
        lessons: "R1-true",
        // Death by SIGTERM is a success for systemd, and causes a restart under supervisord.
        text: units!(
            "u_up_for_good",
            "Restart=always\nRemainAfterExit=yes",
            "0",
            "exit=0",
            "1",
            "exit=1",
            "kill",
            "die=KILL"
        ),
        alike: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_force",
        lessons: "R1-unexp02-fix",
        text: most_units!(
            "u_force",
            "Restart=on-failure\nSuccessExitStatus=2\nRestartForceExitStatus=SIGHUP SIGINT SIGTERM SIGPIPE"
        ),
        same: &[Leaf::RestartLater],
        acts: SETTLE,
        ..CASE
    },
    Case {
        name: "u_gives_up",
        lessons: "R3, R13",
        text: "# file: u_gives_up.service\n[Unit]\nStartLimitBurst=2\nStartLimitIntervalSec=30\n[Service]\n\
               ExecStart=/box/probe u_gives_up exit=1\nRestart=always\nRestartSec=1\n[Install]\nWantedBy=multi-user.target\n",
        alike: &[Leaf::GivesUp],
        acts: &[Act::Wait(8.0)],
        // On a busy machine supervisord notices an ending a second late, and then regards the program as one that had
        // started.
        slow: true,
        ..CASE
    },
    Case {
        name: "u_pause",
        lessons: "R11",
        text: "# file: u_pause.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\n\
               ExecStart=/box/probe u_pause exit=1 runs=1 after=0.1\nRestart=always\nRestartSec=3\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::RestartPause],
        acts: &[Act::Wait(3.8)],
        ..CASE
    },
    Case {
        name: "u_pause_1",
        lessons: "R11b",
        text: "# file: u_pause_1.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\n\
               ExecStart=/box/probe u_pause_1 exit=1 runs=1 after=0.1\nRestart=always\nRestartSec=1\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::RestartPause, Leaf::RestartBackoff, Leaf::GivesUp],
        acts: &[Act::Wait(1.8)],
        // On a busy machine supervisord notices an ending a second late, and then regards the program as one that had
        // started.
        slow: true,
        ..CASE
    },
    Case {
        name: "u_stays_up",
        lessons: "R5",
        text: "# file: u_stays_up.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_stays_up exit=0\nRemainAfterExit=yes\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::OneRun],
        acts: &[Act::Wait(0.5)],
        ..CASE
    },
    Case {
        name: "u_stays_up_until",
        lessons: "R5",
        text: "# file: u_stays_up_until.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_stays_up_until exit=0\nExecStop=/bin/false\nRemainAfterExit=yes\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::OneRun],
        acts: &[Act::Wait(1.5)],
        shell_leads: true,
        ..CASE
    },
    // A job that may fail is up even after a failure, and so it is undone.
    Case {
        name: "u_up_anyhow",
        lessons: "R5",
        text: "# file: u_up_anyhow.service\n[Service]\nType=oneshot\nExecStart=-/box/probe u_up_anyhow die=KILL\nExecStop=/bin/false\nRemainAfterExit=yes\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::OneRun, Leaf::RestartLater],
        acts: &[Act::Wait(1.5)],
        shell_leads: true,
        ..CASE
    },
    Case {
        name: "u_up_by_code",
        lessons: "R5",
        text: "# file: u_up_by_code.service\n[Service]\nType=oneshot\nSuccessExitStatus=3 9\nExecStart=/box/probe u_up_by_code exit=3\nExecStop=/bin/false\nRemainAfterExit=yes\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::OneRun],
        acts: &[Act::Wait(1.5)],
        shell_leads: true,
        ..CASE
    },
    Case {
        name: "u_not_up_by_code",
        lessons: "R5",
        text: "# file: u_not_up_by_code.service\n[Service]\nType=oneshot\nSuccessExitStatus=3 9\nExecStart=/box/probe u_not_up_by_code exit=4\nExecStop=/bin/false\nRemainAfterExit=yes\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::OneRun],
        acts: &[Act::Wait(1.5)],
        shell_leads: true,
        ..CASE
    },
    // Its death is not a failure.
    Case {
        name: "u_dies_and_no_matter",
        lessons: "R1",
        text: "# file: u_dies_and_no_matter.service\n[Service]\nExecStart=-/box/probe u_dies_and_no_matter die=KILL\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::RestartLater, Leaf::RestartEarly, Leaf::GivesUp],
        acts: &[Act::Wait(1.5)],
        ..CASE
    },
    Case {
        name: "u_one_run",
        lessons: "R5",
        text: "# file: u_one_run.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_one_run exit=0\nRemainAfterExit=no\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::OneRun, Leaf::RestartLater, Leaf::RestartEarly, Leaf::GivesUp],
        acts: &[Act::Wait(1.5)],
        ..CASE
    },
    Case {
        name: "u_notify",
        lessons: "D2",
        text: "# file: u_notify.service\n[Service]\nType=notify\nNotifyAccess=all\nExecStart=/box/probe u_notify ready=9\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::Started],
        acts: &[Act::Wait(1.5)],
        ..CASE
    },
    Case {
        name: "u_simple",
        lessons: "R5",
        text: "# file: u_simple.service\n[Service]\nType=exec\nExecStart=/box/probe u_simple\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Started],
        acts: &[Act::Wait(1.2)],
        ..CASE
    },
    Case {
        name: "u_old_names",
        lessons: "R6",
        text: "# file: u_old_names.service\n[Service]\nExecStart=/box/probe u_old_names exit=1 after=0.1\nRestart=always\n\
               StartLimitInterval=0\nStartLimitBurst=2\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::GivesUp],
        acts: &[Act::Wait(3.0)],
        ..CASE
    },
    Case {
        name: "u_steps",
        lessons: "R8",
        text: "# file: u_steps.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/box/probe u_steps exit=1 after=0.1 runs=3\nRestart=always\n\
               RestartSec=1\nRestartSteps=1\nRestartMaxDelaySec=4\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::RestartPause, Leaf::RestartBackoff, Leaf::GivesUp],
        acts: &[Act::Wait(4.5)],
        ..CASE
    },
];

#[test]
fn programs_restart_the_same_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SYSTEMD);
}

#[test]
fn units_restart_the_same_under_supervisord() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SUPERVISORD);
}
