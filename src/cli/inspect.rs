//! `sysvisor inspect`: prints the model.

use serde::Serialize;

use super::args::{InspectArgs, InspectFormat};
use super::load::{Loaded, load};
use super::several::{join_parts, several_configurations};
use super::{Exit, Failure, Terminal, options};
use crate::ir::json::InspectV1;
use crate::language::Language;
use crate::lint::rules::supervisord::env_expansion_undefined::ENV_EXPANSION_UNDEFINED;
use crate::lint::{Options, Selection, is_refusal};
use crate::report::{effective_text, full, order};
use crate::source::FileId;
use crate::supervisord;
use crate::systemd;

/// Runs `sysvisor inspect`.
///
/// # Errors
/// If the files cannot be read, or the output cannot be written.
pub(super) fn run(args: &InspectArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    args.input.refuse_idle_name(&args.paths)?;
    let options = options::options(&args.input, args.systemd_version, None, Selection::all())?;
    let mut loaded = load(&args.paths, &args.input, &options.environment, terminal);
    if loaded.failed {
        return Ok(Exit::Failure);
    }
    if loaded.files == 0 {
        return Err(Failure::new("no supervisord or systemd configuration to inspect"));
    }
    if args.output_format == InspectFormat::Text && !(args.effective && loaded.configs.is_empty()) {
        return Err(Failure::with_help(
            "`inspect --output-format text` is for systemd units, with --effective",
            "remove it: JSON is printed",
        ));
    }
    join_parts(&mut loaded);
    refuse_several(&loaded)?;
    if args.effective {
        return effective(args, &loaded, &options, terminal);
    }
    loaded.deploy(&args.input);
    let sources = &loaded.sources;
    for config in &loaded.configs {
        let deployment =
            supervisord::lower::Lowering::new(config, sources, &options.environment).deployment();
        print(&InspectV1::new(Language::Supervisord, &deployment, sources, config), terminal)?;
    }
    if loaded.units.named > 0 {
        let release = options.systemd_version;
        let deployment = systemd::lower::Lowering::new(&loaded.units, sources, release).deployment();
        print(&InspectV1::new(Language::Systemd, &deployment, sources, &loaded.units), terminal)?;
    }
    Ok(Exit::Clean)
}

/// A single object is printed, and a deployment is one configuration with its includes, or all units together.
fn refuse_several(loaded: &Loaded) -> Result<(), Failure> {
    match (loaded.configs.len(), loaded.units.named) {
        (1.., 1..) => Err(Failure::with_help(
            "there are files in both languages, but the output is one JSON object",
            "name files in one language; for a directory, --language systemd reads only the units",
        )),
        (2.., _) => Err(several_configurations(&loaded.configs, &loaded.sources)),
        _ => Ok(()),
    }
}

/// Prints the settings that are in effect according to the files' own manager.
fn effective(
    args: &InspectArgs,
    loaded: &Loaded,
    options: &Options,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let (sources, linted) = (&loaded.sources, loaded.lint(options, None));
    // Ignore comments do not change what the manager refuses.
    let mut told = linted.findings;
    told.extend(linted.ignored.into_iter().filter(is_refusal));
    if !told.is_empty() {
        let unloaded = loaded.units.unloaded_files(sources);
        told.retain(|finding| !unloaded.contains(&finding.file));
    }
    let refused: Vec<FileId> = told.iter().filter(|one| is_refusal(one)).map(|one| one.file).collect();
    let is_refused = !refused.is_empty();
    // What is refused does not run, so nothing else is reported then. Otherwise variables without a value are reported.
    told.retain(|finding| match is_refused {
        true => is_refusal(finding),
        false => !terminal.quiet && finding.rule == ENV_EXPANSION_UNDEFINED.name(),
    });
    order(sources, &mut told);
    full::write(&mut terminal.err, sources, &told, terminal.look)?;
    if loaded.configs.iter().any(|config| config.files.iter().any(|file| refused.contains(&file.id))) {
        terminal.error("nothing was printed: supervisord would refuse the source", None);
        return Ok(Exit::Findings);
    }
    for config in &loaded.configs {
        print(&supervisord::effective::effective(config, sources, &options.environment), terminal)?;
    }
    if loaded.units.named > 0 {
        let (files, release) = (options::files(&args.input), options.systemd_version);
        let units = systemd::effective::effective(&loaded.units, sources, &*files, release);
        match args.output_format {
            InspectFormat::Json => print(&units, terminal)?,
            InspectFormat::Text => effective_text::write(&mut terminal.out, &units)?,
        }
    }
    // A unit that is not loaded is shown nevertheless: the error may be in any of its files.
    Ok(if is_refused { Exit::Findings } else { Exit::Clean })
}

/// Prints a JSON object, indented by two spaces.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn print(value: &impl Serialize, terminal: &mut Terminal) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut terminal.out, value).map_err(std::io::Error::from)?;
    terminal.out.write_all(b"\n")?;
    Ok(())
}
