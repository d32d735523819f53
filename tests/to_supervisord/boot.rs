//! What a boot starts.

use super::{convert, option, row, verdict};
use crate::program::{directory, run};

/// What `systemctl enable` of systemd 252 does in each case: `unit_file_verify_alias()`, `src/shared/install.c`.
#[test]
fn an_alias_in_a_wants_directory_enables_the_unit() {
    let enabled = |name: &str, install: &str| {
        let run = convert(&[(name, &format!("[Service]\nExecStart=/bin/a %i\n[Install]\n{install}\n"))], &[]);
        let is_on = !run.out.contains("autostart=false");
        (is_on, row(&run, "Alias").0)
    };
    let (on, off) = (|verdict: &str| (true, verdict.to_owned()), |verdict: &str| (false, verdict.to_owned()));
    for (alias, expected) in [
        ("multi-user.target.wants/app.service", on("exact")),
        ("multi-user.target.requires/%n", on("exact")),
        ("rescue.target.wants/app.service", off("dropped")),
        // The other name is one that no program has.
        ("multi-user.target.wants/app.service other.service", on("dropped")),
        ("multi-user.target.wants/other.service", off("dropped")),
        ("multi-user.target.d/app.service", off("dropped")),
        ("multi-user.target.wants/app.service\nAlias=", off("dropped")),
        ("other.service", off("dropped")),
    ] {
        assert_eq!(enabled("app.service", &format!("Alias={alias}")), expected, "{alias}");
    }
    let run = convert(
        &[(
            "app@.service",
            "[Service]\nExecStart=/bin/a %i\n[Install]\nAlias=getty.target.wants/app@tty1.service\n",
        )],
        &[],
    );
    assert_eq!(
        (option(&run, "command"), option(&run, "autostart")),
        (Some("/bin/a tty1"), None),
        "{}",
        run.out
    );
    assert_eq!(verdict(&run, "Alias"), "exact");
    // The directory only contains links; the template itself is not among its units.
    assert!(!enabled("app@.service", "Alias=getty.target.wants/app@.service").0);
}

/// `systemctl enable` of 252 makes no link for it.
#[test]
fn an_alias_equal_to_the_unit_name_has_no_effect() {
    let alias = |name: &str, alias: &str| {
        let unit =
            format!("[Service]\nExecStart=/bin/a\n[Install]\nWantedBy=multi-user.target\nAlias={alias}\n");
        let run = convert(&[(name, &unit)], &[]);
        let rows = run.rows_of("Alias");
        let text = |field: &str| rows[0][field].as_str().unwrap_or_default().to_owned();
        (text("risk"), text("reason").contains("no effect"))
    };
    assert_eq!(alias("a.service", "a.service"), ("none".to_owned(), true));
    assert_eq!(alias("a.service", "%n"), ("none".to_owned(), true));
    assert_eq!(alias("a.service", "a.service b.service"), ("behaviour".to_owned(), false));
}

/// So are a timer and a socket.
#[test]
fn an_alias_in_a_wants_directory_enables_a_timer_with_its_service() {
    let run = convert(
        &[
            ("app.service", "[Service]\nType=oneshot\nExecStart=/bin/a\n"),
            ("app.timer", "[Timer]\nOnBootSec=5\n[Install]\nAlias=timers.target.wants/app.timer\n"),
        ],
        &[],
    );
    assert!(!run.out.contains("autostart=false"), "{}", run.out);
}

#[test]
fn resetting_wanted_by_does_not_reset_required_by() {
    let unit = |install: &str| format!("[Service]\nExecStart=/bin/a\n[Install]\n{install}");
    for (install, autostart) in [
        ("WantedBy=multi-user.target\nRequiredBy=\n", None),
        ("RequiredBy=multi-user.target\nWantedBy=\n", None),
        ("WantedBy=multi-user.target\nRequiredBy=multi-user.target\nWantedBy=\n", None),
        ("WantedBy=multi-user.target\nWantedBy=\nRequiredBy=\n", Some("false")),
    ] {
        let run = convert(&[("a.service", &unit(install))], &[]);
        assert_eq!(option(&run, "autostart"), autostart, "{install}");
    }
}

/// Run on 252: with `w@1.service` enabled, `w@2.service` and what it wants stay down.
#[test]
fn a_unit_wanted_by_another_instance_is_not_started_with_the_running_one() {
    let template =
        |more: &str| format!("[Service]\nExecStart=/bin/w %i\n[Install]\nWantedBy=multi-user.target\n{more}");
    let wanted = "[Service]\nExecStart=/bin/a\n[Install]\nWantedBy=w@2.service\n";
    let is_on = |default: &str, others: &[(&str, &str)]| {
        let template = template(default);
        let run = convert(&[&[("a.service", wanted), ("w@.service", &template)], others].concat(), &[]);
        let program = run.out.split("[program:a]").nth(1).expect("a program").split("\n\n").next();
        (program.is_some_and(|lines| !lines.contains("autostart=false")), verdict(&run, "WantedBy"))
    };
    let started = (true, "approximate".to_owned());
    assert_eq!(is_on("DefaultInstance=2\n", &[]), started);
    assert_eq!(is_on("DefaultInstance=1\n", &[]), (false, "dropped".to_owned()));
    let pulls = "[Unit]\nWants=w@2.service\n[Service]\nExecStart=/b\n[Install]\nWantedBy=multi-user.target\n";
    assert_eq!(is_on("DefaultInstance=1\n", &[("b.service", pulls)]), started);
    let own = ("w@2.service.d/x.conf", "[Service]\nNice=1\n");
    assert_eq!(is_on("DefaultInstance=1\n", &[own]), started);
}

#[test]
fn a_default_instance_with_a_drop_in_is_the_enabled_one() {
    let template =
        "[Service]\nExecStart=/bin/w %i\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=1\n";
    let drop_in = |name| (name, "[Service]\nNice=3\n");
    let run = convert(&[("w@.service", template), drop_in("w@1.service.d/x.conf")], &[]);
    assert!(run.out.contains("[program:w@1]") && !run.out.contains("autostart=false"), "{}", run.out);
    assert_eq!(verdict(&run, "DefaultInstance"), "exact", "{}", run.err);
    let other = convert(&[("w@.service", template), drop_in("w@2.service.d/x.conf")], &[]);
    assert_eq!(verdict(&other, "DefaultInstance"), "exact", "{}", other.err);
}

#[test]
fn a_unit_not_started_at_boot_gets_autostart_false() {
    let unit = |target: &str| format!("[Service]\nExecStart=/x\n[Install]\nWantedBy={target}\n");
    // If a target is not given, whatever starts it is unknown.
    let unknown = convert(&[("app.service", &unit("x.target"))], &[]);
    assert_eq!(
        (option(&unknown, "autostart"), verdict(&unknown, "WantedBy")),
        (None, "approximate".to_owned())
    );
    let given = |install: &str| {
        convert(
            &[("app.service", &unit("x.target")), ("x.target", &format!("[Unit]\nDescription=x\n{install}"))],
            &[],
        )
    };
    let unwanted = given("");
    assert_eq!(option(&unwanted, "autostart"), Some("false"), "{}", unwanted.out);
    let (verdict, reason) = row(&unwanted, "WantedBy");
    assert!(verdict == "dropped" && reason.contains("No boot starts it"), "{verdict}: {reason}");
    let of_boot = given("[Install]\nWantedBy=multi-user.target\n");
    assert_eq!(option(&of_boot, "autostart"), None, "{}", of_boot.out);
    // A group is started with its members.
    let part = "[Unit]\nPartOf=x.target\n".to_owned() + &unit("x.target");
    let of_group = convert(&[("app.service", &part), ("x.target", "[Unit]\nDescription=x\n")], &[]);
    assert_eq!(option(&of_group, "autostart"), Some("false"), "{}", of_group.out);
    assert_eq!(self::verdict(&of_group, "WantedBy"), "exact");
    for other in [
        "shutdown.target",
        "reboot.target",
        "sleep.target",
        "rescue.target",
        "initrd.target",
        "systemd-suspend.service",
    ] {
        let run = convert(&[("app.service", &unit(other))], &[]);
        assert_eq!(
            (option(&run, "autostart"), self::verdict(&run, "WantedBy").as_str()),
            (Some("false"), "dropped"),
            "{other}"
        );
    }
    // The units of the boot themselves may be given.
    let boot = convert(
        &[("app.service", &unit("multi-user.target")), ("multi-user.target", "[Unit]\nDescription=x\n")],
        &[],
    );
    assert_eq!(option(&boot, "autostart"), None, "{}", boot.out);
}

#[test]
fn a_service_wanted_by_a_booted_service_is_started() {
    let main = |pulls: &str| {
        format!("[Unit]\n{pulls}\n[Service]\nExecStart=/main\n[Install]\nWantedBy=multi-user.target\n")
    };
    let side = "[Service]\nExecStart=/side\n";
    for directive in ["Wants", "Requires", "BindsTo"] {
        let run = convert(
            &[("main.service", &main(&format!("{directive}=side.service"))), ("side.service", side)],
            &[],
        );
        assert_eq!(option(&run, "autostart"), None, "{directive}: {}", run.out);
        let (verdict, reason) = row(&run, directive);
        assert_eq!(verdict, "dropped", "{directive}");
        assert_eq!(
            reason.contains("supervisord starts what it names as well"),
            directive == "Wants",
            "{reason}"
        );
    }
    // Some of the units that it wants are missing.
    let half =
        convert(&[("main.service", &main("Wants=side.service other.service")), ("side.service", side)], &[]);
    assert_eq!(option(&half, "autostart"), None, "{}", half.out);
    assert!(row(&half, "Wants").1.contains("not among those converted"), "{}", row(&half, "Wants").1);
    let by_hand = main("Wants=side.service").replace("[Install]\nWantedBy=multi-user.target\n", "");
    let run = convert(&[("main.service", &by_hand), ("side.service", side)], &[]);
    assert_eq!(run.out.lines().filter(|line| *line == "autostart=false").count(), 2, "{}", run.out);
    // A cycle of units that want each other starts nothing.
    let cycle = "[Unit]\nWants=main.service\n".to_owned() + side;
    let run = convert(&[("main.service", &by_hand), ("side.service", &cycle)], &[]);
    assert_eq!(run.out.lines().filter(|line| *line == "autostart=false").count(), 2, "{}", run.out);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests create directories")]
fn a_wants_symlink_enables_a_service_without_an_install_section() {
    let unit =
        |name: &str| (format!("units/{name}.service"), "[Service]\nExecStart=/usr/bin/app\n".to_owned());
    let files = ["on", "off", "late", "off_by_mask"].map(unit);
    let more = [
        (
            "units/wanted.service",
            "[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n",
        ),
        ("units/t@.service", "[Service]\nExecStart=/usr/bin/app %i\n"),
    ];
    let all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).chain(more).collect();
    let root = directory(&all);
    let link = |by: &str, name: &str, target: &str| {
        let place = root.path().join("units").join(by);
        std::fs::create_dir_all(&place).expect("the directory is created");
        std::os::unix::fs::symlink(target, place.join(name)).expect("the symlink is created");
    };
    link("multi-user.target.wants", "on.service", "../on.service");
    link("shutdown.target.wants", "late.service", "../late.service");
    link("multi-user.target.wants", "off_by_mask.service", "/dev/null");
    link("multi-user.target.requires", "t@x.service", "../t@.service");
    link("on.service.wants", "t@y.service", "../t@.service");
    let run = run(root.path(), &["convert", "--to", "supervisord", "units"]);
    let programs = run.out.split("[program:").skip(1);
    let on: Vec<&str> = programs
        .filter(|program| !program.contains("autostart=false"))
        .filter_map(|program| program.split(']').next())
        .collect();
    assert_eq!(on, ["on", "t_x", "t_y", "wanted"], "{}", run.out);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests create directories")]
fn a_wants_symlink_enables_a_timer_and_a_socket_with_their_services() {
    let timer = "[Timer]\nOnBootSec=1min\nOnUnitActiveSec=5min\n";
    let socket = "[Socket]\nListenStream=/run/x.sock\n";
    let (job, pool) = (
        "[Service]\nType=oneshot\nExecStart=/usr/bin/job\n",
        "[Service]\nExecStart=/usr/bin/cgi\nStandardInput=socket\n",
    );
    let root = directory(&[
        ("units/on.service", job),
        ("units/on.timer", timer),
        ("units/off.service", job),
        ("units/off.timer", timer),
        ("units/pool.service", pool),
        ("units/pool.socket", socket),
        ("units/dry.service", pool),
        ("units/dry.socket", socket),
    ]);
    for (by, name) in [("timers.target.wants", "on.timer"), ("sockets.target.wants", "pool.socket")] {
        let place = root.path().join("units").join(by);
        std::fs::create_dir_all(&place).expect("the directory is created");
        std::os::unix::fs::symlink(format!("../{name}"), place.join(name)).expect("the symlink is created");
    }
    let run = run(root.path(), &["convert", "--to", "supervisord", "units"]);
    let is_on = |program: &str| {
        let (_, rest) =
            run.out.split_once(&format!("program:{program}]")).unwrap_or_else(|| panic!("{}", run.out));
        !rest.split("\n[").next().unwrap_or_default().contains("autostart=false")
    };
    assert_eq!(["on", "off", "pool", "dry"].map(is_on), [true, false, true, false], "{}", run.out);
}

/// Observed with both managers: `supervisorctl start` of one program starts no other one.
#[test]
fn being_pulled_in_by_another_unit_at_any_time_is_reported() {
    let other = ("other.service", "[Service]\nExecStart=/b\n[Install]\nWantedBy=multi-user.target\n");
    let row_of_app = |install: &str, units: &[(&str, &str)]| {
        let text = format!("[Service]\nExecStart=/a\n[Install]\n{install}\n");
        let units: Vec<_> =
            [("app.service", text.as_str())].into_iter().chain(units.iter().copied()).collect();
        let run = convert(&units, &[]);
        assert_ne!(option(&run, "autostart"), Some("false"), "{}", run.out);
        let rows = run.rows_of(install.split('=').next().unwrap_or_default());
        let of_app = rows.iter().find(|row| row["path"] == "app.service").expect("a row");
        (of_app["verdict"].clone(), of_app["reason"].as_str().unwrap_or_default().to_owned())
    };
    for (install, start) in [
        (
            "WantedBy=other.service",
            "Under systemd, starting what it names also starts this one, at any time; supervisorctl",
        ),
        (
            "RequiredBy=other.service",
            "Under systemd, starting what it names also starts this one, at any time; what",
        ),
    ] {
        let (verdict, reason) = row_of_app(install, &[other]);
        assert_eq!(verdict, "approximate", "{install}");
        assert!(reason.starts_with(start), "{reason}");
    }
    assert_eq!(row_of_app("WantedBy=multi-user.target", &[other]).0, "exact");
    // A service that is not a member of a group is not started with it; a member is.
    let target = ("club.target", "[Install]\nWantedBy=multi-user.target\n");
    assert_eq!(row_of_app("WantedBy=club.target", &[target]).0, "approximate");
    let member = "[Unit]\nPartOf=club.target\n[Service]\nExecStart=/a\n[Install]\nWantedBy=club.target\n";
    assert_eq!(verdict(&convert(&[("app.service", member), target], &[]), "WantedBy"), "exact");
    let wanting = "[Unit]\nWants=app.service\n[Install]\nWantedBy=multi-user.target\n";
    let app = ("app.service", "[Service]\nExecStart=/a\n");
    let (of_wants, reason) = row(&convert(&[app, ("club.target", wanting)], &[]), "Wants");
    assert_eq!(of_wants, "approximate");
    assert!(reason.contains("not a member of the group"), "{reason}");
    assert_eq!(verdict(&convert(&[app, ("multi-user.target", wanting)], &[]), "Wants"), "exact");
}

#[test]
fn starting_a_target_starts_the_units_wanted_by_it() {
    let template = "[Unit]\nPartOf=t.target\n[Service]\nExecStart=/a %i\n[Install]\nWantedBy=t.target\nDefaultInstance=1\n";
    let target = "[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("t@.service", template), ("t.target", target)], &[]);
    let rows = run.rows_of("WantedBy");
    assert!(rows.len() == 2 && rows.iter().all(|row| row["verdict"] == "exact"), "{}", run.err);
}

#[test]
fn a_passive_target_is_assumed_to_be_reached() {
    let late = "[Service]\nExecStart=/bin/late\n[Install]\nWantedBy=network-online.target\n";
    let wants = "[Unit]\nWants=network-online.target\n";
    let of = |files: &[(&str, &str)]| row(&convert(files, &[]), "WantedBy");
    let (verdict, reason) = of(&[("late.service", late)]);
    assert_eq!(verdict, "approximate");
    assert!(reason.starts_with("The boot is assumed to reach what it names"), "{reason}");
    // What it wants itself is started only once it is.
    assert_eq!(of(&[("late.service", &format!("{wants}{late}"))]).0, "approximate");
    let other = format!("{wants}[Service]\nExecStart=/bin/other\n");
    assert_eq!(of(&[("late.service", late), ("other.service", &other)]).0, "exact");
    assert_eq!(of(&[("late.service", &late.replace("-online", ""))]).0, "exact");
}
