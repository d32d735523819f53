//! The table of programs that leave the foreground.
//!
//! What a program's own configuration file sets is not known here. If a file named on the command line could keep the
//! program in the foreground, its option is among `foreground_options`; if the usual file often does, `foreground_setting` says how.

use crate::text::range::TextRange;
use crate::text::word_list::WordList;

/// How a program leaves the foreground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backgrounding {
    /// On its own, unless an option keeps it in the foreground.
    Always,
    /// When an option asks for it.
    IfAsked,
    /// It starts something else and exits.
    Launcher,
    /// It has the system's service manager start something and exits.
    ManagerClient,
}

/// Programs that behave alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Daemon {
    /// How it leaves the foreground.
    pub(crate) backgrounding: Backgrounding,
    /// Whether all programs of the name stay in the foreground by the same options.
    pub(crate) is_certain: bool,
    names: TextRange,
    background_options: TextRange,
    foreground_options: TextRange,
    foreground_setting: TextRange,
    source: TextRange,
}

impl Daemon {
    /// The names of the programs, without directories.
    pub(crate) fn names(&self) -> WordList {
        words(self.names)
    }

    /// The arguments that ask for it. For a program that does it anyway, those that ask for it nevertheless and must go
    /// for it to stay. `-b` is a word, `--daemon` a word with or without `=…`, `--daemonize yes` two adjacent words,
    /// `multi..start` two words with others between them.
    pub(super) fn background_options(&self) -> WordList {
        words(self.background_options)
    }

    /// The arguments that keep it in the foreground, the best first, or that make it do something else and exit: `-n`
    /// alone or among other letters, `--nodaemon`, a word.
    pub(crate) fn foreground_options(&self) -> WordList {
        words(self.foreground_options)
    }

    /// The line in its own configuration file that keeps it in the foreground, where such files are common.
    pub(crate) fn foreground_setting(&self) -> Option<&'static str> {
        Some(self.foreground_setting.slice(TEXT)).filter(|text| !text.is_empty())
    }

    /// Where that is documented.
    pub(crate) fn source(&self) -> &'static str {
        self.source.slice(TEXT)
    }
}

fn words(range: TextRange) -> WordList {
    WordList::with_bars(range.slice(TEXT))
}

/// A row as written here. In the binary, the texts of all rows are in one string: each static string costs the dynamic
/// loader a relocation at every start.
#[derive(Clone, Copy)]
pub(super) struct Row {
    backgrounding: Backgrounding,
    is_certain: bool,
    pub(super) names: Text,
    background_options: Text,
    foreground_options: Text,
    foreground_setting: Text,
    source: Text,
}

type Text = &'static str;

const fn always(names: Text, foreground_options: Text, source: Text) -> Row {
    daemon(names, Backgrounding::Always, "", foreground_options, source)
}

const fn if_asked(names: Text, background_options: Text, source: Text) -> Row {
    daemon(names, Backgrounding::IfAsked, background_options, "", source)
}

const fn launcher(names: Text, background_options: Text, foreground_options: Text, source: Text) -> Row {
    daemon(names, Backgrounding::Launcher, background_options, foreground_options, source)
}

const fn manager_client(
    names: Text,
    background_options: Text,
    foreground_options: Text,
    source: Text,
) -> Row {
    daemon(names, Backgrounding::ManagerClient, background_options, foreground_options, source)
}

const fn daemon(
    names: Text,
    backgrounding: Backgrounding,
    background_options: Text,
    foreground_options: Text,
    source: Text,
) -> Row {
    Row {
        backgrounding,
        is_certain: true,
        names,
        background_options,
        foreground_options,
        foreground_setting: "",
        source,
    }
}

impl Row {
    /// The same, unless one of these options is given.
    const fn unless(mut self, foreground_options: Text) -> Self {
        self.foreground_options = foreground_options;
        self
    }

    /// The same, but one of these options may ask for it as well: the program refuses that together with an option that
    /// keeps it in the foreground, or obeys it instead.
    const fn or_if_asked(mut self, background_options: Text) -> Self {
        self.background_options = background_options;
        self
    }

    /// The same, unless its configuration file has this line.
    const fn configured(mut self, foreground_setting: Text) -> Self {
        self.foreground_setting = foreground_setting;
        self
    }

    /// Programs of this name stay in the foreground by different options.
    const fn uncertain(mut self) -> Self {
        self.is_certain = false;
        self
    }

    const fn texts(self) -> [Text; 5] {
        [self.names, self.background_options, self.foreground_options, self.foreground_setting, self.source]
    }
}

/// The programs, by how they leave the foreground, then by name.
#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    always("acpid", "-f|-d|--foreground|--debug|-v", "acpid(8)"),
    always("amavisd|amavisd-new", "foreground|debug|debug-sa|stop|reload|test-config|showkeys|testkeys|genrsa|-V|-h", "amavisd(8)"),
    always("anacron", "-d|-u|-T|-V", "anacron(8)"),
    always("apache2|apache2ctl|apachectl|httpd", "-DFOREGROUND|FOREGROUND|NO_DETACH|-DNO_DETACH|-X|-t|-S|-M|-v|-V|-l|-L|-f|-h|stop|configtest|graceful", "httpd(8)"),
    always("atd", "-f|-d", "atd(8)"),
    always("auditd", "-n|-f", "auditd(8)"),
    always("automount", "-f|--foreground|-m|-V", "automount(8)"),
    always("bird|bird6", "-f|-d|-p", "bird(8)"),
    always("carbon-aggregator.py|carbon-cache.py|carbon-relay.py", "--nodaemon|--debug|stop|status", "Graphite: Carbon's Daemons"),
    always("cassandra", "-f|-v|-h", "Cassandra: Starting"),
    always("chronyd", "-n|-d|-q|-Q|-p|-v", "chronyd(8)"),
    always("clamd", "--foreground|-F|-V|-h", "clamd(8)").configured("Foreground yes"),
    always("cntlm", "-f|-v|-H|-M|-h", "cntlm(1)"),
    always("collectd", "-f|-t|-T|-h", "collectd(1)"),
    always("cron", "-f|-n", "cron(8)"),
    // cronie, BusyBox.
    always("crond", "-n|-f|-d|-x|-V", "crond(8)").uncertain(),
    always("cupsd", "-f|-F|-l|-t|-h", "cupsd(8)"),
    // Its deluge-web does so only since 2.0.
    always("deluged", "-d|--do-not-daemonize", "deluged(1)"),
    always("dhcpd", "-f|-d|-t|-T", "dhcpd(8)"),
    always("dhcrelay", "-d", "dhcrelay(8)"),
    always("dnsmasq", "-k|-d|--keep-in-foreground|--no-daemon|--test|-v|-w", "dnsmasq(8)"),
    always("dovecot", "-F|-n|-a|stop|reload", "dovecot(1)"),
    always("dropbear", "-F|-i|-V|-h", "dropbear(8)"),
    always("freeradius|radiusd", "-f|-X|-C|-v|-h", "radiusd(8)"),
    always("glusterd", "-N|--no-daemon|--debug", "glusterd(8)"),
    always("gmond", "-f|--foreground|-t|--default_config|-m|--metrics|-V|--version|-h|--help", "gmond(1)"),
    always("gpm", "-D|-k|-v|-h|-q", "gpm(8)"),
    always("gpsd", "-N|--foreground|-V|-h|-l", "gpsd(8)"),
    always("incrond", "-n|--foreground|-k|--kill", "incrond(8)"),
    always("inspircd", "--nofork|--debug", "inspircd(1)"),
    always("irqbalance", "-f|--foreground|-d|--debug|-o|--oneshot", "irqbalance(1)"),
    always("kadmind", "-nofork", "kadmind(8)"),
    always("kamailio", "-DD|-D|-c|-v|-V|-h|-I", "kamailio(8)"),
    always("keepalived", "-n|--dont-fork|-t|--config-test|-v", "keepalived(8)"),
    always("klogd", "-n", "klogd(8)"),
    always("krb5kdc", "-n", "krb5kdc(8)"),
    always("lighttpd", "-D|-t|-p|-v|-V|-h", "lighttpd(8)"),
    always("lldpd", "-d|-v", "lldpd(8)"),
    always("minidlnad", "-S|-d|-V|-h", "minidlnad(1)"),
    always("mpd", "--no-daemon|--systemd|--kill|-V", "mpd(1)"),
    always("munged", "-F|--foreground|-h|-L|--license|-V|--stop", "munged(8)"),
    always("munin-node", "--foreground|--version", "munin-node(1)"),
    always("murmurd", "-fg|-supw|-disablesu|-readsupw|-limits|-wipessl|-wipelogs|-version|-license|-h", "murmurd(1)"),
    always("named", "-f|-g|-v|-V|-C", "named(8)"),
    always("nginx", "-g \"daemon off;\"|-c|-t|-T|-s|-v|-V|-h", "nginx(8)").configured("daemon off;"),
    always("ngircd", "-n|--nodaemon|-t|--configtest|-V|-h", "ngircd(8)"),
    // They daemonize unless their standard input is a socket: seen with 4.17.
    always("nmbd|samba|smbd|winbindd", "-F|--foreground|-i|--interactive|-b|--build-options|-V|-h|-?", "smbd(8)").or_if_asked("-D|--daemon"),
    always("nscd", "-F|--foreground|-d|--debug|-K|-g|-i", "nscd(8)"),
    always("nsd", "-d|-v|-h", "nsd(8)"),
    always("nslcd", "-n|--nofork|-d|--debug|-c|--check", "nslcd(8)"),
    always("ntpd", "-n|--nofork|-d|-q|-D", "ntpd(8)"),
    always("opendkim|opendmarc", "-f|-n|-t|-V|-Q", "opendkim(8)").configured("Background no"),
    always("opensips", "-F|-D|-c|-C|-V|-h", "opensips(8)"),
    // With its version in the name, as Debian installs it; the `php-fpm` of container images is configured to stay.
    always("php-fpm#", "-F|--nodaemonize|-O|-y|--fpm-config|-t|--test|-i|-m|-v|-h", "php-fpm(8)").or_if_asked("-D|--daemonize").configured("daemonize = no"),
    always("pptpd", "-f|--fg", "pptpd(8)"),
    always("privoxy", "--no-daemon|--config-test", "privoxy(8)"),
    always("proftpd", "-n|--nodaemon|-t|-l|-v", "proftpd(8)"),
    always("racoon", "-F|-C|-L|-V", "racoon(8)"),
    always("radvd", "-n|--nodaemon|-d|-c|-v|-h", "radvd(8)"),
    always("rpcbind", "-f|-d", "rpcbind(8)"),
    always("rsyslogd", "-n|-N|-v|-h", "rsyslogd(8)"),
    always("saslauthd", "-d|-v|-h", "saslauthd(8)"),
    always("searchd", "--nodetach|--console|--stop|--stopwait|--status", "searchd(1)"),
    always("setsid", "-w|--wait", "setsid(1)"),
    // What follows `-d` is the level, whatever it looks like.
    always("slapd", "-d 0|-d|-T|-V", "slapd(8)"),
    always("smartd", "-n|--no-fork|-d|--debug|-q|-V|-h", "smartd(8)"),
    always("smokeping", "--nodaemon|--debug|--debug-daemon|--check|--static|--man", "smokeping(1)"),
    always("snmpd|snmptrapd", "-f|-v|-h|-H", "snmpd(8)"),
    always("sogod", "-WONoDetach YES|-WONoDetach", "SOGo: Installation Guide").configured("WONoDetach = YES;"),
    always("spawn-fcgi", "-n|-v|-h", "spawn-fcgi(1)"),
    always("spice-vdagentd", "-x|-h", "spice-vdagentd(1)"),
    always("squid|squid3", "-N|--foreground|-z|-k|-v|-h", "squid(8)"),
    always("sshd", "-D|-d|-i|-t|-T|-G|-V", "sshd(8)"),
    always("sssd", "-i|--interactive|-g|--genconf|--version|-?|--help", "sssd(8)").or_if_asked("-D|--daemon"),
    always("syslog-ng", "-F|--foreground|-s|--syntax-only|--process-mode|-V", "syslog-ng(8)"),
    // BusyBox and sysklogd 1, sysklogd 2.
    always("syslogd", "-n|-F|-d|-h|-v", "syslogd(8)").uncertain(),
    always("thttpd", "-D|-V", "thttpd(8)"),
    always("tigervncserver|vncserver", "-fg|-kill|-list|-version|-dry-run|-help", "tigervncserver(1)"),
    always("tincd", "-D|--no-detach|-k|--kill|-K|--generate-keys", "tincd(8)"),
    always("tinyproxy", "-d|-v|-h", "tinyproxy(8)"),
    always("transmission-daemon", "-f|--foreground|-d|--dump-settings|-V", "transmission-daemon(1)"),
    always("twistd|twistd3", "-n|--nodaemon", "twistd(1)"),
    always("unbound", "-d|-c|-V|-h", "unbound(8)").configured("do-daemonize: no"),
    always("varnishd", "-F|-d|-C|-V", "varnishd(1)"),
    always("vtund", "-n", "vtund(8)"),
    always("xinetd", "-dontfork|-d|-version", "xinetd(8)"),
    always("xl2tpd", "-D|-v", "xl2tpd(8)"),
    always("xrdp|xrdp-sesman", "--nodaemon|-n|-k|--kill|-v|-h", "xrdp(8)"),
    always("zabbix_agentd|zabbix_proxy|zabbix_server", "-f|--foreground|-t|-p|-T|-R|-V|-h", "zabbix_agentd(8)"),
    always("znc", "-f|--foreground|-D|--debug|-c|--makeconf|-s|--makepass|-p|--makepem", "znc(1)"),

    if_asked("aria2c", "-D|--daemon", "aria2c(1)"),
    if_asked("avahi-daemon", "-D|--daemonize", "avahi-daemon(8)"),
    if_asked("babeld|bfdd|bgpd|eigrpd|fabricd|isisd|ldpd|nhrpd|ospf6d|ospfd|pbrd|pimd|ripd|ripngd|staticd|vrrpd|zebra", "-d|--daemon", "zebra(8)"),
    if_asked("bitcoind|litecoind", "-daemon|-daemonwait", "bitcoind(1)"),
    if_asked("celery", "--detach", "Celery: Daemonization"),
    if_asked("couchdb", "-b", "couchdb(1)"),
    if_asked("danted|sockd", "-D", "sockd(8)"),
    if_asked("darkhttpd", "--daemon", "darkhttpd(8)"),
    if_asked("dbus-daemon", "--fork", "dbus-daemon(1)"),
    if_asked("elasticsearch", "-d|--daemonize", "Elasticsearch: Run as a daemon"),
    if_asked("epmd", "-daemon", "epmd(1)"),
    // Exim stays at the terminal to show what it does; other implementations of sendmail do not.
    if_asked("exim|exim4", "-bd", "exim(8)").unless("-v|-d+all"),
    if_asked("freshclam", "-d|--daemon", "freshclam(1)").unless("-F|--foreground"),
    if_asked("gearmand", "-d|--daemon", "gearmand(8)"),
    if_asked("gunicorn|gunicorn3", "-D|--daemon", "Gunicorn: Settings"),
    if_asked("haproxy", "-D", "haproxy(1)"),
    if_asked("hostapd|wpa_supplicant", "-B", "hostapd(8)"),
    if_asked("icecast|icecast2", "-b", "icecast2(1)"),
    if_asked("icinga2", "-d|--daemonize", "icinga2(8)"),
    if_asked("janus", "-b|--daemon", "janus(1)"),
    if_asked("kafka-server-start.sh|zookeeper-server-start.sh", "-daemon", "Apache Kafka: bin/kafka-run-class.sh"),
    if_asked("memcached", "-d|--daemon", "memcached(1)"),
    if_asked("mongod|mongos", "--fork", "mongod(1)"),
    if_asked("mosquitto", "-d|--daemon", "mosquitto(8)"),
    if_asked("mysqld", "--daemonize", "MySQL: Server Command Options"),
    if_asked("nagios|nrpe", "-d|--daemon", "nagios(8)"),
    if_asked("ndppd", "-d", "ndppd(1)"),
    if_asked("ntopng", "-e|--daemon", "ntopng(8)"),
    if_asked("openvpn", "--daemon", "openvpn(8)"),
    if_asked("ovs-vswitchd|ovsdb-server", "--detach", "ovs-vswitchd(8)"),
    if_asked("pdns_recursor|pdns_server", "--daemon", "pdns_server(1)"),
    if_asked("postgrey", "-d|--daemonize", "postgrey(8)"),
    if_asked("pulseaudio", "-D|--daemonize", "pulseaudio(1)"),
    if_asked("puma|sidekiq", "-d|--daemon", "Puma 4 and Sidekiq 5: command line"),
    if_asked("pure-ftpd", "-B|--daemonize", "pure-ftpd(8)"),
    if_asked("qbittorrent-nox", "-d|--daemon", "qbittorrent-nox(1)"),
    if_asked("rabbitmq-server", "-detached", "rabbitmq-server(8)"),
    if_asked("rainbows|unicorn|unicorn_rails", "-D|--daemonize", "unicorn(1)"),
    if_asked("redis-sentinel|redis-server|valkey-sentinel|valkey-server", "--daemonize yes", "Redis: redis.conf"),
    if_asked("sendmail", "-bd", "sendmail(8)"),
    if_asked("snort", "-D", "snort(8)"),
    if_asked("spamd", "-d|--daemonize", "spamd(1)"),
    if_asked("start-stop-daemon", "-b|--background", "start-stop-daemon(8)"),
    if_asked("suricata", "-D", "suricata(1)"),
    if_asked("thin", "-d|--daemonize", "thin: command line"),
    if_asked("tvheadend", "-f|--fork", "tvheadend(1)"),
    if_asked("uwsgi", "-d|--daemonize|--daemonize2", "uWSGI: Options"),
    if_asked("varnishlog|varnishncsa", "-D", "varnishncsa(1)"),
    if_asked("vboxwebsrv", "-b|--background", "VirtualBox: vboxwebsrv"),
    if_asked("x11vnc", "-bg", "x11vnc(1)"),

    launcher("catalina.sh", "start", "run", "Apache Tomcat: RUNNING.txt"),
    launcher("celery", "multi..start|multi..restart", "", "Celery: Daemonization"),
    launcher("ejabberdctl|prosodyctl", "start", "foreground", "ejabberdctl(8)"),
    launcher("emacs", "--daemon|--bg-daemon", "--fg-daemon", "The Emacs Manual: Initial Options"),
    launcher("fail2ban-client|fail2ban-server", "start|restart", "-f", "fail2ban-client(1)"),
    launcher("forever", "start", "", "forever: command line"),
    launcher("ipsec", "start|restart", "--nofork", "ipsec(8)"),
    launcher("monetdbd", "start", "-n", "monetdbd(1)"),
    launcher("pg_ctl", "start|restart", "", "pg_ctl(1)"),
    launcher("pg_ctlcluster", "start|restart", "--foreground", "pg_ctlcluster(1)"),
    launcher("pm2", "start|restart|resurrect", "--no-daemon", "PM2: pm2-runtime"),
    launcher("postfix|postmulti", "start", "start-fg", "postfix(1)"),
    launcher("rsync", "--daemon", "--no-detach", "rsync(1)"),
    launcher("screen", "-dm|-dmS|-AdmS|-d..-m", "-D", "screen(1)"),
    launcher("solr", "start|restart", "-f|--foreground", "Solr: bin/solr"),
    launcher("svnserve", "-d|--daemon", "--foreground|-i|-t|-X", "svnserve(8)"),
    launcher("tmux", "new..-d|new-session..-d", "", "tmux(1)"),
    launcher("zkServer.sh", "start|restart", "start-foreground", "ZooKeeper: bin/zkServer.sh"),

    manager_client("initctl|invoke-rc.d|rc-service|service", "start|restart", "", "service(8)"),
    manager_client("systemctl", "start|restart", "--wait", "systemctl(1)"),

    // These rows are not found by the name of a program alone.
    launcher("", "start|restart", "", "Debian Policy 9.3.2"),
    // Finding the right `-d` of a container takes more than a pattern.
    if_asked("docker|podman", "", "docker-run(1)"),
    if_asked("docker-compose|podman-compose", "up..-d|up..--detach", "docker-compose-up(1)"),
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
    let none = TextRange::new(0, 0);
    let (backgrounding, is_certain) = (Backgrounding::Always, false);
    let first = Daemon {
        backgrounding,
        is_certain,
        names: none,
        background_options: none,
        foreground_options: none,
        foreground_setting: none,
        source: none,
    };
    let (mut all, mut end, mut at) = ([first; ROWS.len()], 0, 0);
    while at < ROWS.len() {
        let (texts, mut ranges, mut text) = (ROWS[at].texts(), [none; 5], 0);
        while text < texts.len() {
            let start = end;
            end += texts[text].len();
            ranges[text] = TextRange::new(start as u16, end as u16);
            text += 1;
        }
        let [names, background_options, foreground_options, foreground_setting, source] = ranges;
        let Row { backgrounding, is_certain, .. } = ROWS[at];
        all[at] = Daemon {
            backgrounding,
            is_certain,
            names,
            background_options,
            foreground_options,
            foreground_setting,
            source,
        };
        at += 1;
    }
    all
};
