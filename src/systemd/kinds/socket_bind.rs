//! Rules for binding ports: `parse_socket_bind_item()` of systemd's `parse-helpers.c`.

use std::fmt;
use std::ops::RangeInclusive;

use super::cpu_set::range;
use crate::value::ValueError;

/// A value of `SocketBindAllow=` or `SocketBindDeny=`: the sockets to which it applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocketBind {
    /// Whether IPv6 or IPv4 only; `None` for both.
    pub is_ipv6: Option<bool>,
    /// Whether UDP or TCP only; `None` for both.
    pub is_udp: Option<bool>,
    /// The ports, from 1; `None` for all.
    pub ports: Option<RangeInclusive<u16>>,
}

impl SocketBind {
    /// Parses `any`, `ipv4`, `ipv6:tcp`, `tcp:80` or `1000-2000`: any of the three parts, in this order.
    ///
    /// # Errors
    /// It is anything else: systemd ignores the line.
    pub fn parse(directive: &str, text: &str) -> Result<Self, ValueError> {
        Self::read(text).ok_or_else(|| {
            let message = format!("Unable to parse {directive}= assignment, ignoring: {text}");
            ValueError::whole(text, message, "any, or ports such as ipv4:tcp:8000-8080")
        })
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(':').peekable();
        let is_ipv6 = parts.next_if(|part| matches!(*part, "ipv4" | "ipv6")).map(|part| part == "ipv6");
        let is_udp = parts.next_if(|part| matches!(*part, "tcp" | "udp")).map(|part| part == "udp");
        let ports = match parts.next() {
            None | Some("any") => None,
            Some(part) => {
                let (first, last) = range(part)?;
                let port = |number| u16::try_from(number).ok().filter(|port| *port > 0);
                let ports = port(first)?..=port(last)?;
                if ports.is_empty() {
                    return None;
                }
                Some(ports)
            }
        };
        parts.next().is_none().then_some(Self { is_ipv6, is_udp, ports })
    }
}

/// Formats it as `ipv6:tcp:8000-8080`; `any` for all.
impl fmt::Display for SocketBind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let family = self.is_ipv6.map(|is_ipv6| if is_ipv6 { "ipv6:" } else { "ipv4:" });
        let protocol = self.is_udp.map(|is_udp| if is_udp { "udp:" } else { "tcp:" });
        f.write_str(family.unwrap_or_default())?;
        f.write_str(protocol.unwrap_or_default())?;
        match &self.ports {
            None => f.write_str("any"),
            Some(ports) if ports.start() == ports.end() => ports.start().fmt(f),
            Some(ports) => write!(f, "{}-{}", ports.start(), ports.end()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_protocol_and_ports_must_be_in_this_order() {
        let read = |text: &str| SocketBind::parse("X", text).map(|read| read.to_string());
        for (text, written) in [
            ("any", "any"),
            ("ipv4", "ipv4:any"),
            ("udp", "udp:any"),
            ("ipv6:tcp", "ipv6:tcp:any"),
            ("tcp:80", "tcp:80"),
            ("ipv4:any", "ipv4:any"),
            ("8000-8080", "8000-8080"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(written), "{text}");
        }
        for text in ["", "tcp:ipv4", "80:tcp", "0", "65536", "9-8", "tcp:", ":80", "ipv4:tcp:80:x", "any:80"]
        {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!(read("x").unwrap_err().message, "Unable to parse X= assignment, ignoring: x");
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(
            is_ipv6: Option<bool>,
            is_udp: Option<bool>,
            ports in proptest::option::of((1_u16.., 1_u16..)),
        ) {
            let ports = ports.map(|(a, b)| a.min(b)..=a.max(b));
            let rule = SocketBind { is_ipv6, is_udp, ports };
            proptest::prop_assert_eq!(SocketBind::parse("X", &rule.to_string()).unwrap(), rule);
        }
    }
}
