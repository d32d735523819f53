//! Which files make up a unit, and which of their lines take effect: our result for generated system trees, with drop-ins,
//! masks, aliases and links, compared with what systemd's own loader shows of them (`systemd-analyze --root verify` with
//! debug output).

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use sysvisor::source::{Disk, Files as _, Rooted, SourceFile, Sources};
use sysvisor::systemd::effective::effective;
use sysvisor::systemd::effective::json::UnitV1;
use sysvisor::systemd::units::NamedUnit;
use sysvisor::systemd::versions::Release;
use sysvisor::systemd::{Units, locate};

use super::verify;

/// The number of trees that are generated.
const COUNT: u64 = 60;

const DIRECTORIES: [&str; 4] =
    ["etc/systemd/system", "run/systemd/system", "usr/local/lib/systemd/system", "usr/lib/systemd/system"];

/// The units that may exist. No alias that is verified has an instance with its own file: whether systemd merges the two
/// depends on the order in which it encounters them.
const NAMES: [&str; 10] = [
    "a.service",
    "a-b.service",
    "a-b-c.service",
    "b.service",
    "t@.service",
    "t@own.service",
    "a-t@.service",
    "u@.service",
    "a.timer",
    "b.timer",
];

/// The units that are verified.
const VERIFIED: [&str; 10] = [
    "a.service",
    "a-b.service",
    "a-b-c.service",
    "b.service",
    "t@own.service",
    "t@x.service",
    "a-t@x.service",
    "u@x.service",
    "a.timer",
    "b.timer",
];

/// Names that only directories of drop-ins and links have.
const DIRECTORY_ONLY: [&str; 8] = [
    "a-.service",
    "a-b-.service",
    "a-@.service",
    "a-@x.service",
    "t@x.service",
    "a-t@x.service",
    "service",
    "timer",
];

/// The lines of drop-ins, each with its section.
const LINES: [&str; 34] = [
    "[Unit]\nDescription=one",
    "[Unit]\nDescription=",
    "[Unit]\nDocumentation=man:one man:two",
    "[Unit]\nDocumentation=",
    "[Unit]\nConditionPathExists=/one",
    "[Unit]\nConditionUser=root",
    "[Unit]\nConditionUser=",
    "[Unit]\nAssertPathExists=/two",
    "[Unit]\nAssertPathExists=",
    "[Unit]\nAfter=q1.service",
    "[Unit]\nAfter=",
    "[Unit]\nAfter=q2.service",
    "[Unit]\nWants=w3.service",
    "[Service]\nUser=one",
    "[Service]\nUser=",
    "[Service]\nUser=a b",
    "[Service]\nKillMode=process",
    "[Service]\nKillMode=",
    "[Service]\nKillMode=bogus",
    "[Service]\nRestart=always",
    "[Service]\nRestart=",
    "[Service]\nRestart=bogus",
    "[Service]\nEnvironment=",
    "[Service]\nExecStartPre=/bin/one",
    "[Service]\nExecStartPre=/bin/two",
    "[Service]\nExecStartPre=",
    "[Service]\nExecStartPre=bin/relative",
    "[Service] x",
    "[Service]\nUnknown=1",
    "[Timer]\nOnBootSec=1",
    "[Timer]\nOnActiveSec=",
    "[Timer]\nOnActiveSec=2",
    "[Timer]\nUnit=b.service",
    "[Timer]\nPersistent=yes",
];

/// A random number generator with a fixed seed (xorshift64).
struct Choice(u64);

impl Choice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % count
    }

    fn of(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len() as u64) as usize]
    }
}

/// Creates a system tree in a directory.
fn make(root: &Path, seed: u64) {
    let mut choice = Choice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    std::fs::create_dir_all(root.join("dev")).unwrap();
    std::fs::write(root.join("dev/null"), "").unwrap();
    let mut variables = 0;
    for directory in DIRECTORIES {
        let directory = root.join(directory);
        std::fs::create_dir_all(&directory).unwrap();
        for name in NAMES {
            match choice.below(10) {
                0..3 => {
                    let own = if name.ends_with("timer") {
                        "[Timer]\nOnBootSec=9"
                    } else {
                        "[Service]\nExecStart=/bin/a"
                    };
                    std::fs::write(directory.join(name), text(&mut choice, own, &mut variables, false))
                        .unwrap();
                }
                3 if choice.below(3) == 0 => symlink("/dev/null", directory.join(name)).unwrap(),
                3 if choice.below(2) == 0 => std::fs::write(directory.join(name), "").unwrap(),
                4 => symlink(choice.of(&NAMES), directory.join(name)).unwrap(),
                5 if choice.below(4) == 0 => {
                    let target = format!("/usr/lib/systemd/system/{}", choice.of(&NAMES));
                    symlink(target, directory.join(name)).unwrap();
                }
                _ => {}
            }
        }
        for name in NAMES.iter().chain(&DIRECTORY_ONLY) {
            if choice.below(4) == 0 {
                drop_ins(&directory.join(format!("{name}.d")), &mut choice, &mut variables);
            }
            if choice.below(8) == 0 {
                links(&directory.join(format!("{name}.wants")), &mut choice);
            }
        }
    }
}

fn drop_ins(directory: &Path, choice: &mut Choice, variables: &mut u32) {
    std::fs::create_dir(directory).unwrap();
    for name in ["1.conf", "2.conf", "3.conf", ".4.conf", "5.txt"] {
        let path = directory.join(name);
        match choice.below(12) {
            0 => symlink("/dev/null", path).unwrap(),
            1 => symlink("nowhere", path).unwrap(),
            2 => std::fs::create_dir(path).unwrap(),
            3 => std::fs::write(path, "").unwrap(),
            4..8 => std::fs::write(path, text(choice, "", variables, true)).unwrap(),
            _ => {}
        }
    }
}

fn links(directory: &Path, choice: &mut Choice) {
    std::fs::create_dir(directory).unwrap();
    for name in ["w1.service", "w2.service", "w@.service", "README"] {
        match choice.below(4) {
            0 => symlink("/dev/null", directory.join(name)).unwrap(),
            1 => symlink(format!("../{name}"), directory.join(name)).unwrap(),
            _ => {}
        }
    }
}

/// A unit file. If systemd does not load it there is nothing to compare, so fatal lines occur only in drop-ins.
fn text(choice: &mut Choice, own: &str, variables: &mut u32, may_be_fatal: bool) -> String {
    let mut text = format!("{own}\n");
    for _ in 0..choice.below(5) {
        let lines = choice.of(&LINES);
        let is_fatal = ["[Service] x", "User=a b", "bin/relative"].iter().any(|fatal| lines.contains(fatal));
        if !is_fatal || may_be_fatal {
            text.push_str(lines);
            text.push('\n');
        }
        if choice.below(3) == 0 {
            *variables += 1;
            text.push_str(&format!("[Service]\nEnvironment=V{variables}=1\n"));
        }
    }
    text
}

/// What is known about a unit: its files, and the values by the name of the directive.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    name: String,
    aliases: BTreeSet<String>,
    files: Vec<String>,
    values: BTreeMap<&'static str, Vec<String>>,
}

/// Directives whose values systemd shows as written, with the prefix of the line.
const COMPARED: [(&str, &str); 14] = [
    ("Description", "Description: "),
    ("Documentation", "Documentation: "),
    ("ConditionPathExists", "ConditionPathExists: "),
    ("ConditionUser", "ConditionUser: "),
    ("AssertPathExists", "AssertPathExists: "),
    ("After", "After: q"),
    ("Wants", "Wants: w"),
    ("User", "User: "),
    ("KillMode", "KillMode: "),
    ("Restart", "Restart: "),
    ("Environment", "Environment: "),
    ("ExecStartPre", "Command Line: "),
    ("OnBootSec", "OnBootSec: "),
    ("OnActiveSec", "OnActiveSec: "),
];

/// What systemd shows of units, by each of their names.
fn theirs(root: &Path) -> BTreeMap<String, Shown> {
    let directory = root.join(DIRECTORIES[0]);
    let output = Command::new("systemd-analyze")
        .arg(format!("--root={}", root.display()))
        .args(["--man=no", "verify"])
        .args(VERIFIED.map(|name| directory.join(name)))
        .env("SYSTEMD_LOG_LEVEL", "debug")
        .env("SYSTEMD_LOG_TARGET", "null")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut units = BTreeMap::new();
    for part in text.split("\t-> Unit ").skip(1) {
        let mut unit = Shown::default();
        let mut is_start = false;
        for line in part.lines().map(str::trim) {
            if unit.name.is_empty() {
                unit.name = line.trim_end_matches(':').to_owned();
            } else if let Some(alias) = line.strip_prefix("Alias: ") {
                unit.aliases.insert(alias.to_owned());
            } else if let Some(path) =
                line.strip_prefix("Fragment Path: ").or_else(|| line.strip_prefix("DropIn Path: "))
            {
                // A directory, and a dangling link, hide other files without being read.
                if std::fs::metadata(path).is_ok_and(|meta| !meta.is_dir()) {
                    let below = Path::new(path).strip_prefix(root).unwrap();
                    unit.files.push(below.to_str().unwrap().to_owned());
                }
            } else if line.starts_with("-> ") {
                is_start = line == "-> ExecStartPre:";
            } else if let Some((directive, _)) = COMPARED.iter().find(|(_, head)| line.starts_with(head))
                && (*directive != "ExecStartPre" || is_start)
            {
                let value = line.split_once(": ").unwrap().1;
                let value = value.trim_end_matches(" untested").trim_end_matches(" (origin-file)");
                let value = if *directive == "After" { value.split(" (").next().unwrap() } else { value };
                unit.values.entry(directive).or_default().push(value.to_owned());
            }
        }
        let names: Vec<String> = unit.aliases.iter().chain([&unit.name]).cloned().collect();
        let unit = sorted(unit);
        for name in names {
            units.insert(name, Shown { name: unit.name.clone(), ..clone(&unit) });
        }
    }
    units
}

fn clone(unit: &Shown) -> Shown {
    Shown {
        name: unit.name.clone(),
        aliases: unit.aliases.clone(),
        files: unit.files.clone(),
        values: unit.values.clone(),
    }
}

/// Conditions and dependencies are shown in arbitrary order, and words one by one.
fn sorted(mut unit: Shown) -> Shown {
    for (directive, values) in &mut unit.values {
        if *directive == "Documentation" {
            *values = values.iter().flat_map(|value| value.split(' ')).map(str::to_owned).collect();
        }
        if !matches!(*directive, "Environment" | "ExecStartPre") {
            values.sort();
            values.dedup();
        }
    }
    unit
}

/// Our result for a unit; `None` if it is masked, missing, or a timer without a trigger, which systemd refuses.
fn ours(root: &Path, name: &str) -> Option<Shown> {
    let files = Rooted::new(root, Disk);
    let path = locate(name, &files)?;
    let bytes = files.read(&path).ok()?;
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(path.to_str().unwrap(), bytes).unwrap());
    let named = NamedUnit { file, name: Some(name.to_owned()) };
    let units = Units::read_named(&[named], &mut sources, &files);
    let unit = effective(&units, &sources, &files, Release(252)).units.swap_remove(0);
    let has_time = unit.settings.iter().any(|setting| setting.directive.starts_with("On"));
    (!unit.masked && (has_time || unit.name.ends_with(".service"))).then(|| sorted(shown(unit, root)))
}

fn shown(unit: UnitV1, root: &Path) -> Shown {
    let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for setting in unit.settings {
        if let Some((directive, _)) = COMPARED.iter().find(|(directive, _)| *directive == setting.directive) {
            let value =
                if directive.ends_with("Sec") { format!("{}s", setting.value) } else { setting.value };
            values.entry(directive).or_default().push(value);
        }
    }
    // What systemd shows if nothing is set.
    values.entry("Description").or_insert_with(|| vec![unit.name.clone()]);
    if unit.name.ends_with(".service") {
        values.entry("KillMode").or_insert_with(|| vec!["control-group".to_owned()]);
        values.entry("Restart").or_insert_with(|| vec!["no".to_owned()]);
    }
    let below = |path: &String| Path::new(path).strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    Shown {
        name: unit.name,
        aliases: unit.aliases.into_iter().collect(),
        files: unit.files.iter().map(below).collect(),
        values,
    }
}

#[test]
fn generated_unit_trees_are_read_as_systemd_reads_them() {
    if !verify::is_installed() {
        return super::skip("systemd", "install systemd-analyze");
    }
    let mut counts = [0; 3];
    for seed in 1..=COUNT {
        let root = tempfile::tempdir().unwrap();
        make(root.path(), seed);
        let mut theirs = theirs(root.path());
        for name in VERIFIED {
            let (ours, theirs) = (ours(root.path(), name), theirs.remove(name));
            counts[match &ours {
                None => 0,
                Some(unit) if unit.files.len() > 2 => 2,
                Some(_) => 1,
            }] += 1;
            // Of equal names below two aliases, systemd chooses according to the order of its hash table.
            if ours.as_ref().is_none_or(|unit| unit.aliases.len() < 2) && ours != theirs {
                let kept = root.keep();
                panic!("seed {seed}, {name} of {}:\nours   {ours:#?}\ntheirs {theirs:#?}", kept.display());
            }
        }
    }
    assert!(counts.iter().all(|count| *count > 40), "unbalanced inputs: {counts:?}");
}
