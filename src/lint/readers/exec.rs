//! Findings about the commands of a unit. The line is parsed once; each mistake has a rule of its own.

use super::super::Rule;
use super::super::context::UnitEntryContext;
use super::super::rules::systemd::exec_empty::EXEC_EMPTY;
use super::super::rules::systemd::exec_not_absolute::EXEC_NOT_ABSOLUTE;
use super::super::rules::systemd::exec_prefix_conflict::EXEC_PREFIX_CONFLICT;
use super::super::rules::systemd::exec_prefix_order::EXEC_PREFIX_ORDER;
use super::super::rules::systemd::exec_program_invalid::EXEC_PROGRAM_INVALID;
use super::super::rules::systemd::exec_unbalanced_quote::EXEC_UNBALANCED_QUOTE;
use super::super::rules::systemd::exec_unknown_escape::EXEC_UNKNOWN_ESCAPE;
use super::super::rules::systemd::line_continuation_trap;
use super::super::sink::Sink;
use super::RefusedValue;
use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::exec_lines::has_prefix;
use crate::lint::mistake::Mistake;
use crate::source::{MappedText, Span};
use crate::syntax::Edit;
use crate::systemd::check::{Cause, Effect, Refusal};
use crate::systemd::dependencies::expand;
use crate::systemd::directives::{DirectiveRow, Name};
use crate::systemd::kinds::exec::{self, ExecErrorKind, Prefix};
use crate::systemd::kinds::specifier::{self, Table};
use crate::systemd::kinds::unit_name::UnitName;
use crate::value::ValueError;

/// Reports a command that the loader refuses.
pub(super) fn report(refused: &RefusedValue<'_>, kind: ExecErrorKind, sink: &mut Sink) {
    let RefusedValue { context, value, mistake: Mistake { row, text, refused: _ } } = *refused;
    let (at, shown) = (refused.error().span, refused.word());
    let after = text.get(at.end as usize..).unwrap_or_default();
    let name = row.name;
    let mut fix = None;
    let (rule, message, label): (&'static Rule, String, &str) = match kind {
        ExecErrorKind::UnbalancedQuote => {
            (&EXEC_UNBALANCED_QUOTE, format!("this quote in {name}= is never closed"), "opened here")
        }
        ExecErrorKind::EmptyProgram if !after.trim().is_empty() => {
            // Delete the whitespace after the prefixes.
            let gap = after.len() - after.trim_start().len();
            let blanks = Span::new(at.end, at.end + gap as u32);
            fix = Some(Edit::delete(value.span(blanks)));
            (
                &EXEC_PREFIX_ORDER,
                format!("whitespace separates the prefixes of {name}= from the program"),
                "whitespace follows",
            )
        }
        ExecErrorKind::EmptyProgram => {
            (&EXEC_EMPTY, format!("{name}= has prefixes but no program"), "nothing follows")
        }
        ExecErrorKind::NoArgv0 => (
            &EXEC_EMPTY,
            format!("the prefix `@` in {name}= needs a name after the program"),
            "no second word",
        ),
        ExecErrorKind::NotAProgram if has_prefix(shown.as_bytes()) => (
            &EXEC_PREFIX_CONFLICT,
            format!("the prefixes of {name}= cannot be combined"),
            "read as part of the program's name",
        ),
        ExecErrorKind::NotAProgram => {
            (&EXEC_NOT_ABSOLUTE, format!("the program in {name}= is not an absolute path"), "not absolute")
        }
        ExecErrorKind::PlainName => (
            &EXEC_NOT_ABSOLUTE,
            format!("the program in {name}= is not an absolute path"),
            "plain names are looked up only since 239",
        ),
        ExecErrorKind::SpecialCharacter => (
            &EXEC_PROGRAM_INVALID,
            format!("the program in {name}= contains a forbidden character"),
            "not allowed in a program's path",
        ),
        ExecErrorKind::Directory => {
            (&EXEC_PROGRAM_INVALID, format!("the program in {name}= is a directory"), "ends in a slash")
        }
        // Reported as an unescaped percent sign.
        ExecErrorKind::UnknownSpecifier => return,
    };
    let (level, effect) = effect(context, refused.effect());
    let span = if at.is_empty() { value.whole() } else { value.span(at) };
    // `$NAME` works in the arguments; the program itself is looked up before there is an environment.
    let is_variable = kind == ExecErrorKind::NotAProgram && shown.contains('$');
    let more = if is_variable { " Variables are expanded in the arguments only." } else { "" };
    let finding = rule
        .at(context.entry.id.file, span, message)
        .label(label)
        .help(format!(
            "systemd says: {} {effect} It expects {}.{more}",
            super::sentence(&refused.error().message),
            refused.error().expected
        ))
        .level(level);
    sink.add(match fix {
        // What was meant is practically certain, although the line may have been ignored until now.
        Some(edit) => finding.fix("remove the whitespace", Applicability::Safe, vec![edit]),
        None => finding,
    });
}

/// Reports a program that the unit's own name makes a relative path: `%P/app` in a unit `web.service`. Only here is the
/// name known, and with it what the specifier expands to.
pub(super) fn check_unit_name(
    context: &UnitEntryContext<'_>,
    row: &DirectiveRow,
    value: &MappedText<'_>,
    text: &str,
    sink: &mut Sink,
) {
    // Most programs start with a slash.
    if !text.trim_start_matches(['-', '@', ':', '+', '!']).starts_with('%') {
        return;
    }
    let Ok(own) = UnitName::parse(&context.unit.name) else { return };
    for command in &exec::parse(text, context.release()).commands {
        let program = command.program.lossy();
        let is_open = specifier::starts_with_slash(program.as_bytes()).is_none();
        let is_instance = own.is_template() && (program.contains("%i") || program.contains("%I"));
        let Some(path) = expand(&program, Some(&own), Table::Full).filter(|_| is_open && !is_instance) else {
            continue;
        };
        let span = command.program.span;
        let message = match &*path {
            "" => format!("Empty path in command line: '{}'", text.trim()),
            path if path.starts_with('/') || !path.contains('/') => continue,
            path => format!("Neither a valid executable name nor an absolute path: {path}"),
        };
        let effect =
            if command.has(Prefix::IgnoreFailure) { Effect::LineIgnored } else { Effect::UnitRefused };
        let error = ValueError::at(span, message, "an absolute path, or a plain file name");
        let refused = Refusal { cause: Cause::Command(ExecErrorKind::NotAProgram), effect, error };
        let refused = RefusedValue { context, value, mistake: Mistake { row, text, refused: &refused } };
        report(&refused, ExecErrorKind::NotAProgram, sink);
    }
}

/// The level and the effect of a refused command. If only the line is ignored, that is still an error where nothing is
/// left to run.
fn effect(context: &UnitEntryContext<'_>, effect: Effect) -> (Level, &'static str) {
    if effect == Effect::UnitRefused {
        return context.refusal();
    }
    let is_start = context.entry.row.is_some_and(|row| row.name == Name::ExecStart);
    let is_lost = || !context.unit.main().is_drop_in && context.facts().nothing_to_run().is_some();
    if is_start && is_lost() {
        return (Level::Error, "Nothing is then left to run, and it does not load the unit.");
    }
    (Level::Warning, "It continues without the command.")
}

/// Reports a backslash that does not start an escape sequence.
pub(super) fn report_escape(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let RefusedValue { context, value, mistake: Mistake { row: _, text, refused: _ } } = *refused;
    let (at, shown) = (refused.error().span, refused.word());
    let item = context.entry.item;
    let is_last = at.end as usize == text.len();
    // That rule explains what is wrong.
    if is_last
        && line_continuation_trap::matches(context.entry.bytes, item.value, item.end)
        && sink.wants(&line_continuation_trap::LINE_CONTINUATION_TRAP)
    {
        return;
    }
    let finding = EXEC_UNKNOWN_ESCAPE
        .at(context.entry.id.file, value.span(at), format!("`{shown}` is not an escape sequence"))
        .label("kept literally");
    let after = Span::new(item.value.end, item.end).slice(context.entry.bytes);
    if is_last && matches!(after.first(), Some(b' ' | b'\t')) {
        let help = "systemd says: Ignoring unknown escape sequences. Whitespace follows the backslash, so \
                    the command does not continue on the next line: remove the whitespace if it should.";
        sink.add(finding.help(help));
        return;
    }
    if shown == "\\%" {
        let is_doubled = text[at.end as usize..].starts_with('%');
        let help = "systemd says: Ignoring unknown escape sequences. It passes the backslash to the program, \
                    and the percent sign still begins a specifier. To escape a percent sign, double it: %%.";
        let backslash = value.span(Span::new(at.start, at.start + 1));
        let edit = Edit::replace(backslash, if is_doubled { "" } else { "%" });
        sink.add(finding.help(help).fix("write %%", Applicability::Unsafe, vec![edit]));
        return;
    }
    let help = "systemd says: Ignoring unknown escape sequences. It passes the backslash to the program. \
                Double it if that is meant; what a shell would need escaped needs no escape here.";
    let edit = Edit::insert(value.offset(at.start), "\\");
    sink.add(finding.help(help).fix("double the backslash", Applicability::Safe, vec![edit]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::systemd::unescaped_percent::UNESCAPED_PERCENT;
    use crate::lint::testing::{Found, file, unit};

    fn one(rule: &Rule, line: &str) -> Found {
        let mut found = unit(rule, &format!("[Service]\n{line}\n"));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn a_percent_sign_is_escaped_by_doubling_it() {
        let fixed = |line: &str| one(&EXEC_UNKNOWN_ESCAPE, line).fixed.unwrap().replace("[Service]\n", "");
        assert_eq!(fixed("ExecStart=/bin/date +\\%u"), "ExecStart=/bin/date +%%u\n");
        assert_eq!(fixed("ExecStart=/bin/date +\\%%u"), "ExecStart=/bin/date +%%u\n");
        assert!(one(&EXEC_UNKNOWN_ESCAPE, "ExecStart=/bin/date +\\%u").help.ends_with("double it: %%."));
        assert_eq!(
            unit(&UNESCAPED_PERCENT, "[Service]\nExecStart=/bin/date \"+\\%u\"\n"),
            [],
            "reported once"
        );
        assert_eq!(unit(&UNESCAPED_PERCENT, "[Service]\nExecStart=/bin/date \"+%u\"\n").len(), 1);
    }

    #[test]
    fn each_mistake_has_its_rule_and_its_span() {
        for (rule, line, text) in [
            (&EXEC_NOT_ABSOLUTE, "ExecStart=bin/a", "bin/a"),
            (&EXEC_NOT_ABSOLUTE, "ExecStart=\"./a\" x", "./a"),
            (&EXEC_PREFIX_CONFLICT, "ExecStart=+!/bin/a", "!/bin/a"),
            (&EXEC_PREFIX_CONFLICT, "ExecStart=--/bin/a", "-/bin/a"),
            (&EXEC_EMPTY, "ExecStart=@/bin/a", "@/bin/a"),
            (&EXEC_PROGRAM_INVALID, "ExecStart=/bin/", "/bin/"),
            (&EXEC_UNBALANCED_QUOTE, "ExecStart=/bin/a it's", "'"),
            (&EXEC_UNKNOWN_ESCAPE, "ExecStart=/bin/a b\\.c", "\\."),
        ] {
            assert_eq!(one(rule, line).text, text, "{line}");
        }
    }

    #[test]
    fn a_space_after_the_prefixes_is_removed() {
        let found = one(&EXEC_PREFIX_ORDER, "ExecStart=- /bin/a x");
        assert_eq!(found.fixed.as_deref(), Some("[Service]\nExecStart=-/bin/a x\n"));
        assert_eq!(found.level, Level::Error, "no other command remains to run");
        let found = one(&EXEC_PREFIX_ORDER, "ExecStart=/bin/a\nExecStartPre=- /bin/b");
        assert_eq!(found.level, Level::Warning);
    }

    #[test]
    fn a_dash_prefix_lowers_an_error_to_a_warning() {
        let text = "ExecStart=/bin/a\nExecStartPre=-bin/b";
        assert_eq!(one(&EXEC_NOT_ABSOLUTE, text).level, Level::Warning);
        assert_eq!(one(&EXEC_NOT_ABSOLUTE, "ExecStart=/bin/a\nExecStartPre=bin/b").level, Level::Error);
    }

    #[test]
    fn a_backslash_is_doubled_unless_it_was_meant_as_a_line_continuation() {
        let found = one(&EXEC_UNKNOWN_ESCAPE, "ExecStart=/bin/a b\\.c");
        assert_eq!(found.fixed.as_deref(), Some("[Service]\nExecStart=/bin/a b\\\\.c\n"));
        let found = one(&EXEC_UNKNOWN_ESCAPE, "ExecStart=/bin/a b \\ \n");
        assert!(found.fixed.is_none() && found.help.contains("remove the whitespace"), "{found:?}");
    }

    #[test]
    fn a_program_made_relative_by_a_name_specifier_is_flagged() {
        let count = |name: &str, command: &str| {
            file(&EXEC_NOT_ABSOLUTE, name, &format!("[Service]\nExecStart={command}\n")).len()
        };
        assert_eq!(count("web.service", "%PGBIN%/web"), 1);
        assert_eq!((count("web.service", "%i"), count("web.service", "-%I x")), (1, 1), "expands to nothing");
        assert_eq!((count("web@.service", "%i"), count("web@a.service", "%i")), (0, 0));
        assert_eq!(count("web@.service", "%p/web"), 1);
        assert_eq!((count("web.service", "%p"), count("web@.service", "%I/web")), (0, 0));
        assert_eq!(count("-usr-bin.service", "%P/web"), 0, "a dash is unescaped to a slash");
    }
}
