//! The verdicts of supervisord's real parser on the same bytes, if they are next to the project: a finding of level `error`
//! means that it refuses the file.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and panic on failure")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sysvisor::diagnostic::Diagnostic;
use sysvisor::host::{DEFAULT_PATH, Host};
use sysvisor::lint::{self, Options, is_refusal, registry};
use sysvisor::source::{Disk, Files, Memory, SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::supervisord::effective::effective;

use crate::corpus::shared_path;

fn read(name: &str, bytes: &[u8], files: &dyn Files) -> (Config, Sources) {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, bytes.to_vec()).unwrap());
    let config = Config::read(id, &mut sources, files);
    (config, sources)
}

fn check(
    name: &str,
    bytes: &[u8],
    files: &dyn Files,
    environment: BTreeMap<String, String>,
) -> Vec<Diagnostic> {
    let (config, sources) = read(name, bytes, files);
    lint::check_supervisord(&config, &sources, &Options { environment, ..Options::default() })
}

fn errors(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().filter(|one| is_refusal(one)).map(|one| one.rule).collect()
}

/// The findings of a rule that needs a machine, for one with a directory /tmp and the users that every machine has.
fn check_host(rule: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    if !registry::find(rule).is_some_and(lint::Rule::needs_host) {
        return Vec::new();
    }
    let files = Memory::new().with("/tmp/x", "").with("/etc/passwd", "root:x:0:0\nnobody:x:65534:65534\n");
    let (config, sources) = read("supervisord.conf", bytes, &files);
    let host = Host::new(Box::new(files), DEFAULT_PATH);
    lint::check_supervisord_host(&config, &sources, &Options::default(), &host)
}

/// Checks one side of a pair: a text, or several files.
fn side(rule: &str, side: &Value) -> Vec<Diagnostic> {
    let encode = |text: &str| -> Vec<u8> {
        match side["encoding"].as_str() {
            Some("latin-1") => text.chars().map(|one| u32::from(one) as u8).collect(),
            _ => text.as_bytes().to_vec(),
        }
    };
    let mut files = Memory::new();
    let main = match side {
        Value::String(text) if text.contains("[supervisord]") => text.clone(),
        Value::String(text) => format!("[supervisord]\n{text}"),
        several => {
            for (name, text) in several["files"].as_object().unwrap() {
                files = files.with(name, encode(text.as_str().unwrap()));
            }
            several["files"]["supervisord.conf"].as_str().unwrap().to_owned()
        }
    };
    let mut findings = check("supervisord.conf", &encode(&main), &files, BTreeMap::new());
    findings.extend(check_host(rule, &encode(&main)));
    findings
}

#[test]
fn a_rule_fires_on_the_bad_case_of_its_pair_and_not_on_the_good_one() {
    let Some(path) = shared_path("cases/supervisord/rule-pairs.json") else { return };
    let pairs: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let mut known = 0;
    for pair in &pairs {
        let name = pair["rule"].as_str().unwrap();
        let (bad, good) = (side(name, &pair["bad"]), side(name, &pair["good"]));
        if !errors(&good).is_empty() {
            wrong.push(format!("{name}: the loader takes the good one: {:?}", errors(&good)));
        }
        let refused = pair["load_bad"] == "refused";
        if !refused && !errors(&bad).is_empty() {
            wrong.push(format!("{name}: the loader takes the bad one: {:?}", errors(&bad)));
        }
        let Some(rule) = registry::find(name) else { continue };
        known += 1;
        if !bad.iter().any(|one| one.rule == name) {
            wrong.push(format!("{name} is silent on its bad one"));
        }
        if good.iter().any(|one| one.rule == name) {
            wrong.push(format!("{name} fires on its good one"));
        }
        // What depends on the environment is a warning: the variables may be set on the target.
        if refused && errors(&bad).is_empty() && name != "env-expansion-undefined" {
            wrong.push(format!("{name}: the loader refuses the bad one"));
        }
        if pair["level"] != rule.level.as_str() {
            wrong.push(format!("{name} is of level {}, not {}", rule.level.as_str(), pair["level"]));
        }
    }
    println!("{known} of {} pairs have a rule", pairs.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The configurations in a directory with the parser's verdict on each.
fn verdicts(directory: &Path, found: &mut Vec<(PathBuf, Value)>) {
    for name in Disk.list(directory).unwrap() {
        let path = directory.join(&name);
        if path.is_dir() {
            verdicts(&path, found);
        } else if let Some(stem) = name.strip_suffix(".oracle.json") {
            let file = directory.join(format!("{stem}.conf"));
            let main =
                || Disk.list(directory).unwrap().into_iter().find(|name| name.starts_with("supervisord"));
            let file = if file.exists() { file } else { directory.join(main().unwrap()) };
            found.push((file, serde_json::from_slice(&Disk.read(&path).unwrap()).unwrap()));
        }
    }
}

/// The verdict on a file, with the environment that it depends on. A file without [supervisord] is judged as an include.
fn judged(verdict: &Value) -> (&Value, BTreeMap<String, String>) {
    let judged = if verdict["as_include"].is_object() { &verdict["as_include"] } else { verdict };
    let given = |verdict: &Value| -> BTreeMap<String, String> {
        let given = verdict["env"].as_object().into_iter().flatten();
        given.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect()
    };
    let mut environment = given(verdict);
    environment.extend(given(judged));
    (judged, environment)
}

#[test]
fn effective_settings_agree_with_the_recorded_loader() {
    let Some(directory) = shared_path("corpus/supervisord") else { return };
    let mut all = Vec::new();
    verdicts(&directory, &mut all);
    let (mut differing, mut accepted, mut fields) = (Vec::new(), 0, 0);
    for (path, verdict) in &all {
        let (judged, environment) = judged(verdict);
        if judged["ok"] != true {
            continue;
        }
        accepted += 1;
        let (config, sources) = read(path.to_str().unwrap(), &Disk.read(path).unwrap(), &Disk);
        let effective = serde_json::to_string(&effective(&config, &sources, &environment)).unwrap();
        // The placeholder for the directory in the verdicts.
        let effective = effective.replace(path.parent().unwrap().to_str().unwrap(), "<here>");
        let effective: Value = serde_json::from_str(&effective).unwrap();
        for of in ["programs", "groups"] {
            let (ours, theirs) = (effective[of].as_array().unwrap(), judged[of].as_array().unwrap());
            if ours.len() != theirs.len() {
                differing.push(format!("{}: {} {of} for {}", path.display(), ours.len(), theirs.len()));
            }
            for (ours, theirs) in ours.iter().zip(theirs) {
                fields += theirs.as_object().unwrap().len();
                if ours != theirs {
                    differing.push(format!("{}: {ours}\nfor {theirs}", path.display()));
                }
            }
        }
    }
    println!("{accepted} files and {fields} fields compared");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn errors_are_found_exactly_where_the_loader_refuses() {
    let Some(directory) = shared_path("corpus/supervisord") else { return };
    let mut all = Vec::new();
    verdicts(&directory, &mut all);
    let (mut false_errors, mut missed) = (Vec::new(), Vec::new());
    for (path, verdict) in &all {
        let (judged, environment) = judged(verdict);
        let findings = check(path.to_str().unwrap(), &Disk.read(path).unwrap(), &Disk, environment);
        let errors = errors(&findings);
        let error = judged["error"].as_str().unwrap_or_default();
        match (judged["ok"] == true, errors.is_empty()) {
            (true, false) => false_errors.push(format!("{}: {errors:?}", path.display())),
            (false, true) => missed.push(format!("{}: {error}", path.display())),
            (true, true) | (false, false) => {}
        }
    }
    let agreed = all.len() - false_errors.len() - missed.len();
    println!("agree on {agreed} of {} files", all.len());
    assert!(false_errors.is_empty(), "errors where the loader accepts:\n{}", false_errors.join("\n"));
    assert!(missed.is_empty(), "no error where the loader refuses:\n{}", missed.join("\n"));
}
