//! `directory-absolute`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags an absolute path in `StateDirectory=`, `RuntimeDirectory=` and the like: these are relative to a directory
    /// that systemd sets.
    ///
    /// ## Why
    ///
    /// `StateDirectory=app` creates `/var/lib/app`. An absolute path is ignored: the directory is not created, and its
    /// owner is not set.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StateDirectory=/var/lib/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StateDirectory=app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `RuntimeDirectory=`; `config_parse_exec_directories()`. Run on 252: `StateDirectory= path is
    /// absolute, ignoring: /var/lib/app`.
    pub static DIRECTORY_ABSOLUTE = {
        name: "directory-absolute",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(
    &DIRECTORY_ABSOLUTE,
    matches,
    "Write the path relative to /var/lib, /run, /var/cache, /var/log or /etc: systemd prepends that.",
);

fn matches(mistake: &Mistake<'_>) -> bool {
    mistake.row.kind == ValueKind::DirectoryList && mistake.word().starts_with('/')
}
