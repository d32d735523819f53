//! Listening addresses of sockets: `socket_address_parse()` and `socket_address_parse_netlink()` of systemd's
//! `socket-netlink.c`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::integer::{self, INVALID, OUT_OF_RANGE};
use super::interface_name;
use super::words::{Flags, Words};
use crate::value::ValueError;

/// The maximum length of a socket's path in bytes (`sun_path` without the NUL).
const PATH_MAX: usize = 107;
/// The maximum length of an alternative interface name in bytes (`ALTIFNAMSIZ` without the NUL).
const INTERFACE_MAX: usize = 127;

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SocketAddress<'a> {
    /// A path in the file system.
    Path(&'a str),
    /// An abstract socket name, without its `@`.
    Abstract(&'a str),
    /// `vsock:CID:PORT`.
    Vsock {
        /// The context ID of the machine; `None` for any.
        cid: Option<u32>,
        /// The port.
        port: u32,
    },
    /// A port on all addresses, IPv6 if available.
    Port(u16),
    /// A port on one address.
    Ip {
        /// The address.
        address: IpAddr,
        /// The port, from 1.
        port: u16,
        /// The interface of a link-local address.
        interface: Option<&'a str>,
    },
}

impl<'a> SocketAddress<'a> {
    /// Parses an address with specifiers already expanded.
    ///
    /// # Errors
    /// The system's message: `Invalid argument`, `Numerical result out of range` or `File name too long`.
    pub fn parse(text: &'a str) -> Result<Self, &'static str> {
        match text.as_bytes().first() {
            Some(b'/' | b'@') => match text.len() {
                0..2 => Err(INVALID),
                2..=PATH_MAX if text.starts_with('/') => Ok(Self::Path(text)),
                2..=PATH_MAX => Ok(Self::Abstract(&text[1..])),
                _ if text.starts_with('/') => Err("File name too long"),
                _ => Err(INVALID),
            },
            Some(b'v') if text.starts_with("vsock:") => vsock(&text["vsock:".len()..]),
            _ => match port(text) {
                Ok(port) => Ok(Self::Port(port)),
                Err(OUT_OF_RANGE) => Err(OUT_OF_RANGE),
                Err(_) => internet(text),
            },
        }
    }

    /// Whether it is an `AF_UNIX` address, the only kind allowed for `ListenSequentialPacket=`.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        matches!(self, Self::Path(_) | Self::Abstract(_))
    }
}

fn vsock(text: &str) -> Result<SocketAddress<'_>, &'static str> {
    let number = |text: &str| {
        let number = integer::parse_in_range(text, 0..=i128::from(u32::MAX))?;
        u32::try_from(number).map_err(|_| OUT_OF_RANGE)
    };
    let (cid, port) = text.split_once(':').ok_or(INVALID)?;
    let port = number(port)?;
    let cid = if cid.is_empty() { None } else { Some(number(cid)?) };
    Ok(SocketAddress::Vsock { cid, port })
}

/// `parse_ip_port()`: a port from 1 to 65535.
fn port(text: &str) -> Result<u16, &'static str> {
    let number = integer::parse_in_range(text, 0..=65_535)?;
    u16::try_from(number).ok().filter(|port| *port > 0).ok_or(INVALID)
}

/// Parses `127.0.0.1:80`, `[::1]:80` or `[fe80::1]:80%eth0`.
fn internet(text: &str) -> Result<SocketAddress<'_>, &'static str> {
    if text.contains('#') {
        return Err(INVALID);
    }
    let (address, interface) = match text.split_once('%') {
        // Only the machine knows whether such an interface exists.
        Some((address, interface)) if interface_name::is_name(interface, INTERFACE_MAX) => {
            (address, Some(interface))
        }
        Some(_) => return Err(INVALID),
        None => (text, None),
    };
    // A port is required; the colons of an address without brackets do not delimit one.
    let (host, port_text) = address.rsplit_once(':').ok_or(INVALID)?;
    let (address, port) = match host.strip_prefix('[') {
        Some(host) => {
            let host = host.strip_suffix(']').ok_or(INVALID)?;
            let port = port(port_text)?;
            (host.parse::<Ipv6Addr>().map_err(|_| INVALID)?.into(), port)
        }
        None => (host.parse::<Ipv4Addr>().map_err(|_| INVALID)?.into(), port(port_text)?),
    };
    Ok(SocketAddress::Ip { address, port, interface })
}

/// Formats it as in a unit, without escaping `%`.
impl fmt::Display for SocketAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.write_str(path),
            Self::Abstract(name) => write!(f, "@{name}"),
            Self::Vsock { cid: Some(cid), port } => write!(f, "vsock:{cid}:{port}"),
            Self::Vsock { cid: None, port } => write!(f, "vsock::{port}"),
            Self::Port(port) => port.fmt(f),
            Self::Ip { address, port, interface } => {
                match address {
                    IpAddr::V4(address) => write!(f, "{address}:{port}")?,
                    IpAddr::V6(address) => write!(f, "[{address}]:{port}")?,
                }
                match interface {
                    Some(interface) => write!(f, "%{interface}"),
                    None => Ok(()),
                }
            }
        }
    }
}

const NETLINK: [&str; 18] = [
    "route",
    "firewall",
    "inet-diag",
    "nflog",
    "xfrm",
    "selinux",
    "iscsi",
    "audit",
    "fib-lookup",
    "connector",
    "netfilter",
    "ip6-fw",
    "dnrtmsg",
    "kobject-uevent",
    "generic",
    "scsitransport",
    "ecryptfs",
    "rdma",
];

/// Parses a value of `ListenNetlink=` with specifiers already expanded: a family, by name or number, and optionally a
/// group.
///
/// # Errors
/// There is no such family, or the group is not a number: systemd ignores the line.
pub fn parse_netlink(text: &str) -> Result<(), ValueError> {
    const EXPECTED: &str = "a family such as route or audit, and optionally a group number";
    let refused = |span, why| {
        let message = format!("Failed to parse address value in '{text}', ignoring: {why}");
        ValueError::at(span, message, EXPECTED)
    };
    let mut words = Words::new(text, Flags::PLAIN);
    let whole = crate::source::Span::new(0, text.len() as u32);
    let Some(Ok(family)) = words.next() else { return Err(refused(whole, INVALID)) };
    let is_number = |text: &str| integer::parse_in_range(text, 0..=i128::from(i32::MAX)).is_ok();
    if !family.text().is_some_and(|name| NETLINK.contains(&name) || is_number(name)) {
        return Err(refused(family.span, INVALID));
    }
    let group = text.get(words.offset() as usize..).unwrap_or_default();
    match integer::parse_in_range(group, 0..=i128::from(u32::MAX)) {
        Err(why) if !group.is_empty() => {
            Err(refused(crate::source::Span::new(words.offset(), text.len() as u32), why))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_five_address_families_are_accepted() {
        for (text, written) in [
            ("/run/a.sock", "/run/a.sock"),
            ("@a", "@a"),
            ("vsock::0x10", "vsock::16"),
            ("vsock:2:3", "vsock:2:3"),
            ("80", "80"),
            ("0x50", "80"),
            ("127.0.0.1:80", "127.0.0.1:80"),
            ("[::1]:80", "[::1]:80"),
            ("[fe80::1]:80%eth0", "[fe80::1]:80%eth0"),
        ] {
            assert_eq!(SocketAddress::parse(text).map(|read| read.to_string()).as_deref(), Ok(written));
        }
    }

    #[test]
    fn an_ip_address_needs_a_port() {
        for text in
            ["", "/", "@", "0", "::1", "127.0.0.1", "localhost:80", "*:80", "[::1]", "127.0.0.1:", "a"]
        {
            assert_eq!(SocketAddress::parse(text), Err(INVALID), "{text}");
        }
        assert_eq!(SocketAddress::parse("65536"), Err(OUT_OF_RANGE));
        assert_eq!(SocketAddress::parse("127.0.0.1:65536"), Err(OUT_OF_RANGE));
        assert_eq!(SocketAddress::parse(&"/a".repeat(54)), Err("File name too long"));
    }

    #[test]
    fn netlink_has_families_and_groups() {
        for good in ["route", "kobject-uevent 1", "audit 0x1", "77"] {
            assert_eq!(parse_netlink(good), Ok(()), "{good}");
        }
        for bad in ["Route", "route x", "route 1 2", "nothing"] {
            let message = format!("Failed to parse address value in '{bad}', ignoring: Invalid argument");
            assert_eq!(parse_netlink(bad).unwrap_err().message, message);
        }
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(address: IpAddr, port in 1_u16.., is_bound: bool) {
            let interface = is_bound.then_some("eth0");
            let address = SocketAddress::Ip { address, port, interface };
            let written = address.to_string();
            proptest::prop_assert_eq!(SocketAddress::parse(&written), Ok(address));
        }
    }
}
