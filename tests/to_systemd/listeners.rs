//! Event listeners, and their replacements.

use super::{convert, row};

#[test]
fn crashmail_becomes_an_on_failure_unit() {
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
fn a_listener_that_does_more_than_mail_is_manual_with_a_suggested_replacement() {
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

#[test]
fn a_listener_that_only_forwards_program_output_is_dropped() {
    let text = "[supervisord]\nuser=root\n[eventlistener:stdout]\ncommand=supervisor_stdout\nevents=PROCESS_LOG\n\
                buffer_size=100\n[program:a]\ncommand=/a\n";
    let run = convert(text, &[]);
    let (verdict, _, reason) = row(&run, "events");
    assert!(verdict == "dropped" && reason.contains("journalctl"), "{verdict}: {reason}");
    assert_eq!(row(&run, "user").0, "exact");
}

#[test]
fn the_result_handler_of_an_output_forwarding_listener_is_dropped() {
    let text = "[program:a]\ncommand=/a\n[eventlistener:stdout]\ncommand=supervisor_stdout\nevents=PROCESS_LOG\n\
                result_handler=supervisor_stdout:event_handler\n";
    let run = convert(text, &[]);
    for setting in ["events", "result_handler"] {
        let (verdict, _, reason) = row(&run, setting);
        assert!(verdict == "dropped" && reason.contains("journalctl"), "{setting}: {verdict}: {reason}");
    }
}

#[test]
fn the_suggested_replacement_of_a_listener_fits_its_events() {
    let reason = |command: &str, events: &str| {
        let text =
            format!("[program:a]\ncommand=/a\n[eventlistener:l]\ncommand={command}\nevents={events}\n");
        row(&convert(&text, &[]), "events").2
    };
    assert!(reason("/l", "TICK_60").contains("OnUnitActiveSec=60s"));
    assert!(reason("/l", "TICK_3600,TICK_5").contains("OnUnitActiveSec=5s"));
    assert!(reason("/l", "PROCESS_LOG_STDERR").contains("journalctl -f"));
    assert!(reason("/l", "TICK_60,PROCESS_STATE_EXITED").contains("OnFailure="));
    assert!(reason("/stop-all", "PROCESS_STATE_FATAL").contains("powers off"));
}

#[test]
fn events_without_a_listener_have_no_risk() {
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
    // The listeners may be in a file that was not found.
    assert_eq!(risks(""), ["behaviour", "behaviour"]);
    assert_eq!(risks("[supervisord]\n[include]\nfiles=*.ini\n"), ["behaviour", "behaviour"]);
}
