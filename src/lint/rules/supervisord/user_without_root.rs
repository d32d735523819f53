//! `user-without-root`

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};
use crate::unix::account::{certainly_differ, is_root};

rule! {
    /// Flags a program's `user` where supervisord itself has switched to another user.
    ///
    /// ## Why
    ///
    /// `user` in `[supervisord]` is the user that supervisord switches to as it starts. From then on it is not root,
    /// and only root can start a program as another user: the program's process ends with status 127 before the command
    /// runs, each time, until supervisord gives up (`FATAL`). The only message is in the program's own log.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// user=app
    ///
    /// [program:w]
    /// command=/bin/cat
    /// user=www-data
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// user=root
    ///
    /// [program:w]
    /// command=/bin/cat
    /// user=www-data
    /// ```
    ///
    /// ## Source
    ///
    /// `options.py` of 4.3.0, `drop_privileges`: nothing is done for the user that supervisord already is; run with it.
    pub static USER_WITHOUT_ROOT = {
        name: "user-without-root",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    if !context.programs.names().has(Name::User) {
        return;
    }
    let Some(supervisord) = config.section(SectionKind::Supervisord) else { return };
    let mut settings = config.settings(supervisord, context.sources);
    let Some(own) = context.section(supervisord, &settings).expanded(Name::User) else { return };
    // As in nearly every configuration that names one.
    if is_root(&own) {
        return;
    }
    let place = settings.get(Name::User).map(|id| config.entry(id, context.sources));
    let Some(place) = place.map(|entry| (entry.id.file, entry.value().whole())) else { return };
    for program in context.programs.iter().filter(|program| program.names.has(Name::User)) {
        config.fill(program.section, context.sources, &mut settings, |_| {});
        let section = context.section(program.section, &settings);
        let (Some(user), Some(entry)) = (section.expanded(Name::User), section.entry(Name::User)) else {
            continue;
        };
        if !certainly_differ(&own, &user) {
            continue;
        }
        sink.add(
            USER_WITHOUT_ROOT
                .at(
                    entry.id.file,
                    entry.value().whole(),
                    format!("[{}] never starts: supervisord runs as {own}, not as root", section.header_text()),
                )
                .label(format!("cannot switch to {user}"))
                .related(place.0, place.1, "supervisord switches to this user")
                .help(
                    "supervisord writes to the program's log: couldn't setuid to …: Can't drop privilege as nonroot user. \
                     Let supervisord stay root (user=root in [supervisord]), or run the program as supervisord does.",
                ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn messages(text: &str) -> Vec<String> {
        supervisord(&USER_WITHOUT_ROOT, text).into_iter().map(|one| one.message).collect()
    }

    fn count(own: &str, user: &str) -> usize {
        messages(&format!("[supervisord]\nuser={own}\n[program:a]\ncommand=/bin/cat\nuser={user}\n")).len()
    }

    #[test]
    fn each_program_is_flagged() {
        let programs = "[program:a]\ncommand=/bin/cat\nuser=www\n[fcgi-program:b]\ncommand=/bin/cat\nuser=www\nsocket=tcp://:9\n";
        assert_eq!(
            messages(&format!("[supervisord]\nuser=app\n{programs}")),
            ["program:a", "fcgi-program:b"]
                .map(|name| format!("[{name}] never starts: supervisord runs as app, not as root"))
        );
    }

    #[test]
    fn a_user_that_supervisord_cannot_switch_to_is_flagged() {
        for (own, user) in [("app", "www"), ("app", "root"), ("app", "0"), ("1000", "1001"), ("1000", "root")]
        {
            assert_eq!(count(own, user), 1, "{own} {user}");
        }
    }

    #[test]
    fn same_and_possibly_same_users_are_left_alone() {
        for (own, user) in [
            ("root", "www"),
            ("0", "www"),
            ("app", "app"),
            ("1000", "01000"),
            ("app", "1000"),
            ("1000", "app"),
            ("%(ENV_U)s", "www"),
            ("app", "%(ENV_U)s"),
        ] {
            assert_eq!(count(own, user), 0, "{own} {user}");
        }
    }

    #[test]
    fn a_supervisord_without_a_user_may_be_root() {
        assert!(
            supervisord(&USER_WITHOUT_ROOT, "[supervisord]\n[program:a]\ncommand=/bin/cat\nuser=www\n")
                .is_empty()
        );
    }
}
