//! Rules that look at whole units, indexed by the directives without which they find nothing.
//!
//! Most units set few of these. A walk over a unit's entries meets them anyway and collects which rules to call.

use super::context::UnitContext;
use super::sink::Sink;
use super::{LooksAt, registry};
use crate::systemd::directives::Name;

pub(super) type UnitCheck = for<'a> fn(&UnitContext<'a>, &mut Sink);

/// The checks of whole units, that of the last rule first, and which of them are selected.
#[derive(Debug)]
pub(super) struct WholeUnits {
    checks: Vec<UnitCheck>,
    selected: UnitRuleSet,
    /// The selected ones that look at every unit.
    for_every: UnitRuleSet,
}

/// A set of checks: a bit for each, by its index in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct UnitRuleSet(u128);

/// For each directive, the checks that look at a unit which sets it; and those that look at every unit. They do not
/// depend on the selection, so they are computed at compile time and cost nothing at start-up.
static BY_DIRECTIVE: [UnitRuleSet; Name::COUNT] = INDEX.0;
const FOR_EVERY: UnitRuleSet = INDEX.1;

const INDEX: ([UnitRuleSet; Name::COUNT], UnitRuleSet) = {
    let (mut by_directive, mut for_every) = ([UnitRuleSet(0); Name::COUNT], UnitRuleSet(0));
    let (mut count, mut at) = (0, registry::RULES.len());
    // `const` code has no iterators.
    while at > 0 {
        at -= 1;
        let LooksAt::Unit(names, _) = registry::RULES[at].looks_at else { continue };
        assert!(count < u128::BITS, "a bit for each");
        let own = 1 << count;
        count += 1;
        if names.is_empty() {
            for_every.0 |= own;
        }
        let mut name = 0;
        while name < names.len() {
            by_directive[names[name] as usize].0 |= own;
            name += 1;
        }
    }
    (by_directive, for_every)
};

impl std::ops::BitOrAssign for UnitRuleSet {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl std::ops::BitAnd for UnitRuleSet {
    type Output = Self;

    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl WholeUnits {
    pub(super) fn new() -> Self {
        let none = UnitRuleSet::default();
        Self { checks: Vec::with_capacity(u128::BITS as usize), selected: none, for_every: none }
    }

    /// Adds the check of the next rule; the last rule comes first.
    pub(super) fn push(&mut self, check: UnitCheck, is_selected: bool) {
        let own = UnitRuleSet(u128::from(is_selected) << self.checks.len());
        self.checks.push(check);
        self.selected |= own;
        self.for_every |= own & FOR_EVERY;
    }

    /// The selected checks for every unit.
    pub(super) const fn for_every(&self) -> UnitRuleSet {
        self.for_every
    }

    /// The selected checks for a unit that sets this directive.
    #[inline]
    pub(super) fn for_directive(&self, directive: Name) -> UnitRuleSet {
        BY_DIRECTIVE[directive as usize] & self.selected
    }

    /// Calls `call` with each check of the set, in the order in which they were added.
    pub(super) fn each(&self, set: UnitRuleSet, mut call: impl FnMut(UnitCheck)) {
        let mut bits = set.0;
        while bits != 0 {
            if let Some(check) = self.checks.get(bits.trailing_zeros() as usize) {
                call(*check);
            }
            bits &= bits - 1;
        }
    }

    /// The same checks, each for every unit.
    #[cfg(test)]
    pub(super) fn unfiltered(mut self) -> Self {
        self.for_every = self.selected;
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::mem::discriminant;
    use std::path::Path;

    use super::*;
    use crate::lint::{LineCache, Options, Rule, Selection, UnitFindings, UnitLinter};
    use crate::source::{Disk, Files as _, Memory, SourceFile, Sources};
    use crate::systemd::Units;
    use crate::systemd::directives::{DirectiveRow, Section, directives_of, lookup};
    use crate::systemd::versions::Release;

    /// Files that are linted together, by name.
    type Example = Vec<(String, String)>;

    fn rules_of_units() -> impl Iterator<Item = &'static Rule> {
        registry::RULES.iter().copied().filter(|rule| matches!(rule.looks_at, LooksAt::Unit(..)))
    }

    /// The example units on the pages of these rules: the blocks under one heading are one example, until a name
    /// repeats.
    fn examples() -> Vec<Example> {
        let mut all: Vec<Example> = Vec::new();
        for rule in rules_of_units() {
            for part in rule.page().split("## ") {
                all.push(Vec::new());
                for block in part.split("```ini ").skip(1) {
                    let (info, rest) = block.split_once('\n').unwrap();
                    let name = info.split(", ").next().unwrap().trim_start_matches("latin-1 ").to_owned();
                    let lines = rest.split("```").next().unwrap().lines();
                    let text = lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)));
                    if all.last().unwrap().iter().any(|(other, _)| *other == name) {
                        all.push(Vec::new());
                    }
                    all.last_mut().unwrap().push((name, text.collect()));
                }
            }
        }
        all.retain(|example| !example.is_empty());
        all
    }

    /// The example, and variants of it without one of its lines.
    fn with_lines_left_out(example: &Example) -> Vec<Example> {
        let mut all = vec![example.clone()];
        for (at, (_, text)) in example.iter().enumerate() {
            for left_out in text.split_inclusive('\n') {
                let mut other = example.clone();
                other[at].1 = text.split_inclusive('\n').filter(|line| *line != left_out).collect();
                all.push(other);
            }
        }
        all
    }

    /// Variants of the example: each line with every other directive of the same kind of value.
    fn with_other_directives(example: &Example) -> Vec<Example> {
        let mut all = Vec::new();
        for (at, (_, text)) in example.iter().enumerate() {
            let (mut section, mut end) = (None, 0);
            for line in text.split_inclusive('\n') {
                let start = end;
                end += line.len();
                if let Some(header) = line.strip_prefix('[') {
                    section = Section::of(header.trim_end().trim_end_matches(']').as_bytes());
                }
                let Some((section, (name, _))) = section.zip(line.split_once('=')) else { continue };
                let Some(own) = lookup(section, name.as_bytes()) else { continue };
                let is_like = |row: &&DirectiveRow| discriminant(&row.kind) == discriminant(&own.kind);
                for row in directives_of(section).filter(is_like).filter(|row| row.name != own.name) {
                    let mut other = example.clone();
                    other[at].1.replace_range(start..start + name.len(), row.name.as_str());
                    all.push(other);
                }
            }
        }
        all
    }

    fn every_rule(systemd_version: Release) -> Options {
        let names: Vec<&str> = registry::RULES.iter().map(|rule| rule.name()).collect();
        Options { selection: Selection::new(&names, &[]).unwrap(), systemd_version, ..Options::default() }
    }

    /// A linter and what it keeps between units.
    type Kept<'o> = (UnitLinter<'o>, LineCache, Sink);

    /// A linter that calls only the rules that concern a unit, and one that calls all of them.
    fn both(options: &Options) -> [Kept<'_>; 2] {
        [UnitLinter::new(options), UnitLinter::unfiltered(options)].map(|linter| {
            let sink = linter.sink();
            (linter, LineCache::default(), sink)
        })
    }

    /// Checks units with both, and returns the rules that found something.
    fn compare(units: &Units, sources: &Sources, linters: &mut [Kept<'_>; 2]) -> BTreeSet<&'static str> {
        let (fleet, mut rules) = (units.fleet(), BTreeSet::new());
        for (known, unit) in fleet.given().zip(units.given()) {
            let name = sources.get(unit.main().id).name();
            let [some, all] = linters.each_mut().map(|(linter, cache, sink)| {
                linter.check(unit, sources, cache, sink);
                sink.take()
            });
            let missed = all.findings.iter().find(|finding| !some.findings.contains(finding));
            assert_eq!(missed, None, "{name}");
            assert_eq!(some.findings, all.findings, "{name}");
            let conditions =
                |found: &UnitFindings| found.conditions.iter().map(|(at, _)| *at).collect::<Vec<_>>();
            assert_eq!(conditions(&some), conditions(&all), "{name}");
            assert_eq!(some.deferred.len(), all.deferred.len(), "{name}");
            let deferred = all.deferred.iter().filter_map(|deferred| deferred.make(fleet, known));
            rules.extend(all.findings.into_iter().chain(deferred).map(|finding| finding.rule));
            // The walk relies on the entries, a rule on what the unit reports to set.
            let read = unit.entries(sources).filter(|entry| unit.reads(entry));
            let met: BTreeSet<Name> = read.filter_map(|entry| Some(entry.row?.name)).collect();
            assert_eq!(met, Name::all().filter(|name| unit.sets(*name)).collect(), "{name}");
        }
        rules
    }

    #[test]
    fn a_rule_finds_nothing_in_page_examples_without_its_directives() {
        // A release with nearly all directives, including those that 256 removed.
        let options = every_rule(Release(255));
        let (mut linters, mut rules) = (both(&options), BTreeSet::new());
        let examples = examples();
        let others = examples.iter().flat_map(with_other_directives);
        for example in examples.iter().flat_map(with_lines_left_out).chain(others) {
            let (mut sources, mut files, mut ids) = (Sources::new(), Memory::new(), Vec::new());
            for (name, text) in &example {
                files = files.with(name.as_str(), text.as_str());
                ids.push(sources.add(SourceFile::new(name.as_str(), text.clone().into_bytes()).unwrap()));
            }
            let units = Units::read(&ids, &mut sources, &files);
            rules.extend(compare(&units, &sources, &mut linters));
        }
        for rule in rules_of_units().filter(|rule| matches!(rule.looks_at, LooksAt::Unit([_, ..], _))) {
            assert!(rules.contains(rule.name()), "{} never had a finding", rule.name());
        }
    }

    #[test]
    fn a_rule_finds_nothing_in_real_units_without_its_directives() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/systemd");
        let mut directories = vec![root];
        let (options, mut count) = (every_rule(Release(257)), 0);
        let mut linters = both(&options);
        while let Some(directory) = directories.pop() {
            for name in Disk.list(&directory).unwrap_or_default() {
                let path = directory.join(name);
                if path.is_dir() && !path.is_symlink() {
                    directories.push(path);
                } else if let (Some(name), Ok(bytes)) = (path.to_str(), Disk.read(&path)) {
                    let mut sources = Sources::new();
                    let id = sources.add(SourceFile::new(name, bytes).unwrap());
                    compare(&Units::read(&[id], &mut sources, &Disk), &sources, &mut linters);
                    count += 1;
                }
            }
        }
        if count == 0 {
            eprintln!("skipped: no units at ../shared/corpus/systemd");
        }
    }

    #[test]
    fn a_directive_runs_the_selected_checks_of_its_rules() {
        let rules: Vec<(&[Name], UnitCheck)> = registry::RULES
            .iter()
            .rev()
            .filter_map(|rule| match rule.looks_at {
                LooksAt::Unit(names, check) => Some((names, check)),
                _ => None,
            })
            .collect();
        let mut units = WholeUnits::new();
        let is_selected = |at: usize| !at.is_multiple_of(3);
        rules.iter().enumerate().for_each(|(at, (_, check))| units.push(*check, is_selected(at)));
        let assert_calls = |set: UnitRuleSet, concerns: &dyn Fn(&[Name]) -> bool| {
            let selected = rules.iter().enumerate().filter(|(at, _)| is_selected(*at));
            let expected = selected.filter(|(_, (names, _))| concerns(names)).map(|(_, (_, check))| *check);
            let mut called: Vec<UnitCheck> = Vec::new();
            units.each(set, |check| called.push(check));
            assert_eq!(called.len(), expected.clone().count());
            assert!(called.iter().zip(expected).all(|(one, other)| std::ptr::fn_addr_eq(*one, other)));
        };
        assert_calls(units.for_every(), &<[Name]>::is_empty);
        for name in [Name::User, Name::Group, Name::Nice, Name::ExecStart, Name::WantedBy] {
            assert_calls(units.for_directive(name), &|names| names.contains(&name));
        }
    }
}
