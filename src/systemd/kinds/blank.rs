//! What separates words.

/// Whether the byte is in systemd's `WHITESPACE` (`string-util-fundamental.h`).
#[inline]
pub(in super::super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// What follows the blanks at the start.
pub(super) fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n', '\r'])
}
