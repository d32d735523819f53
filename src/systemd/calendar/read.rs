//! The reader of calendar expressions.

use nom::IResult;
use nom::Parser as _;
use nom::character::complete::digit1;

use super::next::Time;
use super::{Calendar, Chain, Component, SECOND, YEARS, Zone};

/// Parts that a field may have (`CALENDARSPEC_COMPONENTS_MAX`), with the first.
const MOST_COMPONENTS: usize = 241;
/// Numbers are C's `int`.
const INT_MAX: i64 = i32::MAX as i64;

/// Reads a whole expression.
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

/// The zone is the last word, if it can be one.
fn zone(text: &str) -> (&str, Zone) {
    let Some((rest, last)) = text.rsplit_once(' ') else { return (text, Zone::Local) };
    if last.eq_ignore_ascii_case("UTC") {
        return (rest, Zone::Utc);
    }
    let is_name = is_zone(last);
    if is_name { (rest, Zone::Named(last.to_owned())) } else { (text, Zone::Local) }
}

/// Whether a word may name a zone of tzdata; which of them a system has is not asked. Short names in capitals may be the
/// system's own, too: `CEST`.
fn is_zone(word: &str) -> bool {
    const LONG: [&str; 17] = [
        "Cuba",
        "Egypt",
        "Eire",
        "GB-Eire",
        "Greenwich",
        "Hongkong",
        "Iceland",
        "Iran",
        "Israel",
        "Jamaica",
        "Japan",
        "Kwajalein",
        "Libya",
        "Navajo",
        "Poland",
        "Portugal",
        "Singapore",
    ];
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+'))
    };
    let is_letter = word.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let is_in_capitals = !word.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_name = word.contains('/')
        || is_in_capitals && word.len() > 1
        || LONG.contains(&word)
        || matches!(word, "Turkey" | "Universal" | "Zulu");
    is_letter && is_name && word.split('/').all(is_part) && !is_weekday(word)
}

fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|(name, _)| word.eq_ignore_ascii_case(name))
}

const fn at(value: i64) -> Component {
    Component { start: value, stop: None, repeat: 0 }
}

/// `daily` and its like, in any case.
fn shorthand(text: &str, calendar: &mut Calendar) -> bool {
    let word = text.to_ascii_lowercase();
    let zero = || vec![at(0)];
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
            calendar.month = months.iter().copied().map(at).collect();
            calendar.day = vec![at(1)];
            (calendar.hour, calendar.minute) = (zero(), zero());
        }
        "monthly" => {
            calendar.day = vec![at(1)];
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

/// Days in front of the date: `Mon,Wed..Fri `. Gives what follows them.
fn weekdays<'a>(text: &'a str, calendar: &mut Calendar) -> Option<&'a str> {
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
        // A dash is the range of old.
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
        // A comma at the end is taken, an open range is not.
        if rest.is_empty() || rest.starts_with(' ') {
            return open.is_none().then(|| rest.trim_start_matches(' '));
        }
        is_first = false;
    }
}

/// The date. Gives what follows it, and whether nothing may: `@` has its time in it.
fn date<'a>(text: &'a str, calendar: &mut Calendar) -> Option<(&'a str, bool)> {
    if text.is_empty() {
        return Some((text, false));
    }
    if let Some(seconds) = text.strip_prefix('@') {
        return unix_time(seconds, calendar).map(|rest| (rest, true));
    }
    let (rest, first) = chain(text, 1)?;
    // A time, not a date.
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

/// strtoul(3) reads the seconds: it takes blanks and a sign.
fn unix_time<'a>(text: &'a str, calendar: &mut Calendar) -> Option<&'a str> {
    let start = text.trim_start_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let (rest, digits) = digits(start.strip_prefix('+').unwrap_or(start)).ok()?;
    let time = Time::from_seconds(digits.parse().ok().filter(|seconds| *seconds < YEARS.1 * 31_557_600)?);
    calendar.zone = Zone::Utc;
    calendar.year = vec![at(time.year)];
    calendar.month = vec![at(time.month)];
    calendar.day = vec![at(time.day)];
    calendar.hour = vec![at(time.hour)];
    calendar.minute = vec![at(time.minute)];
    calendar.microsecond = vec![at(time.micros)];
    Some(rest)
}

/// The time, to the end of the text; no time is midnight.
fn time(text: &str, calendar: &mut Calendar) -> Option<()> {
    let zero = || vec![at(0)];
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

/// A field; `unit` is 1, or a second where microseconds are counted.
fn chain(text: &str, unit: i64) -> Option<(&str, Chain)> {
    if let Some(rest) = text.strip_prefix('*') {
        let every = Component { start: 0, stop: None, repeat: unit };
        return Some((rest, if unit == 1 { vec![] } else { vec![every] }));
    }
    let mut components = Vec::new();
    let mut rest = text;
    loop {
        if components.len() >= MOST_COMPONENTS {
            return None;
        }
        let (after, component) = component(rest, unit)?;
        components.push(component);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Some((after, components)),
        }
    }
}

fn component(text: &str, unit: i64) -> Option<(&str, Component)> {
    let (mut rest, start) = number(text, unit)?;
    let (mut stop, mut repeat) = (None, 0);
    if let Some(after) = rest.strip_prefix("..") {
        let (after, number) = number(after, unit)?;
        (rest, stop, repeat) = (after, Some(number), unit);
    }
    if let Some(after) = rest.strip_prefix('/') {
        (rest, repeat) = number(after, unit)?;
        if repeat == 0 {
            return None;
        }
    } else {
        let is_short = unit > 1 && stop.is_some_and(|stop| start + repeat > stop);
        if start > INT_MAX - repeat || is_short {
            return None;
        }
    }
    let is_ended = rest.is_empty() || rest.starts_with([' ', ',', '-', '~', ':']);
    is_ended.then_some((rest, Component { start, stop, repeat }))
}

fn digits(text: &str) -> IResult<&str, &str> {
    digit1.parse(text)
}

/// A number; of seconds, with up to six digits behind a point, and a seventh that rounds.
fn number(text: &str, unit: i64) -> Option<(&str, i64)> {
    let (mut rest, whole) = digits(text).ok()?;
    let mut value = whole.parse::<i64>().ok()?.checked_mul(unit)?;
    if unit > 1
        && let Some(after) = rest.strip_prefix('.').filter(|after| !after.starts_with('.'))
    {
        let (after, fraction) = digits(after).ok()?;
        let kept: i64 = format!("{:0<6}", &fraction[..fraction.len().min(6)]).parse().ok()?;
        let rounds_up = fraction.as_bytes().get(6).is_some_and(|digit| *digit >= b'5');
        (rest, value) = (after, value + kept + i64::from(rounds_up));
    }
    (value <= INT_MAX).then_some((rest, value))
}

fn normalize(calendar: &mut Calendar) {
    if calendar.weekdays == Some(0b111_1111) {
        calendar.weekdays = None;
    }
    calendar.is_end_of_month &= !calendar.day.is_empty();
    // Years of two digits are those from 1970 to 2069.
    let full = |year: &mut i64| match *year {
        0..70 => *year += 2000,
        70..100 => *year += 1900,
        _ => {}
    };
    for component in &mut calendar.year {
        full(&mut component.start);
        component.stop.iter_mut().for_each(full);
    }
    for chain in [
        &mut calendar.year,
        &mut calendar.month,
        &mut calendar.day,
        &mut calendar.hour,
        &mut calendar.minute,
        &mut calendar.microsecond,
    ] {
        chain.iter_mut().for_each(shorten);
        chain.sort_unstable();
        chain.dedup();
    }
}

/// Lets a range end where it is reached last; one that reaches nothing but its start is none.
fn shorten(component: &mut Component) {
    let Component { start, stop, repeat } = component;
    let Some(end) = stop else { return };
    if *end > *start && *repeat > 0 {
        *end -= (*end - *start) % *repeat;
    }
    if *end == *start {
        (*stop, *repeat) = (None, 0);
    }
}

fn is_valid(calendar: &Calendar) -> bool {
    let is_within = |chain: &[Component], from: i64, to: i64, is_end_of_month: bool| {
        // Of every month the last 28 days can be named.
        let to = if is_end_of_month { to - 3 } else { to };
        chain.iter().all(|Component { start, stop, repeat }| {
            let is_start = (from..=to).contains(start) && *repeat <= to - from;
            is_start
                && match stop {
                    Some(stop) => (from..=to).contains(stop) && start + repeat <= *stop,
                    None if is_end_of_month => start - repeat >= from,
                    None => start + repeat <= to,
                }
        })
    };
    is_within(&calendar.year, YEARS.0, YEARS.1, false)
        && is_within(&calendar.month, 1, 12, false)
        && is_within(&calendar.day, 1, 31, calendar.is_end_of_month)
        && is_within(&calendar.hour, 0, 23, false)
        && is_within(&calendar.minute, 0, 59, false)
        && is_within(&calendar.microsecond, 0, 60 * SECOND - 1, false)
}
