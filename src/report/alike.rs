//! Merges rows that say the same: settings of one section that resulted in the same lines, or one of them in some of the
//! lines of the other, and the same settings in other sections. In a configuration of thirty programs most things occur
//! thirty times.

use crate::fidelity::{Lines, Report, Row, Written};

/// Rows that are shown in full, and those that would only repeat them.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) part: Part,
    pub(super) alike: Vec<Part>,
}

/// Settings of one section whose lines are shown together, as indexes of the report's rows; usually one.
#[derive(Debug)]
pub(super) struct Part {
    first: usize,
    more: Vec<usize>,
    /// The row that resulted in all of the lines.
    with_lines: usize,
}

impl Part {
    /// The rows, in order.
    pub(super) fn rows<'r, 'w>(&'r self, report: &'r Report<'w>) -> impl Iterator<Item = &'r Row<'w>> {
        std::iter::once(&self.first).chain(&self.more).filter_map(|row| report.rows.get(*row))
    }

    /// The row whose lines are those of all rows.
    pub(super) fn row_with_lines<'r, 'w>(&self, report: &'r Report<'w>) -> Option<&'r Row<'w>> {
        report.rows.get(self.with_lines)
    }

    /// Whether `other` says the same about another section: the same names and values, with the same resulting lines. For
    /// commands and paths, which differ between programs, lines with the same names suffice.
    fn is_like(&self, other: &Self, report: &Report<'_>) -> bool {
        let says = |one: &Row<'_>, other: &Row<'_>| match (one.setting(), other.setting()) {
            (Some(own), Some(its)) => own.value == its.value && own.name == its.name,
            _ => false,
        };
        let is_own = |value: &str| value.contains([' ', '/']);
        let became = |one: &Row<'_>, other: &Row<'_>| {
            one.into.len() == other.into.len()
                && one.into.iter().zip(other.into.iter()).all(|(one, other)| {
                    one.setting == other.setting
                        && (one.value == other.value || is_own(&one.value) && is_own(&other.value))
                })
        };
        self.more.len() == other.more.len()
            && self
                .rows(report)
                .zip(other.rows(report))
                .all(|(one, other)| says(one, other) && became(one, other))
    }
}

/// Groups rows into blocks, ordered by the first row of each.
pub(super) fn blocks(report: &Report<'_>, rows: &[usize]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for part in parts(report, rows) {
        /// The number of recent blocks to compare with: as many as one section has for one reason.
        const BACK: usize = 8;
        let mut last = blocks.iter_mut().rev().take(BACK);
        match last.find(|block| block.part.is_like(&part, report)) {
            Some(block) => block.alike.push(part),
            None => blocks.push(Block { part, alike: Vec::new() }),
        }
    }
    blocks
}

fn parts(report: &Report<'_>, rows: &[usize]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(rows.len());
    // The index of the first part of the current section.
    let mut start = 0;
    let setting = |row: usize| report.rows.get(row).and_then(|row| row.setting());
    let is_one_section =
        |one: &Written<'_>, other: &Written<'_>| one.id.file == other.id.file && one.section == other.section;
    for row in rows {
        let (Some(own), Some(lines)) = (setting(*row), report.rows.get(*row).map(|row| &row.into)) else {
            continue;
        };
        if !parts.last().and_then(|part| setting(part.first)).is_some_and(|last| is_one_section(last, own)) {
            start = parts.len();
        }
        let same =
            |part: &&mut Part| part.row_with_lines(report).is_some_and(|row| has_lines_of(&row.into, lines));
        match parts[start..].iter_mut().find(same) {
            Some(part) => {
                part.more.push(*row);
                if part.row_with_lines(report).is_some_and(|row| row.into.len() < lines.len()) {
                    part.with_lines = *row;
                }
            }
            None => parts.push(Part { first: *row, more: Vec::new(), with_lines: *row }),
        }
    }
    parts
}

/// Whether one of the two has all lines of the other, and both have any.
fn has_lines_of(one: &Lines, other: &Lines) -> bool {
    /// The number of lines up to which each is looked for: what applies to all services may have thousands.
    const MANY: usize = 16;
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    !few.is_empty() && (few == many || many.len() <= MANY && few.iter().all(|line| many.contains(line)))
}
