//! Finds secrets in URLs.

use std::ops::Range;

use super::name;

/// The positions of `sign`, which starts with a colon. Colons are rare, and a search for more than one byte starts
/// slowly.
pub(super) fn colons<'t>(text: &'t str, sign: &'static str) -> impl Iterator<Item = usize> + 't {
    let all = memchr::memchr_iter(b':', text.as_bytes());
    all.filter(move |at| text.as_bytes()[*at..].starts_with(sign.as_bytes()))
}

/// Services for which knowing the address is enough to post there.
const WEBHOOKS: [&str; 4] =
    ["hooks.slack.com/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/", ".webhook.office.com/"];

/// A word that contains URLs, with what they all need to know of it, so that it is searched only once.
struct Word {
    end: usize,
    /// The position of the last `@`.
    last_at: Option<usize>,
    /// The start of the secret in the first webhook address after the position last asked for.
    webhook: Option<usize>,
}

impl Word {
    /// The word that contains this position, from there on.
    fn at(text: &str, place: usize) -> Self {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
        let word = text[place..].split(is_end).next().unwrap_or_default();
        let last_at = word.rfind('@').map(|at| place + at);
        Self { end: place + word.len(), last_at, webhook: webhook(word).map(|end| place + end) }
    }

    /// The last `@` at or after a position.
    fn last_at(&self, place: usize) -> Option<usize> {
        self.last_at.filter(|at| *at >= place)
    }

    /// The start of the secret in the first webhook address after a position.
    fn webhook_secret(&mut self, text: &str, place: usize) -> Option<usize> {
        if self.webhook.is_some_and(|end| end < place) {
            self.webhook = webhook(&text[place..self.end]).map(|end| place + end);
        }
        self.webhook
    }
}

/// The end of the first webhook address that is followed by a secret and not by a placeholder.
fn webhook(text: &str) -> Option<usize> {
    let is_one = |end: &usize| {
        text[*end..].chars().next().is_some_and(|first| !matches!(first, '$' | '%' | '{' | '<' | '…'))
    };
    let first =
        |webhook: &&str| text.match_indices(*webhook).map(|(at, webhook)| at + webhook.len()).find(is_one);
    WEBHOOKS.iter().filter_map(first).min()
}

/// Finds `scheme://user:secret@host`, `https://token@host` and `https://hooks.slack.com/secret`.
pub(super) fn find_in_urls(text: &str, found: &mut Vec<Range<usize>>) {
    let mut word: Option<Word> = None;
    for at in colons(text, "://") {
        let start = at + 3;
        let word = match &mut word {
            Some(word) if start <= word.end => word,
            other => other.insert(Word::at(text, start)),
        };
        let rest = &text[start..word.end];
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some(secret) = word.webhook_secret(text, start) {
            found.push(secret..word.end);
        }
        if let Some((user, _)) = authority.rsplit_once('@')
            && text[..at].ends_with(['p', 's'])
            && is_token(user)
        {
            found.push(start..start + user.len());
            continue;
        }
        let Some((user, rest)) = authority.split_once(':') else { continue };
        // A port is not a password; a password may contain characters that end an authority.
        let is_port = !authority.contains('@') && rest.bytes().all(|byte| byte.is_ascii_digit());
        let end = authority.rfind('@').map(|at| start + at).or_else(|| word.last_at(start));
        let secret = start + user.len() + 1;
        let Some(end) = end.filter(|end| *end >= secret && !is_port) else { continue };
        let password = &text[secret..end];
        if name::is_literal_secret(password) && !password.contains(['$', '%', '{']) {
            found.push(secret..end);
        }
    }
}

/// Whether the user of a URL without a password is a token, and not the name of a person or service.
fn is_token(user: &str) -> bool {
    const MIN_LENGTH: usize = 8;
    const SURE_LENGTH: usize = 20;
    let is_plain = user.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let (has_digit, has_letter) =
        (user.bytes().any(|b| b.is_ascii_digit()), user.bytes().any(|b| b.is_ascii_alphabetic()));
    is_plain && (user.len() >= SURE_LENGTH || user.len() >= MIN_LENGTH && has_digit && has_letter)
}
