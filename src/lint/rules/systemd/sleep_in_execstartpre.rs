//! `sleep-in-execstartpre`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::program;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::base_name_bytes;
use crate::systemd::directives::Name;

rule! {
    /// Flags a service that sleeps before it starts.
    ///
    /// ## Why
    ///
    /// The pause stands in for something that has to be ready first, and guesses when it is: too early on a slow
    /// machine, too late on a fast one, and everything that waits for this service waits as well. An order after the
    /// unit that provides it, a socket or a path unit says what the service waits for.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStartPre=/bin/sleep 10
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Wants=database.service
    /// After=database.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `After=`; systemd.socket(5); systemd.path(5).
    pub static SLEEP_IN_EXECSTARTPRE = {
        name: "sleep-in-execstartpre",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::ExecStartPre], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let program = program(entry.item.value.slice(entry.bytes));
    // The end of the name rules out nearly all.
    if !program.ends_with(b"sleep") || base_name_bytes(program) != b"sleep" || !context.is_in_effect() {
        return;
    }
    sink.add(
        SLEEP_IN_EXECSTARTPRE
            .at(entry.id.file, entry.value().whole(), "a pause stands in for what the service waits for")
            .label("guesses when it is ready")
            .help(
                "Order the service after the unit that provides what it needs (After=, with Wants=), or have a \
                 socket or a path unit start it. For a pause before another try, use RestartSec=.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn only_the_program_sleep_is_flagged() {
        let count = |line: &str| unit(&SLEEP_IN_EXECSTARTPRE, &format!("[Service]\n{line}\n")).len();
        assert_eq!((count("ExecStartPre=-/usr/bin/sleep 5"), count("ExecStartPre=sleep 1")), (1, 1));
        assert_eq!((count("ExecStartPre=/a sleep"), count("ExecStart=/bin/sleep infinity")), (0, 0));
    }
}
