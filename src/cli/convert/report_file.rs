//! Checks that `--report-file` names neither an input file nor an emitted one.

use std::path::{Component, Path, PathBuf};

use crate::cli::args::{ConvertArgs, InputArgs};
use crate::cli::load::files_of;
use crate::cli::output::is_stream;
use crate::cli::{Failure, options};
use crate::emission::OutputFile;
use crate::source::{Disk, FileId, Files as _, SourceFile, Sources};

/// Refuses a report that would replace an input file or one of the `files` of the translation.
///
/// # Errors
/// If it would.
pub(super) fn refuse_input_paths(
    args: &ConvertArgs,
    files: &[OutputFile],
    sources: &Sources,
) -> Result<(), Failure> {
    let Some(path) = args.report_path().filter(|path| !is_stream(path)) else { return Ok(()) };
    let places = [place(path), entry(path)];
    let refused = |why: String| {
        let message = format!("`--report-file {}` {why}; nothing was written", path.display());
        Err(Failure::with_help(message, "give the report its own file"))
    };
    if let Some((_, name)) = read(&args.input, sources).into_iter().find(|(real, _)| places.contains(real)) {
        return refused(format!("would overwrite {name}, which is read"));
    }
    if let Some(directory) = args.directory() {
        // An emitted file replaces a link itself.
        let is_written = |file: &&OutputFile| places.contains(&entry(&directory.join(&file.name)));
        if let Some(file) = files.iter().find(is_written) {
            return refused(format!("would replace {}, a file of the translation", file.name));
        }
    }
    Ok(())
}

/// The real paths of all input files, with their names.
fn read(input: &InputArgs, sources: &Sources) -> Vec<(PathBuf, String)> {
    let files = options::files(input);
    let real = |(_, file): (FileId, &SourceFile)| {
        let path = Path::new(file.name());
        Some((files_of(path, &*files).canonicalize(path)?, file.name().to_owned()))
    };
    let mut read: Vec<_> = sources.iter().filter_map(real).collect();
    let values =
        input.env_file.as_ref().and_then(|file| Some((Disk.canonicalize(file)?, file.display().to_string())));
    read.extend(values);
    read
}

/// The real path. If a path does not exist yet, the existing part of it is resolved.
fn place(path: &Path) -> PathBuf {
    fn real(path: &Path) -> PathBuf {
        if let Some(real) = Disk.canonicalize(path) {
            return real;
        }
        let Some(parent) = path.parent() else { return path.to_owned() };
        match path.components().next_back() {
            Some(Component::Normal(name)) => real(parent).join(name),
            Some(Component::ParentDir) => {
                let mut up = real(parent);
                up.pop();
                up
            }
            _ => real(parent),
        }
    }
    real(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// The path with everything but its last component resolved, so that a link stays one.
fn entry(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (path.parent(), path.file_name()) {
        (Some(directory), Some(name)) => place(directory).join(name),
        _ => place(&path),
    }
}
