//! What starts at boot: units are enabled, and a box of their own boots with them.

use super::super::fixtures;
use super::{machine, seen};

const TEXT: &str = "[program:boot_c]\ncommand=/box/probe boot_c\npriority=1\n\
                    [program:boot_b]\ncommand=/box/probe boot_b\npriority=2\n\
                    [program:boot_by_hand]\ncommand=/box/probe boot_by_hand\nautostart=false\n\
                    [program:boot_many]\ncommand=/box/probe boot_many_%(process_num)d\nnumprocs=2\nprocess_name=%(process_num)d\npriority=3\n\
                    [program:boot_x]\ncommand=/box/probe boot_x\npriority=4\nstdout_logfile=/var/log/boot/x.log\nredirect_stderr=true\n\
                    [group:boot_club]\nprograms=boot_x\n";

/// A1, A2, G1, G6.
#[test]
fn autostarted_programs_start_at_boot_in_the_same_order_once_enabled() {
    let files = fixtures::to_systemd("boot.conf", TEXT);
    let kinds = [".service", ".socket", ".target"];
    let units: Vec<(String, String)> =
        files.into_iter().filter(|(name, _)| kinds.iter().any(|kind| name.ends_with(kind))).collect();
    let Some(machine) = machine::start(&units) else { return };
    let expected = ["boot_c", "boot_b", "boot_many_0", "boot_many_1"];
    let names: Vec<String> =
        expected.iter().copied().chain(["boot_by_hand", "boot_x"]).map(str::to_owned).collect();
    let directory = machine.share.join("systemd");
    let mut runs = seen::runs(&directory, &names, |_| true);
    for _ in 0..250 {
        if runs.len() >= expected.len() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        runs = seen::runs(&directory, &names, |_| true);
    }
    let mut order: Vec<(u64, &str)> = runs.iter().map(|(name, runs)| (runs[0].pid, name.as_str())).collect();
    order.sort_unstable();
    let mut order: Vec<&str> = order.into_iter().map(|(_, name)| name).collect();
    // The instances of one template have no order.
    order[2..].sort_unstable();
    // The log of the last one has no directory, since its systemd-tmpfiles configuration was not installed (O9).
    assert_eq!(order, expected, "{units:#?}");
    let state = |unit: &str| {
        let output = machine.inside("systemctl").args(["is-active", unit]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(state("boot_club.target"), "active");
    assert_eq!(state("boot_by_hand.service"), "inactive");
    assert!(["failed", "activating"].contains(&state("boot_x.service").as_str()));
}

/// O9: systemd opens the log before anything else of a service runs.
#[test]
fn the_emitted_tmpfiles_list_creates_the_log_directory() {
    let Some(machine) = machine::shared() else { return };
    let text = "[program:folder]\ncommand=/box/probe folder says=said\nstdout_logfile=/var/log/folder/a b.log\nredirect_stderr=true\n";
    let files = fixtures::to_systemd("folder.conf", text);
    super::systemd::install(machine, &files);
    super::systemd::start(machine, "folder", &["folder.service".to_owned()]);
    let log = machine.path("/var/log/folder/a b.log");
    let text = (0..250).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        std::fs::read_to_string(&log).ok().filter(|text| !text.is_empty())
    });
    assert_eq!(text.as_deref(), Some("said\n"));
    machine.run(&["systemctl", "stop", "folder.service"]);
}

/// Programs that supervisord-dependent-startup starts: after the end of what they wait for, whatever its result. The same
/// was observed with 1.4.0 under supervisord 4.3.0; the boxes of these tests do not have it.
#[test]
fn a_program_that_waits_for_the_exit_of_another_starts_after_it() {
    let text = "[eventlistener:dep]\ncommand=python3 -m supervisord_dependent_startup\nevents=PROCESS_STATE\n\
                [program:dep_setup]\ncommand=/bin/sh -c \"sleep 1; touch /run/dep_done; exit 3\"\nautostart=false\n\
                autorestart=false\nstartsecs=0\ndependent_startup=true\n\
                [program:dep_web]\ncommand=/bin/sh -c \"test -e /run/dep_done && exec /box/probe dep_web\"\nautostart=false\n\
                autorestart=false\nstartsecs=0\ndependent_startup=true\ndependent_startup_wait_for=dep_setup:exited\n\
                [program:dep_never]\ncommand=/box/probe dep_never\nautostart=false\ndependent_startup=true\n\
                dependent_startup_wait_for=dep_idle:running\n\
                [program:dep_idle]\ncommand=/box/probe dep_idle\nautostart=false\n";
    let files = fixtures::to_systemd("dep.conf", text);
    let units: Vec<_> = files.into_iter().filter(|(name, _)| name.ends_with(".service")).collect();
    let Some(machine) = machine::start(&units) else { return };
    let names = ["dep_web", "dep_never", "dep_idle"].map(str::to_owned);
    let directory = machine.share.join("systemd");
    let found = (0..250).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        !seen::runs(&directory, &names, |_| true).is_empty()
    });
    assert!(found, "{units:#?}");
    let runs = seen::runs(&directory, &names, |_| true);
    assert_eq!(runs.into_keys().collect::<Vec<_>>(), ["dep_web"]);
}

/// A1: what a boot starts from these units, directly or through others, is what supervisord starts automatically.
#[test]
fn units_that_a_boot_does_not_start_are_not_started_by_supervisord() {
    let unit = |name: &str, pulls: &str, install: &str| {
        let install = if install.is_empty() { String::new() } else { format!("[Install]\n{install}\n") };
        let text = format!("[Unit]\n{pulls}\n[Service]\nExecStart=/box/probe bt_{name}\n{install}");
        (format!("bt_{name}.service"), text)
    };
    let target = |name: &str, install: &str| {
        (format!("bt_{name}.target"), format!("[Unit]\nDescription=x\n{install}"))
    };
    let units = [
        unit("main", "Wants=bt_side.service\nAfter=bt_alias.service", "WantedBy=multi-user.target"),
        unit("side", "Requires=bt_more.service", ""),
        unit("more", "", ""),
        unit("alone", "Wants=bt_of_alone.service", ""),
        unit("of_alone", "", ""),
        unit("by_target", "", "WantedBy=bt_on.target"),
        unit("by_none", "", "WantedBy=bt_off.target"),
        unit("at_end", "", "WantedBy=shutdown.target"),
        unit("by_service", "", "WantedBy=bt_main.service"),
        target("on", "[Install]\nWantedBy=multi-user.target\n"),
        target("off", ""),
    ];
    let files: Vec<(&str, &str)> = units.iter().map(|(name, text)| (&**name, &**text)).collect();
    let root = crate::program::directory(&files);
    let run = crate::program::run(root.path(), &["convert", "--to", "supervisord", "."]);
    let programs = run.out.split("[program:").skip(1);
    let mut started: Vec<&str> = programs
        .filter(|program| !program.contains("autostart=false"))
        .filter_map(|program| program.split(']').next())
        .collect();
    started.sort_unstable();
    assert_eq!(started, ["bt_by_service", "bt_by_target", "bt_main", "bt_more", "bt_side"], "{}", run.out);
    let Some(machine) = machine::start(&units) else { return };
    let names: Vec<String> =
        units.iter().filter_map(|(name, _)| Some(name.strip_suffix(".service")?.to_owned())).collect();
    let directory = machine.share.join("systemd");
    let mut runs = seen::runs(&directory, &names, |_| true);
    for _ in 0..250 {
        if runs.len() >= started.len() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        runs = seen::runs(&directory, &names, |_| true);
    }
    // Anything started by mistake would be running by now.
    std::thread::sleep(std::time::Duration::from_millis(500));
    let mut runs: Vec<String> = seen::runs(&directory, &names, |_| true).into_keys().collect();
    runs.sort_unstable();
    assert_eq!(runs, started);
}

/// systemd.unit(5): a link in a `.wants/` directory starts a unit, whatever the unit itself says.
#[test]
fn units_enabled_by_a_symlink_are_started_by_supervisord() {
    let Some(machine) = machine::shared() else { return };
    let unit = |name: &str| format!("[Service]\nExecStart=/box/probe {name}\n");
    let files = [
        ("bl.target", "[Unit]\nDescription=x\n[Install]\nWantedBy=multi-user.target\n".to_owned()),
        ("bl_on.service", unit("bl_on")),
        ("bl_off.service", unit("bl_off")),
        ("bl_masked.service", unit("bl_masked")),
        ("bl_t@.service", unit("bl_t_%i")),
    ];
    let links = [
        ("bl_on.service", "../bl_on.service"),
        ("bl_masked.service", "/dev/null"),
        ("bl_t@x.service", "../bl_t@.service"),
    ];
    let root = crate::program::directory(&[]);
    let into = |directory: &std::path::Path| {
        std::fs::create_dir_all(directory.join("bl.target.wants")).unwrap();
        for (name, text) in &files {
            std::fs::write(directory.join(name), text).unwrap();
        }
        for (name, target) in links {
            std::os::unix::fs::symlink(target, directory.join("bl.target.wants").join(name)).unwrap();
        }
    };
    into(root.path());
    into(&machine.path("/etc/systemd/system"));
    let run = crate::program::run(root.path(), &["convert", "--to", "supervisord", "."]);
    let programs = run.out.split("[program:").skip(1);
    let started: Vec<&str> = programs
        .filter(|program| !program.contains("autostart=false"))
        .filter_map(|program| program.split(']').next())
        .collect();
    assert_eq!(started, ["bl_on", "bl_t_x"], "{}", run.out);
    machine.run(&["systemctl", "start", "bl.target"]);
    let names = ["bl_on", "bl_off", "bl_masked", "bl_t_x"].map(str::to_owned);
    let directory = machine.share.join("systemd");
    for _ in 0..250 {
        if seen::runs(&directory, &names, |_| true).len() >= started.len() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::thread::sleep(std::time::Duration::from_millis(300));
    let runs: Vec<String> = seen::runs(&directory, &names, |_| true).into_keys().collect();
    assert_eq!(runs, started);
    machine.run(&["systemctl", "stop", "bl_on.service", "bl_t@x.service"]);
}

/// systemd.special(7): `network-online.target` is part of a boot only if a unit asks for it.
#[test]
fn passive_targets_are_reached_only_if_a_unit_pulls_them_in() {
    let unit = |name: &str, wants: &str, by: &str| {
        let text =
            format!("[Unit]\n{wants}[Service]\nExecStart=/box/probe {name}\n[Install]\nWantedBy={by}\n");
        (format!("{name}.service"), text)
    };
    let late = unit("bo_late", "", "network-online.target");
    let asking = unit("bo_asking", "Wants=network-online.target\n", "multi-user.target");
    let names = ["bo_late", "bo_asking", "bo_on"].map(str::to_owned);
    let boots = [
        (vec![late.clone(), unit("bo_on", "", "multi-user.target")], vec!["bo_on"], "approximate"),
        (vec![late, asking], vec!["bo_asking", "bo_late"], "exact"),
    ];
    for (units, started, expected) in boots {
        let files: Vec<(&str, &str)> = units.iter().map(|(name, text)| (&**name, &**text)).collect();
        let root = crate::program::directory(&files);
        let run = crate::program::run(root.path(), &["convert", "--report=json", "--to", "supervisord", "."]);
        let report: serde_json::Value = serde_json::from_str(&run.err).unwrap();
        let of_late = |row: &&serde_json::Value| {
            row["value"] == "network-online.target" && row["setting"] == "WantedBy"
        };
        let row = report["settings"].as_array().unwrap().iter().find(of_late).unwrap();
        assert_eq!(row["verdict"], expected, "{row}");
        let Some(machine) = machine::start(&units) else { return };
        let directory = machine.share.join("systemd");
        for _ in 0..250 {
            if seen::runs(&directory, &names, |_| true).len() >= started.len() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
        let runs: Vec<String> = seen::runs(&directory, &names, |_| true).into_keys().collect();
        assert_eq!(runs, started);
    }
}
