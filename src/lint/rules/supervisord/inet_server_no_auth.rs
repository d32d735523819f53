//! `inet-server-no-auth`

use crate::diagnostic::Level;
use crate::lint::facts::server_address::is_loopback;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags an `[inet_http_server]` without `username` and `password`: a warning, and an info where it listens on this
    /// machine only.
    ///
    /// ## Why
    ///
    /// Whoever reaches the port can start and stop programs and read their logs; past vulnerabilities let them run any
    /// command as supervisord's user, usually root. On the loopback address that is every local user and every program
    /// that can be made to send a request.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=*:9001
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1:9001
    /// username=u
    /// password={SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d
    /// ```
    ///
    /// ## Source
    ///
    /// CVE-2017-11610, CVE-2019-12105 (supervisor issues 964 and 1245); supervisord itself logs it as critical.
    pub static INET_SERVER_NO_AUTH = {
        name: "inet-server-no-auth",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::InetHttpServer], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    // supervisord refuses either one without the other; without a port there is no server.
    let has = |name| context.settings.get(name).is_some();
    if has(Name::Username) || has(Name::Password) || !has(Name::Port) {
        return;
    }
    let (file, span) = context.header();
    let host =
        context.expanded(Name::Port).and_then(|address| Some(address.rsplit_once(':')?.0.to_lowercase()));
    let (level, message) = if host.is_some_and(|host| is_loopback(&host)) {
        (Level::Info, "any local user can control supervisord through this server without a password")
    } else {
        (Level::Warning, "anyone who reaches this server can control supervisord without a password")
    };
    let finding = INET_SERVER_NO_AUTH.at(file, span, message).level(level).label("no username and password")
        .help(
            "supervisord logs at each start: Server 'inet_http_server' running without any HTTP authentication checking. Set \
             username= and password=, here and in [supervisorctl], or use [unix_http_server] with its file permissions.",
        );
    sink.add(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn levels(lines: &str) -> Vec<Level> {
        let found = supervisord(&INET_SERVER_NO_AUTH, &format!("[inet_http_server]\n{lines}\n"));
        found.into_iter().map(|one| one.level).collect()
    }

    #[test]
    fn a_loopback_address_is_an_info() {
        for port in ["127.0.0.1:9001", "localhost:9001", "LocalHost:9001", "127.1.2.3:9001"] {
            assert_eq!(levels(&format!("port={port}")), [Level::Info], "{port}");
        }
        for port in ["9001", ":9001", "*:9001", "0.0.0.0:9001", "10.0.0.5:9001", "%(ENV_HOST)s:9001"] {
            assert_eq!(levels(&format!("port={port}")), [Level::Warning], "{port}");
        }
    }

    #[test]
    fn incomplete_credentials_and_a_missing_port_are_left_to_other_rules() {
        for lines in
            ["port=9001\nusername=u\npassword=p", "port=9001\nusername=u", "port=9001\npassword=p", ""]
        {
            assert!(levels(lines).is_empty(), "{lines}");
        }
    }

    #[test]
    fn credentials_from_default_count() {
        let text = "[DEFAULT]\nusername=u\npassword=p\n[inet_http_server]\nport=9001\n";
        assert!(supervisord(&INET_SERVER_NO_AUTH, text).is_empty());
    }
}
