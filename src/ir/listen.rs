//! The listening socket that is handed to a service.

use super::{ServiceGroup, Text};

/// Where a socket listens. supervisord: `socket` of `[fcgi-program:]`; systemd: `ListenStream=` of a `.socket` unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// A socket in the file system.
    Unix(Text<'a>),
    /// A host, by name or number, and a port.
    Tcp(String, u16),
    /// An address that is not known before the run, or of a kind that only systemd has.
    Other(Text<'a>),
}

/// Who owns a socket in the file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketOwner<'a> {
    /// The user; none: the manager's own. supervisord: `socket_owner`, else `user`; systemd: `SocketUser=` (root).
    pub user: Option<Text<'a>>,
    /// The group. supervisord: behind the colon of `socket_owner`, else supervisord's own, but that of the user where
    /// the owner is `user`; systemd: `SocketGroup=`, else that of the user.
    pub group: ServiceGroup<'a>,
}
