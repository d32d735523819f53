//! `invalid-ignore`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::ignore::InvalidIgnore;
use crate::lint::{Fixable, LooksAt, registry};
use crate::rule;
use crate::source::{FileId, Span};

rule! {
    /// Flags a comment that asks sysvisor to ignore something and is not accepted: one that names no rule, one whose
    /// bracket is not closed, one with another keyword, and `ignore-file` below the first section header.
    ///
    /// ## Why
    ///
    /// Its author believes that something is ignored, and nothing is. `ignore` without a rule is rejected on purpose:
    /// it would hide what nobody has seen, today's findings and those of every later release.
    ///
    /// `# sysvisor: ignore[rule]` on a line of its own applies to the setting below it, or above a header to that
    /// section; `# sysvisor: ignore-file[rule]` above the first header applies to the file. Several rules are separated
    /// by commas, and a reason may follow the bracket.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:web]
    /// ; sysvisor: ignore
    /// command=web --port 80
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// # sysvisor: ignore kill-mode-none
    /// KillMode=none
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini job.service
    /// [Service]
    /// # sysvisor: ignore-file[kill-mode-none]
    /// KillMode=none
    /// ExecStart=/usr/bin/job
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:web]
    /// ; sysvisor: ignore[command-not-absolute] found through PATH on purpose
    /// command=web --port 80
    /// ```
    ///
    /// ```ini app.service
    /// # sysvisor: ignore-file[kill-mode-none]
    /// [Service]
    /// KillMode=none
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// sysvisor's own; ruff does the same (`PGH004`, `blanket-noqa`).
    pub static INVALID_IGNORE = {
        name: "invalid-ignore",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Reader,
    }
}

const FORM: &str = "`# sysvisor: ignore[rule]` applies to the setting below it, or above a header to that section; in \
                    supervisord's files it may also come after either on the same line.";

/// The finding about a comment that is not accepted: `word` is what it asks with, `request` the whole request.
pub(in crate::lint) fn finding(
    reason: InvalidIgnore,
    word: &str,
    request: &str,
    file: FileId,
    shown: Span,
) -> Diagnostic {
    let (message, label) = match reason {
        InvalidIgnore::NoRules => (format!("`{word}` names no rule"), "ignores nothing"),
        InvalidIgnore::Unclosed => (format!("the bracket of `{word}` is not closed"), "ignores nothing"),
        InvalidIgnore::UnknownWord => (format!("sysvisor has no `{word}` comment"), "ignores nothing"),
        InvalidIgnore::Misplaced => {
            ("`ignore-file` is below the first section header".to_owned(), "ignores nothing")
        }
    };
    let rules: Vec<&str> = request
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .filter(|word| registry::find(word).is_some())
        .collect();
    let help = match reason {
        InvalidIgnore::Misplaced => format!("It applies to a whole file, and belongs at its top. {FORM}"),
        InvalidIgnore::NoRules | InvalidIgnore::Unclosed | InvalidIgnore::UnknownWord
            if !rules.is_empty() =>
        {
            let word = if word == "ignore-file" { word } else { "ignore" };
            format!(
                "Write `# sysvisor: {word}[{}]`: the rules go in brackets, and a reason may follow.",
                rules.join(", ")
            )
        }
        InvalidIgnore::NoRules => {
            format!(
                "Ignoring everything would hide what nobody has seen. {FORM} Every finding names its rule."
            )
        }
        InvalidIgnore::Unclosed | InvalidIgnore::UnknownWord => FORM.to_owned(),
    };
    INVALID_IGNORE.at(file, shown, message).label(label).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn findings(comment: &str) -> Vec<(String, String, String)> {
        let found = unit(&INVALID_IGNORE, &format!("[Service]\n{comment}\nExecStart=/bin/a\n"));
        found.into_iter().map(|found| (found.text, found.message, found.help)).collect()
    }

    #[test]
    fn the_help_repeats_the_rule_names_in_valid_syntax() {
        for comment in [
            "# sysvisor: ignore exec-empty, kill-mode-none",
            "; sysvisor: disable=exec-empty,kill-mode-none",
            "# sysvisor: ignore[exec-empty, kill-mode-none",
            "# sysvisor: ingore[exec-empty,kill-mode-none] so it is",
        ] {
            let findings = findings(comment);
            assert_eq!((findings.len(), findings[0].0.as_str()), (1, comment));
            assert!(
                findings[0].2.starts_with("Write `# sysvisor: ignore[exec-empty, kill-mode-none]`"),
                "{findings:?}"
            );
        }
    }

    #[test]
    fn prose_is_not_a_request() {
        for comment in
            ["# sysvisor: said that this is in order", "# ignore[exec-empty]", "# see sysvisor: ignore"]
        {
            assert_eq!(findings(comment), []);
        }
    }
}
