//! systemd's own loader: `systemd-analyze verify`.

use std::process::{Command, Stdio};

/// Targets that services name without being asked to. A private folder holds them, so that no unit of this machine takes
/// part.
const TARGETS: [(&str, &str); 9] = [
    ("basic.target", "Requires=sysinit.target\nAfter=sysinit.target"),
    ("multi-user.target", "Requires=basic.target\nAfter=basic.target"),
    ("network.target", ""),
    ("network-online.target", "After=network.target"),
    ("shutdown.target", "DefaultDependencies=no"),
    ("sockets.target", ""),
    ("sysinit.target", ""),
    ("timers.target", ""),
    ("umount.target", "DefaultDependencies=no"),
];

/// What systemd has to say about units, each a name and a text; none without systemd.
///
/// The programs of the units need not be on this machine.
pub(super) fn systemd_verify(units: &[(&str, &str)]) -> Option<Vec<String>> {
    if !is_there() {
        super::skip("systemd", "install systemd-analyze");
        return None;
    }
    let root = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        let folder = root.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        folder
    };
    let (own, host, runtime) = (folder("units"), folder("host"), folder("runtime"));
    for (name, lines) in TARGETS {
        std::fs::write(host.join(name), format!("[Unit]\nDescription=A target\n{lines}\n")).unwrap();
    }
    for (name, text) in units {
        std::fs::write(own.join(name), text).unwrap();
    }
    let output = Command::new("systemd-analyze")
        .args(["verify", "--man=no", "--recursive-errors=one"])
        // A path, or the unit would be looked for below SYSTEMD_UNIT_PATH only.
        .args(units.iter().map(|(name, _)| format!("./{name}")))
        .current_dir(&own)
        .env_clear()
        .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", "/home/shop")
        .env("SYSTEMD_UNIT_PATH", &host)
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("SYSTEMD_LOG_LEVEL", "info")
        .env("SYSTEMD_LOG_TARGET", "console")
        .env("SYSTEMD_LOG_COLOR", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    Some(text.lines().filter(|line| !is_about_this_machine(line)).map(str::to_owned).collect())
}

/// The program that a fixture starts is not installed here, or a unit that it needs is not.
fn is_about_this_machine(line: &str) -> bool {
    line.contains(" is not executable: No such file or directory")
        || (line.contains("Failed to create ") && line.ends_with(" not found."))
}

/// Whether `systemd-analyze` can be run.
pub(super) fn is_there() -> bool {
    let mut version = Command::new("systemd-analyze");
    version.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    version.status().is_ok_and(|status| status.success())
}

#[test]
fn verify_is_heard_when_it_complains_and_silent_about_this_machine() {
    let good =
        ("good.service", "[Service]\nExecStart=/opt/nowhere/daemon\n[Install]\nWantedBy=multi-user.target\n");
    let bad = ("bad.service", "[Service]\nExecStart=/opt/nowhere/daemon\nRestrat=always\n");
    let Some(messages) = systemd_verify(&[good]) else { return };
    assert_eq!(messages, [] as [String; 0]);
    let messages = systemd_verify(&[good, bad]).unwrap_or_default();
    assert!(messages.iter().any(|message| message.contains("Restrat")), "{messages:?}");
}
