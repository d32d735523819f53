//! Variables that have to be supplied, and secrets.

use super::{convert, row, verdict};
use crate::program::{directory, run};

#[test]
fn missing_variables_go_to_an_environment_file_and_given_ones_are_filled_in() {
    let text = "[program:web]\ncommand=/web --port %(ENV_PORT)s\n\
                environment=TOKEN=\"%(ENV_TOKEN)s\",URL=\"http://%(ENV_HOST)s:%(ENV_PORT)s/\",LANG=\"C\"\n";
    let run = convert(text, &[]);
    let service = run.file("web.service");
    assert!(service.contains("Environment=LANG=C\nEnvironmentFile=/etc/web.env\n"), "{service}");
    let template = run.file("web.env");
    assert!(
        template.ends_with("\nTOKEN=\n# It was http://%(ENV_HOST)s:%(ENV_PORT)s/\nURL=\nPORT=\n"),
        "{template}"
    );
    assert_eq!((verdict(&run, "environment"), verdict(&run, "command")), ("manual".into(), "manual".into()));

    let given = ["--env", "TOKEN=t", "--env", "HOST=h", "--env", "PORT=80"];
    let run = convert(text, &given);
    assert!(!run.out.contains("EnvironmentFile="), "{}", run.out);
    assert!(run.file("web.service").contains("Environment=URL=http://h:80/\n"), "{}", run.out);
    // All users can read the token in the unit.
    assert_eq!(
        (verdict(&run, "environment"), verdict(&run, "command")),
        ("approximate".into(), "exact".into())
    );
}

#[test]
fn a_secret_in_a_unit_is_reported_as_readable_by_everyone() {
    let text = "[supervisord]\nenvironment=LANG=C\n[program:web]\ncommand=/web\nenvironment=DB_PASSWORD=hunter2\n\
                [program:idle]\ncommand=/idle\nenvironment=DB_PASSWORD=/run/secret\n";
    let run = convert(text, &[]);
    let rows = run.rows_of("environment");
    let verdicts: Vec<_> = rows.iter().map(|row| (row["verdict"].as_str(), row["risk"].as_str())).collect();
    let (exact, shown) = ((Some("exact"), Some("none")), (Some("approximate"), Some("security")));
    assert_eq!(verdicts, [exact, shown, exact], "{}", run.err);
    // Each row shows its own variables.
    let into = |row: &serde_json::Value| row["into"].as_array().map_or(0, Vec::len);
    assert_eq!(rows.iter().map(into).collect::<Vec<_>>(), [2, 1, 1], "{}", run.err);
}

#[test]
fn global_variables_are_exact_next_to_a_missing_one() {
    let text =
        "[supervisord]\nenvironment=LANG=C\n[program:web]\ncommand=/web\nenvironment=URL=\"%(ENV_URL)s\"\n";
    let run = convert(text, &[]);
    let verdicts: Vec<_> = run.rows_of("environment").iter().map(|row| row["verdict"].to_string()).collect();
    assert_eq!(verdicts, ["\"exact\"", "\"manual\""], "{}", run.err);
}

#[test]
fn a_missing_variable_of_an_instance_goes_to_a_file_per_instance() {
    let text = "[program:a]\ncommand=/bin/a\nnumprocs=2\nprocess_name=%(process_num)02d\n\
                environment=PORT=\"%(ENV_BASE)s%(process_num)02d\"\n";
    let run = convert(text, &[]);
    assert_eq!((run.status, verdict(&run, "environment").as_str()), (0, "manual"), "{}", run.err);
    assert!(run.file("a@.service").contains("EnvironmentFile=/etc/a-%i.env\n"), "{}", run.out);
    let template =
        "# Install as /etc/a-01.env, mode 0600 if it holds secrets.\n# It was %(ENV_BASE)s01\nPORT=\n";
    assert_eq!(run.file("a-01.env").trim_end(), template.trim_end());
}

#[test]
fn no_report_shows_a_password() {
    let text = "[inet_http_server]\nport=9001\nusername=u\npassword = {SHA}hidden-one ; hidden-two\n\
        [unix_http_server]\nfile=/run/s\nusername=u\npassword: hidden-three\npassword=\n  hidden-four\n  hidden-five\n\
        [supervisorctl]\nserverurl=http://hidden-six:hidden-seven@localhost:9001\npassword=hidden-eight\n\
        [rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n\
        [supervisord]\n[program:a]\ncommand=/a\nserverurl=http://u:hidden-nine@localhost\n";
    let root = directory(&[("web.conf", text)]);
    for to in ["systemd", "supervisord"] {
        for report in ["text", "json", "html"] {
            let args = ["convert", "--to", to, "--report", report, "web.conf"];
            let run = run(root.path(), &args);
            assert_eq!(run.status, 0, "{}", run.err);
            assert!(!run.err.contains("hidden-"), "{to} {report}: {}", run.err);
            // The text only names what was kept exactly.
            let is_quoted = report != "text" || to == "systemd";
            assert_eq!(run.err.contains("http://…@localhost:9001"), is_quoted, "{}", run.err);
            // Only readers of the file may see them.
            assert_eq!(run.out.contains("hidden-"), to == "supervisord", "{}", run.out);
        }
    }
}

#[test]
fn a_variable_is_not_expanded_in_the_option_that_sets_it() {
    let text = "[program:web]\ncommand=/web %(ENV_KEY)s\nenvironment=PATH=\"/opt/bin:%(ENV_PATH)s\",KEY=\"a%(ENV_KEY)s\"\n";
    let run = convert(text, &["--env", "PATH=/bin", "--env", "KEY=k"]);
    let service = run.file("web.service");
    assert!(
        service.contains("ExecStart=/web ak\nEnvironment=PATH=/opt/bin:/bin\nEnvironment=KEY=ak\n"),
        "{service}"
    );
}

#[test]
fn a_number_from_the_environment_is_manual_and_not_replaced_by_the_default() {
    let text = "[program:w]\ncommand=/w\nnumprocs=%(ENV_COUNT)s\nprocess_name=%(program_name)s_%(process_num)d\n\
                stopwaitsecs=%(ENV_WAIT)s\nautostart=true\n[group:g]\nprograms=v\npriority=%(ENV_RANK)s\n\
                [program:v]\ncommand=/v\n[supervisord]\nminfds=%(ENV_FILES)s\n";
    let run = convert(text, &[]);
    for (name, variable) in [("numprocs", "COUNT"), ("stopwaitsecs", "WAIT")] {
        let (verdict, _, reason) = row(&run, name);
        assert_eq!(verdict, "manual", "{name}: {}", run.err);
        assert!(reason.contains(&format!("pass --env {variable}=VALUE.")), "{name}: {reason}");
    }
    // No service waits for these.
    assert_eq!((verdict(&run, "priority"), verdict(&run, "minfds")), ("dropped".into(), "dropped".into()));
    let unit = run.file("w.service");
    assert!(unit.contains("# - numprocs=%(ENV_COUNT)s: Its") && unit.contains("# [Install]\n"), "{unit}");
    let given = ["--env", "COUNT=2", "--env", "WAIT=7", "--env", "RANK=1", "--env", "FILES=1024"];
    let run = convert(text, &given);
    assert_eq!((verdict(&run, "numprocs"), verdict(&run, "stopwaitsecs")), ("exact".into(), "exact".into()));
    assert!(run.file("w@.service").contains("TimeoutStopSec=7\n"), "{}", run.out);
}

#[test]
fn the_name_of_a_missing_secret_is_not_redacted() {
    let root = directory(&[("web.conf", "[program:a]\ncommand=/a %(ENV_DB_PASSWORD)s\n")]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    let words = run.err.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("pass --env DB_PASSWORD=VALUE, or fill in a.env"), "{}", run.err);
}

#[test]
fn a_missing_value_is_split_where_supervisord_would_split_it() {
    let text = "[program:a]\ncommand=/a %(ENV_OPTIONS)s \"%(ENV_NAME)s\" --port=%(ENV_PORT)s\n";
    let run = convert(text, &[]);
    assert!(run.file("a.service").contains("ExecStart=/a $OPTIONS ${NAME} --port=${PORT}\n"), "{}", run.out);
    let given = ["--env", "OPTIONS=-v  -x", "--env", "NAME=a b", "--env", "PORT=1"];
    let run = convert(text, &given);
    assert!(run.file("a.service").contains("ExecStart=/a -v -x \"a b\" --port=1\n"), "{}", run.out);
}

#[test]
fn here_is_kept_where_the_files_location_is_known() {
    let text = "[supervisord]\nenvironment=BASE=%(here)s\n[program:a]\ncommand=%(here)s/a\ndirectory=%(here)s\n\
                [program:b]\ncommand=/b\n[include]\nfiles=%(here)s/d/*.conf\n";
    let more = "[program:c]\ncommand=%(here)s/c\n";
    let doubled = "[supervisord]\n[program:d]\ncommand=/d %%(here)s\n";
    let root = directory(&[("etc/all.conf", text), ("etc/d/c.conf", more), ("d.conf", doubled)]);
    let found_in = |arguments: &[&str]| {
        let arguments = [&["convert", "--to", "systemd", "--report", "json"], arguments].concat();
        let run = run(root.path(), &arguments);
        assert_eq!(run.status, 0, "{}", run.err);
        let settings = run.rows();
        let reason = |row: &serde_json::Value| row["reason"].as_str().unwrap_or_default().to_owned();
        let is_about_here =
            |row: &&serde_json::Value| reason(row).contains("the directory that the file was read from");
        let rows = settings.iter().filter(is_about_here);
        let name = |row: &serde_json::Value| {
            assert_eq!(
                (&row["verdict"], &row["risk"]),
                (&"approximate".into(), &"behaviour".into()),
                "{row}"
            );
            format!("{} {}", row["section"].as_str().unwrap(), row["setting"].as_str().unwrap())
        };
        rows.map(name).collect::<Vec<_>>()
    };
    assert_eq!(
        found_in(&["etc/all.conf"]),
        ["supervisord environment", "program:a command", "program:a directory", "program:c command"]
    );
    let absolute = root.path().join("etc/all.conf");
    assert_eq!(found_in(&[absolute.to_str().unwrap()]), [""; 0]);
    assert_eq!(found_in(&["--root", ".", "etc/all.conf"]), [""; 0]);
    assert_eq!(found_in(&["--root", ".", "./etc/all.conf"]), [""; 0]);
    assert_eq!(found_in(&["d.conf"]), [""; 0]);
}

/// supervisord expands the value of a log file twice, so `%%(…)s` becomes a name for the second time
/// (`processes_from_section()`, `options.py`).
#[test]
fn names_that_the_first_expansion_produces_are_expanded_by_the_second() {
    let text = "[supervisord]\nenvironment=Z=\"%%(here)s\"\n\
                [program:web]\ncommand=/web\nstdout_logfile=/tmp/%%(program_name)s-%%%%(program_name)s.log\n";
    let run = convert(text, &[]);
    let unit = run.file("web.service");
    assert!(unit.contains("\nStandardOutput=append:/tmp/web-%%(program_name)s.log\n"), "{unit}");
    assert!(!unit.contains("%%(here)s"), "{unit}");
}
