//! Parses what a comment asks for: `# sysvisor: ignore[rule-a, rule-b] reason`.

use nom::IResult;
use nom::Parser as _;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, rest};
use nom::sequence::{delimited, preceded};

use crate::lint::nearest::nearest;

/// What a comment addressed to sysvisor asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<'a> {
    /// To ignore the findings of these rules.
    Ignore {
        /// Whether in the whole file.
        is_for_file: bool,
        /// The names: the text between the brackets.
        list: &'a str,
    },
    /// Something that is not supported, and the word that it asks with.
    Wrong(Wrong, &'a str),
    /// Nothing: text for people.
    Nothing,
}

/// Why a comment is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Wrong {
    /// It names no rule.
    Blanket,
    /// Its bracket is not closed on the line.
    Open,
    /// It asks with another word.
    Word,
    /// It is for the whole file but below the first header.
    Place,
}

/// The words that are accepted.
const WORDS: [&str; 2] = ["ignore", "ignore-file"];

/// The words that other tools use.
const OF_OTHERS: [&str; 5] = ["allow", "disable", "noqa", "nolint", "suppress"];

/// Parses what follows `sysvisor:`.
pub(super) fn read(text: &str) -> Said<'_> {
    let Ok((behind, word)) = word(text) else { return Said::Nothing };
    let is_word = WORDS.contains(&word);
    match brackets(behind) {
        Ok((_, Some(list))) if is_word && !list.trim().is_empty() => {
            Said::Ignore { is_for_file: word == WORDS[1], list }
        }
        // `ignore [x`: spaces before the bracket are accepted, words are not.
        Ok((_, None)) if is_word && behind.trim_start().starts_with('[') => Said::Wrong(Wrong::Open, word),
        Ok(_) if is_word => Said::Wrong(Wrong::Blanket, word),
        Ok((_, list))
            if list.is_some() && behind.starts_with('[')
                || OF_OTHERS.contains(&word)
                || nearest(word, WORDS).is_some() =>
        {
            Said::Wrong(Wrong::Word, word)
        }
        _ => Said::Nothing,
    }
}

/// Parses the first word; the rest is what follows it.
fn word(text: &str) -> IResult<&str, &str, ()> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    preceded(blanks, take_while1(is_letter)).parse(text)
}

/// Parses the text in the brackets that follow, if there are any and they are closed.
fn brackets(text: &str) -> IResult<&str, Option<&str>, ()> {
    let list = delimited(char('['), take_till(|letter| matches!(letter, '[' | ']')), char(']'));
    opt(preceded(blanks, list)).parse(text)
}

fn blanks(text: &str) -> IResult<&str, &str, ()> {
    take_while(|letter| matches!(letter, ' ' | '\t')).parse(text)
}

/// The names in a list: separated by commas, without the whitespace around each. A trailing comma is accepted.
pub(super) fn names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut left = list;
    while !left.is_empty() {
        let part: IResult<&str, (&str, &str), ()> =
            (take_till(|letter| letter == ','), alt((tag(","), rest))).parse(left);
        let Ok((behind, (name, _))) = part else { break };
        names.extend(Some(name.trim()).filter(|name| !name.is_empty()));
        left = behind;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Option<(bool, Vec<&str>)> {
        match read(text) {
            Said::Ignore { is_for_file, list } => Some((is_for_file, names(list))),
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
    fn what_names_no_rule_is_not_taken() {
        for text in
            [" ignore", "ignore it", "ignore[]", "ignore[ ]", "ignore unknown-option", "ignore-file: x"]
        {
            assert!(matches!(read(text), Said::Wrong(Wrong::Blanket, _)), "{text}");
        }
        assert_eq!(read("ignore[a, b"), Said::Wrong(Wrong::Open, "ignore"));
        assert_eq!(read("ignore[a [b]"), Said::Wrong(Wrong::Open, "ignore"));
    }

    #[test]
    fn another_word_for_it_is_told_and_words_for_people_are_not() {
        for text in ["ingore[a]", "ignore_file[a]", "disable[a]", "noqa", "allow x", "disable=x", "made[up]"]
        {
            assert!(matches!(read(text), Said::Wrong(Wrong::Word, _)), "{text}");
        }
        for text in ["", " ", " it made this file", "see [1]", ": x", "1.0 found nothing here", "[a]"] {
            assert_eq!(read(text), Said::Nothing, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}", odd in "(ignore|ignore-file|[a\\[\\], \t-]){0,12}") {
            for text in [text, odd] {
                if let Said::Ignore { list, .. } = read(&text) {
                    proptest::prop_assert!(!names(list).iter().any(|name| name.contains([',', '[', ']'])));
                }
            }
        }
    }
}
