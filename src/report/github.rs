//! Findings as GitHub Actions workflow commands, which GitHub shows next to the lines of a pull request.
//!
//! The format is that of `actions/toolkit` (packages/core/src/command.ts): properties, then `::`, then the text.

use std::fmt::Write as _;

use super::clean;
use super::place::Places;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Sources;

/// Appends the command for one finding. Writing to a string cannot fail.
pub(super) fn render(text: &mut String, sources: &Sources, places: &mut Places<'_>, finding: &Diagnostic) {
    let (start, end) = places.range(finding.file, finding.span);
    // Cleaned as for a terminal: the log interprets escape sequences, too.
    let path = clean(sources.get(finding.file).name());
    let _ = write!(
        text,
        "::{} title=sysvisor ({}),file={},line={},endLine={}",
        command(finding.level),
        finding.rule,
        property(&path),
        start.line,
        end.line
    );
    // GitHub drops an annotation whose columns belong to different lines.
    if start.line == end.line {
        let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
    }
    // The place is repeated: the log shows the text only.
    let message = data(&clean(&finding.message));
    let _ = write!(text, "::{}:{}:{}: {} {message}", data(&path), start.line, start.column, finding.rule);
    // A reader of the pull request has no terminal at hand to ask for an explanation.
    for line in finding.help.iter().flat_map(|help| help.lines()) {
        let _ = write!(text, "%0A{}", data(&clean(line)));
    }
    text.push('\n');
}

const fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    }
}

/// The text after the last `::`: `escapeData` of the toolkit.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: `escapeProperty` of the toolkit.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rendered::Form;
    use crate::report::samples::{each, snapshot};

    #[test]
    fn a_finding_is_a_workflow_command() {
        snapshot("report/github", each(Form::Github).as_bytes());
    }

    #[test]
    fn a_comma_in_a_path_does_not_end_the_property() {
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        assert_eq!(data("a,b:c%\n"), "a,b:c%25%0A");
    }
}
