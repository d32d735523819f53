//! Several processes: instances, groups, order, automatic starts, sockets.

use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

pub(super) const TO_SYSTEMD: &[Case] = &[
    Case {
        name: "many",
        lessons: "G1, G2, G3, G5",
        text: "[program:many]\ncommand=/box/probe many_%(process_num)02d -- %(process_num)02d %(program_name)s\n\
               process_name=%(program_name)s_%(process_num)02d\nnumprocs=3\nnumprocs_start=5\nstartsecs=0\nenvironment=N=\"%(process_num)02d\"\n",
        same: &[Leaf::Instances, Leaf::Membership, Leaf::Command, Leaf::EnvironmentAssignments],
        acts: &[
            Act::Wait(1.2),
            Act::Stop("many_06"),
            Act::StartGroup("many", "many.target"),
            Act::Wait(1.2),
            Act::StopGroup("many", "many.target"),
        ],
        processes: &[
            ("many_05", "many:many_05", "many@05.service"),
            ("many_06", "many:many_06", "many@06.service"),
            ("many_07", "many:many_07", "many@07.service"),
        ],
        ..CASE
    },
    Case {
        name: "club",
        lessons: "G2, G3, G5, G6",
        text: "[program:club_x]\ncommand=/box/probe club_x\nstartsecs=0\n[program:club_y]\ncommand=/box/probe club_y\nstartsecs=0\n\
               [group:club]\nprograms=club_x,club_y\n",
        same: &[Leaf::Membership, Leaf::Start],
        acts: &[
            Act::Wait(1.2),
            Act::Stop("club_y"),
            Act::StartGroup("club", "club.target"),
            Act::Wait(1.2),
            Act::StopGroup("club", "club.target"),
        ],
        processes: &[
            ("club_x", "club:club_x", "club_x.service"),
            ("club_y", "club:club_y", "club_y.service"),
        ],
        ..CASE
    },
    Case {
        name: "lame",
        lessons: "G7, P4",
        text: "[program:lame_x]\ncommand=/box/probe lame_x\nstartsecs=0\n[program:lame_y]\ncommand=/nonexistent/y\nstartretries=0\n\
               [group:lame]\nprograms=lame_x,lame_y\n",
        same: &[Leaf::Membership],
        acts: &[Act::Wait(2.0)],
        processes: &[("lame_x", "lame:lame_x", "lame_x.service")],
        ..CASE
    },
    Case {
        name: "order",
        lessons: "A2, A3",
        text: "[program:order_c]\ncommand=/box/probe order_c slow=0.4\npriority=1\n\
               [program:order_a]\ncommand=/box/probe order_a slow=0.4\npriority=3\n\
               [program:order_b]\ncommand=/box/probe order_b slow=0.4\npriority=2\n",
        same: &[Leaf::Order],
        acts: &[Act::ShutDown],
        ..CASE
    },
    Case {
        name: "by_hand",
        lessons: "A1",
        text: "[program:by_hand_a]\ncommand=/box/probe by_hand_a\n[program:by_hand_b]\ncommand=/box/probe by_hand_b\nautostart=false\n",
        same: &[Leaf::Start],
        acts: &[Act::Wait(0.5)],
        ..CASE
    },
    Case {
        name: "later",
        lessons: "A1",
        text: "[program:later]\ncommand=/box/probe later\nautostart=false\nstartsecs=0\n",
        same: &[Leaf::Start],
        acts: &[Act::Start("later"), Act::Wait(1.0)],
        ..CASE
    },
    Case {
        name: "fast",
        lessons: "F1",
        text: "[fcgi-program:fast]\ncommand=/box/probe fast accepts says=fast-said-out\nsocket=unix:///out/fast.sock\n\
               socket_mode=0660\nsocket_owner=boxer\nstdout_logfile=/out/logs/fast.log\nredirect_stderr=true\n",
        same: &[Leaf::Listens, Leaf::ListensOwner, Leaf::ListensMode, Leaf::Stdin, Leaf::Stdout],
        acts: &[Act::Connect("fast.sock"), Act::Wait(1.2)],
        ..CASE
    },
    Case {
        name: "quick",
        lessons: "F2",
        text: "[fcgi-program:quick]\ncommand=/box/probe quick_%(process_num)d accepts\nsocket=unix:///out/quick.sock\nsocket_owner=boxer:ringside\nsocket_backlog=9\n\
               numprocs=2\nprocess_name=%(process_num)d\n",
        same: &[Leaf::ListensOwner, Leaf::ListensMode, Leaf::ListensBacklog, Leaf::Stdin, Leaf::Instances],
        processes: &[("quick_0", "quick:0", "quick@0.service"), ("quick_1", "quick:1", "quick@1.service")],
        ..CASE
    },
    Case {
        name: "shown",
        lessons: "G1, O7",
        text: "[program:shown]\ncommand=/box/probe shown says=shown-said-out\nprocess_name=other\nstdout_logfile=/out/logs/shown.log\n",
        differs: &[Leaf::ShownName],
        processes: &[("shown", "shown:other", "shown.service")],
        ..CASE
    },
    Case {
        name: "named",
        lessons: "G1",
        text: "[program:named]\ncommand=/box/probe named\nprocess_name=%(program_name)s\n",
        same: &[Leaf::ShownName],
        ..CASE
    },
];

pub(super) const TO_SUPERVISORD: &[Case] = &[
    // systemd waits until the job is done; supervisord starts both one after the other.
    Case {
        name: "u_awaits",
        lessons: "A2, D2",
        text: "# file: u_awaits.service\n[Service]\nType=oneshot\nExecStart=/box/probe u_awaits exit=0 after=1.5\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_awaits_job.service\n[Unit]\nAfter=u_awaits.service\n[Service]\nExecStart=/box/probe u_awaits_job\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Start, Leaf::RestartLater, Leaf::Expected],
        differs: &[Leaf::Order],
        acts: &[Act::Wait(2.5)],
        ..CASE
    },
    // The same order among services that are up immediately, for which an order means nothing else.
    Case {
        name: "u_follows",
        lessons: "A2, A3",
        text: "# file: u_follows.service\n[Service]\nExecStart=/box/probe u_follows exit=0 after=1.5\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_follows_it.service\n[Unit]\nAfter=u_follows.service\n[Service]\nExecStart=/box/probe u_follows_it\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Start, Leaf::Order],
        acts: &[Act::Wait(2.5)],
        ..CASE
    },
    Case {
        name: "u_club",
        lessons: "G3, G5, G6",
        text: "# file: u_club.target\n[Unit]\nWants=u_club_x.service u_club_y.service\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_club_x.service\n[Unit]\nPartOf=u_club.target\n[Service]\nExecStart=/box/probe u_club_x\n\
               # file: u_club_y.service\n[Unit]\nPartOf=u_club.target\n[Service]\nExecStart=/box/probe u_club_y\n",
        same: &[Leaf::Membership],
        acts: &[
            Act::Wait(1.2),
            Act::Stop("u_club_y"),
            Act::StartGroup("u_club", "u_club.target"),
            Act::Wait(1.2),
            Act::StopGroup("u_club", "u_club.target"),
        ],
        processes: &[
            ("u_club_x", "u_club:u_club_x", "u_club_x.service"),
            ("u_club_y", "u_club:u_club_y", "u_club_y.service"),
        ],
        ..CASE
    },
    Case {
        name: "u_many",
        lessons: "G1",
        text: "# file: u_many.target\n[Unit]\nWants=u_many@1.service u_many@2.service\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_many@.service\n[Unit]\nPartOf=u_many.target\n[Service]\nExecStart=/box/probe u_many_%i -- %i %p\nEnvironment=N=%i\n",
        same: &[Leaf::Instances, Leaf::Command, Leaf::EnvironmentAssignments],
        acts: &[Act::Wait(1.2), Act::StopGroup("u_many", "u_many.target")],
        processes: &[
            ("u_many_1", "u_many:u_many_1", "u_many@1.service"),
            ("u_many_2", "u_many:u_many_2", "u_many@2.service"),
        ],
        ..CASE
    },
    // What an instance asks for through its own text.
    Case {
        name: "u_asks",
        lessons: "G1",
        text: "# file: u_asks.target\n[Unit]\nWants=u_asks_web@1.service u_asks_web@2.service\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_asks_web@.service\n[Unit]\nPartOf=u_asks.target\nWants=u_asks_db@%i.service\nAfter=u_asks_db@%i.service\n\
               [Service]\nExecStart=/box/probe u_asks_web_%i -- %n %N %f\n\
               # file: u_asks_db@.service\n[Service]\nExecStart=/box/probe u_asks_db_%i -- %n\n",
        same: &[Leaf::Instances, Leaf::Command, Leaf::Start],
        acts: &[Act::Wait(0.5)],
        processes: &[
            ("u_asks_web_1", "u_asks:u_asks_web_1", "u_asks_web@1.service"),
            ("u_asks_web_2", "u_asks:u_asks_web_2", "u_asks_web@2.service"),
            ("u_asks_db_1", "u_asks_db:u_asks_db_1", "u_asks_db@1.service"),
            ("u_asks_db_2", "u_asks_db:u_asks_db_2", "u_asks_db@2.service"),
        ],
        ..CASE
    },
    Case {
        name: "u_order",
        lessons: "A2, A3",
        text: "# file: u_order_c.service\n[Service]\nExecStart=/box/probe u_order_c slow=0.4\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_order_a.service\n[Unit]\nAfter=u_order_b.service\n[Service]\nExecStart=/box/probe u_order_a slow=0.4\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_order_b.service\n[Unit]\nAfter=u_order_c.service\n[Service]\nExecStart=/box/probe u_order_b slow=0.4\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Order],
        acts: &[Act::ShutDown],
        ..CASE
    },
    Case {
        name: "u_by_hand",
        lessons: "A1",
        text: "# file: u_by_hand_a.service\n[Service]\nExecStart=/box/probe u_by_hand_a\n[Install]\nWantedBy=multi-user.target\n\
               # file: u_by_hand_b.service\n[Service]\nExecStart=/box/probe u_by_hand_b\n",
        same: &[Leaf::Start],
        acts: &[Act::Wait(0.5)],
        ..CASE
    },
    Case {
        name: "u_before",
        lessons: "A2, A3",
        text: "# file: u_before_b.service\n[Service]\nExecStart=/box/probe u_before_b slow=0.4\n[Install]\nRequiredBy=multi-user.target\n\
               # file: u_before_c.service\n[Unit]\nBefore=u_before_b.service\n[Service]\nExecStart=/box/probe u_before_c slow=0.4\n[Install]\nWantedBy=multi-user.target\n",
        same: &[Leaf::Order, Leaf::Start],
        acts: &[Act::ShutDown],
        ..CASE
    },
    Case {
        name: "u_default",
        lessons: "G1",
        text: "# file: u_default@.service\n[Service]\nExecStart=/box/probe u_default_%i -- %i\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=7\n",
        same: &[Leaf::Instances, Leaf::Command],
        processes: &[("u_default_7", "u_default:u_default_7", "u_default@7.service")],
        ..CASE
    },
];

#[test]
fn supervisord_process_groups_behave_the_same_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SYSTEMD);
}

#[test]
fn unit_dependencies_behave_the_same_under_supervisord() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SUPERVISORD);
}
