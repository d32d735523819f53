//! Names of variables and options that contain a password, a token or a key: a rule warns about them, and reports hide
//! their values.

/// What a variable or option contains, judging by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Classification {
    Nothing,
    /// Often a secret: reports hide a value that could be one, but no rule warns.
    Maybe,
    Secret,
}

/// Whether a directive of systemd contains a secret after the name of a credential: `NAME:DATA`.
pub(crate) fn is_credential_directive(directive: &str) -> bool {
    matches!(directive, "SetCredential" | "SetCredentialEncrypted")
}

/// The words before `KEY` that make it a secret, and those that make it the name of something.
const SECRET_KEYS: [&[u8]; 12] = [
    b"ACCESS",
    b"API",
    b"AUTH",
    b"CRYPT",
    b"ENCRYPTION",
    b"HMAC",
    b"LICENCE",
    b"LICENSE",
    b"MASTER",
    b"PRIVATE",
    b"SIGNING",
    b"STRIPE",
];
const PLAIN_KEYS: [&[u8]; 18] = [
    b"CACHE",
    b"COMPOSE",
    b"CONFIG",
    b"FOREIGN",
    b"HASH",
    b"HOT",
    b"INDEX",
    b"KEYBOARD",
    b"LOCK",
    b"OBJECT",
    b"PARTITION",
    b"PRIMARY",
    b"PUBLIC",
    b"PUBLISHABLE",
    b"QUEUE",
    b"ROUTING",
    b"SHARD",
    b"SORT",
];

/// The words before `PASS` that make it a password: on its own, it may also mean a pass over something.
const PASS_OWNERS: [&[u8]; 14] = [
    b"ADMIN",
    b"DATABASE",
    b"DB",
    b"EMAIL",
    b"LDAP",
    b"MAIL",
    b"MONGO",
    b"MQTT",
    b"MYSQL",
    b"POSTGRES",
    b"RABBITMQ",
    b"REDIS",
    b"SMTP",
    b"USER",
];

/// The words before `PAT` that make it a personal access token: elsewhere it is a pattern.
const PAT_OWNERS: [&[u8]; 6] = [b"AZURE", b"DEVOPS", b"GH", b"GIT", b"GITHUB", b"GITLAB"];

/// Whether a text ends in the name of a secret: `DB_PASSWORD`, `github_token`, `--api-key`. Only its last words count.
pub(crate) fn is_secret_name(text: &[u8]) -> bool {
    classify(text) == Classification::Secret
}

/// Whether reports hide the value after a text that ends in a name.
pub(crate) fn hides_value(text: &[u8], value: &str) -> bool {
    match classify(text) {
        Classification::Nothing => false,
        Classification::Maybe => may_be_secret(value),
        Classification::Secret => true,
    }
}

/// Whether the value after a text that ends in a name must be checked for a secret.
pub(crate) fn may_name_secret(text: &[u8]) -> bool {
    classify(text) != Classification::Nothing
}

/// Whether an option or variable with this name always contains a secret in a command line: `--pass`, and directives of
/// redis.conf, which are options of redis-server.
pub(super) fn always_names_secret(name: &str) -> bool {
    let is_pass = name.as_bytes().split_last_chunk::<4>().is_some_and(|(before, last)| {
        last.eq_ignore_ascii_case(b"pass") && matches!(before.last(), None | Some(b'-' | b'_' | b'.'))
    });
    is_pass || matches!(name.trim_start_matches('-'), "requirepass" | "masterauth")
}

fn classify(text: &[u8]) -> Classification {
    // Most names are decided by their last letter.
    let endings: &[&[u8]] = match text.last().map(u8::to_ascii_uppercase) {
        Some(b'D') => &[b"PASSWORD", b"PASSWD"],
        Some(b'E') => &[b"PASSPHRASE"],
        Some(b'N') => &[b"TOKEN"],
        Some(b'T') => &[b"SECRET"],
        Some(b'Y') => &[b"API_KEY", b"APIKEY", b"SECRET_KEY", b"ACCESS_KEY", b"PRIVATE_KEY"],
        Some(b'L' | b'S') => &[],
        _ => return Classification::Nothing,
    };
    if endings.iter().any(|word| ends_with(text, word)) {
        Classification::Secret
    } else {
        classify_by_words(text)
    }
}

/// Whether a name ends with a word in capitals, ignoring case; a dash is the same as an underscore.
pub(super) fn ends_with(text: &[u8], word: &[u8]) -> bool {
    let start = text.len().checked_sub(word.len());
    start.is_some_and(|start| {
        let bytes = text[start..].iter().rev();
        let bytes = bytes.map(|byte| if *byte == b'-' { b'_' } else { byte.to_ascii_uppercase() });
        bytes.eq(word.iter().rev().copied())
    })
}

/// Decides by the last word as a whole and the one before it: `GH_PAT`, but not `REPEAT`.
fn classify_by_words(text: &[u8]) -> Classification {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let start = text.iter().rposition(|byte| !is_of_name(byte)).map_or(0, |at| at + 1);
    let mut words =
        text[start..].rsplit(|byte| matches!(byte, b'_' | b'-' | b'.')).filter(|word| !word.is_empty());
    let (Some(last), before) = (words.next(), words.next()) else { return Classification::Nothing };
    let is = |word: &[u8]| last.eq_ignore_ascii_case(word);
    let is_one_of =
        |list: &[&[u8]]| before.is_some_and(|word| list.iter().any(|one| one.eq_ignore_ascii_case(word)));
    let holds = |is_sure: bool| if is_sure { Classification::Secret } else { Classification::Maybe };
    match before {
        _ if is(b"JWT") => Classification::Secret,
        _ if is(b"CREDENTIALS") || is(b"CREDENTIAL") => Classification::Maybe,
        None => Classification::Nothing,
        // `PWD` on its own is the working directory.
        Some(_) if is(b"PWD") => Classification::Secret,
        Some(_) if is(b"PASS") => holds(is_one_of(&PASS_OWNERS)),
        Some(_) if is(b"PAT") && is_one_of(&PAT_OWNERS) => Classification::Secret,
        Some(_) if is(b"KEY") && !is_one_of(&PLAIN_KEYS) => holds(is_one_of(&SECRET_KEYS)),
        Some(_) if is(b"SALT") || is(b"COOKIE") => Classification::Maybe,
        Some(_) => Classification::Nothing,
    }
}

/// Whether a value is the secret itself, and not its location, a placeholder or a switch.
pub(crate) fn is_literal_secret(value: &str) -> bool {
    const SWITCHES: [&str; 11] = ["", "0", "1", "yes", "no", "true", "false", "on", "off", "none", "null"];
    let is_switch = SWITCHES.iter().any(|word| value.eq_ignore_ascii_case(word));
    // As in our own help texts: `--env PASSWORD=VALUE, or …`.
    let is_asked_for = value.trim_end_matches([',', '.']) == "VALUE";
    !is_switch
        && !is_asked_for
        && !value.starts_with(['/', '%', '$', '<', '{', '@', '~'])
        && !value.starts_with("file:")
        && !value.starts_with("./")
        && !value.starts_with("../")
}

/// Whether a value could be a secret where the name alone does not decide: it must not be a number or a file name.
pub(crate) fn may_be_secret(value: &str) -> bool {
    const FILES: [&str; 10] =
        [".json", ".pem", ".key", ".crt", ".cer", ".p12", ".txt", ".yml", ".yaml", ".enc"];
    let value = value.trim_matches(['"', '\'', '\\']);
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_literal_secret(value) && !is_number && !FILES.iter().any(|end| value.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_recognized_by_the_last_words_of_its_name() {
        for name in [
            "DB_PASSWORD",
            "PGPASSWORD",
            "github_token",
            "--api-key",
            "STRIPE_KEY",
            "ENCRYPTION_KEY",
            "LICENSE_KEY",
            "rails_master_key",
            "GH_PAT",
            "JWT",
            "AUTH_JWT",
            "DB_PWD",
            "DB_PASS",
            "spring.mail-pwd",
            "A=1 DB_PWD",
        ] {
            assert!(is_secret_name(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn names_that_only_resemble_a_secret_are_not_secret() {
        for name in [
            "PWD",
            "OLDPWD",
            "KEYBOARD",
            "KEYMAP",
            "PUBLIC_KEY",
            "SSH_KEY_PATH",
            "PARTITION_KEY",
            "PRIMARY_KEY",
            "API_KEY_FILE",
            "MONKEY",
            "KEY",
            "EXCLUDE_PAT",
            "REPEAT",
            "PATH",
            "SALT",
            "COMPASS",
            "BYPASS",
            "PASSWORD_FILE",
            "TOKEN_TTL",
            "STRIPE_PUBLISHABLE_KEY",
            "HTTP_X_COOKIES",
        ] {
            assert!(!is_secret_name(name.as_bytes()) && !may_name_secret(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn reports_hide_more_names_than_the_rule_but_no_paths_and_no_numbers() {
        for name in ["MY_CREDENTIALS", "APP_SALT", "RABBITMQ_ERLANG_COOKIE", "SENDGRID_KEY", "HUB_PASS"] {
            assert!(!is_secret_name(name.as_bytes()) && hides_value(name.as_bytes(), "abc"), "{name}");
            for value in ["/etc/x", "./x", "x.json", "3", "1.5", "True", "on", "%d/x", "$X", "\"/etc/x\""] {
                assert!(!hides_value(name.as_bytes(), value), "{name}={value}");
            }
        }
    }
}
