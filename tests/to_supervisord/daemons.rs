//! Programs that daemonize, and how they are kept in the foreground.

use super::{convert, option, row, service, verdict};

#[test]
fn a_known_daemon_is_kept_in_the_foreground() {
    let run = service("Type=forking\nPIDFile=/run/cron.pid\nExecStart=/usr/sbin/cron -L 2");
    assert_eq!(option(&run, "command"), Some("/usr/sbin/cron -f -L 2"), "{}", run.out);
    assert_eq!(option(&run, "autostart"), None, "the program is enabled: {}", run.out);
    let (verdict, reason) = row(&run, "Type");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("with `-f` (cron(8))"), "{reason}");
    assert_eq!(self::verdict(&run, "PIDFile"), "approximate");
}

#[test]
fn a_daemon_kept_in_the_foreground_by_removing_an_option_works_with_any_restart() {
    let run = service("Type=forking\nExecStart=/usr/bin/mosquitto -d -c /etc/m.conf\nRestart=always");
    assert_eq!(option(&run, "command"), Some("/usr/bin/mosquitto -c /etc/m.conf"));
    let (verdict, reason) = row(&run, "Type");
    assert_eq!(verdict, "approximate", "{reason}");
    assert!(reason.contains("without `-d` (mosquitto(8))"), "{reason}");
}

#[test]
fn daemonizing_options_are_replaced_by_the_foreground_option() {
    let command = |line: &str| {
        let run = service(&format!("Type=forking\nExecStart={line}"));
        assert_eq!(option(&run, "autostart"), None, "{line}: {}", run.out);
        option(&run, "command").unwrap_or_default().to_owned()
    };
    for (before, after) in [
        ("/usr/sbin/sssd -D -f", "/usr/sbin/sssd --interactive -f"),
        ("/usr/bin/tor --runasdaemon 1 -f /t", "/usr/bin/tor --runasdaemon 0 -f /t"),
        ("/usr/bin/svnserve -d -r /srv", "/usr/bin/svnserve -d --foreground -r /srv"),
        ("/sbin/mdadm --monitor --scan -f", "/sbin/mdadm --monitor --scan"),
        ("/usr/sbin/dropbear -p 22", "/usr/sbin/dropbear -F -p 22"),
        ("/usr/sbin/kamailio -P /run/k.pid -m 64", "/usr/sbin/kamailio -DD -P /run/k.pid -m 64"),
        ("/usr/bin/varnishncsa -a -w /var/log/v.log -D", "/usr/bin/varnishncsa -a -w /var/log/v.log"),
        ("/usr/sbin/sogod -WOWorkersCount 3", "/usr/sbin/sogod -WONoDetach YES -WOWorkersCount 3"),
    ] {
        assert_eq!(command(before), after);
    }
}

#[test]
fn a_daemon_in_the_foreground_only_with_sd_notify_gets_its_foreground_option() {
    let run = service("Type=notify\nExecStart=/usr/sbin/collectd");
    assert_eq!(option(&run, "command"), Some("/usr/sbin/collectd -f"));
    let unknown = service("Type=notify\nExecStart=/opt/app/bin/appd");
    assert_eq!(
        (option(&unknown, "command"), option(&unknown, "autostart")),
        (Some("/opt/app/bin/appd"), None)
    );
}

#[test]
fn an_unknown_forking_daemon_is_disabled_with_a_reason() {
    let run = service("Type=forking\nExecStart=/opt/app/bin/appd");
    assert_eq!(
        (option(&run, "command"), option(&run, "autostart")),
        (Some("/opt/app/bin/appd"), Some("false"))
    );
    assert!(
        run.out.contains("; To do by hand, then remove autostart=false:\n; - The program puts itself"),
        "{}",
        run.out
    );
    assert_eq!((run.status, verdict(&run, "Type").as_str()), (0, "manual"));
    let quiet = convert(
        &[("app.service", "[Service]\nType=forking\nExecStart=/opt/app/bin/appd\n")],
        &["--no-comments"],
    );
    assert!(!quiet.out.contains("; To do"), "{}", quiet.out);
}

#[test]
fn an_option_that_may_daemonize_is_named() {
    let of = |command: &str| row(&service(&format!("Type=forking\nExecStart={command}")), "Type").1;
    let advice = "loses track of it: remove `-d` if that sends it there, or give it the option";
    assert!(of("/bin/app -c /etc/app.conf -d").contains(advice));
    assert!(of("/bin/app -c /etc/app.conf").contains("loses track of it: give it the option"));
}

#[test]
fn apachectl_is_made_to_run_apache_in_its_own_process() {
    // As in Debian 12. The script waits for apache2 and forwards no signal, unless it starts it with `exec`.
    let unit = "Type=forking\nEnvironment=APACHE_STARTED_BY_SYSTEMD=true\nExecStart=/usr/sbin/apachectl start\n\
                ExecStop=/usr/sbin/apachectl graceful-stop\nKillMode=mixed\nPrivateTmp=true\nRestart=on-abort";
    let run = service(unit);
    assert_eq!(
        (option(&run, "command"), option(&run, "stopsignal"), option(&run, "autostart")),
        (
            Some("env 'APACHE_HTTPD=exec /usr/sbin/apache2' /usr/sbin/apachectl -DFOREGROUND"),
            Some("WINCH"),
            None
        ),
        "{}",
        run.out
    );
    let (verdict, reason) = row(&run, "Environment");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("APACHE_HTTPD"), "{reason}");
    let (verdict, reason) = row(&run, "Type");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("forwards no signals"), "{reason}");
    // The program itself needs none of this.
    let direct = service("Type=notify\nExecStart=/usr/sbin/httpd $OPTIONS -DFOREGROUND");
    assert_eq!(option(&direct, "command"), Some("/usr/sbin/httpd -DFOREGROUND"));
}

#[test]
fn a_daemon_in_its_own_session_is_stopped_by_its_waiting_shell() {
    let command = |lines: &str| {
        let run = service(lines);
        assert_eq!(option(&run, "autostart"), None, "{lines}: {}", run.out);
        option(&run, "command").unwrap_or_default().to_owned()
    };
    let waits =
        |stop: &str, start: &str| format!("/bin/sh -c 'trap \"{stop}; exit 0\" TERM; {start} & wait $!'");
    for (lines, stop, start) in [
        (
            "Type=forking\nExecStart=/usr/sbin/postfix start",
            "/usr/sbin/postfix stop",
            "/usr/sbin/postfix start-fg",
        ),
        (
            "Type=forking\nExecStart=/usr/sbin/postfix -c /etc/p start\nExecStop=/usr/sbin/postfix -c /etc/p stop",
            "/usr/sbin/postfix -c /etc/p stop",
            "/usr/sbin/postfix -c /etc/p start-fg",
        ),
        (
            "Type=forking\nExecStart=/usr/sbin/postmulti -i - -p start",
            "/usr/sbin/postmulti -i - -p stop",
            "/usr/sbin/postmulti -i - -p start-fg",
        ),
        // A command that already says so would escape supervisord just as well.
        ("ExecStart=/usr/sbin/postfix start-fg", "/usr/sbin/postfix stop", "/usr/sbin/postfix start-fg"),
    ] {
        assert_eq!(command(lines), waits(stop, start), "{lines}");
    }
    let run = service(
        "Type=forking\nGuessMainPID=no\nExecStart=/usr/sbin/postmulti -i - -p start\nExecStop=/usr/sbin/postmulti -i - -p stop",
    );
    for directive in ["ExecStart", "ExecStop", "Type"] {
        assert_eq!(verdict(&run, directive), "approximate", "{directive}");
    }
    assert!(row(&run, "ExecStart").1.contains("in its own session"), "{}", row(&run, "ExecStart").1);
    assert!(!run.out.contains("Not kept"), "{}", run.out);
}

#[test]
fn a_daemon_daemonized_by_its_config_file_names_where_to_look() {
    // As in Debian 12, with `--daemon` in that file.
    let unit = "Type=forking\nEnvironmentFile=-/etc/default/gearman-job-server\n\
                ExecStart=/usr/sbin/gearmand --pid-file=/run/gearman/gearmand.pid $PARAMS";
    let (verdict, reason) = row(&service(unit), "Type");
    assert_eq!(verdict, "manual");
    assert!(
        reason.contains("remove that (`-d`, `--daemon`) from $PARAMS or its configuration file"),
        "{reason}"
    );
    let (_, reason) = row(&service("Type=forking\nExecStart=/usr/bin/memcached -p 1"), "Type");
    assert!(reason.ends_with("from its configuration file."), "{reason}");
}

#[test]
fn an_umbrella_unit_is_reported_as_doing_nothing_itself() {
    let umbrella = (
        "db.service",
        "[Service]\nType=oneshot\nExecStart=/bin/true\nRemainAfterExit=on\n[Install]\nWantedBy=multi-user.target\n",
    );
    let part = (
        "db@.service",
        "[Unit]\nPartOf=db.service\n[Service]\nExecStart=/bin/db %i\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=main\n",
    );
    let expected = "itself does nothing: the units that are part of it do the work (PartOf=db.service)";
    let run = convert(&[umbrella], &[]);
    assert!(run.out.replace("\n; ", " ").contains(expected), "{}", run.out);
    let (verdict, reason) = row(&run, "ExecStart");
    assert!(verdict == "approximate" && reason.contains(expected), "{verdict}: {reason}");
    assert!(!convert(&[umbrella, part], &[]).out.contains("does nothing"));
    // A job is not such a placeholder, nor is a unit that has done something.
    for lines in ["Type=oneshot\nExecStart=/bin/true", "Type=oneshot\nExecStart=/bin/up\nRemainAfterExit=on"]
    {
        assert!(!service(lines).out.contains("does nothing"));
    }
}

#[test]
fn a_script_that_leaves_its_program_in_the_background_is_told_to_keep_it() {
    let reason =
        |script: &str| row(&service(&format!("Type=forking\nExecStart=/bin/sh -c '{script}'")), "Type").1;
    for script in ["/opt/appd & echo $! >/run/appd.pid", "/opt/appd &"] {
        assert!(reason(script).contains("remove the `&`, and write exec"), "{script}");
    }
    for script in ["/opt/prepare && /opt/appd", "/opt/appd 2>&1", "/opt/appd \"a & b\""] {
        assert!(reason(script).contains("give it the option"), "{script}");
    }
}
