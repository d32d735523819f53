//! `swap-what-mismatch`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::escape::escape_path;

rule! {
    /// Flags a swap whose name is not that of the device or file in `What=`.
    ///
    /// ## Why
    ///
    /// The name is how other units find the swap: `/dev/sdb2` is `dev-sdb2.swap`. systemd does not load a unit with another
    /// name.
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
        looks_at: LooksAt::Directive(&[Name::What], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, unit) = (&context.entry, context.unit);
    let value = entry.value();
    // `UUID=…` stands for a path, a specifier for what is not known.
    let Some(path) = value.text().filter(|text| text.starts_with('/') && !text.contains('%')) else { return };
    if entry.section != Some(Section::Swap) || !context.is_held() || !context.is_whole() {
        return;
    }
    let Ok(stem) = escape_path(path) else { return };
    if stem == unit.stem() {
        return;
    }
    sink.add(
        SWAP_WHAT_MISMATCH
            .at(entry.id.file, value.whole(), format!("{path} belongs to {stem}.swap, not to {}", unit.name))
            .label("not what the name says")
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
    fn a_mount_has_another_rule() {
        let count = |name: &str, text: &str| file(&SWAP_WHAT_MISMATCH, name, text).len();
        assert_eq!(count("a.swap", "[Swap]\nWhat=/dev/a\n"), 1);
        assert_eq!(count("dev-a.swap", "[Swap]\nWhat=/dev/a\n"), 0);
        assert_eq!(count("a.swap", "[Swap]\nWhat=UUID=1\n"), 0);
        assert_eq!(count("a.mount", "[Mount]\nWhat=/dev/a\n"), 0);
    }
}
