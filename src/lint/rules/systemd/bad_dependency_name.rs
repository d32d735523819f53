//! `bad-dependency-name`

use super::invalid_value::with_fix;
use crate::diagnostic::Level;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::systemd::kinds::unit_name::UnitName;

rule! {
    /// Flags a word in a dependency list that is not a unit name.
    ///
    /// ## Why
    ///
    /// The type is part of the name (`network.target`), names are separated by whitespace, and quotes are part of a
    /// name. systemd ignores the word: nothing is ordered, nothing is pulled in. With commas the whole list is one such
    /// word.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=network
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini other.service
    /// [Unit]
    /// Requires=app.service,database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/other
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=network.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini other.service
    /// [Unit]
    /// Requires=app.service database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/other
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_unit_deps()`, `src/core/load-fragment.c`. Run on 252.
    pub static BAD_DEPENDENCY_NAME = {
        name: "bad-dependency-name",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Reports a word that the loader refuses.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let word = refused.word();
    let label = match word {
        _ if word.contains([',', ';']) => "names are separated by spaces",
        _ if word.contains(['"', '\'']) => "quotes are part of the name",
        _ if !word.contains('.') => "the type is missing",
        _ if UnitName::read(word).is_some_and(|name| !name.is_loadable()) => {
            "units of this type have no instances"
        }
        _ => "not a unit name",
    };
    let finding = BAD_DEPENDENCY_NAME
        .at(
            refused.file(),
            refused.place(),
            format!("`{word}` in {}= is not a valid unit name", refused.mistake.row.name),
        )
        .label(label)
        .help(format!("systemd says: {} It continues without the word.", sentence(&refused.error().message)));
    sink.add(with_fix(finding, refused));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn one(line: &str) -> Found {
        let mut found = unit(&BAD_DEPENDENCY_NAME, &format!("[Unit]\n{line}\n"));
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        found.remove(0)
    }

    #[test]
    fn the_label_says_what_is_wrong_with_the_name() {
        assert_eq!(one("After=network").label, "the type is missing");
        assert_eq!(one("After=a.service,b.service").label, "names are separated by spaces");
        assert_eq!(one("After=\"a.service\"").label, "quotes are part of the name");
        assert_eq!(one("After=a.servic b.service").text, "a.servic");
        assert_eq!(one("After=a@b.mount").label, "units of this type have no instances");
    }

    #[test]
    fn obvious_mistakes_are_fixed() {
        assert_eq!(one("After=a.service,b.service").fixed.unwrap(), "[Unit]\nAfter=a.service b.service\n");
        assert_eq!(one("Wants=network-online").fixed.unwrap(), "[Unit]\nWants=network-online.target\n");
        assert_eq!(one("Wants=mysql").fixed, None);
    }
}
