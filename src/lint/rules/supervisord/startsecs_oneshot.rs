//! `startsecs-oneshot`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::shell_script::{Script, ShellCommand, is_short_lived};
use crate::lint::fix::config_lines::line_after;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::source::base_name;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::kinds::words;
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a command that finishes immediately, like `mkdir` or `chown`, in a program whose `startsecs` is not 0.
    ///
    /// ## Why
    ///
    /// A program that ends within `startsecs`, by default one second, has failed to start, whatever its exit code and
    /// its `autorestart` are. supervisord runs it four times with growing pauses and reports `FATAL`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/true
    /// autorestart=false
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/true
    /// autorestart=false
    /// startsecs=0
    /// startretries=0
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: 4 starts, then FATAL; supervisor issue 674.
    pub static STARTSECS_ONESHOT = {
        name: "startsecs-oneshot",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(prefilter::may_be_short_lived, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.kind() == Some(SectionKind::EventListener) {
        return;
    }
    let Some(command) = context.entry(Name::Command) else { return };
    let value = command.value();
    let Some(text) = value.text() else { return };
    let Ok(all) = words::split(text) else { return };
    let Some(program) = all.first() else { return };
    let word = match ShellCommand::of(&all).map(|command| command.script) {
        Some(word) if Script::read(&word.text).is_some_and(|script| script.is_short_lived()) => word,
        None if is_short_lived(base_name(&program.text).as_bytes()) => program,
        _ => return,
    };
    let shown = word.span.text(text);
    let startsecs = context.entry(Name::Startsecs);
    let Some(seconds) = context.number(Name::Startsecs).filter(|seconds| *seconds > 0) else { return };
    let restart = match context.settings.get(Name::Autorestart) {
        Some(_) => context.expanded(Name::Autorestart).and_then(|text| autorestart::parse(&text).ok()),
        None => Some(AutoRestart::Unexpected),
    };
    let finding = STARTSECS_ONESHOT
        .at(command.id.file, value.span(word.span), format!("`{shown}` ends before startsecs={seconds} is over"))
        .label("counts as a failed start")
        .help(
            "supervisord says: exited too quickly; it tries again and gives up with FATAL, even after exit code 0 and with \
             autorestart=false. For a program that runs once write startsecs=0 and autorestart=false.",
        );
    // With another autorestart it would be restarted forever instead.
    let mend = || match &startsecs {
        Some(entry) => context.owns(entry).then(|| Edit::replace(entry.value().whole(), "0")),
        None => context.owns(&command).then(|| line_after(&command, Name::Startsecs.as_str(), "0")),
    };
    sink.add(match (restart == Some(AutoRestart::Never)).then(mend).flatten() {
        Some(edit) => finding.fix("write startsecs=0", Applicability::Safe, vec![edit]),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&STARTSECS_ONESHOT, &format!("[program:w]\n{lines}\n"))
    }

    #[test]
    fn startsecs_becomes_0_without_autorestart() {
        let fixed = |lines: &str| found(lines)[0].fixed.clone();
        assert_eq!(
            fixed("command=mkdir -p /run/x\nautorestart=no\nstartsecs=3").unwrap(),
            "[program:w]\ncommand=mkdir -p /run/x\nautorestart=no\nstartsecs=0\n"
        );
        assert_eq!(
            fixed("command=\"/bin/chown\" a /b\nautorestart=false").unwrap(),
            "[program:w]\ncommand=\"/bin/chown\" a /b\nstartsecs=0\nautorestart=false\n"
        );
        assert_eq!(
            fixed("command=sh -c 'mkdir /x; echo y'\nautorestart=false").unwrap(),
            "[program:w]\ncommand=sh -c 'mkdir /x; echo y'\nstartsecs=0\nautorestart=false\n"
        );
        assert_eq!(fixed("command=/bin/true"), None);
        assert_eq!(fixed("command=/bin/true\nautorestart=true"), None);
    }

    #[test]
    fn long_running_and_unknown_programs_are_left_alone() {
        for lines in [
            "command=/bin/cat\nautorestart=false",
            "command=/usr/sbin/nginx\nautorestart=false",
            "command=sh -c 'mkdir /x; app'\nautorestart=false",
            "command=/usr/bin/env python3 x.py\nautorestart=false",
            "command=/opt/true/run\nautorestart=false",
            "command=/bin/true\nstartsecs=0",
            "command=/bin/true\nstartsecs=%(ENV_S)s",
        ] {
            assert!(found(lines).is_empty(), "{lines}");
        }
    }
}
