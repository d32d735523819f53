//! Parses shell scripts: those that are written here, and those of users that have the same form.

use std::mem::take;

use super::{DISCARD_ERRORS, End, LIST_MATCHES, Piece, ShellWord, SimpleCommand, is_pattern};
use crate::byte_set::ByteSet;
use crate::variable_name::name_at_start;

/// Splits a script into commands. `None` for anything that is not written here: patterns, other redirections, unclosed
/// quotes.
pub(in super::super) fn commands(script: &str) -> Option<Vec<SimpleCommand>> {
    let mut commands: Vec<SimpleCommand> = Vec::new();
    let mut words = Vec::new();
    let mut rest = script;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if rest.is_empty() {
            if !words.is_empty() {
                commands.push(SimpleCommand { words, end: None });
            }
            return Some(commands);
        }
        if let Some(after) = rest.strip_prefix('\n') {
            // A newline ends a command as `;` does, except where there is none before it: at the start, after an
            // operator.
            let is_redirect = commands
                .last()
                .is_some_and(|last| matches!(last.end, Some(End::RedirectTo(_) | End::SilenceErrors)));
            if (is_redirect || !words.is_empty()) && !after.trim().is_empty() {
                commands.push(SimpleCommand { words: take(&mut words), end: Some(End::Operator(";")) });
            }
            rest = after;
            continue;
        }
        if let Some(operator) = ["&&", "||", ";"].into_iter().find(|operator| rest.starts_with(operator)) {
            commands.push(SimpleCommand { words: take(&mut words), end: Some(End::Operator(operator)) });
            rest = &rest[operator.len()..];
            continue;
        }
        if let Some(after) = rest.strip_prefix("2>/dev/null").filter(|after| after.starts_with([' ', ';'])) {
            commands.push(SimpleCommand { words: take(&mut words), end: Some(End::SilenceErrors) });
            rest = after;
            continue;
        }
        if let Some(path) = rest.strip_prefix('>').filter(|path| path.starts_with('/')) {
            let (path, after) = word(path)?;
            let redirect = End::RedirectTo(path.literal()?.to_owned());
            commands.push(SimpleCommand { words: take(&mut words), end: Some(redirect) });
            rest = after;
            continue;
        }
        let (word, after) = word(rest).filter(|(_, after)| after.len() < rest.len())?;
        words.push(word);
        rest = after;
    }
}

fn word(text: &str) -> Option<(ShellWord, &str)> {
    let mut word = ShellWord::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '"'
            && let Some((pieces, after)) = text_with_variables(&rest[1..])
        {
            pieces.into_iter().for_each(|piece| word.push(piece));
            rest = after;
            continue;
        }
        let (piece, after) = match first {
            ' ' | '\t' | '\n' | ';' | '&' | '|' | ')' => break,
            '\'' => {
                let (inside, after) = rest[1..].split_once('\'')?;
                (Piece::Literal(inside.to_owned()), after)
            }
            '"' => quoted(&rest[1..])?,
            '$' if rest.starts_with("$$") => (Piece::ShellPid, &rest[2..]),
            '$' => {
                let (name, after) = name_at_start(&rest[1..])?;
                (Piece::Split(name.to_owned()), after)
            }
            '~' if word.0.is_empty() => {
                let end = rest.find(is_end).unwrap_or(rest.len());
                (Piece::HomeOf(rest[1..end].to_owned()), &rest[end..])
            }
            // `[` on its own is a command; among other characters it would be a pattern.
            '[' | ']' if word.0.is_empty() && rest[1..].starts_with(' ') => {
                (Piece::Literal(first.to_string()), &rest[1..])
            }
            first if is_end(first) || "*?[]\r\n#".contains(first) => return None,
            _ => {
                let end = LITERAL_ENDS.find(rest.as_bytes()).unwrap_or(rest.len());
                // If `/bin/sh` is bash, such braces would expand to several words.
                if rest[..end]
                    .split_once('{')
                    .is_some_and(|(_, inside)| inside.contains(',') || inside.contains(".."))
                {
                    return None;
                }
                (Piece::Literal(rest[..end].to_owned()), &rest[end..])
            }
        };
        word.push(piece);
        rest = after;
    }
    Some((word, rest))
}

/// Whether a character ends an unquoted text.
fn is_end(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| WORD_ENDS.has(byte))
}

static WORD_ENDS: ByteSet = ByteSet::new(b" \n\t;&|'\"$\\`()<>");

/// The same, and the characters that make the word a pattern.
static LITERAL_ENDS: ByteSet = ByteSet::new(b" \n\t;&|'\"$\\`()<>*?[]\r");

/// Parses the double-quoted forms that are not text with variables: command substitutions.
fn quoted(text: &str) -> Option<(Piece, &str)> {
    if let Some(rest) = text.strip_prefix("$(id -g ") {
        let (user, rest) = word(rest)?;
        return Some((Piece::PrimaryGroupOf(user.literal()?.to_owned()), rest.strip_prefix(")\"")?));
    }
    if let Some(rest) = text.strip_prefix("$(id -G ") {
        let (user, rest) = word(rest)?;
        let rest = rest.strip_prefix(" | tr \" \" ,)\"")?;
        return Some((Piece::AllGroupsOf(user.literal()?.to_owned()), rest));
    }
    if let Some(rest) = text.strip_prefix("$(").and_then(|rest| rest.strip_prefix(LIST_MATCHES)) {
        let (pattern, rest) = rest.split_once(DISCARD_ERRORS)?;
        let rest = rest.strip_prefix(")\"")?;
        return is_pattern(pattern).then(|| (Piece::MatchesOf(pattern.to_owned()), rest));
    }
    if let Some(rest) = text.strip_prefix("$(ls ") {
        let (path, rest) = word(rest)?;
        let path = path.literal()?.strip_suffix('/')?.to_owned();
        return Some((Piece::EntriesOf(path), rest.strip_prefix(")\"")?));
    }
    if let Some(rest) = text.strip_prefix("$(") {
        let (command, rest) = rest.split_once(")\"")?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " $-".contains(c);
        return command.chars().all(is_plain).then(|| (Piece::CommandOutput(command.to_owned()), rest));
    }
    None
}

/// Parses a double-quoted text that consists of text and variables in braces.
fn text_with_variables(text: &str) -> Option<(Vec<Piece>, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        let (inside, after) = rest.split_at(rest.find(['"', '$', '`', '\\'])?);
        if !inside.is_empty() || after.starts_with('"') && pieces.is_empty() {
            pieces.push(Piece::Literal(inside.to_owned()));
        }
        if let Some(tail) = after.strip_prefix('"') {
            return Some((pieces, tail));
        }
        let (name, tail) = name_at_start(after.strip_prefix("${")?)?;
        pieces.push(Piece::Joined(name.to_owned()));
        rest = tail.strip_prefix('}')?;
    }
}
