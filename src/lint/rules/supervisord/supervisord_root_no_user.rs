//! `supervisord-root-no-user`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a daemon's `[supervisord]` without `user` in a configuration without programs: what it includes will run
    /// as root. Where programs are known, `program-runs-as-root` checks them.
    ///
    /// ## Why
    ///
    /// Started by root, as at boot, supervisord stays root and logs a critical message at each start, because it cannot
    /// know whether that is intended. `user=root` says that it is.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// user=root
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; supervisor issue 308.
    pub static SUPERVISORD_ROOT_NO_USER = {
        name: "supervisord-root-no-user",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Supervisord], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let runs_processes = |kind: Option<SectionKind>| kind.is_some_and(SectionKind::runs_processes);
    if context.settings.get(Name::User).is_some()
        || context.config.sections.iter().any(|section| runs_processes(section.kind))
    {
        return;
    }
    // In a container the user is set from outside.
    if context.may_be_true(Name::Nodaemon) {
        return;
    }
    let (file, span) = context.header();
    sink.add(
        SUPERVISORD_ROOT_NO_USER
            .at(file, span, "started by root, supervisord stays root without being told to")
            .label("no user")
            .help(
                "supervisord then logs: Supervisor is running as root.  Privileges were not dropped because no user is \
                 specified in the config file.  If you intend to run as root, you can set user=root in the config file to \
                 avoid this message.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn count(text: &str) -> usize {
        supervisord(&SUPERVISORD_ROOT_NO_USER, text).len()
    }

    #[test]
    fn a_main_file_with_includes_is_flagged() {
        assert_eq!(count("[supervisord]\nnodaemon=false\n[include]\nfiles=conf.d/*.conf\n"), 1);
    }

    #[test]
    fn containers_and_files_with_programs_are_left_alone() {
        for text in [
            "[supervisord]\nnodaemon=true\n",
            "[supervisord]\nnodaemon=%(ENV_N)s\n",
            "[supervisord]\nuser=www\n",
            "[DEFAULT]\nuser=www\n[supervisord]\n",
            "[supervisord]\n[program:a]\ncommand=/bin/cat\n",
            "[program:a]\ncommand=/bin/cat\n",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
