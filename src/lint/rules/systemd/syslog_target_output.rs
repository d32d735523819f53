//! `syslog-target-output`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::output;
use crate::systemd::versions::Release;

rule! {
    /// Flags output to `syslog` or `syslog+console`: systemd no longer has such targets and uses the journal.
    ///
    /// ## Why
    ///
    /// Since 246 systemd reads `journal` instead, with a notice on every load. A syslog daemon gets everything that the
    /// journal gets, so nothing is lost. For a release before 246 the rule is silent.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StandardOutput=syslog
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StandardOutput=journal
    /// ```
    ///
    /// ## Source
    ///
    /// NEWS of 246; `config_parse_exec_output()`, `src/core/load-fragment.c`. Run on 252.
    pub static SYSLOG_TARGET_OUTPUT = {
        name: "syslog-target-output",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(&[Name::StandardError, Name::StandardOutput], check),
    }
}

/// The first release that knows only the journal.
const GONE: Release = Release(246);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|text| output::is_obsolete(text)) else { return };
    if context.release() < GONE || !context.unit.reads(entry) {
        return;
    }
    let today = text.replace("syslog", "journal");
    let name = String::from_utf8_lossy(entry.name());
    sink.add(
        SYSLOG_TARGET_OUTPUT
            .at(entry.id.file, value.whole(), format!("{name}={text} is obsolete"))
            .label(format!("{today} since 246"))
            .help(format!(
                "systemd says: Standard output type {text} is obsolete, automatically updating to {today}. Please update your \
                 unit file, and consider removing the setting altogether. It writes to {today}."
            ))
            .fix(
                format!("write `{today}`"),
                Applicability::Safe,
                vec![Edit::replace(value.whole(), today.as_str())],
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn the_fix_uses_the_journal() {
        let fixed = |line: &str| {
            let found = unit(&SYSLOG_TARGET_OUTPUT, &format!("[Service]\n{line}\n"));
            found[0].fixed.clone().unwrap().lines().nth(1).unwrap().to_owned()
        };
        assert_eq!(fixed("StandardOutput=syslog"), "StandardOutput=journal");
        assert_eq!(fixed("StandardError = syslog+console"), "StandardError = journal+console");
        assert!(unit(&SYSLOG_TARGET_OUTPUT, "[Service]\nStandardOutput=journal\n").is_empty());
    }

    #[test]
    fn before_246_it_passes() {
        let count = |release| {
            let text = "[Service]\nStandardOutput=syslog\n";
            file_for(&SYSLOG_TARGET_OUTPUT, release, "a.service", text).len()
        };
        assert_eq!((count(245), count(246)), (0, 1));
    }
}
