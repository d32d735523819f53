//! What keeps known daemons in the foreground.
//!
//! Each row names the program's own manual. A program that is not here is left to a person.

use crate::word_list::WordList;

/// How some programs are kept in the foreground.
#[derive(Debug)]
pub(super) struct Daemon {
    /// Their names, without folders.
    pub(super) names: WordList,
    /// What keeps them there, if it stands in the command already.
    pub(super) stays: WordList,
    /// Words that send them into the background, `--daemonize yes` for two in a row: they go.
    pub(super) goes: WordList,
    /// Words to add behind the program; none if without the others it stays.
    pub(super) add: &'static [&'static str],
    /// Where that is documented.
    pub(super) source: &'static str,
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
pub(super) static DAEMONS: &[Daemon] = &[
    daemon("acpid", "-f|--foreground|-d|--debug", "", &["-f"], "acpid(8)"),
    daemon("amavisd|amavisd-new", "foreground", "start", &["foreground"], "amavisd(8)"),
    daemon("amuled", "", "-f|--full-daemon", &[], "amuled(1)"),
    daemon("anacron", "-d", "", &["-d"], "anacron(8)"),
    daemon("apache2|httpd", "-DFOREGROUND|FOREGROUND|-X", "", &["-DFOREGROUND"], "httpd(8)"),
    daemon("apache2ctl|apachectl", "-DFOREGROUND|FOREGROUND|-X", "start|-k start", &["-DFOREGROUND"], "apachectl(8)"),
    daemon("aria2c", "", "-D|--daemon|--daemon=true", &[], "aria2c(1)"),
    daemon("atd", "-f|-d", "", &["-f"], "atd(8)"),
    daemon("atftpd", "--no-fork", "", &["--no-fork"], "atftpd(8)"),
    daemon("auditd", "-n|-f", "", &["-n"], "auditd(8)"),
    daemon("automount", "-f|--foreground", "", &["--foreground"], "automount(8)"),
    daemon("avahi-autoipd|avahi-daemon|avahi-dnsconfd", "", "-D|--daemonize", &[], "avahi-daemon(8)"),
    daemon("babeld|bfdd|bgpd|eigrpd|isisd|ldpd|ospf6d|ospfd|pimd|ripd|ripngd|staticd|zebra", "", "-d|--daemon", &[], "zebra(8)"),
    daemon("bindfs|s3fs|sshfs", "-f", "", &["-f"], "sshfs(1)"),
    daemon("bitcoind|litecoind", "-daemon=0", "-daemon|-daemon=1|-daemonwait", &["-daemon=0"], "bitcoind(1)"),
    daemon("blkmapd|rpc.gssd|rpc.idmapd|rpc.svcgssd", "-f", "", &["-f"], "rpc.idmapd(8)"),
    daemon("carbon-aggregator.py|carbon-cache.py|carbon-relay.py", "--nodaemon|--debug", "", &["--nodaemon"], "Graphite: Carbon's Daemons"),
    daemon("cassandra", "-f", "", &["-f"], "Cassandra: Starting"),
    daemon("catalina.sh", "run", "start", &["run"], "Tomcat: RUNNING.txt"),
    daemon("chronyd", "-n|-d", "", &["-n"], "chronyd(8)"),
    daemon("clamd", "-F|--foreground|--foreground=true", "", &["--foreground"], "clamd(8)"),
    daemon("collectd", "-f", "", &["-f"], "collectd(1)"),
    daemon("cron", "-f", "", &["-f"], "cron(8)"),
    daemon("crond", "-n|-f", "", &["-n"], "crond(8)"),
    daemon("cupsd", "-f|-l", "", &["-f"], "cupsd(8)"),
    daemon("dbus-daemon", "--nofork", "--fork", &["--nofork"], "dbus-daemon(1)"),
    daemon("deluged", "-d|--do-not-daemonize", "", &["--do-not-daemonize"], "deluged(1)"),
    daemon("dhclient", "-d", "-nw", &["-d"], "dhclient(8)"),
    daemon("dhcpcd", "-B|--nobackground", "-b|--background", &["-B"], "dhcpcd(8)"),
    daemon("dhcpd", "-f|-d", "", &["-f"], "dhcpd(8)"),
    daemon("dmeventd", "-f", "", &["-f"], "dmeventd(8)"),
    daemon("dnsmasq", "-k|-d|--keep-in-foreground|--no-daemon", "", &["--keep-in-foreground"], "dnsmasq(8)"),
    daemon("dovecot", "-F", "", &["-F"], "dovecot(1)"),
    daemon("ejabberdctl", "foreground", "start", &["foreground"], "ejabberdctl(8)"),
    daemon("elasticsearch|opensearch", "", "-d|--daemonize", &[], "Elasticsearch: Run as a daemon"),
    daemon("exim|exim4", "-bdf", "-bd", &["-bdf"], "exim(8)"),
    daemon("fail2ban-server", "-f|-xf", "-b", &["-f"], "fail2ban-server(1)"),
    daemon("freeradius|radiusd", "-f|-X", "", &["-f"], "radiusd(8)"),
    daemon("freshclam", "-F|--foreground", "-d|--daemon", &["-d", "--foreground"], "freshclam(1)"),
    daemon("glusterd|glusterfs|glusterfsd", "-N|--no-daemon", "", &["--no-daemon"], "glusterd(8)"),
    daemon("gpsd", "-N", "", &["-N"], "gpsd(8)"),
    daemon("gssproxy", "-i|--interactive", "-D|--daemon", &["--interactive"], "gssproxy(8)"),
    daemon("gunicorn|gunicorn3", "", "-D|--daemon", &[], "Gunicorn: Settings"),
    daemon("haproxy", "-db|-Ws", "-D", &["-db"], "haproxy(1)"),
    daemon("hciattach", "-n", "", &["-n"], "hciattach(1)"),
    daemon("hostapd|wpa_supplicant", "", "-B", &[], "hostapd(8)"),
    daemon("icinga2", "", "-d|--daemonize", &[], "icinga2(8)"),
    daemon("in.tftpd", "--foreground|-L", "-l|--listen", &["--foreground"], "tftpd(8)"),
    daemon("inadyn", "-n|--foreground", "", &["--foreground"], "inadyn(8)"),
    daemon("inspircd", "--nofork", "", &["--nofork"], "inspircd(1)"),
    daemon("irqbalance", "-f|--foreground", "", &["--foreground"], "irqbalance(1)"),
    daemon("iscsid", "-f|--foreground", "", &["-f"], "iscsid(8)"),
    daemon("kadmind", "-nofork", "", &["-nofork"], "kadmind(8)"),
    daemon("kafka-server-start.sh|zookeeper-server-start.sh", "", "-daemon", &[], "Kafka: bin/kafka-server-start.sh"),
    daemon("keepalived", "-n|--dont-fork", "", &["--dont-fork"], "keepalived(8)"),
    daemon("krb5kdc", "-n", "", &["-n"], "krb5kdc(8)"),
    daemon("lighttpd", "-D", "", &["-D"], "lighttpd(8)"),
    daemon("lircd", "-n|--nodaemon", "", &["--nodaemon"], "lircd(8)"),
    daemon("lldpd", "-d", "", &["-d"], "lldpd(8)"),
    daemon("mariadbd|mysqld", "", "--daemonize|--daemonize=ON|--daemonize=1|-D", &[], "MySQL: Server Command Options"),
    daemon("memcached", "", "-d|--daemon", &[], "memcached(1)"),
    daemon("minidlnad", "-S|-d", "", &["-S"], "minidlnad(1)"),
    daemon("mongod|mongos", "", "--fork", &[], "mongod(1)"),
    daemon("monit", "-I", "", &["-I"], "monit(1)"),
    daemon("mono-service|mono-service2", "--no-daemon|--debug", "", &["--no-daemon"], "mono-service(1)"),
    daemon("mosquitto", "", "-d|--daemon", &[], "mosquitto(8)"),
    daemon("motion", "-n", "-b", &["-n"], "motion(1)"),
    daemon("mpd", "--no-daemon", "", &["--no-daemon"], "mpd(1)"),
    daemon("munged", "-F|--foreground", "", &["--foreground"], "munged(8)"),
    daemon("murmurd", "-fg", "", &["-fg"], "murmurd(1)"),
    daemon("named", "-f|-g", "", &["-f"], "named(8)"),
    daemon("nfsdcld", "-F", "", &["-F"], "nfsdcld(8)"),
    daemon("nginx", "", "", &[], "nginx(8)"),
    daemon("ngircd", "-n|--nodaemon", "", &["--nodaemon"], "ngircd(8)"),
    daemon("nmbd|smbd|winbindd", "-F|--foreground|-i|--interactive", "-D|--daemon", &["-F"], "smbd(8)"),
    daemon("nrpe", "-f", "-d", &["-f"], "nrpe(8)"),
    daemon("nscd", "-F|--foreground|-d|--debug", "", &["--foreground"], "nscd(8)"),
    daemon("nsd|unbound", "-d", "", &["-d"], "unbound(8)"),
    daemon("nslcd", "-n|--nofork|-d|--debug", "", &["-n"], "nslcd(8)"),
    daemon("ntopng", "", "-e|--daemon", &[], "ntopng(8)"),
    daemon("ntpd", "-n|--nofork|-d", "", &["-n"], "ntpd(8)"),
    daemon("opendkim|opendmarc", "-f", "", &["-f"], "opendkim(8)"),
    daemon("openvpn", "", "", &[], "openvpn(8)"),
    daemon("pdns_server", "--daemon=no", "--daemon|--daemon=yes", &["--daemon=no"], "pdns_server(1)"),
    daemon("pg_ctlcluster", "--foreground", "", &["--foreground"], "pg_ctlcluster(1)"),
    daemon("php-fpm", "-F|--nodaemonize", "-D|--daemonize", &["--nodaemonize"], "php-fpm(8)"),
    daemon("pigpiod", "-g", "", &["-g"], "pigpiod(1)"),
    daemon("postfix", "start-fg", "start", &["start-fg"], "postfix(1)"),
    daemon("postgrey", "", "-d|--daemonize", &[], "postgrey(8)"),
    daemon("privoxy", "--no-daemon", "", &["--no-daemon"], "privoxy(8)"),
    daemon("proftpd", "-n|--nodaemon", "", &["--nodaemon"], "proftpd(8)"),
    daemon("pulseaudio", "--daemonize=no|--daemonize=false", "-D|--daemonize|--daemonize=yes|--daemonize=true", &["--daemonize=no"], "pulseaudio(1)"),
    daemon("pure-ftpd", "", "-B|--daemonize", &[], "pure-ftpd(8)"),
    daemon("qbittorrent-nox", "", "-d|--daemon", &[], "qbittorrent-nox(1)"),
    daemon("rabbitmq-server", "", "-detached", &[], "rabbitmq-server(8)"),
    daemon("radsecproxy", "-f", "", &["-f"], "radsecproxy(1)"),
    daemon("radvd", "-n|--nodaemon|-d", "", &["--nodaemon"], "radvd(8)"),
    daemon("rainbows|unicorn|unicorn_rails", "", "-D|--daemonize", &[], "unicorn(1)"),
    daemon("redis-sentinel|redis-server|valkey-server", "--daemonize no", "--daemonize yes", &[], "Redis: redis.conf"),
    daemon("restorecond", "-d", "", &["-d"], "restorecond(8)"),
    daemon("rpc.mountd", "-F|--foreground", "", &["--foreground"], "mountd(8)"),
    daemon("rpc.statd", "-F|--foreground", "", &["--foreground"], "statd(8)"),
    daemon("rpcbind", "-f|-d", "", &["-f"], "rpcbind(8)"),
    daemon("rsync", "--no-detach", "", &["--no-detach"], "rsync(1)"),
    daemon("rsyslogd", "-n", "", &["-n"], "rsyslogd(8)"),
    daemon("sabnzbdplus", "", "-d|--daemon", &[], "sabnzbdplus(1)"),
    daemon("saslauthd", "-d", "", &["-d"], "saslauthd(8)"),
    daemon("screen", "-Dm|-DmS", "-dm|-dmS", &[], "screen(1)"),
    daemon("sendmail", "-bD", "-bd", &["-bD"], "sendmail(8)"),
    daemon("slapd", "-d", "", &["-d", "0"], "slapd(8)"),
    daemon("smartd", "-n|--no-fork|-d", "", &["--no-fork"], "smartd(8)"),
    daemon("snapclient|snapserver", "", "-d|--daemon", &[], "snapclient(1)"),
    daemon("snmpd|snmptrapd", "-f", "", &["-f"], "snmpd(8)"),
    daemon("snort|suricata", "", "-D", &[], "suricata(1)"),
    daemon("spamd", "", "-d|--daemonize", &[], "spamd(1p)"),
    daemon("squid|squid3", "-N|--foreground", "", &["--foreground"], "squid(8)"),
    daemon("sshd", "-D|-d", "", &["-D"], "sshd(8)"),
    daemon("supervisord", "-n|--nodaemon", "", &["--nodaemon"], "Supervisor: Running Supervisor"),
    daemon("syslog-ng", "-F|--foreground", "", &["-F"], "syslog-ng(8)"),
    daemon("thttpd", "-D", "", &["-D"], "thttpd(8)"),
    daemon("tigervncserver|vncserver", "-fg", "", &["-fg"], "tigervncserver(1)"),
    daemon("tincd", "-D|--no-detach", "", &["--no-detach"], "tincd(8)"),
    daemon("tinyproxy", "-d", "", &["-d"], "tinyproxy(8)"),
    daemon("transmission-daemon", "-f|--foreground", "", &["--foreground"], "transmission-daemon(1)"),
    daemon("tvheadend", "", "-f|--fork", &[], "tvheadend(1)"),
    daemon("twistd|twistd3", "-n|--nodaemon|-no|-noy|-ny", "", &["--nodaemon"], "twistd(1)"),
    daemon("udhcpc", "-f|--foreground", "-b|--background", &["-f"], "udhcpc(8)"),
    daemon("ulogd", "", "-d|--daemon", &[], "ulogd(8)"),
    daemon("varnishd", "-F|-d", "", &["-F"], "varnishd(1)"),
    daemon("vboxwebsrv", "", "-b|--background", &[], "VirtualBox: vboxwebsrv"),
    daemon("vpnc", "--no-detach", "", &["--no-detach"], "vpnc(8)"),
    daemon("vsftpd", "-obackground=NO", "", &["-obackground=NO"], "vsftpd.conf(5)"),
    daemon("watchdog", "-F|--foreground", "", &["--foreground"], "watchdog(8)"),
    daemon("x11vnc", "", "-bg", &[], "x11vnc(1)"),
    daemon("xinetd", "-dontfork|-d", "", &["-dontfork"], "xinetd(8)"),
    daemon("xrdp|xrdp-sesman", "-n|--nodaemon", "", &["--nodaemon"], "xrdp(8)"),
    daemon("ypbind", "-foreground|-n", "", &["-foreground"], "ypbind(8)"),
    daemon("zabbix_agentd|zabbix_proxy|zabbix_server", "-f|--foreground", "", &["--foreground"], "zabbix_agentd(8)"),
    daemon("zkServer.sh", "start-foreground", "start", &["start-foreground"], "ZooKeeper: bin/zkServer.sh"),
    daemon("znc", "-f|--foreground", "", &["--foreground"], "znc(1)"),
];

impl Daemon {
    /// What stands in the place of `start`.
    pub(super) fn verb(&self) -> Option<&'static str> {
        self.add.first().copied().filter(|word| !word.starts_with('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
