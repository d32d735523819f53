//! How a configuration is read: the main file, then what it includes.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Config, ConfigFile, Part, Section};
use crate::source::{FileId, Files, Map, SourceFile, Sources, dir_name};
use crate::supervisord::kinds::expansion::{self, Value};
use crate::supervisord::kinds::{glob, path, space};
use crate::supervisord::options::{Name, SectionKind};
use crate::supervisord::parse;
use crate::syntax::ItemKind;

impl Config {
    /// Reads a configuration with no variables set. The main file must be in `sources` already; included files are
    /// added to it.
    #[must_use]
    pub fn read(main: FileId, sources: &mut Sources, files: &dyn Files) -> Self {
        Self::read_with(main, sources, files, &BTreeMap::new())
    }

    /// Reads a configuration; `given` holds the values, by NAME, of `%(ENV_NAME)s` in the patterns of `[include]`.
    ///
    /// As supervisord 4.3.0 does: included files are read after the whole main file, pattern by pattern and the matches
    /// of each pattern sorted, all relative to the main file's directory; the `[include]` of an included file is
    /// ignored. If neither a file nor any file that it includes has `[supervisord]`, it is not a main file but itself
    /// included by another one, and its own `[include]` is ignored as well.
    #[must_use]
    pub fn read_with(
        main: FileId,
        sources: &mut Sources,
        files: &dyn Files,
        given: &BTreeMap<String, String>,
    ) -> Self {
        let mut config = Self::of_file(main, sources);
        let source = sources.get(main);
        let (written, directory) = (directory_as_written(source).to_owned(), source.directory().to_owned());
        let has_temporary_path = source.has_temporary_path();
        let (paths, missing) = config.included(sources, files, given);
        config.missing = missing;
        for path in paths {
            let name = files.disk_path(Path::new(&path)).to_string_lossy().into_owned();
            let known = sources.find(&name);
            if let Some(known) = known.filter(|known| config.file_index(*known).is_some()) {
                config.read_file(known, sources);
                continue;
            }
            // A directory or an unreadable file contributes nothing: `configparser` ignores the error.
            let Ok(bytes) = files.read(Path::new(&path)) else {
                config.missing.extend(files.is_file(Path::new(&path)).then_some(path));
                continue;
            };
            let own = path::directory_of_included(&path, &written, &directory);
            let Ok(file) = SourceFile::new(name, bytes) else { continue };
            let file = match own {
                Some(own) => {
                    let has_temporary_path = has_temporary_path && !file.name().starts_with('/');
                    file.in_directory(own).with_temporary_path(has_temporary_path)
                }
                None => file,
            };
            let id = known.unwrap_or_else(|| sources.add(file));
            config.read_file(id, sources);
        }
        config.finish(sources);
        let counts = config.reads.len() == 1 || config.section(SectionKind::Supervisord).is_some();
        if counts {
            return config;
        }
        // This file may be an included one, whose main file with `[supervisord]` is not available.
        Self { missing: config.missing, ..Self::of_file(main, sources) }
    }

    /// The configuration of a single file, whose `[include]` is ignored.
    #[must_use]
    pub fn of_file(main: FileId, sources: &Sources) -> Self {
        Self::of_files(&[main], sources)
    }

    /// The configuration of these files: the main file and its included files, in order, each as often as it is read.
    #[must_use]
    pub fn of_files(ids: &[FileId], sources: &Sources) -> Self {
        let mut config = Self {
            files: Vec::new(),
            reads: Vec::new(),
            sections: Vec::new(),
            defaults: Vec::new(),
            missing: Vec::new(),
            names: Map::new(),
            by_id: Vec::new(),
            set_by_default: None,
        };
        for id in ids {
            config.read_file(*id, sources);
        }
        config.finish(sources);
        config
    }

    /// Reads a file. Reading one a second time (the main file among its own includes, or a file that two patterns
    /// match) adds nothing, but its options then override those of the files read in between.
    fn read_file(&mut self, id: FileId, sources: &Sources) {
        self.reads.push(id);
        if self.file_index(id).is_none() {
            self.add_file(id, sources);
        }
    }

    /// Once all files have been read: orders the parts of each section, and works out what `[DEFAULT]` sets.
    fn finish(&mut self, sources: &Sources) {
        if self.reads.len() > self.files.len() {
            let mut last_read = vec![0; self.files.len()];
            for (number, id) in self.reads.iter().enumerate() {
                if let Some(file) = self.file_index(*id) {
                    last_read[file] = number;
                }
            }
            let order = |part: &Part| last_read[part.file as usize];
            for section in self.sections.iter_mut().filter(|section| !section.more.is_empty()) {
                section.more.insert(0, section.first);
                section.more.sort_by_key(order);
                section.first = section.more.remove(0);
            }
            self.defaults.sort_by_key(order);
        }
        self.set_defaults(sources);
    }

    fn add_file(&mut self, id: FileId, sources: &Sources) {
        let source = sources.get(id);
        let bytes = source.bytes();
        let tree = parse::parse_source(source);
        let file = self.files.len() as u32;
        let mut open: Option<u32> = None;
        let len = tree.items.len() as u32;
        for at in 0..=len {
            if at < len && tree.items[at as usize].kind != ItemKind::Header {
                continue;
            }
            if let Some(header) = open.replace(at) {
                let part = Part { file, header, end: at };
                let name = tree.items[header as usize].name.slice(bytes);
                self.add_part(part, name);
            }
        }
        let here = source.directory().to_owned();
        let at = self.by_id.partition_point(|(known, _)| *known < id);
        self.by_id.insert(at, (id, file));
        self.files.push(ConfigFile { id, tree, here });
    }

    fn add_part(&mut self, part: Part, name: &[u8]) {
        if name == b"DEFAULT" {
            self.defaults.push(part);
            return;
        }
        match self.names.get(name) {
            Some(known) => self.sections[*known as usize].more.push(part),
            None => {
                self.names.insert(name.to_vec(), self.sections.len() as u32);
                let kind = SectionKind::of(name).map(|(kind, _)| kind);
                self.sections.push(Section { kind, first: part, more: Vec::new() });
            }
        }
    }

    /// Returns the paths of the existing files that `[include] files` matches, and the patterns that match no file.
    fn included(
        &self,
        sources: &Sources,
        files: &dyn Files,
        given: &BTreeMap<String, String>,
    ) -> (Vec<String>, Vec<String>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        let Some(section) = self.section(SectionKind::Include) else { return (found, missing) };
        let settings = self.settings(section, sources);
        let Some(id) = settings.get(Name::Files) else { return (found, missing) };
        let value = self.entry(id, sources).value();
        let Some(text) = value.text() else { return (found, missing) };
        let variable = |name: &str| given.get(name).map(String::as_str);
        for pattern in space::words(text) {
            // A pattern with an unknown variable is reported as missing; the others still apply.
            let paths = self.include_paths(pattern, sources, variable).unwrap_or_default();
            let paths: Vec<String> = paths.iter().flat_map(|path| glob::glob(files, path)).collect();
            if !paths.iter().any(|path| files.is_file(Path::new(path))) {
                missing.push(pattern.to_owned());
            }
            found.extend(paths);
        }
        (found, missing)
    }

    /// Expands a pattern of `[include] files` into path patterns relative to the main file's own path; several where a
    /// variable contains whitespace. `None` if it cannot be expanded.
    pub(crate) fn include_paths<'v>(
        &self,
        pattern: &str,
        sources: &Sources,
        variable: impl Fn(&str) -> Option<&'v str>,
    ) -> Option<Vec<String>> {
        let main = sources.get(self.files[0].id);
        let written = directory_as_written(main);
        // Relative paths start at that directory anyway.
        let pattern = pattern.strip_prefix("%(here)s/").unwrap_or(pattern);
        let expanded = expansion::expand(pattern, |name| match name {
            "here" => Some(Value::Str(main.directory())),
            _ => variable(name.strip_prefix("ENV_")?).map(Value::Str),
        });
        let expanded = expanded.ok()?;
        let place = |part: &str| match written {
            _ if part.starts_with('/') => part.to_owned(),
            "" => part.to_owned(),
            written => format!("{written}/{part}"),
        };
        Some(space::words(&expanded).map(place).collect())
    }
}

/// The directory part of a file's name as written.
fn directory_as_written(file: &SourceFile) -> &str {
    dir_name(file.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, Rooted};

    /// The names and directories of the files of a configuration whose main file is in `directory`.
    fn files(name: &str, directory: &str, text: &str, others: &dyn Files) -> Vec<(String, String)> {
        let mut sources = Sources::new();
        let main = SourceFile::new(name, text.as_bytes().to_vec()).unwrap().in_directory(directory);
        let main = sources.add(main);
        let given =
            BTreeMap::from([("D".to_owned(), "conf.d".to_owned()), ("B".to_owned(), "a b".to_owned())]);
        let config = Config::read_with(main, &mut sources, others, &given);
        let file = |file: &ConfigFile| (sources.get(file.id).name().to_owned(), file.here.clone());
        config.files.iter().skip(1).map(file).collect()
    }

    fn pair(name: &str, directory: &str) -> (String, String) {
        (name.to_owned(), directory.to_owned())
    }

    #[test]
    fn here_does_not_repeat_the_directory_of_the_main_file() {
        let others = Memory::new().with("etc/conf.d/a.conf", "").with("etc/b.conf", "");
        let text = "[supervisord]\n[include]\nfiles=%(here)s/conf.d/*.conf b.conf\n";
        let expected = [pair("etc/conf.d/a.conf", "/srv/etc/conf.d"), pair("etc/b.conf", "/srv/etc")];
        assert_eq!(files("etc/s.conf", "/srv/etc", text, &others), expected);
    }

    #[test]
    fn variables_in_patterns_are_expanded_and_their_spaces_separate_patterns() {
        let others = Memory::new().with("conf.d/a.conf", "").with("a", "").with("b", "");
        let text = "[supervisord]\n[include]\nfiles=%(ENV_D)s/*.conf %(ENV_NONE)s/x %(ENV_B)s\n";
        let expected = [pair("conf.d/a.conf", "/srv/conf.d"), pair("a", "/srv"), pair("b", "/srv")];
        assert_eq!(files("s.conf", "/srv", text, &others), expected);
    }

    #[test]
    fn includes_without_a_match_are_recorded() {
        let mut sources = Sources::new();
        let text = "[supervisord]\n[include]\nfiles=d/*.conf /e/*.conf %(ENV_NONE)s/x d\n";
        let main = sources.add(SourceFile::new("s.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::read(main, &mut sources, &Memory::new().with("d/a.conf", ""));
        assert_eq!(config.missing, ["/e/*.conf", "%(ENV_NONE)s/x", "d"], "a directory does not match");
    }

    #[test]
    fn a_file_without_a_supervisord_section_includes_nothing() {
        let text = "[include]\nfiles=a.conf\n";
        assert_eq!(files("s.conf", "/srv", text, &Memory::new().with("a.conf", "[program:a]\n")), []);
        // `[supervisord]` may be in an included file.
        let others = Memory::new().with("a.conf", "[supervisord]\n");
        assert_eq!(files("s.conf", "/srv", text, &others), [pair("a.conf", "/srv")]);
    }

    #[test]
    fn under_a_root_files_keep_their_found_name_and_their_final_directory() {
        let others = Memory::new().with("image/opt/a.conf", "").with("image/etc/d/b.conf", "");
        let others = Rooted::new("image", others);
        let text = "[supervisord]\n[include]\nfiles=/opt/*.conf %(here)s/d/*.conf /etc/d/b.conf\n";
        let expected = [pair("image/opt/a.conf", "/opt"), pair("image/etc/d/b.conf", "/etc/d")];
        assert_eq!(files("image/etc/s.conf", "/etc", text, &others), expected);
    }
}
