//! `program-runs-as-root`

use crate::diagnostic::Level;
use crate::lint::commands::command_line::{first_word, unquoted_base_name};
use crate::lint::commands::needs_root::{needs_root, switches_user};
use crate::lint::facts::programs::MAX_SHOWN;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Section;
use crate::supervisord::options::{Name, SectionKind};
use crate::unix::account::is_root;

rule! {
    /// Flags programs without `user` where supervisord itself runs as root, once per configuration. Exempt are daemons
    /// that drop root themselves or need it, and whole containers: `nodaemon=true` and no program with a `user`.
    ///
    /// ## Why
    ///
    /// Without `user` a program runs as whoever started supervisord. That is usually root, and nothing says so: a hole
    /// in the program is then a hole in the machine.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// [program:w]
    /// command=/bin/cat
    /// user=nobody
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor's manual, "`[program:x]` Section Values"; `process.py` of 4.3.0, `set_uid`.
    pub static PROGRAM_RUNS_AS_ROOT = {
        name: "program-runs-as-root",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let Some(supervisord) = config.section(SectionKind::Supervisord) else { return };
    let settings = config.settings(supervisord, context.sources);
    let own = context.section(supervisord, &settings);
    let user = settings.get(Name::User).map(|_| own.expanded(Name::User));
    if user.as_ref().is_some_and(|user| !user.as_deref().is_some_and(is_root)) {
        return;
    }
    let mut has_other = false;
    let mut found: Vec<&Section> = Vec::new();
    for program in context.programs.iter() {
        let written = |name| context.entry(&program, name).map(|entry| entry.item.value.slice(entry.bytes));
        if program.section.kind == Some(SectionKind::EventListener) {
            continue;
        }
        if program.names.has(Name::User) {
            // A single one is enough.
            has_other = has_other || !matches!(written(Name::User), Some(b"root" | b"0" | b""));
        } else if !written(Name::Command).is_some_and(|command| {
            let program = unquoted_base_name(first_word(command));
            needs_root(program) || switches_user(program, command)
        }) {
            found.push(program.section);
        }
    }
    let is_container = || own.flag(Name::Nodaemon) == Some(true) && !has_other;
    let Some(first) = found.first().filter(|_| !is_container()) else { return };
    let (name, file, span) = config.name_of(first, context.sources);
    let name = String::from_utf8_lossy(name);
    // Only root can start programs as other users.
    let is_certain = user.is_some() || has_other;
    let (verb, others) = match found.len() - 1 {
        0 => ("runs", String::new()),
        1 => ("run", " and another program".to_owned()),
        count => ("run", format!(" and {count} other programs")),
    };
    let condition = if is_certain { "" } else { ", if root starts supervisord" };
    let mut finding = PROGRAM_RUNS_AS_ROOT
        .at(file, span, format!("[{name}]{others} {verb} as root{condition}"))
        .label("no user")
        .help(
            "Without user= a program runs as supervisord does. Give it its own user, with HOME and USER in environment=; \
             where it should be root, user=root says so.",
        );
    for other in found.iter().skip(1).take(MAX_SHOWN) {
        let (_, file, span) = config.name_of(other, context.sources);
        finding = finding.related(file, span, "and here");
    }
    sink.add(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn messages(text: &str) -> Vec<String> {
        supervisord(&PROGRAM_RUNS_AS_ROOT, text).into_iter().map(|one| one.message).collect()
    }

    const A: &str = "[program:a]\ncommand=/bin/cat\n";
    const B: &str = "[program:b]\ncommand=/bin/cat\n";

    #[test]
    fn one_finding_counts_all_programs() {
        assert_eq!(
            messages(&format!("[supervisord]\n{A}{B}")),
            ["[program:a] and another program run as root, if root starts supervisord"]
        );
        assert_eq!(messages(&format!("[supervisord]\nuser=root\n{A}")), ["[program:a] runs as root"]);
        assert_eq!(messages(&format!("[supervisord]\n{A}user=www\n{B}")), ["[program:b] runs as root"]);
    }

    #[test]
    fn in_a_container_all_programs_as_root_pass() {
        assert!(messages(&format!("[supervisord]\nnodaemon=true\n{A}{B}")).is_empty());
        assert_eq!(
            messages(&format!("[supervisord]\nnodaemon=true\n{A}{B}user=www\n")),
            ["[program:a] runs as root"]
        );
    }

    #[test]
    fn other_users_and_explicit_root_are_left_alone() {
        for text in [
            A.to_owned(),
            format!("[supervisord]\nuser=www\n{A}"),
            format!("[supervisord]\nuser=%(ENV_U)s\n{A}"),
            format!("[supervisord]\n{A}user=root\n"),
            format!("[DEFAULT]\nuser=www\n[supervisord]\n{A}"),
            "[supervisord]\n[program:a]\ncommand=/usr/sbin/nginx -g 'daemon off;'\n".to_owned(),
            "[supervisord]\n[program:a]\ncommand=php-fpm8.1 -F\n".to_owned(),
            "[supervisord]\n[program:a]\ncommand=gunicorn app --user web --group web\n".to_owned(),
            "[supervisord]\n[program:a]\ncommand=/srv/bin/uwsgi --uid=web app.ini\n".to_owned(),
            "[supervisord]\n[program:a]\ncommand=/bin/su -s /bin/bash - web /srv/run\n".to_owned(),
            "[supervisord]\n[program:a]\ncommand=gosu web /srv/run\n".to_owned(),
            "[supervisord]\n[eventlistener:a]\ncommand=/bin/cat\nevents=TICK_5\n".to_owned(),
        ] {
            assert!(messages(&text).is_empty(), "{text}");
        }
    }
}
