//! Files that an earlier translation left in a directory: a program that has been renamed would run under both names.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::Terminal;
use crate::cli::args::LanguageName;
use crate::emission::MADE_FROM;
use crate::emission::OutputFile;
use crate::report::clean;
use crate::source::{Disk, Files as _, dir_name};
use crate::text::truncated_list::truncated_list;

/// The maximum number of files to name.
const MOST: usize = 10;

/// Names the files in `directory` that sysvisor wrote, according to their first line, and that are not in `files`.
pub(super) fn warn_stale_files(
    directory: &Path,
    files: &[OutputFile],
    to: LanguageName,
    terminal: &mut Terminal,
) {
    let stale = stale(directory, files, to);
    if stale.is_empty() {
        return;
    }
    let names: Vec<_> = stale.iter().map(|name| clean(name)).collect();
    let (it, starts) = if stale.len() == 1 {
        ("It is left as it is", "it starts")
    } else {
        ("They are left as they are", "they start")
    };
    terminal.warning(&format!(
        "{}: made by sysvisor earlier and not part of this translation. {it}; what {starts} would also run",
        truncated_list(&names, MOST)
    ));
}

fn stale(directory: &Path, files: &[OutputFile], to: LanguageName) -> Vec<String> {
    // The files of a split configuration are one directory deeper.
    let mut directories: Vec<&str> = files.iter().map(|file| dir_name(&file.name)).collect();
    directories.push("");
    directories.sort_unstable();
    directories.dedup();
    let own: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let mut stale = Vec::new();
    for below in directories {
        for name in Disk.list(&directory.join(below)).unwrap_or_default() {
            let name = if below.is_empty() { name } else { format!("{below}/{name}") };
            let path = directory.join(&name);
            // The source may be in the same directory: it is in the other language.
            if is_emitted(&name, to) && !own.contains(name.as_str()) && is_emitted_file(&path) {
                stale.push(path.to_string_lossy().into_owned());
            }
        }
    }
    stale.sort_unstable();
    stale
}

/// Whether a translation writes files with such names.
fn is_emitted(name: &str, to: LanguageName) -> bool {
    const OF_SYSTEMD: [&str; 6] =
        [".service", ".socket", ".target", ".timer", ".logrotate", ".tmpfiles.conf"];
    match to {
        LanguageName::Systemd => OF_SYSTEMD.iter().any(|end| name.ends_with(end)),
        LanguageName::Supervisord => name.ends_with(".conf"),
    }
}

fn is_emitted_file(path: &Path) -> bool {
    if !Disk.is_file(path) {
        return false;
    }
    let Ok(bytes) = Disk.read(path) else { return false };
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let comment = first.strip_prefix(b"# ").or_else(|| first.strip_prefix(b"; "));
    comment.is_some_and(|comment| comment.starts_with(MADE_FROM.as_bytes()))
}
