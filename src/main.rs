//! The `sysvisor` command.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "the arguments come in here")]
fn main() -> ExitCode {
    sysvisor::cli::run(std::env::args_os()).into()
}
