//! Filling lines.

/// The text with its lines broken at blanks so that none is wider than `width` where that can be had.
///
/// Only blanks break: a path, an option or a value stays in one piece and can be copied. (miette's own filling
/// goes by Unicode's rules, which break `--fix` after its dashes and `/etc/app` after its slashes.)
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / width.max(1) + 1);
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        // An indented line is an example: it stays as it is.
        if line.starts_with(' ') {
            out.push_str(line);
            continue;
        }
        let mut column = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if column > 0 && column + 1 + length > width {
                out.push('\n');
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += length;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_only() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
        assert_eq!(wrap("a /very/long/path b", 6), "a\n/very/long/path\nb");
    }

    #[test]
    fn line_breaks_and_examples_are_kept() {
        assert_eq!(wrap("one\n    a b c d\ntwo", 4), "one\n    a b c d\ntwo");
    }

    #[test]
    fn a_width_of_nothing_gives_a_word_a_line() {
        assert_eq!(wrap("a b", 0), "a\nb");
    }
}
