//! Wraps text into lines.

/// Splits a text of one line into lines that are no wider than `width`, where that is possible.
///
/// Lines break at spaces only: a path, an option or a value stays whole and can be copied. (The wrapping of miette
/// follows Unicode, which breaks `--fix` after its hyphens and `/etc/app` after its slashes.)
pub(crate) fn lines(text: &str, width: usize) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start_matches(' ');
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_at(line_end(rest, width));
        rest = after.trim_start_matches(' ');
        Some(line)
    })
}

/// The end of the first line of `text`: the last space that keeps it within `width`, else the first space after that.
fn line_end(text: &str, width: usize) -> usize {
    let bytes = text.as_bytes();
    if bytes.len() <= width {
        return bytes.len();
    }
    // The byte offset after `width` characters. The rest is not examined: a text may be a list of thousands of places,
    // and this runs for each of its lines.
    let fits = if bytes[..width].is_ascii() {
        width
    } else {
        text.char_indices().nth(width).map_or(text.len(), |(at, _)| at)
    };
    if bytes.len() <= fits {
        return bytes.len();
    }
    memchr::memrchr(b' ', &bytes[..=fits])
        .or_else(|| memchr::memchr(b' ', &bytes[fits..]).map(|at| fits + at))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_at_the_last_space_that_fits() {
        let wrapped = |text, width| lines(text, width).collect::<Vec<_>>();
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("eightcha r", 10), ["eightcha r"]);
        assert_eq!(wrapped("ninechara rs", 10), ["ninechara", "rs"]);
        assert_eq!(wrapped("/a/path/wider/than/that b c", 10), ["/a/path/wider/than/that", "b c"]);
        assert_eq!(wrapped("ä→ä→ä→ä→ä b", 10), ["ä→ä→ä→ä→ä", "b"]);
        assert_eq!(wrapped("ä→ä→ä→ä→ b", 10), ["ä→ä→ä→ä→ b"]);
        assert!(wrapped("", 10).is_empty());
    }

    #[test]
    fn a_width_of_zero_gives_one_word_per_line() {
        assert_eq!(lines("a b", 0).collect::<Vec<_>>(), ["a", "b"]);
    }
}
