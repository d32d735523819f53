//! `usb-pair`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags one of `USBFunctionDescriptors=` and `USBFunctionStrings=` without the other.
    ///
    /// ## Why
    ///
    /// A USB gadget needs both; systemd writes neither when one is missing.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// USBFunctionDescriptors=/etc/app/descriptors
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// USBFunctionDescriptors=/etc/app/descriptors
    /// USBFunctionStrings=/etc/app/strings
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5); `service_verify()`, `src/core/service.c`. Run on 252.
    pub static USB_PAIR = {
        name: "usb-pair",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::USBFunctionDescriptors, Name::USBFunctionStrings], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(row) = entry.row else { return };
    let other = match row.name {
        Name::USBFunctionDescriptors => Name::USBFunctionStrings,
        _ => Name::USBFunctionDescriptors,
    };
    if !context.is_in_effect()
        || !context.is_whole()
        || !context.in_effect(Section::Service, &[other]).is_empty()
    {
        return;
    }
    let name = row.name;
    sink.add(
        USB_PAIR
            .at(entry.id.file, entry.item.name, format!("{name}= does nothing without {other}="))
            .label("one of a pair")
            .help(format!(
                "systemd says: Service has {name}= setting, but no {other}=. Ignoring. It starts the service without the gadget."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_reset_directive_counts_as_missing() {
        let text = "[Service]\nUSBFunctionStrings=/a\nUSBFunctionDescriptors=/b\nUSBFunctionDescriptors=\n";
        assert_eq!(unit(&USB_PAIR, text)[0].text, "USBFunctionStrings");
        assert!(unit(&USB_PAIR, "[Service]\nUSBFunctionStrings=/a\nUSBFunctionDescriptors=/b\n").is_empty());
    }
}
