//! `supervisorctl-url-mismatch`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::context::may_include_more;
use crate::lint::facts::server_address::ServerAddress;
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
    address: ServerAddress,
    /// The `serverurl` that reaches it.
    url: String,
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let entry = context.entry(Name::Serverurl);
    let url = match &entry {
        Some(_) => context.expanded(Name::Serverurl),
        None => Some(DEFAULT.to_owned()),
    };
    let Some(url) = url else { return };
    let Some(address) = ServerAddress::of_url(&url) else {
        // Quotes belong to another rule.
        if !url.starts_with(['"', '\'']) {
            sink.add(unknown_protocol(context, &url));
        }
        return;
    };
    if !address.is_of_this_machine() {
        return;
    }
    let Some(servers) = servers(context) else { return };
    let is_same_kind =
        |server: &Server| std::mem::discriminant(&server.address) == std::mem::discriminant(&address);
    let may_be_elsewhere = may_include_more(context.config) && !servers.iter().any(is_same_kind);
    if may_be_elsewhere || servers.iter().any(|server| address.may_reach(&server.address)) {
        return;
    }
    let Some(server) = servers.iter().find(|server| is_same_kind(server)).or(servers.first()) else { return };
    let fails = match &address {
        ServerAddress::Socket(_) => format!("supervisorctl says: {url} no such file."),
        ServerAddress::Tcp(..) => format!("supervisorctl says: {url} refused connection."),
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
            vec![context.append_line(&format!("serverurl={}", server.url))],
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
    let fixed = if written.starts_with('/') {
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
    let edit = Edit::replace(span, fixed.clone());
    finding.fix(format!("write {fixed}"), Applicability::Safe, vec![edit])
}

fn is_host(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// The servers of the configuration; `None` if one of them is not known.
fn servers(context: &SectionContext<'_>) -> Option<Vec<Server>> {
    let kinds = [SectionKind::UnixHttpServer, SectionKind::InetHttpServer];
    let mut settings = Settings::new();
    let mut servers = Vec::new();
    for section in &context.config.sections {
        let Some(kind) = section.kind.filter(|kind| kinds.contains(kind)) else { continue };
        context.config.fill(section, context.sources, &mut settings, |_| {});
        let server = SectionContext { section, settings: &settings, ..*context };
        let name = if kind == SectionKind::UnixHttpServer { Name::File } else { Name::Port };
        let (known, written) = (server.expanded(name)?, server.value(name)?);
        let (address, url) = if kind == SectionKind::UnixHttpServer {
            (ServerAddress::of_socket(&known), format!("unix://{written}"))
        } else {
            let InetAddress { host, port } = inet_address::parse(&known).ok()?;
            let client_host = if matches!(host, "" | "0.0.0.0") { "localhost" } else { host };
            let url = format!("http://{client_host}:{port}");
            (ServerAddress::Tcp(host.to_lowercase(), port.into()), url)
        };
        servers.push(Server { place: server.header(), address, url });
    }
    Some(servers)
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
    fn equivalent_addresses_pass() {
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
    fn a_different_port_scheme_or_address_is_flagged() {
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
    fn remote_and_unknown_servers_are_left_alone() {
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
    fn without_serverurl_supervisorctl_uses_the_default_port() {
        let text = "[supervisord]\n[supervisorctl]\nprompt=x\n[unix_http_server]\nfile=/run/a.sock\n";
        let found = supervisord(&SUPERVISORCTL_URL_MISMATCH, text);
        assert_eq!(found[0].text, "supervisorctl");
        let fixed = text.replace("prompt=x\n", "prompt=x\nserverurl=unix:///run/a.sock\n");
        assert_eq!(found[0].fixed.as_deref(), Some(fixed.as_str()));
    }

    #[test]
    fn a_url_without_a_scheme_gets_one() {
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
