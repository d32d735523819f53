//! Reads the options of a section as supervisord does: the text of the file, expanded, then parsed.

use std::collections::BTreeMap;

use super::json::ValueV1;
use super::placeholders::Placeholders;
use crate::source::{FileId, Sources};
use crate::supervisord::Config;
use crate::supervisord::config::{Entry, Section, Settings};
use crate::supervisord::kinds::expansion::{self, Piece, Value};
use crate::supervisord::kinds::{boolean, byte_size, environment, integer};
use crate::supervisord::options::{self, Name, SectionKind};
use crate::value::ValueError;

/// A configuration, and what applies to all of it.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) config: &'a Config,
    pub(super) sources: &'a Sources,
    /// Values of `%(ENV_NAME)s`, by NAME: the given ones, overridden by those that `[supervisord] environment` sets
    /// (4.2.2 and newer).
    pub(super) variables: BTreeMap<String, String>,
    /// The variables that `[supervisord] environment` sets.
    pub(super) environment: BTreeMap<String, String>,
    pub(super) placeholders: Placeholders,
    /// Whether supervisord replaces `%(here)s` in all values before it expands them, see [`Config::replaces_here`].
    replaces_here: bool,
}

/// The options of one section, and the values of the names in their expansions. Names that an option cannot use need no
/// check: supervisord refuses the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options<'r, 'a> {
    pub(super) reader: &'r Reader<'a>,
    section: &'r Section,
    kind: SectionKind,
    settings: &'r Settings,
    pub(super) program: &'r str,
    pub(super) group: &'r str,
    numbers: Numbers,
    /// Values of `%(ENV_NAME)s`.
    variables: &'r BTreeMap<String, String>,
}

/// The number of a process, and the number of processes of its program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    pub(super) process_num: i64,
    pub(super) numprocs: i64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(config: &'a Config, sources: &'a Sources, given: &BTreeMap<String, String>) -> Self {
        let placeholders = Placeholders::new(config, sources, given);
        let variables = given.clone();
        let daemon = config.section(SectionKind::Supervisord);
        let replaces_here = config.replaces_here();
        let environment = BTreeMap::new();
        let mut reader = Self { config, sources, variables, environment, placeholders, replaces_here };
        if let Some(section) = daemon {
            let settings = reader.settings(section);
            let options = reader.options(section, SectionKind::Supervisord, &settings, "", "");
            let text = options.text(Name::Environment).unwrap_or_default();
            reader.environment = pairs(&text).unwrap_or_default();
            reader.variables.extend(reader.environment.clone());
        }
        reader
    }

    /// The options of a section of this kind, as they are read once for all its processes. `settings` must hold the
    /// settings in effect in it.
    pub(super) fn options<'r>(
        &'r self,
        section: &'r Section,
        kind: SectionKind,
        settings: &'r Settings,
        program: &'r str,
        group: &'r str,
    ) -> Options<'r, 'a> {
        let numbers = Numbers { process_num: 0, numprocs: 1 };
        Options { reader: self, section, kind, settings, program, group, numbers, variables: &self.variables }
    }

    /// The settings in effect in a section.
    pub(super) fn settings(&self, section: &Section) -> Settings {
        self.config.settings(section, self.sources)
    }

    /// The sections of a kind, each with the text of its header.
    pub(super) fn sections(&self, kind: SectionKind) -> impl Iterator<Item = (&'a Section, String)> {
        let of_kind = self.config.sections.iter().filter(move |section| section.kind == Some(kind));
        of_kind.map(|section| (section, self.header(section)))
    }

    /// The text of a section's header.
    pub(super) fn header(&self, section: &Section) -> String {
        let (name, _, _) = self.config.name_of(section, self.sources);
        String::from_utf8_lossy(name).into_owned()
    }

    /// The text of an option as in the file, with `%(here)s` replaced if supervisord does so before anything else.
    fn text(&self, entry: &Entry<'_>, section: &Section) -> String {
        let value = entry.value();
        let text = String::from_utf8_lossy(value.bytes()).into_owned();
        if self.replaces_here { text.replace("%(here)s", self.here(entry, section)) } else { text }
    }

    /// The directory that replaces `%(here)s`: that of the option's file. In `[DEFAULT]`, it is replaced when the first
    /// section is read to which the option applies.
    fn here(&self, entry: &Entry<'_>, section: &Section) -> &str {
        let files = &self.config.files;
        let place = |id: FileId| files.iter().position(|file| file.id == id).unwrap_or_default();
        let entry = place(entry.id.file);
        let at = entry.max(section.first().file as usize);
        files.get(at).map_or("", |file| &file.here)
    }
}

impl<'r, 'a> Options<'r, 'a> {
    /// The same options as read for one process, with its own number and variables.
    pub(super) const fn of_process<'p>(
        &self,
        numbers: Numbers,
        variables: &'p BTreeMap<String, String>,
    ) -> Options<'p, 'a>
    where
        'r: 'p,
    {
        let Self { reader, section, kind, settings, program, group, numbers: _, variables: _ } = *self;
        Options { reader, section, kind, settings, program, group, numbers, variables }
    }

    /// Whether an option is set.
    pub(super) fn has(&self, name: Name) -> bool {
        self.settings.get(name).is_some()
    }

    /// The text of an option as written.
    pub(super) fn written(&self, name: Name) -> Option<String> {
        let id = self.settings.get(name)?;
        let entry = self.reader.config.entry(id, self.reader.sources);
        Some(self.reader.text(&entry, self.section))
    }

    /// The text of an option, expanded as many times as supervisord does.
    pub(super) fn text(&self, name: Name) -> Option<String> {
        let passes = options::row(self.kind, name).map_or(1, |row| row.passes);
        self.written(name).map(|text| (0..passes).fold(text, |text, _| self.expand(text)))
    }

    /// Expands a text once. A text that supervisord would refuse, or expand to all names and values, stays as is.
    pub(super) fn expand(&self, text: String) -> String {
        if !expansion::is_needed(&text) || self.has_excessive_padding(&text) {
            return text;
        }
        match expansion::expand(&text, |name| self.value(name)) {
            Ok(expanded) => expanded.into_owned(),
            Err(_) => text,
        }
    }

    /// Whether the padding of a text, `%(process_num)0999999d`, would exhaust memory, considering that each process has
    /// its own.
    fn has_excessive_padding(&self, text: &str) -> bool {
        let padding = expansion::scan(text).fold(0u64, |sum, piece| match piece {
            Ok(Piece::Name { name: _, spec, span: _ }) => sum.saturating_add(spec.padding()),
            _ => sum,
        });
        padding.saturating_mul(self.numbers.numprocs.max(1).unsigned_abs()) > expansion::MAX_PADDING
    }

    fn value(&self, name: &str) -> Option<Value<'r>> {
        Some(match name {
            "program_name" => Value::Str(self.program),
            "group_name" => Value::Str(self.group),
            "process_num" => Value::Int(self.numbers.process_num),
            "numprocs" => Value::Int(self.numbers.numprocs),
            "host_node_name" => Value::Str("host"),
            // The main file's: in other files it was replaced before.
            "here" => Value::Str(self.reader.config.files.first().map_or("", |main| &main.here)),
            _ => {
                let name = name.strip_prefix("ENV_")?;
                let known = self.variables.get(name).map(String::as_str);
                Value::Str(known.or_else(|| self.reader.placeholders.word(name))?)
            }
        })
    }

    /// The text of an option for output.
    pub(super) fn shown(&self, name: Name) -> Option<String> {
        self.text(name).map(|text| self.reader.placeholders.restore(text))
    }

    /// The parsed value of an option; the default if it is not set.
    pub(super) fn read<T>(
        &self,
        name: Name,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, ValueError>,
    ) -> ValueV1<T> {
        let Some(text) = self.text(name) else { return ValueV1::Known(default) };
        parse(&text).map_or_else(|_| ValueV1::Written(self.reader.placeholders.restore(text)), ValueV1::Known)
    }

    pub(super) fn boolean(&self, name: Name, default: bool) -> ValueV1<bool> {
        self.read(name, default, boolean::parse)
    }

    pub(super) fn integer(&self, name: Name, default: i64) -> ValueV1<i64> {
        self.read(name, default, integer::parse)
    }

    pub(super) fn byte_size(&self, name: Name, default: i64) -> ValueV1<i64> {
        self.read(name, default, byte_size::parse)
    }
}

/// Parses the variables of an environment; of several with the same name the last wins.
pub(super) fn pairs(text: &str) -> Result<BTreeMap<String, String>, ValueError> {
    let pairs = environment::parse(text, environment::Dialect::Legacy)?;
    Ok(pairs.into_iter().map(|pair| (pair.key.into_owned(), pair.value.into_owned())).collect())
}
