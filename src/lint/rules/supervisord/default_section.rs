//! `default-section`

use crate::diagnostic::Level;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::syntax::ItemKind;

rule! {
    /// Flags options in a `[DEFAULT]` section.
    ///
    /// ## Why
    ///
    /// It is not a supervisord section: Python's parser for such files adds its options to every section of every file,
    /// including those that other packages installed. With `autostart=false` there, nothing starts unless it says
    /// otherwise.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [DEFAULT]
    /// autostart=false
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=false
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; Python's documentation of `configparser`.
    pub static DEFAULT_SECTION = {
        name: "default-section",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let config = context.config;
    for part in &config.defaults {
        let file = &config.files[part.file as usize];
        let items = &file.tree.items[part.header as usize..part.end as usize];
        if items.iter().all(|item| item.kind != ItemKind::Entry) {
            continue;
        }
        let scope = if part.file == 0 {
            "its options apply to every section of every file"
        } else {
            "its options apply far beyond this file"
        };
        sink.add(
            DEFAULT_SECTION
                .at(file.id, config.header(*part).name, format!("[DEFAULT] is not a supervisord section: {scope}"))
                .label("applies everywhere")
                .help("Servers, groups and the programs in included files get them too. Set the options in the sections that \
                       they are meant for."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn an_empty_default_section_passes() {
        assert!(supervisord(&DEFAULT_SECTION, "[DEFAULT]\n; nothing\n[program:w]\ncommand=a\n").is_empty());
    }

    #[test]
    fn only_the_exact_name_is_flagged() {
        for name in ["default", "Default", "DEFAULTS"] {
            assert!(supervisord(&DEFAULT_SECTION, &format!("[{name}]\nuser=a\n[program:w]\n")).is_empty());
        }
        let found = supervisord(&DEFAULT_SECTION, "[DEFAULT]\nuser=a\n[program:w]\n[DEFAULT]\nuser=b\n");
        assert_eq!(found.len(), 2, "one for each [DEFAULT] section with options");
    }
}
