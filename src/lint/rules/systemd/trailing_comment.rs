//! `trailing-comment`

use memchr::memchr2;

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::unit_lines;
use crate::lint::mistake::count_refusals;
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::check::{self, Effect};
use crate::systemd::directives::{DirectiveRow, Name, ValueKind};
use crate::systemd::kinds::user;
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::versions::Release;

rule! {
    /// Flags a comment after a value: unit files only have comments on lines of their own, and `# text` there is part
    /// of the value. Reported as `error` where systemd does not load the unit because of it.
    ///
    /// ## Why
    ///
    /// `Restart=always # keep it up` is a value that systemd does not know: it ignores the line, and nothing is
    /// restarted. A command gets the words of the comment as arguments, a list of units looks for units with these
    /// names, a path for a file with this name. `Description=` and other free text are left alone.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always # keep it up
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// # keep it up
    /// Restart=always
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.syntax(7): only lines that start with `#` or `;` are comments. Run on 252 with words, booleans and commands.
    /// systemd issue 38464 asks for a warning.
    pub static TRAILING_COMMENT = {
        name: "trailing-comment",
        level: Level::Warning,
        highest_level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::UnitEntry(EntryKind::CommentSign, check),
    }
}

/// A comment after a value.
pub(crate) struct Comment {
    /// The end of the value that was meant.
    value_end: u32,
    /// The start of the comment.
    start: u32,
    /// Whether nothing is lost when the comment goes: systemd ignores all of its words.
    is_inert: bool,
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row else { return };
    if !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let Some(comment) = find(row, text, context.release()) else { return };
    let mut level = Level::Warning;
    let mut is_refused = false;
    check::check(row, text, context.release(), &mut |refused| {
        is_refused = true;
        if refused.effect == Effect::UnitRefused {
            level = context.refusal().0;
        }
    });
    let all = Span::new(comment.start, text.len() as u32);
    let span = value.span(all);
    let effect = match (row.kind, level) {
        (_, Level::Error) => "systemd cannot read the value with it and does not load the unit.",
        (ValueKind::Exec, _) => "systemd passes its words to the program as arguments.",
        (ValueKind::UserOrGroup, _) => {
            "systemd takes the whole text for the name, finds no such account and does not start the program."
        }
        (kind, _) if is_refused && is_scalar(kind) => {
            "systemd cannot read the value with it and ignores the line."
        }
        _ if is_refused => "systemd tries to read its words and ignores them one by one.",
        _ => "systemd reads it as part of the value.",
    };
    let finding = TRAILING_COMMENT
        .at(entry.id.file, span, format!("this comment is part of the value of {}=", row.name))
        .label("not a comment here")
        .help(format!("{effect} Comments need a line of their own that starts with `#` or `;`."))
        .level(level);
    let written = span.slice(entry.bytes);
    let after = Span::new(value.span(Span::new(0, comment.value_end)).end, entry.item.value.end);
    let is_one_line = memchr2(b'\n', b'\r', after.slice(entry.bytes)).is_none();
    sink.add(match std::str::from_utf8(written) {
        Ok(comment_text) if is_one_line => {
            let applicability = if comment.is_inert { Applicability::Safe } else { Applicability::Unsafe };
            let edits =
                vec![unit_lines::line_above(entry.item, entry.bytes, comment_text), Edit::delete(after)];
            finding.fix("put the comment on a line of its own", applicability, edits)
        }
        _ => finding,
    });
}

/// The comment after a value, if there is one.
pub(crate) fn find(row: &DirectiveRow, text: &str, release: Release) -> Option<Comment> {
    if is_free_text(row) {
        return None;
    }
    if row.kind == ValueKind::Exec {
        return find_in_command(text);
    }
    let mut from = 0;
    while let Some(found) = memchr2(b'#', b';', &text.as_bytes()[from..]) {
        let start = from + found;
        from = start + 1;
        let value = text[..start].trim_end_matches([' ', '\t']);
        // Without whitespace before it, the sign is part of a word: `/a#b`.
        if value.is_empty() || value.len() == start {
            continue;
        }
        if let Some(is_inert) = comment_at(row, text, value, start, release) {
            return Some(Comment { value_end: value.len() as u32, start: start as u32, is_inert });
        }
    }
    None
}

/// A `#` that is a word of its own. A lone `;` separates commands, and inside quotes the sign belongs to the program.
fn find_in_command(text: &str) -> Option<Comment> {
    if !text.contains('#') {
        return None;
    }
    let mut words = Words::new(text, Flags::EXEC).flatten().skip(1);
    let sign = words.find(|word| &*word.bytes == b"#" && word.span.len() == 1)?;
    let start = sign.span.start;
    let value_end = text[..start as usize].trim_end_matches([' ', '\t']).len() as u32;
    Some(Comment { value_end, start, is_inert: false })
}

/// Whether the sign at `start`, with whitespace before it, starts a comment; and if so, whether it is inert.
fn comment_at(row: &DirectiveRow, text: &str, value: &str, start: usize, release: Release) -> Option<bool> {
    let is_hash = text[start..].starts_with('#');
    let after = &text[start + 1..];
    let is_separated = after.is_empty() || after.starts_with([' ', '\t']);
    match row.kind {
        kind if is_scalar(kind) => {
            let is_meant = count_refusals(row, value, release) == 0 && count_refusals(row, text, release) > 0;
            is_meant.then_some(true)
        }
        ValueKind::Environment
        | ValueKind::ExitStatusList
        | ValueKind::UnitList(_)
        | ValueKind::PathList
        | ValueKind::PathListWithPrefixes
        | ValueKind::Uris => {
            let words = text[start..].split_ascii_whitespace().count();
            let refused =
                count_refusals(row, text, release).saturating_sub(count_refusals(row, value, release));
            let is_list = count_refusals(row, value, release) == 0 && refused > 0;
            (is_list && (is_hash || is_separated)).then_some(refused == words)
        }
        // systemd accepts nearly every name, `app # or root` too, and then does not find the user.
        ValueKind::UserOrGroup => user::is_strict_name(value).then_some(false),
        _ => (is_hash && is_separated).then_some(false),
    }
}

/// Whether values of this kind are a single word, so that a comment makes them invalid.
const fn is_scalar(kind: ValueKind) -> bool {
    matches!(
        kind,
        ValueKind::Bool
            | ValueKind::Enum(_)
            | ValueKind::Uint { .. }
            | ValueKind::Int { .. }
            | ValueKind::UintOrInfinity
            | ValueKind::WeightOrIdle
            | ValueKind::TasksMax
            | ValueKind::Bytes
            | ValueKind::MemoryLimit
            | ValueKind::DiskQuota
            | ValueKind::Percent
            | ValueKind::Permyriad
            | ValueKind::Timespan { .. }
            | ValueKind::Rlimit(_)
            | ValueKind::Mode
            | ValueKind::Signal
            | ValueKind::UnitName(_)
    )
}

/// Whether values are meant for people, or for programs that have comments of their own.
const fn is_free_text(row: &DirectiveRow) -> bool {
    matches!(
        row.name,
        Name::Description
            | Name::RebootArgument
            | Name::JobTimeoutRebootArgument
            | Name::StandardInputText
            | Name::StandardInputData
            | Name::SetCredential
            | Name::SetCredentialEncrypted
            | Name::LogExtraFields
            | Name::LogFilterPatterns
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(line: &str) -> Vec<Found> {
        unit(&TRAILING_COMMENT, &format!("[Service]\n{line}\n"))
    }

    fn fixed(line: &str) -> Option<String> {
        let [finding] = &found(line)[..] else { panic!("{line}: {:?}", found(line)) };
        Some(finding.fixed.clone()?.trim_start_matches("[Service]\n").to_owned())
    }

    #[test]
    fn the_fix_moves_the_comment_to_its_own_line() {
        assert_eq!(fixed("Restart=always # c").unwrap(), "# c\nRestart=always\n");
        assert_eq!(fixed("  PrivateTmp=yes\t; c").unwrap(), "  ; c\n  PrivateTmp=yes\n");
        assert_eq!(fixed("Nice=5 #c").unwrap(), "#c\nNice=5\n");
        assert_eq!(fixed("ExecStart=/bin/a -x # c d").unwrap(), "# c d\nExecStart=/bin/a -x\n");
        assert_eq!(fixed("ExecStart=/bin/a \\\n  -x # c").unwrap(), "# c\nExecStart=/bin/a \\\n  -x\n");
        assert_eq!(fixed("ExecStart=/bin/a # c \\\n  -x"), None);
        assert_eq!(fixed("Environment=A=b # c").unwrap(), "# c\nEnvironment=A=b\n");
        assert_eq!(fixed("WorkingDirectory=/srv # c").unwrap(), "# c\nWorkingDirectory=/srv\n");
    }

    #[test]
    fn comment_characters_that_belong_to_the_value_pass() {
        for line in [
            "Description=a # b",
            "Restart=always#c",
            "Restart=never # c",
            "ExecStart=/bin/sh -c 'a # b; c'",
            "ExecStart=/bin/a '#' b",
            "ExecStart=/bin/a #b",
            "ExecStart=/bin/a ; /bin/b",
            "Environment=\"A=b # c\"",
            "# Restart=always # c",
            "WorkingDirectory=/srv/#1",
        ] {
            assert!(found(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_comment_that_prevents_loading_is_an_error() {
        assert_eq!(found("DynamicUser=yes # c")[0].level, Level::Error);
        assert_eq!(found("Restart=always # c")[0].level, Level::Warning);
    }

    #[test]
    fn a_name_of_an_account_ends_before_it() {
        assert_eq!(fixed("User=app # c").unwrap(), "# c\nUser=app\n");
        assert_eq!(fixed("Group=app\t#c").unwrap(), "#c\nGroup=app\n");
        assert_eq!(fixed("User=app ; c").unwrap(), "; c\nUser=app\n");
        assert!(found("User=a.b #c").is_empty() && found("User=app#c").is_empty());
    }
}
