//! Applies the fixes of findings, in rounds; its submodules make edits that several rules need.

pub(in crate::lint) mod config_lines;
pub(in crate::lint) mod stop_as_group;
pub(in crate::lint) mod unit_lines;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::source::{FileId, Span};
use crate::syntax::{Edit, apply};

/// How often a file is read again after its fixes before we give up: each round fixes what the previous one uncovered.
pub const MAX_ROUNDS: usize = 10;

/// Returns the edits of one file's findings that can be applied together, and how many fixes they make: fixes of at
/// least this applicability, in file order, each as a whole, without those that touch an earlier one.
#[must_use]
pub fn collect(findings: &[Diagnostic], file: FileId, minimum: Applicability) -> (Vec<Edit>, usize) {
    let mut fixes: Vec<(&'static str, &Fix)> = findings
        .iter()
        .filter(|finding| finding.file == file)
        .filter_map(|finding| Some((finding.rule, finding.fix.as_ref()?)))
        .filter(|(_, fix)| fix.applicability >= minimum && !fix.edits.is_empty())
        .collect();
    fixes.sort_by_key(|(_, fix)| {
        let spans = || fix.edits.iter().map(|edit| edit.span);
        (spans().min(), spans().max())
    });
    let mut collected = Collected::default();
    let mut applied = 0;
    for (rule, fix) in fixes {
        if fix.edits.iter().all(|edit| collected.has_room(rule, edit)) {
            fix.edits.iter().for_each(|edit| collected.add(rule, edit));
            applied += 1;
        }
    }
    (collected.edits, applied)
}

/// Edits that do not touch each other.
#[derive(Default)]
struct Collected<'f> {
    edits: Vec<Edit>,
    /// For each range: the index of its edit, and the rule that made it.
    by_range: BTreeMap<Span, (usize, &'static str)>,
    /// The lines of insertions, each with its place.
    lines: BTreeSet<(Span, &'f str)>,
}

impl<'f> Collected<'f> {
    /// Whether an edit can be added: it overlaps no other one and starts where none does, or it adds lines after those that
    /// the same rule adds there.
    fn has_room(&self, rule: &str, edit: &Edit) -> bool {
        let span = edit.span;
        if self.lines_to_follow(rule, edit).is_some() {
            return true;
        }
        let before = self.by_range.range(..=Span::new(span.start, u32::MAX)).next_back();
        let after = self.by_range.range(Span::at(span.start)..).next();
        let touches = |known: &Span| known.overlaps(span) || known.start == span.start;
        ![before, after].into_iter().flatten().any(|(known, _)| touches(known))
    }

    fn add(&mut self, rule: &'static str, edit: &'f Edit) {
        if let Some(at) = self.lines_to_follow(rule, edit) {
            self.edits[at].text.push_str(&edit.text);
        } else {
            self.by_range.insert(edit.span, (self.edits.len(), rule));
            self.edits.push(edit.clone());
        }
        if edit.span.is_empty() {
            self.lines.extend(edit.text.lines().map(|line| (edit.span, line)));
        }
    }

    /// The edit by which the same rule adds lines at the same place, such as settings that it moves to the same section.
    /// Other insertions at one place have no defined order, or repeat each other: the second waits for the next round.
    fn lines_to_follow(&self, rule: &str, edit: &Edit) -> Option<usize> {
        let (at, known_rule) = *self.by_range.get(&edit.span)?;
        let are_lines = edit.span.is_empty() && adds_lines(&edit.text) && self.edits[at].text.ends_with('\n');
        let is_new = |line: &str| !self.lines.contains(&(edit.span, line));
        (known_rule == rule && are_lines && edit.text.lines().all(is_new)).then_some(at)
    }
}

/// Whether a text consists of whole lines, without a section header.
fn adds_lines(text: &str) -> bool {
    text.ends_with('\n') && !text.lines().any(|line| line.starts_with('['))
}

/// Applies the edits of one round; `None` if there is nothing to apply.
///
/// ```
/// use sysvisor::diagnostic::Applicability;
/// use sysvisor::lint::{Options, check_supervisord, fix};
/// use sysvisor::source::{Memory, SourceFile, Sources};
/// use sysvisor::supervisord::Config;
///
/// let text = b"[program:web]\ncommand = /usr/bin/web\nauto_restart = true ; always\n";
/// let mut sources = Sources::new();
/// let main = sources.add(SourceFile::new("web.conf", text.to_vec())?);
/// let config = Config::read(main, &mut sources, &Memory::new());
/// let findings = check_supervisord(&config, &sources, &Options::default());
///
/// let (fixed, fixes) = fix::apply_round(text, &findings, main, Applicability::Safe).expect("there is a fix");
/// assert_eq!(fixes, 1);
/// assert_eq!(fixed, b"[program:web]\ncommand = /usr/bin/web\nautorestart = true ; always\n");
/// # Ok::<(), sysvisor::source::TooLarge>(())
/// ```
#[must_use]
pub fn apply_round(
    bytes: &[u8],
    findings: &[Diagnostic],
    file: FileId,
    minimum: Applicability,
) -> Option<(Vec<u8>, usize)> {
    let (edits, applied) = collect(findings, file, minimum);
    if edits.is_empty() {
        return None;
    }
    apply(bytes, &edits).ok().filter(|fixed| fixed != bytes).map(|fixed| (fixed, applied))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;

    fn finding(edits: Vec<Edit>, applicability: Applicability) -> Diagnostic {
        Diagnostic::new("x", Level::Error, FileId(0), Span::at(0), "x").fix("mend", applicability, edits)
    }

    #[test]
    fn a_fix_that_overlaps_an_earlier_one_is_deferred() {
        let findings = [
            finding(vec![Edit::replace(Span::new(0, 3), "A")], Applicability::Safe),
            finding(vec![Edit::replace(Span::new(2, 4), "B")], Applicability::Safe),
            finding(vec![Edit::insert(5, "C")], Applicability::Safe),
            finding(vec![Edit::insert(5, "D")], Applicability::Safe),
            finding(vec![Edit::insert(1, "E")], Applicability::Unsafe),
        ];
        let (fixed, applied) = apply_round(b"012345", &findings, FileId(0), Applicability::Safe).unwrap();
        assert_eq!((fixed.as_slice(), applied), (b"A34C5".as_slice(), 2));
        assert!(apply_round(b"012345", &findings, FileId(1), Applicability::Safe).is_none());
    }

    #[test]
    fn lines_that_one_rule_adds_at_one_place_are_added_together() {
        let moved = |at: u32, line: &str, rule: &'static str| {
            let edits = vec![Edit::delete(Span::new(at, at + 2)), Edit::insert(2, line)];
            Diagnostic::new(rule, Level::Warning, FileId(0), Span::at(at), "x").fix(
                "x",
                Applicability::Safe,
                edits,
            )
        };
        let fixed = |findings: &[Diagnostic]| {
            let round = apply_round(b"H\na\nb\nc\n", findings, FileId(0), Applicability::Safe).unwrap();
            (String::from_utf8(round.0).unwrap(), round.1)
        };
        // In file order, whatever the order of the findings.
        let both = [moved(6, "C\n", "r"), moved(4, "B\n", "r")];
        assert_eq!(fixed(&both), ("H\nB\nC\na\n".to_owned(), 2));
        // One waits if another rule adds the line, if it repeats one, or if it starts a section.
        for second in [moved(6, "C\n", "s"), moved(6, "B\n", "r"), moved(6, "[C]\n", "r"), moved(6, "C", "r")]
        {
            assert_eq!(fixed(&[moved(4, "B\n", "r"), second]), ("H\nB\na\nc\n".to_owned(), 1));
        }
    }
}
