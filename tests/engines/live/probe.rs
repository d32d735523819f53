//! The program that the live tests run under both managers: it records what a manager controls, then does as its arguments
//! say.
//!
//! `probe NAME [WORD…] [-- ANYTHING…]` appends events, one JSON object per line, to `/out/NAME.PID`: the start with
//! everything that can be observed about the process, signals, the end. Words:
//!
//! | word | what it does |
//! |---|---|
//! | `exit=N`, `die=SIG` | ends in this way instead of staying alive |
//! | `after=SECONDS` | lives this long before that |
//! | `runs=N` | ends in its first N runs only, then stays alive |
//! | `deaf=SIG` | records the signal and stays alive |
//! | `slow=SECONDS` | lives this long after the signal that ends it |
//! | `says=TEXT`, `warns=TEXT` | prints a line on standard output or error |
//! | `writes=BYTES` | prints this many bytes on standard output, in lines of 100 |
//! | `child=plain`, `child=deaf`, `child=session` | starts a child, deaf to SIGTERM, or in a session of its own |
//! | `reads` | waits for a line or the end of standard input and records what it got |
//! | `accepts` | answers every connection on standard input, a listening socket, with its NAME |
//! | `opens=PATH` | opens the path itself and writes a line to it |
//! | `disk` | records its I/O scheduling class and priority as well |
//! | `ready=SECONDS` | reports readiness to the manager after this time |
//! | `leaves` | starts itself again in a new session and exits, like a daemon |
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::zombie_processes,
    clippy::print_stderr,
    reason = "a test program that prints the state of its process, leaves children behind, and panics on failure"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::FileTypeExt as _;
use std::os::unix::net::{UnixDatagram, UnixListener};
use std::process::Command;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use signal_hook::consts::{SIGABRT, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

fn main() {
    let arguments: Vec<String> = std::env::args_os().map(|one| text(one.as_bytes())).collect();
    // Without arguments, as in a plain `cargo run --example`, there is nothing to do.
    let Some(name) = arguments.get(1).cloned() else { return };
    let words: Vec<&str> =
        arguments[2..].iter().map(String::as_str).take_while(|word| *word != "--").collect();
    let all = |key: &str| {
        let pair = |word: &&str| {
            word.split_once('=').filter(|(name, _)| *name == key).map(|(_, value)| value.to_owned())
        };
        words.iter().filter_map(pair).collect::<Vec<String>>()
    };
    let one = |key: &str| all(key).pop();
    let seconds = |key: &str| one(key).map(|value| Duration::from_secs_f64(value.parse().unwrap()));
    let log = Log { path: format!("/out/{name}.{}", std::process::id()) };
    let run = runs(&name);
    if words.contains(&"leaves") {
        log.write(json!({ "event": "start", "run": run, "seen": seen(&arguments) }));
        let rest = words.iter().filter(|word| **word != "leaves");
        Command::new("/usr/bin/setsid")
            .arg(program())
            .arg(format!("{name}.left"))
            .args(rest)
            .spawn()
            .unwrap();
        return log.write(json!({ "event": "end", "exit": 0 }));
    }
    log.write(json!({ "event": "start", "run": run, "seen": seen(&arguments) }));

    let ignored: Vec<i32> = all("deaf").iter().map(|name| number(name)).collect();
    let slow = seconds("slow").unwrap_or_default();
    let watched = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGCONT, SIGABRT];
    let mut signals = Signals::new(watched).unwrap();
    let signal_log = log.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            let name = low_level::signal_name(signal).unwrap_or_default();
            signal_log.write(json!({ "event": "signal", "signal": name.trim_start_matches("SIG") }));
            if signal != SIGCONT && !ignored.contains(&signal) {
                thread::sleep(slow);
                signal_log.write(json!({ "event": "end", "signal": name.trim_start_matches("SIG") }));
                low_level::emulate_default_handler(signal).unwrap();
            }
        }
    });

    for kind in all("child") {
        child(&name, &kind);
    }
    let mut stdout = std::io::stdout();
    for line in all("says") {
        writeln!(stdout, "{line}").unwrap();
    }
    for line in all("warns") {
        eprintln!("{line}");
    }
    for path in all("opens") {
        let opened = fs::OpenOptions::new().append(true).open(&path);
        let wrote = opened.and_then(|mut file| writeln!(file, "through {path}"));
        log.write(json!({ "event": "opened", "path": path, "error": wrote.err().map(|error| error.kind().to_string()) }));
    }
    if let Some(bytes) = one("writes") {
        let lines: usize = bytes.parse::<usize>().unwrap() / 100;
        for at in 0..lines {
            writeln!(stdout, "{at:0>99}").unwrap();
        }
    }
    if words.contains(&"reads") {
        let mut line = String::new();
        let count = std::io::stdin().lock().read_line(&mut line).unwrap();
        log.write(json!({ "event": "read", "bytes": count, "line": line }));
    }
    if words.contains(&"accepts") {
        let listener = UnixListener::from(std::io::stdin().as_fd().try_clone_to_owned().unwrap());
        let answer = name.clone();
        thread::spawn(move || {
            while let Ok((mut connection, _)) = listener.accept() {
                // A client that has disconnected does not matter.
                let _ = writeln!(connection, "{answer}");
            }
        });
    }
    if let Some(pause) = seconds("ready") {
        thread::sleep(pause);
        tell_the_manager("READY=1");
    }
    thread::sleep(seconds("after").unwrap_or_default());
    let lives_on = one("runs").is_some_and(|runs| run > runs.parse().unwrap());
    match (one("exit"), one("die")) {
        (Some(status), _) if !lives_on => {
            log.write(json!({ "event": "end", "exit": status.parse::<i32>().unwrap() }));
            std::process::exit(status.parse().unwrap());
        }
        (_, Some(signal)) if !lives_on => {
            log.write(json!({ "event": "end", "signal": signal }));
            low_level::emulate_default_handler(number(&signal)).unwrap();
        }
        _ => {}
    }
    // Long enough for any test, but nothing is left running forever, whatever happens to the manager.
    thread::sleep(Duration::from_secs(120));
}

/// The log of the events of one process.
#[derive(Clone)]
struct Log {
    path: String,
}

impl Log {
    fn write(&self, mut event: Value) {
        // Hundredths of a second since the boot, which is the same clock for all.
        let uptime = fs::read_to_string("/proc/uptime").unwrap();
        event["time"] = json!(uptime.split(' ').next().unwrap().parse::<f64>().unwrap());
        event["pid"] = json!(std::process::id());
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&self.path).unwrap();
        file.write_all(format!("{event}\n").as_bytes()).unwrap();
    }
}

/// The number of this run for this name, from 1.
fn runs(name: &str) -> u32 {
    let names = fs::read_dir("/out").unwrap().map(|entry| text(entry.unwrap().file_name().as_bytes()));
    let is_run = |file: &String| {
        let rest = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
        rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    names.filter(is_run).count() as u32 + 1
}

fn program() -> std::path::PathBuf {
    std::env::current_exe().unwrap()
}

fn child(name: &str, kind: &str) {
    let own = format!("{name}.child-{kind}");
    let mut command = match kind {
        "session" => Command::new("/usr/bin/setsid"),
        _ => Command::new(program()),
    };
    if kind == "session" {
        command.arg(program());
    }
    command.arg(own);
    if kind == "deaf" {
        command.arg("deaf=TERM");
    }
    // It is not waited for: the test observes what happens to it.
    command.spawn().unwrap();
}

fn tell_the_manager(message: &str) {
    let Some(path) = std::env::var_os("NOTIFY_SOCKET") else { return };
    UnixDatagram::unbound().unwrap().send_to(message.as_bytes(), path).unwrap();
}

fn number(signal: &str) -> i32 {
    let names = (1..32).filter_map(|number| Some((number, low_level::signal_name(number)?)));
    names.into_iter().find(|(_, name)| name.trim_start_matches("SIG") == signal).unwrap().0
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.escape_ascii().to_string())
}

/// Everything that a manager decides about a process.
fn seen(arguments: &[String]) -> Value {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let status: BTreeMap<&str, &str> = status
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name, value.trim()))
        .collect();
    let numbers =
        |name: &str| status[name].split_whitespace().map(|one| one.parse().unwrap()).collect::<Vec<u32>>();
    let mut groups = numbers("Groups");
    groups.sort_unstable();
    // A group may be listed twice.
    groups.dedup();
    let environment: BTreeMap<String, String> =
        std::env::vars_os().map(|(name, value)| (text(name.as_bytes()), text(value.as_bytes()))).collect();
    // The name of the program may contain anything; after it follow state, ppid, pgrp, session, tty.
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let stat: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    let pid = std::process::id().to_string();
    let parent = fs::read_to_string(format!("/proc/{}/comm", stat[1])).unwrap_or_default();
    let limits = fs::read_to_string("/proc/self/limits").unwrap();
    let limits: BTreeMap<&str, Vec<&str>> = limits
        .lines()
        .skip(1)
        .map(|line| (line[..26].trim(), line[26..].split_whitespace().take(2).collect()))
        .collect();
    json!({
        "argv": arguments,
        "program": fs::read_link("/proc/self/exe").unwrap(),
        "directory": std::env::current_dir().unwrap(),
        "umask": status["Umask"],
        "uid": numbers("Uid"),
        "gid": numbers("Gid"),
        "groups": groups,
        "environment": environment,
        "parent": parent.trim(),
        "leads its group": stat[2] == pid,
        "leads its session": stat[3] == pid,
        "terminal": stat[4] != "0",
        "nice": stat[16],
        "streams": [stream(0), stream(1), stream(2)],
        "more descriptors": more_descriptors(),
        "limits": limits,
        "oom_score_adj": fs::read_to_string("/proc/self/oom_score_adj").unwrap().trim(),
        "ignored": status["SigIgn"],
        "blocked": status["SigBlk"],
        "no new privileges": status["NoNewPrivs"],
        "capabilities": [status["CapBnd"], status["CapAmb"], status["CapEff"]],
        "processors": status["Cpus_allowed_list"],
        // Counted from the state: the real-time priority and the policy.
        "turn": [stat[37], stat[38]],
        "disk": if asks_for_disk(arguments) { disk() } else { String::new() },
    })
}

fn asks_for_disk(arguments: &[String]) -> bool {
    arguments.iter().any(|word| word == "disk")
}

/// The I/O scheduling class and priority, which no file contains.
fn disk() -> String {
    let output =
        Command::new("/usr/bin/ionice").arg("-p").arg(std::process::id().to_string()).output().unwrap();
    text(&output.stdout).trim().to_owned()
}

/// The file type of one of the three streams, with the path of a file.
fn stream(number: u8) -> String {
    let link = format!("/proc/self/fd/{number}");
    let (Ok(metadata), Ok(target)) = (fs::metadata(&link), fs::read_link(&link)) else {
        return "closed".to_owned();
    };
    let kind = metadata.file_type();
    let appends = fs::read_to_string(format!("/proc/self/fdinfo/{number}")).is_ok_and(|info| {
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:"));
        flags.is_some_and(|flags| u32::from_str_radix(flags.trim(), 8).is_ok_and(|flags| flags & 0o2000 != 0))
    });
    let path = target.display();
    match () {
        () if kind.is_fifo() && path.to_string().starts_with("pipe:") => "pipe".to_owned(),
        () if kind.is_fifo() => format!("pipe {path}"),
        () if kind.is_socket() => "socket".to_owned(),
        () if kind.is_char_device() => path.to_string(),
        () if appends => format!("{path}, appending"),
        () => path.to_string(),
    }
}

/// File descriptors that were inherited unexpectedly.
fn more_descriptors() -> Vec<String> {
    let names =
        fs::read_dir("/proc/self/fd").unwrap().map(|entry| text(entry.unwrap().file_name().as_bytes()));
    let target = |name: String| Some((name.clone(), fs::read_link(format!("/proc/self/fd/{name}")).ok()?));
    // The descriptor of the directory itself is closed by the time it is looked up, or refers to the directory.
    let others = names.filter_map(target).filter(|(name, path)| {
        !["0", "1", "2"].contains(&name.as_str()) && !path.to_string_lossy().starts_with("/proc/")
    });
    others.map(|(_, path)| path.display().to_string()).collect()
}
