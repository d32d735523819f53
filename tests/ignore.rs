//! Ignore comments: where they apply, and what is reported about those that suppress nothing.
#![expect(clippy::unwrap_used, reason = "tests panic on failure")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use sysvisor::diagnostic::{Applicability, Diagnostic};
use sysvisor::lint::{self, Linted, Options, Selection, fix};
use sysvisor::source::{FileId, Memory, SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::systemd::Units;

use crate::property;

/// All findings in some files, of which the first `named` are named explicitly.
fn lint(files: &[(&str, &str)], named: usize, options: &Options) -> (Linted, Sources) {
    let (mut sources, mut memory, mut ids) = (Sources::new(), Memory::new(), Vec::new());
    for (at, (name, text)) in files.iter().enumerate() {
        memory = memory.with(*name, *text);
        if at < named {
            ids.push(sources.add(SourceFile::new(*name, text.as_bytes().to_vec()).unwrap()));
        }
    }
    let linted = if files[0].0.ends_with(".conf") && !files[0].0.contains(".d/") {
        let config = Config::read(ids[0], &mut sources, &memory);
        lint::lint_supervisord(&[config], &sources, options)
    } else {
        let units = Units::read(&ids, &mut sources, &memory);
        lint::lint_units(&units, &sources, options)
    };
    (linted, sources)
}

/// The rules and lines of the findings in one file that are reported, and of those that are suppressed.
fn reported_and_ignored(name: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let (linted, sources) = lint(&[(name, text)], 1, &Options::default());
    (places(&linted.findings, &sources), places(&linted.ignored, &sources))
}

fn places(findings: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let place =
        |one: &Diagnostic| format!("{} {}", sources.get(one.file).position(one.span.start).line, one.rule);
    let mut places: Vec<String> = findings.iter().map(place).collect();
    places.sort();
    places
}

/// The file with safe fixes applied until nothing changes.
fn fixed(name: &str, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..fix::MAX_ROUNDS {
        let (linted, _) = lint(&[(name, &text)], 1, &Options::default());
        let Some((bytes, _)) =
            fix::apply_round(text.as_bytes(), &linted.findings, FileId(0), Applicability::Safe)
        else {
            return text;
        };
        text = String::from_utf8(bytes).unwrap();
    }
    panic!("the fixes do not converge: {text}");
}

const HEAD: &str = "[Unit]\nDescription=A\n[Service]\nExecStart=/bin/a\n";
const TAIL: &str = "[Install]\nWantedBy=multi-user.target\n";

fn unit(lines: &str) -> (Vec<String>, Vec<String>) {
    reported_and_ignored("a.service", &format!("{HEAD}{lines}{TAIL}"))
}

/// A main file with a user, so that no other rule reports anything.
fn program(lines: &str) -> (Vec<String>, Vec<String>) {
    reported_and_ignored("a.conf", &format!("[supervisord]\nuser=root\n[program:a]\n{lines}"))
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn a_comment_applies_only_to_the_setting_below_it() {
    let none = lines(&[]);
    let found = unit("# sysvisor: ignore[unknown-directive] ours\nFoo=1\nBar=2\n");
    assert_eq!(found, (lines(&["7 unknown-directive"]), lines(&["6 unknown-directive"])));
    let found = unit("; sysvisor: ignore[unknown-directive, kill-mode-none]\n\n# It has to be so.\nFoo=1\n");
    assert_eq!(found.1, lines(&["8 unknown-directive"]));
    let found = program("command=/bin/a\n  # sysvisor: ignore[unknown-option] ours\nfoo=1\nbar=2\n");
    assert_eq!(found.1, lines(&["6 unknown-option"]));
    assert!(found.0.contains(&"7 unknown-option".to_owned()), "{found:?}");
    // In systemd, what follows a value is part of the value.
    assert_eq!(unit("Foo=1 # sysvisor: ignore[unknown-directive]\n").1, none);
    // Nor does a comment below the line apply.
    assert_eq!(unit("Foo=1\n# sysvisor: ignore[unknown-directive]\n").1, none);
}

#[test]
fn in_supervisord_files_a_trailing_comment_applies_to_its_own_line() {
    let (findings, ignored) =
        program("command=/bin/a\nfoo=1 ; sysvisor: ignore[unknown-option] ours\nbar=2 # else\n");
    assert_eq!(ignored, lines(&["5 unknown-option"]));
    assert!(findings.contains(&"6 unknown-option".to_owned()), "{findings:?}");
    // After any line of a value; and after a header, for its section.
    let values = "command=/bin/a\nenvironment=A=\"1\",; no comment\n";
    let values =
        values.replace(",; no comment", ",\n  A=\"2\" ; sysvisor: ignore[environment-duplicate-key]");
    assert_eq!(program(&values).1, lines(&["6 environment-duplicate-key"]));
    let section = "[supervisord]\nuser=root\n[program:a] ; sysvisor: ignore[unknown-option]\n\
                   command=/bin/a\nfoo=1\n[program:b]\ncommand=/bin/b\nfoo=1\n";
    let (findings, ignored) = reported_and_ignored("a.conf", section);
    assert_eq!(ignored, lines(&["5 unknown-option"]));
    assert!(findings.contains(&"8 unknown-option".to_owned()), "{findings:?}");
    // Without a space before it, it is not a comment; and after a header, it is not at the top of the file.
    assert_eq!(program("command=/bin/a\nfoo=1; sysvisor: ignore[unknown-option]\n").1, lines(&[]));
    let (findings, _) = reported_and_ignored(
        "a.conf",
        "[supervisord] ; sysvisor: ignore-file[unknown-option]\nuser=root\nfoo=1\n",
    );
    assert!(findings.contains(&"1 invalid-ignore".to_owned()), "{findings:?}");
    let (findings, _) =
        program("command=/bin/a ; sysvisor: ignore\nuser=a # sysvisor: ignore[no-such-rule]\n");
    assert!(findings.contains(&"4 invalid-ignore".to_owned()), "{findings:?}");
    assert!(findings.contains(&"5 unknown-rule".to_owned()), "{findings:?}");
}

#[test]
fn an_unused_trailing_comment_is_removed_without_its_setting() {
    let text = "[supervisord]\nuser=root\n[program:a]\ncommand=/bin/a\t ; sysvisor: ignore[unknown-option] old\nuser=a\n";
    assert_eq!(fixed("a.conf", text), text.replace("\t ; sysvisor: ignore[unknown-option] old", ""));
    let both = "[supervisord]\nuser=root\n[program:a]\ncommand=/bin/a\nfoo=1 ; sysvisor: ignore[unknown-option, command-shell-syntax]\n";
    assert_eq!(fixed("a.conf", both), both.replace(", command-shell-syntax", ""));
}

#[test]
fn a_comment_applies_to_all_lines_of_a_setting_even_from_between_them() {
    let values = "ExecStartPost=/bin/a \\\n  $FOO/${BAR \\\n  'x\n";
    let alone = unit(values).0;
    assert!(alone.iter().any(|place| place.ends_with("exec-unbalanced-quote")), "{alone:?}");
    for text in [
        format!("# sysvisor: ignore[exec-unbalanced-quote]\n{values}"),
        values.replace("/bin/a \\\n", "/bin/a \\\n # sysvisor: ignore[exec-unbalanced-quote]\n"),
        values.replace("  'x\n", "; sysvisor: ignore[exec-unbalanced-quote] so\n  'x\n"),
    ] {
        let (findings, ignored) = unit(&text);
        assert!(ignored.iter().any(|place| place.ends_with("exec-unbalanced-quote")), "{text}");
        assert_eq!(findings.len() + ignored.len(), alone.len(), "{text}");
    }
    let (_, ignored) = program(
        "command=/bin/a\nenvironment=A=\"1\",\n  # sysvisor: ignore[environment-duplicate-key]\n  A=\"2\"\n",
    );
    assert_eq!(ignored, lines(&["7 environment-duplicate-key"]));
    // A continuation line of a value is not a comment, whatever it contains.
    let (_, ignored) = unit("ExecStartPost=/bin/a \\\n sysvisor: ignore[exec-unbalanced-quote] \\\n 'x\n");
    assert_eq!(ignored, lines(&[]));
}

#[test]
fn a_comment_above_a_header_applies_to_the_section_and_at_the_top_to_file_findings() {
    let text = "[Unit]\nFoo=1\nDescription=A\n# sysvisor: ignore[unknown-directive]\n[Service]\nFoo=1\nExecStart=/bin/a\nBar=1\n\n[Install]\nWantedBy=multi-user.target\nFoo=1\n";
    let (findings, ignored) = reported_and_ignored("a.service", text);
    assert_eq!(findings, lines(&["12 unknown-directive", "2 unknown-directive"]));
    assert_eq!(ignored, lines(&["6 unknown-directive", "8 unknown-directive"]));
    let text = "# Ours.\n# sysvisor: ignore[no-exec]\n[Unit]\nDescription=A\n";
    let (findings, ignored) = reported_and_ignored("a.service", text);
    assert!(!findings.iter().any(|place| place.contains("no-exec")), "{findings:?}");
    assert!(ignored.iter().any(|place| place.contains("no-exec")), "{ignored:?}");
}

#[test]
fn ignore_file_at_the_top_applies_to_the_whole_file() {
    let text = format!(
        "# Ours.\n\n# sysvisor: ignore-file[unknown-directive] a patch\n{HEAD}Foo=1\nBar=1\n{TAIL}Foo=1\n"
    );
    let (findings, ignored) = reported_and_ignored("a.service", &text);
    assert_eq!((findings.len(), ignored.len()), (0, 3), "{findings:?}");
    let (findings, ignored) = unit("# sysvisor: ignore-file[unknown-directive]\nFoo=1\n");
    assert_eq!(findings, lines(&["5 invalid-ignore", "6 unknown-directive"]));
    assert_eq!(ignored, lines(&[]));
}

#[test]
fn comments_apply_in_the_file_of_the_finding_also_in_drop_ins_and_includes() {
    let drop_in = "[Service]\n# sysvisor: ignore[unknown-directive]\nFoo=1\nBar=1\n";
    let files = [
        ("u/a.service", format!("# sysvisor: ignore-file[kill-mode-none]\n{HEAD}{TAIL}")),
        ("u/b.service", format!("{HEAD}{TAIL}")),
        ("u/service.d/x.conf", drop_in.to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (linted, sources) = lint(&files, 2, &Options::default());
    assert_eq!(places(&linted.ignored, &sources), lines(&["3 unknown-directive"]), "once, as it is reported");
    let other = lines(&["1 unused-ignore", "4 unknown-directive"]);
    assert_eq!(places(&linted.findings, &sources), other);

    let main = "# sysvisor: ignore-file[unknown-option]\n[supervisord]\nuser=root\n[include]\nfiles=b.conf\n";
    let included = "[program:b]\ncommand=/bin/b\n; sysvisor: ignore[unknown-option]\nfoo=1\nbar=1\n";
    let (linted, sources) = lint(&[("a.conf", main), ("b.conf", included)], 1, &Options::default());
    assert_eq!(places(&linted.ignored, &sources), lines(&["4 unknown-option"]));
    assert!(places(&linted.findings, &sources).contains(&"5 unknown-option".to_owned()));
}

#[test]
fn a_finding_that_depends_on_several_units_is_ignored_at_its_location() {
    let a = "[Unit]\nDescription=A\n# sysvisor: ignore[ordering-cycle]\nAfter=b.service\nRequires=b.service\n[Service]\nExecStart=/bin/a\n[Install]\nWantedBy=multi-user.target\n";
    let b = a.replace("b.service", "a.service").replace("# sysvisor: ignore[ordering-cycle]\n", "");
    let (linted, _) = lint(&[("u/a.service", a), ("u/b.service", &b)], 2, &Options::default());
    assert!(linted.ignored.iter().any(|one| one.rule == "ordering-cycle"), "{linted:?}");
    let findings: Vec<_> = linted.findings.iter().filter(|one| one.rule == "ordering-cycle").collect();
    assert!(
        findings.iter().all(|one| one.file == FileId(1)),
        "the finding of the other unit is in its own file: {linted:?}"
    );
}

#[test]
fn a_once_per_file_finding_moves_to_the_next_program_if_ignored() {
    let text = "[supervisord]\nuser=root\n; sysvisor: ignore[command-not-absolute]\n[program:a]\ncommand=a\n[program:b]\ncommand=b\n[program:c]\ncommand=c\n";
    let (linted, sources) = lint(&[("a.conf", text)], 1, &Options::default());
    let of_rule = |found: &[Diagnostic]| {
        let found: Vec<Diagnostic> =
            found.iter().filter(|one| one.rule == "command-not-absolute").cloned().collect();
        places(&found, &sources)
    };
    assert_eq!(of_rule(&linted.ignored), lines(&["5 command-not-absolute"]));
    assert_eq!(of_rule(&linted.findings), lines(&["7 command-not-absolute"]));
    let finding = linted.findings.iter().find(|one| one.rule == "command-not-absolute").unwrap();
    assert!(finding.help.as_deref().unwrap().ends_with("The same applies to 1 other program in this file."));
}

#[test]
fn syntax_errors_are_reported_despite_an_ignore_comment() {
    let (findings, ignored) = program("command=/bin/a\n# sysvisor: ignore[syntax-error]\nautostart\n");
    assert!(findings.contains(&"6 syntax-error".to_owned()), "{findings:?}");
    assert_eq!(ignored, lines(&[]));
    let (_, ignored) =
        program("command=/bin/a\n# sysvisor: ignore[boolean-invalid] filled in later\nautostart={{ x }}\n");
    assert_eq!(ignored, lines(&["6 boolean-invalid"]), "other errors can be ignored");
    let (_, ignored) = unit("# sysvisor: ignore[syntax-error]\nFoo\n");
    assert_eq!(ignored, lines(&["6 syntax-error"]), "systemd ignores the line, so it is only a warning");
}

#[test]
fn the_nearer_of_two_comments_applies_and_the_other_is_unused() {
    let text = format!(
        "# sysvisor: ignore-file[unknown-directive]\n{HEAD}# sysvisor: ignore[unknown-directive]\n# sysvisor: ignore[unknown-directive]\nFoo=1\n{TAIL}"
    );
    let (findings, _) = reported_and_ignored("a.service", &text);
    assert_eq!(findings, lines(&["1 unused-ignore", "6 unused-ignore"]));
    assert_eq!(
        fixed("a.service", &text),
        format!("{HEAD}# sysvisor: ignore[unknown-directive]\nFoo=1\n{TAIL}")
    );
}

#[test]
fn a_fix_removes_an_unused_comment_or_the_unused_names_in_its_list() {
    let fixed = |comment: &str| fixed("a.service", &format!("{HEAD}{comment}\nFoo=1\n{TAIL}"));
    let left = |comment: &str| format!("{HEAD}{comment}Foo=1\n{TAIL}");
    assert_eq!(fixed("# sysvisor: ignore[umask-world-writable] why"), left(""));
    assert_eq!(
        fixed("  ; sysvisor: ignore[ umask-world-writable , unknown-directive] why"),
        left("  ; sysvisor: ignore[unknown-directive] why\n")
    );
    // Rules that were not checked stay, and so do unknown ones.
    assert_eq!(
        fixed("# sysvisor: ignore[no-such-rule-at-all, kill-mode-none, missing-documentation, unit-missing]"),
        left("# sysvisor: ignore[no-such-rule-at-all, missing-documentation, unit-missing]\n")
    );
}

#[test]
fn a_fix_that_removes_a_line_removes_its_ignore_comment() {
    let text = "[supervisord]\nuser=root\n[program:a]\ncommand=/bin/a\n# It is so.\n# sysvisor: ignore[unknown-option]\nautostart=true\nautostart=false\nfoo=1\n";
    let (linted, _) = lint(&[("a.conf", text)], 1, &Options::default());
    let removal = linted.findings.iter().filter_map(|one| one.fix.as_ref());
    let fixed_texts: Vec<String> = removal
        .map(|fix| String::from_utf8(sysvisor::syntax::apply(text.as_bytes(), &fix.edits).unwrap()).unwrap())
        .filter(|fixed_texts| !fixed_texts.contains("autostart=true"))
        .collect();
    assert!(!fixed_texts.is_empty(), "{linted:?}");
    for fixed_texts in fixed_texts {
        assert!(
            !fixed_texts.contains("sysvisor: ignore"),
            "the comment would apply to the next line: {fixed_texts}"
        );
        assert!(fixed_texts.contains("# It is so."), "{fixed_texts}");
    }
}

#[test]
fn fixes_leave_ignored_findings_alone() {
    let text =
        format!("{HEAD}# sysvisor: ignore[unknown-directive] a patched systemd\nRestrat=always\n{TAIL}");
    assert_eq!(fixed("a.service", &text), text);
}

#[test]
fn an_ignore_of_a_deselected_rule_is_not_unused() {
    let text = format!("{HEAD}# sysvisor: ignore[unknown-directive, hardening-baseline]\nNice=1\n{TAIL}");
    let unused = |select: &[&str], ignore: &[&str]| {
        let selection = Selection::new(select, ignore).unwrap();
        let (linted, _) = lint(&[("a.service", &text)], 1, &Options { selection, ..Options::default() });
        let of = linted.findings.into_iter().filter(|one| one.rule == "unused-ignore");
        of.map(|one| one.message).collect::<Vec<_>>()
    };
    assert_eq!(unused(&[], &[]), ["`unknown-directive` finds nothing here"]);
    assert_eq!(unused(&[], &["unknown-directive"]), [""; 0]);
    assert_eq!(unused(&["unused-ignore"], &[]), [""; 0]);
    assert_eq!(unused(&["unknown-directive"], &[]), [""; 0]);
    assert_eq!(
        unused(&["unused-ignore", "unknown-directive"], &[]),
        ["`unknown-directive` finds nothing here"]
    );
    let suppressed = format!("# sysvisor: ignore-file[unused-ignore]\n{text}");
    let (linted, _) = lint(&[("a.service", &suppressed)], 1, &Options::default());
    assert!(linted.findings.is_empty() && linted.ignored[0].rule == "unused-ignore", "{linted:?}");
    // The value may be known in another run.
    let (findings, _) = program("# sysvisor: ignore[boolean-invalid]\nautostart=%(ENV_X)s\ncommand=/bin/a\n");
    assert!(!findings.iter().any(|place| place.contains("unused")), "{findings:?}");
}

/// The number of findings of each rule.
fn counts(linted: &Linted) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    linted.findings.iter().for_each(|one| *counts.entry(one.rule).or_default() += 1);
    counts
}

const OWN: [&str; 3] = ["invalid-ignore", "unknown-rule", "unused-ignore"];

const COMMENTS: &[&str] = &[
    "# sysvisor: ignore[unknown-directive, unknown-option, syntax-error]",
    "; sysvisor: ignore[invalid-value, boolean-invalid, integer-invalid] so",
    "  # sysvisor: ignore[missing-install,missing-description]",
    "# sysvisor: ignore-file[unknown-option]",
    "#sysvisor:ignore-file[unknown-section, unknown-directive",
    "# sysvisor: ignore[nobody-has-this]",
    "# sysvisor: ignore",
    "# sysvisor: é[",
];

proptest! {
    #![proptest_config(property::config(200))]

    #[test]
    fn a_comment_never_adds_a_finding(
        mut text in vec_of_lines(),
        comment in select(COMMENTS),
        at in any::<prop::sample::Index>(),
        name in select(&["a.service", "a.conf"]),
    ) {
        let whole = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let options = Options::default();
        // Compared with another comment in the same place, which separates its surroundings just as well.
        let at = at.index(text.len() + 1);
        text.insert(at, "# x".to_owned());
        let before = counts(&lint(&[(name, &whole(&text))], 1, &options).0);
        comment.clone_into(&mut text[at]);
        let (after, _) = lint(&[(name, &whole(&text))], 1, &options);
        for (rule, count) in counts(&after).into_iter().filter(|(rule, _)| !OWN.contains(rule)) {
            prop_assert!(before.get(rule).is_some_and(|known| *known >= count), "{rule}: {}", whole(&text));
        }
        for one in &after.findings {
            if let Some(fix) = &one.fix {
                prop_assert!(sysvisor::syntax::apply(whole(&text).as_bytes(), &fix.edits).is_ok(), "{one:?}");
            }
        }
    }
}

fn vec_of_lines() -> impl Strategy<Value = Vec<String>> {
    let line = select(
        &[
            "[Unit]",
            "[Service]",
            "[Install]",
            "[program:a]",
            "[program:b]",
            "[supervisord]",
            "[Unit",
            "[x]",
            "Description=A",
            "ExecStart=/bin/a \\",
            "ExecStart=/bin/a 'b",
            "  --more",
            "Foo=1",
            "KillMode=none",
            "Nice=x",
            "autostart=maybe",
            "command=a",
            "command=/bin/a %(ENV_X)s",
            "environment=A=\"1\",",
            "  A=\"2\"",
            "no equals",
            "",
            "# a comment",
            "; another",
            "# sysvisor: ignore[unknown-directive]",
        ][..],
    );
    // An empty unit file is a mask.
    proptest::collection::vec(line.prop_map(str::to_owned), 1..14)
}
