//! Services that are started by a socket, or that read from one.

use super::{convert, option, row, verdict};
use crate::program::{directory, run};

const FASTCGI: &str =
    "[Service]\nExecStart=/usr/bin/fcgi\nUser=www\nStandardInput=socket\nStandardOutput=journal\n";

#[test]
fn a_service_with_its_socket_on_stdin_becomes_a_fastcgi_program() {
    let socket = "[Socket]\nListenStream=/run/f.sock\nSocketUser=www\nSocketMode=0660\n[Install]\nWantedBy=sockets.target\n";
    let run = convert(&[("f.service", FASTCGI), ("f.socket", socket)], &[]);
    assert!(run.out.contains("[fcgi-program:f]\n"), "{}", run.out);
    assert_eq!(option(&run, "socket"), Some("unix:///run/f.sock"));
    assert_eq!((option(&run, "socket_mode"), option(&run, "socket_owner")), (Some("0660"), None));
    for setting in ["SocketUser", "SocketMode", "StandardInput"] {
        assert_eq!(verdict(&run, setting), "exact", "{setting}");
    }
    let (verdict_of, reason) = row(&run, "ListenStream");
    assert_eq!(verdict_of, "approximate");
    // Observed with both managers.
    assert!(reason.contains("starts it at the next connection"), "{reason}");
    assert_eq!(option(&run, "autostart"), None, "supervisord does not wait for a connection: {}", run.out);
    assert_eq!(verdict(&run, "WantedBy"), "approximate");
}

#[test]
fn a_bare_port_becomes_all_ipv4_addresses() {
    let run =
        convert(&[("f.service", FASTCGI), ("f.socket", "[Socket]\nListenStream=9000\nBacklog=5\n")], &[]);
    assert_eq!(option(&run, "socket"), Some("tcp://0.0.0.0:9000"), "{}", run.out);
    assert_eq!(
        (verdict(&run, "ListenStream"), verdict(&run, "Backlog")),
        ("approximate".into(), "exact".into())
    );
}

#[test]
fn a_pipe_is_left_to_a_shell() {
    let program = "[Service]\nExecStart=/bin/a\nStandardInput=socket\n";
    let run = convert(&[("a.service", program), ("a.socket", "[Socket]\nListenFIFO=/run/a\n")], &[]);
    let (verdict, reason) = row(&run, "StandardInput");
    assert_eq!(verdict, "manual");
    assert!(reason.contains("mkfifo and redirect"), "{reason}");
}

#[test]
fn an_accepting_socket_does_not_belong_to_the_plain_service() {
    let daemon = "[Service]\nExecStart=/usr/sbin/sshd -D\n[Install]\nWantedBy=multi-user.target\n";
    let each = "[Service]\nExecStart=-/usr/sbin/sshd -i\nStandardInput=socket\n";
    let socket = |accept: &str| {
        format!("[Socket]\nListenStream=22\nAccept={accept}\n[Install]\nWantedBy=sockets.target\n")
    };
    let convert = |accept: &str| {
        let units = [("sshd.service", daemon), ("sshd@.service", each), ("sshd.socket", &socket(accept))];
        convert(&units, &[])
    };
    let run = convert("yes");
    assert_eq!(run.out.lines().filter(|line| *line == "autostart=false").count(), 1, "{}", run.out);
    assert!(run.out.contains("[program:sshd]\ncommand=/usr/sbin/sshd -D\n"), "{}", run.out);
    let (verdict, reason) = row(&run, "ListenStream");
    assert_eq!(verdict, "dropped");
    assert!(reason.contains("an instance of the service for each"), "{reason}");
    let (verdict, reason) = row(&run, "StandardInput");
    assert_eq!(verdict, "manual");
    assert!(reason.contains("for each connection") && reason.contains("exec PROGRAM <>PATH"), "{reason}");
    // A plain service waits for a socket that is passed to it.
    assert_eq!(row(&convert("no"), "ListenStream").0, "manual");
}

#[test]
fn a_socket_belongs_to_the_service_that_it_names_or_that_names_it() {
    let front = "[Socket]\nListenStream=/run/f.sock\nService=f.service\n";
    let run = convert(&[("f.service", FASTCGI), ("front.socket", front), ("front.service", FASTCGI)], &[]);
    assert_eq!(run.out.matches("socket=unix:///run/f.sock").count(), 1, "{}", run.out);
    assert!(run.out.contains("[fcgi-program:f]") && run.out.contains("[program:front]"), "{}", run.out);
    assert_eq!(
        (verdict(&run, "Service"), verdict(&run, "ListenStream")),
        ("exact".into(), "approximate".into())
    );
    let unit = format!("{FASTCGI}Sockets=a.socket b.socket\n");
    let b = "[Socket]\nListenStream=/run/b.sock\n";
    let run = convert(&[("f.service", &unit), ("b.socket", b)], &[]);
    assert_eq!(option(&run, "socket"), Some("unix:///run/b.sock"), "{}", run.out);
}

#[test]
fn a_service_that_receives_its_socket_as_a_descriptor_is_manual() {
    let unit = "[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("g.service", unit), ("g.socket", "[Socket]\nListenStream=8080\n")], &[]);
    assert!(run.out.contains("[program:g]\n"), "{}", run.out);
    assert_eq!(
        (option(&run, "autostart"), verdict(&run, "ListenStream").as_str()),
        (Some("false"), "manual")
    );
}

#[test]
fn the_first_unit_of_a_timer_and_the_last_service_of_a_socket_apply() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let starts = |by: (&str, &str)| {
        let run = convert(&[("one.service", unit), ("two.service", unit), by], &[]);
        let (program, _) =
            run.out.split_once("supervisorctl start ").map_or(("", ""), |(_, rest)| rest.split_at(3));
        (program.to_owned(), row(&run, "Unit").0)
    };
    let timer =
        |names: &str| format!("[Timer]\nOnCalendar=daily\n{names}[Install]\nWantedBy=timers.target\n");
    let named = |names: &str| starts(("one.timer", &timer(names)));
    assert_eq!(named("Unit=two.service\nUnit=one.service\n"), ("two".to_owned(), "manual".to_owned()));
    assert_eq!(named("Unit=\nUnit=no unit\nUnit=one.timer\nUnit=two.service\n").0, "two");
    // A specifier is expanded before the name is looked up.
    assert_eq!(starts(("two.timer", &timer("Unit=%p.service\n"))).0, "two");
    let fastcgi = "[Service]\nExecStart=/bin/a\nStandardInput=socket\n";
    let socket = "[Socket]\nListenStream=/run/a.sock\nService=one.service\nService=%N.service\n";
    let run = convert(&[("one.service", fastcgi), ("two.service", fastcgi), ("two.socket", socket)], &[]);
    assert!(run.out.contains("[fcgi-program:two]") && run.out.contains("[program:one]"), "{}", run.out);
}

#[test]
fn the_last_valid_line_of_a_socket_applies() {
    let service = "[Service]\nExecStart=/usr/bin/php-cgi\nStandardInput=socket\n";
    let with = |lines: &str| {
        let socket =
            format!("[Socket]\nListenStream=/run/php.sock\n{lines}\n[Install]\nWantedBy=sockets.target\n");
        convert(&[("php.service", service), ("php.socket", &socket)], &[])
    };
    for (setting, lines, name, value) in [
        ("SocketMode", "SocketMode=0600\nSocketMode=bad", "socket_mode", Some("0600")),
        ("SocketMode", "SocketMode=0600\nSocketMode=", "socket_mode", Some("0600")),
        ("SocketMode", "SocketMode=0600\nSocketMode=0660", "socket_mode", Some("0660")),
        ("SocketUser", "SocketUser=app\nSocketUser=", "socket_owner", None),
        ("SocketUser", "SocketUser=app\nSocketUser=www", "socket_owner", Some("www")),
        ("Backlog", "Backlog=7\nBacklog=x", "socket_backlog", Some("7")),
    ] {
        let run = with(lines);
        assert_eq!(option(&run, name), value, "{lines}");
        // A setting without effect is not a loss.
        let dropped = run.rows_of(setting).into_iter().filter(|row| row["verdict"] == "dropped");
        assert!(dropped.clone().count() > 0, "{lines}: {}", run.err);
        assert!(dropped.into_iter().all(|row| row["risk"] == "none"), "{lines}: {}", run.err);
    }
}

#[test]
fn a_value_reset_in_a_socket_unit_has_no_risk() {
    let socket =
        "[Socket]\nListenStream=/run/a.sock\nListenFIFO=/run/a.fifo\n[Install]\nWantedBy=sockets.target\n";
    let reset = ("f.socket.d/x.conf", "[Socket]\nListenStream=\nListenStream=/run/b.sock\n");
    let run = convert(&[("f.service", FASTCGI), ("f.socket", socket), reset], &["."]);
    assert_eq!(
        (option(&run, "socket"), option(&run, "autostart")),
        (Some("unix:///run/b.sock"), None),
        "{}",
        run.out
    );
    let timer = "[Timer]\nOnCalendar=daily\nOnBootSec=\nOnActiveSec=5\n";
    let job = "[Service]\nType=oneshot\nExecStart=/job\n";
    let timed = convert(&[("t.service", job), ("t.timer", timer)], &[]);
    for (run, setting) in [(&run, "ListenFIFO"), (&timed, "OnCalendar")] {
        let rows = run.rows_of(setting);
        let outcome = (rows[0]["verdict"].as_str(), rows[0]["risk"].as_str());
        assert_eq!(outcome, (Some("dropped"), Some("none")), "{}", rows[0]);
    }
}

#[test]
fn a_daemon_that_opens_its_own_socket_without_activation_is_enabled() {
    // As in Debian 12, where they were observed to work without their sockets.
    for (service, socket, command) in [
        (
            "Type=notify\nExecStart=@/usr/bin/dbus-daemon @dbus-daemon --system --address=systemd: --nofork --nopidfile \
             --systemd-activation --syslog-only",
            "ListenStream=/run/dbus/system_bus_socket",
            "/usr/bin/dbus-daemon --system --nofork --nopidfile --syslog-only",
        ),
        ("ExecStart=/usr/bin/epmd -systemd", "ListenStream=4369\nAccept=false", "/usr/bin/epmd"),
        (
            "ExecStart=/usr/bin/beanstalkd -l 127.0.0.1 -p 11300",
            "ListenStream=127.0.0.1:11300",
            "/usr/bin/beanstalkd -l 127.0.0.1 -p 11300",
        ),
        (
            "Type=notify\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock",
            "ListenStream=/run/docker.sock\nSocketMode=0660\nSocketGroup=docker",
            "/usr/bin/dockerd --containerd=/run/containerd/containerd.sock",
        ),
    ] {
        let service = format!("[Service]\n{service}\n[Install]\nWantedBy=multi-user.target\n");
        let alone = convert(&[("app.service", &service)], &[]);
        let socket = format!("[Socket]\n{socket}\n[Install]\nWantedBy=sockets.target\n");
        let both = convert(&[("app.service", &service), ("app.socket", &socket)], &[]);
        for run in [&alone, &both] {
            assert!(option(run, "command").unwrap_or_default().ends_with(command), "{}", run.out);
            assert_eq!(option(run, "autostart"), None, "{}", run.out);
        }
        let (verdict, reason) = row(&both, "ListenStream");
        assert!(
            reason.contains("opens its own") && verdict != "exact" && verdict != "manual",
            "{verdict}: {reason}"
        );
    }
    // The same applies to several addresses.
    let several = convert(
        &[
            (
                "app.service",
                "[Service]\nType=notify\nExecStart=/usr/sbin/dovecot -F\n[Install]\nWantedBy=multi-user.target\n",
            ),
            (
                "app.socket",
                "[Socket]\nListenStream=0.0.0.0:143\nListenStream=[::]:143\n[Install]\nWantedBy=sockets.target\n",
            ),
        ],
        &[],
    );
    assert_eq!(option(&several, "autostart"), None, "{}", several.out);
    for row in several.rows_of("ListenStream") {
        assert_eq!(row["verdict"], "dropped");
        assert!(row["reason"].as_str().unwrap_or_default().contains("opens its own"), "{row}");
    }
    let unknown = convert(
        &[
            ("app.service", "[Service]\nExecStart=/bin/app\n"),
            (
                "app.socket",
                "[Socket]\nListenStream=80\nListenStream=443\nListenStream=/run/app.sock\n[Install]\n\
                 WantedBy=sockets.target\n",
            ),
        ],
        &[],
    );
    // Several sockets are one thing to do.
    assert_eq!(unknown.out.matches("\n; - ").count(), 1, "{}", unknown.out);
    let rows = unknown.rows_of("ListenStream");
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter().all(|row| row["verdict"] == "manual" && row["reason"] == rows[0]["reason"]),
        "{rows:?}"
    );
    // For other programs that is unknown.
    let unit =
        [("app.service", "[Service]\nExecStart=/bin/app\n"), ("app.socket", "[Socket]\nListenStream=/s\n")];
    assert_eq!(option(&convert(&unit, &[]), "autostart"), Some("false"));
}

/// Run on 252: a terminal and a socket are inherited, a file and data are not.
#[test]
fn unset_output_follows_input_from_a_terminal_or_a_socket() {
    let text = |lines: &str| {
        let unit = format!("[Service]\nExecStart=/bin/a\n{lines}\n");
        let root = directory(&[("a.service", &unit)]);
        let json: serde_json::Value = serde_json::from_str(&run(root.path(), &["inspect", "."]).out).unwrap();
        let leaves = json["services"][0]["leaves"].as_array().unwrap().clone();
        let stdout = leaves.into_iter().find(|leaf| leaf["leaf"] == "stdout").unwrap();
        stdout["text"].as_str().unwrap().to_owned()
    };
    assert_eq!(text("StandardInput=tty"), "written to tty");
    assert_eq!(text("StandardInput=tty\nStandardOutput=inherit"), "written to tty");
    assert_eq!(text("StandardInput=socket\nStandardOutput=inherit"), "written to socket");
    for input in ["null", "file:/etc/motd", "data", "tty\nStandardOutput=journal"] {
        assert_eq!(text(&format!("StandardInput={input}")), "written to the journal", "{input}");
    }
    assert_eq!(text("StandardOutput=inherit"), "written to the journal");
}
