//! `default-instance-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name;

rule! {
    /// Flags a `DefaultInstance=` that cannot be part of a unit name.
    ///
    /// ## Why
    ///
    /// `systemctl enable` refuses such a unit, while everything that loads it says nothing: an instance name consists
    /// of letters, digits and `:-_.\\@` only. `systemd-escape` encodes other characters.
    ///
    /// ## Bad
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %I
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// DefaultInstance=srv/data
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %I
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// DefaultInstance=srv-data
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_default_instance()`, `src/shared/install.c`; systemd.unit(5). `systemctl enable` run on 252.
    pub static DEFAULT_INSTANCE_INVALID = {
        name: "default-instance-invalid",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::DefaultInstance], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    // What a specifier expands to is known only when the unit is enabled.
    let is_wrong = |text: &&str| !text.is_empty() && !text.contains('%') && !unit_name::is_instance(text);
    let Some(text) = value.text().filter(is_wrong).filter(|_| context.unit.reads(entry)) else { return };
    sink.add(
        DEFAULT_INSTANCE_INVALID
            .at(entry.id.file, value.whole(), format!("`{text}` cannot be an instance name"))
            .label("refused")
            .help(format!(
                "systemctl says: Invalid DefaultInstance= value \"{text}\". It does not enable the unit. \
                 systemd-escape encodes what a name cannot contain."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn valid_instance_names_pass() {
        let count = |value: &str| {
            let text = format!("[Service]\nExecStart=/a %i\n[Install]\nDefaultInstance={value}\n");
            file(&DEFAULT_INSTANCE_INVALID, "a@.service", &text).len()
        };
        for value in ["1", "a-b_c.d:e@f", r"srv-my\x20data", "%H", ""] {
            assert_eq!(count(value), 0, "{value}");
        }
        for value in ["a/b", "a b", "ä"] {
            assert_eq!(count(value), 1, "{value}");
        }
    }
}
