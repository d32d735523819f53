//! What a rule on supervisord configurations is handed.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::ir::SettingId;
use crate::lint::Options;
use crate::lint::facts::programs::{Program, Programs};
use crate::lint::fix::config_lines::line_end;
use crate::source::{FileId, Sources, Span};
use crate::supervisord::config::{Config, Entry, Section, Settings};
use crate::supervisord::kinds::expansion::{self, Value};
use crate::supervisord::kinds::{boolean, integer, python};
use crate::supervisord::lower::Lowering;
use crate::supervisord::options::{self, Expansions, Name, SectionKind};
use crate::syntax::{Edit, ItemKind};

/// An entry of a supervisord section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EntryContext<'a> {
    /// The configuration that it is in.
    pub config: &'a Config,
    /// The source files.
    pub sources: &'a Sources,
    /// The options of the run.
    pub options: &'a Options,
    /// Its section.
    pub section: &'a Section,
    /// The entry.
    pub entry: Entry<'a>,
    /// The earlier setting of the same option, in this section or in `[DEFAULT]`, that it overrides.
    pub replaces: Option<SettingId>,
    /// Resolves expansions.
    pub lowering: &'a Lowering<'a>,
    /// The settings in effect in the section.
    pub settings: SectionSettings<'a>,
}

/// The settings in effect in a section.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SectionSettings<'a> {
    /// All of the section has been read.
    Whole(&'a Settings),
    /// It is still being read: what will be in effect is worked out if a rule asks.
    Reading(&'a OnceCell<Settings>),
}

impl<'a> SectionSettings<'a> {
    /// The settings, once all of the section has been read.
    pub(crate) const fn whole(self) -> Option<&'a Settings> {
        match self {
            Self::Whole(settings) => Some(settings),
            Self::Reading(_) => None,
        }
    }
}

/// A supervisord section with all that is set in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SectionContext<'a> {
    /// The configuration that it is in.
    pub config: &'a Config,
    /// The source files.
    pub sources: &'a Sources,
    /// The options of the run.
    pub options: &'a Options,
    /// The section.
    pub section: &'a Section,
    /// The settings in effect in it, one for each option, `[DEFAULT]` included.
    pub settings: &'a Settings,
    /// Resolves expansions.
    pub lowering: &'a Lowering<'a>,
}

/// A supervisord configuration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConfigContext<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The source files.
    pub sources: &'a Sources,
    /// The options of the run.
    pub options: &'a Options,
    /// Resolves expansions.
    pub lowering: &'a Lowering<'a>,
    /// Its programs.
    pub programs: &'a Programs<'a>,
}

impl<'a> ConfigContext<'a> {
    /// One of its sections, with the settings in effect in it.
    #[must_use]
    pub(crate) fn section<'s>(&self, section: &'s Section, settings: &'s Settings) -> SectionContext<'s>
    where
        'a: 's,
    {
        let Self { config, sources, options, lowering, programs: _ } = *self;
        SectionContext { config, sources, options, section, settings, lowering }
    }

    /// The entry that sets an option of a program.
    #[must_use]
    #[inline]
    pub(crate) fn entry(&self, program: &Program<'_>, name: Name) -> Option<Entry<'a>> {
        program.get(name).map(|id| self.config.entry(id, self.sources))
    }
}

/// The values of the names in a text, where they are known and the same for all processes of a program.
#[derive(Debug)]
pub(crate) struct Names<'t> {
    here: &'t str,
    program: Cow<'t, str>,
    /// The variables, without `ENV_`.
    variables: BTreeMap<&'t str, String>,
}

impl Names<'_> {
    /// Expands the text; `more` looks up names that only the option knows.
    pub(crate) fn expand<'t, 'v>(
        &'v self,
        text: &'t str,
        more: impl Fn(&str) -> Option<Value<'v>>,
    ) -> Option<Cow<'t, str>> {
        let expanded = expansion::expand(text, |name| match name {
            "here" => Some(Value::Str(self.here)),
            "program_name" => Some(Value::Str(&self.program)),
            _ => match name.strip_prefix("ENV_") {
                Some(name) => self.variables.get(name).map(|value| Value::Str(value)),
                None => more(name),
            },
        });
        expanded.ok()
    }
}

/// Whether an include that could not be read may supply what the other files lack.
pub(crate) fn may_include_more(config: &Config) -> bool {
    config.section(SectionKind::Include).is_some() && config.files.len() == 1
}

/// The place of a value, or of the option's name if the value is empty.
pub(crate) fn value_or_name(entry: &Entry<'_>) -> Span {
    let whole = entry.value().whole();
    if whole.is_empty() { entry.item.name } else { whole }
}

/// What supervisord appends to a message about a section of programs; the file is the one in which the section first
/// appears.
pub(crate) fn message_suffix(config: &Config, section: &Section, sources: &Sources) -> String {
    let (name, file, _) = config.name_of(section, sources);
    let name = python::repr(&String::from_utf8_lossy(name));
    format!(" in section {name} (file: {})", python::repr(sources.get(file).name()))
}

impl<'a> EntryContext<'a> {
    /// Whether its section is a FastCGI program that a group lists: the group makes a plain program of it.
    #[must_use]
    pub(crate) fn is_grouped_fcgi(&self) -> bool {
        self.section.kind == Some(SectionKind::FcgiProgram) && self.lowering.is_grouped(self.section)
    }

    /// Whether an option is set in its section or in `[DEFAULT]`, even if only further down.
    #[must_use]
    pub(crate) fn section_sets(&self, name: Name) -> bool {
        let settings = match self.settings {
            SectionSettings::Whole(settings) => settings,
            SectionSettings::Reading(whole) => {
                whole.get_or_init(|| self.config.settings(self.section, self.sources))
            }
        };
        settings.get(name).is_some()
    }

    /// Its section with all of its settings; `None` while it is still being read.
    #[must_use]
    pub(crate) fn section_context(&self) -> Option<SectionContext<'a>> {
        let Self { config, sources, options, section, lowering, settings, entry: _, replaces: _ } = *self;
        settings.whole().map(|settings| SectionContext {
            config,
            sources,
            options,
            section,
            settings,
            lowering,
        })
    }
}

impl<'a> SectionContext<'a> {
    /// The kind of section.
    #[must_use]
    pub(crate) fn kind(&self) -> Option<SectionKind> {
        self.section.kind
    }

    /// The context of one of its entries.
    #[must_use]
    pub(crate) const fn entry_context(&self, entry: Entry<'a>) -> EntryContext<'a> {
        let Self { config, sources, options, section, settings, lowering } = *self;
        let settings = SectionSettings::Whole(settings);
        EntryContext { config, sources, options, section, entry, replaces: None, lowering, settings }
    }

    /// The place of the name in the header.
    #[must_use]
    pub(crate) fn header(&self) -> (FileId, Span) {
        let (_, file, span) = self.config.name_of(self.section, self.sources);
        (file, span)
    }

    /// The text of the header, without the brackets.
    #[must_use]
    pub(crate) fn header_text(&self) -> &'a str {
        std::str::from_utf8(self.config.name_of(self.section, self.sources).0).unwrap_or_default()
    }

    /// The entry that sets an option.
    #[must_use]
    pub(crate) fn entry(&self, name: Name) -> Option<Entry<'a>> {
        self.settings.get(name).map(|id| self.config.entry(id, self.sources))
    }

    /// The value of an option as written, if it is set and is text.
    #[must_use]
    pub(crate) fn value(&self, name: Name) -> Option<String> {
        self.entry(name)?.value().text().map(str::to_owned)
    }

    /// The value of an option after expansion, if everything in it is known.
    #[must_use]
    pub(crate) fn expanded(&self, name: Name) -> Option<String> {
        self.expand_part(name, self.entry(name)?.value().text()?)
    }

    /// The value of a boolean option, if it is known.
    #[must_use]
    pub(crate) fn flag(&self, name: Name) -> Option<bool> {
        self.expanded(name).and_then(|text| boolean::parse(&text).ok())
    }

    /// The value of an integer option, or its default; `None` if it cannot be known.
    #[must_use]
    pub(crate) fn number(&self, name: Name) -> Option<i64> {
        let Some(entry) = self.entry(name) else { return self.default_number(name) };
        integer::parse(&self.expand(name, entry.value().text()?)?).ok()
    }

    /// The default of an integer option.
    #[must_use]
    pub(crate) fn default_number(&self, name: Name) -> Option<i64> {
        integer::parse(options::row(self.section.kind?, name)?.default()).ok()
    }

    /// Whether a boolean option is set, and not to what is known to be false.
    #[must_use]
    pub(crate) fn may_be_true(&self, name: Name) -> bool {
        self.settings.get(name).is_some() && self.flag(name) != Some(false)
    }

    /// A part of the value of an option after expansion, if everything in it is known.
    #[must_use]
    pub(crate) fn expand_part(&self, name: Name, text: &str) -> Option<String> {
        self.expand(name, text).map(Cow::into_owned)
    }

    fn expand<'t>(&self, name: Name, text: &'t str) -> Option<Cow<'t, str>> {
        if !expansion::is_needed(text) {
            return Some(Cow::Borrowed(text));
        }
        self.names(name, text)?.expand(text, |_| None)
    }

    /// The values of the names in a part of the value of an option; `None` if the option is not set.
    pub(crate) fn names<'t>(&self, name: Name, text: &'t str) -> Option<Names<'t>>
    where
        'a: 't,
    {
        let entry = self.entry(name)?;
        let row = options::row(self.section.kind?, name)?;
        let has_own = row.expansions.contains(Expansions::OWN_ENVIRONMENT)
            && self.section.kind.is_some_and(SectionKind::runs_processes);
        // Most values use no variable, and finding the variables takes as long as expanding.
        let has_variables = text.as_bytes().windows(4).any(|part| part == b"ENV_");
        let variables = if has_variables {
            let own = has_own.then(|| self.lowering.environment_of(self.section, self.settings));
            let value = |name| match &own {
                Some(own) => own.text(name).map(str::to_owned),
                None => self.lowering.variable(name, self.section, None),
            };
            expansion::variables(text).filter_map(|name| Some((name, value(name)?))).collect()
        } else {
            BTreeMap::new()
        };
        let program = String::from_utf8_lossy(self.config.member_name(self.section, self.sources));
        Some(Names { here: &self.config.file(entry.id.file).here, program, variables })
    }

    /// What supervisord appends to a message about a section of programs: ` in section 'program:a' (file: 'a.conf')`.
    #[must_use]
    pub(crate) fn message_suffix(&self) -> String {
        message_suffix(self.config, self.section, self.sources)
    }

    /// Whether an entry is in the section itself, not in `[DEFAULT]`.
    #[must_use]
    pub(crate) fn owns(&self, entry: &Entry<'_>) -> bool {
        self.config.section_contains(self.section, entry.id)
    }

    /// Inserts a line at the end of the section: after its last entry or header.
    pub(crate) fn append_line(&self, line: &str) -> Edit {
        let part = self.section.first();
        let file = &self.config.files[part.file as usize];
        let items = &file.tree.items[part.header as usize..part.end as usize];
        let is_text = |kind| !matches!(kind, ItemKind::Blank | ItemKind::Comment);
        let end = items.iter().rfind(|item| is_text(item.kind)).map_or(0, |item| item.end);
        let bytes = self.sources.get(file.id).bytes();
        let line_end = line_end(bytes);
        let gap = if bytes[..end as usize].ends_with(b"\n") { "" } else { line_end };
        Edit::insert(end, format!("{gap}{line}{line_end}"))
    }
}
