//! Log files, the journal, and rotation.

use super::{convert, row, verdict};
use crate::program::{directory, run};

#[test]
fn a_program_named_logrotate_does_not_replace_the_system_unit() {
    let run = convert(
        "[program:logrotate]\ncommand=/usr/local/bin/loop\n[program:nginx]\ncommand=/usr/sbin/nginx\n",
        &[],
    );
    let service = run.file("logrotate-program.service");
    assert!(
        service.contains("# Not called logrotate.service: the system has a unit of that name"),
        "{service}"
    );
    run.file("nginx.service");
    // Packages rely on cron for their jobs; a loop that has the same name is not cron.
    let run = convert("[program:cron]\ncommand=/usr/bin/php artisan schedule:work\n", &[]);
    let service = run.file("cron-program.service");
    assert!(service.contains("# Not called cron.service: the system has a unit of that name"), "{service}");
    convert("[program:cron]\ncommand=/usr/sbin/cron -f\n", &[]).file("cron.service");
}

const LOGGED: &str = "[program:web]\ncommand=/web\nstdout_logfile=/var/log/shop/web.log\nstdout_logfile_maxbytes=1MB\n\
                      stdout_logfile_backups=3\nredirect_stderr=true\n";

#[test]
fn a_log_file_gets_append_a_tmpfiles_directory_and_a_logrotate_rule() {
    let run = convert(LOGGED, &[]);
    assert!(run.file("web.service").contains("StandardOutput=append:/var/log/shop/web.log\n"), "{}", run.out);
    assert!(run.file("web.tmpfiles.conf").contains("\nd /var/log/shop :0755 :root :root -\n"), "{}", run.out);
    let rule = run.file("web.logrotate");
    assert!(
        rule.contains("\"/var/log/shop/web.log\"\n{\n    size 1048576\n    rotate 3\n    copytruncate\n"),
        "{rule}"
    );
    assert_eq!(verdict(&run, "stdout_logfile"), "exact");
    let (verdict, risk, reason) = row(&run, "stdout_logfile_maxbytes");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "data"));
    assert!(reason.contains("when logrotate runs"), "{reason}");
}

#[test]
fn the_supervisord_log_at_debug_level_contained_program_output() {
    let row = |global: &str, log: &str| {
        let text = format!("[supervisord]\n{global}\n[program:web]\ncommand=/web\nstdout_logfile={log}\n");
        row(&convert(&text, &[]), "loglevel")
    };
    let (verdict, risk, reason) = row("loglevel=debug", "NONE");
    assert_eq!((verdict.as_str(), risk.as_str()), ("dropped", "data"));
    assert!(reason.contains("held everything that the programs print"), "{reason}");
    // If each program has its own log, the output can be read elsewhere.
    let (_, risk, reason) = row("loglevel=TRACE", "/var/log/web.log");
    assert!(risk == "none" && reason.contains("held everything that the programs print"), "{reason}");
    let (_, risk, reason) = row("loglevel=warn", "NONE");
    assert!(risk == "none" && reason.contains("systemctl log-level"), "{reason}");
}

#[test]
fn log_directories_in_a_home_belong_to_its_user_at_every_level() {
    let lines = |log: &str, user: &str| {
        let text = format!("[program:web]\ncommand=/web\nuser={user}\nstdout_logfile={log}\n");
        let run = convert(&text, &[]);
        let file = run.file("web.tmpfiles.conf");
        file.lines().filter(|line| line.starts_with("d ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let steps = ["d /home/app/logs :0755 :app - -", "d /home/app/logs/web :0755 :app - -"];
    assert_eq!(lines("/home/app/logs/web/out.log", "app"), steps);
    // It is not known whether a user of that name exists.
    let of_root = ["d /home/app/logs/web :0755 :root :root -"];
    assert_eq!(lines("/home/app/logs/web/out.log", "www-data"), of_root);
    assert_eq!(lines("/home/app/out.log", "app"), ["d /home/app :0755 :root :root -"]);
}

#[test]
fn logs_journal_emits_no_file_and_names_the_journal_limits() {
    let run = convert(LOGGED, &["--logs", "journal"]);
    assert!(!run.out.contains("append:") && !run.out.contains("logrotate"), "{}", run.out);
    assert_eq!(verdict(&run, "stdout_logfile"), "approximate");
    let (verdict, _, reason) = row(&run, "stdout_logfile_backups");
    assert!(verdict == "dropped" && reason.contains("journald.conf"), "{reason}");
}

#[test]
fn logs_files_gives_an_auto_log_its_own_file_with_the_same_rotation() {
    let text = "[program:web]\ncommand=/web\nnumprocs=2\nprocess_name=%(process_num)d\n";
    let run = convert(text, &["--logs", "files"]);
    let service = run.file("web@.service");
    assert!(service.contains("StandardOutput=append:/var/log/web/stdout-%i.log\n"), "{service}");
    let rule = run.file("web.logrotate");
    let paths =
        "\"/var/log/web/stdout-0.log\"\n\"/var/log/web/stdout-1.log\"\n\"/var/log/web/stderr-0.log\"\n";
    assert!(rule.contains(paths) && rule.contains("size 52428800\n    rotate 10\n"), "{rule}");
}

#[test]
fn before_240_no_append_and_no_tmpfiles_are_emitted() {
    let run = convert(LOGGED, &["--systemd-version", "239"]);
    assert!(!run.out.contains("append:") && !run.out.contains("tmpfiles"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stdout_logfile");
    assert!(verdict == "approximate" && reason.contains("240"), "{reason}");
}

#[test]
fn a_log_path_with_a_newline_goes_to_the_journal() {
    let text = "[program:a]\ncommand=/bin/a\nstdout_logfile=/var/log/a.log\n stdout_logfile_backups=1\n";
    let run = convert(text, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains("StandardOutput=") && !run.out.contains("logrotate"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stdout_logfile");
    assert!(verdict == "approximate" && reason.contains("remove its indentation"), "{verdict}: {reason}");
}

#[test]
fn a_log_file_has_the_mode_of_supervisord_regardless_of_umask() {
    let run = convert(&format!("{LOGGED}umask=077\n"), &[]);
    let lines = run.file("web.tmpfiles.conf");
    assert!(lines.contains("\nf /var/log/shop/web.log :0644 :root :root -\n"), "{lines}");
    assert_eq!(
        (verdict(&run, "umask").as_str(), verdict(&run, "stdout_logfile").as_str()),
        ("exact", "exact")
    );
    let run = convert(&format!("{LOGGED}umask=022\n"), &[]);
    assert!(
        !run.file("web.tmpfiles.conf").contains("\nf "),
        "systemd creates the file with this mode anyway"
    );
}

#[test]
fn syslog_lines_lose_the_supervisord_and_program_prefix() {
    let run = convert("[program:web]\ncommand=/web\nstdout_syslog=true\n", &[]);
    assert!(run.file("web.service").contains("SyslogIdentifier=web\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stdout_syslog");
    assert!(verdict == "approximate" && reason.contains("before each line"), "{verdict}: {reason}");
}

#[test]
fn stderr_in_the_stdout_log_file_is_rotated_with_it() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=/var/log/a.log\nstderr_logfile=/var/log/a.log\n\
                stderr_logfile_maxbytes=1MB\nstdout_logfile_maxbytes=1MB\n";
    let run = convert(text, &[]);
    let (verdict, _, reason) = row(&run, "stderr_logfile_maxbytes");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("Now: rotated if above 1 MB") && !reason.contains("not rotated"), "{reason}");
}

#[test]
fn a_stream_without_its_own_file_has_no_data_risk() {
    let run = convert("[program:a]\ncommand=/a\nstdout_logfile=/dev/stdout\nstderr_logfile=logs/a\n", &[]);
    assert_eq!(row(&run, "stdout_logfile").1, "behaviour");
    assert_eq!(row(&run, "stderr_logfile").1, "data");
}

#[test]
fn a_log_file_that_goes_to_the_journal_names_logs_journal_as_the_reason() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=/var/log/a.log\nstderr_logfile=/var/log/b.log\n";
    let run = convert(text, &["--logs", "journal"]);
    for name in ["stdout_logfile", "stderr_logfile"] {
        let (verdict, risk, reason) = row(&run, name);
        assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "data"), "{name}");
        assert!(reason.starts_with("It goes to the journal, as --logs journal asks"), "{reason}");
    }
}

#[test]
fn a_log_in_a_world_writable_directory_is_rotated_as_root() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=/tmp/a.log\n[program:b]\ncommand=/b\n\
                stdout_logfile=/var/log/b.log\n";
    let run = convert(text, &[]);
    let rules = run.file("web.logrotate");
    assert!(rules.contains("\"/tmp/a.log\"\n{\n    su root root\n    size"), "{rules}");
    assert!(rules.contains("\"/var/log/b.log\"\n{\n    size") && !rules.contains("USER GROUP"), "{rules}");
    let run = convert("[program:c]\ncommand=/c\nstdout_logfile=/home/c/log/c.log\n", &[]);
    let rules = run.file("web.logrotate");
    assert!(rules.contains("USER GROUP.\n") && !rules.contains("su root"), "{rules}");
}

#[test]
fn a_syslog_identifier_is_emitted_only_for_journal_output() {
    let text = "[program:a]\ncommand=/a\nnumprocs=2\nprocess_name=%(program_name)s_%(process_num)02d\n\
                redirect_stderr=true\n";
    let journal = convert(text, &[]);
    assert!(journal.file("a@.service").contains("SyslogIdentifier=a_%i\n"), "{}", journal.out);
    let logged = convert(&format!("{text}stdout_logfile=/var/log/a.log\n"), &[]);
    assert!(!logged.file("a@.service").contains("SyslogIdentifier="), "{}", logged.out);
    let (_, risk, reason) = row(&logged, "process_name");
    assert!(risk == "none" && reason.contains("the unit name"), "{reason}");
}

#[test]
fn the_journal_in_place_of_supervisord_output_is_reported_as_a_socket() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n\
                stderr_logfile=/dev/fd/2\nstderr_logfile_maxbytes=0\n";
    let run = convert(text, &[]);
    for (setting, device) in [("stdout_logfile", "/dev/stdout"), ("stderr_logfile", "/dev/stderr")] {
        let (verdict, risk, reason) = row(&run, setting);
        assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
        assert!(reason.contains("socket") && reason.contains(device), "{reason}");
    }
}

#[test]
fn a_command_that_opens_dev_stderr_is_reported_with_the_journal() {
    let text = "[program:a]\ncommand=/usr/sbin/nginx -g \"daemon off; error_log /dev/stderr info;\"\n";
    let run = convert(text, &[]);
    let (verdict, _, reason) = row(&run, "command");
    assert!(verdict == "approximate" && reason.contains("StandardError=append:"), "{verdict}: {reason}");
    let logged = convert(&format!("{text}stderr_logfile=/var/log/a.log\n"), &[]);
    assert_eq!(row(&logged, "command").0, "exact");
    let other = convert("[program:a]\ncommand=/a --to /dev/fd/10\n", &[]);
    assert_eq!(row(&other, "command").0, "exact");
}

#[test]
fn discarded_output_has_no_log_command() {
    let summary = |lines: &str| {
        let root =
            directory(&[("web.conf", &format!("[program:a]\ncommand=/a\nstdout_logfile=NONE\n{lines}"))]);
        run(root.path(), &["convert", "--to", "systemd", "web.conf"]).err
    };
    let nothing = summary("redirect_stderr=true\n");
    assert!(!nothing.contains("tail -f") && !nothing.contains("journalctl -f"), "{nothing}");
    let one = summary("stderr_logfile=/var/log/a.err\n");
    assert!(one.contains("supervisorctl tail -f a stderr"), "{one}");
    assert!(one.contains("→  tail -f /var/log/a.err\n"), "{one}");
}

#[test]
fn supervisorctl_tail_is_not_suggested_for_forwarded_output() {
    let summary = |value: &str| {
        let text = format!("[program:a]\ncommand=/a\nredirect_stderr=true\nstdout_logfile={value}\n");
        let root = directory(&[("web.conf", &text)]);
        run(root.path(), &["convert", "--to", "systemd", "web.conf"]).err
    };
    for value in ["/dev/stdout", "/proc/1/fd/1"] {
        let container = summary(value);
        assert!(!container.contains("supervisorctl tail"), "{container}");
        assert!(container.contains("docker logs -f CONTAINER"), "{container}");
        assert!(container.contains("→  journalctl -f -u a.service\n"), "{container}");
    }
    let syslog = summary("syslog");
    assert!(!syslog.contains("tail -f") && !syslog.contains("journalctl -f"), "{syslog}");
}
