//! The comment above what is emitted disabled: what has to be done by hand, and how to enable it then.

use std::ops::Deref;

use crate::text::wrap;

/// The maximum width of such a comment.
const WIDTH: usize = 100;

/// Returns the lines of the comment. `then` says how to enable what follows, without a colon.
pub(crate) fn comment(then: &str, left_to_do: &[impl Deref<Target = str>]) -> Vec<String> {
    let mut text = format!("To do by hand, {then}:");
    for reason in left_to_do {
        text.push_str("\n- ");
        text.push_str(reason);
    }
    wrap(&text)
}

/// Wraps the lines of a comment.
pub(crate) fn wrap(text: &str) -> Vec<String> {
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
    fn each_manual_step_is_an_item_with_wrapped_lines() {
        let long = "word ".repeat(25);
        let lines = comment("then start it", &["One.".to_owned(), long.trim_end().to_owned()]);
        assert_eq!(lines[..2], ["To do by hand, then start it:", "- One."]);
        assert!(lines[2].starts_with("- word word") && lines[2].len() <= WIDTH, "{lines:?}");
        assert_eq!(lines[3..], ["  word word word word word word"]);
    }
}
