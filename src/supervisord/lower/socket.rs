//! The socket of a FastCGI program.

use std::borrow::Cow;

use super::program::Reader;
use crate::ir::{Address, Decided, ServiceGroup, SettingIds, SocketOwner, Text};
use crate::source::Span;
use crate::supervisord::kinds::fcgi_socket::{self, FcgiSocket};
use crate::supervisord::kinds::integer;
use crate::supervisord::kinds::octal;
use crate::supervisord::options::{Name, SectionKind};
use crate::unix::lexical_path::normpath;

/// The leaves that describe a socket.
pub(super) struct Socket<'a> {
    pub(super) address: Decided<Option<Address<'a>>>,
    pub(super) owner: Decided<Option<SocketOwner<'a>>>,
    pub(super) mode: Decided<Option<u32>>,
    pub(super) backlog: Decided<Option<u32>>,
}

impl<'a> Reader<'_, 'a> {
    /// The socket of a FastCGI program that is in no group: supervisord creates the members of a group as plain
    /// programs.
    pub(super) fn socket(&self, user: &Decided<Option<Text<'a>>>, groups: &[String]) -> Socket<'a> {
        if self.kind != SectionKind::FcgiProgram || !groups.is_empty() {
            return Socket {
                address: Decided::default_of(None),
                owner: Decided::default_of(None),
                mode: Decided::default_of(None),
                backlog: Decided::default_of(None),
            };
        }
        let address = self.address();
        let is_file = matches!(address.value, Some(Address::Unix(_)));
        let mut owner = self.owner(user);
        let mut mode = self.read(Name::SocketMode, Some(fcgi_socket::DEFAULT_MODE), |text| {
            octal::parse(text).map(|mode| Some(mode.rem_euclid(0o10000) as u32))
        });
        if !is_file {
            (owner.value, mode.value) = (None, None);
        }
        let backlog = self.read(Name::SocketBacklog, None, |text| {
            integer::parse(text).map(|count| u32::try_from(count).ok())
        });
        Socket { address, owner, mode, backlog }
    }

    fn address(&self) -> Decided<Option<Address<'a>>> {
        let Some((id, value)) = self.expanded(Name::Socket) else { return Decided::default_of(None) };
        let path = || {
            let place = Span::new("unix://".len() as u32, value.text().len() as u32);
            let text = place.text(value.text());
            // `parse_fcgi_socket()` normalises the path before it is bound.
            let path = if text.starts_with('/') { normpath(text) } else { text.to_owned() };
            value.cut_text(Cow::Owned(path), place, id.file)
        };
        let address = match value.known() {
            Some(text) => match fcgi_socket::parse(text, false) {
                Ok(FcgiSocket::Unix(_)) => Some(Address::Unix(path())),
                // supervisord supports no other family than IPv4 (`InetStreamSocketConfig`).
                Ok(FcgiSocket::Tcp("localhost", port)) => Some(Address::Tcp("127.0.0.1".to_owned(), port)),
                Ok(FcgiSocket::Tcp(host, port)) => Some(Address::Tcp(host.to_owned(), port)),
                Err(_) => None,
            },
            None if value.text().starts_with("unix://") => Some(Address::Unix(path())),
            None => Some(Address::Other(value.whole(id.file))),
        };
        Decided::by(address, SettingIds::one(id))
    }

    /// The owner of the socket. `USER` without a group keeps supervisord's own group; without the option the owner is
    /// the program's user with its group (`options.py`, `processes_from_section`).
    fn owner(&self, user: &Decided<Option<Text<'a>>>) -> Decided<Option<SocketOwner<'a>>> {
        let Some((id, value)) = self.expanded(Name::SocketOwner) else {
            let owner = SocketOwner { user: user.value.clone(), group: ServiceGroup::OfUser };
            return Decided::default_of(Some(owner));
        };
        let text = value.text();
        let colon = text.find(':').unwrap_or(text.len()) as u32;
        let part = |from: u32, to: u32| value.part(Span::new(from, to), id.file);
        let group = match text.get(colon as usize + 1..) {
            Some(_) => part(colon + 1, text.len() as u32),
            None => Text::fixed("root"),
        };
        let owner = SocketOwner { user: Some(part(0, colon)), group: ServiceGroup::Named(group) };
        Decided::by(Some(owner), SettingIds::one(id))
    }
}
