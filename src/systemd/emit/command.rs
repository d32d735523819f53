//! The command: `ExecStart=` and what finds its program and its variables.

use std::borrow::Cow;

use super::service::UnitWriter;
use super::text::{self, Place, Unwritable};
use crate::ir::{Directory, Leaf, Lookup, Text};
use crate::systemd::exec;
use crate::systemd::versions::Release;

impl UnitWriter<'_, '_, '_> {
    pub(super) fn exec_start(&mut self) {
        let service = self.context.service;
        let command = &service.command;
        let Some(program) = command.value.program() else {
            self.writer.refuse(
                &command.from,
                "the program has no command",
                "Write one: `command=/path/to/program`.",
            );
            return;
        };
        let Some(path) = self.program(program) else { return };
        let mut prefixes = Vec::new();
        let mut words = Vec::with_capacity(command.value.argv.len() + 1);
        words.push(Cow::Borrowed(path.as_slice()));
        if let Some(own_name) = &command.value.own_name {
            prefixes.push(exec::Prefix::Argv0);
            match text::write(own_name, Place::Argument, self.instance) {
                Ok(word) => words.push(word),
                Err(error) => return self.refuse_text(&error, "ExecStart", &command.from),
            }
        }
        let arguments = words.len();
        for argument in &command.value.argv[1..] {
            match text::write(argument, Place::Argument, self.instance) {
                Ok(word) => words.push(word),
                Err(error) => return self.refuse_text(&error, "ExecStart", &command.from),
            }
        }
        let line = match self.exec_line(&prefixes, &words) {
            Some(line) => line,
            // systemd refuses the path, and takes it as an argument: a shell starts it in its own place (252).
            None => {
                let arguments = words.split_off(arguments);
                let mut words: Vec<Cow<'_, [u8]>> = vec![b"/bin/sh".into(), b"-c".into()];
                words.push(exec::argument::escape(br#"exec "$0" "$@""#));
                words.push(exec::argument::escape_variables(&path));
                words.extend(arguments);
                let Some(line) = self.exec_line(&[], &words) else {
                    return self.refuse_text(&Unwritable::Byte, "ExecStart", &command.from);
                };
                let reason = "systemd refuses the path of the program (it holds a quote, a backslash or a control character, or is no \
                              file's): a shell starts it in its own place, with the same arguments.";
                self.unspelled(Leaf::Command, false, reason);
                line
            }
        };
        let leaves = [Leaf::Command, Leaf::CommandLookup];
        // It was read as systemd does when it was made.
        self.right_line("Service", "ExecStart", line, &leaves, &command.from);
        if let Lookup::Path(path) = &service.lookup.value {
            if self.release() >= Release(250) {
                let from = service.lookup.from.clone();
                if let Some(value) = self.value(path, "ExecSearchPath", &from) {
                    self.line("Service", "ExecSearchPath", value.into_owned(), &[Leaf::CommandLookup], &from);
                }
            } else {
                let reason = "Before systemd 250 a program without a path is looked up in systemd's own path only: \
                              write its absolute path.";
                self.unspelled(Leaf::CommandLookup, true, reason);
            }
        }
    }

    /// A command, if systemd takes it.
    pub(super) fn exec_line(&self, prefixes: &[exec::Prefix], words: &[Cow<'_, [u8]>]) -> Option<String> {
        let line = exec::write(prefixes, words).ok()?;
        if exec::is_plain(&line) {
            return Some(line);
        }
        let read = exec::parse(&line, self.release());
        (read.commands.len() == 1 && read.refusal.is_none()).then_some(line)
    }

    /// The program: absolute or a plain name; `$` is not special in it.
    fn program(&mut self, program: &Text<'_>) -> Option<Vec<u8>> {
        let service = self.context.service;
        let from = service.command.from.clone();
        if let Some(variable) = text::variables(program).next() {
            let message =
                format!("the program itself is `%(ENV_{variable})s`, and systemd knows no variables there");
            self.writer.refuse(&from, message, format!("Give it: --env {variable}=VALUE"));
            return None;
        }
        let path = self.value(program, "ExecStart", &from)?.into_owned();
        let path = match &service.lookup.value {
            // supervisord looks it up where it runs; nobody means that, but only a person knows what was meant.
            Lookup::SupervisordsDirectory => {
                let folder = match &service.directory.value {
                    Directory::Path(folder) | Directory::Optional(folder) => {
                        self.value(folder, "ExecStart", &from)?.into_owned()
                    }
                    Directory::Managers | Directory::Home => "/".to_owned(),
                };
                let reason = "supervisord looks a relative program up in the folder that it runs in, whatever \
                              directory= says; systemd takes absolute paths only. It was joined to directory=, or to /: \
                              check the path.";
                self.unspelled(Leaf::CommandLookup, true, reason);
                format!("{}/{}", folder.trim_end_matches('/'), path.trim_start_matches("./"))
            }
            _ => path,
        };
        if !path.starts_with('/') && !path.contains('/') && self.release() < Release(239) {
            let message =
                format!("systemd {} takes absolute paths only, and the program is `{path}`", self.release());
            self.writer.refuse(&from, message, "Write the program's absolute path.");
            return None;
        }
        Some(path.into_bytes())
    }
}
