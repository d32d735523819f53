//! Units that systemd does not load, among others that it does.

use super::{convert, option, row};
use crate::program::{Run, folder, run};

const GOOD: (&str, &str) =
    ("good.service", "[Service]\nExecStart=/usr/bin/good\n[Install]\nWantedBy=multi-user.target\n");

/// Run on 252: the unit is `bad-setting`, and whatever else the target wants is started.
#[test]
fn a_unit_that_systemd_refuses_is_left_out_and_the_others_are_converted() {
    let service = |name| ("bad.service", name);
    let plain = service("[Service]\nExecStart=/usr/bin/bad\n");
    for (bad, text) in [
        ("bad.path", "[Path]\nPathExistsGlob=relative\n[Install]\nWantedBy=paths.target\n"),
        ("bad.socket", "[Socket]\nAccept=no\n[Install]\nWantedBy=sockets.target\n"),
        ("bad.timer", "[Timer]\nPersistent=yes\n[Install]\nWantedBy=timers.target\n"),
    ] {
        let run = convert(&[GOOD, plain, (bad, text)], &[]);
        assert_eq!(run.status, 1, "{}", run.err);
        let program = |name: &str| {
            let (_, rest) = run.out.split_once(&format!("[program:{name}]\n")).expect("a program");
            rest.split("\n\n").next().unwrap_or_default().to_owned()
        };
        assert!(!program("good").contains("autostart=false"), "{}", run.out);
        assert!(program("bad").contains("autostart=false"), "nothing starts it: {}", run.out);
        let (verdict, reason) = row(&run, "WantedBy");
        assert!(verdict == "dropped" && reason.contains("refuses this unit"), "{verdict}: {reason}");
    }
    let run =
        convert(&[GOOD, service("[Service]\nType=simple\n[Install]\nWantedBy=multi-user.target\n")], &[]);
    assert!(run.status == 1 && run.out.contains("[program:good]"), "{}", run.err);
    assert!(!run.out.contains("[program:bad]"), "{}", run.out);
}

/// Run on 252: `Cannot add dependency job, ignoring: Unit bad.socket has a bad unit file setting.`
#[test]
fn a_service_that_requires_a_refused_unit_is_started_all_the_same() {
    let needs = "[Unit]\nRequires=bad.socket\nAfter=bad.socket\n[Service]\nExecStart=/usr/bin/app\n\
                 [Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("app.service", needs), ("bad.socket", "[Socket]\nAccept=no\n")], &[]);
    assert_eq!(
        (option(&run, "command"), option(&run, "autostart")),
        (Some("/usr/bin/app"), None),
        "{}",
        run.err
    );
}

fn told(units: &[(&str, &str)]) -> Run {
    let root = folder(units);
    run(root.path(), &["convert", "--to", "supervisord", "."])
}

#[test]
fn what_is_left_out_is_reported_with_its_error() {
    let run = told(&[GOOD, ("bad.socket", "[Socket]\nAccept=no\n")]);
    assert!(run.out.contains("[program:good]"), "{}", run.err);
    for part in ["error[socket-without-listen]", "error: bad.socket was not translated: systemd refuses it"] {
        assert!(run.err.contains(part), "{}", run.err);
    }
    assert!(!run.err.contains("nothing was translated"), "{}", run.err);
}

#[test]
fn instances_of_a_refused_template_are_left_out_with_it() {
    let run = told(&[
        GOOD,
        ("bad@.service", "[Service]\nType=simple\n"),
        ("bad@1.service.d/a.conf", "[Service]\nNice=1\n"),
    ]);
    assert!(run.status == 1 && run.out.contains("[program:good]"), "{}", run.err);
    assert!(!run.out.contains("[program:bad"), "{}", run.out);
}

#[test]
fn without_a_service_that_systemd_loads_nothing_is_translated() {
    for units in [
        &[("bad.service", "[Service]\nType=simple\n")][..],
        &[("bad.socket", "[Socket]\nAccept=no\n"), ("x.target", "[Unit]\nDescription=x\n")],
        // The jobs of several units are refused: which of them would run depends on which is asked for first.
        &[GOOD, ("a.service", "[Unit]\nRequires=b.service\nConflicts=b.service\n[Service]\nExecStart=/a\n")],
    ] {
        let run = told(units);
        assert_eq!((run.status, run.out.as_str()), (1, ""), "{}", run.err);
        assert!(run.err.contains("nothing was translated"), "{}", run.err);
    }
}
