//! Lists the settings of a source, each of which gets a verdict.

use std::borrow::Cow;

use crate::fidelity::Written;
use crate::ir::SettingId;
use crate::source::{Sources, Span, lossy};
use crate::supervisord;
use crate::supervisord::config::{Config, ConfigFile};
use crate::supervisord::lower::dependent_startup;
use crate::supervisord::options::{self, SectionKind};
use crate::syntax::ItemKind;
use crate::systemd::Units;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::UnitEntry;

/// All settings of a configuration, in file order.
pub(super) fn supervisord_settings<'s>(config: &Config, sources: &'s Sources) -> Vec<Written<'s>> {
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

/// All settings of a file of a configuration, in file order.
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
            kind = SectionKind::of(name).map(|(kind, _)| kind);
            section = part(item.name);
            in_defaults = section == "DEFAULT";
        } else if item.kind == ItemKind::Entry {
            let row = kind.and_then(|kind| options::lookup(kind, name));
            // `[DEFAULT]` affects the sections that it reaches, which usually are programs.
            let table_kind = if in_defaults { Some(SectionKind::Program) } else { kind };
            let known = if in_defaults { options::Name::of(name) } else { None };
            let known = row.map(|row| row.name).or(known).map(options::Name::as_str);
            // Options that an extension reads have their own rows in the table.
            let of_extension = || {
                let is_read = kind == Some(SectionKind::Program);
                dependent_startup::Name::of(name).filter(|_| is_read).map(dependent_startup::Name::as_str)
            };
            all.push(Written {
                id: SettingId { file: file.id, item: at as u32 },
                section: section.clone(),
                table_section: table_kind.map(SectionKind::word),
                name: part(item.name),
                table_name: known.or_else(of_extension),
                value: if item.is_multiline() {
                    supervisord::value(bytes, item).lossy()
                } else {
                    part(item.value)
                },
                shared: false,
            });
        }
    }
    all
}

/// All settings of the given units, in file order.
pub(super) fn unit_settings<'s>(units: &'s Units, sources: &'s Sources) -> Vec<Written<'s>> {
    let mut all = Vec::new();
    for unit in units.given() {
        let known = unit.sections();
        // `WantedBy=` and `RequiredBy=` of a unit of another type start no program.
        let makes_none = !matches!(unit.unit_type(), Some(UnitType::Service | UnitType::Target));
        let is_wanted = |entry: &UnitEntry<'_>| {
            entry.row.is_some_and(|row| matches!(row.name, Name::RequiredBy | Name::WantedBy))
        };
        for entry in unit.entries(sources) {
            let section = entry.section.filter(|section| known.contains(*section));
            let name = lossy(entry.name());
            let table_section = match section {
                Some(Section::Install) if makes_none && is_wanted(&entry) => Some("(no program)"),
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
                shared: false,
            });
        }
    }
    all.sort_by_key(|setting| setting.id);
    // A drop-in that several units share is listed once.
    all.dedup_by(|again, setting| {
        let is_same = again.id == setting.id;
        setting.shared |= is_same;
        is_same
    });
    all
}
