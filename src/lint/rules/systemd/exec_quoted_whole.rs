//! `exec-quoted-whole`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::exec_lines::{EXEC_DIRECTIVES, without_prefixes};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::kinds::exec;

rule! {
    /// Flags a command that is enclosed in quotes as a whole, arguments and all.
    ///
    /// ## Why
    ///
    /// Quotes make one word: systemd looks for a file whose name contains the spaces and the options, and the service
    /// fails with 203/EXEC.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart="/usr/bin/app --port 80"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app --port 80
    /// ```
    ///
    /// ## Source
    ///
    /// `systemd-analyze verify` 252: `Command /usr/bin/app --port 80 is not executable: No such file or directory`.
    pub static EXEC_QUOTED_WHOLE = {
        name: "exec-quoted-whole",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(EXEC_DIRECTIVES, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let written = without_prefixes(entry.item.value.slice(entry.bytes));
    if !matches!(written.first(), Some(b'"' | b'\'')) || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    for command in exec::parse(text, context.release()).commands {
        let program = String::from_utf8_lossy(&command.program.bytes);
        // `"/opt/My App/run"` is a path with a space in it.
        if !command.arguments.is_empty() || !program.contains(" -") {
            continue;
        }
        let span = command.program.span;
        let finding = EXEC_QUOTED_WHOLE
            .at(entry.id.file, value.span(span), format!("the quotes make one word of the command: `{program}`"))
            .label("read as the name of a program")
            .help(
                "systemd finds no such file, and the service fails with 203/EXEC. Remove the quotes around the \
                 command.",
            );
        let bare = without_prefixes(text.as_bytes()).len();
        let (first, last) = ((text.len() - bare) as u32, text.trim_end().len() as u32);
        let inside = text.get(first as usize + 1..last as usize - 1);
        sink.add(
            match inside.filter(|inside| *inside == program && !inside.contains(['\'', '"', '\\', ';'])) {
                Some(_) => {
                    let quotes = [first, last - 1].map(|at| Edit::delete(value.span(Span::new(at, at + 1))));
                    finding.fix("remove the quotes", Applicability::Safe, quotes.to_vec())
                }
                None => finding,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_path_with_a_space_passes() {
        let found = |command: &str| unit(&EXEC_QUOTED_WHOLE, &format!("[Service]\nExecStart={command}\n"));
        assert_eq!(
            found("-\"/usr/bin/app --a b\"")[0].fixed.as_deref(),
            Some("[Service]\nExecStart=-/usr/bin/app --a b\n")
        );
        for right in
            ["\"/opt/My App/run\" --a", "\"/opt/My App/run\"", "\"/usr/bin/app\" \"--a b\"", "/a \"b -c\""]
        {
            assert!(found(right).is_empty(), "{right}");
        }
    }
}
