//! `convert --report-file`: written with the files or not at all, and over nothing that is of worth.

use super::{folder, run};

const MAIN: &[u8] = b"[program:web]\ncommand=/usr/bin/web\n";
const TO_UNITS: [&str; 6] = ["convert", "--to", "systemd", "web.conf", "--report", "json"];

fn convert(root: &std::path::Path, args: &[&str]) -> (i32, String, String) {
    run(root, &[&TO_UNITS[..], args].concat())
}

fn read(root: &std::path::Path, name: &str) -> Vec<u8> {
    std::fs::read(root.join(name)).unwrap()
}

#[test]
fn a_report_that_cannot_be_written_keeps_the_files_from_being_written() {
    let root = folder(&[("web.conf", MAIN), ("file", b"")]);
    for args in [&["-o", "out"][..], &[]] {
        let (status, out, err) = convert(root.path(), &[args, &["--report-file", "file/x"]].concat());
        assert_eq!((status, out.as_str()), (2, ""));
        let why = "error: cannot write file/x: a part of its path is not a directory; nothing was written\n";
        assert_eq!(err, why);
        assert!(!root.path().join("out").exists());
    }
}
