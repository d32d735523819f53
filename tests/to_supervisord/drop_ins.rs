//! Drop-ins and aliases: which line takes effect, and how many rows it has.

use super::{convert, option, risk, row, service, verdict};
use crate::program::{directory, run};

#[test]
fn a_setting_in_a_shared_drop_in_has_one_row_with_the_lines_of_all_units() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let own = "[Service]\nExecStart=/bin/a\nUMask=002\n";
    let all = "[Service]\nUMask=077\nNice=5\nExecReload=/bin/r\n";
    let run = convert(&[("a.service", unit), ("b.service", own), ("service.d/x.conf", all)], &[]);
    let [row] = &run.rows_of("Nice")[..] else { panic!("{}", run.err) };
    assert_eq!(row["into"].as_array().map(Vec::len), Some(2), "{row}");
    assert_eq!(run.rows_of("ExecReload").len(), 1);
    // The drop-in is read after the unit's own file.
    let masks = run.rows_of("UMask");
    assert_eq!(masks.len(), 2, "{}", run.err);
    assert!(masks.iter().any(|row| row["value"] == "002" && row["verdict"] == "dropped"), "{masks:?}");
    let shared = masks.iter().find(|row| row["value"] == "077").unwrap();
    assert_eq!(
        (shared["verdict"].as_str(), shared["into"].as_array().map(Vec::len)),
        (Some("exact"), Some(2))
    );
}

#[test]
fn a_shared_drop_in_setting_overridden_by_one_unit_is_kept_for_the_others() {
    let unit = "[Service]\nExecStart=/bin/a\n";
    let all = "[Service]\nUMask=077\n";
    let own = "[Service]\nUMask=002\n";
    let units =
        [("a.service", unit), ("b.service", unit), ("service.d/10.conf", all), ("a.service.d/20.conf", own)];
    for swapped in [false, true] {
        let units = units.map(|(name, text)| match (swapped, name) {
            (true, "a.service.d/20.conf") => ("b.service.d/20.conf", text),
            _ => (name, text),
        });
        let run = convert(&units, &[]);
        let masks = run.rows_of("UMask");
        assert_eq!(masks.len(), 2, "{}", run.err);
        assert!(masks.iter().all(|row| row["verdict"] == "exact"), "{masks:?}");
    }
}

#[test]
fn the_last_line_takes_effect_for_directives_outside_the_model() {
    let run = service(
        "ExecStart=/usr/bin/app\nProtectSystem=full\nProtectSystem=no\nSystemCallFilter=@system-service\nSystemCallFilter=\n\
         ReadOnlyPaths=/a\nReadOnlyPaths=/b",
    );
    assert!(row(&run, "ProtectSystem").1.starts_with("systemd ignores it"), "{}", run.err);
    assert!(row(&run, "SystemCallFilter").1.starts_with("systemd ignores it"), "{}", run.err);
    assert_eq!(risk(&run, "ReadOnlyPaths"), "security");
    assert!(
        !row(&run, "ReadOnlyPaths").1.starts_with("systemd ignores it"),
        "the lines accumulate: {}",
        run.err
    );
}

#[test]
fn duplicate_unit_names_are_reported() {
    let unit = "[Service]\nExecStart=/a\n[Install]\nWantedBy=multi-user.target\n";
    let root = directory(&[("one/app.service", unit), ("two/app.service", unit), ("two/b.service", unit)]);
    let warning = "app.service was given more than once (one/app.service, two/app.service)";
    let run_of = |path| run(root.path(), &["convert", "--to", "supervisord", path]);
    let note =
        |path| run_of(path).err.lines().find(|line| line.contains("more than once")).map(str::to_owned);
    let both = note(".").unwrap_or_default().replace("./", "");
    assert!(both.starts_with(warning), "{both}");
    assert_eq!(note("two"), None);
}

#[test]
fn a_description_from_a_drop_in_keeps_its_own_comments() {
    let drop_in = "#\n".repeat(9) + "[Unit]\n# As we call it.\nDescription=Ours\n";
    let root = directory(&[("a.service", "[Service]\nExecStart=/x\n"), ("a.service.d/a.conf", &drop_in)]);
    let run = run(root.path(), &["convert", "--to", "supervisord", "a.service"]);
    assert!(
        run.out.contains("; As we call it.\n; Description: Ours\n[program:a]\n"),
        "{}\n{}",
        run.out,
        run.err
    );
}

#[test]
fn a_unit_is_known_by_its_aliases() {
    let install = "[Install]\nWantedBy=multi-user.target\n";
    let named = "[Service]\nExecStart=/maria\n[Install]\nAlias=mysql.service\n";
    let user =
        format!("[Unit]\nWants=mysql.service\nAfter=mysql.service\n[Service]\nExecStart=/app\n{install}");
    let run = convert(&[("app.service", &user), ("maria.service", named)], &[]);
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
    assert!(run.out.find("priority=0") > run.out.find("[program:maria]"), "{}", run.out);
    assert_eq!(verdict(&run, "After"), "exact");
    assert!(
        row(&run, "Wants").1.contains("supervisord starts what it names as well"),
        "{}",
        row(&run, "Wants").1
    );
    // A unit that has the name itself takes precedence.
    let own = "[Service]\nExecStart=/mysql\n";
    let run = convert(&[("app.service", &user), ("maria.service", named), ("mysql.service", own)], &[]);
    assert!(run.out.find("priority=0") > run.out.find("[program:mysql]"), "{}", run.out);
}

#[test]
fn a_drop_in_of_an_instance_is_read_with_the_template() {
    let template = |install: &str| {
        format!(
            "[Service]\nExecStart=/w %i\nEnvironment=A=0\n[Install]\nWantedBy=multi-user.target\n{install}"
        )
    };
    let (own, more) = (
        ("w@main.service.d/a.conf", "[Service]\nEnvironment=A=1\n"),
        ("w@main.service.d/b.conf", "[Service]\nNice=3\n"),
    );
    let run = convert(&[("w@.service", &template("DefaultInstance=main\n")), own, more], &[]);
    assert_eq!(run.out.matches("[program:").count(), 1, "{}", run.out);
    assert_eq!(
        (option(&run, "command"), option(&run, "environment")),
        (Some("nice -n 3 /w main"), Some("A=\"1\""))
    );
    assert_eq!((option(&run, "autostart"), verdict(&run, "Nice").as_str()), (None, "exact"));
    // Another instance is named as well.
    let target = (
        "all.target",
        "[Unit]\nWants=w@main.service w@other.service\n[Install]\nWantedBy=multi-user.target\n",
    );
    let run = convert(&[("w@.service", &template("")), own, target], &[]);
    assert_eq!(run.out.matches("[program:").count(), 2, "{}", run.out);
    assert!(
        run.out.contains("/w other") && run.out.contains("/w main") && !run.out.contains("/bin/true"),
        "{}",
        run.out
    );
    assert_eq!(run.out.matches("A=\"1\"").count(), 1, "{}", run.out);
    // Without the template it has to be done by hand.
    let run = convert(&[own], &[]);
    assert!(run.out.contains("autostart=false"), "{}", run.out);
}

#[test]
fn an_empty_assignment_also_resets_values_outside_the_model() {
    let run = service("ExecStart=/a\nRuntimeDirectory=a:b\nRuntimeDirectory=\nRuntimeDirectory=c");
    let reason = run.rows_of("RuntimeDirectory")[0]["reason"].as_str().unwrap_or_default().to_owned();
    assert!(reason.contains("a later line sets it again"), "{reason}");
}

/// `config_parse()`, `src/shared/conf-parser.c`: a parser that fails ends the file. A drop-in is read as far as that line.
#[test]
fn the_lines_of_a_drop_in_after_one_that_systemd_refuses_have_no_effect() {
    let unit = "[Service]\nUser=a\nExecStart=/bin/a\n";
    for refused in ["ExecStart=bin/relative", "[Service] x"] {
        let drop_in = format!("[Service]\nUMask=077\n{refused}\n[Service]\nUser=c\n");
        let run = convert(&[("a.service", unit), ("a.service.d/x.conf", &drop_in)], &[]);
        assert_eq!((option(&run, "user"), option(&run, "umask")), (Some("a"), Some("077")), "{}", run.out);
        let ignored = run.rows_of("User").into_iter().find(|row| row["value"] == "c").unwrap();
        assert_eq!((ignored["verdict"].as_str(), ignored["risk"].as_str()), (Some("dropped"), Some("none")));
    }
}
