//! A table that marks bytes, to classify all bytes of a text in one pass.

/// A set of marks for each byte, as bits.
#[derive(Debug)]
pub(crate) struct ByteMarks([u16; 256]);

impl ByteMarks {
    /// Marks the bytes of each row; bytes in no row have no mark.
    pub(crate) const fn new(rows: &[(&[u8], u16)]) -> Self {
        let mut marks = [0; 256];
        let mut row = 0;
        // `const` code has no iterators.
        while row < rows.len() {
            let (bytes, mark) = rows[row];
            let mut at = 0;
            while at < bytes.len() {
                marks[bytes[at] as usize] |= mark;
                at += 1;
            }
            row += 1;
        }
        Self(marks)
    }

    /// Returns the union of the marks of all bytes of a text. The texts are short: starting a search for each character
    /// would take longer.
    pub(crate) fn of(&self, text: &[u8]) -> u16 {
        let add = |marks: u16, byte: &u8| marks | self.0[*byte as usize];
        let (rows, rest) = text.as_chunks::<8>();
        let in_rows = rows.iter().fold(0, |marks, row| row.iter().fold(marks, add));
        rest.iter().fold(in_rows, add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_the_marks_of_all_its_bytes() {
        static MARKS: ByteMarks = ByteMarks::new(&[(b"ab", 1), (b"b", 2), (b"c", 4)]);
        let of = |text: &str| MARKS.of(text.as_bytes());
        assert_eq!(
            [of(""), of("xyz"), of("a"), of("b"), of("0123456789c"), of("a2345678bc")],
            [0, 0, 1, 3, 4, 7]
        );
    }
}
