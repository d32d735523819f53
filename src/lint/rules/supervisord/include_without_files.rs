//! `include-without-files`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an `[include]` without `files`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. An empty `files` is accepted, and includes nothing.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [include]
    /// file=x.conf
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [include]
    /// files=x.conf
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `read_config`.
    pub static INCLUDE_WITHOUT_FILES = {
        name: "include-without-files",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::Include], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.settings.get(Name::Files).is_some() {
        return;
    }
    let (file, span) = context.header();
    let finding = INCLUDE_WITHOUT_FILES
        .at(file, span, "[include] does not say what to include")
        .label("no `files`")
        .help("supervisord says: .ini file has [include] section, but no files setting. It refuses the whole file.");
    let mut entries = context.config.entries(context.section, context.sources);
    let file_entry = entries.find(|entry| entry.name().eq_ignore_ascii_case(b"file"));
    sink.add(match file_entry {
        Some(entry) => {
            let edit = Edit::replace(entry.item.name, "files");
            finding.fix("write `files`", Applicability::Safe, vec![edit])
        }
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn an_empty_list_and_one_in_default_pass() {
        assert!(supervisord(&INCLUDE_WITHOUT_FILES, "[include]\nfiles=\n").is_empty());
        assert!(supervisord(&INCLUDE_WITHOUT_FILES, "[DEFAULT]\nfiles=a\n[include]\n").is_empty());
    }

    #[test]
    fn file_becomes_files() {
        let found = supervisord(&INCLUDE_WITHOUT_FILES, "[include]\nFile = a.conf ; all\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[include]\nfiles = a.conf ; all\n"));
        assert_eq!(supervisord(&INCLUDE_WITHOUT_FILES, "[include]\n")[0].fixed, None);
    }

    #[test]
    fn another_section_is_not_checked() {
        assert!(supervisord(&INCLUDE_WITHOUT_FILES, "[includes]\n[program:w]\ncommand=a\n").is_empty());
    }
}
