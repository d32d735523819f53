//! Commands before a supervisord program: programs that execute another one, and shell scripts.

use super::{ATTRIBUTES, BEFORE, Draw, leak, run_all_cases, together};
use crate::engines::live::case::{Act, CASE, Case};

const LEADERS: &[&str] = &[
    "",
    "",
    "",
    "nice -n 5 ",
    "nice ",
    "nice -5 ",
    "env A=1 ",
    "env A='b c' D=$B ",
    "env -i A=1 ",
    "env -u OF_THE_MANAGER ",
    "/usr/bin/env ",
    "prlimit --nofile=512 ",
    "prlimit --nofile=512:1024 --core=0 ",
    "prlimit --nproc=256:512 ",
    "prlimit --core=0: ",
    "prlimit --memlock=4096: ",
    "prlimit -n512 ",
    "setpriv --no-new-privs ",
    "setpriv --reuid=boxer --regid=boxer --init-groups ",
    "setpriv --reuid=boxer --regid=ringside --clear-groups ",
    "setpriv --reuid=boxer --regid=ringside --init-groups ",
    "setpriv --regid=ringside --clear-groups ",
    "setpriv --groups=daemon ",
    "setpriv --bounding-set=-all,+chown,+setuid,+setgid ",
    "setpriv --inh-caps=+net_bind_service --ambient-caps=+net_bind_service ",
    "ionice -c 3 ",
    "ionice -c2 -n7 ",
    "chrt -b 0 ",
    "taskset -c 0 ",
    "taskset -c 0-99999 ",
    "choom -n 100 -- ",
    "setsid -w ",
    "nohup ",
    "stdbuf -oL ",
];

const STEPS: &[&str] = &[
    "",
    "",
    "cd /tmp && ",
    "cd share && ",
    "cd ./share/.. && ",
    "cd \"$B\" && ",
    "cd /tmp; ",
    "cd /nowhere; ",
    "cd ~boxer && ",
    "export A=1; ",
    "export A=1 && ",
    "A=1; ",
    "export HOME=~boxer; ",
    "export HOME=/tmp; ",
    "set -a; . /out/logs/NAME.env; ",
    "set -a; [ ! -e /out/logs/NAME.env ] || . /out/logs/NAME.env; ",
    ". /out/logs/NAME.env; ",
    "ulimit -n 512; ",
    "ulimit -n 512 || ulimit -n \"$(ulimit -Hn)\"; ",
    "ulimit -Sn 512; ",
    "ulimit -c 0 && ",
    "umask 027; ",
    "umask 027 && ",
    "[ -e /etc/passwd ] || exit 0; ",
    "[ -e /nowhere ] && exit 1; ",
    "[ ! -e /nowhere ] || exit 0; ",
    "[ -d /etc ] && ",
    "mkdir -p /run/NAME && ",
    "install -d -m 0700 /run/NAME && ",
    "install -d -m 0750 -o boxer -g ringside /run/NAME && ",
    "{ /bin/false || :; } && ",
    "/bin/true && ",
    "true && ",
    "false || ",
    "echo x >/out/logs/NAME.before; ",
    "/bin/sh -c 'id -u >/out/logs/NAME.before' && ",
    "echo 100 >/proc/self/oom_score_adj || :; ",
    "setpriv --reuid=boxer --regid=boxer --init-groups /bin/sh -c 'id -u >/out/logs/NAME.before' && ",
    "# a comment\n",
    "exec 2>&1; ",
];

/// A shell script, and the commands before the shell.
fn script(draw: &mut Draw, name: &str) -> (&'static str, String) {
    let around = draw.one(LEADERS);
    let steps: String = (0..3).map(|_| draw.one(STEPS)).collect();
    let exec = draw.one(&["exec ", "exec ", "exec ", ""]);
    let (leader, words) = (draw.one(LEADERS), words(draw));
    let script = format!("{steps}{exec}{leader}/box/probe {name} {words}").replace("NAME", name);
    (around, script.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%"))
}

/// A program that starts in such a way, with the file that a step may read.
fn case(name: &str, text: String) -> Case {
    let name = leak(name.to_owned());
    let old: &[(&str, &str)] =
        Box::leak(Box::new([(leak(format!("{name}.env")), "FILED_A='one two'\nA=filed\n")]));
    let acts = &[Act::Wait(0.3)];
    Case {
        name,
        text: leak(text),
        together: together(&[ATTRIBUTES, BEFORE]),
        acts,
        old,
        shell_leads: true,
        ..CASE
    }
}

fn words(draw: &mut Draw) -> &'static str {
    draw.one(&[
        "",
        "",
        "-- \"two words\" 'x$A'",
        "-- \"$A\"",
        "-- $A",
        "-- ${A}y",
        "-- \"$FILED_A\"",
        "-- $FILED_A",
        "-- \\$A",
        "-- ~/x",
        "-- a=~ \"${HOME}\"",
    ])
}

#[test]
fn scripts_of_programs_run_as_reported() {
    run_all_cases("script", |draw, name| {
        let is_script = draw.one(&["", "yes", "yes"]) == "yes";
        let command = if is_script {
            let (around, script) = script(draw, name);
            let script = script.replace('\n', "\n  ");
            format!("{around}/bin/sh -c \"{script}\"")
        } else {
            let leaders = [draw.one(LEADERS), draw.one(LEADERS)].concat();
            format!("{leaders}/box/probe {name} -- {}", draw.one(&["", "plain", "'two words'", "$A"]))
        };
        let text = [
            format!("[program:{name}]\ncommand={command}\nstartsecs=0\nautorestart=false\n"),
            draw.line("user", &["", "", "", "boxer", "root"]),
            draw.line("directory", &["", "", "/usr"]),
            draw.line("umask", &["", "", "077"]),
            draw.line("environment", &["", "B=\"own\"", "A=\"x y\",B=\"/usr\"", "A=\"x*y\""]),
        ]
        .concat();
        case(name, text)
    });
}

#[test]
fn scripts_of_units_run_as_reported() {
    run_all_cases("u_script", |draw, name| {
        let (around, script) = script(draw, name);
        // systemd looks up programs elsewhere, which is reported.
        let around = if around.is_empty() { String::new() } else { format!("/usr/bin/env {around}") };
        let script = script.replace('$', "$$").replace('\n', "\\n");
        let text = [
            format!("# file: {name}.service\n[Service]\nExecStart={around}/bin/sh -c \"{script}\"\n"),
            draw.line("User", &["", "", "", "boxer", "root"]),
            draw.line("WorkingDirectory", &["", "/usr"]),
            draw.line("Nice", &["", "", "", "5"]),
            draw.line("LimitCORE", &["", "", "", "0"]),
            draw.line("NoNewPrivileges", &["", "", "", "yes"]),
            draw.line("ExecStartPre", &["", "", "", "/bin/true"]),
            draw.line("Environment", &["", "B=own", "\"A=x y\" B=z"]),
            "[Install]\nWantedBy=multi-user.target\n".to_owned(),
        ]
        .concat();
        case(name, text)
    });
}
