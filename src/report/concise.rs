//! One line per finding, for editors, `grep` and mass output: `path:line:column: level[rule] message`.

use std::fmt::Write as _;

use super::clean;
use super::place::Places;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

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
    use crate::report::rendered::Form;
    use crate::report::samples::{each, snapshot};

    #[test]
    fn a_finding_is_one_line() {
        snapshot("report/concise", each(Form::Concise).as_bytes());
    }
}
