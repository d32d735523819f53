//! The small subset of the shell's language that commands are written in: quotes, variables, `;`, `&&`, `||`. [`read`]
//! parses what is written here.

mod read;

pub(super) use read::commands;

use crate::unix::shell::{is_builtin_only, is_keyword};

/// A shell's exit status for the end by a signal is the signal's number plus this.
pub(super) const SIGNAL_STATUS_BASE: u8 = 128;

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::supervisord) enum Piece {
    /// Literal text.
    Literal(String),
    /// `"${NAME}"`.
    Joined(String),
    /// `$NAME`, split at whitespace.
    Split(String),
    /// `"$(id -g USER)"`: the group of a user.
    PrimaryGroupOf(String),
    /// `"$(id -G USER | tr " " ,)"`: all groups of a user.
    AllGroupsOf(String),
    /// `"$(ls DIRECTORY/)"`: the directory's entries that are not hidden.
    EntriesOf(String),
    /// `"$(ls -d PATTERN 2>/dev/null)"`: the paths that match a [pattern](is_pattern).
    MatchesOf(String),
    /// `~USER`: the home of a user.
    HomeOf(String),
    /// `$$`: the PID of the shell.
    ShellPid,
    /// `"$(COMMAND)"`: the output of a command of plain words.
    CommandOutput(String),
}

/// A word of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::supervisord) struct ShellWord(pub(in crate::supervisord) Vec<Piece>);

/// A simple command of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SimpleCommand {
    pub(super) words: Vec<ShellWord>,
    /// `None` at the end of the script.
    pub(super) end: Option<End>,
}

/// What follows the words of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// `;`, `&&`, `||`
    Operator(&'static str),
    /// `>PATH`
    RedirectTo(String),
    /// `2>/dev/null`
    SilenceErrors,
}

/// The words of the first command, the operator after them, and the commands after that.
pub(super) fn next_command(
    commands: &[SimpleCommand],
) -> (&[ShellWord], Option<&'static str>, &[SimpleCommand]) {
    let Some((SimpleCommand { words, end }, rest)) = commands.split_first() else { return (&[], None, &[]) };
    let operator = end.as_ref().map(|end| match end {
        End::Operator(operator) => *operator,
        End::RedirectTo(_) => ">",
        End::SilenceErrors => "2>",
    });
    (words, operator, rest)
}

/// Parses a `trap`: its commands, its signal, and the commands after it.
pub(super) fn read_trap(commands: &[SimpleCommand]) -> Option<(String, String, &[SimpleCommand])> {
    let (words, end, tail) = next_command(commands);
    let [trap, body, when] = words else { return None };
    let is_one = trap.literal() == Some("trap") && matches!(end, None | Some(";"));
    is_one.then_some((body.literal()?.to_owned(), when.literal()?.to_owned(), tail))
}

impl ShellWord {
    /// A word of literal text.
    pub(in crate::supervisord) fn of(text: &str) -> Self {
        Self(vec![Piece::Literal(text.to_owned())])
    }

    /// Appends another word.
    pub(super) fn concat(mut self, other: &Self) -> Self {
        other.0.iter().for_each(|piece| self.push(piece.clone()));
        self
    }

    /// Appends a piece.
    fn push(&mut self, piece: Piece) {
        match (self.0.last_mut(), piece) {
            (Some(Piece::Literal(text)), Piece::Literal(more)) => text.push_str(&more),
            (_, piece) => self.0.push(piece),
        }
    }

    /// The text of the word, if no shell is needed to expand it.
    pub(in crate::supervisord) fn literal(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The word in shell syntax.
    pub(super) fn spell(&self) -> String {
        if let Some(text) = self.literal() {
            return quote(text);
        }
        if let Some(whole) = self.spell_in_double_quotes() {
            return whole;
        }
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Literal(text) if text.is_empty() => {}
                Piece::Literal(text) => out.push_str(&quote(text)),
                Piece::Joined(name) => out.push_str(&format!("\"${{{name}}}\"")),
                Piece::Split(name) => out.push_str(&format!("${name}")),
                Piece::PrimaryGroupOf(user) => out.push_str(&format!("\"$(id -g {})\"", quote(user))),
                Piece::AllGroupsOf(user) => {
                    out.push_str(&format!("\"$(id -G {} | tr \" \" ,)\"", quote(user)));
                }
                Piece::EntriesOf(path) => out.push_str(&format!("\"$(ls {}/)\"", quote(path))),
                Piece::MatchesOf(pattern) => {
                    out.push_str(&format!("\"$({LIST_MATCHES}{pattern}{DISCARD_ERRORS})\""));
                }
                Piece::HomeOf(user) => out.push_str(&format!("~{user}")),
                Piece::ShellPid => out.push_str("$$"),
                Piece::CommandOutput(command) => out.push_str(&format!("\"$({command})\"")),
            }
        }
        out
    }

    /// The form `"text ${NAME} text"`, if the word consists only of text and variables.
    fn spell_in_double_quotes(&self) -> Option<String> {
        let mut inside = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Literal(text) if !text.contains(SPECIAL_IN_DOUBLE_QUOTES) => inside.push_str(text),
                Piece::Joined(name) => inside.push_str(&format!("${{{name}}}")),
                _ => return None,
            }
        }
        Some(format!("\"{inside}\""))
    }
}

/// The text before and after a pattern in the command that lists its matches.
const LIST_MATCHES: &str = "ls -d ";
const DISCARD_ERRORS: &str = " 2>/dev/null";

/// Characters that have a meaning within double quotes, or end them.
const SPECIAL_IN_DOUBLE_QUOTES: [char; 5] = ['"', '$', '`', '\\', '!'];

/// Whether the program of this name is started through `env`, because a shell handles the word itself where a command
/// starts; or it is `env`, so that one which was put before a word is told from one that was written.
pub(super) fn needs_env_before_it(word: &str) -> bool {
    is_keyword(word) || is_builtin_only(word) || word == "env"
}

/// Whether a shell expands `~NAME` to the home of this user.
pub(in crate::supervisord) fn is_user_name(name: &str) -> bool {
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    !is_number
        && !name.starts_with('-')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// Whether an ASCII character has no special meaning to a shell, quoted or not.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c)
}

/// Joins words with spaces.
pub(super) fn line(words: &[ShellWord]) -> String {
    words.iter().map(ShellWord::spell).collect::<Vec<_>>().join(" ")
}

/// Quotes a text as one word. Double quotes are preferred, because the whole script is in single ones.
pub(super) fn quote(text: &str) -> String {
    let is_plain = |c: char| is_plain(c) || !c.is_ascii() && !c.is_whitespace();
    // Keywords are quoted, and so is what a shell could read as an assignment before a command.
    if !text.is_empty() && text.chars().all(is_plain) && !is_keyword(text) && !text.contains('=') {
        return text.to_owned();
    }
    if text.starts_with('-') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    if !text.contains(SPECIAL_IN_DOUBLE_QUOTES) {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', r#"'"'"'"#))
}

/// Whether a path with `*`, `?` and `[…]` matches the same in every shell as in glob(3), and needs no quotes. Braces
/// are alternatives only to systemd (`GLOB_BRACE`) and bash, and dash reads `[^` differently from glob(3).
pub(in crate::supervisord) fn is_pattern(text: &str) -> bool {
    let is_plain = |c: char| is_plain(c) || "*?".contains(c);
    let mut rest = text;
    while let Some((before, set)) = rest.split_once('[') {
        let Some((set, after)) = set.split_once(']') else { return false };
        let set = set.strip_prefix('!').unwrap_or(set);
        let is_set = !set.is_empty() && set.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        if !is_set || !before.chars().all(is_plain) {
            return false;
        }
        rest = after;
    }
    text.starts_with('/') && rest.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        let name = "[A-Za-z_][A-Za-z0-9_]{0,5}";
        let piece = prop_oneof![
            "\\PC{0,8}".prop_map(Piece::Literal),
            name.prop_map(Piece::Joined),
            "[a-z0-9]{1,8}".prop_map(Piece::PrimaryGroupOf),
            "[a-z0-9]{1,8}".prop_map(Piece::AllGroupsOf),
            "\\PC{0,8}".prop_map(Piece::EntriesOf),
            r"/[a-z*?]{0,4}(\[!?[a-z]{1,2}\])?[a-z*?]{0,4}".prop_map(Piece::MatchesOf),
        ];
        prop_oneof![prop::collection::vec(piece, 0..4), name.prop_map(|name| vec![Piece::Split(name)]),]
    }

    proptest! {
        #[test]
        fn written_words_parse_back(words in prop::collection::vec(pieces(), 0..4)) {
            let words: Vec<ShellWord> =
                words.into_iter().map(|pieces| ShellWord::default().concat(&ShellWord(pieces))).collect();
            let read = commands(&line(&words)).expect("written words parse");
            let normal = |word: &ShellWord| ShellWord(
                word.0.iter().filter(|piece| **piece != Piece::Literal(String::new())).cloned().collect(),
            );
            let expected: Vec<ShellWord> = words.iter().map(normal).collect();
            prop_assert!(read.len() <= 1 && read.iter().all(|command| command.end.is_none()));
            let read: Vec<ShellWord> = read.iter().flat_map(|command| &command.words).map(normal).collect();
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn only_portable_globs_are_patterns() {
        for pattern in ["/a/*.conf", "/a/b?/c", "/a/[a-c]*", "/a/[!0-9]", "/a"] {
            assert!(is_pattern(pattern), "{pattern}");
        }
        for pattern in
            ["a*", "/a b*", "/{a,b}*", "/[^a]", "/[a", "/a]", "/[]", "/[[:alpha:]]", "/$a*", "/a*;b"]
        {
            assert!(!is_pattern(pattern), "{pattern}");
        }
    }

    #[test]
    fn plain_words_are_unquoted_and_others_get_readable_quotes() {
        assert_eq!(quote("/usr/bin/a"), "/usr/bin/a");
        assert_eq!(quote("a b"), "\"a b\"");
        assert_eq!(quote("$HOME"), "'$HOME'");
        assert_eq!(quote("A=b"), "\"A=b\"");
        assert_eq!(quote("--a=b"), "--a=b");
        assert_eq!(quote(""), "\"\"");
    }
}
