//! `execreload-async`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::signal_to_main;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec;
use crate::unix::signals;

rule! {
    /// Flags an `ExecReload=` that sends a signal and does not wait: `systemctl reload` returns before the program has
    /// reloaded.
    ///
    /// ## Why
    ///
    /// `kill` returns once the signal is sent. Nobody learns of a configuration that the program could not read, and
    /// two services that are reloaded one after the other reload at the same time.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ExecReload=/bin/kill -HUP $MAINPID
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service, systemd 253
    /// [Service]
    /// Type=notify-reload
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `ExecReload=`: "usually not a good choice"; NEWS of 253, `Type=notify-reload`.
    pub static EXECRELOAD_ASYNC = {
        name: "execreload-async",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::ExecReload], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|text| text.contains("MAINPID") && text.contains("kill")) else {
        return;
    };
    if !context.unit.reads(entry) {
        return;
    }
    // A command that follows may wait.
    let line = exec::parse(text, context.release());
    let Some(signal) = line.commands.last().and_then(signal_to_main) else { return };
    let reloads = context.unit.entries_of(context.sources, &[Name::ExecReload]);
    if reloads.last().is_none_or(|last| last.id != entry.id) {
        return;
    }
    sink.add(
        EXECRELOAD_ASYNC
            .at(entry.id.file, value.whole(), "the reload does not wait for the program")
            .label("done once the signal is sent")
            .help(format!(
                "With Type=notify-reload (253) systemd sends {} itself (ReloadSignal=) and waits until the \
                 program says that it is ready. Otherwise, use a command that waits.",
                signals::name(signal)
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_help_names_the_signal() {
        for (signal, name) in
            [("-HUP", "SIGHUP"), ("-s usr2", "SIGUSR2"), ("-10", "SIGUSR1"), ("-34", "SIGRTMIN")]
        {
            let text = format!("[Service]\nExecReload=/bin/kill {signal} $MAINPID\n");
            let found = unit(&EXECRELOAD_ASYNC, &text);
            assert!(found[0].help.contains(&format!("systemd sends {name} itself")), "{}", found[0].help);
        }
    }

    #[test]
    fn commands_that_may_wait_pass() {
        let count = |lines: &str| unit(&EXECRELOAD_ASYNC, &format!("[Service]\n{lines}\n")).len();
        assert_eq!(count("ExecReload=/usr/bin/app --check\nExecReload=kill -USR1 $MAINPID"), 1);
        assert_eq!(count("ExecReload=kill -HUP $MAINPID\nExecReload=/usr/bin/app --wait"), 0);
        assert_eq!(count("ExecReload=/usr/bin/app reload"), 0);
    }
}
