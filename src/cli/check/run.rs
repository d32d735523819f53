//! The parameters of a check.

use std::path::Path;

use crate::cli::args::CheckArgs;
use crate::cli::discover::Target;
use crate::host::Host;
use crate::language::{Language, NameHint};
use crate::lint::Options;
use crate::report::rendered::Form;
use crate::source::Files;

/// The number of files that justify another job: starting one takes as long as reading some files.
pub(super) const LEAST: usize = 256;

/// The parameters of a check.
pub(super) struct Run<'a> {
    /// The command line.
    pub(super) args: &'a CheckArgs,
    /// The options of the library.
    pub(super) options: &'a Options,
    /// The file system.
    pub(super) files: &'a dyn Files,
    /// The output format.
    pub(super) form: Form,
    /// The machine, if there is one to check.
    pub(super) host: Option<&'a Host>,
}

impl Run<'_> {
    /// The number of jobs for this many files. It is one unless more are requested: each needs memory of its own, and all
    /// of them together more CPU time than a single one.
    pub(super) fn jobs(&self, files: usize) -> usize {
        self.args.jobs.map_or(1, |jobs| jobs.get().min(files / LEAST).max(1))
    }

    /// Whether a file is a drop-in, judging by its path. What it belongs to is known once all units have been read.
    pub(super) fn is_drop_in(&self, target: &Target) -> bool {
        // Most files are not, which is checked before their path is split.
        if !target.path.as_os_str().as_encoded_bytes().ends_with(b".conf") {
            return false;
        }
        let directory =
            target.path.parent().and_then(Path::file_name).and_then(|directory| directory.to_str());
        directory.is_some_and(|directory| directory.ends_with(".d"))
            && (self.args.input.language.map(Language::from) == Some(Language::Systemd)
                || target.hint == NameHint::Language(Language::Systemd))
    }
}
