//! The output of `systemd-analyze verify` 252 for the same bytes, if it is next to the project: a unit that it refuses has
//! a finding of level `error`, one that loads has none, and every line that it complains about has a finding.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and panic on failure")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sysvisor::diagnostic::{Diagnostic, Level};
use sysvisor::lint::{self, Options, Selection, registry};
use sysvisor::source::{Disk, Files, Memory, SourceFile, Sources};
use sysvisor::systemd::Units;
use sysvisor::systemd::versions::Release;

use crate::corpus::shared_path;

/// Cases that are refused for a reason that no rule checks yet, with the rule or the reason. Should become empty.
const UNREFUSED: [(&str, &str); 0] = [];

/// Cases that load, with a complaint that no rule covers yet. Should become empty.
const UNCOVERED: [(&str, &str); 1] = [("world-writable.service", "read-only copies have lost their mode")];

/// A unit, with the messages of systemd-analyze.
struct Case {
    name: String,
    path: PathBuf,
    /// The messages, without the first line, which is the exit status.
    messages: Vec<String>,
}

impl Case {
    fn all(directory: &Path) -> Vec<Self> {
        let mut names: Vec<String> = std::fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| ![".out", ".py", ".md"].iter().any(|suffix| name.ends_with(suffix)))
            .collect();
        names.sort();
        names.into_iter().map(|name| Self::read(directory, name)).collect()
    }

    fn read(directory: &Path, name: String) -> Self {
        let stem = name.rsplit_once('.').unwrap().0;
        let outs = [format!("{stem}.out"), format!("{name}.out")];
        let outs = if name.ends_with(".service") { &outs[..1] } else { &outs[1..] };
        let path = outs.iter().map(|out| directory.join(out)).find(|path| path.exists());
        let path = path.unwrap_or_else(|| directory.join(format!("{stem}.out")));
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        let messages = text.lines().skip(1).map(str::to_owned).filter(|line| !is_of_the_host(line)).collect();
        Self { path: directory.join(&name), name, messages }
    }

    /// Whether the unit itself was refused. A masked unit is intended to be.
    fn is_refused(&self) -> bool {
        const REFUSALS: [&str; 4] = [
            "has a bad unit file setting",
            "failed to load properly",
            "Failed to prepare filename",
            "Failed to create",
        ];
        self.messages.iter().any(|line| REFUSALS.iter().any(|words| line.contains(words)))
    }

    /// The line number in a message; `None` for a message about the whole unit.
    fn line(&self, message: &str) -> Option<u32> {
        message.strip_prefix(&format!("{}:", self.name))?.split(':').next()?.parse().ok()
    }
}

/// Whether a message is about programs or units that this machine lacks.
fn is_of_the_host(line: &str) -> bool {
    line.contains("is not executable") || line.contains("cannot be started") || line.contains("not found")
}

fn check(
    paths: &[(String, Vec<u8>)],
    files: &dyn Files,
    release: u16,
    mode: Option<u32>,
    selection: Selection,
) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let mut ids = Vec::new();
    for (name, bytes) in paths {
        let file = SourceFile::new(name.as_str(), bytes.clone()).unwrap();
        ids.push(sources.add(file.with_mode(mode.or_else(|| files.mode(Path::new(name))))));
    }
    let units = Units::read(&ids, &mut sources, files);
    let options = Options { systemd_version: Release(release), selection, ..Options::default() };
    let findings = lint::check_units(&units, &sources, &options);
    (findings, sources)
}

fn names<'n>(list: &'n [(&'n str, &'n str)]) -> BTreeSet<&'n str> {
    list.iter().map(|(name, _)| *name).collect()
}

#[test]
fn errors_are_found_exactly_where_systemd_refuses() {
    let Some(directory) = shared_path("cases/systemd-verify") else { return };
    let (mut unrefused, mut uncovered) = (BTreeSet::new(), BTreeSet::new());
    let cases = Case::all(&directory);
    for case in &cases {
        let file = [(case.path.to_str().unwrap().to_owned(), std::fs::read(&case.path).unwrap())];
        let (findings, sources) = check(&file, &Disk, 252, None, Selection::all());
        let errors: Vec<&str> =
            findings.iter().filter(|one| one.level == Level::Error).map(|one| one.rule).collect();
        if case.is_refused() && errors.is_empty() {
            let _ = unrefused.insert(case.name.as_str());
        }
        assert!(case.is_refused() || errors.is_empty(), "{} loads, but has errors: {errors:?}", case.name);
        let line = |finding: &Diagnostic, offset| sources.get(finding.file).position(offset).line;
        let is_covered = |message: &String| match case.line(message) {
            Some(number) => findings
                .iter()
                .any(|one| (line(one, one.span.start)..=line(one, one.span.end)).contains(&number)),
            // A finding at the lowest level does not answer a complaint.
            None => findings.iter().any(|one| one.level > Level::Info || one.rule == "executable-unit-file"),
        };
        if !case.is_refused() && !case.messages.iter().all(is_covered) {
            let _ = uncovered.insert(case.name.as_str());
        }
    }
    assert!(cases.len() > 150, "{}", cases.len());
    assert_eq!(unrefused, names(&UNREFUSED));
    assert_eq!(uncovered, names(&UNCOVERED));
}

/// The files of one side of a pair.
fn side(side: &Value) -> Vec<(String, Vec<u8>)> {
    let encode = |text: &str| -> Vec<u8> {
        match side["encoding"].as_str() {
            Some("latin-1") => text.chars().map(|one| u32::from(one) as u8).collect(),
            _ => text.as_bytes().to_vec(),
        }
    };
    match side["files"].as_object() {
        Some(files) => {
            files.iter().map(|(name, text)| (name.clone(), encode(text.as_str().unwrap()))).collect()
        }
        None => vec![(side["name"].as_str().unwrap().to_owned(), encode(side["text"].as_str().unwrap()))],
    }
}

#[test]
fn the_bad_case_of_a_pair_fires_at_its_level_and_the_good_one_does_not() {
    let Some(path) = shared_path("cases/systemd/rule-pairs.json") else { return };
    let pairs: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    for pair in &pairs {
        let rule = pair["rule"].as_str().unwrap();
        // The contents of an `[X-…]` section are not checked.
        assert_eq!(registry::find(rule).is_some(), pair["level"] != "none", "{rule}");
        if pair["level"] == "none" {
            continue;
        }
        let found = |which: &str| -> Vec<String> {
            let files = side(&pair[which]);
            let memory =
                files.iter().fold(Memory::new(), |memory, (name, bytes)| memory.with(name, bytes.clone()));
            // They were recorded with 252, except for what 252 does not know.
            let args = pair[which]["check_args"].as_array();
            let release = args.and_then(|args| args.get(1)?.as_str()?.parse().ok()).unwrap_or(252);
            let mode = pair[which]["mode"].as_str().map(|bits| u32::from_str_radix(bits, 8).unwrap());
            let (findings, _) = check(&files, &memory, release, mode, Selection::new(&[rule], &[]).unwrap());
            findings.iter().filter(|one| one.rule == rule).map(|one| one.level.as_str().to_owned()).collect()
        };
        let bad = found("bad");
        assert!(bad.iter().any(|level| *level == pair["level"]), "{rule}: the bad case gives {bad:?}");
        assert!(found("good").is_empty(), "{rule}: the good case is flagged");
    }
}
