//! The table of programs that leave the foreground.
//!
//! What a program's own configuration file sets is not known here. If a file named on the command line could keep the
//! program in the foreground, its option is among `stays`; if the usual file often does, `setting` says how.

use crate::passage::Passage;
use crate::word_list::WordList;

/// How a program leaves the foreground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// On its own, unless an option keeps it in the foreground.
    ByItself,
    /// When an option asks for it.
    Asked,
    /// It starts something else and exits.
    Starter,
    /// It has the system's service manager start something and exits.
    Handover,
}

/// Programs that behave alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Daemon {
    /// How it leaves the foreground.
    pub(crate) how: How,
    /// Whether all programs of the name stay in the foreground by the same options.
    pub(crate) is_certain: bool,
    names: Passage,
    asks: Passage,
    stays: Passage,
    setting: Passage,
    source: Passage,
}

impl Daemon {
    /// The names of the programs, without directories.
    pub(crate) fn names(&self) -> WordList {
        words(self.names)
    }

    /// The arguments that ask for it. For a program that does it anyway, those that ask for it nevertheless and must go
    /// for it to stay. `-b` is a word, `--daemon` a word with or without `=…`, `--daemonize yes` two adjacent words,
    /// `multi..start` two words with others between them.
    pub(super) fn asks(&self) -> WordList {
        words(self.asks)
    }

    /// The arguments that keep it in the foreground, the best first, or that make it do something else and exit: `-n`
    /// alone or among other letters, `--nodaemon`, a word.
    pub(crate) fn stays(&self) -> WordList {
        words(self.stays)
    }

    /// The line in its own configuration file that keeps it in the foreground, where such files are common.
    pub(crate) fn setting(&self) -> Option<&'static str> {
        Some(self.setting.of(TEXT)).filter(|text| !text.is_empty())
    }

    /// Where that is documented.
    pub(crate) fn source(&self) -> &'static str {
        self.source.of(TEXT)
    }
}

fn words(passage: Passage) -> WordList {
    WordList::with_bars(passage.of(TEXT))
}

/// A row as written here. In the binary, the texts of all rows are in one string: each static string costs the dynamic
/// loader a relocation at every start.
#[derive(Clone, Copy)]
pub(super) struct Row {
    how: How,
    is_certain: bool,
    pub(super) names: Text,
    asks: Text,
    stays: Text,
    setting: Text,
    source: Text,
}

type Text = &'static str;

const fn by_itself(names: Text, stays: Text, source: Text) -> Row {
    daemon(names, How::ByItself, "", stays, source)
}

const fn asked(names: Text, asks: Text, source: Text) -> Row {
    daemon(names, How::Asked, asks, "", source)
}

const fn starter(names: Text, asks: Text, stays: Text, source: Text) -> Row {
    daemon(names, How::Starter, asks, stays, source)
}

const fn handover(names: Text, asks: Text, stays: Text, source: Text) -> Row {
    daemon(names, How::Handover, asks, stays, source)
}

const fn daemon(names: Text, how: How, asks: Text, stays: Text, source: Text) -> Row {
    Row { how, is_certain: true, names, asks, stays, setting: "", source }
}

impl Row {
    /// The same, unless one of these options is given.
    const fn unless(mut self, stays: Text) -> Self {
        self.stays = stays;
        self
    }

    /// The same, but one of these options may ask for it as well: the program refuses that together with an option that
    /// keeps it in the foreground, or obeys it instead.
    const fn asked_as_well(mut self, asks: Text) -> Self {
        self.asks = asks;
        self
    }

    /// The same, unless its configuration file has this line.
    const fn configured(mut self, setting: Text) -> Self {
        self.setting = setting;
        self
    }

    /// Programs of this name stay in the foreground by different options.
    const fn uncertain(mut self) -> Self {
        self.is_certain = false;
        self
    }

    const fn texts(self) -> [Text; 5] {
        [self.names, self.asks, self.stays, self.setting, self.source]
    }
}

/// The programs, by how they leave the foreground, then by name.
#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    by_itself("acpid", "-f|-d|--foreground|--debug|-v", "acpid(8)"),
    by_itself("amavisd|amavisd-new", "foreground|debug|debug-sa|stop|reload|test-config|showkeys|testkeys|genrsa|-V|-h", "amavisd(8)"),
    by_itself("anacron", "-d|-u|-T|-V", "anacron(8)"),
    by_itself("apache2|apache2ctl|apachectl|httpd", "-DFOREGROUND|FOREGROUND|NO_DETACH|-DNO_DETACH|-X|-t|-S|-M|-v|-V|-l|-L|-f|-h|stop|configtest|graceful", "httpd(8)"),
    by_itself("atd", "-f|-d", "atd(8)"),
    by_itself("auditd", "-n|-f", "auditd(8)"),
    by_itself("automount", "-f|--foreground|-m|-V", "automount(8)"),
    by_itself("bird|bird6", "-f|-d|-p", "bird(8)"),
    by_itself("carbon-aggregator.py|carbon-cache.py|carbon-relay.py", "--nodaemon|--debug|stop|status", "Graphite: Carbon's Daemons"),
    by_itself("cassandra", "-f|-v|-h", "Cassandra: Starting"),
    by_itself("chronyd", "-n|-d|-q|-Q|-p|-v", "chronyd(8)"),
    by_itself("clamd", "--foreground|-F|-V|-h", "clamd(8)").configured("Foreground yes"),
    by_itself("cntlm", "-f|-v|-H|-M|-h", "cntlm(1)"),
    by_itself("collectd", "-f|-t|-T|-h", "collectd(1)"),
    by_itself("cron", "-f|-n", "cron(8)"),
    // cronie, BusyBox.
    by_itself("crond", "-n|-f|-d|-x|-V", "crond(8)").uncertain(),
    by_itself("cupsd", "-f|-F|-l|-t|-h", "cupsd(8)"),
    // Its deluge-web does so only since 2.0.
    by_itself("deluged", "-d|--do-not-daemonize", "deluged(1)"),
    by_itself("dhcpd", "-f|-d|-t|-T", "dhcpd(8)"),
    by_itself("dhcrelay", "-d", "dhcrelay(8)"),
    by_itself("dnsmasq", "-k|-d|--keep-in-foreground|--no-daemon|--test|-v|-w", "dnsmasq(8)"),
    by_itself("dovecot", "-F|-n|-a|stop|reload", "dovecot(1)"),
    by_itself("dropbear", "-F|-i|-V|-h", "dropbear(8)"),
    by_itself("freeradius|radiusd", "-f|-X|-C|-v|-h", "radiusd(8)"),
    by_itself("glusterd", "-N|--no-daemon|--debug", "glusterd(8)"),
    by_itself("gmond", "-f|--foreground|-t|--default_config|-m|--metrics|-V|--version|-h|--help", "gmond(1)"),
    by_itself("gpm", "-D|-k|-v|-h|-q", "gpm(8)"),
    by_itself("gpsd", "-N|--foreground|-V|-h|-l", "gpsd(8)"),
    by_itself("incrond", "-n|--foreground|-k|--kill", "incrond(8)"),
    by_itself("inspircd", "--nofork|--debug", "inspircd(1)"),
    by_itself("irqbalance", "-f|--foreground|-d|--debug|-o|--oneshot", "irqbalance(1)"),
    by_itself("kadmind", "-nofork", "kadmind(8)"),
    by_itself("kamailio", "-DD|-D|-c|-v|-V|-h|-I", "kamailio(8)"),
    by_itself("keepalived", "-n|--dont-fork|-t|--config-test|-v", "keepalived(8)"),
    by_itself("klogd", "-n", "klogd(8)"),
    by_itself("krb5kdc", "-n", "krb5kdc(8)"),
    by_itself("lighttpd", "-D|-t|-p|-v|-V|-h", "lighttpd(8)"),
    by_itself("lldpd", "-d|-v", "lldpd(8)"),
    by_itself("minidlnad", "-S|-d|-V|-h", "minidlnad(1)"),
    by_itself("mpd", "--no-daemon|--systemd|--kill|-V", "mpd(1)"),
    by_itself("munged", "-F|--foreground|-h|-L|--license|-V|--stop", "munged(8)"),
    by_itself("munin-node", "--foreground|--version", "munin-node(1)"),
    by_itself("murmurd", "-fg|-supw|-disablesu|-readsupw|-limits|-wipessl|-wipelogs|-version|-license|-h", "murmurd(1)"),
    by_itself("named", "-f|-g|-v|-V|-C", "named(8)"),
    by_itself("nginx", "-g \"daemon off;\"|-c|-t|-T|-s|-v|-V|-h", "nginx(8)").configured("daemon off;"),
    by_itself("ngircd", "-n|--nodaemon|-t|--configtest|-V|-h", "ngircd(8)"),
    // They daemonize unless their standard input is a socket: seen with 4.17.
    by_itself("nmbd|samba|smbd|winbindd", "-F|--foreground|-i|--interactive|-b|--build-options|-V|-h|-?", "smbd(8)").asked_as_well("-D|--daemon"),
    by_itself("nscd", "-F|--foreground|-d|--debug|-K|-g|-i", "nscd(8)"),
    by_itself("nsd", "-d|-v|-h", "nsd(8)"),
    by_itself("nslcd", "-n|--nofork|-d|--debug|-c|--check", "nslcd(8)"),
    by_itself("ntpd", "-n|--nofork|-d|-q|-D", "ntpd(8)"),
    by_itself("opendkim|opendmarc", "-f|-n|-t|-V|-Q", "opendkim(8)").configured("Background no"),
    by_itself("opensips", "-F|-D|-c|-C|-V|-h", "opensips(8)"),
    // With its version in the name, as Debian installs it; the `php-fpm` of container images is configured to stay.
    by_itself("php-fpm#", "-F|--nodaemonize|-O|-y|--fpm-config|-t|--test|-i|-m|-v|-h", "php-fpm(8)").asked_as_well("-D|--daemonize").configured("daemonize = no"),
    by_itself("pptpd", "-f|--fg", "pptpd(8)"),
    by_itself("privoxy", "--no-daemon|--config-test", "privoxy(8)"),
    by_itself("proftpd", "-n|--nodaemon|-t|-l|-v", "proftpd(8)"),
    by_itself("racoon", "-F|-C|-L|-V", "racoon(8)"),
    by_itself("radvd", "-n|--nodaemon|-d|-c|-v|-h", "radvd(8)"),
    by_itself("rpcbind", "-f|-d", "rpcbind(8)"),
    by_itself("rsyslogd", "-n|-N|-v|-h", "rsyslogd(8)"),
    by_itself("saslauthd", "-d|-v|-h", "saslauthd(8)"),
    by_itself("searchd", "--nodetach|--console|--stop|--stopwait|--status", "searchd(1)"),
    by_itself("setsid", "-w|--wait", "setsid(1)"),
    // What follows `-d` is the level, whatever it looks like.
    by_itself("slapd", "-d 0|-d|-T|-V", "slapd(8)"),
    by_itself("smartd", "-n|--no-fork|-d|--debug|-q|-V|-h", "smartd(8)"),
    by_itself("smokeping", "--nodaemon|--debug|--debug-daemon|--check|--static|--man", "smokeping(1)"),
    by_itself("snmpd|snmptrapd", "-f|-v|-h|-H", "snmpd(8)"),
    by_itself("sogod", "-WONoDetach YES|-WONoDetach", "SOGo: Installation Guide").configured("WONoDetach = YES;"),
    by_itself("spawn-fcgi", "-n|-v|-h", "spawn-fcgi(1)"),
    by_itself("spice-vdagentd", "-x|-h", "spice-vdagentd(1)"),
    by_itself("squid|squid3", "-N|--foreground|-z|-k|-v|-h", "squid(8)"),
    by_itself("sshd", "-D|-d|-i|-t|-T|-G|-V", "sshd(8)"),
    by_itself("sssd", "-i|--interactive|-g|--genconf|--version|-?|--help", "sssd(8)").asked_as_well("-D|--daemon"),
    by_itself("syslog-ng", "-F|--foreground|-s|--syntax-only|--process-mode|-V", "syslog-ng(8)"),
    // BusyBox and sysklogd 1, sysklogd 2.
    by_itself("syslogd", "-n|-F|-d|-h|-v", "syslogd(8)").uncertain(),
    by_itself("thttpd", "-D|-V", "thttpd(8)"),
    by_itself("tigervncserver|vncserver", "-fg|-kill|-list|-version|-dry-run|-help", "tigervncserver(1)"),
    by_itself("tincd", "-D|--no-detach|-k|--kill|-K|--generate-keys", "tincd(8)"),
    by_itself("tinyproxy", "-d|-v|-h", "tinyproxy(8)"),
    by_itself("transmission-daemon", "-f|--foreground|-d|--dump-settings|-V", "transmission-daemon(1)"),
    by_itself("twistd|twistd3", "-n|--nodaemon", "twistd(1)"),
    by_itself("unbound", "-d|-c|-V|-h", "unbound(8)").configured("do-daemonize: no"),
    by_itself("varnishd", "-F|-d|-C|-V", "varnishd(1)"),
    by_itself("vtund", "-n", "vtund(8)"),
    by_itself("xinetd", "-dontfork|-d|-version", "xinetd(8)"),
    by_itself("xl2tpd", "-D|-v", "xl2tpd(8)"),
    by_itself("xrdp|xrdp-sesman", "--nodaemon|-n|-k|--kill|-v|-h", "xrdp(8)"),
    by_itself("zabbix_agentd|zabbix_proxy|zabbix_server", "-f|--foreground|-t|-p|-T|-R|-V|-h", "zabbix_agentd(8)"),
    by_itself("znc", "-f|--foreground|-D|--debug|-c|--makeconf|-s|--makepass|-p|--makepem", "znc(1)"),

    asked("aria2c", "-D|--daemon", "aria2c(1)"),
    asked("avahi-daemon", "-D|--daemonize", "avahi-daemon(8)"),
    asked("babeld|bfdd|bgpd|eigrpd|fabricd|isisd|ldpd|nhrpd|ospf6d|ospfd|pbrd|pimd|ripd|ripngd|staticd|vrrpd|zebra", "-d|--daemon", "zebra(8)"),
    asked("bitcoind|litecoind", "-daemon|-daemonwait", "bitcoind(1)"),
    asked("celery", "--detach", "Celery: Daemonization"),
    asked("couchdb", "-b", "couchdb(1)"),
    asked("danted|sockd", "-D", "sockd(8)"),
    asked("darkhttpd", "--daemon", "darkhttpd(8)"),
    asked("dbus-daemon", "--fork", "dbus-daemon(1)"),
    asked("elasticsearch", "-d|--daemonize", "Elasticsearch: Run as a daemon"),
    asked("epmd", "-daemon", "epmd(1)"),
    // Exim stays at the terminal to show what it does; other implementations of sendmail do not.
    asked("exim|exim4", "-bd", "exim(8)").unless("-v|-d+all"),
    asked("freshclam", "-d|--daemon", "freshclam(1)").unless("-F|--foreground"),
    asked("gearmand", "-d|--daemon", "gearmand(8)"),
    asked("gunicorn|gunicorn3", "-D|--daemon", "Gunicorn: Settings"),
    asked("haproxy", "-D", "haproxy(1)"),
    asked("hostapd|wpa_supplicant", "-B", "hostapd(8)"),
    asked("icecast|icecast2", "-b", "icecast2(1)"),
    asked("icinga2", "-d|--daemonize", "icinga2(8)"),
    asked("janus", "-b|--daemon", "janus(1)"),
    asked("kafka-server-start.sh|zookeeper-server-start.sh", "-daemon", "Apache Kafka: bin/kafka-run-class.sh"),
    asked("memcached", "-d|--daemon", "memcached(1)"),
    asked("mongod|mongos", "--fork", "mongod(1)"),
    asked("mosquitto", "-d|--daemon", "mosquitto(8)"),
    asked("mysqld", "--daemonize", "MySQL: Server Command Options"),
    asked("nagios|nrpe", "-d|--daemon", "nagios(8)"),
    asked("ndppd", "-d", "ndppd(1)"),
    asked("ntopng", "-e|--daemon", "ntopng(8)"),
    asked("openvpn", "--daemon", "openvpn(8)"),
    asked("ovs-vswitchd|ovsdb-server", "--detach", "ovs-vswitchd(8)"),
    asked("pdns_recursor|pdns_server", "--daemon", "pdns_server(1)"),
    asked("postgrey", "-d|--daemonize", "postgrey(8)"),
    asked("pulseaudio", "-D|--daemonize", "pulseaudio(1)"),
    asked("puma|sidekiq", "-d|--daemon", "Puma 4 and Sidekiq 5: command line"),
    asked("pure-ftpd", "-B|--daemonize", "pure-ftpd(8)"),
    asked("qbittorrent-nox", "-d|--daemon", "qbittorrent-nox(1)"),
    asked("rabbitmq-server", "-detached", "rabbitmq-server(8)"),
    asked("rainbows|unicorn|unicorn_rails", "-D|--daemonize", "unicorn(1)"),
    asked("redis-sentinel|redis-server|valkey-sentinel|valkey-server", "--daemonize yes", "Redis: redis.conf"),
    asked("sendmail", "-bd", "sendmail(8)"),
    asked("snort", "-D", "snort(8)"),
    asked("spamd", "-d|--daemonize", "spamd(1)"),
    asked("start-stop-daemon", "-b|--background", "start-stop-daemon(8)"),
    asked("suricata", "-D", "suricata(1)"),
    asked("thin", "-d|--daemonize", "thin: command line"),
    asked("tvheadend", "-f|--fork", "tvheadend(1)"),
    asked("uwsgi", "-d|--daemonize|--daemonize2", "uWSGI: Options"),
    asked("varnishlog|varnishncsa", "-D", "varnishncsa(1)"),
    asked("vboxwebsrv", "-b|--background", "VirtualBox: vboxwebsrv"),
    asked("x11vnc", "-bg", "x11vnc(1)"),

    starter("catalina.sh", "start", "run", "Apache Tomcat: RUNNING.txt"),
    starter("celery", "multi..start|multi..restart", "", "Celery: Daemonization"),
    starter("ejabberdctl|prosodyctl", "start", "foreground", "ejabberdctl(8)"),
    starter("fail2ban-client|fail2ban-server", "start|restart", "-f", "fail2ban-client(1)"),
    starter("forever", "start", "", "forever: command line"),
    starter("ipsec", "start|restart", "--nofork", "ipsec(8)"),
    starter("monetdbd", "start", "-n", "monetdbd(1)"),
    starter("pg_ctl", "start|restart", "", "pg_ctl(1)"),
    starter("pg_ctlcluster", "start|restart", "--foreground", "pg_ctlcluster(1)"),
    starter("pm2", "start|restart|resurrect", "--no-daemon", "PM2: pm2-runtime"),
    starter("postfix", "start", "start-fg", "postfix(1)"),
    starter("rsync", "--daemon", "--no-detach", "rsync(1)"),
    starter("screen", "-dm|-dmS|-AdmS|-d..-m", "-D", "screen(1)"),
    starter("solr", "start|restart", "-f|--foreground", "Solr: bin/solr"),
    starter("svnserve", "-d|--daemon", "--foreground|-i|-t|-X", "svnserve(8)"),
    starter("tmux", "new..-d|new-session..-d", "", "tmux(1)"),
    starter("zkServer.sh", "start|restart", "start-foreground", "ZooKeeper: bin/zkServer.sh"),

    handover("initctl|invoke-rc.d|rc-service|service", "start|restart", "", "service(8)"),
    handover("systemctl", "start|restart", "--wait", "systemctl(1)"),

    // These rows are not found by the name of a program alone.
    starter("", "start|restart", "", "Debian Policy 9.3.2"),
    // Finding the right `-d` of a container takes more than a pattern.
    asked("docker|podman", "", "docker-run(1)"),
    asked("docker-compose|podman-compose", "up..-d|up..--detach", "docker-compose-up(1)"),
];

/// The number of rows that are found by the name of a program.
const NAMED: usize = ROWS.len() - 3;

/// The programs.
pub(super) fn daemons() -> &'static [Daemon] {
    &DAEMONS[..NAMED]
}

/// Init scripts.
pub(super) static INIT_SCRIPT: &Daemon = &DAEMONS[NAMED];
/// A container that runs in the background.
pub(super) static CONTAINER: &Daemon = &DAEMONS[NAMED + 1];
/// Containers of a compose project that run in the background.
pub(super) static COMPOSE: &Daemon = &DAEMONS[NAMED + 2];

// `const` code has no iterators.

const LENGTH: usize = {
    let (mut length, mut row) = (0, 0);
    while row < ROWS.len() {
        let (texts, mut text) = (ROWS[row].texts(), 0);
        while text < texts.len() {
            length += texts[text].len();
            text += 1;
        }
        row += 1;
    }
    length
};

const BYTES: [u8; LENGTH] = {
    let (mut bytes, mut end, mut row) = ([0; LENGTH], 0, 0);
    while row < ROWS.len() {
        let (texts, mut text) = (ROWS[row].texts(), 0);
        while text < texts.len() {
            let mut at = 0;
            while at < texts[text].len() {
                bytes[end] = texts[text].as_bytes()[at];
                end += 1;
                at += 1;
            }
            text += 1;
        }
        row += 1;
    }
    bytes
};

static TEXT: &str = match std::str::from_utf8(&BYTES) {
    Ok(text) => text,
    Err(_) => panic!("made of texts"),
};

static DAEMONS: [Daemon; ROWS.len()] = {
    let none = Passage::new(0, 0);
    let (how, is_certain) = (How::ByItself, false);
    let first = Daemon { how, is_certain, names: none, asks: none, stays: none, setting: none, source: none };
    let (mut all, mut end, mut at) = ([first; ROWS.len()], 0, 0);
    while at < ROWS.len() {
        let (texts, mut passages, mut text) = (ROWS[at].texts(), [none; 5], 0);
        while text < texts.len() {
            let start = end;
            end += texts[text].len();
            passages[text] = Passage::new(start as u16, end as u16);
            text += 1;
        }
        let [names, asks, stays, setting, source] = passages;
        let Row { how, is_certain, .. } = ROWS[at];
        all[at] = Daemon { how, is_certain, names, asks, stays, setting, source };
        at += 1;
    }
    all
};
