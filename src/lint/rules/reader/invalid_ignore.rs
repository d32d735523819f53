//! `invalid-ignore`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::ignore::Wrong;
use crate::lint::{Fixable, LooksAt, registry};
use crate::rule;
use crate::source::{FileId, Span};

rule! {
    /// Flags a comment that asks sysvisor to ignore something in a way that is not taken: one that names no rule, one whose
    /// bracket is open, one with another word for it, and `ignore-file` below the first section header.
    ///
    /// ## Why
    ///
    /// Whoever wrote it believes that something is ignored, and nothing is. `ignore` without a rule is not taken on purpose: it
    /// would hide what nobody has seen, today's findings and those of every later release.
    ///
    /// `# sysvisor: ignore[rule]` on a line of its own holds for the setting below, above a header for its section;
    /// `# sysvisor: ignore-file[rule]` above the first header holds for the file. Several rules are parted by commas, and a reason may
    /// follow the bracket.
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
        looks_at: LooksAt::Reader,
    }
}

const FORM: &str = "`# sysvisor: ignore[rule]` holds for the setting below, or for the section where it stands above a header; \
                    in supervisord's files it may stand behind them.";

/// What is said of a comment that is not taken: `word` is what it asks with, `said` all that it says.
pub(in crate::lint) fn finding(
    wrong: Wrong,
    word: &str,
    said: &str,
    file: FileId,
    shown: Span,
) -> Diagnostic {
    let (message, label) = match wrong {
        Wrong::Blanket => (format!("`{word}` names no rule"), "ignores nothing"),
        Wrong::Open => (format!("the bracket of `{word}` is not closed"), "ignores nothing"),
        Wrong::Word => (format!("sysvisor knows no `{word}`"), "ignores nothing"),
        Wrong::Place => ("`ignore-file` stands below the first section header".to_owned(), "ignores nothing"),
    };
    let rules: Vec<&str> = said
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .filter(|word| registry::find(word).is_some())
        .collect();
    let help = match wrong {
        Wrong::Place => format!("It holds for a whole file, and stands at its top. {FORM}"),
        Wrong::Blanket | Wrong::Open | Wrong::Word if !rules.is_empty() => {
            let word = if word == "ignore-file" { word } else { "ignore" };
            format!(
                "Write `# sysvisor: {word}[{}]`: the rules stand in brackets, and a reason may follow.",
                rules.join(", ")
            )
        }
        Wrong::Blanket => {
            format!(
                "Ignoring everything would hide what nobody has seen. {FORM} Every finding says which rule it is of."
            )
        }
        Wrong::Open | Wrong::Word => FORM.to_owned(),
    };
    INVALID_IGNORE.at(file, shown, message).label(label).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn told(comment: &str) -> Vec<(String, String, String)> {
        let found = unit(&INVALID_IGNORE, &format!("[Service]\n{comment}\nExecStart=/bin/a\n"));
        found.into_iter().map(|found| (found.text, found.message, found.help)).collect()
    }

    #[test]
    fn rules_that_are_named_in_another_way_are_named_in_the_advice() {
        for comment in [
            "# sysvisor: ignore exec-empty, kill-mode-none",
            "; sysvisor: disable=exec-empty,kill-mode-none",
            "# sysvisor: ignore[exec-empty, kill-mode-none",
            "# sysvisor: ingore[exec-empty,kill-mode-none] so it is",
        ] {
            let told = told(comment);
            assert_eq!((told.len(), told[0].0.as_str()), (1, comment));
            assert!(
                told[0].2.starts_with("Write `# sysvisor: ignore[exec-empty, kill-mode-none]`"),
                "{told:?}"
            );
        }
    }

    #[test]
    fn words_for_people_are_no_request() {
        for comment in
            ["# sysvisor: said that this is in order", "# ignore[exec-empty]", "# see sysvisor: ignore"]
        {
            assert_eq!(told(comment), []);
        }
    }
}
