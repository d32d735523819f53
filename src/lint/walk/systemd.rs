//! The walk over a unit, and the checks that look at all units.

use super::dedup;
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::lint::commands::unit_commands::{Commands, ExecEntries};
use crate::lint::context::{ServiceContext, UnitContext, UnitEntryContext, UnitMemo, UnitView, UnitsContext};
use crate::lint::dispatch::UnitRules;
use crate::lint::facts::unit_references::UnitReferences;
use crate::lint::line_cache::{LineCache, LineFacts};
use crate::lint::prefilter::CommandFeatures;
use crate::lint::rules::systemd::not_a_unit;
use crate::lint::sink::{Reported, Sink, UnitFinding};
use crate::lint::{Linted, Options, readers, templates};
use crate::source::{FileId, Sources};
use crate::systemd::directives::ValueKind;
use crate::systemd::facts::Facts;
use crate::systemd::fleet::{Fleet, Location};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::{self, Unit, Units};

/// Lints units. Findings are reported for the named units only, in no particular order, without those that comments
/// suppress.
///
/// ```
/// use sysvisor::lint::{Options, check_units};
/// use sysvisor::source::{Memory, SourceFile, Sources};
/// use sysvisor::systemd::Units;
///
/// let mut sources = Sources::new();
/// let text = b"[Service]\nExecStart=/usr/bin/web --port 80 # public\n";
/// let web = sources.add(SourceFile::new("web.service", text.to_vec())?);
/// let units = Units::read(&[web], &mut sources, &Memory::new());
///
/// let findings = check_units(&units, &sources, &Options::default());
/// // systemd has no comments after a value: the program gets `#` and `public` as arguments.
/// let comment = findings.iter().find(|finding| finding.rule == "trailing-comment").expect("it is reported");
/// assert_eq!(comment.span.slice(text), b"# public");
/// # Ok::<(), sysvisor::source::TooLarge>(())
/// ```
#[must_use]
pub fn check_units(units: &Units, sources: &Sources, options: &Options) -> Vec<Diagnostic> {
    lint_units(units, sources, options).findings
}

/// Lints units and reports the findings in the named ones.
#[must_use]
pub fn lint_units(units: &Units, sources: &Sources, options: &Options) -> Linted {
    let linter = UnitLinter::new(options);
    let fleet = units.fleet();
    let (mut findings, mut reported) = (Vec::new(), Reported::default());
    let (mut cache, mut sink) = (LineCache::default(), linter.sink());
    for (known, unit) in fleet.given().zip(units.given()) {
        linter.check(unit, sources, &mut cache, &mut sink);
        let (found, deferred) = sink.take().into_parts();
        let holds = |found: &UnitFinding| {
            found.condition.as_ref().is_none_or(|condition| condition.holds(fleet, known, &mut reported))
        };
        findings.extend(found.filter(holds).map(|found| found.finding));
        findings.extend(deferred.iter().filter_map(|deferred| deferred.make(fleet, known)));
    }
    findings.extend(linter.check_fleet(fleet, &|place| sources.find(fleet.file(place).name)));
    if fleet.shares_files() {
        // An entry of `service.d` is met once in every service.
        dedup(&mut findings);
    }
    let mut ignores = sink.into_ignores();
    let mut linted = ignores.split(sources, findings);
    linted.append(ignores.report_unused(sources, options));
    linted
}

/// Lints units one at a time, so that none has to be kept. A finding in one may still depend on the others.
#[derive(Debug)]
pub struct UnitLinter<'o> {
    options: &'o Options,
    rules: UnitRules,
}

impl<'o> UnitLinter<'o> {
    /// Creates a linter with these options.
    #[must_use]
    pub fn new(options: &'o Options) -> Self {
        Self { options, rules: UnitRules::new(&options.selection) }
    }

    /// The same, but calls the rules for units for every unit, whatever it sets.
    #[cfg(test)]
    pub(in crate::lint) fn unfiltered(options: &'o Options) -> Self {
        Self { options, rules: UnitRules::new(&options.selection).unfiltered() }
    }

    /// Creates a sink for [`UnitLinter::check`].
    #[must_use]
    pub fn sink(&self) -> Sink {
        Sink::new(self.options.selection.clone())
    }

    /// Lints one unit; `cache` and the sink are shared by all units.
    pub fn check(&self, unit: &Unit, sources: &Sources, cache: &mut LineCache, sink: &mut Sink) {
        let before = sink.mark();
        self.check_unit(unit, sources, cache, sink);
        if unit.has_pragma() {
            sink.ignore(unit, sources, true);
        }
        templates::of_unit(unit, sources, before, sink);
    }

    fn check_unit(&self, unit: &Unit, sources: &Sources, cache: &mut LineCache, sink: &mut Sink) {
        if let Some(foreign) = not_a_unit::foreign(unit, sources) {
            return sink.add(not_a_unit::finding(unit, foreign, sources));
        }
        let is_cached = cache.next_unit();
        let (rules, options) = (&self.rules, self.options);
        let release = options.systemd_version;
        let memo = &UnitMemo::default();
        let view = UnitView { unit, sources, options, memo };
        readers::systemd_syntax(unit, sources, sink);
        let known = unit.sections();
        let mut facts = Facts::default();
        let mut commands: Vec<&[u8]> = Vec::new();
        let mut rules_of_unit = rules.for_every_unit();
        for file in &unit.files {
            for entry in file.entries(sources.get(file.id)) {
                let context = UnitEntryContext { view, entry };
                let facts_of_line = if is_cached { cache.get(&entry) } else { None };
                let kinds = facts_of_line
                    .map_or_else(|| UnitRules::kinds(&context), |facts_of_line| facts_of_line.kinds);
                rules.entry(kinds, &context, sink);
                // systemd never looks at entries of other sections.
                if entry.section.is_some_and(|section| known.contains(section)) {
                    if !facts_of_line.is_some_and(|facts_of_line| facts_of_line.is_clean) {
                        let is_clean = readers::systemd_value(&context, sink);
                        if is_cached {
                            cache.insert(&entry, LineFacts { kinds, is_clean });
                        }
                    }
                    let Some(row) = entry.row else { continue };
                    facts.add(&entry, release);
                    rules_of_unit |= rules.for_directive(row.name);
                    if matches!(row.kind, ValueKind::Exec) {
                        commands.push(entry.item.value.slice(entry.bytes));
                    }
                }
            }
        }
        let exec_entries = ExecEntries::new(unit, sources, release);
        let parsed = Commands::new(&exec_entries, &commands);
        let references = &UnitReferences::new(unit, sources);
        let context = UnitContext { view, facts: &facts, commands: &parsed, references };
        rules.unit(rules_of_unit, &context, sink);
        let restarts = facts.restart.is_some() || facts.force_restart.is_some();
        let manager = Language::Systemd;
        let features = CommandFeatures::new(manager, &commands, restarts);
        if unit.is(UnitType::Service) && rules.wants_service(&features) {
            let service = &systemd::lower::Lowering::of_one(unit, sources, release).running(unit);
            let is_whole = !unit.main().is_drop_in;
            let context = ServiceContext {
                service,
                manager,
                sources,
                items: unit,
                unit: Some(unit),
                is_whole,
                options,
            };
            rules.service(&features, &context, sink);
        }
    }

    /// Lints all units together, after each of them was checked; `files` finds the file of a place.
    #[must_use]
    pub fn check_fleet(
        &self,
        fleet: &Fleet,
        file_of: &dyn Fn(Location) -> Option<FileId>,
    ) -> Vec<Diagnostic> {
        let mut sink = self.sink();
        self.rules.units(&UnitsContext { fleet, file_of }, &mut sink);
        sink.into_findings()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Selection;
    use crate::source::{Memory, SourceFile};

    #[test]
    fn a_finding_in_a_shared_drop_in_is_reported_once() {
        let files = Memory::new().with("u/service.d/x.conf", "[Service]\nRestrat=always\n");
        let mut sources = Sources::new();
        let mut unit = |name: &str| {
            let text = "[Service]\nExecStart=/bin/a\n[Install]\nWantedBy=multi-user.target\n";
            sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap())
        };
        let named = [unit("u/a.service"), unit("u/b.service")];
        let units = Units::read(&named, &mut sources, &files);
        let selection = Selection::new(&["unknown-directive"], &[]).unwrap();
        let findings = check_units(&units, &sources, &Options { selection, ..Options::default() });
        assert_eq!(findings.len(), 1);
    }
}
