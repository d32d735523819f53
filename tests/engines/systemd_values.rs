//! Our readers of systemd's values against systemd's own.

use std::process::{Command, Stdio};

use sysvisor::systemd::timespan::DefaultUnit;
use sysvisor::systemd::{escape, timespan};

use super::{generate, verify};

/// Runs a tool of systemd; gives its two streams. None without systemd.
fn run(tool: &str, arguments: &[String]) -> Option<(String, String)> {
    if !verify::is_there() {
        super::skip("systemd", "install systemd-analyze");
        return None;
    }
    let mut command = Command::new(tool);
    command.args(arguments).env("LANG", "C.UTF-8").env("SYSTEMD_COLORS", "0").stdin(Stdio::null());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Some((text(output.stdout), text(output.stderr)))
}

#[test]
fn time_spans_agree() {
    let patterns = [
        "[0-9]{1,4} ?(us|ms|s|sec|m|min|h|hr|d|w|M|y|months|µs)?",
        "[0-9]{1,3}(s|min|h) ?[0-9]{1,2}(ms|s)",
        "[0-9]{1,2}\\.[0-9]{1,7} ?(s|min|d|y)?",
        "(infinity|inf|1\\.5\\.5s|s|1 2|1x|\\+5|- 5|1e3|5 s s|18446744073709551615|99999999y)",
    ];
    let texts = generate::texts(&patterns, 300);
    let mut known = 0;
    // It stops at the first span that it cannot read: those that we cannot are asked for one by one.
    let (good, bad): (Vec<String>, Vec<String>) =
        texts.into_iter().partition(|text| timespan::parse(text, DefaultUnit::Seconds).is_ok());
    let mut arguments = vec!["timespan".to_owned(), "--".to_owned()];
    arguments.extend(good.iter().cloned());
    let Some((answers, errors)) = run("systemd-analyze", &arguments) else { return };
    let mut answers = answers.lines().filter_map(|line| line.trim().strip_prefix("μs: "));
    for text in &good {
        let theirs = answers.next().map(str::to_owned);
        let ours = timespan::parse(text, DefaultUnit::Seconds).map(|span| span.as_micros().to_string()).ok();
        assert_eq!(ours, theirs, "{text:?} {errors}");
        known += 1;
    }
    assert!(known > 100 && bad.len() > 20, "a lopsided test: {known} and {}", bad.len());
    let mut distinct = bad;
    distinct.sort();
    distinct.dedup();
    for text in distinct {
        let arguments = ["timespan", "--", &text].map(str::to_owned);
        let (answer, error) = run("systemd-analyze", &arguments).unwrap_or_default();
        assert!(answer.is_empty() && error.contains("Failed to parse"), "{text:?}: {answer}{error}");
    }
}

#[test]
fn escaping_agrees() {
    let texts =
        generate::texts(&["[a-zA-Z0-9:_./ -]{1,8}", "\\.?[a-z@%\\\\\"'$+]{1,6}", "[^\0\n]{1,5}"], 300);
    let mut arguments = vec!["--".to_owned()];
    arguments.extend(texts.iter().cloned());
    let Some((answer, _)) = run("systemd-escape", &arguments) else { return };
    let ours: Vec<String> = texts.iter().map(|text| escape::escape(text.as_bytes())).collect();
    assert_eq!(answer.trim_end_matches('\n'), ours.join(" "));

    let mut arguments = vec!["--unescape".to_owned(), "--".to_owned()];
    arguments.extend(ours.iter().cloned());
    let (answer, _) = run("systemd-escape", &arguments).unwrap_or_default();
    assert_eq!(answer.trim_end_matches('\n'), texts.join(" "));
}

#[test]
fn escaping_of_paths_agrees() {
    let mut texts = generate::texts(&["(/[a-z.-]{0,3}){1,4}/?", "/{1,3}", "/\\PC{1,4}"], 200);
    texts.retain(|text| escape::escape_path(text).is_ok() && !text.contains('\n'));
    let mut arguments = vec!["--path".to_owned(), "--".to_owned()];
    arguments.extend(texts.iter().cloned());
    let Some((answer, errors)) = run("systemd-escape", &arguments) else { return };
    let ours: Vec<String> = texts.iter().map(|text| escape::escape_path(text).unwrap()).collect();
    assert!(ours.len() > 100, "a lopsided test: {}", ours.len());
    assert_eq!(answer.trim_end_matches('\n'), ours.join(" "), "{errors}");
}
