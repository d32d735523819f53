//! `swap-what-mismatch`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::dependencies::expand;
use crate::systemd::directives::Name;
use crate::systemd::kinds::escape::escape_path;
use crate::systemd::kinds::specifier::Table;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

rule! {
    /// Flags a swap whose name does not match the device or file in `What=`.
    ///
    /// ## Why
    ///
    /// Other units find the swap by its name: `/dev/sdb2` is `dev-sdb2.swap`. systemd does not load a unit with any
    /// other name.
    ///
    /// ## Bad
    ///
    /// ```ini swap.swap
    /// [Swap]
    /// What=/dev/sdb2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini dev-sdb2.swap
    /// [Swap]
    /// What=/dev/sdb2
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.swap(5); `swap_verify()`, `src/core/swap.c`. Run on 252.
    pub static SWAP_WHAT_MISMATCH = {
        name: "swap-what-mismatch",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::What], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let unit = context.unit;
    if !unit.is(UnitType::Swap) || !context.is_whole() {
        return;
    }
    let own = UnitName::read(&unit.name);
    let mut last = None;
    for entry in unit.entries_of(context.sources, &[Name::What]) {
        let value = entry.value();
        let Some(text) = value.text() else { continue };
        // What a specifier expands to is not always known.
        let path = expand(text, own.as_ref(), Table::Full);
        let fault = match &path {
            Some(path) if path.is_empty() => None,
            Some(path) if !path.starts_with('/') => Some("absolute"),
            Some(path) if escape_path(path).is_err() => Some("normalized"),
            _ => None,
        };
        let Some(fault) = fault else {
            last = path.map(|path| (path, entry));
            continue;
        };
        let finding = SWAP_WHAT_MISMATCH
            .at(entry.id.file, value.whole(), format!("the path `{text}` is not {fault}"))
            .level(Level::Warning)
            .label("ignored")
            .help(format!(
                "systemd says: What= path is not {fault}, ignoring: {text}. What was set above applies, else the \
                 unit's name."
            ));
        sink.add(finding);
    }
    let Some((path, entry)) = last.filter(|(path, _)| !path.is_empty()) else { return };
    let Ok(stem) = escape_path(&path) else { return };
    if stem == unit.stem() || !unit.is_named() {
        return;
    }
    sink.add(
        SWAP_WHAT_MISMATCH
            .at(
                entry.id.file,
                entry.value().whole(),
                format!("{path} belongs to {stem}.swap, not to {}", unit.name),
            )
            .label("does not match the unit name")
            .help(format!(
                "systemd says: Value of What= and unit name do not match, not loading. Name the file {stem}.swap."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn the_unit_name_must_match_what() {
        let count = |name: &str, text: &str| file(&SWAP_WHAT_MISMATCH, name, text).len();
        assert_eq!(count("a.swap", "[Swap]\nWhat=/dev/a\n"), 1);
        assert_eq!(count("dev-a.swap", "[Swap]\nWhat=/dev/a\n"), 0);
        assert_eq!(
            count("dev-a.swap", "[Swap]\nWhat=/dev/b\nWhat=\n"),
            0,
            "without What= the unit name decides"
        );
        let relative = file(&SWAP_WHAT_MISMATCH, "dev-a.swap", "[Swap]\nWhat=UUID=1\n");
        assert_eq!((relative.len(), relative[0].level), (1, Level::Warning));
        assert_eq!(count("a.swap", "[Swap]\nWhat=/dev/b\nWhat=a\n"), 2, "the previous value stays in effect");
        assert_eq!(count("dev-a.swap", "[Swap]\nWhat=/dev/../a\n"), 1);
        assert_eq!(count("a.mount", "[Mount]\nWhat=/dev/a\n"), 0);
    }
}
