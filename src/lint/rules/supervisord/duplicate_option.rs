//! `duplicate-option`

use super::duplicate_section::DUPLICATE_SECTION;
use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::remove_entry;
use crate::lint::{EntryContext, EntryKind, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Entry;
use crate::supervisord::options::Name;
use crate::syntax::ItemKind;

rule! {
    /// Flags an option that its section sets a second time; names are case-insensitive.
    ///
    /// ## Why
    ///
    /// The last one wins, without a message. Whoever reads or edits the first one is misled.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// Command=/bin/true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0 reads its file with `strict=False` and lower-cases names (`options.py`, `UnhosedConfigParser`).
    pub static DUPLICATE_OPTION = {
        name: "duplicate-option",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Entry(EntryKind::Overriding, check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let (Some(earlier), Some(row)) = (context.replaces, context.entry.row) else { return };
    // What `[DEFAULT]` sets is there to be overridden.
    if context.config.is_default(earlier) {
        return;
    }
    let first = context.config.entry(earlier, context.sources);
    let (file, span) = (context.entry.id.file, context.entry.item.name);
    if repeats_in_duplicate_section(context, &first) && sink.wants(&DUPLICATE_SECTION) {
        return;
    }
    let finding = DUPLICATE_OPTION
        .at(file, span, format!("`{}` is set twice in this section", row.name))
        .label("this one counts");
    if row.name == Name::Files {
        // Whoever sets it twice means both: the first one must not just be removed.
        let help = "supervisord uses the last one without a message, and includes nothing that the first one names. Write \
                    all patterns into one, separated by spaces.";
        return sink.add(finding.help(help).related(
            earlier.file,
            first.item.name,
            "nothing of this is included",
        ));
    }
    let finding = finding.help("supervisord uses the last one without a message. Remove the other.").related(
        earlier.file,
        first.item.name,
        "the first one, never read",
    );
    // Included files override the main file on purpose.
    let edit = if earlier.file == file { remove_entry(&first) } else { None };
    sink.add(match edit {
        Some(edit) => finding.fix("remove the first one", Applicability::Safe, vec![edit]),
        None => finding,
    });
}

/// Whether the section is in the file twice, which is reported at its header, and the second one repeats the value.
fn repeats_in_duplicate_section(context: &EntryContext<'_>, first: &Entry<'_>) -> bool {
    let (entry, items) = (&context.entry, &context.config.file(context.entry.id.file).tree.items);
    let between = first.id.item as usize..entry.id.item as usize;
    first.id.file == entry.id.file
        && items.get(between).is_some_and(|items| items.iter().any(|item| item.kind == ItemKind::Header))
        && first.value().text() == entry.value().text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;
    use crate::lint::{self, Options};
    use crate::source::{Memory, SourceFile, Sources};
    use crate::supervisord::Config;

    #[test]
    fn a_repeated_section_with_equal_options_is_reported_once() {
        let both = |second: &str| {
            let text = format!("[supervisord]\nnodaemon=true\n[supervisord]\nnodaemon={second}\n");
            let mut sources = Sources::new();
            let id = sources.add(SourceFile::new("a.conf", text.into_bytes()).unwrap());
            let config = Config::read(id, &mut sources, &Memory::new());
            let found = lint::check_supervisord(&config, &sources, &Options::default());
            let names: Vec<_> =
                found.iter().map(|one| one.rule).filter(|rule| rule.starts_with("duplicate")).collect();
            names.join(" ")
        };
        assert_eq!(both("true"), "duplicate-section");
        assert_eq!(both("false"), "duplicate-option duplicate-section");
        // It is reported if only this rule is selected.
        assert_eq!(
            supervisord(&DUPLICATE_OPTION, "[program:a]\ncommand=a\n[program:a]\ncommand=a\n").len(),
            1
        );
    }

    #[test]
    fn lost_includes_are_reported_without_a_fix() {
        for text in ["[include]\nfiles=a\nfiles=b\n", "[include]\nfiles=a\n[include]\nfiles=b\n"] {
            let found = supervisord(&DUPLICATE_OPTION, text).remove(0);
            assert!(
                found.help.contains("includes nothing that the first one names") && found.fixed.is_none()
            );
        }
        let twice = "[program:a]\ncommand=a\ncommand=b\n";
        assert_eq!(
            supervisord(&DUPLICATE_OPTION, twice)[0].fixed.as_deref(),
            Some("[program:a]\ncommand=b\n")
        );
    }
}
