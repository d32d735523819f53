//! Writes the socket that is passed to a service as a `.socket` unit.

use std::borrow::Cow;
use std::net::IpAddr;

use super::Context;
use super::switched_off;
use super::text;
use super::unit_writer::UnitWriter;
use crate::emission::{Emission, Writer};
use crate::ir::{Address, Instances, Leaf, ServiceGroup, Start};
use crate::systemd::defaults;
use crate::systemd::kinds::mode;

/// Replaces a host name: only the machine itself can connect to it.
const LOOPBACK: &str = "127.0.0.1";

/// Writes the socket of a service, if one is passed to it.
pub(super) fn write(context: &Context<'_, '_>, emission: &mut Emission) {
    let service = context.service;
    let Some(address) = &service.listens.value else { return };
    let name = format!("{}.socket", context.names.prefix(context.index));
    let mut unit = UnitWriter { context, writer: Writer::new(emission, name), instance: None };
    unit.writer.file.head = vec![context.common.head.file(service.place.0)];
    let title = text::title(&format!("Socket of {}", service.name));
    unit.writer.plain("Unit", "Description", title);
    unit.address(address);
    if let (Instances::Each(_), Some(first)) =
        (&service.instances.value, context.names.units(context.index).first())
    {
        // All instances are passed the socket (F2); the one that a connection starts must be named.
        unit.writer.plain("Socket", "Service", first.clone());
    }
    unit.owner();
    unit.mode_and_backlog();
    if service.start.value != Start::ByHand {
        unit.writer.plain("Install", "WantedBy", "sockets.target");
    }
    switched_off::comment_out_install(context, &mut unit.writer.file, "sockets.target");
    unit.writer.finish();
}

impl UnitWriter<'_, '_, '_> {
    fn address(&mut self, address: &Address<'_>) {
        let from = &self.context.service.listens.from;
        let mut remark = None;
        let value = match address {
            Address::Unix(path) | Address::Other(path) => {
                self.value(path, "ListenStream", from).map(Cow::into_owned)
            }
            Address::Tcp(host, port) if is_number(host) => Some(format!("{host}:{port}")),
            Address::Tcp(host, port) => {
                let reason = format!(
                    "systemd resolves no names: {host} became {LOOPBACK}, which only this machine reaches. Write its address \
                     in ListenStream=."
                );
                self.unspelled(Leaf::Listens, reason.clone());
                remark = Some(reason);
                Some(format!("{LOOPBACK}:{port}"))
            }
        };
        if let Some(value) = value {
            self.line("Socket", "ListenStream", value, &[Leaf::Listens, Leaf::Stdin], from);
            self.remark("Socket", remark.as_deref());
        }
    }

    fn owner(&mut self) {
        let service = self.context.service;
        let Some(owner) = &service.listens_owner.value else { return };
        let from = &service.listens_owner.from;
        let leaves = [Leaf::ListensOwner];
        if let Some(user) = &owner.user
            && let Some(value) = self.value(user, "SocketUser", from)
        {
            self.line("Socket", "SocketUser", value.into_owned(), &leaves, from);
        }
        if let ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) = &owner.group
            && let Some(value) = self.value(group, "SocketGroup", from)
        {
            self.line("Socket", "SocketGroup", value.into_owned(), &leaves, from);
        }
    }

    fn mode_and_backlog(&mut self) {
        let service = self.context.service;
        if let Some(mode) = service.listens_mode.value.filter(|mode| *mode != defaults::SOCKET_MODE) {
            let value = mode::write(mode);
            self.line("Socket", "SocketMode", value, &[Leaf::ListensMode], &service.listens_mode.from);
        }
        if let Some(count) = service.listens_backlog.value {
            let value = count.to_string();
            self.line("Socket", "Backlog", value, &[Leaf::ListensBacklog], &service.listens_backlog.from);
        }
    }
}

/// Whether a host is a numeric address: a socket unit accepts no other.
fn is_number(host: &str) -> bool {
    host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}
