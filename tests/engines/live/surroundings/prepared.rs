//! Units: what is checked, created and run before the program.

use sysvisor::ir::Leaf;

use crate::engines::live::case::{Act, CASE, Case};

pub(in crate::engines::live) const CASES: &[Case] = &[
    // systemd opens the log once the condition holds, supervisord before the shell checks it.
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
    // Limits, scheduling and privileges belong to the service, and all of its commands have them.
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
        // The program is limited here, and systemd does not limit a command with `+`.
        alike: &[Leaf::Prepare],
        ..CASE
    },
    // `!` only keeps the manager's user; `+` and `PermissionsStartOnly=` also remove what confines the program.
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
    // A shell turns the death of a command into an exit status: systemd restarts the job, supervisord does not.
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
    // The home directory is that of `User=`, although the program stays root.
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
    // A command that is started under another name, and a umask that an empty line does not reset (`config_parse_mode()`).
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
    // What follows the start of a job is part of it, and so is what stops it if it does not remain active.
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
    // A command that may fail comes last, so the one before it decides.
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
    // The directory applies to all commands.
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
    // systemd reads the file again for each command.
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
    // And it starts nothing if that command fails.
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
    // A program that does not run as the unit's user still gets that user's variables.
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
];
