//! Rows of which the same is said, taken together as a reader would: settings of one section that became the same lines, and
//! the same settings of other sections. Thirty programs say most things thirty times.

use crate::fidelity::{Report, Row, Written};

/// Rows that are told in one place, and those that would only tell it again.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) part: Part,
    pub(super) alike: Vec<Part>,
}

/// Settings of one section that became the same lines, by their places in the report; mostly one.
#[derive(Debug)]
pub(super) struct Part {
    first: usize,
    more: Vec<usize>,
}

impl Part {
    /// The rows, in their order.
    pub(super) fn rows<'r, 'w>(&'r self, report: &'r Report<'w>) -> impl Iterator<Item = &'r Row<'w>> {
        std::iter::once(&self.first).chain(&self.more).filter_map(|row| report.rows.get(*row))
    }

    /// Whether another says the same of another section: the same names and values, that became the same lines; of a command and
    /// the like, which each program has its own of, lines of the same names.
    fn is_like(&self, other: &Self, report: &Report<'_>) -> bool {
        let says = |one: &Row<'_>, other: &Row<'_>| match (&one.setting, &other.setting) {
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

/// The rows of a group as blocks, in the order of the first of each.
pub(super) fn blocks(report: &Report<'_>, rows: &[usize]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for part in parts(report, rows) {
        /// So many are compared: as many as one section makes of one reason.
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
    // Where the section of the last row begins.
    let mut start = 0;
    let setting = |row: usize| report.rows.get(row).and_then(|row| row.setting.as_ref());
    let is_one_section =
        |one: &Written<'_>, other: &Written<'_>| one.id.file == other.id.file && one.section == other.section;
    for row in rows {
        let (Some(own), Some(lines)) = (setting(*row), report.rows.get(*row).map(|row| &row.into)) else {
            continue;
        };
        if !parts.last().and_then(|part| setting(part.first)).is_some_and(|last| is_one_section(last, own)) {
            start = parts.len();
        }
        let same = |part: &&mut Part| {
            !lines.is_empty() && report.rows.get(part.first).is_some_and(|first| first.into == *lines)
        };
        match parts[start..].iter_mut().find(same) {
            Some(part) => part.more.push(*row),
            None => parts.push(Part { first: *row, more: Vec::new() }),
        }
    }
    parts
}
