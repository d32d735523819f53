//! `socket-symlinks-without-node`

use crate::diagnostic::Level;
use crate::lint::facts::listening::{self, LISTEN};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::specifier;

rule! {
    /// Flags `Symlinks=` in a socket that does not listen on exactly one node in the file system.
    ///
    /// ## Why
    ///
    /// The links need exactly one path to point to. With a port, or with two paths, systemd does not load the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=8080
    /// Symlinks=/run/app.sock
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app/socket
    /// Symlinks=/run/app.sock
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.socket(5), `Symlinks=`; `socket_verify()`, `src/core/socket.c`. Run on 252.
    pub static SOCKET_SYMLINKS_WITHOUT_NODE = {
        name: "socket-symlinks-without-node",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Symlinks], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let addresses = context.in_effect(Section::Socket, &LISTEN);
    // What a specifier expands to may not be known; a link that is not a path is ignored.
    if addresses.is_empty() || specifier::starts_with_slash(entry.value().bytes()) != Some(true) {
        return;
    }
    let count = |is_node| addresses.iter().filter(|entry| listening::is_node(entry) == is_node).count();
    let (nodes, open) = (count(Some(true)), count(None));
    if (nodes..=nodes + open).contains(&1) {
        return;
    }
    let message = match nodes {
        0 => "these links have no path to point to".to_owned(),
        _ => format!("these links have {nodes} paths to point to"),
    };
    sink.add(
        SOCKET_SYMLINKS_WITHOUT_NODE
            .at(entry.id.file, entry.value().whole(), message)
            .label("needs one socket with a path")
            .help(
                "systemd says: Unit has symlinks set but none or more than one node in the file system. Refusing. It does not \
                 load the unit.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn exactly_one_path_is_required() {
        let count = |lines: &str| {
            let text = format!("[Socket]\n{lines}\nSymlinks=/l\n");
            file(&SOCKET_SYMLINKS_WITHOUT_NODE, "a.socket", &text).len()
        };
        assert_eq!((count("ListenStream=@a"), count("ListenStream=/a\nListenFIFO=/b")), (1, 1));
        assert_eq!((count("ListenStream=/a\nListenStream=80"), count("ListenFIFO=/b")), (0, 0));
        assert_eq!((count("ListenStream=%t/a"), count("ListenStream=%t/a\nListenStream=/b")), (0, 1));
        assert_eq!((count("ListenStream=%i"), count("ListenStream=%i\nListenStream=/b")), (0, 0));
        assert_eq!(count("ListenStream=%i\nListenStream=/b\nListenFIFO=/c"), 1);
        assert_eq!(count("ListenStream=@a\nSymlinks="), 1);
        let open = "[Socket]\nListenStream=@a\nSymlinks=%i\n";
        assert!(file(&SOCKET_SYMLINKS_WITHOUT_NODE, "a.socket", open).is_empty());
    }
}
