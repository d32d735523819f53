//! `sysvisor inspect`: print the model.

use serde::Serialize;

use super::args::InspectArgs;
use super::load::load;
use super::options;
use super::{Exit, Failure, Terminal};
use crate::ir::json::InspectV1;
use crate::language::Language;
use crate::lint::Selection;
use crate::supervisord;
use crate::systemd;
use crate::systemd::versions::Release;

/// Runs `sysvisor inspect`.
///
/// # Errors
/// When the files cannot be read, and when the output cannot be written.
pub fn run(args: &InspectArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if args.effective {
        return Err(Failure::with_help(
            "`inspect --effective` is not there yet",
            "`sysvisor inspect` prints the shared model",
        ));
    }
    let options = options::options(&args.input, None, None, Selection::all())?;
    let loaded = load(&args.paths, &args.input, terminal);
    if loaded.failed {
        return Ok(Exit::Failure);
    }
    if loaded.files == 0 {
        return Err(Failure::new("no configuration of supervisord or systemd to inspect"));
    }
    let sources = &loaded.sources;
    // One object for each deployment: a configuration with its includes, and all units together.
    for config in &loaded.configs {
        let deployment =
            supervisord::lower::Lowering::new(config, sources, &options.environment).deployment();
        print(&InspectV1::new(Language::Supervisord, &deployment, sources, config), terminal)?;
    }
    if loaded.units.named > 0 {
        let release = Release(options.systemd_version);
        let deployment = systemd::lower::Lowering::new(&loaded.units, sources, release).deployment();
        print(&InspectV1::new(Language::Systemd, &deployment, sources, &loaded.units), terminal)?;
    }
    Ok(Exit::Clean)
}

/// Prints a JSON object, indented by two blanks.
///
/// # Errors
/// When standard output cannot be written.
pub fn print(value: &impl Serialize, terminal: &mut Terminal) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut terminal.out, value).map_err(std::io::Error::from)?;
    terminal.out.write_all(b"\n")?;
    Ok(())
}
