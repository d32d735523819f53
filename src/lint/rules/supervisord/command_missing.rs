//! `command-missing`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::Name;

rule! {
    /// Flags a program without `command`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// autostart=true
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
    /// supervisor 4.3.0, `options.py`, `processes_from_section`.
    pub static COMMAND_MISSING = {
        name: "command-missing",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Program(&[], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.settings.names().has(Name::Command) {
        return;
    }
    // supervisord reads the command once for each process.
    if context.number(Name::Numprocs).is_some_and(|count| count <= 0) {
        return;
    }
    let (file, span) = context.header();
    let name = context.header_text();
    sink.add(
        COMMAND_MISSING
            .at(file, span, format!("[{name}] has no command"))
            .label("what should run?")
            .help(format!("supervisord says: program section {name} does not specify a command{}. It refuses the whole file.", context.message_suffix())),
    );
}
