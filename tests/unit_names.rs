//! Units in files whose names are not those of units, and masked units.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::program::{Run, directory, run};

const SERVICE: &str =
    "[Unit]\nDescription=x\n[Service]\nExecStart=/usr/bin/a\nFoo=1\n[Install]\nWantedBy=multi-user.target\n";

fn to_supervisord(directory: &Path, args: &[&str]) -> Run {
    run(directory, &[&["convert", "--to", "supervisord"], args].concat())
}

#[test]
fn a_service_file_with_any_other_name_is_read_as_a_service() {
    for name in ["x.unit", "x.txt", "x.conf", "x", "conf.d/x.conf"] {
        let root = directory(&[(name, SERVICE)]);
        let checked = run(root.path(), &["check", "--language", "systemd", "--output-format", "json", name]);
        let rules: Vec<String> = checked.findings().into_iter().map(|(rule, _, _)| rule).collect();
        assert_eq!(rules, ["unknown-directive"], "{name}");
        let converted = to_supervisord(root.path(), &["--language", "systemd", name]);
        assert!(converted.out.contains("[program:x]\ncommand=/usr/bin/a\n"), "{name}: {}", converted.out);
        let shown = run(root.path(), &["inspect", "--effective", "--language", "systemd", name]);
        assert!(shown.out.contains("\"directive\": \"ExecStart\""), "{name}: {}", shown.out);
    }
}

#[test]
fn a_file_without_a_recognizable_unit_type_is_rejected() {
    let root = directory(&[("x.unit", "[Unit]\n[Servce]\nExecStart=/usr/bin/a\n")]);
    for command in [&["check"][..], &["convert", "--to", "supervisord"], &["inspect"]] {
        let run = run(root.path(), &[command, &["--language", "systemd", "x.unit"]].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(
            run.err.contains("neither its name nor its sections") && run.err.contains("--stdin-filename")
        );
    }
}

#[test]
fn a_drop_in_named_from_inside_its_directory_is_recognized() {
    let root = directory(&[("app.service.d/o.conf", "[Service]\nExecStart=\nExecStart=/x\nFoo=1\n")]);
    let run = run(&root.path().join("app.service.d"), &["check", "--output-format", "json", "o.conf"]);
    let rules: Vec<String> = run.findings().into_iter().map(|(rule, _, _)| rule).collect();
    assert_eq!(rules, ["unknown-directive"]);
}

#[test]
fn a_masked_unit_is_not_reported() {
    let root = directory(&[("e.service", ""), ("a.service", SERVICE), ("a.service.d/README", "")]);
    symlink("/dev/null", root.path().join("m.service")).unwrap();
    symlink("m.service", root.path().join("n.service")).unwrap();
    symlink("/dev/null", root.path().join("a.service.d/x.conf")).unwrap();
    let rules = |args: &[&str]| -> Vec<String> {
        let run = run(root.path(), &[&["check", "--output-format", "json"], args].concat());
        run.findings().into_iter().map(|(rule, _, _)| rule).collect()
    };
    for name in ["m.service", "n.service"] {
        assert_eq!(rules(&[name]), [] as [&str; 0], "{name}");
        assert_eq!(rules(&["--root", ".", name]), [] as [&str; 0], "{name} under the root");
    }
    assert_eq!(rules(&["a.service"]), ["unknown-directive"]);
    // An empty file may be an accident.
    assert_eq!(rules(&["e.service"]), ["empty-unit-is-mask"]);
    let mode = std::fs::Permissions::from_mode(0o777);
    std::fs::set_permissions(root.path().join("e.service"), mode).unwrap();
    assert_eq!(rules(&["e.service"]), ["empty-unit-is-mask"], "systemd reads the file as a mask");
}

#[test]
fn a_masked_unit_becomes_no_program() {
    let root = directory(&[
        ("e.service", ""),
        ("e.service.d/x.conf", "[Service]\nExecStart=/usr/bin/e\n"),
        ("service.d/y.conf", "[Service]\nNice=5\n"),
        ("b.service", &SERVICE.replace("bin/a", "bin/b")),
        ("e.timer", "[Timer]\nOnBootSec=5\n"),
    ]);
    symlink("/dev/null", root.path().join("m.service")).unwrap();
    for name in ["e.service", "m.service"] {
        let run = to_supervisord(root.path(), &[name]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(!run.out.contains("[program:"), "{}", run.out);
        assert!(run.err.contains(&format!("{name} is masked: systemd does not load it")), "{}", run.err);
        assert!(!run.err.contains("ExecStart= or"), "{}", run.err);
    }
    // A drop-in that it shares with a unit that is loaded takes effect there.
    let run = to_supervisord(root.path(), &["."]);
    assert_eq!(run.out.matches("[program:").count(), 1, "{}", run.out);
    assert!(run.out.contains("nice -n 5") && run.out.contains("/usr/bin/b"), "{}", run.out);
}

#[test]
fn a_mask_under_root_applies_to_units_found_by_walking() {
    let unit = "img/usr/lib/systemd/system/a.service";
    let broken = "img/usr/lib/systemd/system/c.service";
    let root = directory(&[
        (unit, SERVICE),
        (broken, "[Service]\nUser=x\n"),
        ("img/usr/lib/systemd/system/b.service", &SERVICE.replace("bin/a", "bin/b")),
        ("img/etc/systemd/system/x", ""),
    ]);
    for name in ["a.service", "c.service"] {
        symlink("/dev/null", root.path().join("img/etc/systemd/system").join(name)).unwrap();
    }
    for args in [&["img"][..], &["img/usr"], &[unit, broken, "img/usr/lib/systemd/system/b.service"]] {
        let run = to_supervisord(root.path(), &[&["--root", "img"], args].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(run.out.matches("[program:").count(), 1, "{}", run.out);
        assert!(run.out.contains("[program:b]\ncommand=/usr/bin/b\n"), "{}", run.out);
        assert!(run.err.contains("a.service is masked by img/etc/systemd/system/a.service:"), "{}", run.err);
    }
    let shown = run(root.path(), &["inspect", "--effective", "--root", "img", "img"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    let json: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let units = json["units"].as_array().unwrap();
    let masked: Vec<bool> = units.iter().map(|unit| unit["masked"].as_bool().unwrap()).collect();
    assert_eq!(masked, [true, false, true]);
    assert_eq!(units[0]["files"], serde_json::json!(["img/etc/systemd/system/a.service"]));
    let model = run(root.path(), &["inspect", "--root", "img", "img"]);
    assert!(!model.out.contains("/usr/bin/a"), "{}", model.out);
}

#[test]
fn a_synthesized_unit_name_causes_no_findings() {
    for text in [
        "[Unit]\nDescription=x\nAfter=x.service\n[Service]\nExecStart=/usr/bin/a %i\n[Install]\nWantedBy=multi-user.target\n",
        "[Unit]\nDescription=x\n[Mount]\nWhat=/dev/sda\nWhere=/mnt\n",
        "[Unit]\nDescription=x\n[Automount]\nWhere=/mnt\n",
        "[Unit]\nDescription=x\n[Swap]\nWhat=/dev/sda\n",
        "[Unit]\nDescription=x\n[Timer]\nOnBootSec=5\n[Install]\nWantedBy=timers.target\n",
        "[Unit]\nDescription=x\n[Service]\nExecStart=/usr/bin/a\n[Install]\nAlias=b@.service\nDefaultInstance=c\nWantedBy=multi-user.target\n",
    ] {
        let root = directory(&[("x.unit", text)]);
        let run = run(root.path(), &["check", "--language", "systemd", "--output-format", "json", "x.unit"]);
        assert_eq!(run.findings(), [], "{text}");
    }
}
