//! `unescaped-percent`

use crate::diagnostic::{Applicability, Level};
use crate::lint::mistake::Mistake;
use crate::lint::placeholder::is_placeholder;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::check::Effect;
use crate::systemd::directives::{Specifiers, ValueKind};
use crate::systemd::kinds::specifier::Table;

rule! {
    /// Flags a `%` followed by a letter or digit that is not a specifier, where specifiers are expanded; and a date
    /// format that happens to be made of specifiers: `date +%s`, `%Y-%m-%d`.
    ///
    /// ## Why
    ///
    /// systemd replaces `%i`, `%n` and so on, and cannot resolve what it does not know. In a command the whole unit is
    /// refused (reported as `error`); elsewhere the line or the word is ignored. A literal percent sign is written
    /// `%%`. In a date format most letters are known: systemd silently puts its paths and IDs there, and the program
    /// never sees a format.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/date +%H:%M:%Z
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/date +%%H:%%M:%%Z
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Specifiers"; `specifier_printf()`, `src/shared/specifier.c`: `Invalid slot`. Unknown
    /// specifiers are refused since 236. systemd issues 3021 and 36248.
    pub static UNESCAPED_PERCENT = {
        name: "unescaped-percent",
        level: Level::Warning,
        highest_level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::UnitEntry(EntryKind::Percent, check),
    }
}

/// Reports a specifier that does not exist, or not here.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let RefusedValue { context, value, mistake: Mistake { row, text, refused: _ } } = *refused;
    let (at, specifier) = (refused.error().span, refused.word());
    let letter = specifier.as_bytes().get(1).copied().unwrap_or_default();
    let is_unit_name = matches!(row.specifiers, Specifiers::UnitName | Specifiers::Install);
    let (message, label) = match Table::Full.get(letter) {
        Some(known) if known.since > context.release() => {
            (format!("the specifier `{specifier}` was added in {}", known.since), "not known yet")
        }
        Some(_) if is_unit_name => (format!("`{specifier}` is not expanded in unit names"), "not known here"),
        _ => (format!("there is no specifier `{specifier}`"), "`%` starts a specifier"),
    };
    let (level, effect) = match refused.effect() {
        Effect::UnitRefused => context.refusal(),
        Effect::LineIgnored => (UNESCAPED_PERCENT.level, "It ignores the line."),
        Effect::WordIgnored | Effect::Kept => (UNESCAPED_PERCENT.level, "It ignores the word."),
    };
    let finding = UNESCAPED_PERCENT.at(refused.file(), refused.place(), message).level(level).label(label);
    let is_filled_in = is_placeholder(text, at.start);
    let advice = if is_filled_in {
        "A placeholder has to be filled in before systemd reads the file."
    } else {
        "Write %% for a literal percent sign."
    };
    let finding =
        finding.help(format!("systemd says: {} {effect} {advice}", sentence(&refused.error().message)));
    // A unit name has no percent sign: there the letter is wrong, not the sign. And a placeholder that starts with two
    // signs would be filled in and keep one too many.
    if is_unit_name || is_filled_in {
        sink.add(finding);
        return;
    }
    let word = word_around(text, at);
    let is_literal = looks_literal(word.1, at.start as usize - word.0);
    let places: Vec<usize> =
        if is_literal { lone_percents(word.1) } else { vec![at.start as usize - word.0] };
    let edit = |place: usize| Edit::insert(value.offset((word.0 + place) as u32), "%");
    let applicability = if is_literal { Applicability::Safe } else { Applicability::Unsafe };
    sink.add(finding.fix("double the %", applicability, places.into_iter().map(edit).collect()));
}

/// Reports dates whose specifiers are all known: the reader has reported the others.
fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let is_expanded =
        entry.row.is_some_and(|row| matches!(row.specifiers, Specifiers::Unit | Specifiers::UnitIn(_)));
    if !is_expanded || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let is_command = entry.row.is_some_and(|row| matches!(row.kind, ValueKind::Exec));
    let mut end = 0;
    for at in memchr::memchr_iter(b'%', text.as_bytes()) {
        if at < end {
            continue;
        }
        let (start, word) = word_around(text, Span::at(at as u32));
        end = start + word.len();
        let places = lone_percents(word);
        let Some(first) = places.first() else { continue };
        // `\%` in a command: exec-unknown-escape explains what is wrong.
        if is_command && word[..*first].ends_with('\\') {
            continue;
        }
        if Table::Full.first_unknown(word.as_bytes(), context.release()).is_some()
            || !is_date(&text[..start], word, places.len())
        {
            continue;
        }
        let first = start + first;
        let specifier = &text[first..first + 2];
        let edit = |place: &usize| Edit::insert(value.offset((start + place) as u32), "%");
        sink.add(
            UNESCAPED_PERCENT
                .at(
                    entry.id.file,
                    value.span(Span::new(first as u32, first as u32 + 2)),
                    format!("`{specifier}` is a systemd specifier, not part of a date"),
                )
                .label("replaced before the program sees it")
                .help(
                    "systemd says nothing, and puts a path, an ID or the like of the unit or the machine in its \
                     place. Write %% for a literal percent sign.",
                )
                .fix("double each %", Applicability::Unsafe, places.iter().map(edit).collect()),
        );
    }
}

/// Whether a word of specifiers was meant as a date format: passed to `date`, or with specifiers that tell nothing
/// about a unit.
fn is_date(before: &str, word: &str, count: usize) -> bool {
    let word = word.trim_start_matches(['"', '\'']);
    let of_date = || {
        before
            .rsplit([' ', '\t', '/', '(', '`', '"', '\'', ';', '|', '&'])
            .take(12)
            .any(|part| part == "date")
    };
    word.starts_with('+') && (count > 1 || of_date())
        || word.find("%Y").is_some_and(|at| word[at..].contains("%m"))
        || word.contains("%H:%M")
}

/// The word of the text around a place, and where it starts.
fn word_around(text: &str, at: Span) -> (usize, &str) {
    let start = text[..at.start as usize].rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    let end = text[at.end as usize..].find([' ', '\t']).map_or(text.len(), |blank| at.end as usize + blank);
    (start, &text[start..end])
}

/// Whether all percent signs of a word are meant literally: in a date format, or in percent-encoded bytes of an
/// address.
fn looks_literal(word: &str, at: usize) -> bool {
    let hexadecimal = |place: usize| {
        word.as_bytes()
            .get(place + 1..place + 3)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let is_date = is_date("", word, lone_percents(word).len());
    let is_address = word.contains("://") && hexadecimal(at);
    is_date || is_address
}

/// The percent signs that are not doubled.
fn lone_percents(word: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut rest = word.bytes().enumerate().peekable();
    while let Some((at, byte)) = rest.next() {
        if byte != b'%' {
            continue;
        }
        match rest.peek() {
            Some((_, b'%')) => {
                let _ = rest.next();
            }
            Some((_, next)) if next.is_ascii_alphanumeric() => places.push(at),
            _ => {}
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn one(text: &str) -> Found {
        let mut found = unit(&UNESCAPED_PERCENT, text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn date_formats_and_urls_are_escaped() {
        let date = one("[Service]\nExecStart=/bin/date +%Y-%m:%Z\n");
        assert_eq!((date.text.as_str(), date.level), ("%Z", Level::Error));
        assert_eq!(date.fixed.as_deref(), Some("[Service]\nExecStart=/bin/date +%%Y-%%m:%%Z\n"));
        let address = one("[Service]\nEnvironment=URL=http://x/a%2Fb\n");
        assert_eq!((address.text.as_str(), address.level), ("%2", Level::Warning));
        assert_eq!(address.fixed.as_deref(), Some("[Service]\nEnvironment=URL=http://x/a%%2Fb\n"));
    }

    #[test]
    fn a_placeholder_gets_a_note_instead_of_a_fix() {
        let found = one("[Service]\nWorkingDirectory=%KIND_DIR%\n");
        assert_eq!(found.level, Level::Error);
        assert!(found.help.ends_with("A placeholder has to be filled in before systemd reads the file."));
        assert_eq!(found.fixed, None, "after filling in, `%%KIND_DIR%` would keep a percent sign");
    }

    #[test]
    fn a_date_format_of_valid_specifiers_is_flagged_too() {
        let date = one("[Service]\nExecStart=/bin/sh -c 'tar cf /a-$(date -u +%Y-%m-%d).tar /b'\n");
        assert_eq!((date.text.as_str(), date.level), ("%Y", Level::Warning));
        let fixed = "[Service]\nExecStart=/bin/sh -c 'tar cf /a-$(date -u +%%Y-%%m-%%d).tar /b'\n";
        assert_eq!(date.fixed.as_deref(), Some(fixed));
        for line in
            ["ExecStart=/bin/date +%s", "ExecStart=/bin/a /var/log/%Y%m%d.log", "Environment=FORMAT=%H:%M:%S"]
        {
            assert_eq!(one(&format!("[Service]\n{line}\n")).level, Level::Warning, "{line}");
        }
        for line in [
            "ExecStart=/bin/date +%%Y-%%m-%%d",
            "ExecStart=/bin/a --host=%H --machine=%m --state=%S/a",
            "ExecStart=/bin/vi +%i /a",
            "ExecStart=/bin/a %Y/bin %m",
            "ExecStart=/bin/a -l 100% %n",
        ] {
            assert!(unit(&UNESCAPED_PERCENT, &format!("[Service]\n{line}\n")).is_empty(), "{line}");
        }
    }

    #[test]
    fn specifiers_not_expanded_in_unit_names_are_flagged() {
        assert_eq!(one("[Unit]\nAfter=dev-%I.device\n").message, "`%I` is not expanded in unit names");
        assert_eq!(one("[Unit]\nAfter=a@%1.service\n").message, "there is no specifier `%1`");
        assert!(unit(&UNESCAPED_PERCENT, "[Service]\nExecStart=/bin/a 100% %n %%Z %-\n").is_empty());
    }
}
