//! Which processes a stop signals, how long it waits, and which processes outlive it.

use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

const ALL: &[Leaf] = &[Leaf::StopSignal, Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors];

pub(super) const TO_SYSTEMD: &[Case] = &[
    Case {
        name: "stop",
        lessons: "S1, S5, S6",
        text: "[program:stop]\ncommand=/box/probe stop child=plain child=session\n",
        same: ALL,
        acts: &[Act::Stop("stop"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "stop_usr1",
        lessons: "S2",
        text: "[program:stop_usr1]\ncommand=/box/probe stop_usr1\nstopsignal=USR1\n",
        same: &[Leaf::StopSignal],
        acts: &[Act::Stop("stop_usr1")],
        ..CASE
    },
    Case {
        name: "stop_quit",
        lessons: "S2b",
        text: "[program:stop_quit]\ncommand=/box/probe stop_quit\nstopsignal=QUIT\n",
        same: &[Leaf::StopSignal],
        acts: &[Act::Stop("stop_quit")],
        ..CASE
    },
    Case {
        name: "stop_slow",
        lessons: "S3",
        text: "[program:stop_slow]\ncommand=/box/probe stop_slow slow=1.5\n",
        same: &[Leaf::StopWait, Leaf::StopSignal],
        acts: &[Act::Stop("stop_slow")],
        ..CASE
    },
    Case {
        name: "stop_deaf",
        lessons: "S4",
        text: "[program:stop_deaf]\ncommand=/box/probe stop_deaf deaf=TERM child=deaf\nstopwaitsecs=2\n",
        same: &[Leaf::StopWait, Leaf::StopSignal, Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("stop_deaf")],
        ..CASE
    },
    Case {
        name: "stop_group",
        lessons: "S7",
        text: "[program:stop_group]\ncommand=/box/probe stop_group child=plain\nstopasgroup=true\n",
        alike: &[Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("stop_group"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "stop_session",
        lessons: "S10",
        text: "[program:stop_session]\ncommand=/box/probe stop_session child=session\nstopasgroup=true\n",
        differs: &[Leaf::StopScope, Leaf::StopSurvivors],
        acts: &[Act::Stop("stop_session"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "stop_deaf_child",
        lessons: "S9b",
        text: "[program:stop_deaf_child]\ncommand=/box/probe stop_deaf_child child=deaf\nstopasgroup=true\nstopwaitsecs=1\n",
        differs: &[Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("stop_deaf_child"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "kill_group",
        lessons: "S8",
        text: "[program:kill_group]\ncommand=/box/probe kill_group deaf=TERM child=deaf\nkillasgroup=true\nstopwaitsecs=1\n",
        same: &[Leaf::StopScope, Leaf::StopWait],
        alike: &[Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("kill_group"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "kill_group_late",
        lessons: "S8b",
        text: "[program:kill_group_late]\ncommand=/box/probe kill_group_late child=plain\nkillasgroup=true\n",
        same: &[Leaf::StopScope],
        differs: &[Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("kill_group_late"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "stop_main",
        lessons: "S9",
        text: "[program:stop_main]\ncommand=/box/probe stop_main child=deaf\n",
        same: ALL,
        acts: &[Act::Stop("stop_main"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "leak",
        lessons: "S12",
        text: "[program:leak]\ncommand=/box/probe leak child=plain exit=1 after=0.2 runs=1\nstartsecs=0\n",
        same: &[Leaf::StopSurvivors, Leaf::RestartLater],
        acts: &[Act::Wait(2.2)],
        ..CASE
    },
    Case {
        name: "leaver",
        lessons: "S13",
        text: "[program:leaver]\ncommand=/box/probe leaver leaves\nstartsecs=0\nautorestart=false\n",
        same: &[Leaf::StopSurvivors, Leaf::RestartLater],
        acts: &[Act::Wait(1.5)],
        ..CASE
    },
    Case {
        name: "stop_plain",
        lessons: "S5, S9",
        text: "[program:stop_plain]\ncommand=/box/probe stop_plain child=plain\nstopasgroup=false\nkillasgroup=false\n",
        same: ALL,
        acts: &[Act::Stop("stop_plain"), Act::Wait(0.3)],
        ..CASE
    },
];

pub(super) const TO_SUPERVISORD: &[Case] = &[
    Case {
        name: "u_stop",
        lessons: "S7",
        text: "# file: u_stop.service\n[Service]\nExecStart=/box/probe u_stop child=plain\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::StopSignal],
        alike: &[Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("u_stop"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "u_stop_command",
        lessons: "D1",
        text: r#"# file: u_stop_command.service
[Service]
ExecStart=/box/probe u_stop_command
ExecStop=/bin/sh -c 'echo stopped >/out/logs/u_stop_command.stopped'
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::StopSignal],
        differs: &[Leaf::StopCommands],
        acts: &[Act::Stop("u_stop_command"), Act::Wait(0.3)],
        ..CASE
    },
    // A job that has ended, and is to be undone.
    Case {
        name: "u_undone",
        lessons: "R5",
        text: r#"# file: u_undone.service
[Service]
Type=oneshot
RemainAfterExit=yes
User=boxer
ExecStart=/box/probe u_undone exit=0
ExecStop=-/bin/false
ExecStop=+/bin/sh -c 'id -u >/out/logs/u_undone.stopped'
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::StopCommands, Leaf::OneRun, Leaf::User],
        acts: &[Act::Wait(0.5), Act::Stop("u_undone"), Act::Wait(0.3)],
        shell_leads: true,
        ..CASE
    },
    Case {
        name: "u_undone_alone",
        lessons: "R5",
        text: "# file: u_undone_alone.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\nKillMode=process\nExecStart=/box/probe u_undone_alone exit=0\n\
               ExecStop=/bin/sh -c 'echo \"undone by $$$$\" | cut -c 1-6 >/out/logs/u_undone_alone.stopped'\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::StopCommands, Leaf::StopSurvivors],
        acts: &[Act::Wait(0.5), Act::Stop("u_undone_alone"), Act::Wait(0.3)],
        shell_leads: true,
        ..CASE
    },
    // One of several processes is killed as by the OOM killer, except that systemd counts kills in the service's own
    // cgroup.
    Case {
        name: "u_goes_on",
        lessons: "S12",
        text: "# file: u_goes_on.service\n[Service]\nOOMPolicy=continue\nRestart=on-failure\nExecStart=/box/probe u_goes_on child=plain\n\
               [Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::OutOfMemory],
        acts: &[Act::Wait(1.2), Act::Kill("u_goes_on.child-plain", "KILL"), Act::Wait(1.2)],
        ..CASE
    },
    // Whatever the result of the job and of the commands before it (R9).
    Case {
        name: "u_followed",
        lessons: "D1, R9",
        text: concat!(
            "# file: u_followed_well.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_followed_well exit=0\n\
             ExecStopPost=/bin/sh -c 'echo well >>/out/logs/u_followed_well.post'\n[Install]\nWantedBy=multi-user.target\n",
            "# file: u_followed_badly.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_followed_badly exit=3\n\
             ExecStopPost=/bin/sh -c 'echo badly >>/out/logs/u_followed_badly.post'\n[Install]\nWantedBy=multi-user.target\n",
            "# file: u_followed_killed.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_followed_killed die=SEGV\n\
             ExecStopPost=/bin/sh -c 'echo killed >>/out/logs/u_followed_killed.post'\n[Install]\nWantedBy=multi-user.target\n",
            "# file: u_followed_before.service\n[Service]\nType=oneshot\nExecStartPre=/box/probe u_followed_before exit=1\n\
             ExecStart=/bin/true\nExecStopPost=-/bin/sh -c 'echo before >>/out/logs/u_followed_before.post; exit 1'\n\
             ExecStopPost=/bin/sh -c 'echo again >>/out/logs/u_followed_before.post; exit 1'\n\
             ExecStopPost=/bin/sh -c 'echo never >>/out/logs/u_followed_before.post'\n[Install]\nWantedBy=multi-user.target\n",
            "# file: u_followed_late.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_followed_late\n\
             ExecStopPost=/bin/sh -c 'echo late >>/out/logs/u_followed_late.post'\n[Install]\nWantedBy=multi-user.target\n",
            "# file: u_followed_up.service\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/box/probe u_followed_up exit=0\n\
             ExecStop=/bin/sh -c 'echo stop >>/out/logs/u_followed_up.post'\n\
             ExecStopPost=/bin/sh -c 'echo up >>/out/logs/u_followed_up.post'\n[Install]\nWantedBy=multi-user.target\n",
            "# file: u_followed_again.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\nType=oneshot\nRestart=on-failure\n\
             ExecStart=/box/probe u_followed_again exit=0\n\
             ExecStopPost=/bin/sh -c 'echo x >>/out/logs/u_followed_again.post; [ $$(wc -l </out/logs/u_followed_again.post) = 2 ]'\n\
             [Install]\nWantedBy=multi-user.target\n",
        ),
        same: &[Leaf::StopCommands, Leaf::OneRun, Leaf::RestartLater],
        acts: &[Act::Wait(2.2), Act::Stop("u_followed_late"), Act::Stop("u_followed_up"), Act::Wait(0.4)],
        shell_leads: true,
        ..CASE
    },
    // The command sends a signal, and systemd sends another one right after it.
    Case {
        name: "u_stop_kill",
        lessons: "D1",
        text: "# file: u_stop_kill.service\n[Service]\nExecStart=/box/probe u_stop_kill deaf=QUIT deaf=TERM\nExecStop=/bin/kill -s QUIT $MAINPID\n\
               TimeoutStopSec=2\n[Install]\nWantedBy=multi-user.target\n",
        alike: &[Leaf::StopCommands],
        acts: &[Act::Stop("u_stop_kill"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "u_session",
        lessons: "S10",
        text: "# file: u_session.service\n[Service]\nExecStart=/box/probe u_session child=session\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::StopScope, Leaf::StopSurvivors],
        acts: &[Act::Stop("u_session"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "u_process",
        lessons: "S5, S9",
        text: "# file: u_process.service\n[Service]\nExecStart=/box/probe u_process child=plain child=deaf child=session\nKillMode=process\n[Install]\nWantedBy=multi-user.target\n",
        same: ALL,
        acts: &[Act::Stop("u_process"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "u_mixed",
        lessons: "S8, S8b",
        text: "# file: u_mixed.service\n[Service]\nExecStart=/box/probe u_mixed child=plain\nKillMode=mixed\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::StopScope],
        differs: &[Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("u_mixed"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "u_usr1",
        lessons: "S2",
        text: "# file: u_usr1.service\n[Service]\nExecStart=/box/probe u_usr1\nKillSignal=SIGUSR1\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::StopSignal],
        acts: &[Act::Stop("u_usr1")],
        ..CASE
    },
    Case {
        name: "u_deaf",
        lessons: "S3, S4",
        text: "# file: u_deaf.service\n[Service]\nExecStart=/box/probe u_deaf deaf=TERM\nTimeoutStopSec=2\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::StopSignal, Leaf::StopWait],
        acts: &[Act::Stop("u_deaf")],
        ..CASE
    },
    Case {
        name: "u_spared",
        lessons: "S4",
        text: "# file: u_spared.service\n[Service]\nExecStart=/box/probe u_spared deaf=TERM\nTimeoutStopSec=1\nSendSIGKILL=no\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::StopKill],
        acts: &[Act::Stop("u_spared"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "u_leak",
        lessons: "S12",
        text: "# file: u_leak.service\n[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/box/probe u_leak child=plain exit=1 after=0.2 runs=1\nRestart=always\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::StopSurvivors],
        acts: &[Act::Wait(2.2)],
        ..CASE
    },
    Case {
        name: "u_explicit",
        lessons: "S4, S9",
        text: "# file: u_explicit.service\n[Service]\nExecStart=/box/probe u_explicit deaf=TERM child=plain\nKillMode=process\nTimeoutSec=1\n\
               FinalKillSignal=SIGKILL\nSendSIGKILL=yes\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::StopWait, Leaf::StopScope, Leaf::StopKill, Leaf::StopSurvivors],
        acts: &[Act::Stop("u_explicit"), Act::Wait(0.3)],
        ..CASE
    },
];

#[test]
fn programs_stop_the_same_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SYSTEMD);
}

#[test]
fn units_stop_the_same_under_supervisord() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SUPERVISORD);
}
