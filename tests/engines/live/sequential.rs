//! Units that themselves report what they see, run by one manager after the other: what both would do to the same
//! directory, and what a probe does not show.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::super::fixtures;
use super::case::{CASE, Case};
use super::machine::{self, Machine};
use super::supervisord::Supervisord;

/// What a unit has written to `/out/NAME` under systemd, and its translation under supervisord. `between` is run between
/// the two.
fn seen(machine: &Machine, name: &'static str, unit: &str, between: &[&str]) -> [String; 2] {
    let file = format!("{name}.service");
    let text = fixtures::to_supervisord(&vec![(file.clone(), unit.to_owned())]);
    std::fs::write(machine.path(&format!("/etc/systemd/system/{file}")), unit).unwrap();
    machine.run(&["systemctl", "start", "--no-block", &file]);
    let original = written(&machine.share.join("systemd").join(name));
    machine.run(&["systemctl", "stop", &file]);
    machine.run(between);
    let case = Case { name, ..CASE };
    let supervisord = Supervisord::start(machine, &case, &text);
    let translation = written(&machine.share.join("supervisord").join(name));
    supervisord.call("shutdown", &[]);
    supervisord.kill(machine, &case);
    [original, translation]
}

/// The contents of a file, once it exists.
fn written(path: &Path) -> String {
    let found = (0..500).find_map(|_| {
        sleep(Duration::from_millis(20));
        std::fs::read_to_string(path).ok()
    });
    found.unwrap_or_else(|| panic!("nothing was written to {path:?}"))
}

#[test]
fn a_configuration_directory_gets_its_owner_only_when_it_is_created() {
    let Some(machine) = machine::shared() else { return };
    let unit = r#"[Service]
User=boxer
Group=ringside
ConfigurationDirectory=u_configured/new u_configured_before
ConfigurationDirectoryMode=0750
ExecStart=/bin/sh -c 'stat -c "%%n %%a %%U %%G" /etc/u_configured /etc/u_configured/new /etc/u_configured_before >/out/u_new; \
    echo "$$CONFIGURATION_DIRECTORY" >>/out/u_new; mv /out/u_new /out/u_configured; exec sleep 60'
[Install]
WantedBy=multi-user.target
"#;
    machine.run(&["mkdir", "--mode=0711", "/etc/u_configured_before"]);
    let [original, translation] = seen(machine, "u_configured", unit, &["rm", "-r", "/etc/u_configured"]);
    assert_eq!(original, translation);
    assert!(
        original.starts_with("/etc/u_configured 755 root root\n/etc/u_configured/new 750 boxer ringside\n")
    );
}

/// B16: what is lost of `LimitFSIZE=` according to the report.
#[test]
fn exceeding_the_file_size_limit_kills_a_program_under_systemd_only() {
    let Some(machine) = machine::shared() else { return };
    let unit = "[Service]\nLimitFSIZE=1000:100000\nExecStart=/bin/sh -c 'head -c 5000 /dev/zero >/tmp/u_too_long; echo $$? >/out/u_one; \
                mv /out/u_one /out/u_too_long; exec sleep 60'\n[Install]\nWantedBy=multi-user.target\n";
    let [original, translation] = seen(machine, "u_too_long", unit, &["true"]);
    // Killed by SIGXFSZ under systemd; a failed write under supervisord.
    assert_eq!([original, translation], ["153\n", "1\n"]);
}
