//! Parses shell scripts: those that are written here, and those of users that have the same form.

use std::mem::take;

use super::{DISCARD_ERRORS, End, LIST_MATCHES, Piece, ShellWord, SimpleCommand, is_pattern};
use crate::text::byte_set::ByteSet;
use crate::unix::shell::{Part, Token, Tokens, parts};
use crate::unix::variable_name::is_variable_name;

/// Splits a script into commands. `None` for anything that is not written here: patterns, other redirections, unclosed
/// quotes, comments.
pub(in super::super) fn commands(script: &str) -> Option<Vec<SimpleCommand>> {
    let mut commands: Vec<SimpleCommand> = Vec::new();
    let mut words = Vec::new();
    // Whether a newline ends a command. It does not at the start of a script and after an operator.
    let mut is_in_command = false;
    let mut tokens = Tokens::new(script);
    while let Some(token) = tokens.next() {
        let end = match token {
            Token::Word(text) => {
                words.push(word(text)?);
                is_in_command = true;
                continue;
            }
            Token::Control("\n") => {
                let is_last = || tokens.clone().all(|token| token == Token::Control("\n"));
                if !is_in_command || is_last() {
                    continue;
                }
                End::Operator(";")
            }
            Token::Control(operator) => {
                End::Operator(["&&", "||", ";"].into_iter().find(|known| *known == operator)?)
            }
            Token::Redirection { operator: "2>", target: "/dev/null" } => End::SilenceErrors,
            Token::Redirection { operator: ">", target } if target.starts_with('/') => {
                End::RedirectTo(word(target)?.literal()?.to_owned())
            }
            Token::Redirection { operator: _, target: _ } | Token::Comment(_) => return None,
        };
        is_in_command = !matches!(end, End::Operator(_));
        commands.push(SimpleCommand { words: take(&mut words), end: Some(end) });
    }
    if !words.is_empty() {
        commands.push(SimpleCommand { words, end: None });
    }
    Some(commands)
}

/// Parses a word.
fn word(text: &str) -> Option<ShellWord> {
    // Among other characters these would be a pattern.
    if matches!(text, "[" | "]") {
        return Some(ShellWord::of(text));
    }
    let mut word = ShellWord::default();
    for (index, part) in parts(text, false).enumerate() {
        let piece = match part {
            Part::Quoted("") => continue,
            Part::Bare(text) if index == 0 && text.starts_with('~') => {
                Piece::HomeOf(expect_plain(text)?[1..].to_owned())
            }
            Part::Bare(text) => Piece::Literal(expect_plain(text)?.to_owned()),
            Part::Quoted(text) | Part::Literal(text) => Piece::Literal(text.to_owned()),
            Part::Variable { name: "$", is_quoted: false } => Piece::ShellPid,
            Part::Variable { name, is_quoted: false } if is_variable_name(name.as_bytes()) => {
                Piece::Split(name.to_owned())
            }
            Part::Braces { inside, is_quoted: true } if is_variable_name(inside.as_bytes()) => {
                Piece::Joined(inside.to_owned())
            }
            Part::Command { script, is_quoted: true } => command_output(script)?,
            Part::Variable { name: _, is_quoted: _ }
            | Part::Braces { inside: _, is_quoted: _ }
            | Part::Command { script: _, is_quoted: _ }
            | Part::Unclosed => return None,
        };
        word.push(piece);
    }
    if word.0.is_empty() {
        word.push(Piece::Literal(String::new()));
    }
    Some(word)
}

/// Returns a text outside of quotes if a shell takes it literally.
fn expect_plain(text: &str) -> Option<&str> {
    // If `/bin/sh` is bash, such braces would expand to several words.
    let has_alternatives =
        text.split_once('{').is_some_and(|(_, inside)| inside.contains(',') || inside.contains(".."));
    (PATTERN.find(text.as_bytes()).is_none() && !has_alternatives).then_some(text)
}

/// What makes a word a pattern, or something that is not written here.
static PATTERN: ByteSet = ByteSet::new(b"*?[]$()<>\r");

/// Parses a command substitution.
fn command_output(script: &str) -> Option<Piece> {
    if let Some(user) = script.strip_prefix("id -g ") {
        return Some(Piece::PrimaryGroupOf(only_word(user)?));
    }
    if let Some(rest) = script.strip_prefix("id -G ") {
        return Some(Piece::AllGroupsOf(only_word(rest.strip_suffix(" | tr \" \" ,")?)?));
    }
    if let Some(rest) = script.strip_prefix(LIST_MATCHES) {
        let pattern = rest.strip_suffix(DISCARD_ERRORS).filter(|pattern| is_pattern(pattern))?;
        return Some(Piece::MatchesOf(pattern.to_owned()));
    }
    if let Some(path) = script.strip_prefix("ls ") {
        return Some(Piece::EntriesOf(only_word(path)?.strip_suffix('/')?.to_owned()));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " $-".contains(c);
    script.chars().all(is_plain).then(|| Piece::CommandOutput(script.to_owned()))
}

/// The text of a word that is all of a script and needs no expansion.
fn only_word(script: &str) -> Option<String> {
    let mut tokens = Tokens::new(script);
    let (Some(Token::Word(text)), None) = (tokens.next(), tokens.next()) else { return None };
    word(text)?.literal().map(str::to_owned)
}
