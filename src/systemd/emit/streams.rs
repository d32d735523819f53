//! Standard input, output and error.

use super::Logs;
use super::unit_writer::UnitWriter;
use crate::ir::{Decided, Input, Leaf, Output, Rotation, SettingIds};
use crate::systemd::directives::Name;
use crate::systemd::kinds::output::OpenMode;

impl UnitWriter<'_, '_, '_> {
    pub(super) fn streams(&mut self) {
        let service = self.context.service;
        let input = match &service.stdin.value {
            Input::Pipe | Input::Null | Input::Data => None,
            Input::Terminal => Some("tty".to_owned()),
            Input::Socket => Some("socket".to_owned()),
            Input::File(path) => {
                self.value(path, Name::StandardInput, &service.stdin.from).map(|path| format!("file:{path}"))
            }
        };
        if service.listens.value.is_some() {
            // Named so that starting only the service opens the socket first.
            let socket = format!("{}.socket", self.context.names.prefix(self.context.index));
            self.line(Name::Sockets, socket, &[Leaf::Listens], &service.listens.from);
        }
        let is_socket = service.stdin.value == Input::Socket;
        if let Some(input) = input {
            self.line(Name::StandardInput, input, &[Leaf::Stdin], &service.stdin.from);
        }
        let stdout = self.output(&service.stdout.value, Leaf::Stdout, &service.stdout.from);
        let stdout_leaves = output_leaves(Leaf::Stdout, Leaf::StdoutRotation, service.stdout_rotation.value);
        if let Some(value) = stdout.clone().filter(|value| is_socket || value != "journal") {
            // If it is not set, standard output defaults to the socket (F1).
            self.line(Name::StandardOutput, value, stdout_leaves, &service.stdout.from);
        } else {
            self.spells(Name::StandardOutput, "journal", stdout_leaves);
        }
        let stderr_leaves = output_leaves(Leaf::Stderr, Leaf::StderrRotation, service.stderr_rotation.value);
        let mut stderr = None;
        if service.stderr.value == Output::SameAsStdout {
            // The default: the same as standard output.
            self.spells(Name::StandardError, "inherit", stderr_leaves);
        } else {
            stderr = self.output(&service.stderr.value, Leaf::Stderr, &service.stderr.from);
            if stderr == stdout {
                self.spells(Name::StandardError, "inherit", stderr_leaves);
            } else if let Some(value) = stderr.clone() {
                self.line(Name::StandardError, value, stderr_leaves, &service.stderr.from);
            }
        }
        self.report_redirect_to_journal();
        self.report_manager_output();
        self.report_log_file_owner();
        self.report_journal_rotation(Leaf::StdoutRotation, &service.stdout_rotation, stdout.as_deref());
        self.report_journal_rotation(Leaf::StderrRotation, &service.stderr_rotation, stderr.as_deref());
        self.identifier(&[stdout, stderr]);
    }

    /// The name that the journal records.
    fn identifier(&mut self, outputs: &[Option<String>]) {
        let service = self.context.service;
        let identifier =
            [&service.stdout.value, &service.stderr.value].into_iter().find_map(|output| match output {
                Output::Journal { identifier } => identifier.as_ref(),
                // With the same name, `journalctl -t NAME` finds the lines as before.
                Output::ManagersSyslog { name } => Some(name),
                _ => None,
            });
        // The name of the unit is what systemd shows by default.
        let is_units =
            service.shown_name.value.as_str() == Some(self.context.names.prefix(self.context.index));
        // Only the journal records it.
        let is_seen = outputs.iter().flatten().any(|value| value.starts_with("journal"));
        let shown = is_seen && !service.shown_name.from.is_default() && !is_units;
        let shown = shown.then_some(&service.shown_name.value);
        if let (None, Some(shown)) = (identifier, shown) {
            // The unit has another name; the name of the process goes where people look for it, into the journal.
            let from = &service.shown_name.from;
            if let Some(value) = self.value(shown, Name::SyslogIdentifier, from) {
                self.line(Name::SyslogIdentifier, value.into_owned(), &[Leaf::ShownName], from);
            }
        }
        if let Some(identifier) = identifier {
            let mut from = service.stdout.from.clone();
            from.extend(&service.stderr.from);
            if let Some(value) = self.value(identifier, Name::SyslogIdentifier, &from) {
                let leaves = [Leaf::Stdout, Leaf::Stderr];
                self.line(Name::SyslogIdentifier, value.into_owned(), &leaves, &from);
            }
        }
    }

    /// Explains why a file that is named is not written to.
    fn report_redirect_to_journal(&mut self) {
        let service = self.context.service;
        let streams = [(Leaf::Stdout, &service.stdout), (Leaf::Stderr, &service.stderr)];
        for (leaf, output) in streams {
            let is_moved = output.value == Output::Journal { identifier: None } && !output.from.is_default();
            if is_moved && self.context.target.logs == Logs::Journal {
                let reason = "It goes to the journal, as --logs journal asks: journalctl -u UNIT shows it.";
                self.unspelled(leaf, reason);
            }
        }
    }

    /// Reports who owns a log file that does not exist yet.
    fn report_log_file_owner(&mut self) {
        let service = self.context.service;
        let Some(manager) = self.context.manager() else { return };
        for (leaf, output) in [(Leaf::Stdout, &service.stdout), (Leaf::Stderr, &service.stderr)] {
            if matches!(output.value, Output::File(_) | Output::FileAndJournal(_)) {
                let reason = format!(
                    "supervisord creates the file as {manager}, which it has switched to; systemd creates it as root. An \
                     existing file keeps its owner."
                );
                self.unspelled(leaf, reason);
            }
        }
    }

    /// Explains how the journal differs from the manager's own output (O5, O6).
    fn report_manager_output(&mut self) {
        let service = self.context.service;
        for (leaf, output) in [(Leaf::Stdout, &service.stdout), (Leaf::Stderr, &service.stderr)] {
            let reason = match output.value {
                Output::Managers { error: false } => {
                    "It went where supervisord's own standard output goes; now it goes to the journal, which is a socket: a \
                     program that itself opens /dev/stdout fails. For such a program write StandardOutput=append: with a \
                     file."
                }
                Output::Managers { error: true } => {
                    "It went where supervisord's own standard error goes; now it goes to the journal, which is a socket: a \
                     program that itself opens /dev/stderr fails. For such a program write StandardError=append: with a file."
                }
                _ => continue,
            };
            self.unspelled(leaf, reason);
        }
    }

    /// Explains what replaces supervisord's default size limit if there is no file for logrotate to rotate. For a limit
    /// that is set explicitly, the mapping table explains it.
    fn report_journal_rotation(&mut self, leaf: Leaf, rotation: &Decided<Rotation>, output: Option<&str>) {
        if rotation.from.is_default() && rotation.value != Rotation::None && output == Some("journal") {
            let reason = "supervisord starts a new file at 50 MB and keeps 10 old ones; the journal keeps old lines of all \
                          units together within its limit (SystemMaxUse= in journald.conf).";
            self.unspelled(leaf, reason);
        }
    }

    /// An output as a value; whatever has no counterpart goes to the journal.
    fn output(&mut self, output: &Output<'_>, leaf: Leaf, from: &SettingIds) -> Option<String> {
        let setting = if leaf == Leaf::Stdout { Name::StandardOutput } else { Name::StandardError };
        let release = self.release();
        let (mode, path) = match output {
            Output::Null => return Some("null".to_owned()),
            Output::File(path) | Output::FileAndJournal(path) => (OpenMode::Append, path),
            Output::Overwrite { path, truncate: false } => (OpenMode::Overwrite, path),
            Output::Overwrite { path, truncate: true } => (OpenMode::Truncate, path),
            Output::Other(word @ ("tty" | "kmsg" | "journal+console" | "kmsg+console" | "socket")) => {
                return Some((*word).to_owned());
            }
            Output::Automatic
            | Output::Journal { identifier: _ }
            | Output::ManagersSyslog { name: _ }
            | Output::Managers { error: _ }
            | Output::SameAsStdout
            | Output::Other(_) => return Some("journal".to_owned()),
        };
        let (word, since) = (mode.as_str(), mode.since());
        if release < since {
            let reason = format!(
                "systemd {release} does not know `{word}:`, which came with {since}: it goes to the journal."
            );
            self.unspelled(leaf, reason);
            return Some("journal".to_owned());
        }
        let value = self.value(path, setting, from)?;
        // supervisord accepts such a name, mostly from an option that was indented by mistake.
        if value.contains(['\n', '\r']) {
            let reason = format!(
                "The name of the log file contains a newline, which a unit cannot: it goes to the journal. If the line below \
                 is meant to be its own option, remove its indentation; otherwise write {setting}={word}: with another name."
            );
            self.unspelled(leaf, reason);
            return Some("journal".to_owned());
        }
        if value.starts_with('/') || value.starts_with('%') {
            return Some([word, ":", &self.normalized_path(value, leaf)].concat());
        }
        let reason = format!(
            "The log file is relative to where supervisord was started or to a home directory, which is not known here: it \
             goes to the journal. Write {setting}={word}: with the absolute path."
        );
        self.unspelled(leaf, reason);
        Some("journal".to_owned())
    }
}

/// The leaves that a line for an output spells; these include the rotation only if there is none.
fn output_leaves(output: Leaf, rotation: Leaf, value: Rotation) -> &'static [Leaf] {
    match (output, rotation, value) {
        (Leaf::Stdout, Leaf::StdoutRotation, Rotation::None) => &[Leaf::Stdout, Leaf::StdoutRotation],
        (Leaf::Stdout, _, _) => &[Leaf::Stdout],
        (_, _, Rotation::None) => &[Leaf::Stderr, Leaf::StderrRotation],
        _ => &[Leaf::Stderr],
    }
}
