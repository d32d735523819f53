//! `instance-without-template`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::kinds::words::{Flags, Words};
use crate::systemd::unit::{RELATIONS, UnitFile};

rule! {
    /// Flags a unit that pulls in an instance (`worker@1.service`) when neither its template nor the instance is given
    /// or in the same directory.
    ///
    /// ## Why
    ///
    /// An instance is made from its template, `worker@.service`. Without one, `Requires=` makes the start fail, and
    /// `Wants=` silently starts nothing. Templates that come with systemd pass; those of other packages cannot be seen
    /// from here.
    ///
    /// ## Bad
    ///
    /// ```ini workers.target
    /// [Unit]
    /// Wants=worker@1.service worker@2.service
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini workers.target
    /// [Unit]
    /// Wants=worker@1.service worker@2.service
    /// ```
    ///
    /// ```ini worker@.service
    /// [Service]
    /// ExecStart=/usr/bin/worker %i
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), on templates and instances.
    pub static INSTANCE_WITHOUT_TEMPLATE = {
        name: "instance-without-template",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&RELATIONS, check),
    }
}

/// The prefixes of templates that come with systemd, besides those that start with `systemd-`.
const OF_SYSTEMD: [&str; 10] = [
    "autovt",
    "container-getty",
    "dbus-org",
    "getty",
    "initrd",
    "modprobe",
    "serial-getty",
    "user",
    "user-runtime-dir",
    "quotaon",
];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    // Most units name no instance at all.
    let has_sign = |file: &UnitFile| memchr::memchr(b'@', context.sources.get(file.id).bytes()).is_some();
    if !context.unit.files.iter().any(has_sign) {
        return;
    }
    for entry in context.unit.entries_of(context.sources, &RELATIONS) {
        let Some(row) = entry.row else { continue };
        // Most values have no instance.
        if memchr::memchr(b'@', entry.item.value.slice(entry.bytes)).is_none() {
            continue;
        }
        let value = entry.value();
        for word in Words::new(value.text().unwrap_or_default(), Flags::UNITS).flatten() {
            let Some(name) = word.text().and_then(UnitName::read) else { continue };
            let Some(template) = name.template().filter(|_| !is_of_systemd(&name)) else { continue };
            let finding = INSTANCE_WITHOUT_TEMPLATE
                .at(entry.id.file, value.span(word.span), format!("the template of {name} was not found"))
                .label(format!("an instance of {template}"))
                .help(format!(
                    "{}= finds nothing to start unless {template} is installed elsewhere. Pass that file as well, or \
                     correct the name.",
                    row.name
                ));
            // One finding is enough for all that name the same instance.
            let instance = name.as_str().to_owned();
            sink.add_first_if(name.as_str(), finding, move |fleet, _| {
                !fleet.will_contain(&instance) && !fleet.will_contain(&template)
            });
        }
    }
}

fn is_of_systemd(name: &UnitName<'_>) -> bool {
    let prefix = name.prefix();
    prefix.starts_with("systemd-") || OF_SYSTEMD.contains(&prefix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit, with_siblings};

    #[test]
    fn each_instance_is_flagged_once_where_it_is_pulled_in() {
        let text = "[Unit]\nWants=w@1.service w@2.service\nRequires=w@1.service\nAfter=w@3.service\n";
        let found = file(&INSTANCE_WITHOUT_TEMPLATE, "w.target", text);
        assert_eq!(
            found.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
            ["w@1.service", "w@2.service"]
        );
    }

    #[test]
    fn a_template_generated_by_a_build_passes() {
        let count = |other: &str| {
            with_siblings(&INSTANCE_WITHOUT_TEMPLATE, ("w.target", "[Unit]\nWants=w@1.service\n"), &[other])
                .len()
        };
        assert_eq!((count("w@.service.in"), count("w@1.service.tmpl"), count("v@.service.in")), (0, 0, 1));
    }

    #[test]
    fn systemd_templates_and_unresolved_names_pass() {
        let text = "[Unit]\nWants=getty@tty1.service systemd-fsck@a.service w@%i.service w@.service\n";
        assert!(unit(&INSTANCE_WITHOUT_TEMPLATE, text).is_empty());
    }
}
