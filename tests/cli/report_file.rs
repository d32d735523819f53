//! `convert --report-file`: the report is written together with the files or not at all, and overwrites nothing of value.

use super::{directory, run};

const MAIN: &[u8] = b"[program:web]\ncommand=/usr/bin/web\n";
const TO_UNITS: [&str; 6] = ["convert", "--to", "systemd", "web.conf", "--report", "json"];

fn convert(root: &std::path::Path, args: &[&str]) -> (i32, String, String) {
    run(root, &[&TO_UNITS[..], args].concat())
}

fn read(root: &std::path::Path, name: &str) -> Vec<u8> {
    std::fs::read(root.join(name)).unwrap()
}

#[test]
fn nothing_is_written_when_the_report_file_cannot_be_written() {
    let root = directory(&[("web.conf", MAIN), ("file", b"")]);
    for args in [&["-o", "out"][..], &[]] {
        let (status, out, err) = convert(root.path(), &[args, &["--report-file", "file/x"]].concat());
        assert_eq!((status, out.as_str()), (2, ""));
        let why = "error: cannot write file/x: part of its path is not a directory; nothing was written\n";
        assert_eq!(err, why);
        assert!(!root.path().join("out").exists());
    }
}

#[test]
fn a_report_file_never_replaces_an_input_file() {
    let main = b"[supervisord]\nuser=root\n[include]\nfiles=conf.d/*.conf\n";
    let root = directory(&[
        ("web.conf", main),
        ("conf.d/a.conf", MAIN),
        ("values", b"A=1\n"),
        ("image/etc/a.conf", MAIN),
        ("image/etc/main.conf", b"[include]\nfiles=/etc/a.conf\n"),
    ]);
    std::os::unix::fs::symlink("web.conf", root.path().join("link")).unwrap();
    for name in ["web.conf", "./conf.d/../web.conf", "link", "conf.d/a.conf", "values"] {
        let args = ["--force", "-o", "out", "--env-file", "values", "--report-file", name];
        let (status, out, err) = convert(root.path(), &args);
        assert_eq!((status, out.as_str()), (2, ""), "{name}");
        assert!(err.contains("which is read; nothing was written"), "{name}: {err}");
        assert!(!root.path().join("out").exists());
    }
    assert_eq!(read(root.path(), "web.conf"), main);
    let below = ["convert", "--to", "systemd", "--root", "image", "image/etc/main.conf", "--force"];
    let (status, _, err) = run(root.path(), &[&below[..], &["--report-file", "image/etc/a.conf"]].concat());
    assert!(status == 2 && err.contains("which is read"), "{err}");
}

#[test]
fn a_report_file_never_replaces_an_emitted_file() {
    let root = directory(&[("web.conf", MAIN)]);
    let refused = |name: &str| {
        let (status, _, err) = convert(root.path(), &["--force", "-o", "out", "--report-file", name]);
        assert_eq!(status, 2, "{name}: {err}");
        assert!(err.contains("would replace web.service") && err.contains("nothing was written"), "{err}");
    };
    refused("out/web.service");
    refused("out/../out/web.service");
    assert!(!root.path().join("out").exists());
    assert_eq!(convert(root.path(), &["-o", "out", "--report-file", "out/report.json"]).0, 0);
    std::os::unix::fs::symlink("out", root.path().join("link")).unwrap();
    refused("link/web.service");
    assert!(read(root.path(), "out/web.service").starts_with(b"#"));
}

#[test]
fn a_report_file_replaces_an_earlier_report() {
    let root = directory(&[("web.conf", MAIN), ("report", b"of the last run")]);
    for _ in 0..2 {
        let (status, _, err) = convert(root.path(), &["-o", "out", "--report-file", "report"]);
        assert_eq!(status, 0, "{err}");
        assert!(read(root.path(), "report").starts_with(b"{"));
    }
}

#[test]
fn a_report_file_may_be_a_device_or_a_pipe() {
    let root = directory(&[("web.conf", MAIN)]);
    for _ in 0..2 {
        let (status, _, err) = convert(root.path(), &["-o", "out", "--report-file", "/dev/null"]);
        assert_eq!(status, 0, "{err}");
    }
    let (status, out, _) = convert(root.path(), &["-o", "out", "--report-file", "/dev/stdout"]);
    assert!(status == 0 && out.starts_with('{'), "{out}");
}
