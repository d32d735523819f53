//! `nofile-infinity`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a service that may open as many files as it likes.
    ///
    /// ## Why
    ///
    /// Programs that loop over all the descriptors that they could have, or keep a table of them, become slow or large
    /// with a limit of a billion. Programs that use select(2) break above 1024.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNOFILE=infinity
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// LimitNOFILE=1024:524288
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), "Process Properties", on the soft limit of `LimitNOFILE=`.
    pub static NOFILE_INFINITY = {
        name: "nofile-infinity",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::LimitNOFILE], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let is_infinite = |text: &str| text.split(':').next() == Some("infinity");
    if !value.text().is_some_and(is_infinite) || !context.is_in_effect() {
        return;
    }
    sink.add(
        NOFILE_INFINITY
            .at(entry.id.file, value.whole(), "there is no limit on open files")
            .label("no soft limit")
            .help(
                "A hard limit of 524288 is enough for nearly all programs; those that need more than the soft limit raise it \
                 themselves.",
            ),
    );
}
