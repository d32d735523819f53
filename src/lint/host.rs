//! The checks that ask the machine. A walk of their own, so that without a [`Host`] none of it costs or says anything.

use super::context::{EntryContext, SectionContext, UnitEntryContext};
use super::ignore::Scope;
use super::rules::supervisord::include_no_match;
use super::sink::Sink;
use super::unit_settings::held;
use super::walk::say_once;
use super::{Ignores, Linted, LooksAt, Options, Rule, readers, registry};
use crate::diagnostic::Diagnostic;
use crate::host::Host;
use crate::language::Language;
use crate::source::Sources;
use crate::supervisord::config::{Entry, Settings};
use crate::supervisord::{self, Config, options};
use crate::systemd::Units;
use crate::systemd::directives;
use crate::systemd::unit::{Unit, UnitEntry};

/// What a rule asks a machine about: the same thing under the names that each of the two languages has for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostCheck {
    /// The options of supervisord that it looks at, where their value counts.
    pub options: &'static [options::Name],
    /// What it says of one.
    pub option: fn(&EntryContext<'_>, &Host, &mut Sink),
    /// The directives of systemd that it looks at, where their value counts.
    pub directives: &'static [directives::Name],
    /// What it says of one.
    pub directive: fn(&UnitEntryContext<'_>, &Host, &mut Sink),
}

/// Asks the machine about a supervisord configuration. The findings are in no particular order; those that comments hold back
/// are not among them.
#[must_use]
pub fn check_supervisord_host(
    config: &Config,
    sources: &Sources,
    options: &Options,
    host: &Host,
) -> Vec<Diagnostic> {
    lint_supervisord_host(config, sources, options, host).findings
}

/// The same, with the findings that comments hold back.
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
            let context = section.of_entry(entry);
            if !readers::supervisord_reads(&context, row) {
                continue;
            }
            for check in checks.iter().filter(|check| check.options.contains(&name)) {
                (check.option)(&context, host, &mut sink);
            }
            // Half of this rule needs no machine.
            if name == options::Name::Files {
                include_no_match::check_on(&context, host, &mut sink);
            }
        }
    }
    let mut findings = sink.into_findings();
    // What stands in `[DEFAULT]` is met once in every section.
    say_once(&mut findings);
    // What is wrong with comments is told without a machine.
    let mut ignores = Ignores::new();
    for file in &config.files {
        let scope = Scope { language: Language::Supervisord, is_part: false };
        let _ = ignores.read(&file.tree, sources, file.id, scope);
    }
    ignores.part(sources, findings)
}

/// Asks the machine about the named units. The findings are in no particular order; those that comments hold back are not among
/// them.
#[must_use]
pub fn check_units_host(units: &Units, sources: &Sources, options: &Options, host: &Host) -> Vec<Diagnostic> {
    lint_units_host(units, sources, options, host).findings
}

/// The same, with the findings that comments hold back.
#[must_use]
pub fn lint_units_host(units: &Units, sources: &Sources, options: &Options, host: &Host) -> Linted {
    let linter = UnitHostLinter::new(options, host);
    let mut sink = Sink::new(options.selection.clone());
    units.given().iter().for_each(|unit| linter.check(unit, sources, &mut sink));
    let (mut findings, mut ignores) = sink.into_parts();
    // What stands in `service.d` is met once in every service.
    say_once(&mut findings);
    ignores.part(sources, findings)
}

/// Asks the machine about units, one at a time.
#[derive(Debug)]
pub struct UnitHostLinter<'o> {
    options: &'o Options,
    host: &'o Host,
    checks: Vec<&'static HostCheck>,
}

impl<'o> UnitHostLinter<'o> {
    /// Asks this machine for what the options want to know.
    #[must_use]
    pub fn new(options: &'o Options, host: &'o Host) -> Self {
        Self { options, host, checks: checks(options) }
    }

    /// Asks the machine about a unit.
    pub fn check(&self, unit: &Unit, sources: &Sources, sink: &mut Sink) {
        self.check_unit(unit, sources, sink);
        if unit.is_addressed() {
            // What is wrong with comments is told without a machine.
            sink.ignore(unit, sources, false);
        }
    }

    fn check_unit(&self, unit: &Unit, sources: &Sources, sink: &mut Sink) {
        let (options, release) = (self.options, self.options.systemd_version);
        let held = |names| {
            unit.sections().iter().flat_map(move |section| held(unit, sources, release, section, names))
        };
        if held(&ELSEWHERE).any(|entry| is_elsewhere(&entry)) {
            return;
        }
        for check in &self.checks {
            for entry in held(check.directives) {
                (check.directive)(&UnitEntryContext { unit, sources, options, entry }, self.host, sink);
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

/// What makes a root folder or a user of the unit's own.
const ELSEWHERE: [directives::Name; 3] =
    [directives::Name::RootDirectory, directives::Name::RootImage, directives::Name::DynamicUser];

/// Whether the unit's paths are not those of the machine, or its user is made for it.
fn is_elsewhere(entry: &UnitEntry<'_>) -> bool {
    let is_user = entry.row.is_some_and(|row| row.name == directives::Name::DynamicUser);
    !is_user || entry.flag() == Some(true)
}
