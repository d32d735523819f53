//! Templates and their instances.

use super::{convert, option, row, verdict};
use crate::program::{directory, run};

#[test]
fn the_instances_of_a_template_are_those_started_at_boot() {
    let template =
        "[Service]\nExecStart=/bin/a %i\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=2\n";
    let idle = "[Unit]\nWants=x@1.service\n";
    let run = convert(&[("x@.service", template), ("t.target", idle)], &[]);
    assert_eq!(
        (option(&run, "numprocs"), option(&run, "numprocs_start")),
        (Some("1"), Some("2")),
        "{}",
        run.out
    );
    assert_eq!(
        (verdict(&run, "DefaultInstance").as_str(), verdict(&run, "Wants").as_str()),
        ("exact", "dropped")
    );
    // A service that is started starts the instance with it, whatever else is enabled.
    let boot =
        "[Unit]\nRequires=x@1.service\n[Service]\nExecStart=/bin/b\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("x@.service", template), ("t.target", idle), ("b.service", boot)], &[]);
    assert_eq!(
        (option(&run, "numprocs"), option(&run, "numprocs_start")),
        (Some("2"), Some("1")),
        "{}",
        run.out
    );
    let upheld = "[Unit]\nUpholds=c.service\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("c.service", "[Service]\nExecStart=/bin/c\n"), ("u.target", upheld)], &[]);
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
}

#[test]
fn instances_of_one_template_share_its_description_comment() {
    let template = "[Unit]\nDescription=Web %i\n[Service]\nExecStart=/usr/bin/web %i\n";
    let files = [("web@.service", template), ("web@80.service.d/a.conf", "[Unit]\nDescription=First\n")];
    let root = directory(&files);
    let run = run(root.path(), &["convert", "--to", "supervisord", "web@80.service", "web@81.service"]);
    let headers = ["; Description: Web %i\n[program:web@80]\n", "; Description: Web %i\n[program:web@81]\n"];
    assert!(headers.iter().all(|head| run.out.contains(head)), "{}", run.out);
}

#[test]
fn an_instance_knows_its_own_name_and_path() {
    let text = |install: &str| {
        format!("[Service]\nExecStart=/a %n %N %f\n[Install]\nWantedBy=multi-user.target\n{install}")
    };
    let run = convert(&[("app@.service", &text("DefaultInstance=5\n"))], &[]);
    let command = "/a app@%(process_num)d.service app@%(process_num)d /%(process_num)d";
    assert_eq!(option(&run, "command"), Some(command), "{}", run.out);
    assert_eq!(verdict(&run, "ExecStart"), "exact");
    let run = convert(&[("app@.service", &text("DefaultInstance=srv-a\n"))], &[]);
    assert_eq!(option(&run, "command"), Some("/a app@srv-a.service app@srv-a /srv/a"), "{}", run.out);
    assert_eq!(verdict(&run, "ExecStart"), "exact");
}

/// Observed with both managers: two instances with a timer each, which nothing else names.
#[test]
fn an_instance_started_by_a_timer_is_named_by_the_timer() {
    let job = ("job@.service", "[Service]\nType=oneshot\nExecStart=/job %i\n");
    let install = "[Install]\nWantedBy=timers.target\n";
    let timer = |lines: &str| format!("[Timer]\n{lines}\n{install}");
    let [a, b] = ["OnActiveSec=1\nOnUnitActiveSec=2", "OnActiveSec=1\nOnUnitInactiveSec=3"].map(timer);
    let run = convert(&[job, ("job@a.timer", &a), ("job@b.timer", &b)], &[]);
    for (name, command) in
        [("a", "/bin/sh -c '/bin/sleep 2 && exec /job a'"), ("b", "/bin/sh -c '/bin/sleep 3 && exec /job b'")]
    {
        assert!(run.out.contains(&format!("[program:job@{name}]\ncommand={command}\n")), "{}", run.out);
    }
    assert!(!run.out.contains("autostart=false"), "{}", run.out);
    assert_eq!(verdict(&run, "ExecStart"), "exact");
    // By another name, and by its own.
    let [named, own] =
        ["big", "%p"].map(|instance| timer(&format!("OnActiveSec=1\nUnit=job@{instance}.service")));
    let run = convert(&[job, ("nightly.timer", &named), ("weekly.timer", &own)], &[]);
    for command in ["exec /job big", "exec /job weekly"] {
        assert!(run.out.contains(command), "{}", run.out);
    }
    let other = ("t.target", "[Unit]\nWants=job@x.service\n");
    let run = convert(&[job, ("job@.timer", &format!("{a}DefaultInstance=x\n")), other], &[]);
    assert_eq!(verdict(&run, "DefaultInstance"), "exact", "{}", run.err);
    // The instance of the timer that is enabled through its template.
    let run = convert(&[job, ("job@.timer", &format!("{a}DefaultInstance=x\n"))], &[]);
    assert!(run.out.contains("exec /job x"), "{}", run.out);
    assert_eq!((verdict(&run, "DefaultInstance"), option(&run, "autostart")), ("exact".into(), None));
}

/// Observed with both managers: `db@1` was there with `web@1`, and `side@z` with `main@z`.
#[test]
fn an_instance_required_through_a_specifier_is_created() {
    let web = ("web@.service", "[Unit]\nWants=db@%i.service\n[Service]\nExecStart=/web %i\n");
    let db = ("db@.service", "[Unit]\nRequires=disk@%i.service\n[Service]\nExecStart=/db %i\n");
    let disk = ("disk@.service", "[Service]\nExecStart=/disk %i\n");
    let target =
        ("all.target", "[Unit]\nWants=web@a.service web@b.service\n[Install]\nWantedBy=multi-user.target\n");
    let run = convert(&[web, db, disk, target], &[]);
    let commands: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("command=")).collect();
    assert_eq!(commands, ["/db a", "/db b", "/disk a", "/disk b", "/web a", "/web b"], "{}", run.out);
    assert!(!run.out.contains("autostart=false"), "{}", run.out);
    let rows = run.rows_of("Wants");
    let of_web = rows.iter().find(|row| row["path"] == "web@.service").expect("a row");
    let reason = of_web["reason"].as_str().unwrap_or_default();
    assert!(reason.contains("supervisord starts what it names as well"), "{reason}");
    // Instances that nothing starts do not exist.
    let side = ("side@.service", "[Service]\nExecStart=/side %i\n[Install]\nWantedBy=main@%i.service\n");
    let main = "[Service]\nExecStart=/main %i\n[Install]\nWantedBy=multi-user.target\nDefaultInstance=z\n";
    let run = convert(&[side, ("main@.service", main)], &[]);
    assert!(run.out.contains("command=/side z\n") && !run.out.contains("autostart=false"), "{}", run.out);
    // A default instance is the one that is enabled, and only the instance with the same text wants it.
    let side = (
        "side@.service",
        "[Service]\nExecStart=/side %i\n[Install]\nWantedBy=main@%i.service\nDefaultInstance=z\n",
    );
    let both =
        ("b.target", "[Unit]\nWants=main@z.service main@y.service\n[Install]\nWantedBy=multi-user.target\n");
    let run = convert(&[side, ("main@.service", "[Service]\nExecStart=/main %i\n"), both], &[]);
    let commands: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("command=/side")).collect();
    assert_eq!(commands, [" z"], "{}", run.out);
    // If the instances of one template are not known, nothing starts the other.
    let run = convert(&[web, db, disk], &[]);
    let (_, reason) = row(&run, "Wants");
    assert!(!reason.contains("supervisord starts what it names as well"), "{reason}");
    // Together with an instance that has a drop-in, which makes it a unit of its own.
    let own = ("db@b.service.d/own.conf", "[Service]\nNice=1\n");
    let run = convert(&[web, db, own, disk, target], &[]);
    for command in ["=/db a", "=nice -n 1 /db b", "=/disk a", "=/disk b"] {
        assert!(
            run.out.lines().any(|line| line.starts_with("command=") && line.ends_with(command)),
            "{}",
            run.out
        );
    }
    // A chain of ever longer names ends.
    let endless = (
        "x@.service",
        "[Unit]\nWants=x@%i-y.service\n[Service]\nExecStart=/x %i\n[Install]\nDefaultInstance=1\n",
    );
    assert!(convert(&[endless], &[]).out.contains("[program:x"));
}

#[test]
fn commands_for_a_template_without_instances_use_a_placeholder() {
    let text = "[Service]\nExecStart=/a %i\n[Install]\nWantedBy=multi-user.target\n";
    let root = directory(&[("app@.service", text)]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "app@.service"]);
    assert!(run.err.contains("start|stop|restart|status app@INSTANCE.service "), "{}", run.err);
    assert!(!run.err.contains("app@.service "), "{}", run.err);
}

#[test]
fn an_invalid_default_instance_is_ignored() {
    let convert_with = |instance: &str| {
        let install = format!("[Install]\nWantedBy=multi-user.target\nDefaultInstance={instance}\n");
        convert(&[("app@.service", &format!("[Service]\nExecStart=/bin/app %i\n{install}"))], &[])
    };
    assert!(convert_with("one").out.contains("\ncommand=/bin/app one\n"));
    for instance in ["\u{e9}t\u{e9}", "a b", "one\nDefaultInstance="] {
        let run = convert_with(instance);
        assert!(run.out.contains("Nothing says which instances"), "{}", run.out);
    }
    assert_eq!(verdict(&convert_with("a b"), "DefaultInstance"), "dropped");
}

#[test]
fn a_specifier_in_a_template_dependency_is_not_an_instance_name() {
    let files = [
        ("app@.service", "[Service]\nExecStart=/bin/app %i\n"),
        ("app@.target", "[Unit]\nRequires=app@%i.service\n[Install]\nWantedBy=multi-user.target\n"),
        ("more@.service", "[Unit]\nWants=app@%i.service\n[Service]\nExecStart=/bin/more %i\n"),
    ];
    let run = convert(&files, &[]);
    assert!(!run.out.contains("%%i"), "{}", run.out);
    assert_eq!(run.out.matches("\nautostart=false\n").count(), 2, "{}", run.out);
    // An instance that is named exists.
    let named = ("all.target", "[Unit]\nWants=app@one.service\n[Install]\nWantedBy=multi-user.target\n");
    let run = convert(&[&files[..], &[named]].concat(), &[]);
    assert!(run.out.contains("\ncommand=/bin/app one\n"), "{}", run.out);
}

#[test]
fn instance_specifiers_are_expanded_for_each_instance_everywhere() {
    let wants = |name: &str| {
        format!("[Unit]\nWants={name}@a.service {name}@b.service\n[Install]\nWantedBy=multi-user.target\n")
    };
    for specifier in ["%i", "%I"] {
        let text = format!(
            "[Service]\nExecSearchPath=/opt/{specifier}/bin\nEnvironment=PATH=/opt/{specifier}/bin {specifier}_MODE=on\n\
             ExecStart=app\n"
        );
        let run = convert(&[("app@.service", &text), ("all.target", &wants("app"))], &[]);
        let verdicts = ["ExecSearchPath", "Environment", "ExecStart"].map(|name| verdict(&run, name));
        assert_eq!(verdicts, ["exact", "exact", "exact"], "{}\n{}", run.out, run.err);
    }
}

/// `resolve_template()`, `src/core/load-fragment.c`: `Wants=w@.service` in `a.service` is `w@a.service`.
#[test]
fn a_template_in_a_list_stands_for_the_instance_of_the_unit_that_names_it() {
    let worker = ("w@.service", "[Service]\nExecStart=/bin/w %i\n");
    let wanting = "[Unit]\nWants=w@.service\nAfter=w@.service\n[Service]\nExecStart=/bin/a\n[Install]\n\
                   WantedBy=multi-user.target\n";
    let run = convert(&[worker, ("a.service", wanting)], &[]);
    assert!(run.out.contains("command=/bin/w a\npriority=0\n"), "{}", run.out);
    let of_template = format!("{wanting}DefaultInstance=x\n");
    let run = convert(&[worker, ("a@.service", &of_template)], &[]);
    assert!(run.out.contains("command=/bin/w x\npriority=0\n"), "{}", run.out);
}
