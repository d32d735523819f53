//! `init-script-wrapper`

use crate::diagnostic::Level;
use crate::lint::daemons::is_init_script;
use crate::lint::unit_commands::any_command;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::{FileId, Span};
use crate::systemd::directives::Name;

rule! {
    /// Flags a service that runs an init script (`/etc/init.d/app start`).
    ///
    /// ## Why
    ///
    /// The script starts the daemon in its own way: systemd does not see which program it is, why it failed, or what it was
    /// given, and none of the settings that go by the main process works well. What the script does is mostly a handful of
    /// lines in a unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// ExecStart=/etc/init.d/app start
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/sbin/app --foreground
    /// ```
    ///
    /// ## Source
    ///
    /// lintian's systemd-service-file-wraps-init-script; systemd-sysv-generator(8), which does the same by itself.
    pub static INIT_SCRIPT_WRAPPER = {
        name: "init-script-wrapper",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if context.facts.starts.is_empty() || !context.is_whole() {
        return;
    }
    // Nearly every command is settled by its bytes.
    let mut entries = context.unit.written(context.sources, &[Name::ExecStart]).into_iter();
    if !entries.any(|entry| memchr::memmem::find(entry.item.value.slice(entry.bytes), b"init.d/").is_some()) {
        return;
    }
    let mut place: Option<(FileId, Span)> = None;
    any_command(context, &[Name::ExecStart], |one| {
        let word = one.command.words().find(|word| is_init_script(&word.bytes));
        place = word.map(|word| (one.entry.id.file, one.value.span(word.span)));
        place.is_some()
    });
    let Some((file, span)) = place else { return };
    sink.add(
        INIT_SCRIPT_WRAPPER
            .at(file, span, "an init script starts the program")
            .label("hides the program from systemd")
            .help(
                "systemd watches the script and not the program. Run the program itself, in the foreground.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_script_may_stand_behind_a_shell() {
        let texts = |line: &str| -> Vec<String> {
            let found = unit(&INIT_SCRIPT_WRAPPER, &format!("[Service]\n{line}\n"));
            found.into_iter().map(|found| found.text).collect()
        };
        assert_eq!(texts("ExecStart=-/etc/init.d/a start"), ["/etc/init.d/a"]);
        assert_eq!(texts("ExecStart=/bin/sh /etc/rc.d/init.d/a start"), ["/etc/rc.d/init.d/a"]);
        assert!(texts("ExecStart=/usr/bin/a --out=/etc/init.d/b").is_empty());
        assert!(texts("ExecStart=/usr/bin/a\nExecStop=/etc/init.d/a stop").is_empty());
    }
}
