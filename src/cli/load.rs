//! Loading what was named: configurations of supervisord with their includes, units with their drop-ins.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::args::InputArgs;
use super::discover::discover;
use super::input::Reader;
use super::{Terminal, options};
use crate::language::Language;
use crate::source::{Disk, FileId, Files, Sources};
use crate::supervisord::Config;
use crate::supervisord::options::SectionKind;
use crate::systemd::Units;

/// Everything that a run looks at.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files.
    pub sources: Sources,
    /// The configurations of supervisord: each main file with its includes, each other file by itself.
    pub configs: Vec<Config>,
    /// The units.
    pub units: Units,
    /// How many files were named or met.
    pub files: usize,
    /// Whether something could not be read; it was told then.
    pub failed: bool,
}

/// Loads what is named by `paths`; `environment` has values for `%(ENV_NAME)s`, by NAME.
pub fn load(
    paths: &[PathBuf],
    input: &InputArgs,
    environment: &BTreeMap<String, String>,
    terminal: &mut Terminal,
) -> Loaded {
    let discovery = discover(paths, input.language.map(Language::from), &Disk);
    let reader = Reader::new(&Disk, input);
    let mut loaded = Loaded::default();
    for problem in &discovery.problems {
        terminal.fail(problem);
        loaded.failed = true;
    }
    let (mut supervisord, mut systemd): (Vec<FileId>, Vec<FileId>) = (Vec::new(), Vec::new());
    for target in &discovery.targets {
        match reader.read(target) {
            Ok(Some(read)) => {
                loaded.files += 1;
                let file = match options::folder_of(read.file.name(), input) {
                    Some(folder) => read.file.in_folder(folder),
                    None => read.file,
                };
                let id = loaded.sources.add(file);
                match read.language {
                    Language::Supervisord => supervisord.push(id),
                    Language::Systemd => systemd.push(id),
                }
            }
            Ok(None) => {}
            // The other files are worth a look all the same.
            Err(problem) => {
                terminal.fail(&problem);
                loaded.failed = true;
            }
        }
    }
    let files = options::files(input);
    loaded.configs = configs(&supervisord, &mut loaded.sources, &*files, environment);
    loaded.units = Units::read(&systemd, &mut loaded.sources, &*files);
    loaded
}

/// The configurations of these files. A file that another one includes is looked at there, and nowhere else.
fn configs(
    ids: &[FileId],
    sources: &mut Sources,
    files: &dyn Files,
    environment: &BTreeMap<String, String>,
) -> Vec<Config> {
    let mut configs = Vec::new();
    let mut alone = Vec::new();
    for id in ids {
        let config = Config::of_file(*id, sources);
        if config.section(SectionKind::Include).is_some() {
            configs.push(Config::read_with(*id, sources, files, environment));
        } else {
            alone.push(config);
        }
    }
    let included: Vec<FileId> =
        configs.iter().flat_map(|config| config.files.iter().skip(1).map(|file| file.id)).collect();
    alone.retain(|config| !included.contains(&config.files[0].id));
    configs.extend(alone);
    configs
}
