//! `supervisorctl-section-missing`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::fix::config_lines::append_section;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Section;
use crate::supervisord::kinds::expansion;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a main file with a server for supervisorctl but without `[supervisorctl]`.
    ///
    /// ## Why
    ///
    /// supervisorctl refuses to start with the file. It reads only the main file: the section in an included file does
    /// not count.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/a.sock
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
    /// supervisor 4.3.0, `options.py`, `ClientOptions.read_config`; supervisor issue 1506; run.
    pub static SUPERVISORCTL_SECTION_MISSING = {
        name: "supervisorctl-section-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    // A TCP server may be for browsers and other clients only.
    let Some(server) = config.section(SectionKind::UnixHttpServer) else { return };
    let client = config.section_by_header(b"supervisorctl");
    let in_main = |section: &Section| section.parts().any(|part| part.file == 0);
    if client.is_some_and(in_main) || !in_main(server) || !is_main_file(context) {
        return;
    }
    let (_, file, span) = config.name_of(server, context.sources);
    let mut finding = SUPERVISORCTL_SECTION_MISSING
        .at(file, span, "supervisorctl does not start with this file: [supervisorctl] is missing")
        .label("a server without its client")
        .help(
            "supervisorctl says: .ini file does not include supervisorctl section. Add [supervisorctl] with the serverurl of this \
             server.",
        );
    if let Some(client) = client {
        let (_, file, span) = config.name_of(client, context.sources);
        finding = finding.related(file, span, "supervisorctl does not read included files");
    }
    sink.add(with_fix(context, server, finding));
}

/// Whether this is a main file: a fragment may rely on another file for the section. A file with nothing but servers in
/// it counts as one.
fn is_main_file(context: &ConfigContext<'_>) -> bool {
    let serves = |section: &Section| {
        matches!(
            section.kind,
            Some(SectionKind::UnixHttpServer | SectionKind::InetHttpServer | SectionKind::RpcInterface)
        )
    };
    let sections = &context.config.sections;
    context.config.section(SectionKind::Supervisord).is_some() || sections.iter().all(serves)
}

/// Adds the section, if it is known how to reach the server.
fn with_fix(context: &ConfigContext<'_>, server: &Section, finding: Diagnostic) -> Diagnostic {
    let settings = context.config.settings(server, context.sources);
    // User names and passwords are not copied.
    let is_open = settings.get(Name::Username).is_none() && settings.get(Name::Password).is_none();
    let path = settings
        .get(Name::File)
        .filter(|_| is_open)
        .map(|id| context.config.entry(id, context.sources).value());
    let path = path.as_ref().and_then(|path| path.text());
    let Some(path) = path.filter(|path| path.starts_with('/') && !expansion::is_needed(path)) else {
        return finding;
    };
    let bytes = context.sources.get(finding.file).bytes();
    let option = format!("serverurl=unix://{path}");
    let edit = append_section(bytes, "supervisorctl", &option);
    finding.fix(format!("add [supervisorctl] with {option}"), Applicability::Safe, vec![edit])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(text: &str) -> Vec<Option<String>> {
        let found = supervisord(&SUPERVISORCTL_SECTION_MISSING, text);
        found.into_iter().map(|found| found.fixed).collect()
    }

    #[test]
    fn the_fix_adds_the_serverurl_of_the_socket() {
        let text = "[supervisord]\n[unix_http_server]\nfile = /run/s.sock ; here";
        let corrected = format!("{text}\n\n[supervisorctl]\nserverurl=unix:///run/s.sock\n");
        assert_eq!(fixed(text), [Some(corrected)]);
    }

    #[test]
    fn a_server_with_a_password_or_an_expansion_has_no_fix() {
        assert_eq!(fixed("[unix_http_server]\nfile=/s.sock\nusername=a\npassword=b\n"), [None]);
        assert_eq!(fixed("[unix_http_server]\nfile=%(here)s/s.sock\n"), [None]);
    }

    #[test]
    fn a_fragment_and_an_inet_server_pass() {
        for text in [
            "[unix_http_server]\nfile=/s.sock\n[program:a]\ncommand=/a\n",
            "[supervisord]\n[inet_http_server]\nport=9001\n",
            "[supervisord]\nnodaemon=true\n",
            "[supervisord]\n[unix_http_server]\nfile=/s.sock\n[supervisorctl]\n",
        ] {
            assert_eq!(fixed(text), [], "{text}");
        }
    }
}
