//! The number of findings of each rule (`--statistics`), the most frequent first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Applicability, Level};

/// The line of one rule.
struct Line {
    rule: &'static str,
    level: Level,
    count: usize,
    fixable: usize,
}

/// Counts findings by rule.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    rules: BTreeMap<&'static str, (Level, usize, usize)>,
    /// The number of findings that comments suppress.
    pub(super) ignored: usize,
}

impl Statistics {
    /// Counts one more finding of a rule, with this level and this kind of fix.
    pub(super) fn count(&mut self, rule: &'static str, level: Level, fix: Option<Applicability>) {
        let (highest, count, fixable) = self.rules.entry(rule).or_insert((level, 0, 0));
        // A rule may report at more than one level: its line shows the highest.
        *highest = (*highest).max(level);
        *count += 1;
        *fixable += usize::from(fix.is_some_and(|fix| fix != Applicability::Display));
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<_> = self
            .rules
            .iter()
            .map(|(&rule, &(level, count, fixable))| Line { rule, level, count, fixable })
            .collect();
        // Stable: rules with equal counts stay sorted by name.
        lines.sort_by_key(|line| std::cmp::Reverse(line.count));
        lines
    }

    /// Writes one line per rule: count, level, name, and how many of the findings can be fixed.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let lines = self.lines();
        let width = lines.first().map_or(0, |line| line.count.to_string().len());
        let longest = lines.iter().map(|line| line.rule.len()).max().unwrap_or_default();
        for Line { rule, level, count, fixable } in lines {
            let level = level.as_str();
            match fixable {
                0 => writeln!(out, "{count:width$}  {level:7}  {rule}")?,
                _ => writeln!(out, "{count:width$}  {level:7}  {rule:longest$}  {fixable} fixable")?,
            }
        }
        Ok(())
    }

    /// Writes the same as one JSON object, `sysvisor/statistics/v1`.
    pub(super) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let rules = self
            .lines()
            .into_iter()
            .map(|Line { rule, level, count, fixable }| RuleV1 {
                rule,
                level: level.as_str(),
                count,
                fixable,
            })
            .collect();
        serde_json::to_writer_pretty(
            &mut *out,
            &StatisticsV1 { schema: "sysvisor/statistics/v1", rules, ignored: self.ignored },
        )?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct StatisticsV1 {
    schema: &'static str,
    rules: Vec<RuleV1>,
    ignored: usize,
}

#[derive(Serialize)]
struct RuleV1 {
    rule: &'static str,
    level: &'static str,
    count: usize,
    fixable: usize,
}

#[cfg(test)]
mod tests {
    use crate::report::rendered::Form;
    use crate::report::samples::{all, snapshot, written};

    #[test]
    fn findings_are_counted_by_rule() {
        snapshot("report/statistics", written(Form::Statistics, &all()).as_bytes());
        snapshot("report/json/statistics", written(Form::StatisticsJson, &all()).as_bytes());
    }
}
