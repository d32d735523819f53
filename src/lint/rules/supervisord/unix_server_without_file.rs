//! `unix-server-without-file`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a `[unix_http_server]` without `file`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file: it does not know where to put the socket.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// chmod=0700
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/supervisor.sock
    /// chmod=0700
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `server_configs_from_parser`.
    pub static UNIX_SERVER_WITHOUT_FILE = {
        name: "unix-server-without-file",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::UnixHttpServer], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.settings.get(Name::File).is_some() {
        return;
    }
    let (file, span) = context.header();
    let section = context.header_text();
    sink.add(
        UNIX_SERVER_WITHOUT_FILE
            .at(file, span, format!("[{section}] has no file"))
            .label("where is the socket?")
            .help(format!(
                "supervisord says: section [{section}] has no file value. It refuses the whole file. Write file=/run/supervisor.sock, \
                 or remove the section."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn every_server_section_needs_a_file() {
        let found = supervisord(&UNIX_SERVER_WITHOUT_FILE, "[unix_http_server]\n[unix_http_serverx]\n");
        let texts: Vec<&str> = found.iter().map(|found| found.text.as_str()).collect();
        assert_eq!(texts, ["unix_http_server", "unix_http_serverx"]);
    }

    #[test]
    fn an_empty_value_and_one_in_default_pass() {
        assert!(supervisord(&UNIX_SERVER_WITHOUT_FILE, "[unix_http_server]\nfile=\n").is_empty());
        let text = "[DEFAULT]\nfile=/run/s\n[unix_http_server]\nchmod=0700\n";
        assert!(supervisord(&UNIX_SERVER_WITHOUT_FILE, text).is_empty());
    }
}
