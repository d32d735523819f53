//! The listening socket that is passed to a service.

use super::{ServiceGroup, Text};

/// Where a socket listens. supervisord: `socket` of `[fcgi-program:]`; systemd: `ListenStream=` of a `.socket` unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// A socket in the file system.
    Unix(Text<'a>),
    /// A host, by name or IP address, and a port.
    Tcp(String, u16),
    /// An address that is not known before the run, or of a kind that only systemd supports.
    Other(Text<'a>),
}

/// The owner of a socket in the file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketOwner<'a> {
    /// The user; `None` for the manager's own. supervisord: `socket_owner`, else `user`; systemd: `SocketUser=` (root).
    pub user: Option<Text<'a>>,
    /// The group. supervisord: after the colon in `socket_owner`, else supervisord's own, or the user's where the owner
    /// comes from `user`; systemd: `SocketGroup=`, else the user's.
    pub group: ServiceGroup<'a>,
}
