//! `binding-low-port-unprivileged`

use crate::diagnostic::Level;
use crate::lint::facts::unprivileged::is_unprivileged;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::exec::Prefix;

rule! {
    /// Flags a service that does not run as root and whose command line names a port below 1024 to listen on, without
    /// `CAP_NET_BIND_SERVICE` in `AmbientCapabilities=` and without a socket unit.
    ///
    /// ## Why
    ///
    /// The kernel lets only root and processes with that capability bind such a port: the program fails with
    /// "Permission denied". With a socket unit, the port is opened before the user is changed.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// ExecStart=/usr/bin/app --port 80
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// User=app
    /// AmbientCapabilities=CAP_NET_BIND_SERVICE
    /// ExecStart=/usr/bin/app --port 80
    /// ```
    ///
    /// ## Source
    ///
    /// capabilities(7), `CAP_NET_BIND_SERVICE`; systemd.exec(5), `AmbientCapabilities=`.
    /// `net.ipv4.ip_unprivileged_port_start` and the capabilities of the program's file are not looked at.
    pub static BINDING_LOW_PORT_UNPRIVILEGED = {
        name: "binding-low-port-unprivileged",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[Name::User, Name::DynamicUser], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if unit.sets_any(&[Name::AmbientCapabilities, Name::Sockets, Name::PAMName])
        // A number is written with digits, whatever the escape.
        || !context.commands.any_written(|line| line.iter().any(u8::is_ascii_digit))
        || !context.is_whole()
        || !is_unprivileged(context)
    {
        return;
    }
    let found = context.commands.for_directives(&[Name::ExecStart]).find_map(|one| {
        let mut prefixes = [Prefix::FullPrivileges, Prefix::NoSetuid, Prefix::AmbientMagic].into_iter();
        if prefixes.any(|prefix| one.command.has(prefix)) {
            return None;
        }
        let mut before = None;
        one.command.arguments.iter().find_map(|word| {
            let text = word.text().unwrap_or_default();
            let port = port(before.replace(text), text)?;
            Some((one.place(word), port))
        })
    });
    let Some(((file, span), port)) = found else { return };
    let in_effect = context.in_effect(Section::Service, &[Name::User, Name::DynamicUser]);
    let finding = BINDING_LOW_PORT_UNPRIVILEGED
        .at(file, span, format!("only root may listen on port {port}"))
        .label("below 1024")
        .help(
            "systemd starts the program as a user who may not bind it, and it fails. Add \
             AmbientCapabilities=CAP_NET_BIND_SERVICE, or let a socket unit listen.",
        );
    let finding = match in_effect.last() {
        Some(user) => finding.related(user.id.file, user.value().whole(), "not root"),
        None => finding,
    };
    sink.add_if(finding, |fleet, unit| !fleet.contains(&format!("{}.socket", unit.stem())));
}

/// The port below 1024 that a word of a command sets as the one to listen on: `--port=80`, `--listen 0.0.0.0:80`,
/// `http.server 80`.
fn port(before: Option<&str>, word: &str) -> Option<u16> {
    let (option, value) = match word.split_once('=') {
        Some((option, value)) if option.starts_with('-') => (option, value),
        _ => (before?, word),
    };
    let option = option.trim_start_matches('-');
    let is_port = option == "port"
        || option == "http.server"
        || option.ends_with("http-port")
        || option == "https-port";
    let listens = ["listen", "bind", "bind-address", "listen-address", "addr", "http-addr"].contains(&option);
    let number = match value.rsplit_once(':') {
        Some((_, number)) if listens => number,
        None if is_port => value,
        _ => return None,
    };
    number.parse().ok().filter(|port| (1..1024).contains(port))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, units};

    fn texts(lines: &str) -> Vec<String> {
        let found = unit(&BINDING_LOW_PORT_UNPRIVILEGED, &format!("[Service]\n{lines}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn the_word_that_names_the_port_is_flagged() {
        for (command, word) in [
            ("/a --port 80", "80"),
            ("/a --port=443 x", "--port=443"),
            ("/usr/bin/python3 -m http.server 80", "80"),
            ("/a --bind 0.0.0.0:80", "0.0.0.0:80"),
            ("/a -listen=:443", "-listen=:443"),
        ] {
            assert_eq!(texts(&format!("User=a\nExecStart={command}")), [word], "{command}");
        }
        for command in ["/a --port 8080", "/a --server x:80", "/a -p 80", "/a --port 0", "+/a --port 80"] {
            assert!(texts(&format!("User=a\nExecStart={command}")).is_empty(), "{command}");
        }
    }

    #[test]
    fn units_that_may_bind_it_pass() {
        for lines in ["User=root", "DynamicUser=no", "User=a\nAmbientCapabilities=CAP_NET_BIND_SERVICE", ""] {
            assert!(texts(&format!("{lines}\nExecStart=/a --port 80")).is_empty(), "{lines}");
        }
        assert_eq!(texts("DynamicUser=yes\nExecStart=/a --port 80"), ["80"]);
        let service = ("a.service", "[Service]\nUser=a\nExecStart=/a --port 80\n");
        let socket = ("a.socket", "[Socket]\nListenStream=80\n");
        assert!(units(&BINDING_LOW_PORT_UNPRIVILEGED, &[service, socket]).is_empty());
    }
}
