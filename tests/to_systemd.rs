//! Whole configurations of supervisord as units: what is written, and what the report says of it.

use crate::program::{Run, folder, run};

/// Translates one configuration, `web.conf`.
fn convert(text: &str, more: &[&str]) -> Run {
    let root = folder(&[("web.conf", text)]);
    let args = ["convert", "--to", "systemd", "--report", "json", "web.conf"];
    run(root.path(), &[&args[..], more].concat())
}

/// The verdict, the risk and the reason of a setting.
fn row(run: &Run, setting: &str) -> (String, String, String) {
    let rows = run.rows_of(setting);
    let row = rows.first().unwrap_or_else(|| panic!("no row for {setting}: {}", run.err));
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("risk"), text("reason"))
}

fn verdict(run: &Run, setting: &str) -> String {
    row(run, setting).0
}

#[test]
fn a_script_without_its_path_is_looked_for_in_the_root_folder() {
    let run = convert("[program:web]\ncommand=/usr/bin/python3 -u manage.py run\n", &[]);
    let (verdict, _, reason) = row(&run, "command");
    assert!(verdict == "approximate" && reason.contains(": manage.py is looked for there"), "{reason}");
    assert!(run.file("web.service").contains("# systemd starts the program in / and"), "{}", run.out);
    for lines in [
        "command=/usr/bin/python3 manage.py run\ndirectory=/srv/app",
        "command=/usr/bin/python3 /srv/app/manage.py run",
        "command=/usr/bin/python3 -m app.py",
    ] {
        let run = convert(&format!("[program:web]\n{lines}\n"), &[]);
        assert_eq!(row(&run, "command").0, "exact", "{lines}");
    }
}

#[test]
fn a_program_that_supervisord_could_not_start_as_its_user_is_told() {
    let of_program = |own: &str, user: &str| {
        let text = format!("[supervisord]\nuser={own}\n[program:web]\ncommand=/bin/web\nuser={user}\n");
        let run = convert(&text, &[]);
        let rows = run.rows_of("user");
        let row = rows.iter().find(|row| row["section"] == "program:web").unwrap();
        row["reason"].as_str().unwrap_or_default().contains("nobody but root can become another user")
    };
    for (own, user) in [("app", "www"), ("app", "root"), ("app", "0"), ("1000", "1001")] {
        assert!(of_program(own, user), "{own} {user}");
    }
    // Whose number it is, only the machine knows.
    for (own, user) in [("root", "www"), ("app", "app"), ("app", "1000")] {
        assert!(!of_program(own, user), "{own} {user}");
    }
}

#[test]
fn what_rotates_the_logs_keeps_its_name_to_itself() {
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
}

#[test]
fn what_became_another_value_is_not_told_as_the_same() {
    let text = "[program:a]\ncommand=/a\nkillasgroup=true\n[program:b]\ncommand=/b\nkillasgroup=true\n\
                [program:c]\ncommand=/c\nkillasgroup=true\nstopasgroup=true\n";
    let root = folder(&[("web.conf", text)]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    assert!(run.err.contains("→ a.service [Service] KillMode=mixed\n"), "{}", run.err);
    assert!(run.err.contains("→ b.service [Service] KillMode=mixed\n"), "{}", run.err);
    assert!(
        run.err.contains("→ c.service [Service] KillMode=control-group  (systemd's default"),
        "{}",
        run.err
    );
}

#[test]
fn a_fastcgi_program_is_a_socket_and_a_service_that_reads_from_it() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=unix:///run/php.sock\nuser=shop\n";
    let run = convert(text, &[]);
    assert_eq!((run.status, verdict(&run, "socket").as_str()), (0, "exact"), "{}", run.err);
    let service = run.file("php.service");
    assert!(
        service.contains("Sockets=php.socket\nStandardInput=socket\nStandardOutput=journal\n"),
        "{service}"
    );
    let socket = run.file("php.socket");
    let expected = "ListenStream=/run/php.sock\nSocketUser=shop\nSocketMode=0700\n";
    assert!(socket.contains(expected), "supervisord's defaults are written: {socket}");
    assert!(run.err.contains("\"systemctl stop php.socket php.service\""), "{}", run.err);
}

#[test]
fn the_socket_of_several_processes_is_stopped_with_all_of_them() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=tcp://127.0.0.1:9000\nnumprocs=2\n\
                process_name=%(process_num)02d\n";
    let run = convert(text, &[]);
    assert!(run.err.contains("\"systemctl stop php.socket php.target\""), "{}", run.err);
    assert!(run.err.contains("\"systemctl stop php@00.service\""), "{}", run.err);
}

#[test]
fn the_socket_of_several_processes_is_one_and_the_service_of_each_names_it() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=tcp://localhost:9000\nnumprocs=2\n\
                process_name=%(process_num)02d\nsocket_backlog=9\n";
    let run = convert(text, &[]);
    assert!(run.file("php@.service").contains("Sockets=php.socket\n"));
    let socket = run.file("php.socket");
    assert!(socket.contains("ListenStream=127.0.0.1:9000\nService=php@00.service\nBacklog=9\n"), "{socket}");
    assert_eq!((verdict(&run, "socket"), verdict(&run, "socket_backlog")), ("exact".into(), "exact".into()));
}

#[test]
fn an_owner_without_a_group_leaves_the_socket_in_the_group_of_root() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=unix:///run/php.sock\n\
                socket_owner=www\nsocket_mode=0666\n";
    let run = convert(text, &[]);
    let socket = run.file("php.socket");
    assert!(socket.contains("SocketUser=www\nSocketGroup=root\n"), "{socket}");
    assert_eq!(verdict(&run, "socket_owner"), "exact");
    assert_eq!(verdict(&run, "socket_mode"), "exact", "0666 is what systemd does by itself");
}

#[test]
fn a_host_by_name_listens_on_the_loopback_and_the_socket_says_so() {
    let run = convert("[fcgi-program:php]\ncommand=/php\nsocket=tcp://php.example:9000\n", &[]);
    let socket = run.file("php.socket");
    assert!(
        socket.contains("php.example became 127.0.0.1") && socket.contains("\nListenStream=127.0.0.1:9000\n")
    );
    let (verdict, _, reason) = row(&run, "socket");
    assert!(verdict == "approximate" && reason.contains("php.example"), "{reason}");
}

#[test]
fn a_fastcgi_program_in_a_group_gets_no_socket_as_supervisord_gives_it_none() {
    let text = "[fcgi-program:php]\ncommand=/php\nsocket=unix:///run/php.sock\n[group:g]\nprograms=php\n";
    let run = convert(text, &[]);
    assert!(!run.out.contains("php.socket") && !run.out.contains("StandardInput="), "{}", run.out);
    let (verdict, risk, _) = row(&run, "socket");
    assert_eq!((verdict.as_str(), risk.as_str()), ("dropped", "none"));
}

#[test]
fn crashmail_is_a_hook_that_every_unit_starts_when_it_has_failed() {
    let text = "[program:web]\ncommand=/web\n[eventlistener:crashmail]\n\
                command=/usr/bin/crashmail -a -o 100%% -m ops@example.com\nevents=PROCESS_STATE\nuser=mail\n";
    let run = convert(text, &[]);
    assert!(run.file("web.service").contains("OnFailure=crashmail@%n.service\n"), "{}", run.out);
    let hook = run.file("crashmail@.service");
    assert!(hook.contains("Type=oneshot\n") && hook.contains("User=mail\n"), "{hook}");
    assert!(hook.contains("sh ops@example.com \"100%%: \" %i\n"), "arguments, not shell: {hook}");
    let (verdict, _, reason) = row(&run, "events");
    assert!(verdict == "approximate" && reason.contains("every unexpected exit"), "{reason}");
}

#[test]
fn a_listener_that_does_more_than_mail_is_left_to_a_person_with_what_can_take_its_place() {
    let text = "[program:web]\ncommand=/web\n[eventlistener:memmon]\ncommand=memmon -a 200MB\nevents=TICK_60\n\
                stderr_logfile=/var/log/memmon.log\nuser=mail\n";
    let run = convert(text, &[]);
    assert!(!run.out.contains("memmon@"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "events");
    assert!(verdict == "manual" && reason.contains("MemoryMax="), "{reason}");
    let (verdict, risk, reason) = row(&run, "stderr_logfile");
    assert_eq!((verdict.as_str(), risk.as_str()), ("dropped", "data"), "{reason}");
    assert_eq!(row(&run, "user").1, "security");
}

const LOGGED: &str = "[program:web]\ncommand=/web\nstdout_logfile=/var/log/shop/web.log\nstdout_logfile_maxbytes=1MB\n\
                      stdout_logfile_backups=3\nredirect_stderr=true\n";

#[test]
fn a_log_file_is_appended_to_its_folder_is_made_and_logrotate_keeps_it_small() {
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
fn supervisords_log_at_debug_held_what_programs_print() {
    let row = |global: &str, log: &str| {
        let text = format!("[supervisord]\n{global}\n[program:web]\ncommand=/web\nstdout_logfile={log}\n");
        row(&convert(&text, &[]), "loglevel")
    };
    let (verdict, risk, reason) = row("loglevel=debug", "NONE");
    assert_eq!((verdict.as_str(), risk.as_str()), ("dropped", "data"));
    assert!(reason.contains("held all that the programs print"), "{reason}");
    // Where each has a log of its own, there is another place to read it.
    let (_, risk, reason) = row("loglevel=TRACE", "/var/log/web.log");
    assert!(risk == "none" && reason.contains("held all that the programs print"), "{reason}");
    let (_, risk, reason) = row("loglevel=warn", "NONE");
    assert!(risk == "none" && reason.contains("systemctl log-level"), "{reason}");
}

#[test]
fn folders_of_logs_in_a_home_are_its_users_step_by_step() {
    let lines = |log: &str, user: &str| {
        let text = format!("[program:web]\ncommand=/web\nuser={user}\nstdout_logfile={log}\n");
        let run = convert(&text, &[]);
        let file = run.file("web.tmpfiles.conf");
        file.lines().filter(|line| line.starts_with("d ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let steps = ["d /home/app/logs :0755 :app - -", "d /home/app/logs/web :0755 :app - -"];
    assert_eq!(lines("/home/app/logs/web/out.log", "app"), steps);
    // Whether there is a user of that name, nothing says.
    let of_root = ["d /home/app/logs/web :0755 :root :root -"];
    assert_eq!(lines("/home/app/logs/web/out.log", "www-data"), of_root);
    assert_eq!(lines("/home/app/out.log", "app"), ["d /home/app :0755 :root :root -"]);
}

#[test]
fn logs_journal_leaves_no_file_and_says_what_limits_the_journal() {
    let run = convert(LOGGED, &["--logs", "journal"]);
    assert!(!run.out.contains("append:") && !run.out.contains("logrotate"), "{}", run.out);
    assert_eq!(verdict(&run, "stdout_logfile"), "approximate");
    let (verdict, _, reason) = row(&run, "stdout_logfile_backups");
    assert!(verdict == "dropped" && reason.contains("journald.conf"), "{reason}");
}

#[test]
fn logs_files_gives_an_automatic_log_a_file_of_its_own_with_supervisords_rotation() {
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
fn before_240_there_is_no_append_and_nothing_is_written_for_files() {
    let run = convert(LOGGED, &["--systemd-version", "239"]);
    assert!(!run.out.contains("append:") && !run.out.contains("tmpfiles"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stdout_logfile");
    assert!(verdict == "approximate" && reason.contains("240"), "{reason}");
}

#[test]
fn priorities_are_a_chain_that_a_program_which_is_not_started_does_not_break() {
    let text = "[program:c]\ncommand=/c\npriority=3\n[program:b]\ncommand=/b\npriority=2\nautostart=false\n\
                [program:a]\ncommand=/a\npriority=1\n";
    let run = convert(text, &[]);
    assert!(run.file("c.service").contains("After=b.service a.service\n"), "{}", run.out);
    assert!(run.file("b.service").contains("After=a.service\n"), "{}", run.out);
    assert_eq!(verdict(&run, "priority"), "exact");
}

#[test]
fn variables_that_nobody_gave_are_asked_for_in_a_file_and_given_ones_are_values() {
    let text = "[program:web]\ncommand=/web --port %(ENV_PORT)s\n\
                environment=TOKEN=\"%(ENV_TOKEN)s\",URL=\"http://%(ENV_HOST)s:%(ENV_PORT)s/\",LANG=\"C\"\n";
    let run = convert(text, &[]);
    let service = run.file("web.service");
    assert!(service.contains("Environment=LANG=C\nEnvironmentFile=/etc/web.env\n"), "{service}");
    let template = run.file("web.env");
    assert!(
        template.ends_with("\nTOKEN=\n# It was http://%(ENV_HOST)s:%(ENV_PORT)s/\nURL=\nPORT=\n"),
        "{template}"
    );
    assert_eq!((verdict(&run, "environment"), verdict(&run, "command")), ("manual".into(), "manual".into()));

    let given = ["--env", "TOKEN=t", "--env", "HOST=h", "--env", "PORT=80"];
    let run = convert(text, &given);
    assert!(!run.out.contains("EnvironmentFile="), "{}", run.out);
    assert!(run.file("web.service").contains("Environment=URL=http://h:80/\n"), "{}", run.out);
    // All users can read the token in the unit.
    assert_eq!(
        (verdict(&run, "environment"), verdict(&run, "command")),
        ("approximate".into(), "exact".into())
    );
}

#[test]
fn a_secret_in_a_unit_is_read_by_everybody() {
    let text = "[supervisord]\nenvironment=LANG=C\n[program:web]\ncommand=/web\nenvironment=DB_PASSWORD=hunter2\n\
                [program:idle]\ncommand=/idle\nenvironment=DB_PASSWORD=/run/secret\n";
    let run = convert(text, &[]);
    let rows = run.rows_of("environment");
    let verdicts: Vec<_> = rows.iter().map(|row| (row["verdict"].as_str(), row["risk"].as_str())).collect();
    let (exact, shown) = ((Some("exact"), Some("none")), (Some("approximate"), Some("security")));
    assert_eq!(verdicts, [exact, shown, exact], "{}", run.err);
    // Each shows its own variables.
    let into = |row: &serde_json::Value| row["into"].as_array().map_or(0, Vec::len);
    assert_eq!(rows.iter().map(into).collect::<Vec<_>>(), [2, 1, 1], "{}", run.err);
}

#[test]
fn variables_of_all_programs_are_kept_beside_one_that_nobody_gave() {
    let text =
        "[supervisord]\nenvironment=LANG=C\n[program:web]\ncommand=/web\nenvironment=URL=\"%(ENV_URL)s\"\n";
    let run = convert(text, &[]);
    let verdicts: Vec<_> = run.rows_of("environment").iter().map(|row| row["verdict"].to_string()).collect();
    assert_eq!(verdicts, ["\"exact\"", "\"manual\""], "{}", run.err);
}

#[test]
fn a_path_that_systemd_refuses_is_started_by_a_shell_in_its_own_place() {
    let text = "[program:a]\ncommand=\"/opt/it's\" 'x y' $Z\n[program:b]\ncommand=/bin/b\n";
    let run = convert(text, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let expected = r#"ExecStart=/bin/sh -c "exec \"$$0\" \"$$@\"" "/opt/it's" "x y" $$Z"#;
    assert!(run.file("a.service").contains(expected), "{}", run.file("a.service"));
    assert!(run.file("b.service").contains("ExecStart=/bin/b\n"));
}

#[test]
fn an_empty_command_holds_nothing_up_and_waits_for_a_person() {
    let run = convert("[program:a]\ncommand=\n[program:b]\ncommand=/bin/cat\n", &[]);
    assert!(run.file("b.service").contains("ExecStart=/bin/cat\n"));
    let unit = run.file("a.service");
    assert!(unit.contains(" To do by hand, ") && unit.contains("ExecStart=/bin/false\n"), "{unit}");
    assert!(!unit.contains("\n[Install]"), "{unit}");
    assert_eq!(verdict(&run, "command"), "manual");
}

#[test]
fn a_log_whose_name_holds_a_line_end_goes_to_the_journal() {
    let text = "[program:a]\ncommand=/bin/a\nstdout_logfile=/var/log/a.log\n stdout_logfile_backups=1\n";
    let run = convert(text, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains("StandardOutput=") && !run.out.contains("logrotate"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stdout_logfile");
    assert!(verdict == "approximate" && reason.contains("remove its indentation"), "{verdict}: {reason}");
}

#[test]
fn a_variable_of_one_instance_is_asked_for_in_a_file_of_its_own() {
    let text = "[program:a]\ncommand=/bin/a\nnumprocs=2\nprocess_name=%(process_num)02d\n\
                environment=PORT=\"%(ENV_BASE)s%(process_num)02d\"\n";
    let run = convert(text, &[]);
    assert_eq!((run.status, verdict(&run, "environment").as_str()), (0, "manual"), "{}", run.err);
    assert!(run.file("a@.service").contains("EnvironmentFile=/etc/a-%i.env\n"), "{}", run.out);
    let template =
        "# Install as /etc/a-01.env, mode 0600 if it holds secrets.\n# It was %(ENV_BASE)s01\nPORT=\n";
    assert_eq!(run.file("a-01.env").trim_end(), template.trim_end());
}

#[test]
fn minfds_is_a_limit_of_every_service() {
    let run = convert("[supervisord]\nminfds=65535\n[program:a]\ncommand=/bin/a\n", &[]);
    assert!(run.file("a.service").contains("LimitNOFILE=65535:524288\n"), "{}", run.out);
    assert_eq!(verdict(&run, "minfds"), "approximate");
    let usual = convert("[supervisord]\nminfds=1024\n[program:a]\ncommand=/bin/a\n", &[]);
    assert!(!usual.file("a.service").contains("LimitNOFILE"), "systemd gives as much: {}", usual.out);
}

#[test]
fn ordered_members_of_a_group_are_stopped_at_once_by_supervisord_alone() {
    let programs = "[program:a]\ncommand=/a\npriority=1\n[program:b]\ncommand=/b\npriority=2\n";
    assert_eq!(verdict(&convert(programs, &[]), "priority"), "exact", "each is a group of its own");
    let (verdict, _, reason) =
        row(&convert(&format!("{programs}[group:g]\nprograms=a,b\n"), &[]), "priority");
    assert!(verdict == "approximate" && reason.contains("waits for each member"), "{verdict}: {reason}");
}

#[test]
fn a_log_file_has_supervisords_mode_whatever_the_mask_of_the_program() {
    let run = convert(&format!("{LOGGED}umask=077\n"), &[]);
    let lines = run.file("web.tmpfiles.conf");
    assert!(lines.contains("\nf /var/log/shop/web.log :0644 :root :root -\n"), "{lines}");
    assert_eq!(
        (verdict(&run, "umask").as_str(), verdict(&run, "stdout_logfile").as_str()),
        ("exact", "exact")
    );
    let run = convert(&format!("{LOGGED}umask=022\n"), &[]);
    assert!(!run.file("web.tmpfiles.conf").contains("\nf "), "systemd makes it so by itself");
}

#[test]
fn of_a_mask_that_is_negative_the_bits_of_permissions_count() {
    let text = "[supervisord]\numask=-1\n[program:web]\ncommand=/web\n";
    assert!(convert(text, &[]).file("web.service").contains("\nUMask=0777\n"));
    let own = "[program:web]\ncommand=/web\numask=-1\n";
    assert!(convert(own, &[]).file("web.service").contains("\nUMask=0777\n"));
}

#[test]
fn a_line_in_syslog_has_lost_supervisords_name_and_the_programs_before_it() {
    let run = convert("[program:web]\ncommand=/web\nstdout_syslog=true\n", &[]);
    assert!(run.file("web.service").contains("SyslogIdentifier=web\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stdout_syslog");
    assert!(verdict == "approximate" && reason.contains("before each line"), "{verdict}: {reason}");
}

#[test]
fn no_report_shows_a_password() {
    let text = "[inet_http_server]\nport=9001\nusername=u\npassword = {SHA}hidden-one ; hidden-two\n\
        [unix_http_server]\nfile=/run/s\nusername=u\npassword: hidden-three\npassword=\n  hidden-four\n  hidden-five\n\
        [supervisorctl]\nserverurl=http://hidden-six:hidden-seven@localhost:9001\npassword=hidden-eight\n\
        [rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n\
        [supervisord]\n[program:a]\ncommand=/a\nserverurl=http://u:hidden-nine@localhost\n";
    let root = folder(&[("web.conf", text)]);
    for to in ["systemd", "supervisord"] {
        for report in ["text", "json", "html"] {
            let args = ["convert", "--to", to, "--report", report, "web.conf"];
            let run = run(root.path(), &args);
            assert_eq!(run.status, 0, "{}", run.err);
            assert!(!run.err.contains("hidden-"), "{to} {report}: {}", run.err);
            // What was kept exactly the text only names.
            let is_quoted = report != "text" || to == "systemd";
            assert_eq!(run.err.contains("http://…@localhost:9001"), is_quoted, "{}", run.err);
            // Only who reads the file may read them.
            assert_eq!(run.out.contains("hidden-"), to == "supervisord", "{}", run.out);
        }
    }
}

#[test]
fn a_variable_is_not_known_in_the_option_that_sets_it() {
    let text = "[program:web]\ncommand=/web %(ENV_KEY)s\nenvironment=PATH=\"/opt/bin:%(ENV_PATH)s\",KEY=\"a%(ENV_KEY)s\"\n";
    let run = convert(text, &["--env", "PATH=/bin", "--env", "KEY=k"]);
    let service = run.file("web.service");
    assert!(
        service.contains("ExecStart=/web ak\nEnvironment=PATH=/opt/bin:/bin\nEnvironment=KEY=ak\n"),
        "{service}"
    );
}

#[test]
fn what_supervisord_refuses_is_not_translated() {
    // The comment begins inside the quotes; the value ends at the blank.
    for environment in ["X=\"a ; b # c\",Y=2", "A=has space,B=2"] {
        let run = convert(&format!("[program:a]\ncommand=/a\nenvironment={environment}\n"), &[]);
        assert!(run.status == 1 && run.out.is_empty(), "{}", run.out);
        assert!(run.err.contains("It refuses") && run.err.contains("nothing was translated"), "{}", run.err);
    }
}

#[test]
fn what_a_shell_does_before_the_program_may_take_its_time() {
    let run = convert("[program:web]\ncommand=/bin/sh -c 'sleep 200 && exec /web'\n", &[]);
    let service = run.file("web.service");
    assert!(
        service.contains("ExecStartPre=sleep 200\nTimeoutStartSec=infinity\nExecStart=/web\n"),
        "{service}"
    );
    let run = convert("[program:web]\ncommand=/bin/sh -c 'ulimit -n 10 && exec /web'\n", &[]);
    assert!(
        run.file("web.service").contains("ExecStart=/bin/sh -c \"ulimit -n 10 && exec /web\"\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_path_with_dots_is_written_without_them_and_may_be_another_behind_a_link() {
    let text = "[program:a]\ncommand=/a\ndirectory=/srv/app/../shop\nstdout_logfile=/srv/app/../log/a.log\n";
    let run = convert(text, &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let unit = run.file("a.service");
    assert!(unit.contains("WorkingDirectory=/srv/shop\n"), "{unit}");
    assert!(unit.contains("StandardOutput=append:/srv/log/a.log\n"), "{unit}");
    for setting in ["directory", "stdout_logfile"] {
        let (verdict, _, reason) = row(&run, setting);
        assert!(verdict == "approximate" && reason.contains("unless a folder"), "{verdict}: {reason}");
    }
    assert!(run.file("web.tmpfiles.conf").contains("d /srv/log "), "{}", run.out);
    assert!(run.file("web.logrotate").contains("\"/srv/log/a.log\""), "{}", run.out);
}

#[test]
fn more_retries_than_systemd_can_count_are_as_many_as_it_can() {
    for retries in ["4294967295", "99999999999999999999999"] {
        let run = convert(&format!("[program:a]\ncommand=/a\nstartretries={retries}\n"), &[]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.file("a.service").contains("StartLimitBurst=4294967295\n"), "{}", run.out);
        let (verdict, _, reason) = row(&run, "startretries");
        assert!(verdict == "approximate" && reason.contains("4294967295 starts"), "{verdict}: {reason}");
    }
}

#[test]
fn a_socket_is_where_supervisord_binds_it() {
    let run = convert("[fcgi-program:a]\ncommand=/a\nsocket=unix:///run/app/../a.sock\n", &[]);
    assert!(run.file("a.socket").contains("ListenStream=/run/a.sock\n"), "{}", run.out);
    assert_eq!(verdict(&run, "socket"), "exact");
}

#[test]
fn the_number_of_a_user_is_written_as_systemd_reads_it() {
    for (user, number) in [("0100", "100"), ("1_000", "1000"), ("65534", "65534")] {
        let run = convert(&format!("[program:a]\ncommand=/a\nuser={user}\n"), &[]);
        assert!(run.file("a.service").contains(&format!("User={number}\n")), "{}", run.out);
        assert_eq!(verdict(&run, "user"), "exact");
    }
}

#[test]
fn a_number_that_only_the_environment_tells_is_left_to_a_person_and_never_taken_for_the_default_in_silence() {
    let text = "[program:w]\ncommand=/w\nnumprocs=%(ENV_COUNT)s\nprocess_name=%(program_name)s_%(process_num)d\n\
                stopwaitsecs=%(ENV_WAIT)s\nautostart=true\n[group:g]\nprograms=v\npriority=%(ENV_RANK)s\n\
                [program:v]\ncommand=/v\n[supervisord]\nminfds=%(ENV_FILES)s\n";
    let run = convert(text, &[]);
    for name in ["numprocs", "stopwaitsecs"] {
        let (verdict, _, reason) = row(&run, name);
        assert_eq!(verdict, "manual", "{name}: {}", run.err);
        assert!(reason.contains("--env NAME=VALUE"), "{name}: {reason}");
    }
    // No one service waits for these.
    assert_eq!((verdict(&run, "priority"), verdict(&run, "minfds")), ("dropped".into(), "dropped".into()));
    let unit = run.file("w.service");
    let asked = "numprocs=%(ENV_COUNT)s, stopwaitsecs=%(ENV_WAIT)s: What";
    assert!(unit.contains(asked) && unit.contains("# [Install]\n"), "{unit}");
    let given = ["--env", "COUNT=2", "--env", "WAIT=7", "--env", "RANK=1", "--env", "FILES=1024"];
    let run = convert(text, &given);
    assert_eq!((verdict(&run, "numprocs"), verdict(&run, "stopwaitsecs")), ("exact".into(), "exact".into()));
    assert!(run.file("w@.service").contains("TimeoutStopSec=7\n"), "{}", run.out);
}

#[test]
fn a_group_of_which_nothing_is_started_by_itself_is_a_target_that_a_person_starts() {
    let text = "[group:tools]\nprograms=a,b\n[program:a]\ncommand=/a\nautostart=false\n\
                [program:b]\ncommand=/b\nautostart=false\nnumprocs=2\nprocess_name=b_%(process_num)d\n";
    let run = convert(text, &[]);
    let target = run.file("tools.target");
    assert!(target.contains("\nWants=a.service b@0.service b@1.service\n"), "{target}");
    assert!(!target.contains("[Install]"), "{target}");
    assert_eq!((verdict(&run, "programs"), verdict(&run, "autostart")), ("exact".into(), "exact".into()));
}

#[test]
fn no_time_to_stop_is_never_written_as_systemds_word_for_no_limit() {
    let run = convert("[program:a]\ncommand=/a\nstopwaitsecs=0\n", &[]);
    assert!(run.file("a.service").contains("\nTimeoutStopSec=1\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "stopwaitsecs");
    assert!(verdict == "approximate" && reason.contains("within a second"), "{verdict}: {reason}");
}

#[test]
fn an_error_log_in_the_file_of_the_output_is_rotated_with_it() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=/var/log/a.log\nstderr_logfile=/var/log/a.log\n\
                stderr_logfile_maxbytes=1MB\nstdout_logfile_maxbytes=1MB\n";
    let run = convert(text, &[]);
    let (verdict, _, reason) = row(&run, "stderr_logfile_maxbytes");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("Now: rotated if above 1 MB") && !reason.contains("not rotated"), "{reason}");
}

#[test]
fn a_setting_for_all_that_no_program_takes_is_not_lost() {
    let text = "[supervisord]\nuser=root\ndirectory=/srv\n[program:a]\ncommand=/a\nuser=www\ndirectory=/a\n";
    let run = convert(text, &[]);
    for row in run.rows().iter().filter(|row| row["section"] == "supervisord") {
        assert_eq!((row["verdict"].as_str(), row["risk"].as_str()), (Some("dropped"), Some("none")), "{row}");
        assert!(row["reason"].as_str().unwrap().contains("each sets its own"), "{row}");
    }
}

#[test]
fn what_says_the_default_puts_nothing_at_stake() {
    let text = "[supervisord]\nminprocs=200\nnodaemon=false\n[program:a]\ncommand=/a\nstdout_events_enabled=off\nserverurl=auto\n\
                stdout_capture_maxbytes=0\nstderr_capture_maxbytes=1KB\n[eventlistener:l]\ncommand=/l\nevents=EVENT\n";
    let run = convert(text, &[]);
    for name in ["minprocs", "stdout_events_enabled", "serverurl", "stdout_capture_maxbytes"] {
        assert_eq!(row(&run, name).1, "none", "{name}: {}", run.err);
    }
    assert_eq!(row(&run, "stderr_capture_maxbytes").1, "behaviour");
    // What the option is for, it is not for with this value.
    let (_, _, reason) = row(&run, "nodaemon");
    assert!(reason.contains("says what holds without it"), "{reason}");
}

#[test]
fn startsecs_is_in_the_start_limit_and_the_report_says_what_it_cannot_do() {
    let run = convert("[program:a]\ncommand=/a\nstartsecs=5\n[program:b]\ncommand=/b\n", &[]);
    assert!(run.file("a.service").contains("StartLimitIntervalSec=24\n"));
    let (verdict, risk, reason) = row(&run, "startsecs");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
    assert!(
        reason.contains("supervisord after 5 s") && reason.contains("gives up after 4 starts"),
        "{reason}"
    );
}

#[test]
fn a_stream_that_went_to_no_file_of_its_own_loses_no_data() {
    let run = convert("[program:a]\ncommand=/a\nstdout_logfile=/dev/stdout\nstderr_logfile=logs/a\n", &[]);
    assert_eq!(row(&run, "stdout_logfile").1, "behaviour");
    assert_eq!(row(&run, "stderr_logfile").1, "data");
}

#[test]
fn a_command_that_needs_supervisor_says_so_in_its_unit() {
    let text = "[program:a]\ncommand=/usr/bin/pidproxy /run/a.pid /a\n\
                [program:b]\ncommand=sh -c \"while inotifywait /b; do supervisorctl restart a; done\"\n";
    let run = convert(text, &[]);
    assert!(run.file("a.service").contains("# pidproxy is a part of supervisor"), "{}", run.out);
    assert!(!run.file("a.service").contains("forking"), "{}", run.out);
    assert!(run.file("b.service").contains("# The command asks supervisord"), "{}", run.out);
    assert_eq!(verdict(&run, "command"), "approximate");
}

#[test]
fn a_listener_that_only_hands_on_what_programs_print_leaves_nothing_to_do() {
    let text = "[supervisord]\nuser=root\n[eventlistener:stdout]\ncommand=supervisor_stdout\nevents=PROCESS_LOG\n\
                buffer_size=100\n[program:a]\ncommand=/a\n";
    let run = convert(text, &[]);
    let (verdict, _, reason) = row(&run, "events");
    assert!(verdict == "dropped" && reason.contains("journalctl"), "{verdict}: {reason}");
    assert_eq!(row(&run, "user").0, "exact");
}

#[test]
fn comments_of_supervisords_sample_and_the_name_of_the_unit_itself_are_not_written() {
    let text = "[program:a]\ncommand=/a ; the program (relative uses PATH, can take args)\n\
                process_name=%(program_name)s ; process_name expr (default %(program_name)s)\n\
                stopwaitsecs=20 ; the queue is slow\nuser=root ;\n";
    let run = convert(text, &[]);
    let unit = run.file("a.service");
    assert!(unit.contains("# the queue is slow\nTimeoutStopSec=20\n"), "{unit}");
    let comments = unit.lines().filter(|line| line.starts_with('#')).count();
    assert!(comments == 2 && !unit.contains("SyslogIdentifier"), "{unit}");
    assert_eq!(verdict(&run, "process_name"), "exact");
}

#[test]
fn the_same_settings_of_many_programs_are_told_once() {
    let program = |name: &str| {
        format!(
            "[program:{name}]\ncommand=/{name}\nstdout_logfile=/var/log/{name}.log\nstdout_logfile_maxbytes=1MB\n\
             stdout_logfile_backups=3\n"
        )
    };
    let root = folder(&[("web.conf", &["a", "b", "c"].map(program).concat())]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    assert!(
        run.err.contains("and the same for [program:b] (:9, :10), [program:c] (:14, :15)\n"),
        "{}",
        run.err
    );
    assert_eq!(run.err.matches("size=1048576").count(), 1, "{}", run.err);
    assert!(run.err.contains("supervisorctl tail -f a"), "{}", run.err);
    assert!(run.err.contains("→  tail -f /var/log/a.log\n"), "{}", run.err);
}

#[test]
fn early_ends_that_supervisord_tries_again_without_autorestart_are_said_to_be_lost() {
    let run = convert("[program:a]\ncommand=/a\nautorestart=false\nstartsecs=5\nstartretries=7\n", &[]);
    for name in ["startsecs", "startretries"] {
        let (verdict, _, reason) = row(&run, name);
        assert_eq!(verdict, "dropped", "{name}: {reason}");
        assert!(reason.contains("with Restart=no systemd never does"), "{name}: {reason}");
        assert!(!reason.contains("Now:"), "{name}: {reason}");
    }
}

#[test]
fn a_secret_that_is_asked_for_is_not_hidden_before_it_is_given() {
    let root = folder(&[("web.conf", "[program:a]\ncommand=/a %(ENV_DB_PASSWORD)s\n")]);
    let run = run(root.path(), &["convert", "--to", "systemd", "web.conf"]);
    let told = run.err.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("give --env DB_PASSWORD=VALUE, or fill in a.env"), "{}", run.err);
}

#[test]
fn a_file_that_is_not_written_because_the_journal_was_asked_for_says_so_once() {
    let text = "[program:a]\ncommand=/a\nstdout_logfile=/var/log/a.log\nstderr_logfile=/var/log/b.log\n";
    let run = convert(text, &["--logs", "journal"]);
    for name in ["stdout_logfile", "stderr_logfile"] {
        let (verdict, risk, reason) = row(&run, name);
        assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "data"), "{name}");
        assert!(reason.starts_with("It goes to the journal, as --logs journal asks"), "{reason}");
    }
}

#[test]
fn a_log_in_a_folder_of_all_is_rotated_by_root_and_one_in_somebodys_folder_is_told_of() {
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
fn the_start_limit_stands_where_the_release_looks_for_it() {
    let text = "[program:a]\ncommand=/a\nautorestart=true\n";
    let limit = |release: &str| -> Vec<String> {
        let run = convert(text, &["--systemd-version", release]);
        let unit = run.file("a.service");
        let (unit, service) = unit.split_once("[Service]").expect("a section");
        let lines = |section: &'static str, text: &str| -> Vec<String> {
            let own = text.lines().filter(|line| line.starts_with("StartLimit"));
            own.map(|line| format!("{section} {line}")).collect()
        };
        [lines("Unit", unit), lines("Service", service)].concat()
    };
    assert_eq!(limit("228"), ["Service StartLimitInterval=8", "Service StartLimitBurst=4"]);
    assert_eq!(limit("229"), ["Unit StartLimitInterval=8", "Unit StartLimitBurst=4"]);
    assert_eq!(limit("230"), ["Unit StartLimitIntervalSec=8", "Unit StartLimitBurst=4"]);
}

#[test]
fn before_229_a_soft_limit_is_the_hard_one_too() {
    let text = "[supervisord]\nminfds=65535\n[program:a]\ncommand=/bin/a\n";
    let run = convert(text, &["--systemd-version", "228"]);
    assert!(run.file("a.service").contains("LimitNOFILE=65535\n"), "{}", run.out);
    let (verdict, _, reason) = row(&run, "minfds");
    assert!(verdict == "approximate" && reason.contains("229"), "{reason}");
}

#[test]
fn a_program_that_is_not_restarted_differs_in_its_attempts_and_in_no_pause() {
    let run = convert("[program:a]\ncommand=/a\nautorestart=false\n", &[]);
    let rows = run.rows();
    let of = |name: &str| -> Vec<&str> {
        let own = rows.iter().filter(|row| row["setting"] == name && row["value"].is_null());
        own.map(|row| row["reason"].as_str().unwrap_or_default()).collect()
    };
    assert_eq!(of("autorestart"), [""; 0]);
    let tries = of("startretries");
    assert!(
        !tries.is_empty() && tries.iter().all(|reason| reason.contains("Restart=no systemd never")),
        "{tries:?}"
    );
}

#[test]
fn without_a_second_attempt_there_is_no_pause_before_one() {
    let run = convert("[program:a]\ncommand=/a\nautorestart=true\nstartretries=0\n", &[]);
    let (_, _, reason) = row(&run, "startretries");
    assert!(
        !reason.contains("pause") && reason.contains("within 2 s of one it refuses systemctl restart"),
        "{reason}"
    );
    let unit = run.file("a.service");
    let (comment, _) = unit.split_once("StartLimitBurst=1\n").expect("a limit");
    assert!(comment.contains("# systemd counts every start, by hand or not"), "{unit}");
}

#[test]
fn a_name_for_the_journal_is_written_where_the_journal_sees_it() {
    let text = "[program:a]\ncommand=/a\nnumprocs=2\nprocess_name=%(program_name)s_%(process_num)02d\n\
                redirect_stderr=true\n";
    let journal = convert(text, &[]);
    assert!(journal.file("a@.service").contains("SyslogIdentifier=a_%i\n"), "{}", journal.out);
    let logged = convert(&format!("{text}stdout_logfile=/var/log/a.log\n"), &[]);
    assert!(!logged.file("a@.service").contains("SyslogIdentifier="), "{}", logged.out);
    let (_, risk, reason) = row(&logged, "process_name");
    assert!(risk == "none" && reason.contains("the unit's name"), "{reason}");
}

#[test]
fn the_journal_in_the_place_of_supervisords_output_is_said_to_be_a_socket() {
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
fn a_listener_that_hands_on_output_leaves_nothing_to_a_person() {
    let text = "[program:a]\ncommand=/a\n[eventlistener:stdout]\ncommand=supervisor_stdout\nevents=PROCESS_LOG\n\
                result_handler=supervisor_stdout:event_handler\n";
    let run = convert(text, &[]);
    for setting in ["events", "result_handler"] {
        let (verdict, _, reason) = row(&run, setting);
        assert!(verdict == "dropped" && reason.contains("journalctl"), "{setting}: {verdict}: {reason}");
    }
}

#[test]
fn what_takes_the_place_of_a_listener_fits_what_it_is_told() {
    let reason = |command: &str, events: &str| {
        let text =
            format!("[program:a]\ncommand=/a\n[eventlistener:l]\ncommand={command}\nevents={events}\n");
        row(&convert(&text, &[]), "events").2
    };
    assert!(reason("/l", "TICK_60").contains("OnUnitActiveSec=60s"));
    assert!(reason("/l", "TICK_3600,TICK_5").contains("OnUnitActiveSec=5s"));
    assert!(reason("/l", "PROCESS_LOG_STDERR").contains("journalctl -f"));
    assert!(reason("/l", "TICK_60,PROCESS_STATE_EXITED").contains("OnFailure="));
    assert!(reason("/stop-all", "PROCESS_STATE_FATAL").contains("power off"));
}

#[test]
fn a_script_that_lives_on_supervisords_environment_is_not_exact() {
    let script =
        "command=/bin/bash -c 'exec /opt/yarn --config $CONF_DIR --as \"$HOME\" --port ${PORT} '\\''$X'\\'\n";
    let run = convert(&format!("[program:a]\n{script}environment=PORT=\"1\"\n"), &[]);
    let (verdict, risk, reason) = row(&run, "command");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
    assert!(reason.contains("uses $CONF_DIR and $HOME,"), "{reason}");
    assert!(run.file("a.service").contains("# The script uses $CONF_DIR"), "{}", run.out);
    let run =
        convert(&format!("[program:a]\n{script}environment=PORT=\"1\",CONF_DIR=\"/c\"\nuser=root\n"), &[]);
    assert_eq!(row(&run, "command").0, "exact");
}

#[test]
fn events_that_nobody_is_told_of_are_no_loss() {
    let program = "[program:a]\ncommand=/a\nstdout_events_enabled=true\nstderr_capture_maxbytes=1MB\n";
    let risks = |rest: &str| {
        let run = convert(&format!("{program}{rest}"), &[]);
        ["stdout_events_enabled", "stderr_capture_maxbytes"].map(|setting| row(&run, setting).1)
    };
    let listener = |events: &str| format!("[supervisord]\n[eventlistener:l]\ncommand=/l\nevents={events}\n");
    assert_eq!(risks("[supervisord]\n"), ["none", "none"]);
    assert_eq!(risks(&listener("PROCESS_STATE")), ["none", "none"]);
    assert_eq!(risks(&listener("PROCESS_STATE,process_log_stdout")), ["behaviour", "none"]);
    assert_eq!(risks(&listener("PROCESS_COMMUNICATION")), ["none", "behaviour"]);
    assert_eq!(risks(&listener("EVENT")), ["behaviour", "behaviour"]);
    // The listeners may stand in a file that is not here.
    assert_eq!(risks(""), ["behaviour", "behaviour"]);
    assert_eq!(risks("[supervisord]\n[include]\nfiles=*.ini\n"), ["behaviour", "behaviour"]);
}

#[test]
fn a_value_that_is_asked_for_is_split_where_supervisord_would_split_it() {
    let text = "[program:a]\ncommand=/a %(ENV_OPTIONS)s \"%(ENV_NAME)s\" --port=%(ENV_PORT)s\n";
    let run = convert(text, &[]);
    assert!(run.file("a.service").contains("ExecStart=/a $OPTIONS ${NAME} --port=${PORT}\n"), "{}", run.out);
    let given = ["--env", "OPTIONS=-v  -x", "--env", "NAME=a b", "--env", "PORT=1"];
    let run = convert(text, &given);
    assert!(run.file("a.service").contains("ExecStart=/a -v -x \"a b\" --port=1\n"), "{}", run.out);
}

#[test]
fn before_239_a_program_without_a_path_is_looked_up_by_env() {
    let text = "[program:a]\ncommand=run --x\n[program:b]\ncommand=run\nenvironment=PATH=\"/opt/bin\"\n";
    let run = convert(text, &["--systemd-version", "238"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.file("a.service").contains("ExecStart=/usr/bin/env run --x\n"), "{}", run.out);
    assert!(run.file("b.service").contains("ExecStart=/usr/bin/env run\n"), "{}", run.out);
    let (verdict, risk, reason) = row(&run, "command");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"));
    assert!(reason.contains("239") && reason.contains("/usr/local/sbin"), "{reason}");
    // To env it is a variable.
    let refused = convert("[program:a]\ncommand=x=y\n", &["--systemd-version", "238"]);
    assert!(refused.status == 1 && refused.err.contains("absolute path"), "{}", refused.err);
}

#[test]
fn a_command_that_opens_its_stream_by_name_cannot_where_that_is_the_journal() {
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
fn no_unit_takes_the_place_of_one_of_systemds_own() {
    let text = "[program:dbus]\ncommand=/usr/bin/dbus-daemon --system\n[program:systemd-stub]\ncommand=/s\n\
                [program:network]\ncommand=/n\n[program:sockets]\ncommand=/s\nnumprocs=2\nprocess_name=%(process_num)d\n\
                [program:getty]\ncommand=/g\n[group:default]\nprograms=getty\n";
    let run = convert(text, &[]);
    let files: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("# file: ")).collect();
    let expected = [
        "dbus-program.service",
        "systemd-stub-program.service",
        "network.service",
        "sockets-program@.service",
        "sockets-program.target",
        "getty-program.service",
        "default-group.target",
    ];
    assert_eq!(files, expected);
    assert!(run.file("dbus-program.service").contains("# Not called dbus.service"), "{}", run.out);
    assert!(run.file("sockets-program@.service").contains("# Not called sockets.target"), "{}", run.out);
    assert!(run.file("getty-program.service").contains("PartOf=default-group.target\n"), "{}", run.out);
}

#[test]
fn an_expected_exit_is_no_failure_of_the_unit_where_it_is_the_last() {
    let program = |lines: &str| convert(&format!("[program:a]\ncommand=/usr/bin/a\n{lines}\n"), &[]);
    let run = program("autorestart=false\nexitcodes=0,1");
    assert!(run.file("a.service").contains("\nSuccessExitStatus=1\n"), "{}", run.out);
    assert_eq!(verdict(&run, "exitcodes"), "exact", "{}", run.err);
    // To systemd exit 0 is none, whatever is written.
    let (verdict, _, reason) = row(&program("autorestart=false\nexitcodes=2"), "exitcodes");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("Before: ends well with exit 2."), "{reason}");
    let run = program("autorestart=true\nexitcodes=0,1");
    assert!(!run.file("a.service").contains("SuccessExitStatus"), "{}", run.out);
    assert_eq!(self::verdict(&run, "exitcodes"), "exact");
}

#[test]
fn a_unit_that_would_only_start_itself_waits_for_a_person() {
    let run = convert(
        "[program:web]\ncommand=service web start\n[program:front]\ncommand=service web start\n",
        &[],
    );
    let unit = run.file("web.service");
    assert!(
        unit.contains("# - On a machine that runs systemd `service web start` starts web.service"),
        "{unit}"
    );
    assert!(unit.contains("\n# [Install]\n"), "{unit}");
    assert_eq!(verdict(&run, "command"), "manual");
    assert!(run.file("front.service").contains("\n[Install]\n"), "{}", run.out);
}

#[test]
fn supervisords_own_path_is_the_one_that_systemd_gives_unless_somebody_says_otherwise() {
    let usual = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";
    let text = "[program:a]\ncommand=a %(ENV_PATH)s\nenvironment=PATH=\"%(ENV_PATH)s:/x\"\n";
    let run = convert(text, &[]);
    let unit = run.file("a.service");
    let path = format!("{usual}:/x");
    // Where supervisord fills the command in, it has the program's own variables.
    assert!(unit.contains(&format!("ExecStart=a {path}\nExecSearchPath={path}\n")), "{unit}");
    assert!(unit.contains(&format!("Environment=PATH={path}\n")) && unit.contains("\nWantedBy="), "{unit}");
    assert!(unit.contains("# What PATH supervisord itself has nobody says"), "{unit}");
    let (verdict, _, reason) = row(&run, "environment");
    assert_eq!((verdict.as_str(), run.status), ("approximate", 0));
    assert!(reason.contains("give that: --env PATH=VALUE"), "{reason}");
    // It stands with the first line that holds that PATH.
    assert!(unit.contains("--env PATH=VALUE.\nExecStart="), "{unit}");
    let variables = "environment=A=\"1\",PATH=\"/x:%(ENV_PATH)s\",B=\"2\",C=\"%(ENV_PATH)s\"";
    let run = convert(&format!("[program:a]\ncommand=/a\n{variables}\n"), &[]);
    let unit = run.file("a.service");
    assert!(unit.contains("--env PATH=VALUE.\nEnvironment=PATH=/x:"), "{unit}");
    assert_eq!(unit.matches("nobody says").count(), 1, "{unit}");
    let run = convert(text, &["--env", "PATH=/bin"]);
    assert!(run.file("a.service").contains("Environment=PATH=/bin:/x\n"), "{}", run.out);
    assert_eq!(self::verdict(&run, "environment"), "exact", "{}", run.err);
    // What else nobody says is asked for.
    let run = convert("[program:a]\ncommand=/a\nenvironment=PATH=\"%(ENV_VENV)s/bin:%(ENV_PATH)s\"\n", &[]);
    assert_eq!(self::verdict(&run, "environment"), "manual");
    assert!(
        run.file("a.env").contains(&format!("# It was %(ENV_VENV)s/bin:{usual}\nPATH=\n")),
        "{}",
        run.out
    );
}

#[test]
fn of_output_that_goes_nowhere_no_command_is_told() {
    let told = |lines: &str| {
        let root = folder(&[("web.conf", &format!("[program:a]\ncommand=/a\nstdout_logfile=NONE\n{lines}"))]);
        run(root.path(), &["convert", "--to", "systemd", "web.conf"]).err
    };
    let nothing = told("redirect_stderr=true\n");
    assert!(!nothing.contains("tail -f") && !nothing.contains("journalctl -f"), "{nothing}");
    let one = told("stderr_logfile=/var/log/a.err\n");
    assert!(one.contains("supervisorctl tail -f a stderr"), "{one}");
    assert!(one.contains("→  tail -f /var/log/a.err\n"), "{one}");
}

#[test]
fn supervisorctl_shows_no_output_that_supervisord_hands_on() {
    let told = |value: &str| {
        let text = format!("[program:a]\ncommand=/a\nredirect_stderr=true\nstdout_logfile={value}\n");
        let root = folder(&[("web.conf", &text)]);
        run(root.path(), &["convert", "--to", "systemd", "web.conf"]).err
    };
    for value in ["/dev/stdout", "/proc/1/fd/1"] {
        let container = told(value);
        assert!(!container.contains("supervisorctl tail"), "{container}");
        assert!(container.contains("docker logs -f CONTAINER"), "{container}");
        assert!(container.contains("→  journalctl -f -u a.service\n"), "{container}");
    }
    let syslog = told("syslog");
    assert!(!syslog.contains("tail -f") && !syslog.contains("journalctl -f"), "{syslog}");
}

#[test]
fn comments_that_end_a_section_stay_with_it_but_the_block_above_the_next_header() {
    let text = "[program:a]\n; first\n\ncommand=/a\n;numprocs=1   ; number of processes copies to start (def 1)\nuser=u ; who\n\
                ;startsecs=5\n\n; see the wiki\n\n; of b\n; too\n[program:b]\ncommand=/b\n;autostart=false\n; of c\n[program:c]\n\
                command=/c\n;priority=1\n;[program:old]\n;command=/old\n\n; of the old one\n";
    let root = folder(&[("app.conf", text)]);
    let run = run(root.path(), &["convert", "--to", "systemd", "app.conf"]);
    let unit = |name: &str| {
        let (_, unit) =
            run.out.split_once(&format!("# file: {name}\n")).unwrap_or_else(|| panic!("{}", run.out));
        unit.split("# file: ").next().unwrap_or_default().to_owned()
    };
    let is_ended_by = |name: &str, end: &str| {
        let service = unit(name);
        assert!(service.contains(&format!("TimeoutStopSec=10\n{end}\n[Install]")), "{service}");
    };
    is_ended_by("a.service", "# startsecs=5\n# see the wiki\n");
    is_ended_by("b.service", "# autostart=false\n");
    is_ended_by("c.service", "# priority=1\n");
    assert!(unit("a.service").contains("[Service]\n# first\nExecStart=/a\n# who\nUser=u\n"), "{}", run.out);
    assert!(unit("b.service").contains("\n# of b\n# too\n[Unit]\n"), "{}", run.out);
    assert!(unit("c.service").contains("\n# of c\n[Unit]\n"), "{}", run.out);
    assert!(!run.out.contains("old") && !run.out.contains("numprocs"), "{}", run.out);
}

#[test]
fn the_folder_of_a_file_is_kept_where_it_is_known_to_lie_there() {
    let text = "[supervisord]\nenvironment=BASE=%(here)s\n[program:a]\ncommand=%(here)s/a\ndirectory=%(here)s\n\
                [program:b]\ncommand=/b\n[include]\nfiles=%(here)s/d/*.conf\n";
    let more = "[program:c]\ncommand=%(here)s/c\n";
    let doubled = "[supervisord]\n[program:d]\ncommand=/d %%(here)s\n";
    let root = folder(&[("etc/all.conf", text), ("etc/d/c.conf", more), ("d.conf", doubled)]);
    let found_in = |arguments: &[&str]| {
        let arguments = [&["convert", "--to", "systemd", "--report", "json"], arguments].concat();
        let run = run(root.path(), &arguments);
        assert_eq!(run.status, 0, "{}", run.err);
        let settings = run.rows();
        let reason = |row: &serde_json::Value| row["reason"].as_str().unwrap_or_default().to_owned();
        let is_told = |row: &&serde_json::Value| reason(row).contains("the folder that the file was read in");
        let told = settings.iter().filter(is_told);
        let name = |row: &serde_json::Value| {
            assert_eq!(
                (&row["verdict"], &row["risk"]),
                (&"approximate".into(), &"behaviour".into()),
                "{row}"
            );
            format!("{} {}", row["section"].as_str().unwrap(), row["setting"].as_str().unwrap())
        };
        told.map(name).collect::<Vec<_>>()
    };
    assert_eq!(
        found_in(&["etc/all.conf"]),
        ["supervisord environment", "program:a command", "program:a directory", "program:c command"]
    );
    let absolute = root.path().join("etc/all.conf");
    assert_eq!(found_in(&[absolute.to_str().unwrap()]), [""; 0]);
    assert_eq!(found_in(&["--root", ".", "etc/all.conf"]), [""; 0]);
    assert_eq!(found_in(&["--root", ".", "./etc/all.conf"]), [""; 0]);
    assert_eq!(found_in(&["d.conf"]), [""; 0]);
}

#[test]
fn a_command_that_supervisord_cannot_split_is_not_run_in_part() {
    let run = convert("[program:app]\ncommand=/bin/app --greeting it's\n", &[]);
    assert!(run.out.contains("\nExecStart=/bin/false\n"), "{}", run.out);
    assert!(run.out.contains("a quote which is never"), "{}", run.out);
}

#[test]
fn the_home_of_another_user_is_not_that_of_the_programs_own() {
    let command = "command=/bin/sh -c 'cd ~alice && exec /bin/app'";
    let unit = |more: &str| convert(&format!("[program:web]\n{command}\n{more}"), &[]).out;
    assert!(unit("user=alice\n").contains("\nWorkingDirectory=~\n"));
    for more in ["user=bob\n", ""] {
        let other = unit(more);
        assert!(other.contains("\nExecStart=/bin/sh -c \"cd ~alice && exec /bin/app\"\n"), "{other}");
    }
}

/// What is written for a program with this command and these lines, but for its headers and what all programs have.
fn service(lines: &str) -> (Run, Vec<String>) {
    let run = convert(&format!("[program:app]\n{lines}\n"), &[]);
    let names = ["ExecStart", "User", "Group", "Nice", "OOMScoreAdjust", "NoNewPrivileges"];
    let is_one = |name: &str| names.contains(&name) || name.starts_with("Limit");
    let is_told = |line: &&str| line.split_once('=').is_some_and(|(name, _)| is_one(name));
    let told = run.file("app.service").lines().filter(is_told).map(str::to_owned).collect();
    (run, told)
}

#[test]
fn what_starts_the_program_in_its_place_is_read_as_the_program_reads_its_options() {
    for (command, expected) in [
        ("nice /bin/app 5 x", &["ExecStart=/bin/app 5 x", "Nice=10"][..]),
        ("nice timeout 5 /bin/app", &["ExecStart=timeout 5 /bin/app", "Nice=10"]),
        ("nice -n7 /bin/app", &["ExecStart=/bin/app", "Nice=7"]),
        ("nice --adjustment=-7 -- /bin/app", &["ExecStart=/bin/app", "Nice=-7"]),
        ("nice --adjustment 7 /bin/app", &["ExecStart=/bin/app", "Nice=7"]),
        // Beyond the last level there is none.
        ("nice -n 20 /bin/app", &["ExecStart=/bin/app", "Nice=19"]),
        ("nice -n -50 /bin/app", &["ExecStart=/bin/app", "Nice=-20"]),
        ("choom -n 5 -- /bin/app", &["ExecStart=/bin/app", "OOMScoreAdjust=5"]),
        ("choom --adjust 5 /bin/app -x", &["ExecStart=/bin/app -x", "OOMScoreAdjust=5"]),
        ("prlimit --nofile=9 -- /bin/app", &["ExecStart=/bin/app", "LimitNOFILE=9"]),
        (
            "prlimit --cpu=60 --nice=15 --rttime=200000 /bin/app",
            &["ExecStart=/bin/app", "LimitCPU=60", "LimitNICE=15", "LimitRTTIME=200000"],
        ),
        (
            "setpriv --reuid web --regid www --init-groups -- /bin/app",
            &["ExecStart=/bin/app", "User=web", "Group=www"],
        ),
        ("setpriv --nnp /bin/app", &["ExecStart=/bin/app", "NoNewPrivileges=yes"]),
    ] {
        let (run, told) = service(&format!("command={command}"));
        assert_eq!(told, expected, "{command}: {}", run.err);
    }
}

#[test]
fn what_has_options_that_are_not_known_stays_in_the_command() {
    for command in [
        "nice -5 /bin/app",
        "nice --help",
        "choom -p 5 -n 7",
        "choom -n 5000 -- /bin/app",
        "prlimit --nofile=9 --pid 5",
        "prlimit -n9 /bin/app",
        "prlimit --nofile=9:5 /bin/app",
        "prlimit --nice=41 /bin/app",
        "prlimit /bin/app",
        "setpriv --reuid=web --regid=web --init-groups --reset-env /bin/app",
        // root's group stays.
        "setpriv --reuid=web /bin/app",
        "setpriv --reuid=web --init-groups /bin/app",
        // It refuses to.
        "setpriv --reuid=web --regid=web /bin/app",
        "setpriv --regid=web /bin/app",
        "setpriv --regid=web --init-groups /bin/app",
        "setpriv --clear-groups /bin/app",
        "setpriv --ambient-caps=+kill /bin/app",
        "setpriv --inh-caps=+chown --ambient-caps=+kill /bin/app",
        "env A=1 -u B /bin/app",
        "env --unset=B /bin/app",
        "prlimit --nofile=512 -c0 /bin/app",
        "setpriv --no-new-privs --keep-groups /bin/app",
        "ionice -c 3 -t /bin/app",
        "bash -x /bin/app",
    ] {
        let (run, told) = service(&format!("command={command}"));
        assert_eq!(told, [format!("ExecStart={command}")], "{}", run.err);
    }
}

#[test]
fn another_user_than_root_cannot_become_anybody_and_ends() {
    let switched = "setpriv --reuid=app --regid=app --init-groups /bin/app";
    let (run, told) = service(&format!("command={switched}"));
    assert_eq!(told, ["ExecStart=/bin/app", "User=app", "Group=app"], "{}", run.err);
    let (run, told) = service(&format!("command={switched}\nuser=web"));
    assert_eq!(told, [format!("ExecStart={switched}"), "User=web".to_owned()], "{}", run.err);
}

#[test]
fn a_program_that_may_not_raise_its_own_turn_asks_in_vain() {
    let (run, told) = service("command=nice -n -5 /bin/app\nuser=web");
    assert_eq!(told, ["ExecStart=nice -n -5 /bin/app", "User=web"], "{}", run.err);
    let (run, told) = service("command=nice -n -5 /bin/app\nuser=root");
    assert_eq!(told, ["ExecStart=/bin/app", "User=root", "Nice=-5"], "{}", run.err);
    let (run, told) = service("command=nice -n 5 /bin/app\nuser=web");
    assert_eq!(told, ["ExecStart=/bin/app", "User=web", "Nice=5"], "{}", run.err);
}

#[test]
fn a_program_is_looked_for_in_the_folders_of_path_that_systemd_takes() {
    let run = convert(
        "[program:app]\ncommand=app\nenvironment=PATH=\"/opt/bin:$PATH::lib/../bin:/a/../b:/srv/bin\"\n",
        &[],
    );
    let unit = run.file("app.service");
    assert!(unit.contains("\nExecSearchPath=/opt/bin:/srv/bin\n"), "{unit}");
    assert!(unit.contains("\nEnvironment=PATH=/opt/bin:$PATH::lib/../bin:/a/../b:/srv/bin\n"), "{unit}");
    let (verdict, risk, reason) = row(&run, "environment");
    assert_eq!((verdict.as_str(), risk.as_str()), ("approximate", "behaviour"), "{reason}");
    let left_out = "`$PATH`, an empty one, `lib/../bin`, `/a/../b` of PATH are left out";
    assert!(reason.contains(left_out), "{reason}");
    let run = convert("[program:app]\ncommand=app\nenvironment=PATH=\"bin\"\n", &[]);
    assert!(!run.out.contains("ExecSearchPath"), "{}", run.out);
    assert!(row(&run, "command").2.contains("`bin` of PATH is left out"), "{}", run.err);
}

/// What a script of a shell becomes, but for what all programs have.
fn script(script: &str) -> (Run, Vec<String>) {
    let run = convert(&format!("[program:app]\ncommand=/bin/sh -c '{script}'\n"), &[]);
    let others = ["Kill", "Timeout", "Restart", "StartLimit", "Description", "WantedBy"];
    let is_usual = |line: &str| line.starts_with('#') || others.iter().any(|other| line.starts_with(other));
    let is_told = |line: &&str| line.contains('=') && !is_usual(line);
    let told = run.file("app.service").lines().filter(is_told).map(str::to_owned).collect();
    (run, told)
}

#[test]
fn a_script_becomes_settings_where_systemd_does_the_same_in_its_own_order() {
    for (text, expected) in [
        ("cd /srv && exec ./app", &["ExecStart=/srv/app", "WorkingDirectory=/srv"][..]),
        ("cd ~root && exec /bin/app", &["ExecStart=/bin/app", "WorkingDirectory=~"]),
        ("install -d -m 0755 /run/x && exec /bin/app", &["ExecStart=/bin/app", "RuntimeDirectory=x"]),
        (
            "install -d -m 755 /run/x /run/y && exec /bin/app",
            &["ExecStartPre=install -d -m 755 /run/x /run/y", "ExecStart=/bin/app"],
        ),
        (
            "install -d -m 0755 /srv/x && exec /bin/app",
            &["ExecStartPre=install -d -m 0755 /srv/x", "ExecStart=/bin/app"],
        ),
        (
            "rm -r /run/x && install -d -m 0755 /run/x && exec /bin/app",
            &["ExecStartPre=rm -r /run/x", "ExecStartPre=install -d -m 0755 /run/x", "ExecStart=/bin/app"],
        ),
    ] {
        let (run, told) = script(text);
        assert_eq!(told, expected, "{text}: {}", run.err);
    }
}

#[test]
fn a_script_that_no_unit_can_say_stays_a_script() {
    for text in [
        // The folder is made first, and systemd goes there before the first command.
        "mkdir -p /srv/x && cd /srv/x && exec /bin/app",
        "cd ~other && exec /bin/app",
        "export HOME=~other; exec /bin/app",
        "set -a; . /srv/../env; exec /bin/app",
        "install -d -m 0755 /run/../x && exec /bin/app",
        "install -d -m 0755 /run/ && exec /bin/app",
        "cd ~/x && exec /bin/app",
        "cd /srv && ./prepare && exec ./app",
        "cd /srv && ./check || exit 0; exec ./app",
        "install -d -m 0755 -o app /run/x && exec /bin/app",
        "install -d -m 0755 /run/x && install -d -m 0700 /run/y && exec /bin/app",
        "install -d -m 0755 /run/x && exec setpriv --reuid=app --regid=app --init-groups /bin/app",
        "set -a; . ./env; exec /bin/app",
        "set -a; . env; exec /bin/app",
        "set -a; /bin/write && . /run/env; exec /bin/app",
        "exec /bin/app a{1,2}",
    ] {
        let (run, told) = script(text);
        assert_eq!(told, [format!("ExecStart=/bin/sh -c \"{text}\"")], "{}", run.err);
    }
}

#[test]
fn a_program_that_a_shell_starts_lies_where_the_shell_is() {
    let run = convert("[program:app]\ncommand=/bin/sh -c 'cd /srv && exec ./app'\n", &[]);
    let (verdict, _, reason) = row(&run, "command");
    assert_eq!(verdict, "approximate");
    assert!(reason.contains("it was joined to that") && !reason.contains("supervisord"), "{reason}");
    assert!(!run.file("app.service").contains("# supervisord"), "{}", run.out);
    let run = convert("[program:app]\ncommand=nice ./app\ndirectory=/srv\n", &[]);
    assert!(run.file("app.service").contains("\nExecStart=/srv/app\n"), "{}", run.out);
    assert!(!row(&run, "command").2.contains("supervisord looks"), "{}", run.err);
}

#[test]
fn a_directory_that_the_command_leaves_is_told_to_be_removed() {
    let (run, _) = script("install -d -m 0755 /run/x && exec /bin/app");
    let (verdict, _, reason) = row(&run, "command");
    assert!(verdict == "approximate" && reason.contains("RuntimeDirectoryPreserve=yes"), "{reason}");
    let (run, _) = script("install -d -m 0755 /var/lib/x && exec /bin/app");
    assert_eq!(row(&run, "command").0, "exact", "{}", run.err);
}

#[test]
fn a_list_of_processors_that_no_unit_can_have_stays_with_the_command() {
    let run = convert("[program:app]\ncommand=taskset -c 0-9999999 /usr/bin/app\n", &[]);
    assert_eq!(run.status, 0, "{}", run.err);
    let unit = run.file("app.service");
    assert!(unit.contains("ExecStart=taskset -c 0-9999999 /usr/bin/app\n"), "{unit}");
    let run = convert("[program:app]\ncommand=taskset -c 0-8191 /usr/bin/app\n", &[]);
    assert!(run.file("app.service").contains("CPUAffinity=0-8191\n"), "{}", run.err);
}

#[test]
fn a_limit_that_leaves_the_hard_one_alone_stays_with_prlimit() {
    let run = convert("[program:app]\ncommand=prlimit --core=0: nice -n 5 /usr/bin/app\n", &[]);
    let unit = run.file("app.service");
    assert!(unit.contains("ExecStart=prlimit --core=0: nice -n 5 /usr/bin/app\n"), "{unit}");
    let run = convert("[program:app]\ncommand=prlimit --core=0 nice -n 5 /usr/bin/app\n", &[]);
    let unit = run.file("app.service");
    assert!(unit.contains("ExecStart=/usr/bin/app\nLimitCORE=0\nNice=5\n"), "{unit}");
    assert_eq!(verdict(&run, "command"), "exact");
}

#[test]
fn what_limits_a_program_may_stand_in_any_order() {
    for order in [
        "prlimit --core=0 nice -n 5",
        "nice -n 5 prlimit --core=0",
        "taskset -c 0 nice -n 5 prlimit --core=0",
    ] {
        let run = convert(&format!("[program:app]\ncommand={order} /usr/bin/app\n"), &[]);
        let unit = run.file("app.service");
        assert!(unit.contains("ExecStart=/usr/bin/app\nLimitCORE=0\nNice=5\n"), "{unit}");
        assert_eq!(verdict(&run, "command"), "exact", "{order}");
    }
    let run = convert("[program:app]\ncommand=nice -n 5 nice -n 5 /usr/bin/app\n", &[]);
    assert!(run.file("app.service").contains("ExecStart=nice -n 5 /usr/bin/app\nNice=5\n"), "{}", run.out);
}

#[test]
fn a_script_that_uses_the_home_is_told_whose_it_is() {
    let convert = |lines: &str| {
        convert(&format!("[program:app]\ncommand=/bin/sh -c 'exec /usr/bin/app ~/data'\n{lines}"), &[])
    };
    let (verdict_of_user, _, reason) = row(&convert("user=www\n"), "command");
    assert_eq!(verdict_of_user, "approximate");
    assert!(
        reason.starts_with("The script uses $HOME: supervisord leaves it as when it was started"),
        "{reason}"
    );
    let (_, _, reason) = row(&convert(""), "command");
    assert!(reason.starts_with("The script uses $HOME, which supervisord handed on"), "{reason}");
    for same in ["user=root\n", "user=www\nenvironment=HOME=\"/srv\"\n"] {
        assert_eq!(verdict(&convert(same), "command"), "exact", "{same}");
    }
}

#[test]
fn a_script_behind_a_program_that_hands_on_its_variables_is_read() {
    let reason =
        |command: &str| row(&convert(&format!("[program:app]\ncommand={command}\n"), &[]), "command").2;
    let uses = "The script uses $TOKEN, which";
    for leader in ["/usr/bin/env", "/usr/bin/timeout 5", "/usr/bin/env -u OTHER"] {
        assert!(
            reason(&format!("{leader} /bin/sh -c 'exec /usr/bin/app $TOKEN'")).starts_with(uses),
            "{leader}"
        );
    }
    for leader in ["/usr/bin/env -i", "/usr/bin/env -u TOKEN", "/usr/bin/ssh host"] {
        assert_eq!(reason(&format!("{leader} /bin/sh -c 'exec /usr/bin/app $TOKEN'")), "", "{leader}");
    }
}

#[test]
fn who_supervisord_becomes_makes_its_files_and_becomes_nobody_else() {
    let convert = |manager: &str, user: &str| {
        let text = format!(
            "[supervisord]\nuser={manager}\n[program:a]\ncommand=/a\nuser={user}\nstdout_logfile=/var/log/a.log\n"
        );
        let run = convert(&text, &[]);
        (
            verdict(&run, "stdout_logfile"),
            run.rows_of("user").iter().any(|row| row["verdict"] == "approximate"),
        )
    };
    assert_eq!(convert("root", "www"), ("exact".into(), false));
    assert_eq!(convert("www", "www"), ("approximate".into(), false));
    assert_eq!(convert("www", "shop"), ("approximate".into(), true));
    // Whose number that is, nobody knows here.
    assert_eq!(convert("www", "33"), ("approximate".into(), false));
}

/// Whoever ends it: the shell hears of a stop, and waits for the program, which hears of it as well.
#[test]
fn what_a_shell_does_at_its_end_follows_the_end_of_the_program() {
    let program = |script: &str, more: &str| {
        convert(
            &format!(
                "[program:job]\ncommand=/bin/sh -c '{script}'\nautorestart=false\nstartsecs=0\nuser=root\n{more}"
            ),
            &[],
        )
    };
    let whole =
        program("trap \"/usr/bin/post\" EXIT; trap \"exit 143\" TERM; /usr/bin/job", "stopasgroup=true\n");
    assert!(whole.out.contains("\nExecStart=/usr/bin/job\n"), "{}", whole.out);
    assert!(whole.out.contains("\nExecStopPost=/usr/bin/post\n"), "{}", whole.out);
    assert_eq!(row(&whole, "command").0, "exact", "{}", whole.err);
    // A shell that dies at the signal does nothing more, and one that alone gets it waits.
    for (script, more) in [
        ("trap \"/usr/bin/post\" EXIT; /usr/bin/job", "stopasgroup=true\n"),
        ("trap \"/usr/bin/post\" EXIT; trap \"exit 143\" TERM; /usr/bin/job", ""),
        ("trap \"/usr/bin/post\" EXIT; trap \"exit 1\" TERM; /usr/bin/job", "stopasgroup=true\n"),
    ] {
        let run = program(script, more);
        assert!(run.out.contains("ExecStart=/bin/sh -c"), "{}", run.out);
    }
}
