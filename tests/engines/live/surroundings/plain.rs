//! Units: the command, its variables and its user.

use sysvisor::ir::Leaf;

use crate::engines::live::case::{CASE, Case};

pub(in crate::engines::live) const CASES: &[Case] = &[
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
    // HOME and related variables, where a shell can look up the home. SHELL is not set for a user that can log in.
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
        name: "u_pid_file",
        lessons: "D4",
        text: "# file: u_pid_file.service\n[Service]\nPIDFile=/var/run//u_pid_file.pid\nExecStart=/box/probe u_pid_file -- $PIDFILE -p${PIDFILE}\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Command, Leaf::EnvironmentAssignments],
        ..CASE
    },
    Case {
        name: "u_unset",
        lessons: "E1",
        text: "# file: u_unset.service\n[Service]\nExecStart=/box/probe u_unset -- ${GONE} ${STAYS}\nEnvironment=GONE=1 STAYS=2 OTHER=3\nUnsetEnvironment=GONE OTHER=4\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Command, Leaf::EnvironmentAssignments],
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
