//! `unsupported-for-unit-type`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags a control group setting that units of this type have no use for, although their section has it.
    ///
    /// ## Why
    ///
    /// A socket, a mount or a swap only has processes that set it up; a slice has none of its own. There is no group to
    /// delegate (`Delegate=`), and none that `systemd-oomd` would watch (`ManagedOOM…=`). systemd ignores the line.
    ///
    /// ## Bad
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app.sock
    /// Delegate=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Delegate=yes
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_delegate()` and `config_parse_managed_oom_mode()`, `src/core/load-fragment.c`. Run on 252 with each
    /// type.
    pub static UNSUPPORTED_FOR_UNIT_TYPE = {
        name: "unsupported-for-unit-type",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(
            &[
                Name::Delegate,
                Name::DelegateSubgroup,
                Name::ManagedOOMMemoryPressure,
                Name::ManagedOOMMemoryPressureLimit,
                Name::ManagedOOMSwap,
            ],
            check,
        ),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let (Some(row), Some(section)) = (entry.row, entry.section) else { return };
    let is_delegate = matches!(row.name, Name::Delegate | Name::DelegateSubgroup);
    let is_supported = match section {
        Section::Service | Section::Scope => true,
        Section::Slice => !is_delegate,
        _ => false,
    };
    if is_supported || !context.unit.reads(entry) {
        return;
    }
    let name = row.name;
    let says = if is_delegate {
        format!("{name}= setting not supported for this unit type, ignoring.")
    } else {
        format!("{name}= is not supported for this unit type, ignoring.")
    };
    sink.add(
        UNSUPPORTED_FOR_UNIT_TYPE
            .at(
                entry.id.file,
                entry.item.name,
                format!("a {} has no use for {name}=", context.unit.type_name()),
            )
            .label("ignored")
            .help(format!("systemd says: {says} It belongs in the service.")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn each_unit_type_has_its_unsupported_directives() {
        let count = |name: &str, section: &str, line: &str| {
            file(&UNSUPPORTED_FOR_UNIT_TYPE, name, &format!("[{section}]\n{line}\n")).len()
        };
        assert_eq!(count("a.mount", "Mount", "ManagedOOMSwap=kill"), 1);
        assert_eq!(count("a.slice", "Slice", "Delegate=yes"), 1);
        assert_eq!(count("a.slice", "Slice", "ManagedOOMSwap=kill"), 0);
        assert_eq!(count("a.service", "Service", "ManagedOOMSwap=kill"), 0);
        assert_eq!(count("a.socket", "Socket", "ManagedOOMPreference=avoid"), 0);
    }
}
