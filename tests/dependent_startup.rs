//! supervisord-dependent-startup, an event listener that starts programs after others: its options as units. Its behaviour
//! was observed with 1.4.0 under supervisord 4.3.0.

use crate::program::{Run, directory, run};

const LISTENER: &str =
    "[eventlistener:start]\ncommand=python3 -m supervisord_dependent_startup\nevents=PROCESS_STATE\n";
const PROGRAMS: &str = "[program:log]\ncommand=/log\nautostart=false\ndependent_startup=true\n\
    [program:setup]\ncommand=/setup\nautostart=false\nautorestart=false\nstartsecs=0\ndependent_startup=true\n\
    dependent_startup_wait_for=log:running\n\
    [program:web]\ncommand=/web\nautostart=false\nautorestart=true\ndependent_startup=true\n\
    dependent_startup_wait_for=setup:exited\n\
    [program:never]\ncommand=/never\nautostart=false\ndependent_startup=true\ndependent_startup_wait_for=idle log\n\
    [program:idle]\ncommand=/idle\nautostart=false\n\
    [program:itself]\ncommand=/itself\ndependent_startup=true\n";

const OVERRIDDEN: &str = "supervisord ignores it: a later line sets it again.";

fn convert(text: &str) -> Run {
    let root = directory(&[("web.conf", text)]);
    run(root.path(), &["convert", "--to", "systemd", "--report", "json", "web.conf"])
}

/// The verdict and the reason for a setting of a program.
fn row(run: &Run, program: &str, setting: &str) -> (String, String) {
    let section = format!("program:{program}");
    let rows = run.rows_of(setting);
    let row = rows.iter().find(|row| row["section"] == section.as_str());
    let row = row.unwrap_or_else(|| panic!("no {setting} of {program}: {}", run.err));
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("reason"))
}

fn unit<'r>(run: &'r Run, name: &str) -> &'r str {
    run.file(&format!("{name}.service"))
}

#[test]
fn programs_started_by_the_listener_are_enabled_and_ordered_after_what_they_await() {
    let run = convert(&format!("{LISTENER}{PROGRAMS}"));
    for name in ["log", "setup", "web"] {
        assert!(unit(&run, name).contains("\nWantedBy=multi-user.target\n"), "{name}: {}", run.out);
        assert_eq!(row(&run, name, "dependent_startup").0, "exact", "{name}");
        assert_eq!(row(&run, name, "autostart").0, "exact", "{name}");
    }
    let setup = unit(&run, "setup");
    assert!(setup.contains("After=log.service") && setup.contains("\nType=oneshot\n"), "{setup}");
    let (verdict, reason) = row(&run, "setup", "dependent_startup_wait_for");
    assert!(verdict == "approximate" && reason.contains("once log had run for startsecs"), "{reason}");
    // systemd continues once a oneshot has ended, whatever the result, as the listener does.
    assert!(unit(&run, "web").contains("After=setup.service\n"));
    assert_eq!(row(&run, "web", "dependent_startup_wait_for").0, "exact");
}

#[test]
fn dependent_startup_has_no_effect_after_an_unstarted_program_or_with_autostart() {
    let run = convert(&format!("{LISTENER}{PROGRAMS}"));
    assert!(!unit(&run, "never").contains("[Install]"), "{}", run.out);
    for name in ["never", "itself"] {
        let (verdict, reason) = row(&run, name, "dependent_startup");
        assert!(verdict == "dropped" && reason.contains("no effect"), "{name}: {verdict} {reason}");
    }
}

#[test]
fn the_last_of_a_repeated_option_takes_effect() {
    let twice = "[program:web]\ncommand=/bin/web\nautostart=false\ndependent_startup=true\n";
    for (last, verdict) in [("true", "exact"), ("false", "dropped")] {
        let run = convert(&format!("{LISTENER}{twice}dependent_startup={last}\n"));
        let rows = run.rows_of("dependent_startup");
        let verdicts: Vec<_> = rows.iter().map(|row| row["verdict"].as_str().unwrap_or_default()).collect();
        assert!(verdicts == ["dropped", verdict] || verdicts == [verdict, "dropped"], "{last}: {verdicts:?}");
        assert!(rows.iter().any(|row| row["reason"] == OVERRIDDEN), "{last}: {}", run.err);
        assert_eq!(unit(&run, "web").contains("\n[Install]\n"), last == "true", "{}", run.out);
    }
}

#[test]
fn waiting_for_the_exit_of_a_restarting_program_is_approximate() {
    let text = format!("{LISTENER}{}", PROGRAMS.replace("autorestart=false\n", "autorestart=true\n"));
    let run = convert(&text);
    assert!(!unit(&run, "setup").contains("Type="), "{}", run.out);
    let (verdict, reason) = row(&run, "web", "dependent_startup_wait_for");
    assert!(verdict == "approximate" && reason.contains("does not wait for the end"), "{verdict} {reason}");
}

#[test]
fn a_dependency_cycle_starts_nothing() {
    let text = "[program:a]\ncommand=/a\nautostart=false\ndependent_startup=true\ndependent_startup_wait_for=b\n\
                [program:b]\ncommand=/b\nautostart=false\ndependent_startup=true\ndependent_startup_wait_for=a:exited\n";
    let run = convert(&format!("{LISTENER}{text}"));
    assert!(!run.out.contains("[Install]") && !run.out.contains("oneshot"), "{}", run.out);
}

#[test]
fn without_the_listener_the_options_are_dropped_and_the_report_names_it() {
    let run = convert(PROGRAMS);
    assert!(!unit(&run, "web").contains("[Install]"));
    let (verdict, reason) = row(&run, "web", "dependent_startup");
    assert!(verdict == "dropped" && reason.contains("supervisord_dependent_startup"), "{verdict} {reason}");
}
