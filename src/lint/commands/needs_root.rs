//! Programs that are rightly started as root.

/// Whether a daemon of this name drops root on its own, or cannot work without it.
pub(crate) fn needs_root(name: &[u8]) -> bool {
    // `php-fpm8.1`: the name includes the version.
    name.starts_with(b"php-fpm")
        || matches!(
            name,
            b"apache2"
                | b"apache2ctl"
                | b"cron"
                | b"crond"
                | b"dnsmasq"
                | b"dockerd"
                | b"dovecot"
                | b"fail2ban-server"
                | b"haproxy"
                | b"httpd"
                | b"master"
                | b"monit"
                | b"nginx"
                | b"postfix"
                | b"pure-ftpd"
                | b"rsyslogd"
                | b"saslauthd"
                | b"sshd"
                | b"syslog-ng"
                | b"vsftpd"
        )
}

/// Whether a command changes to another user on its own: its program starts others as another user, or it has an option
/// for that (gunicorn, uWSGI, Celery, memcached).
pub(crate) fn switches_user(program: &[u8], command: &[u8]) -> bool {
    let starts_others = matches!(
        program,
        b"chpst"
            | b"gosu"
            | b"runuser"
            | b"s6-setuidgid"
            | b"setpriv"
            | b"setuser"
            | b"su"
            | b"su-exec"
            | b"sudo"
    );
    // Most commands have no long option.
    starts_others
        || memchr::memmem::find_iter(command, b" --").any(|at| {
            let option = command[at + 3..].split(|byte| matches!(byte, b' ' | b'=' | b'\n' | b'\t')).next();
            matches!(option, Some(b"user" | b"uid" | b"setuid"))
        })
}
