//! A user unit under a user's systemd, and its translation under a supervisord that the user runs.

use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use super::super::fixtures;
use super::machine::{self, Machine};

/// Reports the path, mode and owner of its directories, its working directory, its user, and whether it can gain
/// privileges.
const UNIT: &str = r#"[Service]
RuntimeDirectory=own
StateDirectory=own own/deep
StateDirectoryMode=0700
CacheDirectory=own
LogsDirectory=own
ConfigurationDirectory=conf
LockPersonality=yes
WorkingDirectory=%S/own
Environment=HOME_IS=%h RUNTIME_IS=%t STATE_IS=%S CACHE_IS=%C LOGS_ARE=%L CONFIG_IS=%E
ExecStart=/bin/sh -c 'for one in $$RUNTIME_DIRECTORY $${STATE_DIRECTORY%%:*} $${STATE_DIRECTORY#*:} $$CACHE_DIRECTORY \
    $$LOGS_DIRECTORY $$CONFIGURATION_DIRECTORY; do stat -c "%%n %%a %%U" "$$one"; done >%h/new; \
    env | grep -E "_DIRECTORY|_IS|_ARE" | sort >>%h/new; pwd >>%h/new; \
    grep NoNewPrivs /proc/self/status >>%h/new; mv %h/new %h/seen; exec sleep 60'

[Install]
WantedBy=default.target
"#;

const HOME: &str = "/home/boxer";
const RUNTIME: &str = "/run/user/4242";

fn inside(machine: &Machine, script: &str) -> String {
    machine.run(&["sh", "-c", script])
}

/// What the unit has recorded, once it has.
fn seen(machine: &Machine, process: Option<&mut Child>) -> String {
    let path = machine.path(&format!("{HOME}/seen"));
    let found = (0..1000).find_map(|_| {
        sleep(Duration::from_millis(20));
        std::fs::read_to_string(&path).ok()
    });
    let log = || match process {
        Some(process) => {
            std::fs::read_to_string(machine.path(&format!("{HOME}/said"))).unwrap_or_default()
                + &format!("{process:?}")
        }
        None => inside(machine, "journalctl --no-pager | tail -n 20"),
    };
    found.unwrap_or_else(|| panic!("the probe wrote nothing: {}", log()))
}

#[test]
fn a_user_unit_has_its_directories_where_the_user_manager_creates_them() {
    let Some(machine) = machine::start(&[]) else { return };
    let (unit, name) = (UNIT.to_owned(), "systemd/user/users.service".to_owned());
    let files = fixtures::to_supervisord(&vec![(name, unit)]);
    // A user's manager as `user@.service` starts it, but without a session.
    let manager = format!(
        "[Service]\nUser=boxer\nType=notify\nDelegate=yes\nEnvironment=XDG_RUNTIME_DIR={RUNTIME}\nTimeoutStartSec=infinity\n\
         ExecStart=/usr/lib/systemd/systemd --user --unit=users.service\n"
    );
    std::fs::write(machine.path("/etc/systemd/system/boxers.service"), manager).unwrap();
    inside(
        &machine,
        // The Python may be below root's home, which others must be able to enter in the box.
        &format!(
            "mkdir -p {RUNTIME} {HOME}/.config/systemd/user; chmod 700 {RUNTIME}; chmod 755 {HOME} /root"
        ),
    );
    std::fs::write(machine.path(&format!("{HOME}/.config/systemd/user/users.service")), UNIT).unwrap();
    inside(&machine, &format!("chown -R boxer: {RUNTIME} {HOME}; systemctl start --no-block boxers"));
    let original = seen(&machine, None);
    inside(&machine, &format!("systemctl stop boxers; rm -rf {HOME}/.??* {HOME}/* {RUNTIME}/own"));

    std::fs::write(machine.path(&format!("{HOME}/supervisord.conf")), files).unwrap();
    let python = machine.python.to_str().unwrap();
    let start = format!(
        "cd {HOME}; exec setpriv --reuid=boxer --regid=boxer --init-groups env -i PATH=/usr/bin:/bin HOME={HOME} USER=boxer \
         XDG_RUNTIME_DIR={RUNTIME} {python} -m supervisor.supervisord --nodaemon --configuration {HOME}/supervisord.conf \
         --logfile {HOME}/log --pidfile {HOME}/pid >{HOME}/said 2>&1"
    );
    let mut supervisord = machine.inside("sh").args(["-c", &start]).spawn().unwrap();
    let translation = seen(&machine, Some(&mut supervisord));
    // Over the socket that the configuration specifies.
    let output = inside(
        &machine,
        &format!(
            "exec setpriv --reuid=boxer --regid=boxer --init-groups env -i PATH=/usr/bin:/bin HOME={HOME} \
             XDG_RUNTIME_DIR={RUNTIME} {python} -m supervisor.supervisorctl -c {HOME}/supervisord.conf shutdown"
        ),
    );
    assert!(output.contains("Shut down"), "{output}");
    supervisord.wait().unwrap();
    assert!(original.contains("own/deep 700 boxer") && original.contains("STATE_DIRECTORY="), "{original}");
    assert!(original.ends_with("NoNewPrivs:\t1\n"), "{original}");
    assert_eq!(original, translation);
}
