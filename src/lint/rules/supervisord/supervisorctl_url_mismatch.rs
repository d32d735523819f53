//! `supervisorctl-url-mismatch`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::context::may_include_more;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::config::Settings;
use crate::supervisord::kinds::inet_address::{self, InetAddress};
use crate::supervisord::kinds::integer;
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a `serverurl` in `[supervisorctl]` where no server of the configuration listens, and one that is not a
    /// URL.
    ///
    /// ## Why
    ///
    /// supervisorctl does not look for the server in the file: it connects to `serverurl`, or without one to
    /// `http://localhost:9001`. supervisord accepts the file, and every call of supervisorctl fails.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/a.sock
    /// [supervisorctl]
    /// serverurl=unix:///run/b.sock
    /// ```
    ///
    /// ```ini
    /// [supervisorctl]
    /// serverurl=127.0.0.1:9001
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/a.sock
    /// [supervisorctl]
    /// serverurl=unix:///run/a.sock
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `unix:///run/b.sock no such file`; `xmlrpc.py`: `Unknown protocol for serverurl`; supervisor issue 480.
    pub static SUPERVISORCTL_URL_MISMATCH = {
        name: "supervisorctl-url-mismatch",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::Supervisorctl], check),
    }
}

/// The URL that supervisorctl connects to without `serverurl`.
const DEFAULT: &str = "http://localhost:9001";

/// A server of the configuration.
struct Server {
    place: (FileId, Span),
    address: Address,
    /// The `serverurl` that reaches it.
    url: String,
}

/// The address that a server listens on, or a client connects to.
pub(super) enum Address {
    Socket(String),
    /// Host and port.
    Tcp(String, i64),
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let entry = context.entry(Name::Serverurl);
    let url = match &entry {
        Some(_) => context.known(Name::Serverurl),
        None => Some(DEFAULT.to_owned()),
    };
    let Some(url) = url else { return };
    let Some(address) = address(&url) else {
        // Quotes belong to another rule.
        if !url.starts_with(['"', '\'']) {
            sink.add(unknown_protocol(context, &url));
        }
        return;
    };
    if !is_certain(&address) {
        return;
    }
    let Some(servers) = servers(context) else { return };
    let is_same_kind = |server: &Server| {
        matches!(
            (&server.address, &address),
            (Address::Socket(_), Address::Socket(_)) | (Address::Tcp(..), Address::Tcp(..))
        )
    };
    let may_be_elsewhere = may_include_more(context.config) && !servers.iter().any(is_same_kind);
    if may_be_elsewhere || servers.iter().any(|server| reaches(&address, &server.address)) {
        return;
    }
    let Some(server) = servers.iter().find(|server| is_same_kind(server)).or(servers.first()) else { return };
    let fails = match &address {
        Address::Socket(_) => format!("supervisorctl says: {url} no such file."),
        Address::Tcp(..) => format!("supervisorctl says: {url} refused connection."),
    };
    let (message, label) = match entry {
        Some(_) => (format!("no server in this configuration listens at {url}"), "nothing listens there"),
        None => (format!("supervisorctl connects to {url}, and no server listens there"), "no serverurl"),
    };
    let (file, span) =
        entry.as_ref().map_or(context.header(), |entry| (entry.id.file, entry.value().whole()));
    let finding = SUPERVISORCTL_URL_MISMATCH
        .at(file, span, message)
        .label(label)
        .help(format!("{fails} Write serverurl={}, where a server listens.", server.url))
        .related(server.place.0, server.place.1, "the server is here");
    let title = format!("write serverurl={}", server.url);
    sink.add(match entry {
        // A URL with a line break cannot be written on one line.
        _ if servers.len() != 1 || server.url.contains(['\n', '\r']) => finding,
        // The client may be meant for another supervisord.
        Some(_) => finding.fix(title, Applicability::Unsafe, vec![Edit::replace(span, server.url.clone())]),
        None => finding.fix(
            title,
            Applicability::Safe,
            vec![context.line_at_end(&format!("serverurl={}", server.url))],
        ),
    });
}

fn unknown_protocol(context: &SectionContext<'_>, url: &str) -> Diagnostic {
    let (file, span) = context
        .entry(Name::Serverurl)
        .map_or(context.header(), |entry| (entry.id.file, entry.value().whole()));
    let finding = SUPERVISORCTL_URL_MISMATCH
        .at(file, span, format!("`{url}` is not an address that supervisorctl can connect to"))
        .label("neither http:// nor unix://")
        .help(format!(
            "supervisorctl says: ValueError: Unknown protocol for serverurl {url}. Write http://host:port or \
             unix:///path/of/the.sock."
        ));
    let written = context.value(Name::Serverurl).unwrap_or_default();
    let mended = if written.starts_with('/') {
        format!("unix://{written}")
    } else if let Some(path) = written.strip_prefix("unix:").filter(|path| path.starts_with('/')) {
        format!("unix://{path}")
    } else if written
        .rsplit_once(':')
        .is_some_and(|(host, port)| is_host(host) && integer::parse(port).is_ok())
    {
        format!("http://{written}")
    } else {
        return finding;
    };
    let edit = Edit::replace(span, mended.clone());
    finding.fix(format!("write {mended}"), Applicability::Safe, vec![edit])
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// Parses a URL; `None` if supervisorctl does not know its protocol.
pub(super) fn address(url: &str) -> Option<Address> {
    if let Some(path) = url.strip_prefix("unix://") {
        return Some(Address::Socket(normal(path)));
    }
    let rest = url.strip_prefix("http://")?;
    let rest = rest.split('/').next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let (host, port) = rest.rsplit_once(':').unwrap_or((rest, "80"));
    Some(Address::Tcp(host.to_lowercase(), integer::parse(port).unwrap_or(-1)))
}

/// Whether the address is one of this machine, whatever the machine is called and wherever supervisorctl runs.
fn is_certain(address: &Address) -> bool {
    match address {
        Address::Socket(path) => path.starts_with('/'),
        Address::Tcp(host, port) => *port > 0 && (is_loopback(host) || host == "0.0.0.0"),
    }
}

/// Whether a host is this machine, under an address that no other machine reaches.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.starts_with("127.")
}

/// Whether a client that connects to an address may reach this server.
fn reaches(client: &Address, server: &Address) -> bool {
    match (client, server) {
        (Address::Socket(client), Address::Socket(server)) => client == server || !server.starts_with('/'),
        (Address::Tcp(_, client), Address::Tcp(host, server)) => {
            // Any name may be one of this machine; another address is not the loopback one.
            let is_other = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                && !matches!(host.as_str(), "" | "0.0.0.0")
                && !is_loopback(host);
            client == server && !is_other
        }
        _ => false,
    }
}

/// The servers of the configuration; `None` if one of them is not known.
fn servers(context: &SectionContext<'_>) -> Option<Vec<Server>> {
    let kinds = [SectionKind::UnixHttpServer, SectionKind::InetHttpServer];
    let mut settings = Settings::new();
    let mut servers = Vec::new();
    for section in &context.config.sections {
        let Some(kind) = section.kind.filter(|kind| kinds.contains(kind)) else { continue };
        context.config.fill(section, context.sources, &mut settings, |_| {});
        let of = SectionContext { section, settings: &settings, ..*context };
        let name = if kind == SectionKind::UnixHttpServer { Name::File } else { Name::Port };
        let (known, written) = (of.known(name)?, of.value(name)?);
        let (address, url) = if kind == SectionKind::UnixHttpServer {
            (Address::Socket(normal(&known)), format!("unix://{written}"))
        } else {
            let InetAddress { host, port } = inet_address::parse(&known).ok()?;
            let seen = if matches!(host, "" | "0.0.0.0") { "localhost" } else { host };
            let url = format!("http://{seen}:{port}");
            (Address::Tcp(host.to_lowercase(), port.into()), url)
        };
        servers.push(Server { place: of.header(), address, url });
    }
    Some(servers)
}

/// Normalises a path, so that two spellings of it are equal. `/var/run` is a symlink to `/run` everywhere.
fn normal(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let path = format!("{}{}", if path.starts_with('/') { "/" } else { "" }, parts.join("/"));
    match path.strip_prefix("/var/run/") {
        Some(rest) => format!("/run/{rest}"),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(servers: &str, url: &str) -> Vec<Found> {
        let text = format!("[supervisord]\n{servers}\n[supervisorctl]\nserverurl={url}\n");
        supervisord(&SUPERVISORCTL_URL_MISMATCH, &text)
    }

    const SOCKET: &str = "[unix_http_server]\nfile=/var/run/a.sock";

    #[test]
    fn spellings_of_one_address_are_the_same() {
        for (servers, url) in [
            (SOCKET, "unix:///var/run/a.sock"),
            (SOCKET, "unix:///run/a.sock"),
            (SOCKET, "unix:////var/run//./a.sock"),
            ("[inet_http_server]\nport=*:9001", "http://localhost:9001"),
            ("[inet_http_server]\nport=9001", "http://127.0.0.1:9001/"),
            ("[inet_http_server]\nport=127.0.0.1:80", "http://localhost"),
            ("[inet_http_server]\nport=web:9001", "http://localhost:9001"),
        ] {
            assert!(found(servers, url).is_empty(), "{servers} {url}");
        }
    }

    #[test]
    fn another_port_kind_or_address_is_another_place() {
        for (servers, url) in [
            ("[inet_http_server]\nport=*:9001", "http://localhost:9002"),
            ("[inet_http_server]\nport=10.0.0.5:9001", "http://localhost:9001"),
            ("[inet_http_server]\nport=9001", "unix:///run/a.sock"),
            (SOCKET, "http://localhost:9001"),
        ] {
            assert_eq!(found(servers, url).len(), 1, "{servers} {url}");
        }
    }

    #[test]
    fn what_is_elsewhere_or_not_known_is_left_alone() {
        for (servers, url) in [
            ("", "unix:///run/a.sock"),
            (SOCKET, "http://db1:9001"),
            (SOCKET, "%(ENV_URL)s"),
            (SOCKET, "unix://~/a.sock"),
            ("[unix_http_server]\nfile=%(ENV_SOCKET)s", "unix:///run/a.sock"),
            ("[include]\nfiles=conf.d/*.conf", "unix:///run/a.sock"),
        ] {
            assert!(found(servers, url).is_empty(), "{servers} {url}");
        }
    }

    #[test]
    fn without_a_url_supervisorctl_goes_to_a_port() {
        let text = "[supervisord]\n[supervisorctl]\nprompt=x\n[unix_http_server]\nfile=/run/a.sock\n";
        let found = supervisord(&SUPERVISORCTL_URL_MISMATCH, text);
        assert_eq!(found[0].text, "supervisorctl");
        let fixed = text.replace("prompt=x\n", "prompt=x\nserverurl=unix:///run/a.sock\n");
        assert_eq!(found[0].fixed.as_deref(), Some(fixed.as_str()));
    }

    #[test]
    fn an_address_without_a_protocol_gets_the_one_it_has() {
        for (url, fixed) in [
            ("127.0.0.1:9001", Some("http://127.0.0.1:9001")),
            ("/run/a.sock", Some("unix:///run/a.sock")),
            ("unix:/run/a.sock", Some("unix:///run/a.sock")),
            ("https://localhost:9001", None),
        ] {
            let expected =
                fixed.map(|fixed| format!("[supervisord]\n\n[supervisorctl]\nserverurl={fixed}\n"));
            assert_eq!(found("", url)[0].fixed, expected, "{url}");
        }
    }
}
