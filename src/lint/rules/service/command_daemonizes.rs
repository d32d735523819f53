//! `command-daemonizes`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::ir::{Input, Service, Started};
use crate::language::Language;
use crate::lint::commands::command_line::CommandLine;
use crate::lint::commands::daemons::{self, Backgrounding, FoundDaemon};
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::syntax::Edit;
use crate::unix::shell::ends_in_background;

rule! {
    /// Flags a program that is known to leave the foreground: on its own (`sshd` without `-D`), because an option says
    /// so (`memcached -d`), because it only starts something else (`service x start`, `docker run -d`), or because a
    /// shell script ends in `&`. With systemd's `Type=forking`, `oneshot`, `notify` and `dbus`, and with
    /// `RemainAfterExit=yes`, that is fine. Reported as `info` where the program's own configuration file often keeps
    /// it in the foreground (nginx, php-fpm, unbound) and supervisord runs it.
    ///
    /// ## Why
    ///
    /// A manager watches the process that it started. When that process hands over to a copy of itself and ends,
    /// supervisord says `exited too quickly`, starts it again, and each time leaves behind a copy that nobody stops.
    /// systemd, unless told otherwise, considers the service ended and kills what is left of it, or starts it again and
    /// again.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/sbin/sshd
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/memcached -d -m 64
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/usr/sbin/sshd -D
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/memcached -m 64
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor's manual, "Nondaemonizing of Subprocesses"; systemd.service(5), `Type=`. What each program does is in
    /// its own manual page, which the finding names. The program's own configuration file is not read.
    pub static COMMAND_DAEMONIZES = {
        name: "command-daemonizes",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Service(prefilter::may_daemonize, check),
    }
}

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    let service = context.service;
    let is_watched = match service.started.value {
        Started::AtFork | Started::AtExec => context.is_whole && service.one_run.value.is_empty(),
        Started::AfterAlive(_) => true,
        Started::OnNotify | Started::OnDaemonized | Started::OnEnd => false,
    };
    // A service for a single connection serves it and exits.
    if !is_watched || context.manager == Language::Systemd && service.stdin.value == Input::Socket {
        return;
    }
    let Some(command) = CommandLine::main(context) else { return };
    let watch =
        Watch { manager: context.manager, restarts_after_clean_exit: restarts_after_clean_exit(service) };
    let finding = match command.script_index() {
        Some(script) => script_in_background(&command, script, watch),
        None => daemons::find(&command).and_then(|found| finding(&command, found, watch)),
    };
    if let Some(finding) = finding {
        sink.add(finding);
    }
}

/// The manager that watches the process that exits, and what it does then.
#[derive(Clone, Copy)]
struct Watch {
    manager: Language,
    /// Whether it is restarted after a clean exit.
    restarts_after_clean_exit: bool,
}

/// Whether a program that exits cleanly right after its start is restarted.
fn restarts_after_clean_exit(service: &Service<'_>) -> bool {
    let endings = match service.started.value {
        Started::AfterAlive(alive) if alive.micros > 0 => &service.restart_early,
        _ => &service.restart_later,
    };
    endings.value.has_code(0)
}

fn finding(command: &CommandLine<'_>, found: FoundDaemon, watch: Watch) -> Option<Diagnostic> {
    let FoundDaemon { daemon, program, word, redundant: _ } = found;
    let manager = watch.manager;
    let foreground_option = daemon.foreground_options().iter().next();
    // A unit that has another one started is done once that is. So is a program that runs once, if another manager
    // watches what it starts and it could wait for that: `service` runs the script itself where there is no such
    // manager.
    let is_watched =
        manager == Language::Systemd || !watch.restarts_after_clean_exit && foreground_option.is_some();
    if daemon.backgrounding == Backgrounding::ManagerClient && is_watched {
        return None;
    }
    let name = command.words[program].base_name();
    let written = command.words[word].bare();
    let (file, span) = command.words[word].place;
    let message = match daemon.backgrounding {
        Backgrounding::Always => match daemon.foreground_setting() {
            Some(setting) => {
                format!("`{name}` goes to the background unless its configuration says `{setting}`")
            }
            None => format!("`{name}` goes to the background on its own"),
        },
        Backgrounding::IfAsked => format!("`{written}` sends `{name}` to the background"),
        Backgrounding::Launcher | Backgrounding::ManagerClient => {
            format!("`{name} … {written}` starts something in the background and ends")
        }
    };
    let alternative = match (daemon.backgrounding, foreground_option) {
        (Backgrounding::Always, Some(foreground_option)) if is_directive(foreground_option) => {
            format!(
                "Give it `{foreground_option}`, or say so in its configuration, but not both: it refuses a directive that is set twice"
            )
        }
        (Backgrounding::Always, Some(foreground_option)) if daemon.is_certain => {
            format!("Give it `{foreground_option}`")
        }
        (Backgrounding::Always, _) => format!(
            "Give it one of `{}`, depending on the implementation",
            daemon.foreground_options().iter().take(2).collect::<Vec<_>>().join("`, `")
        ),
        (Backgrounding::IfAsked, _) => "Remove the option".to_owned(),
        (Backgrounding::Launcher | Backgrounding::ManagerClient, Some(foreground_option)) => {
            format!("Use `{foreground_option}`")
        }
        (Backgrounding::Launcher | Backgrounding::ManagerClient, None) => {
            "Run the program itself, in the foreground".to_owned()
        }
    };
    let help =
        format!("{}{alternative}; see {}.{}", consequence(watch), daemon.source(), forking_advice(manager));
    let mut finding = COMMAND_DAEMONIZES.at(file, span, message).label("leaves the foreground").help(help);
    // In containers the configuration usually says so; the units of distributions say it on the command line.
    if daemon.foreground_setting().is_some() && manager == Language::Supervisord {
        finding.level = Level::Info;
    }
    Some(
        match foreground_option.filter(|_| daemon.backgrounding == Backgrounding::Always && daemon.is_certain)
        {
            Some(foreground_option) => with_foreground_option(command, found, finding, foreground_option),
            None => finding,
        },
    )
}

/// Adds the option that keeps it in the foreground, in place of one that asks for the background if there is one.
fn with_foreground_option(
    command: &CommandLine<'_>,
    found: FoundDaemon,
    finding: Diagnostic,
    foreground_option: &str,
) -> Diagnostic {
    let FoundDaemon { daemon: _, program, word: _, redundant } = found;
    if let Some(redundant) = redundant.map(|at| &command.words[at]) {
        let title = format!("write `{foreground_option}` instead of `{}`", redundant.bare());
        return finding.fix(
            title,
            Applicability::Unsafe,
            vec![Edit::replace(redundant.place.1, foreground_option)],
        );
    }
    // nginx obeys only the last `-g`.
    if is_directive(foreground_option) && command.words[program + 1..].iter().any(|word| word.bare() == "-g")
    {
        return finding;
    }
    // Its own configuration may say so already, and nginx does not start with both; or it is another program of that
    // name.
    let applicability =
        if is_directive(foreground_option) { Applicability::Display } else { Applicability::Unsafe };
    let (_, span) = command.words[program].place;
    finding.fix(
        format!("add `{foreground_option}`"),
        applicability,
        vec![Edit::insert(span.end, format!(" {foreground_option}"))],
    )
}

/// Whether a program is kept in the foreground by a line of its configuration, which nginx accepts after `-g`.
fn is_directive(foreground_option: &str) -> bool {
    foreground_option.starts_with("-g ")
}

/// `sh -c "a &"`: the shell exits immediately.
fn script_in_background(command: &CommandLine<'_>, script: usize, watch: Watch) -> Option<Diagnostic> {
    let word = command.words.get(script)?;
    if !ends_in_background(word.unquoted()) {
        return None;
    }
    let (file, span) = word.place;
    let help = format!(
        "{}Remove the last `&`, and write exec before the program, so that it replaces the shell.{}",
        consequence(watch),
        forking_advice(watch.manager)
    );
    let message = "the script ends in `&`: the shell does not wait for what it started";
    Some(COMMAND_DAEMONIZES.at(file, span, message).label("ends immediately").help(help))
}

const fn consequence(watch: Watch) -> &'static str {
    match watch.manager {
        Language::Supervisord if !watch.restarts_after_clean_exit => {
            "supervisord watches the process that it starts: when that process ends, the program counts as EXITED, and what \
             it left behind is never stopped. "
        }
        Language::Supervisord => {
            "supervisord watches the process that it starts: when that process ends, it is started again, and what it left \
             behind is never stopped. "
        }
        Language::Systemd => {
            "Without Type=forking the service is over when the process that systemd started ends: ExecStop= runs, and what \
             is left of the unit is killed. "
        }
    }
}

const fn forking_advice(manager: Language) -> &'static str {
    match manager {
        Language::Supervisord => "",
        Language::Systemd => " Or declare it with Type=forking and PIDFile=.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord, unit};

    fn of_program(command: &str) -> Vec<Found> {
        supervisord(&COMMAND_DAEMONIZES, &format!("[program:a]\ncommand={command}\n"))
    }

    fn of_unit(service: &str) -> Vec<Found> {
        unit(&COMMAND_DAEMONIZES, &format!("[Service]\n{service}\n"))
    }

    /// The word that is flagged, the same for both managers.
    fn flagged(command: &str) -> Option<String> {
        let text = |found: Vec<Found>| found.into_iter().next().map(|one| one.text);
        let (program, unit) = (text(of_program(command)), text(of_unit(&format!("ExecStart={command}"))));
        assert_eq!(program, unit, "{command}");
        program
    }

    #[test]
    fn the_word_that_daemonizes_is_flagged() {
        for (command, word) in [
            ("/usr/sbin/nginx", "/usr/sbin/nginx"),
            ("nginx -p /srv", "nginx"),
            ("/usr/sbin/sshd -e", "/usr/sbin/sshd"),
            ("/usr/sbin/php-fpm7.4 -R", "/usr/sbin/php-fpm7.4"),
            ("/usr/sbin/apache2ctl -k start", "/usr/sbin/apache2ctl"),
            ("/usr/bin/memcached -m 64 -d", "-d"),
            ("/usr/bin/redis-server --port 1 --daemonize yes", "yes"),
            ("/usr/bin/openvpn --daemon=vpn --config x", "--daemon=vpn"),
            ("/srv/bin/gunicorn app:app --daemon", "--daemon"),
            ("/usr/bin/env A=b /srv/bin/celery multi start w1", "start"),
            ("/usr/bin/sudo -u sshd /usr/bin/python3.9 -m gunicorn -D app", "-D"),
            ("bundle exec unicorn -c x.rb -D", "-D"),
            ("/etc/init.d/postfix start", "start"),
            ("/usr/bin/docker run --rm --name x -d image", "-d"),
            ("/usr/bin/docker run -itd image", "-itd"),
            ("/usr/bin/docker compose -f x.yml up --detach", "--detach"),
            ("/usr/bin/docker-compose up -d", "-d"),
            ("/usr/bin/screen -dmS x /bin/y", "-dmS"),
            ("/usr/bin/tmux new-session -s x -d y", "-d"),
            ("/usr/bin/setsid /bin/y", "/usr/bin/setsid"),
            ("/bin/sh -c \"/bin/y &\"", "\"/bin/y &\""),
        ] {
            assert_eq!(flagged(command).as_deref(), Some(word), "{command}");
        }
    }

    #[test]
    fn the_inserted_option_gets_its_value() {
        let fixed = of_unit("ExecStart=/usr/sbin/slapd -h ldap:///").remove(0).fixed.unwrap();
        assert_eq!(fixed, "[Service]\nExecStart=/usr/sbin/slapd -d 0 -h ldap:///\n");
        assert_eq!(flagged("/usr/sbin/slapd -d 256 -h ldap:///"), None);
    }

    #[test]
    fn a_one_shot_program_counts_as_exited() {
        let found = |lines: &str| supervisord(&COMMAND_DAEMONIZES, &format!("[program:a]\n{lines}\n"));
        let once = "autorestart=false\nstartsecs=0";
        let help = |lines: &str| found(&format!("command=/usr/sbin/service x start\n{lines}")).remove(0).help;
        assert!(help(once).contains("counts as EXITED") && help("startsecs=0").contains("counts as EXITED"));
        // An exit before startsecs is over is retried, whatever autorestart is set to.
        for lines in ["", "autorestart=false", "autorestart=true\nstartsecs=0"] {
            assert!(help(lines).contains("started again"), "{lines}");
        }
        assert!(found(&format!("command=/bin/systemctl restart x\n{once}")).is_empty());
        assert_eq!(found("command=/bin/systemctl restart x").len(), 1);
    }

    #[test]
    fn what_stays_in_the_foreground_passes() {
        for command in [
            "/usr/sbin/nginx -g \"daemon off;\"",
            "nginx -g 'error_log stderr; daemon off;'",
            "nginx -g daemon off",
            "nginx -c /srv/nginx.conf",
            "nginx -t",
            "/usr/sbin/sshd -eD",
            "/usr/sbin/apache2ctl -D \"FOREGROUND\"",
            "/usr/sbin/apache2ctl -DFOREGROUND -k start",
            "php-fpm",
            "/usr/sbin/php-fpm8.2 --nodaemonize",
            "/usr/bin/redis-server --daemonize no --appendonly yes",
            "/usr/bin/aria2c --daemon=false -d /opt/data",
            "/usr/bin/freshclam -d --foreground=true",
            "/usr/bin/gunicorn -d app",
            "/usr/bin/docker run --rm image memcached -d",
            "/usr/bin/docker run --name x image -d",
            "/usr/bin/docker -d",
            "/usr/bin/docker-compose up",
            "/usr/sbin/exim -bdf -q30m",
            "/usr/sbin/postfix start-fg",
            "/usr/bin/pidproxy /run/x.pid /usr/sbin/sshd",
            "/usr/bin/screen -DmS x /bin/y",
            "/usr/bin/systemctl --wait start x.service",
            "/etc/init.d/nova-api systemd-start",
            "/usr/bin/setsid --wait /bin/y",
            "/usr/bin/nohup /bin/y",
            "/bin/tail -f /var/log/nginx",
            "/usr/bin/sudo -u sshd /bin/y",
            "/bin/sh -c \"/bin/x & exec /bin/y\"",
            "/bin/sh -c \"a &&\"",
            "/bin/sh -c \"a 'b &'\"",
            "/bin/sh -c \"a # &\"",
            "/usr/sbin/sshd --help",
        ] {
            assert_eq!(flagged(command), None, "{command}");
        }
    }

    #[test]
    fn calling_the_system_service_manager_is_flagged_under_supervisord_only() {
        assert_eq!(of_program("/usr/sbin/service ssh start")[0].text, "start");
        assert_eq!(of_program("/bin/systemctl restart x.service")[0].text, "restart");
        // A unit may do that.
        assert!(of_unit("ExecStart=/bin/systemctl restart x.service").is_empty());
    }

    #[test]
    fn it_is_an_info_under_supervisord_if_the_daemons_configuration_may_decide() {
        let found = &of_program("/usr/sbin/nginx")[0];
        assert_eq!(found.level, Level::Info);
        assert!(found.message.ends_with("unless its configuration says `daemon off;`"), "{}", found.message);
        assert_eq!(of_program("/usr/sbin/php-fpm7.4")[0].level, Level::Info);
        assert_eq!(of_unit("ExecStart=/usr/sbin/nginx")[0].level, Level::Warning);
        assert_eq!(of_program("/usr/sbin/sshd")[0].level, Level::Warning);
    }

    #[test]
    fn options_in_a_variable_may_prevent_daemonizing() {
        assert!(of_unit("ExecStart=/usr/sbin/snmpd $OPTIONS").is_empty());
        assert!(of_program("/usr/sbin/snmpd %(ENV_OPTIONS)s").is_empty());
        assert_eq!(of_unit("ExecStart=/usr/bin/memcached -d $OPTIONS").len(), 1);
    }

    #[test]
    fn a_service_type_that_expects_forking_passes() {
        for kind in ["forking", "oneshot", "notify", "dbus"] {
            assert!(of_unit(&format!("Type={kind}\nExecStart=/usr/sbin/sshd")).is_empty(), "{kind}");
        }
        assert!(of_unit("ExecStart=/usr/bin/docker run -d x\nRemainAfterExit=yes").is_empty());
        assert!(of_unit("ExecStart=/usr/sbin/snmpd\nStandardInput=socket").is_empty());
        assert_eq!(of_unit("Type=exec\nExecStart=/usr/sbin/sshd").len(), 1);
        let drop_in = "[Service]\nExecStart=\nExecStart=/usr/sbin/sshd\n";
        assert!(crate::lint::testing::file(&COMMAND_DAEMONIZES, "ssh.service.d/a.conf", drop_in).is_empty());
    }

    #[test]
    fn the_fix_keeps_the_program_in_the_foreground() {
        let fixed = |command: &str| of_program(command)[0].fixed.clone();
        assert_eq!(
            fixed("/usr/sbin/sshd -e").as_deref(),
            Some("[program:a]\ncommand=/usr/sbin/sshd -D -e\n")
        );
        let nginx = fixed("/usr/sbin/nginx").unwrap();
        assert_eq!(nginx, "[program:a]\ncommand=/usr/sbin/nginx -g \"daemon off;\"\n");
        assert!(supervisord(&COMMAND_DAEMONIZES, &nginx).is_empty());
        let sssd = fixed("/usr/sbin/sssd -D -f").unwrap();
        assert_eq!(sssd, "[program:a]\ncommand=/usr/sbin/sssd -i -f\n", "sssd rejects both options together");
        let fpm = fixed("/usr/sbin/php-fpm8.2 --daemonize").unwrap();
        assert_eq!(fpm, "[program:a]\ncommand=/usr/sbin/php-fpm8.2 -F\n", "php-fpm uses the last option");
        // Which of the programs of that name it is cannot be known.
        assert!(fixed("/usr/sbin/crond").is_none());
        assert!(of_program("/usr/sbin/crond")[0].help.contains("one of `-n`, `-f`"));
    }

    #[test]
    fn nginx_gets_a_manual_fix_and_only_one_daemon_off() {
        let found = of_program("/usr/sbin/nginx").remove(0);
        assert!(found.is_by_hand, "its configuration may set the same");
        assert!(found.help.contains("not both"), "{}", found.help);
        assert_eq!(
            of_program("/usr/sbin/nginx -g \"error_log stderr;\"")[0].fixed,
            None,
            "nginx uses the last -g"
        );
        assert!(
            of_unit("ExecStart=/usr/sbin/nginx")[0].is_by_hand && !of_program("/usr/sbin/sshd")[0].is_by_hand
        );
    }

    #[test]
    fn the_finding_names_its_source_and_the_remedy() {
        let help = &of_program("/usr/sbin/postfix start")[0].help;
        assert!(help.ends_with("Use `start-fg`; see postfix(1)."), "{help}");
        assert!(of_unit("ExecStart=/usr/sbin/sshd")[0].help.ends_with("Type=forking and PIDFile=."));
    }
}
