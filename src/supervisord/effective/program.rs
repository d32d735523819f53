//! The processes that a section defines.

use std::collections::BTreeMap;

use super::json::{ProgramV1, ValueV1};
use super::reader::{Numbers, Options, Reader, pairs};
use crate::supervisord::config::Section;
use crate::supervisord::defaults;
use crate::supervisord::kinds::autorestart;
use crate::supervisord::kinds::logfile::{self, LogFile};
use crate::supervisord::kinds::path::expand_user;
use crate::supervisord::kinds::{exit_codes, octal, python, signal};
use crate::supervisord::lower::MAX_INSTANCES;
use crate::supervisord::options::{Name, SectionKind};

/// The processes that a section of this kind defines in a group, sorted as supervisord sorts them: by name, because all
/// have the same priority. `shown` is their kind in the group.
pub(super) fn processes(
    reader: &Reader<'_>,
    section: &Section,
    kind: SectionKind,
    group: &str,
    shown: &'static str,
) -> Vec<ProgramV1> {
    let settings = reader.settings(section);
    let header = reader.header(section);
    let program = python::strip(header.get(kind.prefix().len()..).unwrap_or_default());
    let options = reader.options(section, kind, &settings, program, group);
    let numprocs = *options.integer(Name::Numprocs, 1).known().unwrap_or(&1);
    let first = *options.integer(Name::NumprocsStart, 0).known().unwrap_or(&0);
    let mut variables = reader.variables.clone();
    let mut processes = Vec::new();
    for at in 0..numprocs.clamp(0, MAX_INSTANCES) {
        // supervisord uses one dictionary for all processes: variables from the environment of an earlier process are
        // visible to the next, unless supervisord has a variable with that name.
        for (name, value) in &mut variables {
            if let Some(own) = reader.variables.get(name) {
                value.clone_from(own);
            }
        }
        let numbers = Numbers { process_num: first.saturating_add(at), numprocs };
        let text = options.of_process(numbers, &variables).text(Name::Environment).unwrap_or_default();
        let environment = match pairs(&text) {
            Ok(own) => {
                variables.extend(own.clone());
                ValueV1::Known(environment(reader, own))
            }
            Err(_) => ValueV1::Written(reader.placeholders.restore(text)),
        };
        let process = Process { section: options, own: options.of_process(numbers, &variables) };
        processes.push(process.program(shown, &header, environment));
    }
    processes.sort_by(|a, b| a.name.cmp(&b.name));
    processes
}

/// The variables of `[supervisord]`, overridden by those of the section itself.
fn environment(reader: &Reader<'_>, own: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut all = reader.environment.clone();
    all.extend(own);
    let written = |text| reader.placeholders.restore(text);
    all.into_iter().map(|(name, value)| (written(name), written(value))).collect()
}

/// One process.
struct Process<'r, 'a> {
    /// The options that are read once for all processes of the section.
    section: Options<'r, 'a>,
    /// The options that are read for each process and can refer to its number and environment.
    own: Options<'r, 'a>,
}

impl Process<'_, '_> {
    fn program(
        &self,
        kind: &'static str,
        header: &str,
        environment: ValueV1<BTreeMap<String, String>>,
    ) -> ProgramV1 {
        let Self { section, own } = self;
        let stopasgroup = section.boolean(Name::Stopasgroup, false);
        let killasgroup = if section.has(Name::Killasgroup) {
            section.boolean(Name::Killasgroup, false)
        } else {
            stopasgroup.clone()
        };
        let redirect_stderr = section.boolean(Name::RedirectStderr, false);
        let stopsignal = section.read(Name::Stopsignal, crate::unix::signals::TERM, signal::parse);
        let stdout = self.logfile(Name::StdoutLogfile, Name::StdoutSyslog);
        let mut stderr = self.logfile(Name::StderrLogfile, Name::StderrSyslog);
        if redirect_stderr == ValueV1::Known(true) {
            stderr.file = None;
        }
        ProgramV1 {
            kind,
            section: header.to_owned(),
            group: own.group.to_owned(),
            name: self.name(),
            command: own.shown(Name::Command).unwrap_or_default(),
            directory: own.shown(Name::Directory),
            umask: section.text(Name::Umask).map(|text| mode(section, text)),
            priority: section.integer(Name::Priority, defaults::PRIORITY),
            autostart: section.boolean(Name::Autostart, true),
            autorestart: self.autorestart(),
            startsecs: section.integer(Name::Startsecs, defaults::STARTSECS),
            startretries: section.integer(Name::Startretries, defaults::STARTRETRIES),
            user: section.shown(Name::User),
            redirect_stderr,
            stopsignal_name: signal_name(&stopsignal),
            stopsignal,
            stopwaitsecs: section.integer(Name::Stopwaitsecs, defaults::STOPWAITSECS),
            stopasgroup,
            killasgroup,
            exitcodes: section.read(Name::Exitcodes, vec![0], exit_codes::list),
            environment,
            serverurl: section.shown(Name::Serverurl).filter(|url| !is_auto(url)),
            shadowed: false,
            stdout_logfile: stdout.file,
            stdout_logfile_maxbytes: own.byte_size(Name::StdoutLogfileMaxbytes, defaults::LOG_MAXBYTES),
            stdout_logfile_backups: own.integer(Name::StdoutLogfileBackups, defaults::LOG_BACKUPS),
            stdout_capture_maxbytes: section.byte_size(Name::StdoutCaptureMaxbytes, 0),
            stdout_events_enabled: section.boolean(Name::StdoutEventsEnabled, false),
            stdout_syslog: stdout.syslog,
            stderr_logfile: stderr.file,
            stderr_logfile_maxbytes: own.byte_size(Name::StderrLogfileMaxbytes, defaults::LOG_MAXBYTES),
            stderr_logfile_backups: own.integer(Name::StderrLogfileBackups, defaults::LOG_BACKUPS),
            stderr_capture_maxbytes: section.byte_size(Name::StderrCaptureMaxbytes, 0),
            stderr_events_enabled: section.boolean(Name::StderrEventsEnabled, false),
            stderr_syslog: stderr.syslog,
            extra: None,
        }
    }

    /// The name: surrounding whitespace is removed before it is expanded.
    fn name(&self) -> String {
        let Some(written) = self.own.written(Name::ProcessName) else {
            return self.own.program.to_owned();
        };
        self.own.reader.placeholders.restore(self.own.expand(python::strip(&written).to_owned()))
    }

    fn autorestart(&self) -> String {
        let default = autorestart::AutoRestart::Unexpected;
        match self.section.read(Name::Autorestart, default, autorestart::parse) {
            ValueV1::Known(value) => autorestart::write(value).to_owned(),
            ValueV1::Written(text) => text,
        }
    }

    fn logfile(&self, file: Name, syslog: Name) -> Log {
        let syslog = self.own.boolean(syslog, false);
        let Some(text) = self.own.text(file) else { return Log { file: Some("AUTO".to_owned()), syslog } };
        let file = match logfile::parse(&text) {
            LogFile::None => None,
            LogFile::Auto => Some("AUTO".to_owned()),
            // The old form of `std*_syslog=true`.
            LogFile::Syslog => return Log { file: None, syslog: ValueV1::Known(true) },
            LogFile::Path(path) => Some(self.own.reader.placeholders.restore(expand_user(path))),
        };
        Log { file, syslog }
    }
}

/// The destination of a stream.
struct Log {
    file: Option<String>,
    syslog: ValueV1<bool>,
}

/// A mode or umask in octal digits.
pub(super) fn mode(options: &Options<'_, '_>, text: String) -> String {
    octal::parse(&text).map_or_else(|_| options.reader.placeholders.restore(text), octal_digits)
}

/// Formats a number as Python's `%03o` does.
fn octal_digits(mode: i64) -> String {
    let sign = if mode < 0 { "-" } else { "" };
    format!("{sign}{:0width$o}", mode.unsigned_abs(), width = 3 - sign.len())
}

fn signal_name(signal: &ValueV1<u8>) -> String {
    match signal {
        ValueV1::Known(number) => {
            signal::name(*number).map_or_else(|| number.to_string(), |name| format!("SIG{name}"))
        }
        ValueV1::Written(text) => text.clone(),
    }
}

/// Whether it is `auto`, ignoring case and surrounding whitespace: supervisord's own address.
fn is_auto(url: &str) -> bool {
    python::strip(url).eq_ignore_ascii_case("auto")
}
