//! `missing-description`

use crate::diagnostic::Level;
use crate::lint::facts::partial::is_partial;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::SyntaxError;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a unit without `Description=`. A mount or swap passes: systemd describes it by its path.
    ///
    /// ## Why
    ///
    /// `systemctl` and the log then show the unit name instead. A few words say what the service is for.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Documentation=https://example.org/app
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Description=Answers requests
    /// Documentation=https://example.org/app
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Description=`; `mount_load()`, `swap_add_extras()`. Run on 252.
    pub static MISSING_DESCRIPTION = {
        name: "missing-description",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if context.unit.sets(Name::Description)
        || matches!(context.unit.unit_type(), Some(UnitType::Mount | UnitType::Swap))
        || !context.is_whole()
        || is_partial(context)
        || is_above_first_section(context)
    {
        return;
    }
    let (file, span) = context.header(Section::Unit);
    sink.add(
        MISSING_DESCRIPTION
            .at(file, span, "this unit does not say what it is")
            .label("no Description=")
            .help("systemd shows the unit name in its place. Add Description= with a few words."),
    );
}

/// Whether there is one above the first section: that line has a finding of its own.
fn is_above_first_section(context: &UnitContext<'_>) -> bool {
    let main = context.unit.main();
    let bytes = context.sources.get(main.id).bytes();
    let mut lines = main.tree.items.iter();
    lines.any(|item| {
        SyntaxError::of(item) == Some(SyntaxError::OutsideSection)
            && item.name.slice(bytes).starts_with(b"Description")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_partial_unit_needs_no_description() {
        let count = |name: &str, text: &str| file(&MISSING_DESCRIPTION, name, text).len();
        assert_eq!((count("a.service", "[Service]\nExecStart=/a\n"), count("a.target", "[Unit]\n")), (1, 1));
        assert_eq!(count("a.service", "[Service]\nNice=1\n"), 0, "nothing to run");
        assert_eq!(
            count("a.service", "[Service]\nExecStart=\nExecStart=/a\n"),
            0,
            "the reset implies another file"
        );
        assert_eq!(count("a.service", ".include /lib/a.service\n[Service]\nExecStart=/a\n"), 0);
        assert_eq!(count("a.service", "[Unit]\nDescription=A\n"), 0);
        assert_eq!(count("a.service.d/b.conf", "[Service]\n"), 0);
        assert_eq!(
            count("a.service", "Description=A\n[Service]\nExecStart=/a\n"),
            0,
            "reported by another rule"
        );
        let mount = "[Mount]\nWhat=/dev/b\nWhere=/a\n";
        assert_eq!((count("a.mount", mount), count("a.automount", "[Automount]\nWhere=/a\n")), (0, 1));
        assert_eq!(count("a.service", ""), 0, "a mask");
    }
}
