//! The parser of calendar expressions.

mod bounds;
mod field;
mod weekdays;
mod zone;

use super::next::Time;
use super::{Calendar, Component, SECOND, YEARS, Zone};
use bounds::{is_valid, normalize};
use field::{chain, digits};
use weekdays::weekdays;
use zone::zone;

/// Parses a whole expression.
pub(super) fn calendar(text: &str) -> Option<Calendar> {
    let (text, zone) = zone(text);
    let mut calendar = Calendar {
        weekdays: None,
        year: vec![],
        month: vec![],
        is_end_of_month: false,
        day: vec![],
        hour: vec![],
        minute: vec![],
        microsecond: vec![],
        zone,
    };
    if text.is_empty() {
        return None;
    }
    if !shorthand(text, &mut calendar) {
        let rest = weekdays(text, &mut calendar)?;
        let (rest, is_whole) = date(rest, &mut calendar)?;
        if is_whole {
            if !rest.is_empty() {
                return None;
            }
        } else {
            time(rest, &mut calendar)?;
        }
    }
    normalize(&mut calendar);
    is_valid(&calendar).then_some(calendar)
}

const fn exactly(value: i64) -> Component {
    Component { start: value, stop: None, repeat: 0 }
}

/// Parses `daily` and similar words, ignoring case.
fn shorthand(text: &str, calendar: &mut Calendar) -> bool {
    let word = text.to_ascii_lowercase();
    let zero = || vec![exactly(0)];
    let months: &[i64] = match word.as_str() {
        "quarterly" => &[1, 4, 7, 10],
        "biannually" | "bi-annually" | "semiannually" | "semi-annually" => &[1, 7],
        "annually" | "yearly" | "anually" => &[1],
        _ => &[],
    };
    match word.as_str() {
        "minutely" => {}
        "hourly" => calendar.minute = zero(),
        _ if !months.is_empty() => {
            calendar.month = months.iter().copied().map(exactly).collect();
            calendar.day = vec![exactly(1)];
            (calendar.hour, calendar.minute) = (zero(), zero());
        }
        "monthly" => {
            calendar.day = vec![exactly(1)];
            (calendar.hour, calendar.minute) = (zero(), zero());
        }
        "weekly" => {
            calendar.weekdays = Some(1);
            (calendar.hour, calendar.minute) = (zero(), zero());
        }
        "daily" => (calendar.hour, calendar.minute) = (zero(), zero()),
        _ => return false,
    }
    calendar.microsecond = zero();
    true
}

/// Parses the date. Returns what follows it, and whether nothing may follow: `@` includes the time.
fn date<'a>(text: &'a str, calendar: &mut Calendar) -> Option<(&'a str, bool)> {
    if text.is_empty() {
        return Some((text, false));
    }
    if let Some(seconds) = text.strip_prefix('@') {
        return unix_time(seconds, calendar).map(|rest| (rest, true));
    }
    let (rest, first) = chain(text, 1)?;
    // This is a time, not a date.
    if rest.is_empty() || rest.starts_with(':') {
        return Some((text, false));
    }
    let dash = |rest: &'a str| match rest.strip_prefix('~') {
        Some(rest) => Some((rest, true)),
        None => rest.strip_prefix('-').map(|rest| (rest, false)),
    };
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let (rest, is_end_of_month) = dash(rest)?;
    calendar.is_end_of_month = is_end_of_month;
    let (rest, second) = chain(rest, 1)?;
    if is_end(rest) {
        (calendar.month, calendar.day) = (first, second);
        return Some((rest.trim_start_matches(' '), false));
    }
    if is_end_of_month {
        return None;
    }
    let (rest, is_end_of_month) = dash(rest)?;
    calendar.is_end_of_month = is_end_of_month;
    let (rest, third) = chain(rest, 1)?;
    if !is_end(rest) {
        return None;
    }
    (calendar.year, calendar.month, calendar.day) = (first, second, third);
    Some((rest.trim_start_matches(' '), false))
}

/// The seconds are parsed by strtoul(3), which accepts leading whitespace and a sign.
fn unix_time<'a>(text: &'a str, calendar: &mut Calendar) -> Option<&'a str> {
    let start = text.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let (rest, digits) = digits(start.strip_prefix('+').unwrap_or(start)).ok()?;
    let time = Time::from_seconds(digits.parse().ok().filter(|seconds| *seconds < YEARS.1 * 31_557_600)?);
    calendar.zone = Zone::Utc;
    calendar.year = vec![exactly(time.year)];
    calendar.month = vec![exactly(time.month)];
    calendar.day = vec![exactly(time.day)];
    calendar.hour = vec![exactly(time.hour)];
    calendar.minute = vec![exactly(time.minute)];
    calendar.microsecond = vec![exactly(time.micros)];
    Some(rest)
}

/// Parses the time, up to the end of the text; without a time, it is midnight.
fn time(text: &str, calendar: &mut Calendar) -> Option<()> {
    let zero = || vec![exactly(0)];
    if text.is_empty() {
        (calendar.hour, calendar.minute, calendar.microsecond) = (zero(), zero(), zero());
        return Some(());
    }
    let (rest, hour) = chain(text, 1)?;
    let (rest, minute) = chain(rest.strip_prefix(':')?, 1)?;
    let (rest, microsecond) =
        if rest.is_empty() { (rest, zero()) } else { chain(rest.strip_prefix(':')?, SECOND)? };
    (calendar.hour, calendar.minute, calendar.microsecond) = (hour, minute, microsecond);
    rest.is_empty().then_some(())
}
