//! Ignore comments, as a run in CI sees them.

use super::{directory, run};

const UNIT: &str = "[Unit]\nDescription=A\n[Service]\nExecStart=/bin/a\n# sysvisor: ignore[kill-mode-none] its children live on\nKillMode=none\n[Install]\nWantedBy=multi-user.target\n";

#[test]
fn an_ignored_finding_is_hidden_and_does_not_fail_the_run_but_is_counted() {
    let root = directory(&[("a.service", UNIT.as_bytes())]);
    let check = |more: &[&str]| run(root.path(), &[&["check", "--fail-on", "info"], more].concat());
    assert_eq!(
        check(&[]),
        (0, String::new(), "1 file checked, nothing to report, 1 ignored by comments\n".to_owned())
    );
    for format in ["concise", "github"] {
        assert_eq!(check(&["--output-format", format]).1, "");
    }
    let (status, out, _) = check(&["--output-format", "json"]);
    assert!(status == 0 && out.contains("\"diagnostics\": []") && out.contains("\"ignored\": 1"), "{out}");
    let (_, out, _) = check(&["--output-format", "json", "--statistics"]);
    assert!(out.contains("\"rules\": []") && out.contains("\"ignored\": 1"), "{out}");
    let (_, out, err) = check(&["--statistics"]);
    assert_eq!(
        (out.as_str(), err.as_str()),
        ("", "1 file checked, nothing to report, 1 ignored by comments\n")
    );
    let (_, out, err) = check(&["--fix"]);
    assert_eq!(
        (out.as_str(), err.as_str()),
        ("", "1 file checked, nothing to report, 1 ignored by comments\n")
    );
}

#[test]
fn a_sarif_log_lists_ignored_findings_as_suppressed() {
    let root =
        directory(&[("a.service", UNIT.as_bytes()), ("b.service", b"[Service]\nExecStart=/b\nRestat=no\n")]);
    let log = |path: &str| {
        let (status, out, err) = run(root.path(), &["check", "--output-format", "sarif", path]);
        assert_eq!(err, "");
        let log: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(log["version"], "2.1.0");
        (status, log["runs"][0].clone())
    };
    let (status, accepted) = log("a.service");
    let [result] = &accepted["results"].as_array().unwrap()[..] else { panic!("{accepted}") };
    assert_eq!((status, &result["ruleId"]), (0, &"kill-mode-none".into()));
    assert_eq!(result["suppressions"][0]["kind"], "inSource");

    let (status, run) = log("b.service");
    let results = run["results"].as_array().unwrap();
    let misspelled = results.iter().find(|result| result["ruleId"] == "unknown-directive").unwrap();
    assert_eq!((status, &misspelled["level"]), (1, &"warning".into()));
    assert_eq!(misspelled["suppressions"], serde_json::Value::Null);
    let change = &misspelled["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "Restart");
    // Each rule that found something is described once.
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let described: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let mut named: Vec<&str> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    named.sort_unstable();
    named.dedup();
    assert_eq!(described, named);
    assert!(rules.iter().all(|rule| rule["help"]["markdown"].as_str().unwrap().contains("## Why")));
}

#[test]
fn an_unused_ignore_comment_is_reported_as_info_and_removed_by_fix() {
    let fixed = UNIT.replace("KillMode=none\n", "");
    let root = directory(&[("a.service", fixed.as_bytes()), ("b.service", UNIT.as_bytes())]);
    let (status, out, err) = run(root.path(), &["check", "--output-format", "concise"]);
    assert_eq!(status, 0);
    assert_eq!(out, "a.service:5:1: info[unused-ignore] `kill-mode-none` finds nothing here\n");
    assert_eq!(err, "Found 1 info in 2 files, 1 ignored by comments\n1 fixable with --fix\n");
    let (_, _, err) = run(root.path(), &["check", "--fix"]);
    assert_eq!(err, "Applied 1 fix in 1 file\n2 files checked, nothing to report, 1 ignored by comments\n");
}

#[test]
fn an_ignored_error_still_blocks_a_translation_and_ignore_comments_are_not_emitted() {
    let program = "; sysvisor: ignore[boolean-invalid, exit-code-none]\n[program:a]\n# It serves pages.\n# sysvisor: ignore[unknown-option] a patch\nfoo=1\ncommand=/bin/a\n";
    let root = directory(&[
        ("bad.conf", format!("[supervisord]\nuser=root\n{program}autostart=maybe\n").as_bytes()),
        ("good.conf", format!("[supervisord]\nuser=root\n{program}").as_bytes()),
        ("a.service", UNIT.as_bytes()),
    ]);
    assert!(run(root.path(), &["check", "bad.conf"]).2.contains("ignored by comments"));
    let (status, out, err) = run(root.path(), &["convert", "--to", "systemd", "bad.conf"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("boolean-invalid") && err.contains("nothing was translated"), "{err}");
    for (to, file) in [("systemd", "good.conf"), ("supervisord", "a.service")] {
        let (_, out, err) = run(root.path(), &["convert", "--to", to, file]);
        assert!(out.contains("/bin/a") && !out.contains("sysvisor: ignore"), "{out}{err}");
    }
    // In its own language the rules are the same, and so are the comments.
    let (_, out, _) = run(root.path(), &["convert", "--to", "supervisord", "good.conf"]);
    assert!(out.contains("sysvisor: ignore[unknown-option] a patch"), "{out}");
    let (status, _, err) = run(root.path(), &["inspect", "--effective", "bad.conf"]);
    assert!(status == 1 && err.contains("boolean-invalid"), "{err}");
}
