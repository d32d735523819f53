//! `files-without-root`

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::config::Section;
use crate::supervisord::options::{Name, SectionKind};
use crate::unix::account::is_root;

rule! {
    /// Flags `/dev/stdout` and its like as a log, and a control socket directly in `/run`, where `user` in
    /// `[supervisord]` is not root; once per configuration.
    ///
    /// ## Why
    ///
    /// supervisord switches to the user before it opens anything. It may then not open by name what root gave it as
    /// standard output, unless that is a terminal of the user: without its own log supervisord ends, and a program
    /// without its log never starts. In `/run` only root creates files. Where a container or a unit starts supervisord
    /// as the user, nothing is wrong.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// nodaemon=true
    /// user=app
    /// logfile=/dev/stdout
    /// logfile_maxbytes=0
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// nodaemon=true
    /// user=root
    /// logfile=/dev/stdout
    /// logfile_maxbytes=0
    ///
    /// [program:w]
    /// command=/bin/cat
    /// user=app
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0, with a pipe of root's as standard output: `Permission denied: '/dev/stdout'`, `spawnerr: unknown
    /// error making dispatchers for 'w': EACCES`, `Cannot open an HTTP server: socket.error reported errno.EACCES`.
    pub static FILES_WITHOUT_ROOT = {
        name: "files-without-root",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

/// How many of the other files are shown.
const MAX_SHOWN: usize = 3;

/// A file that usually only root can write.
struct OpenedFile {
    path: String,
    place: (FileId, Span),
    says: String,
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    let Some(supervisord) = config.section(SectionKind::Supervisord) else { return };
    let settings = config.settings(supervisord, context.sources);
    let section = context.section(supervisord, &settings);
    let Some(user) = section.expanded(Name::User) else { return };
    // As in nearly every configuration that names one.
    if is_root(&user) {
        return;
    }
    let Some(becomes) = section.entry(Name::User).map(|entry| (entry.id.file, entry.value().whole())) else {
        return;
    };
    let mut found = Vec::new();
    found.extend(opened_file(context, supervisord, Name::Logfile, is_inherited_stream, |path, _| {
        format!("supervisord does not start: Permission denied: '{path}'.")
    }));
    if let Some(server) = config.section(SectionKind::UnixHttpServer) {
        found.extend(opened_file(context, server, Name::File, is_directly_in_run, |_, _| {
            "supervisord does not start: Cannot open an HTTP server: socket.error reported errno.EACCES."
                .to_owned()
        }));
    }
    for program in context.programs.iter() {
        for log in
            [Name::StdoutLogfile, Name::StderrLogfile].into_iter().filter(|log| program.names.has(*log))
        {
            found.extend(opened_file(context, program.section, log, is_inherited_stream, |_, header| {
                format!("[{header}] never starts: unknown error making dispatchers …: EACCES.")
            }));
        }
    }
    let mut found = found.into_iter();
    let Some(OpenedFile { path, place: (file, span), says }) = found.next() else { return };
    let mut finding = FILES_WITHOUT_ROOT
        .at(file, span, format!("supervisord is {user} when it opens {path}"))
        .label("usually root's")
        .related(becomes.0, becomes.1, "supervisord switches to this user")
        .help(format!(
            "{says} If {user} itself starts supervisord, nothing is wrong; if root does, set user=root here and the user in the \
             programs."
        ));
    for other in found.take(MAX_SHOWN) {
        finding = finding.related(other.place.0, other.place.1, "and here");
    }
    sink.add(finding);
}

/// The file that an option makes supervisord open, if usually only root can write it.
fn opened_file(
    context: &ConfigContext<'_>,
    section: &Section,
    name: Name,
    is_roots: fn(&str) -> bool,
    says: impl Fn(&str, &str) -> String,
) -> Option<OpenedFile> {
    let settings = context.config.settings(section, context.sources);
    let context = context.section(section, &settings);
    let path = context.expanded(name).filter(|path| is_roots(path))?;
    let entry = context.entry(name)?;
    let says = says(&path, context.header_text());
    Some(OpenedFile { path, place: (entry.id.file, entry.value().whole()), says })
}

/// Whether a path is a stream that supervisord was started with.
fn is_inherited_stream(path: &str) -> bool {
    matches!(path, "/dev/stdout" | "/dev/stderr")
        || ["/dev/fd/", "/proc/self/fd/"].iter().any(|directory| path.starts_with(directory))
}

/// Whether a file is directly in the directory in which only root can create files, and not in one of its own there.
fn is_directly_in_run(path: &str) -> bool {
    let name = path.strip_prefix("/var/run/").or_else(|| path.strip_prefix("/run/"));
    name.is_some_and(|name| !name.trim_start_matches('/').contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(text: &str) -> Vec<Found> {
        supervisord(&FILES_WITHOUT_ROOT, &format!("[supervisord]\n{text}"))
    }

    #[test]
    fn the_help_says_what_fails_to_start() {
        let help = |text: &str| {
            let mut found = found(&format!("user=app\n{text}"));
            assert_eq!(found.len(), 1, "{text}");
            found.remove(0).help
        };
        let log = "logfile=/dev/stdout\nlogfile_maxbytes=0\n";
        assert!(help(log).starts_with("supervisord does not start: Permission denied: '/dev/stdout'."));
        let server = "[unix_http_server]\nfile=/var/run//supervisor.sock\n";
        assert!(help(server).contains("Cannot open an HTTP server"));
        let program = "[program:a]\ncommand=/a\nstderr_logfile=/proc/self/fd/2\n";
        assert!(help(program).starts_with("[program:a] never starts"));
        assert!(help(&format!("{log}{server}{program}")).contains("If app itself starts supervisord"));
    }

    #[test]
    fn files_that_root_or_the_user_can_open_are_left_alone() {
        for text in [
            "user=root\nlogfile=/dev/stdout\n",
            "logfile=/dev/stdout\n",
            "user=%(ENV_APP)s\nlogfile=/dev/stdout\n",
            "user=app\nlogfile=/dev/null\n[program:a]\ncommand=/a\nuser=app\nstdout_logfile=/srv/a.log\n",
            "user=app\n[unix_http_server]\nfile=/run/app/s.sock\n",
            "user=app\npidfile=/run/s.pid\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
