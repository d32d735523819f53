//! `logfile-shared`

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::facts::programs::Program;
use crate::lint::{ConfigContext, Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::{FileId, Map, Span};
use crate::supervisord::config::{Entry, Settings};
use crate::supervisord::kinds::logfile::{self, LogFile};
use crate::supervisord::kinds::{byte_size, expansion};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a log file that several writers rotate: two programs, the processes of one program, or standard output and
    /// standard error of one process.
    ///
    /// ## Why
    ///
    /// Each writer opens the file and rotates it on its own. When one renames it, the other keeps writing to the
    /// renamed file, and later renames the new one over it: lines end up in the wrong file or are lost. Rotation is on
    /// unless `…_maxbytes` is 0.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=w%(process_num)d
    /// stdout_logfile=/tmp/w.log
    /// ```
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/tmp/w.log
    /// stderr_logfile=/tmp/w.log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=w%(process_num)d
    /// stdout_logfile=/tmp/w%(process_num)d.log
    /// ```
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile=/tmp/w.log
    /// redirect_stderr=true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor's manual: two processes cannot share a log file when it is rotated; issues 204, 411, 702 and 900.
    pub static LOGFILE_SHARED = {
        name: "logfile-shared",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Config(check),
    }
}

/// A log that writes to a file.
struct Writer<'c> {
    section: usize,
    stream: Name,
    entry: Entry<'c>,
    place: (FileId, Span),
    is_rotated: bool,
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    if !may_share(context) {
        return;
    }
    let mut first: BTreeMap<String, Writer<'_>> = BTreeMap::new();
    let mut of_several = None;
    for_each_log(context, |at, own, log, limit, entry, path| {
        let place = (entry.id.file, entry.value().whole());
        let is_rotated = is_rotated(own, limit);
        let writer = Writer { section: at, stream: log, entry, place, is_rotated };
        let is_many = writer.is_rotated && has_many_processes(own);
        if is_many {
            let of_several = of_several.get_or_insert_with(|| paths_of_several(context));
            sink.add(shared_by_processes(own, &writer, of_several.contains(&path)));
        }
        match first.get(&path) {
            None => {
                first.insert(path, writer);
            }
            Some(other) if !is_many && (other.is_rotated || writer.is_rotated) => {
                sink.add(shared_by_two(own, other, &writer));
            }
            Some(_) => {}
        }
    });
}

/// Calls `take` with the index of the section, the section, the log, the option with its size limit, the entry and the
/// path, for each log that is written to a file.
fn for_each_log<'c>(
    context: &ConfigContext<'c>,
    mut take: impl FnMut(usize, &SectionContext<'_>, Name, Name, Entry<'c>, String),
) {
    let config = context.config;
    let mut settings = Settings::new();
    for (at, section) in context.programs.iter().map(|program| program.section).enumerate() {
        config.fill(section, context.sources, &mut settings, |_| {});
        let own = context.section(section, &settings);
        for (log, limit) in [
            (Name::StdoutLogfile, Name::StdoutLogfileMaxbytes),
            (Name::StderrLogfile, Name::StderrLogfileMaxbytes),
        ] {
            if log == Name::StderrLogfile && is_redirected(&own) {
                continue;
            }
            let Some(entry) = settings.get(log).map(|id| config.entry(id, context.sources)) else { continue };
            let Some(path) = path(&own, log, &entry) else { continue };
            take(at, &own, log, limit, entry, path);
        }
    }
}

/// The paths that logs of several sections are written to.
fn paths_of_several(context: &ConfigContext<'_>) -> BTreeSet<String> {
    let (mut first, mut several) = (BTreeMap::new(), BTreeSet::new());
    for_each_log(context, |at, _, _, _, _, path| {
        if *first.entry(path.clone()).or_insert(at) != at {
            several.insert(path);
        }
    });
    several
}

/// Whether two logs may share a file, from the text alone: true for hardly any configuration.
fn may_share(context: &ConfigContext<'_>) -> bool {
    if context.programs.names().has(Name::Numprocs) {
        return true;
    }
    let mut seen = Map::with_capacity(context.programs.len());
    let mut is_seen = |program: &Program<'_>, log: Name| {
        let entry = context.entry(program, log);
        entry.is_some_and(|entry| seen.insert(entry.item.value.slice(entry.bytes), ()).is_some())
    };
    context.programs.iter().any(|program| {
        is_seen(&program, Name::StdoutLogfile)
            || program.names.has(Name::StderrLogfile) && is_seen(&program, Name::StderrLogfile)
    })
}

fn is_redirected(context: &SectionContext<'_>) -> bool {
    context.flag(Name::RedirectStderr) == Some(true)
}

fn is_rotated(context: &SectionContext<'_>, limit: Name) -> bool {
    match context.settings.get(limit) {
        Some(_) => {
            context.expanded(limit).is_some_and(|text| byte_size::parse(&text).is_ok_and(|size| size > 0))
        }
        None => true,
    }
}

fn has_many_processes(context: &SectionContext<'_>) -> bool {
    context.number(Name::Numprocs).is_some_and(|count| count > 1)
}

/// The file that a log goes to; `None` for a device, and for a file per process or group.
fn path(context: &SectionContext<'_>, log: Name, entry: &Entry<'_>) -> Option<String> {
    let value = entry.value();
    let text = value.text()?;
    if ["%(process_num)", "%(group_name)"].iter().any(|name| text.contains(name)) {
        return None;
    }
    let known = context.expanded(log);
    // Text that is not known is the same for all.
    let is_same = !["%(program_name)", "%(here)"].iter().any(|name| text.contains(name));
    // If the whole value is a variable, it may be a device or NONE.
    let is_variable = text.starts_with("%(") && text.find(')').is_some_and(|end| end + 2 == text.len());
    let path = known.or_else(|| (is_same && !is_variable).then(|| text.to_owned()))?;
    let is_device = ["/dev/", "/proc/"].iter().any(|directory| path.starts_with(directory));
    (matches!(logfile::parse(&path), LogFile::Path(_)) && !path.is_empty() && !is_device).then_some(path)
}

/// `is_of_several`: whether other programs write the file too, which a number alone would not tell apart.
fn shared_by_processes(context: &SectionContext<'_>, writer: &Writer<'_>, is_of_several: bool) -> Diagnostic {
    let log = writer.stream;
    let (file, span) = writer.place;
    let (shown, number) = match is_of_several {
        true => ("%(program_name)s and %(process_num)d", "%(program_name)s_%(process_num)02d"),
        false => ("%(process_num)d", "%(process_num)02d"),
    };
    let mut finding = LOGFILE_SHARED
        .at(file, span, format!("all processes of [{}] write and rotate one {log}", context.header_text()))
        .label("one file for all")
        .help(format!(
            "When one process renames the file, the others keep writing to the renamed one, and lines are lost. Put \
             {shown} into its name, or turn rotation off with {log}_maxbytes=0."
        ));
    if let Some(entry) = context.entry(Name::Numprocs) {
        finding = finding.related(entry.id.file, entry.item.value, "this many processes");
    }
    let value = writer.entry.value();
    let Some(text) = value.text().filter(|_| context.owns(&writer.entry)) else { return finding };
    let name = text.rfind('/').map_or(0, |at| at + 1);
    let stem = text[name..].rfind('.').filter(|at| *at > 0).map_or(text.len(), |at| name + at);
    let named = format!("{}_{number}{}", &text[..stem], &text[stem..]);
    // Something may read the file by its name.
    finding.fix(format!("write {named}"), Applicability::Unsafe, vec![Edit::replace(span, named)])
}

fn shared_by_two(context: &SectionContext<'_>, other: &Writer<'_>, writer: &Writer<'_>) -> Diagnostic {
    let (file, span) = writer.place;
    if other.section == writer.section {
        let is_listener = context.section.kind == Some(SectionKind::EventListener);
        let advice = if is_listener {
            "supervisord refuses redirect_stderr in an event listener, whose standard output carries its replies. Give \
             standard error a file of its own."
        } else {
            "redirect_stderr=true sends both to stdout_logfile through one writer."
        };
        let finding = LOGFILE_SHARED
            .at(file, span, "standard output and standard error write and rotate one file, each on its own")
            .label("the same file")
            .help(format!(
                "When one renames the file, the other keeps writing to the renamed one, and lines are lost. {advice}"
            ))
            .related(other.place.0, other.place.1, "the same file");
        let is_set = context.settings.get(Name::RedirectStderr).is_some();
        return if is_listener || is_set || !context.owns(&writer.entry) {
            finding
        } else {
            // `supervisorctl tail w stderr` would no longer find anything.
            finding.fix(
                "write redirect_stderr=true",
                Applicability::Unsafe,
                vec![
                    Edit::replace(writer.entry.item.name, Name::RedirectStderr.as_str()),
                    Edit::replace(span, "true"),
                ],
            )
        };
    }
    let value = writer.entry.value();
    let shown = value.text().unwrap_or_default();
    let mut finding = LOGFILE_SHARED
        .at(file, span, format!("another program writes `{shown}` too, and it is rotated"))
        .label("the same file")
        .help(format!(
            "When one renames the file, the other keeps writing to the renamed one, and lines are lost. Give each program \
             its own file, for example with %(program_name)s in its name{}.",
            if expansion::is_needed(shown) { "" } else { ", or turn rotation off in both with …_maxbytes=0" }
        ));
    if other.place != writer.place {
        finding = finding.related(other.place.0, other.place.1, "the same file");
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(programs: &[&str]) -> Vec<Found> {
        let programs = programs.iter().enumerate();
        let text: String =
            programs.map(|(at, lines)| format!("[program:p{at}]\ncommand=/bin/cat\n{lines}\n")).collect();
        supervisord(&LOGFILE_SHARED, &text)
    }

    #[test]
    fn each_writer_after_the_first_is_flagged() {
        let found = found(&[
            "stdout_logfile=/tmp/x",
            "stderr_logfile = /tmp/x",
            "stdout_logfile=/tmp/y",
            "stdout_logfile=/tmp/x",
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].message, "another program writes `/tmp/x` too, and it is rotated");
    }

    #[test]
    fn a_listener_is_not_advised_to_redirect() {
        let both = "stdout_logfile=/tmp/x\nstderr_logfile=/tmp/x\n";
        let [of_program] = &found(&[both])[..] else { panic!() };
        assert!(
            of_program
                .help
                .ends_with("redirect_stderr=true sends both to stdout_logfile through one writer.")
        );
        let text = format!("[eventlistener:e]\ncommand=/bin/cat\nevents=TICK_60\n{both}");
        let [of_listener] = &supervisord(&LOGFILE_SHARED, &text)[..] else { panic!() };
        assert!(of_listener.help.ends_with("Give standard error a file of its own."), "{}", of_listener.help);
        assert_eq!(of_listener.fixed, None);
    }

    #[test]
    fn a_value_that_is_only_a_variable_passes() {
        assert!(found(&["stdout_logfile=%(ENV_OUT)s", "stdout_logfile=%(ENV_OUT)s"]).is_empty());
        assert_eq!(found(&["stdout_logfile=%(ENV_DIR)s/a", "stdout_logfile=%(ENV_DIR)s/a"]).len(), 1);
    }

    #[test]
    fn two_streams_become_one() {
        let found = found(&["stdout_logfile=/tmp/x\nstderr_logfile=/tmp/x"]);
        let fixed = "[program:p0]\ncommand=/bin/cat\nstdout_logfile=/tmp/x\nredirect_stderr=true\n";
        assert_eq!(found[0].fixed.as_deref(), Some(fixed));
    }

    #[test]
    fn several_processes_get_a_number_before_the_extension() {
        let lines = "numprocs=2\nprocess_name=%(process_num)d\nstdout_logfile=/tmp/a.b/";
        let fixed = |name: &str| found(&[&format!("{lines}{name}")])[0].fixed.clone().unwrap();
        assert!(fixed("w.log").ends_with("/tmp/a.b/w_%(process_num)02d.log\n"));
        assert!(fixed("w").ends_with("/tmp/a.b/w_%(process_num)02d\n"));
        assert!(fixed("%(program_name)s.log").ends_with("/tmp/a.b/%(program_name)s_%(process_num)02d.log\n"));
    }

    #[test]
    fn processes_of_several_programs_get_its_name_as_well() {
        let many = "numprocs=2\nprocess_name=%(process_num)d\nstdout_logfile=/tmp/w.log";
        let found = found(&[many, many, "stdout_logfile=/tmp/w.log"]);
        assert_eq!(found.len(), 3);
        for of_processes in &found[..2] {
            let fixed = of_processes.fixed.as_deref().unwrap();
            assert!(fixed.contains("=/tmp/w_%(program_name)s_%(process_num)02d.log\n"), "{fixed}");
            assert!(of_processes.help.contains("Put %(program_name)s and %(process_num)d into"));
        }
        assert_eq!(found[2].message, "another program writes `/tmp/w.log` too, and it is rotated");
    }

    #[test]
    fn unrotated_and_different_files_are_left_alone() {
        for programs in [
            &[
                "stdout_logfile=/tmp/x\nstdout_logfile_maxbytes=0",
                "stdout_logfile=/tmp/x\nstdout_logfile_maxbytes=0",
            ][..],
            &["stdout_logfile=/dev/null", "stdout_logfile=/dev/null\nstderr_logfile=/dev/null"],
            &["stdout_logfile=NONE\nstderr_logfile=NONE", "stdout_logfile=AUTO\nstderr_logfile=AUTO"],
            &["stdout_logfile=/tmp/%(program_name)s", "stdout_logfile=/tmp/%(program_name)s"],
            &["stdout_logfile=/tmp/x\nstderr_logfile=/tmp/x\nredirect_stderr=true"],
            &["stdout_logfile=/tmp/x\nnumprocs=1"],
            &["numprocs=2\nstdout_logfile=/tmp/%(process_num)d"],
        ] {
            assert!(found(programs).is_empty(), "{programs:?}");
        }
    }

    #[test]
    fn equal_unknown_paths_are_one_file() {
        assert_eq!(found(&["stdout_logfile=%(ENV_LOG)s.log", "stdout_logfile=%(ENV_LOG)s.log"]).len(), 1);
    }

    #[test]
    fn a_file_in_default_is_reported_once() {
        let text = "[DEFAULT]\nstdout_logfile=/tmp/x\n[program:a]\ncommand=a\n[program:b]\ncommand=b\n[program:c]\ncommand=c\n";
        assert_eq!(supervisord(&LOGFILE_SHARED, text).len(), 1);
    }
}
