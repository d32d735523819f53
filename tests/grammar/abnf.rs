//! Parses ABNF (RFC 5234, with the case-sensitive strings of RFC 7405) over bytes.

use std::collections::BTreeMap;
use std::path::Path;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_till1, take_while, take_while1};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{map_res, opt, recognize};
use nom::multi::{many0, many1, separated_list1};
use nom::sequence::{delimited, pair, preceded};
use nom::{AsChar, Finish as _, IResult, Parser as _};

/// A set of rules.
#[derive(Debug)]
pub(crate) struct Grammar {
    /// The name of the file, for messages.
    pub(super) file: String,
    /// Names in lower case, in file order.
    pub(super) names: Vec<String>,
    /// The definition of each rule.
    pub(super) rules: Vec<Element>,
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Element {
    /// One of these, in any order.
    Choice(Vec<Self>),
    /// These, one after another.
    Sequence(Vec<Self>),
    /// `min` to `max` repetitions; unlimited without `max`.
    Repeat { min: usize, max: Option<usize>, of: Box<Self> },
    /// A rule, by index.
    Rule(usize),
    /// A single byte in an inclusive range.
    Range(u8, u8),
    /// These bytes; the case of letters matters only if `exact`.
    Text { bytes: Vec<u8>, exact: bool },
}

/// A part of a rule while its file is being parsed, with references to rules by name.
enum Draft {
    Choice(Vec<Self>),
    Sequence(Vec<Self>),
    Repeat(usize, Option<usize>, Box<Self>),
    Rule(String),
    Range(u8, u8),
    Text(Vec<u8>, bool),
}

impl Grammar {
    /// Reads a file below `grammar/`.
    #[expect(clippy::disallowed_methods, reason = "tests read the grammar from the disk")]
    pub(crate) fn read(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar").join(file);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        Self::parse(file, &text)
    }

    /// Parses a text. Panics, with the place, on invalid ABNF and on undefined names.
    pub(super) fn parse(file: &str, text: &str) -> Self {
        let mut drafts: Vec<(String, Draft)> = Vec::new();
        let mut index = BTreeMap::new();
        let mut rest = skip_comments(text);
        while !rest.is_empty() {
            let line = text[..text.len() - rest.len()].lines().count() + 1;
            let (after, (name, more, body)) =
                rule(rest).finish().unwrap_or_else(|error| panic!("{file}:{line}: not a rule: {error}"));
            assert!(
                after.starts_with('\n') || after.is_empty(),
                "{file}:{line}: {name} ends too early: {after:.40}"
            );
            rest = skip_comments(after);
            match (index.get(&name).copied(), more) {
                (None, false) => {
                    index.insert(name.clone(), drafts.len());
                    drafts.push((name, body));
                }
                (Some(at), true) => {
                    let at: usize = at;
                    let before = std::mem::replace(&mut drafts[at].1, Draft::Sequence(Vec::new()));
                    drafts[at].1 = Draft::Choice(vec![before, body]);
                }
                (Some(_), false) => panic!("{file}:{line}: {name} is defined twice"),
                (None, true) => panic!("{file}:{line}: {name} is added to before it is defined"),
            }
        }
        let find = |name: &str| *index.get(name).unwrap_or_else(|| panic!("{file}: {name} is not defined"));
        let rules = drafts.iter().map(|(_, draft)| resolve(draft, &find)).collect();
        Self { file: file.to_owned(), names: drafts.into_iter().map(|(name, _)| name).collect(), rules }
    }

    /// The index of a rule.
    pub(crate) fn rule(&self, name: &str) -> usize {
        let found = self.names.iter().position(|known| known == name);
        found.unwrap_or_else(|| panic!("{} does not define {name}", self.file))
    }
}

fn resolve(draft: &Draft, find: &impl Fn(&str) -> usize) -> Element {
    let all = |drafts: &[Draft]| drafts.iter().map(|draft| resolve(draft, find)).collect();
    match draft {
        Draft::Choice(of) => Element::Choice(all(of)),
        Draft::Sequence(of) => Element::Sequence(all(of)),
        Draft::Repeat(min, max, of) => {
            Element::Repeat { min: *min, max: *max, of: Box::new(resolve(of, find)) }
        }
        Draft::Rule(name) => Element::Rule(find(name)),
        Draft::Range(from, to) => Element::Range(*from, *to),
        Draft::Text(bytes, exact) => Element::Text { bytes: bytes.clone(), exact: *exact },
    }
}

fn skip_comments(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start_matches(['\n', '\r']);
        let blank_line = trimmed.trim_start_matches(' ');
        if let Some(comment) = blank_line.strip_prefix(';') {
            text = comment.find('\n').map_or("", |end| &comment[end..]);
        } else if blank_line.starts_with('\n') {
            text = blank_line;
        } else {
            return trimmed;
        }
    }
}

type Parsed<'a, T> = IResult<&'a str, T>;

/// `name = elements` or `name =/ elements`; returns the name in lower case and whether the line extends a rule.
fn rule(input: &str) -> Parsed<'_, (String, bool, Draft)> {
    let defined = alt((tag("=/"), tag("=")));
    let (rest, (name, _, defined, _, body, _)) =
        (rule_name, whitespace, defined, whitespace, choice, whitespace).parse(input)?;
    Ok((rest, (name, defined == "=/", body)))
}

fn rule_name(input: &str) -> Parsed<'_, String> {
    let letters = recognize(pair(
        one_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        take_while(|c: char| c.is_ascii_alphanumeric() || c == '-'),
    ));
    letters.map(|name: &str| name.to_ascii_lowercase()).parse(input)
}

/// Whitespace, comments, and line ends before an indented line.
fn whitespace(input: &str) -> Parsed<'_, ()> {
    let mut rest = input;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        let uncommented = match trimmed.strip_prefix(';') {
            Some(comment) => comment.find('\n').map_or("", |end| &comment[end..]),
            None => trimmed,
        };
        // A line end belongs to the rule if the next line that is not a comment is indented.
        let continued = uncommented.trim_start_matches(['\r', '\n']);
        if uncommented.len() > continued.len() && continued.starts_with([' ', '\t']) {
            rest = continued;
        } else if uncommented.len() == trimmed.len() {
            return Ok((trimmed, ()));
        } else {
            return Ok((uncommented, ()));
        }
    }
}

fn choice(input: &str) -> Parsed<'_, Draft> {
    let slash = delimited(whitespace, char('/'), whitespace);
    separated_list1(slash, sequence).map(|of| one_or(of, Draft::Choice)).parse(input)
}

fn sequence(input: &str) -> Parsed<'_, Draft> {
    many1(preceded(whitespace, repetition)).map(|of| one_or(of, Draft::Sequence)).parse(input)
}

fn one_or(mut of: Vec<Draft>, several: impl Fn(Vec<Draft>) -> Draft) -> Draft {
    if of.len() == 1 { of.swap_remove(0) } else { several(of) }
}

fn repetition(input: &str) -> Parsed<'_, Draft> {
    let number = || map_res(digit1, str::parse::<usize>);
    let range = pair(opt(number()), opt(preceded(char('*'), opt(number()))));
    let (rest, (range, element)) = (range, element).parse(input)?;
    let repeated = match range {
        (None, None) => return Ok((rest, element)),
        (Some(exact), None) => Draft::Repeat(exact, Some(exact), Box::new(element)),
        (min, Some(max)) => Draft::Repeat(min.unwrap_or(0), max, Box::new(element)),
    };
    Ok((rest, repeated))
}

fn element(input: &str) -> Parsed<'_, Draft> {
    let group = delimited(char('('), delimited(whitespace, choice, whitespace), char(')'));
    let option = delimited(char('['), delimited(whitespace, choice, whitespace), char(']'));
    alt((
        group,
        option.map(|of| Draft::Repeat(0, Some(1), Box::new(of))),
        preceded(tag("%x"), number_value),
        preceded(tag("%s"), quoted).map(|text| Draft::Text(text, true)),
        preceded(tag("%i"), quoted).map(|text| Draft::Text(text, false)),
        quoted.map(|text| Draft::Text(text, false)),
        rule_name.map(Draft::Rule),
    ))
    .parse(input)
}

/// `41`, `41-5A` or `41.42.43`, after `%x`.
fn number_value(input: &str) -> Parsed<'_, Draft> {
    let byte = || map_res(take_while1(AsChar::is_hex_digit), |digits: &str| u8::from_str_radix(digits, 16));
    let (rest, (first, to, more)) =
        (byte(), opt(preceded(char('-'), byte())), many0(preceded(char('.'), byte()))).parse(input)?;
    let value = match to {
        Some(to) => Draft::Range(first, to),
        None if more.is_empty() => Draft::Range(first, first),
        None => Draft::Text([vec![first], more].concat(), true),
    };
    Ok((rest, value))
}

fn quoted(input: &str) -> Parsed<'_, Vec<u8>> {
    let inside = alt((take_till1(|c| c == '"' || c == '\n'), take_till(|_| true)));
    delimited(char('"'), inside, char('"')).map(|text: &str| text.as_bytes().to_vec()).parse(input)
}

#[test]
fn a_rule_may_continue_on_indented_lines_with_comments_between() {
    let grammar = Grammar::parse(
        "test",
        "; about\n\na = 1*b ; one\n    ; two\n    [ %x41-43 / %x44.45 ]\n\nb = \"x\" / %s\"Y\"\nb =/ 2c 2*3c\nc = %x00\n",
    );
    assert_eq!(grammar.names, ["a", "b", "c"]);
    let text = |text: &str, exact| Element::Text { bytes: text.as_bytes().to_vec(), exact };
    let repeat = |min, max, of| Element::Repeat { min, max, of: Box::new(of) };
    assert_eq!(
        grammar.rules[0],
        Element::Sequence(vec![
            repeat(1, None, Element::Rule(1)),
            repeat(0, Some(1), Element::Choice(vec![Element::Range(0x41, 0x43), text("DE", true)])),
        ])
    );
    assert_eq!(
        grammar.rules[1],
        Element::Choice(vec![
            Element::Choice(vec![text("x", false), text("Y", true)]),
            Element::Sequence(vec![
                repeat(2, Some(2), Element::Rule(2)),
                repeat(2, Some(3), Element::Rule(2)),
            ]),
        ])
    );
}

#[test]
#[should_panic(expected = "b is not defined")]
fn an_undefined_rule_name_is_rejected() {
    let _ = Grammar::parse("test", "a = b\n");
}

#[test]
#[should_panic(expected = "a is defined twice")]
fn a_rule_defined_twice_is_rejected() {
    let _ = Grammar::parse("test", "a = \"x\"\na = \"y\"\n");
}
