//! Our parsers of supervisord's values compared with supervisord's own.

use serde_json::{Value, json};
use sysvisor::supervisord::kinds::{
    autorestart, boolean, byte_size, environment, exit_codes, expansion, integer, log_level, octal, signal,
    words,
};
use sysvisor::value::ValueError;

use super::{generate, oracle};

/// A little of everything: whitespace that Python strips, digits that it accepts, characters that it escapes. Not all of
/// Unicode: which characters are printable depends on the version of Python.
const ANYTHING: &str = "[ -~\\t\\n\\x00\\x1c\\x7f\u{a0}\u{2028}äß寸٣１✓😀]{0,6}";

/// Parses generated texts with both and compares: the value, or supervisord's own message.
fn agree(kind: &str, patterns: &[&str], ours: impl Fn(&str) -> Result<Value, String>) {
    let texts = generate::texts(patterns, 400);
    let Some(answers) = oracle::read(kind, &texts) else { return };
    assert!(
        answers.iter().any(Result::is_ok) && answers.iter().any(Result::is_err),
        "{kind}: unbalanced inputs: all accepted or all refused"
    );
    for (text, theirs) in texts.iter().zip(answers) {
        assert_eq!(ours(text), theirs, "{kind} {text:?}");
    }
}

fn message(error: ValueError) -> String {
    error.message
}

#[test]
fn booleans_agree() {
    let patterns =
        ["(true|yes|on|1|false|no|off|0|TRUE|Yes|oN)", "[ \\t]?(true|0|none)[ ]?", "[a-z0-9]{0,4}"];
    agree("boolean", &patterns, |text| boolean::parse(text).map(|it| json!(it)).map_err(message));
    let patterns = ["(true|false|unexpected|Unexpected|1|off)", "(always|on-failure|unexpected )", ANYTHING];
    agree("autorestart", &patterns, |text| {
        autorestart::parse(text).map(|it| json!(autorestart::write(it))).map_err(message)
    });
}

#[test]
fn numbers_agree() {
    let numbers =
        ["[-+]?[0-9]{0,4}", "[ \\t]?[+-]?[0-9_]{1,5}[ ]?", "(0x1f|0b1|0o17|1e3|1\\.5|٣|１２)", ANYTHING];
    agree("integer", &numbers, |text| integer::parse(text).map(|it| json!(it)).map_err(message));
    agree("octal", &["[0-7]{1,4}", "0o?[0-9]{1,3}", "[0-9_ ]{0,4}", ANYTHING], |text| {
        octal::parse(text).map(|it| json!(it)).map_err(message)
    });
    let sizes = ["[0-9]{1,4}(KB|MB|GB|kb|Mb|gB|B|K|M)?", "-?[0-9_ ]{0,4} ?(KB|mb)", ANYTHING];
    agree("byte-size", &sizes, |text| byte_size::parse(text).map(|it| json!(it)).map_err(message));
}

#[test]
fn exit_codes_agree() {
    let patterns = ["[0-9]{1,3}(,[0-9]{1,3}){0,3}", "[0-9, ]{0,6}", "(-1|256|255|0|,|a)(,[12])?"];
    agree("exit-codes", &patterns, |text| {
        exit_codes::parse(text).map(|it| json!(it.iter().collect::<Vec<_>>())).map_err(message)
    });
}

#[test]
fn log_levels_and_signals_agree() {
    let patterns =
        ["(critical|error|warn|info|debug|trace|blather|CRIT|Info|WARN|warning|notice)", "[a-z]{0,5}"];
    agree("logging-level", &patterns, |text| {
        // supervisord's numbers for them (`loggers.LevelsByName`).
        let number = |level| match log_level::write(level) {
            "critical" => 50,
            "error" => 40,
            "warn" => 30,
            "info" => 20,
            "debug" => 10,
            "trace" => 5,
            _ => 3,
        };
        log_level::parse(text).map(|it| json!(number(it))).map_err(message)
    });
    let patterns = [
        "(SIG|sig)?(HUP|INT|QUIT|KILL|TERM|USR1|USR2|term|hup|CHLD|CLD|IOT|POLL|RTMIN|RTMAX|_BLOCK|_DFL)",
        "[0-9]{1,2}",
        "-?[0-9]{1,3}",
        " ?(TERM|15) ?",
        ANYTHING,
    ];
    agree("signal", &patterns, |text| signal::parse(text).map(|it| json!(it)).map_err(message));
}

#[test]
fn environments_agree() {
    let patterns = [
        "[A-C]=\"[a-z ,=%]{0,4}\"(,[A-C]=\"[a-z]{0,3}\"){0,2}",
        "[A-C]='[a-z\" ]{0,4}',?",
        "[ABab=,\"'\\\\ #\n]{0,10}",
        "[A-C]=[a-z0-9./:+*-]{0,5}(,|, | )[A-C]=[a-z]{0,3}",
    ];
    agree("environment", &patterns, |text| {
        let pairs = environment::parse(text, environment::Dialect::Legacy).map_err(message)?;
        // As in a Python dictionary: the first position, the last value.
        let mut dictionary: Vec<(String, String)> = Vec::new();
        for pair in pairs {
            match dictionary.iter_mut().find(|(key, _)| *key == pair.key) {
                Some((_, value)) => *value = pair.value.into_owned(),
                None => dictionary.push((pair.key.into_owned(), pair.value.into_owned())),
            }
        }
        Ok(json!(dictionary))
    });
}

#[test]
fn expansions_agree() {
    const AVAILABLE: [&str; 4] = ["ENV_HOME", "here", "process_num", "program_name"];
    let patterns = [
        "[a-z]{0,2}%\\((program_name|process_num|here|ENV_HOME|nope)\\)[#0 +-]?[0-9]{0,2}(\\.[0-9])?[sdrxouciXeEfgGaq%]",
        "%\\((process_num)\\)0?[0-9]?[dsixoX]",
        "%{1,3}[a-z]?",
        "[%()a-z%d0.-]{0,8}",
    ];
    agree("expansion", &patterns, |text| {
        let lookup = |name: &str| match name {
            "program_name" => Some(expansion::Value::Str("web")),
            "process_num" => Some(expansion::Value::Int(7)),
            "here" => Some(expansion::Value::Str("/etc")),
            "ENV_HOME" => Some(expansion::Value::Str("/home/shop")),
            _ => None,
        };
        match expansion::expand(text, lookup) {
            Ok(expanded) => Ok(json!(expanded)),
            // Not known here, but not an error for Python: the oracle uses this message.
            Err(expansion::ExpansionError::WholeEnvironment { span: _ }) => {
                Err("all names are written out".to_owned())
            }
            Err(error) => Err(error.message(text, "program:web.command", &AVAILABLE).unwrap()),
        }
    });
}

#[test]
fn command_splitting_agrees() {
    let patterns = [
        "[a-z/]{1,4}( [a-z\"'\\\\$;|&#~*]{0,4}){0,3}",
        "([a-z]{0,2}\"[a-z\\\\\" ]{0,3}\"|'[a-z\\\\ ]{0,3}'| ){0,4}",
        "[ab\"'\\\\ \t\n]{0,8}",
        ANYTHING,
    ];
    agree("words", &patterns, |text| {
        let split = words::split(text).map_err(message)?;
        Ok(json!(split.iter().map(|word| &*word.text).collect::<Vec<_>>()))
    });
}
