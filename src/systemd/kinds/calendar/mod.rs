//! Calendar expressions: `calendar_spec_from_string()` and `calendar_spec_to_string()` of systemd's `calendarspec.c`.
//!
//! [`next`] finds the times at which one elapses, in UTC.

mod crontab;
pub mod next;
mod read;

use std::fmt;

use crate::value::ValueError;

/// The years that an expression may contain, and in which it elapses.
const YEARS: (i64, i64) = (1970, 2199);
const SECOND: i64 = 1_000_000;

/// One of the comma-separated parts of a field: `START..STOP/REPEAT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Component {
    start: i64,
    /// The end of the range; `None` if it is not a range.
    stop: Option<i64>,
    /// The step of the repetition; 0 if there is none.
    repeat: i64,
}

/// The parts of a field, sorted; empty for `*`.
type Chain = Vec<Component>;

/// The time zone of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The time zone of the system.
    Local,
    /// UTC.
    Utc,
    /// A zone by name, such as `Europe/Berlin`.
    Named(String),
}

/// A calendar expression in normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// A bit per day, starting with Monday; `None` for every day.
    weekdays: Option<u8>,
    year: Chain,
    month: Chain,
    /// `~`: whether days are counted from the end of the month.
    is_end_of_month: bool,
    day: Chain,
    hour: Chain,
    minute: Chain,
    microsecond: Chain,
    zone: Zone,
}

impl Calendar {
    /// Parses an expression with specifiers already expanded: `daily`, `Mon..Fri 9:00`, `*-*~1`, `@1700000000`.
    ///
    /// Only the system knows whether a zone exists: a word that could be a zone is accepted as one.
    ///
    /// ```
    /// use sysvisor::systemd::kinds::calendar::{Calendar, next};
    ///
    /// let calendar = Calendar::parse("Mon..Fri 9:00 UTC")?;
    /// assert_eq!(calendar.to_string(), "Mon..Fri *-*-* 09:00:00 UTC");
    /// // 1970 began on a Thursday.
    /// assert_eq!(next::after(&calendar, 0), Some(9 * 3600 * 1_000_000));
    /// assert!(Calendar::parse("sometimes").is_err());
    /// # Ok::<(), sysvisor::value::ValueError>(())
    /// ```
    ///
    /// # Errors
    /// It is not a calendar expression: systemd ignores the line.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        read::calendar(text).ok_or_else(|| {
            let message = format!("Failed to parse calendar specification, ignoring: {text}");
            ValueError::whole(text, message, "a calendar expression such as daily or Mon..Fri *-*-* 09:00")
        })
    }

    /// The time zone of the expression.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }
}

/// Formats it like `systemd-analyze calendar`: `Mon..Fri *-*-* 09:00:00`.
impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(days) = self.weekdays {
            weekdays(f, days)?;
            f.write_str(" ")?;
        }
        chain(f, 4, &self.year)?;
        f.write_str("-")?;
        chain(f, 2, &self.month)?;
        f.write_str(if self.is_end_of_month { "~" } else { "-" })?;
        chain(f, 2, &self.day)?;
        f.write_str(" ")?;
        chain(f, 2, &self.hour)?;
        f.write_str(":")?;
        chain(f, 2, &self.minute)?;
        f.write_str(":")?;
        seconds(f, &self.microsecond)?;
        match &self.zone {
            Zone::Local => Ok(()),
            Zone::Utc => f.write_str(" UTC"),
            Zone::Named(name) => write!(f, " {name}"),
        }
    }
}

/// Writes the days; three or more in a row become a range.
fn weekdays(f: &mut fmt::Formatter<'_>, days: u8) -> fmt::Result {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut comma = "";
    let mut day = 0;
    while day < NAMES.len() {
        let length = (day..NAMES.len()).take_while(|day| days & 1 << day != 0).count();
        if length > 0 {
            write!(f, "{comma}{}", NAMES[day])?;
            comma = ",";
        }
        if length > 1 {
            write!(f, "{}{}", if length > 2 { ".." } else { "," }, NAMES[day + length - 1])?;
        }
        day += length + 1;
    }
    Ok(())
}

fn chain(f: &mut fmt::Formatter<'_>, width: usize, components: &[Component]) -> fmt::Result {
    if components.is_empty() {
        return f.write_str("*");
    }
    for (at, Component { start, stop, repeat }) in components.iter().enumerate() {
        write!(f, "{}{start:0width$}", if at > 0 { "," } else { "" })?;
        let stop = stop.filter(|stop| *stop > 0);
        if let Some(stop) = stop {
            write!(f, "..{stop:0width$}")?;
        }
        if *repeat > 0 && !(stop.is_some() && *repeat == 1) {
            write!(f, "/{repeat}")?;
        }
    }
    Ok(())
}

/// Like [`chain`], with fractions of a second after a decimal point.
fn seconds(f: &mut fmt::Formatter<'_>, components: &[Component]) -> fmt::Result {
    let is_every = |part: &Component| part.start == 0 && part.stop.is_none() && part.repeat == SECOND;
    if components.is_empty() || components.iter().any(is_every) {
        return f.write_str("*");
    }
    let fraction = |f: &mut fmt::Formatter<'_>, micros: i64| match micros % SECOND {
        0 => Ok(()),
        rest => write!(f, ".{rest:06}"),
    };
    for (at, Component { start, stop, repeat }) in components.iter().enumerate() {
        write!(f, "{}{:02}", if at > 0 { "," } else { "" }, start / SECOND)?;
        fraction(f, *start)?;
        if let Some(stop) = stop.filter(|stop| *stop > 0) {
            write!(f, "..{:02}", stop / SECOND)?;
            fraction(f, stop)?;
        }
        let is_shown = *repeat > 0 && !(stop.is_some_and(|stop| stop > 0) && *repeat == SECOND);
        if is_shown {
            write!(f, "/{}", repeat / SECOND)?;
        }
        fraction(f, *repeat)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
