//! The comment above what is switched off: what a person has to do, and what then switches it on.

use std::ops::Deref;

use crate::wrap;

/// So long a comment that is made here may be.
const WIDTH: usize = 100;

/// The lines of the comment. `then` is how it is switched on, without a colon.
pub(crate) fn comment(then: &str, left_to_do: &[impl Deref<Target = str>]) -> Vec<String> {
    let mut text = format!("To do by hand, {then}:");
    for reason in left_to_do {
        text.push_str("\n- ");
        text.push_str(reason);
    }
    wrapped(&text)
}

/// A comment in lines that are not too long.
pub(crate) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (first, indent, line) = match line.strip_prefix("- ") {
            Some(rest) => ("- ", "  ", rest),
            None => ("", "", line),
        };
        let mut wrapped = wrap::lines(line, WIDTH - indent.len());
        lines.push(format!("{first}{}", wrapped.next().unwrap_or_default()));
        lines.extend(wrapped.map(|line| format!("{indent}{line}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_to_do_has_a_line_and_long_ones_are_wrapped_below_it() {
        let long = "word ".repeat(25);
        let lines = comment("then start it", &["One.".to_owned(), long.trim_end().to_owned()]);
        assert_eq!(lines[..2], ["To do by hand, then start it:", "- One."]);
        assert!(lines[2].starts_with("- word word") && lines[2].len() <= WIDTH, "{lines:?}");
        assert_eq!(lines[3..], ["  word word word word word word"]);
    }
}
