//! What keeps a daemon in the foreground, where supervisord can watch it.
//!
//! Each row names the program's own manual. A program that is not here is left to a person.

use crate::ir::Text;
use crate::word_list::WordList;

/// How some programs are kept in the foreground.
#[derive(Debug)]
struct Daemon {
    /// Their names, without folders.
    names: WordList,
    /// What keeps them there, if it stands in the command already.
    stays: WordList,
    /// Words that send them into the background, `--daemonize yes` for two in a row: they go.
    goes: WordList,
    /// Words to add behind the program; none if without the others it stays.
    add: &'static [&'static str],
    /// Where that is documented.
    source: &'static str,
}

const fn daemon(
    names: &'static str,
    stays: &'static str,
    goes: &'static str,
    add: &'static [&'static str],
    source: &'static str,
) -> Daemon {
    let (names, stays, goes) =
        (WordList::with_bars(names), WordList::with_bars(stays), WordList::with_bars(goes));
    Daemon { names, stays, goes, add, source }
}

#[rustfmt::skip]
static DAEMONS: &[Daemon] = &[
    daemon("acpid", "-f|--foreground|-d|--debug", "", &["-f"], "acpid(8)"),
    daemon("anacron", "-d", "", &["-d"], "anacron(8)"),
    daemon("apache2|httpd", "-DFOREGROUND|FOREGROUND|-X", "", &["-DFOREGROUND"], "httpd(8)"),
    daemon("apache2ctl|apachectl", "-DFOREGROUND|FOREGROUND|-X", "start|-k start", &["-DFOREGROUND"], "apachectl(8)"),
    daemon("atd", "-f|-d", "", &["-f"], "atd(8)"),
    daemon("auditd", "-n|-f", "", &["-n"], "auditd(8)"),
    daemon("automount", "-f|--foreground", "", &["--foreground"], "automount(8)"),
    daemon("babeld|bfdd|bgpd|eigrpd|isisd|ldpd|ospf6d|ospfd|pimd|ripd|ripngd|staticd|zebra", "", "-d|--daemon", &[], "zebra(8)"),
    daemon("bitcoind|litecoind", "-daemon=0", "-daemon|-daemon=1|-daemonwait", &["-daemon=0"], "bitcoind(1)"),
    daemon("chronyd", "-n|-d", "", &["-n"], "chronyd(8)"),
    daemon("collectd", "-f", "", &["-f"], "collectd(1)"),
    daemon("cron", "-f", "", &["-f"], "cron(8)"),
    daemon("crond", "-n|-f", "", &["-n"], "crond(8)"),
    daemon("dhcpcd", "-B|--nobackground", "-b|--background", &["-B"], "dhcpcd(8)"),
    daemon("dhcpd", "-f|-d", "", &["-f"], "dhcpd(8)"),
    daemon("dnsmasq", "-k|-d|--keep-in-foreground|--no-daemon", "", &["--keep-in-foreground"], "dnsmasq(8)"),
    daemon("dovecot", "-F", "", &["-F"], "dovecot(1)"),
    daemon("exim|exim4", "-bdf", "-bd", &["-bdf"], "exim(8)"),
    daemon("freeradius|radiusd", "-f|-X", "", &["-f"], "radiusd(8)"),
    daemon("freshclam", "-F|--foreground", "-d|--daemon", &["-d", "--foreground"], "freshclam(1)"),
    daemon("gunicorn|gunicorn3", "", "-D|--daemon", &[], "Gunicorn: Settings"),
    daemon("haproxy", "-db", "-D", &["-db"], "haproxy(1)"),
    daemon("hciattach", "-n", "", &["-n"], "hciattach(1)"),
    daemon("irqbalance", "-f|--foreground", "", &["--foreground"], "irqbalance(1)"),
    daemon("keepalived", "-n|--dont-fork", "", &["--dont-fork"], "keepalived(8)"),
    daemon("lighttpd", "-D", "", &["-D"], "lighttpd(8)"),
    daemon("lldpd", "-d", "", &["-d"], "lldpd(8)"),
    daemon("memcached", "", "-d|--daemon", &[], "memcached(1)"),
    daemon("minidlnad", "-S|-d", "", &["-S"], "minidlnad(1)"),
    daemon("mongod|mongos", "", "--fork", &[], "mongod(1)"),
    daemon("monit", "-I", "", &["-I"], "monit(1)"),
    daemon("mysqld|mariadbd", "", "--daemonize|--daemonize=ON|--daemonize=1|-D", &[], "MySQL: Server Command Options"),
    daemon("named", "-f|-g", "", &["-f"], "named(8)"),
    daemon("nginx", "", "", &[], "nginx(8)"),
    daemon("nmbd|smbd|winbindd", "-F|--foreground|-i|--interactive", "-D|--daemon", &["-F"], "smbd(8)"),
    daemon("nscd", "-F|--foreground|-d|--debug", "", &["--foreground"], "nscd(8)"),
    daemon("nslcd", "-n|--nofork|-d|--debug", "", &["-n"], "nslcd(8)"),
    daemon("ntpd", "-n|--nofork|-d", "", &["-n"], "ntpd(8)"),
    daemon("pg_ctlcluster", "--foreground", "", &["--foreground"], "pg_ctlcluster(1)"),
    daemon("php-fpm", "-F|--nodaemonize", "-D|--daemonize", &["--nodaemonize"], "php-fpm(8)"),
    daemon("postfix", "start-fg", "start", &["start-fg"], "postfix(1)"),
    daemon("privoxy", "--no-daemon", "", &["--no-daemon"], "privoxy(8)"),
    daemon("proftpd", "-n|--nodaemon", "", &["--nodaemon"], "proftpd(8)"),
    daemon("pure-ftpd", "", "-B|--daemonize", &[], "pure-ftpd(8)"),
    daemon("radvd", "-n|--nodaemon|-d", "", &["--nodaemon"], "radvd(8)"),
    daemon("redis-sentinel|redis-server|valkey-server", "--daemonize no", "--daemonize yes", &[], "Redis: redis.conf"),
    daemon("rpc.mountd", "-F|--foreground", "", &["--foreground"], "mountd(8)"),
    daemon("rpc.statd", "-F|--foreground", "", &["--foreground"], "statd(8)"),
    daemon("rpcbind", "-f|-d", "", &["-f"], "rpcbind(8)"),
    daemon("rsyslogd", "-n", "", &["-n"], "rsyslogd(8)"),
    daemon("slapd", "-d", "", &["-d", "0"], "slapd(8)"),
    daemon("smartd", "-n|--no-fork|-d", "", &["--no-fork"], "smartd(8)"),
    daemon("snmpd|snmptrapd", "-f", "", &["-f"], "snmpd(8)"),
    daemon("squid|squid3", "-N|--foreground", "", &["--foreground"], "squid(8)"),
    daemon("sshd", "-D|-d", "", &["-D"], "sshd(8)"),
    daemon("syslog-ng", "-F|--foreground", "", &["-F"], "syslog-ng(8)"),
    daemon("tinyproxy", "-d", "", &["-d"], "tinyproxy(8)"),
    daemon("transmission-daemon", "-f|--foreground", "", &["--foreground"], "transmission-daemon(1)"),
    daemon("unicorn|unicorn_rails|rainbows", "", "-D|--daemonize", &[], "unicorn(1)"),
    daemon("varnishd", "-F|-d", "", &["-F"], "varnishd(1)"),
    daemon("vsftpd", "-obackground=NO", "", &["-obackground=NO"], "vsftpd.conf(5)"),
    daemon("xinetd", "-dontfork|-d", "", &["-dontfork"], "xinetd(8)"),
    daemon("xrdp|xrdp-sesman", "-n|--nodaemon", "", &["--nodaemon"], "xrdp(8)"),
    daemon("zabbix_agentd|zabbix_proxy|zabbix_server", "-f|--foreground", "", &["--foreground"], "zabbix_agentd(8)"),
    daemon("zkServer.sh", "start-foreground", "start", &["start-foreground"], "ZooKeeper: bin/zkServer.sh"),
];

impl Daemon {
    /// What stands in the place of `start`.
    fn verb(&self) -> Option<&'static str> {
        self.add.first().copied().filter(|word| !word.starts_with('-'))
    }
}

/// A command that stays in the foreground.
#[derive(Debug)]
pub(super) struct Stays<'a> {
    /// Its words.
    pub(super) argv: Vec<Text<'a>>,
    /// What was done, in words; none where it stayed all along.
    pub(super) done: Option<String>,
}

/// The command of a daemon so that it stays in the foreground. None for a program that is not in the table.
pub(super) fn stay<'a>(argv: &[Text<'a>]) -> Option<Stays<'a>> {
    let (program, arguments) = argv.split_first()?;
    let path = program.as_str().filter(|path| !path.contains("/init.d/"))?;
    let base = path.rsplit('/').next()?;
    let name = if is_versioned_fpm(base) { "php-fpm" } else { base };
    let row = DAEMONS.iter().find(|row| row.names.contains(name))?;
    let says = |at: usize, word: &str| arguments.get(at).and_then(Text::as_str) == Some(word);
    let is_said = |at: usize, pattern: &str| {
        pattern.split(' ').enumerate().all(|(further, word)| says(at + further, word))
    };
    if (0..arguments.len()).any(|at| row.stays.iter().any(|pattern| is_said(at, pattern))) {
        return Some(Stays { argv: argv.to_vec(), done: None });
    }
    let mut kept: Vec<Text<'a>> = Vec::new();
    let mut gone: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < arguments.len() {
        let goes = row.goes.iter().find(|pattern| is_said(at, pattern));
        match goes {
            Some(pattern) => {
                // A verb has its place among the others.
                if let Some(verb) = row.verb().filter(|_| gone.is_empty()) {
                    kept.push(Text::fixed(verb));
                }
                gone.push(pattern);
                at += pattern.split(' ').count();
            }
            None => {
                kept.push(arguments[at].clone());
                at += 1;
            }
        }
    }
    let mut added: Vec<String> = row.add.iter().map(|word| (*word).to_owned()).collect();
    if name == "nginx" {
        added = nginx(&mut kept)?;
    }
    if matches!(name, "redis-server" | "redis-sentinel" | "valkey-server") {
        // Behind the file, whose own `daemonize yes` it overrides.
        kept.extend(["--daemonize", "no"].map(Text::fixed));
        added = vec!["--daemonize no".to_owned()];
    } else if row.verb().is_some() {
        if gone.is_empty() {
            return None;
        }
    } else if name != "nginx" {
        let front = row.add.iter().map(|word| Text::fixed(word));
        kept.splice(0..0, front);
    }
    let mut argv = vec![program.clone()];
    argv.extend(kept);
    let with = (!added.is_empty()).then(|| format!("with `{}`", added.join(" ")));
    let without = (!gone.is_empty()).then(|| format!("without `{}`", gone.join(" ")));
    let how: Vec<String> = with.into_iter().chain(without).collect();
    let done = (!how.is_empty()).then(|| {
        format!(
            "It is kept in the foreground, {} ({}): supervisord watches the process that it started.",
            how.join(" and "),
            row.source
        )
    });
    // Nothing to add and nothing to take away: its configuration file sends it away, where nobody can see it here.
    done.is_some().then_some(Stays { argv, done })
}

/// `php-fpm8.2`, as Debian names it.
fn is_versioned_fpm(base: &str) -> bool {
    base.strip_prefix("php-fpm").is_some_and(|version| {
        !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// nginx takes one `-g` only: what it says besides stays.
fn nginx(arguments: &mut Vec<Text<'_>>) -> Option<Vec<String>> {
    let at = arguments.iter().position(|word| word.as_str() == Some("-g"));
    let Some(at) = at else {
        arguments.splice(0..0, ["-g", "daemon off;"].map(Text::fixed));
        return Some(vec!["-g \"daemon off;\"".to_owned()]);
    };
    let said = arguments.get(at + 1)?.as_str()?;
    let others: Vec<&str> = said
        .split(';')
        .map(str::trim)
        .filter(|one| !one.is_empty() && one.split_whitespace().next() != Some("daemon"))
        .collect();
    let all: Vec<String> =
        std::iter::once("daemon off").chain(others).map(|directive| format!("{directive};")).collect();
    arguments[at + 1] = Text::plain(all.join(" ").into_bytes());
    Some(vec!["-g \"daemon off;\"".to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(command: &str) -> Option<String> {
        let argv: Vec<Text<'_>> = command.split('|').map(Text::fixed).collect();
        let stays = stay(&argv)?;
        Some(stays.argv.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn the_table_is_sorted_and_names_each_program_once() {
        let firsts: Vec<&str> = DAEMONS.iter().filter_map(|row| row.names.iter().next()).collect();
        let mut sorted = firsts.clone();
        sorted.sort_unstable();
        assert_eq!(firsts, sorted);
        let mut names: Vec<&str> = DAEMONS.iter().flat_map(|row| row.names.iter()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn daemons_are_told_to_stay() {
        for (command, expected) in [
            ("/usr/sbin/cron", "/usr/sbin/cron|-f"),
            ("/usr/sbin/sshd|-p|22", "/usr/sbin/sshd|-D|-p|22"),
            ("/usr/sbin/sshd|-D", "/usr/sbin/sshd|-D"),
            ("nginx", "nginx|-g|daemon off;"),
            ("nginx|-g|daemon on; master_process on;", "nginx|-g|daemon off; master_process on;"),
            ("/usr/sbin/apachectl|start", "/usr/sbin/apachectl|-DFOREGROUND"),
            ("/usr/sbin/httpd|-k|start", "/usr/sbin/httpd|-DFOREGROUND|-k|start"),
            ("redis-server|/etc/r.conf|--daemonize|yes", "redis-server|/etc/r.conf|--daemonize|no"),
            ("redis-server|/etc/r.conf|--daemonize|no", "redis-server|/etc/r.conf|--daemonize|no"),
            ("redis-server|/etc/r.conf", "redis-server|/etc/r.conf|--daemonize|no"),
            ("/usr/bin/memcached|-d|-p|1", "/usr/bin/memcached|-p|1"),
            ("haproxy|-D|-f|/etc/h.cfg", "haproxy|-db|-f|/etc/h.cfg"),
            ("/usr/sbin/postfix|-c|/etc/p|start", "/usr/sbin/postfix|-c|/etc/p|start-fg"),
            ("php-fpm8.2|--daemonize", "php-fpm8.2|--nodaemonize"),
            ("/usr/bin/pg_ctlcluster|15-main|start", "/usr/bin/pg_ctlcluster|--foreground|15-main|start"),
        ] {
            assert_eq!(kept(command).as_deref(), Some(expected), "{command}");
        }
    }

    #[test]
    fn a_program_that_nobody_knows_is_left_to_a_person() {
        assert_eq!(kept("/usr/sbin/never-heard-of"), None);
        // Its configuration file sends it away: there is no option against that.
        assert_eq!(kept("/usr/bin/memcached|-p|1"), None);
        // A script of the init system before, whatever it is called.
        assert_eq!(kept("/etc/init.d/cron|start"), None);
    }
}
