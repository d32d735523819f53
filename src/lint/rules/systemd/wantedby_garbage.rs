//! `wantedby-garbage`

use super::invalid_value::with_fix;
use crate::diagnostic::Level;
use crate::lint::readers::RefusedValue;
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::start_links::{may_link_to, wanting_unit};

rule! {
    /// Flags a word in a list in `[Install]` that is not a unit name.
    ///
    /// ## Why
    ///
    /// The manager never looks at `[Install]`; `systemctl enable` does, and fails because of the word.
    /// `WantedBy=multi-user` makes no link, and the service is not running after the next boot.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Source
    ///
    /// `install_info_symlink_wants()` and, for `Alias=`, `unit_file_verify_alias()`, `src/shared/install.c`. Run on 252:
    /// exit status 1, the other links are made.
    pub static WANTEDBY_GARBAGE = {
        name: "wantedby-garbage",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

/// Reports a word that `systemctl enable` refuses.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let (name, word) = (refused.mistake.row.name, refused.word());
    let fails = format!("Failed to enable unit, \"{word}\" is not a valid unit name.");
    let (label, says) = match (name, UnitName::read(&refused.context.unit.name)) {
        (Name::Alias, Some(own)) if refused.context.unit.is_named() => match alias(word, &own) {
            Some(fault) => fault,
            None => return,
        },
        // A drop-in for all units of a type: which of them it would link is not known.
        (Name::Alias, _) if word.contains('/') => return,
        _ => ("not a unit name", fails),
    };
    let finding = WANTEDBY_GARBAGE
        .at(refused.file(), refused.place(), format!("`{word}` is not a unit that {name}= could name"))
        .label(label)
        .help(format!(
            "systemctl says: {says} The manager does not look at [Install]: the unit runs, but is not enabled by this \
             word.{}",
            if name == Name::Alias && !word.contains('.') { " Another name needs the type as well." } else { "" }
        ));
    sink.add(with_fix(finding, refused));
}

/// What is wrong with a word of `Alias=` that is not a name, and what systemctl says; `None` if systemctl accepts it.
/// An alias may include the directory of the link: `multi-user.target.wants/app.service` (`unit_file_verify_alias()`).
fn alias(word: &str, own: &UnitName<'_>) -> Option<(&'static str, String)> {
    let Some((directory, file)) = word.rsplit_once('/') else {
        let says = format!("Failed to enable unit, cannot alias {own} as {word}.");
        return Some(("not a unit name", says));
    };
    let Some(wanting) = wanting_unit(directory) else {
        // A specifier may expand to such a directory.
        let says = format!("Failed to enable unit, invalid unit reference \"{word}\".");
        return (!directory.contains('%')).then_some(("not a directory of a unit", says));
    };
    let file = expanded(file, own)?;
    let says = format!("Failed to enable unit, cannot alias {own} as {directory}/{file}.");
    (!may_link_to(&file, own, &wanting)).then_some(("not a link to this unit", says))
}

/// A word with the specifiers of the unit's own name expanded; `None` if more must be known.
fn expanded(word: &str, own: &UnitName<'_>) -> Option<String> {
    let mut parts = word.split('%');
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        all.push_str(match part.as_bytes().first()? {
            b'p' => own.prefix(),
            // A template is enabled on its own and by its instances, which have another name.
            _ if own.is_template() => return None,
            b'n' => own.as_str(),
            b'N' => own.without_type(),
            b'i' => own.instance().unwrap_or_default(),
            _ => return None,
        });
        all.push_str(part.get(1..)?);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file, unit};

    fn found(line: &str) -> Vec<Found> {
        unit(&WANTEDBY_GARBAGE, &format!("[Install]\n{line}\n"))
    }

    #[test]
    fn each_name_is_checked() {
        assert_eq!(found("WantedBy=multi-user.target multi-user")[0].text, "multi-user");
        let fixed = found("RequiredBy=multi-user")[0].fixed.clone().unwrap();
        assert_eq!(fixed, "[Install]\nRequiredBy=multi-user.target\n");
        assert!(found("WantedBy=a.target\nAlso=b.socket").is_empty());
    }

    fn linked(name: &str, alias: &str) -> Vec<Found> {
        file(&WANTEDBY_GARBAGE, name, &format!("[Install]\nAlias={alias}\n"))
    }

    #[test]
    fn an_alias_may_be_a_symlink_in_a_wants_directory() {
        for (name, alias) in [
            ("p.service", "multi-user.target.wants/p.service"),
            ("p.service", "multi-user.target.requires/%N.service"),
            ("p@.service", "multi-user.target.wants/p@eth0.service"),
            ("p@.service", "multi-user.target.wants/%p@eth0.service"),
            ("p@.service", "multi@.target.wants/p@.service"),
            ("p@eth0.service", "multi-user.target.wants/p@eth0.service"),
            // `systemctl enable p@eth0.service` creates it.
            ("p@.service", "multi-user.target.wants/p@%i.service"),
            ("service.d/x.conf", "multi-user.target.wants/other.service"),
        ] {
            assert!(linked(name, alias).is_empty(), "{name} {alias}");
        }
    }

    #[test]
    fn an_alias_symlink_must_name_this_unit_in_a_wants_directory() {
        for (name, alias) in [
            ("p.service", "multi-user.target.wants/other.service"),
            ("p.service", "multi-user.target.wants/p@eth0.service"),
            ("p@.service", "multi-user.target.wants/p@.service"),
            ("p@.service", "multi-user.target.wants/q@eth0.service"),
            ("p.service", "multi-user.target.wants/p"),
        ] {
            let says = format!("systemctl says: Failed to enable unit, cannot alias {name} as {alias}.");
            assert!(linked(name, alias)[0].help.starts_with(&says), "{name} {alias}");
        }
        for alias in ["foo/p.service", "foo.wants/p.service", "/etc/systemd/system/a.target.wants/p.service"]
        {
            assert!(linked("p.service", alias)[0].help.contains("invalid unit reference"), "{alias}");
        }
        let says = "cannot alias p.service as multi-user.target.wants/p@.service.";
        assert!(linked("p.service", "multi-user.target.wants/p@%i.service")[0].help.contains(says));
        assert!(linked("p.service", "dbus-x")[0].help.contains("cannot alias p.service as dbus-x."));
    }

    #[test]
    fn a_template_alias_symlink_needs_an_instance_name() {
        let count = |name: &str, alias: &str| {
            file(&WANTEDBY_GARBAGE, name, &format!("[Install]\nAlias={alias}\n")).len()
        };
        for alias in [
            "m.target.wants/s@eth0.service",
            "m.target.requires/s@%i.service",
            "m@a.target.wants/s@b.service",
        ] {
            assert_eq!(count("s@.service", alias), 0, "{alias}");
        }
        assert_eq!(count("s_at.service", "m.target.wants/s@eth0.service"), 0);
        for alias in
            ["m.target.wants/s@.service", "m.target.wants/t@a.service", "m.target.upholds/s@a.service"]
        {
            assert_eq!(count("s@.service", alias), 1, "{alias}");
        }
        assert_eq!(
            (count("s.service", "%p.target.wants/%n"), count("s.service", "m.target.wants/%H.service")),
            (0, 0)
        );
    }
}
