//! Checks units, users, and documentation URIs.

use super::{Checker, glance, words};
use crate::source::Span;
use crate::systemd::directives::Specifiers;
use crate::systemd::kinds::specifier::{self, Table};
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::kinds::user;
use crate::systemd::kinds::words::{Flags, Words};
use crate::value::ValueError;

impl Checker<'_> {
    pub(super) fn unit_name(&mut self, kind: Option<UnitType>) {
        let (name, text) = (self.row.name, self.text);
        if glance::is_unit(text, kind) {
            return;
        }
        let span = Span::new(0, text.len() as u32);
        if let Some((_, at)) = Table::UnitName.first_unknown(text.as_bytes(), self.release) {
            return self.whole(Err(specifier::unknown(text, at)));
        }
        if is_unit(text, |name| glance::is_unit(name, kind)) {
            return;
        }
        let message = words::unit_name(name, text, UnitName::read(text));
        self.whole(Err(ValueError::at(span, message, expected_unit(kind))));
    }

    pub(super) fn unit_list(&mut self, kind: Option<UnitType>) {
        let is_install = self.row.specifiers == Specifiers::Install;
        let flags = match kind {
            _ if is_install => Flags::INSTALL,
            Some(_) => Flags::PLAIN,
            None => Flags::UNITS,
        };
        // `systemctl enable` creates its links even for units that cannot exist.
        let is_one = |name: &str| glance::is_unit(name, kind) || is_install && UnitName::read(name).is_some();
        for word in Words::new(self.text, flags) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.unreadable(error.span),
            };
            if word.text().is_some_and(|text| glance::is_unit(text, kind)) {
                continue;
            }
            if let Some((_, at)) = Table::UnitName.first_unknown(&word.bytes, self.release) {
                let span = word.place(at.start as usize, at.end as usize);
                self.word(specifier::unknown(&word.lossy(), span));
            } else if !word.text().is_some_and(|text| is_unit(text, is_one)) {
                let message = words::unit_in_list(self.row, &word.lossy());
                self.word(ValueError::at(word.span, message, expected_unit(kind)));
            }
        }
    }

    pub(super) fn users(&mut self) {
        for word in Words::new(self.text, Flags::PLAIN).flatten() {
            if let Some(text) = word.text()
                && let Err(error) = user::parse(text, self.release)
            {
                self.word(ValueError::at(word.span, error.message, error.expected));
            }
        }
    }

    pub(super) fn uris(&mut self) {
        for word in Words::new(self.text, Flags::INSTALL) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.unreadable(error.span),
            };
            if let Some(error) = self.unknown_in(&word) {
                self.word(error);
            } else if !starts_with_specifier(&word.bytes) && !is_uri(&word.bytes) {
                let message = format!("Invalid URL, ignoring: {}", specifier::shown(&word.bytes));
                self.word(ValueError::at(word.span, message, "an http:, https:, file:, info: or man: URL"));
            }
        }
    }
}

/// Whether a text is a unit name for which `is_one` holds once its specifiers are expanded; assumed if in doubt.
fn is_unit(text: &str, is_one: impl Fn(&str) -> bool) -> bool {
    // Specifiers expand to characters that are valid in unit names; the full name includes the type.
    let mut name = specifier::filled(text.as_bytes(), "x");
    if matches!(specifier::pieces(text.as_bytes()).last(), Some((specifier::Piece::Specifier(_), _))) {
        // The specifier may provide the type.
        name.push_str(".service");
        return UnitName::read(&name).is_some();
    }
    is_one(&name)
}

pub(super) const fn expected_unit(kind: Option<UnitType>) -> &'static str {
    match kind {
        Some(_) => "a unit name of that type",
        None => "a unit name with its type, such as network.target",
    }
}

/// Whether the scheme of a URI may come from a specifier.
fn starts_with_specifier(word: &[u8]) -> bool {
    matches!(specifier::pieces(word).next(), Some((specifier::Piece::Specifier(_), _)))
}

/// `documentation_url_is_valid()`.
fn is_uri(word: &[u8]) -> bool {
    let rest = |prefix: &[u8]| word.strip_prefix(prefix);
    let web = rest(b"http://").or_else(|| rest(b"https://"));
    let other = rest(b"info:").or_else(|| rest(b"man:"));
    let rest = web.or_else(|| rest(b"file:/")).or(other);
    rest.is_some_and(|rest| !rest.is_empty() && rest.is_ascii())
}
