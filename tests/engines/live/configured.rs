//! Directories of configuration, which lie where both managers of a box would find them: one runs after the other.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use super::super::fixtures;
use super::case::{CASE, Case};
use super::machine;
use super::supervisord::Supervisord;

/// Says of its directories whose they are, and with which mode: one is new, one is there already.
const UNIT: &str = r#"[Service]
User=boxer
Group=ringside
ConfigurationDirectory=u_configured/new u_configured_before
ConfigurationDirectoryMode=0750
ExecStart=/bin/sh -c 'stat -c "%%n %%a %%U %%G" /etc/u_configured /etc/u_configured/new /etc/u_configured_before >/out/new; \
    echo "$$CONFIGURATION_DIRECTORY" >>/out/new; mv /out/new /out/configured; exec sleep 60'

[Install]
WantedBy=multi-user.target
"#;

fn seen(folder: &Path) -> String {
    let read = || std::fs::read_to_string(folder.join("configured")).ok();
    let found = (0..500).find_map(|_| {
        sleep(Duration::from_millis(20));
        read()
    });
    found.unwrap_or_else(|| panic!("nothing was seen in {folder:?}"))
}

#[test]
fn a_directory_of_configuration_is_the_users_where_it_is_made_and_stays_as_it_is_where_it_is_there() {
    let Some(machine) = machine::start(&[]) else { return };
    let unit = "u_configured.service";
    let text = fixtures::to_supervisord(&vec![(unit.to_owned(), UNIT.to_owned())]);
    machine.run(&["mkdir", "--mode=0711", "/etc/u_configured_before"]);
    std::fs::write(machine.path(&format!("/etc/systemd/system/{unit}")), UNIT).unwrap();
    machine.run(&["systemctl", "start", "--no-block", unit]);
    let original = seen(&machine.share.join("systemd"));
    machine.run(&["systemctl", "stop", unit]);
    machine.run(&["rm", "-r", "/etc/u_configured"]);

    let case = Case { name: "u_configured", ..CASE };
    let supervisord = Supervisord::start(&machine, &case, &text);
    let translation = seen(&machine.share.join("supervisord"));
    supervisord.call("shutdown", &[]);
    supervisord.kill(&machine, &case);
    assert_eq!(original, translation, "{text}");
    assert!(
        original.starts_with("/etc/u_configured 755 root root\n/etc/u_configured/new 750 boxer ringside\n")
    );
}
