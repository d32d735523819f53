//! Loads what was named: supervisord configurations with their includes, units with their drop-ins.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::args::{CheckArgs, InputArgs};
use super::discover::{Discovery, Target, discover};
use super::input::{Input, Reader};
use super::{Failure, Terminal, init_script, options};
use crate::host::Host;
use crate::language::Language;
use crate::lint::{Linted, Options, lint_supervisord, lint_supervisord_host, lint_units, lint_units_host};
use crate::source::{Disk, FileId, Files, SourceFile, Sources, base_name};
use crate::supervisord::Config;
use crate::supervisord::options::SectionKind;
use crate::systemd::units::NamedUnit;
use crate::systemd::{Units, locate};

/// Everything that a run works on.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The files.
    pub(super) sources: Sources,
    /// The supervisord configurations: each main file with its includes, every other file on its own.
    pub(super) configs: Vec<Config>,
    /// The units that were named or found.
    pub(super) units: Units,
    /// The file that was read from standard input.
    pub(super) stdin: Option<FileId>,
    /// The number of files that were named, found by a walk, or included by those.
    pub(super) files: usize,
    /// Whether something could not be read; the error has been printed already.
    pub(super) failed: bool,
}

impl Loaded {
    /// Treats the units as one deployment: instances with drop-ins of their own become units, and links start what they
    /// lead to.
    pub(super) fn deploy(&mut self, input: &InputArgs) {
        let files = options::files(input);
        self.units = std::mem::take(&mut self.units).with_instances(&mut self.sources, &*files);
        self.units.read_links(&self.sources, &*files);
    }

    /// The findings in all of it; if a machine is given, also what is missing on it.
    #[must_use]
    pub(super) fn lint(&self, options: &Options, host: Option<&Host>) -> Linted {
        let Self { sources, configs, units, stdin: _, files: _, failed: _ } = self;
        let mut linted = lint_configs(configs, sources, options, host);
        if units.named > 0 {
            linted.append(lint_units(units, sources, options));
            if let Some(host) = host {
                linted.append(lint_units_host(units, sources, options, host));
            }
        }
        linted
    }
}

/// The findings in supervisord configurations; if a machine is given, also what is missing on it.
pub(super) fn lint_configs(
    configs: &[Config],
    sources: &Sources,
    options: &Options,
    host: Option<&Host>,
) -> Linted {
    let mut linted = lint_supervisord(configs, sources, options);
    if let Some(host) = host {
        let of_host = |config| lint_supervisord_host(config, sources, options, host);
        configs.iter().map(of_host).for_each(|found| linted.append(found));
    }
    linted
}

/// The paths that were named, or the current directory.
pub(super) fn paths(args: &CheckArgs) -> Vec<PathBuf> {
    if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() }
}

/// Loads what `paths` name; `environment` has the values for `%(ENV_NAME)s`, by NAME.
pub(super) fn load(
    paths: &[PathBuf],
    input: &InputArgs,
    environment: &BTreeMap<String, String>,
    terminal: &mut Terminal,
) -> Loaded {
    let files = options::files(input);
    let discovery = targets(paths, input, &*files);
    let mut loaded = Loaded::default();
    for problem in &discovery.problems {
        terminal.fail(problem);
        loaded.failed = true;
    }
    let (mut supervisord, mut systemd): (Vec<FileId>, Vec<NamedUnit>) = (Vec::new(), Vec::new());
    for target in &discovery.targets {
        match read(target, input, &*files) {
            Ok(Some(Read { file, language, name })) => {
                loaded.files += 1;
                // Instances of a template share one file.
                let known = name.as_ref().and_then(|_| loaded.sources.find(file.name()));
                let id = known.unwrap_or_else(|| loaded.sources.add(file));
                if target.is_stdin() {
                    loaded.stdin = Some(id);
                }
                match language {
                    Language::Supervisord => supervisord.push(id),
                    Language::Systemd => systemd.push(NamedUnit { file: id, name }),
                }
            }
            Ok(None) => {}
            // The other files are still checked.
            Err(problem) => {
                terminal.fail(&problem);
                loaded.failed = true;
            }
        }
    }
    loaded.configs = configs(&supervisord, &mut loaded.sources, &*files, environment);
    loaded.files += included_count(&loaded.configs, &supervisord);
    loaded.units = Units::read_named(&systemd, &mut loaded.sources, &*files);
    loaded
}

/// The files that `paths` name.
pub(super) fn targets(paths: &[PathBuf], input: &InputArgs, files: &dyn Files) -> Discovery {
    let paths: Vec<PathBuf> = paths.iter().map(|path| below_root(path, files)).collect();
    discover(&paths, input.language.map(Language::from), files)
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Read {
    /// The name and contents.
    pub(super) file: SourceFile,
    /// The language that it is written in.
    pub(super) language: Language,
    /// The name under which a unit was requested, if it differs from the file's name.
    pub(super) name: Option<String>,
}

/// Reads a file; `None` if it was found by a walk and is in neither language. A path that does not exist may be the name of
/// a unit, an instance or one to look up below the root; then its name is returned as well.
///
/// # Errors
/// If it cannot be read, or was named explicitly and is in neither language.
pub(super) fn read(target: &Target, input: &InputArgs, files: &dyn Files) -> Result<Option<Read>, Failure> {
    let own = files_of(&target.path, files);
    let read = Reader::new(own, input).read(target);
    let is_missing = read.is_err() && target.named && own.canonicalize(&target.path).is_none();
    let name = target.path.to_str().filter(|_| is_missing);
    let (read, name) = match name.and_then(|name| Some((base_name(name).to_owned(), locate(name, files)?))) {
        None => {
            let instead = name.and_then(|name| init_script::instead_of(name, files));
            (instead.map_or(read, Err)?, None)
        }
        Some((name, path)) => (Reader::new(files, input).read(&Target::named(path))?, Some(name)),
    };
    Ok(read.map(|Input { file, language }| {
        // `%(here)s` is its directory; for systemd it decides what a drop-in belongs to, if its name alone does not.
        let is_bare_drop_in = || !file.name().contains('/') && file.name().ends_with(".conf");
        let has_directory = language == Language::Supervisord || is_bare_drop_in();
        let file = if has_directory { options::with_directory(file, input) } else { file };
        Read { file, language, name }
    }))
}

/// The file system that a path belongs to. Paths outside of the root belong to this machine: only what they refer to is
/// looked up below the root.
pub(super) fn files_of<'f>(path: &Path, files: &'f dyn Files) -> &'f dyn Files {
    if is_below_root(path, files) { files } else { &Disk }
}

/// The same path, rewritten to start like the root if it leads there, so that a file has one name.
fn below_root(path: &Path, files: &dyn Files) -> PathBuf {
    let inside = || {
        let root = files.root()?;
        let absolute = std::path::absolute(path).ok()?;
        let inside = absolute.strip_prefix(std::path::absolute(root_or_here(root)).ok()?).ok()?;
        let leads_up = inside.components().any(|part| part == Component::ParentDir);
        // A bare name is looked up in the load path, unless there is such a file.
        let is_path = path.components().nth(1).is_some() || Disk.canonicalize(path).is_some();
        (!leads_up && is_path).then(|| root.join(inside))
    };
    inside().unwrap_or_else(|| path.to_owned())
}

/// Whether a path starts like the root and does not leave it.
fn is_below_root(path: &Path, files: &dyn Files) -> bool {
    files.root().is_some_and(|root| {
        let begins = if root.as_os_str().is_empty() { path.is_relative() } else { path.starts_with(root) };
        begins && !path.components().any(|part| part == Component::ParentDir)
    })
}

/// The empty path is the start of relative names.
fn root_or_here(root: &Path) -> &Path {
    if root.as_os_str().is_empty() { Path::new(".") } else { root }
}

/// The number of files that these configurations include and that are not in `named`. They count as checked, since their
/// findings are reported as well.
#[must_use]
pub(super) fn included_count(configs: &[Config], named: &[FileId]) -> usize {
    let named: BTreeSet<FileId> = named.iter().copied().collect();
    let all: BTreeSet<FileId> =
        configs.iter().flat_map(|config| config.files.iter().map(|file| file.id)).collect();
    all.difference(&named).count()
}

/// The configurations of these files. A file that another one includes belongs to that one only: supervisord ignores an
/// `[include]` inside of it. If two files include each other, the first is the main file.
pub(super) fn configs(
    ids: &[FileId],
    sources: &mut Sources,
    files: &dyn Files,
    environment: &BTreeMap<String, String>,
) -> Vec<Config> {
    let read = |id: &FileId| {
        let config = Config::of_file(*id, sources);
        match config.section(SectionKind::Include) {
            Some(_) => Config::read_with(*id, sources, files, environment),
            None => config,
        }
    };
    let (including, mut alone): (Vec<_>, Vec<_>) =
        ids.iter().map(read).partition(|config| config.section(SectionKind::Include).is_some());
    let mut configs = mains(including);
    alone.retain(|config| !configs.iter().any(|main| includes(main, config)));
    configs.extend(alone);
    configs
}

/// The main files among configurations that include others.
fn mains(mut left: Vec<Config>) -> Vec<Config> {
    let mut mains = Vec::new();
    while !left.is_empty() {
        let is_main = |one: &Config| !left.iter().any(|other| includes(other, one));
        let main = left.remove(left.iter().position(is_main).unwrap_or_default());
        left.retain(|other| !includes(&main, other));
        mains.push(main);
    }
    mains
}

fn includes(main: &Config, other: &Config) -> bool {
    main.files.iter().skip(1).any(|file| file.id == other.files[0].id)
}
