//! Which signal is equivalent to a command that stops a program.
//!
//! Only commands that do nothing else: what a client asks of a daemon is the same as a signal if the daemon's own
//! manual says so; each row names it.

use crate::ir::{PartRef, Text};
use crate::source::base_name;
use crate::text::word_list::WordList;
use crate::unix::signals;

/// A client that stops a daemon in the same way as a signal does.
#[derive(Debug)]
struct Client {
    /// The names of the client, without directories.
    names: WordList,
    /// Words of which at least one is in the command.
    keywords: WordList,
    /// The signal.
    signal: u8,
    /// Where both are documented.
    _source: &'static str,
}

const fn client(names: &'static str, keywords: &'static str, signal: u8, _source: &'static str) -> Client {
    Client { names: WordList::with_bars(names), keywords: WordList::with_bars(keywords), signal, _source }
}

#[rustfmt::skip]
static CLIENTS: &[Client] = &[
    client("apache2|apache2ctl|apachectl|httpd", "graceful-stop", signals::WINCH, "Apache: Stopping and Restarting"),
    client("apache2|apache2ctl|apachectl|httpd", "stop", signals::TERM, "Apache: Stopping and Restarting"),
    client("avahi-daemon", "-k|--kill", signals::TERM, "avahi-daemon(8)"),
    client("dhcpcd", "-x|--exit", signals::TERM, "dhcpcd(8)"),
    client("doveadm|dovecot", "stop", signals::TERM, "dovecot(1)"),
    client("mariadb-admin|mysqladmin", "shutdown", signals::TERM, "MySQL: The Server Shutdown Process"),
    client("nginx", "quit", signals::QUIT, "nginx(8)"),
    client("nginx", "stop", signals::TERM, "nginx(8)"),
    client("pg_ctl|pg_ctlcluster", "immediate|-mimmediate", signals::QUIT, "PostgreSQL: Shutting Down the Server"),
    client("pg_ctl|pg_ctlcluster", "smart|-msmart", signals::TERM, "PostgreSQL: Shutting Down the Server"),
    client("pg_ctl|pg_ctlcluster", "stop", signals::INT, "PostgreSQL: Shutting Down the Server"),
    client("postfix|postmulti", "stop", signals::TERM, "postfix(1)"),
    client("redis-cli|valkey-cli", "shutdown|SHUTDOWN", signals::TERM, "Redis: signals handling"),
    client("rndc", "stop", signals::TERM, "named(8)"),
    client("squid|squid3", "interrupt", signals::INT, "squid(8)"),
    client("squid|squid3", "shutdown", signals::TERM, "squid(8)"),
    client("nsd-control|unbound-control", "stop", signals::TERM, "unbound(8)"),
];

/// The signal that `program` gets, if this is all that the command does and the signal can end the program. Signals
/// that end nothing by default (`signal(7)`) do not count: then the next one that systemd sends does.
pub(super) fn equivalent_signal(argv: &[Text<'_>], program: Option<&Text<'_>>) -> Option<u8> {
    use signals::{CHLD, CONT, STOP, TTOU, URG};
    sent_signal(argv, program).filter(|signal| !matches!(*signal, CHLD | CONT | STOP..=TTOU | URG))
}

/// The signal that `program` gets, if this is all that the command does.
pub(super) fn sent_signal(argv: &[Text<'_>], program: Option<&Text<'_>>) -> Option<u8> {
    let (first, rest) = argv.split_first()?;
    let name = base_name(first.as_str()?);
    match name {
        "kill" => {
            let (signal, of) = parse_kill_options(rest)?;
            matches!(of, [pid] if is_main_pid(pid)).then_some(signal)
        }
        "killall" | "pkill" => {
            let (signal, of) = parse_kill_options(rest)?;
            let own = program?.as_str().map(base_name)?;
            matches!(of, [name] if name.as_str() == Some(own)).then_some(signal)
        }
        "start-stop-daemon" => start_stop_daemon(rest),
        _ => {
            let keywords = |client: &&Client| {
                client.names.contains(name)
                    && rest.iter().filter_map(Text::as_str).any(|word| client.keywords.contains(word))
            };
            CLIENTS.iter().find(keywords).map(|client| client.signal)
        }
    }
}

/// Whether a command does nothing at all, like `/bin/true`.
pub(super) fn does_nothing(argv: &[Text<'_>]) -> bool {
    matches!(argv, [only] if only.as_str().is_some_and(|program| base_name(program) == "true"))
}

/// Whether a word is `$MAINPID` or `${MAINPID}`.
fn is_main_pid(word: &Text<'_>) -> bool {
    let mut parts = word.parts();
    matches!((parts.next(), parts.next()), (Some(PartRef::Variable("MAINPID", _)), None))
}

/// The signal given by the options of `kill` and similar commands, and the words that name the processes.
fn parse_kill_options<'t, 'a>(mut words: &'t [Text<'a>]) -> Option<(u8, &'t [Text<'a>])> {
    let mut signal = signals::TERM;
    while let Some((first, rest)) = words.split_first() {
        let Some(option) = first.as_str().and_then(|word| word.strip_prefix('-')) else { break };
        match option {
            "s" | "n" | "-signal" => {
                let (value, rest) = rest.split_first()?;
                signal = number(value.as_str()?)?;
                words = rest;
            }
            "-" => {
                words = rest;
                break;
            }
            option => {
                signal = number(option.strip_prefix("-signal=").unwrap_or(option))?;
                words = rest;
            }
        }
    }
    Some((signal, words))
}

/// `--stop --retry QUIT/5 --pidfile /run/nginx.pid`: the first signal of the schedule, otherwise that of `--signal`,
/// otherwise TERM.
fn start_stop_daemon(words: &[Text<'_>]) -> Option<u8> {
    let words: Vec<&str> = words.iter().map(|word| word.as_str().unwrap_or("\0")).collect();
    if !words.iter().any(|word| matches!(*word, "--stop" | "-K")) {
        return None;
    }
    let value = |long: &str, short: &str| {
        let joined = words.iter().find_map(|word| word.strip_prefix(long)?.strip_prefix('='));
        let at = words.iter().position(|word| *word == long || *word == short);
        joined.or_else(|| words.get(at? + 1).copied())
    };
    let schedule = value("--retry", "-R").and_then(|schedule| schedule.split('/').next());
    // A schedule that starts with a number of seconds, or consists of one, begins with the default signal.
    let first =
        schedule.filter(|first| first.parse::<u32>().is_err()).map(|first| first.trim_start_matches('-'));
    match first.or_else(|| value("--signal", "-s")) {
        Some(name) => number(name),
        None => Some(signals::TERM),
    }
}

/// Parses `QUIT`, `SIGQUIT` or `3`.
fn number(name: &str) -> Option<u8> {
    let number = name.parse().ok().filter(|number| (1..=signals::RTMAX).contains(number));
    number.or_else(|| signals::by_short_name(name.strip_prefix("SIG").unwrap_or(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Expand, Part};

    fn sent_by(line: &str) -> Option<String> {
        let word = |word: &str| match word {
            "$MAINPID" => Text::of([Part::Variable { name: "MAINPID".to_owned(), expand: Expand::Split }]),
            word => Text::plain(word.as_bytes().to_vec()),
        };
        let argv: Vec<Text<'_>> = line.split(' ').map(word).collect();
        equivalent_signal(&argv, Some(&Text::fixed("/usr/sbin/appd"))).map(signals::name)
    }

    #[test]
    fn commands_that_only_send_a_signal_are_recognized() {
        for (line, name) in [
            ("/bin/kill $MAINPID", "SIGTERM"),
            ("/bin/kill -QUIT $MAINPID", "SIGQUIT"),
            ("/usr/bin/kill -s SIGINT $MAINPID", "SIGINT"),
            ("kill -9 $MAINPID", "SIGKILL"),
            ("/usr/bin/pkill -INT appd", "SIGINT"),
            ("/usr/sbin/nginx -c /etc/n.conf -s quit", "SIGQUIT"),
            ("/sbin/start-stop-daemon --quiet --stop --retry QUIT/5 --pidfile /run/n.pid", "SIGQUIT"),
            ("/sbin/start-stop-daemon --stop --retry=5 --pidfile /run/n.pid", "SIGTERM"),
            ("/sbin/start-stop-daemon -K -s HUP --pidfile /run/n.pid", "SIGHUP"),
            ("/usr/bin/redis-cli -p 6380 shutdown", "SIGTERM"),
            ("/usr/bin/pg_ctl -D /data -m fast stop", "SIGINT"),
            ("/usr/sbin/apachectl graceful-stop", "SIGWINCH"),
        ] {
            assert_eq!(
                sent_by(line).as_deref().map(|name| name.trim_start_matches("SIG")),
                Some(name.trim_start_matches("SIG")),
                "{line}"
            );
        }
    }

    #[test]
    fn other_commands_are_not_signal_commands() {
        for line in [
            "/bin/kill -QUIT 1234",
            "/usr/bin/pkill -f appd",
            "/usr/bin/pkill other",
            "/usr/bin/docker stop appd",
            "/usr/sbin/nginx -t",
            "/sbin/start-stop-daemon --start --exec /usr/sbin/appd",
            "/bin/kill -NOSUCH $MAINPID",
            "/bin/kill -s STOP $MAINPID",
        ] {
            assert_eq!(sent_by(line), None, "{line}");
        }
        assert!(does_nothing(&[Text::fixed("/bin/true")]) && !does_nothing(&[Text::fixed("/bin/false")]));
    }
}
