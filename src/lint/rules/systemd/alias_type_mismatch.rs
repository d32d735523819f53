//! `alias-type-mismatch`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::kinds::words::{Flags, Words};

rule! {
    /// Flags an `Alias=` that the unit cannot have: one of another type, a plain name for a template, or any alias for
    /// a unit of a type that has none.
    ///
    /// ## Why
    ///
    /// An alias is a link with another name for the same unit, so it must have the same type; a template can be linked
    /// to a template or an instance, a plain unit to a plain name only. For any other name `systemctl enable` fails.
    /// Mounts, automounts, swaps, slices and scopes have a single name, and `systemctl` ignores the line.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// Alias=app.socket
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// Alias=web.service
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Alias=`; `unit_file_verify_alias()`, `src/shared/install.c`;
    /// `unit_validate_alias_symlink_or_warn()`. Run on 252.
    pub static ALIAS_TYPE_MISMATCH = {
        name: "alias-type-mismatch",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Alias], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let text = value.text().unwrap_or_default();
    // A drop-in for all units of a type has no name to compare.
    let Ok(own) = UnitName::parse(&context.unit.name) else { return };
    if text.is_empty() || !context.unit.reads(entry) {
        return;
    }
    let kind = own.unit_type();
    let finding = |span, message: String| ALIAS_TYPE_MISMATCH.at(entry.id.file, span, message);
    if matches!(
        kind,
        UnitType::Mount | UnitType::Automount | UnitType::Swap | UnitType::Slice | UnitType::Scope
    ) {
        sink.add(finding(value.whole(), format!("{kind} units have no aliases")).label("ignored").help(
            format!("systemctl says: Alias= is not allowed for {kind} units, ignoring. No link is created."),
        ));
        return;
    }
    // The sections tell the type, but nothing tells whether it is a template.
    let is_named = context.unit.is_named();
    for word in Words::new(text, Flags::INSTALL).flatten() {
        // A word that is not a name, or is not known yet, is not for this rule.
        let Some(alias) = word.text().and_then(UnitName::read) else { continue };
        let label = if alias.unit_type() != kind {
            format!("not a {kind}")
        } else if own.instance().is_none() == alias.instance().is_none() || !is_named {
            continue;
        } else if own.instance().is_none() {
            "needs an instance, but this unit has none".to_owned()
        } else {
            "has no instance, but this unit needs one".to_owned()
        };
        sink.add(
            finding(value.span(word.span), format!("{alias} cannot be an alias of {own}")).label(label).help(
                format!(
                    "systemctl says: Failed to enable unit, cannot alias {own} as {alias}. No link is \
                     created."
                ),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn unit_type_and_template_must_match() {
        let count = |name: &str, alias: &str| {
            file(&ALIAS_TYPE_MISMATCH, name, &format!("[Install]\nAlias={alias}\n")).len()
        };
        for (name, alias) in [
            ("a.service", "b.socket"),
            ("a.service", "b@.service"),
            ("a.service", "b@x.service"),
            ("a@.service", "b.service"),
            ("a.mount", "b.mount"),
        ] {
            assert_eq!(count(name, alias), 1, "{name} {alias}");
        }
        for (name, alias) in [
            ("a.service", "b.service"),
            ("a@.service", "b@.service"),
            ("a@.service", "b@x.service"),
            ("a.service", "%H.service"),
            ("a.service", "multi-user.target.wants/a.service"),
            ("a.mount", ""),
        ] {
            assert_eq!(count(name, alias), 0, "{name} {alias}");
        }
    }
}
