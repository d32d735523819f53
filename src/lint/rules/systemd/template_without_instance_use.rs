//! `template-without-instance-use`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::specifier::{Piece, pieces};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a service template that never uses the instance name: no `%i`, `%I`, `%j`, `%J`, `%n`, `%N` or `%f`
    /// anywhere. Templates that cannot be enabled pass: whatever starts them, such as a socket for each connection or a
    /// udev rule, chooses the names, and may need them only to tell the instances apart.
    ///
    /// ## Why
    ///
    /// All instances then do exactly the same, with the same files and ports. Usually an argument was forgotten, or the
    /// unit needs no `@`.
    ///
    /// ## Bad
    ///
    /// ```ini app@.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app@.service
    /// [Service]
    /// ExecStart=/usr/bin/app --id %i
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Specifiers".
    pub static TEMPLATE_WITHOUT_INSTANCE_USE = {
        name: "template-without-instance-use",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::ExecStart], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let (unit, facts) = (context.unit, context.facts);
    if !unit.is_template()
        || !unit.is(UnitType::Service)
        || facts.start_commands.is_empty()
        || !facts.has_install
        || !context.is_whole()
    {
        return;
    }
    // One instance per connection.
    let socket = format!("{}.socket", unit.stem().trim_end_matches('@'));
    if unit.sets_any(&[Name::StandardInput, Name::Sockets]) {
        return;
    }
    let uses = |value: &[u8]| {
        value.contains(&b'%')
            && pieces(value).any(|(piece, _)| {
                matches!(piece, Piece::Specifier(b'i' | b'I' | b'j' | b'J' | b'n' | b'N' | b'f'))
            })
    };
    if unit.entries(context.sources).any(|entry| uses(entry.value().bytes())) {
        return;
    }
    let (file, span) = context.header(Section::Service);
    sink.add_if(
        TEMPLATE_WITHOUT_INSTANCE_USE
            .at(file, span, "every instance of this template does the same")
            .label("no %i anywhere")
            .help(
                "systemd replaces %i with the text after the @, but the template has no %i. Pass it to the program, \
                 or remove the @ from the name.",
            ),
        move |fleet, _| !fleet.contains(&socket),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, units};

    #[test]
    fn any_use_of_the_instance_passes() {
        let count = |name: &str, lines: &str| {
            let text = format!("[Service]\nExecStart=/a\n{lines}\n[Install]\nWantedBy=multi-user.target\n");
            file(&TEMPLATE_WITHOUT_INSTANCE_USE, name, &text).len()
        };
        assert_eq!((count("a@.service", ""), count("a.service", "")), (1, 0));
        assert_eq!((count("a@.service", "ExecStartPre=/b %p %%i"), count("a@.service", "User=%i")), (1, 0));
        assert_eq!(count("a@.service", "StandardInput=socket"), 0);
    }

    #[test]
    fn a_template_started_by_name_passes() {
        assert!(file(&TEMPLATE_WITHOUT_INSTANCE_USE, "a@.service", "[Service]\nExecStart=/a\n").is_empty());
        let service = ("a@.service", "[Service]\nExecStart=/a\n[Install]\nWantedBy=b.target\n");
        let socket = ("a.socket", "[Socket]\nListenStream=1\nAccept=yes\n");
        assert_eq!(units(&TEMPLATE_WITHOUT_INSTANCE_USE, &[service]).len(), 1);
        assert!(units(&TEMPLATE_WITHOUT_INSTANCE_USE, &[service, socket]).is_empty());
    }
}
