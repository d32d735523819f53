//! `secrets-in-environment`

use memchr::{memchr2_iter, memmem};

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::EXEC_DIRECTIVES;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::secret;
use crate::source::Span;
use crate::systemd::directives::Name;
use crate::systemd::kinds::environment;

rule! {
    /// Flags a password, a token or a key that is written in a unit: as a variable in `Environment=`, or in a URL with
    /// a user and a password.
    ///
    /// ## Why
    ///
    /// Every user of the machine can read it: with `systemctl show`, over the bus, in the unit file, and if it is in a
    /// command, also in the process list. A unit in a repository is read by even more people.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Environment=DB_PASSWORD=hunter2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LoadCredential=db-password:/etc/app/db-password
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `Environment=`: "not suitable for passing secrets"; systemd issues 19604 and 26208.
    pub static SECRETS_IN_ENVIRONMENT = {
        name: "secrets-in-environment",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(WITH_SECRETS, check),
    }
}

const WITH_SECRETS: &[Name] = &{
    let mut names = [Name::Environment; EXEC_DIRECTIVES.len() + 1];
    let (_, commands) = names.split_at_mut(1);
    commands.copy_from_slice(EXEC_DIRECTIVES);
    names
};

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = entry.item.value.slice(entry.bytes);
    let is_environment = entry.row.is_some_and(|row| row.name == Name::Environment);
    // The words of a secret's name precede a `=`, a password precedes an `@`.
    let (mut may_name, mut has_at) = (false, false);
    for at in memchr2_iter(b'=', b'@', written) {
        match written[at] {
            b'@' => has_at = true,
            _ => may_name |= is_environment && secret::name::is_secret_name(&written[..at]),
        }
    }
    let has_url = has_at && memmem::find(written, b"://").is_some();
    if has_url || may_name {
        check_assignments(context, is_environment, has_url, sink);
    }
}

#[cold]
fn check_assignments(context: &UnitEntryContext<'_>, is_environment: bool, has_url: bool, sink: &mut Sink) {
    let entry = &context.entry;
    if !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    if is_environment {
        for assignment in environment::parse(text, context.release()).assignments {
            if secret::name::is_secret_name(assignment.name().as_bytes())
                && secret::name::is_literal_secret(assignment.value())
            {
                let message = format!("everybody can read {}", assignment.name());
                report(context, value.span(assignment.value_span()), message, sink);
            }
        }
    }
    if has_url && let Some(password) = password_of_url(text) {
        report(context, value.span(password), "everybody can read the password of this URL".to_owned(), sink);
    }
}

fn report(context: &UnitEntryContext<'_>, span: Span, message: String, sink: &mut Sink) {
    sink.add(SECRETS_IN_ENVIRONMENT.at(context.entry.id.file, span, message).label("shown by `systemctl show`").help(
        "systemd keeps nothing in a unit secret. LoadCredential= (247) passes a file to the service alone; \
         EnvironmentFile= reads one that only root may read (mode 0600).",
    ));
}

/// The place of the password in a URL: `scheme://user:password@host`.
fn password_of_url(text: &str) -> Option<Span> {
    text.match_indices("://").find_map(|(at, _)| {
        let start = at + 3;
        let is_end =
            |character: char| character.is_whitespace() || matches!(character, '/' | '"' | '\'' | '?');
        let authority = text[start..].split(is_end).next()?;
        let (login, _) = authority.rsplit_once('@')?;
        let (user, password) = login.split_once(':')?;
        let from = start + user.len() + 1;
        (secret::name::is_literal_secret(password) && !password.contains(['$', '%', '{']))
            .then(|| Span::new(from as u32, (from + password.len()) as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn texts(line: &str) -> Vec<String> {
        let found = unit(&SECRETS_IN_ENVIRONMENT, &format!("[Service]\n{line}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn names_that_end_in_a_secret_are_flagged() {
        assert_eq!(texts("Environment=A=1 \"db_password=a b\" GITHUB_TOKEN=ghp_x"), ["a b", "ghp_x"]);
        assert_eq!(
            texts("Environment=STRIPE_KEY=sk_1 DB_PWD=x JWT=y RAILS_MASTER_KEY=z"),
            ["sk_1", "x", "y", "z"]
        );
        assert!(texts("Environment=TOKEN_TTL=60 PASSWORD_FILE=/a KEY=1 YPPASSWDDARGS=x").is_empty());
    }

    #[test]
    fn values_that_are_not_the_secret_itself_pass() {
        assert!(
            texts(
                "Environment=PUBLIC_KEY=a KEYMAP=de PARTITION_KEY=id DB_PWD=./pw STRIPE_KEY=off APP_SALT=x"
            )
            .is_empty()
        );
        assert!(
            texts("Environment=API_KEY= TOKEN=%d/token SECRET=/etc/x PASSWORD=<yours> USE_TOKEN=yes")
                .is_empty()
        );
    }

    #[test]
    fn urls_with_a_password_are_flagged_in_commands_too() {
        assert_eq!(texts("Environment=DB=postgres://app:hunter2@localhost/app"), ["hunter2"]);
        assert_eq!(texts("ExecStart=/a --db mysql://root:x@db --log a@b"), ["x"]);
        assert!(
            texts("ExecStart=/a http://a@b/ https://a:80/@x http://u:${PASS}@h http://a/b:c@d").is_empty()
        );
    }
}
