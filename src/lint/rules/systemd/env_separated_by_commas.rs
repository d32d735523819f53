//! `env-separated-by-commas`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::environment;
use crate::unix::variable_name::is_assignment;

rule! {
    /// Flags a comma between two variables in `Environment=`, as in supervisord's `environment=`.
    ///
    /// ## Why
    ///
    /// systemd separates variables by whitespace. The comma becomes part of the value before it, and without a space so
    /// does the variable after it: systemd says nothing, and the program gets `A=1,` or `A=1,B=2`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment=A="1",B="2"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment=A="1" B="2"
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `Environment=`; `config_parse_environ()`, `src/core/load-fragment.c`.
    pub static ENV_SEPARATED_BY_COMMAS = {
        name: "env-separated-by-commas",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::UnitEntry(EntryKind::Comma, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if entry.row.is_none_or(|row| row.name != Name::Environment) || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let read = environment::parse(text, context.release());
    let (mut edits, mut first) = (Vec::new(), None);
    for (at, one) in read.assignments.iter().enumerate() {
        let start = one.span().start as usize;
        let written = one.span().text(text);
        let is_last = at + 1 == read.assignments.len();
        for (comma, rest) in commas(written) {
            // At the end of a value with nothing after it, it may be meant.
            let with = match rest {
                "" if !is_last => "",
                _ if is_after_quote(written, comma) && starts_with_variable(rest) => " ",
                _ => continue,
            };
            let at = (start + comma) as u32;
            let place = value.span(Span::new(at, at + 1));
            first = first.or_else(|| Some((place, one.name().to_owned())));
            edits.push(Edit::replace(place, with));
        }
    }
    let Some((place, name)) = first else { return };
    sink.add(
        ENV_SEPARATED_BY_COMMAS
            .at(entry.id.file, place, format!("this comma is part of the value of {name}"))
            .label("variables are separated by spaces")
            .help("systemd says nothing. supervisord separates variables by commas, systemd by spaces.")
            .fix("separate the variables by spaces", Applicability::Safe, edits),
    );
}

/// The commas of a word that are not in quotes, each with what follows.
fn commas(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut quote, mut is_escaped) = (None, false);
    word.bytes().enumerate().filter_map(move |(at, byte)| {
        match (byte, quote) {
            _ if is_escaped => is_escaped = false,
            (b'\\', _) => is_escaped = true,
            (byte, Some(open)) if byte == open => quote = None,
            (b'"' | b'\'', None) => quote = Some(byte),
            (b',', None) => return Some((at, word.get(at + 1..).unwrap_or_default())),
            _ => {}
        }
        None
    })
}

fn is_after_quote(word: &str, at: usize) -> bool {
    word.get(..at).is_some_and(|before| before.ends_with(['"', '\'']))
}

/// Whether a text starts with `NAME=`.
fn starts_with_variable(text: &str) -> bool {
    is_assignment(text.trim_start_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(value: &str) -> Vec<Found> {
        unit(&ENV_SEPARATED_BY_COMMAS, &format!("[Service]\nEnvironment={value}\n"))
    }

    #[test]
    fn supervisord_style_commas_become_spaces() {
        for (value, corrected) in [
            ("A=1, B=2, C=3", "A=1 B=2 C=3"),
            ("A=\"1\",B='2',C=3", "A=\"1\" B='2' C=3"),
            ("\"A=1\",\"B=2\"", "\"A=1\" \"B=2\""),
        ] {
            let text = format!("[Service]\nEnvironment={corrected}\n");
            assert_eq!(found(value)[0].fixed.as_deref(), Some(&*text), "{value}");
        }
    }

    #[test]
    fn commas_inside_a_value_pass() {
        for value in [
            "HOSTS=a,b,c",
            "OPTIONS=a=1,b=2",
            "\"OPTIONS=a=1, b=2\" C=3",
            "OPTIONS='x=\"a\",y=b'",
            "A=1 B=2,",
            "A=\"x\",y",
        ] {
            assert!(found(value).is_empty(), "{value}");
        }
    }
}
