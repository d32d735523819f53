//! Checks quantities: sizes, percentages, resource limits.

use crate::systemd::directives::{Name, RlimitUnit};
use crate::systemd::kinds::integer::{self, INVALID, OUT_OF_RANGE};
use crate::systemd::kinds::size::{self, Base};
use crate::systemd::kinds::timespan::{self, DefaultUnit, TimeSpan};
use crate::value::ValueError;

/// A size, `config_parse_iec_size()`.
pub(super) fn size(text: &str) -> Result<(), ValueError> {
    size::parse(text, Base::Binary).map(drop).map_err(|error| {
        let message = format!("Failed to parse size value '{text}', ignoring: {}", error.message);
        ValueError::whole(text, message, error.expected)
    })
}

/// A size or a percentage.
fn size_or_percentage(text: &str) -> Result<u64, ValueError> {
    match permyriads(text) {
        Some(parts) if parts <= 10_000 => Ok(parts),
        _ => size::parse(text, Base::Binary),
    }
}

/// A file system quota, `config_parse_exec_quota()`.
pub(super) fn quota(text: &str) -> Result<(), ValueError> {
    const EXPECTED: &str = "a size such as 512M, a percentage of the file system, or off";
    if text == "off" || size_or_percentage(text).is_ok() {
        return Ok(());
    }
    Err(ValueError::whole(text, format!("Failed to parse disk quota value, ignoring: {text}"), EXPECTED))
}

/// A memory limit, `config_parse_memory_limit()`.
pub(super) fn memory(name: Name, text: &str) -> Result<(), ValueError> {
    const EXPECTED: &str = "a size such as 512M, a percentage of the memory, or infinity";
    if text == "infinity" {
        return Ok(());
    }
    let amount = size_or_percentage(text).map_err(|error| {
        let message = format!("Invalid memory limit '{text}', ignoring: {}", error.message);
        ValueError::whole(text, message, EXPECTED)
    })?;
    // `DefaultStartupMemoryLow=` is in this list, too, but was misspelt as long as it existed (254 to 259).
    let may_be_zero = matches!(
        name,
        Name::MemorySwapMax
            | Name::MemoryZSwapMax
            | Name::MemoryLow
            | Name::MemoryMin
            | Name::DefaultMemoryLow
            | Name::DefaultMemoryMin
            | Name::StartupMemorySwapMax
            | Name::StartupMemoryZSwapMax
            | Name::StartupMemoryLow
    );
    if amount == u64::MAX || amount == 0 && !may_be_zero {
        let message = format!("Memory limit '{text}' out of range, ignoring.");
        return Err(ValueError::whole(text, message, EXPECTED));
    }
    Ok(())
}

/// `TasksMax=`, `config_parse_tasks_max()`.
pub(super) fn tasks_max(text: &str) -> Result<(), ValueError> {
    const EXPECTED: &str = "a number from 1 up, a percentage, or infinity";
    if text == "infinity" {
        return Ok(());
    }
    let number = match permyriads(text) {
        // A percentage is never out of range here: 0% is accepted, unlike 0.
        Some(parts) if parts <= 10_000 => return Ok(()),
        _ => match integer::number(text) {
            Some(number) => u64::try_from(number).map_err(|_| OUT_OF_RANGE),
            None => Err(INVALID),
        },
    };
    let message = match number {
        Ok(0 | u64::MAX) => format!("Maximum tasks value '{text}' out of range, ignoring."),
        Ok(_) => return Ok(()),
        Err(cause) => format!("Invalid maximum tasks value '{text}', ignoring: {cause}"),
    };
    Err(ValueError::whole(text, message, EXPECTED))
}

/// `CPUQuota=`: a percentage of one CPU, greater than 0.
pub(super) fn cpu_quota(text: &str) -> Result<(), ValueError> {
    if permyriads(text).is_some_and(|parts| parts > 0) {
        return Ok(());
    }
    let message = format!("Invalid CPU quota '{text}', ignoring.");
    Err(ValueError::whole(text, message, "a percentage of one CPU, such as 150%"))
}

/// `ManagedOOMMemoryPressureLimit=`
pub(super) fn permyriad(text: &str) -> Result<(), ValueError> {
    if permyriads(text).is_some_and(|parts| parts <= 10_000) {
        return Ok(());
    }
    let message = format!("Failed to parse memory pressure limit value, ignoring: {text}");
    Err(ValueError::whole(text, message, "a percentage from 0% to 100%"))
}

/// Parses a percentage into ten-thousandths: `12.34%`, `123.4‰`, `1234‱` (`parse_permyriad_unbounded()`).
fn permyriads(text: &str) -> Option<u64> {
    let (number, decimals) = if let Some(number) = text.strip_suffix('%') {
        (number, 2)
    } else if let Some(number) = text.strip_suffix('‰') {
        (number, 1)
    } else {
        (text.strip_suffix('‱')?, 0)
    };
    let (whole, part) = match number.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (number, ""),
    };
    if part.len() > decimals || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = u64::try_from(integer::number(whole)?).ok()?;
    let part = format!("{part:0<decimals$}").parse().unwrap_or(0);
    let parts = whole.checked_mul(10_u64.pow(decimals as u32))?.checked_add(part)?;
    i32::try_from(parts).ok().map(|_| parts)
}

/// A resource limit, `rlimit_parse()`: one value for both, or `SOFT:HARD`.
pub(super) fn rlimit(unit: RlimitUnit, text: &str) -> Result<(), ValueError> {
    let expected = match unit {
        RlimitUnit::Bytes => "a size such as 64M, or infinity, alone or as SOFT:HARD",
        RlimitUnit::Count => "a number or infinity, alone or as SOFT:HARD",
        RlimitUnit::Seconds => "a time span or infinity, alone or as SOFT:HARD",
        RlimitUnit::Microseconds => "a time span or infinity, alone or as SOFT:HARD",
        RlimitUnit::Nice => "a nice level with its sign, or a number from 0 to 40, alone or as SOFT:HARD",
    };
    let message = match bounds(unit, text) {
        Some((soft, hard)) if soft > hard => {
            format!("Soft resource limit chosen higher than hard limit, ignoring: {text}")
        }
        Some(_) => return Ok(()),
        None => format!("Failed to parse resource value, ignoring: {text}"),
    };
    Err(ValueError::whole(text, message, expected))
}

/// The soft and the hard limit as written; `u64::MAX` for no limit.
pub(in crate::systemd) fn bounds(unit: RlimitUnit, text: &str) -> Option<(u64, u64)> {
    match text.split_once(':') {
        Some((soft, hard)) => limit(unit, soft).zip(limit(unit, hard)),
        None => limit(unit, text).map(|both| (both, both)),
    }
}

fn limit(unit: RlimitUnit, text: &str) -> Option<u64> {
    if text == "infinity" && unit != RlimitUnit::Nice {
        return Some(u64::MAX);
    }
    let number =
        |range: std::ops::RangeInclusive<i128>| integer::number(text).filter(|it| range.contains(it));
    match unit {
        RlimitUnit::Bytes => size::parse(text, Base::Binary).ok(),
        RlimitUnit::Count => number(0..=i128::from(u64::MAX)).and_then(|it| u64::try_from(it).ok()),
        // Rounded up to whole seconds (`rlimit_parse_sec()`).
        RlimitUnit::Seconds => match timespan::parse(text, DefaultUnit::Seconds).ok()?.as_micros() {
            u64::MAX => Some(u64::MAX),
            micros => Some(micros.div_ceil(1_000_000)),
        },
        RlimitUnit::Microseconds => {
            timespan::parse(text, DefaultUnit::Microseconds).ok().map(TimeSpan::as_micros)
        }
        // `+5` and `-5` are levels; the raw limit is 20 less the level.
        RlimitUnit::Nice if text.starts_with(['+', '-']) => {
            number(-20..=19).and_then(|level| u64::try_from(20 - level).ok())
        }
        RlimitUnit::Nice => number(0..=40).and_then(|it| u64::try_from(it).ok()),
    }
}
