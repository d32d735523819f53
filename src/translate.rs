//! Translating a deployment: lower, emit, read back, compare.

use std::path::Path;
use std::sync::Arc;

use crate::emission::{Comments, Emission, NoComments};
use crate::fidelity::{self, Direction, Report, Written};
use crate::ir::{Deployment, SettingId};
use crate::lint::Options;
use crate::source::{Memory, SourceFile, Sources};
use crate::supervisord::config::{Config, ConfigFile};
use crate::supervisord::{self, ConfigComments};
use crate::syntax::ItemKind;
use crate::systemd::emit::Logs;
use crate::systemd::versions::Release;
use crate::systemd::{self, UnitComments, Units};
use crate::systemd::{logrotate, tmpfiles};

/// What came of a translation.
#[derive(Debug)]
pub struct Translation<'a> {
    /// What was translated, lowered from the source.
    pub original: Deployment<'a>,
    /// The files: their names, and their text.
    pub files: Vec<(String, String)>,
    /// What became of every setting.
    pub report: Report,
    /// What was emitted, with the values that could not be written.
    pub emission: Emission,
}

/// Translates a supervisord configuration into units. The head of each file names `source`.
#[must_use]
pub fn to_systemd<'a>(
    config: &'a Config,
    sources: &'a Sources,
    source: &str,
    options: &Options,
    logs: Logs,
    comments: bool,
) -> Translation<'a> {
    let lowering = supervisord::lower::Lowering::new(config, sources, &options.environment);
    let original = lowering.deployment();
    let release = Release(options.systemd_version);
    let with_comments = ConfigComments { config, sources };
    let comments: &dyn Comments = if comments { &with_comments } else { &NoComments };
    let target = systemd::emit::Target { release, source, logs };
    let emission = systemd::emit::emit(&original, target, comments);
    let files = print(&emission, "#", "");
    // Read back what was written, as systemd would, and see what it means.
    let mut written = Sources::new();
    let ids: Vec<_> = files
        .iter()
        .filter(|(name, _)| {
            Path::new(name)
                .extension()
                .is_some_and(|kind| ["service", "socket", "target"].iter().any(|unit| kind == *unit))
        })
        .filter_map(|(name, text)| SourceFile::new(name.clone(), text.clone().into_bytes()).ok())
        .map(|file| written.add(file))
        .collect();
    let units = Units::read(&ids, &mut written, &Memory::new());
    let mut result = systemd::lower::Lowering::new(&units, &written, release).deployment();
    let logrotate = files.iter().find(|(name, _)| name.ends_with(".logrotate"));
    systemd::lower::rotate(
        &mut result,
        &logrotate.map(|(_, text)| logrotate::parse(text)).unwrap_or_default(),
    );
    let made = files.iter().find(|(name, _)| name.ends_with(".tmpfiles.conf"));
    systemd::lower::make(&mut result, &made.map(|(_, text)| tmpfiles::parse(text)).unwrap_or_default());
    let direction = Direction::ToSystemd;
    let settings = supervisord_settings(config, sources);
    let rows = fidelity::judge(direction, settings, &original, &result, &emission);
    let operate = fidelity::operations(direction, &original, &emission, &[], &[]);
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let report = Report { from: direction.from(), to: direction.to(), files: names, rows, operate };
    Translation { report, original, files, emission }
}

/// Translates units into a supervisord configuration.
#[must_use]
pub fn to_supervisord<'a>(
    units: &'a Units,
    sources: &'a Sources,
    target: supervisord::emit::Options<'_>,
    options: &Options,
    comments: bool,
) -> Translation<'a> {
    let release = Release(options.systemd_version);
    let lowering = systemd::lower::Lowering::new(units, sources, release);
    let original = lowering.deployment();
    let with_comments = UnitComments { units, sources };
    let comments: &dyn Comments = if comments { &with_comments } else { &NoComments };
    let direction = Direction::ToSupervisord;
    let settings = unit_settings(units, sources);
    let undecided = fidelity::undecided(direction, &settings, &original);
    let emission = supervisord::emit::emit(&original, target, &undecided, comments);
    let files = print(&emission, ";", "    ");
    let mut written = Sources::new();
    let ids: Vec<_> = files
        .iter()
        .filter_map(|(name, text)| SourceFile::new(name.clone(), text.clone().into_bytes()).ok())
        .map(|file| written.add(file))
        .collect();
    let config = Config::of_files(&ids, &written);
    let environment = std::collections::BTreeMap::new();
    let result = supervisord::lower::Lowering::new(&config, &written, &environment).deployment();
    let rows = fidelity::judge(direction, settings, &original, &result, &emission);
    let operate = fidelity::operations(
        direction,
        &original,
        &emission,
        &lowering.reload_signals(),
        &lowering.have_targets(),
    );
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let report = Report { from: direction.from(), to: direction.to(), files: names, rows, operate };
    Translation { report, original, files, emission }
}

fn print(emission: &Emission, sign: &str, indent: &str) -> Vec<(String, String)> {
    emission.files.iter().map(|file| (file.name.clone(), file.print(sign, indent))).collect()
}

/// Every setting of a configuration, in file order.
fn supervisord_settings(config: &Config, sources: &Sources) -> Vec<Written> {
    config.files.iter().flat_map(|file| settings_of_file(file, sources)).collect()
}

/// Every setting of a file of a configuration, in file order.
pub(crate) fn settings_of_file(file: &ConfigFile, sources: &Sources) -> Vec<Written> {
    let mut all = Vec::new();
    let bytes = sources.get(file.id).bytes();
    let mut section: Arc<str> = Arc::from("");
    let mut kind = None;
    for (at, item) in file.tree.items.iter().enumerate() {
        let name = || String::from_utf8_lossy(item.name.slice(bytes));
        if item.kind == ItemKind::Header {
            kind = supervisord::options::SectionKind::of(item.name.slice(bytes)).map(|(kind, _)| kind);
            section = Arc::from(name());
        } else if item.kind == ItemKind::Entry {
            let row = kind.and_then(|kind| supervisord::options::lookup(kind, item.name.slice(bytes)));
            // `[DEFAULT]` speaks for the sections that it reaches: programs, as a rule.
            let in_defaults = *section == *"DEFAULT";
            let table_section = if in_defaults {
                Some("program")
            } else {
                kind.map(|kind| kind.prefix().trim_end_matches(':'))
            };
            let known = supervisord::options::Name::of(item.name.slice(bytes)).filter(|_| in_defaults);
            all.push(Written {
                id: SettingId { file: file.id, item: at as u32 },
                section: Arc::clone(&section),
                table_section,
                name: name().into_owned(),
                table_name: row.map(|row| row.name).or(known).map(supervisord::options::Name::as_str),
                value: text_of(&supervisord::value(bytes, item)),
            });
        }
    }
    all
}

/// Every setting of the named units, in file order.
fn unit_settings(units: &Units, sources: &Sources) -> Vec<Written> {
    let mut all = Vec::new();
    for unit in units.given() {
        let known = unit.sections();
        let mut header: Arc<str> = Arc::from("");
        for entry in unit.entries(sources) {
            if header.as_bytes() != entry.header {
                header = Arc::from(String::from_utf8_lossy(entry.header));
            }
            let section = entry.section.filter(|section| known.contains(*section));
            let name = String::from_utf8_lossy(entry.name()).into_owned();
            let table_section = match section {
                Some(section) => Some(section.as_str()),
                None if entry.header.starts_with(b"X-") => Some("(x-prefixed)"),
                None => None,
            };
            let table_name = match (section, entry.row) {
                (Some(_), Some(row)) => Some(row.name.as_str()),
                (Some(_), None) if name.starts_with("X-") => Some("(x-prefixed)"),
                _ => None,
            };
            all.push(Written {
                id: entry.id,
                section: Arc::clone(&header),
                table_section,
                name,
                table_name,
                value: text_of(&entry.value()),
            });
        }
    }
    all.sort_by_key(|setting| setting.id);
    all
}

fn text_of(value: &crate::source::Logical<'_>) -> String {
    String::from_utf8_lossy(value.bytes()).into_owned()
}
