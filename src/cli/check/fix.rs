//! `sysvisor check --fix`, `--unsafe-fixes`, `--diff`: applies fixes.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::cli::args::CheckArgs;
use crate::cli::load::{Loaded, files_of};
use crate::cli::output::replace_all;
use crate::cli::{Failure, Terminal, options};
use crate::diagnostic::Applicability;
use crate::host::Host;
use crate::lint::{Linted, Options, fix};
use crate::report::diff;
use crate::source::FileId;
use crate::supervisord::Config;

/// The result of fixing.
#[derive(Debug, Default)]
pub(super) struct Fixed {
    /// The remaining findings.
    pub(super) remaining: Linted,
    /// The number of files that changed, or would change.
    pub(super) changed: usize,
}

/// Applies fixes to the files of a run until nothing changes, and writes them, or shows what would change.
///
/// # Errors
/// If a file cannot be written; then none has changed.
pub(super) fn fix(
    args: &CheckArgs,
    options: &Options,
    host: Option<&Host>,
    loaded: &mut Loaded,
    mut linted: Linted,
    terminal: &mut Terminal,
) -> Result<Fixed, Failure> {
    let least = if args.unsafe_fixes.is_some() { Applicability::Unsafe } else { Applicability::Safe };
    let mut originals: Vec<(FileId, Vec<u8>)> = Vec::new();
    let mut changed_files = BTreeSet::new();
    let mut applied = 0;
    for _ in 0..fix::MAX_ROUNDS {
        let ids: Vec<FileId> = loaded.sources.iter().map(|(id, _)| id).collect();
        let mut changed = false;
        // Grouped, since there may be as many files as findings.
        linted.findings.sort_by_key(|finding| finding.file);
        for id in ids {
            let bytes = loaded.sources.get(id).bytes();
            let start = linted.findings.partition_point(|finding| finding.file < id);
            let end = linted.findings.partition_point(|finding| finding.file <= id);
            let findings = &linted.findings[start..end];
            let Some((fixed, count)) = fix::apply_round(bytes, findings, id, least) else {
                continue;
            };
            if changed_files.insert(id) {
                originals.push((id, bytes.to_vec()));
            }
            applied += count;
            changed = true;
            replace(loaded, id, fixed);
        }
        if !changed {
            break;
        }
        read_again(loaded);
        linted = loaded.lint(options, host);
    }
    if args.diff.is_some() {
        for (id, before) in &originals {
            let file = loaded.sources.get(*id);
            diff::write(&mut terminal.out, file.name(), Some(before), file.bytes(), terminal.look.color)?;
        }
    } else {
        write(args, loaded, originals.iter().map(|(id, _)| *id), terminal)?;
    }
    if applied > 0 && args.diff.is_none() {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let files = originals.len();
        terminal.note(&format!(
            "Applied {applied} fix{} in {files} file{}",
            if applied == 1 { "" } else { "es" },
            plural(files)
        ));
    }
    Ok(Fixed { remaining: linted, changed: originals.len() })
}

/// Writes fixed files back. Input from standard input is written to standard output whether it changed or not, so that a
/// script can use it.
fn write(
    args: &CheckArgs,
    loaded: &Loaded,
    fixed: impl Iterator<Item = FileId>,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let files = options::files(&args.input);
    let place = |id: FileId| {
        let file = loaded.sources.get(id);
        let path = PathBuf::from(file.name());
        // A symbolic link stays a link. Below a root it leads to where the image would follow it, not to where this machine
        // does.
        let path = files_of(&path, &*files).canonicalize(&path).unwrap_or(path);
        (path, file.bytes().to_vec())
    };
    let written: Vec<_> = fixed.filter(|id| Some(*id) != loaded.stdin).map(place).collect();
    replace_all(&written)?;
    if let Some(id) = loaded.stdin {
        terminal.out.write_all(loaded.sources.get(id).bytes())?;
        terminal.results_are_messages()?;
    }
    Ok(())
}

fn replace(loaded: &mut Loaded, id: FileId, bytes: Vec<u8>) {
    // An edit does not make a file exceed the range of spans, since the old contents were within it.
    if let Ok(file) = loaded.sources.get(id).with_content(bytes) {
        loaded.sources.replace(id, file);
    }
}

/// Parses everything again, from memory.
fn read_again(loaded: &mut Loaded) {
    for config in &mut loaded.configs {
        *config = Config::of_files(&config.reads, &loaded.sources);
    }
    let units = std::mem::take(&mut loaded.units);
    loaded.units = units.reparse(&loaded.sources);
}
