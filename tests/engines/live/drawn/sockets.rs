//! Sockets that are passed to programs.

use sysvisor::ir::Leaf;

use super::{leak, run_fewer_cases};
use crate::engines::live::case::{Act, CASE, Case};

const SOCKETS: &[&[Leaf]] =
    &[&[Leaf::Listens, Leaf::ListensOwner, Leaf::ListensMode], &[Leaf::Listens, Leaf::Stdin]];

#[test]
fn fastcgi_program_sockets_are_created_as_reported() {
    run_fewer_cases("sock", |draw, name| {
        let count: usize = draw.one(&["", "", "1", "2"]).parse().unwrap_or(0);
        let probe = if count == 0 { name.to_owned() } else { format!("{name}_%(process_num)d") };
        let text = [
            format!("[fcgi-program:{name}]\ncommand=/box/probe {probe} accepts\n"),
            format!("socket=unix:///out/{name}.sock\nstartsecs=0\n"),
            draw.line("socket_mode", &["", "", "0660", "0777", "0600", "700"]),
            draw.line(
                "socket_owner",
                &["", "", "boxer", "boxer:ringside", "root:ringside", "4242:4343", "daemon"],
            ),
            draw.line("socket_backlog", &["", "", "5", "128"]),
            draw.line("user", &["", "", "boxer", "root"]),
            draw.line("umask", &["", "077", "0"]),
            draw.line("redirect_stderr", &["", "true"]),
            if count == 0 {
                String::new()
            } else {
                format!("numprocs={count}\nprocess_name=%(program_name)s_%(process_num)d\n")
            },
        ]
        .concat();
        let name = leak(name.to_owned());
        let process = |at| (leak(format!("{name}_{at}")), leak(format!("{name}:{name}_{at}")), "");
        let processes: Vec<_> = (0..count).map(process).collect();
        let acts = Box::leak(Box::new([Act::Connect(leak(format!("{name}.sock"))), Act::Wait(0.2)]));
        let processes = Box::leak(processes.into_boxed_slice());
        // Which of several processes answers is not determined.
        let together = if count > 1 { &SOCKETS[..0] } else { SOCKETS };
        Case { name, text: leak(text), together, acts, processes, ..CASE }
    });
}

#[test]
fn unit_sockets_are_created_as_reported() {
    run_fewer_cases("u_sock", |draw, name| {
        let text = [
            format!("# file: {name}.socket\n[Socket]\nListenStream=/out/{name}.sock\n"),
            draw.line("SocketMode", &["", "", "0660", "0777", "0600"]),
            draw.line("SocketUser", &["", "", "boxer", "4242"]),
            draw.line("SocketGroup", &["", "", "ringside", "4343"]),
            draw.line("DirectoryMode", &["", "", "0700"]),
            draw.line("Backlog", &["", "", "5"]),
            draw.line("Accept", &["", "", "no"]),
            "[Install]\nWantedBy=sockets.target\n".to_owned(),
            format!("# file: {name}.service\n[Service]\nExecStart=/box/probe {name} accepts\nStandardInput=socket\n"),
            draw.line("StandardOutput", &["", "null", "journal"]),
            draw.line("StandardError", &["", "null", "journal"]),
            draw.line("User", &["", "", "boxer"]),
            draw.line("UMask", &["", "", "077"]),
            draw.one(&["", "[Install]\nWantedBy=multi-user.target\n"]).to_owned(),
        ]
        .concat();
        let name = leak(name.to_owned());
        let acts = Box::leak(Box::new([Act::Connect(leak(format!("{name}.sock"))), Act::Wait(0.2)]));
        Case { name, text: leak(text), together: SOCKETS, acts, ..CASE }
    });
}
