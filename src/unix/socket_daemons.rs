//! Daemons that open their own sockets when the manager passes them none.

use crate::ir::Text;
use crate::source::base_name;
use crate::text::word_list::WordList;

/// Programs of one daemon that do so.
#[derive(Debug)]
struct Daemon {
    /// The names of its executables, without directories.
    names: WordList,
    /// Arguments that make it expect sockets from the manager instead; `-H fd://` is two arguments in a row.
    activation_arguments: WordList,
    /// The documentation of the sockets that it opens.
    source: &'static str,
}

const fn daemon(names: &'static str, activation_arguments: &'static str, source: &'static str) -> Daemon {
    Daemon {
        names: WordList::with_bars(names),
        activation_arguments: WordList::with_bars(activation_arguments),
        source,
    }
}

#[rustfmt::skip]
static DAEMONS: &[Daemon] = &[
    daemon("avahi-daemon", "", "avahi-daemon(8)"),
    daemon("beanstalkd", "", "beanstalkd(1)"),
    daemon("dbus-daemon", "--address=systemd:|--systemd-activation", "dbus-daemon(1)"),
    daemon("dockerd", "-H fd://|-H=fd://|--host=fd://|--host fd://", "dockerd(8)"),
    daemon("dovecot", "", "Dovecot: Service configuration"),
    daemon("epmd", "-systemd", "epmd(1)"),
    daemon("mariadbd|mysqld", "", "MariaDB: Systemd, Socket Activation"),
    daemon("pgbouncer", "", "pgbouncer(5)"),
    daemon("rsyslogd", "", "rsyslog: imuxsock"),
];

/// Whether a command runs such a daemon.
pub(crate) fn opens_own_sockets(argv: &[Text<'_>]) -> bool {
    find(argv).is_some()
}

/// The advice for a daemon that opens its own sockets; `None` for other programs.
pub(crate) fn advice(argv: &[Text<'_>]) -> Option<String> {
    let daemon = find(argv)?;
    Some(format!(
        "supervisord passes no socket here; the program opens its own as its configuration says ({}): make sure that it names \
         this address.",
        daemon.source
    ))
}

/// Removes the arguments that make a daemon expect sockets from the manager; returns a sentence about what was removed.
pub(crate) fn remove_activation_arguments(argv: &mut Vec<Text<'_>>) -> Option<String> {
    let daemon = find(argv)?;
    let mut removed: Vec<&str> = Vec::new();
    for pattern in daemon.activation_arguments.iter() {
        let words: Vec<&str> = pattern.split(' ').collect();
        while let Some(at) = argv.windows(words.len()).position(|window| {
            window.iter().zip(&words).all(|(word, argument)| word.as_str() == Some(argument))
        }) {
            argv.drain(at..at + words.len());
            removed.push(pattern);
        }
    }
    (!removed.is_empty()).then(|| {
        format!(
            "supervisord passes no sockets as systemd does: without `{}` it opens its own, as its configuration says ({}).",
            removed.join(" "),
            daemon.source
        )
    })
}

fn find(argv: &[Text<'_>]) -> Option<&'static Daemon> {
    let name = base_name(argv.first()?.as_str()?);
    DAEMONS.iter().find(|daemon| daemon.names.contains(name))
}
