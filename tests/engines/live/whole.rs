//! Whole configurations of common kinds, under both managers: what they start, how they recover, how they end.

use sysvisor::ir::Leaf;

use super::case::{Act, CASE, Case};
use super::{compare, machine};

pub(super) const TO_SYSTEMD: &[Case] = &[
    Case {
        name: "shop",
        lessons: "E5, A2, A3, A4, O2, S7",
        text: r#"; A web server, workers and a scheduler.
[supervisord]
nodaemon=true
user=root
environment=APP_ENV="production",APP_HOME="/usr"

[program:shop_web]
command=/box/probe shop_web slow=0.3 says=shop_web-said-out warns=shop_web-said-err -- --bind 127.0.0.1:8000 --access-logformat "%%(h)s %%(r)s"
directory=/usr
user=boxer
priority=10
startsecs=0
autorestart=true
stopsignal=QUIT
stopwaitsecs=5
stdout_logfile=/out/logs/shop_web.log
redirect_stderr=true

[program:shop_worker]
command=/box/probe shop_worker_%(process_num)02d child=plain slow=0.3 -- --name worker_%(process_num)02d
process_name=%(program_name)s_%(process_num)02d
numprocs=2
directory=/usr
user=boxer
priority=20
startsecs=0
autorestart=true
stopasgroup=true
killasgroup=true
environment=QUEUE="default,mail",CONCURRENCY=4
stdout_logfile=/out/logs/shop_worker_%(process_num)02d.log
redirect_stderr=true

[program:shop_scheduler]
command=/box/probe shop_scheduler slow=0.3 -- beat
user=boxer
priority=30
startsecs=0
autorestart=unexpected
stdout_logfile=NONE
stderr_logfile=NONE
"#,
        same: &[
            Leaf::Command,
            Leaf::User,
            Leaf::Group,
            Leaf::EnvironmentAssignments,
            Leaf::Instances,
            Leaf::Order,
            Leaf::Stdout,
            Leaf::Stderr,
            Leaf::RestartLater,
            Leaf::StopSignal,
        ],
        differs: &[Leaf::StopSurvivors],
        acts: &[
            Act::Wait(1.2),
            Act::Kill("shop_web", "KILL"),
            Act::Kill("shop_worker_01", "TERM"),
            Act::Wait(2.5),
            Act::ShutDown,
        ],
        processes: &[
            ("shop_web", "shop_web:shop_web", "shop_web.service"),
            ("shop_worker_00", "shop_worker:shop_worker_00", "shop_worker@00.service"),
            ("shop_worker_01", "shop_worker:shop_worker_01", "shop_worker@01.service"),
            ("shop_scheduler", "shop_scheduler:shop_scheduler", "shop_scheduler.service"),
        ],
        ..CASE
    },
    Case {
        name: "crawl",
        lessons: "G1, G2, O1, O10",
        text: r#"; Many of one program, each with logs of its own.
[program:crawl]
command=/box/probe crawl_%(process_num)d says=crawl_%(process_num)d-said-out warns=crawl_%(process_num)d-said-err -- --shard %(process_num)d/3
process_name=%(program_name)s_%(process_num)d
numprocs=3
numprocs_start=1
startsecs=0
umask=027
stdout_logfile=/out/logs/crawl_%(process_num)d.out
stdout_logfile_maxbytes=0
stderr_logfile=/out/logs/crawl_%(process_num)d.err
stderr_logfile_maxbytes=0
"#,
        same: &[
            Leaf::Command,
            Leaf::Instances,
            Leaf::Umask,
            Leaf::Stdout,
            Leaf::Stderr,
            Leaf::StdoutRotation,
            Leaf::LogsMode,
            Leaf::RestartLater,
        ],
        acts: &[Act::Wait(1.2), Act::Stop("crawl_2"), Act::Kill("crawl_3", "KILL"), Act::Wait(2.5)],
        processes: &[
            ("crawl_1", "crawl:crawl_1", "crawl@1.service"),
            ("crawl_2", "crawl:crawl_2", "crawl@2.service"),
            ("crawl_3", "crawl:crawl_3", "crawl@3.service"),
        ],
        ..CASE
    },
    Case {
        name: "shell",
        lessons: "Q1, Q2, S5",
        text: r#"; A shell that prepares, then becomes the program; and one that stays in front of it.
[program:shell_exec]
command=/bin/sh -c 'cd /usr && export PORT=80${SUFFIX} && umask 077 && exec /box/probe shell_exec -- "$PORT" 100%%'
environment=SUFFIX="80"
startsecs=0
stopasgroup=true

[program:shell_front]
command=bash -c "/box/probe shell_front; echo ended"
startsecs=0
stopasgroup=true
killasgroup=true
"#,
        same: &[Leaf::Command, Leaf::EnvironmentAssignments],
        alike: &[Leaf::StopSurvivors, Leaf::CommandLookup],
        acts: &[Act::Wait(1.0), Act::Stop("shell_exec"), Act::Stop("shell_front"), Act::Wait(0.3)],
        ..CASE
    },
    Case {
        name: "pool",
        lessons: "F1, F2",
        text: r#"; A pool that answers at one socket.
[fcgi-program:pool]
command=/box/probe pool_%(process_num)d accepts -- --fastcgi
socket=unix:///out/pool.sock
socket_owner=boxer:ringside
socket_mode=0660
process_name=%(program_name)s_%(process_num)d
numprocs=2
user=boxer
startsecs=0
autorestart=true
stdout_logfile=/out/logs/pool.log
redirect_stderr=true
"#,
        same: &[
            Leaf::User,
            Leaf::Instances,
            Leaf::ListensOwner,
            Leaf::ListensMode,
            Leaf::Stdin,
            Leaf::RestartLater,
        ],
        acts: &[Act::Kill("pool_1", "KILL"), Act::Wait(2.5), Act::Connect("pool.sock")],
        processes: &[
            ("pool_0", "pool:pool_0", "pool@0.service"),
            ("pool_1", "pool:pool_1", "pool@1.service"),
        ],
        ..CASE
    },
    Case {
        name: "stack",
        lessons: "A2, A3, G3, G5, G6",
        text: r#"; A group whose members depend on each other's order.
[program:stack_db]
command=/box/probe stack_db slow=0.3
priority=100
startsecs=0
stopsignal=INT

[program:stack_cache]
command=/box/probe stack_cache slow=0.3
priority=200
startsecs=0

[program:stack_api]
command=/box/probe stack_api slow=0.3
priority=300
startsecs=0
stopwaitsecs=3

[group:stack]
programs=stack_db,stack_cache,stack_api
priority=5
"#,
        same: &[Leaf::StopSignal],
        differs: &[Leaf::Order],
        acts: &[
            Act::Wait(1.2),
            Act::Stop("stack_api"),
            Act::StartGroup("stack", "stack.target"),
            Act::Wait(1.2),
            Act::ShutDown,
        ],
        processes: &[
            ("stack_db", "stack:stack_db", "stack_db.service"),
            ("stack_cache", "stack:stack_cache", "stack_cache.service"),
            ("stack_api", "stack:stack_api", "stack_api.service"),
        ],
        ..CASE
    },
];

#[test]
fn whole_configurations_behave_the_same_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SYSTEMD);
}
