//! Names of variables that hold a password, a token or a key: what a rule warns of, and a report does not show.

/// Whether a text ends in the name of a secret: `DB_PASSWORD`, `github_token`. A variable is known by its last words.
pub(crate) fn ends_in_one(text: &[u8]) -> bool {
    // Most names are settled by their last letter.
    let words: &[&[u8]] = match text.last().map(u8::to_ascii_uppercase) {
        Some(b'D') => &[b"PASSWORD", b"PASSWD"],
        Some(b'E') => &[b"PASSPHRASE"],
        Some(b'N') => &[b"TOKEN"],
        Some(b'T') => &[b"SECRET"],
        Some(b'Y') => &[b"API_KEY", b"APIKEY", b"SECRET_KEY", b"ACCESS_KEY", b"PRIVATE_KEY"],
        _ => return false,
    };
    words.iter().any(|word| {
        let start = text.len().checked_sub(word.len());
        start.is_some_and(|start| text[start..].eq_ignore_ascii_case(word))
    })
}
