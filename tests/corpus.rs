//! Real configurations, if there is a corpus next to the project: nothing is lost, nothing panics, and fixes converge.
//!
//! The files belong to other people and are not part of the project. They are looked for in `../shared/corpus` and
//! `../shared/cases`, or in the directories that `SYSVISOR_CORPUS` lists, separated by colons.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests read files and variables, print what they skip, and panic on failure"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sysvisor::diagnostic::{Applicability, Diagnostic, Level};
use sysvisor::language::{self, Language, NameHint};
use sysvisor::lint::{self, fix};
use sysvisor::source::{Disk, FileId, Files as _};

use crate::stages;

/// A path next to the project, if it exists; otherwise prints what is skipped.
pub(crate) fn shared_path(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !path.exists() {
        eprintln!("skipped: {} does not exist", path.display());
        return None;
    }
    Some(path)
}

fn roots() -> Vec<PathBuf> {
    let roots: Vec<PathBuf> = match std::env::var_os("SYSVISOR_CORPUS") {
        Some(named) => std::env::split_paths(&named).collect(),
        None => ["corpus", "cases"].into_iter().filter_map(shared_path).collect(),
    };
    roots.into_iter().filter(|root| root.is_dir()).collect()
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
    for name in Disk.list(directory).unwrap_or_default() {
        let path = directory.join(name);
        // A link may lead to a parent directory, or out of the corpus.
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else if path.is_file() {
            found.push(path);
        }
    }
}

/// The files of the corpus.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for root in roots() {
        walk(&root, &mut files);
    }
    files
}

/// Runs `job` on every file of the corpus, on all cores; returns the files on which it panicked.
pub(crate) fn for_every_file(job: impl Fn(&str, &[u8]) + Sync) -> Option<Vec<PathBuf>> {
    let files = files();
    let failed = for_each(&files, |path| job(&path.to_string_lossy(), &Disk.read(path).unwrap()));
    failed.map(|failed| failed.into_iter().cloned().collect())
}

/// The same for any list.
fn for_each<T: Sync>(all: &[T], job: impl Fn(&T) + Sync) -> Option<Vec<&T>> {
    if all.is_empty() {
        eprintln!("skipped: no corpus (set SYSVISOR_CORPUS)");
        return None;
    }
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if catch_unwind(AssertUnwindSafe(|| job(one))).is_err() {
                        failed.lock().unwrap().push(one);
                    }
                }
            });
        }
    });
    Some(failed.into_inner().unwrap())
}

/// The name under which a file is read as a unit: its own, if that is valid for a unit.
fn unit_name(path: &str) -> &str {
    if language::name_hint(path) == NameHint::Language(Language::Systemd) { path } else { "app.service" }
}

#[test]
fn every_file_round_trips_in_both_parsers_and_no_stage_panics() {
    let failed = for_every_file(|name, bytes| {
        stages::parse(bytes);
        stages::check(unit_name(name), bytes);
        stages::translate(unit_name(name), bytes);
    });
    assert_eq!(failed.unwrap_or_default(), [] as [PathBuf; 0], "see the panics above");
}

/// What a single file cannot show: places and numbers that belong to another file.
#[test]
fn three_files_read_together_pass_all_stages() {
    let files = files();
    // Units and configurations are in separate directories, so each file is next to others of its kind.
    let threes: Vec<&[PathBuf]> = files.chunks_exact(3).collect();
    let failed = for_each(&threes, |three| {
        let bytes: Vec<Vec<u8>> = three.iter().map(|path| Disk.read(path).unwrap()).collect();
        let [first, second, third] = [0, 1, 2].map(|at| bytes[at].as_slice());
        stages::together([first, second, third], first.len());
    });
    assert!(failed.as_ref().is_none_or(Vec::is_empty), "see the panics above: {failed:#?}");
}

#[test]
fn fixes_converge_without_introducing_an_error() {
    let failed = for_every_file(|name, bytes| match language::detect(name, bytes) {
        Some(Language::Supervisord) => assert_both_levels_converge(bytes, |bytes| {
            let (config, sources) = stages::config(name, bytes);
            lint::check_supervisord(&config, &sources, &stages::options())
        }),
        Some(Language::Systemd) => assert_both_levels_converge(bytes, |bytes| {
            let (units, sources) = stages::units(name, bytes);
            lint::check_units(&units, &sources, &stages::options())
        }),
        None => {}
    });
    assert_eq!(failed.unwrap_or_default(), [] as [PathBuf; 0], "see the panics above");
}

fn assert_both_levels_converge(bytes: &[u8], check: impl Fn(&[u8]) -> Vec<Diagnostic>) {
    assert_fixes_converge(bytes, Applicability::Safe, &check);
    // After an unsafe fix, a line that was ignored may take effect, and be refused because of another line.
    assert_fixes_converge(bytes, Applicability::Unsafe, &check);
}

/// Applies fixes until nothing changes, as `--fix` and `--unsafe-fixes` do.
fn assert_fixes_converge(bytes: &[u8], least: Applicability, check: impl Fn(&[u8]) -> Vec<Diagnostic>) {
    let errors = |findings: &[Diagnostic]| findings.iter().filter(|it| it.level == Level::Error).count();
    let mut findings = check(bytes);
    let before = errors(&findings);
    let mut bytes = bytes.to_vec();
    for _ in 0..fix::MAX_ROUNDS {
        let Some((fixed, _)) = fix::apply_round(&bytes, &findings, FileId(0), least) else {
            // A refused line may hide another error: fixing a header adds a section below it.
            let is_safe = least == Applicability::Safe && before == 0;
            assert!(!is_safe || errors(&findings) == 0, "the fixes introduced errors: {findings:?}");
            return;
        };
        findings = check(&fixed);
        bytes = fixed;
    }
    panic!("the fixes do not converge in {} rounds: {findings:?}", fix::MAX_ROUNDS);
}
