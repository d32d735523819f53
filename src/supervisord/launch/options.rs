//! The options of a program that executes another in its place.

use super::ShellWord;

/// Parses the value of an option at the start of `words`; returns it and the words after it: `-c VALUE`, `-cVALUE`,
/// `--class VALUE`, `--class=VALUE`, as `getopt_long(3)` accepts them.
pub(super) fn value<'w>(
    words: &'w [ShellWord],
    short: &str,
    long: &str,
) -> Option<(&'w str, &'w [ShellWord])> {
    let (first, rest) = words.split_first()?;
    let first = first.literal()?;
    if first == short || first == long {
        let (value, rest) = rest.split_first()?;
        return Some((value.literal()?, rest));
    }
    let joined = || first.strip_prefix(long)?.strip_prefix('=');
    let value = joined().or_else(|| first.strip_prefix(short).filter(|_| !first.starts_with("--")))?;
    Some((value, rest))
}

/// The program after the options and the `--` that may end them. `None` if another option follows: the words then do
/// not have a known shape, and mean something else.
pub(super) fn program(words: &[ShellWord]) -> Option<&[ShellWord]> {
    let is_end = |first: &ShellWord| first.literal() == Some("--");
    let words = if words.first().is_some_and(is_end) { &words[1..] } else { words };
    is_program(words).then_some(words)
}

/// Whether the first word is a program and not an option.
pub(super) fn is_program(words: &[ShellWord]) -> bool {
    words.first().is_some_and(|first| first.literal().is_none_or(|word| !word.starts_with('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<ShellWord> {
        line.split(' ').map(ShellWord::of).collect()
    }

    #[test]
    fn a_value_follows_its_option_or_is_attached_to_it() {
        for line in ["-n 5 p", "-n5 p", "--adjust 5 p", "--adjust=5 p"] {
            let all = words(line);
            assert_eq!(value(&all, "-n", "--adjust"), Some(("5", &words("p")[..])), "{line}");
        }
        for line in ["5 p", "-p 5", "--adjusted=5", "--n=5", "-n"] {
            assert_eq!(value(&words(line), "-n", "--adjust"), None, "{line}");
        }
    }

    #[test]
    fn a_program_is_not_an_option() {
        assert_eq!(program(&words("p -x")), Some(&words("p -x")[..]));
        assert_eq!(program(&words("-- p -x")), Some(&words("p -x")[..]));
        for line in ["-x p", "--", "-- -x"] {
            assert_eq!(program(&words(line)), None, "{line}");
        }
        assert!(is_program(&words("p")) && !is_program(&words("-- p")) && !is_program(&[]));
    }
}
