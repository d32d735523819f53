//! Names of variables as shells and systemd accept them: `[A-Za-z_][A-Za-z0-9_]*`.

use crate::source::Span;

/// Whether this is a valid name of a variable.
pub(crate) fn is_variable_name(name: &[u8]) -> bool {
    name.first().is_some_and(|first| !first.is_ascii_digit()) && name.iter().copied().all(is_name_byte)
}

/// Whether a byte may occur in a name; a digit may not come first.
pub(crate) const fn is_name_byte(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// Splits a text after the name at its start; `None` if it does not start with one.
pub(crate) fn name_at_start(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| !is_name_byte(byte)).unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    is_variable_name(name.as_bytes()).then_some((name, behind))
}

/// Each `$NAME` and `${NAME}` in a text, whatever precedes it, with the name.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.match_indices('$').filter_map(|(at, _)| {
        let behind = &text[at + 1..];
        let (inside, is_braced) = behind.strip_prefix('{').map_or((behind, false), |inside| (inside, true));
        let (name, rest) = name_at_start(inside)?;
        let end = at + 1 + name.len() + if is_braced { 2 } else { 0 };
        (!is_braced || rest.starts_with('}')).then(|| (Span::new(at as u32, end as u32), name))
    })
}

/// The variables that a shell would expand.
pub(crate) fn variables_for_a_shell(text: &str) -> impl Iterator<Item = (Span, &str)> {
    // `$$NAME` belongs to some other language, and `\$NAME` is literal.
    variables(text).filter(|(span, _)| !text[..span.start as usize].ends_with(['$', '\\']))
}

/// Whether a word of a shell command is an assignment: no program has such a name.
pub(crate) fn is_assignment(word: &str) -> bool {
    name_at_start(word).is_some_and(|(_, behind)| behind.starts_with('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_digits_and_underscores_and_no_leading_digit() {
        for name in ["A", "_", "a_1", "_1"] {
            assert!(is_variable_name(name.as_bytes()), "{name}");
        }
        for name in ["", "1", "1A", "A-B", "A.B", "É", "A B"] {
            assert!(!is_variable_name(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn a_name_ends_at_the_first_invalid_character() {
        assert_eq!(name_at_start("PORT}/x"), Some(("PORT", "}/x")));
        assert_eq!(name_at_start("Aé"), Some(("A", "é")));
        assert_eq!([name_at_start("1A"), name_at_start("-"), name_at_start("")], [None; 3]);
    }

    #[test]
    fn a_shell_expands_a_name_after_a_dollar() {
        let first =
            |text| variables_for_a_shell(text).next().map(|(span, name)| (span.start, span.end, name));
        assert_eq!(first("a/$B.c"), Some((2, 4, "B")));
        assert_eq!(first("$1 ${B}c $D"), Some((3, 7, "B")));
        for text in ["$", "a$", "$1", "$$A", "\\$A", "${A:-b}", "$(a)", "${A"] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn an_assignment_has_a_valid_name_before_the_equals_sign() {
        assert!(is_assignment("A=") && is_assignment("A=b=c"));
        assert!(
            !is_assignment("--a=b") && !is_assignment("=b") && !is_assignment("a.b=c") && !is_assignment("A")
        );
    }
}
