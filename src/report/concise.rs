//! One line a finding, for editors, `grep` and mass output: `path:line:column: level[rule] message`.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::clean;
use super::place::Places;
use super::write_each;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Writes one line for each finding.
///
/// # Errors
/// What the writer says.
pub fn write(out: &mut dyn Write, sources: &Sources, findings: &[Diagnostic]) -> io::Result<()> {
    let mut places = Places::new(sources);
    write_each(out, findings, |text, finding| {
        render(text, sources, &mut places, finding);
        Ok(())
    })
}

/// Adds the line of one finding.
pub(super) fn render(text: &mut String, sources: &Sources, places: &mut Places<'_>, finding: &Diagnostic) {
    let at = places.position(finding.file, finding.span.start);
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{}:{}:{}: {}[{}] {}",
        clean(sources.get(finding.file).name()),
        at.line,
        at.column,
        finding.level.as_str(),
        finding.rule,
        clean(&finding.message)
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::{Sample, snapshot};

    #[test]
    fn a_finding_is_one_line() {
        let mut out = Vec::new();
        for Sample { sources, findings, .. } in crate::report::samples::all() {
            write(&mut out, &sources, &findings).unwrap();
        }
        snapshot("report/concise", &out);
    }
}
