//! Every configuration that `convert --to supervisord` emits is accepted by supervisord, and runs what it should.
//!
//! What it would run is recorded in `snapshots/engines/supervisord/`, according to supervisord itself.

use std::fmt::Write as _;

use super::fixtures;
use super::oracle::{self, Verdict};

/// The names of the deployments: directories and files below `tests/fixtures`.
fn deployments() -> Vec<String> {
    let mut all = vec!["unit".to_owned(), "workers".to_owned()];
    all.extend(fixtures::list("convert-units").iter().map(|name| format!("convert-units/{name}")));
    all
}

#[test]
fn every_emitted_configuration_loads_and_runs_what_the_units_run() {
    let names = deployments();
    let texts: Vec<String> =
        names.iter().map(|name| fixtures::to_supervisord(&fixtures::read(name))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let Some(verdicts) = oracle::load(&texts) else { return };
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/engines/supervisord"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for ((name, text), verdict) in names.iter().zip(texts).zip(verdicts) {
        assert_eq!(verdict.error, None, "{name} was translated to\n{text}");
        assert!(!verdict.programs.is_empty(), "{name} was translated to\n{text}");
        let name = name.rsplit('/').next().unwrap();
        settings.bind(|| insta::assert_snapshot!(name, transcript(&verdict)));
    }
}

/// The processes, one setting per line; values that equal supervisord's default are left out.
fn transcript(verdict: &Verdict) -> String {
    let default =
        oracle::load(&["[supervisord]\n[program:a]\ncommand=a\n"]).unwrap().remove(0).programs.remove(0);
    let mut out = String::new();
    for process in &verdict.programs {
        writeln!(out, "{}", process.name).unwrap();
        for word in &process.argv {
            writeln!(out, "  argv {word:?}").unwrap();
        }
        for (name, value) in &process.environment {
            writeln!(out, "  environment {name}={value:?}").unwrap();
        }
        for (name, value) in &process.settings {
            if default.settings.get(name) != Some(value) {
                writeln!(out, "  {name} {value}").unwrap();
            }
        }
    }
    out
}
