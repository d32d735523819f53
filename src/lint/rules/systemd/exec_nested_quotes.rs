//! `exec-nested-quotes`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::{MappedText, Span};
use crate::systemd::kinds::exec::{self, ExecCommand};
use crate::unix::shell::script_argument;

rule! {
    /// Flags a quoted shell script that ends too early because it contains quotes of the same kind.
    ///
    /// ## Why
    ///
    /// The second quote closes the first, and the next space ends the word. The shell runs what comes before that
    /// space; the rest becomes `$0`, `$1` and so on, which nothing reads. The service starts, and does half of what was
    /// meant.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/bash -c 'exec /usr/bin/app --name 'my app''
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/bash -c 'exec /usr/bin/app --name "my app"'
    /// ```
    ///
    /// ## Source
    ///
    /// `extract_first_word()`, `src/basic/extract-word.c`: quotes may appear in the middle of a word.
    pub static EXEC_NESTED_QUOTES = {
        name: "exec-nested-quotes",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

/// Checks the commands of a line that is valid as such.
pub(crate) fn check(context: &UnitEntryContext<'_>, value: &MappedText<'_>, text: &str, sink: &mut Sink) {
    if !(sink.wants(&EXEC_NESTED_QUOTES) && may_nest(text)) {
        return;
    }
    for command in &exec::parse(text, context.release()).commands {
        let Some((script, rest)) = torn_script(command, text) else { continue };
        let (start, end) = (script.start, rest.end);
        let run = command.arguments.iter().find(|word| word.span == script).map(|word| word.lossy());
        sink.add(
            EXEC_NESTED_QUOTES
                .at(
                    context.entry.id.file,
                    value.span(Span::new(start, end)),
                    "quotes inside this script end it too early",
                )
                .label("more than one word")
                .help(format!(
                    "systemd reads the second quote as the end of the first. The shell runs `{}`, and what \
                     follows the space is not part of its script. Use the other kind of quote inside, or put \
                     \\ before each.",
                    run.unwrap_or_default()
                )),
        );
    }
}

/// Whether a kind of quote occurs often enough for one pair to be inside another.
fn may_nest(text: &str) -> bool {
    [b'\'', b'"'].into_iter().any(|quote| memchr::memchr_iter(quote, text.as_bytes()).nth(3).is_some())
}

/// The script that a shell is passed, and the last word that was meant to be part of it, if quotes split them.
fn torn_script(command: &ExecCommand<'_>, text: &str) -> Option<(Span, Span)> {
    let (_, at) = script_argument(command.program_name(), command.arguments.iter().map(|word| &*word.bytes))?;
    let (script, rest) = command.arguments.get(at..)?.split_first()?;
    let quote = script.span.text(text).chars().next().filter(|first| matches!(first, '\'' | '"'))?;
    // `'a'\''b'` and `'a'"b"` are ways to put quotes into a script, and `'a'$B` is meant as one word.
    let after = after_quote(script.span.text(text), quote)?;
    let continues_word = after.starts_with(|next: char| !matches!(next, '\'' | '"' | '\\' | '$'));
    let closes = |span: Span| span.text(text).find(quote).is_some_and(|at| at > 0);
    let last = rest.iter().rev().find(|word| closes(word.span))?;
    continues_word.then_some((script.span, last.span))
}

/// What follows the first quoted part of a word.
fn after_quote(word: &str, quote: char) -> Option<&str> {
    let mut is_escaped = false;
    let (at, _) = word.char_indices().skip(1).find(|(_, next)| {
        let closes = *next == quote && !is_escaped;
        is_escaped = *next == '\\' && !is_escaped;
        closes
    })?;
    word.get(at + quote.len_utf8()..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn found(command: &str) -> Vec<String> {
        let found = unit(&EXEC_NESTED_QUOTES, &format!("[Service]\nExecStart={command}\n"));
        found.into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn a_script_split_by_its_quotes_is_flagged_as_a_whole() {
        assert_eq!(found("/bin/bash -lc 'x 'a b''"), ["'x 'a b''"]);
        assert_eq!(
            found("-/bin/sh -ec \"echo \"hello you\" and more\" x"),
            ["\"echo \"hello you\" and more\""]
        );
        assert_eq!(found("/bin/a ; /bin/sh -c 'x 'a b''"), ["'x 'a b''"]);
    }

    #[test]
    fn intended_quotes_pass() {
        for command in [
            "/bin/sh -c 'it'\\''s a'",
            "/bin/sh -c 'a'\"'\"'b c'",
            "/bin/sh -c 'echo 'hello''",
            "/bin/sh -c 'echo \"a b\"' 'c d'",
            "/bin/sh -c 'echo 'a 'b c'",
            "/bin/sh -c 'a'$B 'c'd",
            "/bin/sh -c 'a b' --x='c d'",
            "/bin/echo -c 'x 'a b''",
            "/bin/sh 'x 'a b''",
        ] {
            assert_eq!(found(command), [""; 0], "{command}");
        }
    }
}
