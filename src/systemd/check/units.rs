//! Checks units, users, and documentation URIs.

use super::{Checker, messages, quick_check};
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
        if quick_check::is_loadable_unit(text, kind) {
            return;
        }
        let span = Span::new(0, text.len() as u32);
        if let Some((_, at)) = Table::UnitName.first_unknown(text.as_bytes(), self.release) {
            return self.report_whole(Err(specifier::unknown(text, at)));
        }
        if may_be_unit(text, |name| quick_check::is_loadable_unit(name, kind)) {
            return;
        }
        let message = messages::unit_name(name, text, UnitName::read(text));
        self.report_whole(Err(ValueError::at(span, message, expected_unit(kind))));
    }

    pub(super) fn unit_list(&mut self, kind: Option<UnitType>) {
        let is_install = self.row.specifiers == Specifiers::Install;
        let flags = match kind {
            _ if is_install => Flags::INSTALL,
            Some(_) => Flags::PLAIN,
            None => Flags::UNITS,
        };
        // `systemctl enable` creates its links even for units that cannot exist.
        let is_valid = |name: &str| {
            quick_check::is_loadable_unit(name, kind) || is_install && UnitName::read(name).is_some()
        };
        for word in Words::new(self.text, flags) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.report_unbalanced(error.span),
            };
            if word.text().is_some_and(|text| quick_check::is_loadable_unit(text, kind)) {
                continue;
            }
            if let Some((_, at)) = Table::UnitName.first_unknown(&word.bytes, self.release) {
                let span = word.span_of(at.start as usize, at.end as usize);
                self.report_word(specifier::unknown(&word.lossy(), span));
            } else if !word.text().is_some_and(|text| may_be_unit(text, is_valid)) {
                let message = messages::unit_in_list(self.row, &word.lossy());
                self.report_word(ValueError::at(word.span, message, expected_unit(kind)));
            }
        }
    }

    pub(super) fn users(&mut self) {
        for word in Words::new(self.text, Flags::PLAIN).flatten() {
            if let Some(text) = word.text()
                && let Err(error) = user::parse(text, self.release)
            {
                self.report_word(ValueError::at(word.span, error.message, error.expected));
            }
        }
    }

    pub(super) fn uris(&mut self) {
        for word in Words::new(self.text, Flags::INSTALL) {
            let word = match word {
                Ok(word) => word,
                Err(error) => return self.report_unbalanced(error.span),
            };
            if let Some(error) = self.unknown_specifier(&word) {
                self.report_word(error);
            } else if !starts_with_specifier(&word.bytes) && !is_uri(&word.bytes) {
                let message = format!("Invalid URL, ignoring: {}", specifier::displayed(&word.bytes));
                self.report_word(ValueError::at(
                    word.span,
                    message,
                    "an http:, https:, file:, info: or man: URL",
                ));
            }
        }
    }
}

/// Whether a text is a unit name for which `is_valid` holds once its specifiers are expanded; assumed if in doubt.
fn may_be_unit(text: &str, is_valid: impl Fn(&str) -> bool) -> bool {
    // Specifiers expand to characters that are valid in unit names; the full name includes the type.
    let mut name = specifier::with_placeholder(text.as_bytes(), "x");
    if matches!(specifier::pieces(text.as_bytes()).last(), Some((specifier::Piece::Specifier(_), _))) {
        // The specifier may provide the type.
        name.push_str(".service");
        return UnitName::read(&name).is_some();
    }
    is_valid(&name)
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
