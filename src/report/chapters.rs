//! The order of the rows in the fidelity report, and which rows are shown together.
//!
//! What has to be done by hand comes first, then what is lost, then what differs, then the defaults, then what needs no
//! attention. Within each, the highest risk comes first. Rows with the same reason form a [`Group`]: in a deployment of
//! thirty services most reasons occur thirty times.

use std::collections::BTreeMap;
use std::fmt;

use super::clean;
use crate::fidelity::{Report, Risk, Row, Subject, Verdict};
use crate::language::Language;
use crate::source::{ByAddress, FileId, Map};

/// A part of the report with its own heading.
#[derive(Debug)]
pub(super) struct Chapter<'r> {
    pub(super) kind: Kind,
    /// The contents, in order.
    pub(super) groups: Vec<Group<'r>>,
}

/// The subject of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Manual,
    Dropped,
    Approximate,
    Defaults,
    /// Dropped or approximate, with nothing at stake.
    WithoutRisk,
    Exact,
}

/// Rows with the same reason.
#[derive(Debug)]
pub(super) struct Group<'r> {
    pub(super) verdict: Verdict,
    pub(super) risk: Risk,
    /// The reason; empty for exact.
    pub(super) reason: &'r str,
    /// The indexes of the rows in the report.
    pub(super) rows: Vec<usize>,
}

impl Kind {
    const ALL: [Self; 6] =
        [Self::Manual, Self::Dropped, Self::Approximate, Self::Defaults, Self::WithoutRisk, Self::Exact];

    const fn of(row: &Row<'_>) -> Self {
        match (row.setting().is_some(), row.verdict, row.risk) {
            (false, _, _) => Self::Defaults,
            (true, Verdict::Manual, _) => Self::Manual,
            (true, Verdict::Exact, _) => Self::Exact,
            (true, Verdict::Dropped | Verdict::Approximate, Risk::None) => Self::WithoutRisk,
            (true, Verdict::Dropped, _) => Self::Dropped,
            (true, Verdict::Approximate, _) => Self::Approximate,
        }
    }
}

/// The chapters that are not empty.
pub(super) fn chapters<'r>(report: &'r Report<'_>) -> Vec<Chapter<'r>> {
    /// The number of exact settings that most sections have.
    const ROWS: usize = 8;
    let mut chapters = Kind::ALL.map(|kind| Chapter { kind, groups: Vec::new() });
    let mut places = Places::default();
    for (index, row) in report.rows.iter().enumerate() {
        let kind = Kind::of(row);
        let groups = &mut chapters[kind as usize].groups;
        let place = places.of(kind, row, groups.len());
        let reason = row.reason.as_deref().unwrap_or_default();
        if place == groups.len() {
            groups.push(Group {
                verdict: row.verdict,
                risk: row.risk,
                reason,
                rows: Vec::with_capacity(ROWS),
            });
        }
        groups[place].rows.push(index);
    }
    let mut chapters = Vec::from(chapters);
    chapters.retain(|chapter| !chapter.groups.is_empty());
    for chapter in &mut chapters {
        // Stable: otherwise in the order of the file.
        chapter.groups.sort_by_key(|group| std::cmp::Reverse(group.risk));
        if !matches!(chapter.kind, Kind::Exact | Kind::Defaults) {
            merge_neighbours(&mut chapter.groups, report);
        }
    }
    chapters
}

/// Merges a group with the next one if they are about the same sections and the reason of one says what that of the
/// other says: `startsecs` and `startretries` of a program decide the same.
fn merge_neighbours(groups: &mut Vec<Group<'_>>, report: &Report<'_>) {
    let section = |row: &usize| {
        report.rows.get(*row).and_then(Row::setting).map(|setting| (setting.id.file, &*setting.section))
    };
    groups.dedup_by(|next, group| {
        let (long, short) = match group.reason.len() < next.reason.len() {
            true => (next.reason, group.reason),
            false => (group.reason, next.reason),
        };
        let has_same_sections = || {
            // A group that was merged already has several rows of each section.
            let mut sections: Vec<_> = group.rows.iter().map(section).collect();
            sections.dedup();
            next.rows.iter().map(section).eq(sections)
        };
        let is_alike = (next.verdict, next.risk) == (group.verdict, group.risk)
            && contains_sentences(long, short)
            && has_same_sections();
        if is_alike {
            group.reason = long;
            group.rows.append(&mut next.rows);
            group.rows.sort_unstable();
        }
        is_alike
    });
}

/// Whether all of `short` occurs in `long`, as whole sentences.
fn contains_sentences(long: &str, short: &str) -> bool {
    let is_whole = |at: usize| {
        let (before, after) = (&long[..at], &long[at + short.len()..]);
        (before.is_empty() || before.ends_with(". ")) && (after.is_empty() || after.starts_with(' '))
    };
    short.ends_with('.') && long.match_indices(short).any(|(at, _)| is_whole(at))
}

/// Looks up the group that a row belongs to.
#[derive(Default)]
struct Places<'r> {
    /// By reason.
    groups: Map<(u64, &'r str), usize>,
    /// By the address of the reason: reasons at the same address need not be compared.
    reasons: Map<(u64, ByAddress<'r>), usize>,
    sections: Map<(FileId, &'r str), usize>,
    /// The settings that would change the defaults: one option may decide several leaves.
    options: Vec<&'static str>,
    /// The section of the previous exact row.
    last: Option<((FileId, &'r str), usize)>,
}

impl<'r> Places<'r> {
    /// The index of a row's group among those of its kind; `new` if there is none yet.
    fn of(&mut self, kind: Kind, row: &'r Row<'_>, new: usize) -> usize {
        // Exact rows are grouped by section: there is nothing else to say about them.
        if let (Kind::Exact, Some(setting)) = (kind, row.setting()) {
            let section = (setting.id.file, &*setting.section);
            return match self.last {
                Some((last, place)) if last == section => place,
                _ => {
                    let place = *self.sections.get_or_insert_with(section, || new);
                    self.last = Some((section, place));
                    place
                }
            };
        }
        // What the rows of a group share in addition to the reason, as a number.
        let option = row.default().map_or(0, |default| self.option(default.setting));
        // For a default it does not matter whether a line was emitted.
        let verdict = if kind == Kind::Defaults { 0 } else { row.verdict as u64 };
        let heading = (kind as u64) << 24 | verdict << 16 | (row.risk as u64) << 8 | option;
        let reason = row.reason.as_deref().unwrap_or_default();
        let groups = &mut self.groups;
        let key = (heading, ByAddress(reason));
        *self.reasons.get_or_insert_with(key, || *groups.get_or_insert_with((heading, reason), || new))
    }
}

impl Places<'_> {
    /// The number of a setting that would change a default, from 1.
    fn option(&mut self, name: &'static str) -> u64 {
        let at = self.options.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.options.push(name);
            self.options.len() - 1
        });
        at as u64 + 1
    }
}

/// The heading: how many rows, what became of them, and the risks.
impl fmt::Display for Chapter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.groups.iter().map(|group| group.rows.len()).sum::<usize>();
        let (count, noun) = match self.kind {
            // A default that differs for several services counts once.
            Kind::Defaults => (self.groups.len(), "default"),
            _ => (rows, "setting"),
        };
        let (noun, differ) =
            if count == 1 { (noun.to_owned(), "differs") } else { (format!("{noun}s"), "differ") };
        match self.kind {
            Kind::Manual => write!(f, "{count} {noun} to complete by hand")?,
            Kind::Dropped => write!(f, "{count} {noun} dropped")?,
            Kind::Approximate => write!(f, "{count} {noun} approximate")?,
            Kind::Defaults => write!(f, "{count} {noun} that {differ}")?,
            Kind::WithoutRisk => write!(f, "{count} {noun} dropped or approximate, without risk")?,
            Kind::Exact => write!(f, "{count} {noun} exact")?,
        }
        match self.kind {
            Kind::WithoutRisk | Kind::Exact => Ok(()),
            // The only row states its risk itself.
            _ if count == 1 => Ok(()),
            Kind::Defaults => write_risks(f, self.groups.iter().map(|group| (group.risk, 1)), " (", ")"),
            _ => {
                let risks = self.groups.iter().map(|group| (group.risk, group.rows.len()));
                write_risks(f, risks, " (", ")")
            }
        }
    }
}

/// The number of rows of each risk, the highest first: `2 security, 1 data`. Writes nothing if nothing is at stake.
fn write_risks(
    f: &mut fmt::Formatter<'_>,
    risks: impl Iterator<Item = (Risk, usize)>,
    before: &str,
    after: &str,
) -> fmt::Result {
    let mut counts: BTreeMap<Risk, usize> = BTreeMap::new();
    for (risk, count) in risks.filter(|(risk, count)| *risk != Risk::None && *count > 0) {
        *counts.entry(risk).or_default() += count;
    }
    for (at, (risk, count)) in counts.iter().rev().enumerate() {
        let before = if at == 0 { before } else { ", " };
        write!(f, "{before}{count} {}", risk.as_str())?;
    }
    if counts.is_empty() { Ok(()) } else { f.write_str(after) }
}

/// The number of defaults that differ; one that differs for several services counts once.
pub(super) fn defaults(chapters: &[Chapter<'_>]) -> usize {
    chapters.iter().filter(|chapter| chapter.kind == Kind::Defaults).map(|chapter| chapter.groups.len()).sum()
}

/// The whole report in one line, to be pasted into a pull request.
///
/// It takes the chapters, too, so that it counts defaults as they do.
pub(super) struct VerdictLine<'r>(pub(super) &'r Report<'r>, pub(super) &'r [Chapter<'r>]);

impl fmt::Display for VerdictLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.0;
        let (mut verdicts, mut risks) = ([0; 4], [0; Risk::ALL.len()]);
        let mut services: Vec<usize> = Vec::new();
        for row in &report.rows {
            match &row.subject {
                Subject::Setting(_) => {
                    verdicts[row.verdict as usize] += 1;
                    risks[row.risk as usize] += 1;
                }
                Subject::Default(default) if services.last() == Some(&default.service) => {}
                Subject::Default(default) => services.push(default.service),
            }
        }
        let count = |verdict: Verdict| verdicts[verdict as usize];
        let settings = verdicts.iter().sum::<usize>();
        write!(
            f,
            "{} → {}: {settings} setting{} ({} exact, {} approximate, {} dropped, {} by hand)",
            report.from,
            report.to,
            if settings == 1 { "" } else { "s" },
            count(Verdict::Exact),
            count(Verdict::Approximate),
            count(Verdict::Dropped),
            count(Verdict::Manual)
        )?;
        write_risks(f, Risk::ALL.map(|risk| (risk, risks[risk as usize])).into_iter(), "; at risk: ", "")?;
        let kinds = defaults(self.1);
        match (kinds, services.len()) {
            (0, _) => {}
            (1, 1) => write!(f, "; 1 default differs")?,
            (_, 1) => write!(f, "; {kinds} defaults differ")?,
            (1, services) => write!(f, "; 1 default differs in {services} services")?,
            (_, services) => write!(f, "; {kinds} defaults differ in {services} services")?,
        }
        write_waiting(f, report)?;
        f.write_str(".")
    }
}

/// What is not started until it has been completed by hand.
fn write_waiting(f: &mut fmt::Formatter<'_>, report: &Report<'_>) -> fmt::Result {
    let names: Vec<_> = report.waiting.iter().map(|name| clean(name)).collect();
    match names.as_slice() {
        [] => Ok(()),
        [one] => write!(f, "; {one} stays off until completed by hand"),
        [one, other] => write!(f, "; {one} and {other} stay off until completed by hand"),
        several => {
            let what = if report.to == Language::Systemd { "units" } else { "programs" };
            write!(f, "; {} {what} stay off until completed by hand", several.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fidelity::{DefaultOf, Lines, Written};
    use crate::ir::{Leaf, SettingId};

    fn setting(verdict: Verdict, risk: Risk, reason: &str) -> Row<'static> {
        let id = SettingId { file: FileId(0), item: 0 };
        let text = || "x".into();
        let setting = Written {
            id,
            section: text(),
            table_section: None,
            name: text(),
            table_name: None,
            value: text(),
            shared: false,
        };
        let reason = (verdict != Verdict::Exact).then(|| reason.to_owned().into());
        Row { subject: Subject::Setting(setting), verdict, risk, reason, into: Lines::default() }
    }

    fn default(service: usize, setting: &'static str) -> Row<'static> {
        let leaf = Leaf::Umask;
        let default = DefaultOf { service, name: format!("s{service}").into(), leaf, setting };
        let reason = Some("because".into());
        let (verdict, risk, into) = (Verdict::Dropped, Risk::Security, Lines::default());
        Row { subject: Subject::Default(default), verdict, risk, reason, into }
    }

    fn report(rows: Vec<Row<'_>>) -> Report<'_> {
        let (from, to) = (Language::Supervisord, Language::Systemd);
        Report { from, to, files: Vec::new(), rows, waiting: Vec::new(), operate: Vec::new() }
    }

    #[test]
    fn rows_are_ordered_by_severity_and_grouped_by_reason() {
        let report = report(vec![
            setting(Verdict::Exact, Risk::None, ""),
            setting(Verdict::Dropped, Risk::None, "idle"),
            setting(Verdict::Approximate, Risk::Behaviour, "a"),
            setting(Verdict::Approximate, Risk::Security, "b"),
            setting(Verdict::Approximate, Risk::Behaviour, "a"),
            setting(Verdict::Dropped, Risk::Data, "c"),
            setting(Verdict::Manual, Risk::None, "d"),
            default(0, "umask"),
            default(1, "umask"),
        ]);
        let chapters = chapters(&report);
        let headings: Vec<_> = chapters.iter().map(ToString::to_string).collect();
        assert_eq!(
            headings,
            [
                "1 setting to complete by hand",
                "1 setting dropped",
                "3 settings approximate (1 security, 2 behaviour)",
                "1 default that differs",
                "1 setting dropped or approximate, without risk",
                "1 setting exact",
            ]
        );
        let rows: Vec<_> = chapters[2].groups.iter().map(|group| group.rows.clone()).collect();
        assert_eq!(rows, [vec![3], vec![2, 4]]);
        assert_eq!(
            VerdictLine(&report, &chapters).to_string(),
            "supervisord → systemd: 7 settings (1 exact, 3 approximate, 2 dropped, 1 by hand); \
             at risk: 1 security, 1 data, 2 behaviour; 1 default differs in 2 services."
        );
    }

    #[test]
    fn a_reason_that_another_one_of_the_section_includes_is_not_repeated() {
        let row = |reason: &str| setting(Verdict::Approximate, Risk::Behaviour, reason);
        let rows = |reasons: &[&str]| {
            let report = report(reasons.iter().map(|reason| row(reason)).collect());
            let groups = &chapters(&report)[0].groups;
            groups.iter().map(|group| (group.reason.to_owned(), group.rows.clone())).collect::<Vec<_>>()
        };
        let both = vec![("It pauses. It gives up.".to_owned(), vec![0, 1])];
        assert_eq!(rows(&["It pauses. It gives up.", "It gives up."]), both);
        assert_eq!(rows(&["It pauses.", "It pauses. It gives up."]), both);
        assert_eq!(rows(&["It pauses. So it gives up.", "gives up."]).len(), 2, "not a whole sentence");
        assert_eq!(rows(&["It pauses.", "It gives up."]).len(), 2);
        assert_eq!(rows(&["See a.", "See a.service first."]).len(), 2, "not a whole sentence either");
        assert_eq!(rows(&["It pauses. It gives up.", "It gives up.", "It pauses."]).len(), 1);
    }

    #[test]
    fn programs_waiting_for_manual_steps_are_named() {
        let mut report = report(vec![setting(Verdict::Exact, Risk::None, ""), default(0, "numprocs")]);
        for (waiting, said) in [
            (&["a"][..], "a stays off until completed by hand"),
            (&["a", "b\n"][..], "a and b\\n stay off until completed by hand"),
            (&["a", "b", "c"][..], "3 units stay off until completed by hand"),
        ] {
            report.waiting = waiting.iter().map(|name| (*name).to_owned()).collect();
            let line = VerdictLine(&report, &chapters(&report)).to_string();
            let expected = format!(
                "supervisord → systemd: 1 setting (1 exact, 0 approximate, 0 dropped, 0 by hand); 1 default differs; {said}."
            );
            assert_eq!(line, expected);
        }
    }

    #[test]
    fn a_translation_without_loss_has_only_the_summary_line() {
        let report = report(vec![setting(Verdict::Exact, Risk::None, "")]);
        let line = VerdictLine(&report, &chapters(&report)).to_string();
        assert_eq!(line, "supervisord → systemd: 1 setting (1 exact, 0 approximate, 0 dropped, 0 by hand).");
    }
}
