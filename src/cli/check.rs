//! `sysvisor check`: lint, print, say how it went.

use std::path::PathBuf;

use super::args::{CheckArgs, CheckFormat};
use super::load::{Loaded, load};
use super::{Exit, Failure, Terminal, fix, options};
use crate::diagnostic::{Diagnostic, Level};
use crate::host::Host;
use crate::lint::{
    Options, Selection, check_supervisord, check_supervisord_host, check_units, check_units_host,
};
use crate::report::statistics::Statistics;
use crate::report::{Summary, concise, full, github, json, order};
use crate::source::Sources;

/// What a run has seen so far.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files.
    pub sources: Sources,
    /// The findings, in any order.
    pub findings: Vec<Diagnostic>,
    /// How many files were looked at.
    pub files: usize,
    /// Whether something could not be read; it was told then.
    pub failed: bool,
}

/// Runs `sysvisor check`.
///
/// # Errors
/// For a rule that does not exist, and when the output cannot be written.
pub fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let selection = Selection::new(&args.select, &args.ignore)
        .map_err(|unknown| Failure::with_help(unknown.to_string(), "`sysvisor rules` lists them all"))?;
    let options = options::options(&args.input, args.systemd_version, args.supervisor_version, selection)?;
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
    let mut loaded = load(paths, &args.input, &options.environment, terminal);
    if loaded.files == 0 && !loaded.failed {
        let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        terminal
            .warning(&format!("no configuration of supervisord or systemd found in {}", names.join(", ")));
    }
    let host = args.host.then(|| options::host(&args.input));
    let mut findings = lint(&loaded, &options, host.as_ref());
    if args.fix || args.unsafe_fixes || args.diff {
        let fixed = fix::fix(args, &options, host.as_ref(), &mut loaded, findings, terminal)?;
        if args.diff {
            let exit = if fixed.changed > 0 && !args.exit_zero { Exit::Findings } else { Exit::Clean };
            return Ok(if loaded.failed { Exit::Failure } else { exit });
        }
        findings = fixed.remaining;
    }
    let Loaded { sources, files, failed, configs: _, units: _ } = loaded;
    finish(args, Outcome { sources, findings, files, failed }, terminal)
}

/// The findings in everything that was loaded; with a machine, also what it lacks.
#[must_use]
pub fn lint(loaded: &Loaded, options: &Options, host: Option<&Host>) -> Vec<Diagnostic> {
    let Loaded { sources, configs, units, files: _, failed: _ } = loaded;
    let mut findings = Vec::new();
    for config in configs {
        findings.extend(check_supervisord(config, sources, options));
        if let Some(host) = host {
            findings.extend(check_supervisord_host(config, sources, options, host));
        }
    }
    if units.named > 0 {
        findings.extend(check_units(units, sources, options));
        if let Some(host) = host {
            findings.extend(check_units_host(units, sources, options, host));
        }
    }
    findings
}

/// Prints what was found and says how the run went.
///
/// # Errors
/// When the output cannot be written. A closed pipe is no error: who closed it has seen enough.
pub fn finish(args: &CheckArgs, mut outcome: Outcome, terminal: &mut Terminal) -> Result<Exit, Failure> {
    order(&outcome.sources, &mut outcome.findings);
    let exit = exit(args, &outcome);
    match print(args, &outcome, terminal).map_err(Failure::from) {
        Ok(()) | Err(Failure::ClosedPipe) => Ok(exit),
        Err(failure) => Err(failure),
    }
}

fn exit(args: &CheckArgs, outcome: &Outcome) -> Exit {
    let fail_on = args.fail_on.map_or(Level::Warning, Level::from);
    if outcome.failed {
        Exit::Failure
    } else if !args.exit_zero && outcome.findings.iter().any(|finding| finding.level >= fail_on) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn print(args: &CheckArgs, outcome: &Outcome, terminal: &mut Terminal) -> std::io::Result<()> {
    let Outcome { sources, findings, files, failed } = outcome;
    let summary = Summary::of(*files, findings);
    let out = &mut *terminal.out;
    let format = args.output_format.unwrap_or(CheckFormat::Full);
    match (args.statistics, format) {
        (true, CheckFormat::Json) => Statistics::of(findings).write_json(out)?,
        (true, _) => Statistics::of(findings).write(out)?,
        (false, CheckFormat::Full) => full::write(out, sources, findings, terminal.look)?,
        (false, CheckFormat::Concise) => concise::write(out, sources, findings)?,
        (false, CheckFormat::Json) => json::write(out, sources, findings, &summary)?,
        (false, CheckFormat::Github) => github::write(out, sources, findings)?,
    }
    out.flush()?;
    let is_for_people = matches!(format, CheckFormat::Full | CheckFormat::Concise);
    if is_for_people && *files > 0 && !(*failed && findings.is_empty()) {
        terminal.note(&summary.to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use clap::Parser as _;

    use super::super::args::{Cli, Command};
    use super::super::terminal::tests::memory;
    use super::*;
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
        outcome.findings.push(Diagnostic::new("some-rule", level, file, Span::new(0, 1), "what is wrong"));
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
    fn what_could_not_be_read_outweighs_findings() {
        let mut outcome = outcome(Level::Error);
        outcome.failed = true;
        assert_eq!(
            finish(&args("sysvisor check --exit-zero"), outcome, &mut memory().0).unwrap(),
            Exit::Failure
        );
    }

    #[test]
    fn results_and_messages_go_their_own_ways() {
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
    fn a_closed_pipe_changes_nothing_about_the_status() {
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
