//! Lines that the release ignores: they reach neither the program nor any verdict but `dropped`.

use super::{convert, option, row, verdict};

fn service(lines: &str) -> String {
    format!("[Service]\nExecStart=/bin/a\n{lines}\n[Install]\nWantedBy=multi-user.target\n")
}

/// `load-fragment-gperf.gperf.in` of 219 has none of these.
#[test]
fn a_directive_newer_than_the_release_does_not_affect_the_translation() {
    let ambient = service("AmbientCapabilities=CAP_NET_BIND_SERVICE");
    let read_by = |release: &str| convert(&[("a.service", &ambient)], &["--systemd-version", release]);
    let (old, new) = (read_by("228"), read_by("229"));
    assert_eq!(option(&old, "command"), Some("/bin/a"), "{}", old.out);
    let (was, reason) = row(&old, "AmbientCapabilities");
    assert_eq!(was, "dropped");
    assert!(reason.contains("only since 229") && reason.contains("--systemd-version"), "{reason}");
    assert_eq!(verdict(&new, "AmbientCapabilities"), "exact");

    for (directive, release) in [
        ("StateDirectory=a", "234"),
        ("ExecCondition=/bin/false", "242"),
        ("RestartSteps=3", "253"),
        ("OOMPolicy=continue", "242"),
        ("PrivatePIDs=yes", "256"),
    ] {
        let run = convert(&[("a.service", &service(directive))], &["--systemd-version", release]);
        let name = directive.split('=').next().unwrap();
        assert!(row(&run, name).1.contains("only since"), "{directive}: {}", run.err);
        assert_eq!(option(&run, "command"), Some("/bin/a"), "{directive}");
    }
    let run = convert(
        &[
            ("a.service", "[Service]\nExecStart=/bin/a\nStandardInput=socket\n"),
            (
                "a.socket",
                "[Socket]\nListenStream=/run/a\nPassPIDFD=yes\n[Install]\nWantedBy=sockets.target\n",
            ),
        ],
        &[],
    );
    assert!(row(&run, "PassPIDFD").1.contains("only since 258"), "{}", run.err);
}

#[test]
fn a_value_that_systemd_rejects_is_ignored() {
    let run = convert(&[("a.service", &service("BusName=not valid"))], &[]);
    assert_eq!(verdict(&run, "BusName"), "dropped");
    assert!(!run.err.contains("Type=dbus") && option(&run, "startsecs") == Some("0"), "{}", run.out);

    let run =
        convert(&[("a.service", &format!("[Unit]\nConditionPathExists=/a/../b\n{}", service("")))], &[]);
    assert_eq!((option(&run, "command"), option(&run, "autostart")), (Some("/bin/a"), None), "{}", run.out);

    let socket =
        "[Socket]\nListenStream=/run/a\nListenStream=localhost:80\n[Install]\nWantedBy=sockets.target\n";
    let program = "[Service]\nExecStart=/bin/a\nStandardInput=socket\n";
    let run = convert(&[("a.service", program), ("a.socket", socket)], &[]);
    assert_eq!(option(&run, "socket"), Some("unix:///run/a"), "{}", run.out);
}

/// `config_parse_exec_search_path()`: directories accumulate; the first bad one ends its line.
#[test]
fn search_paths_accumulate_without_rejected_ones() {
    let before = |lines: &str| {
        let unit = format!("[Service]\nExecStart=a\n{lines}\n");
        let run = convert(&[("a.service", &unit)], &[]);
        row(&run, "ExecStart").1
    };
    assert!(before("ExecSearchPath=/a:/b\nExecSearchPath=/c").ends_with("looked up in /a:/b:/c."));
    assert!(before("ExecSearchPath=/a\nExecSearchPath=rel").ends_with("looked up in /a."));
    assert!(before("ExecSearchPath=/a:rel:/b\nExecSearchPath=/c").ends_with("looked up in /a:/c."));
    assert!(before("ExecSearchPath=/a\nExecSearchPath=\nExecSearchPath=/c").ends_with("looked up in /c."));
}

/// `systemctl enable` of 252 makes no link for a name that no unit can have: `install_info_symlink_wants()`.
#[test]
fn an_invalid_unit_name_starts_nothing() {
    for word in ["multi-user", "bad/name.target", "%Z.target", "a b"] {
        let unit = format!("[Service]\nExecStart=/bin/a\n[Install]\nWantedBy={word}\n");
        let run = convert(&[("a.service", &unit)], &[]);
        assert_eq!(option(&run, "autostart"), Some("false"), "{word}");
        assert_eq!(verdict(&run, "WantedBy"), "dropped", "{word}");
    }
    let unit = "[Service]\nExecStart=/bin/a\n[Install]\nWantedBy=multi-user multi-user.target\n";
    let run = convert(&[("a.service", unit)], &[]);
    assert_eq!((option(&run, "autostart"), verdict(&run, "WantedBy")), (None, "exact".to_owned()));
}
