//! Whitespace.

/// Whether the byte is in systemd's `WHITESPACE` (`string-util-fundamental.h`).
#[inline]
pub(in super::super) const fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Strips leading whitespace.
pub(super) fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}
