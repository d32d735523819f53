//! FastCGI programs and their sockets.

use super::{convert, row, verdict};

#[test]
fn a_fastcgi_program_becomes_a_socket_and_a_service() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=unix:///run/php.sock\nuser=shop\n";
    let run = convert(text, &[]);
    let (verdict, _, reason) = row(&run, "socket");
    assert_eq!((run.status, verdict.as_str()), (0, "approximate"), "{}", run.err);
    // Observed with both managers.
    assert!(reason.contains("a connection starts the program again"), "{reason}");
    let service = run.file("php.service");
    assert!(
        service.contains("Sockets=php.socket\nStandardInput=socket\nStandardOutput=journal\n"),
        "{service}"
    );
    let socket = run.file("php.socket");
    let expected = "ListenStream=/run/php.sock\nSocketUser=shop\nSocketMode=0700\n";
    assert!(socket.contains(expected), "the defaults of supervisord are written out: {socket}");
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
fn several_processes_share_one_socket_that_each_service_names() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=tcp://localhost:9000\nnumprocs=2\n\
                process_name=%(process_num)02d\nsocket_backlog=9\n";
    let run = convert(text, &[]);
    assert!(run.file("php@.service").contains("Sockets=php.socket\n"));
    let socket = run.file("php.socket");
    assert!(socket.contains("ListenStream=127.0.0.1:9000\nService=php@00.service\nBacklog=9\n"), "{socket}");
    assert_eq!(verdict(&run, "socket_backlog"), "exact");
}

#[test]
fn an_owner_without_a_group_leaves_the_socket_in_the_group_of_root() {
    let text = "[fcgi-program:php]\ncommand=/usr/bin/php-cgi\nsocket=unix:///run/php.sock\n\
                socket_owner=www\nsocket_mode=0666\n";
    let run = convert(text, &[]);
    let socket = run.file("php.socket");
    assert!(socket.contains("SocketUser=www\nSocketGroup=root\n"), "{socket}");
    assert_eq!(verdict(&run, "socket_owner"), "exact");
    assert_eq!(verdict(&run, "socket_mode"), "exact", "0666 is the systemd default");
}

#[test]
fn a_host_name_becomes_the_loopback_address_with_a_note() {
    let run = convert("[fcgi-program:php]\ncommand=/php\nsocket=tcp://php.example:9000\n", &[]);
    let socket = run.file("php.socket");
    assert!(
        socket.contains("php.example became 127.0.0.1") && socket.contains("\nListenStream=127.0.0.1:9000\n")
    );
    let (verdict, _, reason) = row(&run, "socket");
    assert!(verdict == "approximate" && reason.contains("php.example"), "{reason}");
}

#[test]
fn a_fastcgi_program_in_a_group_gets_no_socket_as_in_supervisord() {
    let text = "[fcgi-program:php]\ncommand=/php\nsocket=unix:///run/php.sock\n[group:g]\nprograms=php\n";
    let run = convert(text, &[]);
    assert!(!run.out.contains("php.socket") && !run.out.contains("StandardInput="), "{}", run.out);
    let (verdict, risk, _) = row(&run, "socket");
    assert_eq!((verdict.as_str(), risk.as_str()), ("dropped", "none"));
}

#[test]
fn a_socket_is_where_supervisord_binds_it() {
    let run = convert("[fcgi-program:a]\ncommand=/a\nsocket=unix:///run/app/../a.sock\n", &[]);
    assert!(run.file("a.socket").contains("ListenStream=/run/a.sock\n"), "{}", run.out);
}
