//! Writes the socket that is passed to a service as a `.socket` unit.

use std::borrow::Cow;
use std::net::IpAddr;

use super::Context;
use super::directive_writer::DirectiveWriter;
use super::switched_off;
use super::text;
use super::unit_writer::UnitWriter;
use crate::emission::Emission;
use crate::ir::{Address, Instances, Leaf, ServiceGroup, Start};
use crate::systemd::defaults;
use crate::systemd::directives::Name;
use crate::systemd::kinds::mode;
use crate::systemd::kinds::unit_name::UnitType;

/// Replaces a host name: only the machine itself can connect to it.
const LOOPBACK: &str = "127.0.0.1";

/// Writes the socket of a service, if one is passed to it.
pub(super) fn write(context: &Context<'_, '_>, emission: &mut Emission) {
    let service = context.service;
    let Some(address) = &service.listens.value else { return };
    let name = format!("{}.socket", context.names.prefix(context.index));
    let unit = DirectiveWriter::new(emission, name, UnitType::Socket, context.target.release);
    let mut writer = UnitWriter { context, unit, instance: None };
    writer.unit.head(context.common.head.file(service.place.0), Vec::new());
    let title = text::title(&format!("Socket of {}", service.name));
    writer.unit.plain(Name::Description, title);
    writer.address(address);
    if let (Instances::Each(_), Some(first)) =
        (&service.instances.value, context.names.units(context.index).first())
    {
        // All instances are passed the socket (F2); the one that a connection starts must be named.
        writer.unit.plain(Name::Service, first.clone());
    }
    writer.owner();
    writer.mode_and_backlog();
    if service.start.value != Start::ByHand {
        writer.unit.plain(Name::WantedBy, "sockets.target");
    }
    switched_off::comment_out_install(context, &mut writer.unit.writer.file, "sockets.target");
    writer.unit.writer.finish();
}

impl UnitWriter<'_, '_, '_> {
    fn address(&mut self, address: &Address<'_>) {
        let from = &self.context.service.listens.from;
        let mut remark = None;
        let value = match address {
            Address::Unix(path) | Address::Other(path) => {
                self.value(path, Name::ListenStream, from).map(Cow::into_owned)
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
            self.line(Name::ListenStream, value, &[Leaf::Listens, Leaf::Stdin], from);
            self.remark(Name::ListenStream, remark.as_deref());
        }
    }

    fn owner(&mut self) {
        let service = self.context.service;
        let Some(owner) = &service.listens_owner.value else { return };
        let from = &service.listens_owner.from;
        let leaves = [Leaf::ListensOwner];
        if let Some(user) = &owner.user
            && let Some(value) = self.value(user, Name::SocketUser, from)
        {
            self.line(Name::SocketUser, value.into_owned(), &leaves, from);
        }
        if let ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) = &owner.group
            && let Some(value) = self.value(group, Name::SocketGroup, from)
        {
            self.line(Name::SocketGroup, value.into_owned(), &leaves, from);
        }
    }

    fn mode_and_backlog(&mut self) {
        let service = self.context.service;
        if let Some(mode) = service.listens_mode.value.filter(|mode| *mode != defaults::SOCKET_MODE) {
            let value = mode::write(mode);
            self.line(Name::SocketMode, value, &[Leaf::ListensMode], &service.listens_mode.from);
        }
        if let Some(count) = service.listens_backlog.value {
            let value = count.to_string();
            self.line(Name::Backlog, value, &[Leaf::ListensBacklog], &service.listens_backlog.from);
        }
    }
}

/// Whether a host is a numeric address: a socket unit accepts no other.
fn is_number(host: &str) -> bool {
    host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok()
}
