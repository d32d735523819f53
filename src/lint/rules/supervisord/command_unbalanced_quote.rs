//! `command-unbalanced-quote`

use super::command_inline_comment::is_cut_off;
use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::supervisord::kinds::words;
use crate::supervisord::options::Name;

rule! {
    /// Flags a quote in a command that is never closed.
    ///
    /// ## Why
    ///
    /// supervisord accepts the file, and splits the command only when it starts the program. That fails at each start,
    /// and the program ends in FATAL.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/bin/worker --greeting it's
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/bin/worker --greeting "it's"
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `process.py`, `get_execv_args`; run: `can't parse command "/bin/cat it's": No closing quotation`.
    pub static COMMAND_UNBALANCED_QUOTE = {
        name: "command-unbalanced-quote",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Command(prefilter::has_quotes, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let Err(error) = words::split(text) else { return };
    // An expansion may contain the other quote; a quote that a comment cut off belongs to the rule for that.
    if text.contains("%(ENV_") || is_cut_off(&entry) || text.ends_with('\\') {
        return;
    }
    sink.add(
        COMMAND_UNBALANCED_QUOTE
            .at(entry.id.file, value.span(error.span), "the quote is never closed")
            .label("it begins here")
            .help(
                "supervisord accepts the file, and at each start says: can't parse command …: No closing quotation. The \
                 program ends in FATAL. Close the quote, or put a literal one inside quotes of the other kind.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(command: &str) -> usize {
        supervisord(&COMMAND_UNBALANCED_QUOTE, &format!("[program:w]\ncommand={command}\n")).len()
    }

    #[test]
    fn an_unclosed_quote_is_flagged() {
        for command in ["/bin/cat it's", "/bin/cat \"a b", "/bin/sh -c 'a \"b\"", "/bin/cat x\"y z"] {
            assert_eq!(found(command), 1, "{command}");
        }
    }

    #[test]
    fn closed_quotes_pass() {
        for command in [
            "/bin/cat \"it's\"",
            "/bin/cat it\\'s",
            "/bin/cat ''",
            "/bin/sh -c 'a ; b'",
            "/bin/cat '%(ENV_QUOTE)s",
        ] {
            assert_eq!(found(command), 0, "{command}");
        }
    }
}
