//! Prints configurations in normal form: each file is printed, read back and compared.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::emission::{FileKind, OutputFile};
use crate::fidelity::{self, Report, Risk, Row, SpelledLine, Subject, Verdict};
use crate::language::Language;
use crate::source::{FileId, SourceFile, Sources};
use crate::supervisord::Config;
use crate::supervisord::config::ConfigFile;
use crate::supervisord::normal;
use crate::translate::settings_of_file;
use crate::unix::lexical_path::normalized;

/// Configurations in normal form.
#[derive(Debug)]
pub struct NormalForm<'s> {
    /// The files, each main file before its included files. Their names are paths relative to the common directory of all
    /// main files.
    pub files: Vec<OutputFile>,
    /// Included files outside of that directory, by the names under which they were read. They are not changed, and
    /// `[include]` still refers to them.
    pub unchanged: Vec<String>,
    /// The verdict on every setting.
    pub report: Report<'s>,
}

/// The error for a file with a line that the loader refuses: it has no normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of the file.
    pub file: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: supervisord cannot read it, so it has no normal form", self.file)
    }
}

impl std::error::Error for Unreadable {}

/// Converts configurations to normal form, each file separately: an included file stays a file of its own. `comments`
/// says whether comments are kept.
///
/// # Errors
/// [`Unreadable`] if a file contains a line that the loader refuses.
pub fn normal_form<'s>(
    configs: &[Config],
    sources: &'s Sources,
    comments: bool,
) -> Result<NormalForm<'s>, Unreadable> {
    let mains = configs.iter().filter_map(|config| config.files.first());
    let directory =
        common_directory(mains.map(|main| normalized(Path::new(sources.get(main.id).directory()))));
    let (mut files, mut unchanged, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut done, mut written): (BTreeSet<FileId>, BTreeSet<String>) = (BTreeSet::new(), BTreeSet::new());
    for config in configs {
        for file in &config.files {
            // Two configurations may include the same file.
            if !done.insert(file.id) {
                continue;
            }
            let source = sources.get(file.id);
            let Some(name) = name_below(&directory, config, source, sources) else {
                unchanged.push(source.name().to_owned());
                rows.extend(rows_of_unchanged(file, source, sources));
                continue;
            };
            let unreadable = || Unreadable { file: source.name().to_owned() };
            let text = normal::print(source, &file.tree, comments).ok_or_else(unreadable)?;
            let mut read_back = Sources::new();
            let again = SourceFile::new(name.clone(), text.clone().into_bytes()).map_err(|_| unreadable())?;
            let id = read_back.add(again);
            let after = Config::of_file(id, &read_back);
            let after: Vec<_> =
                after.files.iter().flat_map(|file| settings_of_file(file, &read_back)).collect();
            rows.extend(fidelity::compare(&name, settings_of_file(file, sources), &after));
            // The same file included under two names is written once.
            if written.insert(name.clone()) {
                files.push(OutputFile { name, kind: FileKind::Settings, text });
            }
        }
    }
    let names = files.iter().map(|file| file.name.clone()).collect();
    let language = Language::Supervisord;
    let report =
        Report { from: language, to: language, files: names, rows, waiting: Vec::new(), operate: Vec::new() };
    Ok(NormalForm { files, unchanged, report })
}

/// The rows for a file that is not changed.
fn rows_of_unchanged<'s>(file: &ConfigFile, source: &SourceFile, sources: &'s Sources) -> Vec<Row<'s>> {
    let name: Arc<str> = Arc::from(source.name());
    let row = |setting: fidelity::Written<'s>| {
        let into = SpelledLine {
            file: Arc::clone(&name),
            section: Arc::from(&*setting.section),
            setting: setting.name.to_string().into(),
            value: setting.value.to_string().into(),
        };
        let (verdict, risk, into) = (Verdict::Exact, Risk::None, into.into());
        Row { subject: Subject::Setting(setting), verdict, risk, reason: None, into }
    };
    settings_of_file(file, sources).into_iter().map(row).collect()
}

/// The name of a file relative to `directory`; `None` for an included file outside of it.
fn name_below(directory: &Path, config: &Config, source: &SourceFile, sources: &Sources) -> Option<String> {
    let main = config.files.first().map(|main| sources.get(main.id))?;
    let of_main_file = Path::new(main.directory());
    let place = if source.name() == main.name() {
        normalized(&of_main_file.join(source.base_name()))
    } else {
        // The name of an included file starts with the directory of the main file's name, or is absolute.
        let of_main = main.name().strip_suffix(main.base_name()).unwrap_or_default();
        normalized(&of_main_file.join(source.name().strip_prefix(of_main).unwrap_or(source.name())))
    };
    let below = place.strip_prefix(directory).ok()?;
    let parts = below.components().filter(|part| matches!(part, Component::Normal(_)));
    let parts: Vec<_> = parts.filter_map(|part| part.as_os_str().to_str()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// The deepest directory that contains all of these.
fn common_directory(directories: impl Iterator<Item = PathBuf>) -> PathBuf {
    let shared = |one: PathBuf, other: PathBuf| {
        let pairs = one.components().zip(other.components());
        pairs.take_while(|(one, other)| one == other).map(|(part, _)| part).collect()
    };
    directories.reduce(shared).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    const PROGRAM: &str = "[program:a]\nuser=b\ncommand=c\n";

    /// The normal form of main files, each with its directory, and of the files that they include.
    fn form(mains: &[(&str, &str, &str)], others: &[&str]) -> NormalForm<'static> {
        let files = others.iter().fold(Memory::new(), |files, name| files.with(name, PROGRAM.as_bytes()));
        let mut sources = Sources::new();
        let mut configs = Vec::new();
        for (directory, name, text) in mains {
            let file = SourceFile::new(*name, text.as_bytes().to_vec()).unwrap().in_directory(*directory);
            let id = sources.add(file);
            configs.push(Config::read(id, &mut sources, &files));
        }
        // Leaked because the report borrows from it; the test process ends soon.
        normal_form(&configs, Box::leak(Box::new(sources)), true).unwrap()
    }

    fn names<'f>(form: &'f NormalForm<'_>) -> Vec<&'f str> {
        form.files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn includes_are_named_relative_to_the_main_file() {
        let main = (
            "/srv/etc",
            "etc/m.conf",
            "[supervisord]\n[include]\nfiles=c/*.conf /srv/etc/d/*.conf ./e.conf\n",
        );
        let form = form(&[main], &["etc/c/a.conf", "/srv/etc/d/b.conf", "etc/./e.conf"]);
        assert_eq!(names(&form), ["m.conf", "c/a.conf", "d/b.conf", "e.conf"]);
        assert_eq!(form.files[1].text, "[program:a]\ncommand=c\nuser=b\n");
        assert!(form.unchanged.is_empty());
    }

    #[test]
    fn includes_from_outside_the_directory_are_left_unchanged() {
        let main = ("/srv/etc", "m.conf", "[supervisord]\n[include]\nfiles=../a.conf /opt/b.conf\n");
        let form = form(&[main], &["../a.conf", "/opt/b.conf"]);
        assert_eq!(names(&form), ["m.conf"]);
        assert_eq!(form.unchanged, ["../a.conf", "/opt/b.conf"]);
        assert_eq!((form.report.rows.len(), form.report.count(Verdict::Exact)), (5, 5));
        assert_eq!(&*form.report.rows[4].into[0].file, "/opt/b.conf");
    }

    #[test]
    fn main_files_are_named_relative_to_their_common_directory() {
        let form = form(&[("/srv/a", "a/x.conf", PROGRAM), ("/srv/b/c", "b/c/x.conf", PROGRAM)], &[]);
        assert_eq!(names(&form), ["a/x.conf", "b/c/x.conf"]);
    }

    #[test]
    fn a_file_that_is_included_twice_is_written_once() {
        let text = "[supervisord]\n[include]\nfiles=c.conf d/../c.conf\n";
        let form = form(
            &[("/etc", "/etc/m.conf", text), ("/etc", "/etc/n.conf", text)],
            &["/etc/c.conf", "/etc/d/../c.conf"],
        );
        assert_eq!(names(&form), ["m.conf", "c.conf", "n.conf"]);
    }

    #[test]
    fn an_earlier_duplicate_is_dropped_without_risk() {
        let text = "[program:a]\nCommand=b\ncommand=c\n[program:a]\nenvironment=A=\"1\"\n";
        let form = form(&[("/etc", "m.conf", text)], &[]);
        let outcome =
            |row: &Row<'_>| (row.verdict, row.risk, row.into.first().map(|into| into.value.to_string()));
        let outcomes: Vec<_> = form.report.rows.iter().map(outcome).collect();
        assert_eq!(
            outcomes,
            [
                (Verdict::Dropped, Risk::None, None),
                (Verdict::Exact, Risk::None, Some("c".to_owned())),
                (Verdict::Exact, Risk::None, Some("A=1".to_owned())),
            ]
        );
    }
}
