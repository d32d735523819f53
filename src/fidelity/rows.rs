//! The row of one written setting: its verdict, what is at stake, why, and the lines that came of it.

use std::collections::BTreeSet;

use super::difference::Sentences;
use super::outcomes::Outcome;
use super::table::{self, MappingRow};
use super::undecided::{UNKNOWN_VALUE, is_manual, says_no};
use super::verdicts::Judge;
use super::{Direction, Lines, Risk, Row, Verdict, Written};
use crate::ir::{Native, NativeReason};
use crate::reason::Reason;
use crate::source::{ByPlace, Map};

impl<'w, 'j, 'a, 'b> Judge<'w, 'j, 'a, 'b> {
    /// What is at stake where only some of a setting's leaves are not kept: no more than with these. `User=` says who runs the
    /// program, which is a matter of security, and what HOME is, which is not.
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
        let most = outcomes.clone().filter(differs).map(|outcome| outcome.most).max();
        let whole = most.map_or(whole, |most| whole.min(most));
        if outcomes.clone().all(|outcome| differs(&outcome)) {
            return whole;
        }
        let of_leaf = |outcome: &Outcome<'_, '_, '_>| {
            outcome.leaf.and_then(|leaf| table::default(self.direction, leaf)).map_or(whole, |row| row.risk)
        };
        let parts = outcomes.filter(differs).map(of_leaf).max();
        // A difference that somebody sees is one of behaviour at least.
        parts.map_or(whole, |risk| risk.max(Risk::Behaviour).min(whole))
    }

    /// The row of a written setting. `number`: its own among them.
    pub(super) fn row(
        &self,
        setting: Written<'w>,
        number: Option<usize>,
        native: Option<&Native>,
        words: &mut Words,
    ) -> Row<'w> {
        let table = words.table.of(self.direction, &setting);
        // What one unit leaves of a shared setting says nothing of the units that take it.
        let is_taken =
            || setting.shared && number.is_some_and(|number| self.outcomes.of(number).next().is_some());
        let native = native.filter(|native| !(native.reason.leaves_nothing() && is_taken()));
        let is_for_a_person = native.zip(table).is_some_and(|(native, row)| is_manual(row, &setting, native));
        let asks_nothing = says_no(&setting);
        let finish = |verdict: Verdict, risk: Risk, reason: Option<Reason>, into: Lines| Row {
            setting: Some(setting),
            default: None,
            verdict,
            risk: if verdict == Verdict::Exact { Risk::None } else { risk },
            reason,
            into,
        };
        let risk = table.map_or(Risk::Behaviour, |row| row.risk);
        let manager = match self.direction {
            Direction::ToSystemd => "supervisord",
            Direction::ToSupervisord => "systemd",
        };
        match native.map(|native| native.reason) {
            Some(NativeReason::Overridden) => {
                return finish(Verdict::Dropped, Risk::None, Some(overridden(manager)), Lines::default());
            }
            Some(NativeReason::InvalidValue) => {
                let reason =
                    format!("{manager} cannot read the value and ignores the line; so does the translation.");
                return finish(Verdict::Dropped, Risk::None, Some(reason.into()), Lines::default());
            }
            Some(NativeReason::WithoutEffect) => {
                let reason = format!("It has no effect under {manager} here, so there is nothing to keep.");
                return finish(Verdict::Dropped, Risk::None, Some(reason.into()), Lines::default());
            }
            Some(NativeReason::Untaken) => {
                let reason = "No program that is converted takes it: each sets its own, or there is none. Nothing is lost with it.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::Unheard) => {
                let reason = "It made events, and no event listener among these files is told of them. Nothing is lost with it.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::Default) => {
                // Where nothing is at stake the table says what it was for; one that asks for nothing was for nothing.
                let own = table.filter(|row| row.risk == Risk::None && !asks_nothing).map(|row| row.reason);
                let reason =
                    own.unwrap_or("It says what holds without it, so nothing is lost by leaving it out.");
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::UnknownValue) => {
                // What is for a person keeps a service waiting; the sections for all have none of their own.
                let waits = native.is_some_and(|native| native.service.is_some());
                let verdict = if waits { Verdict::Manual } else { Verdict::Dropped };
                return finish(verdict, risk, Some(Reason::Known(UNKNOWN_VALUE)), Lines::default());
            }
            Some(NativeReason::ReachedBefore) => {
                let reason = "The boot has reached this before supervisord is started, and a container has it from the \
                              beginning: there is nothing left to wait for.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::AsksNothing) => {
                let reason =
                    "With this value it asks for nothing that would be missing, so there is nothing to keep.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::NotAtBoot) => {
                let reason = "No boot starts it: what it is started with is for another occasion, or nothing given starts that. \
                              supervisord starts programs when it is started itself, so this one has autostart=false: have \
                              supervisorctl start it where that occasion is brought about.";
                return finish(Verdict::Dropped, risk, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::StartedToo) => {
                let reason = "What it names is started by supervisord as well. To start this program by hand starts no other.";
                return finish(Verdict::Dropped, Risk::None, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::EachConnection) => {
                let reason = "systemd accepted connections here and started an instance of the service for each. supervisord cannot: \
                              use inetd, or socat with fork: socat TCP-LISTEN:PORT,fork EXEC:PROGRAM.";
                return finish(Verdict::Dropped, risk, Some(Reason::Known(reason)), Lines::default());
            }
            Some(NativeReason::UnknownName | NativeReason::UnknownSection | NativeReason::Table) => {
                let verdict = if is_for_a_person { Verdict::Manual } else { Verdict::Dropped };
                let reason = table.map_or_else(no_reason, |row| Reason::Known(row.reason));
                return finish(verdict, risk, Some(reason), Lines::default());
            }
            Some(
                NativeReason::PartlyGiven
                | NativeReason::NotAwaited
                | NativeReason::StartUntimed
                | NativeReason::NotIdle,
            )
            | None => {}
        }
        // What a leaf keeps, and something besides that it does not.
        let lost = native.and_then(|native| besides(native.reason));
        let outcomes = || number.into_iter().flat_map(|number| self.outcomes.of(number));
        let Some(worst) = outcomes().map(|outcome| outcome.verdict).max() else {
            // Law 3: every setting decides a leaf, is a native row, or is ignored. A hole in that is a bug, and is shown as
            // something to look at, never as silence.
            return finish(Verdict::Manual, risk, Some(no_reason()), Lines::default());
        };
        if worst == Verdict::Exact {
            let Some((reason, most)) = lost else {
                return finish(worst, Risk::None, None, self.lines(outcomes()));
            };
            let reason = Some(Reason::Known(reason));
            return finish(Verdict::Approximate, risk.min(most), reason, self.lines(outcomes()));
        }
        let dropped = worst == Verdict::Dropped && outcomes().all(|outcome| outcome.computed);
        let reason = match table {
            // Nothing was written for it: what the table says is more than a comparison can.
            Some(row) if dropped => Reason::Known(row.reason),
            _ => {
                let mut reasons: Vec<Reason> = Vec::new();
                for outcome in outcomes() {
                    let counts =
                        outcome.verdict == worst || (outcome.verdict != Verdict::Exact && outcome.computed);
                    let reason = if counts { outcome.reason(&mut words.sentences) } else { None };
                    if let Some(reason) = reason.filter(|reason| !reasons.contains(reason)) {
                        reasons.push(reason);
                    }
                }
                reasons.extend(lost.map(|(reason, _)| Reason::Known(reason)));
                words.sentences.join(reasons)
            }
        };
        // What is dropped left no line, even if another leaf of the setting has one.
        let into = if worst == Verdict::Dropped { Lines::default() } else { self.lines(outcomes()) };
        finish(worst, self.risk_of(risk, outcomes()), Some(reason), into)
    }

    /// The lines of outcomes, each once.
    pub(super) fn lines<'o>(&self, outcomes: impl Iterator<Item = &'o Outcome<'j, 'a, 'b>>) -> Lines
    where
        'j: 'o,
        'a: 'o,
        'b: 'o,
    {
        let (mut lines, mut known) = (Lines::default(), BTreeSet::new());
        for outcome in outcomes {
            for (_, line) in self.index.lines(&outcome.lines) {
                lines.add(line, &mut known);
            }
        }
        lines
    }
}

/// What is lost of a setting besides what its leaves say, and the most that is at stake with it.
const fn besides(reason: NativeReason) -> Option<(&'static str, Risk)> {
    match reason {
        NativeReason::PartlyGiven => Some((
            "Some of the units that it names are not among those converted: convert them as well, or see to it that they run \
             before supervisord starts.",
            Risk::Behaviour,
        )),
        NativeReason::NotAwaited => Some((
            "supervisord starts it in this order, one right after the other. systemd waits until the first is up: a job has ended \
             well, a daemon says that it is ready, a command before or behind the program is through. Let the later one wait by \
             itself for what it needs.",
            Risk::Behaviour,
        )),
        NativeReason::StartUntimed => Some((
            "The part for the stop is kept. systemd also ends a start that takes longer, and counts it as failed; supervisord \
             lets a start take any time: timeout SECONDS in front of a command ends it.",
            Risk::Behaviour,
        )),
        NativeReason::NotIdle => Some((
            "systemd waits until no other start is under way, 5 s at most, so that lines on the console do not mix. supervisord \
             starts the program in its turn.",
            Risk::None,
        )),
        _ => None,
    }
}

/// What many rows say, found once.
#[derive(Default)]
pub(super) struct Words {
    sentences: Sentences,
    table: KnownRows,
}

/// The section and the name of a setting in the table.
type SettingPlace = (ByPlace<'static>, ByPlace<'static>);

/// Rows of the table by section and name: those of settings are texts of tables themselves, so that their places tell them.
#[derive(Default)]
struct KnownRows {
    known: Map<SettingPlace, Option<&'static MappingRow>>,
}

impl KnownRows {
    fn of(&mut self, direction: Direction, setting: &Written<'_>) -> Option<&'static MappingRow> {
        let place = |text: Option<&'static str>| ByPlace(text.unwrap_or_default());
        let key = (place(setting.table_section), place(setting.table_name));
        *self
            .known
            .get_or_insert_with(key, || table::row(direction, setting.table_section, setting.table_name))
    }
}

/// Why a setting that a later one takes the place of is not kept.
pub(super) fn overridden(manager: &str) -> Reason {
    format!("{manager} ignores it: a later line sets the same again.").into()
}

pub(super) const fn no_reason() -> Reason {
    Reason::Known("sysvisor could not tell what became of it: compare it by hand, and report it as a bug.")
}
