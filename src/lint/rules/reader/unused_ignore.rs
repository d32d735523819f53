//! `unused-ignore`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::ignore::Ignore;
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::source::{FileId, Span};
use crate::syntax::Edit;

rule! {
    /// Flags a comment that asks to ignore a rule that finds nothing there.
    ///
    /// ## Why
    ///
    /// What was once accepted has been fixed, and the comment would hide the same mistake if it came back.
    ///
    /// Nothing is said about rules that were not run (`--select`, `--ignore`, groups that are off), or about those
    /// whose findings depend on more than the file: on the release (`--systemd-version`), on other files, on the
    /// machine (`--host`).
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:web]
    /// ; sysvisor: ignore[unknown-option] for our own patch
    /// command=/usr/bin/web --port 80
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// # sysvisor: ignore[kill-mode-none, unknown-directive]
    /// KillMode=none
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:web]
    /// command=/usr/bin/web --port 80
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// # sysvisor: ignore[kill-mode-none]
    /// KillMode=none
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// sysvisor's own; ruff does the same (`RUF100`, `unused-noqa`).
    pub static UNUSED_IGNORE = {
        name: "unused-ignore",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        depends_on_context: true,
        looks_at: LooksAt::Reader,
    }
}

/// The finding about a comment: the names in `unused` suppress nothing, those in `kept` stay.
pub(in crate::lint) fn finding(
    ignore: &Ignore,
    unused: &[&str],
    kept: &[&str],
    (file, place): (FileId, Span),
) -> Diagnostic {
    let names: Vec<String> = unused.iter().map(|name| format!("`{name}`")).collect();
    let (message, label) = match (&names[..], ignore.is_above_nothing()) {
        ([name], false) => (format!("{name} finds nothing here"), "ignores nothing"),
        (names, false) => (format!("{} find nothing here", listed(names)), "ignores nothing"),
        (names, true) => (format!("{} cannot be ignored here", listed(names)), "nothing follows"),
    };
    let finding = UNUSED_IGNORE
        .at(file, place, message)
        .label(label)
        .help("It would hide the same mistake if somebody made it again.");
    match kept {
        [] => finding.fix("remove the comment", Applicability::Safe, vec![Edit::delete(ignore.line)]),
        _ => finding.fix(
            format!("remove {} from it", listed(&names)),
            Applicability::Safe,
            vec![Edit::replace(ignore.list, kept.join(", "))],
        ),
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}
