//! Which quotes of a supervisord command are open, byte by byte: for places that are not part of a word, such as the
//! end of a line.

/// The quote that Python's `shlex` has open at a position of a command.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quoting {
    open: Option<u8>,
    is_escaped: bool,
}

impl Quoting {
    /// Advances past a byte.
    pub(crate) const fn take(&mut self, byte: u8) {
        if self.is_escaped {
            self.is_escaped = false;
            return;
        }
        match (self.open, byte) {
            // In single quotes a backslash is literal.
            (None | Some(b'"'), b'\\') => self.is_escaped = true,
            (None, b'\'' | b'"') => self.open = Some(byte),
            (Some(quote), _) if quote == byte => self.open = None,
            _ => {}
        }
    }

    /// The open quote, if any.
    pub(crate) const fn open(&self) -> Option<u8> {
        self.open
    }

    /// Whether the last byte was a backslash that escapes the next one.
    pub(crate) const fn is_escaped(&self) -> bool {
        self.is_escaped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state_after(text: &str) -> (Option<char>, bool) {
        let mut quoting = Quoting::default();
        text.bytes().for_each(|byte| quoting.take(byte));
        (quoting.open().map(char::from), quoting.is_escaped())
    }

    #[test]
    fn quotes_open_and_close_as_in_shlex() {
        assert_eq!(state_after("a 'b"), (Some('\''), false));
        assert_eq!(state_after("a 'b\"' c"), (None, false));
        assert_eq!(state_after("a \"b\\\" c"), (Some('"'), false));
        assert_eq!(state_after("a 'b\\'"), (None, false));
        assert_eq!(state_after("a \\'"), (None, false));
        assert_eq!(state_after("a \\"), (None, true));
        assert_eq!(state_after("a \\\\"), (None, false));
    }
}
