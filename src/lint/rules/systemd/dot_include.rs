//! `dot-include`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::source::{FileId, Span};
use crate::systemd::SyntaxError;

rule! {
    /// Flags an `.include FILE` line.
    ///
    /// ## Why
    ///
    /// Until 246 it read another unit file in its place. Today the line means nothing: everything that the other file
    /// sets is missing. A drop-in (`app.service.d/local.conf`) changes a unit without copying it.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// .include /lib/systemd/system/app.service
    /// [Service]
    /// User=app
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service.d/local.conf
    /// [Service]
    /// User=app
    /// ```
    ///
    /// ## Source
    ///
    /// NEWS of 246; `parse_line()`, `src/shared/conf-parser.c`. Run on 252.
    pub static DOT_INCLUDE = {
        name: "dot-include",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

/// Whether a line was meant to include another file.
pub(crate) fn matches(line: &[u8]) -> bool {
    line.strip_prefix(b".include").is_some_and(|rest| matches!(rest.first(), Some(b' ' | b'\t')))
}

/// The finding about such a line.
pub(crate) fn finding(file: FileId, span: Span, error: SyntaxError) -> Diagnostic {
    let says = match error {
        SyntaxError::OutsideSection => "Assignment outside of section. Ignoring.",
        _ => "Missing '=', ignoring line.",
    };
    DOT_INCLUDE
        .at(file, span, "this line no longer reads another file")
        .label("ignored since 246")
        .help(format!("systemd says: {says} Put your own settings into a drop-in for the unit."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::reader::syntax_error::SYNTAX_ERROR;
    use crate::lint::testing::unit;

    #[test]
    fn includes_inside_and_outside_of_sections_are_flagged() {
        assert_eq!(unit(&DOT_INCLUDE, ".include /a\n[Service]\n.include /b\n").len(), 2);
        assert!(unit(&DOT_INCLUDE, "include /a\n[Service]\n.included /b\n").is_empty());
        assert_eq!(unit(&SYNTAX_ERROR, ".include /a\n[Service]\n").len(), 1, "reported if selected alone");
    }
}
