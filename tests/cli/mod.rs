//! The program itself: exit status, standard output and standard error, closed pipes.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests create directories and panic on failure"
)]

mod convert;
mod fix;
mod ignore;
mod refusals;
mod report_file;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use crate::program::{Run, command as sysvisor, directory_of_bytes};

fn run(directory: &Path, args: &[&str]) -> (i32, String, String) {
    outcome(sysvisor(directory, args).output().unwrap())
}

fn outcome(output: Output) -> (i32, String, String) {
    let Run { status, out, err } = Run::of(output);
    (status, out, err)
}

fn directory(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    directory_of_bytes(files.iter().copied())
}

#[test]
fn wrong_usage_exits_with_2_and_help_goes_to_stdout() {
    let root = directory(&[]);
    let (status, out, err) = run(root.path(), &["check", "--selct", "x"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("--selct") && err.contains("--select"), "{err}");

    let (status, out, err) = run(root.path(), &["--help"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("check") && out.contains("convert"));
    assert_eq!(run(root.path(), &[]).0, 2);
    assert_eq!(run(root.path(), &["--version"]).1, concat!("sysvisor ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_missing_foreign_or_binary_file_argument_exits_with_2_and_the_reason() {
    let root = directory(&[("nginx.conf", b"server {}\n"), ("logo.png", b"\x89PNG\0"), ("notes.md", b"#\n")]);
    for (name, reason) in [
        ("gone.service", "cannot read gone.service: no such file or directory"),
        ("nginx.conf", "has no section header that supervisord knows"),
        ("logo.png", "not a text file"),
        ("notes.md", "*.service"),
    ] {
        let (status, out, err) = run(root.path(), &["check", name]);
        assert_eq!((status, out.as_str()), (2, ""), "{name}");
        assert!(err.starts_with("error: ") && err.contains(reason), "{err}");
    }
}

#[test]
fn a_directory_without_configurations_exits_with_0_and_a_warning() {
    let root = directory(&[("docs/notes.md", b"#\n"), ("nginx.conf", b"server {}\n")]);
    let (status, out, err) = run(root.path(), &["check"]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert_eq!(err, "warning: no supervisord or systemd configuration found in .\n");
    assert_eq!(run(root.path(), &["check", "-q"]), (0, String::new(), String::new()));
}

#[test]
fn stdin_is_reported_under_its_stdin_filename() {
    let root = directory(&[]);
    let mut child = sysvisor(root.path(), &["check", "-", "--stdin-filename", "notes.md"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"# notes\n").unwrap();
    let (status, _, err) = outcome(child.wait_with_output().unwrap());
    assert_eq!(status, 2);
    assert!(err.contains("notes.md is in neither language"), "{err}");

    let (status, _, err) = run(root.path(), &["check", "-"]);
    assert_eq!(status, 2);
    assert!(err.contains("--stdin-filename"), "{err}");
}

#[test]
fn a_file_named_dash_is_read_when_given_as_a_path() {
    let root = directory(&[("-", b"[program:a]\ncommand=/bin/a\nauto_start=true\n")]);
    let args = ["check", "-q", "--output-format", "concise", "--language", "supervisord", "./-"];
    let (status, out, err) = run(root.path(), &args);
    assert!(status == 1 && out.contains("./-:3:1: warning[unknown-option]"), "{out}{err}");
}

#[test]
fn an_included_file_with_its_own_include_section_is_checked_once() {
    let root = directory(&[
        ("supervisord.conf", b"[supervisord]\nuser=root\n[include]\nfiles=conf.d/*.conf\n"),
        ("conf.d/a.conf", b"[include]\nfiles=x\n[program:a]\ncommand=/bin/a\nauto_start=true\n"),
    ]);
    let (_, out, _) = run(root.path(), &["check", "--output-format", "concise"]);
    assert_eq!(out.matches("[unknown-option]").count(), 1, "{out}");
    assert!(out.contains("[include-nested]") && !out.contains("[supervisord-section-missing]"), "{out}");
    let (status, _, err) = run(root.path(), &["convert", "--to", "systemd", "."]);
    assert_eq!(status, 0, "{err}");
}

#[test]
fn files_that_include_each_other_are_one_configuration() {
    let main =
        b"[supervisord]\nuser=root\n[include]\nfiles=b.conf\n[program:a]\ncommand=/bin/a\nauto_start=true\n";
    let root = directory(&[("a.conf", main), ("b.conf", b"[include]\nfiles=a.conf\n")]);
    let (_, out, _) = run(root.path(), &["check", "--output-format", "concise"]);
    assert_eq!(out.matches("[unknown-option]").count(), 1, "{out}");
}

#[test]
fn messages_escape_terminal_control_sequences_from_the_input() {
    let root = directory(&[
        ("a.conf", b"[program:a]\ncommand=%(ENV_\x1b[31mX)s foo\n"),
        ("f\x1b[31m\n.conf", b"x\n"),
        ("g\x1b[31m.conf", b"[program:a]\ncommand=/a\nuser=%(ENV_X)s\n"),
    ]);
    for args in [
        &["convert", "--to", "systemd", "a.conf"][..],
        &["convert", "--to", "systemd", "g\x1b[31m.conf"],
        &["convert", "--to", "supervisord", "-o", "o\x1b[31m", "g\x1b[31m.conf"],
        &["check", "f\x1b[31m\n.conf"],
        &["check", "gone\x1b[31m.conf"],
        &["check", "gone\x1b[31m"],
    ] {
        let (_, _, err) = run(root.path(), args);
        assert!(err.contains("\\x1b[31m") && !err.contains('\x1b'), "{args:?}: {err}");
    }
}

#[test]
fn a_closed_pipe_is_silent_and_a_full_disk_is_an_error() {
    let root = directory(&[("notes.md", b"#\n")]);
    let to_nobody = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        writer
    };
    // Nobody reads the results or the messages: there is no panic, and the status is correct.
    let (status, _, err) = outcome(
        sysvisor(root.path(), &["check", "--output-format", "json"]).stdout(to_nobody()).output().unwrap(),
    );
    assert_eq!((status, err.contains("error")), (0, false), "{err}");
    let (status, ..) =
        outcome(sysvisor(root.path(), &["check", "notes.md"]).stderr(to_nobody()).output().unwrap());
    assert_eq!(status, 2);
    let (status, ..) = outcome(sysvisor(root.path(), &["--help"]).stdout(to_nobody()).output().unwrap());
    assert_eq!(status, 0);

    if Path::new("/dev/full").exists() {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (status, _, err) = outcome(
            sysvisor(root.path(), &["check", "--output-format", "json"]).stdout(full).output().unwrap(),
        );
        assert_eq!(status, 2);
        assert!(err.contains("cannot write the output: no space left"), "{err}");
    }
}

#[test]
fn no_color_disables_colour_and_color_always_forces_it() {
    let root = directory(&[]);
    let colored = sysvisor(root.path(), &["check", "gone.conf", "--color", "always"]).output().unwrap();
    assert!(outcome(colored).2.contains("\x1b["));
    let plain = sysvisor(root.path(), &["check", "gone.conf"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!outcome(plain).2.contains('\x1b'));
}

#[test]
fn host_rules_run_only_with_host_and_root_may_be_an_image() {
    let main = b"[program:a]\ncommand=app\nuser=web\nstdout_logfile=/var/log/a.log\n";
    let root = directory(&[
        ("a.conf", main),
        ("image/etc/passwd", b"root:x:0:0::/root:/bin/sh\n"),
        ("image/opt/log/x", b""),
    ]);
    let check = |args: &[&str]| {
        let args = [&["check", "-q", "--output-format", "concise", "--fail-on", "error"], args].concat();
        run(root.path(), &args)
    };
    assert_eq!(check(&["a.conf"]).0, 0);
    let (status, out, _) = check(&["--host", "--root", "image", "a.conf"]);
    assert_eq!(status, 1);
    for rule in ["user-missing", "logfile-directory-missing", "program-missing"] {
        assert!(out.contains(rule), "{rule}: {out}");
    }
    // On this machine a search path can be given.
    let select = ["--host", "--select", "program-missing", "a.conf", "--env"];
    assert!(check(&[&select[..], &["PATH=/nonexistent"]].concat()).1.contains("no program app"));
}

#[test]
fn a_missing_user_in_a_shared_drop_in_is_reported_once_for_several_units() {
    let unit = b"[Service]\nExecStart=/opt/a\n[Install]\nWantedBy=multi-user.target\n";
    let root = directory(&[
        ("image/etc/passwd", b"root:x:0:0::/root:/bin/sh\n"),
        ("u/a.service", unit),
        ("u/b.service", unit),
        ("u/service.d/x.conf", b"[Service]\nUser=web\n"),
    ]);
    for jobs in ["1", "2"] {
        let args = ["--host", "--root", "image", "--jobs", jobs, "u", "--output-format", "concise"];
        let out = run(root.path(), &[&["check", "-q"], &args[..]].concat()).1;
        assert_eq!(out.matches("[user-missing]").count(), 1, "{out}");
        assert_eq!(out.matches("[program-missing]").count(), 2, "one for each unit: {out}");
    }
}

#[test]
fn a_file_included_under_root_is_fixed_under_root() {
    let main = b"[supervisord]\nuser=root\n[include]\nfiles=/opt/app/*.conf\n";
    let typo = b"[program:a]\ncommand=/bin/cat\nauto_restart=true\n";
    let root = directory(&[("image/etc/supervisord.conf", main), ("image/opt/app/a.conf", typo)]);
    for path in ["image", &root.path().join("image").display().to_string()] {
        let args =
            ["check", "-q", "--output-format", "concise", "--select", "unknown-option", "--root", path];
        let (status, out, _) = run(root.path(), &[&args[..], &["image/etc/supervisord.conf"]].concat());
        assert_eq!(status, 1);
        assert!(out.starts_with(&format!("{path}/opt/app/a.conf:3:1: ")), "{out}");
    }
    let args = ["check", "--fix", "--root", "image", "image/etc/supervisord.conf"];
    run(root.path(), &args);
    let fixed = std::fs::read_to_string(root.path().join("image/opt/app/a.conf")).unwrap();
    assert!(fixed.contains("\nautorestart=true\n"), "{fixed}");
}

#[test]
fn files_found_through_an_include_are_counted() {
    let main = b"[supervisord]\n[include]\nfiles=conf.d/*.conf\n";
    let included = b"[program:a]\ncommand=/bin/a\nstopsignal=NONE\n";
    let root = directory(&[("supervisord.conf", main), ("conf.d/a.conf", included)]);
    for paths in [&["supervisord.conf"][..], &["."], &["supervisord.conf", "conf.d/a.conf"]] {
        let (_, out, _) = run(root.path(), &[&["check", "--output-format", "json"], paths].concat());
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["summary"]["files"], 2, "{paths:?}");
    }
    let (_, _, err) = run(root.path(), &["check", "--fix", "supervisord.conf"]);
    assert!(err.contains(" in 2 files"), "{err}");
}
