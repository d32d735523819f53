//! Names of variables and options that hold a password, a token or a key: what a rule warns of, and a report does not show.

/// Whether a text ends in the name of a secret: `DB_PASSWORD`, `github_token`, `--api-key`. It is known by its last words.
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
        start.is_some_and(|start| {
            let bytes =
                text[start..].iter().map(|byte| if *byte == b'-' { b'_' } else { byte.to_ascii_uppercase() });
            bytes.eq(word.iter().copied())
        })
    })
}

/// Whether a value is the secret itself: not where it is found, not what is put in later, not a switch.
pub(crate) fn is_itself(value: &str) -> bool {
    let is_switch = matches!(value, "" | "0" | "1" | "yes" | "no" | "true" | "false");
    // As we ask for one: `--env PASSWORD=VALUE, or …`.
    let is_asked_for = value.trim_end_matches([',', '.']) == "VALUE";
    !is_switch
        && !is_asked_for
        && !value.starts_with(['/', '%', '$', '<', '{', '@', '~'])
        && !value.starts_with("file:")
}
