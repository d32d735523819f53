//! Attaches the comments of units to settings and sections, for the translation.

use std::collections::BTreeSet;

use super::{Unit, Units, line, lower};
use crate::emission::{Comments, MADE_FROM};
use crate::ir::SettingId;
use crate::source::{FileId, Map, MappedText, Sources, Span, lossy};
use crate::syntax::comments::{self, CommentedOut, is_for_people};
use crate::syntax::{Item, ItemKind};
use crate::systemd::kinds::unit_name::UnitType;

/// The comments of units, looked up by the setting or section that they belong to.
#[derive(Clone, Debug)]
pub struct UnitComments<'a> {
    units: &'a Units,
    sources: &'a Sources,
    /// By the comments at the top of a service's file: the first file that has them.
    tops: Map<Vec<&'a [u8]>, FileId>,
    /// The files that are the main file of several units: instances of one template.
    shared: BTreeSet<FileId>,
}

impl<'a> UnitComments<'a> {
    /// The comments of these units, read from the files in `sources`.
    #[must_use]
    pub fn new(units: &'a Units, sources: &'a Sources) -> Self {
        let mut tops = Map::new();
        let services = units.units.iter().filter(|unit| unit.is(UnitType::Service));
        for file in services.flat_map(|unit| &unit.files) {
            tops.get_or_insert_with(top(&file.tree.items, sources.get(file.id).bytes()), || file.id);
        }
        let mut mains = BTreeSet::new();
        let shared = units.units.iter().map(|unit| unit.main().id).filter(|main| !mains.insert(*main));
        Self { units, sources, tops, shared: shared.collect() }
    }

    fn items(&self, file: FileId) -> Option<(&'a Unit, &'a [Item])> {
        let unit = self.units.of_file(file)?;
        let found = unit.files.iter().find(|own| own.id == file)?;
        Some((unit, found.tree.items.as_slice()))
    }
}

/// The comments at the very top of a file, with their comment signs.
fn top<'a>(items: &[Item], bytes: &'a [u8]) -> Vec<&'a [u8]> {
    let comments = items.iter().take_while(|item| item.kind == ItemKind::Comment);
    comments.filter(|item| is_for_people(item, bytes)).map(|item| item.name.slice(bytes)).collect()
}

fn above(items: &[Item], at: usize, bytes: &[u8]) -> Vec<String> {
    commented_out(bytes, |out| for_people(comments::above(items, at, out), bytes))
}

/// Calls `ask` with the predicates that recognise commented-out settings and headers in a file of these bytes.
fn commented_out<T>(bytes: &[u8], ask: impl FnOnce(&CommentedOut<'_>) -> T) -> T {
    let text = |item: &Item| text(item.name.slice(bytes));
    ask(&CommentedOut {
        is_setting: &|item| is_setting(&text(item)),
        is_header: &|item| text(item).starts_with('['),
        is_ruler: &|item| comments::is_ruler(&text(item)),
    })
}

/// The texts of the comments that are meant for people.
fn for_people<'i>(found: impl Iterator<Item = &'i Item>, bytes: &[u8]) -> Vec<String> {
    found.filter(|item| is_for_people(item, bytes)).map(|item| text(item.name.slice(bytes))).collect()
}

/// Whether a comment looks like a directive that is commented out.
fn is_setting(comment: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    comment
        .split_once('=')
        .is_some_and(|(name, _)| is_name(name) && name.starts_with(|c: char| c.is_ascii_uppercase()))
}

impl Comments for UnitComments<'_> {
    fn file_name(&self, file: FileId) -> Option<&str> {
        Some(self.sources.get(file).name())
    }

    fn of_setting(&self, setting: SettingId, lines: &mut Vec<String>) {
        let bytes = self.sources.get(setting.file).bytes();
        if let Some((_, items)) = self.items(setting.file) {
            let at = setting.item as usize;
            // Comments above a section header go with its first setting; those at the top of the file go with the
            // unit.
            let before =
                items[..at].iter().rposition(|item| matches!(item.kind, ItemKind::Entry | ItemKind::Header));
            if let Some(header) = before.filter(|at| items[*at].kind == ItemKind::Header)
                && items[..header].iter().any(|item| item.kind == ItemKind::Header)
            {
                lines.append(&mut above(items, header, bytes));
            }
            lines.append(&mut above(items, at, bytes));
        }
    }

    /// The heading of a unit: the comments at the very top of its file, its description and its documentation.
    fn of_header(&self, file: FileId, _: Span) -> Vec<String> {
        let Some((unit, items)) = self.items(file) else { return Vec::new() };
        let bytes = self.sources.get(file).bytes();
        let top = top(items, bytes);
        // Comments at the top of several files are not about any one of them, a licence for example: they are kept
        // once.
        let is_first = self.tops.get(&top).is_none_or(|first| *first == file);
        let mut lines: Vec<String> = if is_first { top.into_iter().map(text).collect() } else { Vec::new() };
        // The comment that says where the unit was translated from says nothing about the program.
        lines.retain(|line| !line.starts_with(MADE_FROM));
        // All instances of a template share one heading.
        let is_shared = self.shared.contains(&file);
        for entry in unit.entries(self.sources).filter(|entry| !is_shared || entry.id.file == file) {
            if matches!(entry.name(), b"Description" | b"Documentation") {
                // The entry may be in a drop-in.
                if let Some((_, items)) = self.items(entry.id.file) {
                    let bytes = self.sources.get(entry.id.file).bytes();
                    lines.extend(above(items, entry.id.item as usize, bytes));
                }
                let value = entry.value();
                let value = match is_shared {
                    true => value.text().unwrap_or_default().to_owned(),
                    false => expanded_text(unit, self.sources, &value),
                };
                lines.push([&*lossy(entry.name()), ": ", &value].concat());
            }
        }
        lines
    }

    /// A unit becomes one section in the target, so the comments at the end of any of its sections go to the end of
    /// that.
    fn of_end(&self, file: FileId, _: Span) -> Vec<String> {
        let Some(unit) = self.units.of_file(file) else { return Vec::new() };
        let mut lines = Vec::new();
        for file in &unit.files {
            let (items, bytes) = (&file.tree.items, self.sources.get(file.id).bytes());
            commented_out(bytes, |out| {
                for (at, _) in items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Header) {
                    lines.extend(for_people(comments::ending(items, at, out), bytes));
                }
            });
        }
        lines
    }
}

/// A value with its specifiers expanded, if all of them are known.
fn expanded_text(unit: &Unit, sources: &Sources, value: &MappedText<'_>) -> String {
    let written = value.text().unwrap_or_default();
    if !written.contains('%') {
        return written.to_owned();
    }
    lower::expand_specifiers(unit, sources, written).unwrap_or_else(|| written.to_owned())
}

/// A comment without its sign.
fn text(comment: &[u8]) -> String {
    String::from_utf8_lossy(line::strip_end(comments::strip_sign(line::strip(comment)))).into_owned()
}
