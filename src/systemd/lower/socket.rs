//! The socket units that hand their socket to a service.

use super::Lowering;
use super::text::Specifiers;
use crate::ir::{Address, Decided, Service, ServiceGroup, SettingId, SocketOwner, Sources, Start, Text};
use crate::source::Span;
use crate::systemd::directives::Name;
use crate::systemd::unit::{Unit, UnitEntry};
use crate::systemd::{integer, mode, words};

/// `SocketMode=` when it is not set.
const DEFAULT_MODE: u32 = 0o666;

/// What a socket unit says.
pub(super) struct SocketFacts<'a> {
    unit: &'a Unit,
    address: Option<(SettingId, Address<'a>)>,
    user: Option<(SettingId, Text<'a>)>,
    group: Option<(SettingId, Text<'a>)>,
    mode: Option<(SettingId, u32)>,
    backlog: Option<(SettingId, u32)>,
    /// Who wants it: then it is there from the start.
    wanted_by: Sources,
}

impl<'a> Lowering<'a> {
    /// The socket units among the given ones.
    pub(super) fn sockets(&self) -> Vec<SocketFacts<'a>> {
        let sockets = self.of_type("socket");
        sockets.map(|unit| self.socket(unit)).collect()
    }

    fn socket(&self, unit: &'a Unit) -> SocketFacts<'a> {
        let mut facts = SocketFacts {
            unit,
            address: None,
            user: None,
            group: None,
            mode: None,
            backlog: None,
            wanted_by: Sources::NONE,
        };
        let specifiers = Specifiers::of(unit, self.sources);
        for entry in unit.entries(self.sources) {
            let Some(row) = entry.row else { continue };
            let value = entry.value();
            let Some(text) = value.text() else { continue };
            let whole = || {
                let all = Span::new(0, value.bytes().len() as u32);
                (entry.id, specifiers.text(&value, all, entry.id.file))
            };
            match row.name {
                Name::ListenStream => facts.address = Some((entry.id, address(whole().1))),
                Name::WantedBy | Name::RequiredBy if !text.is_empty() => facts.wanted_by.add(entry.id),
                Name::SocketUser => facts.user = Some(whole()),
                Name::SocketGroup => facts.group = Some(whole()),
                Name::SocketMode => {
                    facts.mode = mode::parse(text).ok().map(|mode| (entry.id, u32::from(mode)));
                }
                Name::Backlog => {
                    let count = integer::number(text).and_then(|count| u32::try_from(count).ok());
                    facts.backlog = count.map(|count| (entry.id, count));
                }
                _ => {}
            }
        }
        facts
    }

    /// Gives a service the socket that has its name, or that it names with `Sockets=`.
    pub(super) fn hand_over_socket(
        &self,
        unit: &'a Unit,
        sockets: &[SocketFacts<'a>],
        service: &mut Service<'a>,
    ) {
        if sockets.is_empty() {
            return;
        }
        let names = |entry: &UnitEntry<'a>, socket: &str| {
            let is_list = entry.row.is_some_and(|row| row.name == Name::Sockets);
            let value = entry.value();
            let text = value.text().unwrap_or_default();
            is_list
                && words::Words::new(text, words::Flags::INSTALL)
                    .flatten()
                    .any(|word| *word.bytes == *socket.as_bytes())
        };
        let named = |socket: &&SocketFacts<'a>| {
            socket.unit.stem() == unit.stem()
                || unit.entries(self.sources).any(|entry| names(&entry, &socket.unit.name))
        };
        let Some(socket) = sockets.iter().find(named) else { return };
        let from = |id: Option<SettingId>| Sources::of([id]);
        let id_of = |setting: &Option<(SettingId, Text<'a>)>| setting.as_ref().map(|(id, _)| *id);
        let is_file = matches!(socket.address, Some((_, Address::Unix(_))));
        service.listens = Decided::by(
            socket.address.as_ref().map(|(_, address)| address.clone()),
            from(socket.address.as_ref().map(|(id, _)| *id)),
        );
        if is_file {
            let owner = SocketOwner {
                user: socket.user.as_ref().map(|(_, user)| user.clone()),
                group: socket
                    .group
                    .as_ref()
                    .map_or(ServiceGroup::OfUser, |(_, group)| ServiceGroup::Named(group.clone())),
            };
            let owner_from = Sources::of([id_of(&socket.user), id_of(&socket.group)]);
            service.listens_owner = Decided::by(Some(owner), owner_from);
            let mode = socket.mode.map_or(DEFAULT_MODE, |(_, mode)| mode);
            service.listens_mode = Decided::by(Some(mode), from(socket.mode.map(|(id, _)| id)));
        }
        if service.start.value == Start::ByHand && !socket.wanted_by.is_default() {
            let mut start_from = service.start.from.clone();
            start_from.extend(&socket.wanted_by);
            service.start = Decided::by(Start::BySocket, start_from);
        }
        let backlog = socket.backlog.map(|(_, count)| count);
        service.listens_backlog = Decided::by(backlog, from(socket.backlog.map(|(id, _)| id)));
    }
}

/// A path, or a host and a port; systemd knows more kinds.
fn address(text: Text<'_>) -> Address<'_> {
    let starts_with_slash = matches!(
        text.parts().next(),
        Some(crate::ir::PartRef::Bytes(bytes)) if bytes.starts_with(b"/")
    );
    if starts_with_slash {
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
