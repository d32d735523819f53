//! `command-backslash-continuation`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::quoting::Quoting;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::source::Span;
use crate::supervisord::config::Entry;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

rule! {
    /// Flags a line of a command that ends in a backslash outside quotes.
    ///
    /// ## Why
    ///
    /// What continues a value is the indentation of the next line, not a backslash. The backslash makes the line end
    /// part of the next argument: the program gets `"\n--port=80"` where `--port=80` was meant. At the end of the whole
    /// command it keeps the program from starting.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/echo a \
    ///   b
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/echo a
    ///   b
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: the arguments are `a` and `\nb`; `can't parse command …: No escaped character`.
    pub static COMMAND_BACKSLASH_CONTINUATION = {
        name: "command-backslash-continuation",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Command(prefilter::has_backslash, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let value = entry.value();
    let places = backslashes(value.bytes());
    let Some((first, others)) = places.split_first() else { return };
    let is_last = |at: usize| at + 1 == value.bytes().len();
    let place = |at: usize| value.span(Span::new(at as u32, at as u32 + 1));
    let file = entry.id.file;
    let (message, label, help) = if is_last(*first) {
        (
            "the command ends in a backslash",
            "nothing follows",
            "The program does not start: can't parse command …: No escaped character. Remove the backslash; to continue on \
             the next line, indent it.",
        )
    } else {
        (
            "the backslash puts the line end into the next argument",
            "not needed",
            "The next line continues this one because it is indented, and a line end separates arguments like a space. \
             Remove the backslash.",
        )
    };
    let mut finding = COMMAND_BACKSLASH_CONTINUATION.at(file, place(*first), message).label(label).help(help);
    for other in others {
        finding = finding.related(file, place(*other), "and here");
    }
    // If nothing follows, something may be missing.
    let is_unsure = places.iter().any(|at| is_last(*at));
    let applicability = if is_unsure { Applicability::Unsafe } else { Applicability::Safe };
    let edits = places.iter().map(|at| Edit::delete(with_blanks(&entry, place(*at)))).collect();
    sink.add(finding.fix("remove the backslash", applicability, edits));
}

/// The backslashes before line ends and at the end, as offsets into the value.
fn backslashes(text: &[u8]) -> Vec<usize> {
    let mut quoting = Quoting::default();
    let mut found = Vec::new();
    for (at, byte) in text.iter().enumerate() {
        quoting.take(*byte);
        // In double quotes the lines of a shell script may continue.
        let is_end = matches!(text.get(at + 1), None | Some(b'\n'));
        if is_end && quoting.is_escaped() && quoting.open().is_none() {
            found.push(at);
        }
    }
    found
}

/// The backslash and the whitespace before it.
fn with_blanks(entry: &Entry<'_>, backslash: Span) -> Span {
    let before = Span::new(entry.item.value.start, backslash.start).slice(entry.bytes);
    let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    Span::new(backslash.start - blanks as u32, backslash.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(command: &str) -> Vec<Found> {
        supervisord(&COMMAND_BACKSLASH_CONTINUATION, &format!("[program:w]\ncommand={command}\nuser=x\n"))
    }

    #[test]
    fn one_fix_covers_all_lines_of_a_command() {
        let found = found("/bin/a \\\n  --b \\\n  --c");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].fixed.as_deref(), Some("[program:w]\ncommand=/bin/a\n  --b\n  --c\nuser=x\n"));
    }

    #[test]
    fn a_backslash_at_the_very_end_is_flagged() {
        let found = found("/bin/a --b \\");
        assert_eq!(found[0].message, "the command ends in a backslash");
        assert_eq!(found[0].fixed.as_deref(), Some("[program:w]\ncommand=/bin/a --b\nuser=x\n"));
    }

    #[test]
    fn a_quoted_script_may_continue_with_a_backslash() {
        for command in [
            "/bin/sh -c \"\n  a \\\n  --b\n  \"",
            "/bin/sh -c 'a \\\n  --b'",
            "/bin/a \\\\\n  b",
            "/bin/a b\\ c\n  d",
            "C:\\a\\b",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }
}
