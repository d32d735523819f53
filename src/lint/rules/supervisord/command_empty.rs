//! `command-empty`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::supervisord::kinds::space;
use crate::supervisord::options::Name;

rule! {
    /// Flags a `command` that is empty or holds only a comment.
    ///
    /// ## Why
    ///
    /// supervisord accepts the file. The program then fails at every start, and ends in FATAL.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command= ; later
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `process.py`, `get_execv_args`: `command is empty`.
    pub static COMMAND_EMPTY = {
        name: "command-empty",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Command(prefilter::may_start_with_whitespace, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    if !space::strip(entry.value().bytes()).is_empty() {
        return;
    }
    let after = &entry.bytes[entry.item.value.start as usize..entry.item.end as usize];
    let label = if after.iter().any(|byte| matches!(byte, b';' | b'#')) {
        "what follows is a comment"
    } else {
        "nothing to run"
    };
    sink.add(
        COMMAND_EMPTY
            .at(entry.id.file, entry.item.name, format!("[{}] has an empty command", context.header_text()))
            .label(label)
            .help(
                "supervisord accepts the file, and at each start says: command is empty. The program ends in FATAL. To keep \
                 it without running it, write autostart=false.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn a_command_that_starts_on_the_next_line_passes() {
        assert!(supervisord(&COMMAND_EMPTY, "[program:w]\ncommand=\n  /bin/cat\n").is_empty());
        assert_eq!(supervisord(&COMMAND_EMPTY, "[program:w]\ncommand=\n").len(), 1);
    }
}
