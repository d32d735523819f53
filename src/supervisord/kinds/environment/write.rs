//! The writer of environments.

use super::is_legacy_word;
use crate::supervisord::kinds::ini_text;
use crate::value::ValueError;

/// Writes an environment for supervisor 4.3.0 and older, every value in quotes. What `%` means there is another
/// matter: see [`crate::supervisord::kinds::expansion::escape`]. A line feed in a value is written as it is: whoever writes the file
/// indents the line behind it.
///
/// 4.4 reads the same, except for a value in double quotes (it holds a `'`) that has `\\` in it or ends with `\`.
///
/// # Errors
///
/// For a key that is not made of ASCII letters, digits and `_/.+-():`; for a value that no quotes fit around: with
/// both kinds of them inside, or with one kind inside and the other at an edge; and for one that the INI reader
/// would cut (a blank with `;` or `#` behind it) or strip.
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

/// The quote to write around a value: double unless there is a reason.
fn quote_for(value: &str) -> Option<char> {
    let fits = |quote, other| !value.contains(quote) && !value.starts_with(other) && !value.ends_with(other);
    let (double, single) = (fits('"', '\''), fits('\'', '"'));
    match (double, single) {
        // Inside single quotes a backslash means itself to 4.4 as well.
        (_, true) if !double || value.contains('\\') => Some('\''),
        (true, _) => Some('"'),
        (false, _) => None,
    }
}
