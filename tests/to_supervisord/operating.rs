//! How to operate the result.

use super::{convert, operated, service};

#[test]
fn operating_commands_use_the_final_group_names() {
    let part = "[Unit]\nPartOf=site.target\n[Service]\nType=oneshot\nExecStart=/bin/a %i\n";
    let timer = "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n";
    let mut units = vec![
        // Not a member, so the group cannot have its name.
        ("site.service", "[Service]\nExecStart=/bin/site\n"),
        ("site.target", "[Unit]\nWants=a.service web@1.service web@2.service\n"),
        ("a.service", part),
        ("a.timer", timer),
        ("web@.service", part),
        ("web@.timer", timer),
    ];
    let both = convert(&units, &[]);
    assert!(both.out.contains("[group:site_2]"), "{}", both.out);
    for line in ["start site_2:a\n", "start site_2:web_1 site_2:web_2\n"] {
        assert!(both.out.contains(line), "{line}: {}", both.out);
    }
    // A group that consists of the program alone starts nothing else.
    units.retain(|(name, _)| !matches!(*name, "a.service" | "a.timer" | "site.service"));
    let alone = convert(&units, &[]);
    assert!(alone.out.contains("start 'site:*'\n"), "{}", alone.out);
}

#[test]
fn the_log_command_follows_where_the_unit_writes() {
    let logs = |lines: &str| {
        let run = service(&format!("ExecStart=/usr/bin/app\n{lines}"));
        operated(&run).into_iter().find(|command| command.contains("tail") || command.contains("journalctl"))
    };
    for (lines, command) in [
        ("", "journalctl -f -u app.service → supervisorctl tail -f app"),
        ("StandardOutput=append:/var/log/a b.log", "tail -f '/var/log/a b.log' → supervisorctl tail -f app"),
        ("StandardOutput=truncate:/var/log/%p.log", "tail -f /var/log/app.log → supervisorctl tail -f app"),
        (
            "StandardOutput=null\nStandardError=file:/var/log/a.err",
            "tail -f /var/log/a.err → supervisorctl tail -f app stderr",
        ),
    ] {
        assert_eq!(logs(lines).as_deref(), Some(command), "{lines}");
    }
    // Only the machine knows its host name.
    assert_eq!(logs("StandardOutput=append:/var/log/%H.log"), None);
    let unit = "[Service]\nExecStart=/usr/bin/app\nStandardOutput=append:/var/log/%i.log\n[Install]\n\
                WantedBy=multi-user.target\nDefaultInstance=one\n";
    let commands = operated(&convert(&[("app@.service", unit)], &[]));
    assert!(
        commands.iter().any(|command| command.starts_with("tail -f /var/log/one.log → ")),
        "{commands:#?}"
    );
}

#[test]
fn no_operating_command_names_a_missing_target() {
    let unit =
        |more: &str| format!("[Service]\nExecStart=/x %i\n[Install]\nWantedBy=multi-user.target\n{more}");
    let of_default = convert(&[("x@.service", &unit("DefaultInstance=main\n"))], &[]);
    let commands = operated(&of_default);
    assert!(
        commands.contains(&"systemctl enable x@main.service → autostart=true".to_owned()),
        "{commands:#?}"
    );
    assert!(!of_default.err.contains("x.target"), "{commands:#?}");

    let wants = |names: &str| format!("[Unit]\nWants={names}\n[Install]\nWantedBy=multi-user.target\n");
    let numbered = wants("x@1.service x@2.service");
    let of_target = convert(&[("x@.service", &unit("")), ("x.target", &numbered)], &[]);
    assert!(
        operated(&of_target).contains(&"systemctl start x.target → supervisorctl start 'x:*'".to_owned())
    );

    let named = wants("x@a.service x@b.service");
    let of_another = convert(&[("x@.service", &unit("")), ("all.target", &named)], &[]);
    let commands = operated(&of_another);
    let all = "systemctl stop x@a.service x@b.service → supervisorctl stop x_a x_b";
    assert!(commands.contains(&all.to_owned()), "{commands:#?}");
    assert!(!of_another.err.contains("x.target"), "{commands:#?}");
}

#[test]
fn operating_commands_quote_unit_names() {
    let run = convert(&[(r"a\x2db.service", "[Service]\nExecStart=/x\n")], &[]);
    let commands = operated(&run);
    let stop = r"systemctl stop 'a\x2db.service' → supervisorctl stop 'a\x2db'";
    assert!(commands.contains(&stop.to_owned()), "{commands:#?}");
}
