//! The grammars of supervisord's values against their parsers.

use sysvisor::supervisord::kinds::expansion::scan;
use sysvisor::supervisord::kinds::{
    autorestart, boolean, byte_size, environment, exit_codes, integer, log_level, octal, signal, words,
};

use super::{Tie, all};

const FILE: &str = "supervisord/values.abnf";

/// Compares a rule with a parser of text. Invalid UTF-8 never reaches the parser.
fn tie(rule: &str, size: usize, accepts: &dyn Fn(&str) -> bool, covers: &dyn Fn(&str) -> bool) {
    Tie {
        file: FILE,
        rule,
        size,
        accepts: &|bytes| std::str::from_utf8(bytes).is_ok_and(accepts),
        covers: &|bytes| std::str::from_utf8(bytes).is_ok_and(covers),
    }
    .check(1500);
}

#[test]
fn keywords_and_their_parsers_agree() {
    tie("boolean", 8, &|text| boolean::parse(text).is_ok(), &all);
    tie("autorestart", 8, &|text| autorestart::parse(text).is_ok(), &all);
    tie("log-level", 8, &|text| log_level::parse(text).is_ok(), &all);
}

// Python accepts the digits and whitespace of any script in numbers; the grammar has those of ASCII.
#[test]
fn numbers_and_their_parsers_agree() {
    tie("integer", 12, &|text| integer::parse(text).is_ok(), &str::is_ascii);
    tie("octal", 12, &|text| octal::parse(text).is_ok(), &str::is_ascii);
    tie("byte-size", 12, &|text| byte_size::parse(text).is_ok(), &str::is_ascii);
    tie("exit-codes", 20, &|text| exit_codes::parse(text).is_ok(), &str::is_ascii);
}

#[test]
fn signals_and_their_parser_agree() {
    tie("signal", 12, &|text| signal::parse(text).is_ok(), &str::is_ascii);
}

#[test]
fn commands_and_their_parser_agree() {
    tie("command", 40, &|text| words::split(text).is_ok(), &all);
}

#[test]
fn environments_and_their_parser_agree() {
    tie("environment", 40, &|text| environment::parse(text, environment::Dialect::Legacy).is_ok(), &all);
}

#[test]
fn formats_and_their_parser_agree() {
    tie("format", 40, &|text| scan(text).all(|piece| piece.is_ok()), &all);
}
