//! Safe fixes checked with systemd itself, on the units next to the project: it logs nothing new about a unit, and less
//! about what was fixed; a unit that it accepted is unchanged for it, apart from the setting that was fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sysvisor::diagnostic::Diagnostic;
use sysvisor::lint::{self, Options, Selection, SupervisorVersion};
use sysvisor::source::{Disk, Files as _, Memory, SourceFile, Sources};
use sysvisor::syntax::ItemKind;
use sysvisor::systemd::effective::effective;
use sysvisor::systemd::versions::Release;
use sysvisor::systemd::{self, Units};

use super::fixes::{self, Fixed};
use super::verify::{self, Shown};
use crate::corpus::shared_path;

/// The number of units per call of `systemd-analyze`.
const BATCH: usize = 40;

/// The rules that fix a setting which systemd reads differently, or not at all, and the beginning of the output that
/// changes as a result. All others leave a unit that loads unchanged.
const EXPECTED_CHANGES: [(&str, &str); 16] = [
    // `MemoryLimit=` is `MemoryMax=` in cgroup v1.
    ("deprecated-directive", "Memory"),
    ("line-continuation-trap", "Command Line: "),
    ("limit-unlimited", "LimitNOFILE"),
    ("cap-list-commas", "CapabilityBoundingSet:"),
    ("quoted-scalar", "Description: "),
    ("quoted-scalar", "EnvironmentFile: "),
    // A unit that no longer exists.
    ("after-syslog-target", "After: syslog.target"),
    ("after-syslog-target", "References: syslog.target"),
    ("obsolete-target", "After: dbus.target"),
    ("obsolete-target", "References: dbus.target"),
    // What systemd ignored takes effect, with all consequences.
    ("bad-dependency-name", ""),
    ("directory-absolute", ""),
    ("invalid-enum-falls-back", ""),
    ("specifier-in-restricted-place", ""),
    ("trailing-comment", ""),
    ("unknown-directive", ""),
];

/// A unit file.
struct Given {
    path: PathBuf,
    /// The name under which systemd knows it: `NAME`, or `UNIT.d/NAME` for a drop-in.
    name: String,
    bytes: Vec<u8>,
}

impl Given {
    /// The unit that is verified.
    fn unit(&self) -> &str {
        self.name.split_once(".d/").map_or(&self.name, |(unit, _)| unit)
    }

    /// The file with this text, and the unit that a drop-in needs.
    fn files<'a>(&'a self, bytes: &'a [u8]) -> Vec<(&'a str, &'a [u8])> {
        let mut files = vec![(self.name.as_str(), bytes)];
        if self.unit() != self.name {
            files.push((self.unit(), b"[Service]\nExecStart=/bin/true\n"));
        }
        files
    }
}

fn given(directory: &Path, found: &mut Vec<Given>) {
    const SUFFIXES: [&str; 9] =
        [".service", ".socket", ".timer", ".path", ".mount", ".automount", ".swap", ".slice", ".target"];
    let is_unit = |name: &str| SUFFIXES.iter().any(|suffix| name.ends_with(suffix));
    for name in Disk.list(directory).unwrap() {
        let path = directory.join(&name);
        let above = directory.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            given(&path, found);
        } else if above.ends_with(".service.d") && name.ends_with(".conf") {
            found.push(Given { bytes: Disk.read(&path).unwrap(), name: format!("{above}/{name}"), path });
        } else if is_unit(&name) && !path.is_symlink() {
            found.push(Given { bytes: Disk.read(&path).unwrap(), name, path });
        }
    }
}

fn read(name: &str, bytes: &[u8]) -> (Units, Sources) {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, bytes.to_vec()).unwrap());
    (Units::read(&[id], &mut sources, &Memory::new()), sources)
}

fn check(name: &str, bytes: &[u8], options: &Options) -> Vec<Diagnostic> {
    let (units, sources) = read(name, bytes);
    lint::check_units(&units, &sources, options)
}

/// A unit, the rule whose fixes were applied, and the resulting text.
struct Case<'g> {
    given: &'g Given,
    fixed: Fixed,
}

fn options(selection: &Selection) -> Options {
    Options {
        selection: selection.clone(),
        systemd_version: Release(252),
        supervisor_version: SupervisorVersion::default(),
        environment: BTreeMap::new(),
    }
}

impl Case<'_> {
    /// What systemd no longer reports about it, newly reports, and shows differently.
    fn compare(&self, before: &Shown, after: &Shown) -> Vec<String> {
        let mut wrong = Vec::new();
        let name = self.given.unit();
        let mut rest = messages_about(before, name);
        let count = rest.len();
        for message in messages_about(after, name) {
            match rest.iter().position(|(_, known)| *known == message.1) {
                Some(at) => drop(rest.remove(at)),
                None => wrong.push(format!("logs now: {}", message.1)),
            }
        }
        let lines: BTreeSet<usize> = self.fixed_lines().collect();
        let reported =
            messages_about(before, name).into_iter().filter(|(line, _)| lines.contains(line)).count();
        if reported > 0 && rest.is_empty() && count > 0 {
            wrong.push("still logs the same messages".to_owned());
        }
        let empty = Vec::new();
        let unit = |shown: &Shown| shown.units.get(name).unwrap_or(&empty).clone();
        let (before, mut after) = (unit(before), unit(after));
        if before.iter().any(|line| line == "Unit Load State: loaded") {
            for line in before {
                match after.iter().position(|known| *known == line) {
                    Some(at) => drop(after.remove(at)),
                    None => wrong.push(format!("was {line}")),
                }
            }
            wrong.extend(after.into_iter().map(|line| format!("is {line}")));
        }
        wrong.retain(|wrong| {
            let what = wrong.split_once(' ').map_or("", |(_, what)| what);
            // Another unit in the same call asked for it.
            let is_of_another = what.ends_with("(destination-file)");
            !is_of_another
                && !fixes::is_expected_change(&EXPECTED_CHANGES, self.fixed.rule, |head| {
                    what.starts_with(head)
                })
        });
        wrong
    }

    /// The lines of findings with a safe fix, from 1.
    fn fixed_lines(&self) -> impl Iterator<Item = usize> {
        let (name, bytes) = (&self.given.name, &self.given.bytes);
        let file = SourceFile::new(name.as_str(), bytes.clone()).unwrap();
        let findings = check(name, bytes, &options(&self.fixed.selection));
        let lines =
            findings.into_iter().filter(fixes::is_safe).map(move |one| file.position(one.span.start).line);
        lines.map(|line| line as usize)
    }
}

/// What systemd logs about the members of a cycle.
const CYCLE: [&str; 4] =
    ["Found ordering cycle on", "Found dependency on", "Unable to break cycle", "to break ordering cycle"];

/// The messages about a unit's file: the line, and the message without it.
fn messages_about(shown: &Shown, name: &str) -> Vec<(usize, String)> {
    // Where systemd enters a cycle, and which members it names, differs between runs.
    let is_of_cycle = |message: &&String| CYCLE.iter().any(|words| message.contains(words));
    let about = shown.messages.iter().filter(|message| message.contains(name));
    let (cycle, about): (Vec<&String>, Vec<&String>) = about.partition(is_of_cycle);
    let about = about.into_iter().map(|message| {
        let place = message.split_once(&format!("{name}:"));
        let place = place.and_then(|(_, rest)| rest.split_once(": "));
        match place.and_then(|(line, rest)| Some((line.parse().ok()?, rest.to_owned()))) {
            Some(found) => found,
            None => (0, message.clone()),
        }
    });
    let cycle = (!cycle.is_empty()).then(|| (0, "It is in an ordering cycle".to_owned()));
    about.chain(cycle).collect()
}

/// The settings that only one of the texts contains: those that were fixed.
fn changed_settings(before: &[u8], after: &[u8]) -> BTreeSet<String> {
    let entries = |bytes: &[u8]| {
        let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        for section in systemd::parse(bytes).sections() {
            for item in section.entries() {
                let of = section.header.map(|header| header.name.slice(bytes)).unwrap_or_default();
                let of = String::from_utf8_lossy(of).into_owned();
                let name = String::from_utf8_lossy(item.name.slice(bytes)).into_owned();
                let value = String::from_utf8_lossy(systemd::value(bytes, item).bytes()).into_owned();
                *counts.entry((name, of, value)).or_default() += 1;
            }
        }
        counts
    };
    let (before, after) = (entries(before), entries(after));
    let keys = before.keys().chain(after.keys());
    keys.filter(|key| before.get(key) != after.get(key)).map(|(name, ..)| name.clone()).collect()
}

/// The effective settings except for these; their sections may differ.
fn effective_settings(name: &str, bytes: &[u8], but: &BTreeSet<String>) -> BTreeMap<String, Vec<String>> {
    let (units, sources) = read(name, bytes);
    let mut effective = effective(&units, &sources, &Memory::new(), Release(252));
    let settings = effective.units.pop().map(|unit| unit.settings).unwrap_or_default();
    let mut effective_settings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in settings.into_iter().filter(|one| !but.contains(one.directive)) {
        effective_settings.entry(one.directive.to_owned()).or_default().push(one.value);
    }
    effective_settings
}

fn comments(bytes: &[u8]) -> Vec<Vec<u8>> {
    let tree = systemd::parse(bytes);
    let comments = tree.items.iter().filter(|item| item.kind == ItemKind::Comment);
    comments.map(|item| item.span().slice(bytes).trim_ascii().to_vec()).collect()
}

fn all() -> Vec<Given> {
    let mut all = Vec::new();
    for directory in ["corpus/systemd/debian12", "corpus/systemd/github", "cases/systemd-verify"] {
        if let Some(directory) = shared_path(directory) {
            given(&directory, &mut all);
        }
    }
    all
}

fn cases(all: &[Given]) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for given in all {
        let (name, bytes) = (&given.name, &given.bytes);
        let check = |bytes: &[u8], selection: &Selection| check(name, bytes, &options(selection));
        let fixed = fixes::by_rule(name, bytes, &check);
        cases.extend(fixed.into_iter().map(|fixed| Case { given, fixed }));
    }
    cases
}

#[test]
fn a_safe_fix_keeps_comments_and_unrelated_settings() {
    let all = all();
    let mut wrong = Vec::new();
    for Case { given, fixed: Fixed { rule, bytes: fixed, .. } } in &cases(&all) {
        let (name, bytes) = (&given.name, &given.bytes);
        let but = changed_settings(bytes, fixed);
        // systemd reads nothing below a header that it cannot parse: all of that takes effect now.
        if *rule != "syntax-error"
            && effective_settings(name, bytes, &but) != effective_settings(name, fixed, &but)
        {
            wrong.push(format!("{}: {rule}: other settings take effect", given.path.display()));
        }
        let mut after = comments(fixed).into_iter();
        if !comments(bytes).iter().all(|comment| after.any(|one| one == *comment)) {
            wrong.push(format!("{}: {rule}: a comment is lost", given.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn systemd_loads_a_fixed_unit_as_before_with_fewer_messages() {
    let all = all();
    let cases = cases(&all);
    // Units with the same name, or drop-ins of units with the same name, cannot be in one directory.
    let mut batches: Vec<(BTreeSet<&str>, Vec<&Case<'_>>)> = Vec::new();
    for case in &cases {
        let name = case.given.unit();
        match batches.iter_mut().find(|(names, batch)| batch.len() < BATCH && !names.contains(name)) {
            Some((names, batch)) => {
                names.insert(name);
                batch.push(case);
            }
            None => batches.push((BTreeSet::from([name]), vec![case])),
        }
    }
    let mut wrong = Vec::new();
    let (mut less, mut compared) = (0, 0);
    for (names, batch) in &batches {
        let names: Vec<&str> = names.iter().copied().collect();
        let files = |is_fixed: bool| -> Vec<(&str, &[u8])> {
            let files = batch.iter().flat_map(|case| {
                case.given.files(if is_fixed { &case.fixed.bytes } else { &case.given.bytes })
            });
            files.collect()
        };
        let Some(before) = verify::systemd_shows(&files(false), &names) else { return };
        let Some(after) = verify::systemd_shows(&files(true), &names) else { return };
        for case in batch {
            let name = case.given.unit();
            compared += usize::from(before.units.contains_key(name));
            less += usize::from(messages_about(&after, name).len() < messages_about(&before, name).len());
            for what in case.compare(&before, &after) {
                wrong.push(format!("{}: {}: {what}", case.given.path.display(), case.fixed.rule));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        all.is_empty() || (compared > 200 && less > 100),
        "unbalanced inputs: {compared} compared, {less} with fewer settings"
    );
}
