//! Tests of effective configurations, behaviour by behaviour. `tests/engines` compares them with the real loader.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::effective;
use crate::source::{Memory, SourceFile, Sources};
use crate::supervisord::Config;

/// What would be run with these files; the first one is the main file.
fn files(files: &[(&str, &str)], given: &[(&str, &str)]) -> Value {
    let (mut sources, mut memory) = (Sources::new(), Memory::new());
    for (name, text) in files {
        memory = memory.with(name, text.as_bytes());
    }
    let (name, text) = files[0];
    let main = sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
    let config = Config::read(main, &mut sources, &memory);
    let given: BTreeMap<String, String> =
        given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    serde_json::to_value(effective(&config, &sources, &given)).unwrap()
}

fn main(text: &str, given: &[(&str, &str)]) -> Value {
    files(&[("/etc/supervisord.conf", &format!("[supervisord]\n{text}"))], given)
}

/// One field of all programs.
fn all(effective: &Value, field: &str) -> Vec<Value> {
    effective["programs"].as_array().unwrap().iter().map(|program| program[field].clone()).collect()
}

/// Some fields of the first program.
#[track_caller]
fn first_is(effective: &Value, fields: &Value) {
    for (name, value) in fields.as_object().unwrap() {
        assert_eq!(&effective["programs"][0][name], value, "{name}");
    }
}

#[test]
fn fields_have_a_stable_order_and_their_defaults() {
    let mut sources = Sources::new();
    let text = "[program:web]\ncommand=/srv/web\n\n[eventlistener:mail]\ncommand=/srv/mail\nevents=tick_60,PROCESS_LOG\n\n\
                [fcgi-program:php]\ncommand=/srv/php\nsocket=unix:///run/php.sock\nuser=www\nsocket_backlog=16\n";
    let file = sources.add(SourceFile::new("/etc/web.conf", text.as_bytes().to_vec()).unwrap());
    let config = Config::of_file(file, &sources);
    let text = serde_json::to_string_pretty(&effective(&config, &sources, &BTreeMap::new())).unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/inspect"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("effective", text));
}

#[test]
fn groups_start_by_priority_and_then_by_name() {
    let text = "[program:b]\ncommand=/b\n[program:a]\ncommand=/a\n[program:c]\ncommand=/c\npriority=5\n\
                [eventlistener:z]\ncommand=/z\nevents=EVENT\n";
    assert_eq!(all(&main(text, &[]), "name"), ["z", "c", "a", "b"]);
}

#[test]
fn processes_are_sorted_by_name_as_text() {
    let text = "[program:w]\ncommand=/w\nnumprocs=3\nnumprocs_start=9\nprocess_name=%(process_num)d\n";
    assert_eq!(all(&main(text, &[]), "name"), ["10", "11", "9"]);
}

#[test]
fn group_members_are_in_the_order_of_the_list() {
    let text =
        "[program:a]\ncommand=/a\n[program:b]\ncommand=/b\npriority=1\n[group:g]\nprograms=b,a\npriority=7\n";
    let effective = main(text, &[]);
    let group =
        json!({"name": "g", "priority": 7, "kind": "group", "programs": ["b", "a"], "shadowed": false});
    assert_eq!(effective["groups"], json!([group]));
    assert_eq!(all(&effective, "priority"), [1, 999]);
}

#[test]
fn an_fcgi_program_in_a_group_is_a_plain_program_without_a_socket() {
    let text = "[fcgi-program:f]\ncommand=/f\n[group:g]\nprograms=f\n";
    first_is(
        &main(text, &[]),
        &json!({"kind": "program", "section": "fcgi-program:f", "group": "g", "socket": null}),
    );
}

#[test]
fn the_second_of_two_equal_groups_and_the_first_of_two_equal_processes_are_shadowed() {
    let text = "[program:a]\ncommand=/a\n[program:b]\ncommand=/b\nprocess_name=a\n[group:g]\nprograms=a,b\n\
                [fcgi-program:g]\ncommand=/f\nsocket=tcp://Host:080\n";
    let effective = main(text, &[]);
    assert_eq!(all(&effective, "command"), ["/a", "/b", "/f"]);
    assert_eq!(all(&effective, "shadowed"), [true, false, true]);
    assert_eq!(effective["programs"][2]["socket"]["url"], "tcp://host:80");
}

#[test]
fn whitespace_around_a_name_is_stripped_except_for_an_event_listener_pool() {
    let text = "[program: a ]\ncommand=/a\n[eventlistener: l]\ncommand=/l\nevents=EVENT\n";
    let effective = main(text, &[]);
    assert_eq!(all(&effective, "group"), [" l", "a"]);
    assert_eq!(all(&effective, "name"), ["l", "a"]);
}

#[test]
fn killasgroup_defaults_to_stopasgroup() {
    let text = "[program:a]\ncommand=/a\nstopasgroup=yes\n";
    first_is(&main(text, &[]), &json!({"stopasgroup": true, "killasgroup": true}));
}

#[test]
fn exit_codes_keep_their_order_and_duplicates() {
    first_is(&main("[program:a]\ncommand=/a\nexitcodes=2, 0,2\n", &[]), &json!({"exitcodes": [2, 0, 2]}));
}

#[test]
fn log_files_support_special_values_home_directories_and_legacy_syslog() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=~/a.log\nstderr_logfile=Syslog\n";
    first_is(
        &main(text, &[]),
        &json!({"stdout_logfile": "<home>/a.log", "stderr_logfile": null, "stderr_syslog": true}),
    );
    let text = "[program:a]\ncommand=/a\nstderr_logfile=/x\nredirect_stderr=true\n";
    first_is(&main(text, &[]), &json!({"stdout_logfile": "AUTO", "stderr_logfile": null}));
    let text = "[program:a]\ncommand=/a\nstdout_logfile=~www/%%%%d\nstderr_logfile=\n";
    first_is(&main(text, &[]), &json!({"stdout_logfile": "<home:www>/%d", "stderr_logfile": ""}));
}

#[test]
fn a_umask_is_written_in_three_digits() {
    for (written, shown) in [("2", "002"), ("0o22", "022"), ("1777", "1777"), ("-1", "-01")] {
        let text = format!("[program:a]\ncommand=/a\numask={written}\n");
        first_is(&main(&text, &[]), &json!({ "umask": shown }));
    }
}

#[test]
fn serverurl_auto_is_the_server_of_supervisord() {
    for url in [" Auto", "AUTO"] {
        let text = format!("[program:a]\ncommand=/a\nserverurl=%(ENV_E)s{url}\n");
        first_is(&main(&text, &[("E", "")]), &json!({ "serverurl": null }));
    }
    first_is(&main("[program:a]\ncommand=/a\nserverurl=\n", &[]), &json!({"serverurl": ""}));
}

#[test]
fn the_supervisord_environment_comes_first_and_applies_to_all_programs() {
    let text = "environment=A=\"1\",B=\"%(ENV_G)s\"\n[program:a]\ncommand=/a %(ENV_A)s\nenvironment=B=\"x%(ENV_A)s\"\n";
    first_is(&main(text, &[("G", "g")]), &json!({"command": "/a 1", "environment": {"A": "1", "B": "x1"}}));
}

#[test]
fn the_section_environment_applies_only_to_per_process_options() {
    let text =
        "environment=A=\"all\"\n[program:a]\ncommand=/a %(ENV_A)s\nuser=%(ENV_A)s\nenvironment=A=\"own\"\n";
    first_is(&main(text, &[]), &json!({"command": "/a own", "user": "all"}));
}

#[test]
fn the_environment_of_one_process_is_visible_to_the_next() {
    let text = "[program:a]\ncommand=/a %(ENV_N0)s\nnumprocs=2\nprocess_name=%(process_num)d\n\
                environment=N%(process_num)d=\"first\"\n";
    assert_eq!(all(&main(text, &[]), "command"), ["/a first", "/a first"]);
}

#[test]
fn a_missing_variable_stays_verbatim() {
    let text = "[program:a]\ncommand=/a --x=%(ENV_X)s_%(ENV_Y)s\nenvironment=A=\"%(ENV_X)s\",B=%(ENV_Y)s\n\
                priority=1%(ENV_X)s2\nautostart=%(ENV_X)s\nexitcodes=%(ENV_X)s\numask=%(ENV_X)s\nnumprocs=%(ENV_N)s\n\
                stdout_logfile=/x/%(ENV_X)s\nautorestart=%(ENV_X)s\nstopsignal=%(ENV_X)s\n";
    let effective = main(text, &[("Y", "y")]);
    assert_eq!(all(&effective, "name"), ["a"]);
    first_is(
        &effective,
        &json!({
            "command": "/a --x=%(ENV_X)s_y",
            "environment": {"A": "%(ENV_X)s", "B": "y"},
            "priority": "1%(ENV_X)s2",
            "autostart": "%(ENV_X)s",
            "exitcodes": "%(ENV_X)s",
            "umask": "%(ENV_X)s",
            "stdout_logfile": "/x/%(ENV_X)s",
            "autorestart": "%(ENV_X)s",
            "stopsignal": "%(ENV_X)s",
            "stopsignal_name": "%(ENV_X)s",
        }),
    );
}

#[test]
fn a_wholly_missing_environment_stays_verbatim() {
    let text = "[program:a]\ncommand=/a\nenvironment=%(ENV_ALL)s\n";
    first_is(&main(text, &[]), &json!({"environment": "%(ENV_ALL)s"}));
}

#[test]
fn text_that_looks_like_an_internal_marker_is_not_replaced() {
    let text = "[program:a]\ncommand=/a __v0v__ %(ENV_X)s ___v\n";
    first_is(&main(text, &[]), &json!({"command": "/a __v0v__ %(ENV_X)s ___v"}));
}

#[test]
fn a_bare_percent_s_stays_verbatim() {
    first_is(&main("[program:a]\ncommand=/a %s\n", &[]), &json!({"command": "/a %s"}));
}

#[test]
fn host_node_name_is_shown_as_host() {
    first_is(&main("[program:a]\ncommand=/a %(host_node_name)s\n", &[]), &json!({"command": "/a host"}));
}

#[test]
fn an_included_file_wins_and_here_is_its_directory() {
    let effective = files(
        &[
            (
                "/etc/s.conf",
                "[supervisord]\n[program:a]\ncommand=%(here)s/a\ndirectory=%(here)s\n[include]\nfiles=d/*.conf",
            ),
            ("/etc/d/x.conf", "[program:a]\ncommand=%(here)s/x\n"),
        ],
        &[],
    );
    first_is(&effective, &json!({"command": "/etc/d/x", "directory": "/etc"}));
}

#[test]
fn a_file_matched_twice_is_read_twice_and_overrides_files_in_between() {
    let effective = files(
        &[
            ("/etc/s.conf", "[supervisord]\n[include]\nfiles=d/b.conf d/*.conf"),
            ("/etc/d/a.conf", "[program:x]\ncommand=/a\n[DEFAULT]\numask=1\n"),
            ("/etc/d/b.conf", "[program:x]\ncommand=/b\n[DEFAULT]\numask=2\n"),
        ],
        &[],
    );
    first_is(&effective, &json!({"command": "/b", "umask": "002"}));
}

#[test]
fn here_in_default_is_the_directory_of_the_section_that_uses_it() {
    let effective = files(
        &[
            (
                "/etc/s.conf",
                "[supervisord]\n[DEFAULT]\ndirectory=%(here)s\n[program:a]\ncommand=/a\n[include]\nfiles=d/*.conf",
            ),
            ("/etc/d/b.conf", "[program:b]\ncommand=/b\n"),
        ],
        &[],
    );
    assert_eq!(all(&effective, "directory"), ["/etc", "/etc/d"]);
}

#[test]
fn a_file_without_a_supervisord_section_includes_nothing() {
    let effective = files(
        &[
            ("/etc/d/x.conf", "[program:a]\ncommand=%(here)s/a\n[include]\nfiles=y.conf\n"),
            ("/etc/d/y.conf", "[program:b]\ncommand=/b\n"),
        ],
        &[],
    );
    assert_eq!(all(&effective, "name"), ["a"]);
    first_is(&effective, &json!({"command": "/etc/d/a"}));
}

#[test]
fn the_owner_of_a_socket_is_the_user_of_the_program_unless_it_is_root() {
    for (options, owner) in [
        ("", json!(null)),
        ("user=0\n", json!(null)),
        ("user=www\n", json!(["www", "www"])),
        ("user=www\nsocket_owner=a:b\n", json!(["a", "b"])),
        ("socket_owner=a\n", json!(["a", null])),
    ] {
        let text =
            format!("[fcgi-program:f]\ncommand=/f\nsocket=unix:///a/../run//%(program_name)s\n{options}");
        let socket = &main(&text, &[])["groups"][0]["socket"];
        assert_eq!(socket, &json!({"url": "unix:///run/f", "owner": owner, "mode": "700", "backlog": null}));
    }
}

#[test]
fn a_huge_format_width_is_not_expanded() {
    let text = "[program:w]\nnumprocs=10000\nprocess_name=%(process_num)09999999d\ncommand=/w\n";
    assert_eq!(all(&main(text, &[]), "name").len(), 10_000);
}
