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

/// `scheme://user:secret@host`, `https://token@host`, `https://hooks.slack.com/secret`
pub(super) fn of_urls(text: &str, found: &mut Vec<Range<usize>>) {
    for at in colons(text, "://") {
        let start = at + 3;
        let word = text[start..]
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
            .next()
            .unwrap_or_default();
        let authority = word.split(['/', '?', '#']).next().unwrap_or_default();
        if let Some((at, hook)) = HOOKS.iter().find_map(|hook| Some((word.find(hook)?, hook)))
            && word.len() > at + hook.len()
            && !word[at + hook.len()..].starts_with(['$', '%', '{', '<', '…'])
        {
            found.push(start + at + hook.len()..start + word.len());
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
        let end = if authority.contains('@') { authority.rfind('@') } else { word.rfind('@') };
        let Some(end) = end.filter(|end| *end > user.len() && !is_port) else { continue };
        let password = &word[user.len() + 1..end];
        if name::is_itself(password) && !password.contains(['$', '%', '{']) {
            found.push(start + user.len() + 1..start + end);
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
