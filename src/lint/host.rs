//! The checks against the machine. They have a walk of their own: without a [`Host`] they cost nothing and find
//! nothing.

use super::context::{EntryContext, SectionContext, UnitEntryContext, UnitMemo, UnitView};
use super::ignore::Scope;
use super::rules::supervisord::include_no_match;
use super::sink::Sink;
use super::walk::dedup;
use super::{Ignores, Linted, LooksAt, Options, Rule, readers, registry};
use crate::diagnostic::Diagnostic;
use crate::host::Host;
use crate::language::Language;
use crate::source::Sources;
use crate::supervisord::config::{Entry, Settings};
use crate::supervisord::{self, Config, options};
use crate::systemd::Units;
use crate::systemd::directives;
use crate::systemd::in_effect::in_effect;
use crate::systemd::unit::{Unit, UnitEntry};

/// What a rule checks on a machine, with the settings of both languages that refer to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostCheck {
    /// The supervisord options to check, where they are in effect.
    pub options: &'static [options::Name],
    /// Checks one of these options.
    pub option: fn(&EntryContext<'_>, &Host, &mut Sink),
    /// The systemd directives to check, where they are in effect.
    pub directives: &'static [directives::Name],
    /// Checks one of these directives.
    pub directive: fn(&UnitEntryContext<'_>, &Host, &mut Sink),
}

/// Checks a supervisord configuration against the machine. The findings are in no particular order, without those that
/// comments suppress.
#[must_use]
pub fn check_supervisord_host(
    config: &Config,
    sources: &Sources,
    options: &Options,
    host: &Host,
) -> Vec<Diagnostic> {
    lint_supervisord_host(config, sources, options, host).findings
}

/// The same, with the findings that comments suppress.
#[must_use]
pub fn lint_supervisord_host(config: &Config, sources: &Sources, options: &Options, host: &Host) -> Linted {
    let checks = checks(options);
    let mut sink = Sink::new(options.selection.clone());
    let lowering = supervisord::lower::Lowering::new(config, sources, &options.environment);
    let mut settings = Settings::new();
    for section in &config.sections {
        let Some(kind) = section.kind else { continue };
        config.fill(section, sources, &mut settings, |_| {});
        let section =
            SectionContext { config, sources, options, section, settings: &settings, lowering: &lowering };
        for (name, id) in settings.iter() {
            let Some(row) = options::row(kind, name) else { continue };
            let entry = Entry { row: Some(row), ..config.entry(id, sources) };
            let context = section.entry_context(entry);
            if !readers::supervisord_reads(&context, row) {
                continue;
            }
            for check in checks.iter().filter(|check| check.options.contains(&name)) {
                (check.option)(&context, host, &mut sink);
            }
            // Half of this rule needs no machine, so it is not a `HostCheck`.
            if name == options::Name::Files {
                include_no_match::check_on(&context, host, &mut sink);
            }
        }
    }
    let mut findings = sink.into_findings();
    // An entry of `[DEFAULT]` is met once in every section.
    dedup(&mut findings);
    // Faulty ignore comments are reported by the walk that needs no machine.
    let mut ignores = Ignores::new();
    for file in &config.files {
        let scope = Scope { language: Language::Supervisord, is_partial: false };
        let _ = ignores.read(&file.tree, sources, file.id, scope);
    }
    ignores.split(sources, findings)
}

/// Checks the named units against the machine. The findings are in no particular order, without those that comments
/// suppress.
#[must_use]
pub fn check_units_host(units: &Units, sources: &Sources, options: &Options, host: &Host) -> Vec<Diagnostic> {
    lint_units_host(units, sources, options, host).findings
}

/// The same, with the findings that comments suppress.
#[must_use]
pub fn lint_units_host(units: &Units, sources: &Sources, options: &Options, host: &Host) -> Linted {
    let linter = UnitHostLinter::new(options, host);
    let mut sink = Sink::new(options.selection.clone());
    units.given().iter().for_each(|unit| linter.check(unit, sources, &mut sink));
    let (mut findings, mut ignores) = sink.into_parts();
    // An entry of `service.d` is met once in every service.
    dedup(&mut findings);
    ignores.split(sources, findings)
}

/// Checks units against the machine, one at a time.
#[derive(Debug)]
pub struct UnitHostLinter<'o> {
    options: &'o Options,
    host: &'o Host,
    checks: Vec<&'static HostCheck>,
}

impl<'o> UnitHostLinter<'o> {
    /// Creates a linter that runs the selected checks against this machine.
    #[must_use]
    pub fn new(options: &'o Options, host: &'o Host) -> Self {
        Self { options, host, checks: checks(options) }
    }

    /// Checks a unit against the machine.
    pub fn check(&self, unit: &Unit, sources: &Sources, sink: &mut Sink) {
        self.check_unit(unit, sources, sink);
        if unit.has_pragma() {
            // Faulty ignore comments are reported by the walk that needs no machine.
            sink.ignore(unit, sources, false);
        }
    }

    fn check_unit(&self, unit: &Unit, sources: &Sources, sink: &mut Sink) {
        let (options, release) = (self.options, self.options.systemd_version);
        let in_effect = |names| {
            unit.sections().iter().flat_map(move |section| in_effect(unit, sources, release, section, names))
        };
        if in_effect(&ELSEWHERE).any(|entry| is_elsewhere(&entry)) {
            return;
        }
        let memo = &UnitMemo::default();
        let view = UnitView { unit, sources, options, memo };
        for check in &self.checks {
            for entry in in_effect(check.directives) {
                (check.directive)(&UnitEntryContext { view, entry }, self.host, sink);
            }
        }
    }
}

fn checks(options: &Options) -> Vec<&'static HostCheck> {
    let wanted = registry::RULES.iter().filter(|rule| options.selection.contains(rule.name()));
    wanted
        .filter_map(
            |rule: &&'static Rule| if let LooksAt::Host(check) = &rule.looks_at { Some(check) } else { None },
        )
        .collect()
}

/// What gives a unit a root directory or a user of its own.
const ELSEWHERE: [directives::Name; 3] =
    [directives::Name::RootDirectory, directives::Name::RootImage, directives::Name::DynamicUser];

/// Whether the directive makes the unit's paths others than those of the machine, or its user one that is made for it.
fn is_elsewhere(entry: &UnitEntry<'_>) -> bool {
    let is_user = entry.row.is_some_and(|row| row.name == directives::Name::DynamicUser);
    !is_user || entry.flag() == Some(true)
}
