//! The grammars of systemd's values against their parsers.

use sysvisor::systemd::kinds::specifier::Table;
use sysvisor::systemd::kinds::timespan::{self, DefaultUnit};
use sysvisor::systemd::kinds::unit_name::UnitName;
use sysvisor::systemd::kinds::words::{Flags, Words};
use sysvisor::systemd::kinds::{
    boolean, environment, escape, exec, exit_status, integer, mode, signal, size,
};
use sysvisor::systemd::versions::Release;
use sysvisor::value::ValueError;

use super::{all, tie};

/// The release that the grammars describe.
const RELEASE: Release = Release(257);

/// Whether the parser did not refuse the value because of the size of a number.
fn in_range<T>(read: Result<T, ValueError>) -> bool {
    read.err().is_none_or(|error| error.message != "Numerical result out of range")
}

#[test]
fn scalars_and_their_parsers_agree() {
    const FILE: &str = "systemd/values.abnf";
    tie(FILE, "boolean", 8, &|text| boolean::parse(text).is_ok(), &all);
    // Nothing of up to nine digits is out of range.
    let short = |text: &str| text.len() < 10;
    tie(FILE, "unsigned", 10, &|text| integer::unsigned(text, 0..=u64::MAX).is_ok(), &short);
    tie(FILE, "mode", 8, &|text| mode::parse(text).is_ok(), &all);
    tie(FILE, "signal", 10, &|text| signal::parse(text).is_ok(), &all);
    let size = |text: &str| size::parse(text, size::Base::Binary);
    tie(FILE, "size", 20, &|text| size(text).is_ok(), &|text| in_range(size(text)));
}

#[test]
fn time_spans_and_their_parsers_agree() {
    const FILE: &str = "systemd/time.abnf";
    let span = |text: &str| timespan::parse(text, DefaultUnit::Seconds);
    tie(FILE, "timespan", 30, &|text| span(text).is_ok(), &|text| in_range(span(text)));
    // The parser does not report the kind of error: short numbers cannot be out of range.
    let short = |text: &str| !text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 1);
    tie(FILE, "timespan-ns", 16, &|text| timespan::parse_nanoseconds(text).is_ok(), &short);
}

#[test]
fn specifiers_and_their_parser_agree() {
    const FILE: &str = "systemd/specifier.abnf";
    tie(FILE, "full-text", 30, &|text| Table::Full.check(text, RELEASE).is_ok(), &all);
    tie(FILE, "name-text", 30, &|text| Table::UnitName.check(text, RELEASE).is_ok(), &all);
}

#[test]
fn unit_names_and_escaped_strings_and_their_parsers_agree() {
    const FILE: &str = "systemd/values.abnf";
    tie(FILE, "unit-name", 24, &|text| UnitName::parse(text).is_ok(), &all);
    tie(FILE, "escaped", 24, &|text| escape::unescape(text).is_ok(), &all);
}

#[test]
fn exit_status_lists_and_their_parser_agree() {
    // A backslash is removed, and the character after it stays.
    let no_backslash = |text: &str| !text.contains('\\');
    let accepts =
        |text: &str| exit_status::parse("SuccessExitStatus", text, Release::NEWEST).errors.is_empty();
    tie("systemd/values.abnf", "endings", 30, &accepts, &no_backslash);
}

#[test]
fn environments_and_their_parser_agree() {
    // The grammar leaves these to the parser's tests: specifiers, escapes for bytes, and quotes and escapes in a name.
    let plain_name = |text: &str| {
        Words::new(text, Flags::ENVIRONMENT).flatten().all(|word| {
            let raw = &text[word.span.range()];
            let name = raw.split('=').next().unwrap_or_default();
            let name = name.strip_prefix(['"', '\'']).unwrap_or(name);
            !name.contains(['"', '\'', '\\'])
        })
    };
    let no_bytes = |text: &str| {
        !text
            .split('\\')
            .skip(1)
            .any(|rest| rest.starts_with(['x', 'u', 'U']) || rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let covers = |text: &str| !text.contains('%') && no_bytes(text) && plain_name(text);
    tie(
        "systemd/values.abnf",
        "environment",
        40,
        &|text| environment::parse(text, RELEASE).errors.is_empty(),
        &covers,
    );
}

#[test]
fn exec_lines_and_their_parser_agree() {
    let covers = |text: &str| {
        let line = exec::parse(text, RELEASE);
        let open = match (&line.refusal, line.separators.last()) {
            (None, _) => "",
            (Some(_), None) => text,
            (Some(_), Some(separator)) => &text[separator.end as usize..],
        };
        let programs = line.commands.iter().map(|command| first_word(&text[command.span.start as usize..]));
        let specifier_next_to_quotes = text.contains('%') && text.contains(['"', '\'', '\\']);
        // `";"` before a program is skipped like `;`.
        let quoted_separator = line.separators.iter().any(|separator| separator.len() > 1);
        !specifier_next_to_quotes
            && !quoted_separator
            && programs.chain([first_word(open)]).all(is_plain_program)
    };
    tie("systemd/exec.abnf", "exec-line", 40, &|text| exec::parse(text, RELEASE).refusal.is_none(), &covers);
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\t', '\n', '\r']).find(|word| !word.is_empty()).unwrap_or_default()
}

/// Whether a program is written without quotes, escapes and specifiers, and no prefix occurs twice.
fn is_plain_program(word: &str) -> bool {
    let program = word.trim_start_matches(['-', '@', ':', '+', '!']);
    let prefixes = &word[..word.len() - program.len()];
    let count = |prefix| prefixes.matches(prefix).count();
    let once = ['-', '@', ':'].into_iter().all(|prefix| count(prefix) < 2);
    let privileges = matches!((count('+'), count('!')), (0, 0..=2) | (1, 0));
    once && privileges && !program.contains(['"', '\'', '\\', '%'])
}
