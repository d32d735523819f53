//! The commands of a service as written: quotes tell what is meant literally, and the model does not keep them.

use std::borrow::Cow;

use super::exec_lines::EXEC_DIRECTIVES;
use crate::lint::ServiceContext;
use crate::source::{FileId, Sources, Span, base_name, base_name_bytes};
use crate::syntax::Edit;
use crate::systemd::kinds::exec::{self, Prefix};
use crate::text::byte_set::ByteSet;
use crate::unix::shell::find_script;

/// A command that a manager runs without a shell: the program and its arguments. Never empty.
#[derive(Clone, Debug)]
pub(crate) struct CommandLine<'a> {
    pub(crate) words: Vec<WrittenWord<'a>>,
}

/// A word as written, with quotes and escapes.
#[derive(Clone, Debug)]
pub(crate) struct WrittenWord<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) place: (FileId, Span),
}

impl WrittenWord<'_> {
    /// Whether part of it is quoted or escaped: then all of it is meant literally.
    pub(crate) fn is_quoted(&self) -> bool {
        self.text.contains(['\'', '"', '\\'])
    }

    /// The word without the quotes around it.
    pub(crate) fn bare(&self) -> &str {
        self.text.trim_matches(['\'', '"'])
    }

    /// The word without the pair of quotes around all of it.
    pub(crate) fn unquoted(&self) -> &str {
        let inside = |quote| self.text.strip_prefix(quote)?.strip_suffix(quote);
        inside('"').or_else(|| inside('\'')).unwrap_or(&self.text)
    }

    /// The last component of the word if it is a path: the name of the program.
    pub(crate) fn base_name(&self) -> &str {
        base_name(self.bare())
    }
}

/// The first word of a command as written, from the bytes alone: enough to rule out what a command is not.
pub(crate) fn first_word(command: &[u8]) -> &[u8] {
    &command[..BLANKS.find(command).unwrap_or(command.len())]
}

/// What separates the words of a command.
static BLANKS: ByteSet = ByteSet::new(b" \t\r\n");

/// The name of the program in a word: the last component of its path, without the quotes at its ends.
pub(crate) fn unquoted_base_name(word: &[u8]) -> &[u8] {
    let mut name = base_name_bytes(word);
    while let [b'"' | b'\'', inside @ ..] | [inside @ .., b'"' | b'\''] = name {
        name = inside;
    }
    name
}

impl<'a> CommandLine<'a> {
    /// The commands of a service: the single one of a program, or all exec lines of a unit except those that systemd
    /// itself passes to a shell (`|`, 258).
    pub(crate) fn all(context: &ServiceContext<'a>) -> Vec<Self> {
        match context.unit {
            Some(_) => Self::of_unit(context),
            None => Self::main(context).into_iter().collect(),
        }
    }

    /// The main program's command, as the model holds it.
    pub(crate) fn main(context: &ServiceContext<'a>) -> Option<Self> {
        let argv = &context.service.command.value.argv;
        let words = argv.iter().filter_map(|word| {
            let place @ (file, span) = word.place()?;
            let text = String::from_utf8_lossy(context.sources.get(file).slice(span));
            Some(WrittenWord { text, place })
        });
        Self::of(words.collect())
    }

    fn of_unit(context: &ServiceContext<'a>) -> Vec<Self> {
        let Some(unit) = context.unit else { return Vec::new() };
        let release = context.options.systemd_version;
        let mut lines = Vec::new();
        for entry in unit.entries_of(context.sources, EXEC_DIRECTIVES) {
            let value = entry.value();
            let Some(text) = value.text() else { continue };
            for command in exec::parse(text, release).commands {
                if command.has(Prefix::Shell) {
                    continue;
                }
                let words = command.words().map(|word| {
                    let written = String::from_utf8_lossy(word.span.slice(text.as_bytes())).into_owned();
                    let place = (entry.id.file, value.span(word.span));
                    WrittenWord { text: Cow::Owned(written), place }
                });
                lines.extend(Self::of(words.collect()));
            }
        }
        lines
    }

    fn of(words: Vec<WrittenWord<'a>>) -> Option<Self> {
        (!words.is_empty()).then_some(Self { words })
    }

    /// The program.
    pub(crate) fn program(&self) -> &WrittenWord<'a> {
        &self.words[0]
    }

    /// The edit that wraps the command in `/bin/sh -c '…'`; `None` if it has quotes, backslashes or line ends, which
    /// would need escaping.
    pub(crate) fn wrap_in_shell(&self, sources: &Sources) -> Option<Edit> {
        let (file, first) = self.program().place;
        let (last_file, last) = self.words.last()?.place;
        let span = first.cover(last);
        let text = std::str::from_utf8(sources.get(file).slice(span)).ok()?;
        if file != last_file || text.contains(['\'', '"', '\\', '\n', '\r']) {
            return None;
        }
        Some(Edit::replace(span, format!("/bin/sh -c '{text}'")))
    }

    /// The index of the script that a shell is passed with `-c`, wherever the shell is: after `env`, `sudo -u x` ….
    pub(crate) fn script_index(&self) -> Option<usize> {
        Some(find_script(self.words.iter().map(|word| word.bare().as_bytes()))?.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_name_is_found_without_splitting_the_command() {
        for (command, name) in [
            ("/bin/sh -c '/a/b'", "sh"),
            ("'/bin/sh' -c x", "sh"),
            ("\"sh\"\n x", "sh"),
            ("sh", "sh"),
            ("", ""),
            ("/", ""),
            ("'", ""),
            ("/bin/\"sh\" -c x", "sh"),
        ] {
            assert_eq!(unquoted_base_name(first_word(command.as_bytes())), name.as_bytes(), "{command}");
        }
    }
}
