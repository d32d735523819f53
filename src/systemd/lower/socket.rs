//! The socket units that pass their socket to a service.

use std::collections::BTreeMap;

use super::Lowering;
use super::service_index::ServiceIndex;
use super::text::Specifiers;
use crate::ir::{
    Address, Decided, Input, Service, ServiceGroup, SettingId, SettingIds, SocketOwner, Start, Text,
};
use crate::source::Span;
use crate::systemd::defaults;
use crate::systemd::directives::{Name, Section};
use crate::systemd::in_effect::in_effect;
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::kinds::{integer, mode};
use crate::systemd::unit::Unit;

/// The settings of a socket unit.
pub(super) struct SocketFacts<'a> {
    unit: &'a Unit,
    /// The setting that names its service, if there is one.
    service: Option<SettingId>,
    addresses: Vec<(SettingId, Address<'a>)>,
    user: Option<(SettingId, Text<'a>)>,
    group: Option<(SettingId, Text<'a>)>,
    mode: Option<(SettingId, u32)>,
    backlog: Option<(SettingId, u32)>,
    /// The settings that enable it: then it listens from the start.
    wanted_by: SettingIds,
}

impl<'a> Lowering<'a> {
    /// The given socket units that pass their socket to a service. With `Accept=yes` a service gets a connection
    /// instead, and each connection starts an instance.
    pub(super) fn sockets(&self) -> Vec<SocketFacts<'a>> {
        let sockets = self.units_of_type(UnitType::Socket).filter(|unit| !self.accepts(unit));
        sockets.map(|unit| self.socket(unit)).collect()
    }

    /// Whether a unit starts a service for each connection to its socket.
    pub(super) fn accepts(&self, unit: &'a Unit) -> bool {
        let accepts = in_effect(unit, self.sources, self.release, Section::Socket, &[Name::Accept]);
        accepts.last().is_some_and(|entry| entry.flag() == Some(true))
    }

    fn socket(&self, unit: &'a Unit) -> SocketFacts<'a> {
        let mut facts = SocketFacts {
            unit,
            service: self.explicit_triggered_unit(unit).map(|(_, from)| from),
            addresses: Vec::new(),
            user: None,
            group: None,
            mode: None,
            backlog: None,
            wanted_by: self.wanted_by(unit),
        };
        let specifiers = Specifiers::of(unit, self.sources, self.release);
        for entry in self.in_effect(unit).entries {
            let Some(row) = entry.row else { continue };
            let value = entry.value();
            let Some(text) = value.text() else { continue };
            let whole = || {
                let all = Span::new(0, value.bytes().len() as u32);
                (entry.id, specifiers.text(&value, all, entry.id.file))
            };
            match row.name {
                Name::ListenStream => facts.addresses.push((entry.id, address(whole().1))),
                Name::SocketUser => facts.user = Some(whole()),
                Name::SocketGroup => facts.group = Some(whole()),
                Name::SocketMode => facts.mode = mode::parse(text).ok().map(|mode| (entry.id, mode)),
                Name::Backlog => {
                    let count = integer::number(text).and_then(|count| u32::try_from(count).ok());
                    facts.backlog = count.map(|count| (entry.id, count));
                }
                _ => {}
            }
        }
        facts
    }

    /// By service: the first of the sockets that belong to it, either because they start it or because it names them
    /// (`Sockets=`).
    pub(super) fn sockets_by_service(
        &self,
        sockets: &[SocketFacts<'a>],
        service_index: &ServiceIndex<'_>,
        count: usize,
    ) -> Vec<Option<usize>> {
        let mut first: Vec<Option<usize>> = vec![None; count];
        if sockets.is_empty() {
            return first;
        }
        let mut add = |service: Option<usize>, socket: usize| {
            if let Some(first) = service.and_then(|service| first.get_mut(service)) {
                *first = Some(first.map_or(socket, |other| other.min(socket)));
            }
        };
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, socket) in sockets.iter().enumerate() {
            add(self.service_of_trigger(socket.unit, service_index), at);
            by_name.entry(&socket.unit.name).or_insert(at);
        }
        for (service, unit) in
            self.units_of_type(UnitType::Service).enumerate().filter(|(_, unit)| unit.sets(Name::Sockets))
        {
            for word in self.references(unit, &[Name::Sockets]) {
                if let Some(socket) = by_name.get(word.unit.as_str()) {
                    add(Some(service), *socket);
                }
            }
        }
        first
    }
}

impl<'a> SocketFacts<'a> {
    /// The setting because of which connections start the service. A program that reads another descriptor needs manual
    /// changes anyway.
    pub(super) fn activating_setting(&self, service: &Service<'_>) -> Option<SettingId> {
        let (setting, _) = self.addresses.last()?;
        (service.stdin.value == Input::Socket).then_some(*setting)
    }

    /// Passes the socket to a service. `opened` has the sockets that other units pull in at boot, by name.
    pub(super) fn pass_to(&self, service: &mut Service<'a>, opened: &BTreeMap<&str, SettingIds>) {
        let from = |id: Option<SettingId>| SettingIds::of([id]);
        let id_of = |setting: &Option<(SettingId, Text<'a>)>| setting.as_ref().map(|(id, _)| *id);
        let last = self.addresses.last();
        let is_file = matches!(last, Some((_, Address::Unix(_))));
        // As standard input there is one. A program that finds its sockets by number gets all of them or none.
        let held = match service.stdin.value {
            Input::Socket => last.map_or(&[][..], std::slice::from_ref),
            _ => &self.addresses,
        };
        service.listens = Decided::by(
            last.map(|(_, address)| address.clone()),
            SettingIds::of(held.iter().map(|(id, _)| Some(*id)).chain([self.service])),
        );
        if is_file {
            let owner = SocketOwner {
                user: self.user.as_ref().map(|(_, user)| user.clone()),
                group: self
                    .group
                    .as_ref()
                    .map_or(ServiceGroup::OfUser, |(_, group)| ServiceGroup::Named(group.clone())),
            };
            let owner_from = SettingIds::of([id_of(&self.user), id_of(&self.group)]);
            service.listens_owner = Decided::by(Some(owner), owner_from);
            let mode = self.mode.map_or(defaults::SOCKET_MODE, |(_, mode)| mode);
            service.listens_mode = Decided::by(Some(mode), from(self.mode.map(|(id, _)| id)));
        }
        let by_others = self.unit.names().find_map(|name| opened.get(name));
        let is_enabled = !self.wanted_by.is_default() || !self.unit.links.is_empty() || by_others.is_some();
        if service.start.value == Start::ByHand && is_enabled {
            let mut start_from = service.start.from.clone();
            start_from.extend(&self.wanted_by);
            by_others.into_iter().for_each(|from| start_from.extend(from));
            service.start = Decided::by(Start::BySocket, start_from);
        }
        let backlog = self.backlog.map(|(_, count)| count);
        service.listens_backlog = Decided::by(backlog, from(self.backlog.map(|(id, _)| id)));
    }
}

/// A path, or a host and a port; systemd knows further kinds.
fn address(text: Text<'_>) -> Address<'_> {
    if text.is_absolute() == Some(true) {
        return Address::Unix(text);
    }
    let tcp = text.as_str().and_then(|text| {
        let (host, port) = text.rsplit_once(':')?;
        Some((host.to_owned(), port.parse().ok()?))
    });
    match tcp {
        Some((host, port)) => Address::Tcp(host, port),
        None => Address::Other(text),
    }
}
