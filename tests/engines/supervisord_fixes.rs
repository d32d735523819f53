//! Safe fixes checked with the real parser, on the configurations next to the project: it still accepts what it accepted,
//! and runs the same processes, apart from the setting that was fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sysvisor::diagnostic::Diagnostic;
use sysvisor::lint::{self, Options, Selection};
use sysvisor::source::{Disk, Files as _, SourceFile, Sources};
use sysvisor::supervisord::Config;

use super::{fixes, oracle};
use crate::corpus::shared_path;

const MAIN: &str = "supervisord.conf";

/// The rules that fix a value which the parser accepts, and the field of a process that changes as a result. All others
/// leave every process unchanged.
const EXPECTED_CHANGES: [(&str, &str); 5] = [
    ("devstdout-rotation", "stdout_logfile_maxbytes"),
    ("devstdout-rotation", "stderr_logfile_maxbytes"),
    // Events of a stream that does not exist.
    ("redirect-stderr-with-stderr-logfile", "stderr_events_enabled"),
    ("startsecs-oneshot", "startsecs"),
    // `auto_restart`
    ("unknown-option", "autorestart"),
];

/// A file, and the environment in which it was loaded.
struct Given {
    path: PathBuf,
    text: String,
    environment: BTreeMap<String, String>,
}

fn given(directory: &Path, found: &mut Vec<Given>) {
    for name in Disk.list(directory).unwrap() {
        let path = directory.join(&name);
        if path.is_dir() {
            given(&path, found);
        } else if let Some(stem) = name.strip_suffix(".oracle.json") {
            let verdict: Value = serde_json::from_slice(&Disk.read(&path).unwrap()).unwrap();
            let conf = directory.join(format!("{stem}.conf"));
            let Ok(Ok(text)) = Disk.read(&conf).map(String::from_utf8) else { continue };
            let verdicts = [&verdict, &verdict["as_include"]];
            let variables = verdicts.iter().filter_map(|one| one["env"].as_object()).flatten();
            let environment =
                variables.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect();
            found.push(Given { path: conf, text, environment });
        }
    }
}

fn check(bytes: &[u8], options: &Options) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let file = SourceFile::new(MAIN, bytes.to_vec()).unwrap();
    let id = sources.add(file);
    lint::check_supervisord(&Config::of_file(id, &sources), &sources, options)
}

/// The fields of processes that differ, or why the lists do.
fn differing(before: &Value, after: &Value) -> BTreeSet<String> {
    let list = |verdict: &Value| verdict["programs"].as_array().unwrap().clone();
    let (before, after) = (list(before), list(after));
    if before.len() != after.len() {
        return BTreeSet::from([format!("{} processes for {}", after.len(), before.len())]);
    }
    let pairs = before.iter().zip(&after);
    let fields = pairs.flat_map(|(before, after)| {
        let fields = before.as_object().unwrap();
        fields.iter().filter(|(name, value)| after[name.as_str()] != **value).map(|(name, _)| name.clone())
    });
    fields.collect()
}

#[test]
fn a_safe_fix_changes_nothing_but_what_it_fixes() {
    let Some(directory) = shared_path("corpus/supervisord") else { return };
    let mut all = Vec::new();
    given(&directory, &mut all);
    let mut cases: Vec<(&Given, &str, String)> = Vec::new();
    for one in &all {
        let name = one.path.display().to_string();
        let check = |bytes: &[u8], selection: &Selection| {
            let options = Options {
                environment: one.environment.clone(),
                selection: selection.clone(),
                ..Options::default()
            };
            check(bytes, &options)
        };
        let fixed = fixes::by_rule(&name, one.text.as_bytes(), &check);
        cases.extend(fixed.into_iter().map(|it| (one, it.rule, String::from_utf8(it.bytes).unwrap())));
    }
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path().to_str().unwrap();
    let requests = cases.iter().flat_map(|(one, _, fixed)| {
        [&one.text, fixed].map(|text| {
            json!({"effective": {MAIN: text}, "main": MAIN, "folder": directory, "environment": one.environment})
        })
    });
    let requests: Vec<Value> = requests.collect();
    let mut answers = Vec::new();
    if oracle::converse(requests.into_iter(), |answer| answers.push(answer)).is_none() {
        return;
    }
    let mut wrong = Vec::new();
    let mut accepted = 0;
    for ((one, rule, _), verdicts) in cases.iter().zip(answers.chunks(2)) {
        let [before, after] = verdicts else { panic!("answers are missing") };
        if before["error"].is_string() {
            continue;
        }
        accepted += 1;
        if let Some(error) = after["error"].as_str() {
            wrong.push(format!("{}: {rule}: refused after the fix: {error}", one.path.display()));
            continue;
        }
        for field in differing(before, after) {
            if !fixes::is_expected_change(&EXPECTED_CHANGES, rule, |fixed| fixed == field) {
                wrong.push(format!("{}: {rule}: {field} changed", one.path.display()));
            }
        }
    }
    assert!(accepted > 100, "unbalanced inputs: {accepted} of {} were accepted before the fix", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
