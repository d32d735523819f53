//! Applies fixes until nothing changes.

use std::collections::BTreeSet;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::{Edit, apply};

/// How often a file is read again after its fixes before we give up: each round fixes what the previous one uncovered.
pub const MAX_ROUNDS: usize = 10;

/// Returns the edits of one file's findings that can be applied together, and how many fixes they make: fixes of at
/// least this applicability, in file order, each as a whole, without those that touch an earlier one.
#[must_use]
pub fn collect(findings: &[Diagnostic], file: FileId, minimum: Applicability) -> (Vec<Edit>, usize) {
    let mut fixes: Vec<&crate::diagnostic::Fix> = findings
        .iter()
        .filter(|finding| finding.file == file)
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.applicability >= minimum && !fix.edits.is_empty())
        .collect();
    fixes.sort_by_key(|fix| fix.edits.iter().map(|edit| edit.span).min());
    let mut edits: Vec<Edit> = Vec::new();
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    let mut applied = 0;
    for fix in fixes {
        // Two insertions at one place have no defined order: the second waits for the next round.
        if !fix.edits.iter().any(|edit| touches(&taken, edit.span)) {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
            edits.extend(fix.edits.iter().cloned());
            applied += 1;
        }
    }
    (edits, applied)
}

/// Whether a range overlaps one of these, which do not overlap each other, or starts where one does.
fn touches(taken: &BTreeSet<Span>, span: Span) -> bool {
    let before = taken.range(..=Span::new(span.start, u32::MAX)).next_back();
    let after = taken.range(Span::at(span.start)..).next();
    [before, after].into_iter().flatten().any(|known| known.overlaps(span) || known.start == span.start)
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
    fn a_fix_that_touches_an_earlier_one_waits() {
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
}
