//! `sysvisor convert`: delivers the files of a translation and the report on it.

mod deliver;
mod report_file;
mod stale;
mod strict;
mod unfilled;

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;
use std::path::Path;

use deliver::{ReportTexts, deliver, is_alone};
use stale::warn_stale_files;
use strict::{unkept, violations};

use super::args::{self, ConvertArgs, LanguageName, ReportFormat};
use super::load::{Loaded, load};
use super::several::{join_parts, several_configurations};
use super::{Exit, Failure, Terminal, options};
use crate::diagnostic::Level;
use crate::emission::OutputFile;
use crate::emission::{MAX_NAMED_SOURCES, Refused};
use crate::fidelity::Report;
use crate::ir::{Deployment, Items, SettingId};
use crate::language::Language;
use crate::lint::{Linted, Options, Selection, is_refusal};
use crate::normal_form;
use crate::report::{Origin, fidelity_json, fidelity_text, full, html, order};
use crate::source::{Sources, Span, lossy};
use crate::supervisord::{self, Config};
use crate::systemd::emit::Logs;
use crate::systemd::foreign::Foreign;
use crate::systemd::{self, Units};
use crate::text::truncated_list::truncated_list;
use crate::translate::{self, Translation};

/// Runs `sysvisor convert`.
///
/// # Errors
/// If the files cannot be read or written, are not in the other language, or the arguments do not fit them.
pub(super) fn run(args: &ConvertArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    args.input.refuse_idle_name(&args.paths)?;
    if args.prints_report() && (args.directory().is_none() || args.diff) {
        return Err(Failure::with_help(
            "the report and the files cannot both go to standard output",
            "write the files into a directory: -o DIR",
        ));
    }
    // A machine-readable report on standard error must not be mixed with messages, so that a script can parse it.
    terminal.quiet |= is_alone(args);
    let options = options::options(&args.input, Some(args.systemd_version), None, Selection::all())?;
    let mut loaded = load(&args.paths, &args.input, &options.environment, terminal);
    if loaded.failed {
        return Ok(Exit::Failure);
    }
    let source: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
    let source = truncated_list(&source, MAX_NAMED_SOURCES);
    let from = source_language(args, &loaded, &source)?;
    refuse_idle_options(args, from)?;
    if refuse_errors(&loaded, &options, terminal)? {
        return Ok(Exit::Findings);
    }
    unfilled::warn(&loaded, terminal);
    match args.to {
        LanguageName::Systemd => {
            join_parts(&mut loaded);
            to_systemd(args, &loaded, &options, &source, terminal)
        }
        LanguageName::Supervisord if from == Language::Supervisord => to_normal_form(args, &loaded, terminal),
        LanguageName::Supervisord => to_supervisord(args, loaded, &options, &source, terminal),
    }
}

/// `source` is the origin that the emitted files name.
fn to_systemd(
    args: &ConvertArgs,
    loaded: &Loaded,
    options: &Options,
    source: &str,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let [config] = loaded.configs.as_slice() else {
        return Err(several_configurations(&loaded.configs, &loaded.sources));
    };
    let release = options.systemd_version;
    let (logs, comments) = (args.logs.map_or(Logs::Auto, logs), !args.no_comments);
    let target = systemd::emit::Target { release, source, logs, comments };
    let (sources, environment) = (&loaded.sources, &options.environment);
    let translation = translate::to_systemd(config, sources, environment, target);
    // The process is about to end: dropping a model takes a tenth of the time of building it.
    let translation = ManuallyDrop::new(translation);
    hand_over_translation(args, &translation, config, sources, terminal)
}

/// `source` is the origin that the emitted files name.
fn to_supervisord(
    args: &ConvertArgs,
    mut loaded: Loaded,
    options: &Options,
    source: &str,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    if args.container {
        // A container has no systemd-tmpfiles to create them.
        loaded.units.read_boot_directories(&loaded.sources, &*options::files(&args.input));
    }
    loaded.deploy(&args.input);
    let (units, sources) = (&loaded.units, &loaded.sources);
    refuse_foreign(units, sources)?;
    warn_unloaded_units(units, sources, terminal);
    warn_duplicate_names(units, sources, terminal);
    let release = options.systemd_version;
    let (container, split, comments) = (args.container, args.split, !args.no_comments);
    let target = supervisord::emit::Options { source, container, split, comments };
    let translation = translate::to_supervisord(units, sources, release, target);
    let translation = ManuallyDrop::new(translation);
    hand_over_translation(args, &translation, units, sources, terminal)
}

/// supervisord's own files, each on its own.
fn to_normal_form(args: &ConvertArgs, loaded: &Loaded, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let form = normal_form::normal_form(&loaded.configs, &loaded.sources, !args.no_comments)
        .map_err(|unreadable| Failure::new(unreadable.to_string()))?;
    for name in &form.unchanged {
        terminal.note(&format!("{name} is left as is: it is not below the directory of the main file"));
    }
    // The report contains no defaults, so it needs no model.
    let deployment = Deployment::default();
    let items = ItemsOf(&loaded.configs);
    let origin = Origin { deployment: &deployment, items: &items, sources: &loaded.sources };
    hand_over(args, &form.files, &form.report, origin, terminal)
}

/// A file that was named but is not a unit would become a program that nobody wrote. A directory walk skips such files.
fn refuse_foreign(units: &Units, sources: &Sources) -> Result<(), Failure> {
    for unit in units.given() {
        let file = sources.get(unit.main().id);
        if let Some(foreign) = Foreign::of(file.bytes()).filter(|_| !unit.main().is_drop_in) {
            let message = format!(
                "{} is {}, not a unit: there is nothing to translate",
                file.name(),
                foreign.description()
            );
            return Err(Failure::new(message));
        }
    }
    Ok(())
}

/// Names the units that are not translated because systemd does not load them.
fn warn_unloaded_units(units: &Units, sources: &Sources, terminal: &mut Terminal) {
    for unit in units.given().iter().filter(|unit| !unit.is_loaded(sources)) {
        if let Some(other) = &unit.replaced_by {
            let own = sources.get(unit.main().id).name();
            terminal.note(&format!(
                "systemd loads {} instead of {own}, so {own} is not translated",
                other.display()
            ));
            continue;
        }
        let by = unit.masked_by.as_ref().map(|mask| format!(" by {}", mask.display()));
        let (name, by) = (&unit.name, by.unwrap_or_default());
        terminal.note(&format!("{name} is masked{by}: systemd does not load it, so it is not translated"));
    }
}

/// Names the units of which a machine can have only one: here each becomes a program, and all of them would run.
fn warn_duplicate_names(units: &Units, sources: &Sources, terminal: &mut Terminal) {
    let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unit in units.given().iter().filter(|unit| unit.is_loaded(sources) && !unit.main().is_drop_in) {
        files.entry(&unit.name).or_default().push(sources.get(unit.main().id).name());
    }
    for (name, files) in files.iter().filter(|(_, files)| files.len() > 1) {
        let files = truncated_list(files, MAX_NAMED_SOURCES);
        terminal.note(&format!(
            "{name} was given more than once ({files}): systemd loads one of them, but all are translated; name only the one you mean"
        ));
    }
}

const fn logs(logs: args::Logs) -> Logs {
    match logs {
        args::Logs::Journal => Logs::Journal,
        args::Logs::Files => Logs::Files,
        args::Logs::Auto => Logs::Auto,
    }
}

/// Refuses options that apply only to a supervisord configuration made from units, or to units made from one.
fn refuse_idle_options(args: &ConvertArgs, from: Language) -> Result<(), Failure> {
    if args.logs.is_some() && args.to == LanguageName::Supervisord {
        return Err(Failure::with_help(
            "`--logs` is for supervisord programs that become units",
            "remove it",
        ));
    }
    let asked = [(args.container, "--container"), (args.split, "--split")];
    match asked.iter().find(|(asked, _)| *asked) {
        Some((_, option)) if from == Language::Supervisord => Err(Failure::with_help(
            format!("`{option}` is for units that become a supervisord configuration"),
            "remove it",
        )),
        _ => Ok(()),
    }
}

/// The language of all files: the other one, or supervisord for its normal form.
fn source_language(args: &ConvertArgs, loaded: &Loaded, source: &str) -> Result<Language, Failure> {
    let (supervisord, systemd) = (loaded.configs.len(), loaded.units.named);
    let to = Language::from(args.to);
    let both = |help| Err(Failure::with_help(format!("{source}: there are files in both languages"), help));
    match to {
        _ if supervisord == 0 && systemd == 0 => Err(Failure::new(format!(
            "{source}: there is no supervisord or systemd configuration to translate"
        ))),
        Language::Systemd if supervisord > 0 && systemd > 0 => {
            both("name supervisord files to translate them, or systemd files with --to supervisord")
        }
        Language::Systemd if systemd > 0 => Err(Failure::with_help(
            format!("{source}: these are systemd files already"),
            "name supervisord files, or use --to supervisord",
        )),
        Language::Supervisord if supervisord > 0 && systemd > 0 => {
            both("name systemd files to translate them, or supervisord files for their normal form")
        }
        Language::Systemd => Ok(Language::Supervisord),
        Language::Supervisord if supervisord > 0 => Ok(Language::Supervisord),
        Language::Supervisord => Ok(Language::Systemd),
    }
}

/// A configuration that its own manager refuses has no meaning to translate. Prints the errors, and returns whether there
/// were any.
fn refuse_errors(loaded: &Loaded, options: &Options, terminal: &mut Terminal) -> Result<bool, Failure> {
    let options = Options { selection: options.selection.clone().for_errors(), ..options.clone() };
    // Ignore comments do not change what the manager does with the source.
    let Linted { mut findings, ignored } = loaded.lint(&options, None);
    findings.extend(ignored);
    findings.retain(|finding| finding.level == Level::Error);
    if !findings.is_empty() {
        let unloaded = loaded.units.unloaded_files(&loaded.sources);
        findings.retain(|finding| !unloaded.contains(&finding.file));
    }
    if findings.is_empty() {
        return Ok(false);
    }
    order(&loaded.sources, &mut findings);
    full::write(&mut terminal.err, &loaded.sources, &findings, terminal.look)?;
    let is_refused = findings.iter().any(is_refusal);
    terminal.error(
        if is_refused {
            "nothing was translated: the source's own manager would refuse it"
        } else {
            "nothing was translated: the source has errors, although its own manager would load it"
        },
        None,
    );
    Ok(true)
}

fn hand_over_translation(
    args: &ConvertArgs,
    translation: &Translation<'_>,
    items: &dyn Items,
    sources: &Sources,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    if !translation.emission.refused.is_empty() {
        let all = &translation.emission.refused;
        // Help that applies to several of them is printed once, with the last.
        let last: BTreeMap<&str, usize> =
            all.iter().enumerate().map(|(at, refused)| (refused.help.as_str(), at)).collect();
        for (at, refused) in all.iter().enumerate() {
            refuse(refused, last[refused.help.as_str()] == at, items, sources, terminal);
        }
        return Ok(Exit::Findings);
    }
    if translation.original.services.is_empty() {
        let what = if translation.report.from == Language::Supervisord { "program" } else { "service" };
        terminal.warning(&format!(
            "nothing was translated: it contains no {what} that {} could run",
            translation.report.to
        ));
    }
    let origin = Origin { deployment: &translation.original, items, sources };
    hand_over(args, &translation.files, &translation.report, origin, terminal)
}

/// Locates the settings of several configurations.
#[derive(Debug)]
struct ItemsOf<'c>(&'c [Config]);

impl Items for ItemsOf<'_> {
    fn setting(&self, id: SettingId) -> (Span, Span) {
        let has_it = |config: &&Config| config.files.iter().any(|file| file.id == id.file);
        self.0.iter().find(has_it).map_or_else(Default::default, |config| config.setting(id))
    }
}

fn hand_over(
    args: &ConvertArgs,
    files: &[OutputFile],
    report: &Report<'_>,
    origin: Origin<'_>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    report_file::refuse_input_paths(args, files, origin.sources)?;
    let mut text = Vec::new();
    if is_text_wanted(args, terminal) {
        // A file is not a terminal.
        let color = terminal.color_err && (args.report != ReportFormat::Text || args.report_file.is_none());
        fidelity_text::write(&mut text, report, files, origin, color)?;
    }
    let mut machine = Vec::new();
    match args.report {
        ReportFormat::Text => {}
        ReportFormat::Json => fidelity_json::write(&mut machine, report, origin)?,
        ReportFormat::Html => html::write(&mut machine, report, files, origin)?,
    }
    let texts = ReportTexts { text: &lossy(&text), machine: &lossy(&machine) };
    let violations = args.strict.map_or(Vec::new(), |strict| violations(strict, report));
    // If `--strict` is violated, no file of the translation is written. The report is: it shows what would have been lost.
    let kept = violations.is_empty().then_some(files);
    let exit = deliver(args, kept, texts, terminal)?;
    if let Some(files) = kept {
        // The normal form of a configuration has the same files.
        if let Some(directory) = directory_of(args).filter(|_| report.from != report.to) {
            warn_stale_files(directory, files, args.to, terminal);
        }
        return Ok(exit);
    }
    if !is_alone(args) {
        let (message, help) = unkept(&violations, origin, args.report_path());
        terminal.error(&message, Some(&help));
    }
    Ok(Exit::Findings)
}

fn refuse(refused: &Refused, is_helped: bool, items: &dyn Items, sources: &Sources, terminal: &mut Terminal) {
    let place = refused.from.last().map(|id| {
        let file = sources.get(id.file);
        let at = file.position(items.setting(id).1.start);
        format!("{}:{}:{}: ", file.name(), at.line, at.column)
    });
    terminal.error(
        &format!("{}{}", place.unwrap_or_default(), refused.message),
        is_helped.then_some(&refused.help),
    );
}

/// The directory that the files are written into, or compared with.
fn directory_of(args: &ConvertArgs) -> Option<&Path> {
    args.directory().or(args.diff.then_some(Path::new(".")))
}

/// Whether the text report is shown anywhere.
fn is_text_wanted(args: &ConvertArgs, terminal: &Terminal) -> bool {
    let is_printed = !is_alone(args) && !terminal.quiet;
    is_printed || args.report == ReportFormat::Text && args.report_file.is_some()
}
