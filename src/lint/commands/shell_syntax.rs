//! Words that only a shell understands, as opposed to arguments that merely look like them.

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};

use super::command_line::{CommandLine, WrittenWord};
use crate::unix::variable_name::is_assignment;

/// What a shell would do with a piece of syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// `|`, `|&`
    Pipe,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `&` at the end
    Background,
    /// `;` at the end of a word
    Sequence,
    /// `>`, `2>`, `&>`: truncates and writes a file.
    Write,
    /// `>>`: appends to a file.
    Append,
    /// `<`: reads a file.
    Read,
    /// `2>&1` and the like: sends one stream where another goes.
    Merge,
    /// Backticks, `$(…)`: replaced by the output of a command.
    Substitution,
    /// `NAME=value` before the program.
    Assignment,
    /// A command that is part of the shell in place of the program: `source`, `export`.
    Builtin,
}

/// A piece of shell syntax in a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The index of the word that it is, or is in.
    pub(crate) word: usize,
    /// What it is.
    pub(crate) syntax: Syntax,
}

/// Programs that join their arguments into one text and have the operators in it read, by themselves or by a shell
/// elsewhere.
const READ_OPERATORS: [&str; 13] = [
    "autossh", "dumpcap", "mosh", "nft", "ngrep", "parallel", "rsh", "ssh", "tcpdump", "tmux", "tshark",
    "watch", "xterm",
];

/// Programs whose arguments are operators and operands.
const OPERATOR_PROGRAMS: [&str; 3] = ["[", "expr", "test"];

/// Options that code in another language follows: a `;` in it belongs to that language.
const CODE_OPTIONS: [&str; 8] = ["-c", "-e", "-E", "-g", "-r", "-x", "--eval", "--execute"];

/// Whether a name can only mean a command that is part of a shell. Of the others
/// ([`is_builtin_only`](crate::unix::shell::is_builtin_only)), people have programs: `jobs`, `read`, `wait`. Some systems
/// have programs of the names `cd`, `ulimit` and `umask` (POSIX asks for them), which change nothing but themselves.
pub(crate) const fn is_unmistakably_builtin(name: &[u8]) -> bool {
    matches!(
        name,
        b"alias"
            | b"cd"
            | b"eval"
            | b"exec"
            | b"export"
            | b"pushd"
            | b"set"
            | b"shopt"
            | b"source"
            | b"trap"
            | b"ulimit"
            | b"umask"
            | b"unset"
    )
}

/// The shell syntax in a command, in order. Empty if a shell reads the command, or a program that has operators of its
/// own.
pub(crate) fn find(command: &CommandLine<'_>) -> Vec<Piece> {
    let words = &command.words;
    let reads_operators = |word: &WrittenWord<'_>| READ_OPERATORS.contains(&word.base_name());
    let is_operator_program = OPERATOR_PROGRAMS.contains(&command.program().base_name());
    if command.script_index().is_some() || is_operator_program || words.iter().any(reads_operators) {
        return Vec::new();
    }
    let mut pieces: Vec<Piece> = Vec::new();
    if words.len() > 1 && is_assignment(&words[0].text) {
        pieces.push(Piece { word: 0, syntax: Syntax::Assignment });
    }
    for (word, written) in words.iter().enumerate() {
        if !written.is_quoted()
            && let Some(syntax) = syntax_at(words, word)
        {
            pieces.push(Piece { word, syntax });
        }
    }
    if pieces.is_empty() && is_unmistakably_builtin(command.program().bare().as_bytes()) {
        pieces.push(Piece { word: 0, syntax: Syntax::Builtin });
    }
    pieces
}

fn syntax_at(words: &[WrittenWord<'_>], at: usize) -> Option<Syntax> {
    let text = &*words[at].text;
    let next = words.get(at + 1).map(|word| &*word.text);
    // An operator is followed by a command or a file, never by an option.
    let has_operand = next.is_some_and(|next| !next.starts_with('-'));
    match text {
        "|" | "|&" => return has_operand.then_some(Syntax::Pipe),
        "||" => return has_operand.then_some(Syntax::Or),
        "&&" => return has_operand.then_some(Syntax::And),
        "&" => {
            let is_last = next.is_none();
            return (is_last || next.is_some_and(|next| next.starts_with('/'))).then_some(Syntax::Background);
        }
        _ => {}
    }
    if let Ok((target, syntax)) = redirection(text) {
        return match syntax {
            Syntax::Merge => target.is_empty().then_some(syntax),
            // The file's name may be the next word.
            _ if target.is_empty() => has_operand.then_some(syntax),
            _ => is_file(target).then_some(syntax),
        };
    }
    if is_substitution(words, at) {
        return Some(Syntax::Substitution);
    }
    is_sequence(words, at).then_some(Syntax::Sequence)
}

/// A variable in shell syntax.
pub(crate) struct Variable<'t> {
    pub(crate) name: &'t str,
    /// The length of the reference, from the dollar sign on.
    pub(crate) len: usize,
    /// Whether that is all of it, unlike for `${NAME:-x}`.
    pub(crate) is_whole: bool,
}

/// The variable at the start of a text: its name must have two characters or more and no lower-case letters, as those
/// of the environment do.
pub(crate) fn variable(text: &str) -> Option<Variable<'_>> {
    let after = text.strip_prefix('$')?;
    let (sign, after) = match after.strip_prefix('{') {
        Some(after) => ("${", after),
        None => ("$", after),
    };
    let is_partial = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    let end = after.bytes().position(|byte| !is_partial(byte)).unwrap_or(after.len());
    let (name, rest) = after.split_at(end);
    let is_name = name.len() > 1 && !name.starts_with(|first: char| first.is_ascii_digit());
    if !is_name || rest.starts_with(|next: char| next.is_ascii_lowercase()) {
        return None;
    }
    let len = sign.len() + name.len();
    let is_closed = rest.starts_with('}');
    Some(match sign {
        "$" => Variable { name, len, is_whole: true },
        _ => Variable { name, len: len + usize::from(is_closed), is_whole: is_closed },
    })
}

/// A redirection at the start of a word, and what is left of the word.
fn redirection(text: &str) -> IResult<&str, Syntax> {
    let (rest, _stream) = take_while(|c: char| c.is_ascii_digit()).parse(text)?;
    let (rest, operator) =
        alt((tag("&>>"), tag("&>"), tag(">>"), tag(">|"), tag(">&"), tag(">"), tag("<"))).parse(rest)?;
    let syntax = match operator {
        ">&" => {
            let (rest, _) = take_while(|c: char| c.is_ascii_digit() || c == '-').parse(rest)?;
            return Ok((rest, Syntax::Merge));
        }
        "&>>" | ">>" => Syntax::Append,
        "<" => Syntax::Read,
        _ => Syntax::Write,
    };
    Ok((rest, syntax))
}

/// Whether what follows `>` can be a file, and is not the rest of `>=1.0`, `<name>` or `>5`.
fn is_file(target: &str) -> bool {
    let is_path = ["/", "./", "../", "~/", "$", "%"].iter().any(|start| target.starts_with(start));
    let is_name = target.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && target.contains(['.', '/'])
        && target.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./$%{}()".contains(&byte));
    (is_path || is_name) && !target.ends_with('>')
}

/// Whether a word starts a substitution: backticks come in pairs, `$(` is closed.
fn is_substitution(words: &[WrittenWord<'_>], at: usize) -> bool {
    let text = &*words[at].text;
    let later = |sign: char| words[at + 1..].iter().any(|word| !word.is_quoted() && word.text.contains(sign));
    // `$$(` makes systemd pass a literal `$(` to the program.
    if let Some(start) = text.find("$(").filter(|start| !text[..*start].ends_with('$')) {
        return text[start..].contains(')') || later(')');
    }
    let own = text.matches('`').count();
    // Most words have none, and then the words before them do not matter.
    if own == 0 {
        return false;
    }
    let before =
        words[..at].iter().filter(|word| !word.is_quoted()).map(|word| word.text.matches('`').count());
    // A backtick that closes a pair does not start another.
    before.sum::<usize>() % 2 == 0 && (own > 1 || later('`'))
}

/// Whether a word ends in a `;` that ends a command.
fn is_sequence(words: &[WrittenWord<'_>], at: usize) -> bool {
    let Some(text) = words[at].text.strip_suffix(';') else { return false };
    let is_code = words[..at].iter().any(|word| CODE_OPTIONS.contains(&word.bare()));
    let has_operand = words.get(at + 1).is_none_or(|next| !next.text.starts_with('-'));
    // `&amp;`, `(X11;` and `text/html;q=1;` do not end commands.
    !text.is_empty() && !is_code && has_operand && !text.contains(['&', '(', ';', '{'])
}
