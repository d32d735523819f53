//! `typographic-quote`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::command_line::{CommandLine, WrittenWord};
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;

rule! {
    /// Flags typographic quotes (`‘ ’`, `“ ”`) around words in a command.
    ///
    /// ## Why
    ///
    /// A word processor or a web page put them where straight quotes were. To both managers they are ordinary
    /// characters: the command is split at the spaces between them, and the program gets the quotes.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/sh -c ‘echo 1 > /run/x’
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/sh -c 'echo 1 > /run/x'
    /// ```
    ///
    /// ## Source
    ///
    /// systemd's `extract_first_word()` and Python's `shlex` know `'` and `"` only.
    pub static TYPOGRAPHIC_QUOTE = {
        name: "typographic-quote",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Service(prefilter::may_be_typographic, check),
    }
}

/// The opening quote, the closing one, and the straight quote that is meant.
const QUOTES: [(char, char, char); 2] = [('‘', '’', '\''), ('“', '”', '"')];

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    for command in CommandLine::all(context) {
        // Inside straight quotes they are meant literally.
        let plain = |word: &&WrittenWord<'_>| !word.is_quoted();
        let opens = |word: &WrittenWord<'_>, open: char| {
            word.text.starts_with(open) || word.text.contains(&['=', open][..].iter().collect::<String>())
        };
        let found = QUOTES.iter().find_map(|quote| {
            let first = command.words.iter().position(|word| plain(&word) && opens(word, quote.0))?;
            let last =
                command.words[first..].iter().position(|word| plain(&word) && word.text.contains(quote.1))?;
            Some((quote, first, first + last))
        });
        let Some(((open, close, straight), first, last)) = found else { continue };
        let (file, span) = command.words[first].place;
        let manager = context.manager;
        let finding = TYPOGRAPHIC_QUOTE
            .at(file, span, format!("`{open}` is an ordinary character here, not a quote"))
            .label("quotes nothing")
            .help(format!(
                "{manager} splits the command at the spaces between {open} and {close}, and passes both on. Write straight \
                 quotes: {straight}…{straight}"
            ));
        let edits: Option<Vec<Edit>> = [(first, *open), (last, *close)]
            .into_iter()
            .map(|(word, quote)| straighten(&command.words[word], quote, *straight))
            .collect();
        let is_clear = command.words[first..=last].iter().all(|word| !word.is_quoted());
        sink.add(match edits.filter(|_| is_clear) {
            Some(edits) => finding.fix("write straight quotes", Applicability::Safe, edits),
            None => finding,
        });
    }
}

/// Replaces a quote by a straight one, unless the word continues over several lines.
fn straighten(word: &WrittenWord<'_>, quote: char, straight: char) -> Option<Edit> {
    let (_, span) = word.place;
    let at =
        if quote == '’' || quote == '”' { word.text.rfind(quote)? } else { word.text.find(quote)? };
    let start = span.start + u32::try_from(at).ok()?;
    let is_on_one_line = (span.end - span.start) as usize == word.text.len();
    is_on_one_line
        .then(|| Edit::replace(Span::new(start, start + quote.len_utf8() as u32), straight.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{supervisord, unit};

    #[test]
    fn both_managers_read_typographic_quotes_literally() {
        let command = "/bin/sh -c “a b; c”";
        let found = unit(&TYPOGRAPHIC_QUOTE, &format!("[Service]\nExecStart={command}\n"));
        assert_eq!(found[0].fixed.as_deref(), Some("[Service]\nExecStart=/bin/sh -c \"a b; c\"\n"));
        assert!(found[0].help.starts_with("systemd splits"), "{}", found[0].help);
        let found = supervisord(&TYPOGRAPHIC_QUOTE, &format!("[program:w]\ncommand={command}\n"));
        assert_eq!(found[0].fixed.as_deref(), Some("[program:w]\ncommand=/bin/sh -c \"a b; c\"\n"));
        assert_eq!(found[0].text, "“a");
        let found = unit(&TYPOGRAPHIC_QUOTE, "[Service]\nExecStart=/a --title=‘x y’ --b\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Service]\nExecStart=/a --title='x y' --b\n"));
    }

    #[test]
    fn intended_typographic_quotes_pass() {
        for command in ["/a \"“b” c\"", "/a don’t", "/a '‘b’'", "/a “b", "/a ”b“"] {
            assert!(
                unit(&TYPOGRAPHIC_QUOTE, &format!("[Service]\nExecStart={command}\n")).is_empty(),
                "{command}"
            );
        }
    }
}
