//! `group-empty`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a group that lists no programs.
    ///
    /// ## Why
    ///
    /// supervisord silently creates an empty group. The programs that were meant run in groups of their own, under
    /// other names.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [group:g]
    /// priority=1
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [group:g]
    /// programs=w
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; `options.py`, `process_groups_from_parser`.
    pub static GROUP_EMPTY = {
        name: "group-empty",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Group], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (file, span) = match context.entry(Name::Programs) {
        None => context.header(),
        Some(entry) if entry.value().bytes().is_empty() => (entry.id.file, entry.item.name),
        Some(_) => return,
    };
    let section = context.header_text();
    sink.add(
        GROUP_EMPTY.at(file, span, format!("[{section}] has no programs")).label("an empty group").help(
            "supervisord creates it anyway, without a message. List the programs, or remove the group.",
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> Vec<String> {
        let found = supervisord(&GROUP_EMPTY, &format!("[program:w]\ncommand=a\n[group:g]\n{lines}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn missing_and_empty_lists_are_flagged() {
        assert_eq!(found(""), ["group:g"]);
        assert_eq!(found("programs="), ["programs"]);
    }

    #[test]
    fn multiline_and_expanded_lists_pass() {
        assert!(found("programs=\n  w").is_empty());
        assert!(found("programs=%(ENV_PROGRAMS)s").is_empty());
    }
}
