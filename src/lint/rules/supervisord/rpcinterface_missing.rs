//! `rpcinterface-missing`

use crate::diagnostic::{Applicability, Level};
use crate::lint::context::may_include_more;
use crate::lint::fix::config_lines::line_end;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Settings;
use crate::supervisord::options::SectionKind;

rule! {
    /// Flags a configuration with an HTTP server but without `[rpcinterface:supervisor]`.
    ///
    /// ## Why
    ///
    /// supervisord runs, but answers every call of supervisorctl with an error: nothing can be started, stopped or
    /// inspected.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// [unix_http_server]
    /// file=/run/s.sock
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
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; the sample file says that the section must remain.
    pub static RPCINTERFACE_MISSING = {
        name: "rpcinterface-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let server = [SectionKind::UnixHttpServer, SectionKind::InetHttpServer];
    let Some(server) = server.into_iter().find_map(|kind| config.section(kind)) else { return };
    if config.section_by_header(b"rpcinterface:supervisor").is_some() || may_include_more(config) {
        return;
    }
    // A fragment relies on the main file for it.
    if config.section(SectionKind::Supervisord).is_none()
        && config.section(SectionKind::Supervisorctl).is_none()
    {
        return;
    }
    let (_, file, span) = config.name_of(server, context.sources);
    let end = line_end(context.sources.get(file).bytes());
    let section = format!(
        "{end}[rpcinterface:supervisor]{end}supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface"
    );
    let edit = context.section(server, &Settings::new()).append_line(&section);
    // What `[DEFAULT]` sets is passed to the interface, and expanded for it.
    let applicability = if config.defaults.is_empty() { Applicability::Safe } else { Applicability::Unsafe };
    sink.add(
        RPCINTERFACE_MISSING
            .at(file, span, "supervisorctl cannot control this supervisord: [rpcinterface:supervisor] is missing")
            .label("a server without the interface that supervisorctl speaks")
            .help(
                "supervisorctl says: Sorry, supervisord responded but did not recognize the supervisor namespace commands that \
                 supervisorctl uses to control it.  Please check that the [rpcinterface:supervisor] section is enabled in the \
                 configuration file (see sample.conf).",
            )
            .fix("add [rpcinterface:supervisor]", applicability, vec![edit]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, Selection, check_supervisord};
    use crate::source::{SourceFile, Sources};
    use crate::supervisord::Config;

    fn applicability(text: &str) -> Applicability {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.conf", text.as_bytes().to_vec()).unwrap());
        let selection = Selection::new(&[RPCINTERFACE_MISSING.name()], &[]).unwrap();
        let options = Options { selection, ..Options::default() };
        let mut findings = check_supervisord(&Config::of_file(id, &sources), &sources, &options);
        findings.remove(0).fix.unwrap().applicability
    }

    #[test]
    fn a_fragment_without_a_supervisord_section_passes() {
        for text in
            ["[unix_http_server]\nfile=/run/s\n", "[inet_http_server]\nport=:1\n[program:a]\ncommand=/a\n"]
        {
            assert!(crate::lint::testing::supervisord(&RPCINTERFACE_MISSING, text).is_empty(), "{text}");
        }
        let client = "[unix_http_server]\nfile=/run/s\n[supervisorctl]\nserverurl=unix:///run/s\n";
        assert_eq!(crate::lint::testing::supervisord(&RPCINTERFACE_MISSING, client).len(), 1);
    }

    #[test]
    fn an_unread_include_may_define_it() {
        let text = "[supervisord]\n[unix_http_server]\nfile=/run/s\n[include]\nfiles=/etc/supervisor/conf.d/*.conf\n";
        assert!(crate::lint::testing::supervisord(&RPCINTERFACE_MISSING, text).is_empty());
    }

    #[test]
    fn the_fix_is_unsafe_if_default_has_expansions() {
        let server = "[supervisord]\n[unix_http_server]\nfile=/run/s\n";
        assert_eq!(applicability(server), Applicability::Safe);
        let text = format!("[DEFAULT]\ndirectory=%(here)s\n{server}");
        assert_eq!(
            applicability(&text),
            Applicability::Unsafe,
            "supervisord cannot expand %(here)s in the new section"
        );
    }
}
