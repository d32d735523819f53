//! What may have been meant by a value that systemd refuses, or by a name that does not exist.

pub(in crate::lint) mod absent_directives;
pub(in crate::lint) mod nearest;

use crate::lint::mistake::{Mistake, means_unlimited, number_and_unit};
use crate::lint::suggestions::nearest::nearest;
use crate::systemd::directives::{DeviceValue, Name, RlimitUnit, ValueKind};

/// Targets that are often written without their type.
const TARGETS: [&str; 8] =
    ["basic", "default", "graphical", "local-fs", "multi-user", "network", "network-online", "remote-fs"];
/// The base directories of the relative paths in these directives.
const BASES: [(Name, &[&str]); 5] = [
    (Name::StateDirectory, &["/var/lib/"]),
    (Name::RuntimeDirectory, &["/run/", "/var/run/"]),
    (Name::CacheDirectory, &["/var/cache/"]),
    (Name::LogsDirectory, &["/var/log/"]),
    (Name::ConfigurationDirectory, &["/etc/"]),
];

/// A value that may have been meant.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) text: String,
    /// Whether hardly anything else can have been meant.
    pub(crate) is_sure: bool,
}

/// The values that may have been meant by a refused value or word, likeliest first; whether systemd accepts them is for
/// the caller to check.
pub(crate) fn candidates(mistake: &Mistake<'_>) -> Vec<Candidate> {
    let (row, text) = (mistake.row, mistake.word());
    let mut all = Vec::new();
    let mut sure = |text: String| all.push(Candidate { text, is_sure: true });
    if let Some(unquoted) = unquoted(text) {
        sure(unquoted);
    }
    match row.kind {
        ValueKind::Signal | ValueKind::ExitStatusList => {
            let upper = text.to_ascii_uppercase();
            sure(upper.replace("SIGCLD", "SIGCHLD").replace("SIGPOLL", "SIGIO"));
        }
        ValueKind::Enum(_) | ValueKind::Timespan { unit: _, short: _ } => sure(text.to_ascii_lowercase()),
        ValueKind::Rlimit(_) | ValueKind::MemoryLimit | ValueKind::TasksMax if means_unlimited(text) => {
            sure("infinity".to_owned());
        }
        ValueKind::DiskQuota if means_unlimited(text) => sure("off".to_owned()),
        ValueKind::Rlimit(RlimitUnit::Count) => all.extend(counts(text)),
        ValueKind::Bytes
        | ValueKind::MemoryLimit
        | ValueKind::DiskQuota
        | ValueKind::Rlimit(_)
        | ValueKind::Device(DeviceValue::Bytes) => all.extend(sizes(text)),
        ValueKind::UnitList(_) if text.contains([',', ';']) => {
            let words: Vec<&str> = text.split([',', ';']).filter(|word| !word.is_empty()).collect();
            sure(words.join(" "));
        }
        ValueKind::UnitList(None) if TARGETS.contains(&text) => sure(format!("{text}.target")),
        ValueKind::AddressFamilies if matches!(text, "AF_INET4" | "AF_IPV4") => sure("AF_INET".to_owned()),
        ValueKind::AddressFamilies if text == "AF_IPV6" => sure("AF_INET6".to_owned()),
        ValueKind::Calendar => all.extend(calendars(text)),
        ValueKind::DirectoryList => {
            let bases = BASES.iter().find(|(name, _)| *name == row.name).map_or(&[][..], |(_, bases)| bases);
            bases.iter().filter_map(|base| text.strip_prefix(base)).map(str::to_owned).for_each(sure);
        }
        _ => {}
    }
    let mut unsure = |text: &str| all.push(Candidate { text: text.to_owned(), is_sure: false });
    match row.name {
        Name::Restart => match text.to_ascii_lowercase().as_str() {
            "yes" | "true" | "on" | "1" | "unless-stopped" | "restart-always" => unsure("always"),
            "false" | "never" | "off" | "0" => unsure("no"),
            _ => {}
        },
        Name::StandardOutput | Name::StandardError if text.starts_with('/') => {
            unsure(&format!("append:{text}"));
        }
        Name::StandardInput if text.starts_with('/') => unsure(&format!("file:{text}")),
        _ => {}
    }
    match row.kind {
        ValueKind::Enum(values) => {
            if let Some(near) = nearest(text, values.values().map(|value| value.word)) {
                unsure(near);
            }
        }
        ValueKind::Bool => match text.to_ascii_lowercase().as_str() {
            "enable" | "enabled" | "ye" | "yess" | "tru" | "ture" => unsure("yes"),
            "disable" | "disabled" | "none" | "never" | "fals" => unsure("no"),
            _ => {}
        },
        ValueKind::Percent | ValueKind::Permyriad => unsure(&format!("{text}%")),
        ValueKind::Rlimit(_) => {
            if let Some((soft, hard)) = text.split_once(':') {
                unsure(&format!("{hard}:{soft}"));
            }
        }
        _ => {}
    }
    all
}

/// The value without its quotes: around all of it, or around the path after a prefix (`append:"/a"`).
fn unquoted(text: &str) -> Option<String> {
    let quote = text.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
    let bare = (text.matches(quote).count() == 2).then(|| text.replace(quote, ""));
    // An empty assignment means something else: it resets.
    bare.filter(|bare| !bare.is_empty())
}

/// The spellings of a size that systemd accepts.
fn sizes(text: &str) -> Vec<Candidate> {
    let upper = text.to_ascii_uppercase();
    let short = |suffix: &str| upper.strip_suffix(suffix).map(|short| short.trim_end().to_owned());
    let mut all = vec![Candidate { text: upper.clone(), is_sure: true }];
    all.extend(short("IB").map(|text| Candidate { text, is_sure: true }));
    // `MB` may mean a million bytes.
    all.extend(short("B").map(|text| Candidate { text, is_sure: false }));
    all
}

/// The number for a count with a suffix: `64K` probably means 65536.
fn counts(text: &str) -> Option<Candidate> {
    let (number, unit) = number_and_unit(text)?;
    let factor: u64 = match unit {
        "k" | "K" => 1 << 10,
        "m" | "M" => 1 << 20,
        "g" | "G" => 1 << 30,
        _ => return None,
    };
    let count = number.parse::<u64>().ok()?.checked_mul(factor)?;
    Some(Candidate { text: count.to_string(), is_sure: false })
}

/// The spellings of a calendar time that systemd accepts (`calendar_spec_from_string()`, `src/shared/calendarspec.c`).
fn calendars(text: &str) -> Vec<Candidate> {
    let mut all = Vec::new();
    // cron's `@daily`.
    if let Some(word) = text.strip_prefix('@') {
        let word = if word == "midnight" { "daily" } else { word };
        all.push(Candidate { text: word.to_owned(), is_sure: true });
    }
    // `*-*-*13:35`: no hour starts with an asterisk and continues with a digit.
    let is_day = |(at, _): &(usize, &str)| {
        text[..*at].contains('-') && text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
    };
    if let Some((at, _)) = text.match_indices('*').find(is_day) {
        all.push(Candidate { text: format!("{} {}", &text[..=at], &text[at + 1..]), is_sure: true });
    }
    let mut unsure = |text: String| all.push(Candidate { text, is_sure: false });
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    match words[..] {
        ["daily", time] | [time, "daily"] => unsure(time.to_owned()),
        [.., time] if time.contains('.') && !time.contains("..") => {
            unsure(format!("{}{}", &text[..text.len() - time.len()], time.replace('.', ":")));
        }
        _ => {}
    }
    // `Mon Tue 9:00`.
    let days =
        words.iter().take_while(|word| word.starts_with(|first: char| first.is_ascii_alphabetic())).count();
    if days > 1 {
        let days_and_rest = [words[..days].join(","), words[days..].join(" ")];
        unsure(days_and_rest.join(" ").trim_end().to_owned());
    }
    unsure(text.replace("24:00", "00:00"));
    all
}
