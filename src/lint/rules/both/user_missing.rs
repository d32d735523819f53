//! `user-missing`

use crate::diagnostic::Level;
use crate::host::Host;
use crate::lint::readers::{invalid_owner_message, supervisord_message};
use crate::lint::{EntryContext, Fixable, HostCheck, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::supervisord::kinds::owner;
use crate::supervisord::kinds::user::{self, User};
use crate::supervisord::options;
use crate::systemd::directives;
use crate::systemd::kinds::user::{self as account, Account};

rule! {
    /// Flags a user or a group that does not exist on the machine. Checked only with `--host`.
    ///
    /// ## Why
    ///
    /// supervisord looks up its users while it reads the file, and refuses the whole file if one is missing: an error.
    /// systemd looks them up when it starts the service, which then fails with status 217 (`USER`) or 216 (`GROUP`): a
    /// warning. Users that a directory service may know, and those of `DynamicUser=`, are not checked.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// user=nosuch
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/cat
    /// User=nosuch
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// user=nobody
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/cat
    /// User=nobody
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `name_to_uid`: `Invalid user name nosuch`. systemd.exec(5), `EXIT_USER`, `EXIT_GROUP`.
    pub static USER_MISSING = {
        name: "user-missing",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Host(HostCheck {
            options: &[options::Name::User, options::Name::Chown, options::Name::SocketOwner],
            option: check,
            directives: &[directives::Name::User, directives::Name::Group, directives::Name::SupplementaryGroups],
            directive: check_unit,
        }),
    }
}

fn check(context: &EntryContext<'_>, host: &Host, sink: &mut Sink) {
    let Some(name) = context.entry.row.map(|row| row.name) else { return };
    let Some(text) = context.section_context().and_then(|section| section.expanded(name)) else { return };
    let (kind, missing, says) = if name == options::Name::User {
        let Ok(user) = user::parse(&text) else { return };
        let kind = if matches!(user, User::Id(_)) { "id" } else { "name" };
        ("user", missing_user(user, host), format!("Invalid user {kind} {text}"))
    } else {
        let Ok(owner) = owner::parse(&text) else { return };
        let group = || owner.group.and_then(|group| missing_group(group, host));
        let says = invalid_owner_message(name, &text);
        match missing_user(owner.user, host) {
            Some(user) => ("user", Some(user), says),
            None => ("group", group(), says),
        }
    };
    let Some(missing) = missing else { return };
    sink.add(
        USER_MISSING
            .at(
                context.entry.id.file,
                context.entry.value().whole(),
                format!("this machine has no {kind} {missing}"),
            )
            .label(format!("no such {kind}"))
            .help(format!(
                "{} Create the {kind} before supervisord starts.",
                supervisord_message(context, &says)
            )),
    );
}

/// The user, if the machine is known not to have it.
fn missing_user(user: User<'_>, host: &Host) -> Option<String> {
    match user {
        User::Id(id) => (host.has_user_id(id) == Some(false)).then(|| id.to_string()),
        User::Name(name) => (host.has_user(name) == Some(false)).then(|| name.to_owned()),
    }
}

/// The same for a group.
fn missing_group(group: User<'_>, host: &Host) -> Option<String> {
    match group {
        User::Id(id) => (host.has_group_id(id) == Some(false)).then(|| id.to_string()),
        User::Name(name) => (host.has_group(name) == Some(false)).then(|| name.to_owned()),
    }
}

fn check_unit(context: &UnitEntryContext<'_>, host: &Host, sink: &mut Sink) {
    let Some(name) = context.entry.row.map(|row| row.name) else { return };
    let value = context.entry.value();
    let Some(text) = value.text() else { return };
    let is_user = name == directives::Name::User;
    let (kind, status) = if is_user { ("user", "217 (USER)") } else { ("group", "216 (GROUP)") };
    for word in text.split_ascii_whitespace() {
        // A numeric id need not belong to an account.
        let Ok(Account::Name(account)) = account::parse(word, context.release()) else { continue };
        let known = if is_user { host.has_user(account) } else { host.has_group(account) };
        if known != Some(false) || account.contains('%') {
            continue;
        }
        let span = value.span(Span::of(text.as_bytes(), word.as_bytes()));
        let finding = USER_MISSING
            .at(context.entry.id.file, span, format!("this machine has no {kind} {account}"))
            .level(Level::Warning)
            .label(format!("no such {kind}"))
            .help(format!(
                "systemd loads the unit; the service then fails to start with status {status}. Create the {kind}, or let \
                 systemd create one for each start with DynamicUser=yes."
            ));
        sink.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::on_host;

    fn messages(name: &str, text: &str) -> Vec<String> {
        on_host(&USER_MISSING, name, text).into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn names_and_numbers_are_looked_up_as_supervisord_does() {
        let text =
            "[supervisord]\nuser=1\n[program:a]\nuser=0\n[program:b]\nuser=web\n[program:c]\nuser=1_000\n";
        let found =
            ["this machine has no user 1", "this machine has no user web", "this machine has no user 1000"];
        assert_eq!(messages("supervisord.conf", text), found);
    }

    #[test]
    fn the_group_of_an_owner_is_looked_up_too() {
        let text = "[unix_http_server]\nfile=/run/s\nchown=nobody:web\n[fcgi-program:f]\nsocket_owner=web\n";
        let found = on_host(&USER_MISSING, "supervisord.conf", text);
        assert_eq!(found[0].message, "this machine has no group web");
        assert!(found[0].help.starts_with("supervisord says: Invalid sockchown value nobody:web."));
        assert!(
            found[1].help.starts_with("supervisord says: Invalid socket_owner value web."),
            "{}",
            found[1].help
        );
    }

    #[test]
    fn a_user_known_only_at_start_is_not_looked_up() {
        assert!(messages("supervisord.conf", "[program:a]\nuser=%(ENV_WHO)s\n").is_empty());
        let unit = "[Service]\nExecStart=/bin/cat\n";
        assert!(messages("a.service", &format!("{unit}User=%i\nGroup=4711\n")).is_empty());
        assert!(messages("a.service", &format!("{unit}User=web\nDynamicUser=yes\n")).is_empty());
        assert!(messages("a.service", &format!("{unit}RootDirectory=/srv/image\nUser=web\n")).is_empty());
    }

    #[test]
    fn the_last_user_and_all_supplementary_groups_are_looked_up() {
        let unit = "[Service]\nExecStart=/bin/cat\nUser=web\nUser=nobody\n";
        assert!(messages("a.service", unit).is_empty());
        let lists = format!("{unit}SupplementaryGroups=adm a\nSupplementaryGroups=b\n");
        assert_eq!(
            messages("a.service", &lists),
            ["this machine has no group a", "this machine has no group b"]
        );
        assert!(messages("a.service", &format!("{lists}SupplementaryGroups=\n")).is_empty());
    }
}
