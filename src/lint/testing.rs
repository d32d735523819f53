//! Helpers for the tests of rules: one rule over one text.

use super::{
    Options, Rule, Selection, SupervisorVersion, check_supervisord, check_supervisord_host, check_units,
    check_units_host,
};
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::host::{DEFAULT_PATH, Host};
use crate::language::{self, Language};
use crate::source::{Memory, SourceFile, Sources};
use crate::supervisord::Config;
use crate::syntax::apply;
use crate::systemd::Units;
use crate::systemd::versions::Release;

/// A finding, with the text that it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: String,
    /// The text that it points at.
    pub(crate) text: String,
    /// The file with the fix applied.
    pub(crate) fixed: Option<String>,
    /// Whether `--fix` alone applies it.
    pub(crate) is_safe: bool,
    /// Whether a person has to apply the fix.
    pub(crate) is_by_hand: bool,
}

/// The findings of a rule in a unit, `app.service`.
pub(crate) fn unit(rule: &Rule, text: &str) -> Vec<Found> {
    file(rule, "app.service", text)
}

/// The findings of a rule in a `supervisord.conf`.
pub(crate) fn supervisord(rule: &Rule, text: &str) -> Vec<Found> {
    file(rule, "supervisord.conf", text)
}

/// The findings of a rule in a file of this name on a made-up machine, in file order. The machine has the users root
/// and nobody, the group adm, the programs /bin/cat and /bin/sh, and the directory /var/log.
pub(crate) fn on_host(rule: &Rule, name: &str, text: &str) -> Vec<Found> {
    let files = Memory::new()
        .with("/etc/passwd", "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n")
        .with("/etc/group", "root:x:0:\nadm:x:4:\n")
        .with("/bin/cat", "#!")
        .with("/bin/sh", "#!")
        .with("/var/log/dmesg", "");
    let host = Host::new(Box::new(files), DEFAULT_PATH);
    check(rule, name, text, (257, SupervisorVersion::default()), Some(&host))
}

/// The findings of a rule in a file of this name, in file order.
pub(crate) fn file(rule: &Rule, name: &str, text: &str) -> Vec<Found> {
    check(rule, name, text, (257, SupervisorVersion::default()), None)
}

/// The findings of a rule in a `supervisord.conf` for this release.
pub(crate) fn for_supervisor(rule: &Rule, release: SupervisorVersion, text: &str) -> Vec<Found> {
    check(rule, "supervisord.conf", text, (257, release), None)
}

/// The findings of a rule in a file for this release of systemd.
pub(crate) fn file_for(rule: &Rule, release: u16, name: &str, text: &str) -> Vec<Found> {
    check(rule, name, text, (release, SupervisorVersion::default()), None)
}

fn check(
    rule: &Rule,
    name: &str,
    text: &str,
    (systemd_release, supervisor_version): (u16, SupervisorVersion),
    host: Option<&Host>,
) -> Vec<Found> {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
    let options = Options { systemd_version: Release(systemd_release), supervisor_version, ..only(rule) };
    let mut findings = match language::detect(name, text.as_bytes()) {
        Some(Language::Supervisord) => {
            let config = Config::of_file(id, &sources);
            match host {
                Some(host) => check_supervisord_host(&config, &sources, &options, host),
                None => check_supervisord(&config, &sources, &options),
            }
        }
        Some(Language::Systemd) => {
            let units = Units::read(&[id], &mut sources, &Memory::new());
            match host {
                Some(host) => check_units_host(&units, &sources, &options, host),
                None => check_units(&units, &sources, &options),
            }
        }
        None => panic!("{name} belongs to neither language"),
    };
    findings.sort_by_key(|finding| finding.span);
    findings.iter().map(|finding| found(finding, text)).collect()
}

/// Selects this rule only.
fn only(rule: &Rule) -> Options {
    Options { selection: Selection::new(&[rule.name()], &[]).unwrap(), ..Options::default() }
}

fn found(finding: &Diagnostic, text: &str) -> Found {
    let fixed = finding.fix.as_ref().map(|fix| apply(text.as_bytes(), &fix.edits).unwrap());
    Found {
        level: finding.level,
        message: finding.message.clone(),
        label: finding.label.clone(),
        help: finding.help.clone().unwrap_or_default(),
        text: text[finding.span.range()].to_owned(),
        fixed: fixed.map(|bytes| String::from_utf8(bytes).unwrap()),
        is_safe: finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe),
        is_by_hand: finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Display),
    }
}

/// The number of findings of a rule in a unit whose file has these permission bits.
pub(crate) fn count_with_mode(rule: &Rule, mode: Option<u32>) -> usize {
    let mut sources = Sources::new();
    let file = SourceFile::new("a.service", b"[Service]\nExecStart=/a\n".to_vec()).unwrap();
    let id = sources.add(file.with_mode(mode));
    let units = Units::read(&[id], &mut sources, &Memory::new());
    check_units(&units, &sources, &only(rule)).len()
}

/// The findings of a rule in several units in the same directory, in the order of the files.
pub(crate) fn units(rule: &Rule, files: &[(&str, &str)]) -> Vec<Found> {
    let mut sources = Sources::new();
    let mut memory = Memory::new();
    let mut ids = Vec::new();
    for (name, text) in files {
        memory = memory.with(*name, *text);
        ids.push(sources.add(SourceFile::new(*name, text.as_bytes().to_vec()).unwrap()));
    }
    let units = Units::read(&ids, &mut sources, &memory);
    let mut findings = check_units(&units, &sources, &only(rule));
    findings.sort_by_key(|finding| (finding.file, finding.span));
    findings.iter().map(|one| found(one, sources.get(one.file).text().unwrap())).collect()
}

/// The findings of a rule in a unit with these files in the same directory.
pub(crate) fn with_siblings(rule: &Rule, (name, text): (&str, &str), others: &[&str]) -> Vec<Found> {
    let mut sources = Sources::new();
    let memory = others.iter().fold(Memory::new().with(name, text), |memory, other| memory.with(*other, ""));
    let id = sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
    let units = Units::read(&[id], &mut sources, &memory);
    check_units(&units, &sources, &only(rule)).iter().map(|one| found(one, text)).collect()
}
