//! The table of programs that leave the foreground.
//!
//! What a program's own configuration file says is not known here. Where one that is named on the command line could keep the
//! program in the foreground, its option is among `stays`; where the usual one often does, `setting` says how.

use crate::word_list::WordList;

/// How a program leaves the foreground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// By itself, unless an option keeps it.
    ByItself,
    /// When an option says so.
    Asked,
    /// It starts something else and ends.
    Starter,
    /// It has the system's own manager start something and ends.
    Handover,
}

/// Some programs that behave alike.
#[derive(Debug)]
pub(crate) struct Daemon {
    /// The names that the program is known by, without folders.
    pub(crate) names: WordList,
    /// How it leaves the foreground.
    pub(crate) how: How,
    /// What asks for it; nothing when it happens by itself. `-b` is a word, `--daemon` a word with or without `=…`,
    /// `--daemonize yes` two adjacent words, `multi..start` two words with others between them.
    pub(super) asks: WordList,
    /// What keeps it in the foreground, the best first, or has it do something else and end: `-n` alone or among other
    /// letters, `--nodaemon`, a word.
    pub(crate) stays: WordList,
    /// Whether all programs of the name spell that alike.
    pub(crate) is_certain: bool,
    /// What its own configuration file can say to keep it in the foreground, where such files are common.
    pub(crate) setting: Option<&'static str>,
    /// Where that is documented.
    pub(crate) source: &'static str,
}

type Text = &'static str;

const fn by_itself(names: Text, stays: Text, source: Text) -> Daemon {
    daemon(names, How::ByItself, "", stays, source)
}

const fn asked(names: Text, asks: Text, source: Text) -> Daemon {
    daemon(names, How::Asked, asks, "", source)
}

const fn starter(names: Text, asks: Text, stays: Text, source: Text) -> Daemon {
    daemon(names, How::Starter, asks, stays, source)
}

const fn handover(names: Text, asks: Text, stays: Text, source: Text) -> Daemon {
    daemon(names, How::Handover, asks, stays, source)
}

const fn daemon(names: Text, how: How, asks: Text, stays: Text, source: Text) -> Daemon {
    let (names, asks, stays) =
        (WordList::with_bars(names), WordList::with_bars(asks), WordList::with_bars(stays));
    Daemon { names, how, asks, stays, is_certain: true, setting: None, source }
}

impl Daemon {
    /// The same, unless one of these options is there.
    const fn unless(mut self, stays: Text) -> Self {
        self.stays = WordList::with_bars(stays);
        self
    }

    /// The same, unless its configuration file says this.
    const fn configured(mut self, setting: &'static str) -> Self {
        self.setting = Some(setting);
        self
    }

    /// Programs of the same name keep to the foreground by different options.
    const fn uncertain(mut self) -> Self {
        self.is_certain = false;
        self
    }
}

/// The programs, by how they leave the foreground, then by name.
#[rustfmt::skip]
pub(super) static DAEMONS: &[Daemon] = &[
    by_itself("acpid", "-f|-d|--foreground|--debug|-v", "acpid(8)"),
    by_itself("anacron", "-d|-u|-T|-V", "anacron(8)"),
    by_itself("apache2|apache2ctl|apachectl|httpd", "-DFOREGROUND|FOREGROUND|NO_DETACH|-DNO_DETACH|-X|-t|-S|-M|-v|-V|-l|-L|-f|-h|stop|configtest|graceful", "httpd(8)"),
    by_itself("atd", "-f|-d", "atd(8)"),
    by_itself("auditd", "-n|-f", "auditd(8)"),
    by_itself("automount", "-f|--foreground|-m|-V", "automount(8)"),
    by_itself("chronyd", "-n|-d|-q|-Q|-p|-v", "chronyd(8)"),
    by_itself("collectd", "-f|-t|-T|-h", "collectd(1)"),
    by_itself("cron", "-f|-n", "cron(8)"),
    // cronie, BusyBox.
    by_itself("crond", "-n|-f|-d|-x|-V", "crond(8)").uncertain(),
    by_itself("deluged", "-d|--do-not-daemonize", "deluged(1)"),
    by_itself("dhcpd", "-f|-d|-t|-T", "dhcpd(8)"),
    by_itself("dhcrelay", "-d", "dhcrelay(8)"),
    by_itself("dnsmasq", "-k|-d|--keep-in-foreground|--no-daemon|--test|-v|-w", "dnsmasq(8)"),
    by_itself("dovecot", "-F|-n|-a|stop|reload", "dovecot(1)"),
    by_itself("freeradius|radiusd", "-f|-X|-C|-v|-h", "radiusd(8)"),
    by_itself("glusterd", "-N|--no-daemon|--debug", "glusterd(8)"),
    by_itself("incrond", "-n|--foreground|-k|--kill", "incrond(8)"),
    by_itself("irqbalance", "-f|--foreground|-d|--debug|-o|--oneshot", "irqbalance(1)"),
    by_itself("keepalived", "-n|--dont-fork|-t|--config-test|-v", "keepalived(8)"),
    by_itself("klogd", "-n", "klogd(8)"),
    by_itself("lighttpd", "-D|-t|-p|-v|-V|-h", "lighttpd(8)"),
    by_itself("lldpd", "-d|-v", "lldpd(8)"),
    by_itself("minidlnad", "-S|-d|-V|-h", "minidlnad(1)"),
    by_itself("mpd", "--no-daemon|--systemd|--kill|-V", "mpd(1)"),
    by_itself("named", "-f|-g|-v|-V|-C", "named(8)"),
    by_itself("nginx", "-g \"daemon off;\"|-c|-t|-T|-s|-v|-V|-h", "nginx(8)").configured("daemon off;"),
    by_itself("nscd", "-F|--foreground|-d|--debug|-K|-g|-i", "nscd(8)"),
    by_itself("nslcd", "-n|--nofork|-d|--debug|-c|--check", "nslcd(8)"),
    by_itself("ntpd", "-n|--nofork|-d|-q|-D", "ntpd(8)"),
    // With its version in the name as Debian installs it; the `php-fpm` of container images is configured to stay.
    by_itself("php-fpm#", "-F|--nodaemonize|-O|-y|--fpm-config|-t|--test|-i|-m|-v|-h", "php-fpm(8)"),
    by_itself("pptpd", "-f|--fg", "pptpd(8)"),
    by_itself("privoxy", "--no-daemon|--config-test", "privoxy(8)"),
    by_itself("proftpd", "-n|--nodaemon|-t|-l|-v", "proftpd(8)"),
    by_itself("radvd", "-n|--nodaemon|-d|-c|-v|-h", "radvd(8)"),
    by_itself("rpcbind", "-f|-d", "rpcbind(8)"),
    by_itself("rsyslogd", "-n|-N|-v|-h", "rsyslogd(8)"),
    by_itself("saslauthd", "-d|-v|-h", "saslauthd(8)"),
    by_itself("searchd", "--nodetach|--console|--stop|--stopwait|--status", "searchd(1)"),
    by_itself("setsid", "-w|--wait", "setsid(1)"),
    by_itself("slapd", "-d|-T|-V", "slapd(8)"),
    by_itself("smartd", "-n|--no-fork|-d|--debug|-q|-V|-h", "smartd(8)"),
    by_itself("snmpd|snmptrapd", "-f|-v|-h|-H", "snmpd(8)"),
    by_itself("spawn-fcgi", "-n|-v|-h", "spawn-fcgi(1)"),
    by_itself("squid|squid3", "-N|--foreground|-z|-k|-v|-h", "squid(8)"),
    by_itself("sshd", "-D|-d|-i|-t|-T|-G|-V", "sshd(8)"),
    by_itself("syslog-ng", "-F|--foreground|-s|--syntax-only|--process-mode|-V", "syslog-ng(8)"),
    // BusyBox and sysklogd 1, sysklogd 2.
    by_itself("syslogd", "-n|-F|-d|-h|-v", "syslogd(8)").uncertain(),
    by_itself("tinyproxy", "-d|-v|-h", "tinyproxy(8)"),
    by_itself("transmission-daemon", "-f|--foreground|-d|--dump-settings|-V", "transmission-daemon(1)"),
    by_itself("twistd", "-n|--nodaemon", "twistd(1)"),
    by_itself("unbound", "-d|-c|-V|-h", "unbound(8)").configured("do-daemonize: no"),
    by_itself("varnishd", "-F|-d|-C|-V", "varnishd(1)"),
    by_itself("xinetd", "-dontfork|-d|-version", "xinetd(8)"),
    by_itself("xl2tpd", "-D|-v", "xl2tpd(8)"),
    by_itself("zabbix_agentd|zabbix_proxy|zabbix_server", "-f|--foreground|-t|-p|-T|-R|-V|-h", "zabbix_agentd(8)"),
    by_itself("znc", "-f|--foreground|-D|--debug|-c|--makeconf|-s|--makepass|-p|--makepem", "znc(1)"),

    asked("aria2c", "-D|--daemon", "aria2c(1)"),
    asked("avahi-daemon", "-D|--daemonize", "avahi-daemon(8)"),
    asked("babeld|bfdd|bgpd|eigrpd|fabricd|isisd|ldpd|nhrpd|ospf6d|ospfd|pbrd|pimd|ripd|ripngd|staticd|vrrpd|zebra", "-d|--daemon", "zebra(8)"),
    asked("celery", "--detach", "Celery: Daemonization"),
    asked("couchdb", "-b", "couchdb(1)"),
    asked("dbus-daemon", "--fork", "dbus-daemon(1)"),
    asked("elasticsearch", "-d|--daemonize", "Elasticsearch: Run as a daemon"),
    asked("exim|exim4|sendmail", "-bd", "exim(8)"),
    asked("freshclam", "-d|--daemon", "freshclam(1)").unless("-F|--foreground"),
    asked("gearmand", "-d|--daemon", "gearmand(8)"),
    asked("gunicorn|gunicorn3", "-D|--daemon", "Gunicorn: Settings"),
    asked("haproxy", "-D", "haproxy(1)"),
    asked("hostapd|wpa_supplicant", "-B", "hostapd(8)"),
    asked("kafka-server-start.sh|zookeeper-server-start.sh", "-daemon", "Apache Kafka: bin/kafka-run-class.sh"),
    asked("memcached", "-d|--daemon", "memcached(1)"),
    asked("mongod|mongos", "--fork", "mongod(1)"),
    asked("mysqld", "--daemonize", "MySQL: Server Command Options"),
    asked("nagios|nrpe", "-d|--daemon", "nagios(8)"),
    asked("nmbd|smbd|winbindd", "-D|--daemon", "smbd(8)").unless("-F|--foreground|-i|--interactive"),
    asked("openvpn", "--daemon", "openvpn(8)"),
    asked("ovs-vswitchd|ovsdb-server", "--detach", "ovs-vswitchd(8)"),
    asked("pdns_recursor|pdns_server", "--daemon", "pdns_server(1)"),
    asked("postgrey", "-d|--daemonize", "postgrey(8)"),
    asked("puma|sidekiq", "-d|--daemon", "Puma 4 and Sidekiq 5: command line"),
    asked("pure-ftpd", "-B|--daemonize", "pure-ftpd(8)"),
    asked("qbittorrent-nox", "-d|--daemon", "qbittorrent-nox(1)"),
    asked("rabbitmq-server", "-detached", "rabbitmq-server(8)"),
    asked("rainbows|unicorn|unicorn_rails", "-D|--daemonize", "unicorn(1)"),
    asked("redis-sentinel|redis-server", "--daemonize yes", "Redis: redis.conf"),
    asked("spamd", "-d|--daemonize", "spamd(1)"),
    asked("start-stop-daemon", "-b|--background", "start-stop-daemon(8)"),
    asked("thin", "-d|--daemonize", "thin: command line"),
    asked("uwsgi", "-d|--daemonize|--daemonize2", "uWSGI: Options"),
    asked("x11vnc", "-bg", "x11vnc(1)"),

    starter("catalina.sh", "start", "run", "Apache Tomcat: RUNNING.txt"),
    starter("celery", "multi..start|multi..restart", "", "Celery: Daemonization"),
    starter("ejabberdctl|prosodyctl", "start", "foreground", "ejabberdctl(8)"),
    starter("forever", "start", "", "forever: command line"),
    starter("ipsec", "start|restart", "--nofork", "ipsec(8)"),
    starter("pg_ctl", "start|restart", "", "pg_ctl(1)"),
    starter("pm2", "start|restart|resurrect", "--no-daemon", "PM2: pm2-runtime"),
    starter("postfix", "start", "start-fg", "postfix(1)"),
    starter("screen", "-dm|-dmS|-AdmS|-d..-m", "-D", "screen(1)"),
    starter("tmux", "new..-d|new-session..-d", "", "tmux(1)"),
    starter("zkServer.sh", "start|restart", "start-foreground", "ZooKeeper: bin/zkServer.sh"),

    handover("initctl|invoke-rc.d|rc-service|service", "start|restart", "", "service(8)"),
    handover("systemctl", "start|restart", "--wait", "systemctl(1)"),
];

/// Init scripts.
pub(super) static INIT_SCRIPT: Daemon = starter("", "start|restart", "", "Debian Policy 9.3.2");

/// A container that runs in the background: which `-d` is meant takes more than a pattern.
pub(super) static CONTAINER: Daemon = asked("docker|podman", "", "docker-run(1)");

/// Containers that do.
pub(super) static COMPOSE: Daemon =
    asked("docker-compose|podman-compose", "up..-d|up..--detach", "docker-compose-up(1)");
