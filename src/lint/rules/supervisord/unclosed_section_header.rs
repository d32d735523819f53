//! `unclosed-section-header`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{EntryContext, EntryKind, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::SectionKind;
use crate::syntax::Edit;

rule! {
    /// Flags a line that starts like a section header and has no `]`.
    ///
    /// ## Why
    ///
    /// supervisord reads `[program:w` as the option `[program` with the value `w` in the section above. The lines below
    /// belong to that section too, and the program silently does not exist.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// [program:w
    /// command=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// CPython's `configparser`: a line that is not a header is tried as an option; `:` is a delimiter.
    pub static UNCLOSED_SECTION_HEADER = {
        name: "unclosed-section-header",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Entry(EntryKind::Unknown, check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (item, bytes) = (context.entry.item, context.entry.bytes);
    if !context.entry.name().starts_with(b"[") {
        return;
    }
    // Indented lines below it have become part of its value.
    let value = context.entry.value();
    let first_line = value.bytes().iter().position(|byte| *byte == b'\n').unwrap_or(value.bytes().len());
    let whole = item.name.cover(value.span(Span::new(0, first_line as u32)));
    let header = whole.slice(bytes).get(1..).unwrap_or_default();
    if SectionKind::of(header).is_none() {
        return;
    }
    let text = String::from_utf8_lossy(header).into_owned();
    let name = String::from_utf8_lossy(context.entry.name()).into_owned();
    sink.add(
        UNCLOSED_SECTION_HEADER
            .at(context.entry.id.file, whole, format!("the header `[{text}` has no `]`"))
            .label("no section starts here")
            .help(format!(
                "supervisord accepts the file, reads the line as the option `{name}` of the section above, and never runs \
                 what is below as `{text}`."
            ))
            .fix("close the header", Applicability::Safe, vec![Edit::insert(whole.end, "]")]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn the_fix_frees_the_swallowed_lines() {
        let text = "[supervisord]\n[program:w ; c\n  command=a\n";
        let found = supervisord(&UNCLOSED_SECTION_HEADER, text);
        assert_eq!(found[0].text, "[program:w");
        assert_eq!(found[0].fixed.as_deref(), Some("[supervisord]\n[program:w] ; c\n  command=a\n"));
    }
}
