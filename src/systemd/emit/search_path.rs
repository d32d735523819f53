//! `ExecSearchPath=`: the directories of a `PATH` in which systemd can look for a program.

use std::borrow::Cow;

use crate::ir::{Part, Text};

/// Splits a `PATH` into the directories that systemd accepts and those that it would not: a directory relative to where
/// supervisord runs, that directory itself, and one with `..`. systemd ignores such a directory and all after it
/// (`config_parse_exec_search_path()`, load-fragment.c).
pub(super) fn accepted_directories<'a>(path: &Text<'a>) -> (Option<Text<'a>>, Vec<String>) {
    let (mut kept, mut left_out): (Vec<Part<'a>>, Vec<String>) = (Vec::new(), Vec::new());
    for directory in directories(path) {
        // A directory that is not known before the run is assumed to be absolute.
        let path = Text::of(directory);
        let is_accepted = path.is_absolute().unwrap_or(true) && !path.has_parent_dir();
        if !is_accepted {
            left_out.push(path.to_string());
            continue;
        }
        if !kept.is_empty() {
            kept.push(Part::Bytes(Cow::Borrowed(b":")));
        }
        kept.extend(path.owned_parts());
    }
    ((!kept.is_empty()).then(|| Text::of(kept).with_place_of(path)), left_out)
}

/// The remark on directories that are left out.
pub(super) fn omission_remark(left_out: &[String]) -> String {
    let named = left_out.iter().map(|directory| {
        if directory.is_empty() { "an empty one".to_owned() } else { format!("`{directory}`") }
    });
    let named: Vec<String> = named.collect();
    let named = named.join(", ");
    let (is, one_there) = if left_out.len() == 1 { ("is", "there") } else { ("are", "in one of them") };
    format!(
        "systemd looks for programs only in absolute directories without `..`: {named} of PATH {is} omitted. If the program \
         is {one_there}, write its absolute path in ExecStart=."
    )
}

/// The directories between the colons.
fn directories<'a>(path: &Text<'a>) -> Vec<Vec<Part<'a>>> {
    let (mut directories, mut directory) = (Vec::new(), Vec::new());
    for part in path.owned_parts() {
        let Part::Bytes(bytes) = part else {
            directory.push(part);
            continue;
        };
        for (at, piece) in bytes.split(|byte| *byte == b':').enumerate() {
            if at > 0 {
                directories.push(std::mem::take(&mut directory));
            }
            if !piece.is_empty() {
                directory.push(Part::Bytes(Cow::Owned(piece.to_vec())));
            }
        }
    }
    directories.push(directory);
    directories
}
