//! What a script leaves in the background.

use super::{Token, Tokens};

/// Whether the last command of a script is left in the background: the shell then exits immediately.
pub(crate) fn ends_in_background(script: &str) -> bool {
    let is_end = |token: &Token<'_>| matches!(token, Token::Comment(_) | Token::Control("\n"));
    // Most scripts have none.
    script.contains('&')
        && Tokens::new(script).filter(|token| !is_end(token)).last() == Some(Token::Control("&"))
}

/// Whether a script leaves anything in the background.
pub(crate) fn leaves_background_job(script: &str) -> bool {
    Tokens::new(script).any(|token| token == Token::Control("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn background_jobs_are_distinguished_from_lists_and_redirections() {
        for script in ["a &", "a & b", "nohup a >/dev/null 2>&1 & echo $! >pid", "(a &)", "a&\nb"] {
            assert!(leaves_background_job(script), "{script}");
        }
        for script in
            ["a && b", "a >x 2>&1", "a &>x", "a <&3", "a |& b", "a 'x & y' \"&\"", "a x\\&y", "a&&b", ""]
        {
            assert!(!leaves_background_job(script), "{script}");
        }
    }

    #[test]
    fn a_quote_or_a_comment_does_not_end_a_script_in_the_background() {
        for script in ["a &", "a&", "a & # b", "a &\n", "a \"x\" &"] {
            assert!(ends_in_background(script), "{script}");
        }
        for script in ["a 'x &'", "a \\&", "a && b", "a # &", "a & b", "a >&2"] {
            assert!(!ends_in_background(script), "{script}");
        }
    }
}
