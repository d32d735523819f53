//! Parses what a comment asks for: `# sysvisor: ignore[rule-a, rule-b] reason`.

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, rest};
use nom::sequence::{delimited, preceded};

use crate::lint::suggestions::nearest::nearest;

/// What a comment addressed to sysvisor asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request<'a> {
    /// To ignore the findings of these rules.
    Ignore {
        /// Whether in the whole file.
        is_for_file: bool,
        /// The names: the text between the brackets.
        list: &'a str,
    },
    /// Something that is not supported, and the word that it asks with.
    Invalid(InvalidIgnore, &'a str),
    /// Nothing: text for people.
    None,
}

/// Why a comment is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum InvalidIgnore {
    /// It names no rule.
    NoRules,
    /// Its bracket is not closed on the line.
    Unclosed,
    /// It asks with another word.
    UnknownWord,
    /// It is for the whole file but below the first header.
    Misplaced,
}

/// The words that are accepted.
const KEYWORDS: [&str; 2] = ["ignore", "ignore-file"];

/// The words that other tools use.
const OTHER_TOOLS_KEYWORDS: [&str; 5] = ["allow", "disable", "noqa", "nolint", "suppress"];

/// Parses what follows `sysvisor:`.
pub(super) fn read(text: &str) -> Request<'_> {
    let Ok((after, word)) = word(text) else { return Request::None };
    let is_keyword = KEYWORDS.contains(&word);
    match brackets(after) {
        Ok((_, Some(list))) if is_keyword && !list.trim().is_empty() => {
            Request::Ignore { is_for_file: word == KEYWORDS[1], list }
        }
        // `ignore [x`: spaces before the bracket are accepted, words are not.
        Ok((_, None)) if is_keyword && after.trim_start().starts_with('[') => {
            Request::Invalid(InvalidIgnore::Unclosed, word)
        }
        Ok(_) if is_keyword => Request::Invalid(InvalidIgnore::NoRules, word),
        Ok((_, list))
            if list.is_some() && after.starts_with('[')
                || OTHER_TOOLS_KEYWORDS.contains(&word)
                || nearest(word, KEYWORDS).is_some() =>
        {
            Request::Invalid(InvalidIgnore::UnknownWord, word)
        }
        _ => Request::None,
    }
}

/// Parses the first word; the rest is what follows it.
fn word(text: &str) -> IResult<&str, &str, ()> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    preceded(spaces, take_while1(is_letter)).parse(text)
}

/// Parses the text in the brackets that follow, if there are any and they are closed.
fn brackets(text: &str) -> IResult<&str, Option<&str>, ()> {
    let list = delimited(char('['), take_till(|letter| matches!(letter, '[' | ']')), char(']'));
    opt(preceded(spaces, list)).parse(text)
}

fn spaces(text: &str) -> IResult<&str, &str, ()> {
    take_while(|letter| matches!(letter, ' ' | '\t')).parse(text)
}

/// The names in a list: separated by commas, without the whitespace around each. A trailing comma is accepted.
pub(super) fn names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut left = list;
    while !left.is_empty() {
        let part: IResult<&str, (&str, &str), ()> =
            (take_till(|letter| letter == ','), alt((tag(","), rest))).parse(left);
        let Ok((after, (name, _))) = part else { break };
        names.extend(Some(name.trim()).filter(|name| !name.is_empty()));
        left = after;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Option<(bool, Vec<&str>)> {
        match read(text) {
            Request::Ignore { is_for_file, list } => Some((is_for_file, names(list))),
            _ => None,
        }
    }

    #[test]
    fn rules_are_named_in_brackets_and_a_reason_may_follow() {
        assert_eq!(list(" ignore[a]"), Some((false, vec!["a"])));
        assert_eq!(list("ignore[a,b-c , d,] it has to be [so]"), Some((false, vec!["a", "b-c", "d"])));
        assert_eq!(list("\tignore [a]: so"), Some((false, vec!["a"])));
        assert_eq!(list(" ignore-file[a]"), Some((true, vec!["a"])));
    }

    #[test]
    fn an_ignore_without_a_rule_name_is_invalid() {
        for text in
            [" ignore", "ignore it", "ignore[]", "ignore[ ]", "ignore unknown-option", "ignore-file: x"]
        {
            assert!(matches!(read(text), Request::Invalid(InvalidIgnore::NoRules, _)), "{text}");
        }
        assert_eq!(read("ignore[a, b"), Request::Invalid(InvalidIgnore::Unclosed, "ignore"));
        assert_eq!(read("ignore[a [b]"), Request::Invalid(InvalidIgnore::Unclosed, "ignore"));
    }

    #[test]
    fn an_unknown_keyword_is_invalid_and_prose_is_not_a_request() {
        for text in ["ingore[a]", "ignore_file[a]", "disable[a]", "noqa", "allow x", "disable=x", "made[up]"]
        {
            assert!(matches!(read(text), Request::Invalid(InvalidIgnore::UnknownWord, _)), "{text}");
        }
        for text in ["", " ", " it made this file", "see [1]", ": x", "1.0 found nothing here", "[a]"] {
            assert_eq!(read(text), Request::None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_any_text_yields_only_plain_rule_names(text in "\\PC{0,40}", odd in "(ignore|ignore-file|[a\\[\\], \t-]){0,12}") {
            for text in [text, odd] {
                if let Request::Ignore { list, .. } = read(&text) {
                    proptest::prop_assert!(!names(list).iter().any(|name| name.contains([',', '[', ']'])));
                }
            }
        }
    }
}
