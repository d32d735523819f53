//! Our parsers of systemd's values compared with systemd's own.

use std::process::{Command, Stdio};

use sysvisor::systemd::kinds::calendar::{Calendar, next};
use sysvisor::systemd::kinds::capability::Capability;
use sysvisor::systemd::kinds::exit_status::Ending;
use sysvisor::systemd::kinds::timespan::DefaultUnit;
use sysvisor::systemd::kinds::{escape, exit_status, syscall, timespan};
use sysvisor::systemd::versions::Release;

use super::{generate, verify};

/// Runs a tool of systemd; returns its standard output and error. `None` without systemd.
fn run(tool: &str, arguments: &[String]) -> Option<(String, String)> {
    if !verify::is_installed() {
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
    // It stops at the first time span that it cannot parse, so those that we cannot parse are checked one by one.
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
    assert!(known > 100 && bad.len() > 20, "unbalanced inputs: {known} valid, {} invalid", bad.len());
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
fn calendar_expressions_agree() {
    const BASE: u64 = 1_700_000_000;
    let patterns = [
        "((Mon|Tue)(,|\\.\\.)(Sat|Sun) )?([0-9*]{1}|20[2-4][0-9])-[1-9*]{1}[-~][1-9*] [0-9]{1,2}:[0-5][0-9]",
        "\\*-[1-9](/[1-4]|\\.\\.1[0-2](/2)?|)-[12][0-9]?(,31)?( [0-9*](/[1-9])?:[0-9*](:[0-9*]{1,2}(\\.[0-9]{1,7})?)?)?",
        "[0-9]{1,2}(\\.\\.[0-9]{1,2})?(/[1-9])?(,[0-9])?:[0-5]?[0-9](/[0-9]{1,2})?(:[0-5][0-9]/[0-9]{1,2})?",
        "(daily|Weekly|YEARLY|quarterly|semi-annually|hourly|monthly|minutely|@17[0-9]{8})( UTC)?",
        "(Fri |Mon,)?(\\*-02-29|\\*-02~0[1-7](/1)?|\\*-\\*~0[1-7]\\.\\.1[0-9](/2)?)( 12:30)?",
    ];
    let texts = generate::texts(&patterns, 400);
    let good: Vec<String> = texts.into_iter().filter(|text| Calendar::parse(text).is_ok()).collect();
    assert!(good.len() > 200, "too few inputs: {}", good.len());
    let mut arguments =
        ["calendar", "--iterations=4", "--base-time=@1700000000", "--"].map(str::to_owned).to_vec();
    arguments.extend(good.iter().cloned());
    let Some((answer, errors)) = run("systemd-analyze", &arguments) else { return };
    let mut ours = String::new();
    let mut theirs = String::new();
    for (at, text) in good.iter().enumerate() {
        let calendar = Calendar::parse(text).unwrap();
        ours.push_str(&format!("{text}: {calendar}\n"));
        let mut time = BASE * 1_000_000;
        for _ in 0..4 {
            let Some(next) = next::after(&calendar, time) else { break };
            ours.push_str(&format!("  {}\n", next / 1_000_000));
            time = next;
        }
        // One paragraph per expression; a normalized form that equals the input is shown only once.
        let Some(paragraph) = answer.split("\n\n").nth(at) else { break };
        for line in paragraph.lines() {
            let Some((label, value)) = line.trim().split_once(": ") else { continue };
            if label == "Normalized form" {
                theirs.push_str(&format!("{text}: {value}\n"));
            } else if (label == "Next elapse" || label.starts_with("Iter")) && value != "never" {
                theirs.push_str(&format!("  {}\n", seconds(value)));
            }
        }
    }
    assert_eq!(ours, theirs, "{errors}");
}

/// Converts `Tue 2023-11-14 22:13:20 UTC` to seconds since 1970.
fn seconds(shown: &str) -> u64 {
    let text = shown.get(4..23).unwrap_or_default();
    let calendar = Calendar::parse(text).unwrap();
    next::after(&calendar, 0).unwrap_or_default() / 1_000_000
}

#[test]
fn system_call_groups_agree() {
    let Some((answer, _)) = run("systemd-analyze", &["syscall-filter".to_owned()]) else { return };
    for group in &syscall::GROUPS {
        let mut lines = answer.lines().skip_while(|line| *line != group.name).skip(1);
        let members = lines.by_ref().take_while(|line| line.starts_with("    "));
        let mut members: Vec<&str> = members.map(str::trim).filter(|line| !line.starts_with('#')).collect();
        members.sort_unstable();
        let known: Vec<&str> = group.members.iter().collect();
        assert!(known.is_empty() || members == known, "{}: {members:?}", group.name);
    }
}

#[test]
fn capabilities_and_exit_statuses_agree() {
    let Some((answer, _)) = run("systemd-analyze", &["capability".to_owned()]) else { return };
    let rows = |answer: &str| -> Vec<(String, u8)> {
        let row = |line: &str| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
        };
        answer.lines().filter_map(row).collect()
    };
    let named: Vec<(String, u8)> =
        Capability::all().map(|known| (known.to_string().to_lowercase(), known.number())).collect();
    assert_eq!(rows(&answer), named);
    let (answer, _) = run("systemd-analyze", &["exit-status".to_owned()]).unwrap_or_default();
    let statuses = rows(&answer);
    assert!(statuses.len() > 50, "{answer}");
    for (name, status) in statuses {
        let read = exit_status::parse("SuccessExitStatus", &name, Release(252));
        assert_eq!(read.endings[0].ending, Ending::Exit(status), "{name}");
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
fn path_escaping_agrees() {
    let mut texts = generate::texts(&["(/[a-z.-]{0,3}){1,4}/?", "/{1,3}", "/\\PC{1,4}"], 200);
    texts.retain(|text| escape::escape_path(text).is_ok() && !text.contains('\n'));
    let mut arguments = vec!["--path".to_owned(), "--".to_owned()];
    arguments.extend(texts.iter().cloned());
    let Some((answer, errors)) = run("systemd-escape", &arguments) else { return };
    let ours: Vec<String> = texts.iter().map(|text| escape::escape_path(text).unwrap()).collect();
    assert!(ours.len() > 100, "too few inputs: {}", ours.len());
    assert_eq!(answer.trim_end_matches('\n'), ours.join(" "), "{errors}");
}
