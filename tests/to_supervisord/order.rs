//! Ordering dependencies, and the groups that targets form.

use super::{convert, operated, option, risk, row, verdict};

#[test]
fn ordering_after_targets_reached_before_supervisord_has_no_risk() {
    let after = |units: &str| {
        let unit = format!("[Unit]\nAfter={units}\n[Service]\nExecStart=/usr/bin/app\n");
        let run = convert(&[("app.service", &unit)], &[]);
        (risk(&run, "After"), row(&run, "After").1)
    };
    for units in ["network.target", "syslog.target network.target", "local-fs.target"] {
        let (risk, reason) = after(units);
        assert_eq!(risk, "none", "{units}");
        assert!(reason.ends_with("there is nothing to start or to wait for."), "{reason}");
    }
    // A network that is up is something else, and so is a service that is not given.
    for units in ["network-online.target", "network.target postgresql.service"] {
        assert_eq!(after(units).0, "behaviour", "{units}");
    }
}

/// `systemctl show -p After` of 252 lists `dbus.socket` for `Type=dbus`, and for `BusName=` without a type.
#[test]
fn a_dbus_service_is_started_after_the_bus() {
    let bus = ("dbus.service", "[Service]\nType=notify\nExecStart=/usr/bin/dbus-daemon --system --nofork\n");
    let socket = ("dbus.socket", "[Socket]\nListenStream=/run/dbus/system_bus_socket\n");
    let priority = |others: &[(&str, &str)], lines: &str| {
        let avahi = format!("{lines}ExecStart=/usr/sbin/avahi-daemon -s\n");
        let run = convert(&[&[("avahi.service", avahi.as_str())], others].concat(), &[]);
        let program = run.out.split("[program:avahi]").nth(1).expect("a program").split("\n\n").next();
        program
            .and_then(|lines| lines.lines().find_map(|line| line.strip_prefix("priority=")))
            .map(str::to_owned)
    };
    let after = Some("1".to_owned());
    for lines in [
        "[Service]\nType=dbus\nBusName=org.freedesktop.Avahi\n",
        "[Service]\nBusName=org.freedesktop.Avahi\n",
        "[Unit]\nAfter=dbus.socket\n[Service]\n",
    ] {
        assert_eq!(priority(&[bus, socket], lines), after, "{lines}");
        assert_eq!(priority(&[bus], lines), after, "{lines}");
        assert_eq!(priority(&[], lines), None, "{lines}");
    }
    // A name of another type orders nothing.
    assert_eq!(priority(&[bus, socket], "[Service]\nType=simple\nBusName=org.freedesktop.Avahi\n"), None);
    let run = convert(
        &[bus, ("avahi.service", "[Service]\nType=dbus\nBusName=org.a\nExecStart=/usr/sbin/avahi-daemon\n")],
        &[],
    );
    assert_eq!(verdict(&run, "BusName"), "dropped");
}

/// What connects to it starts the bus: `Requires=dbus.socket` comes with the type.
#[test]
fn a_socket_required_by_a_started_unit_starts_its_program() {
    let bus = "[Service]\nType=notify\nExecStart=/usr/bin/dbus-daemon --system --nofork\n";
    let socket = "[Socket]\nListenStream=/run/dbus/system_bus_socket\n";
    let is_on = |unit: &str, name: &str| {
        let run = convert(&[("dbus.service", bus), ("dbus.socket", socket), (name, unit)], &[]);
        let program = run.out.split("[program:dbus]").nth(1).expect("a program").split("\n\n").next();
        program.is_some_and(|lines| !lines.contains("autostart=false"))
    };
    let app = |lines: &str| format!("{lines}\nExecStart=/a\n[Install]\nWantedBy=multi-user.target\n");
    let others = [
        (app("[Service]\nType=dbus\nBusName=org.a"), true),
        (app("[Unit]\nWants=dbus.socket\n[Service]"), true),
        (app("[Unit]\nRequires=dbus.socket\n[Service]"), true),
        (app("[Service]"), false),
        ("[Service]\nType=dbus\nBusName=org.a\nExecStart=/a\n".to_owned(), false),
    ];
    for (unit, expected) in others {
        assert_eq!(is_on(&unit, "a.service"), expected, "{unit}");
    }
    let target = |install: &str| format!("[Unit]\nWants=dbus.socket\n[Install]\n{install}\n");
    assert!(is_on(&target("WantedBy=multi-user.target"), "x.target"));
    assert!(!is_on(&target(""), "x.target"));
}

#[test]
fn dependencies_on_boot_and_shutdown_targets_have_no_risk() {
    let files = [
        (
            "app.service",
            "[Unit]\nWants=network.target local-fs.target\nRequires=sysinit.target\nConflicts=shutdown.target\n\
             Before=shutdown.target umount.target\n[Service]\nExecStart=/usr/bin/app\n",
        ),
        (
            "app.socket",
            "[Unit]\nConflicts=shutdown.target\nAfter=sysinit.target\n[Socket]\nListenStream=80\n",
        ),
        ("all.target", "[Unit]\nWants=app.service\nWants=swap.target\nBefore=reboot.target\n"),
    ];
    let run = convert(&files, &[]);
    for (name, count, end) in [
        ("Wants", 3, "there is nothing to start or to wait for."),
        ("Requires", 1, "there is nothing to start or to wait for."),
        ("After", 1, "there is nothing to start or to wait for."),
        ("Conflicts", 2, "there is nothing to keep."),
        ("Before", 2, "there is nothing to keep."),
    ] {
        let rows = run.rows_of(name);
        assert_eq!(rows.len(), count, "{name}");
        for row in rows.iter().filter(|row| row["value"] != "app.service") {
            assert_eq!((&row["verdict"], &row["risk"]), (&"dropped".into(), &"none".into()), "{row}");
            assert!(row["reason"].as_str().is_some_and(|reason| reason.ends_with(end)), "{row}");
        }
    }
    // Other units that are named as well are lost.
    let both = "[Unit]\nConflicts=shutdown.target b.service\nBefore=c.service shutdown.target\n\
                Wants=network.target b.service\n[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("app.service", both)], &[]);
    for setting in ["Conflicts", "Before", "Wants"] {
        assert_eq!(risk(&run, setting), "behaviour", "{setting}");
    }
}

#[test]
fn a_target_given_twice_is_one_group() {
    let target = "[Unit]\nWants=app.service\n";
    let service = "[Unit]\nPartOf=web.target\n[Service]\nExecStart=/a\n[Install]\nWantedBy=web.target\n";
    let run =
        convert(&[("one/web.target", target), ("two/web.target", target), ("two/app.service", service)], &[]);
    let groups: Vec<&str> = run.out.lines().filter(|line| line.starts_with("[group:")).collect();
    assert_eq!(groups, ["[group:web]"], "a program in two groups would run twice");
    assert_eq!(verdict(&run, "PartOf"), "exact");
}

#[test]
fn a_target_without_members_does_not_become_a_group() {
    let unit = "[Service]\nExecStart=/x\n";
    let target = "[Unit]\nWants=x.service\n[Install]\nWantedBy=multi-user.target\n";
    let files = [("x.service", unit), ("all.target", target)];
    for more in [&[][..], &["--split"]] {
        let run = convert(&files, more);
        assert!(run.out.contains("[program:x]") && !run.out.contains("[group:"), "{}", run.out);
        assert!(!run.out.contains("all.conf"), "{}", run.out);
        assert!(operated(&run).iter().all(|command| !command.contains("all")), "{:#?}", operated(&run));
    }
}

#[test]
fn after_a_unit_whose_start_takes_time_is_approximate() {
    let unit = |lines: &str, more: &str| {
        format!("[Unit]\n{more}\n[Service]\n{lines}\n[Install]\nWantedBy=multi-user.target\n")
    };
    let after = |first: &str, names: &str| {
        let (first, app) = (unit(first, ""), unit("ExecStart=/app", &format!("After={names}")));
        row(&convert(&[("app.service", &app), ("first.service", &first)], &[]), "After")
    };
    assert_eq!(after("ExecStart=/x", "first.service").0, "exact");
    assert_eq!(
        after("ExecStart=/x", "network.target first.service").0,
        "exact",
        "the boot has passed network.target"
    );
    for first in [
        "Type=oneshot\nExecStart=/x",
        "Type=notify\nExecStart=/x",
        "ExecStartPre=/y\nExecStart=/x",
        "ExecStart=/x\nExecStartPost=/y",
    ] {
        let (verdict, reason) = after(first, "first.service");
        assert!(
            verdict == "approximate" && reason.contains("waits until the first is up"),
            "{first}: {verdict}: {reason}"
        );
    }
    let (verdict, reason) = after("ExecStart=/x", "first.service other.service");
    assert!(verdict == "approximate" && reason.contains("not among those converted"), "{verdict}: {reason}");
    // The inverse directive.
    let before = |first: &str| {
        let (first, app) = (unit(first, "Before=app.service shutdown.target"), unit("ExecStart=/app", ""));
        row(&convert(&[("app.service", &app), ("first.service", &first)], &[]), "Before").0
    };
    assert_eq!(
        (before("ExecStart=/x").as_str(), before("Type=oneshot\nExecStart=/x").as_str()),
        ("exact", "approximate")
    );
}

/// Observed with both managers: a target is stopped together with what it requires, and what is part of the target with it;
/// with `BindsTo=` also after an exit.
#[test]
fn stopping_a_target_together_with_a_member_is_reported() {
    let service = "[Unit]\nPartOf=club.target\n[Service]\nExecStart=/a\n";
    let target = |lines: &str| format!("[Unit]\n{lines}\n[Install]\nWantedBy=multi-user.target\n");
    let units = |lines: &str| {
        convert(&[("x.service", service), ("y.service", service), ("club.target", &target(lines))], &[])
    };
    for (name, other) in [("Requires", "Wants"), ("BindsTo", "Wants"), ("BindsTo", "Requires")] {
        let run = units(&format!("{name}=x.service\n{other}=y.service"));
        let (verdict, reason) = row(&run, name);
        assert_eq!(verdict, "approximate", "{name}");
        assert!(reason.starts_with("Under systemd, stopping what it names stops the target"), "{reason}");
    }
    assert_eq!(verdict(&units("Wants=x.service y.service"), "Wants"), "exact");
    // No other unit is stopped.
    let run = convert(&[("x.service", service), ("club.target", &target("Requires=x.service"))], &[]);
    assert_eq!(verdict(&run, "Requires"), "exact");
    let template = "[Unit]\nPartOf=w.target\n[Service]\nExecStart=/a %i\n";
    let run =
        convert(&[("w@.service", template), ("w.target", &target("Requires=w@1.service w@2.service"))], &[]);
    assert_eq!(verdict(&run, "Requires"), "approximate", "{}", run.out);
}

#[test]
fn a_quoted_name_has_no_effect_in_after_but_enables_in_wanted_by() {
    let priority = |name: &str| {
        let first = "[Service]\nExecStart=/a\n[Install]\nWantedBy=\"multi-user.target\"\n";
        let second =
            format!("[Unit]\nAfter={name}\n[Service]\nExecStart=/b\n[Install]\nWantedBy=multi-user.target\n");
        let run = convert(&[("z.service", first), ("b.service", &second)], &[]);
        assert!(option(&run, "autostart").is_none(), "{}", run.out);
        option(&run, "priority").map(str::to_owned)
    };
    assert!(priority("z.service").is_some());
    assert_eq!(priority("\"z.service\""), None);
}
