//! The fixtures: what `check` reports, and what `convert` emits and reports.

use crate::program::{directory, root, run, snapshots};

fn snapshot(stage: &str, name: &str, args: &[&str]) {
    let transcript = run(&root().join("tests/fixtures"), args).transcript();
    snapshots(stage).bind(|| insta::assert_snapshot!(name, transcript));
}

#[test]
fn check_reports_its_findings() {
    for name in ["daemon", "queue", "queue-numbered", "unit", "workers"] {
        snapshot("check", name, &["check", name]);
    }
    snapshot("check", "queue-numbered.json", &["check", "--output-format", "json", "queue-numbered"]);
    snapshot("check", "queue-numbered.diff", &["check", "--diff", "queue-numbered"]);
    snapshot(
        "check",
        "all.concise",
        &["check", "--output-format", "concise", "daemon", "queue", "queue-numbered", "unit", "workers"],
    );
}

#[test]
fn convert_emits_idiomatic_files() {
    for name in ["daemon", "queue", "queue-numbered"] {
        snapshot("convert", name, &["convert", "--to", "systemd", name]);
    }
    for name in ["unit", "workers"] {
        snapshot("convert", name, &["convert", "--to", "supervisord", name]);
    }
    snapshot("convert", "container", &["convert", "--to", "supervisord", "--container", "container"]);
    let json = ["convert", "--to", "systemd", "--report", "json", "queue"];
    snapshot("convert", "queue.json", &json);
}

#[test]
fn convert_to_the_same_language_emits_the_normal_form() {
    let args = ["convert", "--to", "supervisord", "normal-form"];
    snapshot("convert", "normal-form", &args);
    snapshot("convert", "normal-form.json", &[&args[..], &["--report", "json"]].concat());
    snapshot("convert", "normal-form.no-comments", &[&args[..], &["--no-comments", "-q"]].concat());
}

#[test]
fn each_file_of_a_directory_gets_its_normal_form_under_its_own_path() {
    let text = "[program:web]\nuser=web\ncommand=/usr/bin/web\n";
    let root = directory(&[("in/a/x.conf", text), ("in/b/x.conf", text)]);
    let args = ["convert", "--to", "supervisord", "in", "-o", "out"];
    let first = run(root.path(), &args);
    assert_eq!((first.status, first.out.as_str()), (0, ""), "{}", first.err);
    assert!(root.path().join("out/a/x.conf").exists() && root.path().join("out/b/x.conf").exists());
    // The output is its own normal form.
    let again = run(root.path(), &["convert", "--to", "supervisord", "out", "-o", "out"]);
    assert!(again.err.contains("Wrote 0 files to out, 2 unchanged"), "{}", again.err);
}

#[test]
fn an_include_from_outside_the_directory_is_not_copied() {
    let main = "[include]\nfiles = ../shared/*.conf own/*.conf\n[supervisord]\n";
    let program = "[program:web]\nuser=web\ncommand=/usr/bin/web\n";
    let root = directory(&[
        ("etc/main.conf", main),
        ("shared/web.conf", program),
        ("etc/own/a.conf", "[program:b]\ncommand=b\n"),
    ]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "etc/main.conf", "-o", "out"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("etc/../shared/web.conf is left as is"), "{}", run.err);
    assert!(run.err.contains("4 settings (4 exact"), "{}", run.err);
    assert!(root.path().join("out/main.conf").exists() && root.path().join("out/own/a.conf").exists());
    assert!(!root.path().join("shared/out").exists() && !root.path().join("out/shared").exists());
}

#[test]
fn a_configuration_that_supervisord_rejects_has_no_normal_form() {
    let root = directory(&[
        ("web.conf", "[program:web]\nuser=web\n"),
        ("a.service", "[Service]\nExecStart=/bin/a\n"),
    ]);
    let refused = run(root.path(), &["convert", "--to", "supervisord", "web.conf"]);
    assert_eq!((refused.status, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("does not specify a command"), "{}", refused.err);
    let mixed = run(root.path(), &["convert", "--to", "supervisord", "web.conf", "a.service"]);
    assert_eq!(mixed.status, 2);
    assert!(mixed.err.contains("there are files in both languages"), "{}", mixed.err);
}

#[test]
fn inspect_shows_the_model() {
    for name in ["queue", "workers"] {
        snapshot("inspect", name, &["inspect", name]);
    }
}

#[test]
fn inspect_shows_the_units_that_convert_would_translate() {
    let root = directory(&[
        ("app@.service", "[Service]\nExecStart=/a %i\n"),
        ("app@x.service.d/a.conf", "[Service]\nNice=5\n"),
        ("multi-user.target.wants/none", ""),
    ]);
    std::os::unix::fs::symlink("../app@.service", root.path().join("multi-user.target.wants/app@x.service"))
        .unwrap();
    let run = run(root.path(), &["inspect", "."]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let [service] = json["services"].as_array().unwrap().as_slice() else { panic!("{json}") };
    let leaves = service["leaves"].as_array().unwrap();
    let start = leaves.iter().find(|leaf| leaf["leaf"] == "start").unwrap();
    assert_eq!((service["name"].as_str(), start["value"].as_str()), (Some("app@x"), Some("at-boot")));
}

#[test]
fn inspect_effective_shows_what_supervisord_would_run() {
    let root = directory(&[
        ("supervisord.conf", "[supervisord]\n[include]\nfiles=conf.d/*.conf\n"),
        ("conf.d/web.conf", "[program:web]\ncommand=%(here)s/web --port %(ENV_PORT)s\n"),
    ]);
    let run = run(root.path(), &["inspect", "--effective", "supervisord.conf", "--env", "PORT=80"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["schema"], "sysvisor/effective/v1");
    let command = json["programs"][0]["command"].as_str().unwrap();
    // The real directory: a temporary one may be reached through a link.
    assert!(command.starts_with('/') && command.ends_with("/conf.d/web --port 80"), "{command}");
}

#[test]
fn inspect_effective_warns_about_missing_variables_and_continues() {
    let root = directory(&[("web.conf", "[program:web]\ncommand=/web\npriority=%(ENV_RANK)s\n")]);
    let shown = run(root.path(), &["inspect", "--effective", "web.conf"]);
    assert_eq!(shown.status, 0);
    assert!(shown.err.contains("warning") && shown.err.contains("--env RANK=VALUE"), "{}", shown.err);
    assert!(shown.out.contains(r#""priority": "%(ENV_RANK)s""#), "{}", shown.out);
    let quiet = run(root.path(), &["inspect", "-q", "--effective", "web.conf"]);
    assert_eq!((quiet.status, quiet.err.as_str()), (0, ""));
}

#[test]
fn inspect_effective_prints_nothing_for_a_rejected_configuration() {
    let root = directory(&[("a.conf", "[program:a]\ncommand=/a\n[program:b]\nautostart=maybe\n")]);
    let refused = run(root.path(), &["inspect", "--effective", "a.conf"]);
    assert_eq!((refused.status, refused.out.as_str()), (1, ""));
    for rule in ["boolean-invalid", "command-missing"] {
        assert!(refused.err.contains(rule), "{}", refused.err);
    }
}

#[test]
fn inspect_effective_marks_a_shadowed_program() {
    let root =
        directory(&[("a.conf", "[program:a]\ncommand=/a\n[program:b]\ncommand=/b\n[group:b]\nprograms=a\n")]);
    assert_eq!(run(root.path(), &["check", "--fail-on", "error", "a.conf"]).status, 1);
    let shown = run(root.path(), &["inspect", "--effective", "a.conf"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(shown.out.contains(r#""shadowed": true"#), "{}", shown.out);
}

#[test]
fn a_second_conversion_changes_nothing_and_other_content_is_not_overwritten() {
    let root = directory(&[("web.conf", "[program:web]\ncommand=/usr/bin/web\n")]);
    let args = ["convert", "--to", "systemd", "web.conf", "-o", "out", "-q"];
    assert_eq!(run(root.path(), &args).status, 0);
    assert_eq!(run(root.path(), &args).status, 0, "identical content is not a conflict");
    let other =
        ["convert", "--to", "systemd", "web.conf", "-o", "out", "--systemd-version", "252", "--no-comments"];
    assert_eq!(run(root.path(), &other).status, 0);
    let edited =
        directory(&[("web.conf", "[program:web]\ncommand=/usr/bin/web\n"), ("out/web.service", "mine\n")]);
    let refused = run(edited.path(), &args);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("--force"), "{}", refused.err);
}

#[test]
fn a_group_with_programs_in_other_files_requests_the_main_file() {
    let text = "[group:ds]\nprograms=a,b\n[program:a]\ncommand=/bin/a\n";
    let alone = directory(&[("ds.conf", text)]);
    let found = run(alone.path(), &["check", "ds.conf"]);
    assert_eq!(found.status, 1);
    assert!(found.out.contains("check the main file, which includes both"), "{}", found.out);
    let main = "[supervisord]\n[include]\nfiles=*.conf\n";
    let whole =
        directory(&[("main.ini", main), ("ds.conf", text), ("b.conf", "[program:b]\ncommand=/bin/b\n")]);
    let quiet = run(whole.path(), &["check", "--select", "group-unknown-program", "main.ini"]);
    assert_eq!((quiet.status, quiet.out.as_str()), (0, ""), "{}", quiet.err);
}

#[test]
fn strict_writes_nothing_if_a_setting_is_not_kept() {
    let root = directory(&[("web.conf", "[program:web]\ncommand=web\nstartsecs=7\n")]);
    let run = run(root.path(), &["convert", "--to", "systemd", "--strict", "web.conf", "-o", "out"]);
    assert_eq!(run.status, 1);
    assert!(!root.path().join("out").exists());
}

#[test]
fn strict_lists_the_settings_not_kept_even_when_quiet() {
    let root = directory(&[("web.conf", "[program:web]\ncommand=/usr/bin/web\nstartsecs=7\n")]);
    let quiet = run(root.path(), &["convert", "--to", "systemd", "--strict", "-q", "web.conf"]);
    assert_eq!((quiet.status, quiet.out.as_str()), (1, ""));
    assert_eq!(
        quiet.err,
        "error: nothing was written: 1 setting is not kept as --strict requires\n  help: web.conf:3 startsecs\n"
    );
    let all = run(root.path(), &["convert", "--to", "systemd", "--strict=all", "-q", "web.conf"]);
    assert!(all.err.contains("umask of web") && all.err.contains(" more\n"), "{}", all.err);
}

#[test]
fn strict_still_writes_the_requested_report_file() {
    let root = directory(&[("web.conf", "[program:web]\ncommand=/usr/bin/web\nstartsecs=7\n")]);
    let args = ["convert", "--to", "systemd", "--strict", "-q", "web.conf", "-o", "out", "--report", "json"];
    let file = run(root.path(), &[&args[..], &["--report-file", "lost.json"]].concat());
    assert_eq!(file.status, 1);
    assert!(
        file.err
            .starts_with("error: nothing was written except the report, lost.json: 1 setting is not kept"),
        "{}",
        file.err
    );
    assert!(!root.path().join("out").exists());
    let report =
        sysvisor::source::Files::read(&sysvisor::source::Disk, &root.path().join("lost.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(json["schema"], "sysvisor/fidelity/v1");
    // A report on standard output is not written to a file.
    let printed = run(root.path(), &[&args[..], &["--report-file", "-"]].concat());
    assert!(printed.err.starts_with("error: nothing was written: 1 setting"), "{}", printed.err);
    assert!(printed.out.starts_with('{'), "{}", printed.out);
}

#[test]
fn strict_accepts_losses_without_risk() {
    let text = "[supervisord]\nloglevel=debug\n[program:web]\ncommand=/usr/bin/web\n";
    let root = directory(&[("web.conf", text)]);
    assert_eq!(run(root.path(), &["convert", "--to", "systemd", "--strict", "web.conf"]).status, 0);
    // Nor of a default, such as the name under which a process is shown.
    let fixtures = crate::program::root().join("tests/fixtures");
    let convert = |further: &[&str]| {
        run(&fixtures, &[&["convert", "--to", "supervisord", "workers"], further].concat()).err
    };
    let json: serde_json::Value = serde_json::from_str(&convert(&["--report", "json"])).unwrap();
    let rows = json["settings"].as_array().unwrap();
    let at_risk = rows.iter().filter(|row| row["risk"] != "none").count();
    assert!(rows.iter().any(|row| row["value"].is_null() && row["risk"] == "none"));
    let all = convert(&["--strict=all", "-q"]);
    assert!(all.contains(&format!("{at_risk} settings are not kept")), "{all}");
}

#[test]
fn a_json_report_is_alone_on_stderr() {
    let root = directory(&[("web.conf", "[program:web]\ncommand=%(ENV_WHERE)s/web\nstartsecs=7\n")]);
    for (strict, status) in [("--env=WHERE=/opt", 0), ("--strict", 1)] {
        let args = ["convert", "--to", "systemd", "--env=WHERE=/opt", "web.conf", "--force", "-o", "out"];
        let run = run(root.path(), &[&args[..], &["--report", "json", strict]].concat());
        assert_eq!(run.status, status, "{}", run.err);
        let json: serde_json::Value = serde_json::from_str(&run.err).unwrap();
        assert_eq!(json["schema"], "sysvisor/fidelity/v1");
    }
}

#[test]
fn a_report_escapes_control_characters() {
    let text = "[eventlistener:l]\ncommand=/opt/\x1b[31mred\u{202e}\nevents=TICK_5\n";
    let root = directory(&[("web.conf", text)]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    assert!(run.err.contains("\\x1b[31mred\\u{202e} acts every 5 s"), "{}", run.err);
    assert!(!run.err.contains(['\x1b', '\u{202e}']));
}

#[test]
fn a_value_from_the_supervisord_environment_is_requested() {
    let text = "[program:web]\ncommand=/usr/bin/web --port %(ENV_PORT)s\nuser=%(ENV_WHO)s\n";
    let root = directory(&[("web.conf", text)]);
    let refused = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    assert_eq!(refused.status, 1);
    assert!(
        refused.err.contains("web.conf:3:6") && refused.err.contains("--env WHO=VALUE"),
        "{}",
        refused.err
    );
    let shown = run(root.path(), &["convert", "--to", "systemd", "--env", "WHO=daemon", "web.conf"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(shown.out.contains("User=daemon") && shown.out.contains("--port $PORT\n"), "{}", shown.out);
    assert!(shown.out.contains("# file: web.env"), "{}", shown.out);
    let given = ["convert", "--to", "systemd", "--env", "WHO=daemon", "--env", "PORT=80", "web.conf"];
    assert!(run(root.path(), &given).out.contains("ExecStart=/usr/bin/web --port 80\n"));
}
