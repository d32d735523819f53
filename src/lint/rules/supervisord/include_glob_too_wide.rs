//! `include-glob-too-wide`

use crate::diagnostic::Level;
use crate::lint::rules::supervisord::include_no_match::is_read;
use crate::lint::{EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::{Span, base_name};
use crate::supervisord::kinds::space;
use crate::supervisord::options::Name;

rule! {
    /// Flags a pattern in `[include] files` that matches every file in a directory, like `conf.d/*`.
    ///
    /// ## Why
    ///
    /// Backups that editors and packages leave are read like any other file, and a later file wins over an earlier one:
    /// sorted by name, `app.conf.bak` comes after `app.conf` and replaces it. A directory that matches is logged as
    /// included, and nothing in it is.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [include]
    /// files=conf.d/*
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [include]
    /// files=conf.d/*.conf
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issue 1194, where a `.conf.SAVE` took over; run with 4.3.0.
    pub static INCLUDE_GLOB_TOO_WIDE = {
        name: "include-glob-too-wide",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Setting(&[Name::Files], check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    if !is_read(context) {
        return;
    }
    let value = context.entry.value();
    let Some(text) = value.text() else { return };
    for pattern in space::words(text).filter(|pattern| takes_all(pattern)) {
        let span = value.span(Span::of(text.as_bytes(), pattern.as_bytes()));
        sink.add(
            INCLUDE_GLOB_TOO_WIDE
                .at(context.entry.id.file, span, format!("`{pattern}` matches backups too"))
                .label("every file in the directory")
                .help(
                    "supervisord reads app.conf.bak like app.conf, after it, and what is read later wins. End the pattern \
                     with what your files end with, as in conf.d/*.conf.",
                ),
        );
    }
}

/// Whether the last component of a path matches any name, or any name with a dot in it.
fn takes_all(pattern: &str) -> bool {
    let name = base_name(pattern);
    name.contains('*') && name.bytes().all(|byte| matches!(byte, b'*' | b'?' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(files: &str) -> Vec<String> {
        let found = supervisord(&INCLUDE_GLOB_TOO_WIDE, &format!("[include]\nfiles = {files}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn each_pattern_is_checked_on_its_own() {
        assert_eq!(found("a.conf conf.d/*\n  more/*.* *"), ["conf.d/*", "more/*.*", "*"]);
    }

    #[test]
    fn a_pattern_that_restricts_the_file_name_passes() {
        let files = "conf.d/*.conf */app.conf stations/*/x.ini conf.d/app-* /etc/x.conf conf.d/";
        assert_eq!(found(files), [] as [&str; 0]);
    }

    #[test]
    fn only_the_include_section_is_checked() {
        assert!(supervisord(&INCLUDE_GLOB_TOO_WIDE, "[program:a]\ncommand=/a\nfiles=*\n").is_empty());
    }
}
