//! `umask-world-writable`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::mode;

rule! {
    /// Flags a `UMask=` that leaves new files writable by everybody.
    ///
    /// ## Why
    ///
    /// Whatever the service writes with the usual mode can be changed by every user of the machine.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// UMask=0000
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// UMask=0027
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `UMask=`; umask(2).
    pub static UMASK_WORLD_WRITABLE = {
        name: "umask-world-writable",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::UMask], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let keeps_access = |text: &str| mode::parse(text).is_ok_and(|mask| mask & 0o002 == 0);
    if !value.text().is_some_and(keeps_access) || !context.is_in_effect() {
        return;
    }
    sink.add(
        UMASK_WORLD_WRITABLE
            .at(entry.id.file, value.whole(), "new files are writable by everybody")
            .label("others keep write access")
            .help("0022 is the default; 0027 leaves others no access."),
    );
}
