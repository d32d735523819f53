//! The invariant of what has to be done by hand: it is emitted, nothing starts it automatically, and a comment says what to
//! do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use sysvisor::emission::{FileKind, OutputFile, Property};
use sysvisor::fidelity::{self, Direction, Verdict};
use sysvisor::ir::{Deployment, Start};
use sysvisor::language::{self, Language};
use sysvisor::source::Sources;
use sysvisor::systemd::versions::Release;
use sysvisor::translate::{self, Translation};
use sysvisor::{supervisord, systemd};

use crate::stages;

/// The services of the original that wait for manual work; asserts that every `manual` row is about one of them.
fn waiting(translation: &Translation<'_>, direction: Direction) -> BTreeSet<usize> {
    let Translation { original, files: _, report, emission } = translation;
    let notes = || emission.unspelled.iter().filter(|note| note.is_by_hand());
    let settings: Vec<_> = report.rows.iter().filter_map(|row| row.setting().cloned()).collect();
    let mut waiting: BTreeSet<usize> = fidelity::undecided(direction, &settings, original)
        .iter()
        .filter(|one| one.blocks_start)
        .map(|one| one.service)
        .collect();
    let of_native =
        |id| original.natives.iter().any(|native| native.setting == id && native.service.is_some());
    for row in report.rows.iter().filter(|row| row.verdict == Verdict::Manual) {
        let setting = row.setting().expect("a default is never manual");
        let decides = |what: Property| match what {
            Property::Leaf(index, leaf) => original.services[index].from(leaf).contains(setting.id),
            Property::Listener(index) => original.listeners[index].from.contains(setting.id),
            // The target leaves out those of its members that wait.
            Property::Members(index) => original.groups[index].members_from.contains(setting.id),
            _ => false,
        };
        let of_listener = setting.table_section == Some("eventlistener");
        assert!(
            of_listener || of_native(setting.id) || notes().any(|note| decides(note.property)),
            "{}= is manual, but nothing is disabled for it",
            setting.name
        );
    }
    waiting.extend(notes().filter_map(|note| match note.property {
        Property::Leaf(index, _) => Some(index),
        _ => None,
    }));
    waiting
}

/// Asserts that nothing starts what waits for manual work, according to its own manager; returns how many services wait.
fn assert_waits(translation: &Translation<'_>, direction: Direction, read_back: &Deployment<'_>) -> usize {
    let waiting = waiting(translation, direction);
    let all = || translation.files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n");
    for index in &waiting {
        for name in &translation.emission.names[*index].services {
            let found = read_back.services.iter().find(|service| service.name == *name);
            let service = found.unwrap_or_else(|| panic!("{name} was not emitted:\n{}", all()));
            assert_eq!(service.start.value, Start::ByHand, "{name}:\n{}", all());
        }
    }
    assert_eq!(translation.report.waiting.is_empty(), waiting.is_empty(), "{:?}", translation.report.waiting);
    if !waiting.is_empty() {
        assert!(all().contains(" To do by hand, "), "{}", all());
    }
    waiting.len()
}

/// Translates a supervisord configuration; returns how many of its programs wait, the emitted text and the verdicts.
fn to_systemd(bytes: &[u8], release: u16) -> Option<(usize, String, Verdicts)> {
    let (config, sources) = stages::config("supervisord.conf", bytes);
    let target = systemd::emit::Target { release: Release(release), ..stages::target("supervisord.conf") };
    let translation = translate::to_systemd(&config, &sources, &BTreeMap::new(), target);
    if !translation.emission.refused.is_empty() {
        return None;
    }
    let mut written = Sources::new();
    let units = stages::written_units(&translation.files, &mut written);
    let result = systemd::lower::Lowering::new(&units, &written, Release(release)).deployment();
    let count = assert_waits(&translation, Direction::ToSystemd, &result);
    Some((count, text_of(&translation.files), verdicts(&translation)))
}

/// The same for units.
fn to_supervisord(units: &systemd::Units, sources: &Sources) -> (usize, String, Verdicts) {
    let mut last = None;
    for (container, split) in [(true, true), (false, false)] {
        let target = supervisord::emit::Options { source: "units", container, split, comments: true };
        let translation = translate::to_supervisord(units, sources, Release(259), target);
        let mut written = Sources::new();
        let config = stages::written_config(&translation.files, &mut written);
        let environment = BTreeMap::new();
        let lowering = supervisord::lower::Lowering::new(&config, &written, &environment)
            .emitted_by(&translation.emission);
        let result = lowering.deployment();
        let count = assert_waits(&translation, Direction::ToSupervisord, &result);
        last = Some((count, text_of(&translation.files), verdicts(&translation)));
    }
    last.expect("the loop ran at least once")
}

fn text_of(files: &[OutputFile]) -> String {
    files.iter().map(|file| format!("# file: {}\n{}\n", file.name, file.text)).collect()
}

/// The rows of a mapping table whose settings have to be handled by hand: sections, name, reason.
fn manual(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [sections, name, _, "manual", _, reason, _] = *fields else { return None };
        Some((sections, name, reason))
    })
}

/// The section, the name and the verdict of each setting.
type Verdicts = Vec<(String, String, Verdict)>;

fn verdicts(translation: &Translation<'_>) -> Verdicts {
    let rows = translation.report.rows.iter();
    let setting = rows.filter_map(|row| Some((row.setting()?, row.verdict)));
    setting.map(|(one, verdict)| (one.section.to_string(), one.name.to_string(), verdict)).collect()
}

fn verdict(verdicts: &Verdicts, section: &str, name: &str) -> Verdict {
    let found = verdicts.iter().find(|(of, own, _)| own == name && of.ends_with(section));
    found.unwrap_or_else(|| panic!("no row for {name} in {section}")).2
}

/// A valid value for each directive that the table leaves to be handled by hand.
fn value_of(name: &str) -> &'static str {
    match name {
        "ConditionPathExistsGlob" | "AssertPathExistsGlob" | "PathExistsGlob" => "/etc/app*.conf",
        "ConditionUser" | "AssertUser" | "ConditionGroup" | "AssertGroup" => "app",
        "ConditionVirtualization" | "AssertVirtualization" => "!container",
        "ConditionSecurity" | "AssertSecurity" => "selinux",
        "ConditionFirstBoot" | "AssertFirstBoot" | "DynamicUser" => "yes",
        "ConditionVersion" | "AssertVersion" => "kernel >= 5",
        "LoadCredential" | "LoadCredentialEncrypted" => "key:/etc/app.key",
        "SetCredential" => "key:value",
        "SetCredentialEncrypted" => "key:dmFsdWU=",
        "ListenStream" => "/run/app.sock",
        name if name.ends_with("Path") || name.starts_with("Path") || name.starts_with("Listen") => {
            "/srv/app"
        }
        "RootDirectory" | "DirectoryNotEmpty" => "/srv/app",
        _ => "word",
    }
}

#[test]
fn settings_manual_in_the_tables_disable_the_program() {
    let mut seen = [0, 0];
    for (sections, name, reason) in manual(include_str!("../grammar/mapping/systemd-to-supervisord.tsv")) {
        let value = value_of(name);
        let install = "[Install]\nWantedBy=multi-user.target\n";
        let service = format!("[Service]\nExecStart=/usr/bin/app\n{install}");
        let mut files = Vec::new();
        match sections {
            "Socket" | "Path" => {
                files.push(("app.service", service));
                let other = if sections == "Socket" { "app.socket" } else { "app.path" };
                files.push((other, format!("[{sections}]\n{name}={value}\n{install}")));
            }
            "Unit" => files.push(("app.service", format!("[Unit]\n{name}={value}\n{service}"))),
            _ => files.push((
                "app.service",
                service.replacen("[Install]", &format!("{name}={value}\n[Install]"), 1),
            )),
        }
        let file = |(name, text): (&str, String)| OutputFile {
            name: name.to_owned(),
            kind: FileKind::Settings,
            text,
        };
        let files: Vec<_> = files.into_iter().map(file).collect();
        let mut sources = Sources::new();
        let units = stages::written_units(&files, &mut sources);
        let (count, text, report) = to_supervisord(&units, &sources);
        assert_eq!((count, verdict(&report, "", name)), (1, Verdict::Manual), "{name}:\n{text}");
        let comments: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("; ")).map(str::trim).collect();
        let has_reason = comments.join(" ").contains(reason) || name == "ListenStream";
        assert!(has_reason, "{name}:\n{text}");
        seen[0] += 1;
    }
    for (section, name, _) in manual(include_str!("../grammar/mapping/supervisord-to-systemd.tsv")) {
        assert_eq!(section, "eventlistener", "only event listeners are outside of the model");
        let value = if name == "buffer_size" { "10" } else { "a:b" };
        let rest = ["command=x", "events=TICK_5"].iter().filter(|line| !line.starts_with(name));
        let rest: Vec<&str> = rest.copied().collect();
        let value = if name == "events" { "TICK_60" } else { value };
        let text = format!(
            "[program:app]\ncommand=/app\n[eventlistener:ear]\n{name}={value}\n{}\n",
            rest.join("\n")
        );
        let (count, text, report) = to_systemd(text.as_bytes(), 252).expect("the translation succeeds");
        assert_eq!((count, verdict(&report, ":ear", name)), (0, Verdict::Manual), "{name}:\n{text}");
        assert!(!text.contains("ear"), "a listener does not become a unit:\n{text}");
        seen[1] += 1;
    }
    assert!(seen[0] > 20 && seen[1] > 2, "too few rows: {seen:?}");
}

/// What the emitter leaves to be done by hand: the lines of a program, a release, and the setting.
const LEFT_BY_THE_EMITTER: [(&str, u16, &str); 6] = [
    ("command=/app\ndirectory=app", 252, "directory"),
    ("command=bin/app", 252, "command"),
    ("command=bin/app\ndirectory=app", 252, "command"),
    ("command=/app %(ENV_PORT)s", 252, "command"),
    ("command=/app\nenvironment=TOKEN=\"%(ENV_TOKEN)s\"", 252, "environment"),
    ("command=bash -c 'exec -a \"$0\" \"$@\"' other app\nenvironment=PATH=\"/opt/bin\"", 249, "command"),
];

#[test]
fn settings_manual_in_the_emitter_disable_the_unit() {
    let numbered = "numprocs=2\nprocess_name=%(process_num)02d\n";
    let other = "[program:first]\ncommand=/first\npriority=1\n[program:last]\ncommand=/last\npriority=1000\n";
    for (lines, release, setting) in LEFT_BY_THE_EMITTER {
        for (section, more, rest) in [
            ("program", "", ""),
            ("program", "autostart=true\n", other),
            ("program", "autostart=false\n", other),
            ("program", numbered, other),
            (
                "program",
                "numprocs=2\nprocess_name=%(process_num)02d\nstdout_logfile=/var/log/%(process_num)02x.log\n",
                "",
            ),
            ("program", "", "[group:g]\nprograms=app\n"),
            ("program", numbered, "[program:web]\ncommand=/web\n[group:g]\nprograms=web,app\n"),
            ("fcgi-program", "socket=unix:///run/app.sock\n", other),
            ("fcgi-program", "socket=tcp://127.0.0.1:9000\nnumprocs=2\nprocess_name=%(process_num)02d\n", ""),
        ] {
            let text = format!("[{section}:app]\n{lines}\n{more}{rest}");
            let (count, units, report) =
                to_systemd(text.as_bytes(), release).expect("the translation succeeds");
            assert_eq!((count, verdict(&report, ":app", setting)), (1, Verdict::Manual), "{text}\n{units}");
        }
    }
}

#[test]
fn a_program_that_runs_with_differences_stays_enabled() {
    for lines in [
        "command=bin/app\ndirectory=/srv/app",
        "command=/app\nstdout_logfile=log/app.log",
        "command=/app\nstdout_logfile=/var/log/app[1].log",
        "command=app\nenvironment=PATH=\"/opt/bin\"",
    ] {
        let (count, units, _) = to_systemd(format!("[program:app]\n{lines}\n").as_bytes(), 249)
            .expect("the translation succeeds");
        assert!(count == 0 && units.contains("\n[Install]\n"), "{units}");
    }
}

#[test]
fn no_corpus_program_with_manual_settings_is_enabled() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (programs, services) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failed = crate::corpus::for_every_file(|name, bytes| match language::detect(name, bytes) {
        Some(Language::Supervisord) => {
            let count = to_systemd(bytes, 252).map_or(0, |(count, _, _)| count);
            programs.fetch_add(count, Ordering::Relaxed);
        }
        Some(Language::Systemd) => {
            let (units, sources) = stages::units(name, bytes);
            services.fetch_add(to_supervisord(&units, &sources).0, Ordering::Relaxed);
        }
        None => {}
    });
    let Some(failed) = failed else { return };
    let counts = (programs.into_inner(), services.into_inner());
    println!("{} programs and {} services wait for a person", counts.0, counts.1);
    assert_eq!(failed, [] as [PathBuf; 0], "see the panics above");
}
