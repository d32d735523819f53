//! `default-instance-unused`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitName;

rule! {
    /// Flags `DefaultInstance=` in a unit that is not a template.
    ///
    /// ## Why
    ///
    /// Only a template has instances. Often the file name lost its `@`, and with it the instances.
    ///
    /// ## Bad
    ///
    /// ```ini worker.service
    /// [Service]
    /// ExecStart=/usr/bin/worker
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// DefaultInstance=1
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %i
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// DefaultInstance=1
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_default_instance()`, `src/shared/install.c`. Run on 252.
    pub static DEFAULT_INSTANCE_UNUSED = {
        name: "default-instance-unused",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::DefaultInstance], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, unit) = (&context.entry, context.unit);
    // Only a template has instances.
    let is_plain = UnitName::read(&unit.name).is_some_and(|name| name.instance().is_none());
    if !is_plain || !unit.reads(entry) || !unit.is_named() {
        return;
    }
    sink.add(
        DEFAULT_INSTANCE_UNUSED
            .at(entry.id.file, entry.item.name, format!("{} has no instances", unit.name))
            .label("ignored")
            .help("systemctl says: DefaultInstance= only makes sense for template units, ignoring."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn templates_and_instances_pass() {
        let count = |name: &str| file(&DEFAULT_INSTANCE_UNUSED, name, "[Install]\nDefaultInstance=1\n").len();
        assert_eq!((count("a.service"), count("a@.service"), count("a@x.service")), (1, 0, 0));
    }
}
