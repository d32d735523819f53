//! What separates words.

/// Whether the byte is in systemd's `WHITESPACE`.
#[inline]
pub(in super::super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
