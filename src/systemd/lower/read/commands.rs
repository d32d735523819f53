//! Command lines.

use super::{EntryReader, ExecEntry, List, Outcome};
use crate::ir::{Command, NativeReason, Rights, SettingId, Text};
use crate::source::Span;
use crate::systemd::kinds::exec::{self, Prefix};
use crate::systemd::kinds::whitespace::is_whitespace;

impl<'a> EntryReader<'_, 'a> {
    pub(super) fn exec_start(
        &self,
        list: &mut List<ExecEntry<'a>>,
        ignored: &mut Vec<(SettingId, NativeReason)>,
    ) -> Outcome {
        if self.text.is_empty() {
            return self.reset(list, ignored);
        }
        if exec::is_plain(self.text) {
            list.values.push(self.plain_command());
            list.from.add(self.entry.id);
            return Outcome::Modelled;
        }
        let line = exec::parse(self.text, self.lowering.release);
        if line.commands.is_empty() {
            return Outcome::Ignored;
        }
        let file = self.entry.id.file;
        for command in &line.commands {
            let variables = !command.has(Prefix::NoExpansion);
            let mut argv = vec![self.specifiers.word(&command.program, false, self.value, file)];
            let words = command.arguments.iter();
            argv.extend(words.map(|word| self.specifiers.word(word, variables, self.value, file)));
            let argv0 = command.argv0.as_ref();
            let argv0 = argv0.map(|word| self.specifiers.word(word, variables, self.value, file));
            list.values.push(ExecEntry {
                command: Command { argv, argv0 },
                ignores_failure: command.has(Prefix::IgnoreFailure),
                rights: match () {
                    () if command.has(Prefix::FullPrivileges) => Rights::Managers,
                    () if command.has(Prefix::NoSetuid) => Rights::ProgramsAsManager,
                    () => Rights::Programs,
                },
                from: self.entry.id,
            });
        }
        list.from.add(self.entry.id);
        Outcome::Modelled
    }

    /// Reads commands that the model does not hold as such.
    pub(super) fn native_command(&self, list: &mut List<ExecEntry<'a>>) -> Outcome {
        match self.exec_start(list, &mut Vec::new()) {
            Outcome::Ignored => Outcome::Ignored,
            Outcome::Modelled | Outcome::Native => Outcome::Native,
        }
    }

    /// The command of a simple line, as most are ([`exec::is_plain`]): its words are separated by whitespace and need
    /// no unquoting.
    pub(super) fn plain_command(&self) -> ExecEntry<'a> {
        let bytes = self.text.as_bytes();
        let ignores_failure = bytes.first() == Some(&b'-');
        let file = self.entry.id.file;
        let is_special = memchr::memchr2(b'%', b'$', bytes).is_some();
        let (mut argv, mut at) = (Vec::with_capacity(8), usize::from(ignores_failure));
        while at < bytes.len() {
            if is_whitespace(bytes[at]) {
                at += 1;
                continue;
            }
            let length = bytes[at..].iter().position(|byte| is_whitespace(*byte)).unwrap_or(bytes.len() - at);
            let word = &bytes[at..at + length];
            let span = Span::new(at as u32, (at + length) as u32);
            argv.push(if is_special {
                // Variables are never expanded in the program.
                self.specifiers.argument(word, !argv.is_empty(), self.value, span, file)
            } else {
                Text::plain(self.value.slice(span)).at(file, self.value.span(span))
            });
            at += length;
        }
        let command = Command { argv, argv0: None };
        ExecEntry { command, ignores_failure, rights: Rights::Programs, from: self.entry.id }
    }
}
