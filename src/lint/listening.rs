//! What a socket listens on: for the rules of `socket_verify()`.

use crate::systemd::directives::Name;
use crate::systemd::kinds::specifier::{Piece, pieces, starts_with_slash};
use crate::systemd::unit::{Unit, UnitEntry};

/// The directives of `[Socket]` that say what to listen on.
pub(crate) const LISTEN: [Name; 8] = [
    Name::ListenDatagram,
    Name::ListenFIFO,
    Name::ListenMessageQueue,
    Name::ListenNetlink,
    Name::ListenSequentialPacket,
    Name::ListenSpecial,
    Name::ListenStream,
    Name::ListenUSBFunction,
];

/// Whether there is anything in an address: an instance without a name stands for nothing, and the loader ignores the line.
pub(crate) fn is_address(entry: &UnitEntry<'_>, unit: &Unit) -> bool {
    let value = entry.value();
    let is_plain = !unit.is_of_template();
    let mut parts = pieces(value.bytes());
    !(is_plain && parts.all(|(piece, _)| matches!(piece, Piece::Specifier(b'i' | b'I'))))
}

/// Whether connections can be accepted there one by one.
pub(crate) fn can_accept(entry: &UnitEntry<'_>) -> bool {
    entry.row.is_some_and(|row| matches!(row.name, Name::ListenStream | Name::ListenSequentialPacket))
}

/// Whether it is a node in the file system that another name can be linked to; none where only the run can tell.
pub(crate) fn is_node(entry: &UnitEntry<'_>) -> Option<bool> {
    let name = entry.row.map(|row| row.name);
    let can_be = matches!(
        name,
        Some(Name::ListenStream | Name::ListenDatagram | Name::ListenSequentialPacket | Name::ListenFIFO)
    );
    if can_be { starts_with_slash(entry.value().bytes()) } else { Some(false) }
}
