//! `duplicate-section`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;

rule! {
    /// Flags a section that stands twice in one file.
    ///
    /// ## Why
    ///
    /// supervisord merges the two option by option, the later one wins, and says nothing. Two programs of one name are one
    /// program with the options of both. A section that an included file takes up again is not flagged: that is what
    /// overriding in includes is for.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [program:w]
    /// command=/bin/true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [program:w2]
    /// command=/bin/true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issues 554 and 1542; `strict=False` of `configparser`.
    pub static DUPLICATE_SECTION = {
        name: "duplicate-section",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let first = context.section.first();
    for part in context.section.parts().skip(1).filter(|part| part.file == first.file) {
        let file = context.config.files[part.file as usize].id;
        let name = context.header_text();
        sink.add(
            DUPLICATE_SECTION
                .at(file, context.config.header(part).name, format!("[{name}] stands in this file twice"))
                .label("merged into the first")
                .help("supervisord puts the two together, the later options winning, without a message. Give one another name, or join them.")
                .related(file, context.config.header(first).name, "the first one"),
        );
    }
}
