//! The days of the week at the start of a calendar expression.

use crate::systemd::kinds::calendar::Calendar;

const WEEKDAYS: [(&str, u8); 14] = [
    ("monday", 0),
    ("mon", 0),
    ("tuesday", 1),
    ("tue", 1),
    ("wednesday", 2),
    ("wed", 2),
    ("thursday", 3),
    ("thu", 3),
    ("friday", 4),
    ("fri", 4),
    ("saturday", 5),
    ("sat", 5),
    ("sunday", 6),
    ("sun", 6),
];

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|(name, _)| word.eq_ignore_ascii_case(name))
}

/// Parses days before the date: `Mon,Wed..Fri `. Returns what follows them.
pub(super) fn weekdays<'a>(text: &'a str, calendar: &mut Calendar) -> Option<&'a str> {
    let mut rest = text;
    let mut bits = 0_u8;
    let mut open: Option<u8> = None;
    let mut is_first = true;
    loop {
        let named = WEEKDAYS.iter().find_map(|(name, day)| {
            let start = rest.get(..name.len())?;
            start.eq_ignore_ascii_case(name).then(|| (&rest[name.len()..], *day))
        });
        let Some((after, day)) = named else { return is_first.then_some(text) };
        if !after.is_empty() && !after.starts_with(['-', '.', ',', ' ']) {
            return None;
        }
        let from = open.unwrap_or(day);
        if from > day {
            return None;
        }
        for day in from..=day {
            bits |= 1 << day;
        }
        calendar.weekdays = Some(bits);
        // The dash is the old syntax for a range.
        let range = after.strip_prefix("..").or_else(|| after.strip_prefix('-'));
        if let Some(after) = range {
            if open.is_some() {
                return None;
            }
            (open, rest) = (Some(day), after);
        } else if let Some(after) = after.strip_prefix(',') {
            (open, rest) = (None, after);
        } else if after.is_empty() || after.starts_with(' ') {
            return Some(after.trim_start_matches(' '));
        } else {
            return None;
        }
        // A trailing comma is accepted, an open range is not.
        if rest.is_empty() || rest.starts_with(' ') {
            return open.is_none().then(|| rest.trim_start_matches(' '));
        }
        is_first = false;
    }
}
