//! What a socket listens on, for the rules that mirror `socket_verify()`.

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

/// Whether an address is more than the instance name: in a unit that is not an instance, that expands to nothing and
/// the loader ignores the line.
pub(crate) fn is_address(entry: &UnitEntry<'_>, unit: &Unit) -> bool {
    let value = entry.value();
    let is_plain = !unit.is_template_or_instance();
    let mut parts = pieces(value.bytes());
    !(is_plain && parts.all(|(piece, _)| matches!(piece, Piece::Specifier(b'i' | b'I'))))
}

/// Whether connections can be accepted on it one by one.
pub(crate) fn can_accept(entry: &UnitEntry<'_>) -> bool {
    entry.row.is_some_and(|row| matches!(row.name, Name::ListenStream | Name::ListenSequentialPacket))
}

/// Whether it is a file system node that a symlink can point to; `None` if that is known only at run time.
pub(crate) fn is_node(entry: &UnitEntry<'_>) -> Option<bool> {
    let name = entry.row.map(|row| row.name);
    let can_be = matches!(
        name,
        Some(Name::ListenStream | Name::ListenDatagram | Name::ListenSequentialPacket | Name::ListenFIFO)
    );
    if can_be { starts_with_slash(entry.value().bytes()) } else { Some(false) }
}
