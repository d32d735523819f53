//! The emitted files: for a container, split, with headings and comments.

use super::{convert, row, service};
use crate::program::{Run, directory, run};

#[test]
fn a_command_that_cannot_be_emitted_disables_only_its_program() {
    let bad = "[Service]\nExecStart=/usr/bin/bad \"a\\rb\"\n[Install]\nWantedBy=multi-user.target\n";
    let good = "[Service]\nExecStart=/usr/bin/good\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("bad.service", bad), ("good.service", good)], &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("[program:bad]\ncommand=/bin/false\nautostart=false\n"), "{}", run.out);
    assert!(run.out.contains("[program:good]\ncommand=/usr/bin/good\nautorestart="), "{}", run.out);
}

#[test]
fn in_a_container_supervisord_stays_in_the_foreground_and_output_goes_to_stdout() {
    let text = "[Service]\nExecStart=/usr/bin/app\nUser=app\nStandardError=append:/var/log/app.err\n";
    let run = convert(&[("app.service", text)], &["--container"]);
    let expected = "[supervisord]\nlogfile=/dev/null\nlogfile_maxbytes=0\npidfile=/run/supervisord.pid\nnodaemon=true\nuser=root\n";
    assert!(run.out.contains(expected), "{}", run.out);
    assert!(run.out.contains("stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n"), "{}", run.out);
    assert!(run.out.contains("stderr_logfile=/var/log/app.err\n"), "a log file is kept: {}", run.out);
    for section in ["[unix_http_server]", "[rpcinterface:supervisor]", "[supervisorctl]"] {
        assert!(run.out.contains(section), "{section}");
    }
    let checked =
        directory(&[("supervisord.conf", run.out.trim_start_matches("# file: supervisord.conf\n"))]);
    let findings = crate::program::run(checked.path(), &["check", "--output-format", "json", "."]).findings();
    assert!(findings.iter().all(|(_, level, _)| level == "info"), "{findings:?}");
}

#[test]
fn split_writes_a_file_for_each_group_and_each_other_program() {
    let unit = |more: &str| format!("[Unit]\n{more}\n[Service]\nExecStart=/usr/bin/app\n");
    let target = "[Unit]\nWants=a.service b.service\n[Install]\nWantedBy=multi-user.target\n";
    let member = unit("PartOf=site.target");
    let units = [
        ("a.service", member.as_str()),
        ("b.service", &member),
        ("c.service", &unit("")),
        ("site.target", target),
    ];
    let run = convert(&units, &["--split"]);
    let files: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("# file: ")).collect();
    assert_eq!(files, ["supervisord.conf", "conf.d/site.conf", "conf.d/c.conf"]);
    assert!(run.out.contains("[include]\nfiles=conf.d/*.conf\n"), "{}", run.out);
    let whole = convert(&units, &[]);
    let count = |run: &Run, verdict: &str| run.err.matches(&format!("\"verdict\": \"{verdict}\"")).count();
    for word in ["exact", "approximate", "dropped", "manual"] {
        assert_eq!(
            count(&run, word),
            count(&whole, word),
            "the file it is written to changes no verdict: {word}"
        );
    }
}

#[test]
fn split_files_are_written_to_conf_d_and_included_by_the_main_file() {
    let root = directory(&[("a.service", "[Service]\nExecStart=/usr/bin/app\n")]);
    let written = run(root.path(), &["convert", "--to", "supervisord", "--split", "-o", "out", "a.service"]);
    assert_eq!(written.status, 0, "{}", written.err);
    assert!(root.path().join("out/conf.d/a.conf").exists());
    let shown = run(root.path(), &["inspect", "--effective", "out/supervisord.conf"]);
    assert!(shown.out.contains("/usr/bin/app"), "{}", shown.out);
}

#[test]
fn options_for_supervisord_are_rejected_when_converting_to_systemd() {
    let root = directory(&[("a.conf", "[program:a]\ncommand=/bin/a\n")]);
    for (option, to) in [("--container", "systemd"), ("--split", "systemd"), ("--split", "supervisord")] {
        let run = run(root.path(), &["convert", "--to", to, option, "a.conf"]);
        assert_eq!(run.status, 2, "{option} {to}");
        assert!(run.err.contains(option), "{}", run.err);
    }
}

#[test]
fn the_generated_header_of_a_unit_is_not_copied_as_a_comment() {
    let unit = "# Made by sysvisor from a.conf; edit it as you like.\n# The shop\n[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(run.out.matches("Made by sysvisor").count(), 1, "{}", run.out);
    assert!(run.out.contains("; The shop\n"), "{}", run.out);
}

#[test]
fn a_header_comment_shared_by_several_units_is_emitted_once() {
    let unit =
        |name: &str| format!("# Under a licence.\n\n# Of {name}.\n[Service]\nExecStart=/usr/bin/{name}\n");
    let target = "# Under a licence.\n[Unit]\nDescription=All\n".to_owned();
    let files = [("a.target", target), ("b.service", unit("b")), ("c.service", unit("c"))];
    let run = convert(&files.each_ref().map(|(name, text)| (*name, text.as_str())), &[]);
    assert_eq!(run.out.matches("; Under a licence.\n").count(), 1, "{}", run.out);
}

#[test]
fn trailing_comments_of_a_section_follow_the_program() {
    let text = "# top\n[Unit]\n# named\nDescription=it\n#Requires=db.service\n\n# how it runs\n[Service]\nExecStart=/a\n\
                # one day:\n#Restart=always\n\n# a thought\n\n# of the boot\n[Install]\nWantedBy=multi-user.target\n#Alias=b.service\n\n\
                # not now:\n#[Path]\n#Unit=c.service\n";
    let run = convert(&[("app.service", text)], &[]);
    let expected = "; top\n; named\n; Description: it\n[program:app]\n; how it runs\ncommand=/a\n";
    assert!(run.out.contains(expected), "{}", run.out);
    let end = "\n; Requires=db.service\n; one day:\n; Restart=always\n; a thought\n; Alias=b.service\n";
    assert!(run.out.ends_with(end), "{}", run.out);
    let run = convert(&[("app.service", text)], &["--no-comments"]);
    assert!(!run.out.contains("one day"), "{}", run.out);
}

#[test]
fn comments_of_settings_that_became_part_of_the_script_are_above_the_command() {
    let text = "[Unit]\n# not in a chroot\nConditionPathExists=/dev/tty0\n[Service]\n# the files\nLimitNOFILE=4096\n# quietly\nNice=5\n\
                # what it is\nExecStart=/a\n# make room\nExecStartPre=/b\n# who\nUser=u\n# sandbox\nProtectSystem=strict\n# how long\n\
                TimeoutStopSec=5\n";
    let run = convert(&[("app.service", text)], &[]);
    let above = "[program:app]\n; not in a chroot\n; the files\n; quietly\n; what it is\n; make room\n";
    let (_, program) = run.out.split_once(above).unwrap_or_else(|| panic!("{}", run.out));
    assert!(program.starts_with("; who\ncommand=") || program.starts_with("command="), "{}", run.out);
    assert_eq!(run.out.matches("; who\n").count(), 1, "{}", run.out);
    // A comment on a setting that has a line is kept there; one on a setting that is dropped is not kept.
    assert!(run.out.contains("; how long\nstopwaitsecs=5\n") && !run.out.contains("sandbox"), "{}", run.out);
    assert!(!convert(&[("app.service", text)], &["--no-comments"]).out.contains("chroot"));
}

#[test]
fn the_same_comment_of_several_units_on_one_line_is_emitted_once() {
    let unit = |name: &str| {
        format!(
            "[Unit]\n# goes with all\nPartOf=all.target\n[Service]\nExecStart=/{name}\n[Install]\nWantedBy=all.target\n"
        )
    };
    let target = "[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("a.service", &unit("a")), ("b.service", &unit("b")), ("all.target", target)], &[]);
    assert!(run.out.contains("[group:all]\n; goes with all\nprograms=a,b\n"), "{}", run.out);
}

#[test]
fn a_description_becomes_a_comment_only_if_its_unit_becomes_a_program() {
    let service = "[Unit]\nDescription=It\n[Service]\nExecStart=/a\n";
    let timer = "[Unit]\nDescription=Daily\n[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n";
    let target = "[Unit]\nDescription=Nobody's\nDocumentation=man:a(1)\n";
    let run = convert(&[("a.service", service), ("a.timer", timer), ("b.target", target)], &[]);
    let reasons: Vec<String> = ["Description", "Documentation"]
        .iter()
        .flat_map(|name| run.rows_of(name))
        .map(|row| row["reason"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert!(reasons[0].contains("A comment above it has the text"), "{reasons:?}");
    assert!(
        reasons[1..].iter().all(|reason| reason.contains("no section is written for the unit")),
        "{reasons:?}"
    );
    assert_eq!(reasons.len(), 4);
    assert!(run.out.contains("; Description: It\n") && !run.out.contains("Daily"), "{}", run.out);
}

#[test]
fn a_reload_that_sends_a_signal_is_reported_with_supervisorctl_signal() {
    for (command, expected) in [
        ("/bin/kill -USR2 $MAINPID", "only sends SIGUSR2: supervisorctl signal USR2 NAME"),
        ("/usr/bin/app --reload", "If the command only sent a signal"),
    ] {
        let (verdict, reason) =
            row(&service(&format!("ExecStart=/usr/bin/app\nExecReload={command}\n")), "ExecReload");
        assert!(verdict == "dropped" && reason.contains(expected), "{reason}");
    }
}

#[test]
fn globs_left_to_manual_work_are_named() {
    let text = "[Unit]\n# the database\nConditionPathExistsGlob=/db/{a,b}\nConditionPathExistsGlob=!/no/{a,b}\n[Service]\nExecStart=/a\n";
    let run = convert(&[("app.service", text)], &[]);
    let expected = "; - Not every shell reads `/db/{a,b}`, `!/no/{a,b}` as systemd does: check in your";
    assert!(run.out.contains(expected) && run.out.contains("; the database\ncommand="), "{}", run.out);
}

#[test]
fn a_drop_in_without_its_unit_requests_the_unit_file() {
    let run = convert(&[("app.service.d/more.conf", "[Service]\nNice=5\n")], &[]);
    assert!(
        run.out.contains("says what the unit executes (ExecStart=): convert its own file"),
        "{}",
        run.out
    );
}
