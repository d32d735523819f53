//! The contents of the report and the files, and repetitions in them.

use super::{convert, row, verdict};
use crate::program::{directory, run};

#[test]
fn settings_with_different_results_are_not_grouped() {
    let text = "[program:a]\ncommand=/a\nkillasgroup=true\n[program:b]\ncommand=/b\nkillasgroup=true\n\
                [program:c]\ncommand=/c\nkillasgroup=true\nstopasgroup=true\n";
    let root = directory(&[("web.conf", text)]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    assert!(run.err.contains("→ a.service [Service] KillMode=mixed\n"), "{}", run.err);
    assert!(run.err.contains("→ b.service [Service] KillMode=mixed\n"), "{}", run.err);
    assert!(
        run.err.contains("→ c.service [Service] KillMode=control-group  (systemd's default"),
        "{}",
        run.err
    );
}

#[test]
fn a_configuration_that_supervisord_rejects_is_not_translated() {
    // The comment begins inside the quotes; the value ends at the space.
    for environment in ["X=\"a ; b # c\",Y=2", "A=has space,B=2"] {
        let run = convert(&format!("[program:a]\ncommand=/a\nenvironment={environment}\n"), &[]);
        assert!(run.status == 1 && run.out.is_empty(), "{}", run.out);
        assert!(run.err.contains("It refuses") && run.err.contains("nothing was translated"), "{}", run.err);
    }
}

#[test]
fn a_global_setting_that_every_program_overrides_has_no_risk() {
    let text = "[supervisord]\nuser=root\ndirectory=/srv\n[program:a]\ncommand=/a\nuser=www\ndirectory=/a\n";
    let run = convert(text, &[]);
    for row in run.rows().iter().filter(|row| row["section"] == "supervisord") {
        assert_eq!((row["verdict"].as_str(), row["risk"].as_str()), (Some("dropped"), Some("none")), "{row}");
        assert!(row["reason"].as_str().unwrap().contains("each sets its own"), "{row}");
    }
}

#[test]
fn a_setting_at_its_default_has_no_risk() {
    let text = "[supervisord]\nminprocs=200\nnodaemon=false\n[program:a]\ncommand=/a\nstdout_events_enabled=off\nserverurl=auto\n\
                stdout_capture_maxbytes=0\nstderr_capture_maxbytes=1KB\n[eventlistener:l]\ncommand=/l\nevents=EVENT\n";
    let run = convert(text, &[]);
    for name in ["minprocs", "stdout_events_enabled", "serverurl", "stdout_capture_maxbytes"] {
        assert_eq!(row(&run, name).1, "none", "{name}: {}", run.err);
    }
    assert_eq!(row(&run, "stderr_capture_maxbytes").1, "behaviour");
    // With this value the option does not do what it is for.
    let (_, _, reason) = row(&run, "nodaemon");
    assert!(reason.contains("sets what is the default anyway"), "{reason}");
}

#[test]
fn sample_configuration_comments_are_not_emitted() {
    let text = "[program:a]\ncommand=/a ; the program (relative uses PATH, can take args)\n\
                process_name=%(program_name)s ; process_name expr (default %(program_name)s)\n\
                stopwaitsecs=20 ; the queue is slow\nuser=root ;\n";
    let run = convert(text, &[]);
    let unit = run.file("a.service");
    assert!(unit.contains("# the queue is slow\nTimeoutStopSec=20\n"), "{unit}");
    let comments = unit.lines().filter(|line| line.starts_with('#')).count();
    assert!(comments == 2 && !unit.contains("SyslogIdentifier"), "{unit}");
    assert_eq!(verdict(&run, "process_name"), "exact");
}

#[test]
fn identical_settings_of_several_programs_are_reported_once() {
    let program = |name: &str| {
        format!(
            "[program:{name}]\ncommand=/{name}\nstdout_logfile=/var/log/{name}.log\nstdout_logfile_maxbytes=1MB\n\
             stdout_logfile_backups=3\n"
        )
    };
    let root = directory(&[("web.conf", &["a", "b", "c"].map(program).concat())]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    assert!(
        run.err.contains("and the same for [program:b] (:9, :10), [program:c] (:14, :15)\n"),
        "{}",
        run.err
    );
    assert_eq!(run.err.matches("size=1048576").count(), 1, "{}", run.err);
    assert!(run.err.contains("supervisorctl tail -f a"), "{}", run.err);
    assert!(run.err.contains("→  tail -f /var/log/a.log\n"), "{}", run.err);
}

#[test]
fn trailing_comments_stay_with_their_section_except_the_block_above_the_next_header() {
    let text = "[program:a]\n; first\n\ncommand=/a\n;numprocs=1   ; number of processes copies to start (def 1)\nuser=u ; who\n\
                ;startsecs=5\n\n; see the wiki\n\n; of b\n; too\n[program:b]\ncommand=/b\n;autostart=false\n; of c\n[program:c]\n\
                command=/c\n;priority=1\n;[program:old]\n;command=/old\n\n; of the old one\n";
    let root = directory(&[("app.conf", text)]);
    let run = run(root.path(), &["convert", "--to", "systemd", "app.conf"]);
    let unit = |name: &str| {
        let (_, unit) =
            run.out.split_once(&format!("# file: {name}\n")).unwrap_or_else(|| panic!("{}", run.out));
        unit.split("# file: ").next().unwrap_or_default().to_owned()
    };
    let is_ended_by = |name: &str, end: &str| {
        let service = unit(name);
        assert!(service.contains(&format!("TimeoutStopSec=10\n{end}\n[Install]")), "{service}");
    };
    is_ended_by("a.service", "# startsecs=5\n# see the wiki\n");
    is_ended_by("b.service", "# autostart=false\n");
    is_ended_by("c.service", "# priority=1\n");
    assert!(unit("a.service").contains("[Service]\n# first\nExecStart=/a\n# who\nUser=u\n"), "{}", run.out);
    assert!(unit("b.service").contains("\n# of b\n# too\n[Unit]\n"), "{}", run.out);
    assert!(unit("c.service").contains("\n# of c\n[Unit]\n"), "{}", run.out);
    assert!(!run.out.contains("old") && !run.out.contains("numprocs"), "{}", run.out);
}

#[test]
fn a_detached_comment_above_a_header_belongs_to_what_follows() {
    let text = "; of the file\n\n[program:a]\ncommand=/a\n\n; ----\n; Queues\n; ----\n\n; of b\n[program:b]\ncommand=/b\n; who\n\n\
                ; later:\n;user=u\n\n[program:c]\ncommand=/c\n\n; the last ones\n\n[program:d]\ncommand=/d\n\n; see the wiki\n\n\
                ; of e\n[program:e]\ncommand=/e\n\n\
                ; The below sample program section shows all possible values,\n; make one.\n\n[program:f]\ncommand=/f\n";
    let run = convert(text, &[]);
    let starts = |name: &str, comments: &str| {
        let unit = run.file(name);
        assert!(unit.contains(&format!("edit it as you like.\n\n{comments}[Unit]\n")), "{unit}");
    };
    let ends = |name: &str, comments: &str| {
        let unit = run.file(name);
        assert!(unit.contains(&format!("TimeoutStopSec=10\n{comments}\n[Install]")), "{unit}");
    };
    starts("a.service", "");
    ends("a.service", "");
    // A heading applies to everything that follows, even if that has comments of its own.
    starts("b.service", "# ----\n# Queues\n# ----\n# of b\n");
    // A comment directly below a setting belongs to its section, and so does a setting that is commented out.
    ends("b.service", "# who\n# later:\n# user=u\n");
    starts("c.service", "");
    ends("c.service", "");
    starts("d.service", "# the last ones\n");
    ends("d.service", "# see the wiki\n");
    starts("e.service", "# of e\n");
    ends("e.service", "");
    starts("f.service", "");
}

#[test]
fn the_comment_of_a_disabled_autostart_is_at_the_commented_install_section() {
    let text = "[program:a]\ncommand=/a %(ENV_HERE)s\n; only where the database is ours\nautostart=true\n";
    let run = convert(text, &[]);
    let unit = run.file("a.service");
    let end = "\n# [Install]\n# only where the database is ours\n# WantedBy=multi-user.target\n";
    assert!(unit.ends_with(end), "{unit}");
    assert!(!convert(text, &["--no-comments"]).file("a.service").contains("database"));
}

#[test]
fn shared_commands_are_listed_once_and_enabled_units_are_started_now() {
    let program = |name: &str| {
        format!("[program:{name}]\ncommand=/{name}\nstdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n")
    };
    let one = |names: &[&str]| {
        let root = directory(&[("web.conf", &names.iter().map(|name| program(name)).collect::<String>())]);
        run(root.path(), &["convert", "--to", "systemd", "web.conf"]).err
    };
    let two = one(&["a", "b"]);
    assert_eq!(two.matches("docker logs -f CONTAINER").count(), 1, "{two}");
    assert!(two.contains("→  journalctl -f -u NAME.service\n      NAME: a, b\n"), "{two}");
    assert!(two.contains("→  systemctl enable --now a.service b.service\n"), "{two}");
    let alone = one(&["a"]);
    assert!(alone.contains("→  journalctl -f -u a.service\n"), "{alone}");
    assert!(alone.contains("→  systemctl enable --now a.service\n"), "{alone}");
    assert!(!alone.contains("systemctl enable a.service"), "{alone}");
}
