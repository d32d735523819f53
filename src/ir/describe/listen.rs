//! Describes the socket that is passed to a service.

use crate::ir::{Address, ServiceGroup, SocketOwner};

pub(super) fn address(address: Option<&Address<'_>>) -> String {
    match address {
        None => "is passed no socket".to_owned(),
        Some(Address::Unix(path)) => format!("is passed a socket at {path}"),
        Some(Address::Tcp(host, port)) => format!("is passed a socket on port {port} of {host}"),
        Some(Address::Other(address)) => format!("is passed a socket at {address}"),
    }
}

pub(super) fn owner(owner: Option<&SocketOwner<'_>>) -> String {
    let Some(owner) = owner else { return "has no socket file".to_owned() };
    let user = owner.user.as_ref().map_or_else(|| "the manager's user".to_owned(), ToString::to_string);
    match &owner.group {
        ServiceGroup::OfUser | ServiceGroup::RootAndGroupsOf(_) => format!("its socket belongs to {user}"),
        ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) => {
            format!("its socket belongs to {user} and the group {group}")
        }
    }
}

pub(super) fn mode(mode: Option<u32>) -> String {
    match mode {
        None => "has no socket file".to_owned(),
        Some(mode) => format!("its socket has the mode {mode:04o}"),
    }
}

pub(super) fn backlog(backlog: Option<u32>) -> String {
    match backlog {
        None => "the connection queue of its socket is as long as the system allows".to_owned(),
        Some(count) => format!("the connection queue of its socket holds {count} connections"),
    }
}
