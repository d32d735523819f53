//! Every stage of both languages on arbitrary bytes: for the corpus and, included by path, for the fuzz targets.
#![allow(unreachable_pub, reason = "private to the test binary, public in the crate of the fuzz targets")]

use std::collections::{BTreeMap, BTreeSet};

use sysvisor::diagnostic::Diagnostic;
use sysvisor::emission::{FileKind, OutputFile};
use sysvisor::fidelity::Verdict;
use sysvisor::ir::Items;
use sysvisor::lint::{self, Options, Selection, SupervisorVersion};
use sysvisor::normal_form;
use sysvisor::report::{Origin, fidelity_text, html};
use sysvisor::source::{FileId, Memory, SourceFile, Sources};
use sysvisor::supervisord::{self, Config};
use sysvisor::syntax::Tree;
use sysvisor::systemd::emit::Logs;
use sysvisor::systemd::versions::Release;
use sysvisor::systemd::{self, Units};
use sysvisor::translate::{self, Translation};

/// The release in Debian 12.
pub const RELEASE: Release = Release(252);

/// The target of a translation into units.
pub const fn target(source: &str) -> systemd::emit::Target<'_> {
    systemd::emit::Target { release: RELEASE, source, logs: Logs::Auto, comments: true }
}

/// All rules, for the releases that are the default for translations.
pub fn options() -> Options {
    Options {
        selection: Selection::all(),
        systemd_version: RELEASE,
        supervisor_version: SupervisorVersion::default(),
        environment: BTreeMap::new(),
    }
}

/// A file, and the set that contains it.
pub fn source(name: &str, bytes: &[u8]) -> (Sources, FileId) {
    let mut sources = Sources::new();
    let file = SourceFile::new(name, bytes.to_vec()).expect("test files are small");
    let id = sources.add(file);
    (sources, id)
}

/// The units in a single file.
pub fn units(name: &str, bytes: &[u8]) -> (Units, Sources) {
    let (mut sources, id) = source(name, bytes);
    let units = Units::read(&[id], &mut sources, &Memory::new());
    (units, sources)
}

/// The configuration in a single file.
pub fn config(name: &str, bytes: &[u8]) -> (Config, Sources) {
    let (sources, id) = source(name, bytes);
    (Config::of_file(id, &sources), sources)
}

/// The names and texts of emitted files.
pub fn pairs(files: &[OutputFile]) -> Vec<(String, String)> {
    files.iter().map(|file| (file.name.clone(), file.text.clone())).collect()
}

/// The units among emitted files.
pub fn written_units(files: &[OutputFile], sources: &mut Sources) -> Units {
    let ids = written(files, sources);
    Units::read(&ids, sources, &Memory::new())
}

/// The emitted configuration.
pub fn written_config(files: &[OutputFile], sources: &mut Sources) -> Config {
    let ids = written(files, sources);
    Config::of_files(&ids, sources)
}

fn written(files: &[OutputFile], sources: &mut Sources) -> Vec<FileId> {
    let files = files.iter().filter(|file| file.kind == FileKind::Settings);
    let files = files.map(|file| SourceFile::new(file.name.as_str(), file.text.clone().into_bytes()));
    files.map(|file| sources.add(file.expect("test files are small"))).collect()
}

/// Parses in both languages.
///
/// # Panics
/// If a tree does not print back byte for byte.
pub fn parse(bytes: &[u8]) {
    assert!(supervisord::parse(bytes).print(bytes) == bytes, "supervisord's tree lost bytes");
    assert!(systemd::parse(bytes).print(bytes) == bytes, "systemd's tree lost bytes");
}

/// Checks in both languages. Every finding must be inside the file, and so must its edits.
///
/// # Panics
/// If one is not.
pub fn check(unit: &str, bytes: &[u8]) {
    let (config, sources) = config("supervisord.conf", bytes);
    let mut findings = lint::check_supervisord(&config, &sources, &options());
    let _ = supervisord::effective::effective(&config, &sources, &BTreeMap::new());
    let (units, sources) = units(unit, bytes);
    findings.extend(lint::check_units(&units, &sources, &options()));
    findings.iter().for_each(|finding| inside(finding, bytes.len()));
}

/// Asserts that a finding and its edits are inside a file of this length.
fn inside(finding: &Diagnostic, length: usize) {
    let end = length as u32;
    assert!(finding.span.start <= finding.span.end && finding.span.end <= end, "{finding:?}");
    for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
        assert!(edit.span.start <= edit.span.end && edit.span.end <= end, "{finding:?}");
    }
}

/// The names of neighbouring units to choose from.
pub const NEIGHBOURS: [&str; 5] = ["app.socket", "app.timer", "app.target", "app@.service", "other.service"];

/// Checks and translates files that belong together: a unit, its drop-in and a neighbouring unit with the name in
/// [`NEIGHBOURS`] at this index; a configuration and its includes.
///
/// # Panics
/// If a property fails that [`check`] and [`translate`] test for single files.
pub fn together(parts: [&[u8]; 3], neighbour: usize) {
    let trees = |parse: fn(&[u8]) -> Tree| parts.map(parse);
    let unit_names = [
        "/u/app.service",
        "/u/app.service.d/a.conf",
        &format!("/u/{}", NEIGHBOURS[neighbour % NEIGHBOURS.len()]),
    ];
    let (sources, units) = {
        let mut sources = Sources::new();
        let ids = unit_names.iter().zip(parts).map(|(name, bytes)| {
            sources.add(SourceFile::new(*name, bytes.to_vec()).expect("test files are small"))
        });
        let ids: Vec<FileId> = ids.collect();
        let units = Units::read(&ids, &mut sources, &Memory::new());
        (sources, units)
    };
    for finding in lint::check_units(&units, &sources, &options()) {
        inside(&finding, sources.get(finding.file).bytes().len());
    }
    let target = supervisord::emit::Options::of("units");
    let translation = translate::to_supervisord(&units, &sources, RELEASE, target);
    one_row_each(&translation, &trees(systemd::parse));
    no_stray_line(&translation, supervisord::parse);
    reports(&translation, &units, &sources);

    let main = [b"[include]\nfiles = /c/*.ini\n", parts[0]].concat();
    let files = Memory::new().with("/c/a.ini", parts[1]).with("/c/b.ini", parts[2]);
    let (mut sources, id) = source("/c/supervisord.conf", &main);
    let config = Config::read(id, &mut sources, &files);
    for finding in lint::check_supervisord(&config, &sources, &options()) {
        inside(&finding, sources.get(finding.file).bytes().len());
    }
    let target = self::target("supervisord.conf");
    let translation = translate::to_systemd(&config, &sources, &BTreeMap::new(), target);
    let read = config.files.iter().map(|file| supervisord::parse(sources.get(file.id).bytes()));
    one_row_each(&translation, &read.collect::<Vec<_>>());
    no_stray_line(&translation, systemd::parse);
    reports(&translation, &config, &sources);
}

/// Translates in both directions and into the normal form. Every written setting must have exactly one row, every emitted
/// line must be valid for its manager, and the reports must be well-formed.
///
/// # Panics
/// If one of these does not hold.
pub fn translate(unit: &str, bytes: &[u8]) {
    let (config, sources) = config("supervisord.conf", bytes);
    let translation = translate::to_systemd(&config, &sources, &BTreeMap::new(), target("supervisord.conf"));
    one_row_each(&translation, &[supervisord::parse(bytes)]);
    no_stray_line(&translation, systemd::parse);
    reports(&translation, &config, &sources);
    let (units, sources) = units(unit, bytes);
    for (container, split) in [(false, false), (true, true)] {
        let target = supervisord::emit::Options { source: unit, container, split, comments: true };
        let translation = translate::to_supervisord(&units, &sources, RELEASE, target);
        one_row_each(&translation, &[systemd::parse(bytes)]);
        no_stray_line(&translation, supervisord::parse);
        reports(&translation, &units, &sources);
    }
    normal_form(bytes);
}

/// Asserts that the normal form of a file that supervisord can parse has all of its settings, and is its own normal form.
fn normal_form(bytes: &[u8]) {
    let (config, sources) = config("supervisord.conf", bytes);
    let tree = supervisord::parse(bytes);
    let is_readable = tree.errors().next().is_none();
    let form = normal_form::normal_form(&[config], &sources, true);
    assert_eq!(form.is_ok(), is_readable, "{form:?}");
    let Ok(form) = form else { return };
    let entries = tree.sections().flat_map(|section| section.entries()).count();
    assert_eq!(form.report.rows.len(), entries, "expected one row for each setting");
    assert_eq!(form.report.count(Verdict::Exact) + form.report.count(Verdict::Dropped), entries);
    let [OutputFile { name, kind: _, text }] = form.files.as_slice() else {
        panic!("one file was printed as {:?}", form.files)
    };
    let (config, sources) = self::config(name, text.as_bytes());
    let again = normal_form::normal_form(&[config], &sources, true).expect("the normal form parses");
    assert_eq!(again.files, form.files);
    assert_eq!(again.report.count(Verdict::Dropped), 0);
}

fn one_row_each(translation: &Translation<'_>, trees: &[Tree]) {
    let sections = trees.iter().flat_map(Tree::sections);
    let entries = sections.flat_map(|section| section.entries()).count();
    let rows = translation.report.rows.iter().filter(|row| row.setting().is_some()).count();
    assert_eq!(rows, entries, "expected one row for each setting");
}

fn no_stray_line(translation: &Translation<'_>, parse: impl Fn(&[u8]) -> Tree) {
    // If a value cannot be written, the translation is refused, and nothing is delivered.
    if !translation.emission.refused.is_empty() {
        return;
    }
    for file in translation.files.iter().filter(|file| file.kind == FileKind::Settings) {
        assert_eq!(parse(file.text.as_bytes()).errors().count(), 0, "{}:\n{}", file.name, file.text);
    }
}

/// Asserts that the reports are well-formed: the text contains no control characters; on the page, tags are balanced, ids
/// are unique, and each link has a target.
fn reports(translation: &Translation<'_>, items: &dyn Items, sources: &Sources) {
    let (report, files) = (&translation.report, &translation.files);
    let origin = Origin { deployment: &translation.original, items, sources };
    let mut text = Vec::new();
    fidelity_text::write(&mut text, report, files, origin, false).expect("writing to memory succeeds");
    let text = String::from_utf8(text).expect("the output is UTF-8");
    assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text}");
    let mut page = Vec::new();
    html::write(&mut page, report, files, origin).expect("writing to memory succeeds");
    let page = String::from_utf8(page).expect("the output is UTF-8");
    let (mut open, mut ids, mut links) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let mut pieces = page.split('<').skip(1);
    while let Some(piece) = pieces.next() {
        let (tag, text) = piece.split_once('>').expect("a tag is closed");
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
        } else if !tag.starts_with('!') && !tag.ends_with('/') && !["meta", "input", "br"].contains(&name) {
            open.push(name);
        }
        let value = |name: &str| {
            tag.split_once(name).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value)
        };
        if let Some(id) = value(" id=\"") {
            assert!(ids.insert(id), "id {id} is used twice: {page}");
        }
        links.extend(value(" href=\"#"));
        if ["style", "script"].contains(&name) {
            // Their contents are not markup.
            let end = pieces.find(|piece| piece.starts_with(&format!("/{name}>")));
            assert_eq!((end.is_some(), open.pop()), (true, Some(name)));
        } else {
            assert!(!text.contains(['>', '"']), "{text}");
        }
    }
    assert!(open.is_empty() && links.is_subset(&ids), "{open:?} {:?}", links.difference(&ids));
}
