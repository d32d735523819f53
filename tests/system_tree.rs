//! Units in a system tree: `--root` and `inspect --effective` on the command line.

use std::os::unix::fs::symlink;

use crate::program::{directory, run};

const UNIT: &str = "[Unit]\nDescription=Web\n[Service]\nExecStart=/usr/bin/web\nUser=web\nEnvironment=A=1\n\
                    [Install]\nWantedBy=multi-user.target\n";

/// An image with a unit of the distribution, a drop-in of the administrator, and one for all services.
fn image() -> tempfile::TempDir {
    directory(&[
        ("image/usr/lib/systemd/system/web.service", UNIT),
        ("image/usr/lib/systemd/system/job@.service", "[Service]\nExecStart=/usr/bin/job %i\n"),
        ("image/etc/systemd/system/web.service.d/10-user.conf", "[Service]\nUser=\nEnvironment=\n"),
        ("image/usr/lib/systemd/system/service.d/50-all.conf", "[Service]\nNoNewPrivileges=yes\n"),
        ("image/usr/lib/systemd/user/mine.service", UNIT),
    ])
}

#[test]
fn a_unit_is_found_by_name_with_its_drop_ins() {
    let root = image();
    let args = ["inspect", "--effective", "--output-format", "text", "--root", "image", "web.service"];
    let text = run(root.path(), &args);
    assert_eq!(
        (text.status, text.err.as_str(), text.out.as_str()),
        (
            0,
            "",
            "# web.service\n\
             # from image/usr/lib/systemd/system/web.service\n\
             # from image/etc/systemd/system/web.service.d/10-user.conf\n\
             # from image/usr/lib/systemd/system/service.d/50-all.conf\n\
             \n\
             [Unit]\n\
             # image/usr/lib/systemd/system/web.service:2\n\
             Description=Web\n\
             \n\
             [Service]\n\
             # image/usr/lib/systemd/system/web.service:4\n\
             ExecStart=/usr/bin/web\n\
             # image/usr/lib/systemd/system/service.d/50-all.conf:2\n\
             NoNewPrivileges=yes\n\
             \n\
             [Install]\n\
             # image/usr/lib/systemd/system/web.service:8\n\
             WantedBy=multi-user.target\n"
        )
    );
}

#[test]
fn any_spelling_of_a_path_into_the_tree_means_the_same_unit() {
    let root = image();
    let absolute = root.path().join("image");
    let absolute = absolute.to_str().unwrap();
    let unit = "usr/lib/systemd/system/web.service";
    for (tree, path) in [
        ("image", format!("image/{unit}")),
        ("./image/", format!("./image/{unit}")),
        ("image", format!("{absolute}/{unit}")),
        (absolute, format!("image/{unit}")),
    ] {
        let output = run(root.path(), &["inspect", "--effective", "--root", tree, &path]);
        let json: serde_json::Value = serde_json::from_str(&output.out).unwrap();
        assert_eq!(
            json["units"][0]["files"].as_array().map(Vec::len),
            Some(3),
            "{tree} {path}: {}",
            output.out
        );
    }
    let here = run(&root.path().join("image"), &["inspect", "--effective", "--root", ".", "web.service"]);
    assert!(here.out.contains("\"etc/systemd/system/web.service.d/10-user.conf\""), "{}", here.out);
}

#[test]
fn the_json_matches_its_schema() {
    let root = directory(&[("a.service", "[Service]\nExecStart=/bin/a\n")]);
    let output = run(root.path(), &["inspect", "--effective", "a.service"]);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let expected = serde_json::json!({
        "schema": "sysvisor/effective/v1",
        "language": "systemd",
        "units": [{
            "name": "a.service",
            "aliases": [],
            "masked": false,
            "files": ["a.service"],
            "settings": [{
                "section": "Service", "directive": "ExecStart", "value": "/bin/a", "path": "a.service", "line": 2
            }]
        }]
    });
    assert_eq!(json, expected);
}

#[test]
fn instances_are_loaded_from_their_template_and_user_units_are_found() {
    let root = image();
    let output = run(
        root.path(),
        &["inspect", "--effective", "--root", "image", "job@1.service", "job@2.service", "mine.service"],
    );
    let json: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let names: Vec<&str> =
        json["units"].as_array().unwrap().iter().map(|unit| unit["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["job@1.service", "job@2.service", "mine.service"]);
    assert_eq!(json["units"][2]["files"][0], "image/usr/lib/systemd/user/mine.service");
    // The path of an instance refers to its template as well.
    let instance = run(&root.path().join("image/usr/lib/systemd/system"), &["check", "job@3.service"]);
    assert_eq!(instance.status, 0, "{}", instance.err);
    let missing = run(root.path(), &["check", "--root", "image", "gone.service"]);
    assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    assert!(missing.err.contains("cannot read gone.service"), "{}", missing.err);
}

#[test]
fn symlinks_in_the_tree_do_not_lead_outside() {
    let root = image();
    let etc = root.path().join("image/etc/systemd/system");
    let other = directory(&[("outside.service", UNIT)]);
    let outside = other.path().join("outside.service");
    symlink(&outside, etc.join("out.service")).unwrap();
    let up =
        format!("../../../../../{}/outside.service", other.path().file_name().unwrap().to_str().unwrap());
    assert!(etc.join(&up).exists(), "without a root the symlink leads outside");
    symlink(up, etc.join("up.service")).unwrap();
    symlink("/usr/lib/systemd/system/web.service", etc.join("alias.service")).unwrap();
    symlink("/dev/null", etc.join("mask.service")).unwrap();
    for name in ["out.service", "up.service"] {
        let output = run(root.path(), &["inspect", "--effective", "--root", "image", name]);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{name}");
    }
    let alias = run(root.path(), &["inspect", "--effective", "--root", "image", "alias.service"]);
    assert!(alias.out.contains("\"name\": \"web.service\""), "{}", alias.out);
    let mask = run(root.path(), &["inspect", "--effective", "--root", "image", "mask.service"]);
    assert!(mask.status == 0 && mask.out.contains("\"masked\": true"), "{}", mask.out);
    // A walk finds the same files.
    let walk = run(root.path(), &["check", "--root", "image", "image"]);
    assert!(walk.err.contains("in 5 files"), "{}", walk.err);
}

#[test]
fn a_unit_that_systemd_rejects_is_shown_with_the_reason() {
    let root = directory(&[("a.service", "[Service]\nUser=a\n")]);
    let output = run(root.path(), &["inspect", "--effective", "a.service"]);
    assert_eq!(output.status, 1);
    assert!(
        output.err.contains("no-exec") && output.out.contains("\"directive\": \"User\""),
        "{}",
        output.err
    );
}

#[test]
fn text_output_is_only_for_effective_units() {
    let root = directory(&[("a.conf", "[program:a]\ncommand=/a\n"), ("a.service", UNIT)]);
    for args in [&["--effective", "a.conf"][..], &["a.service"], &["--effective", "a.conf", "a.service"]] {
        let output = run(root.path(), &[&["inspect", "--output-format", "text"], args].concat());
        assert_eq!((output.status, output.out.as_str()), (2, ""));
        assert!(output.err.contains("is for systemd units, with --effective"), "{}", output.err);
    }
}

#[test]
fn permission_bits_of_a_discovered_drop_in_are_checked() {
    use std::os::unix::fs::PermissionsExt as _;

    let directory = directory(&[
        (
            "app.service",
            "[Unit]\nDescription=A\n[Service]\nExecStart=/a\n[Install]\nWantedBy=multi-user.target\n",
        ),
        ("app.service.d/a.conf", "[Service]\nNice=1\n"),
    ]);
    let rules = |mode: u32, named: &str| -> Vec<String> {
        for file in ["app.service", "app.service.d/a.conf"] {
            let mode = if file.ends_with(".conf") { mode } else { 0o644 };
            std::fs::set_permissions(directory.path().join(file), std::fs::Permissions::from_mode(mode))
                .unwrap();
        }
        let run = run(directory.path(), &["check", "--output-format", "json", named]);
        run.findings().into_iter().map(|(rule, _, _)| rule).collect()
    };
    for named in ["app.service", "app.service.d/a.conf", "."] {
        assert_eq!(rules(0o644, named), [""; 0], "{named}");
        assert_eq!(rules(0o777, named), ["executable-unit-file", "world-writable-unit-file"], "{named}");
    }
}

#[test]
fn the_first_of_two_units_with_one_name_on_the_load_path_is_translated() {
    let own =
        "[Unit]\nDescription=Web\n[Service]\nExecStart=/etc/web\n[Install]\nWantedBy=multi-user.target\n";
    let (etc, usr) = ("image/etc/systemd/system/web.service", "image/usr/lib/systemd/system/web.service");
    let root = directory(&[(etc, own), (usr, UNIT)]);
    for paths in [["image"].as_slice(), &[usr, etc]] {
        let run = run(root.path(), &[&["convert", "--to", "supervisord", "--root", "image"], paths].concat());
        assert_eq!(run.out.matches("[program:").count(), 1, "{}", run.out);
        assert!(run.out.contains("command=/etc/web"), "{}", run.out);
        assert!(run.err.contains(&format!("systemd loads {etc} instead of {usr}")), "{}", run.err);
    }
    let check = run(root.path(), &["check", "--root", "image", "--output-format", "json", "image"]);
    let rules: Vec<String> = check.findings().into_iter().map(|(rule, _, _)| rule).collect();
    assert_eq!(rules.iter().filter(|rule| *rule == "unit-file-unused").count(), 1, "{rules:?}");
}

#[test]
fn inspect_reads_a_unit_as_the_selected_release_does() {
    let root = directory(&[(
        "a.service",
        "[Service]\nType=notify-reload\nExecStart=/usr/bin/a\nRestart=always\nRestartSteps=3\n",
    )]);
    let text = |release: &[&str]| {
        let args = [&["inspect", "--effective", "--output-format", "text", "a.service"], release].concat();
        run(root.path(), &args).out
    };
    let newest = text(&[]);
    assert!(newest.contains("\nType=notify-reload\n") && newest.contains("\nRestartSteps=3\n"), "{newest}");
    // Both were added after 252 (NEWS of 253 and 254), which ignores the lines.
    let older = text(&["--systemd-version", "debian12"]);
    assert!(!older.contains("Type=") && !older.contains("RestartSteps="), "{older}");
    assert!(older.contains("\nRestart=always\n"), "{older}");

    let model = |release| run(root.path(), &["inspect", "--systemd-version", release, "a.service"]).out;
    assert!(model("253").contains(r#""kind": "on-notify""#), "{}", model("253"));
    assert!(model("252").contains(r#""kind": "at-fork""#), "{}", model("252"));
}
