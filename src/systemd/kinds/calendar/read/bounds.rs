//! Normalises a parsed expression, and checks that its numbers are in range.

use crate::systemd::kinds::calendar::{Calendar, Component, SECOND, YEARS};

/// Normalises an expression.
pub(super) fn normalize(calendar: &mut Calendar) {
    if calendar.weekdays == Some(0b111_1111) {
        calendar.weekdays = None;
    }
    calendar.is_end_of_month &= !calendar.day.is_empty();
    // Two-digit years are those from 1970 to 2069.
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

/// Ends a range at the last value that it reaches; if that is its start, it is not a range.
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

/// Whether every number of an expression can be reached.
pub(super) fn is_valid(calendar: &Calendar) -> bool {
    let is_within = |chain: &[Component], from: i64, to: i64, is_end_of_month: bool| {
        // Counted from the end, only 28 days exist in every month.
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
