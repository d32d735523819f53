//! `socket-without-listen`

use crate::diagnostic::Level;
use crate::lint::facts::listening::{self, LISTEN};
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Section;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a socket that listens on nothing.
    ///
    /// ## Why
    ///
    /// systemd does not load the unit. An empty `Listen…=` resets all earlier ones; `%i` in a unit that is not an
    /// instance expands to nothing, and leaves no address either: reported as `warning` where there are other
    /// addresses.
    ///
    /// ## Bad
    ///
    /// ```ini app.socket
    /// [Socket]
    /// Accept=no
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app.sock
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.socket(5); `socket_verify()`, `src/core/socket.c`. Run on 252.
    pub static SOCKET_WITHOUT_LISTEN = {
        name: "socket-without-listen",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Socket) || !context.is_whole() {
        return;
    }
    let is_empty = |entry: &UnitEntry<'_>| {
        let is_listen = entry.row.is_some_and(|row| LISTEN.contains(&row.name));
        is_listen && unit.reads(entry) && !entry.item.value.is_empty() && !listening::is_address(entry, unit)
    };
    let in_effect = context.in_effect(Section::Socket, &LISTEN);
    let is_refused = in_effect.iter().all(is_empty);
    let mut empty = unit.entries(context.sources).filter(is_empty);
    // That the unit is refused is reported at the first of them.
    let first = if is_refused { empty.next() } else { None };
    for entry in empty {
        let finding = SOCKET_WITHOUT_LISTEN
            .at(entry.id.file, entry.value().whole(), "this address expands to nothing")
            .label("no instance, no address")
            .help(
                "systemd says: Failed to parse address value in '', ignoring: Invalid argument. It continues \
                   without it.",
            )
            .level(Level::Warning);
        sink.add(finding);
    }
    if !is_refused {
        return;
    }
    // A mistake in the address that is set is reported at its line.
    let holds = if unit.sets_any(&LISTEN) { " that is valid" } else { "" };
    let (file, span) = match first {
        Some(entry) => (entry.id.file, entry.value().whole()),
        None => context.header(Section::Socket),
    };
    sink.add(
        SOCKET_WITHOUT_LISTEN
            .at(file, span, "this socket listens on nothing")
            .label(format!("no ListenStream= or the like{holds}"))
            .help(
                "systemd says: Unit has no Listen setting (ListenStream=, ListenDatagram=, ListenFIFO=, ...). Refusing. It does \
                 not load the unit.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn an_address_that_expands_to_nothing_is_flagged_next_to_others() {
        let found = file(&SOCKET_WITHOUT_LISTEN, "a.socket", "[Socket]\nListenStream=%i\nListenStream=1\n");
        assert_eq!((found.len(), found[0].level, found[0].text.as_str()), (1, Level::Warning, "%i"));
    }

    #[test]
    fn an_address_must_remain_after_resets() {
        let count = |name: &str, lines: &str| {
            file(&SOCKET_WITHOUT_LISTEN, name, &format!("[Socket]\n{lines}\n")).len()
        };
        assert_eq!(count("a.socket", "ListenStream=/a\nListenDatagram="), 1);
        assert_eq!(count("a.socket", "ListenStream=/a\nListenStream=\nListenFIFO=/b"), 0);
        assert_eq!((count("a.socket", "ListenStream==%t/a"), count("a.socket", "ListenStream=%t/a")), (1, 0));
        assert_eq!((count("a.socket", "ListenStream=%i"), count("a@.socket", "ListenStream=%i")), (1, 0));
        assert!(file(&SOCKET_WITHOUT_LISTEN, "a.socket.d/b.conf", "[Socket]\nBacklog=1\n").is_empty());
    }
}
