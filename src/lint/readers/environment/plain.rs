//! A quick check of whether an `environment=` is right.

use crate::supervisord::kinds::environment::WORD;
use crate::supervisord::kinds::space;
use crate::text::byte_set::ByteSet;

/// The bytes that end a text in double quotes or are special in it: to some reader, if not to supervisord.
static IN_QUOTES: ByteSet = ByteSet::new(b"\"'\\$%");

/// Whether a value looks as nearly all do: `NAME="text"` or `NAME=word`, separated by commas, without a repeated name.
/// Those are right in every dialect and need not be parsed.
pub(in crate::lint::readers) fn is_plain(mut rest: &[u8]) -> bool {
    // One bit per name: two with the same bit may be the same.
    let mut names: u64 = 0;
    loop {
        let name = WORD.count_at_start(rest);
        if name == 0 || rest.get(name) != Some(&b'=') {
            return false;
        }
        let bit = 1 << name_bit(&rest[..name]);
        if names & bit != 0 {
            return false;
        }
        names |= bit;
        rest = &rest[name + 1..];
        let value = match rest.first() {
            Some(b'"') => match IN_QUOTES.find(&rest[1..]) {
                Some(end) if rest[end + 1] == b'"' => end + 2,
                _ => return false,
            },
            _ => WORD.count_at_start(rest),
        };
        if value == 0 {
            return false;
        }
        rest = &rest[value..];
        match rest.split_first() {
            None => return true,
            Some((b',', after)) => rest = space::strip_start(after),
            _ => return false,
        }
        if rest.is_empty() {
            return true;
        }
    }
}

/// The bit of a name: from its length, its first letter and its last.
fn name_bit(name: &[u8]) -> u32 {
    let byte = |byte: Option<&u8>| u32::from(byte.copied().unwrap_or_default());
    let (first, last) = (byte(name.first()), byte(name.last()));
    (first + 7 * last + 29 * name.len() as u32) % u64::BITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisord::kinds::environment::{self, Dialect};

    #[test]
    fn plain_values_are_valid_in_both_dialects() {
        for text in ["A=1", "A=\"x y\",B=2", "A=\"\",\n  B=/bin:/usr/bin", "A=1,"] {
            assert!(is_plain(text.as_bytes()), "{text}");
            for dialect in [Dialect::Legacy, Dialect::Posix] {
                let pairs = environment::parse(text, dialect).unwrap();
                assert!(pairs.iter().all(|pair| pair.lost_span.is_none()), "{text}");
            }
        }
        for text in [
            "A",
            "A=",
            "A=a b",
            "A='x'",
            "A=\"a\\b\"",
            "A=1;B=2",
            "A=x#y",
            "A=\"1\" B=\"2\"",
            "A=1,A=2",
            "A=\"$X\"",
            "",
        ] {
            assert!(!is_plain(text.as_bytes()), "{text}");
        }
    }
}
