//! Finds when a calendar expression elapses, in UTC: `find_next()` of systemd's `calendarspec.c`.

use super::{Calendar, Component, SECOND, YEARS};

const DAY: i64 = 24 * 3600;
/// The number of steps after which systemd gives up (`MAX_CALENDAR_ITERATIONS`).
const MAX_STEPS: usize = 1000;

/// A point in time in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) year: i64,
    /// From 1 to 12.
    pub(super) month: i64,
    /// From 1 to 31.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    /// The microsecond within the minute.
    pub(super) micros: i64,
}

impl Time {
    /// The time at this many seconds after the start of 1970.
    pub(super) const fn from_seconds(seconds: i64) -> Self {
        let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        // Counts years from March, in eras of 400 years.
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + if month <= 2 { 1 } else { 0 };
        let (hour, minute) = (rest / 3600, rest / 60 % 60);
        Self { year, month, day, hour, minute, micros: rest % 60 * SECOND }
    }

    /// The whole seconds since the start of 1970.
    const fn seconds(self) -> i64 {
        self.days() * DAY + self.hour * 3600 + self.minute * 60 + self.micros / SECOND
    }

    /// The days since the start of 1970.
    const fn days(self) -> i64 {
        let year = if self.month <= 2 { self.year - 1 } else { self.year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let month = if self.month > 2 { self.month - 3 } else { self.month + 9 };
        let of_year = (153 * month + 2) / 5 + self.day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    const fn days_of_month(self) -> i64 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    /// The day of the week, from 0 for Monday.
    const fn weekday(self) -> i64 {
        (self.days() + 3).rem_euclid(7)
    }

    const fn at_year(year: i64) -> Self {
        Self { year, month: 1, day: 1, hour: 0, minute: 0, micros: 0 }
    }

    const fn at_month(self, month: i64) -> Self {
        Self { year: self.year, month, day: 1, hour: 0, minute: 0, micros: 0 }
    }

    const fn at_day(self, day: i64) -> Self {
        Self { year: self.year, month: self.month, day, hour: 0, minute: 0, micros: 0 }
    }
}

/// The first time after `after` at which the expression elapses; both are in microseconds since 1970. A zone other than
/// UTC is treated as UTC. `None` if there is no such time until 2199, or none that systemd would find.
#[must_use]
pub fn after(calendar: &Calendar, after: u64) -> Option<u64> {
    let start = i64::try_from(after).ok()?.checked_add(1)?;
    let mut time = Time::from_seconds(start / SECOND);
    time.micros += start % SECOND;
    for _ in 0..MAX_STEPS {
        match step(calendar, time)? {
            Ok(found) => {
                let micros = found.seconds() * SECOND + found.micros % SECOND;
                return u64::try_from(micros).ok();
            }
            Err(later) => time = later,
        }
    }
    None
}

/// Finds the first matching time at or after `time` in one step; otherwise returns, as the error, the time to continue
/// from.
fn step(calendar: &Calendar, mut time: Time) -> Option<Result<Time, Time>> {
    if time.month > 12 {
        time = Time::at_year(time.year + 1);
    }
    let year = matching(&calendar.year, time.year, None)?;
    if year > YEARS.1 {
        return None;
    }
    if year != time.year {
        time = Time::at_year(year);
    }
    let Some(month) = matching(&calendar.month, time.month, None).filter(|month| *month <= 12) else {
        return Some(Err(Time::at_year(time.year + 1)));
    };
    if month != time.month {
        time = time.at_month(month);
    }
    let days = time.days_of_month();
    let next_month = Some(Err(time.at_month(time.month + 1)));
    match matching(&calendar.day, time.day, calendar.is_end_of_month.then_some(days)) {
        Some(day) if day > days => return next_month,
        Some(day) if day == time.day => {}
        Some(day) => time = time.at_day(day),
        None => return next_month,
    }
    let next_day = Some(Err(time.at_day(time.day + 1)));
    if calendar.weekdays.is_some_and(|days| days & 1 << time.weekday() == 0) {
        return next_day;
    }
    let Some(hour) = matching(&calendar.hour, time.hour, None).filter(|hour| *hour < 24) else {
        return next_day;
    };
    if hour != time.hour {
        (time.hour, time.minute, time.micros) = (hour, 0, 0);
    }
    let Some(minute) = matching(&calendar.minute, time.minute, None).filter(|minute| *minute < 60) else {
        (time.hour, time.minute, time.micros) = (time.hour + 1, 0, 0);
        return Some(Err(time));
    };
    if minute != time.minute {
        (time.minute, time.micros) = (minute, 0);
    }
    // The filter rejects a minute that is a microsecond too long.
    match matching(&calendar.microsecond, time.micros, None).filter(|micros| *micros < 60 * SECOND) {
        Some(micros) => {
            time.micros = micros;
            Some(Ok(time))
        }
        None => {
            (time.minute, time.micros) = (time.minute + 1, 0);
            Some(Err(time))
        }
    }
}

/// The first value of a field that is `value` or greater; with `days`, the parts count from the end of a month of that
/// length.
fn matching(chain: &[Component], value: i64, days: Option<i64>) -> Option<i64> {
    if chain.is_empty() {
        return Some(value);
    }
    let found = chain.iter().filter_map(|Component { start, stop, repeat }| {
        let (start, stop) = match (days, stop) {
            (None, stop) => (*start, *stop),
            (Some(days), None) => (days + 1 - start, None),
            (Some(days), Some(stop)) => (days + 1 - stop, Some(days + 1 - start)),
        };
        if start >= value {
            return Some(start);
        }
        if *repeat == 0 {
            return None;
        }
        let next = start + repeat * ((value - start + repeat - 1) / repeat);
        (stop.is_none_or(|stop| next <= stop)).then_some(next)
    });
    found.min()
}
