//! `inet-server-all-interfaces`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::expansion;
use crate::supervisord::kinds::inet_address::{self, InetAddress};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an `[inet_http_server]` that listens on all interfaces: its `port` has no host, or the host is `*` or
    /// `0.0.0.0`.
    ///
    /// ## Why
    ///
    /// A bare `port=9001` is not limited to this machine: whoever reaches it may try to start, stop and configure
    /// programs. supervisord speaks plain HTTP, so a password can be read on the way.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=9001
    /// username=u
    /// password=p
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1:9001
    /// username=u
    /// password=p
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `inet_address`; run with it: a bare number binds all addresses. CVE-2017-11610.
    pub static INET_SERVER_ALL_INTERFACES = {
        name: "inet-server-all-interfaces",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::InetHttpServer], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Port) else { return };
    let Some(address) = context.expanded(Name::Port) else { return };
    let Ok(InetAddress { host: "" | "0.0.0.0", port }) = inet_address::parse(&address) else { return };
    let value = entry.value();
    let finding = INET_SERVER_ALL_INTERFACES
        .at(entry.id.file, value.whole(), format!("port={address} listens on all interfaces"))
        .label("reachable from everywhere")
        .help(format!(
            "Whoever reaches the machine may try to control its programs, over plain HTTP. Write 127.0.0.1:{port} if \
             supervisorctl runs on this machine; [unix_http_server] is better still."
        ));
    // Clients on other machines may be intended.
    sink.add(if value.text().is_some_and(expansion::is_needed) {
        finding
    } else {
        let local = format!("127.0.0.1:{port}");
        finding.fix(
            format!("write {local}"),
            Applicability::Unsafe,
            vec![Edit::replace(value.whole(), local)],
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(port: &str) -> Vec<Option<String>> {
        let found = supervisord(&INET_SERVER_ALL_INTERFACES, &format!("[inet_http_server]\nport={port}\n"));
        found.into_iter().map(|one| one.fixed).collect()
    }

    #[test]
    fn a_missing_host_and_wildcard_hosts_are_flagged() {
        for port in ["9001", ":9001", "*:9001", "0.0.0.0:9001"] {
            let text = "[inet_http_server]\nport=127.0.0.1:9001\n";
            assert_eq!(fixed(port), [Some(text.to_owned())], "{port}");
        }
    }

    #[test]
    fn a_single_or_unknown_address_is_left_alone() {
        for port in [
            "127.0.0.1:9001",
            "localhost:9001",
            "10.0.0.5:9001",
            "%(ENV_HOST)s:9001",
            "*:x",
            "*:0",
            "",
            "host:",
        ] {
            assert!(fixed(port).is_empty(), "{port}");
        }
    }
}
