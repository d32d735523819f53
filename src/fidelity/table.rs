//! The mapping tables: hand-written reasons, advice and risks (`grammar/mapping/*.tsv`).

use std::sync::OnceLock;

use super::{Direction, Risk, Written};
use crate::ir::Leaf;
use crate::source::{ByAddress, Map};

/// The row of the table for one setting of the source language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MappingRow {
    /// The names of the sections, as written in the table.
    sections: &'static str,
    /// The name of the setting.
    pub name: &'static str,
    /// What happens to it when the model does not hold it.
    pub fate: Fate,
    /// What is at stake if it is not kept exactly.
    pub risk: Risk,
    /// Why it is not kept, and what to do.
    pub reason: &'static str,
}

/// The fate of a setting according to the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The model holds it.
    Mapped,
    /// There is no counterpart.
    Dropped,
    /// It has to be done by hand.
    Manual,
}

/// The row of the table for a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DefaultRow {
    direction: &'static str,
    leaf: Leaf,
    /// The setting that would change it.
    pub setting: &'static str,
    /// What is at stake.
    pub risk: Risk,
    /// What differs, and what to do.
    pub reason: &'static str,
}

const TO_SYSTEMD: &str = include_str!("../../grammar/mapping/supervisord-to-systemd.tsv");
const TO_SUPERVISORD: &str = include_str!("../../grammar/mapping/systemd-to-supervisord.tsv");
const DEFAULTS: &str = include_str!("../../grammar/mapping/defaults.tsv");

/// Returns the row of a setting. `None` for the section or the name means that the manager does not know it; such names,
/// including those that start with `x-`, have rows of their own.
#[must_use]
pub fn row(direction: Direction, section: Option<&str>, name: Option<&str>) -> Option<&'static MappingRow> {
    static TABLES: [OnceLock<Table>; 2] = [OnceLock::new(), OnceLock::new()];
    let (table, text) = match direction {
        Direction::ToSystemd => (&TABLES[0], TO_SYSTEMD),
        Direction::ToSupervisord => (&TABLES[1], TO_SUPERVISORD),
    };
    let table = table.get_or_init(|| Table::new(text));
    let section = section.unwrap_or("(unknown)");
    let named = || table.named(name.unwrap_or("(unknown)"));
    // A row for the section takes precedence over one for all sections.
    named().find(|row| row.has_section(section)).or_else(|| named().find(|row| row.sections == "*"))
}

/// Section and name of a setting, identified by the addresses of the table's strings.
type SettingPlace = (ByAddress<'static>, ByAddress<'static>);

/// A cache of rows by section and name. Both names are static strings of tables, so their addresses identify them.
#[derive(Default)]
pub(super) struct KnownRows {
    known: Map<SettingPlace, Option<&'static MappingRow>>,
}

impl KnownRows {
    pub(super) fn of(&mut self, direction: Direction, setting: &Written<'_>) -> Option<&'static MappingRow> {
        let place = |text: Option<&'static str>| ByAddress(text.unwrap_or_default());
        let key = (place(setting.table_section), place(setting.table_name));
        *self.known.get_or_insert_with(key, || row(direction, setting.table_section, setting.table_name))
    }
}

/// The rows of one direction.
#[derive(Debug)]
struct Table {
    rows: Vec<MappingRow>,
    /// The indexes of the rows with each name.
    by_name: Map<&'static str, Vec<usize>>,
}

impl Table {
    fn new(text: &'static str) -> Self {
        let rows: Vec<MappingRow> = lines(text).filter_map(mapping_row).collect();
        let mut by_name = Map::new();
        for (at, row) in rows.iter().enumerate() {
            by_name.get_or_insert_with(row.name, Vec::new).push(at);
        }
        Self { rows, by_name }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &MappingRow> {
        self.by_name.get(name).into_iter().flatten().map(|at| &self.rows[*at])
    }
}

/// Returns the row of a default.
#[must_use]
pub fn default(direction: Direction, leaf: Leaf) -> Option<&'static DefaultRow> {
    static TABLES: [OnceLock<Vec<Option<DefaultRow>>>; 2] = [OnceLock::new(), OnceLock::new()];
    let table = match direction {
        Direction::ToSystemd => &TABLES[0],
        Direction::ToSupervisord => &TABLES[1],
    };
    let rows = table.get_or_init(|| {
        let rows: Vec<DefaultRow> = lines(DEFAULTS).filter_map(default_row).collect();
        let is_own = |row: &&DefaultRow, leaf| row.direction == direction.as_str() && row.leaf == leaf;
        Leaf::ALL.iter().map(|leaf| rows.iter().find(|row| is_own(row, *leaf)).copied()).collect()
    });
    rows.get(leaf as usize)?.as_ref()
}

impl MappingRow {
    fn has_section(&self, section: &str) -> bool {
        let is_program = matches!(section, "program" | "fcgi-program");
        self.sections.split(',').any(|own| own == section || (own == "program*" && is_program))
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

fn mapping_row(fields: Vec<&'static str>) -> Option<MappingRow> {
    let [sections, name, _leaves, fate, risk, reason, _evidence] = *fields else { return None };
    let fate = match fate {
        "mapped" => Fate::Mapped,
        "manual" => Fate::Manual,
        _ => Fate::Dropped,
    };
    Some(MappingRow { sections, name, fate, risk: Risk::parse(risk)?, reason })
}

fn default_row(fields: Vec<&'static str>) -> Option<DefaultRow> {
    let [direction, leaf, setting, risk, reason, _evidence] = *fields else { return None };
    Some(DefaultRow { direction, leaf: Leaf::parse(leaf)?, setting, risk: Risk::parse(risk)?, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_a_row() {
        let rows = |text| lines(text).map(|fields| mapping_row(fields).is_some()).collect::<Vec<_>>();
        assert!(rows(TO_SYSTEMD).iter().all(|good| *good));
        assert!(rows(TO_SUPERVISORD).iter().all(|good| *good));
        assert!(lines(DEFAULTS).all(|fields| default_row(fields).is_some()));
    }

    #[test]
    fn a_setting_is_found_by_its_section_and_name() {
        let row = |section, name| row(Direction::ToSystemd, Some(section), Some(name));
        assert_eq!(row("program", "command").map(|row| row.fate), Some(Fate::Mapped));
        assert!(row("supervisord", "loglevel").is_some());
        assert!(super::row(Direction::ToSupervisord, Some("Service"), Some("ProtectSystem")).is_some());
        assert!(super::row(Direction::ToSupervisord, Some("Service"), None).is_some());
        assert!(super::row(Direction::ToSystemd, None, None).is_some());
    }
}
