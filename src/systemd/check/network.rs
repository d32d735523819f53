//! Checks addresses, interfaces and ports.

use super::Checker;
use crate::systemd::directives::{Name, ValueKind};
use crate::systemd::kinds::socket_address::{self, SocketAddress};
use crate::systemd::kinds::socket_bind::SocketBind;
use crate::systemd::kinds::{interface_name, ip_prefix, specifier};
use crate::value::ValueError;

impl Checker<'_> {
    /// Checks the kinds that are about networking.
    pub(super) fn network(&mut self) {
        let (name, text, release) = (self.row.name, self.text, self.release);
        match self.row.kind {
            ValueKind::IpPrefixes => ip_prefix::parse(text, release, &mut |error| self.report_word(error)),
            ValueKind::Interface => self.report_whole(interface_name::parse(text).map(drop)),
            ValueKind::Interfaces => interface_name::parse_list(text, &mut |error| self.report_word(error)),
            ValueKind::SocketBind => self.report_whole(SocketBind::parse(name.as_str(), text).map(drop)),
            // These are paths.
            ValueKind::SocketAddress
                if matches!(name, Name::ListenMessageQueue | Name::ListenUSBFunction) =>
            {
                self.path(text, 0);
            }
            // No specifier can make an address of a text that starts like this (`ListenStream==%t/app.sock`).
            ValueKind::SocketAddress
                if self.has_specifiers(text.as_bytes())
                    && text.starts_with(|first: char| {
                        !matches!(first, '%' | '/' | '@' | '[' | 'v' | '0'..='9')
                    }) =>
            {
                self.socket_address();
            }
            ValueKind::SocketAddress | ValueKind::Netlink if self.has_specifiers(text.as_bytes()) => {
                self.specifiers();
            }
            ValueKind::SocketAddress => self.socket_address(),
            ValueKind::Netlink => self.report_whole(socket_address::parse_netlink(text)),
            _ => {}
        }
    }

    fn socket_address(&mut self) {
        const EXPECTED: &str = "a port, ADDRESS:PORT, a path, @NAME, or vsock:CID:PORT";
        let text = self.text;
        let shown = specifier::displayed(text.as_bytes());
        let message = match SocketAddress::parse(&shown) {
            Err(why) => format!("Failed to parse address value in '{shown}', ignoring: {why}"),
            Ok(address) if self.row.name == Name::ListenSequentialPacket && !address.is_local() => {
                format!("Address family not supported, ignoring: {text}")
            }
            Ok(_) => return,
        };
        self.report_whole(Err(ValueError::whole(text, message, EXPECTED)));
    }
}
