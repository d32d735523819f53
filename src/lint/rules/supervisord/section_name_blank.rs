//! `section-name-blank`

use crate::diagnostic::{Applicability, Level};
use crate::lint::facts::groups::GROUP_KINDS;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::kinds::space;
use crate::syntax::Edit;

rule! {
    /// Flags whitespace after the colon of a section header, or before its closing bracket.
    ///
    /// ## Why
    ///
    /// The processes get their names without the whitespace, so the file works until the section is named elsewhere: a
    /// group that lists the program does not find it, and supervisord refuses the file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program: w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `process_groups_from_parser`; `datatypes.py`, `process_or_group_name`.
    pub static SECTION_NAME_BLANK = {
        name: "section-name-blank",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&GROUP_KINDS, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (header, file, span) = context.config.name_of(context.section, context.sources);
    let Some(kind) = context.kind() else { return };
    let member = kind.member(header);
    let name = space::strip(member);
    if name.len() == member.len() || name.is_empty() {
        return;
    }
    let prefix = kind.prefix();
    let shown = String::from_utf8_lossy(name);
    let start = span.end - member.len() as u32;
    let finding = SECTION_NAME_BLANK
        .at(file, Span::new(start, span.end), format!("this header is not [{prefix}{shown}]"))
        .label("with whitespace")
        .help("supervisord reads the whitespace as part of the section's name: a group that lists the program does not find \
               it.");
    // A section with several headers, or one with the right name next to it, would change if a single header were
    // fixed.
    let is_alone = context.section.parts().count() == 1
        && context.config.section_by_header(&[prefix.as_bytes(), name].concat()).is_none();
    if is_alone && let Ok(name) = std::str::from_utf8(name) {
        let edit = Edit::replace(Span::new(start, span.end), name);
        sink.add(finding.fix("remove the whitespace", Applicability::Safe, vec![edit]));
    } else {
        sink.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn fixed(text: &str) -> Vec<Option<String>> {
        supervisord(&SECTION_NAME_BLANK, text).into_iter().map(|found| found.fixed).collect()
    }

    #[test]
    fn whitespace_at_both_ends_is_removed() {
        assert_eq!(fixed("[program: \tw ]\n"), [Some("[program:w]\n".to_owned())]);
        assert_eq!(fixed("[group:g ]\n"), [Some("[group:g]\n".to_owned())]);
        assert!(fixed("[program:w]\n[program:]\n[program: ]\n").is_empty());
    }

    #[test]
    fn two_sections_are_not_merged() {
        assert_eq!(fixed("[program:w]\n[program: w]\n"), [None]);
        assert_eq!(fixed("[program: w]\n[program: w]\n"), [None]);
    }

    #[test]
    fn a_space_inside_is_left_to_another_rule() {
        assert!(fixed("[program:a b]\n").is_empty());
    }
}
