//! The report row of one written setting: its verdict, risk, reason, and the lines that it resulted in.

use std::collections::BTreeSet;
use std::ops::Range;

use super::difference::Sentences;
use super::natives::{self, no_reason};
use super::outcomes::Outcome;
use super::table::{self, KnownRows};
use super::verdicts::Judge;
use super::{Lines, Risk, Row, Subject, Verdict, Written};
use crate::ir::{Native, NativeReason};
use crate::reason::Reason;

impl<'j, 'a, 'b> Judge<'j, 'a, 'b> {
    /// The risk of a setting of which only some leaves are not kept: that of those leaves. `User=` decides the user, which
    /// concerns security, and `HOME`, which does not.
    pub(super) fn risk_of<'o>(
        &self,
        whole: Risk,
        outcomes: impl Iterator<Item = &'o Outcome<'j, 'a, 'b>> + Clone,
    ) -> Risk
    where
        'j: 'o,
        'a: 'o,
        'b: 'o,
    {
        let differs = |outcome: &&Outcome<'_, '_, '_>| outcome.verdict != Verdict::Exact;
        let max_risk = outcomes.clone().filter(differs).map(|outcome| outcome.max_risk).max();
        let whole = max_risk.map_or(whole, |max_risk| whole.min(max_risk));
        if outcomes.clone().all(|outcome| differs(&outcome)) {
            return whole;
        }
        let of_leaf = |outcome: &Outcome<'_, '_, '_>| {
            outcome.leaf.and_then(|leaf| table::default(self.direction, leaf)).map_or(whole, |row| row.risk)
        };
        let parts = outcomes.filter(differs).map(of_leaf).max();
        // A difference that anybody notices is at least one of behaviour.
        parts.map_or(whole, |risk| risk.max(Risk::Behaviour).min(whole))
    }

    /// The row of a written setting. `number` is its index among all written settings.
    pub(super) fn row<'w>(
        &self,
        setting: Written<'w>,
        number: Option<usize>,
        native: Option<&Native>,
        cache: &mut TextCache<'j, 'a, 'b>,
    ) -> Row<'w> {
        let table = cache.table.of(self.direction, &setting);
        // If one unit makes no use of a shared setting, that says nothing about the other units.
        let is_taken = || setting.shared && self.outcomes.of(number).next().is_some();
        let native = native.filter(|native| !(native.reason.loses_nothing() && is_taken()));
        let fate =
            native.and_then(|native| natives::fate(native, &setting, table, self.direction, self.original));
        let finish = |verdict: Verdict, risk: Risk, reason: Option<Reason>, into: Lines| Row {
            subject: Subject::Setting(setting),
            verdict,
            risk: if verdict == Verdict::Exact { Risk::None } else { risk },
            reason,
            into,
        };
        let risk = table.map_or(Risk::Behaviour, |row| row.risk);
        if let Some((verdict, risk, reason)) = fate {
            return finish(verdict, risk, Some(reason), Lines::default());
        }
        // The leaves keep the setting, but it asks for something else as well.
        let lost = native.and_then(|native| match native.reason {
            NativeReason::PartlyKept(part) => Some(natives::not_kept(part)),
            _ => None,
        });
        let outcomes = || self.outcomes.of(number);
        let Some(worst) = outcomes().map(|outcome| outcome.verdict).max() else {
            // Invariant: every setting decides a leaf, is a native row, or is ignored. A gap would be a bug, and is
            // reported for review rather than silently dropped.
            return finish(Verdict::Manual, risk, Some(no_reason()), Lines::default());
        };
        if worst == Verdict::Exact {
            let Some((reason, risk)) = lost else {
                return finish(worst, Risk::None, None, cache.lines(self, outcomes()));
            };
            let reason = Some(Reason::Static(reason));
            return finish(Verdict::Approximate, risk, reason, cache.lines(self, outcomes()));
        }
        let dropped = worst == Verdict::Dropped && outcomes().all(|outcome| outcome.computed);
        let reason = match table {
            // Nothing was emitted for it: the table says more than a comparison could.
            Some(row) if dropped => Reason::Static(row.reason),
            _ => {
                let mut reasons: Vec<Reason> = Vec::new();
                for outcome in outcomes() {
                    let counts =
                        outcome.verdict == worst || (outcome.verdict != Verdict::Exact && outcome.computed);
                    let reason = if counts { outcome.reason(&mut cache.sentences) } else { None };
                    if let Some(reason) = reason.filter(|reason| !reasons.contains(reason)) {
                        reasons.push(reason);
                    }
                }
                reasons.extend(lost.map(|(reason, _)| Reason::Static(reason)));
                cache.sentences.join(reasons)
            }
        };
        // A dropped setting resulted in no line, even if another of its leaves has one.
        let into = if worst == Verdict::Dropped { Lines::default() } else { cache.lines(self, outcomes()) };
        let rest_risk = lost.map_or(Risk::None, |(_, risk)| risk);
        finish(worst, self.risk_of(risk, outcomes()).max(rest_risk), Some(reason), into)
    }

    /// The lines of these outcomes, without duplicates.
    pub(super) fn lines<'o>(&self, outcomes: impl Iterator<Item = &'o Outcome<'j, 'a, 'b>>) -> Lines
    where
        'j: 'o,
        'a: 'o,
        'b: 'o,
    {
        let (mut lines, mut known) = (Lines::default(), BTreeSet::new());
        for outcome in outcomes {
            for spelled in self.index.lines(&outcome.lines) {
                lines.add(&spelled.line, &mut known);
            }
        }
        lines
    }
}

/// Caches for the texts that many rows share.
#[derive(Default)]
pub(super) struct TextCache<'j, 'a, 'b> {
    sentences: Sentences<'j, 'a, 'b>,
    table: KnownRows,
    /// Where the lines of the last row are in the index, and the lines, if there are many.
    lines: (Vec<Range<usize>>, Lines),
}

impl<'j, 'a, 'b> TextCache<'j, 'a, 'b> {
    /// The lines of these outcomes, without duplicates.
    fn lines<'o>(
        &mut self,
        judge: &Judge<'j, 'a, 'b>,
        outcomes: impl Iterator<Item = &'o Outcome<'j, 'a, 'b>> + Clone,
    ) -> Lines
    where
        'j: 'o,
        'a: 'o,
        'b: 'o,
    {
        /// The number of lines from which on comparing costs less than collecting them again.
        const MANY: usize = 64;
        let count = outcomes.clone().map(|outcome| outcome.lines.len()).sum::<usize>();
        if count < MANY {
            return judge.lines(outcomes);
        }
        let places: Vec<Range<usize>> = outcomes.clone().map(|outcome| outcome.lines.clone()).collect();
        if self.lines.0 != places {
            self.lines = (places, judge.lines(outcomes));
        }
        self.lines.1.clone()
    }
}
