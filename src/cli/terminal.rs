//! Where and how a run prints: results to standard output, messages for people to standard error.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use super::args::{ColorWhen, Global};
use super::{Exit, Failure};
use crate::report::clean;
use crate::report::full::Look;

/// The two output streams of a run.
pub(super) struct Terminal {
    /// Results. Buffered: flush before the end.
    pub(super) out: Box<dyn Write>,
    /// Messages for people. Errors while writing them are ignored.
    pub(super) err: Box<dyn Write>,
    /// The style of reports on `out`.
    pub(super) look: Look,
    /// Whether messages on `err` are coloured.
    pub(super) color_err: bool,
    /// Whether to suppress messages that are not errors.
    pub(super) quiet: bool,
}

/// The width of a report. It does not depend on the terminal: a report is the same in every log, and wider text is hard to
/// read.
const WIDTH: usize = 100;

impl Terminal {
    /// The buffer for results. Allocate it before anything else: for an allocation of this size, the allocator first
    /// consolidates all freed memory.
    #[must_use]
    pub(super) fn buffer() -> BufWriter<Stdout> {
        BufWriter::with_capacity(64 * 1024, io::stdout())
    }

    /// Standard output, through its [buffer](Self::buffer), and standard error.
    #[must_use]
    pub(super) fn standard(out: BufWriter<Stdout>, global: &Global) -> Self {
        let err = io::stderr();
        let is_color = |is_terminal: bool| match global.color.unwrap_or(ColorWhen::Auto) {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => is_terminal && terminal_takes_color(),
        };
        // In a file or a pipe the same findings are the same bytes, whatever the locale.
        let is_terminal = out.get_ref().is_terminal();
        let unicode = !is_terminal || is_unicode();
        let look = Look { width: WIDTH, color: is_color(is_terminal), unicode };
        Self {
            look,
            color_err: is_color(err.is_terminal()),
            out: Box::new(out),
            err: Box::new(err),
            quiet: global.quiet.is_some(),
        }
    }

    /// Sends further results to standard error: standard output carries a file, which is complete.
    ///
    /// # Errors
    /// If the buffered output cannot be written.
    pub(super) fn results_are_messages(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out = Box::new(io::stderr());
        self.look.color = self.color_err;
        Ok(())
    }

    /// Prints an error; the run continues.
    pub(super) fn error(&mut self, message: &str, help: Option<&str>) {
        self.say("error", "31", message);
        if let Some(help) = help {
            self.say("  help", "36", help);
        }
    }

    /// Prints a warning about something that may not be intended.
    pub(super) fn warning(&mut self, message: &str) {
        if !self.quiet {
            self.say("warning", "33", message);
        }
    }

    /// Prints a note on one line.
    pub(super) fn note(&mut self, message: &str) {
        self.report(&clean(message));
    }

    /// Prints text verbatim: its lines are safe for a terminal and may contain colours.
    pub(super) fn report(&mut self, text: &str) {
        if !self.quiet {
            let _ = writeln!(self.err, "{text}");
        }
    }

    /// Reports a failure and returns its exit status.
    pub(super) fn fail(&mut self, failure: &Failure) -> Exit {
        match failure {
            Failure::Message { message, help } => {
                self.error(message, help.as_deref());
                Exit::Failure
            }
            Failure::ClosedPipe => Exit::Clean,
        }
    }

    /// Standard error may be closed or full. Then nobody can be informed, and the panic of `println!` would not help.
    /// Messages quote names and values of the input, so they are cleaned.
    fn say(&mut self, word: &str, color: &str, message: &str) {
        let message = clean(message);
        let _ = if self.color_err {
            writeln!(self.err, "\x1b[1;{color}m{word}:\x1b[0m {message}")
        } else {
            writeln!(self.err, "{word}: {message}")
        };
    }
}

/// Whether colours are wanted. <https://no-color.org>: the variable counts if it is set and not empty, whatever its value.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the environment about the terminal")]
fn terminal_takes_color() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Whether the locale of the terminal uses UTF-8. As in setlocale(3), the first of the three variables that is set counts;
/// if none is (in a container or a CI job), UTF-8 is assumed.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the environment about the terminal")]
fn is_unicode() -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty())
        .is_none_or(|locale| {
            let locale = locale.to_string_lossy().to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    /// Captured output, which can be read while the terminal still holds the other end.
    #[derive(Clone, Default)]
    pub(in crate::cli) struct Printed(Rc<RefCell<Vec<u8>>>);

    impl Printed {
        pub(in crate::cli) fn text(&self) -> String {
            String::from_utf8(self.0.borrow().clone()).unwrap()
        }
    }

    impl Write for Printed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A terminal that captures its output: itself, the results, and the messages.
    pub(in crate::cli) fn memory() -> (Terminal, Printed, Printed) {
        let (out, err) = (Printed::default(), Printed::default());
        let look = Look { width: 80, color: false, unicode: true };
        let terminal = Terminal {
            out: Box::new(out.clone()),
            err: Box::new(err.clone()),
            look,
            color_err: false,
            quiet: false,
        };
        (terminal, out, err)
    }

    #[test]
    fn quiet_keeps_errors_only() {
        let (mut terminal, _, err) = memory();
        terminal.quiet = true;
        terminal.note("note");
        terminal.warning("warning");
        assert_eq!(terminal.fail(&Failure::with_help("what", "how")), Exit::Failure);
        assert_eq!(err.text(), "error: what\n  help: how\n");
    }

    #[test]
    fn a_closed_pipe_ends_quietly() {
        let (mut terminal, _, err) = memory();
        assert_eq!(terminal.fail(&Failure::ClosedPipe), Exit::Clean);
        assert_eq!(err.text(), "");
    }
}
