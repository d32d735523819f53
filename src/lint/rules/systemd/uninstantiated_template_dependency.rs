//! `uninstantiated-template-dependency`

use crate::diagnostic::Level;
use crate::lint::relations::has_word;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::DEPENDENCIES;
use crate::systemd::unit_name::UnitName;
use crate::systemd::words::{Flags, Words};

rule! {
    /// Flags a template in a list of dependencies of a unit that is no template itself.
    ///
    /// ## Why
    ///
    /// A template runs as an instance only. systemd takes the name of the unit for the instance, without a word:
    /// `Wants=worker@.service` in `app.service` starts `worker@app.service`. In a template it is the template's own
    /// instance, which is what is meant there.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Wants=worker@.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %i
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Wants=worker@1.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %i
    /// ```
    ///
    /// ## Source
    ///
    /// `unit_dependency_name_compatible()` and `resolve_template()`, `src/core/load-fragment.c`. Run on 252.
    pub static UNINSTANTIATED_TEMPLATE_DEPENDENCY = {
        name: "uninstantiated-template-dependency",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&DEPENDENCIES, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row else { return };
    if !has_word(entry, b"@.") || !context.unit.reads(entry) {
        return;
    }
    let Ok(own) = UnitName::parse(&context.unit.name) else { return };
    if own.instance().is_some() {
        return;
    }
    let value = entry.value();
    for word in Words::new(value.text().unwrap_or_default(), Flags::UNITS).flatten() {
        let Some(template) = word.text().and_then(|text| UnitName::parse(text).ok()) else { continue };
        let Some(instance) = template.instantiate_for(&own) else { continue };
        sink.add(
            UNINSTANTIATED_TEMPLATE_DEPENDENCY
                .at(
                    entry.id.file,
                    value.span(word.span),
                    format!("{}={template} stands for {instance}", row.name),
                )
                .label("no instance is named")
                .help("systemd takes the name of this unit for the instance and says nothing. Name the instance that is meant."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_template_may_name_templates() {
        let count = |name: &str| {
            let text = "[Unit]\nAfter=b@.service c@1.service d.service\n";
            file(&UNINSTANTIATED_TEMPLATE_DEPENDENCY, name, text).len()
        };
        assert_eq!((count("a.service"), count("a@.service"), count("a@x.service")), (1, 0, 0));
    }
}
