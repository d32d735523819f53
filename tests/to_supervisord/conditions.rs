//! Conditions of a start.

use super::{convert, option, row, steps, verdict};

#[test]
fn triggering_conditions_are_emitted_one_per_line() {
    let names = ["quiet", "splash", "nosmp", "noapic", "noresume"];
    let lines: String = names.iter().map(|name| format!("ConditionKernelCommandLine=|{name}\n")).collect();
    let of = |lines: &str| {
        let text =
            format!("[Unit]\n{lines}[Service]\nExecStart=/bin/app\n[Install]\nWantedBy=multi-user.target\n");
        convert(&[("app.service", &text)], &[])
    };
    let run = of(&lines);
    let mut expected: Vec<String> =
        names.iter().map(|name| format!("grep -qwFe {name} /proc/cmdline ||")).collect();
    if let Some(last) = expected.last_mut() {
        last.push_str(" exit 0");
    }
    expected.push("exec /bin/app'".to_owned());
    assert_eq!(steps(&run), expected, "{}", run.out);
    for row in run.rows_of("ConditionKernelCommandLine") {
        let is_read_back =
            row["reason"].as_str().is_some_and(|reason| reason.starts_with("A shell checks it"));
        assert!(row["verdict"] == "approximate" && is_read_back, "{row}");
    }
    // A few are read at a glance.
    let few = of("ConditionPathExists=|/a\nConditionPathExists=|/b\n");
    assert_eq!(option(&few, "command"), Some("/bin/sh -c '[ -e /a ] || [ -e /b ] || exit 0; exec /bin/app'"));
}

#[test]
fn a_kernel_command_line_condition_is_not_a_path() {
    let unit = "[Unit]\nConditionKernelCommandLine=quiet\n[Service]\nExecStart=/bin/app\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(verdict(&run, "ExecStart"), "exact", "{}", run.err);
}

#[test]
fn a_condition_with_a_negative_value_is_manual() {
    for condition in ["ConditionVirtualization=no", "AssertUser=0"] {
        let unit = format!("[Unit]\n{condition}\n[Service]\nExecStart=/bin/app\n");
        let run = convert(&[("app.service", &unit)], &[]);
        let name = condition.split('=').next().unwrap_or_default();
        assert_eq!(verdict(&run, name), "manual", "{}", run.err);
        assert!(run.out.contains(&format!("; - {condition}: ")), "{}", run.out);
    }
}

#[test]
fn the_exit_code_of_a_failed_condition_decides_about_restarts() {
    let then = |lines: &str| {
        let unit = format!(
            "[Unit]\n{lines}\n[Service]\nExecStart=/usr/bin/app\nRestart=on-failure\nRestartSec=10\n"
        );
        let run = convert(&[("app.service", &unit)], &[]);
        let setting = lines.split('=').next().unwrap_or_default().to_owned();
        row(&run, &setting).1
    };
    // Exit status 1 is unexpected, and no ending is early: supervisord retries forever.
    assert!(
        then("AssertPathExists=/a").contains("with exit code 1, and supervisord retries about once a second")
    );
    assert!(then("ConditionPathExists=/a").contains("with exit code 0, which leaves it EXITED"));
    let both = then("AssertPathExists=/a\nConditionPathExists=/b");
    assert!(
        both.contains(
            "with exit code 0, which leaves it EXITED; for an assertion with 1, and supervisord retries"
        ),
        "{both}"
    );
}

#[test]
fn a_kernel_command_line_condition_reads_proc_cmdline() {
    let unit = "[Unit]\nConditionKernelCommandLine=!nompath\nConditionKernelCommandLine=|ostree\n\
                ConditionKernelCommandLine=|a.id=b\n[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(
        steps(&run),
        [
            "! grep -qwFe nompath /proc/cmdline || exit 0",
            "grep -qwFe ostree /proc/cmdline || grep -qwFe \"a.id=b\" /proc/cmdline || exit 0",
            "exec /usr/bin/app'",
        ],
        "{}",
        run.out
    );
    assert_eq!(
        (option(&run, "autostart"), verdict(&run, "ConditionKernelCommandLine").as_str()),
        (None, "approximate"),
        "{}",
        run.err
    );
}

#[test]
fn conditions_and_asserts_become_shell_tests() {
    let unit = "[Unit]\nConditionPathExists=/etc/a.conf\nConditionPathExists=|!/b c\nConditionDirectoryNotEmpty=|/srv\n\
                AssertPathIsMountPoint=/data\n[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(
        steps(&run),
        [
            "[ -e /etc/a.conf ] || exit 0",
            "[ ! -e \"/b c\" ] || [ -n \"$(ls /srv/)\" ] || exit 0",
            "mountpoint -q /data || exit 1",
            "exec /usr/bin/app'",
        ]
    );
    let (verdict, reason) = row(&run, "ConditionPathExists");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("which leaves it EXITED"), "{reason}");
    assert_eq!(self::verdict(&run, "ExecStart"), "exact");
    let always = format!("{unit}[Service]\nRestart=always\nRestartSec=5\n");
    let (_, reason) = row(&convert(&[("app.service", &always)], &[]), "ConditionPathExists");
    assert!(reason.contains("retries about once a second"), "{reason}");
    let failure = format!("{unit}[Service]\nRestart=on-failure\n");
    let (_, reason) = row(&convert(&[("app.service", &failure)], &[]), "ConditionPathExists");
    assert!(reason.contains("calls it FATAL"), "{reason}");
}

#[test]
fn an_empty_condition_resets_all_conditions_but_no_asserts() {
    let unit = "[Unit]\nConditionPathExists=/a\nAssertPathExists=/b\nConditionFileNotEmpty=\n[Service]\nExecStart=/usr/bin/app\n";
    let run = convert(&[("app.service", unit)], &[]);
    assert_eq!(option(&run, "command"), Some("/bin/sh -c '[ -e /b ] || exit 1; exec /usr/bin/app'"));
    assert_eq!(verdict(&run, "ConditionPathExists"), "dropped");
    // It makes no difference that supervisord's side can express the one and not the other.
    for (first, second) in [
        ("ConditionPathExists=/a", "ConditionVirtualization="),
        ("ConditionVirtualization=vm", "ConditionPathExists="),
    ] {
        let unit =
            format!("[Unit]\n{first}\nAssertPathExists=/b\n{second}\n[Service]\nExecStart=/usr/bin/app\n");
        let run = convert(&[("app.service", &unit)], &[]);
        assert_eq!(
            option(&run, "command"),
            Some("/bin/sh -c '[ -e /b ] || exit 1; exec /usr/bin/app'"),
            "{first}"
        );
        let name = first.split('=').next().unwrap();
        let reasons: Vec<String> =
            run.rows_of(name).iter().map(|row| row["reason"].as_str().unwrap().to_owned()).collect();
        assert!(reasons[0].contains("a later line sets it again"), "{first}: {reasons:?}");
    }
}

/// supervisord creates the log before the shell checks it.
#[test]
fn a_condition_on_the_programs_own_log_tests_for_a_non_empty_file() {
    let unit = |condition: &str| {
        let text = format!(
            "[Unit]\nConditionPathExists={condition}\n[Service]\nExecStart=/usr/bin/app\nStandardOutput=append:/var/log/app.log\n"
        );
        convert(&[("app.service", &text)], &[])
    };
    let run = unit("!/var/log/app.log");
    assert!(run.out.contains("[ ! -s /var/log/app.log ] || exit 0"), "{}", run.out);
    assert!(row(&run, "ConditionPathExists").1.contains("whether it is non-empty"), "{}", run.err);
    let run = unit("/var/log/app.log");
    assert!(row(&run, "ConditionPathExists").1.contains("it always exists"), "{}", run.err);
    assert!(unit("!/var/log/other.log").out.contains("[ ! -e /var/log/other.log ]"));
}

#[test]
fn a_glob_condition_is_tested_if_every_shell_expands_it_like_systemd() {
    let unit = |condition: &str| {
        let text = format!(
            "[Unit]\n{condition}\n[Service]\nExecStart=/usr/bin/app\n[Install]\nWantedBy=multi-user.target\n"
        );
        convert(&[("app.service", &text)], &[])
    };
    let run = unit("AssertPathExistsGlob=/etc/app/*.conf\nConditionPathExistsGlob=!/run/app.[0-9]");
    assert_eq!(
        steps(&run),
        [
            "[ -z \"$(ls -d /run/app.[0-9] 2>/dev/null)\" ] || exit 0",
            "[ -n \"$(ls -d /etc/app/*.conf 2>/dev/null)\" ] || exit 1",
            "exec /usr/bin/app'",
        ]
    );
    assert_eq!(verdict(&run, "AssertPathExistsGlob"), "approximate", "{}", run.err);
    assert_eq!(option(&run, "autostart"), None, "{}", run.out);
    for pattern in ["/etc/{a,b}.conf", "/etc/[^a]*", "/a b*"] {
        let run = unit(&format!("ConditionPathExistsGlob={pattern}"));
        assert_eq!(verdict(&run, "ConditionPathExistsGlob"), "manual", "{pattern}: {}", run.err);
        assert_eq!(option(&run, "autostart"), Some("false"), "{pattern}");
        assert!(!run.out.contains("ls -d"), "{}", run.out);
    }
}
