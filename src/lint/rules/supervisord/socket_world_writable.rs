//! `socket-world-writable`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::octal;
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a control socket that everyone can write to, without `username` and `password`.
    ///
    /// ## Why
    ///
    /// Whoever can write to the socket controls supervisord: any local user can start and stop its programs, and read
    /// their logs. The manual's own example has `0777`; the default is `0700`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/s.sock
    /// chmod=0777
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/s.sock
    /// chmod=0770
    /// chown=root:root
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor's manual, "`[unix_http_server]` Section Values"; unix(7): connecting requires write permission.
    pub static SOCKET_WORLD_WRITABLE = {
        name: "socket-world-writable",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::UnixHttpServer], check),
    }
}

/// Write permission for others.
const OTHERS_WRITE: i64 = 0o002;

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Chmod) else { return };
    if context.settings.get(Name::Username).is_some() {
        return;
    }
    let Some(Ok(mode)) = context.expanded(Name::Chmod).map(|mode| octal::parse(&mode)) else { return };
    if mode & OTHERS_WRITE == 0 {
        return;
    }
    let value = entry.value();
    let finding = SOCKET_WORLD_WRITABLE
        .at(entry.id.file, value.whole(), "any local user can control supervisord through this socket")
        .label("others may write")
        .help(
            "Everyone can start, stop and read what supervisord runs. Write 0700, or 0770 with the group that should control \
             it in chown=user:group; or set username= and password=.",
        );
    // Somebody may rely on the access.
    sink.add(if context.owns(&entry) {
        finding.fix("write 0700", Applicability::Unsafe, vec![Edit::replace(value.whole(), "0700")])
    } else {
        finding
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&SOCKET_WORLD_WRITABLE, &format!("[unix_http_server]\nfile=/run/s.sock\n{lines}\n"))
    }

    #[test]
    fn only_write_permission_for_others_is_flagged() {
        for mode in ["0777", "766", "0722", "0o002"] {
            let fixed = "[unix_http_server]\nfile=/run/s.sock\nchmod=0700\n";
            assert_eq!(found(&format!("chmod={mode}"))[0].fixed.as_deref(), Some(fixed), "{mode}");
        }
        for mode in ["0700", "0770", "0775", "0", "rwx", "%(ENV_MODE)s"] {
            assert!(found(&format!("chmod={mode}")).is_empty(), "{mode}");
        }
    }

    #[test]
    fn a_password_guards_the_socket() {
        assert!(found("chmod=0777\nusername=u\npassword=p").is_empty());
    }

    #[test]
    fn an_option_in_default_has_no_fix() {
        let text = "[DEFAULT]\nchmod=0777\n[unix_http_server]\nfile=/run/s.sock\n";
        let found = supervisord(&SOCKET_WORLD_WRITABLE, text);
        assert_eq!((found.len(), &found[0].fixed), (1, &None));
    }
}
