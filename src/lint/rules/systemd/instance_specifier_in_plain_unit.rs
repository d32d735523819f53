//! `instance-specifier-in-plain-unit`

use memchr::memchr_iter;

use crate::diagnostic::Level;
use crate::lint::readers::unit_name_specifiers;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::directives::{Specifiers, ValueKind};
use crate::systemd::kinds::specifier::{self, Piece};

rule! {
    /// Flags `%i` and `%I` in a unit that is neither a template nor an instance: they expand to nothing there.
    ///
    /// ## Why
    ///
    /// Only a template such as `app@.service` has instances. In `app.service` systemd silently replaces them with an
    /// empty string: `--port=%i` becomes `--port=`, and `dev-%i.device` names another unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --port=%i
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app@.service
    /// [Service]
    /// ExecStart=/usr/bin/app --port=%i
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Specifiers"; `unit_full_printf_full()`, `src/core/unit-printf.c`. Run on 252.
    pub static INSTANCE_SPECIFIER_IN_PLAIN_UNIT = {
        name: "instance-specifier-in-plain-unit",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

/// What else it may be in a command: Celery, OpenSSH and others have percent signs of their own.
const OWN_SIGN: &str = " Write %% for a percent sign that the program itself should see.";

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    let has_any =
        |bytes: &[u8]| memchr_iter(b'%', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'i' | b'I')));
    let mut files = unit.files.iter().map(|file| context.sources.get(file.id).bytes());
    // A drop-in in `service.d` or `app-.service.d` is for templates as well, and `app_at.service` becomes one.
    let stem = unit.stem();
    if !unit.is_named() {
        return;
    }
    let is_for_many =
        matches!(stem.as_bytes(), [] | [.., b'-'] | [.., b'_' | b'.', b'a' | b'A', b't' | b'T']);
    if !files.any(has_any) || is_for_many || unit.names().any(|name| name.contains('@')) {
        return;
    }
    for entry in unit.entries(context.sources).filter(|entry| unit.reads(entry)) {
        if !has_any(entry.item.value.slice(entry.bytes)) {
            continue;
        }
        let (Some(row), value) = (entry.row, entry.value()) else { continue };
        let is_instance = |letter: u8| match row.specifiers {
            Specifiers::None => false,
            // systemd refuses `%I` there.
            Specifiers::UnitName | Specifiers::Install => letter == b'i',
            _ => matches!(letter, b'i' | b'I'),
        };
        let mut pieces = specifier::pieces(value.bytes());
        let found =
            pieces.find(|(piece, _)| matches!(piece, Piece::Specifier(letter) if is_instance(*letter)));
        let Some((_, span)) = found else { continue };
        // A user without a name is refused, and reported as such.
        let mut is_refused = false;
        unit_name_specifiers::check(unit, row, &value, context.release(), &mut |_| is_refused = true);
        if is_refused {
            continue;
        }
        let shown = String::from_utf8_lossy(&value.bytes()[span.range()]).into_owned();
        let is_command = matches!(row.kind, ValueKind::Exec);
        let span: Span = value.span(span);
        sink.add(
            INSTANCE_SPECIFIER_IN_PLAIN_UNIT
                .at(entry.id.file, span, format!("`{shown}` is empty in a unit without an instance"))
                .label("expands to nothing")
                .help(format!(
                    "systemd says nothing. Only templates have instances: should the file be named {stem}@.{}?{}",
                    unit.type_name(),
                    if is_command { OWN_SIGN } else { "" }
                )),
        );
        // All of them are empty because of the unit's name: one finding is enough.
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn templates_instances_and_doubled_percents_pass() {
        let count = |name: &str, line: &str| {
            file(&INSTANCE_SPECIFIER_IN_PLAIN_UNIT, name, &format!("[Service]\nExecStart={line}\n")).len()
        };
        assert_eq!(count("a.service", "/a %I"), 1);
        assert_eq!((count("a@.service", "/a %i"), count("a@b.service", "/a %i")), (0, 0));
        assert_eq!((count("a.service", "/a %%i"), count("a.service", "/a %n")), (0, 0));
        assert_eq!((count("service.d/a.conf", "/a %i"), count("a-.service.d/a.conf", "/a %i")), (0, 0));
        assert_eq!((count("a_at.service", "/a %i"), count("a.AT.service", "/a %i")), (0, 0));
        let user = |line: &str| count("a.service", &format!("/a\nUser=%i\n{line}"));
        assert_eq!(
            (user(""), user("WorkingDirectory=/srv/%i")),
            (0, 1),
            "an empty user name is rejected by another rule"
        );
        assert_eq!(count("a.service.d/a.conf", "/a %i %i\nExecStop=/b %i"), 1, "reported once");
    }

    #[test]
    fn the_help_mentions_a_programs_own_percent_sequences() {
        let help = |text: &str| file(&INSTANCE_SPECIFIER_IN_PLAIN_UNIT, "a.service", text).remove(0).help;
        assert!(help("[Service]\nExecStart=/a --log=/%I.log\n").ends_with(OWN_SIGN));
        assert!(help("[Unit]\nDescription=a of %i\n").ends_with("named a@.service?"));
    }
}
