//! `inet-port-invalid`

use crate::diagnostic::{Applicability, Level};
use crate::lint::context::value_or_name;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::{expansion, inet_address};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an `[inet_http_server]` without a `port`, or with one that names no port from 1 to 65535.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. A port alone, `:PORT` and `*:PORT` all listen on every address of the machine;
    /// write `127.0.0.1:PORT` for the machine itself.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1
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
    /// supervisor 4.3.0, `options.py`, `server_configs_from_parser`, and `datatypes.py`, `inet_address`.
    pub static INET_PORT_INVALID = {
        name: "inet-port-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::InetHttpServer], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let section = context.header_text();
    let Some(entry) = context.entry(Name::Port) else {
        let (file, span) = context.header();
        sink.add(
            INET_PORT_INVALID
                .at(file, span, format!("[{section}] has no port"))
                .label("where does it listen?")
                .help(format!(
                    "supervisord says: section [{section}] has no port value. It refuses the whole file."
                )),
        );
        return;
    };
    let Some(text) = context.expanded(Name::Port) else { return };
    let Err(error) = inet_address::parse(&text) else { return };
    let value = entry.value();
    let finding = INET_PORT_INVALID
        .at(entry.id.file, value_or_name(&entry), "this names no port to listen on")
        .label(format!("expected {}", error.expected))
        .help(format!("supervisord says: {}. It refuses the whole file.", error.message.trim_end()));
    let is_plain = value.text().is_some_and(|text| !expansion::is_needed(text));
    sink.add(match address(&text).filter(|_| is_plain) {
        Some(suggestion) => {
            let edit = Edit::replace(value.whole(), suggestion);
            finding.fix(format!("write `{suggestion}`"), Applicability::Safe, vec![edit])
        }
        None => finding,
    });
}

/// The address in a URL or in quotes, if it is valid.
pub(super) fn address(text: &str) -> Option<&str> {
    let bare = text.trim_matches(['"', '\'']);
    let bare = bare.strip_prefix("http://").or_else(|| bare.strip_prefix("tcp://")).unwrap_or(bare);
    let bare = bare.trim_end_matches(['/', ';']);
    let is_right = inet_address::parse(bare).is_ok_and(|address| !address.host.contains(['/', ':', '[']));
    (is_right && bare != text).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&INET_PORT_INVALID, &format!("[inet_http_server]\n{lines}\n"))
    }

    #[test]
    fn missing_and_empty_ports_are_distinguished() {
        let none = &found("")[0];
        assert_eq!(none.text, "inet_http_server");
        assert!(none.help.starts_with("supervisord says: section [inet_http_server] has no port value."));
        let empty = &found("port=")[0];
        assert_eq!(empty.text, "port");
        assert!(empty.help.starts_with("supervisord says: not a valid port number: ''."), "{}", empty.help);
    }

    #[test]
    fn a_url_scheme_and_quotes_are_removed() {
        let fixed = |port: &str| {
            let mut found = found(&format!("port={port}"));
            assert_eq!(found.len(), 1, "{port}");
            found.remove(0).fixed.map(|text| text.split("port=").nth(1).unwrap().trim_end().to_owned())
        };
        assert_eq!(fixed("http://127.0.0.1:9001/").as_deref(), Some("127.0.0.1:9001"));
        assert_eq!(fixed("\"127.0.0.1:9001\"").as_deref(), Some("127.0.0.1:9001"));
        for port in ["localhost", "127.0.0.1:70000", "0", "http://127.0.0.1", "localhost:"] {
            assert_eq!(fixed(port), None, "{port}");
        }
    }

    #[test]
    fn unknown_expansions_and_valid_ports_are_left_alone() {
        assert!(found("port=127.0.0.1:%(ENV_PORT)s").is_empty());
        assert!(found("port=9001").is_empty() && found("port=*:9001").is_empty());
    }
}
