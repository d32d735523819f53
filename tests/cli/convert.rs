//! `convert`: messages about files that are missing or not part of the translation, and the exit status for CI jobs.

use super::{directory, run};

#[test]
fn an_include_pattern_without_matches_is_reported_as_a_loss_with_a_remedy() {
    let main = b"[supervisord]\n[include]\nfiles=/etc/none-of-these/*.conf conf.d/*.conf\n";
    let root = directory(&[("main.conf", main), ("conf.d/a.conf", b"[program:a]\ncommand=/bin/a\n")]);
    let convert = |more: &[&str]| {
        run(root.path(), &[&["convert", "--to", "systemd", "main.conf", "-o", "out"], more].concat())
    };
    let (status, _, err) = convert(&["--strict"]);
    assert_eq!(status, 1);
    let err = err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(err.contains("There is no file here for `/etc/none-of-these/*.conf`: the programs"), "{err}");
    assert!(err.contains("--root DIR"), "{err}");
    // What exists was read.
    assert!(convert(&[]).2.contains("Wrote 1 file to out"));
}

#[test]
fn an_absolute_include_is_resolved_under_root() {
    let main = b"[supervisord]\n[include]\nfiles=/etc/supervisor/conf.d/*.conf\n";
    let program = b"[program:a]\ncommand=/bin/a\nautorestart=true\n";
    let files = [("etc/supervisor/supervisord.conf", &main[..]), ("etc/supervisor/conf.d/a.conf", program)];
    let root = directory(&files);
    let args = ["convert", "--to", "systemd", "--root", ".", "etc/supervisor/supervisord.conf"];
    let (status, out, err) = run(root.path(), &args);
    assert_eq!((status, out.contains("# file: a.service")), (0, true), "{err}");
    assert!(err.contains("The files that it names were read"), "{err}");
}

#[test]
fn a_nested_include_section_is_reported_as_ignored() {
    let main = b"[supervisord]\n[include]\nfiles=a.conf\n";
    let included = b"[program:a]\ncommand=/bin/a\n[include]\nfiles=b.conf\n";
    let root = directory(&[("main.conf", main), ("a.conf", included)]);
    let (_, _, err) = run(root.path(), &["convert", "--to", "systemd", "main.conf"]);
    let explanation =
        |line: &str| err.split_once(line).map(|(_, rest)| rest.trim_start().lines().next().unwrap());
    assert!(
        explanation("main.conf:3  [include] files=a.conf").unwrap().starts_with("The files that it names")
    );
    assert!(
        explanation("a.conf:4  [include] files=b.conf").unwrap().starts_with("It has no effect"),
        "{err}"
    );
}

#[test]
fn a_setting_that_is_set_several_times_is_listed_once_as_exact() {
    let unit = b"[Service]\nExecStart=/bin/a\nEnvironment=A=1\nEnvironment=B=2\nNice=3\nEnvironment=C=3\n";
    let root = directory(&[("a.service", unit)]);
    let (_, _, err) = run(root.path(), &["convert", "--to", "supervisord", "a.service"]);
    let exact = err.lines().skip_while(|line| *line != "5 settings exact").nth(1);
    assert_eq!(exact, Some("  [Service] ExecStart, Environment \u{d7}2, Nice, Environment"), "{err}");
}

#[test]
fn a_file_with_template_placeholders_is_translated_verbatim_with_a_warning() {
    let config = b"[program:a]\ncommand=/opt/{{ app }}/bin/a\n";
    let unit = b"[Service]\nExecStart=/opt/{{ app }}/bin/a\n";
    let root = directory(&[
        ("a.conf", config),
        ("a.service", unit),
        ("b.conf", b"[program:b]\ncommand=/bin/b '{{.A}}'\n"),
    ]);
    for (to, file) in [("systemd", "a.conf"), ("supervisord", "a.service"), ("supervisord", "a.conf")] {
        let (status, out, err) = run(root.path(), &["convert", "--to", to, file]);
        assert_eq!((status, out.contains("{{")), (0, true), "{file} to {to}: {err}");
        let warning = format!("warning: {file}:2: `{{{{ app }}}}` is an unfilled template placeholder");
        assert!(err.starts_with(&warning), "{file} to {to}: {err}");
    }
    let (_, _, err) = run(root.path(), &["convert", "--to", "systemd", "b.conf"]);
    assert!(!err.contains("template"), "{err}");
}

#[test]
fn a_translation_without_output_warns_that_nothing_was_translated() {
    let root = directory(&[("main.conf", b"[supervisord]\n[include]\nfiles=/etc/none-of-these/*.conf\n")]);
    let (status, out, err) = run(root.path(), &["convert", "--to", "systemd", "main.conf", "-o", "out"]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert!(err.starts_with("warning: nothing was translated: it contains no program"), "{err}");
    assert!(err.contains("\nWrote nothing to out\n") && !err.contains("Equivalent commands"), "{err}");
}

#[test]
fn diff_exits_with_1_when_files_would_change() {
    let root = directory(&[("web.conf", b"[program:web]\ncommand=/usr/bin/web\n")]);
    let convert = ["convert", "-q", "--to", "systemd", "web.conf", "-o", "out"];
    let diff = || run(root.path(), &[&convert[..], &["--diff"]].concat());
    let (status, out, err) = diff();
    assert_eq!((status, err.as_str()), (1, ""), "a missing file counts as a difference");
    assert!(out.contains("+++ out/web.service"));
    assert_eq!(run(root.path(), &convert).0, 0);
    assert_eq!(diff(), (0, String::new(), String::new()));
    std::fs::write(root.path().join("web.conf"), "[program:web]\ncommand=/usr/bin/web -v\n").unwrap();
    assert_eq!(diff().0, 1);
}

#[test]
fn stale_files_of_an_earlier_translation_are_listed_but_not_removed() {
    let root = directory(&[
        ("web.conf", b"[program:web]\ncommand=/usr/bin/web\n[program:mail]\ncommand=/usr/bin/mail\n"),
        ("out/own.service", b"[Service]\nExecStart=/usr/bin/own\n"),
    ]);
    let convert = |more: &[&str]| {
        let (status, _, err) =
            run(root.path(), &[&["convert", "--to", "systemd", "web.conf", "-o", "out"], more].concat());
        assert_eq!(status, i32::from(more.contains(&"--diff")), "{err}");
        err.lines().rfind(|line| line.starts_with("warning: ")).map(str::to_owned)
    };
    assert_eq!(convert(&[]), None);
    std::fs::write(root.path().join("web.conf"), "[program:shop]\ncommand=/usr/bin/web\n").unwrap();
    let left = "warning: out/mail.service, out/web.service: made by sysvisor earlier and not part of this translation. \
                They are left as they are; what they start would also run";
    assert_eq!(convert(&["--diff"]).as_deref(), Some(left));
    assert_eq!(convert(&["--force"]).as_deref(), Some(left));
    assert!(root.path().join("out/web.service").exists());
    assert_eq!(convert(&["--force", "-q"]), None);
}

#[test]
fn stale_files_of_a_split_configuration_are_listed() {
    let root = directory(&[
        ("a.service", b"[Service]\nExecStart=/usr/bin/a\n"),
        ("b.service", b"[Service]\nExecStart=/usr/bin/b\n"),
    ]);
    let convert = |units: &[&str]| {
        let args = ["convert", "--to", "supervisord", "--split", "--force", "-o", "out"];
        run(root.path(), &[&args[..], units].concat()).2
    };
    assert!(!convert(&["a.service", "b.service"]).contains("warning: "));
    let err = convert(&["a.service"]);
    assert!(err.contains("warning: out/conf.d/b.conf: made by sysvisor earlier and not part"), "{err}");
    assert!(err.contains("It is left as it is; what it starts would also run"), "{err}");
}

#[test]
fn a_long_list_of_units_is_shortened_but_operating_commands_name_every_unit() {
    let programs: String = (1..=7).map(|at| format!("[program:p{at}]\ncommand=/bin/p{at}\n")).collect();
    let main = format!(
        "[supervisord]\nminfds=65536\n{programs}[program:w]\ncommand=/bin/w\nnumprocs=2\nprocess_name=w%(process_num)d\n"
    );
    let root = directory(&[("main.conf", main.as_bytes())]);
    let (_, _, err) = run(root.path(), &["convert", "--to", "systemd", "main.conf", "-o", "out"]);
    let limit = "→ p1.service, p2.service, p3.service, p4.service, p5.service and 3 more: [Service] LimitNOFILE=65536:524288";
    assert_eq!((err.contains(limit), err.matches("LimitNOFILE").count()), (true, 1), "{err}");
    let (_, operated) = err.split_once("Equivalent commands\n").unwrap();
    let lines: Vec<&str> = operated.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = lines.into_iter().map(words).collect();
    assert_eq!(
        lines,
        [
            "supervisorctl start|stop|restart|status NAME → systemctl start|stop|restart|status NAME.service",
            "NAME: p1, p2, p3, p4, p5, p6, p7",
            "supervisorctl tail -f NAME → journalctl -f -u NAME.service",
            "NAME: p1, p2, p3, p4, p5, p6, p7",
            "supervisorctl start|stop|restart|status w:w0 → systemctl start|stop|restart|status w@0.service",
            "supervisorctl tail -f w:w0 → journalctl -f -u w@0.service",
            "supervisorctl start|stop|restart|status 'w:*' → systemctl start|stop|restart|list-dependencies w.target",
            "supervisorctl reread → systemctl daemon-reload",
            "supervisorctl update → systemctl daemon-reload && systemctl restart CHANGED-UNITS",
            "autostart=true → systemctl enable --now p1.service p2.service p3.service p4.service p5.service \
             p6.service p7.service w.target",
        ]
    );
    // The JSON report lists each of them.
    let args = ["convert", "--to", "systemd", "main.conf", "--report", "json"];
    let json: serde_json::Value = serde_json::from_str(&run(root.path(), &args).2).unwrap();
    let tasks: Vec<&str> =
        json["operate"].as_array().unwrap().iter().filter_map(|one| one["task"].as_str()).collect();
    assert!(tasks.contains(&"logs of p7") && tasks.contains(&"p7 at boot"), "{tasks:?}");
}

#[test]
fn one_option_that_decides_several_leaves_gives_its_reason_once() {
    let root = directory(&[("main.conf", b"[program:a]\ncommand=/bin/a\nautorestart=false\n")]);
    let (_, _, err) = run(root.path(), &["convert", "--to", "systemd", "main.conf"]);
    assert_eq!(err.matches("Whatever autorestart says").count(), 1, "{err}");
}

#[test]
fn an_emitted_file_names_its_sources() {
    let main = b"[supervisord]\n[include]\nfiles=conf.d/*.conf\n";
    let files = [
        ("main.conf", &main[..]),
        ("conf.d/a.conf", b"[program:a]\ncommand=/bin/a\n"),
        ("conf.d/b.conf", b"[program:b]\ncommand=/bin/b\n"),
    ];
    let root = directory(&files);
    let (_, out, _) = run(root.path(), &["convert", "--to", "systemd", "main.conf"]);
    for name in ["a", "b"] {
        let head = format!(
            "# file: {name}.service\n# Made by sysvisor from conf.d/{name}.conf; edit it as you like.\n"
        );
        assert!(out.contains(&head), "{out}");
    }
    let units: Vec<String> = (1..=5).map(|at| format!("u{at}.service")).collect();
    let root = tempfile::tempdir().unwrap();
    for unit in &units {
        std::fs::write(root.path().join(unit), "[Service]\nExecStart=/bin/u\n").unwrap();
    }
    let args: Vec<&str> = ["convert", "--to", "supervisord", "--split"]
        .into_iter()
        .chain(units.iter().map(String::as_str))
        .collect();
    let (_, out, _) = run(root.path(), &args);
    assert!(
        out.contains("; Made by sysvisor from u1.service, u2.service, u3.service and 2 more; edit"),
        "{out}"
    );
    assert!(out.contains("# file: conf.d/u4.conf\n; Made by sysvisor from u4.service; edit"), "{out}");
}

#[test]
fn a_timer_converted_without_its_service_requests_the_service() {
    let root = directory(&[
        ("report.timer", b"[Timer]\nOnCalendar=*-*-* 03:00:00\n"),
        ("report.service", b"[Service]\nType=oneshot\nExecStart=/bin/report\n"),
    ]);
    let convert = |units: &[&str]| {
        let err = run(root.path(), &[&["convert", "--to", "supervisord"], units].concat()).2;
        err.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(convert(&["report.timer"]).contains("Name that service as well"));
    let both = convert(&["report.timer", "report.service"]);
    assert!(both.contains("supervisorctl start report") && !both.contains("Name that service"), "{both}");
}
