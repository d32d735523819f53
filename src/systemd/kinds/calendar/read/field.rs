//! One field of a calendar expression: numbers, ranges and repetitions.

use nom::IResult;
use nom::Parser as _;
use nom::character::complete::digit1;

use crate::systemd::kinds::calendar::{Chain, Component};

/// The maximum number of parts in a field, including the first (`CALENDARSPEC_COMPONENTS_MAX`).
const MAX_COMPONENTS: usize = 241;
/// Numbers are C's `int`.
const INT_MAX: i64 = i32::MAX as i64;

/// Parses a field; `unit` is 1, or the microseconds of a second for the field of seconds.
pub(super) fn chain(text: &str, unit: i64) -> Option<(&str, Chain)> {
    if let Some(rest) = text.strip_prefix('*') {
        let every = Component { start: 0, stop: None, repeat: unit };
        return Some((rest, if unit == 1 { vec![] } else { vec![every] }));
    }
    let mut components = Vec::new();
    let mut rest = text;
    loop {
        if components.len() >= MAX_COMPONENTS {
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

pub(super) fn digits(text: &str) -> IResult<&str, &str> {
    digit1.parse(text)
}

/// Parses a number; for seconds, with up to six digits after a decimal point, and a seventh that is rounded.
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
