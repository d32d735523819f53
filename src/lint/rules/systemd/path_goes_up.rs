//! `path-goes-up`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::fleet::is_network_type;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::UnitEntry;
use crate::unix::lexical_path::has_parent_dir;

rule! {
    /// Flags a socket, or what a mount unit mounts, with `..` in its path.
    ///
    /// ## Why
    ///
    /// systemd reads the line, looks for the mounts that the path lies on, and gives up: it does not load the unit, and says
    /// no more than `Access denied`.
    ///
    /// ## Bad
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app/../app.sock
    /// ```
    ///
    /// ```ini srv-data.mount
    /// [Mount]
    /// What=/srv/app/../images/data.img
    /// Where=/srv/data
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app.sock
    /// ```
    ///
    /// ```ini srv-data.mount
    /// [Mount]
    /// What=/srv/images/data.img
    /// Where=/srv/data
    /// ```
    ///
    /// ## Source
    ///
    /// `unit_require_mounts_for()`, `src/core/unit.c`, which `socket_add_mount_dependencies()` and
    /// `mount_add_mount_dependencies()` ask. Run on 252.
    pub static PATH_GOES_UP = {
        name: "path-goes-up",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&PATHS, check),
    }
}

const PATHS: [Name; 4] = [Name::ListenDatagram, Name::ListenSequentialPacket, Name::ListenStream, Name::What];

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let in_effect = match context.unit.unit_type() {
        Some(UnitType::Socket) => context.in_effect(Section::Socket, &PATHS[..3]),
        Some(UnitType::Mount) if !is_network_mount(context) => {
            context.last_in_effect(Section::Mount, Name::What).into_iter().collect()
        }
        _ => return,
    };
    let is_path = |entry: &&UnitEntry<'_>| {
        // A specifier at the start expands to a path, or no slash would follow it.
        entry
            .value()
            .text()
            .is_some_and(|text| text.starts_with(['/', '%']) && has_parent_dir(text.as_bytes()))
    };
    for entry in in_effect.iter().filter(is_path) {
        sink.add(
            PATH_GOES_UP
                .at(entry.id.file, entry.value().whole(), "this path must not go up")
                .label("contains ..")
                .help(
                    "systemd says no more than: Access denied. It does not load the unit. Write the path without the \
                     ..",
                ),
        );
    }
}

/// Whether a mount is a network one: systemd does not read its `What=` as a path.
fn is_network_mount(context: &UnitContext<'_>) -> bool {
    context.value_matches(Section::Mount, Name::Type, is_network_type)
        || context.value_matches(Section::Mount, Name::Options, |text| {
            text.split(',').any(|option| option.trim() == "_netdev")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_reset_or_abstract_socket_passes() {
        let count = |text: &str| file(&PATH_GOES_UP, "a.socket", &format!("[Socket]\n{text}\n")).len();
        assert_eq!((count("ListenStream=/a/../b"), count("ListenDatagram=%t/../b")), (1, 1));
        assert_eq!(count("ListenStream=/a/../b\nListenStream=\nListenStream=/c"), 0);
        assert_eq!((count("ListenStream=@/a/../b"), count("ListenStream=/a/./b..c")), (0, 0));
    }

    #[test]
    fn a_network_source_is_not_a_path() {
        let count =
            |text: &str| file(&PATH_GOES_UP, "a.mount", &format!("[Mount]\nWhere=/a\n{text}\n")).len();
        assert_eq!((count("What=/a/../b"), count("What=/a/../b\nWhat=/c"), count("What=a/../b")), (1, 0, 0));
        assert_eq!((count("What=/a/../b\nType=nfs"), count("What=/a/../b\nOptions=ro,_netdev")), (0, 0));
    }
}
