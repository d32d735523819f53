//! Every rule: its name, its page, and the examples on the page, which are the rule's tests.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files and panic on failure")]

use std::collections::BTreeSet;
use std::path::Path;

use sysvisor::diagnostic::{Applicability, Diagnostic, Level};
use sysvisor::host::{DEFAULT_PATH, Host};
use sysvisor::lint::{self, Fixable, Options, Rule, Selection, SupervisorVersion, fix, registry};
use sysvisor::source::{FileId, Memory, Rooted, SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::systemd::Units;
use sysvisor::systemd::versions::Release;

/// An example: its files (names and bytes) and, if a rule needs them, the release and the files' permission bits:
/// ```` ```ini app.service, systemd 252, mode 755 ````.
#[derive(Clone, Debug, Default)]
struct Example {
    files: Vec<(String, Vec<u8>)>,
    release: Option<u16>,
    mode: Option<u32>,
}

/// The page without the space that starts each line of a doc comment.
fn page(rule: &Rule) -> String {
    let lines = rule.page().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The examples below a heading. Blocks with different names form one deployment; a repeated name starts the next.
fn examples(page: &str, heading: &str) -> Vec<Example> {
    let Some((_, section)) = page.split_once(&format!("## {heading}\n")) else { return Vec::new() };
    let section = section.split("\n## ").next().unwrap();
    let mut all: Vec<Example> = Vec::new();
    for block in section.split("```ini").skip(1) {
        let (info, rest) = block.split_once('\n').unwrap();
        let text = rest.split("```").next().unwrap();
        let mut fields = info.split(", ");
        let info = fields.next().unwrap();
        let fields: Vec<&str> = fields.collect();
        let fields = |word: &str| fields.iter().find_map(|one| one.strip_prefix(word));
        let (name, bytes) = match info.trim() {
            "" => ("supervisord.conf".to_owned(), text.as_bytes().to_vec()),
            "latin-1" => {
                ("supervisord.conf".to_owned(), text.chars().map(|one| u32::from(one) as u8).collect())
            }
            info => match info.strip_prefix("latin-1 ") {
                Some(name) => (name.to_owned(), text.chars().map(|one| u32::from(one) as u8).collect()),
                None => (info.to_owned(), text.as_bytes().to_vec()),
            },
        };
        let is_unit = |name: &str| !name.ends_with(".conf") || name.contains(".d/");
        let starts_next = all.last().is_none_or(|last: &Example| {
            last.files.iter().any(|(known, _)| *known == name || is_unit(known) != is_unit(&name))
        });
        if starts_next {
            all.push(Example::default());
        }
        let last = all.last_mut().unwrap();
        last.files.push((name, bytes));
        last.release = fields("systemd ").map(|number| number.parse().unwrap()).or(last.release);
        last.mode = fields("mode ").map(|bits| u32::from_str_radix(bits, 8).unwrap()).or(last.mode);
    }
    all
}

/// The machine for examples that depend on one.
fn host() -> Host {
    let files = Memory::new()
        .with("/etc/passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n")
        .with("/etc/group", "root:x:0:\n")
        .with("/bin/cat", "#!")
        .with("/usr/lib/systemd/system/sysinit.target", "[Unit]\n")
        .with("/var/log/dmesg", "");
    Host::new(Box::new(files), DEFAULT_PATH)
}

/// The findings in an example. Findings about the machine count only for rules that need one, since other examples do not
/// consider it.
fn check(example: &Example, rule: &Rule) -> Vec<Diagnostic> {
    // Nothing is newer than the newest release.
    let is_for_old = rule.name() == "newer-than-target";
    check_for(example, rule, if is_for_old { SupervisorVersion(3, 0) } else { SupervisorVersion::default() })
}

/// The same for a release of supervisor.
fn check_for(example: &Example, rule: &Rule, supervisor_version: SupervisorVersion) -> Vec<Diagnostic> {
    check_by(example, rule, supervisor_version, |all| all)
}

/// The same with a selection of rules.
fn check_by(
    example: &Example,
    rule: &Rule,
    supervisor_version: SupervisorVersion,
    select: fn(Selection) -> Selection,
) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let mut memory = Memory::new();
    let mut ids = Vec::new();
    for (name, bytes) in &example.files {
        memory = memory.with(name.as_str(), bytes.clone());
        let file = SourceFile::new(name.as_str(), bytes.clone()).unwrap().with_mode(example.mode);
        ids.push(sources.add(file));
    }
    let mut options = Options::default();
    if registry::is_in_group(rule.name()) {
        options.selection = Selection::new(&[rule.name(), "unused-ignore"], &[]).unwrap();
    }
    options.systemd_version = example.release.map_or(options.systemd_version, Release);
    options.selection = select(options.selection);
    options.supervisor_version = supervisor_version;
    let needs_host = rule.needs_host();
    if example.files[0].0 == "supervisord.conf" {
        let config = Config::read(ids[0], &mut sources, &memory);
        let mut findings = lint::check_supervisord(&config, &sources, &options);
        if needs_host {
            findings.extend(lint::check_supervisord_host(&config, &sources, &options, &host()));
        }
        return findings;
    }
    // The directory for rules that report on a whole system.
    let units = Units::read(&ids, &mut sources, &Rooted::new("image", memory));
    let mut findings = lint::check_units(&units, &sources, &options);
    if needs_host {
        findings.extend(lint::check_units_host(&units, &sources, &options, &host()));
    }
    findings
}

fn of<'f>(findings: &'f [Diagnostic], rule: &Rule) -> Vec<&'f Diagnostic> {
    findings.iter().filter(|finding| finding.rule == rule.name()).collect()
}

/// The files in the directory of rules, as names of rules.
fn files() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let mut names = BTreeSet::new();
    for directory in std::fs::read_dir(root).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(directory.path()).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            if name != "mod.rs" {
                names.insert(name.strip_suffix(".rs").unwrap().replace('_', "-"));
            }
        }
    }
    names
}

#[test]
fn the_registry_is_sorted_and_lists_every_rule_file_once() {
    let names: Vec<&str> = registry::RULES.iter().map(|rule| rule.name()).collect();
    assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
    let listed: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(listed, files());
    for name in names {
        assert!(
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()),
            "{name}"
        );
    }
}

#[test]
fn a_page_has_its_sections_in_order() {
    for rule in registry::RULES {
        let page = page(rule);
        assert!(page.starts_with("Flags "), "{}: {page}", rule.name());
        let mut rest = page.as_str();
        for heading in ["## Why\n", "## Bad\n", "## Good\n", "## Source\n"] {
            let (_, after) =
                rest.split_once(heading).unwrap_or_else(|| panic!("{}: no {heading} in order", rule.name()));
            assert!(after.trim_start().len() > 10, "{}: {heading}", rule.name());
            rest = after;
        }
        assert!(rule.summary_line().ends_with('.'), "{}: {}", rule.name(), rule.summary_line());
    }
}

#[test]
fn bad_examples_are_flagged_and_good_ones_are_not() {
    let mut wrong = Vec::new();
    for rule in registry::RULES {
        let page = page(rule);
        let (bad, good) = (examples(&page, "Bad"), examples(&page, "Good"));
        assert!(!bad.is_empty() && !good.is_empty(), "{} has no examples", rule.name());
        for example in bad {
            let findings = check(&example, rule);
            if of(&findings, rule).is_empty() {
                wrong.push(format!("{}: bad example is silent: {:?}", rule.name(), findings));
            }
        }
        for example in good {
            for finding in of(&check(&example, rule), rule) {
                wrong.push(format!("{}: good example fires: {}", rule.name(), finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn selecting_errors_only_reports_the_same_errors() {
    let mut count = 0;
    for rule in registry::RULES {
        let page = page(rule);
        for example in ["Bad", "Good"].into_iter().flat_map(|heading| examples(&page, heading)) {
            let errors = |select| {
                let mut findings = check_by(&example, rule, SupervisorVersion::default(), select);
                findings.retain(|finding| finding.level == Level::Error);
                findings
            };
            let all = errors(|all| all);
            assert_eq!(errors(Selection::for_errors), all, "{}", rule.name());
            count += all.len();
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn a_finding_has_a_location_a_label_and_a_help_text() {
    for rule in registry::RULES {
        for example in examples(&page(rule), "Bad") {
            for finding in of(&check(&example, rule), rule) {
                let text = &finding.message;
                assert!(!text.ends_with('.'), "{}: {text}", rule.name());
                assert!(
                    finding.help.as_deref().is_some_and(|help| help.len() > 20),
                    "{}: {text}",
                    rule.name()
                );
                assert!(!finding.label.is_empty(), "{}: {text}", rule.name());
                assert!(
                    rule.fix != Fixable::Always || finding.fix.is_some(),
                    "{}: declared fixable, but has no fix: {text}",
                    rule.name()
                );
                assert!(
                    rule.fix != Fixable::Never || finding.fix.is_none(),
                    "{}: declared unfixable, but has a fix: {text}",
                    rule.name()
                );
            }
        }
    }
}

/// Safe fixes converge, remove their findings and cause no new errors.
#[test]
fn fixes_converge_and_remove_their_finding() {
    for rule in registry::RULES {
        for example in examples(&page(rule), "Bad") {
            let before = check(&example, rule);
            let safe = |finding: &&Diagnostic| {
                finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
            };
            let had_safe = of(&before, rule).iter().any(safe);
            let mut files = example.clone();
            let mut rounds = 0;
            loop {
                let findings = check(&files, rule);
                let mut changed = false;
                for (at, (_, bytes)) in files.files.iter_mut().enumerate() {
                    if let Some((fixed, _)) =
                        fix::apply_round(bytes, &findings, FileId(at as u32), Applicability::Safe)
                    {
                        *bytes = fixed;
                        changed = true;
                    }
                }
                rounds += usize::from(changed);
                assert!(rounds <= fix::MAX_ROUNDS, "{}: the fixes do not converge", rule.name());
                if !changed {
                    break;
                }
            }
            let after = check(&files, rule);
            if had_safe {
                assert!(!of(&after, rule).iter().any(safe), "{}: {after:?}", rule.name());
            }
            let errors =
                |findings: &[Diagnostic]| findings.iter().filter(|one| one.level == Level::Error).count();
            assert!(errors(&after) <= errors(&before), "{}: {after:?}", rule.name());
        }
    }
}

/// A comment that suppresses a finding in one run is not reported as unused by a run over fewer files or for another
/// release: if somebody removed it, the next run would fail.
#[test]
fn an_ignore_used_for_one_release_is_not_unused_for_another() {
    const RELEASES: [u16; 7] = [257, 256, 254, 252, 247, 239, 219];
    let supervisors = [SupervisorVersion(4, 3), SupervisorVersion(4, 0), SupervisorVersion(3, 0)];
    let runs: Vec<(u16, SupervisorVersion)> = RELEASES
        .map(|release| (release, SupervisorVersion(4, 3)))
        .into_iter()
        .chain(supervisors.map(|supervisor| (257, supervisor)))
        .collect();
    let mut wrong = BTreeSet::new();
    for rule in registry::RULES {
        for example in examples(&page(rule), "Bad") {
            let found = |example: &Example, (release, supervisor): (u16, SupervisorVersion)| {
                check_for(&Example { release: Some(release), ..example.clone() }, rule, supervisor)
            };
            let files = |findings: &[Diagnostic]| -> BTreeSet<FileId> {
                of(findings, rule).iter().map(|one| one.file).collect()
            };
            let mut known = BTreeSet::new();
            for run in &runs {
                let of_run = files(&found(&example, *run));
                if of_run.is_empty() || !known.insert(of_run.clone()) {
                    continue;
                }
                let mut commented = example.clone();
                for file in &of_run {
                    let Some((_, bytes)) = commented.files.get_mut(file.0 as usize) else { continue };
                    *bytes =
                        [format!("# sysvisor: ignore-file[{}]\n", rule.name()).as_bytes(), bytes].concat();
                }
                let after = found(&commented, *run);
                if is_unused(&after, rule) {
                    // A byte order mark is no longer at the start of the file.
                    continue;
                }
                let alone = commented
                    .files
                    .iter()
                    .map(|file| Example { files: vec![file.clone()], ..commented.clone() });
                for other in alone.chain([commented.clone()]) {
                    for run in runs.iter().filter(|run| is_unused(&found(&other, **run), rule)) {
                        wrong.insert(format!("{} {run:?} {}", rule.name(), other.files[0].0));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn is_unused(findings: &[Diagnostic], rule: &Rule) -> bool {
    findings
        .iter()
        .any(|one| one.rule == "unused-ignore" && one.message.contains(&format!("`{}`", rule.name())))
}
