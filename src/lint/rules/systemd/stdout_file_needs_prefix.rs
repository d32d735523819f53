//! `stdout-file-needs-prefix`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a path for `StandardOutput=`, `StandardError=` or `StandardInput=` without the prefix that says how the
    /// file is opened, or one that is not absolute.
    ///
    /// ## Why
    ///
    /// A path alone is not a value: systemd ignores the line, and the output goes to the journal. The file that
    /// somebody will look for is never created.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StandardOutput=/var/log/app.log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StandardOutput=append:/var/log/app.log
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `StandardOutput=`; `config_parse_exec_output()`. Run on 252: `Failed to parse output specifier,
    /// ignoring: /var/log/app.log`.
    pub static STDOUT_FILE_NEEDS_PREFIX = {
        name: "stdout-file-needs-prefix",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake = KnownMistake::new(
    &STDOUT_FILE_NEEDS_PREFIX,
    matches,
    "Write append:, truncate: or file: and an absolute path.",
);

fn matches(mistake: &Mistake<'_>) -> bool {
    let is_stream =
        matches!(mistake.row.name, Name::StandardOutput | Name::StandardError | Name::StandardInput);
    let starts = ["/", "./", "file:", "append:", "truncate:"];
    is_stream && starts.iter().any(|start| mistake.word().starts_with(start))
}
