//! Calendar expressions as normalised by 252 (`systemd-analyze calendar`).

use super::*;

fn normal(text: &str) -> Option<String> {
    Calendar::parse(text).map(|calendar| calendar.to_string()).ok()
}

#[test]
fn examples_of_the_man_page_have_their_normalized_form() {
    for (text, form) in [
        ("Sat,Thu,Mon..Wed,Sat..Sun", "Mon..Thu,Sat,Sun *-*-* 00:00:00"),
        ("Mon,Sun 12-*-* 2,1:23", "Mon,Sun 2012-*-* 01,02:23:00"),
        ("Wed *-1", "Wed *-*-01 00:00:00"),
        ("Wed..Wed,Wed *-1", "Wed *-*-01 00:00:00"),
        ("Wed, 17:48", "Wed *-*-* 17:48:00"),
        ("Wed..Sat,Tue 12-10-15 1:2:3", "Tue..Sat 2012-10-15 01:02:03"),
        ("*-*-7 0:0:0", "*-*-07 00:00:00"),
        ("10-15", "*-10-15 00:00:00"),
        ("monday *-12-* 17:00", "Mon *-12-* 17:00:00"),
        ("Mon,Fri *-*-3,1,2 *:30:45", "Mon,Fri *-*-01,02,03 *:30:45"),
        ("12,14,13,12:20,10,30", "*-*-* 12,13,14:10,20,30:00"),
        ("12..14:10,20,30", "*-*-* 12..14:10,20,30:00"),
        ("mon,fri *-1/2-1,3 *:30:45", "Mon,Fri *-01/2-01,03 *:30:45"),
        ("03-05 08:05:40", "*-03-05 08:05:40"),
        ("05:40", "*-*-* 05:40:00"),
        ("Sat,Sun 12-05 08:05:40", "Sat,Sun *-12-05 08:05:40"),
        ("2003-03-05 05:40", "2003-03-05 05:40:00"),
        ("05:40:23.4200004/3.1700005", "*-*-* 05:40:23.420000/3.170001"),
        ("2003-02..04-05", "2003-02..04-05 00:00:00"),
        ("2003-03-05 05:40 UTC", "2003-03-05 05:40:00 UTC"),
        ("hourly", "*-*-* *:00:00"),
        ("daily UTC", "*-*-* 00:00:00 UTC"),
        ("weekly Pacific/Auckland", "Mon *-*-* 00:00:00 Pacific/Auckland"),
        ("Yearly", "*-01-01 00:00:00"),
        ("*:2/3", "*-*-* *:02/3:00"),
        ("*-*~1", "*-*~01 00:00:00"),
        ("*-02~07/1", "*-02~07/1 00:00:00"),
        ("@1700000000", "2023-11-14 22:13:20 UTC"),
        ("*:*:*", "*-*-* *:*:*"),
        // Minutes 0 to 9, and second 30 of each of them.
        ("9:00..9:30", "*-*-* 09:00..09:30"),
        ("1..8/3:0", "*-*-* 01..07/3:00:00"),
    ] {
        assert_eq!(normal(text).as_deref(), Some(form), "{text}");
    }
}

#[test]
fn invalid_expressions_are_rejected() {
    for text in [
        "",
        "every day",
        "5",
        "25:00",
        "9:60",
        "Mon..",
        "Fri..Mon",
        "Mo 9:00",
        "9",
        "2023-13-01",
        "*-*~29",
        "daily weekly",
        "*-*-* 09:00 # morning",
        "*/5 * * * *",
        "0 3 * * *",
        "1:1..1:0/0",
        "@",
        "UTC",
    ] {
        assert_eq!(normal(text), None, "{text}");
    }
}

#[test]
fn next_elapses_are_computed_in_order() {
    let elapses = |text: &str, count: usize| {
        let calendar = Calendar::parse(text).unwrap();
        let mut times = Vec::new();
        let mut time = 1_700_000_000 * 1_000_000;
        while let Some(next) = next::after(&calendar, time).filter(|_| times.len() < count) {
            times.push(next / 1_000_000);
            time = next;
        }
        times
    };
    assert_eq!(elapses("daily", 2), [1_700_006_400, 1_700_092_800]);
    assert_eq!(elapses("*-02-29", 2), [1_709_164_800, 1_835_395_200]);
    assert_eq!(elapses("*-*~1 12:00", 2), [1_701_345_600, 1_704_024_000]);
    // There is no month 14 after October: the next one is June.
    assert_eq!(elapses("*-6/4-2", 3), [1_717_286_400, 1_727_827_200, 1_748_822_400]);
    assert_eq!(elapses("*-02-30", 1), [0; 0], "the date never occurs");
    assert_eq!(elapses("2020-01-01", 1), [0; 0], "the date is in the past");
    assert_eq!(elapses("@1700000001", 2), [1_700_000_001]);
}

proptest::proptest! {
    #[test]
    fn a_normalized_form_is_its_own_normalized_form(
        text in "(mon,|tue\\.\\.fri|sun )?(\\*|20[0-3][0-9])-(\\*|1?[0-2]|[1-4]/[1-4])[~-](\\*|[0-2]?[0-9]|1\\.\\.9/2) [0-9](,1[0-9])?:[0-5]?[0-9]/[1-7](:[0-9]\\.[0-9]{1,7})?( utc)?"
    ) {
        if let Some(form) = normal(&text) {
            proptest::prop_assert_eq!(normal(&form), Some(form));
        }
    }

    #[test]
    fn parsing_any_text_does_not_panic(text in "[0-9a-zA-Z*~@:,./ -]{0,24}|\\PC{0,12}", micros: u64) {
        if let Ok(calendar) = Calendar::parse(&text) {
            let next = next::after(&calendar, micros);
            proptest::prop_assert!(next.is_none_or(|next| next > micros));
        }
    }
}
