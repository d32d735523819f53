//! `sysvisor inspect`: print the model.

use serde::Serialize;

use super::{Failure, Terminal};

/// Prints a JSON object, indented by two blanks.
///
/// # Errors
/// When standard output cannot be written.
pub fn print(value: &impl Serialize, terminal: &mut Terminal) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut terminal.out, value).map_err(std::io::Error::from)?;
    terminal.out.write_all(b"\n")?;
    Ok(())
}
