//! `socket-in-tmp`

use crate::diagnostic::Level;
use crate::lint::{EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a control socket, a PID file or a main log below `/tmp` or `/var/tmp`.
    ///
    /// ## Why
    ///
    /// Temporary-file cleaners delete it one day, and supervisorctl can no longer reach a running daemon; and any local
    /// user can put something else in the place of a known name.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/tmp/supervisor.sock
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [unix_http_server]
    /// file=/run/supervisor.sock
    /// ```
    ///
    /// ## Source
    ///
    /// The comments in supervisor's own sample file warn of it; tmpfiles.d(5), systemd-tmpfiles(8).
    pub static SOCKET_IN_TMP = {
        name: "socket-in-tmp",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Setting(&[Name::File, Name::Pidfile, Name::Logfile], check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    const UNFOUND: &str = "When a temporary-file cleaner deletes it, supervisord keeps running and cannot be reached or \
                           found. Use /run.";
    const UNREAD: &str = "When a temporary-file cleaner deletes it, supervisord continues with a log that nobody can read. \
                          Use /var/log.";
    let (what, help) = match (context.section.kind, context.entry.row.map(|row| row.name)) {
        (Some(SectionKind::UnixHttpServer), Some(Name::File)) => ("the control socket", UNFOUND),
        (Some(SectionKind::Supervisord), Some(Name::Pidfile)) => ("the PID file", UNFOUND),
        (Some(SectionKind::Supervisord), Some(Name::Logfile)) => ("supervisord's log", UNREAD),
        _ => return,
    };
    let value = context.entry.value();
    let Some(directory) =
        value.text().and_then(|path| ["/tmp/", "/var/tmp/"].into_iter().find(|tmp| path.starts_with(tmp)))
    else {
        return;
    };
    sink.add(
        SOCKET_IN_TMP
            .at(
                context.entry.id.file,
                value.whole(),
                format!("{what} is in {}", directory.trim_end_matches('/')),
            )
            .label("cleaned up one day")
            .help(help),
    );
}
