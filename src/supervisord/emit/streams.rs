//! Standard input, output and error.

use super::program_writer::ProgramWriter;
use super::text;
use crate::ir::{Input, Leaf, Output, Rotation, SettingIds};
use crate::supervisord::defaults;
use crate::supervisord::kinds::{boolean, byte_size, logfile};
use crate::supervisord::options::Name;

/// The names of the options of one stream.
struct LogOptions {
    logfile: Name,
    maxbytes: Name,
    backups: Name,
    syslog: Name,
    /// The device file of the stream.
    device: &'static str,
}

const STDOUT: LogOptions = LogOptions {
    logfile: Name::StdoutLogfile,
    maxbytes: Name::StdoutLogfileMaxbytes,
    backups: Name::StdoutLogfileBackups,
    syslog: Name::StdoutSyslog,
    device: "/dev/stdout",
};

const STDERR: LogOptions = LogOptions {
    logfile: Name::StderrLogfile,
    maxbytes: Name::StderrLogfileMaxbytes,
    backups: Name::StderrLogfileBackups,
    syslog: Name::StderrSyslog,
    device: "/dev/stderr",
};

impl ProgramWriter<'_, '_, '_, '_> {
    pub(super) fn streams(&mut self) {
        let service = self.service;
        if !matches!(service.stdin.value, Input::Pipe | Input::Null | Input::Socket) {
            let reason = "supervisord gives every program a pipe that never ends as standard input: redirect it in a shell.";
            self.by_hand(Leaf::Stdin, reason);
        }
        let same =
            service.stderr.value == Output::SameAsStdout || service.stderr.value == service.stdout.value;
        let stderr_from = &service.stderr.from;
        if same {
            self.line(
                Name::RedirectStderr,
                boolean::write(true),
                &[Leaf::Stderr, Leaf::StderrRotation],
                stderr_from,
            );
        }
        let stdout_from = &service.stdout.from;
        let rotation = service.stdout_rotation.value;
        self.output(
            &STDOUT,
            &service.stdout.value,
            rotation,
            &[Leaf::Stdout, Leaf::StdoutRotation],
            stdout_from,
        );
        if !same {
            let rotation = service.stderr_rotation.value;
            let leaves = [Leaf::Stderr, Leaf::StderrRotation];
            self.output(&STDERR, &service.stderr.value, rotation, &leaves, stderr_from);
        }
    }

    fn output(
        &mut self,
        options: &LogOptions,
        output: &Output<'_>,
        rotation: Rotation,
        leaves: &[Leaf; 2],
        from: &SettingIds,
    ) {
        let leaf = leaves[0];
        let path = match output {
            Output::Automatic | Output::Journal { identifier: _ } | Output::Other(_)
                if self.options.container =>
            {
                return self.container_log(options, leaves, from);
            }
            Output::Automatic => return self.spells(options.logfile, "AUTO", leaves),
            // A log of its own is the nearest equivalent that can be read later: `supervisorctl tail`.
            Output::Journal { identifier: None } => return self.spells(options.logfile, "AUTO", leaves),
            Output::Journal { identifier: Some(_) } | Output::ManagersSyslog { name: _ } => {
                return self.line(options.syslog, boolean::write(true), &[leaf], from);
            }
            Output::SameAsStdout => return,
            Output::Null => return self.line(options.logfile, "NONE", leaves, from),
            Output::Managers { error } => {
                let device = if *error { "/dev/stderr" } else { "/dev/stdout" };
                self.line(options.logfile, device, leaves, from);
                return self.line(options.maxbytes, "0", leaves, from);
            }
            Output::Other(word) => {
                let reason = format!(
                    "supervisord cannot write to `{word}`: the output goes to its own file, which `supervisorctl tail` shows."
                );
                return self.unspelled(leaf, reason);
            }
            Output::File(path) | Output::FileAndJournal(path) | Output::Overwrite { path, truncate: _ } => {
                path
            }
        };
        let Some(value) = self.value(path, 2, leaf) else { return };
        if let Some(folder) = super::needs::own_directory_of(self.service, path) {
            let folder = text::write(&folder, 1, &self.instance).unwrap_or_else(|_| folder.to_string());
            // `existing_dirpath()` of `supervisor/datatypes.py`; systemd also opens the file before it makes
            // directories.
            let reason = format!(
                "supervisord opens the file before the command creates {folder}, and refuses its whole configuration if that \
                 is missing; systemd fails only this unit. Create {folder} before supervisord starts."
            );
            self.unspelled(leaf, reason.clone());
            self.remark(&reason);
        }
        let written = logfile::parse(&value);
        if matches!(written, logfile::LogFile::Path(_)) {
            self.line(options.logfile, value, &[leaf], from);
        } else {
            self.line(options.logfile, format!("./{value}"), &[leaf], from);
        }
        if matches!(output, Output::FileAndJournal(_)) {
            self.line(options.syslog, boolean::write(true), &[leaf], from);
        }
        let rotated = [leaves[1]];
        match rotation {
            // systemd never rotates; supervisord must not either, or lines would move to files that nobody expects.
            Rotation::None => self.line(options.maxbytes, "0", &rotated, from),
            Rotation::Size { bytes, backups } | Rotation::CopyTruncate { bytes, backups } => {
                if bytes != defaults::LOG_MAXBYTES {
                    self.line(options.maxbytes, byte_size::write(bytes), &rotated, from);
                }
                if backups != defaults::LOG_BACKUPS {
                    self.line(options.backups, backups.to_string(), &rotated, from);
                }
            }
        }
    }

    /// The container's log, which is what the first process writes, replaces the journal. A pipe has no size at which
    /// to rotate.
    fn container_log(&mut self, options: &LogOptions, leaves: &[Leaf; 2], from: &SettingIds) {
        self.line(options.logfile, options.device, leaves, from);
        self.line(options.maxbytes, "0", leaves, from);
        let reason = "The container's own log replaces the journal: `docker logs` shows what journalctl did, the lines of all \
                      programs together.";
        self.unspelled(leaves[0], reason);
    }
}
