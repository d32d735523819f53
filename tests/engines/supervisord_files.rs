//! Our parser of supervisord's files compared with Python's: the same sections with the same options, or an error.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sysvisor::source::Span;
use sysvisor::supervisord;

use super::{generate, oracle};

/// The sections of a file in Python's representation; `None` for a file that it refuses.
fn ours(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    let tree = supervisord::parse(bytes);
    if tree.errors().next().is_some() {
        return None;
    }
    let utf8 = |span: Span| String::from_utf8(span.slice(bytes).to_vec()).unwrap();
    let mut sections: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for section in tree.sections() {
        let Some(header) = section.header else { continue };
        // Python keeps `[DEFAULT]` separately.
        if header.name.slice(bytes) == b"DEFAULT" {
            continue;
        }
        let options = sections.entry(utf8(header.name)).or_default();
        for entry in section.entries() {
            let value = supervisord::value(bytes, entry);
            options.insert(utf8(entry.name).to_lowercase(), value.text().unwrap().to_owned());
        }
    }
    Some(json!(sections))
}

#[test]
fn generated_files_have_the_same_sections_options_and_values() {
    let line = "(\\[(supervisord|program:[a-c]|DEFAULT)\\]|[a-cA-C]{1,2} ?[=:] ?[a-z;#=:%\\[\\] ]{0,5}|[;#][a-z]{0,3}|\
                [ \t]{1,2}[a-z;#=]{0,4}|[ \t]{0,2}|[a-z\\[\\];#=: ]{0,5})";
    let pattern = format!("(\\[supervisord\\](\n|\r\n))?({line}(\n|\r\n|\r)){{0,6}}({line})?");
    let texts = generate::texts(&[&pattern], 800);
    let Some(answers) = oracle::read("ini", &texts) else { return };
    assert!(
        answers.iter().any(Result::is_ok) && answers.iter().any(Result::is_err),
        "unbalanced inputs: all accepted or all refused"
    );
    for (text, theirs) in texts.iter().zip(answers) {
        assert_eq!(ours(text), theirs.clone().ok(), "{text:?}: {theirs:?}");
    }
}
