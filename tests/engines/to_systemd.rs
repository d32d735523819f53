//! systemd accepts every unit that `convert --to systemd` emits, without a message.

use sysvisor::diagnostic::Applicability;
use sysvisor::lint::{self, fix};
use sysvisor::source::FileId;

use super::{fixtures, verify};
use crate::stages;

/// Translates a configuration and lets systemd verify all of it together.
fn assert_verifies_without_messages(name: &str, text: &str) {
    let files = fixtures::to_systemd(name, text);
    assert!(files.iter().any(|(name, _)| name.ends_with(".service")), "{name} was translated to no service");
    let is_unit = |name: &str| [".service", ".socket", ".target"].iter().any(|kind| name.ends_with(kind));
    let units = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let units: Vec<(&str, &str)> = units.filter(|(name, _)| is_unit(name)).collect();
    let Some(messages) = verify::systemd_verify(&units) else { return };
    assert_eq!(messages, [] as [String; 0], "{name} was translated to\n{}", printed(&units));
}

/// systemd-tmpfiles itself creates the directories of the logs.
#[test]
fn systemd_tmpfiles_creates_the_log_directories() {
    if !verify::is_installed() {
        super::skip("systemd-tmpfiles", "install systemd");
        return;
    }
    let text =
        "[program:a]\ncommand=/a\nstdout_logfile=/var/log/a b'%%%%/a.log\nstderr_logfile=/run/shop/a.log\n";
    let files = fixtures::to_systemd("a.conf", text);
    let (_, lines) = files.iter().find(|(name, _)| name == "a.tmpfiles.conf").expect("a tmpfiles.d file");
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("a.conf"), lines).unwrap();
    let output = std::process::Command::new("systemd-tmpfiles")
        .arg("--create")
        .arg(root.path().join("a.conf"))
        .arg(format!("--root={}", root.path().display()))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{lines}");
    for directory in ["var/log/a b'%", "run/shop"] {
        assert!(root.path().join(directory).is_dir(), "{directory} was not created:\n{lines}");
    }
}

fn printed(units: &[(&str, &str)]) -> String {
    units.iter().map(|(name, text)| format!("# file: {name}\n{text}\n")).collect()
}

#[test]
fn the_units_of_the_queue_fixture_verify_without_messages() {
    for (name, text) in fixtures::read("queue") {
        assert_verifies_without_messages(&name, &text);
    }
}

#[test]
fn the_units_of_the_fixed_queue_numbered_fixture_verify_without_messages() {
    for (name, text) in fixtures::read("queue-numbered") {
        // supervisord itself refuses `%(process_num)` without a conversion.
        let (config, sources) = stages::config(&name, text.as_bytes());
        let findings = lint::check_supervisord(&config, &sources, &stages::options());
        let (fixed, _) =
            fix::apply_round(text.as_bytes(), &findings, FileId(0), Applicability::Safe).unwrap();
        let fixed = String::from_utf8(fixed).unwrap();
        assert_verifies_without_messages(&name, &fixed);
    }
}

#[test]
fn the_units_of_every_convert_fixture_verify_without_messages() {
    for name in fixtures::list("convert") {
        for (name, text) in fixtures::read(&format!("convert/{name}")) {
            assert_verifies_without_messages(&name, &text);
        }
    }
}
