//! `user-without-home`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::expansion;
use crate::supervisord::options::Name;
use crate::unix::account::is_root;

rule! {
    /// Flags a program with `user` whose `environment` does not set `HOME`.
    ///
    /// ## Why
    ///
    /// supervisord changes the user, not the environment: `HOME`, `USER`, `LOGNAME` and `SHELL` stay those of whoever
    /// started supervisord, usually root's. Programs then look for their files in `/root` and fail, or find the wrong
    /// ones.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// user=nobody
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// user=nobody
    /// environment=HOME="/nonexistent",USER="nobody"
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 161, 307, 435, 453, 711, 1171; run with 4.3.0.
    pub static USER_WITHOUT_HOME = {
        name: "user-without-home",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Program(&[Name::User], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(user) = context.entry(Name::User) else { return };
    if sets_home(context) || command_sets_home(context) {
        return;
    }
    let value = user.value();
    // Quotes around it are part of the name: there is no such user, and no home.
    let is_user = |name: &str| !is_root(name) && !name.is_empty() && !name.starts_with(['"', '\'']);
    let Some(name) = value.text().filter(|name| is_user(name)) else { return };
    if expansion::is_needed(name) && context.expanded(Name::User).is_some_and(|known| !is_user(&known)) {
        return;
    }
    // A numeric id is not a name, and the home of an account cannot be told from its name: that of www-data is
    // /var/www.
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let (whose, shown) = match name {
        _ if is_number => (format!("user {name}'s"), "…"),
        _ if expansion::is_needed(name) => ("that user's".to_owned(), name),
        _ => (format!("{name}'s"), name),
    };
    sink.add_once_per_file(&USER_WITHOUT_HOME, user.id.file, context.sources, || {
        let finding = USER_WITHOUT_HOME
            .at(user.id.file, user.item.value, format!("HOME stays that of whoever started supervisord, not {whose}"))
            .label("HOME, USER and LOGNAME are not changed")
            .help(format!(
                "supervisord changes the user and leaves the environment alone. If the program uses them, add to environment= \
                 what `getent passwd {name}` shows: HOME=\"…\",USER=\"{shown}\"."
            ));
        Some(finding)
    });
}

fn sets_home(context: &SectionContext<'_>) -> bool {
    let Some(entry) = context.entry(Name::Environment) else { return false };
    // Most environments with the variable set it first.
    if entry.item.value.slice(entry.bytes).starts_with(b"HOME=") {
        return true;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return true };
    let name = "HOME";
    // Every program with a user is checked: it would be too much to parse the whole environment for one name.
    memchr::memchr_iter(b'H', text.as_bytes()).filter(|at| text[*at..].starts_with(name)).any(|at| {
        let before = text[..at].chars().next_back();
        let starts = before.is_none_or(|before| before == ',' || before.is_whitespace());
        starts && text[at + name.len()..].trim_start().starts_with('=')
    })
}

/// Whether a shell or `env` before the program sets it: `sh -c 'export HOME=~www; exec /a'`.
fn command_sets_home(context: &SectionContext<'_>) -> bool {
    let Some(entry) = context.entry(Name::Command) else { return false };
    let value = entry.value();
    let Some(text) = value.text() else { return false };
    memchr::memmem::find_iter(text.as_bytes(), "HOME=").any(|at| {
        let before = text[..at].chars().next_back();
        before.is_some_and(|before| !before.is_alphanumeric() && before != '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> usize {
        supervisord(&USER_WITHOUT_HOME, &format!("[program:a]\ncommand=/a\n{lines}\n")).len()
    }

    #[test]
    fn only_an_assignment_to_home_itself_suffices() {
        assert_eq!(found("user=www"), 1);
        assert_eq!(found("user=www\nenvironment=A=1,HOME=/srv"), 0);
        assert_eq!(found("user=www\nenvironment=MYHOME=/srv"), 1);
    }

    #[test]
    fn a_command_may_set_home() {
        let with = |command: &str| {
            let text = format!("[program:a]\ncommand={command}\nuser=www\n");
            supervisord(&USER_WITHOUT_HOME, &text).len()
        };
        assert_eq!(with("/bin/sh -c 'export HOME=~www; exec /a'"), 0);
        assert_eq!(with("env HOME=/srv /a"), 0);
        assert_eq!(with("/a --set MYHOME=/srv"), 1);
    }

    #[test]
    fn the_help_does_not_guess_a_home_directory() {
        let help = |user: &str| {
            let text = format!("[program:a]\ncommand=/a\nuser={user}\n");
            supervisord(&USER_WITHOUT_HOME, &text)[0].help.clone()
        };
        assert!(help("www-data").ends_with("`getent passwd www-data` shows: HOME=\"…\",USER=\"www-data\"."));
        assert!(help("1000").ends_with("`getent passwd 1000` shows: HOME=\"…\",USER=\"…\"."));
    }

    #[test]
    fn root_and_invalid_users_pass() {
        for user in ["root", "0", "", "\"www\"", "'www'"] {
            assert_eq!(found(&format!("user={user}")), 0, "{user}");
        }
        assert_eq!(found("user=%(ENV_U)s"), 1);
        assert_eq!(found("user=%(ENV_U)s\n[supervisord]\nenvironment=U=\"root\""), 0);
    }
}
