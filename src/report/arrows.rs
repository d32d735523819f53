//! The lines that came of a setting, with those that are equal but for their place as one: what `[supervisord]` says goes into
//! every unit.

use std::borrow::Cow;

use super::emitted::Emitted;
use super::{clean, secret};
use crate::fidelity::{Into, Row};
use crate::source::Map;

/// Lines of the same setting with the same value.
pub(super) struct Arrow<'r> {
    first: &'r Into,
    /// The others, which stand elsewhere.
    more: Vec<&'r Into>,
    pub(super) value: Cow<'r, str>,
    /// Whether it was written.
    pub(super) is_written: bool,
}

/// So many equal lines are told one by one.
const FEW: usize = 2;
/// Places are named in so many characters; of more the number is told.
const NAMES: usize = 60;

/// The lines of a row, in the order of the first of each.
pub(super) fn arrows<'r>(row: &'r Row<'_>, emitted: &Emitted<'_>) -> Vec<Arrow<'r>> {
    let mut arrows: Vec<Arrow<'r>> = Vec::with_capacity(row.into.len());
    let mut known: Map<(String, String, bool), usize> = Map::new();
    for into in row.into.iter() {
        let value = secret::shown_line(row.setting.as_ref(), into);
        let is_written = emitted.holds(into);
        let new = arrows.len();
        let key = || (into.setting.to_string(), value.to_string(), is_written);
        let at = if row.into.len() > FEW { *known.get_or_insert_with(key(), || new) } else { new };
        match arrows.get_mut(at) {
            Some(arrow) => arrow.more.push(into),
            None => arrows.push(Arrow { first: into, more: Vec::new(), value, is_written }),
        }
    }
    arrows.into_iter().flat_map(Arrow::apart).collect()
}

impl<'r> Arrow<'r> {
    /// A few are told one by one.
    fn apart(mut self) -> Vec<Self> {
        if self.more.len() >= FEW {
            return vec![self];
        }
        let more = std::mem::take(&mut self.more);
        let (value, is_written) = (self.value.clone(), self.is_written);
        let one = |first| Self { first, more: Vec::new(), value: value.clone(), is_written };
        std::iter::once(self).chain(more.into_iter().map(one)).collect()
    }

    /// One of the lines.
    pub(super) const fn line(&self) -> &'r Into {
        self.first
    }

    /// Where they stand, in front of the setting's name: `a.service [Service] `, `a.service, b.service and 24 more: [Service] `.
    pub(super) fn place(&self) -> String {
        let first = self.first;
        let all = || std::iter::once(first).chain(self.more.iter().copied());
        let section = |into: &Into| format!("[{}]", clean(&into.section));
        if self.more.is_empty() {
            return format!("{} {} ", clean(&first.file), section(first));
        }
        if all().all(|one| one.section == first.section) {
            return format!("{}: {} ", some(all().map(|one| clean(&one.file).into_owned())), section(first));
        }
        if all().all(|one| one.file == first.file) {
            return format!("{} {}: ", clean(&first.file), some(all().map(section)));
        }
        format!("{}: ", some(all().map(|one| format!("{} {}", clean(&one.file), section(one)))))
    }
}

/// The first of several places, and how many more there are.
fn some(places: impl Iterator<Item = String>) -> String {
    let (mut text, mut width, mut more) = (String::new(), 0, 0);
    for place in places {
        width += place.chars().count() + 2;
        if more > 0 || width > NAMES && !text.is_empty() {
            more += 1;
            continue;
        }
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(&place);
    }
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}
