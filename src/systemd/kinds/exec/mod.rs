//! Exec lines: `config_parse_exec()` of systemd's `load-fragment.c`. `PREFIX* PROGRAM ARGUMENT*`, several commands
//! separated by a lone `;`.

pub mod argument;
mod prefix;
mod program;

pub use prefix::Prefix;
pub use program::BARE_NAME_SINCE;

use memchr::memchr_iter;

use crate::text::byte_set::ByteSet;

use self::program::ProgramError;
use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{self, Flags, NulByte, Word, Words};
use crate::source::{Span, base_name_bytes};
use crate::systemd::kinds::whitespace::is_whitespace;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// One command of an exec line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecCommand<'a> {
    /// The span from the first prefix to the last argument.
    pub span: Span,
    /// The prefixes in the order in which they are written, each with its span.
    pub prefixes: Vec<(Prefix, Span)>,
    /// The program without its prefixes: an absolute path or a plain name. Specifiers in it are not expanded, and
    /// variables never are. With [`Prefix::Shell`], the first word of the shell's command line.
    pub program: Word<'a>,
    /// The argv\[0] given with [`Prefix::Argv0`]; `None` with [`Prefix::Shell`], where `@` requests a login shell.
    pub argv0: Option<Word<'a>>,
    /// The arguments; see [`ExecCommand::parts`].
    pub arguments: Vec<Word<'a>>,
}

impl<'a> ExecCommand<'a> {
    /// Whether the prefix was given.
    #[must_use]
    pub fn has(&self, prefix: Prefix) -> bool {
        self.prefixes.iter().any(|(given, _)| *given == prefix)
    }

    /// The name of the program: the last component of its path.
    #[must_use]
    pub fn program_name(&self) -> &[u8] {
        base_name_bytes(&self.program.bytes)
    }

    /// Splits `word`, one of the arguments or the argv\[0], at its specifiers and variables.
    #[must_use]
    pub fn parts<'w>(&self, word: &'w Word<'_>) -> argument::Parts<'w> {
        argument::parts(&word.bytes, !self.has(Prefix::NoExpansion))
    }

    /// All words: program, argv\[0], arguments.
    pub fn words(&self) -> impl Iterator<Item = &Word<'a>> {
        std::iter::once(&self.program).chain(&self.argv0).chain(&self.arguments)
    }
}

/// Why a command is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecErrorKind {
    /// An unbalanced quote.
    UnbalancedQuote,
    /// A specifier that does not exist.
    UnknownSpecifier,
    /// Nothing follows the prefixes.
    EmptyProgram,
    /// A control character, quote or backslash in the program.
    SpecialCharacter,
    /// The program ends in a slash.
    Directory,
    /// The program is neither absolute nor a plain name: a relative path, an extra prefix, a name that is too long.
    NotAProgram,
    /// A plain name, which needs v239.
    PlainName,
    /// `@` without a word for argv\[0].
    NoArgv0,
}

/// The error that ends an exec line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecError {
    /// The reason.
    pub kind: ExecErrorKind,
    /// Whether the whole unit is refused. Otherwise this command and those after it are ignored: the line has a `-`, or
    /// the unbalanced quote is in the very first word (which `config_parse_exec()` tolerates).
    pub fatal: bool,
    /// The position, and systemd's message.
    pub error: ValueError,
}

/// An exec line. An empty value has no commands: it resets the directive's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecLine<'a> {
    /// The commands before the first error.
    pub commands: Vec<ExecCommand<'a>>,
    /// The spans of the `;` that separate commands.
    pub separators: Vec<Span>,
    /// The first error.
    pub refusal: Option<ExecError>,
}

/// Whether a line is simple, as most are: an absolute path and arguments, without quotes, escapes and `;`, and with no
/// specifiers but those that every release knows. Every release parses it as one command, optionally with `-`, and
/// refuses nothing.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let line = bytes.strip_prefix(b"-").unwrap_or(bytes);
    if line.first() != Some(&b'/') || !PLAIN.has_all(line) {
        return false;
    }
    let end = line.iter().position(|byte| is_whitespace(*byte)).unwrap_or(line.len());
    let (program, arguments) = line.split_at(end);
    let is_known = |letter: &u8| Table::Full.knows(*letter, specifier::UNKNOWN_IS_AN_ERROR_SINCE);
    program.len() < 256
        && !program.ends_with(b"/")
        && !program.iter().any(|byte| byte.is_ascii_control() || *byte == b'%')
        && memchr_iter(b'%', arguments).all(|at| arguments.get(at + 1).is_some_and(is_known))
}

/// The bytes of a line without quotes, escapes and separators.
static PLAIN: ByteSet = ByteSet::new(b"\"'\\;").inverted();

/// Parses an exec line as `release` does.
#[must_use]
pub fn parse(text: &str, release: Release) -> ExecLine<'_> {
    let mut line = ExecLine::default();
    let mut reader = Reader { text, words: Words::new(text, Flags::EXEC), release, command: 0 };
    loop {
        match reader.command(&mut line.separators) {
            Ok(Some((command, more))) => {
                line.commands.push(command);
                if !more {
                    return line;
                }
                reader.command = reader.words.offset();
            }
            Ok(None) => return line,
            Err(refusal) => {
                line.refusal = Some(refusal);
                return line;
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    words: Words<'a>,
    release: Release,
    /// The start of the command that messages show.
    command: u32,
}

impl<'a> Reader<'a> {
    /// Parses one command; returns it and whether another one may follow.
    fn command(&mut self, separators: &mut Vec<Span>) -> Result<Option<(ExecCommand<'a>, bool)>, ExecError> {
        let first = loop {
            match self.words.next() {
                None => return Ok(None),
                // A `;` cannot be a program, quoted or not.
                Some(Ok(word)) if &*word.bytes == b";" => separators.push(word.span),
                Some(Ok(word)) => break word,
                Some(Err(error)) => return Err(self.unbalanced(error.span, false)),
            }
        };
        let start = first.span.start;
        let (prefixes, length) = prefix::read(&first, self.release);
        let given = |prefix| prefixes.iter().any(|(given, _)| *given == prefix);
        let (ignore, shell, argv0) =
            (given(Prefix::IgnoreFailure), given(Prefix::Shell), given(Prefix::Argv0));
        let end = first.span.end;
        let program = if length > 0 { first.without_start(length) } else { first };
        if !shell {
            self.check_program(&program, ignore)?;
        }
        let mut command = ExecCommand {
            span: Span::new(start, end),
            prefixes,
            program,
            argv0: None,
            arguments: Vec::new(),
        };
        let mut more = false;
        loop {
            if let Some(separator) = self.words.next_token(";") {
                separators.push(separator);
                more = true;
                break;
            }
            let word = if let Some(span) = self.words.next_token("\\;") {
                Word::backslashed(self.text, span, Flags::EXEC)
            } else {
                match self.words.next() {
                    None => break,
                    Some(Ok(word)) => word,
                    // This is the only possible error: unknown escapes are kept.
                    Some(Err(error)) => return Err(self.unbalanced(error.span, !ignore)),
                }
            };
            if let Some((_, at)) = Table::Full.first_unknown(&word.bytes, self.release) {
                let span = word.span_of(at.start as usize, at.end as usize);
                let message = format!(
                    "Failed to resolve unit specifiers in {}{}: {INVALID_SLOT}",
                    word.lossy(),
                    ignoring(ignore)
                );
                let error = ValueError::at(span, message, specifier::EXPECTED);
                return Err(ExecError { kind: ExecErrorKind::UnknownSpecifier, fatal: !ignore, error });
            }
            command.span.end = word.span.end;
            if argv0 && !shell && command.argv0.is_none() {
                command.argv0 = Some(word);
            } else {
                command.arguments.push(word);
            }
        }
        if argv0 && !shell && command.argv0.is_none() {
            let message =
                format!("Empty executable name or zeroeth argument{}: {}", ignoring(ignore), self.shown());
            let error = ValueError::at(
                command.span,
                message,
                "a word after the program, which `@` makes its argv[0]",
            );
            return Err(ExecError { kind: ExecErrorKind::NoArgv0, fatal: !ignore, error });
        }
        Ok(Some((command, more)))
    }

    /// Checks the program; a failure is reported with systemd's message.
    fn check_program(&self, program: &Word<'_>, ignore: bool) -> Result<(), ExecError> {
        let Err(ProgramError { kind, start, end, cause, expected }) =
            program::check(&program.bytes, self.release)
        else {
            return Ok(());
        };
        let ignoring = ignoring(ignore);
        let message = match kind {
            ExecErrorKind::UnknownSpecifier => {
                format!("{cause} '{}'{ignoring}: {INVALID_SLOT}", program.lossy())
            }
            ExecErrorKind::EmptyProgram => format!("{cause}{ignoring}: '{}'", self.shown()),
            _ => format!("{cause}{ignoring}: {}", specifier::displayed(&program.bytes)),
        };
        // An empty program has no bytes to point at, but a position.
        let span = if start < end { program.span_of(start, end) } else { program.span };
        Err(ExecError { kind, fatal: !ignore, error: ValueError::at(span, message, expected) })
    }

    fn unbalanced(&self, span: Span, fatal: bool) -> ExecError {
        let message = format!("Unbalanced quoting, ignoring: \"{}\"", self.shown());
        let error = ValueError::at(span, message, "a matching closing quote");
        ExecError { kind: ExecErrorKind::UnbalancedQuote, fatal, error }
    }

    /// The line starting at the current command, as messages show it.
    fn shown(&self) -> &'a str {
        self.text.get(self.command as usize..).unwrap_or(self.text)
    }
}

const fn ignoring(ignore: bool) -> &'static str {
    if ignore { ", ignoring" } else { "" }
}

/// Formats a command from words in which `%` and `$` are already escaped as needed: `%%` and `$$` for the literal
/// characters, `%i` and `${FOO}` for their expansions.
///
/// # Errors
/// [`NulByte`].
pub fn write<W: AsRef<[u8]>>(
    prefixes: &[Prefix],
    words: impl IntoIterator<Item = W>,
) -> Result<String, NulByte> {
    /// The length of a typical line.
    const ROOM: usize = 96;
    let mut line = String::with_capacity(ROOM);
    line.extend(prefixes.iter().copied().map(Prefix::as_str));
    for (index, word) in words.into_iter().enumerate() {
        if index > 0 {
            line.push(' ');
        }
        line.push_str(&words::quote(word.as_ref())?);
    }
    Ok(line)
}

#[cfg(test)]
mod tests;
