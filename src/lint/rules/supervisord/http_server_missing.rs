//! `http-server-missing`

use crate::diagnostic::{Applicability, Level};
use crate::lint::context::may_include_more;
use crate::lint::facts::server_address::{ServerAddress, is_loopback};
use crate::lint::fix::config_lines::append_section;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::kinds::expansion;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a configuration with `[supervisorctl]` or `[rpcinterface:supervisor]` but without an HTTP server.
    ///
    /// ## Why
    ///
    /// supervisorctl has nothing to connect to.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// [supervisorctl]
    /// serverurl=unix:///run/s.sock
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// [unix_http_server]
    /// file=/run/s.sock
    /// [rpcinterface:supervisor]
    /// supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
    /// [supervisorctl]
    /// serverurl=unix:///run/s.sock
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 851 and 1084; run with 4.3.0.
    pub static HTTP_SERVER_MISSING = {
        name: "http-server-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let has = |kind| config.section(kind).is_some();
    // A client's own configuration file has no daemon in it.
    if !has(SectionKind::Supervisord) || has(SectionKind::UnixHttpServer) || has(SectionKind::InetHttpServer)
    {
        return;
    }
    if may_include_more(config) {
        return;
    }
    let asks = [SectionKind::Supervisorctl, SectionKind::RpcInterface];
    let Some(section) = asks.into_iter().find_map(|kind| config.section(kind)) else { return };
    let settings = config.settings(section, context.sources);
    let url = settings.get(Name::Serverurl).map(|id| config.entry(id, context.sources).value());
    let url = url.as_ref().and_then(|url| url.text()).unwrap_or_default();
    let address = ServerAddress::of_url(url);
    if is_remote(address.as_ref()) {
        return;
    }
    let (_, file, span) = config.name_of(section, context.sources);
    let finding = HTTP_SERVER_MISSING
        .at(file, span, "there is no server for supervisorctl to connect to")
        .label("needs a server");
    let path =
        url.strip_prefix("unix://").filter(|path| path.starts_with('/') && !expansion::is_needed(path));
    // The client may already have a URL that the server can match; otherwise it needs one as well.
    let (server, client) = match (&address, path) {
        (Some(ServerAddress::Tcp(host, port)), _) if *port > 0 => {
            (format!("[inet_http_server] with port={host}:{port}"), "")
        }
        (_, Some(path)) => (format!("[unix_http_server] with file={path}"), ""),
        _ if config.section(SectionKind::Supervisorctl).is_none() => (
            "[unix_http_server] with file=/run/supervisor.sock".to_owned(),
            ", and [supervisorctl] with serverurl=unix:///run/supervisor.sock",
        ),
        _ => (
            "[unix_http_server] with file=/run/supervisor.sock".to_owned(),
            ", and serverurl=unix:///run/supervisor.sock for [supervisorctl]",
        ),
    };
    let finding = finding.help(format!(
        "Without one, supervisorctl cannot reach supervisord at all: no such file, or connection refused. Add \
         {server}{client}."
    ));
    sink.add(match path {
        Some(path) => {
            let bytes = context.sources.get(file).bytes();
            let edit = append_section(bytes, "unix_http_server", &format!("file={path}"));
            finding.fix(format!("add [unix_http_server] with file={path}"), Applicability::Safe, vec![edit])
        }
        None => finding,
    });
}

/// Whether an address is on another machine.
fn is_remote(address: Option<&ServerAddress>) -> bool {
    match address {
        Some(ServerAddress::Tcp(host, _)) => !is_loopback(host) && !matches!(host.as_str(), "0.0.0.0" | ""),
        Some(ServerAddress::Socket(_)) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn the_fix_adds_a_server_at_the_clients_url() {
        let text = "[supervisord]\n[supervisorctl]\nserverurl=unix:///run/s.sock";
        let found = supervisord(&HTTP_SERVER_MISSING, text);
        let fixed = format!("{text}\n\n[unix_http_server]\nfile=/run/s.sock\n");
        assert_eq!(found[0].fixed.as_deref(), Some(fixed.as_str()));
    }

    #[test]
    fn the_help_names_the_server_for_the_clients_url() {
        let help = |url: &str| {
            let text = format!("[supervisord]\n[supervisorctl]\nserverurl={url}\n");
            supervisord(&HTTP_SERVER_MISSING, &text).remove(0).help
        };
        assert!(help("http://127.0.0.1:9001/").ends_with("Add [inet_http_server] with port=127.0.0.1:9001."));
        let login = "http://me:secret@localhost:9001";
        assert!(help(login).ends_with("Add [inet_http_server] with port=localhost:9001."));
        assert!(help("unix:///srv/s.sock").ends_with("Add [unix_http_server] with file=/srv/s.sock."));
        let both =
            "file=/run/supervisor.sock, and serverurl=unix:///run/supervisor.sock for [supervisorctl].";
        assert!(help("").ends_with(both), "without serverurl the client connects to localhost:9001");
    }

    #[test]
    fn the_help_adds_a_missing_client_section_too() {
        let text = "[supervisord]\n[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = a:b\n";
        let help = supervisord(&HTTP_SERVER_MISSING, text).remove(0).help;
        assert!(
            help.ends_with(", and [supervisorctl] with serverurl=unix:///run/supervisor.sock."),
            "{help}"
        );
    }

    #[test]
    fn a_client_of_another_host_passes() {
        let text = "[supervisord]\n[supervisorctl]\nserverurl=http://db1:9001\n";
        assert!(supervisord(&HTTP_SERVER_MISSING, text).is_empty());
        for host in ["localhost", "127.0.1.1", "me:secret@localhost"] {
            assert_eq!(supervisord(&HTTP_SERVER_MISSING, &text.replace("db1", host)).len(), 1, "{host}");
        }
    }
}
