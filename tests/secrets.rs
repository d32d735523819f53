//! What is pasted into pull requests and logs names secrets without revealing them: conversion reports and messages.

use crate::program::{directory, run};

/// A program that gets secrets in every way that can be recognized; one is kept, one lost and one left to be done by hand.
const CONFIG: &str = "[program:a]\n\
    command=/usr/bin/env TOKEN=hidden-a /app --password=hidden-b --api-key hidden-c https://u:hidden-d@host/ %(ENV_X)s\n\
    environment=URL=\"postgres://u:hidden-e@db/x\",PORT=\"1\"\n\
    [program:b]\n\
    ; --password=hidden-f\n\
    command=bin/mysql -uroot \n  -phidden-g db\n\
    [program:c]\n\
    command=/bin/sh -c 'export DB_PASSWORD=\"hidden-h\"; sshpass -p hidden-i ssh host'\n\
    [eventlistener:d]\n\
    command=listen --token=hidden-j\nevents=TICK_5\n";

const UNIT: &str = "[Service]\n\
    # curl -u me:hidden-a http://host/\n\
    ExecStartPre=/usr/bin/curl -u me:hidden-b http://host/\n\
    ExecStart=/usr/bin/app --db-pass=hidden-c \\\n  --token hidden-d $VARIABLE\n\
    ExecStop=/usr/bin/redis-cli -a hidden-e shutdown\n\
    Environment=URL=amqp://u:hidden-f@mq/ \"API_KEY=hidden-g x\"\n\
    SetCredential=key:hidden-h\n\
    [Install]\nWantedBy=multi-user.target\n";

#[test]
fn no_report_shows_a_secret_in_a_command_or_a_url() {
    for (name, text, to) in [("web.conf", CONFIG, "systemd"), ("app.service", UNIT, "supervisord")] {
        let root = directory(&[(name, text)]);
        for report in ["text", "json", "html"] {
            let run = run(root.path(), &["convert", "--to", to, "--report", report, name]);
            assert_eq!(run.status, 0, "{}", run.err);
            let leaks: Vec<&str> = run.err.lines().filter(|line| line.contains("hidden-")).collect();
            assert!(leaks.is_empty(), "{to} {report}: {leaks:#?}");
            assert!(run.err.contains('…'), "{}", run.err);
            // The emitted files must contain them.
            assert!(run.out.contains("hidden-c"), "{}", run.out);
        }
    }
}

#[test]
fn no_message_shows_a_secret() {
    let config = "[supervisord]\nenvironment=DB_PASSWORD=hidden-a b,TOKEN=\"hidden-b\n\
        [unix_http_server]\nfile=/run/s\nusername=u\npassword=%(ENV_X)hidden-c\n\
        [program:a]\ncommand=app --password hidden-d %(nobody)s\nenvironment=SECRET=hidden-e,,SECRET hidden-f\n";
    let unit = "[Service]\nExecStart=app --password=hidden-a \"unbalanced\n\
        ExecStartPre=/bin/sh -c \"export TOKEN=hidden-b; app\nEnvironment=PASSWORD = hidden-c\n\
        Environment=PASSWORD=a hidden-d\nEnvironment=DB_PASSWORD='hidden-e\nSetCredential=hidden-f\n\
        PassEnvironment=TOKEN=hidden-g\n";
    let root = directory(&[("a.conf", config), ("b.service", unit)]);
    let run = run(root.path(), &["check", "--output-format", "json", "a.conf", "b.service"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let findings = json["diagnostics"].as_array().expect("findings");
    assert!(findings.len() > 8, "{}", run.out);
    for one in findings {
        for text in [&one["message"], &one["help"], &one["related"]] {
            assert!(!text.to_string().contains("hidden-"), "{}: {text}", one["rule"]);
        }
    }
    // Neither in quoted lines, nor in labels, nor in the title of a fix.
    for format in ["full", "concise", "github"] {
        let run = self::run(root.path(), &["check", "--output-format", format, "a.conf", "b.service"]);
        let leaks: Vec<&str> = run.out.lines().filter(|line| line.contains("hidden-")).collect();
        assert!(leaks.is_empty(), "{format}: {leaks:#?}");
    }
}

#[test]
fn a_diff_of_fixes_shows_secrets_because_it_must_apply() {
    let root = directory(&[("a.conf", "[program:a]\ncommand=/bin/app --token hidden-a\nauto_start=true\n")]);
    let run = run(root.path(), &["check", "--diff", "--unsafe-fixes", "a.conf"]);
    assert!(run.out.contains("\n command=/bin/app --token hidden-a\n"), "{}{}", run.out, run.err);
}
