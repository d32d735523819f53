//! `owner-invalid`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags an owner of a socket that no system can have: an empty user or group, a third part, or a shell variable.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing. Whether the machine has the user and the
    /// group is not checked. A FastCGI program in a group has no socket, and its owner is not read.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/supervisor.sock
    /// chown=nobody:
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/supervisor.sock
    /// chown=nobody:nogroup
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `colon_separated_user_group`: `Invalid sockchown value nobody:` and, in an
    /// fcgi-program, `Invalid socket_owner value nobody:`.
    pub static OWNER_INVALID = {
        name: "owner-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn the_quoted_message_depends_on_the_section() {
        let server = "[unix_http_server]\nfile=/run/s\nchown=a:b:c\n";
        let found = supervisord(&OWNER_INVALID, server);
        assert_eq!(
            found[0].help,
            "supervisord says: Invalid sockchown value a:b:c. It refuses the whole file."
        );
        let program = "[fcgi-program:f]\ncommand=/x\nsocket=unix:///run/f\nsocket_owner=:adm\n";
        let found = supervisord(&OWNER_INVALID, program);
        assert_eq!(
            found[0].help,
            "supervisord says: Invalid socket_owner value :adm. It refuses the whole file."
        );
    }

    #[test]
    fn socket_owner_is_not_read_in_a_group() {
        let text = "[fcgi-program:f]\ncommand=/x\nsocket_owner=:adm\n[group:g]\nprograms=f\n";
        assert!(supervisord(&OWNER_INVALID, text).is_empty());
    }

    #[test]
    fn a_space_becomes_a_colon() {
        let found = supervisord(&OWNER_INVALID, "[unix_http_server]\nchown=nobody adm\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[unix_http_server]\nchown=nobody:adm\n"));
    }
}
