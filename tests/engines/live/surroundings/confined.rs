//! Units: limits, scheduling, capabilities, groups, and what a sandbox removes.

use sysvisor::ir::Leaf;

use crate::engines::live::case::{Act, CASE, Case};

pub(in crate::engines::live) const CASES: &[Case] = &[
    Case {
        name: "u_limited",
        lessons: "",
        text: r#"# file: u_limited.service
[Service]
ExecStart=/box/probe u_limited
Nice=5
OOMScoreAdjust=200
NoNewPrivileges=yes
LimitAS=8G
LimitCORE=0
LimitCPU=15min:1h
LimitDATA=4G
LimitFSIZE=infinity
LimitLOCKS=1000
LimitMEMLOCK=64K
LimitMSGQUEUE=100K
LimitNICE=+5
LimitNOFILE=512:700
LimitNPROC=1000
LimitRSS=1G
LimitRTTIME=200ms
LimitSIGPENDING=1000
LimitSTACK=4M
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Limits, Leaf::Nice, Leaf::OomScore, Leaf::NoNewPrivileges],
        ..CASE
    },
    // systemd sets the nearest limit that is allowed, and leaves the OOM score and the priority alone
    // (`setrlimit_closest()`, `setpriority_closest()`); a box may raise none of them.
    Case {
        name: "u_beyond",
        lessons: "",
        text: r#"# file: u_beyond.service
[Service]
ExecStart=/box/probe u_beyond
Nice=-5
OOMScoreAdjust=-500
LimitMEMLOCK=infinity
LimitNOFILE=infinity
LimitNPROC=infinity
LimitRTPRIO=50
LimitSIGPENDING=1000:10000000
LimitSTACK=1M:infinity
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Limits, Leaf::Nice, Leaf::OomScore],
        ..CASE
    },
    Case {
        name: "u_beyond_soft",
        lessons: "",
        text: r#"# file: u_beyond_soft.service
[Service]
ExecStartPre=/bin/sh -c 'ulimit -n >/out/logs/u_beyond_soft.before'
ExecStart=/box/probe u_beyond_soft
User=boxer
LimitNOFILE=1024:100000000
LimitCORE=0
LimitMEMLOCK=1M:infinity
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Limits, Leaf::Prepare],
        ..CASE
    },
    Case {
        name: "u_scheduled",
        lessons: "",
        text: r#"# file: u_scheduled.service
[Service]
ExecStart=/box/probe u_scheduled disk
IOSchedulingClass=idle
CPUSchedulingPolicy=batch
CPUSchedulingResetOnFork=yes
CPUAffinity=0
[Install]
WantedBy=multi-user.target
# file: u_scheduled_too.service
[Service]
ExecStart=/box/probe u_scheduled_too disk
User=boxer
IOSchedulingPriority=6
CPUSchedulingPolicy=rr
CPUSchedulingPriority=9
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Scheduling],
        ..CASE
    },
    Case {
        name: "u_capable",
        lessons: "D5b",
        text: r#"# file: u_capable.service
[Service]
ExecStart=/box/probe u_capable
User=boxer
SupplementaryGroups=adm daemon
CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_KILL
AmbientCapabilities=CAP_NET_BIND_SERVICE
[Install]
WantedBy=multi-user.target
# file: u_capable_root.service
[Service]
ExecStart=/box/probe u_capable_root
CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_KILL
CapabilityBoundingSet=~CAP_KILL
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::SupplementaryGroups, Leaf::Capabilities],
        ..CASE
    },
    // The sandbox is lost, but not the capabilities that it removes.
    Case {
        name: "u_sandboxed",
        lessons: "D5b",
        text: r#"# file: u_sandboxed.service
[Service]
ExecStart=/box/probe u_sandboxed
PrivateDevices=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectClock=yes
RestrictRealtime=yes
[Install]
WantedBy=multi-user.target
# file: u_sandboxed_too.service
[Service]
ExecStart=/box/probe u_sandboxed_too
User=boxer
RestrictRealtime=yes
NoNewPrivileges=no
[Install]
WantedBy=multi-user.target
# file: u_sandboxed_well.service
[Service]
ExecStart=/box/probe u_sandboxed_well
User=boxer
CapabilityBoundingSet=CAP_KILL CAP_SYSLOG
AmbientCapabilities=CAP_SYSLOG CAP_KILL
ProtectKernelLogs=yes
[Install]
WantedBy=multi-user.target
# file: u_sandboxed_anyway.service
[Service]
ExecStart=/box/probe u_sandboxed_anyway
User=boxer
AmbientCapabilities=CAP_SYS_ADMIN
RestrictRealtime=yes
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Capabilities, Leaf::NoNewPrivileges],
        ..CASE
    },
    // systemd removes the quotes and the backslash from the value, a shell does not.
    Case {
        name: "u_apart",
        lessons: "Q1",
        text: "# file: u_apart.service\n[Service]\nEnvironmentFile=/etc/u_apart.env\nExecStart=/box/probe u_apart -- $FILED_APART\n\
               [Install]\nWantedBy=multi-user.target\n# file: u_apart.env\nFILED_APART='one \"two three\" f\\our'\n",
        differs: &[Leaf::Command],
        acts: &[Act::Wait(1.2)],
        ..CASE
    },
    Case {
        name: "u_unlimited",
        lessons: "",
        text: r#"# file: u_unlimited.service
[Service]
LimitNOFILE=512
ExecStartPre=+/bin/sh -c 'ulimit -Sn >/out/logs/u_unlimited.before'
ExecStart=/box/probe u_unlimited
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Limits],
        differs: &[Leaf::Prepare],
        ..CASE
    },
    // systemd checks the result of each `ExecStart=`, the shell continues after 0 only.
    Case {
        name: "u_listed",
        lessons: "",
        text: r#"# file: u_listed.service
[Service]
Type=oneshot
SuccessExitStatus=3
ExecStart=/box/probe u_listed exit=3
ExecStart=/bin/sh -c 'echo goes on >>/out/logs/u_listed.before'
[Install]
WantedBy=multi-user.target
"#,
        differs: &[Leaf::Prepare],
        acts: &[Act::Wait(0.5)],
        shell_leads: true,
        ..CASE
    },
];
