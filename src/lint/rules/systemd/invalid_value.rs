//! `invalid-value`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::mistake::{KnownMistake, Mistake, count_refusals};
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::suggestions::{self, Candidate};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::secret;
use crate::secret::words::REDACTED;
use crate::syntax::Edit;
use crate::systemd::check::Effect;
use crate::systemd::directives::{Also, ListSemantics, Name, Section, Specifiers, ValueKind};
use crate::systemd::kinds::calendar::Calendar;
use crate::systemd::kinds::timespan::{self, DefaultUnit};

/// A list of more words than this is left to the manual page.
const MOST_WORDS: usize = 9;

rule! {
    /// Flags a value that its directive does not accept: a boolean, a number, a time span, a size, a path, a unit name
    /// or user name, a value added in a later release than the one asked for. Common mistakes have rules of their own,
    /// which report them instead of this one.
    ///
    /// ## Why
    ///
    /// systemd logs a line and continues without the setting: a limit that it cannot read is not a limit. For a few
    /// directives (`User=`, `Group=`, `WorkingDirectory=`, `RootDirectory=`, `DynamicUser=`) it does not load the unit
    /// at all: those are errors.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// OOMScoreAdjust=-2000
    /// ```
    ///
    /// ```ini other.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=a:b
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// OOMScoreAdjust=-500
    /// ```
    ///
    /// ```ini other.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=app
    /// ```
    ///
    /// ## Source
    ///
    /// `src/core/load-fragment.c`; every value kind was compared with what 252 says about it. Which release added a
    /// value: the manual pages.
    pub static INVALID_VALUE = {
        name: "invalid-value",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Reports a value, or a word of one, that the loader refuses.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let RefusedValue { context, value: _, mistake: Mistake { row, text, refused: _ } } = *refused;
    let entry = &context.entry;
    let (error, word) = (refused.error(), refused.word());
    // The value of a credential is secret, whatever is wrong with it.
    let is_secret = secret::name::is_credential_directive(row.name.as_str());
    let shown = if is_secret && !word.is_empty() { REDACTED.into() } else { secret::words::redact(word) };
    let says = if is_secret { error.message.replace(word, &shown) } else { error.message.clone() };
    let shown = shorten(&shown);
    // An empty value is reported at the name of the directive.
    let span = if error.span.is_empty() { entry.item.name } else { refused.place() };
    let message = if shown.is_empty() {
        format!("{}= cannot be empty", row.name)
    } else {
        format!("{}= cannot be `{shown}`", row.name)
    };
    let known = KnownMistake::find(&refused.mistake).filter(|known| sink.wants(known.rule));
    let rule = known.map_or(&INVALID_VALUE, |known| known.rule);
    let label = expected(refused);
    let takes = label.strip_prefix("expected ").map(|words| format!("It accepts {words}."));
    let mut finding = rule.at(entry.id.file, span, message).label(label);
    if refused.effect() == Effect::UnitRefused {
        finding.level = context.refusal().0;
    }
    let mut help = format!("systemd says: {} {}", sentence(&says), effect(refused));
    if let Some(known) = known {
        let advice = if known.advice.is_empty() { takes.as_deref() } else { Some(known.advice) };
        help.extend([" ", advice.unwrap_or_default()]);
    } else if row.name == Name::OnCalendar && is_crontab(text) {
        help.push_str(
            " This is crontab syntax; systemd expects WEEKDAY YEAR-MONTH-DAY HOUR:MINUTE, such as *:0/5 for every \
             five minutes.",
        );
    } else if let Some(candidate) = other_trigger(row.name, text) {
        help.push_str(&format!(" This is a value for {candidate}=."));
    } else if row.name == Name::OnCalendar {
        help.push_str(
            " The form is WEEKDAY YEAR-MONTH-DAY HOUR:MINUTE, or a part of it, such as Mon..Fri *-*-* 03:00.",
        );
    }
    finding = finding.help(help);
    sink.add(with_fix(finding, refused));
}

/// The directive of a timer that would accept the value: calendar times and time spans are often mixed up.
fn other_trigger(name: Name, text: &str) -> Option<Name> {
    match name {
        Name::OnActiveSec
        | Name::OnBootSec
        | Name::OnStartupSec
        | Name::OnUnitActiveSec
        | Name::OnUnitInactiveSec => Calendar::parse(text).is_ok().then_some(Name::OnCalendar),
        Name::OnCalendar => {
            timespan::parse(text, DefaultUnit::Seconds).is_ok().then_some(Name::OnUnitActiveSec)
        }
        _ => None,
    }
}

/// Whether a text is the five fields of a crontab: minute, hour, day, month, weekday.
fn is_crontab(text: &str) -> bool {
    let is_field = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || b"*/,-".contains(&byte));
    text.split_ascii_whitespace().count() == 5 && text.split_ascii_whitespace().all(is_field)
}

/// Adds a fix to the finding, if it is clear what was meant.
pub(crate) fn with_fix(finding: Diagnostic, refused: &RefusedValue<'_>) -> Diagnostic {
    let RefusedValue { context, value: _, mistake: Mistake { row, text, refused: _ } } = *refused;
    if text.is_empty() {
        let edit = Edit::delete(context.entry.item.span());
        return finding.fix("remove the line", Applicability::Safe, vec![edit]);
    }
    let error = refused.error();
    let is_word = refused.effect() == Effect::WordIgnored || error.span.len() as usize != text.len();
    for Candidate { text: candidate, is_sure } in suggestions::candidates(&refused.mistake) {
        let whole = if is_word {
            format!("{}{candidate}{}", &text[..error.span.start as usize], &text[error.span.end as usize..])
        } else {
            candidate.clone()
        };
        let release = context.release();
        if count_refusals(row, &whole, release) < count_refusals(row, text, release) {
            // A fix must not make systemd refuse a unit that it loaded before.
            let applicability = match is_sure {
                _ if is_refused_beside_others(context, row.name, &candidate) => Applicability::Display,
                true => Applicability::Safe,
                false => Applicability::Unsafe,
            };
            let edit = Edit::replace(refused.place(), candidate.as_str());
            return finding.fix(format!("write `{candidate}`"), applicability, vec![edit]);
        }
    }
    finding
}

/// Whether a word that is ignored as written would, if it were valid, make systemd refuse the unit because of its other
/// settings (`service_verify()` in src/core/service.c).
fn is_refused_beside_others(context: &UnitEntryContext<'_>, name: Name, candidate: &str) -> bool {
    let in_effect =
        |name, words: &[&str]| context.value_matches(Section::Service, name, |text| words.contains(&text));
    match (name, candidate) {
        (Name::Type, "oneshot") => {
            in_effect(Name::Restart, &["always", "on-success"]) || in_effect(Name::ExitType, &["cgroup"])
        }
        (Name::Type, "dbus") => context.last_in_effect(Section::Service, Name::BusName).is_none(),
        (Name::Restart, "always" | "on-success") | (Name::ExitType, "cgroup") => {
            in_effect(Name::Type, &["oneshot"])
        }
        _ => false,
    }
}

/// What would be accepted: for an enum its values, with the release of one that is too new.
fn expected(refused: &RefusedValue<'_>) -> String {
    let error = refused.error();
    let ValueKind::Enum(values) = refused.mistake.row.kind else {
        return format!("expected {}", error.expected);
    };
    let release = refused.context.release();
    let known = values.values().find(|known| known.word == refused.mistake.text);
    if let Some(added) = known.filter(|known| !known.is_known_to(release)).and_then(|known| known.added_in) {
        return format!("added in {added}, unknown to {release}");
    }
    let takes_booleans = values.also.contains(&Also::Boolean);
    let words: Vec<String> = values
        .values()
        .filter(|known| known.is_known_to(release))
        .map(|known| format!("{}{}", known.word, known.argument.unwrap_or_default()))
        .filter(|word| !(takes_booleans && matches!(word.as_str(), "yes" | "no")))
        .collect();
    if words.len() > MOST_WORDS || words.is_empty() {
        return format!("expected {}", error.expected);
    }
    let boolean = if takes_booleans { "yes, no, " } else { "" };
    format!("expected {boolean}{}", words.join(", "))
}

/// What systemd does instead.
pub(crate) fn effect(refused: &RefusedValue<'_>) -> String {
    let row = refused.mistake.row;
    match refused.effect() {
        Effect::UnitRefused => refused.context.refusal().1.to_owned(),
        Effect::WordIgnored if row.specifiers == Specifiers::Install => {
            "`systemctl enable` fails.".to_owned()
        }
        // A sentence there is explained once.
        Effect::WordIgnored if row.name == Name::Documentation => {
            "It ignores each word that is not a URL; a sentence belongs in Description= or a comment."
                .to_owned()
        }
        Effect::WordIgnored => "It ignores the word.".to_owned(),
        Effect::Kept => "It accepts the value anyway.".to_owned(),
        Effect::LineIgnored => match row.list {
            // More than one word: the default depends on other settings.
            ListSemantics::LastWins if row.default().contains('(') => {
                format!(
                    "It ignores the line: what was set above applies, else the default: {}.",
                    row.default()
                )
            }
            ListSemantics::LastWins if !row.default().is_empty() => {
                format!(
                    "It ignores the line: what was set above applies, else the default ({}).",
                    row.default()
                )
            }
            ListSemantics::LastWins => {
                "It ignores the line: what was set above applies, else nothing.".to_owned()
            }
            ListSemantics::FirstWins
            | ListSemantics::Appends
            | ListSemantics::AppendsForGood
            | ListSemantics::MergesSet => "It ignores the line.".to_owned(),
        },
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(59).collect();
    format!("{start}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(line: &str) -> Found {
        let mut found = unit(&INVALID_VALUE, &format!("[Service]\n{line}\n"));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        found.remove(0)
    }

    fn fixed(line: &str) -> Option<String> {
        Some(found(line).fixed?.trim_start_matches("[Service]\n").trim_end().to_owned())
    }

    #[test]
    fn the_finding_lists_the_accepted_values_and_what_applies_instead() {
        let restart = found("Restart=yes");
        assert_eq!(restart.message, "Restart= cannot be `yes`");
        assert_eq!(
            restart.label,
            "expected no, on-success, on-failure, on-abnormal, on-watchdog, on-abort, always"
        );
        assert_eq!(
            restart.help,
            "systemd says: Failed to parse service restart specifier, ignoring: yes. It ignores the line: what was set above \
             applies, else the default (no)."
        );
        let empty = found("RemainAfterExit=");
        assert_eq!(
            (empty.message.as_str(), empty.text.as_str()),
            ("RemainAfterExit= cannot be empty", "RemainAfterExit")
        );
    }

    #[test]
    fn a_crontab_line_is_recognized() {
        let help = |value: &str| {
            let text = format!("[Timer]\nOnBootSec=1\nOnCalendar={value}\n");
            crate::lint::testing::file(&INVALID_VALUE, "a.timer", &text).remove(0).help
        };
        assert!(
            help("*/5 * * * *").contains("crontab syntax")
                && help("0 3 1,15 * 1-5").contains("crontab syntax")
        );
        assert!(!help("every day").contains("crontab") && !help("* * * * mon").contains("crontab"));
    }

    #[test]
    fn a_calendar_expression_is_fixed_or_its_format_explained() {
        let found = |value: &str| {
            let text = format!("[Timer]\nOnBootSec=1\nOnCalendar={value}\n");
            crate::lint::testing::file(&INVALID_VALUE, "a.timer", &text).remove(0)
        };
        for (value, corrected, is_safe) in [
            ("*-*-*13:35:00", "*-*-* 13:35:00", true),
            ("Sun *-*-*4:00", "Sun *-*-* 4:00", true),
            ("@daily", "daily", true),
            ("@midnight", "daily", true),
            ("daily 03:00", "03:00", false),
            ("Sun *-*-* 03.30", "Sun *-*-* 03:30", false),
            ("Mon Tue 9:00", "Mon,Tue 9:00", false),
            ("*-*-* 24:00:00", "*-*-* 00:00:00", false),
        ] {
            let one = found(value);
            let expected = format!("[Timer]\nOnBootSec=1\nOnCalendar={corrected}\n");
            assert_eq!((one.fixed.as_deref(), one.is_safe), (Some(expected.as_str()), is_safe), "{value}");
        }
        for value in ["every day", "@reboot", "*-*-* 3", "monday 3am", "2024-01-*-*13"] {
            let one = found(value);
            assert_eq!(one.fixed, None, "{value}");
            assert!(one.help.ends_with("Mon..Fri *-*-* 03:00."), "{}", one.help);
        }
    }

    #[test]
    fn a_value_that_gets_the_unit_refused_is_an_error() {
        assert_eq!(found("User=a:b").level, Level::Error);
        assert_eq!(found("WorkingDirectory=srv").level, Level::Error);
        assert_eq!(found("WorkingDirectory=-srv").level, Level::Warning);
    }

    #[test]
    fn a_fix_that_would_get_the_unit_refused_is_manual() {
        let with = |type_: &str| {
            let text = format!("[Service]\nExecStart=/a\n{type_}Restart=restart-always\n");
            unit(&INVALID_VALUE, &text).remove(0)
        };
        assert!(with("").fixed.is_some() && !with("").is_by_hand);
        assert!(with("Type=oneshot\n").is_by_hand);
    }

    #[test]
    fn prose_in_documentation_is_reported_once() {
        let texts = |value: &str| {
            let found = unit(&INVALID_VALUE, &format!("[Unit]\nDocumentation={value}\n"));
            found.into_iter().map(|one| one.text).collect::<Vec<_>>()
        };
        assert_eq!(texts("Used to show \\\n  cgroups"), ["Used to show \\\n  cgroups"]);
        assert_eq!(texts("see https://x.org for more"), ["see", "for more"]);
        assert!(texts("man:a(1) https://x.org").is_empty());
        let help = unit(&INVALID_VALUE, "[Unit]\nDocumentation=The manual\n").remove(0).help;
        assert!(help.starts_with("systemd says: Invalid URL, ignoring: The. It ignores each word"), "{help}");
    }

    #[test]
    fn obvious_mistakes_are_fixed() {
        for (line, corrected) in [
            ("Restart=Always", "Restart=always"),
            ("Restart=unless-stopped", "Restart=always"),
            ("KillSignal=sigterm", "KillSignal=SIGTERM"),
            ("SuccessExitStatus=1 sigkill", "SuccessExitStatus=1 SIGKILL"),
            ("LimitNOFILE=unlimited", "LimitNOFILE=infinity"),
            ("MemoryMax=512m", "MemoryMax=512M"),
            ("MemoryMax=512MiB", "MemoryMax=512M"),
            ("MemoryMax=512MB", "MemoryMax=512M"),
            ("WorkingDirectory=\"/srv\"", "WorkingDirectory=/srv"),
            ("PrivateTmp=\"yes\"", "PrivateTmp=yes"),
            ("StandardOutput=/a", "StandardOutput=append:/a"),
            ("TimeoutStopSec=30S", "TimeoutStopSec=30s"),
        ] {
            assert_eq!(fixed(line).as_deref(), Some(corrected), "{line}");
        }
        assert_eq!(fixed("Nice=99"), None);
        assert_eq!(fixed("TimeoutStopSec=5X"), None);
    }

    #[test]
    fn unit_lists_are_fixed_name_by_name() {
        let fixed = |line: &str| {
            let found = unit(&INVALID_VALUE, &format!("[Unit]\n{line}\n"));
            found[0].fixed.clone().map(|text| text.trim_start_matches("[Unit]\n").trim_end().to_owned())
        };
        assert_eq!(fixed("After=a.target,b.target c.target").unwrap(), "After=a.target b.target c.target");
        assert_eq!(fixed("After=\"a.target\"").unwrap(), "After=a.target");
        assert_eq!(fixed("After=a.target network").unwrap(), "After=a.target network.target");
        assert_eq!(fixed("After=mysql"), None);
    }
}
