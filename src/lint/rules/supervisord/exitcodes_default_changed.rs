//! `exitcodes-default-changed`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, SupervisorVersion};
use crate::rule;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags the first program in a file that is restarted after unexpected exits and does not say which exits are
    /// expected. Where `autorestart` is not set either, only in a file with `[supervisord]`: its author knows the
    /// release.
    ///
    /// ## Why
    ///
    /// Up to supervisor 3 the exit codes 0 and 2 were expected; from 4.0 on only 0 is. A program that ends with 2 to
    /// say that it is done is restarted again and again after an upgrade.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=unexpected
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=unexpected
    /// exitcodes=0
    /// ```
    ///
    /// ## Source
    ///
    /// The changelog of supervisor 4.0.0; run with 4.3.0.
    pub static EXITCODES_DEFAULT_CHANGED = {
        name: "exitcodes-default-changed",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Program, SectionKind::FcgiProgram], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let is_set = context.settings.get(Name::Exitcodes).is_some();
    if is_set
        || !restarts_by_exit_code(context)
        || context.options.supervisor_version < SupervisorVersion(4, 0)
    {
        return;
    }
    let (file, span) = context.header();
    sink.add_once_per_file(&EXITCODES_DEFAULT_CHANGED, file, context.sources, || {
        Some(
            EXITCODES_DEFAULT_CHANGED
                .at(file, span, "which exits of this program are expected depends on the supervisor release")
                .label("no exitcodes")
                .help(
                    "Up to supervisor 3 the codes 0 and 2 were expected and not followed by a restart; from 4.0 on only 0 is. Set \
                     exitcodes to be sure.",
                ),
        )
    });
}

/// Whether the exit code decides about a restart.
fn restarts_by_exit_code(context: &SectionContext<'_>) -> bool {
    let Some(restart) = context.entry(Name::Autorestart) else {
        return context.config.section_by_header(b"supervisord").is_some();
    };
    // Nearly every program sets this.
    if restart.item.value.slice(restart.bytes) == b"true" {
        return false;
    }
    context.expanded(Name::Autorestart).and_then(|text| autorestart::parse(&text).ok())
        == Some(AutoRestart::Unexpected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> usize {
        supervisord(&EXITCODES_DEFAULT_CHANGED, &format!("[program:a]\ncommand=/a\n{lines}\n")).len()
    }

    #[test]
    fn only_autorestart_unexpected_is_flagged() {
        assert_eq!(found("autorestart=unexpected"), 1);
        assert_eq!(found("autorestart=true"), 0);
        assert_eq!(found("autorestart=no"), 0);
        assert_eq!(found("autorestart=%(ENV_RESTART)s"), 0);
        assert_eq!(found("exitcodes=0,2"), 0);
    }

    #[test]
    fn it_is_reported_once_per_file() {
        let programs = "[program:b]\ncommand=/b\n[program:c]\ncommand=/c";
        assert_eq!(found(&format!("[supervisord]\n{programs}")), 1);
        assert_eq!(found(programs), 0);
    }
}
