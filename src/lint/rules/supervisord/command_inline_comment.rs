//! `command-inline-comment`

use memchr::{memchr, memchr2, memchr2_iter};

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::command_line::{first_word, unquoted_base_name};
use crate::lint::commands::quoting::Quoting;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::source::Span;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::{space, words};
use crate::supervisord::options::Name;
use crate::syntax::Edit;
use crate::unix::shell::is_shell;

rule! {
    /// Flags a `;` or `#` after a space inside the quotes of a command, and a `;` before a shell command: it starts a
    /// comment.
    ///
    /// ## Why
    ///
    /// Comments are cut off before quotes are read. The command silently loses its end, and the quote that was opened
    /// is never closed: the file loads and the program does not start. Without quotes, it starts and does half of what
    /// is written.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sh -c 'a ; b'
    /// ```
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sleep 9 ; exit 1
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sh -c 'a; b'
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issue 857; run with 4.3.0: `can't parse command "/bin/sh -c 'a": No closing quotation`.
    pub static COMMAND_INLINE_COMMENT = {
        name: "command-inline-comment",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(prefilter::may_be_cut_off, check),
    }
}

/// A comment that starts inside quotes.
struct Cut {
    /// The offset of its sign.
    at: usize,
    /// The end of the line.
    end: usize,
    /// The quotes that are open before the sign.
    quoting: Quoting,
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let (item, bytes) = (entry.item, entry.bytes);
    let start = item.value.start as usize;
    let written = Span::new(item.value.start, item.end).slice(bytes);
    let Some(cut) = cut(written) else {
        if let Some(rest) = rest_of_script(written) {
            sink.add(
                COMMAND_INLINE_COMMENT
                    .at(
                        entry.id.file,
                        Span::of(bytes, rest),
                        "the command ends here: `;` after a space starts a comment",
                    )
                    .label("never run")
                    .help("No shell reads the command. Let one read all of it: /bin/sh -c \"a; b\", without a space before \
                           the `;`."),
            );
        }
        return;
    };
    let sign = char::from(written[cut.at]);
    let comment = space::strip_end(&written[cut.at..cut.end]);
    let value = entry.value();
    let mut help = format!(
        "supervisord cuts comments off before it looks for quotes: `{sign}` after a space starts one."
    );
    if let Some(text) = value.text()
        && let Err(error) = words::split(text)
    {
        help.push_str(&format!(" The program does not start: can't parse command …: {}.", error.message));
    }
    let edits = fix_edits(written, &cut, is_shell(unquoted_base_name(first_word(written))), start);
    let is_removed = edits.iter().any(|edit| edit.text.is_empty());
    let title = if is_removed {
        help.push_str(" Remove the space: to the shell it is the same.");
        "remove the space"
    } else {
        help.push_str(" Close the quotes after the space and open them again: the text stays the same.");
        "put two quotes between the space and the sign"
    };
    sink.add(
        COMMAND_INLINE_COMMENT
            .at(
                entry.id.file,
                Span::of(bytes, comment),
                format!("the command ends inside its quotes: `{sign}` after a space starts a comment"),
            )
            .label("cut off")
            .help(help)
            .fix(title, Applicability::Safe, edits),
    );
}

/// Whether a comment starts inside the quotes of a command.
pub(super) fn is_cut_off(entry: &Entry<'_>) -> bool {
    cut(Span::new(entry.item.value.start, entry.item.end).slice(entry.bytes)).is_some()
}

/// The first comment that starts inside quotes and cuts off text that was meant to be read.
fn cut(written: &[u8]) -> Option<Cut> {
    memchr2(b'"', b'\'', written)?;
    let mut quoting = Quoting::default();
    let mut line = 0;
    let mut at = 0;
    while let Some(byte) = written.get(at) {
        if !starts_comment(written, at) {
            quoting.take(*byte);
            at += 1;
            if *byte == b'\n' {
                line = at;
            }
            continue;
        }
        let end = memchr(b'\n', &written[at..]).map_or(written.len(), |length| at + length);
        if let Some(quote) = quoting.open() {
            // A line that is a comment to the script's shell as well is no loss; nor is a comment after a command of
            // the script.
            let is_whole_line = space::strip(&written[line..at]).is_empty();
            let is_closed = memchr(quote, &written[at..end]).is_some();
            let is_closed_later = written[at] == b';' && memchr(quote, &written[end..]).is_some();
            if !is_whole_line && (is_closed || is_closed_later) {
                return Some(Cut { at, end, quoting });
            }
        }
        at = end;
    }
    None
}

/// The comment of the first line that has one, if it is the rest of a script and not a remark about the command.
fn rest_of_script(written: &[u8]) -> Option<&[u8]> {
    let at = memchr2_iter(b';', b'#', written).find(|at| starts_comment(written, *at))?;
    let end = memchr(b'\n', &written[at..]).map_or(written.len(), |length| at + length);
    let comment = space::strip_end(&written[at..end]);
    let text = space::strip(comment.strip_prefix(b";")?);
    let text = std::str::from_utf8(text).ok()?;
    let mut words = text.split_ascii_whitespace();
    let (first, second, is_more) = (words.next()?, words.next(), words.next().is_some());
    let is_path = |word: &str| word.starts_with(['/', '$']) || word.starts_with("./");
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match first {
        "done" | "fi" | "wait" => second.is_none(),
        "exit" | "sleep" => second.is_some_and(is_number) && !is_more,
        "cd" | "exec" => second.is_some_and(is_path),
        _ => false,
    }
    .then_some(comment)
}

/// Whether a comment starts at this offset.
fn starts_comment(written: &[u8], at: usize) -> bool {
    matches!(written[at], b';' | b'#') && space::ends_with_space(&written[..at])
}

/// Separates every sign inside quotes on the line from the whitespace before it.
fn fix_edits(written: &[u8], cut: &Cut, is_script: bool, start: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut quoting = cut.quoting;
    for at in cut.at..cut.end {
        if starts_comment(written, at) {
            let Some(quote) = quoting.open() else { break };
            let offset = (start + at) as u32;
            let blanks = at - space::strip_end(&written[..at]).len();
            let other = if quote == b'"' { b'\'' } else { b'"' };
            // To a shell the whitespace means nothing, unless it is inside quotes of the script.
            if is_script && written[at] == b';' && memchr(other, &written[..at]).is_none() {
                edits.push(Edit::delete(Span::new(offset - blanks as u32, offset)));
            } else {
                let quote = char::from(quote);
                edits.push(Edit::insert(offset, format!("{quote}{quote}")));
            }
        }
        quoting.take(written[at]);
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(command: &str) -> Vec<Found> {
        supervisord(&COMMAND_INLINE_COMMENT, &format!("[program:w]\ncommand={command}\nuser=x\n"))
    }

    fn fixed(command: &str) -> String {
        let text = found(command).remove(0).fixed.unwrap();
        let text = text.strip_prefix("[program:w]\ncommand=").unwrap();
        text.strip_suffix("\nuser=x\n").unwrap().to_owned()
    }

    #[test]
    fn the_truncated_part_is_flagged() {
        let found = found("/bin/sh -c 'a ; b'  ; why");
        assert_eq!(found[0].text, "; b'  ; why");
        assert!(found[0].help.contains("No closing quotation"), "{}", found[0].help);
    }

    #[test]
    fn comments_outside_quotes_pass() {
        for command in [
            "/bin/a 'b' ; why 'c'",
            "/bin/a \"b\" # why",
            "/bin/a 'b;c' 'd#e' ';f' # g",
            "/bin/a \\' ; it's",
            "/bin/a don't ; why",
            "/bin/sh -c '\n  a\n  # it is b\n  c # d\n  '",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }

    #[test]
    fn the_rest_of_a_script_after_a_semicolon_is_flagged() {
        for (command, rest) in [
            ("python ./app.py -x 10 ; exit 11", "; exit 11"),
            ("cp a b ;  cd /srv && ./run", ";  cd /srv && ./run"),
            ("prepare ; exec ./run", "; exec ./run"),
            ("prepare ; sleep 5", "; sleep 5"),
            ("prepare ; wait", "; wait"),
            ("prepare ; done", "; done"),
            ("prepare ; fi", "; fi"),
        ] {
            assert_eq!(found(command)[0].text, rest);
        }
        for command in [
            "/bin/a ; exit code 1 is fine",
            "/bin/a ; sleep 5 seconds first",
            "/bin/a ;; exit 1",
            "/bin/a # exit 1",
            "/bin/a ; /usr/bin/a was the old one",
            "/bin/a;exit 1",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }

    #[test]
    fn the_fix_drops_the_space_in_scripts_and_keeps_other_text_verbatim() {
        assert_eq!(fixed("/bin/sh -c 'a ; b  ; c' ; why"), "/bin/sh -c 'a; b; c' ; why");
        assert_eq!(fixed("/bin/sh -c 'echo \"a ; b\"'"), "/bin/sh -c 'echo \"a '';  b\"'".replace("  ", " "));
        assert_eq!(fixed("/bin/a --title \"no # 1\""), "/bin/a --title \"no \"\"# 1\"");
        assert_eq!(fixed("/bin/a --sql 'b ; c'"), "/bin/a --sql 'b ''; c'");
    }

    #[test]
    fn a_fixed_command_splits_into_the_intended_words() {
        let value = "/bin/a --title \"no \"\"# 1\"";
        let words: Vec<_> = words::split(value).unwrap().into_iter().map(|word| word.text).collect();
        assert_eq!(words, ["/bin/a", "--title", "no # 1"]);
        assert!(found(value).is_empty());
    }

    #[test]
    fn a_multiline_script_is_checked_line_by_line() {
        assert_eq!(found("/bin/sh -c 'a\n  b ; c\n  d'")[0].text, "; c");
    }
}
