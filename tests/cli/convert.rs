//! `convert`: what is said of files that are not here or not of the translation, and what the exit status tells a CI job.

use super::{folder, run};

#[test]
fn an_include_that_matches_nothing_is_a_loss_and_says_what_to_do() {
    let main = b"[supervisord]\n[include]\nfiles=/etc/none-of-these/*.conf conf.d/*.conf\n";
    let root = folder(&[("main.conf", main), ("conf.d/a.conf", b"[program:a]\ncommand=/bin/a\n")]);
    let convert = |more: &[&str]| {
        run(root.path(), &[&["convert", "--to", "systemd", "main.conf", "-o", "out"], more].concat())
    };
    let (status, _, err) = convert(&["--strict"]);
    assert_eq!(status, 1);
    let err = err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(err.contains("No file is here for `/etc/none-of-these/*.conf`: the programs"), "{err}");
    assert!(err.contains("--root DIR"), "{err}");
    // What is there was read.
    assert!(convert(&[]).2.contains("Wrote 1 file to out"));
}

#[test]
fn an_absolute_include_is_found_below_the_root() {
    let main = b"[supervisord]\n[include]\nfiles=/etc/supervisor/conf.d/*.conf\n";
    let program = b"[program:a]\ncommand=/bin/a\nautorestart=true\n";
    let files = [("etc/supervisor/supervisord.conf", &main[..]), ("etc/supervisor/conf.d/a.conf", program)];
    let root = folder(&files);
    let args = ["convert", "--to", "systemd", "--root", ".", "etc/supervisor/supervisord.conf"];
    let (status, out, err) = run(root.path(), &args);
    assert_eq!((status, out.contains("# file: a.service")), (0, true), "{err}");
    assert!(err.contains("The files that it names were read"), "{err}");
}

#[test]
fn the_include_of_an_included_file_is_read_by_nobody() {
    let main = b"[supervisord]\n[include]\nfiles=a.conf\n";
    let included = b"[program:a]\ncommand=/bin/a\n[include]\nfiles=b.conf\n";
    let root = folder(&[("main.conf", main), ("a.conf", included)]);
    let (_, _, err) = run(root.path(), &["convert", "--to", "systemd", "main.conf"]);
    let told = |line: &str| err.split_once(line).map(|(_, rest)| rest.trim_start().lines().next().unwrap());
    assert!(told("main.conf:3  [include] files=a.conf").unwrap().starts_with("The files that it names"));
    assert!(told("a.conf:4  [include] files=b.conf").unwrap().starts_with("It has no effect"), "{err}");
}

#[test]
fn nothing_translated_is_no_success_to_look_at() {
    let root = folder(&[("main.conf", b"[supervisord]\n[include]\nfiles=/etc/none-of-these/*.conf\n")]);
    let (status, out, err) = run(root.path(), &["convert", "--to", "systemd", "main.conf", "-o", "out"]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert!(err.starts_with("warning: nothing was translated: there is no program in it"), "{err}");
    assert!(err.contains("\nWrote nothing to out\n") && !err.contains("How it is operated"), "{err}");
}

#[test]
fn a_diff_that_shows_something_is_status_1() {
    let root = folder(&[("web.conf", b"[program:web]\ncommand=/usr/bin/web\n")]);
    let convert = ["convert", "-q", "--to", "systemd", "web.conf", "-o", "out"];
    let diff = || run(root.path(), &[&convert[..], &["--diff"]].concat());
    let (status, out, err) = diff();
    assert_eq!((status, err.as_str()), (1, ""), "what does not exist yet differs");
    assert!(out.contains("+++ out/web.service"));
    assert_eq!(run(root.path(), &convert).0, 0);
    assert_eq!(diff(), (0, String::new(), String::new()));
    std::fs::write(root.path().join("web.conf"), "[program:web]\ncommand=/usr/bin/web -v\n").unwrap();
    assert_eq!(diff().0, 1);
}

#[test]
fn what_an_earlier_translation_left_in_the_folder_is_named_and_stays() {
    let root = folder(&[
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
    let left = "warning: out/mail.service, out/web.service: made by sysvisor before and no part of this translation. \
                They are left as they are; what they start would run as well";
    assert_eq!(convert(&["--diff"]).as_deref(), Some(left));
    assert_eq!(convert(&["--force"]).as_deref(), Some(left));
    assert!(root.path().join("out/web.service").exists());
    assert_eq!(convert(&["--force", "-q"]), None);
}

#[test]
fn what_is_left_of_a_split_configuration_is_named_too() {
    let root = folder(&[
        ("a.service", b"[Service]\nExecStart=/usr/bin/a\n"),
        ("b.service", b"[Service]\nExecStart=/usr/bin/b\n"),
    ]);
    let convert = |units: &[&str]| {
        let args = ["convert", "--to", "supervisord", "--split", "--force", "-o", "out"];
        run(root.path(), &[&args[..], units].concat()).2
    };
    assert!(!convert(&["a.service", "b.service"]).contains("warning: "));
    let err = convert(&["a.service"]);
    assert!(err.contains("warning: out/conf.d/b.conf: made by sysvisor before and no part"), "{err}");
    assert!(err.contains("It is left as it is; what it starts would run as well"), "{err}");
}
