//! `auth-plaintext-password`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::expansion;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags the password of `[inet_http_server]` in clear text, unless a `[supervisorctl]` in the same configuration
    /// needs it that way; and, as a warning, a digest as the password in `[supervisorctl]`.
    ///
    /// ## Why
    ///
    /// A server accepts `{SHA}` and the SHA-1 digest of its password: whoever reads the file cannot log in with that.
    /// supervisorctl does not: it sends what is in its section, and a digest is not a password. A socket in the file
    /// system is protected by its mode, whatever its password.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1:9001
    /// username=u
    /// password=p
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [inet_http_server]
    /// port=127.0.0.1:9001
    /// username=u
    /// password={SHA}516b9783fca517eecbd1d064da2d165310b19759
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `http.py`, `encrypted_dictionary_authorizer`; geerlingguy/ansible-role-supervisor issue 19.
    pub static AUTH_PLAINTEXT_PASSWORD = {
        name: "auth-plaintext-password",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(
            &[SectionKind::InetHttpServer, SectionKind::Supervisorctl],
            check,
        ),
    }
}

/// The prefix of a digest.
const DIGEST: &str = "{SHA}";

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Password) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let is_digest = text.starts_with(DIGEST);
    if context.kind() == Some(SectionKind::Supervisorctl) {
        if is_digest {
            let finding = AUTH_PLAINTEXT_PASSWORD
                .at(entry.id.file, value.whole(), "supervisorctl cannot log in with a digest")
                .label("not a password")
                .help("supervisorctl sends this text literally, and the server rejects it as a wrong password. Write the \
                       password itself.")
                .level(Level::Warning);
            sink.add(finding);
        }
        return;
    }
    // A password from the environment is not in the file.
    if is_digest || text.is_empty() || expansion::is_needed(text) || client_has_password(context) {
        return;
    }
    sink.add(
        AUTH_PLAINTEXT_PASSWORD
            .at(
                entry.id.file,
                value.whole(),
                format!("the password of [{}] can be read here", context.header_text()),
            )
            .label("clear text")
            .help("Replace it with {SHA} and the digest; this computes it: printf %s 'PASSWORD' | sha1sum"),
    );
}

/// Whether `[supervisorctl]` has a password: it must be in clear text there, and a digest here would hide nothing.
fn client_has_password(context: &SectionContext<'_>) -> bool {
    let Some(client) = context.config.section(SectionKind::Supervisorctl) else { return false };
    let settings = context.config.settings(client, context.sources);
    settings.get(Name::Password).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(password: &str, client: &str) -> Vec<(Level, String)> {
        let text = format!("[inet_http_server]\nport=1\nusername=u\npassword={password}\n{client}");
        let found = supervisord(&AUTH_PLAINTEXT_PASSWORD, &text);
        found.into_iter().map(|found| (found.level, found.text)).collect()
    }

    #[test]
    fn a_digest_an_empty_password_and_a_variable_pass() {
        for password in ["{SHA}00", "", "%(ENV_PASSWORD)s"] {
            assert!(found(password, "").is_empty(), "{password}");
        }
        assert_eq!(found("secret", ""), [(Level::Info, "secret".to_owned())]);
    }

    #[test]
    fn a_plaintext_client_password_in_the_same_file_passes() {
        assert!(found("secret", "[supervisorctl]\npassword=secret\n").is_empty());
        assert_eq!(found("secret", "[supervisorctl]\nserverurl=http://localhost:1\n").len(), 1);
    }

    #[test]
    fn a_unix_socket_passes_because_it_has_a_mode() {
        let text = "[unix_http_server]\nfile=/run/s\nusername=u\npassword=p\n";
        assert!(supervisord(&AUTH_PLAINTEXT_PASSWORD, text).is_empty());
    }

    #[test]
    fn a_client_cannot_use_a_digest() {
        let client = "[supervisorctl]\npassword={SHA}00\n";
        assert_eq!(found("{SHA}00", client), [(Level::Warning, "{SHA}00".to_owned())]);
    }
}
