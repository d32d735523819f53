//! `uninstantiated-template-dependency`

use std::borrow::Cow;

use crate::diagnostic::Level;
use crate::lint::facts::unit_references::UnitReference;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::dependencies::DEPENDENCIES;
use crate::systemd::kinds::unit_name::UnitName;

rule! {
    /// Flags a template in a dependency list of a unit that is not a template itself.
    ///
    /// ## Why
    ///
    /// A template only runs as an instance. systemd silently uses the name of the unit as the instance:
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
        looks_at: LooksAt::Unit(&DEPENDENCIES, check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    // Most names need no expansion.
    let is_made = |reference: &&UnitReference<'_>| matches!(reference.name, Cow::Owned(_));
    let mut made = context.references.dependencies().iter().filter(is_made).peekable();
    if made.peek().is_none() || UnitName::read(&context.unit.name).is_none_or(|own| own.instance().is_some())
    {
        return;
    }
    for reference in made {
        let written = reference.span.slice(context.sources.get(reference.entry.file).bytes());
        let template = std::str::from_utf8(written).ok().and_then(UnitName::read);
        let Some(template) = template.filter(UnitName::is_template) else { continue };
        let (directive, instance) = (reference.directive, &reference.name);
        sink.add(
            UNINSTANTIATED_TEMPLATE_DEPENDENCY
                .at(reference.entry.file, reference.span, format!("{directive}={template} means {instance}"))
                .label("no instance is named")
                .help("systemd silently uses the name of this unit as the instance. Name the instance that you mean."),
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
