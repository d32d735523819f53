//! Finds passwords, tokens and keys in command lines and URLs: `--password=x`, `TOKEN=x app`, `mysql -px`,
//! `https://user:x@host`, `Authorization: Bearer x`.
//!
//! Understands the quoting of shells and of both managers; where the end of a secret is unclear, more is hidden, never
//! less. A placeholder (`$PASSWORD`) or the location of a secret (`/run/secrets/x`) is not one.

use std::borrow::Cow;
use std::ops::Range;

pub(crate) use super::value::REDACTED;
use super::value::{Quotes, value_length};
use super::{name, urls};
use crate::source::{Span, base_name};

/// A client that accepts its password in a short option, according to its manual page.
struct Client {
    /// Prefixes of the programs' names.
    names: &'static [&'static str],
    option: &'static str,
    /// Whether the password may directly follow the option, and whether it may be the next word.
    is_attached: bool,
    is_next: bool,
}

const CLIENTS: [Client; 5] = [
    // mysql(1): `-p` followed by a space makes it prompt for the password.
    Client { names: &["mysql", "mariadb", "xtrabackup"], option: "-p", is_attached: true, is_next: false },
    Client { names: &["sshpass", "mongo"], option: "-p", is_attached: true, is_next: true },
    Client { names: &["redis-cli"], option: "-a", is_attached: false, is_next: true },
    // `user:password`
    Client { names: &["curl"], option: "-u", is_attached: true, is_next: true },
    Client { names: &["ldap"], option: "-w", is_attached: true, is_next: true },
];

/// The text with each secret replaced by `…`.
pub(crate) fn redact(text: &str) -> Cow<'_, str> {
    let found = find_secrets(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(redact_ranges(text, &found))
}

/// The text with these ranges replaced by `…`.
pub(crate) fn redact_ranges(text: &str, found: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Range { start, end } in found.iter().cloned() {
        out.push_str(&text[done..start]);
        out.push_str(REDACTED);
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// The ranges of the secrets, in order and without overlaps.
pub(crate) fn find_secrets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Cheap test first: most texts contain nothing that could introduce a secret.
    let (mut has_name, mut has_option) = (false, false);
    for at in memchr::memchr2_iter(b'=', b'-', text.as_bytes()) {
        match text.as_bytes()[at] {
            b'=' => has_name = true,
            // A dash within a word does not start an option.
            _ => has_option |= at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric(),
        }
        if has_name && has_option {
            break;
        }
    }
    if has_name {
        find_in_assignments(text, &mut found);
    }
    if memchr::memchr(b':', text.as_bytes()).is_some() {
        urls::find_in_urls(text, &mut found);
        find_in_headers(text, &mut found);
    }
    if has_option {
        find_in_options(text, &mut found);
    }
    merge_overlapping(found)
}

/// Sorts ranges and merges those that overlap.
pub(crate) fn merge_overlapping(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Finds `NAME=secret` and `--name=secret`.
fn find_in_assignments(text: &str, found: &mut Vec<Range<usize>>) {
    let mut quotes = Quotes::new(text);
    for at in memchr::memchr_iter(b'=', text.as_bytes()) {
        let name = name_before(text, at);
        if may_name_secret(name) {
            quotes.add_value(at + 1, name, found);
        } else if names_login(name) {
            quotes.add_login(at + 1, at - name.len(), found);
        }
    }
}

/// Finds `Authorization: Bearer secret`, and other headers whose names are those of secrets if they begin a quoted
/// word.
fn find_in_headers(text: &str, found: &mut Vec<Range<usize>>) {
    let mut quotes = Quotes::new(text);
    for at in urls::colons(text, ": ") {
        let name = name_before(text, at);
        let is_whole = text[..at - name.len()].ends_with(['"', '\'']);
        let last = name.rsplit('-').next().unwrap_or_default();
        let is_authorization = last.eq_ignore_ascii_case("authorization");
        let is_secret = is_authorization || is_whole && may_name_secret(name);
        if !is_secret {
            continue;
        }
        let start = at + 2;
        let quote = quotes.open_at(at - name.len());
        let value = &text[start..start + value_length(&text[start..], quote, is_whole && quote.is_some())];
        // The scheme is not a secret. Without quotes the value ends with the word after it.
        let scheme = value.split_once(' ').map_or(value, |(scheme, _)| scheme);
        let is_scheme = matches!(&*scheme.to_ascii_lowercase(), "basic" | "bearer" | "token" | "digest");
        let (start, end) = if is_authorization && is_scheme {
            let start = start + scheme.len() + 1;
            let rest = text.get(start..).unwrap_or_default();
            (start, start + value_length(rest, quote, is_whole && quote.is_some()))
        } else if is_whole {
            (start, start + value.len())
        } else {
            continue;
        };
        let secret = text.get(start..end).unwrap_or_default();
        if !secret.is_empty() && name::is_literal_secret(secret) && !secret.starts_with(REDACTED) {
            found.push(start..end);
        }
    }
}

/// Finds `--name secret`, and the options of known clients.
fn find_in_options(text: &str, found: &mut Vec<Range<usize>>) {
    let mut client: Option<&Client> = None;
    let mut value_of: Option<&str> = None;
    let mut is_login = false;
    let mut quotes = Quotes::new(text);
    for word in text.split_ascii_whitespace() {
        let start = Span::of(text.as_bytes(), word.as_bytes()).start as usize;
        let bare = word.trim_start_matches(['"', '\'', '(', '`']);
        let bare_start = start + word.len() - bare.len();
        let is_logins = std::mem::take(&mut is_login);
        match value_of.take() {
            Some(name) if !bare.starts_with('-') => {
                quotes.add_value_of_word(start, (name, start), found);
                continue;
            }
            _ if is_logins && !bare.starts_with('-') => {
                quotes.add_login(start, start, found);
                continue;
            }
            _ => {}
        }
        let bare = bare.trim_end_matches(['"', '\'', ')', '`']);
        let name = bare.trim_start_matches('-');
        let base = base_name(bare);
        if name.len() < bare.len() {
            match client.and_then(|client| Some((client, bare.strip_prefix(client.option)?))) {
                Some((client, "")) => value_of = client.is_next.then_some(SECRET_NAME),
                Some((client, _)) if client.is_attached => {
                    quotes.add_value_of_word(
                        bare_start + client.option.len(),
                        (SECRET_NAME, bare_start),
                        found,
                    );
                }
                _ if name.len() > 2 && may_name_secret(name) => value_of = Some(name),
                _ => is_login = bare == "-u" || names_login(bare),
            }
        } else if let Some(known) =
            CLIENTS.iter().find(|one| one.names.iter().any(|name| has_prefix(base, name)))
        {
            client = Some(known);
        }
        if word.ends_with([';', '|', '&']) {
            client = None;
        }
    }
}

/// Whether a program's name has this prefix. Compares the first byte before anything else, which is rarely the same.
fn has_prefix(base: &str, name: &str) -> bool {
    base.bytes().next() == name.bytes().next() && base.starts_with(name)
}

/// A name that always denotes a secret, used for options with any name.
const SECRET_NAME: &str = "password";

/// The name that ends at a position.
fn name_before(text: &str, end: usize) -> &str {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = text[..end].trim_end_matches(is_of_name).len();
    &text[start..end]
}

/// Whether an option or variable with this name may contain a secret.
fn may_name_secret(name: &str) -> bool {
    name::always_names_secret(name) || name::may_name_secret(name.as_bytes())
}

/// Whether an option or variable with this name contains `user:password`.
fn names_login(name: &str) -> bool {
    let ends_with = |word: &[u8]| name::ends_with(name.as_bytes(), word);
    let is_whole = |word: &&[u8]| name.trim_start_matches('-').len() == word.len() && ends_with(word);
    [&b"BASIC_AUTH"[..], b"HTTP_AUTH", b"USERPASS"].into_iter().any(ends_with)
        || name.starts_with("--") && [&b"AUTH"[..], b"PROXY_USER", b"CREDS"].iter().any(is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secrets_of_a_command_line_are_hidden() {
        for (text, shown) in [
            ("/bin/app --password=hunter2 --port=80", "/bin/app --password=… --port=80"),
            ("/bin/app --password hunter2 -v", "/bin/app --password … -v"),
            ("app --db-pass 'a b' x", "app --db-pass … x"),
            ("app \"--token\" \"abc\"", "app \"--token\" …"),
            ("app \"--api-key=a b\" x", "app \"--api-key=…\" x"),
            ("/usr/bin/env TOKEN=abc A=1 app", "/usr/bin/env TOKEN=… A=1 app"),
            ("sh -c 'TOKEN=abc exec app'", "sh -c 'TOKEN=…'"),
            ("sh -c 'exec app --token=abc -x'", "sh -c 'exec app --token=… -x'"),
            ("sh -c \"app --token=\\\"a b\\\" -x\"", "sh -c \"app --token=… -x\""),
            (
                "java -Dspring.datasource.password=x1 -jar a.jar",
                "java -Dspring.datasource.password=… -jar a.jar",
            ),
            ("redis-server --requirepass foobared", "redis-server --requirepass …"),
            ("/usr/bin/mysqldump -uroot -psecret db", "/usr/bin/mysqldump -uroot -p… db"),
            ("mysql -p db; cp -pr a b", "mysql -p db; cp -pr a b"),
            ("sh -c 'sshpass -p pw ssh h'", "sh -c 'sshpass -p … ssh h'"),
            ("redis-cli -h h -a pw ping", "redis-cli -h h -a … ping"),
            ("curl -u me:pw http://h/", "curl -u … http://h/"),
            ("wget -q -u me:pw h", "wget -q -u me:… h"),
            ("celery flower --basic_auth=admin:pw -x", "celery flower --basic_auth=admin:… -x"),
            ("app --basic-auth 'admin:pw' -x", "app --basic-auth 'admin:…' -x"),
            ("FLOWER_BASIC_AUTH=admin:pw app", "FLOWER_BASIC_AUTH=admin:… app"),
            ("app --license-key ABC -x", "app --license-key … -x"),
            ("curl -H 'Authorization: Bearer abc.def' h", "curl -H 'Authorization: Bearer …' h"),
            ("curl -H \"authorization: abc\" h", "curl -H \"authorization: …\" h"),
            (
                "curl -H Authorization:\\ x -H 'X-Api-Key: abc' h",
                "curl -H Authorization:\\ x -H 'X-Api-Key: …' h",
            ),
            ("a Authorization: Basic YWJj d", "a Authorization: Basic … d"),
        ] {
            assert_eq!(redact(text), shown);
        }
    }

    #[test]
    fn the_password_of_a_url_is_hidden() {
        for (text, shown) in [
            ("app https://u:pw@host/x", "app https://u:…@host/x"),
            ("A=postgres://u:p/w@host/db", "A=postgres://u:…@host/db"),
            ("redis://:pw@host:6379/0", "redis://:…@host:6379/0"),
            ("a\"amqp://u:p@q@h\",b", "a\"amqp://u:…@h\",b"),
            ("DSN=https://abc123def@sentry.io/42", "DSN=https://…@sentry.io/42"),
            ("https://0123456789abcdef0123@sentry:9000/1 x", "https://…@sentry:9000/1 x"),
            ("app https://hooks.slack.com/services/T0/B0/x1 -v", "app https://hooks.slack.com/… -v"),
            ("\"https://discord.com/api/webhooks/1/ab\"", "\"https://discord.com/api/webhooks/…\""),
        ] {
            assert_eq!(redact(text), shown);
        }
    }

    #[test]
    fn other_text_is_shown() {
        for text in [
            "app --password=$PASSWORD --token ${TOKEN} --secret=%(ENV_SECRET)s",
            "app --password-file /run/pw --secret=/run/secrets/x --token-ttl 60",
            "app --use-token=yes --password -x",
            "http://host:8080/@scope https://git@host/x ssh://host",
            "postgres://$USER:${PW}@host/db",
            "cp -pr a b",
            "docker run -u 1000:1000 -u www-data:www-data --user nobody:nogroup x",
            "socat -u udp4-listen:514,fork open:/proc/1/fd/1; snapclient --user snapclient:audio",
            "app --auth http://host/x --sort-key name --primary-key id --ssh-key /root/.ssh/id",
            "https://git@host/x https://deploy@host ssh://deploy2024@host https://hooks.slack.com/ https://a.b/c",
            "Authorization: the header of a request, and its Token: none",
            "Set the DB_PASSWORD with --env, or its token.",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn each_url_of_a_word_is_checked() {
        for (text, shown) in [
            ("a=https://u:pw@h,https://v:x@g/", "a=https://u:…@h,https://v:…@g/"),
            (
                "https://discord.com/api/webhooks/$X,https://hooks.slack.com/T0",
                "https://discord.com/api/webhooks/$X,https://hooks.slack.com/…",
            ),
        ] {
            assert_eq!(redact(text), shown);
        }
    }

    /// If the line were read from its start again for each name, this would take minutes.
    #[test]
    fn a_line_with_many_names_is_scanned_once() {
        const MANY: usize = 20_000;
        for (word, count) in
            [("TOKEN=abc ", MANY), ("--password abc ", MANY), ("a://", 0), ("'X-Api-Key: abc' ", MANY)]
        {
            assert_eq!(find_secrets(&word.repeat(MANY)).len(), count, "{word}");
        }
    }
}
