//! What a program starts with: arguments, variables, folder, ids, mask, standard input.

use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

pub(super) const TO_SYSTEMD: &[Case] = &[
    // The box has a PATH with two folders more than what systemd gives to a unit.
    Case {
        name: "inherits_path",
        lessons: "P1",
        text: "[program:inherits_path]\ncommand=/box/probe inherits_path\nenvironment=PATH=\"%(ENV_PATH)s:/x\"\n",
        differs: &[Leaf::EnvironmentAssignments],
        acts: &[Act::Wait(1.2)],
        ..CASE
    },
    Case {
        name: "command",
        lessons: "Q1, Q2, E1, E2, B3",
        text: r#"[program:command]
command=/box/probe command -- "two words" 'sq $HOME' $HOME ${HOME} 100%% a\ b "q\"q" "" ~ *.py a;b a#b 'it''s' "x\ny" \$x ünï
directory=/usr
umask=077
environment=A=plain,B="with space",C="comma,inside",D='single "dq" in',E="pct %% here",F="semi;colon",G="$HOME ${HOME}",H="back\slash \n",I="eq=in",K="",L="it's",M="%%n"
"#,
        same: &[
            Leaf::Command,
            Leaf::CommandLookup,
            Leaf::EnvironmentAssignments,
            Leaf::Directory,
            Leaf::Umask,
        ],
        differs: &[Leaf::EnvironmentInherited],
        ..CASE
    },
    Case {
        name: "semicolon",
        lessons: "Q3",
        text: "[program:semicolon]\ncommand=/box/probe semicolon -- before ; after\n",
        same: &[Leaf::Command],
        ..CASE
    },
    Case {
        name: "hash",
        lessons: "Q4",
        text: "[program:hash]\ncommand=/box/probe hash -- before # after\n",
        same: &[Leaf::Command],
        ..CASE
    },
    Case {
        name: "lines",
        lessons: "Q5",
        text: "[program:lines]\ncommand=/box/probe lines -- second\n  line \"third\n  inside\"\nenvironment=A=\"multi\n  line\"\n",
        same: &[Leaf::Command, Leaf::EnvironmentAssignments],
        ..CASE
    },
    Case {
        name: "controls",
        lessons: "Q6",
        text: "[program:controls]\ncommand=/box/probe controls -- \"tab\there\" \"esc\x1bape\" \"\u{a0}\" '%%%%' '\"' \"'\" '\\' '\\x41' '$$' '{}' '@' '-' '+' '!' ':' '|' '&&' '>' \"`id`\" '$(id)'\n",
        same: &[Leaf::Command],
        ..CASE
    },
    Case {
        name: "bare",
        lessons: "P1",
        text: "[program:bare]\ncommand=env /box/probe bare\n",
        same: &[Leaf::Command],
        alike: &[Leaf::CommandLookup],
        ..CASE
    },
    Case {
        name: "own_path",
        lessons: "P2",
        text: "[program:own_path]\ncommand=probe own_path\nenvironment=PATH=\"/nowhere:/box\"\n",
        same: &[Leaf::CommandLookup, Leaf::EnvironmentAssignments],
        ..CASE
    },
    Case {
        name: "relative",
        lessons: "P3",
        text: "[program:relative]\ncommand=./probe relative\ndirectory=/box\n",
        differs: &[Leaf::CommandLookup],
        slow: true,
        ..CASE
    },
    Case {
        name: "expanded",
        lessons: "E4",
        text: "[program:expanded]\ncommand=/box/probe expanded -- %(program_name)s %(group_name)s %(process_num)d x%(ENV_OWN)sy\n\
               environment=OWN=\"a b\"\n",
        same: &[Leaf::Command],
        ..CASE
    },
    Case {
        name: "user",
        lessons: "B4, B5",
        text: "[program:user]\ncommand=/box/probe user\nuser=boxer\n",
        same: &[Leaf::User, Leaf::Group],
        differs: &[Leaf::EnvironmentIdentity],
        ..CASE
    },
    Case {
        name: "identity",
        lessons: "B5",
        text: "[program:identity]\ncommand=/box/probe identity\nuser=boxer\n\
               environment=HOME=\"/home/boxer\",USER=\"boxer\",LOGNAME=\"boxer\",SHELL=\"/bin/sh\"\n",
        same: &[Leaf::User, Leaf::EnvironmentAssignments, Leaf::EnvironmentIdentity],
        ..CASE
    },
    Case {
        name: "half_identity",
        lessons: "B5",
        text: "[program:half_identity]\ncommand=/box/probe half_identity\nuser=boxer\n\
               environment=HOME=\"/home/boxer\",USER=\"boxer\"\n",
        same: &[Leaf::User, Leaf::EnvironmentAssignments],
        differs: &[Leaf::EnvironmentIdentity],
        ..CASE
    },
    Case {
        name: "by_default",
        lessons: "B1, B2, B5, B6, B7",
        text: "[program:by_default]\ncommand=/box/probe by_default\n",
        same: &[Leaf::Command, Leaf::CommandLookup],
        differs: &[
            Leaf::Directory,
            Leaf::Umask,
            Leaf::EnvironmentInherited,
            Leaf::EnvironmentIdentity,
            Leaf::Stdin,
        ],
        umask: "027",
        ..CASE
    },
    // A shell goes to the home of another user than the program's.
    Case {
        name: "anothers_home",
        lessons: "B3",
        text: "[program:anothers_home]\ncommand=/bin/sh -c 'cd ~daemon && exec /box/probe anothers_home'\nuser=boxer\n\
               [program:anothers_home_own]\ncommand=/bin/sh -c 'cd ~boxer && exec /box/probe anothers_home_own'\nuser=boxer\n",
        alike: &[Leaf::Directory],
        ..CASE
    },
    Case {
        name: "for_all",
        lessons: "E5, L4",
        text: "[supervisord]\nuser=boxer\nenvironment=GLOBAL=\"g\",BOTH=\"global\"\n\n\
               [program:for_all]\ncommand=/box/probe for_all\nenvironment=BOTH=\"own\"\n\
               [program:for_all_too]\ncommand=/box/probe for_all_too\n",
        same: &[Leaf::User, Leaf::Group, Leaf::EnvironmentAssignments],
        ..CASE
    },
    Case {
        name: "nodaemon",
        lessons: "L2",
        text: "[supervisord]\nnodaemon=true\numask=037\n[program:nodaemon]\ncommand=/box/probe nodaemon\n",
        alike: &[Leaf::Umask],
        ..CASE
    },
    Case {
        name: "daemon",
        lessons: "L3",
        text: "[supervisord]\numask=037\ndirectory=/usr\n[program:daemon]\ncommand=/box/probe daemon\n",
        same: &[Leaf::Umask, Leaf::Directory],
        daemon: true,
        ..CASE
    },
    // What is relative is so to the folder that a daemon changes to; supervisord itself is started in another one.
    Case {
        name: "from_folder",
        lessons: "L3, P3",
        text: "[supervisord]\ndirectory=/out/logs\n[program:from_folder]\ncommand=/box/probe from_folder says=from_folder-said-out\n\
               directory=..\nstdout_logfile=from_folder.log\n\
               [program:from_folder_cd]\ncommand=/bin/sh -c 'cd ../../usr && cd ./share && exec /box/probe from_folder_cd says=from_folder_cd-said-out'\n\
               stdout_logfile=./from_folder_cd.log\n",
        same: &[Leaf::Stdout],
        alike: &[Leaf::Directory],
        acts: &[Act::Wait(1.5)],
        daemon: true,
        ..CASE
    },
    Case {
        name: "in_folder",
        lessons: "L3, P3",
        text: "[supervisord]\ndirectory=/usr\n[program:in_folder]\ncommand=/box/probe in_folder\ndirectory=share/./doc\n\
               [program:in_folder_cd]\ncommand=/bin/sh -c 'cd share && exec /box/probe in_folder_cd'\ndirectory=.\n",
        same: &[Leaf::Directory],
        daemon: true,
        ..CASE
    },
    Case {
        name: "folders_own",
        lessons: "L3, P3",
        text: "[supervisord]\ndirectory=/\n[program:folders_own]\ncommand=./box/probe folders_own\n\
               [program:folders_own_too]\ncommand=box/probe folders_own_too\n",
        same: &[Leaf::Directory],
        differs: &[Leaf::Command],
        daemon: true,
        ..CASE
    },
    // What a shell finds in the environment no unit can have in its place.
    Case {
        name: "told_folder",
        lessons: "Q1, B3",
        text: "[program:told_folder]\ncommand=/bin/sh -c 'cd \"$A\" && exec /box/probe told_folder'\nenvironment=A=\"/usr\"\n\
               [program:told_folder_from]\ncommand=/bin/sh -c '[ -e \"$A/bin\" ] || exit 1; exec /box/probe told_folder_from'\n\
               directory=/usr\nenvironment=A=\"/usr\"\n",
        alike: &[Leaf::Directory],
        same: &[Leaf::Command],
        ..CASE
    },
    // A shell looks up whose home it is.
    Case {
        name: "at_whose_home",
        lessons: "B5",
        text: "[program:at_whose_home]\ncommand=/bin/sh -c 'exec /box/probe at_whose_home -- ~/x \"$USER\"'\nuser=boxer\n",
        same: &[Leaf::User],
        differs: &[Leaf::Command],
        ..CASE
    },
    Case {
        name: "at_roots_home",
        lessons: "B5",
        text: "[program:at_roots_home]\ncommand=/bin/sh -c 'exec /box/probe at_roots_home -- ~/x'\nuser=root\n",
        same: &[Leaf::User, Leaf::Command],
        ..CASE
    },
    Case {
        name: "reader",
        lessons: "I1, B9",
        text: "[program:reader]\ncommand=/box/probe reader reads\nstartsecs=0\nautorestart=false\n",
        differs: &[Leaf::Stdin],
        acts: &[Act::Wait(0.3)],
        ..CASE
    },
];

pub(super) const TO_SUPERVISORD: &[Case] = &[
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
    // systemd sets the nearest limit that may be had, and leaves the score and the priority (`setrlimit_closest()`,
    // `setpriority_closest()`); a box may raise none of them.
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
    // The sandbox is lost, but not what it takes from whom it confines.
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
    // systemd takes the quotes and the backslash out of the value, a shell does not.
    Case {
        name: "u_apart",
        lessons: "Q1",
        text: "# file: u_apart.service\n[Service]\nEnvironmentFile=/etc/u_apart.env\nExecStart=/box/probe u_apart -- $FILED_APART\n\
               [Install]\nWantedBy=multi-user.target\n# file: u_apart.env\nFILED_APART='one \"two three\" f\\our'\n",
        differs: &[Leaf::Command],
        acts: &[Act::Wait(1.2)],
        ..CASE
    },
    // systemd opens the log once the condition holds, supervisord before the shell asks.
    Case {
        name: "u_own_log",
        lessons: "O8",
        text: "# file: u_own_log.service\n[Unit]\nConditionPathExists=!/out/logs/u_own_log.log\n[Service]\n\
               ExecStart=/box/probe u_own_log says=u_own_log-said-out\nStandardOutput=append:/out/logs/u_own_log.log\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_own_log_again.service\n[Unit]\nConditionPathExists=!/out/logs/u_own_log_again.log\n[Service]\n\
               ExecStart=/box/probe u_own_log_again\nStandardOutput=append:/out/logs/u_own_log_again.log\n[Install]\nWantedBy=multi-user.target\n",
        alike: &[Leaf::Conditions],
        old: &[("u_own_log_again.log", "It has run.\n")],
        acts: &[Act::Wait(1.2)],
        ..CASE
    },
    Case {
        name: "u_asked",
        lessons: "",
        text: r#"# file: u_asked.service
[Unit]
ConditionPathExists=/etc/passwd
ConditionPathExists=|/nowhere
ConditionPathIsDirectory=|/etc
ConditionPathExistsGlob=/etc/pass[a-w]?
ConditionPathExistsGlob=!/etc/nowhere*
ConditionDirectoryNotEmpty=/etc
ConditionDirectoryNotEmpty=!/nowhere
ConditionFileNotEmpty=/etc/passwd
ConditionFileIsExecutable=/bin/sh
ConditionPathIsMountPoint=/proc
ConditionKernelCommandLine=!no-such-word
ConditionPathIsSymbolicLink=/bin
AssertPathIsReadWrite=/out
[Service]
ExecStart=/box/probe u_asked
[Install]
WantedBy=multi-user.target
# file: u_asked_not.service
[Unit]
ConditionPathExists=/etc/passwd
ConditionPathExists=!/etc/group
[Service]
ExecStart=/box/probe u_asked_not
[Install]
WantedBy=multi-user.target
# file: u_asked_neither.service
[Unit]
AssertFileNotEmpty=|/nowhere
AssertPathIsSymbolicLink=|/etc
[Service]
ExecStart=/box/probe u_asked_neither
Restart=always
[Install]
WantedBy=multi-user.target
"#,
        alike: &[Leaf::Conditions],
        ..CASE
    },
    Case {
        name: "u_prepared",
        lessons: "",
        text: r#"# file: u_prepared.service
[Service]
ExecStartPre=/bin/sh -c 'echo "$$0" >/out/logs/u_prepared.before' first
ExecStartPre=-/bin/false
ExecStart=/box/probe u_prepared
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Prepare],
        ..CASE
    },
    // Limits, turn and privileges are the service's, and all its commands have them.
    Case {
        name: "u_all_alike",
        lessons: "",
        text: r#"# file: u_all_alike.service
[Service]
User=boxer
Nice=5
IOSchedulingClass=idle
LimitCORE=0
CapabilityBoundingSet=CAP_KILL CAP_SETUID
NoNewPrivileges=yes
ExecStartPre=/bin/sh -c '{ nice; ionice; ulimit -c; grep -E "^CapBnd|^NoNewPrivs" /proc/self/status; id -u; } >/out/logs/u_all_alike.before'
ExecStartPre=+/bin/sh -c '{ nice; id -u; } >>/out/logs/u_all_alike.before'
ExecStart=/box/probe u_all_alike
[Install]
WantedBy=multi-user.target
# file: u_all_alike_roots.service
[Service]
Nice=5
CapabilityBoundingSet=CAP_KILL
ExecStartPre=/bin/sh -c '{ nice; grep -E "^CapBnd" /proc/self/status; } >/out/logs/u_all_alike_roots.before'
ExecStart=/box/probe u_all_alike_roots
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Nice, Leaf::Capabilities, Leaf::NoNewPrivileges, Leaf::Scheduling],
        // It is limited here, and systemd does not limit a command with `+`.
        alike: &[Leaf::Prepare],
        ..CASE
    },
    // `!` gives up the user alone, `+` and `PermissionsStartOnly=` what confines the program as well.
    Case {
        name: "u_rights",
        lessons: "",
        text: r#"# file: u_rights.service
[Service]
User=boxer
CapabilityBoundingSet=CAP_KILL CAP_SETUID
AmbientCapabilities=CAP_KILL
NoNewPrivileges=yes
ExecStartPre=!/bin/sh -c '{ id -u; grep -E "^CapBnd|^CapAmb|^NoNewPrivs" /proc/self/status; } >/out/logs/u_rights.before'
ExecStartPre=+/bin/sh -c '{ id -u; grep -E "^CapBnd|^CapAmb|^NoNewPrivs" /proc/self/status; } >>/out/logs/u_rights.before'
ExecStart=/box/probe u_rights
[Install]
WantedBy=multi-user.target
# file: u_rights_start.service
[Service]
PermissionsStartOnly=yes
AmbientCapabilities=CAP_KILL
NoNewPrivileges=yes
ExecStartPre=/bin/sh -c '{ id -u; grep -E "^CapBnd|^CapAmb|^NoNewPrivs" /proc/self/status; } >/out/logs/u_rights_start.before'
ExecStart=/box/probe u_rights_start
[Install]
WantedBy=multi-user.target
# file: u_rights_all.service
[Service]
LimitNOFILE=512
LimitCORE=1M
NoNewPrivileges=yes
CapabilityBoundingSet=CAP_KILL
SupplementaryGroups=adm
ExecStart=+/box/probe u_rights_all
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Prepare, Leaf::Capabilities, Leaf::NoNewPrivileges, Leaf::SupplementaryGroups],
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
    // systemd asks each `ExecStart=` whether it ended well, the shell goes on after 0 alone.
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
    // A shell makes an exit code of the death of a command: systemd starts the job again, supervisord does not.
    Case {
        name: "u_job_killed",
        lessons: "",
        text: r#"# file: u_job_killed.service
[Unit]
StartLimitIntervalSec=0
[Service]
Type=oneshot
Restart=on-abnormal
RestartSec=1
ExecStart=/bin/sh -c 'echo tried >>/out/logs/u_job_killed.before; /box/probe u_job_killed exit=0; [ $$(wc -l </out/logs/u_job_killed.before) = 2 ] || kill -SEGV $$$$'
ExecStart=/bin/true
[Install]
WantedBy=multi-user.target
"#,
        differs: &[Leaf::Prepare],
        acts: &[Act::Wait(2.5)],
        shell_leads: true,
        ..CASE
    },
    // The home is that of `User=`, though the program stays root.
    Case {
        name: "u_anothers_home",
        lessons: "B3",
        text: r#"# file: u_anothers_home.service
[Service]
User=boxer
WorkingDirectory=~
ExecStart=+/box/probe u_anothers_home
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Directory],
        ..CASE
    },
    // A command that is started under another name, and a mask that an empty line does not take back (`config_parse_mode()`).
    Case {
        name: "u_renamed",
        lessons: "",
        text: r#"# file: u_renamed.service
[Service]
UMask=0027
UMask=
ExecStartPre=@/bin/cat other-cat /proc/self/cmdline /nowhere
ExecStart=/box/probe u_renamed
[Install]
WantedBy=multi-user.target
# file: u_renamed_too.service
[Service]
ExecStartPre=@/bin/sh other-sh -c 'umask >/out/logs/u_renamed_too.before; tr "\\0" " " </proc/$$$$/cmdline >>/out/logs/u_renamed_too.before'
ExecStart=/box/probe u_renamed_too
UMask=0007
UMask=
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Prepare, Leaf::Umask],
        ..CASE
    },
    // What follows the start of a job is its work, and so is what stops it where nothing of it remains.
    Case {
        name: "u_job_goes_on",
        lessons: "",
        text: r#"# file: u_job_goes_on.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo first >>/out/logs/u_job_goes_on.before'
ExecStartPost=-/bin/sh -c 'echo post >>/out/logs/u_job_goes_on.before; exit 3'
ExecStop=/box/probe u_job_goes_on exit=0
[Install]
WantedBy=multi-user.target
# file: u_job_goes_on_not.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo first >>/out/logs/u_job_goes_on_not.before; exit 3'
ExecStartPost=/box/probe u_job_goes_on_not exit=0
[Install]
WantedBy=multi-user.target
# file: u_job_goes_on_up.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStartPre=/bin/sh -c 'echo pre >>/out/logs/u_job_goes_on_up.before'
ExecStart=/bin/sh -c 'echo first >>/out/logs/u_job_goes_on_up.before'
ExecStartPost=/box/probe u_job_goes_on_up exit=0
ExecStop=/bin/sh -c 'echo stop >>/out/logs/u_job_goes_on_up.before'
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Prepare, Leaf::StopCommands],
        acts: &[Act::Wait(0.5), Act::Stop("u_job_goes_on_up"), Act::Wait(0.3)],
        shell_leads: true,
        ..CASE
    },
    // What may fail comes last, and what decides is the command before it.
    Case {
        name: "u_job_decides",
        lessons: "",
        text: r#"# file: u_job_decides.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo tried >>/out/logs/u_job_decides.before; [ $$(wc -l </out/logs/u_job_decides.before) = 2 ]'
ExecStart=-/box/probe u_job_decides exit=1
Restart=on-failure
RestartSec=1
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Prepare, Leaf::Expected],
        acts: &[Act::Wait(3.5)],
        shell_leads: true,
        ..CASE
    },
    // The directory is that of all commands.
    Case {
        name: "u_all_at_home",
        lessons: "",
        text: r#"# file: u_all_at_home.service
[Service]
User=boxer
WorkingDirectory=~
ExecStartPre=/bin/sh -c 'pwd >/out/logs/u_all_at_home.before'
ExecStart=/box/probe u_all_at_home
[Install]
WantedBy=multi-user.target
# file: u_all_at_home_own.service
[Service]
RuntimeDirectory=u_all_at_home_own
WorkingDirectory=/run/u_all_at_home_own
ExecStartPre=/bin/sh -c 'pwd >/out/logs/u_all_at_home_own.before'
ExecStart=/box/probe u_all_at_home_own
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Directory, Leaf::Prepare],
        ..CASE
    },
    // systemd reads the file anew for each command.
    Case {
        name: "u_writes_its_file",
        lessons: "",
        text: r#"# file: u_writes_its_file.service
[Service]
EnvironmentFile=-/out/logs/u_writes_its_file.env
ExecStartPre=/bin/sh -c 'echo A=1 >/out/logs/u_writes_its_file.env'
ExecStart=/box/probe u_writes_its_file -- $A
[Install]
WantedBy=multi-user.target
"#,
        alike: &[Leaf::EnvironmentFiles, Leaf::Command],
        ..CASE
    },
    // And starts nothing where that command fails.
    Case {
        name: "u_writes_none",
        lessons: "",
        text: r#"# file: u_writes_none.service
[Unit]
StartLimitIntervalSec=0
[Service]
EnvironmentFile=-/out/logs/u_writes_none.before
ExecStartPre=/bin/sh -c 'echo A=1 >>/out/logs/u_writes_none.before; test $$(wc -l </out/logs/u_writes_none.before) -gt 1'
ExecStart=/box/probe u_writes_none -- $A
Restart=always
RestartSec=1
[Install]
WantedBy=multi-user.target
"#,
        acts: &[Act::Wait(3.0)],
        same: &[Leaf::RestartLater, Leaf::Prepare],
        alike: &[Leaf::EnvironmentFiles, Leaf::Command],
        ..CASE
    },
    Case {
        name: "u_decided",
        lessons: "D1",
        text: r#"# file: u_decided.service
[Service]
ExecCondition=/bin/sh -c 'echo asked >>/out/logs/u_decided.before'
ExecStartPre=/bin/sh -c 'echo made >>/out/logs/u_decided.before'
ExecStart=/box/probe u_decided
[Install]
WantedBy=multi-user.target
# file: u_decided_not.service
[Service]
ExecStartPre=/bin/sh -c 'echo made >>/out/logs/u_decided_not.before'
ExecStart=/box/probe u_decided_not
ExecCondition=/bin/sh -c 'echo asked >>/out/logs/u_decided_not.before; exit 3'
[Install]
WantedBy=multi-user.target
"#,
        alike: &[Leaf::Prepare],
        ..CASE
    },
    Case {
        name: "u_roots_part",
        lessons: "D1",
        text: r#"# file: u_roots_part.service
[Service]
User=boxer
PermissionsStartOnly=yes
ExecStartPre=/bin/sh -c 'id -u >/out/logs/u_roots_part.before'
ExecStart=/box/probe u_roots_part
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Prepare, Leaf::User],
        ..CASE
    },
    // The user of the unit is told to a program that is not run as that user.
    Case {
        name: "u_plus",
        lessons: "B4, B5",
        text: "# file: u_plus.service\n[Service]\nUser=boxer\nExecStartPre=/bin/sh -c 'id -un >/out/logs/u_plus.before'\nExecStart=+/box/probe u_plus\n\
               [Install]\nWantedBy=multi-user.target\n# file: u_plus_too.service\n[Service]\nUser=boxer\nExecStart=!/box/probe u_plus_too\n\
               [Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::Command],
        differs: &[Leaf::EnvironmentIdentity],
        alike: &[Leaf::Prepare],
        ..CASE
    },
    Case {
        name: "u_roots_group",
        lessons: "B4",
        text: "# file: u_roots_group.service\n[Service]\nUser=root\nGroup=root\nNice=-3\nRuntimeDirectory=u_roots_group\nExecStart=/box/probe u_roots_group\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::Group, Leaf::Nice],
        ..CASE
    },
    Case {
        name: "u_folders",
        lessons: "",
        text: r#"# file: u_folders.service
[Service]
RuntimeDirectory=u_folders
RuntimeDirectoryMode=0700
StateDirectory=u_folders
StateDirectoryMode=0750
CacheDirectory=u_folders
CacheDirectoryMode=0711
LogsDirectory=u_folders
LogsDirectoryMode=0770
ConfigurationDirectory=u_folders
ConfigurationDirectoryMode=0755
ExecStart=/bin/sh -c 'cd / && stat -c "%%n %%a %%U" run/u_folders var/lib/u_folders var/cache/u_folders var/log/u_folders etc/u_folders >/out/logs/u_folders.folders; echo "$$RUNTIME_DIRECTORY $$STATE_DIRECTORY $$CACHE_DIRECTORY $$LOGS_DIRECTORY $$CONFIGURATION_DIRECTORY" >>/out/logs/u_folders.folders; exec /box/probe u_folders'
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Directories],
        ..CASE
    },
    Case {
        name: "u_configuration",
        lessons: "",
        text: r#"# file: u_configuration.service
[Service]
ConfigurationDirectory=u_configuration
ConfigurationDirectoryMode=0710
ExecStart=/bin/sh -c 'stat -c "%%n %%a %%U" /etc/u_configuration >/out/logs/u_configuration.folders; exec /box/probe u_configuration'
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Directories],
        ..CASE
    },
    Case {
        name: "u_command",
        lessons: "Q7, E1, B3",
        text: r#"# file: u_command.service
[Service]
ExecStart=/box/probe u_command -- "two words" '$$HOME' $${HOME} 100%% a\x20b "q\"q" "" ~ *.py "a ; b" "a # b" ;a #b it\'s "x\\ny" "tab\there" ünï
WorkingDirectory=/usr
UMask=0077
Environment="A=with space" B=100%% 'C="quoted" in' "D=a ;b" "E=a,b" "F=$HOME" "G=back\\slash" "H=it's" I=

[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Command, Leaf::CommandLookup, Leaf::Directory, Leaf::Umask],
        ..CASE
    },
    Case {
        name: "u_variables",
        lessons: "D4, Q1",
        text: r#"# file: u_variables.service
[Service]
Environment="A=one two" B=three
ExecStart=/box/probe u_variables -- $A ${A} x${B}y $B x$B $$B
[Install]
WantedBy=multi-user.target
"#,
        same: &[Leaf::Command, Leaf::EnvironmentAssignments],
        ..CASE
    },
    Case {
        name: "u_user",
        lessons: "B4, B5",
        text: "# file: u_user.service\n[Service]\nExecStart=/box/probe u_user\nUser=boxer\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::Group],
        differs: &[Leaf::EnvironmentIdentity],
        ..CASE
    },
    // HOME and the like, where a shell can look up the first. A user that logs in has a SHELL, which is not set.
    Case {
        name: "u_at_home",
        lessons: "B5",
        text: "# file: u_at_home.service\n[Service]\nExecStartPre=/bin/true\nExecStart=/box/probe u_at_home\nUser=boxer\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::Group],
        differs: &[Leaf::EnvironmentIdentity],
        ..CASE
    },
    Case {
        name: "u_daemons_own",
        lessons: "B5",
        text: "# file: u_daemons_own.service\n[Service]\nExecStartPre=/bin/true\nExecStart=/box/probe u_daemons_own\nUser=daemon\nEnvironment=A=b\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::Group, Leaf::EnvironmentAssignments],
        alike: &[Leaf::EnvironmentIdentity],
        ..CASE
    },
    Case {
        name: "u_root",
        lessons: "B5",
        text: "# file: u_root.service\n[Service]\nExecStart=/box/probe u_root\nUser=root\nEnvironment=SHELL=/bin/dash\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::EnvironmentAssignments, Leaf::EnvironmentIdentity],
        ..CASE
    },
    Case {
        name: "u_group",
        lessons: "D5b",
        text: "# file: u_group.service\n[Service]\nExecStart=/box/probe u_group\nUser=boxer\nGroup=ringside\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User],
        differs: &[Leaf::Group],
        ..CASE
    },
    Case {
        name: "u_group_alone",
        lessons: "D5b",
        text: "# file: u_group_alone.service\n[Service]\nExecStart=/box/probe u_group_alone\nGroup=ringside\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Group],
        ..CASE
    },
    Case {
        name: "u_groups_alone",
        lessons: "D5b",
        text: "# file: u_groups_alone.service\n[Service]\nExecStart=/box/probe u_groups_alone\nGroup=ringside\nSupplementaryGroups=adm daemon\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Group, Leaf::SupplementaryGroups],
        ..CASE
    },
    Case {
        name: "u_roots_home",
        lessons: "B3",
        text: "# file: u_roots_home.service\n[Service]\nExecStart=/box/probe u_roots_home\nWorkingDirectory=~\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Directory],
        ..CASE
    },
    Case {
        name: "u_unset",
        lessons: "E1",
        text: "# file: u_unset.service\n[Service]\nExecStart=/box/probe u_unset -- ${GONE} ${STAYS}\nEnvironment=GONE=1 STAYS=2 OTHER=3\nUnsetEnvironment=GONE OTHER=4\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::EnvironmentAssignments],
        // A variable that nothing sets is told of: a drop-in could.
        alike: &[Leaf::Command],
        ..CASE
    },
    Case {
        name: "u_by_default",
        lessons: "B1, B2, B6, B9",
        text: "# file: u_by_default.service\n[Service]\nExecStart=/box/probe u_by_default\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[
            Leaf::Directory,
            Leaf::Umask,
            Leaf::EnvironmentInherited,
            Leaf::EnvironmentIdentity,
            Leaf::Stdin,
        ],
        umask: "027",
        ..CASE
    },
    Case {
        name: "u_bare",
        lessons: "P1",
        text: "# file: u_bare.service\n[Service]\nExecStart=env /box/probe u_bare\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Command],
        alike: &[Leaf::CommandLookup],
        ..CASE
    },
    Case {
        name: "u_filed",
        lessons: "D4",
        text: "# file: u_filed.env\nFILED_A=one two\nFILED_B=\"three\"\n# file: u_filed.service\n[Service]\nExecStart=/box/probe u_filed\n\
               EnvironmentFile=/etc/u_filed.env\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::EnvironmentFiles],
        ..CASE
    },
    Case {
        name: "u_reader",
        lessons: "I1",
        text: "# file: u_reader.service\n[Service]\nExecStart=/box/probe u_reader reads\n[Install]\nWantedBy=multi-user.target\n",
        differs: &[Leaf::Stdin],
        ..CASE
    },
    Case {
        name: "u_identity",
        lessons: "B5",
        text: "# file: u_identity.service\n[Service]\nExecStart=/box/probe u_identity\nUser=boxer\n\
               Environment=HOME=/home/boxer USER=boxer LOGNAME=boxer SHELL=/bin/sh\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::User, Leaf::Group, Leaf::EnvironmentIdentity, Leaf::EnvironmentAssignments],
        ..CASE
    },
];

#[test]
fn supervisords_programs_start_alike_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::all(machine, TO_SYSTEMD);
}

#[test]
fn units_start_alike_under_supervisord() {
    let Some(machine) = machine::shared() else { return };
    compare::all(machine, TO_SUPERVISORD);
}
