//! `var-run-path`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::versions::Release;

rule! {
    /// Flags a path below `/var/run`: that is a link to `/run` for old programs.
    ///
    /// ## Why
    ///
    /// systemd has put `/run` in its place since 239, and says so at every start. The path in the journal and in the
    /// output of `systemctl show` is not the one in the unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// PIDFile=/var/run/app.pid
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// PIDFile=/run/app.pid
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `patch_var_run()`, `src/core/load-fragment.c`; NEWS of 239. Debian says it only in its debug log.
    pub static VAR_RUN_PATH = {
        name: "var-run-path",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(
            &[
                Name::PIDFile,
                Name::ListenStream,
                Name::ListenDatagram,
                Name::ListenSequentialPacket,
                Name::ListenFIFO,
            ],
            check,
        ),
    }
}

/// The first release that uses `/run` in its place.
const PATCHED_SINCE: Release = Release(239);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !entry.item.value.slice(entry.bytes).starts_with(b"/var/run/") {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    if context.release() < PATCHED_SINCE || !context.unit.reads(entry) {
        return;
    }
    let name = String::from_utf8_lossy(entry.name());
    let today = text.strip_prefix("/var").unwrap_or(text);
    sink.add(
        VAR_RUN_PATH
            .at(entry.id.file, value.whole(), "/var/run is an old name for /run")
            .label("systemd uses /run")
            .help(format!(
                "systemd says: {name}= references a path below legacy directory /var/run/, updating {text} → {today}; please \
                 update the unit file accordingly."
            ))
            .fix("write `/run`", Applicability::Safe, vec![Edit::delete(value.span(Span::new(0, 4)))]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, file_for, unit};

    #[test]
    fn only_paths_under_var_run_are_flagged() {
        let count = |path: &str| unit(&VAR_RUN_PATH, &format!("[Service]\nPIDFile={path}\n")).len();
        assert_eq!((count("/var/run/a"), count("/var/running"), count("/run/a"), count("a")), (1, 0, 0, 0));
        assert!(file_for(&VAR_RUN_PATH, 238, "a.service", "[Service]\nPIDFile=/var/run/a\n").is_empty());
    }

    #[test]
    fn socket_paths_are_fixed_too() {
        let found = file(&VAR_RUN_PATH, "a.socket", "[Socket]\nListenStream=/var/run/a.sock\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Socket]\nListenStream=/run/a.sock\n"));
    }
}
