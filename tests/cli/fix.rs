//! `check --fix`: which files are fixed, and what is reported.

use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Stdio;

use super::{directory, outcome, run, sysvisor};

const TYPO: &[u8] = b"[Unit]\nDescription=A\n[Service]\nExecStart=/bin/a\nWorkingDirectroy=/srv\n";
const FIXED: &str = "[Unit]\nDescription=A\n[Service]\nExecStart=/bin/a\nWorkingDirectory=/srv\n";

/// Runs `check --fix - --stdin-filename in.service` with further arguments on this text.
fn fix_stdin(root: &std::path::Path, more: &[&str], text: &[u8]) -> (i32, String, String) {
    let args = [&["check", "--fix", "-", "--stdin-filename", "in.service"], more].concat();
    let mut command = sysvisor(root, &args);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    outcome(child.wait_with_output().unwrap())
}

#[test]
fn fixed_stdin_goes_to_stdout_and_remaining_findings_go_to_stderr() {
    let root = directory(&[]);
    for text in [TYPO, FIXED.as_bytes()] {
        for format in ["full", "concise", "json", "github"] {
            let (status, out, err) = fix_stdin(root.path(), &["--output-format", format], text);
            assert_eq!((status, out.as_str()), (0, FIXED), "{err}");
            assert!(err.contains("missing-install"), "{format}: {err}");
        }
    }
    let (_, out, _) = fix_stdin(root.path(), &["--diff"], TYPO);
    assert!(out.starts_with("--- in.service\n") && !out.contains("missing-install"), "{out}");
}

#[test]
fn files_named_next_to_stdin_are_fixed_in_place() {
    let root = directory(&[("a.service", TYPO)]);
    let (_, out, err) = fix_stdin(root.path(), &["a.service"], TYPO);
    assert_eq!(out, FIXED, "{err}");
    assert_eq!(std::fs::read_to_string(root.path().join("a.service")).unwrap(), FIXED);
}

#[test]
fn permission_bits_are_still_checked_after_a_file_was_fixed() {
    let root = directory(&[("a.service", TYPO)]);
    let file = root.path().join("a.service");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (_, out, _) = run(root.path(), &["check", "--fix", "--output-format", "concise", "a.service"]);
    assert!(out.contains("[executable-unit-file]"), "{out}");
}

#[test]
fn a_symlink_does_not_let_a_fix_write_outside_root() {
    let root = directory(&[("outside/a.service", b"[Unit]\nDescription=Another\n")]);
    let outside = root.path().join("outside");
    let image = root.path().join("image");
    // Inside the image, the target of the link is a directory of the image.
    let inside = image.join(outside.strip_prefix("/").unwrap());
    std::fs::create_dir_all(&inside).unwrap();
    std::fs::write(inside.join("a.service"), TYPO).unwrap();
    symlink(&outside, image.join("link")).unwrap();
    run(root.path(), &["check", "--fix", "--root", "image", "image/link/a.service"]);
    assert_eq!(std::fs::read_to_string(inside.join("a.service")).unwrap(), FIXED);
    let other = std::fs::read_to_string(outside.join("a.service")).unwrap();
    assert_eq!(other, "[Unit]\nDescription=Another\n");
}
