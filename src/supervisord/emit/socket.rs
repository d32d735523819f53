//! `[fcgi-program:]`: a program that receives a listening socket as its standard input.

use super::instances::Spelling;
use super::program_writer::ProgramWriter;
use crate::ir::{Address, Input, Instances, Leaf, Service, ServiceGroup};
use crate::supervisord::kinds::ini_text;
use crate::supervisord::kinds::{fcgi_socket, octal};
use crate::supervisord::options::Name;
use crate::unix::socket_daemons;

/// Whether a service can be a FastCGI program: the socket is its standard input, it is a single program, since separate
/// programs cannot share a socket, and it is in no group, where supervisord would treat it as a plain program.
fn is_fastcgi(service: &Service<'_>) -> bool {
    // Cheap test first: most services do not read from a socket.
    if service.stdin.value != Input::Socket {
        return false;
    }
    let is_one_program = match &service.instances.value {
        Instances::One => true,
        Instances::Each(_) => match super::instances::spell(service) {
            Spelling::One | Spelling::Numbered(_, _) => true,
            Spelling::Each(_) | Spelling::Unnamed => false,
        },
    };
    service.membership.value.is_empty()
        && is_one_program
        && service.listens.value.as_ref().is_some_and(|address| socket_value(address).is_some())
}

/// The kind of section that a service is written in.
pub(super) fn section(service: &Service<'_>) -> &'static str {
    if is_fastcgi(service) { "fcgi-program" } else { "program" }
}

/// The address in the syntax of `socket=`; `None` if it would need an expansion.
fn socket_value(address: &Address<'_>) -> Option<String> {
    let written = match address {
        Address::Unix(path) => format!("unix://{}", path.as_str()?.replace('%', "%%")),
        Address::Tcp(host, port) => format!("tcp://{}:{port}", host.replace('%', "%%")),
        // A port without an address listens on all addresses; supervisord supports only those of IPv4.
        Address::Other(text) => {
            let port: u16 = text.as_str()?.parse().ok()?;
            format!("tcp://0.0.0.0:{port}")
        }
    };
    let is_good = ini_text::check(&written).is_ok() && fcgi_socket::parse(&written, false).is_ok();
    is_good.then_some(written)
}

impl ProgramWriter<'_, '_, '_, '_> {
    pub(super) fn socket(&mut self) {
        let service = self.service;
        let Some(address) = &service.listens.value else {
            if service.stdin.value == Input::Socket {
                let reason = match super::instances::spell(service) {
                    // A template without known instances is mostly one started by a socket with Accept=yes.
                    Spelling::Unnamed => {
                        "systemd starts an instance for each connection, with the connection as standard input. supervisord \
                         does not: use inetd, or socat with fork: socat TCP-LISTEN:PORT,fork EXEC:PROGRAM. If it is a pipe \
                         (ListenFIFO=) instead, create that with mkfifo and redirect in a shell: exec PROGRAM <>PATH."
                    }
                    _ => {
                        "A .socket unit opens the socket that the program reads from: convert it as well, and this becomes an \
                         [fcgi-program:]. If it is a pipe (ListenFIFO=) instead, create that with mkfifo and redirect in a \
                         shell: exec PROGRAM <>PATH."
                    }
                };
                self.by_hand(Leaf::Stdin, reason);
            }
            return;
        };
        if !is_fastcgi(service) {
            // A program that can open its socket itself does not need to receive it.
            let opens = socket_daemons::advice(&service.command.value.argv);
            let is_left_to_do = opens.is_none();
            let reason = opens.unwrap_or_else(|| {
                "supervisord passes a listening socket only as standard input, and only to an [fcgi-program:] \
                 without a group; this program expects it as descriptor 3. Let the program open the socket itself, \
                 or start it with systemd-socket-activate -l ADDRESS."
                    .to_owned()
            });
            let mut note = |leaf| match is_left_to_do {
                true => self.by_hand(leaf, reason.clone()),
                false => self.unspelled(leaf, reason.clone()),
            };
            note(Leaf::Listens);
            for (leaf, from) in [
                (Leaf::ListensOwner, &service.listens_owner.from),
                (Leaf::ListensMode, &service.listens_mode.from),
                (Leaf::ListensBacklog, &service.listens_backlog.from),
            ] {
                if !from.is_default() {
                    note(leaf);
                }
            }
            return;
        }
        let from = &service.listens.from;
        if let Some(value) = socket_value(address) {
            self.line(Name::Socket, value, &[Leaf::Listens, Leaf::Stdin], from);
        }
        if let Some(count) = service.listens_backlog.value {
            let from = &service.listens_backlog.from;
            self.line(Name::SocketBacklog, count.to_string(), &[Leaf::ListensBacklog], from);
        }
        self.socket_owner();
        if let Some(mode) = service.listens_mode.value {
            let from = &service.listens_mode.from;
            if mode == fcgi_socket::DEFAULT_MODE {
                self.spells(Name::SocketMode, "0700", &[Leaf::ListensMode]);
            } else {
                let value = format!("{:0>4}", octal::write(i64::from(mode)));
                self.line(Name::SocketMode, value, &[Leaf::ListensMode], from);
            }
        }
    }

    fn socket_owner(&mut self) {
        let service = self.service;
        let Some(owner) = &service.listens_owner.value else { return };
        let from = &service.listens_owner.from;
        let is_programs = owner.user == service.user.value && owner.group == ServiceGroup::OfUser;
        if is_programs && !super::needs::switches_user(service) {
            return self.spells(Name::SocketOwner, "", &[Leaf::ListensOwner]);
        }
        // Without the option supervisord gives the socket to the program's user, systemd to root.
        let user = match &owner.user {
            Some(user) => self.value(user, 1, Leaf::ListensOwner),
            None => Some("root".to_owned()),
        };
        let Some(user) = user else { return };
        let group = match &owner.group {
            ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) => {
                self.value(group, 1, Leaf::ListensOwner)
            }
            ServiceGroup::OfUser | ServiceGroup::RootAndGroupsOf(_) => None,
        };
        let value = match group {
            Some(group) => format!("{user}:{group}"),
            None => user,
        };
        self.line(Name::SocketOwner, value, &[Leaf::ListensOwner], from);
    }
}
