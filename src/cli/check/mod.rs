//! `sysvisor check`: lints, prints the findings, and reports the result as the exit status.

mod chunk;
mod fix;
mod late;
mod run;
mod stream;
mod worker;

use run::Run;
use stream::Checked;

use super::args::{CheckArgs, CheckFormat};
use super::load::{Loaded, load, paths};
use super::{Exit, Failure, Terminal, options};
use crate::diagnostic::Level;
use crate::host::Host;
use crate::lint::{Linted, Options, Selection};
use crate::report::order;
use crate::report::rendered::{Form, Ordered, Rendered};
use crate::source::Sources;

/// The results of a run so far.
#[derive(Debug, Default)]
struct Outcome {
    /// The files that were read.
    sources: Sources,
    /// The findings, in any order.
    linted: Linted,
    /// The number of files that were checked.
    files: usize,
    /// Whether something could not be read; the error has been printed already.
    failed: bool,
}

/// Runs `sysvisor check`.
///
/// # Errors
/// If a rule does not exist, or the output cannot be written.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    args.input.refuse_idle_name(&args.paths)?;
    let selection = Selection::new(&args.select, &args.ignore)?;
    let options = options::options(&args.input, args.systemd_version, args.supervisor_version, selection)?;
    let host = args.host.is_some().then(|| options::host(&args.input));
    if args.fix.is_some() || args.unsafe_fixes.is_some() || args.diff.is_some() {
        return apply_fixes(args, &options, host.as_ref(), terminal);
    }
    let files = options::files(&args.input);
    let form = form(args, terminal);
    let run = Run { args, options: &options, files: &*files, form, host: host.as_ref() };
    let checked = run.check(terminal)?;
    warn_if_no_files(args, checked.files, checked.failed, terminal);
    print_and_exit(args, form, &checked, terminal)
}

/// Applies fixes and prints the remaining findings. All files are kept in memory for this, and checked again after each
/// change.
fn apply_fixes(
    args: &CheckArgs,
    options: &Options,
    host: Option<&Host>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let mut loaded = load(&paths(args), &args.input, &options.environment, terminal);
    warn_if_no_files(args, loaded.files, loaded.failed, terminal);
    let linted = loaded.lint(options, host);
    let fixed = fix::fix(args, options, host, &mut loaded, linted, terminal)?;
    if args.diff.is_some() {
        let exit = if fixed.changed > 0 && args.exit_zero.is_none() { Exit::Findings } else { Exit::Clean };
        return Ok(if loaded.failed { Exit::Failure } else { exit });
    }
    let Loaded { sources, files, failed, configs: _, units: _, stdin: _ } = loaded;
    finish(args, Outcome { sources, linted: fixed.remaining, files, failed }, terminal)
}

fn warn_if_no_files(args: &CheckArgs, files: usize, failed: bool, terminal: &mut Terminal) {
    if files == 0 && !failed {
        let names: Vec<_> = paths(args).iter().map(|path| path.display().to_string()).collect();
        terminal.warning(&format!("no supervisord or systemd configuration found in {}", names.join(", ")));
    }
}

/// Prints the findings and returns the result of the run.
///
/// # Errors
/// If the output cannot be written. A closed pipe is not an error: the reader has seen enough.
fn finish(args: &CheckArgs, outcome: Outcome, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Outcome { sources, linted, files, failed } = outcome;
    let form = form(args, terminal);
    let mut findings = Rendered::new(form);
    render(&mut findings, &sources, linted)?;
    let checked = Checked { findings: vec![findings], files, failed };
    print_and_exit(args, form, &checked, terminal)
}

/// Renders findings in the order in which they are reported, and after them those that comments suppress.
fn render(rendered: &mut Rendered, sources: &Sources, mut linted: Linted) -> Result<(), Failure> {
    order(sources, &mut linted.findings);
    rendered.add(sources, &linted.findings)?;
    rendered.add_ignored(sources, &linted.ignored)?;
    Ok(())
}

/// Prints the findings and returns the result of the run. A closed pipe is not an error: the reader has seen enough.
fn print_and_exit(
    args: &CheckArgs,
    form: Form,
    checked: &Checked,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let ordered = Ordered::new(form, &checked.findings, checked.files);
    let exit = exit(args, &ordered, checked.failed);
    match print(args, &ordered, checked, terminal).map_err(Failure::from) {
        Ok(()) | Err(Failure::ClosedPipe) => Ok(exit),
        Err(failure) => Err(failure),
    }
}

fn exit(args: &CheckArgs, ordered: &Ordered<'_>, failed: bool) -> Exit {
    let fail_on = args.fail_on.map_or(Level::Warning, Level::from);
    if failed {
        Exit::Failure
    } else if args.exit_zero.is_none() && ordered.has(fail_on) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// The output format of the findings.
fn form(args: &CheckArgs, terminal: &Terminal) -> Form {
    match (args.statistics.is_some(), args.output_format.unwrap_or(CheckFormat::Full)) {
        (true, CheckFormat::Json) => Form::StatisticsJson,
        (true, _) => Form::Statistics,
        (false, CheckFormat::Full) => Form::Full(terminal.look),
        (false, CheckFormat::Concise) => Form::Concise,
        (false, CheckFormat::Json) => Form::Json,
        (false, CheckFormat::Github) => Form::Github,
        (false, CheckFormat::Sarif) => Form::Sarif,
    }
}

fn print(
    args: &CheckArgs,
    ordered: &Ordered<'_>,
    checked: &Checked,
    terminal: &mut Terminal,
) -> std::io::Result<()> {
    let out = &mut *terminal.out;
    ordered.write(out)?;
    out.flush()?;
    let format = args.output_format.unwrap_or(CheckFormat::Full);
    let is_for_people = matches!(format, CheckFormat::Full | CheckFormat::Concise);
    let summary = ordered.summary();
    if is_for_people && checked.files > 0 && !(checked.failed && summary.findings() == 0) {
        terminal.report(&summary.to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use clap::Parser as _;

    use super::*;
    use crate::cli::args::{Cli, Command};
    use crate::cli::terminal::tests::memory;
    use crate::diagnostic::Diagnostic;
    use crate::source::{SourceFile, Span};

    fn args(line: &str) -> CheckArgs {
        match Cli::try_parse_from(line.split(' ')).unwrap().command {
            Command::Check(args) => args,
            other => panic!("{other:?}"),
        }
    }

    fn outcome(level: Level) -> Outcome {
        let mut outcome = Outcome { files: 1, ..Outcome::default() };
        let file = outcome.sources.add(SourceFile::new("a.conf", b"x=1\n".to_vec()).unwrap());
        outcome.linted.findings.push(Diagnostic::new(
            "some-rule",
            level,
            file,
            Span::new(0, 1),
            "what is wrong",
        ));
        outcome
    }

    fn status(line: &str, level: Level) -> Exit {
        finish(&args(line), outcome(level), &mut memory().0).unwrap()
    }

    #[test]
    fn the_exit_status_follows_the_level() {
        assert_eq!(status("sysvisor check", Level::Info), Exit::Clean);
        assert_eq!(status("sysvisor check", Level::Warning), Exit::Findings);
        assert_eq!(status("sysvisor check --fail-on error", Level::Warning), Exit::Clean);
        assert_eq!(status("sysvisor check --fail-on info", Level::Info), Exit::Findings);
        assert_eq!(status("sysvisor check --exit-zero", Level::Error), Exit::Clean);
    }

    #[test]
    fn an_unreadable_file_overrides_findings_in_the_exit_status() {
        let mut outcome = outcome(Level::Error);
        outcome.failed = true;
        assert_eq!(
            finish(&args("sysvisor check --exit-zero"), outcome, &mut memory().0).unwrap(),
            Exit::Failure
        );
    }

    #[test]
    fn results_go_to_stdout_and_messages_to_stderr() {
        let (mut terminal, out, err) = memory();
        finish(&args("sysvisor check --output-format concise"), outcome(Level::Error), &mut terminal)
            .unwrap();
        assert_eq!(out.text(), "a.conf:1:1: error[some-rule] what is wrong\n");
        assert_eq!(err.text(), "Found 1 error in 1 file\n");

        let (mut terminal, out, err) = memory();
        finish(&args("sysvisor check --output-format json"), outcome(Level::Error), &mut terminal).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&out.text()).is_ok());
        assert_eq!(err.text(), "");

        let (mut terminal, out, _) = memory();
        finish(&args("sysvisor check --statistics"), outcome(Level::Error), &mut terminal).unwrap();
        assert_eq!(out.text(), "1  error    some-rule\n");
    }

    #[test]
    fn a_closed_pipe_does_not_change_the_exit_status() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        for format in ["full", "concise", "json", "github"] {
            let (mut terminal, _, err) = memory();
            terminal.out = Box::new(Closed);
            let args = args(&format!("sysvisor check --output-format {format}"));
            assert_eq!(finish(&args, outcome(Level::Error), &mut terminal).unwrap(), Exit::Findings);
            assert_eq!(err.text(), "");
        }
    }
}
