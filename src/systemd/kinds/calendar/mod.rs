//! Calendar expressions: `calendar_spec_from_string()` and `calendar_spec_to_string()` of systemd's `calendarspec.c`.
//!
//! [`next`] finds the times that one stands for, in UTC.

mod crontab;
pub mod next;
mod read;

use std::fmt;

use crate::value::ValueError;

/// The years that an expression may name, and in which it elapses.
const YEARS: (i64, i64) = (1970, 2199);
const SECOND: i64 = 1_000_000;

/// One of the parts of a field that commas separate: `START..STOP/REPEAT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Component {
    start: i64,
    /// None without a range.
    stop: Option<i64>,
    /// 0 without a repetition.
    repeat: i64,
}

/// The parts of a field, sorted; none for `*`.
type Chain = Vec<Component>;

/// Which clock an expression is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// That of the system.
    Local,
    /// UTC.
    Utc,
    /// One by its name, such as `Europe/Berlin`.
    Named(String),
}

/// A calendar expression in its normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// A bit for each day from Monday on; none for every day.
    weekdays: Option<u8>,
    year: Chain,
    month: Chain,
    /// `~`: the days are counted from the last of the month.
    is_end_of_month: bool,
    day: Chain,
    hour: Chain,
    minute: Chain,
    microsecond: Chain,
    zone: Zone,
}

impl Calendar {
    /// Reads an expression whose specifiers are expanded: `daily`, `Mon..Fri 9:00`, `*-*~1`, `@1700000000`.
    ///
    /// Whether a zone exists is for the system to say: a word that may name one is taken for it.
    ///
    /// # Errors
    /// No calendar expression: systemd drops the line.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        read::calendar(text).ok_or_else(|| {
            let message = format!("Failed to parse calendar specification, ignoring: {text}");
            ValueError::whole(text, message, "a calendar expression such as daily or Mon..Fri *-*-* 09:00")
        })
    }

    /// Which clock it is about.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }
}

/// As `systemd-analyze calendar` shows it: `Mon..Fri *-*-* 09:00:00`.
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

/// Three days or more in a row are a range.
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

/// As [`chain`], with what is less than a second behind a point.
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
