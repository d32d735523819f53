//! The report: verdicts, risks, what is reported once, and what has to be done by hand.

use super::{convert, option, risk, row, service, verdict};
use crate::program::{directory, run};

#[test]
fn disabled_or_unlimited_settings_have_no_risk() {
    let run = service(
        "ExecStart=/usr/bin/app\nPrivateTmp=no\nProtectSystem=false\nTasksMax=infinity\nTimeoutStartSec=0\nDelegate=no\n\
         RuntimeDirectoryPreserve=yes\nTTYReset=no",
    );
    for setting in [
        "PrivateTmp",
        "ProtectSystem",
        "TasksMax",
        "TimeoutStartSec",
        "Delegate",
        "RuntimeDirectoryPreserve",
        "TTYReset",
    ] {
        let (verdict, reason) = row(&run, setting);
        assert_eq!(
            (verdict.as_str(), risk(&run, setting).as_str()),
            ("dropped", "none"),
            "{setting}: {reason}"
        );
        assert!(reason.starts_with("With this value it asks for nothing"), "{setting}: {reason}");
    }
    let run = service("ExecStart=/usr/bin/app\nPrivateTmp=yes\nTasksMax=20");
    assert_eq!(
        (risk(&run, "PrivateTmp").as_str(), risk(&run, "TasksMax").as_str()),
        ("security", "behaviour")
    );
}

#[test]
fn assumptions_and_equivalents_risk_neither_data_nor_privileges() {
    let run = service(
        "User=app\nGroup=app\nExecStart=/usr/bin/appd\nExecStop=/bin/kill -TERM $MAINPID\nStateDirectory=app\nNice=-1",
    );
    for setting in ["Group", "ExecStop", "StateDirectory"] {
        assert_eq!(
            (verdict(&run, setting).as_str(), risk(&run, setting).as_str()),
            ("approximate", "behaviour"),
            "{setting}"
        );
    }
    assert!(row(&run, "StateDirectory").1.ends_with("what is already in it keeps its owner."));
    // systemd makes one of another root's where no user is named.
    let of_root = row(&service("ExecStart=/usr/bin/appd\nStateDirectory=app"), "StateDirectory").1;
    assert!(of_root.ends_with("one that exists keeps its owner, and so does what is in it."), "{of_root}");
    let other = service("User=app\nGroup=www-data\nExecStart=/usr/bin/appd\nRuntimeDirectory=app\nNice=-1");
    assert_eq!(risk(&other, "Group"), "security");
    assert!(row(&other, "RuntimeDirectory").1.ends_with("nothing removes it on stop."), "{}", other.err);
    let lost = service("ExecStart=/usr/bin/appd\nExecStop=/usr/bin/appctl save");
    assert_eq!((verdict(&lost, "ExecStop").as_str(), risk(&lost, "ExecStop").as_str()), ("dropped", "data"));
}

#[test]
fn a_disabled_setting_does_not_disable_the_program() {
    let run = service("ExecStart=/usr/bin/app\nDynamicUser=no");
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
    assert_ne!(verdict(&run, "DynamicUser"), "manual");
}

#[test]
fn a_setting_the_program_can_run_without_is_dropped_and_does_not_disable_it() {
    for line in ["RuntimeMaxSec=1h", "KillSignal=SIGRTMIN+3", "AppArmorProfile=app"] {
        let run = service(&format!("ExecStart=/usr/bin/app\n{line}"));
        let name = line.split('=').next().expect("a name");
        let (verdict, reason) = row(&run, name);
        assert_eq!((verdict.as_str(), reason.is_empty()), ("dropped", false), "{line}: {}", run.err);
        assert_eq!(option(&run, "autostart"), None, "{line}: {}", run.out);
    }
}

#[expect(clippy::disallowed_methods, reason = "tests read the written report")]
fn report_of(directory: &std::path::Path) -> String {
    std::fs::read_to_string(directory.join("report")).expect("a report")
}

#[test]
fn no_report_shows_a_secret_that_is_emitted_to_supervisord() {
    let text = "[Service]\nExecStart=/usr/bin/app\nEnvironment=A=plain K=%v DB_PASSWORD=hunter2 \"API_TOKEN=a hunter2 b\"\n";
    for kind in ["text", "json", "html"] {
        let root = directory(&[("app.service", text)]);
        let args =
            ["convert", "--to", "supervisord", "--report", kind, "--report-file", "report", "app.service"];
        let run = run(root.path(), &args);
        assert!(run.out.contains("hunter2"), "the emitted file keeps the value: {} {}", run.out, run.err);
        let report = report_of(root.path());
        assert!(!report.contains("hunter2"), "{kind}: {report}");
        assert!(report.contains("DB_PASSWORD=") && report.contains('…'), "{kind}: {report}");
        assert!(report.contains("plain"), "{kind}: {report}");
    }
}

#[test]
fn the_risk_is_that_of_the_part_that_differs() {
    let run = service("ExecStart=/usr/bin/app\nUser=app");
    let rows = run.rows();
    let user = rows.iter().find(|row| row["setting"] == "User").expect("a row");
    assert!(user["verdict"] == "exact" || user["risk"] == "behaviour", "{user}");
}

#[test]
fn no_report_shows_a_secret_that_is_emitted_to_systemd() {
    let text = "[program:app]\ncommand=/usr/bin/app\nenvironment=A=\"plain\",DB_PASSWORD=\"hunter2\",\n                    API_TOKEN='a hunter2 b',K=\"%(ENV_K)s\"\n";
    for kind in ["text", "json", "html"] {
        let root = directory(&[("supervisord.conf", text)]);
        let args =
            ["convert", "--to", "systemd", "--report", kind, "--report-file", "report", "supervisord.conf"];
        let run = run(root.path(), &args);
        assert!(run.out.contains("hunter2"), "the emitted unit keeps the value: {} {}", run.out, run.err);
        let report = report_of(root.path());
        assert!(!report.contains("hunter2"), "{kind}: {report}");
        assert!(report.contains("plain") && report.contains('…'), "{kind}: {report}");
    }
}

#[test]
fn identical_settings_of_several_units_are_reported_once_with_their_locations() {
    let unit = "[Service]\nSendSIGHUP=yes\nExecStart=/usr/bin/app\n";
    let root = directory(&[("a.service", unit), ("b.service", unit), ("c.service", unit)]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "a.service", "b.service", "c.service"]);
    assert!(run.err.contains("and the same for b.service:2, c.service:2\n"), "{}", run.err);
}

#[test]
fn a_list_with_units_that_are_not_given_is_approximate() {
    let target = |names: &str| format!("[Unit]\nWants={names}\n[Install]\nWantedBy=multi-user.target\n");
    let unit = "[Unit]\nPartOf=all.target\n[Service]\nExecStart=/x\n";
    let wants = |names: &str| {
        let files = [
            ("a.service", unit),
            ("all.target", &*target(names)),
            ("other.target", "[Unit]\nDescription=o\n"),
        ];
        row(&convert(&files, &[]), "Wants")
    };
    assert_eq!(wants("a.service").0, "exact");
    assert_eq!(wants("a.service other.target").0, "exact");
    let (verdict, reason) = wants("a.service missing.service");
    assert!(verdict == "approximate" && reason.contains("not among those converted"), "{verdict}: {reason}");
}

/// `name_to_uid()` and `existing_dirpath()`: supervisord refuses the whole configuration.
#[test]
fn prerequisites_for_starting_supervisord_are_listed_once() {
    let unit = |lines: &str| format!("[Service]\nExecStart=/usr/bin/app\n{lines}\n");
    let first = unit("User=app\nStandardOutput=append:/var/log/app/out.log");
    let second = unit("User=app\nStandardOutput=append:/srv/log/out.log");
    let run = convert(&[("a.service", &first), ("b.service", &second)], &[]);
    let comment = "; supervisord refuses to start at all without the user app and the directories /srv/log, /var/log/app.\n";
    assert!(run.out.contains(comment), "{}", run.out);
    let run = service("User=root\nExecStart=/usr/bin/app\nStandardOutput=append:/var/log/out.log");
    assert!(!run.out.contains("refuses to start at all"), "{}", run.out);
}

#[test]
fn a_manual_step_is_listed_once_and_only_for_its_command_or_stream() {
    let run = service("User=joe\nExecStart=/a\nExecStartPre=/pre $HOME");
    assert_eq!(
        (verdict(&run, "ExecStartPre").as_str(), verdict(&run, "ExecStart").as_str()),
        ("manual", "exact")
    );
    let logs = "StandardOutput=append:/var/log/x/out\nStandardError=append:/var/log/x/err";
    let run = service(&format!("ExecStart=/a\nLogsDirectory=x\n{logs}"));
    assert_eq!(run.out.matches("supervisord opens the file before").count(), 1, "{}", run.out);
}

#[test]
fn programs_waiting_for_a_manual_step_are_named_even_if_no_setting_is_manual() {
    let json = |units: &[(&str, &str)]| -> serde_json::Value {
        serde_json::from_str(&convert(units, &[]).err).expect("a report")
    };
    let end = "[Install]\nWantedBy=multi-user.target\n";
    let template = format!("[Service]\nExecStart=/a\n{end}");
    let report = json(&[("app@.service", &template), ("b.service", &template)]);
    let summary = &report["summary"];
    assert_eq!(summary["manual"], 0, "{summary}");
    assert_eq!(summary["waiting"], serde_json::json!(["app"]));
    let row = report["settings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["setting"] == "DefaultInstance")
        .unwrap();
    assert!(row["reason"].as_str().unwrap().starts_with("Nothing says which instances"), "{row}");
    // The setting is one thing to do; that the program is off is not another.
    let report = json(&[("app.service", &format!("[Service]\nType=forking\nExecStart=/a\n{end}"))]);
    let summary = &report["summary"];
    assert_eq!(summary["manual"], 1, "{summary}");
    assert_eq!(summary["waiting"], serde_json::json!(["app"]));
    let text =
        run(directory(&[("app@.service", &template)]).path(), &["convert", "--to", "supervisord", "."]).err;
    let last = text.lines().last().unwrap();
    assert!(last.ends_with("; app stays off until completed by hand."), "{last}");
}

#[test]
fn an_invalid_line_is_reported_and_does_not_override_an_earlier_one() {
    let unit = (
        "w.service",
        "[Service]\nExecStart=/w\nPrivateTmp=maybe\nMemoryMax=1G\nMemoryMax=lots\n[Install]\nWantedBy=multi-user.target\n",
    );
    let run = convert(&[unit], &[]);
    let (verdict, reason) = row(&run, "PrivateTmp");
    assert_eq!(verdict, "dropped");
    assert!(reason.starts_with("systemd cannot read the value and ignores the line"), "{reason}");
    // The first of the two matters: what is lost is a limit, not a line that another one overrode.
    let (_, reason) = row(&run, "MemoryMax");
    assert!(reason.contains("memory"), "{reason}");
}
