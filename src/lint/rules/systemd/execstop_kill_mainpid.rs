//! `execstop-kill-mainpid`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::exec_lines::signal_to_main;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::{exec, signal};
use crate::unix::signals;

rule! {
    /// Flags an `ExecStop=` that only sends a signal to the main process: systemd does that on its own.
    ///
    /// ## Why
    ///
    /// `kill` does not wait for the process to end. Once it returns, systemd sends `KillSignal=` to all that is left:
    /// the process gets two signals, one right after the other. A program that was asked to shut down cleanly with
    /// SIGQUIT gets SIGTERM before it could.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ExecStop=/bin/kill -s QUIT $MAINPID
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillSignal=SIGQUIT
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `ExecStop=`: "should hence be a synchronous operation"; systemd.kill(5). Run on 252: SIGTERM
    /// comes 8 ms after SIGQUIT.
    pub static EXECSTOP_KILL_MAINPID = {
        name: "execstop-kill-mainpid",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(&[Name::ExecStop], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|text| text.contains("MAINPID") && text.contains("kill")) else {
        return;
    };
    let line = exec::parse(text, context.release());
    let [command] = &line.commands[..] else { return };
    let Some(sent) = signal_to_main(command).filter(|_| context.is_in_effect()) else { return };
    // Another command may wait for the process to exit.
    if context.in_effect(Section::Service, &[Name::ExecStop]).len() > 1 {
        return;
    }
    let set = context.last_in_effect(Section::Service, Name::KillSignal);
    let own = set.and_then(|set| signal::parse(set.value().text()?).ok()).unwrap_or(signals::TERM);
    let is_own = own == sent;
    let is_end = !pauses(sent);
    let [own, sent] = [own, sent].map(signal::write);
    let (message, label) = if is_own {
        (format!("systemd sends {sent} on its own"), "no command is needed")
    } else {
        (format!("{own} immediately follows this {sent}"), "does not wait for the exit")
    };
    let finding = EXECSTOP_KILL_MAINPID.at(entry.id.file, value.whole(), message).label(label);
    let finding = finding.help(if is_end {
        format!(
            "kill does not wait, and after ExecStop= systemd sends {own} to all processes that are left. Remove \
             the line{}.",
            if is_own { String::new() } else { format!(", and set KillSignal={sent}") }
        )
    } else {
        format!(
            "{sent} pauses the process and does not end it. After ExecStop= systemd sends {own} to all processes \
             that are left, and SIGCONT, which resumes them. Remove the line."
        )
    });
    // The process gets one signal instead of two.
    sink.add(if is_own || !is_end {
        finding.fix("remove the line", Applicability::Unsafe, vec![Edit::delete(entry.item.span())])
    } else if set.is_none() {
        let edits =
            vec![Edit::replace(entry.item.name, "KillSignal"), Edit::replace(entry.item.value, sent.clone())];
        finding.fix(format!("set KillSignal={sent}"), Applicability::Unsafe, edits)
    } else {
        finding
    });
}

/// Whether the signal stops a process that does not catch it, until SIGCONT (signal(7)).
const fn pauses(signal: u8) -> bool {
    matches!(signal, signals::STOP..=signals::TTOU)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, unit};

    fn found(lines: &str) -> Vec<Found> {
        unit(&EXECSTOP_KILL_MAINPID, &format!("[Service]\n{lines}\n"))
    }

    #[test]
    fn a_redundant_kill_is_removed() {
        assert_eq!(found("ExecStop=/bin/kill $MAINPID")[0].fixed.as_deref(), Some("[Service]\n"));
        assert_eq!(
            found("KillSignal=SIGINT\nExecStop=kill -2 ${MAINPID}")[0].message,
            "systemd sends SIGINT on its own"
        );
        assert!(found("KillSignal=15\nExecStop=kill $MAINPID")[0].fixed.is_some());
    }

    #[test]
    fn another_signal_becomes_kill_signal() {
        let [quit] = &found("ExecStop = kill -QUIT $MAINPID")[..] else { panic!() };
        assert_eq!(quit.message, "SIGTERM immediately follows this SIGQUIT");
        assert_eq!(quit.fixed.as_deref(), Some("[Service]\nKillSignal = SIGQUIT\n"));
        let number = found("ExecStop=kill -10 $MAINPID")[0].fixed.clone();
        assert_eq!(number.as_deref(), Some("[Service]\nKillSignal=SIGUSR1\n"));
        assert_eq!(found("KillSignal=SIGINT\nExecStop=kill -QUIT $MAINPID")[0].fixed, None);
    }

    #[test]
    fn a_signal_that_only_pauses_is_removed() {
        let [stop] = &found("ExecStop=/bin/kill -s STOP $MAINPID")[..] else { panic!() };
        assert_eq!(stop.message, "SIGTERM immediately follows this SIGSTOP");
        assert!(stop.help.starts_with("SIGSTOP pauses the process and does not end it."), "{}", stop.help);
        assert_eq!(stop.fixed.as_deref(), Some("[Service]\n"));
    }

    #[test]
    fn a_command_that_waits_passes() {
        assert!(found("ExecStop=/bin/kill $MAINPID\nExecStop=/usr/bin/app --wait").is_empty());
        assert!(found("ExecStop=/bin/sh -c 'kill $MAINPID; wait'").is_empty());
        assert!(found("ExecStop=/bin/kill $MAINPID\nExecStop=").is_empty());
    }
}
