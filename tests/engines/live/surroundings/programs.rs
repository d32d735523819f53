//! supervisord programs: what they start with under systemd.

use sysvisor::ir::Leaf;

use crate::engines::live::case::{Act, CASE, Case};

pub(in crate::engines::live) const CASES: &[Case] = &[
    // The PATH of the box has two more directories than the one that systemd gives to a unit.
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
    // A shell changes to the home directory of a user other than the program's.
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
    // Relative paths are relative to the directory that a daemonized supervisord changes to; supervisord itself is started
    // in another one.
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
    // What a shell reads from the environment cannot be replaced in a unit.
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
    // A shell looks up the home directory.
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
