//! `inet-port-unbindable`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::{expansion, inet_address, python};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a `port` of `[inet_http_server]` whose host is a URL or an IPv6 address.
    ///
    /// ## Why
    ///
    /// supervisord accepts the file, and then cannot listen there: it knows only IPv4 and reads the rest as a host name
    /// that does not exist. It does not start.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=http://127.0.0.1:9001
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1:9001
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `Cannot open an HTTP server: socket.error reported -2`.
    pub static INET_PORT_UNBINDABLE = {
        name: "inet-port-unbindable",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::InetHttpServer], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (Some(entry), Some(text)) = (context.entry(Name::Port), context.expanded(Name::Port)) else { return };
    let Ok(address) = inet_address::parse(&text) else { return };
    let host = address.host;
    let is_url = host.contains('/');
    let is_host = !is_url && !host.contains(|c| matches!(c, ':' | '[' | ']') || python::is_space(c));
    if is_host {
        return;
    }
    let value = entry.value();
    let problem = if is_url {
        "a URL"
    } else if host.contains(':') {
        "an IPv6 address"
    } else {
        "not a name"
    };
    let finding = INET_PORT_UNBINDABLE
        .at(entry.id.file, value.whole(), format!("supervisord cannot listen here: `{host}` is {problem}"))
        .label("expected PORT, HOST:PORT or *:PORT")
        .help(
            "supervisord says: Cannot open an HTTP server: socket.error reported -2. It accepts the file but does not start. \
             A host is a name or an IPv4 address.",
        );
    let is_plain = value.text().is_some_and(|text| !expansion::is_needed(text));
    sink.add(match super::inet_port_invalid::address(&text).filter(|_| is_plain) {
        Some(suggestion) => {
            let edit = Edit::replace(value.whole(), suggestion);
            finding.fix(format!("write `{suggestion}`"), Applicability::Safe, vec![edit])
        }
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(port: &str) -> Vec<Found> {
        supervisord(&INET_PORT_UNBINDABLE, &format!("[inet_http_server]\nport={port}\n"))
    }

    #[test]
    fn a_url_becomes_an_address() {
        let found = found("tcp://localhost:9001");
        assert_eq!(found[0].fixed.as_deref(), Some("[inet_http_server]\nport=localhost:9001\n"));
    }

    #[test]
    fn an_ipv6_address_has_no_fix() {
        for port in ["[::1]:9001", ":::9001", "::1:9001"] {
            let found = found(port);
            assert!(found[0].message.ends_with("is an IPv6 address"), "{port}: {}", found[0].message);
            assert_eq!(found[0].fixed, None);
        }
    }

    #[test]
    fn host_names_addresses_and_bare_ports_pass() {
        for port in ["9001", ":9001", "*:9001", "127.0.0.1:9001", "my_host.example:9001", "%(ENV_HOST)s:9001"]
        {
            assert!(found(port).is_empty(), "{port}");
        }
    }

    #[test]
    fn rejected_values_are_left_to_another_rule() {
        assert!(found("http://127.0.0.1").is_empty() && found("[::1]").is_empty());
    }
}
