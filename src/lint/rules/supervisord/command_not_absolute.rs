//! `command-not-absolute`

use crate::diagnostic::Level;
use crate::lint::commands::shell_syntax;
use crate::lint::placeholder::starts_with_placeholder;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::supervisord::kinds::{environment, words};
use crate::supervisord::options::Name;

rule! {
    /// Flags a program that is named without a path, once per file.
    ///
    /// ## Why
    ///
    /// supervisord looks it up in its own `PATH`: that of whoever started it, which at boot differs from that of a
    /// login shell. What runs may differ from one machine, or one start, to the next. A `PATH` in the program's
    /// `environment` is used instead, and silences the rule.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=gunicorn app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/bin/gunicorn app
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 748 and 1266; run with 4.3.0.
    pub static COMMAND_NOT_ABSOLUTE = {
        name: "command-not-absolute",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Command(prefilter::is_relative, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let value = entry.value();
    let Some(Ok(word)) = value.text().and_then(|text| words::words(text).next()) else { return };
    // A template's placeholder is not a name: `<python>`, `python@VERSION@`. If it certainly is one, `{{ python }}`, a
    // single finding replaces this.
    let is_placeholder = word.text.contains(['<', '@'])
        || word.text.starts_with('{') && !word.text.starts_with("{{")
        || starts_with_placeholder(&word.text);
    if word.text.contains(['/', '%', '$']) || word.text.is_empty() || is_placeholder || has_path(context) {
        return;
    }
    // Another finding says that this is no program.
    if shell_syntax::is_unmistakably_builtin(word.text.as_bytes()) {
        return;
    }
    let program = word.text.clone().into_owned();
    // If one program is named this way, all are.
    sink.add_once_per_file(&COMMAND_NOT_ABSOLUTE, entry.id.file, context.sources, || {
        let finding = COMMAND_NOT_ABSOLUTE
            .at(entry.id.file, value.span(word.span), format!("`{program}` is looked up in supervisord's PATH"))
            .label("no path")
            .help("That PATH is whatever supervisord was started with. Write the absolute path to be sure of what runs.");
        Some(finding)
    });
}

fn has_path(context: &SectionContext<'_>) -> bool {
    let Some(entry) = context.entry(Name::Environment) else { return false };
    let value = entry.value();
    let pairs = value.text().map(|text| environment::parse(text, environment::Dialect::Legacy));
    pairs.is_some_and(|pairs| pairs.is_ok_and(|pairs| pairs.iter().any(|pair| pair.key == "PATH")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn a_placeholder_program_passes() {
        let count = |command: &str| {
            supervisord(&COMMAND_NOT_ABSOLUTE, &format!("[program:a]\ncommand={command}\n")).len()
        };
        for command in ["{PYTHON} x.py", "<PYTHON> x.py", "@python@ x.py", "/usr/bin/python"] {
            assert_eq!(count(command), 0, "{command}");
        }
        assert_eq!(count("python x.py"), 1);
        assert_eq!(count("cd /srv"), 0, "command-shell-syntax reports it");
    }
}
