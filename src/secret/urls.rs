//! Secrets in URLs.

use std::ops::Range;

use super::name;

/// Where a sign that begins with a colon stands. Colons are few, and a search for more than a byte starts slowly.
pub(super) fn colons<'t>(text: &'t str, sign: &'static str) -> impl Iterator<Item = usize> + 't {
    let all = memchr::memchr_iter(b':', text.as_bytes());
    all.filter(move |at| text.as_bytes()[*at..].starts_with(sign.as_bytes()))
}

/// Services that take whoever knows an address for who may post there.
const HOOKS: [&str; 4] =
    ["hooks.slack.com/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/", ".webhook.office.com/"];

/// A word that has an address in it, and what is asked of all of it: once, however many addresses it has.
struct Word {
    end: usize,
    /// The last `@`.
    last_at: Option<usize>,
    /// Where the secret begins of the first of the services' addresses behind the place that was asked for last.
    hook: Option<usize>,
}

impl Word {
    /// The word that goes on at a place.
    fn at(text: &str, place: usize) -> Self {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
        let word = text[place..].split(is_end).next().unwrap_or_default();
        let last_at = word.rfind('@').map(|at| place + at);
        Self { end: place + word.len(), last_at, hook: hook(word).map(|end| place + end) }
    }

    /// The last `@` behind a place.
    fn last_at(&self, place: usize) -> Option<usize> {
        self.last_at.filter(|at| *at >= place)
    }

    /// The secret of the first of the services' addresses behind a place.
    fn secret_of_hook(&mut self, text: &str, place: usize) -> Option<usize> {
        if self.hook.is_some_and(|end| end < place) {
            self.hook = hook(&text[place..self.end]).map(|end| place + end);
        }
        self.hook
    }
}

/// Where the first of the services' addresses ends in a text that has its secret: what is put in later is none.
fn hook(text: &str) -> Option<usize> {
    let is_one = |end: &usize| {
        text[*end..].chars().next().is_some_and(|first| !matches!(first, '$' | '%' | '{' | '<' | '…'))
    };
    let first = |hook: &&str| text.match_indices(*hook).map(|(at, hook)| at + hook.len()).find(is_one);
    HOOKS.iter().filter_map(first).min()
}

/// `scheme://user:secret@host`, `https://token@host`, `https://hooks.slack.com/secret`
pub(super) fn of_urls(text: &str, found: &mut Vec<Range<usize>>) {
    let mut word: Option<Word> = None;
    for at in colons(text, "://") {
        let start = at + 3;
        let word = match &mut word {
            Some(word) if start <= word.end => word,
            other => other.insert(Word::at(text, start)),
        };
        let rest = &text[start..word.end];
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some(secret) = word.secret_of_hook(text, start) {
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
        // A port is no password; another one may hold what ends an authority.
        let is_port = !authority.contains('@') && rest.bytes().all(|byte| byte.is_ascii_digit());
        let end = authority.rfind('@').map(|at| start + at).or_else(|| word.last_at(start));
        let secret = start + user.len() + 1;
        let Some(end) = end.filter(|end| *end >= secret && !is_port) else { continue };
        let password = &text[secret..end];
        if name::is_itself(password) && !password.contains(['$', '%', '{']) {
            found.push(secret..end);
        }
    }
}

/// Whether the user of a URL that asks for no password is one that nobody has to know: no name of a person or a service.
fn is_token(user: &str) -> bool {
    const SHORTEST: usize = 8;
    const LONG: usize = 20;
    let is_plain = user.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let (has_digit, has_letter) =
        (user.bytes().any(|b| b.is_ascii_digit()), user.bytes().any(|b| b.is_ascii_alphabetic()));
    is_plain && (user.len() >= LONG || user.len() >= SHORTEST && has_digit && has_letter)
}
