//! A set of bytes, for loops over short texts: one table lookup per byte.

/// Whether each byte is in the set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these bytes.
    pub(crate) const fn new(bytes: &[u8]) -> Self {
        let mut is_in = [false; 256];
        let mut at = 0;
        // `const` code has no iterators.
        while at < bytes.len() {
            is_in[bytes[at] as usize] = true;
            at += 1;
        }
        Self(is_in)
    }

    /// Adds the ASCII letters and digits.
    pub(crate) const fn with_alphanumeric(self) -> Self {
        self.with_range(b'0', b'9').with_range(b'A', b'Z').with_range(b'a', b'z')
    }

    /// Adds the bytes from `first` to `last`, inclusive.
    pub(crate) const fn with_range(mut self, first: u8, last: u8) -> Self {
        let mut byte = first as usize;
        while byte <= last as usize {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    /// The complement of the set.
    pub(crate) const fn inverted(mut self) -> Self {
        let mut byte = 0;
        while byte < 256 {
            self.0[byte] = !self.0[byte];
            byte += 1;
        }
        self
    }

    pub(crate) const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    /// Whether every byte of a text is in the set.
    pub(crate) fn has_all(&self, text: &[u8]) -> bool {
        self.count_at_start(text) == text.len()
    }

    /// Returns the position of the first byte that is in the set.
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        text.iter().position(|byte| self.has(*byte))
    }

    /// Counts the bytes at the start of a text that are in the set.
    pub(crate) fn count_at_start(&self, text: &[u8]) -> usize {
        // Four at a time: in most texts all bytes are in the set.
        let mut at = 0;
        while let Some([a, b, c, d]) = text.get(at..at + 4) {
            if !(self.has(*a) & self.has(*b) & self.has(*c) & self.has(*d)) {
                break;
            }
            at += 4;
        }
        let rest = &text[at..];
        at + rest.iter().position(|byte| !self.has(*byte)).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_scanned_to_its_end() {
        const SET: ByteSet = ByteSet::new(b"_-").with_alphanumeric();
        for (text, count) in [("", 0), ("abc", 3), ("a_b-C9z", 7), (" ", 0), ("abcd.fgh", 4), ("abcdefg.", 7)]
        {
            let text = text.as_bytes();
            assert_eq!((SET.count_at_start(text), SET.has_all(text)), (count, count == text.len()));
            assert_eq!(SET.inverted().find(text), Some(count).filter(|count| *count < text.len()));
        }
    }
}
