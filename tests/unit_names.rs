//! Units in files that are not named like one, and units that are masked.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::program::{Run, folder, run};

const SERVICE: &str =
    "[Unit]\nDescription=x\n[Service]\nExecStart=/usr/bin/a\nFoo=1\n[Install]\nWantedBy=multi-user.target\n";

fn to_supervisord(folder: &Path, args: &[&str]) -> Run {
    run(folder, &[&["convert", "--to", "supervisord"], args].concat())
}

#[test]
fn a_service_under_any_other_name_is_read_as_one() {
    for name in ["x.unit", "x.txt", "x.conf", "x", "conf.d/x.conf"] {
        let root = folder(&[(name, SERVICE)]);
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
fn a_file_that_tells_no_type_is_refused() {
    let root = folder(&[("x.unit", "[Unit]\n[Servce]\nExecStart=/usr/bin/a\n")]);
    for command in [&["check"][..], &["convert", "--to", "supervisord"], &["inspect"]] {
        let run = run(root.path(), &[command, &["--language", "systemd", "x.unit"]].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(
            run.err.contains("neither its name nor its sections") && run.err.contains("--stdin-filename")
        );
    }
}

#[test]
fn a_drop_in_named_inside_its_folder_is_one() {
    let root = folder(&[("app.service.d/o.conf", "[Service]\nExecStart=\nExecStart=/x\nFoo=1\n")]);
    let run = run(&root.path().join("app.service.d"), &["check", "--output-format", "json", "o.conf"]);
    let rules: Vec<String> = run.findings().into_iter().map(|(rule, _, _)| rule).collect();
    assert_eq!(rules, ["unknown-directive"]);
}

#[test]
fn nothing_is_said_of_a_link_to_the_null_device() {
    let root = folder(&[("e.service", ""), ("a.service", SERVICE)]);
    symlink("/dev/null", root.path().join("m.service")).unwrap();
    symlink("m.service", root.path().join("n.service")).unwrap();
    std::fs::create_dir(root.path().join("a.service.d")).unwrap();
    symlink("/dev/null", root.path().join("a.service.d/x.conf")).unwrap();
    let rules = |args: &[&str]| -> Vec<String> {
        let run = run(root.path(), &[&["check", "--output-format", "json"], args].concat());
        run.findings().into_iter().map(|(rule, _, _)| rule).collect()
    };
    for name in ["m.service", "n.service"] {
        assert_eq!(rules(&[name]), [] as [&str; 0], "{name}");
        assert_eq!(rules(&["--root", ".", name]), [] as [&str; 0], "{name} below the root");
    }
    assert_eq!(rules(&["a.service"]), ["unknown-directive"]);
    // An empty file may be an accident.
    assert_eq!(rules(&["e.service"]), ["empty-unit-is-mask"]);
    let mode = std::fs::Permissions::from_mode(0o777);
    std::fs::set_permissions(root.path().join("e.service"), mode).unwrap();
    assert_eq!(rules(&["e.service"]), ["empty-unit-is-mask"], "systemd reads no line of it");
}
