//! Exec lines: `config_parse_exec()` of systemd's `load-fragment.c`. `PREFIX* PROGRAM ARGUMENT*`, several commands
//! parted by a lone `;`.

use memchr::memchr;

use super::exec_argument;
use super::specifier::{self, INVALID_SLOT, Table};
use super::versions::Release;
use super::words::{self, Flags, NulByte, Word, Words};
use crate::source::Span;
use crate::value::ValueError;

/// A prefix of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prefix {
    /// `-`: a failure of the command does not count, and neither does an error in this line.
    IgnoreFailure,
    /// `@`: the word behind the program is its argv\[0].
    Argv0,
    /// `:` (v244): no variable is expanded.
    NoExpansion,
    /// `+` (v231): full privileges; `User=` and the sandbox are passed over.
    FullPrivileges,
    /// `!` (v235): the sandbox, but not `User=` and `Group=`.
    NoSetuid,
    /// `!!` (v235): as `!`, but only where the kernel has no ambient capabilities; without effect since v258.
    AmbientMagic,
    /// `|` (v258): the command line goes to a shell.
    Shell,
}

impl Prefix {
    /// How it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IgnoreFailure => "-",
            Self::Argv0 => "@",
            Self::NoExpansion => ":",
            Self::FullPrivileges => "+",
            Self::NoSetuid => "!",
            Self::AmbientMagic => "!!",
            Self::Shell => "|",
        }
    }

    /// The release that added it. Before, it is the first character of the program's name.
    #[must_use]
    pub const fn since(self) -> Release {
        match self {
            Self::IgnoreFailure | Self::Argv0 => Release(0),
            Self::NoExpansion => Release(244),
            Self::FullPrivileges => Release(231),
            Self::NoSetuid | Self::AmbientMagic => Release(235),
            Self::Shell => Release(258),
        }
    }

    /// Whether it says with which privileges the command runs; only one prefix may.
    #[must_use]
    pub const fn is_about_privileges(self) -> bool {
        matches!(self, Self::FullPrivileges | Self::NoSetuid | Self::AmbientMagic)
    }
}

/// One command of an exec line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecCommand<'a> {
    /// From the first prefix to the last argument.
    pub span: Span,
    /// The prefixes as they are written, each with its place.
    pub prefixes: Vec<(Prefix, Span)>,
    /// The program without its prefixes: an absolute path or a plain name. Specifiers in it are not expanded,
    /// and variables never are. With [`Prefix::Shell`] the first word of the shell's command line.
    pub program: Word<'a>,
    /// The argv\[0] that [`Prefix::Argv0`] asks for; none with [`Prefix::Shell`], where `@` asks for a login shell.
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

    /// Where specifiers and variables stand in `word`, one of the arguments or the argv\[0].
    #[must_use]
    pub fn parts<'w>(&self, word: &'w Word<'_>) -> exec_argument::Parts<'w> {
        exec_argument::parts(&word.bytes, !self.has(Prefix::NoExpansion))
    }

    /// Every word: program, argv\[0], arguments.
    pub fn words(&self) -> impl Iterator<Item = &Word<'a>> {
        std::iter::once(&self.program).chain(&self.argv0).chain(&self.arguments)
    }
}

/// Why a command is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// A quote is never closed.
    UnbalancedQuote,
    /// A specifier that does not exist.
    UnknownSpecifier,
    /// Nothing follows the prefixes.
    EmptyProgram,
    /// A control character, quote or backslash in the program.
    SpecialCharacter,
    /// The program ends in a slash.
    Directory,
    /// The program is neither absolute nor a plain name: a relative path, a prefix too many, a name too long.
    NotAProgram,
    /// A plain name, which needs v239.
    PlainName,
    /// `@` without a word for argv\[0].
    NoArgv0,
}

/// The error that ends an exec line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub kind: RefusalKind,
    /// Whether the whole unit is refused. Otherwise this command and those behind it are passed over: the line has
    /// a `-`, or a quote is open in the very first word (which `config_parse_exec()` forgives).
    pub fatal: bool,
    /// Where, and systemd's words.
    pub error: ValueError,
}

/// An exec line. The empty one has no commands: it empties the directive's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExecLine<'a> {
    /// The commands before the first error.
    pub commands: Vec<ExecCommand<'a>>,
    /// The `;` that part commands.
    pub separators: Vec<Span>,
    /// The first error.
    pub refusal: Option<Refusal>,
}

/// Reads an exec line as `release` does.
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
    /// Where the command starts that messages show.
    command: u32,
}

impl<'a> Reader<'a> {
    /// Reads one command, and whether another may follow.
    fn command(&mut self, separators: &mut Vec<Span>) -> Result<Option<(ExecCommand<'a>, bool)>, Refusal> {
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
        let (prefixes, length) = self.prefixes(&first);
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
                    // The only error there is: unknown escapes are kept.
                    Some(Err(error)) => return Err(self.unbalanced(error.span, !ignore)),
                }
            };
            if let Some((_, at)) = Table::Full.first_unknown(&word.bytes, self.release) {
                let span = word.place(at.start as usize, at.end as usize);
                let message = format!(
                    "Failed to resolve unit specifiers in {}{}: {INVALID_SLOT}",
                    word.lossy(),
                    ignoring(ignore)
                );
                let error = ValueError::at(span, message, specifier::EXPECTED);
                return Err(Refusal { kind: RefusalKind::UnknownSpecifier, fatal: !ignore, error });
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
                "a word behind the program, which `@` makes its argv[0]",
            );
            return Err(Refusal { kind: RefusalKind::NoArgv0, fatal: !ignore, error });
        }
        Ok(Some((command, more)))
    }

    /// The prefixes of the first word and the number of bytes they take.
    fn prefixes(&self, word: &Word<'_>) -> (Vec<(Prefix, Span)>, usize) {
        let mut prefixes: Vec<(Prefix, Span)> = Vec::new();
        let mut length = 0;
        while let Some(byte) = word.bytes.get(length) {
            let prefix = match byte {
                b'-' => Prefix::IgnoreFailure,
                b'@' => Prefix::Argv0,
                b':' => Prefix::NoExpansion,
                b'+' => Prefix::FullPrivileges,
                b'!' => Prefix::NoSetuid,
                b'|' => Prefix::Shell,
                _ => break,
            };
            let span = || word.place(length, length + 1);
            // The second `!` need not follow the first at once: `!-!` is `!!` and `-`.
            if let (b'!', Some(first)) =
                (byte, prefixes.iter_mut().find(|(given, _)| *given == Prefix::NoSetuid))
            {
                *first = (Prefix::AmbientMagic, first.1.cover(span()));
                length += 1;
                continue;
            }
            let taken = |(given, _): &(Prefix, Span)| {
                *given == prefix || given.is_about_privileges() && prefix.is_about_privileges()
            };
            if prefix.since() > self.release || prefixes.iter().any(taken) {
                break;
            }
            prefixes.push((prefix, span()));
            length += 1;
        }
        (prefixes, length)
    }

    /// Checks what can be said of the program before its specifiers are expanded.
    fn check_program(&self, program: &Word<'_>, ignore: bool) -> Result<(), Refusal> {
        let refuse = |kind, span, message, expected| {
            Err(Refusal { kind, fatal: !ignore, error: ValueError::at(span, message, expected) })
        };
        let (bytes, shown, ignoring) = (&*program.bytes, program.lossy(), ignoring(ignore));
        if let Some((_, at)) = Table::Full.first_unknown(bytes, self.release) {
            let span = program.place(at.start as usize, at.end as usize);
            let message = format!("Failed to resolve unit specifiers in '{shown}'{ignoring}: {INVALID_SLOT}");
            return refuse(RefusalKind::UnknownSpecifier, span, message, specifier::EXPECTED);
        }
        if bytes.is_empty() {
            let message = format!("Empty path in command line{ignoring}: '{}'", self.shown());
            return refuse(RefusalKind::EmptyProgram, program.span, message, EXPECTED_PROGRAM);
        }
        if let Some(at) = bytes.iter().position(|byte| matches!(byte, 1..b' ' | b'"' | b'\'' | b'\\' | 0x7f))
        {
            let message = format!("Executable name contains special characters{ignoring}: {shown}");
            let span = program.place(at, at + 1);
            return refuse(
                RefusalKind::SpecialCharacter,
                span,
                message,
                "no control characters, quotes or backslashes",
            );
        }
        if bytes.ends_with(b"/") {
            let message = format!("Executable path specifies a directory{ignoring}: {shown}");
            return refuse(RefusalKind::Directory, program.span, message, EXPECTED_PROGRAM);
        }
        let absolute = specifier::starts_with_slash(bytes);
        if absolute == Some(false) && self.release < Release(239) {
            let message = format!("Executable path is not absolute{ignoring}: {shown}");
            return refuse(RefusalKind::PlainName, program.span, message, "an absolute path");
        }
        let parts_fit =
            bytes.len() < PATH_MAX && bytes.split(|byte| *byte == b'/').all(|part| part.len() <= NAME_MAX);
        let plain = memchr(b'/', bytes).is_none() && !matches!(bytes, b"." | b"..");
        if !parts_fit || absolute == Some(false) && !plain {
            let message = format!("Neither a valid executable name nor an absolute path{ignoring}: {shown}");
            return refuse(RefusalKind::NotAProgram, program.span, message, EXPECTED_PROGRAM);
        }
        Ok(())
    }

    fn unbalanced(&self, span: Span, fatal: bool) -> Refusal {
        let message = format!("Unbalanced quoting, ignoring: \"{}\"", self.shown());
        let error = ValueError::at(span, message, "a quote of the same kind that closes this one");
        Refusal { kind: RefusalKind::UnbalancedQuote, fatal, error }
    }

    /// The line from the command on, as messages show it.
    fn shown(&self) -> &'a str {
        self.text.get(self.command as usize..).unwrap_or(self.text)
    }
}

const EXPECTED_PROGRAM: &str = "an absolute path, or a plain file name";
/// Of Linux, with the closing NUL.
const PATH_MAX: usize = 4096;
/// Of Linux, without it.
const NAME_MAX: usize = 255;

const fn ignoring(ignore: bool) -> &'static str {
    if ignore { ", ignoring" } else { "" }
}

/// Writes a command from words in which `%` and `$` are already spelled as they shall be read: `%%` and `$$` for the
/// signs, `%i` and `${FOO}` for what they stand for.
///
/// # Errors
/// [`NulByte`].
pub fn write<W: AsRef<[u8]>>(
    prefixes: &[Prefix],
    words: impl IntoIterator<Item = W>,
) -> Result<String, NulByte> {
    let mut line: String = prefixes.iter().copied().map(Prefix::as_str).collect();
    for (index, word) in words.into_iter().enumerate() {
        if index > 0 {
            line.push(' ');
        }
        line.push_str(&words::quote(word.as_ref())?);
    }
    Ok(line)
}

/// Writes a command whose words reach the program byte for byte.
///
/// `$` is doubled in arguments, unless [`Prefix::NoExpansion`] is among the prefixes, but not in the program, where
/// variables are never expanded. A program with a quote, a backslash or a control character is refused by systemd
/// however it is written.
///
/// # Errors
/// [`NulByte`].
pub fn write_literal<W: AsRef<[u8]>>(
    prefixes: &[Prefix],
    program: &[u8],
    arguments: &[W],
) -> Result<String, NulByte> {
    let expands = !prefixes.contains(&Prefix::NoExpansion);
    let arguments = arguments.iter().map(|argument| {
        if expands { exec_argument::escape(argument.as_ref()) } else { specifier::escape(argument.as_ref()) }
    });
    write(prefixes, std::iter::once(specifier::escape(program)).chain(arguments))
}

#[cfg(test)]
mod tests;
