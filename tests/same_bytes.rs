//! The same files give the same bytes, whatever the order in which they are named, listed or created, and under every
//! locale.
#![expect(clippy::unwrap_used, reason = "tests panic on failure")]

use std::path::Path;

use super::program::{command, directory};

/// Units with drop-ins in several directories, a template, links between them and a mistake in each file.
const FILES: [(&str, &str); 9] = [
    (
        "etc/web.service",
        "[Unit]\nRequires=db.service\nAfter=network\n[Service]\nExecStart=/usr/bin/web — ünïcode\nRestart=yes\n",
    ),
    ("etc/web.service.d/20-limits.conf", "[Service]\nLimitNOFILE=64K\nEnvironment=A=1 B=2\n"),
    ("etc/web.service.d/10-env.conf", "[Service]\nEnvironment=C=3\nNice=x\n"),
    ("etc/service.d/all.conf", "[Service]\nMemoryLimit=1G\n"),
    ("etc/db.service", "[Unit]\nAfter=web.service\n[Service]\nType=forking\nExecStart=db --daemon &\n"),
    ("etc/worker@.service", "[Service]\nExecStart=/usr/bin/worker %i\nUser=nobody\n"),
    ("etc/worker@1.service.d/one.conf", "[Service]\nUser=worker\nUsr=x\n"),
    ("etc/job.timer", "[Timer]\nOnCalendar=dayly\n"),
    ("etc/job.socket", "[Socket]\nListenStream=0\n"),
];

/// The exit status and output of a run.
fn bytes(directory: &Path, locale: &str, args: &[&str]) -> (Option<i32>, Vec<u8>, Vec<u8>) {
    let mut command = command(directory, args);
    let run = command.env_remove("LANG").env_remove("LANGUAGE").env("LC_ALL", locale).output().unwrap();
    (run.status.code(), run.stdout, run.stderr)
}

/// Some permutations: forwards, backwards, and by steps that reach every element.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let by_step = |step: usize, from: usize| (0..count).map(|at| (from + at * step) % count).collect();
    vec![(0..count).collect(), (0..count).rev().collect(), by_step(2, 3), by_step(4, 1), by_step(5, 7)]
}

/// Runs the command on the files in every order and locale; for each order, the files were created in another order.
fn assert_same(command: &[&str], named: &[&str]) {
    let mut first = None;
    let made = orders(FILES.len());
    for (order, made) in orders(named.len()).into_iter().zip(made) {
        let files: Vec<_> = made.into_iter().map(|at| FILES[at]).collect();
        let directory = directory(&files);
        let named: Vec<&str> = order.into_iter().map(|at| named[at]).collect();
        let args = [command, named.as_slice()].concat();
        for locale in ["C", "C.UTF-8", "de_DE.UTF-8", ""] {
            let out = bytes(directory.path(), locale, &args);
            assert!(!out.1.is_empty(), "{}", String::from_utf8_lossy(&out.2));
            let first = first.get_or_insert_with(|| out.clone());
            let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(out.0, first.0, "{locale} {args:?}");
            assert_eq!(shown(&out.1), shown(&first.1), "{locale} {args:?}");
            assert_eq!(shown(&out.2), shown(&first.2), "{locale} {args:?}");
        }
    }
}

#[test]
fn findings_do_not_depend_on_order_or_locale() {
    let all = FILES.map(|(name, _)| name);
    for format in ["full", "concise", "json", "github", "sarif"] {
        let command = ["check", "--systemd-version", "252", "--output-format", format];
        assert_same(&command, &all);
        assert_same(&command, &["etc"]);
    }
    assert_same(&["check", "--statistics"], &all);
    assert_same(&["check", "--diff", "--unsafe-fixes"], &all);
}

#[test]
fn effective_units_do_not_depend_on_order_or_locale() {
    let all = FILES.map(|(name, _)| name);
    for format in ["json", "text"] {
        assert_same(&["inspect", "--effective", "--output-format", format], &all);
        assert_same(&["inspect", "--effective", "--output-format", format], &["etc"]);
    }
    assert_same(&["inspect"], &all);
}
