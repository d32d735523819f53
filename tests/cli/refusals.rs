//! Arguments that cannot be satisfied: each error says what would work.

use std::path::Path;

use super::{directory, run};

const PROGRAM: &[u8] = b"[program:web]\ncommand=/usr/bin/web\n";
const UNIT: &[u8] =
    b"[Unit]\nDescription=A\n[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n";

fn refused(root: &Path, args: &[&str]) -> String {
    let (status, out, err) = run(root, args);
    assert_eq!((status, out.as_str()), (2, ""), "{args:?}: {err}");
    err
}

#[test]
fn a_command_line_option_without_effect_is_rejected() {
    let root = directory(&[("web.conf", PROGRAM), ("app.service", UNIT)]);
    for source in ["web.conf", "app.service"] {
        for logs in ["auto", "files", "journal"] {
            let err = refused(root.path(), &["convert", "--to", "supervisord", source, "--logs", logs]);
            assert!(
                err.starts_with("error: `--logs` is for supervisord programs that become units"),
                "{err}"
            );
        }
    }
    for command in [&["check"][..], &["check", "--fix"], &["inspect"], &["convert", "--to", "systemd"]] {
        for paths in [&["web.conf"][..], &["./-"]] {
            let err = refused(root.path(), &[command, paths, &["--stdin-filename", "a.conf"]].concat());
            assert!(err.starts_with("error: `--stdin-filename` names what `-` reads"), "{err}");
        }
    }
    refused(root.path(), &["check", "--stdin-filename", "a.conf"]);
}

#[test]
fn a_dbus_service_file_is_not_converted_as_a_unit() {
    let bus = b"[D-BUS Service]\nName=org.a\nExec=/usr/bin/a\nSystemdService=a.service\n";
    let root = directory(&[("org.a.service", bus), ("a.service", UNIT)]);
    let err = refused(root.path(), &["convert", "--to", "supervisord", "org.a.service", "a.service"]);
    assert!(
        err.starts_with("error: org.a.service is a service file of the message bus, not a unit"),
        "{err}"
    );
    let (status, out, _) = run(root.path(), &["convert", "--to", "supervisord", "."]);
    assert!(status == 0 && out.contains("[program:a]") && !out.contains("org.a"), "{out}");
}

#[test]
fn a_service_with_only_an_init_script_is_refused_with_a_remedy() {
    let script = b"#!/bin/sh\n### BEGIN INIT INFO\n# Provides: old\n### END INIT INFO\nexit 0\n";
    let root = directory(&[("m/etc/init.d/old", script), ("m/usr/lib/systemd/system/app.service", UNIT)]);
    let remedy = "a [program:old], that starts the daemon itself in the foreground";
    for command in [&["convert", "--to", "supervisord"][..], &["check"], &["inspect"]] {
        for name in ["old.service", "old", "m/usr/lib/systemd/system/old.service"] {
            let (status, _, err) = run(root.path(), &[command, &["--root", "m", name]].concat());
            assert_eq!(status, 2, "{err}");
            let names_the_script =
                err.contains("there is no unit old.service, only the init script m/etc/init.d/old");
            assert!(names_the_script && err.contains(remedy), "{command:?} {name}: {err}");
        }
    }
    let err = refused(root.path(), &["convert", "--to", "supervisord", "m/etc/init.d/old"]);
    assert!(err.contains("is in neither language: it is an init script") && err.contains(remedy), "{err}");
    // Without a script of the name there is nothing more to say.
    let err = refused(root.path(), &["convert", "--to", "supervisord", "--root", "m", "gone.service"]);
    assert_eq!(err, "error: cannot read gone.service: no such file or directory\n");
    // A name in a folder of one's own is no package's.
    let err = refused(root.path(), &["convert", "--to", "supervisord", "old.service"]);
    assert!(err.starts_with("error: cannot read old.service"), "{err}");
}

#[test]
fn files_that_cannot_be_translated_are_refused_with_the_reason() {
    let root = directory(&[("unit/app.service", UNIT), ("web.conf", PROGRAM), ("notes/a.md", b"#\n")]);
    for (to, paths, why) in [
        ("systemd", &["unit"][..], "unit: these are systemd files already"),
        ("systemd", &["unit", "web.conf"], "unit, web.conf: there are files in both languages"),
        ("supervisord", &["unit", "web.conf"], "unit, web.conf: there are files in both languages"),
        ("systemd", &["notes"], "notes: there is no supervisord or systemd configuration to translate"),
    ] {
        let err = refused(root.path(), &[&["convert", "--to", to], paths].concat());
        assert_eq!(err.lines().next(), Some(format!("error: {why}").as_str()));
    }
}

#[test]
fn inspect_accepts_only_one_deployment_and_prints_one_object() {
    let root = directory(&[("all/app.service", UNIT), ("all/web.conf", PROGRAM), ("other.conf", PROGRAM)]);
    for effective in [&["--effective"][..], &[]] {
        let inspect = |paths: &[&'static str]| [&["inspect"], effective, paths].concat();
        for paths in [&["all"][..], &["all/web.conf", "all/app.service"]] {
            let err = refused(root.path(), &inspect(paths));
            assert!(err.starts_with("error: there are files in both languages"), "{err}");
        }
        let err = refused(root.path(), &inspect(&["all/web.conf", "other.conf"]));
        assert!(err.starts_with("error: 2 supervisord configurations were given"), "{err}");
        let (status, out, err) = run(root.path(), &inspect(&["all", "--language", "systemd"]));
        assert_eq!((status, out.matches("\"schema\"").count()), (0, 1), "the suggested command works: {err}");
    }
}

#[test]
fn include_files_without_their_main_file_form_one_deployment() {
    let worker = b"[program:worker]\ncommand=/usr/bin/worker\n";
    let root = directory(&[
        ("conf.d/web.conf", PROGRAM),
        ("conf.d/worker.conf", worker),
        ("twice/a.conf", PROGRAM),
        ("twice/b.conf", PROGRAM),
        ("mains/a.conf", b"[supervisord]\n[program:a]\ncommand=/a\n"),
        ("mains/b.conf", b"[supervisord]\n[program:b]\ncommand=/b\n"),
    ]);
    let (status, out, err) = run(root.path(), &["convert", "--to", "systemd", "conf.d"]);
    assert!(
        status == 0 && out.contains("# file: web.service") && out.contains("# file: worker.service"),
        "{err}"
    );
    let (status, out, _) = run(root.path(), &["inspect", "conf.d"]);
    assert_eq!((status, out.matches("\"schema\"").count()), (0, 1));
    for (path, remedy) in [
        ("twice", "the files of one directory are read together if no section appears in two of them"),
        ("mains", "  help: name the main file; its [include] reads the others"),
    ] {
        let err = refused(root.path(), &["convert", "--to", "systemd", path]);
        let lines: Vec<&str> = err.lines().collect();
        assert!(lines[0].starts_with("error: 2 supervisord configurations were given"), "{err}");
        assert!(lines[1].ends_with(remedy), "{err}");
    }
}

#[test]
fn a_main_file_with_absolute_includes_gets_a_suggested_root_option() {
    let main = b"[supervisord]\n[include]\nfiles=/etc/supervisor/conf.d/*.conf\n";
    let root = directory(&[
        ("image/rootfs/etc/supervisor/supervisord.conf", main),
        ("image/rootfs/etc/supervisor/conf.d/web.conf", PROGRAM),
    ]);
    let err = refused(root.path(), &["convert", "--to", "systemd", "image"]);
    let arguments = "--root image/rootfs image/rootfs/etc/supervisor/supervisord.conf";
    assert!(err.ends_with(&format!("{arguments}\n")), "{err}");
    // The suggested command works.
    let words: Vec<&str> = ["convert", "--to", "systemd"].into_iter().chain(arguments.split(' ')).collect();
    let (status, out, err) = run(root.path(), &words);
    assert!(status == 0 && out.contains("# file: web.service"), "{err}");
}
