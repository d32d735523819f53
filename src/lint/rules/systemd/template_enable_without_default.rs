//! `template-enable-without-default`

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::STARTED_BY;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags a template that a target should start, but that names no default instance.
    ///
    /// ## Why
    ///
    /// `systemctl enable worker@.service` fails: a target cannot start a template. `enable worker@1.service` works; with
    /// `DefaultInstance=` the plain name does as well.
    ///
    /// ## Bad
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %i
    ///
    /// [Install]
    /// WantedBy=multi-user.target
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
    /// systemd.unit(5), `DefaultInstance=`; `install_info_symlink_wants()`, `src/shared/install.c`. Run on 252.
    pub static TEMPLATE_ENABLE_WITHOUT_DEFAULT = {
        name: "template-enable-without-default",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&STARTED_BY, check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is_template() || !context.facts.has_install || !context.is_whole() {
        return;
    }
    if context.last_in_effect(Section::Install, Name::DefaultInstance).is_some() {
        return;
    }
    let targets = context.in_effect(Section::Install, &STARTED_BY);
    // A template can be pulled in by another template.
    let is_plain = |text: &str| !text.contains('@');
    let Some(entry) = targets.into_iter().find(|entry| entry.value().text().is_some_and(is_plain)) else {
        return;
    };
    let value = entry.value();
    let target = value.text().unwrap_or_default();
    sink.add(
        TEMPLATE_ENABLE_WITHOUT_DEFAULT
            .at(entry.id.file, value.whole(), format!("{} cannot be enabled without an instance", unit.name))
            .label("no DefaultInstance=")
            .help(format!(
                "systemctl says: Failed to enable {}, destination unit {target} is a non-template unit. It enables an instance, or \
                 the template once DefaultInstance= names one.",
                unit.name
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_template_wanted_by_a_template_passes() {
        let count = |name: &str, lines: &str| {
            file(&TEMPLATE_ENABLE_WITHOUT_DEFAULT, name, &format!("[Install]\n{lines}\n")).len()
        };
        assert_eq!(
            (count("a@.service", "WantedBy=b.target"), count("a@.service", "WantedBy=b@.target")),
            (1, 0)
        );
        assert_eq!(
            (count("a.service", "WantedBy=b.target"), count("a@x.service", "WantedBy=b.target")),
            (0, 0)
        );
        assert_eq!(count("a@.service", "Alias=b@.service"), 0);
    }
}
