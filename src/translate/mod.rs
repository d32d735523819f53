//! Translating a deployment: lower, emit, read back, compare.

use std::borrow::Cow;

use crate::emission::{Comments, Emission, NoComments};
use crate::fidelity::{self, Direction, Report, Written};
use crate::ir::{Deployment, SettingId};
use crate::lint::Options;
use crate::source::{SourceFile, Sources, Span, lossy};
use crate::supervisord::config::{Config, ConfigFile};
use crate::supervisord::lower::dependent_startup::dependent_startup_name;
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
    pub report: Report<'a>,
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
    let direction = Direction::ToSystemd;
    let settings = supervisord_settings(config, sources);
    let undecided = fidelity::undecided(direction, &settings, &original);
    let emission = systemd::emit::emit(&original, target, &undecided, comments);
    let files = print(&emission, "#", "");
    // Read back what was written, as systemd would, and see what it means.
    let mut written = Sources::new();
    let is_unit = |name: &str| {
        name.rsplit_once('.').is_some_and(|(_, kind)| matches!(kind, "service" | "socket" | "target"))
    };
    let ids: Vec<_> = files
        .iter()
        .filter(|(name, _)| is_unit(name))
        .filter_map(|(name, text)| SourceFile::of_text(name.clone(), text.clone()).ok())
        .map(|file| written.add(file))
        .collect();
    let units = Units::of_files(&ids, &written);
    let mut result = systemd::lower::Lowering::new(&units, &written, release).deployment();
    let logrotate = files.iter().find(|(name, _)| name.ends_with(".logrotate"));
    systemd::lower::rotate(
        &mut result,
        &logrotate.map(|(_, text)| logrotate::parse(text)).unwrap_or_default(),
    );
    let made = files.iter().find(|(name, _)| name.ends_with(".tmpfiles.conf"));
    systemd::lower::make(&mut result, &made.map(|(_, text)| tmpfiles::parse(text)).unwrap_or_default());
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
    let with_comments = comments.then(|| UnitComments::new(units, sources));
    let comments = with_comments.as_ref().map_or(&NoComments as &dyn Comments, |comments| comments);
    let direction = Direction::ToSupervisord;
    let settings = unit_settings(units, sources);
    let undecided = fidelity::undecided(direction, &settings, &original);
    let emission = supervisord::emit::emit(&original, target, &undecided, comments);
    let files = print(&emission, ";", "    ");
    let mut written = Sources::new();
    let ids: Vec<_> = files
        .iter()
        .filter_map(|(name, text)| SourceFile::of_text(name.clone(), text.clone()).ok())
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
fn supervisord_settings<'s>(config: &Config, sources: &'s Sources) -> Vec<Written<'s>> {
    let mut all = Vec::new();
    for file in &config.files {
        let mut own = settings_of_file(file, sources);
        if all.is_empty() {
            all = own;
        } else {
            all.append(&mut own);
        }
    }
    all
}

/// Every setting of a file of a configuration, in file order.
pub(crate) fn settings_of_file<'s>(file: &ConfigFile, sources: &'s Sources) -> Vec<Written<'s>> {
    let mut all = Vec::with_capacity(file.tree.items.len());
    let source = sources.get(file.id);
    let (bytes, whole) = (source.bytes(), source.text());
    let part = |span: Span| match whole.and_then(|text| text.get(span.range())) {
        Some(text) => Cow::Borrowed(text),
        None => lossy(span.slice(bytes)),
    };
    let mut section = Cow::Borrowed("");
    let (mut kind, mut in_defaults) = (None, false);
    for (at, item) in file.tree.items.iter().enumerate() {
        let name = item.name.slice(bytes);
        if item.kind == ItemKind::Header {
            kind = supervisord::options::SectionKind::of(name).map(|(kind, _)| kind);
            section = part(item.name);
            in_defaults = section == "DEFAULT";
        } else if item.kind == ItemKind::Entry {
            let row = kind.and_then(|kind| supervisord::options::lookup(kind, name));
            // `[DEFAULT]` speaks for the sections that it reaches: programs, as a rule.
            let table_section = if in_defaults {
                Some("program")
            } else {
                kind.map(|kind| kind.prefix().trim_end_matches(':'))
            };
            let known = if in_defaults { supervisord::options::Name::of(name) } else { None };
            let known = row.map(|row| row.name).or(known).map(supervisord::options::Name::as_str);
            // What an extension reads has a word of its own in the table.
            let of_extension = || match table_section {
                Some("program") if !in_defaults => dependent_startup_name(name),
                _ => None,
            };
            all.push(Written {
                id: SettingId { file: file.id, item: at as u32 },
                section: section.clone(),
                table_section,
                name: part(item.name),
                table_name: known.or_else(of_extension),
                value: if item.is_multiline() {
                    supervisord::value(bytes, item).lossy()
                } else {
                    part(item.value)
                },
            });
        }
    }
    all
}

/// Every setting of the named units, in file order.
fn unit_settings<'s>(units: &'s Units, sources: &'s Sources) -> Vec<Written<'s>> {
    let mut all = Vec::new();
    for unit in units.given() {
        let known = unit.sections();
        for entry in unit.entries(sources) {
            let section = entry.section.filter(|section| known.contains(*section));
            let name = lossy(entry.name());
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
                section: lossy(entry.header),
                table_section,
                name,
                table_name,
                value: entry.value().lossy(),
            });
        }
    }
    all.sort_by_key(|setting| setting.id);
    all
}
