//! `http-server-missing`

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::SectionKind;

rule! {
    /// Flags a configuration with `[supervisorctl]` or `[rpcinterface:supervisor]` and without an HTTP server.
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
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let has = |kind| config.section(kind).is_some();
    // A client's own file has no daemon in it.
    if !has(SectionKind::Supervisord) || has(SectionKind::UnixHttpServer) || has(SectionKind::InetHttpServer)
    {
        return;
    }
    // An include that could not be read may bring the server.
    if has(SectionKind::Include) && config.files.len() == 1 {
        return;
    }
    let asks = [SectionKind::Supervisorctl, SectionKind::RpcInterface];
    let Some(section) = asks.into_iter().find_map(|kind| config.section(kind)) else { return };
    let (_, file, span) = config.name_of(section, context.sources);
    sink.add(
        HTTP_SERVER_MISSING
            .at(file, span, "there is no server that supervisorctl could connect to")
            .label("for use with a server")
            .help("Add [unix_http_server] with file=/run/supervisor.sock. Without one supervisorctl cannot reach supervisord at all."),
    );
}
