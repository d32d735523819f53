//! Converts a calendar expression to the first five fields of a crontab(5) line, if possible.

use super::{Calendar, Chain, Component, Zone};

impl Calendar {
    /// Formats the expression for cron: `30 6,18 * * 1-5`. `None` if cron cannot express it: seconds, years, days from
    /// the end of the month, another time zone, or a day of the month together with a day of the week, of which cron
    /// requires one but systemd both.
    #[must_use]
    pub fn crontab(&self) -> Option<String> {
        let Self { weekdays, year, month, is_end_of_month, day, hour, minute, microsecond, zone } = self;
        let at_full_minute =
            matches!(microsecond.as_slice(), [Component { start: 0, stop: None, repeat: 0 }]);
        let is_any_day = day.is_empty();
        let is_expressible = at_full_minute
            && year.is_empty()
            && (is_any_day || !*is_end_of_month)
            && (is_any_day || weekdays.is_none())
            && *zone == Zone::Local;
        if !is_expressible {
            return None;
        }
        let fields = [field(minute, 59)?, field(hour, 23)?, field(day, 31)?, field(month, 12)?];
        Some(format!("{} {}", fields.join(" "), weekdays.map_or_else(|| "*".to_owned(), days)))
    }
}

/// Formats a field; `last` is its highest value.
fn field(chain: &Chain, last: i64) -> Option<String> {
    if chain.is_empty() {
        return Some("*".to_owned());
    }
    let part = |Component { start, stop, repeat }: &Component| match (stop, repeat) {
        (None, 0) => Some(start.to_string()),
        (None, repeat) if *start == 0 => Some(format!("*/{repeat}")),
        (None, repeat) => Some(format!("{start}-{last}/{repeat}")),
        (Some(stop), _) if stop < start => None,
        (Some(stop), 0 | 1) => Some(format!("{start}-{stop}")),
        (Some(stop), repeat) => Some(format!("{start}-{stop}/{repeat}")),
    };
    Some(chain.iter().map(part).collect::<Option<Vec<_>>>()?.join(","))
}

/// Formats the days of the week, from Monday as 1 to Sunday as 7; three or more in a row become a range.
fn days(days: u8) -> String {
    let mut parts = Vec::new();
    let mut day = 0;
    while day < 7 {
        let length = (day..7).take_while(|day| days & 1 << day != 0).count();
        match length {
            0 => {}
            1 | 2 => parts.extend((day..day + length).map(|day| (day + 1).to_string())),
            length => parts.push(format!("{}-{}", day + 1, day + length)),
        }
        day += length + 1;
    }
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<String> {
        Calendar::parse(text).expect(text).crontab()
    }

    #[test]
    fn expressions_that_cron_supports_become_a_crontab_line() {
        for (text, expected) in [
            ("daily", "0 0 * * *"),
            ("hourly", "0 * * * *"),
            ("weekly", "0 0 * * 1"),
            ("monthly", "0 0 1 * *"),
            ("minutely", "* * * * *"),
            ("*:0/15", "*/15 * * * *"),
            ("*:5/15", "5-59/15 * * * *"),
            ("Mon..Fri *-*-* 06,18:30", "30 6,18 * * 1-5"),
            ("Sat,Sun 7:00", "0 7 * * 6,7"),
            ("*-*-* 07..23:30", "30 7-23 * * *"),
            ("*-1,7-1 00:00", "0 0 1 1,7 *"),
        ] {
            assert_eq!(line(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn expressions_that_cron_does_not_support_are_not_converted() {
        for text in
            ["*:*:10", "2030-1-1", "*-*~1", "Fri *-*-13", "daily UTC", "daily Europe/Berlin", "@1700000000"]
        {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
