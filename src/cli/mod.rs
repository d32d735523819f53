//! The command line: parses arguments, finds the files, and writes the results.
//!
//! This is the only module that reads the environment and writes files. Each subcommand has its own file, which turns its
//! arguments into calls of the library, and their results into output and an exit status.

mod args;
mod check;
mod completions;
mod convert;
mod discover;
mod exit;
mod explain;
mod init_script;
mod input;
mod inspect;
mod load;
mod options;
mod output;
mod rules;
mod several;
mod subcommands;
mod terminal;

use std::ffi::OsString;
use std::io::Write as _;
use std::mem::ManuallyDrop;

use clap::{CommandFactory as _, FromArgMatches as _};

pub use exit::Exit;
use exit::Failure;
use terminal::Terminal;

use args::{Cli, Command};

/// Runs the command line `args`, including the name of the program, and returns the result.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let out = Terminal::buffer();
    let cli = match parse(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output as results, since they were requested. A closed pipe does not matter.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failure } else { Exit::Clean };
        }
    };
    let mut terminal = Terminal::standard(out, &cli.global);
    let result = match &cli.command {
        Command::Check(args) => check::run(args, &mut terminal),
        Command::Convert(args) => convert::run(args, &mut terminal),
        Command::Inspect(args) => inspect::run(args, &mut terminal),
        Command::Explain(args) => explain::run(args, &mut terminal),
        Command::Rules(args) => rules::run(args, &mut terminal),
        Command::Completions(args) => completions::run(args, &mut terminal),
    };
    let result = result.and_then(|exit| Ok(terminal.out.flush().map(|()| exit)?));
    result.unwrap_or_else(|failure| terminal.fail(&failure))
}

fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    // The process is about to end: dropping the definitions of all subcommands would take a twentieth of its start-up time.
    let mut command = ManuallyDrop::new(Cli::command());
    let mut matches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}
