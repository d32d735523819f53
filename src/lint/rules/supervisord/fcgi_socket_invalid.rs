//! `fcgi-socket-invalid`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::{expansion, fcgi_socket};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a FastCGI program without a `socket`, or with one that is neither `unix:///PATH` nor `tcp://HOST:PORT`;
    /// and an owner or a mode for a TCP socket.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. The path must be absolute, the port a number from 1 to 65535, and the host
    /// cannot be an IPv6 address. In a group the socket is not read; `fcgi-program-in-group` covers that.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [fcgi-program:f]
    /// command=/bin/cat
    /// socket=localhost:9002
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [fcgi-program:f]
    /// command=/bin/cat
    /// socket=tcp://localhost:9002
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `parse_fcgi_socket`.
    pub static FCGI_SOCKET_INVALID = {
        name: "fcgi-socket-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::FcgiProgram], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let section = context.header_text();
    if context.lowering.is_grouped(context.section) {
        return;
    }
    let entry = context.entry(Name::Socket).filter(|entry| !entry.value().bytes().is_empty());
    let Some(entry) = entry else {
        let empty = context.entry(Name::Socket).map(|entry| (entry.id.file, entry.item.name));
        let (file, span) = empty.unwrap_or_else(|| context.header());
        sink.add(
            FCGI_SOCKET_INVALID
                .at(file, span, format!("[{section}] has no socket"))
                .label("where should it listen?")
                .help(format!("supervisord says: [{section}] section requires a \"socket\" line. It refuses the whole file.")),
        );
        return;
    };
    let Some(text) = context.expanded(Name::Socket) else { return };
    let owner = [Name::SocketOwner, Name::SocketMode].into_iter().find_map(|name| context.entry(name));
    let Err(error) = fcgi_socket::parse(&text, owner.is_some()) else { return };
    let help =
        format!("supervisord says: {} in [{section}] socket. It refuses the whole file.", error.message);
    if let Some(owner) = owner.filter(|_| fcgi_socket::parse(&text, false).is_ok()) {
        let name = String::from_utf8_lossy(owner.name());
        sink.add(
            FCGI_SOCKET_INVALID
                .at(owner.id.file, owner.item.name, format!("{name} needs a Unix socket"))
                .label("a port has none")
                .help(help)
                .related(entry.id.file, entry.value().whole(), "the socket"),
        );
        return;
    }
    let finding = FCGI_SOCKET_INVALID
        .at(entry.id.file, entry.value().whole(), "this is not a socket that supervisord can open")
        .label(format!("expected {}", error.expected))
        .help(help);
    let is_plain = entry.value().text().is_some_and(|text| !expansion::is_needed(text));
    let suggestion = suggest(&text)
        .filter(|suggestion| is_plain && fcgi_socket::parse(suggestion, owner.is_some()).is_ok());
    sink.add(match suggestion {
        Some(suggestion) => {
            let edit = Edit::replace(entry.value().whole(), suggestion.as_str());
            finding.fix(format!("write `{suggestion}`"), Applicability::Safe, vec![edit])
        }
        None => finding,
    });
}

/// What was meant by a path or by `HOST:PORT`.
fn suggest(text: &str) -> Option<String> {
    if text.starts_with('/') {
        return Some(format!("unix://{text}"));
    }
    if let Some(path) = text.strip_prefix("unix:").filter(|path| !path.starts_with("//")) {
        return Some(format!("unix://{path}"));
    }
    let is_address = !text.contains('/') && text.matches(':').count() == 1;
    is_address.then(|| format!("tcp://{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&FCGI_SOCKET_INVALID, &format!("[fcgi-program:f]\ncommand=a\n{lines}\n"))
    }

    #[test]
    fn missing_and_empty_sockets_are_flagged() {
        assert_eq!(found("")[0].text, "fcgi-program:f");
        let found = found("socket=");
        assert_eq!(found[0].text, "socket");
        let help = "supervisord says: [fcgi-program:f] section requires a \"socket\" line. It refuses the whole file.";
        assert_eq!(found[0].help, help);
    }

    #[test]
    fn a_missing_scheme_is_added() {
        let fixed = |socket: &str| {
            let mut found = found(&format!("socket={socket}"));
            assert_eq!(found.len(), 1, "{socket}");
            found.remove(0).fixed.map(|text| text.split("socket=").nth(1).unwrap().trim_end().to_owned())
        };
        assert_eq!(fixed("localhost:9002").as_deref(), Some("tcp://localhost:9002"));
        assert_eq!(fixed("/run/f.sock").as_deref(), Some("unix:///run/f.sock"));
        assert_eq!(fixed("unix:/run/f.sock").as_deref(), Some("unix:///run/f.sock"));
        for socket in ["unix://f.sock", "tcp://[::1]:9002", "tcp://localhost:0", "9002", "f.sock"] {
            assert_eq!(fixed(socket), None, "{socket}");
        }
    }

    #[test]
    fn owner_options_of_a_tcp_socket_are_flagged() {
        let found = found("socket=tcp://localhost:9002\nsocket_mode=0700");
        assert_eq!(found[0].text, "socket_mode");
        assert!(
            found[0]
                .help
                .contains("should only be used with a Unix domain socket in [fcgi-program:f] socket")
        );
    }

    #[test]
    fn in_a_group_the_socket_is_not_read() {
        assert!(found("[group:g]\nprograms=f").is_empty());
        assert_eq!(found("[group:g]\nprograms=other").len(), 1);
    }

    #[test]
    fn expansions_are_resolved() {
        assert!(found("socket=unix:///run/%(program_name)s.sock").is_empty());
        assert!(found("socket=%(ENV_SOCKET)s").is_empty());
        assert_eq!(found("socket=%(program_name)s")[0].fixed, None);
    }
}
