//! The walk over a supervisord configuration.

use std::cell::OnceCell;

use super::dedup;
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::lint::context::{ConfigContext, EntryContext, SectionContext, SectionSettings, ServiceContext};
use crate::lint::dispatch::ConfigRules;
use crate::lint::facts::programs::Programs;
use crate::lint::prefilter::CommandFeatures;
use crate::lint::readers::MissingVariable;
use crate::lint::sink::Sink;
use crate::lint::{Ignores, Linted, Options, readers, templates};
use crate::source::{Sources, Span};
use crate::supervisord::Config;
use crate::supervisord::config::{Entry, Section, Settings};
use crate::supervisord::lower::Lowering;
use crate::supervisord::options::{self as known, NameSet, SectionKind};

/// Lints a supervisord configuration: the main file and its includes. The findings are in no particular order, without
/// those that comments suppress.
#[must_use]
pub fn check_supervisord(config: &Config, sources: &Sources, options: &Options) -> Vec<Diagnostic> {
    lint_supervisord(std::slice::from_ref(config), sources, options).findings
}

/// Lints supervisord configurations. A file may be part of several of them.
#[must_use]
pub fn lint_supervisord(configs: &[Config], sources: &Sources, options: &Options) -> Linted {
    let (mut linted, mut ignores) = (Linted::default(), Ignores::new());
    for config in configs {
        let (findings, known) = supervisord_findings(config, sources, options, ignores);
        ignores = known;
        let mut part = ignores.split(sources, findings);
        templates::of_config(config, sources, options, &mut ignores, &mut part);
        linted.append(part);
    }
    linted.append(ignores.report_unused(sources, options));
    linted
}

fn supervisord_findings(
    config: &Config,
    sources: &Sources,
    options: &Options,
    ignores: Ignores,
) -> (Vec<Diagnostic>, Ignores) {
    let mut sink = Sink::new(options.selection.clone()).with_ignores(ignores);
    sink.read_ignores(config, sources);
    readers::supervisord_syntax(config, sources, &mut sink);
    let rules = &ConfigRules::new(&options.selection);
    let lowering = &Lowering::new(config, sources, &options.environment);
    let walk = Walk { config, sources, options, rules, lowering };
    let (mut missing, mut programs) = (Vec::new(), Programs::default());
    let mut settings = Settings::new();
    for section in &config.sections {
        let right = walk.entries(section, &mut settings, &mut sink);
        walk.values(section, &settings, settings.names().without(right), &mut missing, &mut sink);
        let context = walk.section_context(section, &settings);
        walk.section(&context, &mut missing, &mut sink);
        if section.kind.is_some_and(SectionKind::runs_processes) {
            programs.add(section, &settings);
            walk.command(&context, &mut sink);
        }
    }
    readers::supervisord_missing_variables(&missing, &mut sink);
    rules.config(&ConfigContext { config, sources, options, lowering, programs: &programs }, &mut sink);
    let (mut findings, ignores) = sink.into_parts();
    if !config.defaults.is_empty() {
        // An entry of `[DEFAULT]` is met once in every section.
        dedup(&mut findings);
    }
    (findings, ignores)
}

/// A walk over a configuration. It is passed by value, so that the compiler knows its fields where a context is made for
/// each of many entries.
#[derive(Clone, Copy)]
struct Walk<'a> {
    config: &'a Config,
    sources: &'a Sources,
    options: &'a Options,
    rules: &'a ConfigRules,
    lowering: &'a Lowering<'a>,
}

impl<'a> Walk<'a> {
    /// Calls the rules on entries, and fills in the settings in effect in the section. Returns those that are certainly
    /// valid.
    fn entries(self, section: &'a Section, settings: &mut Settings, sink: &mut Sink) -> NameSet {
        let Self { config, sources, options, rules, lowering } = self;
        let mut right = NameSet::new();
        let whole = OnceCell::new();
        config.fill(section, sources, settings, |filled| {
            let (entry, replaces) = (filled.entry, filled.replaces);
            if let Some(row) = entry.row {
                if readers::supervisord_is_certainly_valid(row, &entry) {
                    right.insert(row.name);
                } else {
                    right.remove(row.name);
                }
            }
            if !rules.want_entry(&entry, replaces.is_some()) {
                return;
            }
            let settings = SectionSettings::Reading(&whole);
            let context =
                EntryContext { config, sources, options, section, entry, replaces, lowering, settings };
            rules.entry(&context, sink);
        });
        right
    }

    /// Checks values. That is done once the whole section is known: nothing reads a value that a later line overrides.
    fn values(
        self,
        section: &'a Section,
        settings: &Settings,
        names: NameSet,
        missing: &mut Vec<MissingVariable>,
        sink: &mut Sink,
    ) {
        let Self { config, sources, options, rules: _, lowering } = self;
        let Some(kind) = section.kind else { return };
        for name in names.iter() {
            let (Some(row), Some(id)) = (known::row(kind, name), settings.get(name)) else { continue };
            let entry = Entry { row: Some(row), ..config.entry(id, sources) };
            // Not `entry_context`: from locals the compiler knows the fields, and there are many values.
            let (settings, replaces) = (SectionSettings::Whole(settings), None);
            let context =
                EntryContext { config, sources, options, section, entry, replaces, lowering, settings };
            readers::supervisord_value(&context, missing, sink);
        }
    }

    const fn section_context<'s>(self, section: &'s Section, settings: &'s Settings) -> SectionContext<'s>
    where
        'a: 's,
    {
        let Self { config, sources, options, rules: _, lowering } = self;
        SectionContext { config, sources, options, section, settings, lowering }
    }

    /// Calls the rules on a section.
    fn section(self, context: &SectionContext<'_>, missing: &mut Vec<MissingVariable>, sink: &mut Sink) {
        if context.section.kind == Some(SectionKind::RpcInterface) {
            for entry in self.config.plugin_entries(context.section, self.sources) {
                readers::supervisord_plugin_value(&context.entry_context(entry), missing, sink);
            }
        }
        self.rules.section(context, sink);
    }

    /// Calls the rules on the command of a program, and on the service that the program makes.
    fn command(self, context: &SectionContext<'_>, sink: &mut Sink) {
        let Self { config, sources, options, rules, lowering } = self;
        let Some(command) = context.entry(known::Name::Command) else { return };
        let manager = Language::Supervisord;
        let item = command.item;
        let after = Span::new(item.value.end, item.end).slice(command.bytes);
        let features = CommandFeatures::new(manager, &[item.value.slice(command.bytes)], false)
            .with_trailing_text(after);
        rules.command(&features, context, sink);
        if rules.wants_service(&features) {
            // Services are lowered, checked and dropped one at a time.
            let service = &lowering.program(context.section, context.settings);
            let (items, unit, is_whole) = (config, None, true);
            let context = ServiceContext { service, manager, sources, items, unit, is_whole, options };
            rules.service(&features, &context, sink);
        }
    }
}
