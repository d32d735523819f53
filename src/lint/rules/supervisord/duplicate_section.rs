//! `duplicate-section`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::SectionKind;

rule! {
    /// Flags a section that appears twice in one file.
    ///
    /// ## Why
    ///
    /// supervisord merges the two option by option, the later one wins, and says nothing. Two programs with one name
    /// are one program with the options of both. A section that an included file sets again is not flagged: that is
    /// what overriding in includes is for.
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
        // A section whose name the user cannot choose cannot get another one; that of a plugin is its namespace.
        let is_plugin =
            matches!(context.section.kind, Some(SectionKind::RpcInterface | SectionKind::CtlPlugin));
        let has_name = context.section.kind.is_none_or(|kind| kind.prefix().ends_with(':')) && !is_plugin;
        let alternative = if has_name { "Rename one of them, or merge them." } else { "Merge them." };
        sink.add(
            DUPLICATE_SECTION
                .at(file, context.config.header(part).name, format!("[{name}] appears twice in this file"))
                .label("merged into the first")
                .help(format!(
                    "supervisord merges the two without a message, and the later options win. {alternative}"
                ))
                .related(file, context.config.header(first).name, "the first one"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn renaming_is_suggested_only_for_sections_that_can_be_renamed() {
        let help = |text: &str| supervisord(&DUPLICATE_SECTION, text).remove(0).help;
        assert!(help("[program:a]\ncommand=a\n[program:a]\ncommand=b\n").contains("Rename one of them"));
        assert!(
            help("[include]\nfiles=a\n[include]\nfiles=b\n").ends_with("the later options win. Merge them.")
        );
        let plugin = "[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory=a:b\n";
        assert!(help(&plugin.repeat(2)).ends_with("Merge them."));
    }
}
