//! Attempts, pauses, start limits, stops.

use super::{convert, row, verdict};

#[test]
fn startretries_is_capped_at_the_systemd_maximum() {
    for retries in ["4294967295", "99999999999999999999999"] {
        let run = convert(&format!("[program:a]\ncommand=/a\nstartretries={retries}\n"), &[]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.file("a.service").contains("StartLimitBurst=4294967295\n"), "{}", run.out);
        let (verdict, _, reason) = row(&run, "startretries");
        assert!(verdict == "approximate" && reason.contains("4294967295 starts"), "{verdict}: {reason}");
    }
}

#[test]
fn stopwaitsecs_0_does_not_become_an_infinite_timeout() {
    let run = convert("[program:a]\ncommand=/a\nstopwaitsecs=0\n", &[]);
    assert!(run.file("a.service").contains("\nTimeoutStopSec=1\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stopwaitsecs");
    assert!(verdict == "approximate" && reason.contains("within a second"), "{verdict}: {reason}");
}

#[test]
fn startsecs_enters_the_start_limit_and_the_report_states_the_difference() {
    let run = convert("[program:a]\ncommand=/a\nstartsecs=5\n[program:b]\ncommand=/b\n", &[]);
    assert!(run.file("a.service").contains("StartLimitIntervalSec=24\n"));
    let (verdict, risk, reason) = row(&run, "startsecs");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
    assert!(
        reason.contains("supervisord after 5 s") && reason.contains("gives up after 4 starts"),
        "{reason}"
    );
}

#[test]
fn retries_of_early_exits_without_autorestart_are_dropped() {
    let run = convert("[program:a]\ncommand=/a\nautorestart=false\nstartsecs=5\nstartretries=7\n", &[]);
    for name in ["startsecs", "startretries"] {
        let (verdict, _, reason) = row(&run, name);
        assert_eq!(verdict, "dropped", "{name}: {reason}");
        assert!(reason.contains("with Restart=no systemd never does"), "{name}: {reason}");
        assert!(!reason.contains("Now:"), "{name}: {reason}");
    }
}

#[test]
fn the_start_limit_is_in_the_section_the_release_reads() {
    let text = "[program:a]\ncommand=/a\nautorestart=true\n";
    let limit = |release: &str| -> Vec<String> {
        let run = convert(text, &["--systemd-version", release]);
        let unit = run.file("a.service");
        let (unit, service) = unit.split_once("[Service]").expect("a section");
        let lines = |section: &'static str, text: &str| -> Vec<String> {
            let own = text.lines().filter(|line| line.starts_with("StartLimit"));
            own.map(|line| format!("{section} {line}")).collect()
        };
        [lines("Unit", unit), lines("Service", service)].concat()
    };
    assert_eq!(limit("228"), ["Service StartLimitInterval=8", "Service StartLimitBurst=4"]);
    assert_eq!(limit("229"), ["Unit StartLimitInterval=8", "Unit StartLimitBurst=4"]);
    assert_eq!(limit("230"), ["Unit StartLimitIntervalSec=8", "Unit StartLimitBurst=4"]);
}

#[test]
fn without_autorestart_only_the_attempts_differ_and_not_the_pause() {
    let run = convert("[program:a]\ncommand=/a\nautorestart=false\n", &[]);
    let rows = run.rows();
    let of = |name: &str| -> Vec<&str> {
        let own = rows.iter().filter(|row| row["setting"] == name && row["value"].is_null());
        own.map(|row| row["reason"].as_str().unwrap_or_default()).collect()
    };
    assert_eq!(of("autorestart"), [""; 0]);
    let tries = of("startretries");
    assert!(
        !tries.is_empty() && tries.iter().all(|reason| reason.contains("Restart=no systemd never")),
        "{tries:?}"
    );
}

#[test]
fn without_retries_no_pause_is_reported() {
    let run = convert("[program:a]\ncommand=/a\nautorestart=true\nstartretries=0\n", &[]);
    let (_, _, reason) = row(&run, "startretries");
    assert!(
        !reason.contains("pause") && reason.contains("within 2 s of one it refuses systemctl restart"),
        "{reason}"
    );
    let unit = run.file("a.service");
    let (comment, _) = unit.split_once("StartLimitBurst=1\n").expect("a limit");
    assert!(comment.contains("# systemd counts every start, manual or not"), "{unit}");
}

#[test]
fn an_expected_exit_code_becomes_a_success_exit_status_without_restart() {
    let program = |lines: &str| convert(&format!("[program:a]\ncommand=/usr/bin/a\n{lines}\n"), &[]);
    let run = program("autorestart=false\nexitcodes=0,1");
    assert!(run.file("a.service").contains("\nSuccessExitStatus=1\n"), "{}", run.out);
    assert_eq!(verdict(&run, "exitcodes"), "exact", "{}", run.err);
    // For systemd exit 0 always counts as success, whatever is set.
    let (verdict, _, reason) = row(&program("autorestart=false\nexitcodes=2"), "exitcodes");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("Before: treats exit 2 as success."), "{reason}");
    let run = program("autorestart=true\nexitcodes=0,1");
    assert!(!run.file("a.service").contains("SuccessExitStatus"), "{}", run.out);
    assert_eq!(self::verdict(&run, "exitcodes"), "exact");
}
