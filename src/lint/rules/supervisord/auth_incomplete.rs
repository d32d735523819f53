//! `auth-incomplete`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, SupervisorVersion};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags an HTTP server with a `username` and no `password`, or vice versa.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. An empty value counts as a value; with both empty, anyone can log in with
    /// them.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1:9001
    /// username=u
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
    /// supervisor 4.3.0, `options.py`, `_parse_username_and_password`; since 3.2.2.
    pub static AUTH_INCOMPLETE = {
        name: "auth-incomplete",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::UnixHttpServer, SectionKind::InetHttpServer], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    // 3.2.2 was the first release to check.
    if context.options.supervisor_version < SupervisorVersion(3, 2) {
        return;
    }
    let (set, missing) = match (context.entry(Name::Username), context.entry(Name::Password)) {
        (Some(username), None) => (username, Name::Password),
        (None, Some(password)) => (password, Name::Username),
        _ => return,
    };
    let section = context.header_text();
    sink.add(
        AUTH_INCOMPLETE
            .at(set.id.file, set.item.name, format!("[{section}] has no {missing} to go with this"))
            .label(format!("and no {missing}"))
            .help(format!(
                "supervisord says: Section [{section}] contains incomplete authentication: If a username or a password is \
                 specified, both the username and password must be specified. It refuses the whole file."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, for_supervisor, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&AUTH_INCOMPLETE, &format!("[unix_http_server:a]\nfile=/run/s\n{lines}\n"))
    }

    #[test]
    fn the_option_that_is_set_is_flagged() {
        assert_eq!(found("password=p")[0].text, "password");
        let found = found("username=");
        assert_eq!(found[0].text, "username");
        assert!(
            found[0].help.starts_with("supervisord says: Section [unix_http_server:a] contains incomplete")
        );
    }

    #[test]
    fn both_or_neither_pass() {
        assert!(found("").is_empty() && found("username=\npassword=").is_empty());
    }

    #[test]
    fn one_of_them_may_be_in_default() {
        let text = "[DEFAULT]\nusername=u\n[inet_http_server]\nport=9001\npassword=p\n";
        assert!(supervisord(&AUTH_INCOMPLETE, text).is_empty());
    }

    #[test]
    fn before_3_2_it_was_not_checked() {
        let text = "[inet_http_server]\nport=9001\nusername=u\n";
        let found = |minor| for_supervisor(&AUTH_INCOMPLETE, SupervisorVersion(3, minor), text).len();
        assert_eq!([found(1), found(2)], [0, 1]);
    }

    #[test]
    fn a_username_alone_passes_in_supervisorctl() {
        assert!(supervisord(&AUTH_INCOMPLETE, "[supervisorctl]\nusername=u\n").is_empty());
    }
}
