//! The document that the project started from, block by block; skipped with a message if it is not next to the project.
//!
//! The fixtures have the same settings in different words (`tests/fixtures`, `tests/fixtures.rs`); here the originals are
//! read.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests read files, print what they skip, and panic on failure"
)]

use std::path::Path;

use crate::program::{Run, directory, root, run};

/// The configurations in the document, in order; `None` if it is missing.
fn blocks() -> Option<Vec<String>> {
    let seed = root().parent()?.join("shared/seed");
    let Ok(entries) = std::fs::read_dir(&seed) else {
        println!("skipped: {} is not there", seed.display());
        return None;
    };
    let document = entries.flatten().map(|entry| entry.path()).find(|path| path.is_file())?;
    let text = std::fs::read_to_string(document).unwrap();
    let blocks = text.split("```ini\n").skip(1);
    let blocks: Vec<String> = blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect();
    assert_eq!(blocks.len(), 6, "expected daemon, program, numprocs, service, template, target");
    Some(blocks)
}

fn check(directory: &Path, paths: &[&str]) -> Run {
    let mut args = vec!["check", "--output-format", "json"];
    args.extend(paths);
    run(directory, &args)
}

fn rules(run: &Run, level: &str) -> Vec<String> {
    run.findings().into_iter().filter(|(_, of, _)| of == level).map(|(rule, _, _)| rule).collect()
}

fn report(directory: &Path, args: &[&str]) -> serde_json::Value {
    let mut all = vec!["convert", "--report", "json", "--report-file", "report.json", "-o", "out"];
    all.extend(args);
    let ran = run(directory, &all);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&std::fs::read_to_string(directory.join("report.json")).unwrap()).unwrap()
}

fn verdict(report: &serde_json::Value, setting: &str) -> String {
    let settings = report["settings"].as_array().unwrap();
    let row = settings.iter().find(|row| row["setting"] == setting && !row["value"].is_null()).unwrap();
    let verdict = row["verdict"].as_str().unwrap().to_owned();
    assert_eq!(verdict == "exact", row["reason"].is_null(), "{row}");
    verdict
}

fn emitted(directory: &Path, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(directory.join("out").join(name)).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn assert_lines(lines: &[String], expected: &[&str]) {
    for line in expected {
        assert!(lines.iter().any(|have| have == line), "{line} is not in {lines:#?}");
    }
}

#[test]
fn settings_of_the_daemon_name_their_replacement() {
    let Some(blocks) = blocks() else { return };
    let root = directory(&[("supervisord.conf", &blocks[0])]);
    let checked = check(root.path(), &["supervisord.conf"]);
    assert_eq!(rules(&checked, "warning"), ["rpcinterface-missing"]);
    assert!(rules(&checked, "error").is_empty());
    assert!(rules(&checked, "info").contains(&"socket-in-tmp".to_owned()));
    let converted = run(root.path(), &["convert", "--to", "systemd", "supervisord.conf"]);
    assert_eq!((converted.status, converted.out.as_str()), (0, ""), "it becomes no unit");
    assert!(converted.err.contains("systemctl") && converted.err.contains("journalctl"));
}

#[test]
fn a_program_becomes_one_service() {
    let Some(blocks) = blocks() else { return };
    let root = directory(&[("my-app.conf", &blocks[1])]);
    let checked = check(root.path(), &["my-app.conf"]);
    assert!(rules(&checked, "warning").is_empty() && rules(&checked, "error").is_empty());
    let infos = rules(&checked, "info");
    for rule in ["command-not-absolute", "user-without-home"] {
        assert!(infos.contains(&rule.to_owned()), "{infos:?}");
    }
    let report = report(root.path(), &["--to", "systemd", "my-app.conf"]);
    assert_eq!(report["files"], serde_json::json!(["my-app.service"]));
    assert_lines(
        &emitted(root.path(), "my-app.service"),
        &[
            "ExecStart=php /var/www/mysite/public/index.php queue beanstalkd default",
            "User=www-data",
            "Restart=always",
            "RestartSec=1",
            "StartLimitBurst=4",
            "StartLimitIntervalSec=8",
            "TimeoutStopSec=10",
            "KillMode=process",
            "WantedBy=multi-user.target",
        ],
    );
    assert_eq!((verdict(&report, "user"), verdict(&report, "autorestart")), ("exact".into(), "exact".into()));
}

#[test]
fn an_expansion_without_a_conversion_is_fixed_and_then_translated() {
    let Some(blocks) = blocks() else { return };
    let root = directory(&[("my-app.conf", &blocks[2])]);
    let refused = run(root.path(), &["convert", "--to", "systemd", "my-app.conf", "-o", "out"]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("expansion-missing-conversion"), "{}", refused.err);
    assert!(!root.path().join("out").exists());
    let line = blocks[2].lines().position(|line| line.contains("%(process_num)")).unwrap() as u64 + 1;
    let findings = check(root.path(), &["my-app.conf"]).findings();
    let errors: Vec<_> = findings.iter().filter(|(_, level, _)| level == "error").collect();
    assert_eq!(errors, [&("expansion-missing-conversion".to_owned(), "error".to_owned(), line)]);
    assert_eq!(run(root.path(), &["check", "--fix", "my-app.conf"]).status, 0);
    let fixed = std::fs::read_to_string(root.path().join("my-app.conf")).unwrap();
    assert_eq!(fixed, blocks[2].replace("%(process_num)", "%(process_num)02d"));
    let again = check(root.path(), &["my-app.conf"]);
    assert!(rules(&again, "error").is_empty() && rules(&again, "warning").is_empty());
    let report = report(root.path(), &["--to", "systemd", "my-app.conf"]);
    assert_eq!(report["files"], serde_json::json!(["my-app@.service", "my-app.target"]));
    let wants = "Wants=my-app@00.service my-app@01.service my-app@02.service";
    assert_lines(&emitted(root.path(), "my-app.target"), &[wants, "WantedBy=multi-user.target"]);
    assert_lines(&emitted(root.path(), "my-app@.service"), &["PartOf=my-app.target", "Restart=always"]);
    assert_eq!(verdict(&report, "numprocs"), "exact");
}

#[test]
fn a_service_becomes_a_program_that_restarts_forever() {
    let Some(blocks) = blocks() else { return };
    let root = directory(&[("my-app-worker.service", &blocks[3])]);
    let checked = check(root.path(), &["my-app-worker.service"]);
    assert!(rules(&checked, "warning").is_empty() && rules(&checked, "error").is_empty());
    let report = report(root.path(), &["--to", "supervisord", "my-app-worker.service"]);
    assert_lines(
        &emitted(root.path(), "supervisord.conf"),
        &[
            "[program:my-app-worker]",
            "command=/usr/bin/php /var/www/mysite/public/index.php queue beanstalkd",
            "autorestart=true",
            "startsecs=0",
            "user=www-data",
        ],
    );
    assert_eq!(verdict(&report, "Restart"), "exact");
    assert_eq!(verdict(&report, "StartLimitIntervalSec"), "exact");
    assert_eq!(verdict(&report, "RestartSec"), "approximate");
    assert_eq!(verdict(&report, "Group"), "approximate");
    assert_eq!(verdict(&report, "After"), "dropped");
}

#[test]
fn a_template_with_its_target_becomes_a_program_in_a_group() {
    let Some(blocks) = blocks() else { return };
    let files = [("u/my-app-worker@.service", blocks[4].as_str()), ("u/my-app.target", blocks[5].as_str())];
    let root = directory(&files);
    let named = ["u/my-app-worker@.service", "u/my-app.target"];
    for paths in [&named[..], &["u"]] {
        let checked = check(root.path(), paths);
        assert!(rules(&checked, "warning").is_empty() && rules(&checked, "error").is_empty());
        assert!(!rules(&checked, "info").contains(&"instance-without-template".to_owned()));
        let mut args = vec!["--to", "supervisord", "--force"];
        args.extend(paths);
        let report = report(root.path(), &args);
        assert_lines(
            &emitted(root.path(), "supervisord.conf"),
            &[
                "[group:my-app]",
                "programs=my-app-worker",
                "[program:my-app-worker]",
                "numprocs=3",
                "numprocs_start=1",
                "process_name=%(program_name)s_%(process_num)d",
            ],
        );
        assert_eq!((verdict(&report, "Wants"), verdict(&report, "PartOf")), ("exact".into(), "exact".into()));
    }
}

#[test]
fn a_target_without_its_template_is_reported_for_each_instance() {
    let Some(blocks) = blocks() else { return };
    let root = directory(&[("my-app.target", &blocks[5])]);
    let infos = rules(&check(root.path(), &["my-app.target"]), "info");
    assert_eq!(infos.iter().filter(|rule| *rule == "instance-without-template").count(), 3, "{infos:?}");
}

/// What was exact in both directions is the same after a round trip.
#[test]
fn a_round_trip_keeps_exact_settings() {
    let Some(blocks) = blocks() else { return };
    let numbered = blocks[2].replace("%(process_num)", "%(process_num)02d");
    for (name, text) in [("my-app.conf", &blocks[1]), ("my-app.conf", &numbered)] {
        let root = directory(&[(name, text)]);
        let there = report(root.path(), &["--to", "systemd", name]);
        assert_eq!(run(root.path(), &["convert", "--to", "supervisord", "out", "-o", "back"]).status, 0);
        let back = std::fs::read_to_string(root.path().join("back/supervisord.conf")).unwrap();
        for row in there["settings"].as_array().unwrap() {
            if row["verdict"] == "exact" && !row["value"].is_null() {
                let line = format!("{}={}", row["setting"].as_str().unwrap(), row["value"].as_str().unwrap());
                assert!(back.lines().any(|have| have == line), "{line} is not in\n{back}");
            }
        }
    }
    let root = directory(&[("my-app-worker.service", &blocks[3])]);
    let there = report(root.path(), &["--to", "supervisord", "my-app-worker.service"]);
    assert_eq!(run(root.path(), &["convert", "--to", "systemd", "out", "-o", "back"]).status, 0);
    let back = std::fs::read_to_string(root.path().join("back/my-app-worker.service")).unwrap();
    for row in there["settings"].as_array().unwrap() {
        // `Type=simple` is the default and is not written.
        if row["verdict"] == "exact" && !row["value"].is_null() && row["setting"] != "Type" {
            let line = format!("{}={}", row["setting"].as_str().unwrap(), row["value"].as_str().unwrap());
            assert!(back.lines().any(|have| have == line), "{line} is not in\n{back}");
        }
    }
}
