//! `RefreshOnReload=`: `config_parse_service_refresh_on_reload()` of systemd's `load-fragment.c` (260).

use crate::source::Span;
use crate::systemd::kinds::boolean;
use crate::systemd::kinds::words::{Flags, Words};
use crate::value::ValueError;

/// Checks a value of `RefreshOnReload=`: a boolean, or the list of what to refresh, which `~` inverts.
///
/// # Errors
/// Any other word: systemd ignores the line.
pub(crate) fn parse(text: &str) -> Result<(), ValueError> {
    if boolean::parse(text).is_ok() {
        return Ok(());
    }
    let list = text.strip_prefix('~').unwrap_or(text);
    let start = (text.len() - list.len()) as u32;
    for word in Words::new(list, Flags::PLAIN) {
        let span = match word {
            Ok(word) if matches!(word.text(), Some("extensions" | "credentials")) => continue,
            Ok(word) => word.span,
            Err(error) => error.span,
        };
        return Err(refused(list, span.shifted(start)));
    }
    Ok(())
}

fn refused(list: &str, span: Span) -> ValueError {
    // systemd has removed the `~` by the time it parses the list.
    let message = format!("Failed to parse RefreshOnReload={list}, ignoring: Invalid argument");
    ValueError::at(span, message, "a boolean, or extensions and credentials")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boolean_or_any_of_two_words_is_accepted() {
        for good in ["yes", "0", "extensions", "credentials extensions", "~credentials", "~"] {
            assert_eq!(parse(good), Ok(()), "{good}");
        }
        for (bad, span) in [
            ("all", Span::new(0, 3)),
            ("~extensions,credentials", Span::new(1, 23)),
            ("extensions ~x", Span::new(11, 13)),
        ] {
            assert_eq!(parse(bad).unwrap_err().span, span, "{bad}");
        }
    }
}
