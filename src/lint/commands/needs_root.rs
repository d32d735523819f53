//! Programs that are right to be started as root.

/// Whether a daemon of this name drops root itself, or cannot do without.
pub(crate) fn needs_root(name: &[u8]) -> bool {
    // `php-fpm8.1` comes under many names.
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
