//! `newer-than-target`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::facts::groups::listed_programs;
use crate::lint::{EntryContext, Fixable, LooksAt, Sink, SupervisorVersion};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags what the release given with `--supervisor-version` does not know yet: an option, a `%(name)s` where it was
    /// not expanded, a FastCGI program in a group.
    ///
    /// ## Why
    ///
    /// An older supervisord silently ignores an option that it does not know, and the default applies. A `%(name)s`
    /// that it does not expand is part of the value: a path with a percent sign in it, or a number that it refuses.
    ///
    /// ## Bad
    ///
    /// With `--supervisor-version 3.0`:
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_syslog=true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=syslog
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor's `CHANGES.rst`, and `options.py` of 3.0, 3.1.3, 3.2.0, 3.4.0, 4.0.0, 4.2.0 and 4.2.2, read.
    pub static NEWER_THAN_TARGET = {
        name: "newer-than-target",
        level: Level::Warning,
        highest_level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Setting(&CHECKED_OPTIONS, check),
    }
}

/// The options that a release after 3.0 introduced.
const NEWER_OPTIONS: [Name; 4] = [Name::Silent, Name::SocketBacklog, Name::StderrSyslog, Name::StdoutSyslog];

/// These, and the list of a group.
const CHECKED_OPTIONS: [Name; 5] =
    [NEWER_OPTIONS[0], NEWER_OPTIONS[1], NEWER_OPTIONS[2], NEWER_OPTIONS[3], Name::Programs];

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (Some(row), target) = (context.entry.row, context.options.supervisor_version) else { return };
    if row.name == Name::Programs && target < SupervisorVersion(3, 4) {
        return check_group(context, sink);
    }
    if first_release(row.since()).is_none_or(|first| first <= target) {
        return;
    }
    let help = format!("supervisor {target} silently ignores the line, and the default applies.");
    sink.add(
        introduced_in(context, context.entry.item.name, &format!("`{}`", row.name), row.since()).help(help),
    );
}

/// Reports the FastCGI programs of a group.
fn check_group(context: &EntryContext<'_>, sink: &mut Sink) {
    let (config, sources, value) = (context.config, context.sources, context.entry.value());
    let programs = listed_programs(config, value.text().unwrap_or_default());
    for program in programs.into_iter().filter(|program| program.kind == Some(SectionKind::FcgiProgram)) {
        let (header, file, span) = config.name_of(program, sources);
        let header = String::from_utf8_lossy(header);
        let help = "It names a program that is unknown to the target, which refuses the whole file.";
        let finding =
            introduced_in(context, context.entry.item.name, &format!("[{header}] in a group"), "3.4.0")
                .help(help)
                .related(file, span, "the FastCGI program")
                .level(Level::Error);
        sink.add(finding);
    }
}

/// The finding that `feature` came with a later release.
pub(crate) fn introduced_in(
    context: &EntryContext<'_>,
    place: Span,
    feature: &str,
    release: &str,
) -> Diagnostic {
    NEWER_THAN_TARGET
        .at(context.entry.id.file, place, format!("{feature} came with supervisor {release}"))
        .label(format!("not in supervisor {}", context.options.supervisor_version))
}

/// Parses a release such as `4.0.0`; `None` for a prerelease of 3.0, whose options every release has.
fn first_release(since: &str) -> Option<SupervisorVersion> {
    let mut numbers = since.split('.').map(str::parse::<u16>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => Some(SupervisorVersion(major, minor)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, for_supervisor};
    use crate::supervisord::options;

    fn found(release: (u16, u16), text: &str) -> Vec<Found> {
        for_supervisor(&NEWER_THAN_TARGET, SupervisorVersion(release.0, release.1), text)
    }

    #[test]
    fn every_later_option_is_listed() {
        let rows = SectionKind::ALL.into_iter().flat_map(options::options_of);
        let later = rows
            .filter(|row| first_release(row.since()).is_some_and(|first| first > SupervisorVersion(3, 0)));
        let mut names: Vec<Name> = later.map(|row| row.name).collect();
        names.sort_by_key(|name| name.as_str());
        names.dedup();
        assert_eq!(names, NEWER_OPTIONS);
    }

    #[test]
    fn the_message_names_the_release_that_added_the_option() {
        let text = "[supervisord]\nsilent=true\n[program:a]\nstdout_syslog=yes\n[fcgi-program:f]\nsocket_backlog=5\n";
        let messages =
            |release| found(release, text).into_iter().map(|found| found.message).collect::<Vec<_>>();
        let (silent, syslog) =
            ("`silent` came with supervisor 4.2.0", "`stdout_syslog` came with supervisor 4.0.0");
        assert_eq!(messages((3, 3)), [silent, syslog, "`socket_backlog` came with supervisor 3.4.0"]);
        assert_eq!(messages((3, 4)), [silent, syslog]);
        assert_eq!(messages((4, 0)), [silent]);
        assert_eq!(messages((4, 2)), [] as [&str; 0]);
    }

    #[test]
    fn before_3_2_numprocs_expansions_are_flagged_and_command_expansions_are_not() {
        let text = "[program:a]\ncommand=/a %(program_name)s\nnumprocs=%(ENV_N)s\n[inet_http_server]\npassword=100%\n";
        let old = found((3, 1), text);
        assert_eq!(old.len(), 1);
        assert_eq!(old[0].text, "%(ENV_N)s");
        assert!(
            old[0].message.contains("`numprocs`") && old[0].message.contains("3.2.0"),
            "{}",
            old[0].message
        );
        assert!(found((3, 2), text).is_empty());
    }

    #[test]
    fn a_fastcgi_program_in_a_group_is_refused_before_3_4() {
        let text = "[fcgi-program:f]\ncommand=/a\n[group:g]\nprograms=f\n";
        let old = found((3, 3), text);
        assert_eq!((old.len(), old[0].level), (1, Level::Error));
        assert!(found((3, 4), text).is_empty());
    }
}
