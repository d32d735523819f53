//! Writes environments.

use super::is_legacy_word;
use crate::supervisord::kinds::ini_text;
use crate::value::ValueError;

/// Writes an environment for supervisor 4.3.0 and older, with every value in quotes. Does not escape `%`: see
/// [`crate::supervisord::kinds::expansion::escape`]. A newline in a value is written as is: the writer of the file
/// indents the line after it.
///
/// 4.4 parses the same, except for a double-quoted value (one that contains a `'`) that contains `\\` or ends with `\`.
///
/// # Errors
///
/// For a key that does not consist of ASCII letters, digits and `_/.+-():`; for a value that cannot be quoted, because
/// it contains both kinds of quotes, or one kind within and the other at an end; and for one that the INI parser would
/// cut (at whitespace before `;` or `#`) or strip.
pub fn write<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<String, ValueError> {
    let mut out = String::new();
    for (key, value) in pairs {
        if key.is_empty() || !key.chars().all(is_legacy_word) {
            let message = "a variable with this name cannot be written";
            return Err(ValueError::whole(key, message, "a name of letters, digits and _/.+-():"));
        }
        let Some(quote) = quote_for(value) else {
            let message = "no quotes fit around this value: up to supervisor 4.3.0 nothing can be escaped, and quotes at the \
                           ends are stripped";
            return Err(ValueError::whole(
                value,
                message,
                "a value without quotes of both kinds, or at its ends",
            ));
        };
        if !out.is_empty() {
            out.push(',');
        }
        let start = out.len();
        out.extend([key, "="]);
        out.push(quote);
        out.push_str(value);
        out.push(quote);
        ini_text::check(&out[start..])?;
    }
    Ok(out)
}

/// The quotes for a value: double ones if possible.
fn quote_for(value: &str) -> Option<char> {
    let fits = |quote, other| !value.contains(quote) && !value.starts_with(other) && !value.ends_with(other);
    let (double, single) = (fits('"', '\''), fits('\'', '"'));
    match (double, single) {
        // Within single quotes a backslash stands for itself in 4.4 as well.
        (_, true) if !double || value.contains('\\') => Some('\''),
        (true, _) => Some('"'),
        (false, _) => None,
    }
}
